"""The answer of ``hygie risk`` in text: risks worst first, the paths to them, what stops them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from hygie.cli.risk_details import RiskDetails
from hygie.cli.screen import coloured, faint, strong, width, wrap
from hygie.composition.analysis.results import AttackPath
from hygie.documents.risk_names import FEW
from hygie.documents.risk_phrases import RiskPhrases
from hygie.risk.matrix import Level
from hygie.risk.movements import Move, moves
from hygie.risk.ranking import Ranking, Risk, RiskGroup
from hygie.wording import risk_words
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

IN_DETAIL = 5
"""The worst risks that are told in detail; the others take a line each."""

STEP_BY_STEP = 3
"""The risks whose first path is told step by step; of the others, the places on their way."""

ONE_LINE_EACH = 10
"""How many others are named at most."""

CHANGES = 20
"""How many effects of a change are told at most."""


class Heading(NamedTuple):
    """Whom the answer is about: a name, a day, and the folder to name in what to type next."""

    name: str
    day: date
    folder: str | None


def risk_text(
    heading: Heading,
    rankings: Sequence[Ranking],
    before: Sequence[Ranking],
    voice: Voice,
    *,
    everything: bool = False,
) -> str:
    """Write the whole answer; with ``before``, what a change of controls would change, and that alone.

    ``everything`` leaves nothing out.
    """
    earlier = {ranking.analysis.system: ranking for ranking in before}
    lines: list[str] = []
    for ranking in rankings:
        part = RiskOverview(ranking, voice, everything=everything)
        lines += part.lines(heading, earlier.get(ranking.analysis.system))
    asked = [control for ranking in rankings[:1] for control in ranking.analysis.what_if]
    return "\n".join([*lines, *_where_next(heading, asked, voice, everything=everything)])


def _where_next(heading: Heading, asked: Sequence[str], voice: Voice, *, everything: bool) -> Iterator[str]:
    if heading.folder is None:
        return
    folder = "" if heading.folder == "." else f" {heading.folder}"
    file = voice.say(N_("architecture.html"))
    change = "".join(f" --what-if={control}" for control in asked)
    pieces = [] if everything else [f"hygie risk{folder}{change} --all"]
    pieces.append(f"hygie document architecture{folder} -o {file}")
    line = "     ".join(pieces)
    yield faint(line if len(line) <= width() else "\n".join(pieces))


class RiskOverview:
    """Writes what is found in one system."""

    def __init__(self, ranking: Ranking, voice: Voice, *, everything: bool) -> None:
        """Write about a ranking in a voice; ``everything`` leaves nothing out."""
        self._ranking = ranking
        self._voice = voice
        self._everything = everything
        self._say = RiskPhrases(ranking.analysis, voice)
        self._told: dict[tuple[tuple[str, str], ...], str] = {}

    def lines(self, heading: Heading, before: Ranking | None) -> Iterator[str]:
        """Write the lines, with what changes against ``before`` where it is given."""
        title = self._say.words(self._ranking.analysis.title)
        day = self._voice.say(N_("as of {day}"), day=heading.day)
        names = dict.fromkeys((heading.name, title, day))
        yield strong(wrap(" · ".join(names)))
        yield ""
        yield from self.counts(before)
        yield ""
        if before is not None:
            yield from self._changes(before)
        if before is None or self._everything:
            yield from self._risks()
            details = RiskDetails(self._ranking, self._voice, everything=self._everything)
            yield from details.lines()

    # -- how many ----------------------------------------------------------------------------------

    def counts(self, before: Ranking | None = None) -> Iterator[str]:
        """Count the risks of each level, and the losses that nothing reaches; ``before`` a change, too."""
        ranking = self._ranking
        if ranking.is_void:
            yield wrap(self._say.nothing(), "  ", "  ")
            return
        for level, number in ranking.counts.items():
            past = number if before is None else before.counts[level]
            if number or past:
                words = self._say.counted(ranking, level, before)
                yield self._coloured(f"  {self._say.glyph(level)} {words}", level)
        unreached = ranking.unreached
        if unreached:
            yield f"  – {unreached:>3}  {self._voice.count(*risk_words.NOT_REACHED, unreached)}"
        if not ranking.risks:
            yield "  " + self._say.nothing()
        elif not ranking.analysis.attacked:
            yield wrap(self._say.nothing(), "  ", "  ")

    @staticmethod
    def _coloured(text: str, level: Level) -> str:
        return coloured(text, risk_words.STATUS_OF[level])

    # -- what a change does ------------------------------------------------------------------------

    def _changes(self, before: Ranking) -> Iterator[str]:
        controls = ", ".join(self._ranking.analysis.what_if)
        yield strong(wrap(self._voice.say(N_("What {controls} would change"), controls=controls)))
        found = moves(before, self._ranking)
        if not found:
            yield "  " + self._voice.say(N_("No risk appears, disappears or moves."))
        shown = len(found) if self._everything else CHANGES
        for move in found[:shown]:
            yield from self._move(move)
        more = len(found) - shown
        if more > 0:
            forms = N_plural("and {count} more: --all", "and {count} more: --all")
            yield faint("  " + self._voice.count(*forms, more))
        yield ""

    def _move(self, move: Move) -> Iterator[str]:
        """Say which components fare otherwise, how many of those that were alike, and how."""
        loss = move.loss
        component = self._say.component(loss.component)
        named = self._say.located(component, move.members, move.instances, self._places)
        if move.instances < move.out_of:
            forms = risk_words.MOVEMENTS_OF_SOME[move.movement]
            words = self._voice.count(*forms, move.instances, all=move.out_of)
        else:
            words = self._voice.say(risk_words.MOVEMENTS[move.movement])
        said = self._voice.say(N_("{risk}: {words}"), risk=f"{named} · {self._say.loss(loss)}", words=words)
        yield wrap(said, "  ", "    ")
        yield f"    {self._rated(move.before)} → {self._rated(move.after)}"

    @property
    def _places(self) -> int:
        return 10**9 if self._everything else FEW

    def _rated(self, risk: Risk | None) -> str:
        if risk is None:
            return f"– {self._say.likelihood(0)}"
        scale = f"G{risk.loss.severity}·V{risk.loss.likelihood}"
        return self._coloured(
            f"{self._say.glyph(risk.level)} {self._say.level(risk.level)} {scale}", risk.level
        )

    # -- risks -------------------------------------------------------------------------------------

    def _risks(self) -> Iterator[str]:
        groups = self._ranking.groups
        if not groups:
            return
        yield strong(self._voice.say(N_("Risks, the worst first")))
        shown = len(groups) if self._everything else IN_DETAIL
        for group in groups[:shown]:
            yield from self._risk(group)
        told = [risk.loss for group in groups[:shown] for risk in group.risks]
        if any(loss.earliest is not None or loss.effort is not None for loss in told):
            note = self._say.cost_note(left_out=any(loss.costs_left_out for loss in told))
            yield faint(wrap(note, "  ", "  "))
            yield ""
        others = groups[shown:]
        for group in others[:ONE_LINE_EACH]:
            loss = group.first.loss
            head = f"{self._say.glyph(group.level)} G{loss.severity}·V{loss.likelihood}"
            yield wrap(f"{head}  {self._say.named(group)}", "  ", " " * 11)
        more = len(others) - ONE_LINE_EACH
        if more > 0:
            forms = N_plural("and {count} less serious risk: --all", "and {count} less serious risks: --all")
            yield faint("  " + self._voice.count(*forms, more))
        if others:
            yield ""

    def _risk(self, group: RiskGroup) -> Iterator[str]:
        say, risk, loss = self._say, group.first, group.first.loss
        head = f"{say.glyph(risk.level)} {say.level(risk.level)}"
        first, *others = wrap(f"{head} · {say.named(group, self._places)}", "  ", "    ").splitlines()
        yield first.replace(head, self._coloured(head, risk.level), 1)
        yield from others
        scale = [say.severity(loss.severity), say.likelihood(loss.likelihood)]
        if not loss.severity_known:
            silence = self._voice.say(N_("need not written"))
            scale[0] += f" ({silence})"
        if loss.essential:
            scale.append(self._voice.say(N_("essential function")))
        yield wrap(" · ".join(scale), "    ")
        said = (say.sensitivity(risk), say.seen(loss), say.cost(loss), say.modes(loss))
        yield faint(wrap(" ".join(filter(None, said)), "    "))
        yield from self._paths(group)
        yield ""

    def _paths(self, group: RiskGroup) -> Iterator[str]:
        """Number the steps of the first path, once; the others are told by the places on their way."""
        loss = group.first.loss
        for number, path in enumerate(loss.paths, start=1):
            title = self._voice.say(N_("Path {number} · V{level}"), number=number, level=path.level)
            if origins := self._say.origins(path):
                start = self._voice.say(N_("from {origins}"), origins=origins)
                title += f" · {start}"
            same = tuple((step.component, step.fact) for step in path.steps[:-1])
            if same in self._told:
                before = self._voice.say(N_("as for {risk}"), risk=self._told[same])
                yield wrap(f"{title} · {before}", "    ", "      ")
            elif self._everything or (number == 1 and len(self._told) < STEP_BY_STEP):
                self._told[same] = self._say.loss_named(loss.id)
                yield wrap(title, "    ", "      ")
                yield from self._steps(path)
            else:
                yield wrap(f"{title} → {self.course(path)}", "    ", "      ")
        others = self._say.others(loss)
        if others:
            yield faint(wrap(self._voice.say(N_("and {others}"), others=others), "    "))

    def _steps(self, path: AttackPath) -> Iterator[str]:
        for number, step in enumerate(path.steps, start=1):
            words = f"{self._say.happening(step)} – {self._say.because(step, brief=True)}"
            if step.component:
                component = self._say.component(step.component)
                words = self._voice.say(N_("{component}: {words}"), component=component, words=words)
            words = f"{number}. {words}"
            yield wrap(words, "      ", "         ")

    def course(self, path: AttackPath) -> str:
        """Name the places of a path, each once."""
        return " → ".join(
            dict.fromkeys(self._say.component(step.component) for step in path.steps if step.component)
        )
