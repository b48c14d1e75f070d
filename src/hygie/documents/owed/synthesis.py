"""The synthesis (D1): where the organisation stands, by requirement, and what will change by itself."""

from collections.abc import Iterable, Iterator

from hygie.assessment.horizon import Change, changes_ahead
from hygie.assessment.priorities import first_actions
from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Code, Heading, Line, Notice, Paragraph, Quiet, Table, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.preliminary import binding_reasons, preliminary_decisions
from hygie.documents.phrases import BY_URGENCY, Phrases, edition
from hygie.dossier.vocabulary.base import known
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Requirement
from hygie.referentials.referential import PACKAGES
from hygie.referentials.verdict import Reason, Verdict
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

KIND = "synthesis"
TITLE = N_("Synthesis of conformity")
DAYS_AHEAD = 90
ENOUGH_LINES = 12
"""Longest list of lines under a requirement; the proof sheet has them all."""

FIRST_ACTIONS = 5


def build(study: Study, voice: Voice) -> Document:
    """Make the synthesis of every referential that the study evaluates."""
    synthesis = _Synthesis(study, voice)
    blocks: list[Block] = [*synthesis.policy()]
    for referential in study.applicable:
        blocks += synthesis.referential(referential)
    frame = frame_of(study, voice, "policy", study.applicable)
    return Document(KIND, voice.say(TITLE), frame, tuple(blocks))


class _Synthesis:
    """The parts of the synthesis, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice)
        self._bound = binding_reasons(study)

    def policy(self) -> Iterator[Block]:
        """Print the choices of the dossier that make the reading stricter."""
        policy = self._study.dossier.declared.policy
        if policy.binding_conventions:
            lines: list[Line] = [(Code(name),) for name in policy.binding_conventions]
            note = known(policy.note)
            if note is not None:
                lines.append((Quiet(note),))
            title = self._voice.say(N_("The dossier's policy makes these reservations binding"))
            yield Notice("plain", title, tuple(lines))

    def referential(self, name: str) -> Iterator[Block]:
        """Give everything about one referential."""
        if len(self._study.applicable) > 1:
            catalog = self._study.catalog(name)
            yield Notice("plain", edition(catalog, self._voice))
        yield from self._overview(name)
        yield from preliminary_decisions(self._study, self._voice, name)
        yield from self._first(name)
        yield from self._ahead(name)
        yield from self._all(name)
        yield from self._each(name)

    def _title(self, template: str, level: int = 2) -> Heading:
        return self._say.heading(level, self._voice.say(template))

    # -- overview --------------------------------------------------------------------------------

    def _overview(self, name: str) -> Iterator[Block]:
        verdicts = self._study.verdicts[name].values()
        counts = self._study.counts(name)
        declared = sum(
            1 for item in verdicts if item.status is Status.MET and item.strength is Strength.DECLARED
        )
        yield self._title(N_("Overview"))
        yield Paragraph((self._in_one_sentence(counts),))
        rows = tuple(
            (((self._say.badge(status),),), cell(str(counts[status])), self._names(name, status))
            for status in BY_URGENCY
        )
        columns = (N_("Status"), N_("Requirements"), N_("Which"))
        yield Table(
            self._voice.say(N_("Requirements by status")),
            tuple(map(self._voice.say, columns)),
            rows,
            (3, 2, 9),
        )
        if declared:
            yield Paragraph((self._on_declaration(declared),))

    def _on_declaration(self, number: int) -> str:
        return self._voice.count(
            *N_plural(
                "{count} requirement is met on declaration alone: no valid evidence supports it.",
                "{count} requirements are met on declaration alone: no valid evidence supports them.",
            ),
            number,
        )

    def _in_one_sentence(self, counts: dict[Status, int]) -> str:
        blocking = counts[Status.NOT_MET] + counts[Status.PARTIAL]
        open_ones = counts[Status.UNDETERMINED]
        if blocking:
            return self._voice.count(
                *N_plural("{count} requirement stands in the way.", "{count} requirements stand in the way."),
                blocking,
            )
        if open_ones:
            return self._voice.count(
                *N_plural(
                    "Nothing that is declared fails; {count} requirement cannot be decided yet.",
                    "Nothing that is declared fails; {count} requirements cannot be decided yet.",
                ),
                open_ones,
            )
        return self._voice.say(N_("Every requirement that applies is met by what is declared."))

    def _names(self, name: str, status: Status) -> Cell:
        verdicts = self._study.verdicts[name]
        return cell(", ".join(key for key, item in verdicts.items() if item.status is status) or "–")

    # -- what to do, what changes ----------------------------------------------------------------

    def _first(self, name: str) -> Iterator[Block]:
        actions = first_actions(self._study, name, FIRST_ACTIONS)
        lines: list[Line] = []
        for failing in actions.shortcomings:
            said = self._voice.todo(failing.reason) or self._voice.reason(failing.reason)
            lines.append((said, Quiet(", ".join(failing.requirements)), self._say.place(failing.reason.path)))
        for unlock in actions.unlocks:
            sentence, place = self._say.missing(unlock.missing)
            lines.append((sentence, Quiet(", ".join(unlock.requirements)), place))
        if lines:
            yield self._title(N_("To do first"))
            yield self._say.bullets(lines)

    def _ahead(self, name: str) -> Iterator[Block]:
        ahead = [item for item in changes_ahead(self._study, DAYS_AHEAD) if item.referential == name]
        yield self._title(N_("What changes within 90 days if nothing is done"))
        if not ahead:
            yield Paragraph((self._voice.say(N_("Nothing changes by itself within 90 days.")),))
            return
        columns = (N_("Day"), N_("Requirement"), N_("Before"), N_("After"), N_("Because"))
        yield Table(
            self._voice.say(N_("Verdicts that time alone will change")),
            tuple(map(self._voice.say, columns)),
            tuple(self._change(item) for item in ahead),
            (3, 2, 3, 3, 7),
        )

    def _change(self, change: Change) -> tuple[Cell, ...]:
        because = self._say.cell(
            (*map(self._say.said, change.reasons), *map(self._say.said, change.reservations))
        )
        before, after = self._say.verdict(change.before), self._say.verdict(change.after)
        return cell(self._voice.date(change.day)), cell(change.requirement), (before,), (after,), because

    # -- requirement by requirement --------------------------------------------------------------

    def _all(self, name: str) -> Iterator[Block]:
        columns = (
            N_("Requirement"),
            N_("Title"),
            N_("Verdict"),
            N_("Strength"),
            N_("Missing data"),
            N_("Reservations"),
        )
        yield self._title(N_("All requirements"))
        yield Table(
            self._voice.say(N_("The verdict of each requirement, in the order of the referential")),
            tuple(map(self._voice.say, columns)),
            tuple(self._row(requirement, verdict) for requirement, verdict in self._verdicts(name)),
            (3, 8, 4, 3, 3, 3),
        )

    def _verdicts(self, name: str) -> Iterator[tuple[Requirement, Verdict]]:
        catalog = self._study.catalog(name)
        return ((catalog.requirement(key), item) for key, item in self._study.verdicts[name].items())

    def _row(self, requirement: Requirement, verdict: Verdict) -> tuple[Cell, ...]:
        return (
            cell(requirement.id),
            cell(self._voice.text(requirement.title)),
            ((self._say.badge(verdict.status),),),
            self._say.cell(filter(None, [self._say.strength(verdict.strength)])),
            cell(str(len(verdict.missing))),
            cell(str(len(verdict.reservations))),
        )

    def _each(self, name: str) -> Iterator[Block]:
        yield self._title(N_("The proof of each verdict, what blocks first"))
        for status in BY_URGENCY:
            for requirement, verdict in self._verdicts(name):
                if verdict.status is status:
                    yield from self._one(requirement, verdict)

    def _one(self, requirement: Requirement, verdict: Verdict) -> Iterator[Block]:
        title = f"{requirement.id}. {self._voice.text(requirement.title)}"
        yield self._say.heading(3, title, anchor=requirement.id)
        yield Paragraph(self._say.verdict(verdict))
        binding = self._say.binding(verdict)
        if binding is not None:
            yield Notice("attention", binding)
        yield from self._lines(requirement, N_("Reasons"), map(self._say.said, self._telling(verdict)))
        yield from self._lines(requirement, N_("Missing data"), map(self._say.missing, verdict.missing))
        yield from self._lines(requirement, N_("Reservations"), map(self._say.said, verdict.reservations))
        yield from self._lines(requirement, N_("Signals"), map(self._say.said, verdict.notes))

    def _telling(self, verdict: Verdict) -> list[Reason]:
        """Leave out why the whole referential binds, said once above; what fails comes first."""
        own = [reason for reason in verdict.reasons if reason not in self._bound]
        return sorted(own or verdict.reasons, key=lambda reason: reason.value is Truth.TRUE)

    def _lines(self, requirement: Requirement, template: str, lines: Iterable[Line]) -> Iterator[Block]:
        found = tuple(dict.fromkeys(lines))
        if not found:
            return
        yield Paragraph((Quiet(self._voice.say(template)),))
        see = self._voice.say(N_("(proof sheet {requirement})"), requirement=requirement.id)
        yield self._say.bullets(found, ENOUGH_LINES, (Quiet(see),))


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", tuple(PACKAGES), lambda study, voice, _: build(study, voice))
