"""The responsibility matrix: every row as declared, and the retained measures nobody answers for."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.dossiers import conforming
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

from hygie.documents.owed.responsibilities import DOCUMENT
from hygie.dossier.vocabulary.base import known
from hygie.hosting.responsibilities import accountability_gaps, retained_measures
from hygie.kernel.status import Status
from hygie.wording.voice import Voice

ROWS = "responsibility_matrices[split].rows"
NOBODY = "Retained, and nobody is said to be accountable for it."
WITHOUT_ROW = "These measures are retained, and no row shares them out"


def matrix(changes: dict[str, Any] | None = None) -> list[list[str]]:
    return rows(tables(drawn(DOCUMENT, with_changes(changes or {})))["Nuage Santé"])


def test_a_row_says_the_measure_its_title_and_both_parts() -> None:
    assert matrix() == [["A.8.13", "Information backup", "RA", "I", "–"]]


def test_what_is_not_a_measure_of_annex_a_stands_under_its_own_name() -> None:
    shown = matrix({f"{ROWS}[+]": {"measure": "Astreinte", "host": "R", "client": "-"}})
    assert shown[1] == ["Astreinte", "–", "R", "–", "–"]


def test_the_letters_are_spelled_out() -> None:
    said = everything_said(drawn(DOCUMENT, study_of(), FRENCH))
    for letter in ("R", "A", "RA", "C", "I"):
        assert f"\n{letter}\n" in said


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        ({"host": "R", "client": "I"}, NOBODY),
        ({"host": "RA", "client": "A"}, "Retained, and more than one party is said to be accountable for it."),
        ({"host": "A", "client": "C"}, "–"),
        ({"host": "R", "client": "RA"}, "–"),
        ({"host": "-", "client": "-"}, f"Neither the host nor the client has a part in it. | {NOBODY}"),
    ],
)  # fmt: skip
def test_a_retained_measure_without_one_accountable_party_is_remarked(
    row: dict[str, str], remark: str
) -> None:
    assert matrix({ROWS: [{"measure": "A.8.13", **row}]})[0][4] == remark


def test_a_part_that_is_not_given_is_said_so() -> None:
    row = {"measure": "A.8.13", "host": {"unknown": "à négocier"}, "client": "I"}
    assert matrix({ROWS: [row]})[0][2:4] == ["? not known (à négocier)", "I"]


def test_a_measure_that_is_not_retained_is_remarked() -> None:
    assert matrix({f"{ROWS}[+]": {"measure": "A.8.11", "host": "RA", "client": "-"}})[1][4] == (
        "Not retained in the statement of applicability."
    )


def test_retained_measures_without_a_row_stand_above_the_matrix() -> None:
    measures = "isms.statement_of_applicability.measures"
    document = drawn(DOCUMENT, with_changes({f"{measures}[+]": {"measure": "A.5.1", "retained": True}}))
    assert notices(document)[WITHOUT_ROW] == ["A.5.1 Policies for information security"]
    document = drawn(DOCUMENT, with_changes({f"{measures}[+]": {"measure": "A.5.1", "retained": False}}))
    assert WITHOUT_ROW not in notices(document)


PARTS = st.sampled_from(["R", "A", "RA", "C", "I", "-", None])
MEASURES = [f"A.5.{number}" for number in range(1, 7)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(MEASURES), PARTS, PARTS), max_size=8),
    st.lists(st.tuples(st.sampled_from(MEASURES), st.booleans()), max_size=6),
)
def test_the_gaps_are_those_of_the_reservation_of_exi_13(
    declared: list[tuple[str, str | None, str | None]], retained: list[tuple[str, bool]]
) -> None:
    data = conforming()
    data["responsibility_matrices"][0]["rows"] = [
        {"measure": measure, **{k: v for k, v in (("host", host), ("client", client)) if v}}
        for measure, host, client in declared
    ]
    data["isms"]["statement_of_applicability"]["measures"] = [
        {"measure": measure, "retained": kept} for measure, kept in retained
    ]
    study = study_of(data)
    reserved = {
        measure
        for item in study.verdicts["hds-2.0"]["EXI-13"].reservations
        if item.code == "convention:single_accountable"
        for measure in item.parameters["measures"]  # type: ignore[union-attr]
    }
    matrices = known(study.dossier.declared.responsibility_matrices)
    assert matrices
    gaps = accountability_gaps(matrices[0], retained_measures(study.dossier.declared))
    assert {gap.measure for gap in gaps} == reserved
    document = drawn(DOCUMENT, study)
    without = {line.split()[0] for line in notices(document).get(WITHOUT_ROW, [])}
    assert without == {measure for measure in reserved if measure not in {row[0] for row in declared}}


def test_each_matrix_of_the_example_has_its_sheet_and_the_gap_of_the_readme() -> None:
    document = drawn(DOCUMENT, example_host())
    matrices = known(example_host().dossier.declared.responsibility_matrices)
    assert matrices
    drawn_ones = [table for name, table in tables(document).items() if name != "EXI-13"]
    assert [len(table.rows) for table in drawn_ones] == [len(known(one.rows) or ()) for one in matrices]
    reserved = [
        item.parameters["measures"]
        for item in example_host().verdicts["hds-2.0"]["EXI-13"].reservations
        if item.code == "convention:single_accountable"
    ]
    assert [{line.split()[0] for line in notices(document)[WITHOUT_ROW]}] == [set(one) for one in reserved]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (
            {"responsibility_matrices": "absent"},
            "The dossier does not say how responsibilities are shared with clients.",
        ),
        ({"responsibility_matrices": []}, "No responsibility matrix is declared."),
        ({ROWS: []}, "This matrix has no row."),
        ({ROWS: {"unknown": "en cours"}}, "This matrix has no row."),
        ({"services[+]": {"id": "other", "name": "Autre"}}, "No matrix covers these services"),
    ],
)
def test_what_is_missing_is_said(changes: dict[str, Any], title: str) -> None:
    assert title in notices(drawn(DOCUMENT, with_changes(changes)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [Status.MET, Status.MET]),
        ({"responsibility_matrices": []}, [Status.NOT_MET, Status.NOT_MET]),
        ({"responsibility_matrices[split].reviewed": "absent"}, [Status.MET, Status.UNDETERMINED]),
        ({"responsibility_matrices": "absent"}, [Status.UNDETERMINED, Status.UNDETERMINED]),
    ],
)
def test_the_criteria_are_answered_as_by_the_verdict(changes: dict[str, Any], expected: list[Status]) -> None:
    document = drawn(DOCUMENT, with_changes(changes))
    assert [badge.status for badge in badges(tables(document)["EXI-13"], 2)] == expected


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
    assert voice.say("The dossier does not say how responsibilities are shared with clients.") in notices(
        document
    )
    check_pages(document)
    check_workbook(document)
