"""Laws that every rule of the charter owes, on dossiers changed at random (hds-v2 §0.4)."""

from random import Random
from typing import Any

from hypothesis import given
from tests.support.dossiers import conforming
from tests.support.soundness import SLOW, Laws, randoms


def _vendor(random: Random) -> dict[str, Any]:
    """Give the conforming vendor, or one that hosts one of its products itself (FEIMA-02 leans on EXI-28)."""
    data = conforming("feima")
    if random.random() < 0.5:
        data["roles"] = ["vendor", "host"]
        data["services"] = [{"id": "saas", "name": "Service en ligne", "activities": [1, 2, 3, 4, 5, 6]}]
        data["actors"][0]["services"] = ["saas"]
        data["processing"][0]["service"] = "saas"
        told = {"id": "told", "what": "storage_location", "to": ["client:pins", "client:port"]}
        data["communications"] = [{**told, "sent": "2026-03-05"}]
    return data


LAWS = Laws(
    "feima-2021",
    _vendor,
    (
        *(f"FEIMA-{number:02}" for number in range(1, 13)),
        *(
            "EXI-28",
            "product:cabinet",
            "product:agenda",
            "actor:nuage",
            "data_flow:cohort",
            "data_protection",
        ),
    ),
)


@SLOW
@given(randoms)
def test_a_definite_verdict_stays_however_the_unknown_turns_out(random: Random) -> None:
    LAWS.stays_however_the_unknown_turns_out(random)


@SLOW
@given(randoms)
def test_an_undetermined_verdict_says_what_it_lacks(random: Random) -> None:
    LAWS.undetermined_says_what_it_lacks(random)


@SLOW
@given(randoms)
def test_giving_what_is_missing_decides_in_bounded_steps(random: Random) -> None:
    LAWS.giving_what_is_missing_decides(random)


@SLOW
@given(randoms)
def test_withdrawing_evidence_never_improves_a_verdict(random: Random) -> None:
    LAWS.withdrawing_evidence_never_improves(random)


@SLOW
@given(randoms)
def test_verdicts_do_not_depend_on_the_order_of_what_is_declared(random: Random) -> None:
    LAWS.order_does_not_matter(random)
