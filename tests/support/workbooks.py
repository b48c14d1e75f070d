"""Workbooks for tests: found by machine key, changed as people do, with another library than the writer's."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from hygie.cli.workbooks import empty_workbook, filled_workbook
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.dossier.spreadsheet.bring import Brought, bring
from hygie.dossier.spreadsheet.words import Recognised
from hygie.wording.voice import Voice
from hygie.wording.workbooks import recognised

FILE = "classeur.xlsx"


@cache
def words() -> Recognised:
    return recognised()


def loaded(folder: Path) -> Dossier:
    dossier = load_dossier(folder)
    assert isinstance(dossier, Dossier), dossier
    return dossier


def exported(folder: Path, language: str = "fr", *, restricted: bool = True) -> bytes:
    return filled_workbook(loaded(folder), Voice(language), restricted=restricted)


def template(*roles: str, language: str = "fr") -> bytes:
    return empty_workbook(roles or ("host",), Voice(language))


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def cell_of(book: Workbook, key: str, row: int = 3) -> tuple[Worksheet, int, int]:
    """Find the cell of a key: the row given of a table, the line of the key in a card."""
    prefix = f"{key.rpartition('[].')[0]}[]."
    for sheet in book.worksheets:
        keys = {cell.value: cell.column for cell in sheet[1]}
        # A column that names the holder stands in the sheets of what it holds as well.
        inner = [one for one in keys if str(one).startswith(prefix) and "[]." in str(one)[len(prefix) :]]
        if key in keys and not inner:
            return sheet, row, keys[key]
        if "#key" in keys:
            for line in range(3, sheet.max_row + 1):
                if sheet.cell(line, keys["#key"]).value == key:
                    return sheet, line, keys["#value"]
    raise LookupError(key)


def put(book: Workbook, key: str, value: Any, row: int = 3) -> str:
    """Write in the cell of a key; give its address as a mistake names it."""
    sheet, line, column = cell_of(book, key, row)
    sheet.cell(line, column).value = value
    name = sheet.title if sheet.title.replace("_", "").isalnum() else f"'{sheet.title}'"
    return f"{FILE}:{name}!{sheet.cell(line, column).coordinate}"


def row_of(book: Workbook, key: str, value: Any) -> int:
    """Find the row in which a column says something."""
    sheet, row, column = cell_of(book, key)
    return next(each for each in range(row, sheet.max_row + 1) if sheet.cell(each, column).value == value)


def changed(content: bytes, values: Iterable[tuple[str, int, Any]]) -> bytes:
    book = opened(content)
    for key, row, value in values:
        put(book, key, value, row)
    return saved(book)


def brought(content: bytes, folder: Path, *, overwrite: bool = False) -> Brought:
    found = bring(content, FILE, folder, words(), overwrite=overwrite)
    assert isinstance(found, Brought), [(str(each.place), each.code) for each in found.mistakes]
    return found


def refused(content: bytes, folder: Path, file: str = FILE) -> list[tuple[str, str]]:
    """Give the place and code of each mistake."""
    found = bring(content, file, folder, words())
    assert not isinstance(found, Brought), found.incoming.changes
    return [(str(mistake.place), mistake.code) for mistake in found.mistakes]


def written(found: Brought, folder: Path) -> Path:
    for name, content in found.incoming.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def day(text: str) -> date:
    return date.fromisoformat(text)
