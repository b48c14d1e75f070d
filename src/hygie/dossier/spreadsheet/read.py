"""From the sheets of a workbook to plain declarations: all of it is read, and every mistake named."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from hygie.dossier.edit_data import value_at
from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.cells import UNKNOWN_SIGN, CellError, decode
from hygie.dossier.spreadsheet.filled import Filled
from hygie.dossier.spreadsheet.layout import MARK, Area, Layout, is_own, lay_out, rows_of
from hygie.dossier.spreadsheet.naming import Ids, refs_of, slug
from hygie.dossier.spreadsheet.sheets import Card, Column, Holds, Table, columns_by_key, rank_of
from hygie.dossier.spreadsheet.words import EMPTY, NONE, YES, Recognised
from hygie.dossier.suggest import bare, closest
from hygie.dossier.yaml_values import Data
from hygie.kernel.place import Place
from hygie.kernel.workbook.cells import Kind, Raw, is_blank, tidy
from hygie.kernel.workbook.read import Grid

_EXACT_DIGITS: Final = {"organization.registration": (9, 14)}
"""Digits of a SIREN or FINESS, and of a SIRET: a number of another length has lost its zeros."""

_THERE: Final = YES | {"x", ""}
_Steps = tuple[str, ...]
_Values = dict[_Steps, tuple[Column, Data]]


def read_filled(
    grids: Iterable[Grid], file: str, words: Recognised, known: Mapping[str, Any] | None = None
) -> Filled:
    """Read the sheets of a workbook; ``known`` is the dossier that its rows may be part of."""
    listed = tuple(grids)
    filled = _Reading(lay_out(listed, file, words), words, known or {}).run()
    filled.sheets = tuple(grid.name for grid in listed)
    return filled


class _Held(NamedTuple):
    """An entry that may hold rows of other sheets: its data, its path, what the dossier has of it."""

    data: dict[str, Any]
    path: Path
    ref: str = ""
    known: Any = None


class _Reading:
    """One reading: tables in the order of the vocabulary, so that what holds a row is read before it."""

    def __init__(self, layout: Layout, words: Recognised, known: Mapping[str, Any]) -> None:
        self.layout, self.words = layout, words
        self.filled = Filled(layout.file, base=layout.base, mistakes=layout.mistakes)
        self.root = _Held(self.filled.data, (), known=known)
        self.called: dict[tuple[str, Path], dict[str, _Held]] = {}
        self.stated: dict[Path, Place] = {}
        self.ids = Ids()

    def run(self) -> Filled:
        for area in self.layout.areas:
            self._refuse_merged(area)
            if area.table is None:
                self._card(area)
            else:
                self.filled.carried |= {column.key for column in area.columns.values()}
                self.filled.tables.add(area.table.key)
                self._take_ids(area, area.table)
        for area in self.layout.areas:
            if area.table is not None:
                self._table(area, area.table)
        return self.filled

    def _place(self, area: Area, row: int, column: int) -> Place:
        return Place(self.layout.file, row, max(column, 1), area.grid.name)

    def _refuse_merged(self, area: Area) -> None:
        """Refuse merged cells among the rows: nobody can say which of them the value is for."""
        for row, column, last in area.grid.merged:
            if last > area.key_row:
                self.filled.wrong("cell_merged", self._place(area, row, column))

    # -- cards -----------------------------------------------------------------------------------

    def _card(self, area: Area) -> None:
        values: _Values = {}
        for number, row, _ in rows_of(area):
            key = row.get(area.key)
            name = "" if key is None else tidy(str(key.value))
            sheet, column = columns_by_key().get(name, (None, None))
            if column is None or not isinstance(sheet, Card):
                self._unknown_line(area, number, row, name)
                continue
            place = self._place(area, number, area.value)
            if column.key in self.filled.carried:
                self.filled.wrong("line_twice", place, self.filled.lines[column.path], found=name)
                continue
            self.filled.carried.add(column.key)
            self.filled.lines[column.path] = place
            value = self._decoded(row.get(area.value), column, place)
            if value is not None:
                values[column.path] = column, value
        self._fill(self.root, values, self.filled.lines.get)
        for group in (column for sheet, column in columns_by_key().values() if isinstance(sheet, Card)):
            if (
                group.path in self.filled.lines
                and group.holds is Holds.GROUP
                and group.form.entry is not None
            ):
                entry = value_at(self.filled.data, group.path)
                if isinstance(entry, dict) and "id" in group.form.entry.model_fields:
                    entry |= {} if {"id", "unknown"} & entry.keys() else {"id": slug(group.form.entry.kind)}

    def _unknown_line(self, area: Area, number: int, row: dict[int, Raw], name: str) -> None:
        title = next((str(raw.value) for _, raw in sorted(row.items()) if raw.kind is Kind.TEXT), "")
        if not name.startswith(MARK) and (name or (area.value in row and not is_own(title))):
            guess = closest(name, [key for key in columns_by_key() if "[]." not in key]) if name else ""
            place = self._place(area, number, area.key if name else area.value)
            self.filled.wrong("line_unknown", place, found=name or title, suggestion=guess)

    # -- tables ----------------------------------------------------------------------------------

    def _take_ids(self, area: Area, table: Table) -> None:
        """Note the ids that are written, before any is made."""
        found = [number for number, column in area.columns.items() if column.path == ("id",)]
        for _, row, _ in rows_of(area) if found else ():
            if found[0] in row:
                self.ids.taken.add((table.model.kind, tidy(str(row[found[0]].value))))

    def _table(self, area: Area, table: Table) -> None:
        sheet = area.grid.name
        for number, column in area.columns.items():
            self.filled.columns[sheet, column.path] = number
        identity = next((each for each, column in area.columns.items() if column is table.identity), 0)
        self.filled.columns[sheet, ()] = identity or min(area.columns)
        if table.parent is None:
            self.filled.heads[table.steps] = self._place(area, area.key_row + 1, identity)
        for number, row, prefilled in rows_of(area):
            said = row.keys() & (area.columns.keys() | area.holders.keys())
            if said - ({identity} if prefilled else set()):
                self._row(area, table, number, row)

    def _row(self, area: Area, table: Table, number: int, row: dict[int, Raw]) -> None:
        values: _Values = {}
        places = {column.path: self._place(area, number, each) for each, column in area.columns.items()}
        for each, column in area.columns.items():
            value = self._decoded(row.get(each), column, places[column.path])
            if value is not None:
                values[column.path] = column, value
        holder = self._holder(area, table, number, row)
        listed = None if holder is None else self._list_in(holder, table, self._place(area, number, 1))
        if holder is None or listed is None:
            self._fill(_Held({}, ()), values, places.get)
            return
        path = (*holder.path, *table.steps, len(listed))
        held = _Held({}, path)
        self._fill(held, values, places.get)
        entry = held.data
        id_column = self.filled.columns.get((area.grid.name, ("id",)), 0)
        if "id" in table.model.model_fields and "id" not in entry and id_column not in row:
            entry = {"id": self.ids.make(table.model, entry, holder.ref), **entry}
        listed.append(entry)
        self.filled.rows[path] = (area.grid.name, number)

    def _list_in(self, holder: _Held, table: Table, place: Place) -> list[Any] | None:
        """Give the list that a row goes to; a mistake where another cell says that there is none."""
        target: Any = holder.data
        path = holder.path
        for step in table.steps[:-1]:
            path = (*path, step)
            target = target.setdefault(step, {})
            if path in self.stated:
                break
        path = (*holder.path, *table.steps) if path not in self.stated else path
        if path in self.stated:
            self.filled.wrong("cell_contradiction", self.stated[path], place)
            return None
        listed: list[Any] = target.setdefault(table.steps[-1], [])
        return listed

    # -- what holds a row ------------------------------------------------------------------------

    def _holder(self, area: Area, table: Table, number: int, row: dict[int, Raw]) -> _Held | None:
        """Find the entry that a row is part of; a mistake where it is not named, or not there."""
        holder = self.root
        for above in table.ancestors():
            column = next((each for each, sheet in area.holders.items() if sheet is above), 0)
            place = self._place(area, number, column)
            raw = row.get(column)
            if raw is None:
                self.filled.wrong("cell_holder_missing", place)
                return None
            text = tidy(str(raw.value))
            called = self._called(above, holder)
            found = called.get(text) or called.get(bare(text))
            if found is None:
                guess = closest(text, called)
                self.filled.wrong("cell_holder_unknown", place, found=text, suggestion=guess)
                return None
            holder = found
        return holder

    def _called(self, table: Table, holder: _Held) -> dict[str, _Held]:
        """Give the entries of a list by what they are called: their ids, and the names of one only."""
        key = (table.key, holder.path)
        if key not in self.called:
            listed: Any = value_at(holder.data, table.steps)
            before: Any = value_at(holder.known, table.steps)
            before = before if isinstance(before, list) else []
            known = dict(zip(refs_of(before, table.identity.path), before, strict=True))
            if table.key not in self.filled.tables and known:
                # The sheet is not there: its entries are those of the dossier, only to be referred to.
                listed = self._list_in(holder, table, Place(self.layout.file))
                if listed is not None:
                    listed += [{table.identity.path[0]: ref} for ref in known if not ref.startswith("#")]
            entries = listed if isinstance(listed, list) else []
            found: dict[str, _Held] = {}
            for index, ref in enumerate(refs_of(entries, table.identity.path)):
                path = (*holder.path, *table.steps, index)
                found[ref] = _Held(entries[index], path, ref, known.get(ref))
            for held in list(found.values()):
                name = held.data.get("name") or held.data.get("title")
                found.setdefault(bare(name) if isinstance(name, str) else held.ref, held)
            self.called[key] = found
        return self.called[key]

    # -- values ----------------------------------------------------------------------------------

    def _decoded(self, raw: Raw | None, column: Column, place: Place) -> Data:
        """Read a cell; none where it is blank, or where a mistake is noted."""
        if raw is None or is_blank(raw):
            return None
        try:
            if column.holds is Holds.VALUE:
                _check_digits(raw, column)
                return decode(raw, column.form, self.words)
            return self._state(raw, column)
        except CellError as mistake:
            self.filled.wrong(mistake.code, place, **mistake.parameters)  # type: ignore[arg-type]
            return None

    def _state(self, raw: Raw, column: Column) -> Data:
        """Read what is said of a whole: that it is not known, that it is there, that there is none."""
        if raw.kind is Kind.BOOLEAN and raw.value and column.holds is Holds.GROUP:
            return {}
        text = tidy(str(raw.value)) if raw.kind is Kind.TEXT else ""
        if raw.kind is not Kind.TEXT or text.startswith(UNKNOWN_SIGN):
            return decode(raw, column.form, self.words)
        if column.holds is Holds.GROUP and bare(text) in _THERE:
            return {}
        if column.holds is Holds.LIST and (text == EMPTY or bare(text) in NONE):
            return []
        raise CellError(code="cell_group" if column.holds is Holds.GROUP else "cell_list", found=text)

    def _fill(self, held: _Held, values: _Values, place: Callable[[_Steps], Place | None]) -> None:
        """Put the values of a row or card in an entry, in the order of the vocabulary."""
        for path, (column, value) in sorted(values.items(), key=lambda each: rank_of(each[1][0])):
            here = place(path) or Place(self.layout.file)
            target: Any = held.data
            for length, step in enumerate(path[:-1], start=1):
                target = target.setdefault(step, {})
                whole = self.stated.get((*held.path, *path[:length]))
                if whole is not None:
                    self.filled.wrong("cell_contradiction", whole, here)
                    break
            else:
                target[path[-1]] = value
                if column.holds is Holds.LIST or (column.holds is Holds.GROUP and value):
                    self.stated[*held.path, *path] = here


def _check_digits(raw: Raw, column: Column) -> None:
    lengths = _EXACT_DIGITS.get(column.key)
    is_number = raw.kind is Kind.NUMBER and raw.number_format.strip("0") != ""
    if lengths and is_number and len(str(raw.value)) not in lengths:
        raise CellError(code="cell_zeros_lost", found=str(raw.value))
