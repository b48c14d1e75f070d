"""Texts of workbooks: whatever a cell or the name of a sheet holds, the workbook opens and says it."""

from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.samples import a_document

from hygie.documents.blocks import Table, cell
from hygie.documents.xlsx import to_xlsx
from hygie.dossier.workbook_text import LONGEST_NAME, fitting, sheet_names, write_text


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["a", "A", "a"], ["a", "A 2", "a 3"]),
        (["x" * 40, "X" * 40], ["x" * 30 + "…", "X" * 28 + "… 2"]),
        (["a/b:c*d?e[f]g\\h"], ["a-b-c-d-e-f-g-h"]),
        (["", "'", " "], ["-", "- 2", "- 3"]),
        (["'quoted'"], ["quoted"]),
        (["x" * 29 + "'y"], ["x" * 29 + "'y"]),
        (["History", "Historique"], ["History 2", "Historique 2"]),
        (["deux\nlignes\tet\x07"], ["deux lignes et"]),
    ],
)
def test_sheets_have_names_that_the_format_accepts(wanted: list[str], given: list[str]) -> None:
    assert sheet_names(wanted) == given


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from(["a", "A", "x" * 50, "ß" * 31, "😀" * 20, "''"])))
def test_any_names_make_a_workbook_that_opens(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len(names) == len(wanted)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
    tables = [Table("T", ("c",), ((cell("v"),),), sheet=name) for name in wanted]
    workbook = openpyxl.load_workbook(BytesIO(to_xlsx(a_document(*tables))))
    assert len(workbook.sheetnames) == len(wanted) + 1


MARKUP = st.sampled_from(
    ["<r>", "</r>", "<t>", "</t>", "</si>", "</sst>", "<t/>", "&lt;", "&", "_x0041_", " ", "\n", "a"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.lists(MARKUP, max_size=8).map("".join),
        st.lists(MARKUP, max_size=8).map("".join).map("<r>{}</r>".format),
        st.text(max_size=40),
    )
)
@example("<r></si></sst></r>")
@example("<r><t>x</t></r>")
@example("<r></r>")
def test_a_text_comes_back_as_it_was_written(text: str) -> None:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        write_text(book.add_worksheet(), 0, 0, fitting(text), book.add_format({"bold": True}))

    found = openpyxl.load_workbook(target).active["A1"].value  # type: ignore[index, union-attr]

    assert (found or "") == fitting(text)
