"""How well a commitment is proved: as its weakest fact, those for which there is nothing to check among them."""

from typing import Any

import pytest
from tests.support.dossiers import TODAY, change, conforming, verdicts_of

from hygie.kernel.status import Status, Strength
from hygie.referentials.verdict import Verdict


def piece(*supports: str, **fields: Any) -> dict[str, Any]:
    given = {"id": "relevé", "evidence_kind": "attestation", "title": "Relevé", "reference": "GED 9"}
    given |= {"effective": "2026-01-01", "attester": "Responsable qualité", "supports": list(supports)}
    return given | {"id": "releve"} | fields


def decided(data: dict[str, Any], commitment: str, *pieces: dict[str, Any]) -> Verdict:
    data["evidence"].extend(pieces)
    return verdicts_of(data, TODAY, "feima-2021")[commitment]


def test_a_product_for_which_there_is_nothing_to_check_is_to_be_proved_too() -> None:
    one = decided(conforming("feima"), "FEIMA-08", piece("product:cabinet"))
    both = decided(conforming("feima"), "FEIMA-08", piece("product:cabinet", "product:agenda"))

    assert (one.status, one.strength) == (Status.MET, Strength.DECLARED)
    assert (both.status, both.strength) == (Status.MET, Strength.ATTESTED)


def test_the_fact_that_is_not_proved_is_named() -> None:
    verdict = decided(conforming("feima"), "FEIMA-08", piece("product:cabinet"))

    lacking = [dict(item.parameters) for item in verdict.reservations if item.code == "evidence_missing"]
    assert [(item["fact"], item["target"]) for item in lacking] == [
        ("products[agenda].keeps_records", "product:agenda")
    ]


def test_what_is_not_concerned_does_not_say_how_well_a_failure_is_proved() -> None:
    data = conforming("feima")
    change(data, "products[cabinet].pgssis[0].state", "not_reached")
    change(data, "products[agenda].digital_health_service", False)

    verdict = decided(data, "FEIMA-04", piece("product:cabinet"))

    assert (verdict.status, verdict.strength) == (Status.NOT_MET, Strength.ATTESTED)


@pytest.mark.parametrize(
    ("commitment", "changes", "without", "needed"),
    [
        (
            "FEIMA-05",
            {"products[agenda].flows": []},
            ("data_flow:letters", "product:agenda"),
            ("data_flow:dmp", "data_flow:cohort"),
        ),
        (
            "FEIMA-06",
            {"products[agenda].flows": [], "products[cabinet].flows[dmp].purpose": "other"},
            ("data_flow:letters", "data_flow:cohort", "product:agenda"),
            ("data_flow:dmp",),
        ),
    ],
)
def test_a_flow_that_is_not_concerned_is_to_be_proved_too(
    commitment: str, changes: dict[str, Any], without: tuple[str, ...], needed: tuple[str, ...]
) -> None:
    data, same = conforming("feima"), conforming("feima")
    for address, value in changes.items():
        change(data, address, value)
        change(same, address, value)

    assert decided(data, commitment, piece(*without)).strength is Strength.DECLARED
    assert decided(same, commitment, piece(*without, *needed)).strength is Strength.ATTESTED


def test_a_client_list_that_is_empty_is_to_be_proved_too() -> None:
    changes = {
        "clients": [],
        "data_protection.processor_agreements": [],
        "processing[records].controllers": [],
    }
    data, same = conforming("feima"), conforming("feima")
    for address, value in changes.items():
        change(data, address, value)
        change(same, address, value)
    rest = ("data_protection", "processing", "processing:records", "processing:accounts")

    assert decided(data, "FEIMA-01", piece(*rest)).strength is Strength.DECLARED
    assert decided(same, "FEIMA-01", piece(*rest, "clients")).strength is Strength.ATTESTED
