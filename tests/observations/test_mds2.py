"""The MDS2 form: every row of a real one, the traps of others, and nothing lost."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hygie.kernel.diagnostic import Refusal
from hygie.kernel.place import Place
from hygie.observations.mds2 import FORM, Mds2, Reply, read_mds2
from hygie.wording.voice import Voice


def workbook(*sheets: tuple[str, list[list[Any]]], merged: str = "") -> bytes:
    book = Workbook()
    for at, (title, rows) in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["id", "answer", "note"], *rows])
    return out.getvalue().encode()


def read(content: bytes, file: str = "form.csv") -> Mds2:
    found = read_mds2(content, file)
    assert isinstance(found, Mds2), found
    return found


def codes(diagnostics: Any) -> list[str]:
    return [each.code for each in diagnostics]


def test_the_form_has_its_sections_and_rows() -> None:
    assert len(FORM) == len(set(FORM)) == 240
    assert len({row.partition("-")[0] for row in FORM}) == 23


@pytest.mark.realdata
def test_the_ids_are_those_of_the_published_form(veille: Path) -> None:
    told = json.loads((veille / "mds2/mds2-2019-ids.json").read_text())
    assert list(FORM) == [row for section in told["sections"] for row in section["ids"]]


@pytest.mark.realdata
def test_a_real_form_is_read_whole_in_both_formats(veille: Path) -> None:
    name = "medicapture-mvr-2026-03-20"
    as_csv = read((veille / f"mds2/{name}.csv").read_bytes())
    as_xlsx = read((veille / f"mds2/{name}.xlsx").read_bytes(), "form.xlsx")
    assert [(each.id, each.reply, each.text) for each in as_csv.answers] == [
        (each.id, each.reply, each.text) for each in as_xlsx.answers
    ]
    assert as_csv.total == 240
    assert not as_csv.missing
    assert not as_csv.rejected
    # Counted with `cut -d, -f2- | sort | uniq -c` in the CSV.
    assert Counter(each.reply for each in as_csv.answers) == {
        Reply.YES: 81, Reply.NO: 74, Reply.NOT_APPLICABLE: 24, Reply.NONE: 56, Reply.TEXT: 5,
    }  # fmt: skip
    assert as_xlsx.answers[7].place == Place("form.xlsx", 12, 3, "MDS2")


@pytest.mark.parametrize(
    ("written", "reply", "note"),
    [
        ("Yes", Reply.YES, ""),
        ("Yes,optional", Reply.YES, "optional"),
        ("Yes - with VPN", Reply.YES, "with VPN"),
        ("No (planned)", Reply.NO, "planned"),
        ("N/A", Reply.NOT_APPLICABLE, ""),
        ("n.a.", Reply.NOT_APPLICABLE, ""),
        ("Not applicable", Reply.NOT_APPLICABLE, ""),
        ("Oui", Reply.YES, ""),
        ("Sans objet", Reply.NOT_APPLICABLE, ""),
        ("Non applicable", Reply.NOT_APPLICABLE, ""),
        ("Nein", Reply.NO, ""),
        ("siehe Anmerkung 4", Reply.SEE_NOTE, "4"),
        ("See Note", Reply.SEE_NOTE, ""),
        ("Yes / No", Reply.TEXT, ""),
        ("Non-compliant", Reply.TEXT, ""),
        ("None", Reply.TEXT, ""),
        ("Noted", Reply.TEXT, ""),
        ("__", Reply.NONE, ""),
        ("", Reply.NONE, ""),
    ],
)
def test_an_answer_is_read_as_people_write_it(written: str, reply: Reply, note: str) -> None:
    answer = read(table(["CONN-1", written, ""])).answers[0]
    assert (answer.reply, answer.note, answer.text) == (reply, note, written)


@pytest.mark.parametrize(
    ("written", "row"),
    [("SHAD-15", "SAHD-15"), ("SBoM-1", "SBOM-1"), ("conn 1.2", "CONN-1.2"), ("AUDT–4.1.1.", "AUDT-4.1.1")],
)
def test_an_id_is_known_however_it_is_typed(written: str, row: str) -> None:
    form = read(table([written, "Yes", ""]))
    assert form.answers[0].id == row
    assert codes(form.notes) == (["mds2_mistyped_id"] if written.startswith("SHAD") else [])


def test_what_cannot_be_used_is_rejected_with_its_place() -> None:
    rows = [
        ["CONN-1", "Yes", ""],
        ["CONN-99", "Yes", ""],
        ["", "No", ""],
        ["CONN-1", "No", ""],
        ["XY-1", "No", ""],
    ]
    form = read(table(*rows))
    assert form.total == len(rows)
    assert [(each.code, each.place.line) for each in form.rejected] == [
        ("mds2_unknown_id", 3), ("mds2_no_id", 4), ("mds2_id_twice", 5), ("mds2_unknown_id", 6),
    ]  # fmt: skip
    assert form.reply("CONN-1") is Reply.YES
    assert len(form.missing) == 239


def test_a_workbook_is_read_whatever_its_layout() -> None:
    content = workbook(
        ("Read me", [["How to fill in this form"]]),
        (
            "Formulaire",
            [
                ["Déclaration du fabricant"],
                [None, "Identifiant", "Question", "Réponse", "Remarques"],
                [None, "CONNECTIVITY"],
                [None, "CONN-1", "…", "Voir note 3", None],
                [None, "CONN-2", "…", "Oui", "par câble"],
                [None, "CONN-3", "…", "=1+1", None],
                [None, "Note 3", "Wi-Fi seulement"],
            ],
        ),
        ("Suite", [["ID", "", "Answer"], ["RMOT-1", "…", "Non"]]),
    )
    form = read(content, "form.xlsx")
    assert [(each.id, each.reply, each.note) for each in form.answers] == [
        ("CONN-1", Reply.SEE_NOTE, "3 ; Wi-Fi seulement"),
        ("CONN-2", Reply.YES, "par câble"),
        ("RMOT-1", Reply.NO, ""),
    ]
    assert [str(each.place) for each in form.rejected] == ["form.xlsx:Formulaire!D6"]
    assert codes(form.rejected) == ["mds2_formula"]
    assert codes(form.notes) == ["mds2_sheet_ignored"]


def test_an_answer_merged_over_two_rows_answers_the_first() -> None:
    rows = [["ID", "Answer"], ["CONN-1", "Yes"], ["CONN-2", None], ["CONN-3", "No"]]
    form = read(workbook(("MDS2", rows), merged="B2:B3"), "form.xlsx")
    assert [each.reply for each in form.answers] == [Reply.YES, Reply.NONE, Reply.NO]
    assert codes(form.notes) == ["mds2_merged"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"HN 1-2013\nid,answer\n2-1,Yes\n", "mds2_edition_old"),
        ("\n".join(f"{section}-1,Yes" for section in range(1, 20)).encode(), "mds2_edition_old"),
        (b"a,b\nc,d\n", "mds2_no_row"),
        (b"  \n", "table_empty"),
        (b"PK\x03\x04 xl/workbook", "workbook_damaged"),
        (b"\xd0\xcf\x11\xe0", "workbook_old_or_locked"),
    ],
)
def test_what_is_no_form_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    file = "form.xlsx" if code.startswith("workbook") else "form.csv"
    found = read_mds2(content, file)
    assert isinstance(found, Refusal)
    assert codes(found.mistakes) == [code]
    assert Voice("en").diagnostic(found.mistakes[0])


@given(st.binary(max_size=300) | st.text(alphabet='CON-1.2,;"\n=Yes', max_size=200).map(str.encode))
@settings(max_examples=60)
def test_bytes_never_break_it(content: bytes) -> None:
    found = read_mds2(content, "form.csv")
    assert isinstance(found, Refusal) or found.total == len(found.answers) + len(found.rejected)
