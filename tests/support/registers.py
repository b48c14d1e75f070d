"""What the tests of registers share: their studies, their tables as texts, their workbooks read again."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from tests.support.dossiers import TODAY, conforming
from tests.support.reading import pdf_text, squeezed
from tests.support.samples import ENGLISH, study_of

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Cell, Day, Notice, Table, texts
from hygie.documents.frame import Document
from hygie.documents.html import to_html
from hygie.documents.kind import Kind
from hygie.documents.pdf import to_pdf
from hygie.documents.printable import printable
from hygie.documents.xlsx import to_xlsx
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.wording.voice import Voice

HOST = Path(__file__).parents[2] / "examples" / "host"
CANARY = "Canari-7f3a"
EMPTY = {"format": 1, "organization": {"name": "Hébergeur Débutant"}, "roles": ["host"]}
"""A dossier that says who the host is, and nothing else."""


@cache
def example_host() -> Study:
    dossier = load_dossier(HOST)
    assert isinstance(dossier, Dossier)
    return Study(dossier, TODAY)


@cache
def nothing_declared() -> Study:
    return study_of(EMPTY)


def drawn(kind: Kind, study: Study, voice: Voice = ENGLISH) -> Document:
    document = kind.draft(study, voice, "")
    assert isinstance(document, Document)
    return document


def tables(document: Document) -> dict[str, Table]:
    """Give the tables of a document by the name of their sheet."""
    return {block.sheet: block for block in document.blocks if isinstance(block, Table)}


def rows(table: Table) -> list[list[str]]:
    """Give the rows of a table, each cell as its texts."""
    return [[said(cell) for cell in row] for row in table.rows]


def said(cell: Cell) -> str:
    return " | ".join(" ".join(_words(run) for run in line) for line in cell)


def _words(run: Any) -> str:
    return run if isinstance(run, str) else " ".join(texts(run))


def badges(table: Table, column: int) -> list[Badge]:
    """Give the statuses of a column."""
    found = [run for row in table.rows for line in row[column] for run in line if isinstance(run, Badge)]
    assert len(found) == len(table.rows)
    return found


def notices(document: Document) -> dict[str, list[str]]:
    """Give the notices of a document: their titles, and what their lines say."""
    return {
        block.title: [" ".join(map(_words, line)) for line in block.lines]
        for block in document.blocks
        if isinstance(block, Notice)
    }


def everything_said(document: Document) -> str:
    return "\n".join(text for block in document.blocks for text in texts(block))


def check_pages(document: Document) -> None:
    """Read the PDF and the page again: they say all the texts of the document."""
    pdf, page = pdf_text(to_pdf(document)), squeezed(to_html(document).decode())
    for block in document.blocks:
        for text in texts(block):
            assert squeezed(printable(text)) in pdf
            if not set(text) & set("&<>\"'"):
                assert squeezed(text) in page


def check_workbook(document: Document) -> None:
    """Read the workbook again: one sheet a table, its cells equal to the table's, dates true dates."""
    workbook: Any = openpyxl.load_workbook(BytesIO(to_xlsx(document)))
    found = [block for block in document.blocks if isinstance(block, Table)]
    assert len(workbook.worksheets) == len(found) + 1
    for sheet, table in zip(workbook.worksheets[1:], found, strict=True):
        grid = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert grid[0] == list(table.columns)
        assert grid[1:] == [[_expected(cell) for cell in row] for row in table.rows]
    for sheet in workbook:
        assert sheet.oddFooter.center.text == document.frame.mark.label
        for row in sheet.iter_rows():
            assert all(one.data_type in {"s", "d", "n"} and one.hyperlink is None for one in row)


def _expected(cell: Cell) -> object:
    """Say what a cell of a workbook holds: a date alone is a date, all else is its lines."""
    if len(cell) == 1 and len(cell[0]) == 1 and isinstance(cell[0][0], Day):
        return datetime.fromisoformat(cell[0][0].iso)
    return "\n".join(" ".join(map(_words, line)) for line in cell)


def with_secrets() -> dict[str, Any]:
    """Give the conforming dossier with something secret in every restricted field that it has or may have."""
    data = conforming()
    data["organization"]["designations"] = {
        "operator_of_vital_importance": True,
        "operator_of_essential_services": True,
    }
    for person in data["people"]:
        person |= {
            "name": f"{CANARY} {person['id']}",
            "email": f"{CANARY.lower()}@example.org",
            "telephone": f"+33 {CANARY}",
        }
    return data


def check_no_secret(document: Document, secrets: Iterable[str] = (CANARY, "p-ciso", "p-legal")) -> None:
    """Look for what is restricted in every form of a document."""
    shown = "\n".join((everything_said(document), to_html(document).decode()))
    shown += "".join(
        str(value)
        for sheet in openpyxl.load_workbook(BytesIO(to_xlsx(document)))
        for row in sheet.iter_rows(values_only=True)
        for value in row
    )
    for secret in (*secrets, "operator of vital", "OIV"):
        assert secret.casefold() not in shown.casefold()
