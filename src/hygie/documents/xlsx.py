"""A document as a workbook: what it says apart from its tables on a first sheet, then one sheet a table.

Every text is written as text: whatever it begins with, no cell is a formula and no address becomes a link,
even once somebody edits the cell. Dates are true dates, so that people can sort and filter them. The mark
that says who may read stands on each printed page. Same study, same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from hygie.documents.blocks import (
    Block,
    Bullets,
    Cell,
    Day,
    Figure,
    Heading,
    Notice,
    Pairs,
    Paragraph,
    Run,
    Statement,
    Table,
    texts,
)
from hygie.documents.frame import Document
from hygie.dossier.workbook_text import (
    escaped_in_margin,
    fitting,
    is_tempting,
    property_of,
    sheet_names,
    write_text,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_SMALLEST, _LARGEST = 10, 60
"""Widths of columns, in characters."""

_FIRST_DAY = date(1900, 1, 2)
"""The first day that is written as a date: the format counts none before 1900, and day one is a time."""

_A4 = 9


def to_xlsx(document: Document) -> bytes:
    """Draw a document as a workbook; its dates are the assessment's."""
    # Loaded when used: only this format needs it.
    import xlsxwriter  # noqa: PLC0415

    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        _set_properties(workbook, document)
        _Writer(workbook, document).write()
    return content.getvalue()


def _set_properties(workbook: "Workbook", document: Document) -> None:
    """Say in the file's own properties what it is, as of when, and who may read it."""
    frame = document.frame
    workbook.set_properties(
        {
            "title": property_of(document.title),
            "subject": property_of(frame.dated),
            "author": property_of(frame.organization),
            "category": frame.mark.label,
            "keywords": f"{document.kind}, {frame.mark.label}",
            "comments": property_of(frame.footer),
            "created": datetime.combine(date.fromisoformat(frame.day), time()),
        }
    )
    workbook.set_custom_property("TLP", frame.mark.label, "text")
    workbook.set_custom_property("as_of", frame.day, "text")


@dataclass
class _Writer:
    """Writes the sheets of one document."""

    workbook: "Workbook"
    document: Document
    _formats: dict[str, Any] = field(default_factory=dict)

    def write(self) -> None:
        tables = [block for block in self.document.blocks if isinstance(block, Table)]
        names = sheet_names([self.document.title, *(table.sheet or table.caption for table in tables)])
        sheets = [self.workbook.add_worksheet(name) for name in names]
        self._cover(sheets[0], iter(names[1:]))
        for sheet, table in zip(sheets[1:], tables, strict=True):
            self._table(sheet, table)
        for sheet in sheets:
            self._pages(sheet)
        # People open it where the data is.
        sheets[min(1, len(tables))].activate()

    def _format(self, **properties: object) -> Any:  # noqa: ANN401 - the writer's formats have no public type
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            base = {"text_wrap": True, "valign": "top"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def _pages(self, sheet: "Worksheet") -> None:
        """Set up printing: A4 across, as wide as a page, the frame of every document on each of them."""
        frame = self.document.frame
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        named = escaped_in_margin(f"{frame.organization} · {self.document.title}")
        sheet.set_header(f"&L{named}&R{frame.mark.label}")
        sheet.set_footer(f"&L{escaped_in_margin(frame.footer)}&C{frame.mark.label}&R&P/&N")

    # -- the first sheet -------------------------------------------------------------------------

    def _cover(self, sheet: "Worksheet", names: Iterator[str]) -> None:
        """Write what the document is and what it says; a table is named with its sheet."""
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        title = {"bold": True, "font_size": 14, "text_wrap": False}
        self._text(sheet, 0, 0, self.document.title, **title)
        self._text(sheet, 1, 0, self.document.frame.mark.label, bold=True)
        row = 3
        for label, value in self.document.frame.facts:
            self._text(sheet, row, 0, label, bold=True)
            self._text(sheet, row, 1, value)
            row += 1
        for block in self.document.blocks:
            row += not isinstance(block, Table | Bullets)
            for label, content, bold in _lines(block, names):
                self._text(sheet, row, 0, label, bold=True, text_wrap=not isinstance(block, Heading))
                self._text(sheet, row, 1, content, bold=bold)
                row += 1

    # -- the sheets of tables --------------------------------------------------------------------

    def _table(self, sheet: "Worksheet", table: Table) -> None:
        self._header(sheet, table)
        for number, row in enumerate(table.rows, start=1):
            for column, content in enumerate(row):
                self._cell(sheet, number, column, content)
        last = max(len(table.rows), 1)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        if table.columns:
            sheet.autofilter(0, 0, last, len(table.columns) - 1)
            # A number that is a text stays one: it is no mistake to correct.
            sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})

    def _header(self, sheet: "Worksheet", table: Table) -> None:
        columns = zip_longest(*table.rows, fillvalue=())
        for column, (title, below) in enumerate(zip_longest(table.columns, columns, fillvalue=())):
            shown = [str(title), *(plain(content) for content in below)]
            longest = max((len(line) for text in shown for line in text.splitlines()), default=0)
            sheet.set_column(column, column, min(max(_SMALLEST, longest + 2), _LARGEST))
            if title:
                self._text(sheet, 0, column, str(title), bold=True, bg_color="#F1EFE9")

    def _cell(self, sheet: "Worksheet", row: int, column: int, content: Cell) -> None:
        match content:
            case ((Day(iso=iso),),) if (day := date.fromisoformat(iso)) >= _FIRST_DAY:
                dated = self._format(num_format="yyyy-mm-dd", align="left")
                sheet.write_datetime(row, column, datetime.combine(day, time()), dated)
            case _:
                self._text(sheet, row, column, plain(content))

    def _text(self, sheet: "Worksheet", row: int, column: int, value: str, **look: object) -> None:
        """Write a text, and nothing where there is none."""
        text = fitting(value)
        if is_tempting(text):
            look["quote_prefix"] = True
        write_text(sheet, row, column, text, self._format(**look))


def _lines(block: Block, names: Iterator[str]) -> Iterator[tuple[str, str, bool]]:
    """Give the lines of a block on the first sheet: a label, a text, and whether it must be found."""
    match block:
        case Table():
            yield next(names), block.caption, False
        case Heading():
            yield plain((block.line,)), "", False
        case Paragraph():
            yield "", plain((block.line,)), False
        case Pairs():
            yield from ((label, plain(content), False) for label, content in block.items)
        case Statement():
            yield "", block.text, False
        case Figure():
            yield from (("", block.caption, True), ("", block.alternative, False))
        case Bullets() | Notice():
            yield from _list(block)


def _list(block: Bullets | Notice) -> Iterator[tuple[str, str, bool]]:
    lines = block.items if isinstance(block, Bullets) else block.lines
    numbered = isinstance(block, Bullets) and block.ordered
    if isinstance(block, Notice):
        yield "" if block.tone == "plain" else "!", block.title, True
    for number, line in enumerate(lines, start=1):
        yield f"{number}." if numbered else "", plain((line,)), False


def plain(content: Cell) -> str:
    """Give the text of a cell of a table as a cell of a workbook holds it: one line below the other."""
    return fitting("\n".join(" ".join(_words(run) for run in line) for line in content))


def _words(run: Run) -> str:
    return run if isinstance(run, str) else " ".join(texts(run))
