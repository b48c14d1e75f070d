"""Draws one card or one table on its sheet: keys, titles, what the dossier has, room for more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from hygie.dossier.edit_data import value_at
from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.cells import encode
from hygie.dossier.spreadsheet.choices import FIRST_ROW, LAST_ROW, Choices
from hygie.dossier.spreadsheet.export import entries_of
from hygie.dossier.spreadsheet.layout import KEY, MARK, PREFILLED, TITLES, VALUE
from hygie.dossier.spreadsheet.sheets import Card, Column, Holds, Table
from hygie.dossier.spreadsheet.styles import FAINT, PAPER, Styles, width_of
from hygie.dossier.spreadsheet.titles import column_title, help_of, sheet_title
from hygie.dossier.spreadsheet.words import Recognised, Tongue
from hygie.dossier.workbook_text import LONGEST_TEXT, write_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_SPARE_ROWS: Final = 500
_HIDDEN: Final = {"hidden": True}


@dataclass(frozen=True, slots=True)
class Prefill:
    """Rows written beforehand: the title of what they name, and its title by what names the row."""

    title: str
    rows: Mapping[str, str]


@dataclass(slots=True)
class Pages:
    """Draws the sheets of one workbook; ``too_long`` are the paths of values that no cell can hold."""

    data: Mapping[str, Any]
    restricted: bool
    tongue: Tongue
    words: Recognised
    styles: Styles
    choices: Choices
    too_long: list[Path] = field(default_factory=list)

    def card(self, card: Card, page: "Worksheet") -> None:
        """Draw a card: a line a field, with its help beside the answer."""
        texts = self.tongue.texts
        page.set_row(0, None, None, _HIDDEN)
        heads = (
            ("card_title", f"{MARK}title", 44),
            ("card_value", VALUE, 60),
            ("card_help", f"{MARK}help", 70),
        )
        for place, (title, key, width) in enumerate(heads):
            page.set_column(place, place, width)
            page.write_string(0, place, key)
            page.write_string(1, place, texts[title], self.styles.head())
        page.write_string(0, len(heads), KEY)
        page.write_string(1, len(heads), TITLES)
        page.set_column(len(heads), len(heads), None, None, _HIDDEN)
        page.freeze_panes(FIRST_ROW, 1)
        shown = [column for column in card.columns if self.restricted or not column.restricted]
        for row, column in enumerate(shown, start=FIRST_ROW):
            self._line(page, row, column)

    def _line(self, page: "Worksheet", row: int, column: Column) -> None:
        styles = self.styles
        # What holds it stands just above: the title need not say it again.
        title = column_title(replace(column, above=()), self.tongue)
        bold = column.holds is Holds.GROUP
        page.write_string(row, 0, title, styles.of(bold=bold, indent=len(column.above)))
        page.write_blank(row, 1, None, styles.cell(column, framed=True))
        page.write_string(row, 2, help_of(column, self.tongue), styles.of(font_color=FAINT))
        page.write_string(row, 3, column.key)
        value = value_at(dict(self.data), column.path)
        self._value(page, (row, 1), column, value, column.path, styles.cell(column, framed=True))
        page.data_validation(row, 1, row, 1, self.choices.rule(column))

    # -- tables ----------------------------------------------------------------------------------

    def table(self, table: Table, page: "Worksheet", prefill: Prefill | None) -> None:
        """Draw a table: a row an entry, after the columns that name the entries which hold it."""
        above = list(table.ancestors())
        rows = list(entries_of(table, self.data))
        first = 1 + len(above)
        width = self._head(table, page, above, prefill)
        holder = self.styles.of(num_format="@", bg_color=PAPER)
        for row, (refs, path, entry) in enumerate(rows, start=FIRST_ROW):
            for place, ref in enumerate(refs[:-1], start=1):
                write_text(page, row, place, ref, holder)
            for place, column in enumerate(table.columns, start=first):
                value = value_at(entry, column.path)
                here = (*path, *column.path)
                self._value(page, (row, place), column, value, here, self.styles.cell(column))
        written = len(rows)
        if prefill is not None:
            written += self._prefill(table, page, prefill, [str(refs[-1]) for refs, _, _ in rows])
        last = max(FIRST_ROW + written + _SPARE_ROWS, LAST_ROW - 1)
        page.autofilter(1, 1, max(FIRST_ROW + written - 1, FIRST_ROW), width)
        for place, parent in enumerate(above, start=1):
            page.data_validation(FIRST_ROW, place, last, place, self.choices.ids(parent))
        for place, column in enumerate(table.columns, start=first):
            page.data_validation(FIRST_ROW, place, last, place, self.choices.rule(column))

    def _head(self, table: Table, page: "Worksheet", above: Sequence[Table], prefill: Prefill | None) -> int:
        """Write keys and titles, give each column its width and format; give the number of the last."""
        page.set_row(0, None, None, _HIDDEN)
        page.set_column(0, 0, None, None, _HIDDEN)
        page.write_string(0, 0, MARK)
        page.write_string(1, 0, TITLES)
        for place, holder in enumerate(above, start=1):
            page.set_column(place, place, 20, self.styles.of(num_format="@", bg_color=PAPER))
            page.write_string(0, place, holder.identity.key)
            page.write_string(1, place, f"{sheet_title(holder, self.tongue)} *", self.styles.head())
        last = first = 1 + len(above)
        for last, column in enumerate(table.columns, start=first):
            page.set_column(last, last, width_of(column), self.styles.cell(column))
            page.write_string(0, last, column.key)
            page.write_string(1, last, column_title(column, self.tongue), self.styles.head(column))
        if prefill is not None:
            last += 1
            page.set_column(last, last, 60, self.styles.of(font_color=FAINT))
            page.write_string(0, last, f"{MARK}title")
            page.write_string(1, last, prefill.title, self.styles.head())
        page.freeze_panes(FIRST_ROW, first + table.columns.index(table.identity) + 1)
        return last

    def _prefill(self, table: Table, page: "Worksheet", prefill: Prefill, there: Sequence[str]) -> int:
        """Write titles beside the rows, and the rows that the dossier does not have yet; count those."""
        identity = 1 + len(list(table.ancestors())) + table.columns.index(table.identity)
        title = 1 + len(list(table.ancestors())) + len(table.columns)
        faint = self.styles.of(font_color=FAINT)
        missing = [name for name in prefill.rows if name not in there]
        for row, name in enumerate([*there, *missing], start=FIRST_ROW):
            write_text(page, row, title, prefill.rows.get(name, ""), faint)
        for row, name in enumerate(missing, start=FIRST_ROW + len(there)):
            page.write_string(row, 0, PREFILLED)
            write_text(page, row, identity, name, self.styles.cell(table.identity))
        return len(missing)

    # -- cells -----------------------------------------------------------------------------------

    def _value(
        self,
        page: "Worksheet",
        where: tuple[int, int],
        column: Column,
        value: Any,  # noqa: ANN401 - plain data of any shape
        path: Path,
        style: "Format",
    ) -> None:
        if value is None or not _has_cell(column, value):
            return
        if column.holds is Holds.GROUP and not value:
            page.write_string(*where, self.tongue.texts["yes"], style)
            return
        shown = encode(value, column.form, self.tongue, self.words)
        if isinstance(shown, date):
            page.write_datetime(*where, datetime.combine(shown, time()), style)
        elif isinstance(shown, int):
            page.write_number(*where, shown, style)
        elif len(shown) > LONGEST_TEXT:
            self.too_long.append(path)
        else:
            write_text(page, *where, shown, style)


def _has_cell(column: Column, value: object) -> bool:
    """Whether a whole is said by its own cell, not by its fields or by the rows of its sheet."""
    is_unknown = isinstance(value, dict) and "unknown" in value
    return column.holds is Holds.VALUE or is_unknown or not value
