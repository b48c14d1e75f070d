"""The tables of the architecture: components, risks, steps, cuts, assumptions, guarantees, unknowns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from hygie.composition.analysis.results import AssumptionResult, CutResult
from hygie.documents.blocks import Badge, Block, Bullets, Cell, Code, Line, Paragraph, Quiet, Table, cell
from hygie.documents.risk_phrases import RiskPhrases
from hygie.documents.system_figure import worst_path
from hygie.drawings.system_boxes import ranges
from hygie.kernel.status import Status
from hygie.risk.matrix import Level
from hygie.risk.ranking import Ranking, RiskGroup
from hygie.wording import risk_words
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

MOST_ROWS = 300
"""Rows of one table; more are counted."""

_BLANK = "–"


class ArchitectureTables:
    """Draws up the tables of one system."""

    def __init__(self, ranking: Ranking, voice: Voice) -> None:
        """Tell ``ranking`` with ``voice``."""
        self._ranking, self._analysis, self._voice = ranking, ranking.analysis, voice
        self._say = RiskPhrases(ranking.analysis, voice)
        self._title = self._say.words(ranking.analysis.title)

    def _table(
        self, title: str, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]], widths: tuple[int, ...]
    ) -> Iterator[Block]:
        listed = tuple(rows)
        if not listed:
            return
        words = self._voice.say(title)
        caption = self._voice.say(N_("{title}: {system}"), title=words, system=self._title)
        named = tuple(self._voice.say(column) for column in columns)
        yield Table(caption, named, listed[:MOST_ROWS], widths, words[:31])
        more = len(listed) - MOST_ROWS
        if more > 0:
            forms = N_plural(
                "and {count} more: hygie risk --format json", "and {count} more: hygie risk --format json"
            )
            yield Paragraph((Quiet(self._voice.count(*forms, more)),))

    def _badge(self, status: Status, word: str) -> Badge:
        return Badge(status, self._voice.glyph(status), word)

    def _level(self, level: Level) -> Badge:
        return self._badge(risk_words.STATUS_OF[level], self._say.level(level))

    # -- components --------------------------------------------------------------------------------

    def components(self) -> Iterator[Block]:
        """Tell in a table what the map shows, component by component."""
        columns = (
            N_("Component"), N_("Type"), N_("Zone"), N_("Number"), N_("Connected to"), N_("Steps on it"),
        )  # fmt: skip
        yield from self._table(N_("Components"), columns, self._components(), (6, 5, 4, 2, 8, 2))

    def _components(self) -> Iterator[tuple[Cell, ...]]:
        shown = self._analysis.map
        joined: dict[str, list[str]] = defaultdict(list)
        for link in shown.links:
            joined[link.first].append(link.second)
            joined[link.second].append(link.first)
        for title, touched in shown.origins.values():
            for path in touched:
                joined[path].append(self._say.words(title))
        found = worst_path(self._ranking)
        steps: dict[str | None, list[int]] = defaultdict(list)
        for number, step in enumerate(found[1].steps if found else (), start=1):
            steps[self._say.place(step.component)].append(number)
        for node in shown.nodes:
            kind = self._voice.say(risk_words.KINDS[node.kind])
            zone = None if node.zone is None else shown.zones.get(node.zone)
            yield (
                cell(self._say.words(node.title)),
                cell(node.type, Quiet(kind)),
                cell(_BLANK if zone is None else self._say.words(zone)),
                cell(self._voice.number(node.count)),
                cell(", ".join(dict.fromkeys(map(self._say.component, joined[node.path]))) or _BLANK),
                cell(ranges(steps[node.path]) or _BLANK),
            )

    # -- risks -------------------------------------------------------------------------------------

    def risks(self) -> Iterator[Block]:
        """List the risks component by component, those with the worst first, then what nothing reaches."""
        columns = (
            N_("Component"), N_("What is lost"), N_("Level"), N_("Severity"), N_("Likelihood"),
            N_("How sure"),
        )  # fmt: skip
        rows: dict[tuple[Cell, ...], list[str]] = {}
        for group in sorted(self._ranking.groups, key=self._component_order):
            rows.setdefault(self._rated(group), []).append(self._say.loss(group.first.loss))
        listed = ((row[0], cell(*dict.fromkeys(lost)), *row[1:]) for row, lost in rows.items())
        yield from self._table(N_("Risks"), columns, listed, (7, 8, 3, 3, 4, 7))
        if self._ranking.risks:
            yield Paragraph((Quiet(self._notes()),))
        unreached = self._ranking.not_reached
        if unreached:
            names = self._say.losses(loss.id for loss in unreached)
            yield Paragraph((self._voice.say(N_("Not reached: {names}."), names=names),))

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of each component among all, by its worst risk."""
        named = [self._component(group) for group in self._ranking.groups]
        return {name: place for place, name in enumerate(dict.fromkeys(named))}

    def _component(self, group: RiskGroup) -> str:
        return self._say.component(group.first.loss.component)

    def _component_order(self, group: RiskGroup) -> int:
        return self._places[self._component(group)]

    def _rated(self, group: RiskGroup) -> tuple[Cell, ...]:
        """Say everything of risks but what is lost; what is usual is said once, below the table."""
        say, risk, loss = self._say, group.first, group.first.loss
        severity: list[Line] = [(say.severity(loss.severity),)]
        if not loss.severity_known:
            severity.append((Quiet(self._voice.say(N_("need not written"))),))
        if loss.essential:
            severity.append((Quiet(self._voice.say(N_("essential function"))),))
        likelihoods = {loss.likelihood, loss.if_vulnerabilities_lower, loss.if_vulnerabilities_higher}
        said = (
            say.sensitivity(risk) if len(likelihoods) > 1 else "",
            say.seen(loss) if loss.undetected != loss.likelihood else "",
            say.cost(loss),
        )
        likelihood = [say.likelihood(loss.likelihood), say.modes(loss)]
        return (
            cell(say.located(self._component(group), group.members, group.instances)),
            cell(self._level(risk.level)),
            cell(*severity),
            cell(*filter(None, likelihood)),
            cell(*filter(None, said)) or cell(_BLANK),
        )

    def _notes(self) -> str:
        losses = [risk.loss for risk in self._ranking.risks]
        said = [
            self._voice.say(
                N_(
                    "Unless said otherwise, a level does not depend on how vulnerabilities are rated, and no "
                    "control in place sees the attack."
                )
            )
        ]
        if any(loss.earliest is not None or loss.effort is not None for loss in losses):
            said.append(self._say.cost_note(left_out=any(loss.costs_left_out for loss in losses)))
        return " ".join(said)

    def path(self) -> Iterator[Block]:
        """List the steps of the path that the map shows, with the controls that would stop each."""
        found = worst_path(self._ranking)
        if found is None:
            return
        columns = (N_("Step"), N_("Component"), N_("What happens"), N_("Why"), N_("Would be stopped by"))
        rows = [
            (
                cell(str(number)),
                cell(self._say.component(step.component)),
                cell(self._say.happening(step)),
                cell(self._say.because(step)),
                cell(", ".join(map(self._say.control, step.guarded_by)) or _BLANK),
            )
            for number, step in enumerate(found[1].steps, start=1)
        ]
        yield from self._table(N_("Steps"), columns, rows, (2, 6, 8, 7, 6))

    # -- what stops them ---------------------------------------------------------------------------

    def cuts(self) -> Iterator[Block]:
        """List the cheapest controls, and say which were left out and what stays."""
        columns = (
            N_("What for"), N_("Controls to put in place"), N_("Cost"), N_("Removes"), N_("Would create"),
            N_("Implements"),
        )  # fmt: skip
        aimed = zip(self._say.aims(self._ranking), self._analysis.cuts, strict=True)
        rows = (self._cut(aim, cut) for aim, cut in aimed)
        yield from self._table(N_("Controls to put in place"), columns, rows, (5, 8, 4, 7, 4, 4))
        if self._analysis.conflicting:
            yield Paragraph((self._voice.say(risk_words.CONFLICTING),))
        if self._analysis.uncut:
            losses = self._say.losses(self._analysis.uncut)
            yield Paragraph(
                (self._voice.say(N_("No control of the model makes acceptable: {losses}."), losses=losses),)
            )
        lines = self._say.refused()
        if lines:
            yield Bullets(tuple((line,) for line in lines))

    def _cut(self, aim: str, cut: CutResult) -> tuple[Cell, ...]:
        return (
            cell(aim),
            cell(*self._say.controls(cut)),
            cell(self._say.proof(cut)),
            cell(*self._say.lost(cut.removes)),
            cell(*self._say.lost(cut.creates)) or cell(_BLANK),
            cell(", ".join(cut.implements) or _BLANK),
        )

    # -- what they rest on -------------------------------------------------------------------------

    def assumptions(self) -> Iterator[Block]:
        """List the assumptions: what fails, what nobody vouches for, then the others."""
        columns = (N_("Assumption"), N_("State"), N_("Critical for"), N_("Why"))
        alike: dict[tuple[str, str, str | None], list[AssumptionResult]] = {}
        for item in self._say.assumptions():
            alike.setdefault((item.status, self._say.words(item.text), item.because), []).append(item)
        yield from self._table(
            N_("Assumptions"), columns, map(self._assumption, alike.values()), (9, 4, 7, 5)
        )

    def _assumption(self, items: Sequence[AssumptionResult]) -> tuple[Cell, ...]:
        """Tell an assumption once for all the places where it stands alike."""
        first = items[0]
        status = risk_words.ASSUMPTION_STATUSES[first.status]
        critical = dict.fromkeys(name for item in items for name in item.critical_for)
        thanks = dict.fromkeys(self._say.component(name) for item in items for name in item.discharged_by)
        return (
            cell(
                self._say.words(first.text),
                *((Quiet(words),) for words in self._say.bearers(items)),
            ),
            cell(self._badge(status, self._say.assumption_status(first))),
            cell(self._say.losses(critical) or _BLANK),
            cell(first.because or ", ".join(thanks) or _BLANK),
        )

    def guarantees(self) -> Iterator[Block]:
        """List the guarantees of the types, the broken ones first."""
        columns = (N_("Guarantee"), N_("State"), N_("Belied by"))
        rows = [
            (
                cell(item.id if item.text is None else self._say.words(item.text), Code(item.id)),
                cell(
                    self._badge(
                        Status.MET if item.holds else Status.NOT_MET,
                        self._voice.say(N_("holds") if item.holds else N_("does not hold")),
                    )
                ),
                cell(", ".join(item.counterexample) or _BLANK),
            )
            for item in sorted(self._analysis.guarantees, key=lambda item: item.holds)
        ]
        yield from self._table(N_("Guarantees"), columns, rows, (9, 4, 9))

    def unknowns(self) -> Iterator[Block]:
        """Count what was taken at its worst, and name it."""
        lines: list[Line] = []
        for words, names in self._say.unknowns():
            shown = names[:MOST_NAMED]
            more = len(names) - len(shown)
            tail = (
                f" {self._voice.count(*N_plural('and {count} more', 'and {count} more'), more)}"
                if more
                else ""
            )
            lines.append((f"{words}:", Code(", ".join(shown)), *((tail,) if tail else ())))
        if lines:
            yield Bullets(tuple(lines))


MOST_NAMED = 20
"""Unknowns of one kind that are named; more are counted."""
