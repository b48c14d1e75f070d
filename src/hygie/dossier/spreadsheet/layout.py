"""Finds in the sheets of a workbook what each is for: by machine keys, whatever people renamed or moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from hygie.dossier.spreadsheet.sheets import Column, Table, columns_by_key, sheets
from hygie.dossier.spreadsheet.titles import column_title
from hygie.dossier.spreadsheet.words import Recognised
from hygie.dossier.suggest import bare, closest
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.kernel.workbook.cells import Kind, Raw, tidy
from hygie.kernel.workbook.read import Grid

VERSION: Final = 1
"""The version of the workbook's own layout."""

COVER: Final = "#hygie"
CHOICES: Final = "#choices"
MARK: Final = "#"
"""The key of the column that marks rows; any key that starts with it is for people, or for Hygie."""

KEY, VALUE = "#key", "#value"
TITLES: Final = "#titles"
PREFILLED: Final = "#prefilled"
_OWN_WORD: Final = "note"
_ROWS_SEARCHED: Final = 12


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a sheet that holds one table or card: its columns by number, where its keys stand.

    ``holders`` are the columns that name the entries which hold the row's; in a card, ``key`` and
    ``value`` are the two columns that count.
    """

    grid: Grid
    key_row: int
    table: Table | None = None
    columns: dict[int, Column] = field(default_factory=dict)
    holders: dict[int, Table] = field(default_factory=dict)
    mark: int = 0
    key: int = 0
    value: int = 0


@dataclass(slots=True)
class Layout:
    """What was found in a workbook, and what could not be placed."""

    file: str
    areas: list[Area] = field(default_factory=list)
    base: str = ""
    mistakes: list[Diagnostic] = field(default_factory=list)

    def wrong(self, code: str, grid: Grid, row: int, column: int, **parameters: str | int) -> None:
        """Note a mistake at a cell."""
        self.mistakes.append(Diagnostic(code, Place(self.file, row, column, grid.name), parameters))


def lay_out(grids: Iterable[Grid], file: str, words: Recognised) -> Layout:
    """Recognise the sheets and columns of a workbook, in the order of the vocabulary."""
    layout = Layout(file)
    for grid in grids:
        _recognise(grid, layout, words)
    ranks = {sheet.key: rank for rank, sheet in enumerate(sheets())}
    layout.areas.sort(key=lambda area: ranks[area.table.key] if area.table else -1)
    if not layout.areas and not layout.mistakes:
        layout.mistakes.append(Diagnostic("workbook_without_sheets", Place(file), {}))
    return layout


def _recognise(grid: Grid, layout: Layout, words: Recognised) -> None:
    for number in sorted(grid.rows)[:_ROWS_SEARCHED]:
        texts = {
            column: tidy(raw.value) for column, raw in grid.rows[number].items() if raw.kind is Kind.TEXT
        }
        found = set(texts.values())
        if COVER in found:
            _read_cover(grid, number, texts, layout)
        elif KEY in found and VALUE in found:
            by_word = {text: column for column, text in texts.items()}
            key = by_word[KEY]
            layout.areas.append(Area(grid, number, mark=key, key=key, value=by_word[VALUE]))
        elif any(_is_of_table(text) for text in found):
            layout.areas.append(_table_area(grid, number, texts, layout, words))
        elif CHOICES not in found:
            continue
        return
    if grid.rows and not is_own(grid.name):
        titles = [title for tongue in words.tongues for title in tongue.titles.values()]
        guess = closest(grid.name, titles)
        layout.wrong("sheet_unknown", grid, min(grid.rows), 1, found=grid.name, suggestion=guess)


def _is_of_table(text: str) -> bool:
    sheet, _ = columns_by_key().get(text, (None, None))
    return isinstance(sheet, Table)


def is_own(title: str) -> bool:
    """Tell a sheet or a column that its user keeps for notes: its title starts with #, or says so."""
    return title.startswith(MARK) or bare(title).startswith(_OWN_WORD)


def _read_cover(grid: Grid, number: int, texts: dict[int, str], layout: Layout) -> None:
    """Read the version of the layout and the fingerprint of what was exported, beside the mark."""
    start = next(column for column, text in texts.items() if text == COVER)
    version = texts.get(start + 1, "")
    layout.base = texts.get(start + 2, "")
    if version.isdecimal() and int(version) > VERSION:
        layout.wrong("workbook_newer", grid, number, start + 1, found=version, known=VERSION)


def _table_area(grid: Grid, key_row: int, texts: dict[int, str], layout: Layout, words: Recognised) -> Area:
    known = {column: columns_by_key()[text] for column, text in texts.items() if text in columns_by_key()}
    table = max((sheet for sheet, _ in known.values() if isinstance(sheet, Table)), key=_depth)
    area = Area(grid, key_row, table)
    above = {parent.key: parent for parent in table.ancestors()}
    for column, text in texts.items():
        sheet, found = known.get(column, (None, None))
        if found is not None and sheet is table:
            if found in area.columns.values():
                layout.wrong("column_twice", grid, key_row, column, found=text)
            area.columns[column] = found
        elif isinstance(sheet, Table) and sheet.key in above and found is sheet.identity:
            area.holders[column] = sheet
        elif not text.startswith(MARK):
            guess = closest(text, [each.key for each in table.columns])
            layout.wrong("column_unknown", grid, key_row, column, found=text, suggestion=guess)
    mark = next((column for column, text in texts.items() if text == MARK), 0)
    area = Area(grid, key_row, area.table, area.columns, area.holders, mark)
    _check_stray(area, set(texts), layout, words)
    return area


def _depth(table: Table) -> tuple[int, int]:
    return len(list(table.ancestors())), len(table.key)


def _check_stray(area: Area, keyed: set[int], layout: Layout, words: Recognised) -> None:
    """Refuse columns that hold something and say nothing of what it is, unless they are notes.

    The mistake is at the title, or at the first cell that is filled where there is none.
    """
    head = next((number for number, row in area.grid.rows.items() if _text(row.get(area.mark)) == TITLES), 0)
    titles = area.grid.rows.get(head, {})
    stray: dict[int, int] = {}
    for number, row in area.grid.rows.items():
        if number > area.key_row and number != head:
            for column in row.keys() - keyed:
                stray.setdefault(column, number)
    for column, number in sorted(stray.items()):
        title = _text(titles.get(column))
        if not is_own(title):
            guess = _closest_title(title, area, words) if title else ""
            at = head if title else number
            layout.wrong("column_without_key", area.grid, at, column, found=title, suggestion=guess)


def _closest_title(title: str, area: Area, words: Recognised) -> str:
    """Give the title of a column of Hygie's that looks like one, in any language; else its key."""
    columns = area.columns.values()
    titles = [column_title(column, tongue).rstrip(" *") for tongue in words.tongues for column in columns]
    return closest(title, titles) or closest(title, [column.key for column in columns])


def _text(raw: Raw | None) -> str:
    return tidy(raw.value) if raw is not None and raw.kind is Kind.TEXT else ""


def rows_of(area: Area) -> Iterator[tuple[int, dict[int, Raw], bool]]:
    """Give the rows that hold something, with whether they were written beforehand for people to fill."""
    for number, row in sorted(area.grid.rows.items()):
        mark = _text(row.get(area.mark))
        if number > area.key_row and mark != TITLES:
            yield number, dict(row), mark == PREFILLED
