"""The rows of an inventory, one by one: a fast path, and a slow one for the rows that have something odd."""

import re
from collections.abc import Callable
from datetime import date
from operator import itemgetter
from typing import Final

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place
from hygie.observations.content import line as one_line
from hygie.observations.inventory.days import Day, order_of, read_day
from hygie.observations.inventory.mapping import Mapping
from hygie.observations.inventory.shapes import COLUMNS, DeviceRow
from hygie.observations.reading import Bounds
from hygie.observations.tables import Sheet
from hygie.observations.udi import NoUdi, Udi, read_udi

_AT: Final = {column: at for at, column in enumerate(COLUMNS)}
_UDI, _VITAL = _AT["udi"], _AT["vital_function"]
_COMMISSIONED, _SUPPORT_END = _AT["commissioned"], _AT["support_end"]
_VERSIONS: Final = (_AT["software_version"], _AT["os_version"])
_NUMBERS: Final = (_AT["id"], _AT["serial"], _UDI)
_YES: Final = frozenset({"yes", "y", "oui", "o", "true", "vrai", "1", "x", "ja", "si", "sí"})
_NO: Final = frozenset({"no", "n", "non", "false", "faux", "0", "nein", "-"})
_ODD: Final = re.compile("\x1f[=+@-]|[\x00-\x1c\x1e\x7f]")
"""A cell that begins as a formula, or a control character (the group separator of a UDI is none)."""
_CONTROL: Final = re.compile("[\x00-\x1c\x1e\x7f]")
_HARMLESS: Final = re.compile(r"[-+]?[\d\s.,()/-]*")
_EXACT: Final = 10**15
_device: Final[Callable[..., DeviceRow]] = DeviceRow
"""Made from its fields in their order: the texts of the columns, then what is read of them."""


class Rows:
    """One reading of the rows: ``items``, ``rejected`` and ``notes`` in the order of the file."""

    def __init__(
        self, sheet: Sheet, file: str, columns: dict[str, int], mapping: Mapping, bounds: Bounds
    ) -> None:
        """Take the table, the place of our columns in it (from 0), and what the mapping says of values."""
        self.sheet, self.file, self.columns, self.bounds = sheet, file, columns, bounds
        self.order = mapping.dates
        self.values = [(_AT[column], table) for column, table in mapping.values.items()]
        self.items: list[DeviceRow] = []
        self.rejected: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []
        self.seen: dict[str, int] = {}
        self._days: dict[str, Day] = {"": Day(None)}
        self._vital: dict[str, bool | None] = {"": None}
        self._udis: dict[str, Udi | NoUdi] = {}

    def read(self, head: int) -> None:
        """Read what follows the headings."""
        width = len(self.sheet.rows[head][1])
        rows = self.sheet.rows[head + 1 :]
        if not self.order:
            wanted = [self.columns[each] for each in ("commissioned", "support_end") if each in self.columns]
            days = {cells[at] for _, cells in rows for at in wanted if at < len(cells)}
            self.order = order_of(day.strip() for day in days)
        pick = itemgetter(*(self.columns.get(column, width) for column in COLUMNS))
        checked = bool(self.sheet.formulas or self.sheet.numbers)
        for line, cells in rows:
            if len(cells) != width and not self._evened(line, cells, width):
                continue
            if checked and not self._cells_fit(line):
                continue
            cells.append("")
            texts = list(map(str.strip, pick(cells)))
            if texts[0]:
                self._row(line, texts)
            elif any(map(str.strip, cells)):
                self._reject("inventory_no_row_id" if any(texts) else "inventory_nothing_read", line)

    def _evened(self, line: int, cells: list[str], width: int) -> bool:
        """Bring a row to the width of the headings; say whether it can be used."""
        if len(cells) < width:
            # Workbooks leave out the empty cells at the end.
            if not self.sheet.name:
                self._note("inventory_short_row", line, number=len(cells), expected=width)
            cells.extend([""] * (width - len(cells)))
        elif any(cell.strip() for cell in cells[width:]):
            self._reject("inventory_long_row", line, number=len(cells), expected=width)
            return False
        else:
            del cells[width:]
        return True

    def _cells_fit(self, line: int) -> bool:
        """Note what a workbook may have changed in what was typed; say whether the id can be used."""
        for column, at in self.columns.items():
            cell = line, at + 1
            if cell in self.sheet.formulas:
                if column == "id":
                    self._reject("inventory_formula_id", line, column)
                    return False
                self._note("inventory_formula", line, column)
            number = self.sheet.numbers.get(cell)
            if number is None:
                continue
            if _AT[column] in _VERSIONS and isinstance(number, float):
                self._note("inventory_number_version", line, column, found=str(number))
            elif _AT[column] in _NUMBERS and abs(number) >= _EXACT:
                self._note("inventory_number_digits", line, column, found=str(number))
        return True

    def _row(self, line: int, texts: list[str]) -> None:
        joined = "\x1f" + "\x1f".join(texts)
        if (
            len(joined) > self.bounds.text or _ODD.search(joined, 1) or joined[1] in "=+@-"
        ) and not self._cleaned(line, texts):
            return
        key = texts[0]
        first = self.seen.setdefault(key, line)
        if first != line:
            self._reject("inventory_id_twice", line, "id", first, found=key[:80])
            return
        for at, table in self.values:
            texts[at] = table.get(texts[at].casefold(), texts[at])
        vital = self._said(texts[_VITAL], line)
        begun = self._day(texts[_COMMISSIONED], line, "commissioned")
        ends = self._day(texts[_SUPPORT_END], line, "support_end")
        if begun and ends and ends < begun:
            self._note("inventory_dates_order", line, "support_end", begun=begun, ends=ends)
        udi = self._udi(texts[_UDI], line) if texts[_UDI] else None
        self.items.append(_device(*texts, line, vital, begun, ends, udi))

    def _cleaned(self, line: int, texts: list[str]) -> bool:
        """Take controls away, cut what is too long, note what would be run; say whether to go on."""
        for at, written in enumerate(texts):
            text = written
            if len(text) > self.bounds.text:
                if at == 0:
                    self._reject("inventory_id_long", line, "id", limit=self.bounds.text)
                    return False
                self._note("inventory_cut", line, COLUMNS[at], limit=self.bounds.text)
                texts[at] = text = text[: self.bounds.text]
            if _CONTROL.search(text):
                texts[at] = text = one_line(text, self.bounds.text)
            if text[:1] in {"=", "+", "-", "@"} and not _HARMLESS.fullmatch(text):
                if at == _UDI and not isinstance(read_udi(text), NoUdi):
                    continue
                self._note("inventory_formula", line, COLUMNS[at], found=text[:40])
        if not texts[0]:
            self._reject("inventory_no_row_id", line)
        return bool(texts[0])

    def _said(self, text: str, line: int) -> bool | None:
        if text in self._vital:
            return self._vital[text]
        folded = text.casefold()
        if folded not in _YES and folded not in _NO:
            self._note("inventory_vital", line, "vital_function", found=text[:40])
            return None
        self._vital[text] = folded in _YES
        return self._vital[text]

    def _day(self, text: str, line: int, column: str) -> date | None:
        found = self._days.get(text)
        if found is None:
            found = self._days[text] = read_day(text, self.order)
        if found.problem:
            self._note(found.problem, line, column, found=text[:40])
        return found.day

    def _udi(self, text: str, line: int) -> Udi | None:
        found = self._udis.get(text) or read_udi(text)
        self._udis[text] = found
        if isinstance(found, NoUdi):
            self._note(found.code, line, "udi", **found.parameters)
            return None
        return found

    def _place(self, line: int, column: str = "") -> Place:
        return Place(self.file, line, self.columns.get(column, 0) + 1, self.sheet.name)

    def _note(self, code: str, line: int, column: str = "", **parameters: Parameter) -> None:
        named = {"column": column, **parameters} if column else parameters
        self.notes.append(Diagnostic(code, self._place(line, column), named))

    def _reject(
        self, code: str, line: int, column: str = "", first: int = 0, **parameters: Parameter
    ) -> None:
        related = self._place(first, column) if first else None
        self.rejected.append(Diagnostic(code, self._place(line, column), parameters, related))
