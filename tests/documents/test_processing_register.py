"""The record of processing: two parts, every particular of article 30 in its cell, what is missing said there."""

from typing import Any

import pytest
from tests.support.dossiers import TODAY, change, conforming
from tests.support.registers import (
    CANARY,
    HOST,
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

from hygie.assessment.study import Study
from hygie.documents.owed.processing_register import DOCUMENT
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.dossier.vocabulary.base import known
from hygie.wording.voice import Voice

FULL = {
    "id": "billing",
    "name": "Facturation",
    "role": "controller",
    "health_data": False,
    "purposes": "Facturer les clients",
    "data_subjects": ["interlocuteurs"],
    "data_categories": ["coordonnées", "factures"],
    "recipients": ["comptabilité"],
    "transfers": [{"country": "US", "safeguards": "clauses types"}, {"country": "CH"}],
    "legal_basis": "Contrat (art. 6.1.b)",
    "retention": "10 ans",
    "security_measures": ["Accès par rôle"],
    "controls": [
        {"id": "vault", "title": "Coffre", "state": "implemented"},
        {"id": "seal", "title": "Scellé"},
    ],
    "reviewed": "2026-05-04",
}


def with_processing(*entries: dict[str, Any], **changes: Any) -> Study:
    data = conforming()
    data["processing"] = list(entries)
    for address, value in changes.items():
        change(data, address, value)
    return study_of(data)


def part(name: str, study: Study) -> list[list[str]]:
    return rows(tables(drawn(DOCUMENT, study))[name])


def test_as_a_controller_every_particular_has_its_cell() -> None:
    usa, switzerland = ENGLISH.country("US"), ENGLISH.country("CH")
    assert part("Controller", with_processing(FULL)) == [
        [
            "Facturation",
            "Facturer les clients | lawful basis: Contrat (art. 6.1.b)",
            "interlocuteurs",
            "coordonnées | factures",
            "comptabilité",
            f"{usa} clauses types | {switzerland} ? not known",
            "–",
            "10 ans",
            "Accès par rôle | Coffre (in place) | Scellé",
            "4 May 2026",
        ]
    ]


def test_what_is_missing_is_said_in_its_cell() -> None:
    bare = {"id": "x", "name": "Paie", "role": "controller", "retention": {"unknown": "à fixer"}}
    shown = part("Controller", with_processing(bare))[0]
    missing = "? not known"
    assert shown == [
        "Paie", missing, missing, missing, missing, missing, "–", f"{missing} (à fixer)", missing, missing,
    ]  # fmt: skip


def test_an_empty_list_says_none() -> None:
    entry = FULL | {"transfers": [], "recipients": [], "controls": []}
    shown = part("Controller", with_processing(entry))[0]
    assert (shown[4], shown[5]) == ("none", "none")


def test_joint_controllers_are_named_or_asked_for() -> None:
    entry = FULL | {"role": "joint_controller"}
    assert (
        part("Controller", with_processing(entry))[0][0]
        == "Facturation | joint controller, with: ? not known"
    )
    named = entry | {"joint_controllers": ["Réseau Témoin, reseau@example.org"]}
    assert part("Controller", with_processing(named))[0][0].endswith(
        "with: Réseau Témoin, reseau@example.org"
    )


def test_as_a_processor_controllers_processors_and_transfers_are_given() -> None:
    shown = part("Processor", study_of())
    india = ENGLISH.country("IN")
    clauses = ENGLISH.term("transfer_basis", "art46.2.c")
    assert [row[:1] + row[2:3] for row in shown] == [
        ["Hébergement de dossiers de patients", "? not known | through: Nuage Santé"]
    ]
    assert shown[0][1] == (
        "? not known | clients that use it: | CH Valmont (dsi@example.org) | Laboratoire Orme"
    )
    assert shown[0][4] == "Sauvegarde Ouest | Astreinte Nuit"
    assert shown[0][5:7] == ["? not known", f"{india} Astreinte Nuit, by remote access, {clauses}"]


@pytest.mark.parametrize(
    ("controllers", "shown"),
    [
        (["lab"], "Laboratoire Orme"),
        ([], "none"),
        ({"unknown": "à lister"}, "? not known (à lister) | clients that use it: | "),
    ],
)
def test_the_controllers_are_those_that_the_record_gives(controllers: Any, shown: str) -> None:
    found = part("Processor", with_changes({"processing[hosting].controllers": controllers}))[0][1]
    assert found.startswith(shown)
    assert len(found) == len(shown) or shown.endswith("| ")


def test_transfers_declared_and_found_elsewhere_are_both_said_and_compared() -> None:
    shown = part("Processor", with_changes({"processing[hosting].transfers": []}))[0]
    india = ENGLISH.country("IN")
    assert shown[5] == "none"
    assert shown[6].endswith(f"| Not among the transfers declared: {india}")
    declared = {"processing[hosting].transfers": [{"country": "IN", "safeguards": "clauses"}]}
    shown = part("Processor", with_changes(declared))[0]
    assert shown[5] == f"{india} clauses"
    assert "Not among" not in shown[6]


def test_a_transfer_that_is_only_possible_is_to_be_confirmed_and_what_lacks_is_named() -> None:
    changes = {
        "actors[night].remote_accesses[night-in].services": "absent",
        "actors[west].remote_accesses": "absent",
    }
    shown = part("Processor", with_changes(changes))[0][6]
    assert "| to be confirmed" in shown
    assert "Sauvegarde Ouest" in shown


def test_without_any_transfer_found_it_says_none() -> None:
    assert part("Processor", with_changes({"actors[night].remote_accesses": []}))[0][6] == "none"


def test_a_processing_whose_role_is_not_known_stands_in_neither_part_and_is_said() -> None:
    document = drawn(DOCUMENT, with_processing({"id": "x", "name": "Enquête", "role": {"unknown": "à voir"}}))
    title = "In neither part: whether these are done as a controller or as a processor is not known"
    assert notices(document)[title] == ["Enquête ? not known (à voir)"]
    assert everything_said(document).count("No processing activity is declared in this part.") == 2


def test_every_processing_stands_in_one_place() -> None:
    data = [FULL | {"id": f"p{n}", "name": f"T{n}", "role": role, "controls": []}
            for n, role in enumerate(["controller", "processor", "joint_controller"])]  # fmt: skip
    study = with_processing(*data, {"id": "p9", "name": "T9"})
    said = [row[0].split(" |")[0] for name in ("Controller", "Processor") for row in part(name, study)]
    assert said == ["T0", "T2", "T1"]
    assert "T9" in everything_said(drawn(DOCUMENT, study))


@pytest.mark.parametrize(
    ("protection", "shown"),
    [
        ({"officer": "p-legal"}, "Juriste"),
        ({"officer": False}, "none"),
        ({"officer": {"unknown": "en cours"}}, "? not known (en cours)"),
        ({}, "? not known"),
        ({"officer_not_required": "Moins de données"}, "none has to be designated: Moins de données"),
    ],
)
def test_the_officer_is_given_by_function(protection: dict[str, Any], shown: str) -> None:
    said = everything_said(drawn(DOCUMENT, with_changes({"data_protection": protection})))
    given = said.split("Data-protection officer\n")[1].split("\nDesignated on")[0]
    assert given.replace("\n", " ") == shown


def test_the_organisation_says_how_to_reach_it() -> None:
    organization = {
        "name": "Hébergeur Témoin",
        "country": "FR",
        "contact": "1 rue du Port",
        "registration": "001",
    }
    said = everything_said(drawn(DOCUMENT, with_changes({"organization": organization})))
    assert "Registration number\n001\nCountry\nFrance\nHow to reach it\n1 rue du Port" in said


def test_the_frame_names_the_referentials_of_the_study_that_call_for_it() -> None:
    facts = dict(drawn(DOCUMENT, study_of()).frame.facts)
    assert "HDS" in facts["Referential"]
    alone = Study(study_of().dossier, study_of().as_of, ("iso27001-2022",))
    assert "Referential" not in dict(drawn(DOCUMENT, alone).frame.facts)


def test_the_example_has_its_two_parts_and_says_what_the_record_leaves_out() -> None:
    processing = known(example_host().dossier.declared.processing) or []
    by_role = {
        name: [one.name for one in processing if one.role == name] for name in ("controller", "processor")
    }
    document = drawn(DOCUMENT, example_host())
    assert [row[0] for row in rows(tables(document)["Controller"])] == by_role["controller"]
    assert [row[0] for row in rows(tables(document)["Processor"])] == by_role["processor"]


def test_the_host_of_a_vendor_s_product_is_named() -> None:
    dossier = load_dossier(HOST.parent / "vendor")
    assert isinstance(dossier, Dossier)
    cells = {row[4] for row in part("Processor", Study(dossier, TODAY))}
    assert cells == {"Hébergement Corvélia"}


def test_a_processor_to_be_confirmed_is_said_so() -> None:
    shown = part("Processor", with_changes({"actors[west].services": "absent"}))[0][4]
    assert shown.startswith("Sauvegarde Ouest to be confirmed | Astreinte Nuit | ")


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_every_form_says_the_same(voice: Voice) -> None:
    check_pages(drawn(DOCUMENT, study_of(), voice))
    check_pages(drawn(DOCUMENT, with_processing(FULL), voice))
    check_workbook(drawn(DOCUMENT, with_processing(FULL), voice))
    check_workbook(drawn(DOCUMENT, example_host(), voice))


def test_no_person_is_named() -> None:
    data = with_secrets()
    data["data_protection"] = {"officer": "p-legal"}
    document = drawn(DOCUMENT, study_of(data))
    check_no_secret(document)
    assert "Juriste" in everything_said(document)
    assert CANARY not in everything_said(document)


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_an_empty_dossier_says_that_nothing_is_declared(voice: Voice) -> None:
    document = drawn(DOCUMENT, nothing_declared(), voice)
    assert voice.say("The dossier does not give the processing activities.") in notices(document)
    check_pages(document)
    check_workbook(document)


def test_without_any_processing_it_says_so() -> None:
    assert "No processing activity is declared." in notices(drawn(DOCUMENT, with_processing()))
