"""Workbooks: every text stays the text that it is, dates are dates, and the same study gives the same bytes."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.samples import HOSTILE, a_document

from hygie.documents.blocks import (
    Badge,
    Block,
    Bullets,
    Cell,
    Code,
    Day,
    Figure,
    Heading,
    Notice,
    Pairs,
    Paragraph,
    Quiet,
    Statement,
    Table,
    cell,
)
from hygie.documents.frame import Document
from hygie.documents.xlsx import to_xlsx
from hygie.kernel.status import Status

TEMPTING = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org","x")',
    "+33 1 02 03 04 05",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    " =1",
    "'=1",
    "00123",
    "1/2",
    "3E5",
    "TRUE",
    "#REF!",
    "{=1}",
    "https://example.org/a?b=c&d",
    "mailto:a@example.org",
    "file:///etc/passwd",
    "\\\\server\\share",
    "<r><t>x</t></r>",
    "<r></r><script>x</script></r>",
    "_x0041_",
    "&amp; < > \" '",
    "ligne\nligne",
    "  des espaces  ",
    "données 😀 de santé",
    HOSTILE,
]
"""Texts that a spreadsheet program, or its file format, would read as something else."""


def opened(document: Document) -> Any:
    return openpyxl.load_workbook(BytesIO(to_xlsx(document)), rich_text=False)


def table_of(*cells: Cell, columns: int = 1) -> Table:
    rows = tuple((one,) for one in cells)
    return Table("Une table", tuple(f"c{number}" for number in range(columns)), rows, sheet="T")


def all_cells(workbook: Any) -> list[Any]:
    return [one for sheet in workbook for row in sheet.iter_rows() for one in row]


# -- texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEMPTING)
def test_a_text_stays_the_text_that_it_is(text: str) -> None:
    workbook = opened(a_document(table_of(cell(text))))
    found = workbook["T"]["A2"]
    assert (found.data_type, found.value) == ("s", text)
    assert found.hyperlink is None


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@x", "'x", "00123", "\t=1", " =1"])
def test_a_text_that_editing_would_change_is_marked_as_text(text: str) -> None:
    assert opened(a_document(table_of(cell(text))))["T"]["A2"].quotePrefix
    assert not opened(a_document(table_of(cell("un mot"))))["T"]["A2"].quotePrefix


# Everything but what XML cannot hold, and the end of line that it does not keep.
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")) | st.text(
    "=+-@\t\n'\"<>&;|!_x0A1{}[]/r", max_size=30
)


@settings(max_examples=120, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_no_text_ever_becomes_a_formula_or_a_link(written: list[str]) -> None:
    document = a_document(
        Notice("attention", written[0], ((written[-1],),)),
        Pairs(((written[0], cell(written[-1])),)),
        table_of(*(cell(text) for text in written)),
    )
    workbook = opened(document)
    assert all(one.data_type in {"s", "n"} and one.hyperlink is None for one in all_cells(workbook))
    assert [one.value for one in all_cells(workbook) if one.data_type == "n" and one.value is not None] == []
    shown = [workbook["T"].cell(number, 1).value for number, _ in enumerate(written, start=2)]
    assert shown == [text or None for text in written]


def test_nothing_in_the_file_runs_or_leads_elsewhere() -> None:
    document = a_document(table_of(*map(cell, TEMPTING)), Paragraph((HOSTILE,)))
    with zipfile.ZipFile(BytesIO(to_xlsx(document))) as package:
        names = package.namelist()
        assert not [name for name in names if "vba" in name.casefold() or "external" in name.casefold()]
        for name in names:
            text = package.read(name).decode()
            ElementTree.fromstring(text)
            assert 'TargetMode="External"' not in text
            if "worksheets/sheet" in name:
                assert "<f>" not in text
                assert "<hyperlink" not in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\x00b\x07c", "a[U+0000]b[U+0007]c"),
        ("a\ufffeb\uffff", "a[U+FFFE]b[U+FFFF]"),
        ("a\ud800b", "a[U+D800]b"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_a_character_that_the_format_cannot_hold_is_written_by_its_code(written: str, shown: str) -> None:
    document = a_document(table_of(cell(written)), Paragraph((written,)))
    document = Document("sample", written, document.frame, document.blocks)
    assert opened(document)["T"]["A2"].value == shown


@pytest.mark.parametrize("character", ["é", "😀"])
def test_a_text_that_is_too_long_ends_with_an_ellipsis(character: str) -> None:
    value = opened(a_document(table_of(cell(character * 40_000))))["T"]["A2"].value
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert value.endswith("…")
    assert set(value[:-1]) == {character}
    fits = character * (32_767 // len(character.encode("utf-16-le")) * 2)
    assert opened(a_document(table_of(cell(fits))))["T"]["A2"].value == fits


# -- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("iso", ["1900-01-02", "1900-02-28", "1900-03-01", "2026-11-22", "2199-12-31"])
def test_a_date_is_a_true_date(iso: str) -> None:
    found = opened(a_document(table_of(cell(Day("le jour dit", iso)))))["T"]["A2"]
    assert found.is_date
    assert found.value == datetime.combine(date.fromisoformat(iso), datetime.min.time())


def test_a_date_among_words_or_before_the_format_s_first_day_is_a_text() -> None:
    among = cell((Day("22 novembre 2026", "2026-11-22"), Quiet("prévu")))
    before = cell(Day("31 décembre 1899", "1899-12-31"))
    sheet = opened(a_document(table_of(among, before)))["T"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["22 novembre 2026 prévu", "31 décembre 1899"]


# -- sheets --------------------------------------------------------------------------------------


def test_a_cell_says_all_its_lines_and_runs() -> None:
    content = cell(
        (Badge(Status.MET, "✓", "satisfait"), Quiet("déclaré")),
        "une ligne",
        (Code("actors.yaml:12"), Day("1er mai 2026", "2026-05-01")),
    )
    value = opened(a_document(table_of(content)))["T"]["A2"].value
    assert value == "✓ satisfait déclaré\nune ligne\nactors.yaml:12 1er mai 2026"


def test_rows_may_be_empty_short_or_long_and_a_table_may_have_none() -> None:
    rows: tuple[tuple[Cell, ...], ...] = ((), (cell("a"),), (cell("a"), cell(), cell(), cell("de trop")), ())
    document = a_document(
        Table("Inégale", ("x", "y", "z"), rows, sheet="Inégale"),
        Table("Vide", ("x", "y"), (), sheet="Vide"),
        Table("Sans rien", (), (), sheet="Rien"),
    )
    workbook = opened(document)
    found = [[one.value for one in row] for row in workbook["Inégale"].iter_rows()]
    assert found[:4] == [
        ["x", "y", "z", None],
        [None] * 4,
        ["a", None, None, None],
        ["a", None, None, "de trop"],
    ]
    assert [one.value for one in workbook["Vide"][1]] == ["x", "y"]
    assert workbook["Rien"].max_row == 1


def test_a_table_is_framed_for_reading_and_printing() -> None:
    document = a_document(
        Table("T", ("court", "long"), ((cell("a"), cell("m" * 45)), (cell("b"), cell("n" * 400))), sheet="T")
    )
    workbook = opened(document)
    assert workbook.active.title == "T"
    sheet = workbook["T"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["A1"].font.bold
    assert sheet["B2"].alignment.wrap_text
    widths = [sheet.column_dimensions[letter].width for letter in "AB"]
    assert 8 < widths[0] < 20 < widths[1] < 70


def test_the_mark_stands_on_every_printed_page_and_in_the_properties() -> None:
    document = a_document(table_of(cell("x")), Paragraph(("dit",)))
    workbook = opened(document)
    mark = document.frame.mark.label
    assert mark.startswith("TLP:")
    for sheet in workbook:
        assert sheet.oddHeader.right.text == mark
        assert sheet.oddFooter.center.text == mark
        assert sheet.oddHeader.left.text == f"{document.frame.organization} · {document.title}"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert workbook.properties.title == document.title
    assert workbook.properties.creator == document.frame.organization
    assert workbook.properties.category == mark
    assert workbook.properties.created == workbook.properties.modified == datetime(2026, 11, 22)  # noqa: DTZ001
    assert {one.name: one.value for one in workbook.custom_doc_props} == {"TLP": mark, "as_of": "2026-11-22"}


def test_a_margin_reads_no_code_in_a_name() -> None:
    document = a_document(Paragraph(("dit",)))
    document = Document("sample", "R&D &P &F " + "x" * 300, document.frame, document.blocks)
    with zipfile.ZipFile(BytesIO(to_xlsx(document))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    header = ElementTree.fromstring(sheet).find(".//{*}oddHeader").text
    assert "R&&D &&P &&F x" in header
    assert len(header) <= 255


def test_what_is_not_a_table_stands_on_the_first_sheet_in_order() -> None:
    blocks: tuple[Block, ...] = (
        Heading(2, ("Un titre",)),
        Paragraph(("Un paragraphe.",)),
        table_of(cell("x")),
        Bullets((("un",), ("deux",)), ordered=True),
        Pairs((("Clé", cell("valeur")),)),
        Notice("refusal", "Il manque", (("ceci",),)),
        Statement("La mention"),
        Figure("<svg/>", "Une carte", "Elle dit"),
    )
    document = a_document(*blocks)
    sheet = opened(document).worksheets[0]
    rows = [tuple(one.value for one in row) for row in sheet.iter_rows(values_only=False)]
    said = [row for row in rows if any(row)]
    assert said[:2] == [(document.title, None), (document.frame.mark.label, None)]
    assert said[2 : 2 + len(document.frame.facts)] == list(document.frame.facts)
    assert said[2 + len(document.frame.facts) :] == [
        ("Un titre", None),
        (None, "Un paragraphe."),
        ("T", "Une table"),
        ("1.", "un"),
        ("2.", "deux"),
        ("Clé", "valeur"),
        ("!", "Il manque"),
        (None, "ceci"),
        (None, "La mention"),
        (None, "Une carte"),
        (None, "Elle dit"),
    ]


def test_two_runs_give_the_same_bytes_and_no_date_but_the_assessment_s() -> None:
    document = a_document(table_of(*map(cell, TEMPTING)))
    first = to_xlsx(document)
    assert first == to_xlsx(document)
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-22T00:00:00Z" in package.read("docProps/core.xml")
