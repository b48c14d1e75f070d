"""The register of risk events: thirteen cases, answered as EXI-05 answers them, and the risks behind them."""

from typing import Any

import pytest
from tests.support.dossiers import change, conforming
from tests.support.registers import (
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

from hygie.assessment.study import Study
from hygie.documents.owed.risk_events import DOCUMENT
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.wording.voice import Voice

LEAVES = ["A", "B.a", "B.b", "B.c", "C", "D.a", "D.b", "D.c", "D.d", "E", "F", "G", "H"]
STATUS = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.UNDETERMINED}

SITUATIONS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "nothing aside": {"isms.risk_assessment.discarded_events": []},
    "one variant": {"risks[r-c].covers[C].variants": ["internal"]},
    "no risk known": {"risks": {"unknown": "registre à reprendre"}},
    "no risk": {"risks": []},
    "in progress": {"risks": [], "isms.risk_assessment.state": "in_progress"},
    "not done": {"risks": "absent", "isms.risk_assessment": {"state": "not_done"}},
    "covers not known": {"risks[r-h].covers": "absent"},
    "to be assessed": {"risks[r-a].assessed": "2027-01-01"},
    "not assessed": {"risks[r-a].assessed": "absent"},
    "aside later": {"isms.risk_assessment.discarded_events[0].decided": "2027-02-01"},
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_case_is_answered_as_the_verdict_answers_its_criterion(name: str) -> None:
    study = with_changes(SITUATIONS[name])
    criteria = study.verdicts["hds-2.0"]["EXI-05"].cases[0].criteria
    shown = badges(tables(drawn(DOCUMENT, study))["Cases"], 3)
    assert [criterion.id for criterion in criteria] == LEAVES
    assert [badge.status for badge in shown] == [STATUS[criterion.value] for criterion in criteria]


def test_the_situations_give_each_answer() -> None:
    found = {
        criterion.value
        for changes in SITUATIONS.values()
        for criterion in with_changes(changes).verdicts["hds-2.0"]["EXI-05"].cases[0].criteria
    }
    assert found == set(Truth)


def test_where_the_requirement_has_no_object_no_case_is_said_to_be_considered() -> None:
    study = with_changes({"processing[hosting].health_data": False})
    shown = badges(tables(drawn(DOCUMENT, study))["Cases"], 3)
    assert {badge.status for badge in shown} == {Status.NOT_APPLICABLE}


def test_a_study_that_leaves_hds_out_says_so() -> None:
    study = Study(study_of().dossier, study_of().as_of, ("iso27001-2022",))
    document = drawn(DOCUMENT, study)
    assert {badge.status for badge in badges(tables(document)["Cases"], 3)} == {Status.UNDETERMINED}
    assert "This study does not evaluate HDS v2.0." in notices(document)


def cases(changes: dict[str, Any] | None = None) -> dict[str, list[str]]:
    table = rows(tables(drawn(DOCUMENT, with_changes(changes or {})))["Cases"])
    return {row[0].partition(" ")[0]: row for row in table}


def test_the_thirteen_cases_stand_in_order_with_the_variants_that_they_name() -> None:
    shown = cases()
    assert list(shown) == LEAVES
    assert shown["A"][2] == "–"
    assert shown["C"][2] == "internal flows | external flows"
    assert {shown[leaf][2] for leaf in ("D.a", "D.b", "D.c", "D.d")} == {
        "the organisation's staff | persons designated by clients"
    }
    assert shown["F"][2] == "clumsiness | malice"
    assert shown["H"][2] == "the host | the subcontractors"


def test_a_case_names_the_risks_that_cover_it_with_their_particulars() -> None:
    shown = cases({"controls": [{"id": "twin", "title": "Double site"}], "risks[r-a].controls": ["twin"],
                   "risks[r-a].residual": "G1"})  # fmt: skip
    said = (
        "Panne de disques | likelihood: V2 · severity: G3 · treatment: réduire · residual risk: G1 · "
        "owner: Responsable de la sécurité · controls: Double site · assessed on 1 February 2026"
    )
    assert shown["A"][4] == shown["G"][4] == said
    assert shown["C"][4] == "Flux rompu (internal flows, external flows) | assessed on 1 February 2026"


def test_a_case_that_is_set_aside_shows_the_reason_and_the_day() -> None:
    assert cases()["B.b"][4] == "Set aside: Aucune édition papier (decided on 1 February 2026)"


def test_a_case_that_nothing_considers_says_so_and_what_the_verdict_says_of_it() -> None:
    shown = cases({"isms.risk_assessment.discarded_events": []})
    assert shown["B.b"][4] == (
        "Neither covered by a risk nor set aside. | "
        "The risk assessment (declared complete) does not consider case B.b (paper printouts)."
    )


def test_a_variant_that_is_left_out_is_named() -> None:
    found = cases({"risks[r-c].covers[C].variants": ["internal"]})["C"]
    assert found[4].endswith("considers case C (information flow) without this variant: external flows.")


def test_every_risk_of_the_register_has_its_row() -> None:
    data = conforming()
    change(data, "risks[r-b].assessed", {"unknown": "à dater"})
    change(data, "risks[r-h].covers", {"unknown": "à revoir"})
    table = rows(tables(drawn(DOCUMENT, study_of(data)))["Risks"])
    assert [row[0] for row in table] == [risk["title"] for risk in data["risks"]]
    assert table[0] == [
        "Panne de disques",
        "A (media failing or destroyed) | G (continuity and recovery)",
        "V2",
        "G3",
        "réduire",
        "? not known",
        "Responsable de la sécurité",
        "? not known",
        "1 February 2026",
    ]
    assert table[1][8] == "? not known (à dater)"
    assert table[-1][1] == "? not known (à revoir)"


def test_an_owner_is_given_by_function_even_without_people_at_hand() -> None:
    data = conforming()
    change(data, "people", [])
    assert rows(tables(drawn(DOCUMENT, study_of(data)))["Risks"])[0][6] == (
        "named, function not known: the list of people is not at hand"
    )


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ({"unknown": "registre à reprendre"}, "The dossier does not give the risk register."),
        ([], "The risk register is empty."),
    ],
)
def test_a_register_that_is_not_there_is_told_from_an_empty_one(value: Any, title: str) -> None:
    document = drawn(DOCUMENT, with_changes({"risks": value}))
    assert "Risks" not in tables(document)
    assert notices(document)[title] == (["? not known (registre à reprendre)"] if value else [])


def test_reservations_of_the_verdict_are_said() -> None:
    study = with_changes({"isms.risk_assessment.approved": "2025-01-01"})
    reservations = study.verdicts["hds-2.0"]["EXI-05"].reservations
    assert [item.code for item in reservations][:1] == ["stale"]
    said = everything_said(drawn(DOCUMENT, study))
    assert all(ENGLISH.reason(item) in said for item in reservations)


def test_the_example_fails_on_the_case_that_its_readme_says() -> None:
    document = drawn(DOCUMENT, example_host())
    criteria = example_host().verdicts["hds-2.0"]["EXI-05"].cases[0].criteria
    shown = badges(tables(document)["Cases"], 3)
    assert [badge.status for badge in shown] == [STATUS[criterion.value] for criterion in criteria]
    assert [leaf for leaf, badge in zip(LEAVES, shown, strict=True) if badge.status is Status.NOT_MET] == [
        "E"
    ]


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_every_form_says_the_same(voice: Voice) -> None:
    check_pages(drawn(DOCUMENT, study_of(), voice))
    check_workbook(drawn(DOCUMENT, study_of(), voice))
    check_workbook(drawn(DOCUMENT, example_host(), voice))


def test_nothing_restricted_is_shown() -> None:
    check_no_secret(drawn(DOCUMENT, study_of(with_secrets())))


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_an_empty_dossier_says_that_nothing_is_declared(voice: Voice) -> None:
    document = drawn(DOCUMENT, nothing_declared(), voice)
    assert voice.say("The dossier does not give the risk register.") in notices(document)
    table = tables(document)[voice.say("Cases")]
    assert {badge.status for badge in badges(table, 3)} == {Status.UNDETERMINED}
    assert all(voice.say("Neither covered by a risk nor set aside.") in row[4] for row in rows(table))
    check_pages(document)
    check_workbook(document)
