"""The guarantee table: who has a row, what its cells say, what its digest covers, what contradicts itself."""

from datetime import date
from typing import Any

import pytest
from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.hosting.coherence import incoherences
from hygie.hosting.guarantees import AccessCountries, GuaranteeTable, guarantee_table
from hygie.kernel.clock import Clock

EVERY_ACTIVITY = [1, 2, 3, 4, 5, 6]
QUALIFICATION = {
    "id": "snc",
    "scheme": "secnumcloud",
    "version": "3.2",
    "activities": EVERY_ACTIVITY,
    "granted": "2026-01-01",
    "expires": "2028-12-31",
}


def _changed(**changes: Any) -> dict[str, Any]:
    data = conforming()
    for address, value in changes.items():
        change(data, address, value)
    return data


def _table(data: dict[str, Any], day: date = TODAY) -> GuaranteeTable:
    return guarantee_table(dossier_of(data).declared, Clock(day))


def _codes(data: dict[str, Any], day: date = TODAY) -> set[str]:
    declared, clock = dossier_of(data).declared, Clock(day)
    return {found.code for found in incoherences(declared, guarantee_table(declared, clock), clock)}


def _rows(table: GuaranteeTable) -> dict[str, dict[str, object]]:
    return {row.actor.id: row.plain() for row in table.rows}


def test_rows_are_the_host_then_subcontractors_by_name() -> None:
    table = _table(conforming())

    assert [row.actor.id for row in table.rows] == ["host", "night", "west"]
    assert table.lacks == ()


def test_the_seven_columns_of_a_row() -> None:
    assert _rows(_table(conforming()))["night"] == {
        "name": "Astreinte Nuit",
        "role": "subcontractor",
        "hds_certified": "no",
        "secnumcloud_3_2": False,
        "activities": (5,),
        "access_adequate": (),
        "access_not_adequate": ("IN",),
        "third_country_law": ("IN",),
    }


def test_a_subcontractor_under_the_surveillance_of_a_certified_host_is_shown_on_the_hosts_row() -> None:
    rows = _rows(_table(_changed(**{"actors[night].under_host_supervision": True})))

    assert set(rows) == {"host", "west"}
    assert rows["host"]["access_not_adequate"] == ("IN",)
    assert rows["host"]["third_country_law"] == ("IN",)


def test_without_certified_host_a_subcontractor_under_surveillance_has_its_row() -> None:
    data = _changed(**{"actors[night].under_host_supervision": True, "actors[host].certificates": []})

    assert "night" in _rows(_table(data))


def test_who_may_have_a_row_is_doubtful_and_says_why() -> None:
    table = _table(_changed(**{"actors[west].services": "absent"}))

    assert [(actor.id, [lack.field for lack in lacks]) for actor, lacks in table.doubtful] == [
        ("west", ["services"])
    ]
    assert table.digest is None


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("actors[west].hds_certified", "hds_certified"),
        ("actors[west].activities", "activities"),
        ("actors[west].remote_accesses", "remote_accesses"),
        ("actors[west].storage", "storage"),
        ("actors[west].subject_to", "subject_to"),
        ("actors[west].under_host_supervision", "under_host_supervision"),
    ],
)
def test_a_cell_that_is_not_known_names_the_datum_and_leaves_no_digest(address: str, field: str) -> None:
    table = _table(_changed(**{address: "absent"}))

    assert {lack.field for lack in table.lacks} == {field}
    assert table.digest is None


def test_a_country_is_sorted_by_the_adequacy_of_the_day() -> None:
    data = _changed(**{"actors[night].remote_accesses[night-in].country": "BR"})

    before = _table(data, date(2026, 1, 25)).rows[1].access.value
    after = _table(data, date(2026, 1, 26)).rows[1].access.value

    assert before == AccessCountries(not_adequate=("BR",))
    assert after == AccessCountries(adequate=("BR",))


def test_health_data_stored_outside_the_eea_is_an_access_from_there() -> None:
    rows = _rows(_table(_changed(**{"actors[host].storage[backup-lille].country": "US"})))

    assert rows["host"]["access_not_adequate"] == ("US",)


def test_secnumcloud_has_to_cover_all_the_activities_of_the_actor() -> None:
    whole = _changed(**{"actors[host].qualifications": [QUALIFICATION]})
    part = _changed(**{"actors[host].qualifications": [{**QUALIFICATION, "activities": [1, 2]}]})
    other = _changed(**{"actors[host].qualifications": [{**QUALIFICATION, "version": "3.1"}]})

    assert _rows(_table(whole))["host"]["secnumcloud_3_2"] is True
    assert _rows(_table(part))["host"]["secnumcloud_3_2"] is False
    assert _rows(_table(other))["host"]["secnumcloud_3_2"] is False


def test_the_digest_is_that_of_the_content_and_not_of_its_order_or_of_ids() -> None:
    reordered = conforming()
    reordered["actors"].reverse()
    renamed = _changed(**{"actors[west].id": "ouest"})
    other = _changed(**{"actors[west].name": "Sauvegarde Est"})

    digest = _table(conforming()).digest
    assert digest is not None
    assert _table(reordered).digest == digest
    assert _table(renamed).digest == digest
    assert _table(other).digest != digest


def test_a_conforming_dossier_contradicts_nothing() -> None:
    assert _codes(conforming()) == set()


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("guarantee_without_host", {"actors[host].role": "supplier"}),
        ("guarantee_activities_of_nobody", {"actors[host].activities": [1, 2]}),
        ("guarantee_without_activity", {"actors[west].activities": []}),
        (
            "guarantee_qualified_yet_at_risk",
            {
                "actors[host].qualifications": [QUALIFICATION],
                "actors[host].subject_to": [{"country": "CN"}],
            },
        ),
        ("guarantee_exempt_without_reason", {"actors[west].hds_certified": "exempt"}),
        ("guarantee_certified_without_certificate", {"actors[west].certificates": []}),
        ("guarantee_activities_beyond_certificate", {"actors[west].activities": [1, 6]}),
        ("guarantee_risk_not_described", {"third_country_law": "absent"}),
        (
            "guarantee_adequacy_without_decision",
            {"actors[night].remote_accesses[night-in].basis": "art45"},
        ),
        (
            "guarantee_law_of_office_not_listed",
            {"actors[night].country": "US", "actors[night].subject_to": []},
        ),
    ],
)
def test_what_contradicts_itself_is_found(code: str, changes: dict[str, Any]) -> None:
    assert code in _codes(_changed(**changes))


@pytest.mark.parametrize("country", ["IN", "GB", "FR"])
def test_an_office_that_no_partial_decision_covers_needs_no_subjection(country: str) -> None:
    changes = {"actors[night].country": country, "actors[night].subject_to": []}

    assert "guarantee_law_of_office_not_listed" not in _codes(_changed(**changes))


def test_a_certificate_covers_until_its_last_day() -> None:
    assert "guarantee_certified_without_certificate" not in _codes(conforming(), date(2028, 2, 29))
    assert "guarantee_certified_without_certificate" in _codes(conforming(), date(2028, 3, 1))
