"""Audits exported by CISO Assistant: what they say becomes something to confirm, or the row is named."""

import csv
import re
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.iso27001.statements import verdicts
from tests.support.dossiers import conforming, dossier_of

from hygie.assessment.supports import check_supports
from hygie.dossier.dossier import Dossier
from hygie.dossier.imports import Imported, audit_rows
from hygie.dossier.imports.audit_rows import MAX_BYTES
from hygie.dossier.imports.ciso_assistant import KIND, read, requirement_of
from hygie.dossier.vocabulary.imported import ImportedAssessment
from hygie.kernel.diagnostic import Refusal
from hygie.kernel.digest import digest_bytes
from hygie.kernel.status import Status
from hygie.wording.voice import Voice

# The columns of the two exports, as CISO Assistant writes them.
CSV = ("ref_id", "description", "compliance_result", "progress", "score", "observations")
WORKBOOK = (
    "urn", "assessable", "ref_id", "name", "description",
    "compliance_result", "requirement_progress", "score", "observations",
)  # fmt: skip
ISO = "urn:intuitem:risk:req_node:iso27001-2022:"
HDS = "urn:intuitem:risk:req_node:hds-v2023-a:"

ROWS = [
    (f"{ISO}annex-a", False, "annex-a", "", "", "", "", None, ""),
    (f"{ISO}5.1", True, "5.1", "Leadership and commitment", "", "compliant", "done", 4, ""),
    (f"{ISO}a.5", False, "A.5", "Organisational controls", "", "", "", None, ""),
    (f"{ISO}a.5.1", True, "A.5.1", "Policies", "", "compliant", "done", 4, "Politique signée"),
    (f"{ISO}a.5.7", True, "A.5.7", "Threat intelligence", "", "partially_compliant", "in_progress", 2.0, ""),
    (f"{ISO}a.8.30", True, "A.8.30", "Outsourced development", "", "not_applicable", "done", None, "Rien d’externalisé"),
    (f"{ISO}a.8.34", True, "A.8.34", "Audit tests", "", "non_compliant", "to_do", 1, "=1+1"),
    (f"{ISO}a.8.33", True, "A.8.33", "Test information", "", "not_assessed", "to_do", None, ""),
    (f"{HDS}[exi-02]", True, "[EXI 02]", "", "Enjeux", "compliant", "done", None, ""),
    (f"{HDS}node36", True, "", "", "Interfaces", "compliant", "done", None, ""),
]  # fmt: skip


def workbook(rows: Sequence[Sequence[Any]] = ROWS, head: Sequence[str] = WORKBOOK) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def table(
    rows: Sequence[Sequence[Any]], head: Sequence[str] = CSV, delimiter: str = ";", start: str = ""
) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(head)
    writer.writerows(rows)
    return (start + text.getvalue()).encode()


def taken(content: bytes, file: str = "audit.csv", dossier: Dossier | None = None) -> list[dict[str, Any]]:
    outcome = read(content, file, dossier or dossier_of(conforming()))
    assert isinstance(outcome, Imported), outcome
    return list(outcome.sections.get("imported_assessments", []))


def said(entries: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (item["requirement"], item["result"], item.get("score"), item.get("observation")) for item in entries
    ]


def refused(content: bytes, file: str = "audit.csv") -> list[tuple[str, str]]:
    outcome = read(content, file, dossier_of(conforming()))
    assert isinstance(outcome, Refusal)
    for mistake in outcome.mistakes:
        assert Voice("fr").diagnostic(mistake)
    return [(mistake.code, str(mistake.place)) for mistake in outcome.mistakes]


def notes(content: bytes, file: str = "audit.csv", dossier: Dossier | None = None) -> dict[str, Any]:
    outcome = read(content, file, dossier or dossier_of(conforming()))
    assert isinstance(outcome, Imported)
    for note in outcome.notes:
        assert Voice("fr").diagnostic(note)
    return {note.code: note.parameters["number"] for note in outcome.notes}


EXPECTED = [
    ("iso27001-2022/A.5.1", "compliant", "4", "Politique signée"),
    ("iso27001-2022/A.5.7", "partially_compliant", "2", None),
    ("iso27001-2022/A.8.30", "not_applicable", None, "Rien d’externalisé"),
    ("iso27001-2022/A.8.34", "non_compliant", "1", "=1+1"),
    ("hds-2.0/EXI-02", "compliant", None, None),
]


# -- what is read -------------------------------------------------------------------------------------


def test_the_workbook_that_the_tool_exports() -> None:
    content = workbook()

    assert said(taken(content, "audit.xlsx")) == EXPECTED
    assert notes(content, "audit.xlsx") == {
        "audit_imported": 5,
        "audit_observations": 3,
        "audit_not_assessed": 1,
        "audit_elsewhere": 2,
    }


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_the_csv_that_the_tool_exports(delimiter: str, start: str) -> None:
    rows = [
        ("A.5", "Organisational controls"),
        ("A.5.1", "Policies ; and, more", "compliant", "done", "4", "Politique signée"),
        ("5.1", "Leadership", "compliant", "done", "4", ""),
        ("[EXI 02]", "Enjeux", "non_compliant", "to_do", "", "Sur deux\nlignes"),
    ]
    found = taken(table(rows, delimiter=delimiter, start=start))

    assert said(found) == [
        ("iso27001-2022/A.5.1", "compliant", "4", "Politique signée"),
        ("hds-2.0/EXI-02", "non_compliant", None, "Sur deux\nlignes"),
    ]


def test_headings_may_stand_in_any_order_and_case_among_others() -> None:
    head = ("Observations", "Typical evidence", "Compliance Result", "REF-ID", "Annotation")

    assert said(taken(table([("Vu", "x", "Compliant", "A.5.1", "y")], head))) == [
        ("iso27001-2022/A.5.1", "compliant", None, "Vu")
    ]


@pytest.mark.parametrize(
    ("written", "result"),
    [
        ("compliant", "compliant"),
        ("Partially compliant", "partially_compliant"),
        ("NON-COMPLIANT", "non_compliant"),
        ("Not applicable", "not_applicable"),
        ("Conforme", "compliant"),
        ("Partiellement conforme", "partially_compliant"),
        ("Non conforme", "non_compliant"),
        ("Non applicable", "not_applicable"),
    ],
)
def test_a_result_is_read_as_the_tool_shows_it(written: str, result: str) -> None:
    assert [item["result"] for item in taken(table([("A.5.1", "", written)]))] == [result]


@pytest.mark.parametrize(
    ("urn", "ref_id", "requirement"),
    [
        (f"{ISO}a.5.1", "A.5.1", "iso27001-2022/A.5.1"),
        (f"{ISO}A.8.34", "", "iso27001-2022/A.8.34"),
        ("urn:me:risk:req_node:iso27001-2022-fr:a.5.1", "", "iso27001-2022/A.5.1"),
        (f"{ISO}5.1", "5.1", None),
        (f"{ISO}5.1", "A.5.1", None),
        (f"{ISO}a.8.35", "A.8.35", None),
        (f"{ISO}a.5", "A.5", None),
        ("urn:intuitem:risk:req_node:iso27001-2013:a.5.1", "A.5.1", None),
        ("urn:intuitem:risk:req_node:nist-csf-2.0:a.5.1", "A.5.1", None),
        ("not a urn", "A.5.1", "iso27001-2022/A.5.1"),
        ("not a urn", "5.1", None),
        (f"{HDS}[exi-02]", "[EXI 02]", "hds-2.0/EXI-02"),
        (f"{HDS}exi-31", "", "hds-2.0/EXI-31"),
        (f"{HDS}[exi-32]", "[EXI 32]", None),
        (f"{HDS}[exi-00]", "[EXI 00]", None),
        (f"{HDS}node36", "", None),
        ("", "A.5.1", "iso27001-2022/A.5.1"),
        ("", "a. 5.1", "iso27001-2022/A.5.1"),
        ("", "5.1", None),
        ("", "A.5.1.1", None),
        ("", "A.05.1", None),
        ("", "EXI-01", "hds-2.0/EXI-01"),
        ("", "EXI 1", "hds-2.0/EXI-01"),
        ("", "exi_12", "hds-2.0/EXI-12"),
        ("", "", None),
    ],
)
def test_which_requirement_a_row_is_about(urn: str, ref_id: str, requirement: str | None) -> None:
    assert requirement_of(urn, ref_id) == requirement


def urns(framework: str, *references: str) -> bytes:
    rows = [(f"urn:x:risk:req_node:{framework}:{name}", name, "compliant") for name in references]
    return table(rows, ("urn", "ref_id", "compliance_result"))


LIKE_ANNEX_A = ("annex-a", "A.5", "A.5.1", "A.8.34", "5.1", "10.2", "4")


@pytest.mark.parametrize("framework", ["iso-27001", "iso27001", "smsi", "iso-iec-27001-2022", "mesures-2026"])
def test_a_framework_of_another_name_that_looks_like_annex_a_is_taken_for_it_and_this_is_said(
    framework: str,
) -> None:
    content = urns(framework, *LIKE_ANNEX_A)

    assert [item["requirement"] for item in taken(content)] == ["iso27001-2022/A.5.1", "iso27001-2022/A.8.34"]
    assert notes(content) == {"audit_imported": 2, "audit_by_reference": 2, "audit_elsewhere": 5}


@pytest.mark.parametrize(
    "framework", ["iso27001-2013", "iso-27001:2005", "iso42001-2023", "iso-iec-27701", "iso27002-2022"]
)
def test_a_framework_named_after_another_standard_is_not_annex_a(framework: str) -> None:
    assert refused(urns(framework, *LIKE_ANNEX_A)) == [("audit_nothing_known", "audit.csv:1:1")]


@pytest.mark.parametrize("other", ["A.5.1.1", "A.10.2", "A.4.2", "ID.AM-1", "11.1", "B.5.1"])
def test_one_reference_of_another_kind_rules_the_framework_out(other: str) -> None:
    assert refused(urns("smsi", *LIKE_ANNEX_A, other)) == [("audit_nothing_known", "audit.csv:1:1")]


def test_bare_numbers_are_never_measures() -> None:
    assert refused(urns("smsi", "5.1", "8.34")) == [("audit_nothing_known", "audit.csv:1:1")]
    assert refused(table([("5.1", "", "compliant")])) == [("audit_nothing_known", "audit.csv:1:1")]


def test_frameworks_of_one_file_are_judged_apart() -> None:
    rows = [
        ("urn:x:risk:req_node:smsi:n1", "A.5.1", "compliant"),
        ("urn:x:risk:req_node:autre:n2", "A.5.2", "compliant"),
        ("urn:x:risk:req_node:autre:n3", "A.5.2.1", "compliant"),
    ]
    found = taken(table(rows, ("urn", "ref_id", "compliance_result")))

    assert [item["requirement"] for item in found] == ["iso27001-2022/A.5.1"]


@pytest.mark.parametrize("rows", [[], [("A.5", "Mesures", "")]])
def test_an_audit_without_a_result_is_refused(rows: list[tuple[str, ...]]) -> None:
    assert refused(table(rows)) == [("audit_no_result", "audit.csv:1:1")]


def test_an_audit_where_nothing_is_assessed_yet_brings_nothing_and_says_so() -> None:
    content = table([("A.5.1", "", "not_assessed")])

    assert taken(content) == []
    assert notes(content) == {"audit_not_assessed": 1}


def test_an_entry_is_what_the_vocabulary_expects_and_names_what_exists() -> None:
    content = workbook()
    entries = taken(content, "exports/audit 2026.xlsx")
    data = conforming() | {"imported_assessments": entries}

    assert all(ImportedAssessment.model_validate(item) for item in entries)
    assert {item["file"] for item in entries} == {"audit 2026.xlsx"}
    assert {f"sha256:{item['sha256']}" for item in entries} == {digest_bytes(content)}
    assert check_supports(dossier_of(data)) == ()


def test_what_is_imported_decides_nothing_until_it_is_confirmed() -> None:
    data = conforming() | {"referentials": ["iso27001-2022"]}
    before = {name: item.status for name, item in verdicts(data).items()}
    entries = taken(workbook(), "audit.xlsx")
    imported = verdicts(data | {"imported_assessments": entries})
    confirmed = [item | {"confirmed": {"by": "p-rssi", "on": "2026-11-01"}} for item in entries]
    after = verdicts(data | {"imported_assessments": confirmed})

    assert {name: item.status for name, item in imported.items()} == before
    assert after["A.5.1"].status is Status.MET
    assert after["A.5.7"].status is Status.PARTIAL
    assert after["A.8.30"].status is Status.NOT_APPLICABLE
    assert after["A.8.34"].status is Status.NOT_MET


# -- twice --------------------------------------------------------------------------------------------


def test_the_same_file_again_adds_nothing_and_says_so() -> None:
    content = workbook()
    first = taken(content, "audit.xlsx")
    dossier = dossier_of(conforming() | {"imported_assessments": first})

    assert taken(content, "renamed.xlsx", dossier) == []
    assert notes(content, "audit.xlsx", dossier)["audit_known"] == len(first)


def test_a_later_export_adds_what_has_changed_only() -> None:
    first = taken(workbook(), "audit.xlsx")
    dossier = dossier_of(conforming() | {"imported_assessments": first})
    later = [(*row[:5], "compliant", *row[6:]) if row[2] == "A.5.7" else row for row in ROWS]

    assert said(taken(workbook(later), "audit.xlsx", dossier)) == [
        ("iso27001-2022/A.5.7", "compliant", "2", None)
    ]


def test_ids_are_apart_and_say_the_same_whatever_the_format() -> None:
    ids = [item["id"] for item in taken(workbook(), "audit.xlsx")]
    line = [("A.5.1", "", "compliant", "", "4", "Politique signée")]

    assert len(set(ids)) == len(ids)
    assert [item["id"] for item in taken(table(line))] == [ids[0]]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,79}", name) for name in ids)


def test_a_row_repeated_as_it_is_is_one_and_a_contradiction_is_named() -> None:
    same = [("A.5.1", "", "compliant"), ("A.5.1", "", "compliant")]
    other = [("A.5.1", "", "compliant"), ("A.5.2", "", "compliant"), ("A.5.1", "", "non_compliant")]

    assert len(taken(table(same))) == 1
    assert refused(table(other)) == [("audit_twice", "audit.csv:4:1")]


# -- what cannot be read ------------------------------------------------------------------------------


def test_every_row_that_cannot_be_read_is_named_and_nothing_is_imported() -> None:
    rows = [
        ("A.5.1", "", "compliant"),
        ("A.5.2", "", "peut-être"),
        ("A.5.3", "", "oui"),
        ("A.5.4", "", "ok", "", "", "\x07"),
    ]

    assert refused(table(rows)) == [
        ("audit_result", "audit.csv:3:1"),
        ("audit_result", "audit.csv:4:1"),
        ("audit_result", "audit.csv:5:1"),
    ]


def test_a_cell_of_a_workbook_is_named_by_its_sheet() -> None:
    rows = [(f"{ISO}a.5.1", True, "A.5.1", "", "", "maybe", "", None, "")]

    assert refused(workbook(rows), "audit.xlsx") == [("audit_result", "audit.xlsx:Sheet1!F2")]


@pytest.mark.parametrize("column", [2, 5, 8], ids=["ref_id", "result", "observations"])
def test_a_formula_is_refused_and_never_computed(column: int) -> None:
    row: list[Any] = ["", True, "A.5.1", "", "", "compliant", "", None, "Vu"]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(WORKBOOK))
    row[column] = '=HYPERLINK("https://example.org","compliant")'
    sheet.append(row)
    content = BytesIO()
    book.save(content)

    found = refused(content.getvalue(), "audit.xlsx")

    assert [code for code, _ in found] == ["audit_formula"]


@pytest.mark.parametrize(
    ("content", "file", "code"),
    [
        (b"", "a.csv", "audit_columns"),
        (b"\n\n", "a.csv", "audit_columns"),
        (b"ref_id;description\nA.5.1;x\n", "a.csv", "audit_columns"),
        (b"compliance_result\ncompliant\n", "a.csv", "audit_columns"),
        (b"ref_id;compliance_result;Ref ID\nA.5.1;compliant;A.5.2\n", "a.csv", "audit_column_twice"),
        ("ref_id;compliance_result\nA.5.1;é\n".encode("cp1252"), "a.csv", "table_encoding"),
        ("ref_id;compliance_result\n".encode("utf-16"), "a.csv", "table_encoding"),
        (b"ref_id;compliance_result\nA.5.1;\0\n", "a.csv", "table_not_text"),
        (b"%PDF-1.7\n\x00\x01", "a.csv", "table_not_text"),
        (b'ref_id;compliance_result\n"A.5.1;compliant\n', "a.csv", "table_row"),
        (b'ref_id;compliance_result\n"A.5.1"x;compliant\n', "a.csv", "table_row"),
        (b"ref_id;compliance_result;observations\nA.5.1;compliant;" + b"x" * 200_000, "a.csv", "table_row"),
        (b"PK\x03\x04 nothing", "a.xlsx", "workbook_damaged"),
        (b"\xd0\xcf\x11\xe0", "a.xls", "workbook_old_or_locked"),
    ],
)
def test_a_file_that_is_no_such_audit_is_refused(content: bytes, file: str, code: str) -> None:
    outcome = read(content, file, dossier_of(conforming()))

    assert isinstance(outcome, Refusal)
    assert [mistake.code for mistake in outcome.mistakes] == [code]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("\x07", "yaml_character"), ("x" * 20_001, "string_too_long")],
)
def test_an_observation_that_no_dossier_can_hold_is_named(cell: str, code: str) -> None:
    assert refused(table([("A.5.1", "", "compliant", "", "", f"Vu {cell}")])) == [(code, "audit.csv:2:1")]


def test_rows_and_bytes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_rows, "MAX_ROWS", 3)
    rows = [("A.5.1", "", "compliant")] * 4

    assert len(taken(table(rows[:3]))) == 1
    assert refused(table(rows)) == [("table_too_long", "audit.csv:5:1")]
    assert refused(b"x" * (MAX_BYTES + 1)) == [("table_too_large", "audit.csv:1:1")]


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(["a.csv", "a.xlsx", "a"])
)
def test_nothing_that_a_file_holds_raises(content: bytes, file: str) -> None:
    outcome = read(content, file, dossier_of({"format": 1, "organization": {"name": "T"}, "roles": ["host"]}))

    assert isinstance(outcome, Imported | Refusal)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_what_was_noted_is_kept_as_it_was(observations: list[tuple[str, str]]) -> None:
    rows = [
        (f"A.5.{index}", name, "compliant", "", "", text)
        for index, (name, text) in enumerate(observations, 1)
    ]
    outcome = read(table(rows), "audit.csv", dossier_of(conforming()))
    if isinstance(outcome, Refusal):
        assert {item.code for item in outcome.mistakes} == {"yaml_character"}
        return
    found = outcome.sections["imported_assessments"]

    assert [item["requirement"] for item in found] == [f"iso27001-2022/{row[0]}" for row in rows]
    for item, (_, text) in zip(found, observations, strict=True):
        assert item.get("observation", "") == text.strip().strip("\u200b\ufeff\u2060").strip()


def test_the_word_of_the_command_line() -> None:
    assert KIND == "ciso-assistant"
    assert not Path(KIND).suffix
