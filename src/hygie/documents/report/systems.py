"""The systems on the page: the map with the path to the worst risk, and the worst risks."""

from hygie.assessment.study import SystemsRefusedError
from hygie.composition.analysis.results import Analysis
from hygie.documents.report.said import Teller, tone_of
from hygie.documents.report.view import Sign, System, SystemRisk
from hygie.documents.risk_phrases import RiskPhrases
from hygie.documents.system_figure import draw
from hygie.risk.matrix import Level, risk_matrix
from hygie.risk.ranking import RiskGroup, rank
from hygie.wording import risk_words
from hygie.wording.sentence import N_, N_plural

_DOT = " · "

WORST = 5
"""The risks of a system that are shown; the rest is counted."""


def systems_of(teller: Teller) -> tuple[tuple[System, ...], str]:
    """Tell the systems of a dossier, and why where they cannot be analysed."""
    try:
        analyses = teller.study.analyses
    except SystemsRefusedError as refused:
        forms = N_plural(
            "The systems cannot be analysed: {count} mistake, which hygie risk shows.",
            "The systems cannot be analysed: {count} mistakes, which hygie risk shows.",
        )
        return (), teller.voice.count(*forms, len(refused.mistakes))
    return tuple(_system(analysis, teller) for analysis in analyses), ""


def _system(analysis: Analysis, teller: Teller) -> System:
    voice = teller.voice
    ranking = rank(analysis, risk_matrix())
    say = RiskPhrases(analysis, voice)
    drawing = draw(ranking, voice)
    counts = [
        (_sign(level, say), " ".join(say.counted(ranking, level).split()))
        for level, number in ranking.counts.items()
        if number
    ]
    cut = next(iter(analysis.cuts), None)
    failing = [item for item in say.assumptions() if item.status in {"violated", "unknown", "false"}]
    more = len(ranking.groups) - WORST
    forms = N_plural(
        "and {count} more, which the architecture document lists",
        "and {count} more, which the architecture document lists",
    )
    return System(
        id=analysis.system,
        title=say.words(analysis.title),
        counts=tuple(counts),
        none="" if counts else say.nothing(),
        caption=voice.say(N_("{system}: the path to the worst risk"), system=say.words(analysis.title)),
        drawing=drawing.svg,
        alternative=drawing.alternative,
        risks=tuple(_risk(group, say) for group in ranking.groups[:WORST]),
        more=voice.count(*forms, more) if more > 0 else "",
        remedy="" if cut is None else say.aims(ranking)[0],
        controls=() if cut is None else tuple(say.controls(cut)),
        assumptions=tuple(
            dict.fromkeys(f"{say.assumption_status(item)}{_DOT}{say.words(item.text)}" for item in failing)
        ),
    )


def _risk(group: RiskGroup, say: RiskPhrases) -> SystemRisk:
    loss = group.first.loss
    scale = f"{say.severity(loss.severity)} · {say.likelihood(loss.likelihood)}"
    return SystemRisk(_sign(group.level, say), say.named(group), scale)


def _sign(level: Level, say: RiskPhrases) -> Sign:
    return Sign(tone_of(risk_words.STATUS_OF[level]), say.glyph(level), say.level(level))
