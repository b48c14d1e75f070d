"""The answer of ``hygie explain`` in text."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.cli.screen import coloured, faint, strong, wrap
from hygie.documents.answers import Answers
from hygie.documents.phrases import linked
from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.algebra import worst_first
from hygie.referentials.catalog import Requirement
from hygie.referentials.verdict import CaseVerdict, CriterionVerdict, Reason, Reservation, Verdict
from hygie.wording.labels import TRUTHS
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

MOST_SUBJECTS = 12
MOST_REASONS = 6
MOST_STEPS = 6
"""Subjects, reasons of one criterion and next steps shown one by one; the others are counted."""

MOST_EXPANDED = 4
"""Subjects whose criteria are shown, among several; the others have one line."""

_AS_STATUS = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.UNDETERMINED}


class Explanation:
    """Writes the explanation of a verdict."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Write about a study in a voice."""
        self._study = study
        self._voice = voice

    def text(self, referential: str, requirement: Requirement, verdict: Verdict) -> str:
        """Write the whole."""
        parts = [
            *self._heading(referential, requirement, verdict),
            *self._next(verdict),
            *self._cases(requirement, verdict),
            *self._doubts(requirement, verdict),
            *self._proof(verdict),
            *self._links(requirement),
        ]
        return "\n".join(parts).rstrip()

    def _heading(self, referential: str, requirement: Requirement, verdict: Verdict) -> Iterator[str]:
        voice = self._voice
        yield strong(f"{requirement.id} · {voice.text(requirement.title)}")
        source = requirement.source
        yield faint(f"{referential} · {source.document} {source.section} · {source.clause}")
        yield ""
        yield wrap(voice.text(requirement.statement), "  ")
        yield ""
        word = f"{voice.glyph(verdict.status)} {voice.status(verdict.status)}"
        strength = f" · {voice.strength(verdict.strength)}" if verdict.strength else ""
        day = voice.say(N_("as of {day}"), day=self._study.as_of)
        yield coloured(word, verdict.status) + f"{strength} · {day}"
        if verdict.binding:
            yield wrap(
                voice.say(
                    N_("Lowered by the dossier's policy, which makes “{code}” binding."), code=verdict.binding
                ),
                "  ",
            )
        yield ""

    # -- criteria --------------------------------------------------------------------------------

    def _cases(self, requirement: Requirement, verdict: Verdict) -> Iterator[str]:
        if not verdict.cases:
            yield from (line for reason in verdict.reasons for line in self._reason(reason, "  "))
            yield from self._missing([item.path for item in verdict.missing], "  ")
        cases = sorted(verdict.cases, key=lambda case: worst_first(case.status))
        expanded = _expanded(cases, verdict.status)
        for case in expanded:
            yield from self._case(requirement, case)
        others = [case for case in cases if not any(case is shown for shown in expanded)]
        yield from self._others(others)
        for note in verdict.notes:
            yield from self._reason(note, "  ", "i")
        if verdict.notes or not cases:
            yield ""

    def _others(self, cases: list[CaseVerdict]) -> Iterator[str]:
        for case in cases[:MOST_SUBJECTS]:
            yield self._subject(case)
        rest = len(cases) - MOST_SUBJECTS
        if rest > 0:
            yield "  " + self._voice.count(
                *N_plural("{count} more subject, no worse.", "{count} more subjects, none worse."), rest
            )
        if cases:
            yield ""

    def _subject(self, case: CaseVerdict) -> str:
        dossier = self._study.dossier
        name = self._voice.subject((*case.path, "id"), dossier) if case.path else ""
        name = name or dossier.declared.organization.name
        return f"  {coloured(self._voice.glyph(case.status), case.status)} {strong(name)}"

    def _case(self, requirement: Requirement, case: CaseVerdict) -> Iterator[str]:
        if case.path:
            yield self._subject(case)
        said: set[object] = set()
        for criterion in case.criteria:
            fresh = {_key(reason): reason for reason in criterion.reasons if _key(reason) not in said}
            said.update(fresh)
            yield from self._criterion(requirement, criterion, list(fresh.values()))
        yield ""

    def _criterion(
        self, requirement: Requirement, criterion: CriterionVerdict, reasons: list[Reason]
    ) -> Iterator[str]:
        voice = self._voice
        catalogued = requirement.criterion(criterion.id)
        if criterion.applies is Truth.FALSE:
            status, word = Status.NOT_APPLICABLE, voice.status(Status.NOT_APPLICABLE)
        elif criterion.mixed:
            status, word = Status.PARTIAL, voice.say(TRUTHS["mixed"])
        else:
            status, word = _AS_STATUS[criterion.value], voice.say(TRUTHS[criterion.value.value])
        mark = f" · {voice.say(N_('blocking'))}" if criterion.blocking else ""
        head = f"    {voice.glyph(status)} {criterion.id} {voice.text(catalogued.text)} — {word}{mark}"
        yield wrap(head.strip(), "    ", "      ")
        for reason in reasons[:MOST_REASONS]:
            yield from self._reason(reason, "      ")
        rest = len(reasons) - MOST_REASONS
        if rest > 0:
            yield "      " + self._voice.count(*N_plural("and {count} more", "and {count} more"), rest)
        yield from self._missing([item.path for item in criterion.missing], "      ")

    def _reason(self, reason: Reason | Reservation, indent: str, sign: str = "·") -> Iterator[str]:
        yield wrap(f"{sign} {self._voice.reason(reason)}", indent, indent + "  ")
        if reason.path:
            yield faint(f"{indent}  {self._where(reason.path)}")

    def _missing(self, paths: list[Path], indent: str) -> Iterator[str]:
        dossier = self._study.dossier
        for path in paths:
            yield wrap(f"? {self._voice.field(path)}", indent, indent + "  ")
            yield faint(f"{indent}  {dossier.address(path)}   {self._where(path)}")

    def _where(self, path: Path) -> str:
        place = self._study.dossier.place(path)
        return f"{place.file}:{place.line}"

    # -- doubts, proof, what next ----------------------------------------------------------------

    def _doubts(self, requirement: Requirement, verdict: Verdict) -> Iterator[str]:
        if verdict.reservations:
            yield strong(self._voice.say(N_("Reservations (they lower no status)")))
            for item in verdict.reservations[:MOST_SUBJECTS]:
                yield from self._reason(item, "  ")
            yield ""
        if requirement.doubts:
            yield strong(self._voice.say(N_("Doubts about the reading")))
            for doubt in requirement.doubts:
                yield wrap(f"· {self._voice.text(doubt)}", "  ", "    ")
            yield ""

    def _proof(self, verdict: Verdict) -> Iterator[str]:
        if not verdict.evidence:
            return
        pieces = {piece.id: piece for piece in self._study.dossier.declared.evidence}
        yield strong(self._voice.say(N_("Evidence")))
        for name in verdict.evidence:
            piece = pieces[name]
            last_day = known(piece.valid_until)
            until = f" · {self._voice.say(N_('until {day}'), day=last_day)}" if last_day else ""
            yield wrap(f"· {piece.title}{until}", "  ", "    ")
            yield faint(f"    {self._where(self._study.dossier.path(piece))}")
        yield ""

    def _next(self, verdict: Verdict) -> Iterator[str]:
        steps = Answers(self._study, self._voice).next_steps(verdict)
        if not steps:
            return
        yield strong(self._voice.say(N_("What would change it")))
        for number, step in enumerate(steps[:MOST_STEPS], start=1):
            yield wrap(f"{number}. {step}", "  ", "     ")
        rest = len(steps) - MOST_STEPS
        if rest > 0:
            yield "     " + self._voice.count(*N_plural("and {count} more", "and {count} more"), rest)
        yield ""

    def _links(self, requirement: Requirement) -> Iterator[str]:
        for item in requirement.mappings:
            relation = self._voice.term("relation", item.relation.value)
            yield faint(f"{relation} {linked(item, self._voice)} ({item.authority})")


def _expanded(cases: list[CaseVerdict], status: Status) -> list[CaseVerdict]:
    """Choose the subjects to show in full: those that the verdict follows, else the worst ones."""
    if len(cases) <= 1:
        return cases
    own = [case for case in cases if case.status is status]
    return (own or [case for case in cases if case.status is cases[0].status])[:MOST_EXPANDED]


def _key(reason: Reason) -> object:
    """Tell apart what reasons state; the same one may stand under several criteria."""
    return reason.code, reason.path, tuple(sorted(reason.parameters.items()))
