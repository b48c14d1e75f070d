"""The reversibility plan: what is declared for each service, what is not, and the contracts that rest on it."""

from typing import Any

import pytest
from tests.support.samples import ENGLISH, study_of, text_of, with_changes

from hygie.documents.blocks import Heading, Notice, Pairs, Table, texts
from hygie.documents.frame import Document
from hygie.documents.owed.reversibility import build
from hygie.kernel.truth import Truth

PLAN: dict[str, Any] = {
    "id": "sortie",
    "services": ["cloud"],
    "steps": [
        {"title": "Exporter les dossiers", "responsible": "Exploitation", "within_days": 30},
        {"title": "Détruire les copies", "responsible": "Sécurité", "within_days": 60},
    ],
    "formats": ["CSV", "DICOM"],
    "destruction": "Effacement cryptographique, procès-verbal signé",
    "costs": "Au volume, grille annexée",
    "virtual_machines": "Images disque OVF",
    "tested": "2026-03-02",
}
VAULT = {"id": "vault", "name": "Coffre", "activities": [6]}


def made(*plans: dict[str, Any], **changes: Any) -> Document:
    dotted = {address.replace("__", "."): value for address, value in changes.items()}
    return build(with_changes({"reversibility_plans": list(plans), **dotted}), ENGLISH)


def plan(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**PLAN, **changes}.items() if value is not None}


def rows(document: Document, caption: str) -> list[list[str]]:
    table = next(block for block in document.blocks if isinstance(block, Table) and caption in block.caption)
    return [[" | ".join(texts(cell)) for cell in row] for row in table.rows]


def pairs(document: Document) -> dict[str, str]:
    items = [item for block in document.blocks if isinstance(block, Pairs) for item in block.items]
    return {label: " | ".join(texts(cell)) for label, cell in items}


def notices(document: Document) -> list[str]:
    return [text for block in document.blocks if isinstance(block, Notice) for text in texts(block)]


def test_a_plan_says_its_steps_formats_destruction_costs_move_and_trial() -> None:
    document = made(PLAN)

    assert rows(document, "Steps") == [
        ["1. Exporter les dossiers", "Exploitation", "30"],
        ["2. Détruire les copies", "Sécurité", "60"],
    ]
    told = pairs(document)
    assert told["Formats in which data is given back"] == "CSV | DICOM"
    assert told["Destruction of copies and its proof"] == PLAN["destruction"]
    assert told["How costs are computed"] == PLAN["costs"]
    assert told["Virtual machines and containers"] == PLAN["virtual_machines"]
    assert told["Last trial"] == "2 March 2026"
    assert notices(document) == []


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("formats", "Formats in which data is given back"),
        ("destruction", "Destruction of copies and its proof"),
        ("costs", "How costs are computed"),
        ("virtual_machines", "Virtual machines and containers"),
        ("tested", "Last trial"),
    ],
)
def test_what_a_plan_does_not_say_is_said_to_be_missing(field: str, label: str) -> None:
    told = pairs(made(plan(**{field: None})))

    assert told[label].startswith("? | undetermined")
    assert "hygie.yaml" in told[label]


def test_a_step_without_delay_or_hand_is_said_to_miss_it() -> None:
    cells = rows(made(plan(steps=[{"title": "Exporter"}])), "Steps")[0]

    assert all("undetermined" in cell for cell in cells[1:])


def test_steps_that_are_not_declared_are_asked_for() -> None:
    assert "The steps of this plan are not declared." in notices(made(plan(steps=None)))
    assert "This plan has no step." in notices(made(plan(steps=[])))


@pytest.mark.parametrize(
    ("activities", "asked"), [([3], True), ([4, 6], True), ([6], False), ([1, 2, 5], False)]
)
def test_moving_virtual_machines_is_asked_of_activities_3_and_4(activities: list[int], asked: bool) -> None:
    document = made(PLAN, services=[{"id": "cloud", "name": "Nuage", "activities": activities}])

    assert ("Virtual machines and containers" in pairs(document)) is asked


def test_while_activities_are_not_known_the_move_may_be_due() -> None:
    document = made(PLAN, services=[{"id": "cloud", "name": "Nuage"}])

    assert "Whether virtual machines are to be moved is not determined." in notices(document)


def test_a_trial_to_come_is_planned() -> None:
    assert pairs(made(plan(tested="2026-11-22")))["Last trial"] == "22 November 2026"
    assert pairs(made(plan(tested="2026-11-23")))["Last trial"] == "23 November 2026 | (planned)"


def test_a_service_without_any_plan_is_named() -> None:
    document = made(PLAN, **{"services[+]": VAULT})

    assert notices(document) == ["No reversibility plan covers the service “Coffre”."]


def test_a_plan_of_several_services_is_described_once() -> None:
    document = made(plan(services=["cloud", "vault"]), **{"services[+]": VAULT})

    headings = [" ".join(texts(block)) for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["Nuage Santé", "Plan “sortie”", "Coffre", "Plan “sortie”"]
    assert "This plan is described under the service “Nuage Santé”." in text_of(document)
    assert text_of(document).count(PLAN["destruction"]) == 1


@pytest.mark.parametrize("section", ["services", "reversibility_plans", "contracts"])
def test_a_section_that_is_not_declared_is_asked_for(section: str) -> None:
    said = notices(build(with_changes({section: {"unknown": "à écrire"}}), ENGLISH))

    assert "This document is not complete: data are missing" in said
    assert any("à écrire" in text for text in said)


def test_silence_about_plans_is_not_their_absence() -> None:
    document = build(study_of(), ENGLISH)

    assert not any("No reversibility plan covers" in text for text in notices(document))


def test_contracts_say_of_their_clause_what_the_verdict_says() -> None:
    study = with_changes(
        {
            "reversibility_plans": [PLAN],
            "contracts[chv-1].clauses.reversibility.costs_and_delays": False,
            "contracts[chv-1].clauses.reversibility.readable_formats": "absent",
            "contracts[lab-1].clauses.reversibility": {"present": False},
        }
    )
    document = build(study, ENGLISH)

    shown = {row[0]: row for row in rows(document, "Contracts that rest on")}
    assert list(shown) == ["Contrat CH Valmont", "Contrat Laboratoire Orme", "model"]
    verdict = study.verdicts["hds-2.0"]["EXI-27"]
    for contract in study.dossier.declared.contracts or ():  # type: ignore[union-attr]
        path = study.dossier.path(contract)
        case = next(case for case in verdict.cases if case.path == path)
        for column, truth in ((3, Truth.TRUE), (4, Truth.FALSE), (5, Truth.UNKNOWN)):
            ids = [criterion.id for criterion in case.criteria if criterion.value is truth]
            names = [name[:1].upper() + name[1:] for name in (ENGLISH.term("mention", word) for word in ids)]
            assert shown[str(contract.title)][column] == (" | ".join(names) or "–")
    assert shown["Contrat CH Valmont"][2] == "14"
    assert shown["Contrat Laboratoire Orme"][2] == "–"


def test_a_contract_that_has_ended_rests_on_nothing() -> None:
    document = made(PLAN, **{"contracts[chv-1].end": "2026-11-21"})

    assert [row[0] for row in rows(document, "Contracts that rest on")] == [
        "Contrat Laboratoire Orme",
        "model",
    ]


def test_a_contract_of_other_services_is_not_listed_here() -> None:
    document = made(PLAN, **{"services[+]": VAULT, "contracts[chv-1].services": ["vault"]})

    assert [row[0] for row in rows(document, "Nuage Santé")] == ["Contrat Laboratoire Orme", "model"]
    assert [row[0] for row in rows(document, "Coffre")] == ["Contrat CH Valmont"]


def test_contracts_whose_services_are_not_known_stand_apart() -> None:
    document = made(PLAN, **{"contracts[chv-1].services": {"unknown": "?"}})

    assert [row[0] for row in rows(document, "Contracts whose services are not known")] == [
        "Contrat CH Valmont"
    ]
