"""The register of points of contact: one row a client, at once, whatever is missing."""

from typing import Any

import pytest
from tests.support.dossiers import change, conforming
from tests.support.registers import (
    CANARY,
    badges,
    check_no_secret,
    check_pages,
    check_workbook,
    drawn,
    everything_said,
    example_host,
    nothing_declared,
    notices,
    rows,
    tables,
    with_secrets,
)
from tests.support.samples import ENGLISH, FRENCH, study_of, with_changes

from hygie.documents.owed.contacts import DOCUMENT
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.wording.voice import Voice

NONE = "These clients have no point of contact"
UNKNOWN = "Whether these clients have a point of contact is not known"
POINT = "clients[chv].point_of_contact"


def register(changes: dict[str, Any] | None = None) -> dict[str, list[str]]:
    table = rows(tables(drawn(DOCUMENT, with_changes(changes or {})))["Contacts"])
    return {row[0]: row[1:] for row in table}


def test_a_client_has_its_contact_by_function_or_by_person() -> None:
    persons = {"people[p-legal].name": "Nom Essai", "people[p-legal].email": "juriste@example.org",
               "people[p-legal].telephone": "+33 1"}  # fmt: skip
    assert register(persons) == {
        "CH Valmont": ["DSI", "dsi@example.org", "yes", "1 May 2026", "Nuage Santé"],
        "Laboratoire Orme": [
            "Nom Essai | Juriste",
            "juriste@example.org | +33 1",
            "yes",
            "1 May 2026",
            "Nuage Santé",
        ],
    }


def test_a_person_without_people_at_hand_is_said_so_and_the_list_is_made_all_the_same() -> None:
    row = register({"people": []})["Laboratoire Orme"]
    assert row[:2] == ["a person is named, but the list of people is not at hand", "? not known"]


@pytest.mark.parametrize(
    ("changes", "column", "shown"),
    [
        ({f"{POINT}.reach": "absent"}, 1, "? not known"),
        ({f"{POINT}.reach": {"unknown": "demandé le 3 mai"}}, 1, "? not known (demandé le 3 mai)"),
        ({f"{POINT}.can_designate_health_professional": False}, 2, "no"),
        ({f"{POINT}.can_designate_health_professional": "absent"}, 2, "? not known"),
        ({f"{POINT}.verified": "absent"}, 3, "? not known"),
        ({"clients[chv].services": "absent"}, 4, "? not known"),
        ({"clients[chv].services": []}, 4, "none"),
        ({f"{POINT}.function": "absent"}, 0, "? not known"),
        ({POINT: {"exists": False}}, 0, "✕ no point of contact"),
        ({POINT: {"unknown": "à désigner"}}, 0, "? not known (à désigner)"),
        ({POINT: "absent"}, 0, "? not known"),
    ],
)
def test_what_is_not_known_is_said_in_its_cell(changes: dict[str, Any], column: int, shown: str) -> None:
    found = register(changes)
    assert found["CH Valmont"][column] == shown
    assert found["Laboratoire Orme"][0] == "Juriste"


def test_clients_without_contact_stand_out_above_the_register() -> None:
    document = drawn(
        DOCUMENT,
        with_changes({POINT: {"exists": False}, "clients[lab].point_of_contact": "absent"}),
    )
    found = notices(document)
    assert (found[NONE], found[UNKNOWN]) == (["CH Valmont"], ["Laboratoire Orme"])
    assert list(found)[:2] == [NONE, UNKNOWN]
    assert NONE not in notices(drawn(DOCUMENT, study_of()))


def test_clients_stand_by_name_whatever_their_accents() -> None:
    data = conforming()
    change(data, "clients[chv].name", "étoile")
    change(data, "clients[lab].name", "Zénith")
    data["clients"] += [{"id": "x", "name": "Fougères"}, {"id": "y", "name": "école"}]
    table = rows(tables(drawn(DOCUMENT, study_of(data)))["Contacts"])
    assert [row[0] for row in table] == ["école", "étoile", "Fougères", "Zénith"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {POINT: {"exists": False}},
        {POINT: "absent"},
        {f"{POINT}.function": {"unknown": "?"}},
        {f"{POINT}.can_designate_health_professional": False},
        {"contact_list.immediate": False},
        {"contact_list": "absent"},
        {"clients": []},
    ],
)
def test_the_criteria_are_answered_as_by_the_verdict(changes: dict[str, Any]) -> None:
    study = with_changes(changes)
    document = drawn(DOCUMENT, study)
    criteria = study.verdicts["hds-2.0"]["EXI-11"].cases[0].criteria
    status = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.UNDETERMINED}
    expected = [
        Status.NOT_APPLICABLE if one.applies is Truth.FALSE else status[one.value] for one in criteria
    ]
    assert [badge.status for badge in badges(tables(document)["EXI-11"], 2)] == expected
    found = notices(document)
    assert (NONE in found) == (criteria[0].value is Truth.FALSE and criteria[0].applies is Truth.TRUE)
    assert not (UNKNOWN in found and criteria[0].value is Truth.TRUE)


def test_how_the_list_reaches_the_authority_is_said() -> None:
    said = everything_said(drawn(DOCUMENT, study_of()))
    for text in ("Can be sent at once on request\nyes", "Format\nCSV", "Sending last tested on\n1 May 2026"):
        assert text in said


def test_it_is_marked_for_the_authority_alone() -> None:
    assert drawn(DOCUMENT, study_of()).frame.mark.label == "TLP:AMBER+STRICT"
    assert drawn(DOCUMENT, with_changes({"policy": {"traffic_light": "clear"}})).frame.mark.label == (
        "TLP:AMBER+STRICT"
    )
    assert drawn(DOCUMENT, with_changes({"policy": {"traffic_light": "red"}})).frame.mark.label == "TLP:RED"


def test_no_person_is_named_but_the_contacts() -> None:
    said = everything_said(drawn(DOCUMENT, study_of(with_secrets())))
    assert f"{CANARY} p-legal" in said
    assert f"{CANARY} p-ciso" not in said
    check_no_secret(drawn(DOCUMENT, study_of(with_secrets())), [f"{CANARY} p-ciso"])


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_every_form_says_the_same(voice: Voice) -> None:
    check_pages(drawn(DOCUMENT, study_of(), voice))
    check_workbook(drawn(DOCUMENT, study_of(), voice))
    check_workbook(drawn(DOCUMENT, example_host(), voice))


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_an_empty_dossier_says_that_nothing_is_declared(voice: Voice) -> None:
    document = drawn(DOCUMENT, nothing_declared(), voice)
    title = voice.say("The dossier does not give the list of clients.")
    assert notices(document)[title] == [f"? {voice.say('not known')}"]
    check_pages(document)
    check_workbook(document)


def test_without_any_client_it_says_so() -> None:
    assert "No client is declared." in notices(drawn(DOCUMENT, with_changes({"clients": []})))
