"""What the rest of the dossier adds to the record of processing: clients, processors, controls, transfers."""

from typing import Any

import pytest
from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.dossier.vocabulary.data_protection import Processing
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.processing_register import (
    ComputedTransfers,
    Part,
    clients_of,
    computed_transfers,
    controls_of,
    part_of,
    processors_of,
)
from hygie.kernel.clock import Clock

ACCESS = "actors[night].remote_accesses[night-in]"


def first(changes: dict[str, Any] | None = None) -> tuple[Processing, Declarations]:
    data = conforming()
    for address, value in (changes or {}).items():
        change(data, address, value)
    declared = dossier_of(data).declared
    assert isinstance(declared.processing, list)
    return declared.processing[0], declared


def computed(changes: dict[str, Any] | None = None) -> ComputedTransfers:
    return computed_transfers(*first(changes), Clock(TODAY))


@pytest.mark.parametrize(
    ("role", "part"),
    [
        ("controller", Part.CONTROLLER),
        ("joint_controller", Part.CONTROLLER),
        ("processor", Part.PROCESSOR),
        ("absent", Part.UNKNOWN),
        ({"unknown": "?"}, Part.UNKNOWN),
    ],
)
def test_a_processing_stands_in_the_part_of_its_role(role: Any, part: Part) -> None:
    assert part_of(first({"processing[hosting].role": role})[0]) is part


def test_a_remote_access_through_the_service_is_a_transfer() -> None:
    found = computed()
    assert [(each.transfer.entry.id, each.certain) for each in found.found] == [("night-in", True)]
    assert (found.undeclared, found.lacks) == ((), ())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({f"{ACCESS}.services": []}, []),
        ({f"{ACCESS}.services": "absent"}, [("night-in", False)]),
        ({f"{ACCESS}.country": "FR"}, []),
        ({f"{ACCESS}.country": "absent"}, [("night-in", False)]),
        ({f"{ACCESS}.since": "2027-01-01"}, []),
        ({"actors[night].services": []}, []),
        ({"processing[hosting].service": "absent"}, []),
        (
            {"actors[west].storage[backup-rennes].country": "CH"},
            [("night-in", True), ("backup-rennes", True)],
        ),
    ],
)
def test_a_transfer_counts_where_it_concerns_the_service(
    changes: dict[str, Any], expected: list[tuple[str, bool]]
) -> None:
    assert [(each.transfer.entry.id, each.certain) for each in computed(changes).found] == expected


@pytest.mark.parametrize(
    ("declared", "undeclared"),
    [
        ([], ("IN",)),
        ([{"country": "US"}], ("IN",)),
        ([{"country": "IN", "safeguards": "clauses types"}], ()),
        ({"unknown": "?"}, ()),
    ],
)
def test_a_country_that_the_record_leaves_out_is_found(declared: Any, undeclared: tuple[str, ...]) -> None:
    assert computed({"processing[hosting].transfers": declared}).undeclared == undeclared


def test_what_is_only_possible_is_not_said_to_be_left_out() -> None:
    changes = {"processing[hosting].transfers": [], f"{ACCESS}.services": "absent"}
    assert computed(changes).undeclared == ()


def test_lists_that_an_actor_does_not_give_are_named() -> None:
    found = computed({"actors[west].remote_accesses": "absent", "actors[host].storage": {"unknown": "?"}})
    assert [(lack.entry.id, lack.field) for lack in found.lacks] == [  # type: ignore[union-attr]
        ("host", "storage"),
        ("west", "remote_accesses"),
    ]
    other = computed({"actors[west].remote_accesses": "absent", "actors[west].services": []})
    assert other.lacks == ()


def test_through_a_product_its_hosts_accesses_count() -> None:
    found = computed(
        {
            "products": [{"id": "soft", "name": "Logiciel", "hosting": [{"host": "night"}]}],
            "processing[hosting].product": "soft",
            "processing[hosting].service": "absent",
            "actors[night].services": [],
        }
    )
    assert [(each.transfer.entry.id, each.certain) for each in found.found] == [("night-in", True)]


def test_clients_are_those_of_the_service_or_of_the_product() -> None:
    assert [client.id for client in clients_of(*first())] == ["chv", "lab"]
    changes = {
        "products": [{"id": "soft", "name": "Logiciel"}],
        "processing[hosting].product": "soft",
        "processing[hosting].service": "absent",
        "clients[lab].products": ["soft"],
    }
    assert [client.id for client in clients_of(*first(changes))] == ["lab"]
    assert clients_of(*first({"processing[hosting].service": "absent"})) == ()


def names(changes: dict[str, Any] | None = None) -> list[tuple[str, bool]]:
    return [(each.actor.id, each.certain) for each in processors_of(*first(changes), Clock(TODAY)).listed]


def lacking(changes: dict[str, Any]) -> list[tuple[str, str]]:
    found = processors_of(*first(changes), Clock(TODAY)).lacks
    return [(lack.entry.id if lack.entry else "", lack.field) for lack in found]  # type: ignore[attr-defined]


def test_processors_are_those_who_work_for_the_service_or_are_named_as_means() -> None:
    assert names() == [("west", True), ("night", True)]
    changes = {"actors[west].services": [], "processing[hosting].means": ["actor:body"]}
    assert names(changes) == [("night", True), ("body", True)]


def test_the_organisation_is_no_processor_of_its_own() -> None:
    assert names({"processing[hosting].means": ["actor:host"]}) == [("west", True), ("night", True)]
    assert names(product([{"host": "host"}])) == []


def test_who_perhaps_works_for_the_service_is_perhaps_a_processor() -> None:
    changes = {"actors[west].services": "absent"}
    assert names(changes) == [("west", False), ("night", True)]
    assert lacking(changes) == [("west", "services")]


def product(hosting: Any, **more: Any) -> dict[str, Any]:
    """Have the processing done through a product that is hosted so, by a vendor."""
    return {
        "products": [{"id": "soft", "name": "Logiciel", "hosting": hosting, **more}],
        "processing[hosting].product": "soft",
        "processing[hosting].service": "absent",
        "actors[night].services": [],
    }


@pytest.mark.parametrize(
    ("hosting", "found"),
    [
        ([], []),
        ([{"host": "host"}], [("host", True)]),
        ([{"host": "host", "since": "2026-11-22"}], [("host", True)]),
        ([{"host": "host", "since": "2026-11-23"}], []),
        ([{"host": "host", "since": {"unknown": "?"}}], [("host", False)]),
        ([{"host": "host", "since": "2030-01-01"}, {"host": "host"}], [("host", True)]),
    ],
)
def test_who_hosts_a_vendor_s_product_is_its_processor(hosting: Any, found: list[tuple[str, bool]]) -> None:
    assert names({"roles": ["vendor"], **product(hosting)}) == found


@pytest.mark.parametrize(
    ("hosting", "found"),
    [
        ([{"host": "night"}], [("night-in", True)]),
        ([{"host": "night", "since": "2026-11-22"}], [("night-in", True)]),
        ([{"host": "night", "since": "2026-11-23"}], []),
        ([{"host": "night", "since": {"unknown": "?"}}], [("night-in", False)]),
    ],
)
def test_a_host_to_come_transfers_nothing_yet(hosting: Any, found: list[tuple[str, bool]]) -> None:
    assert [(each.transfer.entry.id, each.certain) for each in computed(product(hosting)).found] == found


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"actors[night].remote_accesses": "absent"}, [("night", "remote_accesses")]),
        (
            {"actors[night].remote_accesses": {"unknown": "?"}, "actors[night].storage": "absent"},
            [("night", "remote_accesses"), ("night", "storage")],
        ),
        ({"products[soft].hosting[0].since": "2026-11-23", "actors[night].storage": "absent"}, []),
    ],
)
def test_lists_that_the_host_of_a_product_does_not_give_are_named(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = computed({**product([{"host": "night"}]), **changes})
    assert [(lack.entry.id, lack.field) for lack in found.lacks] == expected  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("hosts_health_data", "expected"),
    [("absent", [("soft", "hosting")]), (True, [("soft", "hosting")]), (False, [])],
)
def test_hosts_that_are_not_given_are_asked_for(hosts_health_data: Any, expected: Any) -> None:
    changes = product("absent")
    del changes["products"][0]["hosting"]
    if hosts_health_data != "absent":
        changes["products"][0]["hosts_health_data"] = hosts_health_data
    found = computed(changes)
    assert [(lack.entry.id, lack.field) for lack in found.lacks] == expected  # type: ignore[union-attr]
    assert lacking(changes) == expected


def test_controls_of_the_service_count_once() -> None:
    own, shared = {"id": "a", "title": "Chiffrement"}, {"id": "b", "title": "Bastion"}
    changes = {"processing[hosting].controls": [own], "services[cloud].controls": [shared, own | {"id": "c"}]}
    assert [control.id for control in controls_of(*first(changes))] == ["a", "b", "c"]
    assert controls_of(*first()) == ()
