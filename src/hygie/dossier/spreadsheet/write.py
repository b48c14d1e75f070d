"""Writes the workbook: a cover that explains, a sheet a table or card, drop-down lists, help in each cell.

Every text is written as text, so that none of the user's ever becomes a formula or a link. Same data,
same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from hygie.dossier.edit_data import value_at
from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.cells import encode
from hygie.dossier.spreadsheet.export import entries_of
from hygie.dossier.spreadsheet.layout import CHOICES, COVER, KEY, MARK, PREFILLED, TITLES, VALUE, VERSION
from hygie.dossier.spreadsheet.sheets import GENERAL, LISTS, Card, Column, Holds, Sheet, Table, sheets
from hygie.dossier.spreadsheet.titles import column_title, has_suggestions, help_of, sheet_title
from hygie.dossier.spreadsheet.words import Recognised, Tongue
from hygie.kernel.place import letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT: Final = 32_767
"""Characters of a cell: a limit of the format."""

_LONGEST_HELP, _LONGEST_HELP_TITLE = 255, 32
_SPARE_ROWS: Final = 500
_FIRST_ROW: Final = 2
"""Rows counted from 0: keys, titles, then what people fill."""

_NO_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format's dates have no zone
_INK, _PAPER, _ACCENT, _FAINT = "#1F2A37", "#F1EFE9", "#DCE8E4", "#6B7280"


class TooLongError(ValueError):
    """Values that no cell can hold; ``paths`` say which."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Keep the paths."""
        super().__init__(f"{len(paths)} values are too long for a cell")
        self.paths = tuple(paths)


@dataclass(frozen=True, slots=True)
class Prefill:
    """Rows written beforehand: the title of what they name, and its title by what names the row."""

    title: str
    rows: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """What to write: the data, what to leave out or hide (keys of sheets), what to write beforehand."""

    data: Mapping[str, Any]
    base: str = ""
    restricted: bool = False
    hidden: frozenset[str] = frozenset()
    prefills: Mapping[str, Prefill] = field(default_factory=dict)


def write_workbook(content: Content, tongue: Tongue, words: Recognised) -> bytes:
    """Write a workbook.

    Raises:
        TooLongError: values are longer than a cell can hold.
    """
    # Loaded when used: only spreadsheets need it.
    import xlsxwriter  # noqa: PLC0415

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": tongue.texts["cover_title"], "created": _NO_DAY})
        writer = _Writer(book, content, tongue, words)
        writer.write()
    if writer.too_long:
        raise TooLongError(writer.too_long)
    return target.getvalue()


@dataclass
class _Writer:
    """Writes the sheets of one workbook."""

    book: "Workbook"
    content: Content
    tongue: Tongue
    words: Recognised
    too_long: list[Path] = field(default_factory=list)
    _formats: dict[str, Any] = field(default_factory=dict)
    _choices: dict[tuple[str, ...], int] = field(default_factory=dict)

    def write(self) -> None:
        shown = [sheet for sheet in sheets() if not (isinstance(sheet, Table) and self._is_left_out(sheet))]
        cover = self.book.add_worksheet(self.tongue.texts["cover_name"])
        pages = [(sheet, self.book.add_worksheet(sheet_title(sheet, self.tongue))) for sheet in shown]
        self._identities = {sheet.model.kind: sheet for sheet in reversed(shown) if isinstance(sheet, Table)}
        self._choices_name = self.tongue.texts["choices_name"]
        choices = self.book.add_worksheet(self._choices_name)
        for sheet, page in pages:
            if isinstance(sheet, Card):
                self._card(sheet, page)
            else:
                self._table(sheet, page)
            if sheet.key in self.content.hidden:
                page.hide()
            page.set_tab_color("#2F6F62" if isinstance(sheet, Card) or sheet.parent is None else "#A8C5BD")
        self._cover(cover, pages)
        self._write_choices(choices)
        cover.activate()

    def _is_left_out(self, sheet: Sheet) -> bool:
        return isinstance(sheet, Table) and sheet.restricted and not self.content.restricted

    def _format(self, **properties: object) -> Any:  # noqa: ANN401 - the writer's formats have no public type
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"text_wrap": True, "valign": "top", **properties})
        return self._formats[key]

    # -- cover -----------------------------------------------------------------------------------

    def _cover(self, page: "Worksheet", pages: "list[tuple[Sheet, Worksheet]]") -> None:
        """Explain how to fill, then list the sheets."""
        texts = self.tongue.texts
        page.set_row(0, None, None, {"hidden": True})
        for column, text in enumerate((COVER, str(VERSION), self.content.base)):
            page.write_string(0, column, text)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 100)
        page.hide_gridlines(2)
        page.write_string(1, 0, texts["cover_title"], self._format(bold=True, font_size=16, text_wrap=False))
        row = 3
        for name in ("states", "lists", "ids", "dates", "notes", "letter", "import", "care"):
            page.write_string(row, 0, texts[f"cover_{name}"], self._format(bold=True))
            page.write_string(row, 1, texts[f"cover_{name}_text"], self._format())
            row += 1
        row += 1
        page.write_string(row, 0, texts["cover_sheets"], self._format(bold=True, font_size=12))
        for sheet, tab in pages:
            if sheet.key not in self.content.hidden:
                row += 1
                link = self._format(font_color="#1F5F8B", underline=1)
                page.write_url(row, 0, f"internal:'{tab.get_name()}'!A2", link, tab.get_name())
                described = sheet.description if sheet.key != LISTS else texts["lists_description"]
                said = described if sheet.key == LISTS else self.tongue.say(described)
                page.write_string(row, 1, said, self._format())
        if self.content.hidden:
            page.write_string(row + 2, 0, texts["cover_hidden"], self._format(italic=True, text_wrap=False))

    # -- cards -----------------------------------------------------------------------------------

    def _card(self, card: Card, page: "Worksheet") -> None:
        texts = self.tongue.texts
        page.set_row(0, None, None, {"hidden": True})
        headers = zip((MARK + "title", VALUE, MARK + "help", KEY), ("title", "value", "help", ""), strict=True)
        for column, (key, title) in enumerate(headers):
            page.write_string(0, column, key)
            page.write_string(1, column, texts[f"card_{title}"] if title else TITLES, self._header())
        for column, width in enumerate((44, 60, 70)):
            page.set_column(column, column, width)
        page.set_column(3, 3, None, None, {"hidden": True})
        page.freeze_panes(2, 1)
        row = _FIRST_ROW
        for column in card.columns:
            if column.restricted and not self.content.restricted:
                continue
            heading = column.holds is Holds.GROUP
            said = column_title(Column(**_without_above(column)), self.tongue)
            page.write_string(row, 0, said, self._format(bold=heading, indent=len(column.above)))
            page.write_string(row, 2, help_of(column, self.tongue), self._format(font_color=_FAINT))
            page.write_string(row, 3, column.key)
            page.write_blank(row, 1, None, self._cell_format(column, border=1))
            self._value(page, row, 1, column, value_at(self.content.data, column.path), column.path, border=1)
            self._validate(page, (row, 1, row, 1), column)
            row += 1

    # -- tables ----------------------------------------------------------------------------------

    def _table(self, table: Table, page: "Worksheet") -> None:
        above = list(table.ancestors())
        rows = list(entries_of(table, self.content.data))
        prefill = self.content.prefills.get(table.key)
        first = 1 + len(above)
        self._head(table, page, above, prefill)
        for number, (refs, path, entry) in enumerate(rows, start=_FIRST_ROW):
            for column, ref in enumerate(refs[:-1], start=1):
                page.write_string(number, column, ref, self._format(num_format="@", bg_color=_PAPER))
            for place, column in enumerate(table.columns, start=first):
                value = value_at(entry, column.path)
                if value is not None and self._has_cell(column, value):
                    self._value(page, number, place, column, value, (*path, *column.path))
        written = len(rows)
        if prefill is not None:
            written += self._prefill(table, page, prefill, [str(refs[-1]) for refs, _, _ in rows])
        last = _FIRST_ROW + written + _SPARE_ROWS
        for place, holder in enumerate(above, start=1):
            page.data_validation(_FIRST_ROW, place, last, place, self._source(self._ids_of(holder)))
        for place, column in enumerate(table.columns, start=first):
            self._validate(page, (_FIRST_ROW, place, last, place), column)

    def _head(
        self, table: Table, page: "Worksheet", above: Sequence[Table], prefill: Prefill | None
    ) -> None:
        """Write keys and titles, and give each column its width and format."""
        page.set_row(0, None, None, {"hidden": True})
        page.set_column(0, 0, None, None, {"hidden": True})
        page.write_string(0, 0, MARK)
        page.write_string(1, 0, TITLES)
        for place, holder in enumerate(above, start=1):
            title = sheet_title(holder, self.tongue)
            page.set_column(place, place, 20, self._format(num_format="@", bg_color=_PAPER))
            page.write_string(0, place, holder.identity.key)
            page.write_string(1, place, f"{title} *", self._header())
        first = 1 + len(above)
        for place, column in enumerate(table.columns, start=first):
            page.set_column(place, place, _width(column), self._cell_format(column))
            page.write_string(0, place, column.key)
            page.write_string(1, place, column_title(column, self.tongue), self._header(column))
        last = first + len(table.columns) - 1
        if prefill is not None:
            last += 1
            page.set_column(last, last, 60, self._format(font_color=_FAINT))
            page.write_string(0, last, f"{MARK}title")
            page.write_string(1, last, prefill.title, self._header())
        named = [place for place, column in enumerate(table.columns, start=first) if column is table.identity]
        page.freeze_panes(_FIRST_ROW, (named or [first])[0] + 1)
        page.autofilter(1, 1, 1, last)

    def _prefill(self, table: Table, page: "Worksheet", prefill: Prefill, there: Sequence[str]) -> int:
        """Write titles beside the rows, and the rows that the dossier does not have yet; count those."""
        above = len(list(table.ancestors()))
        title_at = 1 + above + len(table.columns)
        identity_at = 1 + above + table.columns.index(table.identity)
        faint = self._format(font_color=_FAINT)
        for number, name in enumerate(there, start=_FIRST_ROW):
            page.write_string(number, title_at, prefill.rows.get(name, ""), faint)
        missing = [name for name in prefill.rows if name not in there]
        for number, name in enumerate(missing, start=_FIRST_ROW + len(there)):
            page.write_string(number, 0, PREFILLED)
            page.write_string(number, identity_at, name, self._cell_format(table.identity))
            page.write_string(number, title_at, prefill.rows[name], faint)
        return len(missing)

    # -- cells -----------------------------------------------------------------------------------

    @staticmethod
    def _has_cell(column: Column, value: object) -> bool:
        """Whether a whole is said by its own cell: not by its fields or by the rows of its sheet."""
        if column.holds is Holds.VALUE:
            return True
        return not value or (isinstance(value, dict) and "unknown" in value)

    def _value(
        self, page: "Worksheet", row: int, place: int, column: Column, value: Any, path: Path, border: int = 0
    ) -> None:
        if value is None or not self._has_cell(column, value):
            return
        if column.restricted and not self.content.restricted:
            return
        form = self._cell_format(column, border=border)
        if column.holds is Holds.GROUP and value == {}:
            page.write_string(row, place, self.tongue.texts["yes"], form)
            return
        shown = encode(value, column.form, self.tongue, self.words)
        if isinstance(shown, date):
            page.write_datetime(row, place, datetime.combine(shown, time()), form)
        elif isinstance(shown, int):
            page.write_number(row, place, shown, form)
        elif len(shown) > LONGEST_TEXT:
            self.too_long.append(path)
        else:
            page.write_string(row, place, shown, form)

    def _cell_format(self, column: Column, border: int = 0) -> Any:  # noqa: ANN401 - as _format
        form = column.form
        shown = "yyyy-mm-dd" if form.day and column.holds is Holds.VALUE else "0" if form.number else "@"
        frame = {"border": 1, "border_color": "#C9C5BA"} if border else {}
        ground = {"bg_color": _PAPER} if column.holds is not Holds.VALUE else {}
        return self._format(num_format=shown, align="left", **frame, **ground)

    def _header(self, column: Column | None = None) -> Any:  # noqa: ANN401 - as _format
        ground = _ACCENT if column is None or column.holds is Holds.VALUE else "#C9D9D4"
        return self._format(bold=True, font_color=_INK, bg_color=ground, border=1, border_color="#C9C5BA")

    # -- drop-down lists and help ----------------------------------------------------------------

    def _validate(self, page: "Worksheet", area: tuple[int, int, int, int], column: Column) -> None:
        title = column_title(column, self.tongue)[:_LONGEST_HELP_TITLE]
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": title,
            "input_message": _cut(help_of(column, self.tongue), _LONGEST_HELP),
            "error_type": "warning",
            "error_title": title,
            "error_message": self.tongue.texts["warning"],
        }
        form = column.form
        if column.holds is Holds.VALUE and has_suggestions(form):
            rule |= self._suggestions(column)
        elif column.holds is Holds.VALUE and form.day and not form.words:
            rule |= {"validate": "date", "criteria": "between"}
            rule |= {"minimum": date(1900, 3, 1), "maximum": date(2199, 12, 31)}
        elif column.holds is Holds.VALUE and form.number:
            rule |= {"validate": "integer", "criteria": ">=", "value": 0}
        page.data_validation(*area, rule)

    def _suggestions(self, column: Column) -> dict[str, Any]:
        form, texts = column.form, self.tongue.texts
        if form.kinds and len(form.kinds) == 1 and not form.any_kind:
            table = self._identities.get(form.kinds[0])
            return {} if table is None else self._source(self._ids_of(table))
        answers = [self.tongue.label(word) for word in form.words]
        answers += [texts["yes"], texts["no"]] if form.boolean else []
        answers += sorted(self.tongue.countries.values()) if form.country else []
        # A free text beside the words: the list only offers.
        rule = self._source(self._choice(tuple(answers))) if answers else {}
        return rule | {"show_error": not (form.text or form.day or form.reason)}

    def _choice(self, answers: tuple[str, ...]) -> str:
        place = self._choices.setdefault(answers, len(self._choices))
        column = letters(place + 1)
        return f"='{self._choices_name}'!${column}$2:${column}${len(answers) + 1}"

    def _ids_of(self, table: Table) -> str:
        above = len(list(table.ancestors()))
        column = letters(2 + above + table.columns.index(table.identity))
        return f"='{sheet_title(table, self.tongue)}'!${column}${_FIRST_ROW + 1}:${column}$5000"

    @staticmethod
    def _source(source: str) -> dict[str, Any]:
        return {"validate": "list", "source": source}

    def _write_choices(self, page: "Worksheet") -> None:
        page.write_string(0, 0, CHOICES)
        for answers, column in self._choices.items():
            for row, answer in enumerate(answers, start=1):
                page.write_string(row, column, answer, self._format(num_format="@"))
        page.hide()


def _without_above(column: Column) -> dict[str, Any]:
    """Title a line of a card without what holds it, which stands just above."""
    names = ("key", "path", "holds", "form", "description", "required", "restricted")
    return {name: getattr(column, name) for name in names}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _width(column: Column) -> int:
    form = column.form
    if column.holds is not Holds.VALUE or form.boolean or form.day or form.number:
        return 16
    if form.items is not None or form.paragraphs:
        return 40
    return 18 if form.is_reference or form.words or form.code else 30


__all__ = ["GENERAL", "Content", "Prefill", "TooLongError", "write_workbook"]
