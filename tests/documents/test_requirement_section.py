"""A requirement that has several subjects is summed up over all of them, whichever comes last."""

from dataclasses import replace

import pytest
from tests.support.samples import FRENCH, with_changes

from hygie.documents.owed.requirement_section import RequirementSection
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth

GOOD = {"id": "swiss", "country": "CH", "purpose": "support", "services": ["cloud"], "basis": "art45"}


@pytest.mark.parametrize("broken", [0, 1])
def test_one_subject_that_fails_is_enough_wherever_it_stands(broken: int) -> None:
    first, second = dict(GOOD), {**GOOD, "id": "bernese"}
    (first, second)[broken].update(country="IN", basis="none")
    study = with_changes({"actors[west].remote_accesses": [first, second]})
    section = RequirementSection(study, FRENCH, "EXI-29")
    assert section.criteria["c1"].value is Truth.FALSE
    assert any(section.shortcomings("c1"))


def test_subjects_that_are_not_concerned_count_for_nothing() -> None:
    study = with_changes({"actors[west].remote_accesses": [GOOD]})
    section = RequirementSection(study, FRENCH, "EXI-29")
    assert section.verdict is not None
    (case, *_) = section.verdict.cases
    idle = (replace(item, value=Truth.UNKNOWN, mixed=False) for item in case.criteria)
    spared = replace(case, status=Status.NOT_APPLICABLE, criteria=tuple(idle))
    section.verdict = replace(section.verdict, cases=(spared, case))
    assert section.criteria["c1"].value is Truth.TRUE
    section.verdict = replace(section.verdict, status=Status.NOT_APPLICABLE, cases=(spared,))
    assert section.criteria == {}
    assert section.badge("c1").status is Status.NOT_APPLICABLE


def test_all_subjects_that_hold_hold_together() -> None:
    study = with_changes({"actors[west].remote_accesses": [GOOD, {**GOOD, "id": "bernese"}]})
    assert RequirementSection(study, FRENCH, "EXI-29").criteria["c1"].value is Truth.TRUE
