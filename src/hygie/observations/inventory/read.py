"""Reads an inventory: finds its table and its columns, then hands the rows over."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place
from hygie.observations.content import line as one_line
from hygie.observations.content import refusal
from hygie.observations.inventory import headers
from hygie.observations.inventory.mapping import Mapping
from hygie.observations.inventory.rows import Rows
from hygie.observations.inventory.shapes import COLUMNS, DeviceRow
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.tables import Sheet, read_sheets

_ROWS_SEARCHED = 20
_SHOWN = 30
_ENOUGH = 2
_NO_MAPPING = Mapping()


def read_inventory(
    content: bytes, file: str, mapping: Mapping | None = None, bounds: Bounds = DEFAULT
) -> Reading[DeviceRow] | Refusal:
    """Read a CSV (``,`` ``;`` tab or ``|``; UTF-8, UTF-16 or Windows-1252) or the table of an .xlsx workbook.

    Headings are ours, whatever their case and accents, or those that ``mapping`` names. Without it, a file
    whose headings are plainly those of another vocabulary is refused with the mapping that would read it.
    Rows without an id, with an id already seen, or with more cells than headings are rejected. Cells that a
    spreadsheet program would run are kept as texts, and noted.
    """
    said = mapping or _NO_MAPPING
    sheets = read_sheets(content, file, bounds, delimiter=said.delimiter, encoding=said.encoding)
    if isinstance(sheets, Refusal):
        return sheets
    if said.sheet:
        names = tuple(sheet.name for sheet in sheets)
        sheets = tuple(sheet for sheet in sheets if sheet.name == said.sheet)
        if not sheets:
            return refusal("inventory_no_sheet", file, said.place, name=said.sheet, expected=names[:_SHOWN])
    found = max(((_head(sheet, said), sheet) for sheet in sheets), key=lambda each: each[0][1])
    (at, score), sheet = found
    if not score:
        place = Place(file, sheet.rows[0][0], sheet=sheet.name)
        return refusal("inventory_no_header", file, place, found=_shown(sheet.rows[0][1]), expected=COLUMNS)
    notes = [
        Diagnostic("inventory_sheet_ignored", Place(file, sheet=each.name), {"name": each.name})
        for each in sheets
        if each is not sheet
    ]
    return _read(sheet, at, file, mapping, bounds, notes)


def _head(sheet: Sheet, mapping: Mapping) -> tuple[int, int]:
    """Find the row of headings: its index, and how many columns it names (0 if no row does)."""
    wanted = {headers.key(heading) for heading in mapping.columns.values()}
    best = (0, 0)
    for at, (_, cells) in enumerate(sheet.rows[:_ROWS_SEARCHED]):
        score = len(headers.guessed(cells)) + sum(headers.key(cell) in wanted for cell in cells if cell)
        if score > best[1]:
            best = at, score
    return best if best[1] >= _ENOUGH or (best[1] and "id" in headers.own(sheet.rows[best[0]][1])) else (0, 0)


def _read(
    sheet: Sheet, at: int, file: str, mapping: Mapping | None, bounds: Bounds, notes: list[Diagnostic]
) -> Reading[DeviceRow] | Refusal:
    line, headings = sheet.rows[at]
    place = Place(file, line, sheet=sheet.name)
    if mapping is None:
        columns = headers.own(headings)
        guessed = headers.guessed(headings)
        if "id" not in columns or guessed.keys() - columns.keys():
            if "id" not in guessed:
                return _without_id(headings, place)
            return refusal("inventory_foreign", file, place, mapping=headers.proposal(headings))
    else:
        mapped = _mapped(headings, mapping, place)
        if isinstance(mapped, Refusal):
            return mapped
        columns = mapped
    ignored = _shown(heading for number, heading in enumerate(headings) if number not in columns.values())
    if ignored:
        notes.append(Diagnostic("inventory_columns_ignored", place, {"names": ignored}))
    if at:
        notes.append(Diagnostic("inventory_rows_above", place, {"number": at}))
    rows = Rows(sheet, file, columns, mapping or _NO_MAPPING, bounds)
    rows.read(at)
    rejected = (*sheet.rejected, *rows.rejected)
    return Reading(tuple(rows.items), rejected, (*sheet.notes, *notes, *rows.notes))


def _shown(headings: Iterable[str]) -> tuple[str, ...]:
    return tuple(one_line(heading, 40) for heading in headings if heading.strip())[:_SHOWN]


def _without_id(headings: Sequence[str], place: Place) -> Refusal:
    mapping = headers.proposal(headings)
    return refusal("inventory_no_id", place.file, place, found=_shown(headings), mapping=mapping)


def _mapped(headings: Sequence[str], mapping: Mapping, place: Place) -> dict[str, int] | Refusal:
    """Place our columns as a mapping says; those that it leaves out are found by their own names."""
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        places.setdefault(headers.key(heading), at)
    columns: dict[str, int] = {}
    mistakes: list[Diagnostic] = []
    for column, heading in mapping.columns.items():
        place_of = places.get(headers.key(heading))
        if place_of is None:
            guess = get_close_matches(heading, headings, 1, 0.6)
            parameters: dict[str, Parameter] = {
                "column": column,
                "found": heading,
                "suggestion": guess[0] if guess else "",
                "expected": _shown(headings),
            }
            mistakes.append(Diagnostic("inventory_heading_missing", mapping.place, parameters, place))
        else:
            columns[column] = place_of
    if mistakes:
        return Refusal(tuple(mistakes))
    for column, at in headers.own(headings).items():
        if column not in columns and at not in columns.values():
            columns[column] = at
    if "id" not in columns:
        return _without_id(headings, place)
    return columns
