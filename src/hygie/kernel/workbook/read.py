"""Opens a workbook that anybody may have sent: bounded, nothing in it run or computed.

Only what people typed is kept: the cells that hold something, by row and column counted from 1.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place
from hygie.kernel.workbook.cells import Kind, Raw, is_blank

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_BYTES: Final = 25_000_000
MAX_UNPACKED: Final = 400_000_000
MAX_MEMBERS: Final = 2_000
MAX_SHEETS: Final = 300
MAX_CELLS: Final = 6_000_000
"""Cells and rows that are written in the file, those that hold nothing but a colour included."""
LAST_ROW: Final = 1_048_576
"""The number of the last row of a sheet: a limit of the format."""

_OLD_SIGNATURE: Final = b"\xd0\xcf\x11\xe0"
_ZIP_SIGNATURE: Final = b"PK"
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_KINDS: Final = {"s": Kind.TEXT, "b": Kind.BOOLEAN, "f": Kind.FORMULA, "e": Kind.ERROR, "d": Kind.DAY}

Row = Mapping[int, Raw]


class UnusableWorkbookError(Exception):
    """A file that cannot be read as a workbook; ``diagnostic`` says why and what to do."""

    def __init__(self, file: str, *, code: str, **parameters: Parameter) -> None:
        """Make the diagnostic of a refusal of the whole file."""
        super().__init__(code)
        self.diagnostic = Diagnostic(code, Place(file), parameters)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its name, its rows that hold something, its merged ranges (row, column, last row)."""

    name: str
    rows: Mapping[int, Row] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int], ...] = ()


def read_workbook(content: bytes, file: str) -> tuple[Grid, ...]:
    """Read the sheets of a workbook.

    Raises:
        UnusableWorkbookError: it is not an .xlsx file, is damaged, or is beyond the bounds.
    """
    _check_signature(content, file)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_archive(archive, file)
        return _read(content, file)
    except UnusableWorkbookError:
        raise
    except Exception as reason:  # whatever the library raises on a damaged file, the file is at fault
        raise UnusableWorkbookError(file, code="workbook_damaged") from reason


def _check_signature(content: bytes, file: str) -> None:
    """Refuse what is not an .xlsx file by what it is, then by its name."""
    ending = PurePath(file).suffix.lower()
    if len(content) > MAX_BYTES:
        raise UnusableWorkbookError(file, code="workbook_too_large", limit=MAX_BYTES, size=len(content))
    if content.startswith(_OLD_SIGNATURE):
        raise UnusableWorkbookError(file, code="workbook_old_or_locked")
    if not content.startswith(_ZIP_SIGNATURE) or ending != ".xlsx":
        raise UnusableWorkbookError(file, code="workbook_format", found=ending or file)


def _check_archive(archive: zipfile.ZipFile, file: str) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise UnusableWorkbookError(file, code="workbook_too_large", limit=MAX_UNPACKED, size=unpacked)
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise UnusableWorkbookError(file, code="workbook_format", found=PurePath(file).suffix)


def _read(content: bytes, file: str) -> tuple[Grid, ...]:
    # Loaded when used: only spreadsheets need it.
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.datetime import MAC_EPOCH  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        try:
            if book.epoch == MAC_EPOCH:
                raise UnusableWorkbookError(file, code="workbook_1904")
            if len(book.sheetnames) > MAX_SHEETS:
                raise UnusableWorkbookError(file, code="workbook_too_many", limit=MAX_SHEETS)
            return tuple(_sheets(book, content, file))
        finally:
            book.close()


def _sheets(book: "Workbook", content: bytes, file: str) -> Iterator[Grid]:
    total = 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for sheet in book.worksheets:
            rows: dict[int, dict[int, Raw]] = {}
            for number, cells in _written(book, sheet):
                total += 1 + len(cells)
                if total > MAX_CELLS:
                    raise UnusableWorkbookError(file, code="workbook_too_many", limit=MAX_CELLS)
                if not 0 < number <= LAST_ROW:
                    raise UnusableWorkbookError(file, code="workbook_damaged")
                found = ((cell.column, _raw(cell)) for cell in cells)
                kept = {column: raw for column, raw in found if raw is not None and not is_blank(raw)}
                if kept:
                    rows.setdefault(number, {}).update(kept)
            # The library keeps to itself where a sheet is in the archive.
            path = sheet._worksheet_path  # type: ignore[attr-defined] # noqa: SLF001
            yield Grid(sheet.title, rows, tuple(_merged(archive.read(path))))


def _written(book: Any, sheet: Any) -> Iterator[tuple[int, list[Any]]]:  # noqa: ANN401 - the library's own
    """Give the rows that the file holds, with their number and their cells.

    The library's own loop over rows makes up every row and cell that the file leaves out: a number
    written in a small file then costs as much as a large file.
    """
    from openpyxl.cell.read_only import ReadOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415

    with sheet._get_source() as source:  # noqa: SLF001 - nothing public reads only what is written
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        for number, cells in parser.parse():
            yield number, [ReadOnlyCell(sheet, **cell) for cell in cells]


def _raw(cell: Any) -> Raw | None:  # noqa: ANN401 - the library's cells share no type
    if cell.value is None:
        return None
    kind = _KINDS.get(cell.data_type)
    if kind is None:
        number = cell.value
        if isinstance(number, (datetime, date, time)):
            return Raw(Kind.DAY, number)
        return Raw(Kind.NUMBER if isinstance(number, (int, float)) else Kind.TEXT, number, cell.number_format)
    return Raw(kind, str(cell.value) if kind is Kind.TEXT else cell.value)


def _merged(xml: bytes) -> Iterator[tuple[int, int, int]]:
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 - as above

    for match in _MERGED.finditer(xml):
        first = column_index_from_string(match[1].decode())
        yield int(match[2]), first, int(match[4])
