"""A requirement that has several subjects is summed up over all of them, whichever comes last."""

import pytest
from tests.support.samples import FRENCH, with_changes

from hygie.documents.owed.requirement_section import RequirementSection
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


def test_all_subjects_that_hold_hold_together() -> None:
    study = with_changes({"actors[west].remote_accesses": [GOOD, {**GOOD, "id": "bernese"}]})
    assert RequirementSection(study, FRENCH, "EXI-29").criteria["c1"].value is Truth.TRUE
