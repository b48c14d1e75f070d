"""Whom the charter binds: its members, whoever wants to join, whoever has signed (charter §3)."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from tests.support.dossiers import TODAY, conforming, dossier_of, verdicts_of

from hygie.kernel.clock import Clock
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.applicability import binds

ABSENT = object()
FLAGS = {True: Truth.TRUE, False: Truth.FALSE, ABSENT: Truth.UNKNOWN}
SIGNATURES = {
    "2026-11-22": Truth.TRUE,
    "2026-11-23": Truth.FALSE,
    "not_signed": Truth.FALSE,
    ABSENT: Truth.UNKNOWN,
}


def _with(charter: Any) -> dict[str, Any]:
    data = conforming("feima")
    if charter is ABSENT:
        del data["charter"]
    else:
        data["charter"] = charter
    return data


def _facts(charter: Any, as_of: date = TODAY) -> Facts:
    return Facts(dossier_of(_with(charter)), Clock(as_of))


@pytest.mark.parametrize(("member", "candidate", "signed"), list(product(FLAGS, FLAGS, SIGNATURES)))
def test_any_of_the_three_is_enough_and_only_three_noes_spare(
    member: object, candidate: object, signed: object
) -> None:
    given = {"member": member, "candidate": candidate, "signed": signed}
    facts = _facts({key: value for key, value in given.items() if value is not ABSENT})
    truths = (FLAGS[member], FLAGS[candidate], SIGNATURES[signed])  # type: ignore[index]

    answer = binds(facts)

    if Truth.TRUE in truths:
        assert answer.value is Truth.TRUE
    elif Truth.UNKNOWN in truths:
        assert answer.value is Truth.UNKNOWN
        wanting = {f"charter.{key}" for key, value in given.items() if value is ABSENT}
        assert {facts.dossier.address(item.path) for item in answer.missing} == wanting
    else:
        assert answer.value is Truth.FALSE


@pytest.mark.parametrize("charter", [ABSENT, {"unknown": "à demander"}], ids=["absent", "unknown"])
def test_a_charter_that_is_not_declared_leaves_it_open(charter: Any) -> None:
    assert binds(_facts(charter)).value is Truth.UNKNOWN


def test_a_signature_to_come_binds_from_its_day_and_the_clock_knows() -> None:
    charter = {"member": False, "candidate": False, "signed": "2027-02-01"}
    facts = _facts(charter)

    assert binds(facts).value is Truth.FALSE
    assert facts.clock.next_change == date(2027, 2, 1)
    assert binds(_facts(charter, date(2027, 1, 31))).value is Truth.FALSE
    assert binds(_facts(charter, date(2027, 2, 1))).value is Truth.TRUE


def test_whoever_is_not_bound_owes_none_of_the_twelve() -> None:
    data = _with({"member": False, "candidate": False, "signed": "not_signed"})

    found = verdicts_of(data, TODAY, "feima-2021")

    assert len(found) == 12
    assert {verdict.status for verdict in found.values()} == {Status.NOT_APPLICABLE}
    codes = {reason.code for verdict in found.values() for reason in verdict.reasons}
    assert codes == {"charter_not_member", "charter_not_candidate", "charter_not_signed"}


def test_before_the_charter_nothing_is_owed() -> None:
    before = verdicts_of(conforming("feima"), date(2021, 10, 24), "feima-2021")
    on_its_day = verdicts_of(conforming("feima"), date(2021, 10, 25), "feima-2021")

    assert {verdict.status for verdict in before.values()} == {Status.NOT_APPLICABLE}
    assert on_its_day["FEIMA-01"].status is Status.PARTIAL  # nothing was signed with clients then
