"""A row of a table stays on one page where it can, and loses nothing where it cannot."""

import pytest
from tests.support.reading import pdf_reader, pdf_text, squeezed
from tests.support.samples import a_document

from hygie.documents.blocks import Table, cell
from hygie.documents.pdf import to_pdf


def words(count: int) -> str:
    return " ".join(f"mot{number:05}" for number in range(count))


@pytest.mark.parametrize("columns", [1, 3, 10])
@pytest.mark.parametrize("count", [5, 60, 150, 700, 2000])
def test_no_word_of_a_row_is_lost(columns: int, count: int) -> None:
    row = (cell("titre"), *(cell("") for _ in range(columns - 1)), cell(words(count)))
    table = Table("Une table", tuple(f"c{number}" for number in range(columns + 1)), (row,))
    said = pdf_text(to_pdf(a_document(table)))
    assert all(word in said for word in words(count).split())


def test_a_short_row_is_not_cut_between_two_pages() -> None:
    rows = tuple(
        (cell(f"ligne {number}"), cell(f"début{number:03} {words(30)} fin{number:03}"))
        for number in range(60)
    )
    reader = pdf_reader(to_pdf(a_document(Table("Une table", ("a", "b"), rows))))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    assert len(pages) > 1
    for number in range(60):
        assert [f"début{number:03}" in page for page in pages] == [
            f"fin{number:03}" in page for page in pages
        ]
