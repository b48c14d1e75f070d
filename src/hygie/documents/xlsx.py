"""A document as a workbook: what it is about on a first sheet, then one sheet a table.

Every text is written as text: whatever it begins with, no cell is a formula, no address becomes a link.
Dates are true dates, so that people can sort and filter them. Same study, same bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hygie.documents.blocks import Cell, Day, Notice, Paragraph, Run, Table, cell, texts
from hygie.documents.frame import Document

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_NAME = 31
"""Characters of a sheet's name: a limit of the format."""

LONGEST_TEXT = 32_767
"""Characters of a cell: a limit of the format."""

_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_REFUSED_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")
_SMALLEST, _LARGEST = 10, 60
"""Widths of columns, in characters."""


def to_xlsx(document: Document) -> bytes:
    """Draw a document as a workbook; its dates are the assessment's."""
    # Loaded when used: only this format needs it.
    import xlsxwriter  # noqa: PLC0415

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        day = date.fromisoformat(document.frame.day)
        workbook.set_properties(
            {
                "title": document.title,
                "author": document.frame.organization,
                "keywords": f"{document.kind}, {document.frame.mark.label}",
                "created": datetime.combine(day, time()),
            }
        )
        _Writer(workbook, document).write()
    return content.getvalue()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Make names that the format accepts, each once whatever its case."""
    names: list[str] = []
    for name in wanted:
        base = _REFUSED_IN_NAMES.sub("-", _REFUSED_IN_XML.sub("", name)).strip("' ")[:LONGEST_NAME] or "-"
        candidate, number = base, 1
        while candidate.casefold() in {taken.casefold() for taken in names}:
            number += 1
            ending = f" {number}"
            candidate = base[: LONGEST_NAME - len(ending)] + ending
        names.append(candidate)
    return names


def plain(content: Cell) -> str:
    """Give the text of a cell of a table as a cell of a workbook holds it: one line below the other."""
    lines = (" ".join(_words(run) for run in line) for line in content)
    return _REFUSED_IN_XML.sub("", "\n".join(lines))[:LONGEST_TEXT]


def _words(run: Run) -> str:
    return run if isinstance(run, str) else " ".join(texts(run))


@dataclass
class _Writer:
    """Writes the sheets of one document."""

    workbook: "Workbook"
    document: Document
    _formats: dict[str, Any] = field(default_factory=dict)

    def write(self) -> None:
        tables = [block for block in self.document.blocks if isinstance(block, Table)]
        names = sheet_names([self.document.title, *(table.sheet or table.caption for table in tables)])
        self._cover(self.workbook.add_worksheet(names[0]))
        for name, table in zip(names[1:], tables, strict=True):
            self._table(self.workbook.add_worksheet(name), table)
        # People open it where the data is.
        self.workbook.worksheets()[min(1, len(tables))].activate()

    def _format(self, **properties: object) -> Any:  # noqa: ANN401 - the writer's formats have no public type
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            base = {"text_wrap": True, "valign": "top"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def _cover(self, sheet: "Worksheet") -> None:
        """Write what the document is, and what must not be missed."""
        frame = self.document.frame
        strong = self._format(bold=True)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 80)
        sheet.write_string(0, 0, self._text(self.document.title), self._format(bold=True, font_size=14))
        sheet.write_string(0, 1, frame.mark.label, strong)
        row = 2
        for label, value in frame.facts:
            sheet.write_string(row, 0, self._text(label), strong)
            sheet.write_string(row, 1, self._text(value), self._format())
            row += 1
        for block in self.document.blocks:
            if isinstance(block, Notice):
                row += 1
                lines = "\n".join(plain(cell(line)) for line in block.lines)
                sheet.write_string(row, 0, self._text(block.title), strong)
                sheet.write_string(row, 1, lines[:LONGEST_TEXT], self._format())
            elif isinstance(block, Paragraph):
                row += 1
                sheet.write_string(row, 1, plain(cell(block.line)), self._format())

    def _table(self, sheet: "Worksheet", table: Table) -> None:
        self._header(sheet, table)
        for number, row in enumerate(table.rows, start=1):
            for column, content in enumerate(row):
                self._cell(sheet, number, column, content)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer(f"&L{self.document.frame.mark.label}&R&P/&N")

    def _header(self, sheet: "Worksheet", table: Table) -> None:
        for column, title in enumerate(table.columns):
            texts_below = [plain(row[column]) for row in table.rows]
            longest = max((len(line) for text in texts_below for line in text.splitlines()), default=0)
            sheet.set_column(column, column, min(max(_SMALLEST, len(title), longest) + 2, _LARGEST))
            sheet.write_string(0, column, self._text(title), self._format(bold=True, bg_color="#F1EFE9"))

    def _cell(self, sheet: "Worksheet", row: int, column: int, content: Cell) -> None:
        match content:
            case ((Day(iso=iso),),):
                day = datetime.combine(date.fromisoformat(iso), time())
                sheet.write_datetime(row, column, day, self._format(num_format="yyyy-mm-dd"))
            case _:
                sheet.write_string(row, column, plain(content), self._format())

    def _text(self, value: str) -> str:
        return _REFUSED_IN_XML.sub("", value)[:LONGEST_TEXT]
