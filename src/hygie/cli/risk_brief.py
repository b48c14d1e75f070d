"""The three facts worth knowing of a system: how many risks, the worst and its path, what stops it."""

from collections.abc import Iterator

from hygie.cli.risk_overview import RiskOverview
from hygie.cli.screen import faint, strong, wrap
from hygie.composition.analysis.results import CutResult
from hygie.documents.risk_phrases import RiskPhrases
from hygie.risk.ranking import Ranking, Risk
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


def brief(ranking: Ranking, voice: Voice) -> Iterator[str]:
    """Tell a system in a few lines."""
    overview, say = RiskOverview(ranking, voice, everything=False), RiskPhrases(ranking.analysis, voice)
    yield from overview.counts()
    worst = next(iter(ranking.groups), None)
    if worst is None:
        return
    yield ""
    yield strong(voice.say(N_("The worst")))
    level = f"{say.glyph(worst.level)} {say.level(worst.level)}"
    yield wrap(f"{level} · {say.named(worst)}", "  ", "    ")
    for path in worst.first.loss.paths[:1]:
        yield faint(wrap(overview.course(path), "    "))
    cut = _cheapest(ranking, worst.first)
    if cut is not None:
        yield ""
        yield strong(voice.say(N_("What stops it at least cost")))
        for control in say.controls(cut):
            yield wrap(f"+ {control}", "  ", "    ")


def _cheapest(ranking: Ranking, risk: Risk) -> CutResult | None:
    """Give the cheapest cut that makes a risk acceptable."""
    cuts = [cut for cut in ranking.analysis.cuts if risk.loss.id in cut.removes]
    return min(cuts, key=lambda cut: cut.cost, default=None)
