"""Rows of a table that another tool exported, as CSV or as a workbook: texts by column, each with its place.

Nothing is computed or run; everything is bounded. A column is named by its heading, whatever its case.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place
from hygie.kernel.workbook.cells import Kind, Raw, is_blank, tidy
from hygie.kernel.workbook.read import Grid, UnusableWorkbookError, read_workbook

MAX_BYTES = 25_000_000
MAX_ROWS = 20_000

_ZIP, _OLD_WORKBOOK = b"PK", b"\xd0\xcf\x11\xe0"
_SEPARATORS = ";,\t"


class UnusableTableError(Exception):
    """A file that cannot be read as a table; ``mistake`` says why and where."""

    def __init__(self, place: Place, code: str, **parameters: Parameter) -> None:
        """Make the diagnostic of a refusal of the whole file."""
        super().__init__(code)
        self.mistake = Diagnostic(code, place, parameters)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where."""

    raw: Raw
    place: Place

    @property
    def text(self) -> str:
        """The cell as text: a whole number without decimals, no space around, lines ended alike."""
        value = self.raw.value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return tidy(str(value))


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells that are not blank, by the heading of their column."""

    place: Place
    cells: Mapping[str, Cell]

    def text(self, heading: str) -> str:
        """Give the text under a heading, empty where there is none."""
        cell = self.cells.get(heading)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: where its headings stand, the headings in order, its rows."""

    place: Place
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_tables(content: bytes, file: str) -> tuple[Sheet, ...]:
    """Read the tables of a file: one for CSV, one a sheet for a workbook.

    Raises:
        UnusableTableError: it is neither, is damaged, or is beyond the bounds.
    """
    if content.startswith((_ZIP, _OLD_WORKBOOK)):
        try:
            return tuple(_of_grid(grid, file) for grid in read_workbook(content, file) if grid.rows)
        except UnusableWorkbookError as reason:
            mistake = reason.diagnostic
            raise UnusableTableError(mistake.place, mistake.code, **mistake.parameters) from reason
    return (_of_csv(_decoded(content, file), file),)


def heading_of(text: str) -> str:
    """Write a heading as tables do among themselves: ``Compliance result`` is ``compliance_result``."""
    return "_".join(text.casefold().replace("-", " ").replace("_", " ").split())


# -- a workbook ------------------------------------------------------------------------------------


def _of_grid(grid: Grid, file: str) -> Sheet:
    """Take the first row that holds something for the headings."""
    numbers = sorted(grid.rows)
    first = numbers[0]
    headings = {column: heading_of(str(raw.value)) for column, raw in grid.rows[first].items()}
    place = Place(file, first, min(headings), grid.name)
    _check_rows(len(numbers), place)
    rows = []
    for number in numbers[1:]:
        cells = {
            headings[column]: Cell(raw, Place(file, number, column, grid.name))
            for column, raw in grid.rows[number].items()
            if column in headings
        }
        rows.append(Row(Place(file, number, 1, grid.name), cells))
    return Sheet(place, tuple(headings[column] for column in sorted(headings)), tuple(rows))


def _check_rows(number: int, place: Place) -> None:
    if number > MAX_ROWS:
        raise UnusableTableError(place, "table_too_long", limit=MAX_ROWS)


# -- CSV -------------------------------------------------------------------------------------------


def _decoded(content: bytes, file: str) -> str:
    if len(content) > MAX_BYTES:
        raise UnusableTableError(Place(file), "table_too_large", limit=MAX_BYTES, size=len(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start) + 1
        raise UnusableTableError(
            Place(file, line), "table_encoding", byte=f"0x{reason.object[reason.start]:02X}"
        ) from reason
    if "\0" in text:
        raise UnusableTableError(Place(file, text.count("\n", 0, text.index("\0")) + 1), "table_not_text")
    return text


def _of_csv(text: str, file: str) -> Sheet:
    lines = _lines(text, file)
    place, titles = next(lines, (Place(file), []))
    headings = tuple(heading_of(title) for title in titles)
    rows: list[Row] = []
    for here, values in lines:
        _check_rows(len(rows) + 1, here)
        rows.append(Row(here, dict(_cells(headings, values, here))))
    return Sheet(place, headings, tuple(rows))


def _cells(headings: Sequence[str], values: Sequence[str], place: Place) -> Iterator[tuple[str, Cell]]:
    for heading, value in zip(headings, values, strict=False):
        raw = Raw(Kind.TEXT, value)
        if not is_blank(raw):
            yield heading, Cell(raw, place)


def _lines(text: str, file: str) -> Iterator[tuple[Place, list[str]]]:
    """Give the rows that are not blank, each with the line on which it begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begun = 1
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as reason:
            raise UnusableTableError(Place(file, begun), "table_row") from reason
        if any(value.strip() for value in values):
            yield Place(file, begun), values
        begun = reader.line_num + 1


def _separator(text: str) -> str:
    """Find what separates the headings: what stands most often on the first line that is not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count)
