"""What an access rests on and whether a law puts data at risk, day by day; and the days that change it."""

from datetime import date
from typing import Any

import pytest
from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.participants import host_of, takes_part
from hygie.hosting.subjections import subjections
from hygie.hosting.transfers import Ground, remote_accesses, transfer_map
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

ACCESS = "actors[night].remote_accesses[night-in]"


def _declared(**changes: Any) -> Declarations:
    data = conforming()
    for address, value in changes.items():
        change(data, address, value)
    return dossier_of(data).declared


@pytest.mark.parametrize(
    ("changes", "ground"),
    [
        ({}, Ground.ARTICLE_46),
        ({"country": "DE"}, Ground.WITHIN_EEA),
        ({"country": "JP"}, Ground.ADEQUACY),
        ({"country": "absent"}, Ground.UNKNOWN),
        ({"country": "US", "recipient_covered": True}, Ground.ADEQUACY),
        ({"country": "US"}, Ground.UNKNOWN),
        ({"country": "US", "recipient_covered": False}, Ground.ARTICLE_46),
        ({"basis": "absent"}, Ground.UNKNOWN),
        ({"basis": "art45"}, Ground.NO_DECISION),
        ({"basis": "art49"}, Ground.ARTICLE_49),
        ({"basis": "none"}, Ground.NONE),
        ({"basis_date": "absent"}, Ground.UNKNOWN),
        ({"basis_date": date(2026, 11, 22)}, Ground.ARTICLE_46),
        ({"basis_date": date(2026, 11, 23)}, Ground.ARTICLE_46_NOT_YET),
    ],
)
def test_the_ground_of_an_access(changes: dict[str, Any], ground: Ground) -> None:
    declared = _declared(**{f"{ACCESS}.{field}": value for field, value in changes.items()})
    access = remote_accesses(declared, Clock(TODAY))[0]

    assert access.ground is ground
    assert bool(access.lacks) == (ground is Ground.UNKNOWN)


def test_the_clock_watches_the_law_of_the_countries_that_were_looked_up() -> None:
    clock = Clock(date(2026, 1, 1))
    remote_accesses(_declared(**{f"{ACCESS}.country": "BR"}), clock)

    assert clock.next_change == date(2026, 1, 26)


def test_the_map_has_accesses_and_storage_outside_the_eea_in_order() -> None:
    declared = _declared(**{"actors[west].storage[backup-rennes].country": "US"})

    assert [(row.actor.id, row.country) for row in transfer_map(declared, Clock(TODAY))] == [
        ("night", "IN"),
        ("west", "US"),
    ]


def test_what_may_be_a_transfer_stays_on_the_map() -> None:
    row = transfer_map(_declared(**{f"{ACCESS}.country": "absent"}), Clock(TODAY))[0]

    assert row.country is None
    assert row.is_transfer.truth is Truth.UNKNOWN
    assert [lack.field for lack in row.is_transfer.lacks] == ["country"]


@pytest.mark.parametrize(
    ("subjection", "applies"),
    [
        ({"country": "IN"}, Truth.TRUE),
        ({"country": "JP"}, Truth.FALSE),
        ({"country": "DE"}, Truth.FALSE),
        ({"country": "US"}, Truth.UNKNOWN),
        ({"country": "US", "recipient_covered": True}, Truth.TRUE),
        ({"country": "US", "recipient_covered": True, "legal_analysis": "2026-11-22"}, Truth.FALSE),
        ({"country": "US", "recipient_covered": True, "legal_analysis": "2026-11-23"}, Truth.TRUE),
        ({"country": "US", "recipient_covered": False, "legal_analysis": "2026-01-01"}, Truth.TRUE),
        ({"country": "IN", "since": "2026-11-22"}, Truth.TRUE),
        ({"country": "IN", "since": "2026-11-23"}, Truth.FALSE),
    ],
)
def test_whether_a_subjection_makes_exi_30_apply(subjection: dict[str, Any], applies: Truth) -> None:
    declared = _declared(**{"actors[night].subject_to": [subjection]})

    assert [bond.applies.truth for bond in subjections(declared, Clock(TODAY))] == [applies]


@pytest.mark.parametrize(
    ("role", "services", "truth"),
    [
        ("host", "absent", Truth.TRUE),
        ("subcontractor", "absent", Truth.UNKNOWN),
        ("subcontractor", {"unknown": "en cours"}, Truth.UNKNOWN),
        ("subcontractor", [], Truth.FALSE),
        ("subcontractor", ["cloud"], Truth.TRUE),
        ("supplier", ["cloud"], Truth.FALSE),
        ("certification_body", ["cloud"], Truth.FALSE),
    ],
)
def test_who_takes_part(role: str, services: Any, truth: Truth) -> None:
    declared = _declared(**{"actors[west].role": role, "actors[west].services": services})
    actors = declared.actors
    assert isinstance(actors, list)

    assert takes_part(actors[1]) is truth


def test_the_host_is_the_first_actor_of_that_role() -> None:
    host = host_of(_declared())

    assert host is not None
    assert host.id == "host"
    assert host_of(_declared(actors="absent")) is None
