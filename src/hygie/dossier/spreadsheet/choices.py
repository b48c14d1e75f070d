"""Drop-down lists, and the help that a cell shows when it is chosen."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from hygie.dossier.spreadsheet.layout import CHOICES
from hygie.dossier.spreadsheet.sheets import Column, Holds, Sheet, Table
from hygie.dossier.spreadsheet.styles import Styles
from hygie.dossier.spreadsheet.titles import column_title, help_of, sheet_title
from hygie.dossier.spreadsheet.words import Tongue
from hygie.dossier.workbook_text import write_text
from hygie.kernel.place import letters

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST_ROW: Final = 2
"""The first row that people fill, counted from 0: keys and titles stand above."""

LAST_ROW: Final = 5_000
"""The last row for which lists are offered, counted from 1, and from which they take their answers."""

_LONGEST_HELP, _LONGEST_TITLE = 255, 32
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(2199, 12, 31)

Rule = dict[str, Any]


class Choices:
    """The lists of answers of one workbook: each stands once, on a hidden sheet."""

    def __init__(self, tongue: Tongue, shown: Sequence[Sheet]) -> None:
        """Offer the ids of the tables that are there."""
        self.tongue = tongue
        self.name = tongue.texts["choices_name"]
        self._lists: dict[tuple[str, ...], int] = {}
        tables = [sheet for sheet in shown if isinstance(sheet, Table) and sheet.model.kind]
        self._by_kind = {table.model.kind: table for table in reversed(tables)}

    def rule(self, column: Column) -> Rule:
        """Give the list, the check and the help of a column; the unexpected is warned of, not barred."""
        title = column_title(column, self.tongue)[:_LONGEST_TITLE]
        rule: Rule = {
            "validate": "any",
            "input_title": title,
            "input_message": _cut(help_of(column, self.tongue)),
            "error_type": "warning",
            "error_title": title,
            "error_message": self.tongue.texts["warning"],
        }
        form = column.form
        if column.holds is not Holds.VALUE or form.items is not None:
            return rule
        if form.words or form.boolean or form.country or form.kinds:
            return rule | self._answers(column)
        if form.day:
            bounds = {"minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            return rule | {"validate": "date", "criteria": "between"} | bounds
        return rule | {"validate": "integer", "criteria": ">=", "value": 0} if form.number else rule

    def ids(self, table: Table) -> Rule:
        """Offer what the entries of a table are called; their names do as well, so that it bars nothing."""
        place = 1 + len(list(table.ancestors())) + table.columns.index(table.identity)
        column = letters(place + 1)
        name = sheet_title(table, self.tongue)
        warning = {"error_type": "warning", "error_message": self.tongue.texts["warning"]}
        return _listed(f"='{name}'!${column}${FIRST_ROW + 1}:${column}${LAST_ROW}") | warning

    def _answers(self, column: Column) -> Rule:
        form, texts = column.form, self.tongue.texts
        if form.kinds:
            table = self._by_kind.get(form.kinds[0])
            return self.ids(table) if table is not None and len(form.kinds) == 1 else {}
        answers = [self.tongue.label(word) for word in form.words]
        answers += [texts["yes"], texts["no"]] if form.boolean else []
        answers += sorted(self.tongue.countries.values()) if form.country else []
        # Beside a free text, a date or a reason, the list only offers.
        return _listed(self._range(tuple(answers))) | {
            "show_error": not (form.text or form.day or form.reason)
        }

    def _range(self, answers: tuple[str, ...]) -> str:
        column = letters(self._lists.setdefault(answers, len(self._lists)) + 1)
        return f"='{self.name}'!${column}$2:${column}${len(answers) + 1}"

    def write(self, page: "Worksheet", styles: Styles) -> None:
        """Write the lists, once every column has asked for its own."""
        page.write_string(0, 0, CHOICES)
        for answers, column in self._lists.items():
            for row, answer in enumerate(answers, start=1):
                write_text(page, row, column, answer, styles.of(num_format="@"))
        page.hide()


def _listed(source: str) -> Rule:
    return {"validate": "list", "source": source}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_HELP else f"{text[: _LONGEST_HELP - 1]}…"
