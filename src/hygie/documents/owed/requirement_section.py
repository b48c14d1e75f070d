"""What the study says of one requirement, at the end of the document that the requirement owes.

The document shows what is declared; whether it is enough is the verdict's to say, and it is said here with
the verdict's own words, so that the two can never disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Block, Line, Notice, Paragraph, Quiet, Table, cell
from hygie.documents.owed.preliminary import HDS, binding_reasons
from hygie.documents.phrases import Phrases
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth, all_of
from hygie.referentials.catalog import Requirement
from hygie.referentials.verdict import CriterionVerdict, Verdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


class RequirementSection:
    """Says the verdict of one requirement of HDS v2.0, whole or criterion by criterion."""

    def __init__(self, study: Study, voice: Voice, requirement: str) -> None:
        """Speak of one requirement of ``study`` with ``voice``."""
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice, places=False)
        self.requirement: Requirement = study.catalog(HDS).requirement(requirement)
        self.verdict: Verdict | None = study.verdicts.get(HDS, {}).get(requirement)

    @property
    def criteria(self) -> Mapping[str, CriterionVerdict]:
        """The criteria that were evaluated, by id; none where the requirement does not apply.

        Where there are several subjects, a criterion holds if it does for each of those that are concerned.
        """
        every = self.verdict.cases if self.verdict is not None else ()
        cases = [case for case in every if case.status is not Status.NOT_APPLICABLE]
        found: dict[str, list[CriterionVerdict]] = {}
        for case in cases:
            for criterion in case.criteria:
                found.setdefault(criterion.id, []).append(criterion)
        return {name: _together(criteria) for name, criteria in found.items()}

    def badge(self, criterion: str) -> Badge:
        """Give what a criterion comes to; where none was evaluated, what the requirement comes to."""
        found = self.criteria.get(criterion)
        if found is None:
            status = Status.UNDETERMINED if self.verdict is None else self.verdict.status
            return self._say.badge(status)
        if found.applies is Truth.FALSE:
            return self._say.badge(Status.NOT_APPLICABLE)
        if found.mixed:
            partial = Status.PARTIAL
            return Badge(partial, self._voice.glyph(partial), self._voice.say(N_("in part")))
        return self._say.truth(found.value)

    def shortcomings(self, criterion: str) -> Iterator[Line]:
        """Say why a criterion is not true: what is against it, or what is missing."""
        found = self.criteria.get(criterion)
        if found is None or found.applies is Truth.FALSE or (found.value is Truth.TRUE and not found.mixed):
            return
        for reason in found.reasons:
            if reason.value is Truth.FALSE:
                yield (self._voice.reason(reason),)
        yield from ((Quiet(self._voice.missing(item, self._study.dossier)),) for item in found.missing)

    def asked(self) -> Block:
        """Say what the requirement asks."""
        return Paragraph((f"{self.requirement.id}.", self._voice.text(self.requirement.statement)))

    def blocks(self, *, criteria: bool = True) -> Iterator[Block]:
        """Give the verdict and its reasons, the criteria too unless they stand elsewhere."""
        title = f"{self.requirement.id}. {self._voice.text(self.requirement.title)}"
        yield self._say.heading(2, title, anchor=self.requirement.id)
        if self.verdict is None:
            yield Notice("attention", self._voice.say(N_("This study does not evaluate HDS v2.0.")))
            return
        yield Paragraph(self._say.verdict(self.verdict))
        if criteria:
            yield self._criteria()
        bound = binding_reasons(self._study)
        own = [item for item in self.verdict.reasons if item.value is not Truth.TRUE and item not in bound]
        yield from self._list(N_("Reasons"), [self._say.said(reason) for reason in own])
        yield from self._list(N_("Missing data"), list(map(self._say.missing, self.verdict.missing)))
        yield from self._list(N_("Reservations"), list(map(self._say.said, self.verdict.reservations)))

    def _criteria(self) -> Block:
        rows = tuple(
            (cell(item.id), cell(self._voice.text(item.text)), cell(self.badge(item.id)))
            for item in self.requirement.criteria
        )
        caption = self._voice.say(N_("Criteria of {requirement}"), requirement=self.requirement.id)
        columns = (N_("Criterion"), N_("What is asked"), N_("Answer"))
        return Table(caption, tuple(map(self._voice.say, columns)), rows, (2, 11, 3), self.requirement.id)

    def _list(self, title: str, lines: list[Line]) -> Iterator[Block]:
        if lines:
            yield Paragraph((Quiet(self._voice.say(title)),))
            yield self._say.bullets(lines)


def _together(criteria: list[CriterionVerdict]) -> CriterionVerdict:
    """Sum up one criterion over several subjects: those that have an object for it, the worst first."""
    if len(criteria) == 1:
        return criteria[0]
    concerned = [item for item in criteria if item.applies is not Truth.FALSE] or criteria
    values = [item.value for item in concerned]
    return replace(
        concerned[0],
        value=all_of(values),
        mixed=Truth.FALSE not in values and any(item.mixed for item in concerned),
        reasons=tuple(reason for item in concerned for reason in item.reasons),
        missing=tuple(missing for item in concerned for missing in item.missing),
    )
