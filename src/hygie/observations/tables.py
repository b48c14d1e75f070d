"""Tables of others, as CSV or as a workbook: texts by row, each cell kept as it is written, nothing computed.

A formula is a text like another, and the cell is marked: what a spreadsheet program computed last is not
believed. Bounds: those of ``hygie.kernel.workbook`` for a workbook, those of ``Bounds`` for a text.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import StringIO
from typing import Any, Final

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.content import decompress, refusal, utf8
from hygie.observations.reading import DEFAULT, Bounds

DELIMITERS: Final = ";\t,|"
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LONGEST_RECORD: Final = 20
"""Lines that one record of a CSV may span; beyond, a quote was left open."""
_EXACT_DIGITS: Final = 15
"""Digits that a number of a spreadsheet keeps."""

Row = tuple[int, list[str]]
"""The line where a row begins, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its rows that hold something.

    ``formulas`` and ``numbers``: cells (line, column from 1) that a workbook holds as such: a number of a
    spreadsheet may have lost what was typed (a last zero, a first one). ``merged``: (line, column, last line)
    of merged cells. ``rejected``: lines of a CSV that no reading makes sense of.
    """

    name: str
    rows: tuple[Row, ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    numbers: Mapping[tuple[int, int], float] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int], ...] = ()
    rejected: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def read_sheets(
    content: bytes, file: str, bounds: Bounds = DEFAULT, *, delimiter: str = "", encoding: str = ""
) -> tuple[Sheet, ...] | Refusal:
    """Read a CSV (one sheet without a name) or an .xlsx workbook.

    ``delimiter`` and ``encoding`` are found in a CSV when they are not said.
    """
    unpacked = decompress(content, file, bounds)
    if isinstance(unpacked, Refusal):
        return unpacked
    if unpacked.startswith(_WORKBOOKS):
        return _from_workbook(unpacked, file, bounds)
    decoded = _decode(unpacked, file, encoding)
    if isinstance(decoded, Refusal):
        return decoded
    text, notes = decoded
    if not text.strip():
        return refusal("table_empty", file)
    rows, rejected = _records(text, delimiter or _delimiter(text), file)
    if len(rows) > bounds.items:
        return refusal("table_too_many", file, limit=bounds.items)
    if not rows:
        return Refusal(tuple(rejected)) if rejected else refusal("table_empty", file)
    return (Sheet("", tuple(rows), rejected=tuple(rejected), notes=tuple(notes)),)


# -- CSV -------------------------------------------------------------------------------------------


def _decode(content: bytes, file: str, encoding: str) -> tuple[str, list[Diagnostic]] | Refusal:
    if encoding:
        try:
            return content.decode(encoding).removeprefix("\ufeff"), []
        except (UnicodeError, LookupError):
            return refusal("content_not_text", file, encoding=encoding)
    found = utf8(content, file)
    if not isinstance(found, Refusal):
        return found.decode("utf-8", "replace"), []
    mistake = found.mistakes[0]
    if mistake.parameters.get("encoding") != "UTF-8" or b"\0" in content[:1000]:
        return found
    note = Diagnostic("table_windows_1252", mistake.place)
    return content.decode("cp1252", "replace"), [note]


def _delimiter(text: str) -> str:
    """Find what separates the cells: what the first lines that hold something have most of, out of quotes."""
    best, most = ",", 0
    start = text.lstrip("\r\n \t")[:20_000].splitlines()[:5]
    for candidate in DELIMITERS:
        counts = [sum(part.count(candidate) for part in line.split('"')[::2]) for line in start]
        if counts and max(counts) > most:
            best, most = candidate, max(counts)
    return best


def _records(text: str, delimiter: str, file: str) -> tuple[list[Row], list[Diagnostic]]:
    rows: list[Row] = []
    # Strict, for a quote left open would else take the rows up to the next one for its cell.
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        if '"' not in text:
            return [(line, cells) for line, cells in enumerate(reader, start=1) if cells], []
        for cells in reader:
            line = reader.line_num
            spans = line - before
            if spans > 1 and (spans > _LONGEST_RECORD or (rows and len(cells) != len(rows[0][1]))):
                return _mended(text, delimiter, file)
            if any(cells):
                rows.append((before + 1, cells))
            before = line
    except csv.Error:
        return _mended(text, delimiter, file)
    return rows, []


def _mended(text: str, delimiter: str, file: str) -> tuple[list[Row], list[Diagnostic]]:
    """Read a CSV in which a quote is not closed: that line only is set aside, not all those that follow."""
    rows: list[Row] = []
    rejected: list[Diagnostic] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number = 0
    while number < len(lines):
        width = len(rows[0][1]) if rows else 0
        cells, used = _record(lines, number, delimiter, width)
        if cells is None:
            rejected.append(Diagnostic("table_quote", Place(file, number + 1)))
        elif any(cells):
            rows.append((number + 1, cells))
        number += used
    return rows, rejected


def _record(lines: Sequence[str], at: int, delimiter: str, width: int) -> tuple[list[str] | None, int]:
    """Read the record that begins at a line, and say how many it takes; none if a quote is left open."""
    joined, quotes = "", 0
    for used, line in enumerate(lines[at : at + _LONGEST_RECORD], start=1):
        joined += line if used == 1 else f"\n{line}"
        quotes += line.count('"')
        if quotes % 2 == 0:
            try:
                lines_of = StringIO(joined, newline="")
                cells = next(csv.reader(lines_of, delimiter=delimiter, strict=used > 1), [])
            except csv.Error:
                return None, 1
            if used == 1 or len(cells) == width:
                return cells, used
            return None, 1
    return None, 1


# -- workbooks -------------------------------------------------------------------------------------


def _from_workbook(content: bytes, file: str, bounds: Bounds) -> tuple[Sheet, ...] | Refusal:
    from hygie.kernel.workbook.read import UnusableWorkbookError, read_workbook  # noqa: PLC0415 - zipfile and all

    try:
        grids = read_workbook(content, file)
    except UnusableWorkbookError as mistake:
        return Refusal((mistake.diagnostic,))
    if sum(len(grid.rows) for grid in grids) > bounds.items:
        return refusal("table_too_many", file, limit=bounds.items)
    sheets = tuple(_sheet(grid) for grid in grids if grid.rows)
    return sheets or refusal("table_empty", file)


def _sheet(grid: Any) -> Sheet:  # noqa: ANN401 - a Grid, imported only when there is a workbook
    from hygie.kernel.workbook.cells import Kind  # noqa: PLC0415 - beside its reader

    rows: list[Row] = []
    formulas: set[tuple[int, int]] = set()
    numbers: dict[tuple[int, int], float] = {}
    for line, raws in sorted(grid.rows.items()):
        cells = [""] * max(raws)
        for column, raw in raws.items():
            cells[column - 1] = _text(raw.value, raw.number_format)
            if raw.kind is Kind.FORMULA:
                formulas.add((line, column))
            elif raw.kind is Kind.NUMBER:
                numbers[line, column] = raw.value
        rows.append((line, cells))
    return Sheet(grid.name, tuple(rows), frozenset(formulas), numbers, grid.merged)


def _text(value: object, number_format: str) -> str:
    """Write a cell as people see it, or nearly."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**_EXACT_DIGITS:
        value = int(value)
    if isinstance(value, int):
        zeros = number_format if number_format and not number_format.strip("0") else ""
        return str(value).zfill(len(zeros))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    # An array formula is an object that holds its text.
    return str(getattr(value, "text", value) or "")


def cells_of(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Give the cells that hold something: line, column from 1, text without spaces around."""
    for line, cells in sheet.rows:
        for column, cell in enumerate(cells, start=1):
            if stripped := cell.strip():
                yield line, column, stripped
