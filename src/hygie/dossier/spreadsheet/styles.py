"""How the cells of the workbook look."""

from typing import TYPE_CHECKING, Any, Final

from hygie.dossier.spreadsheet.sheets import Column, Holds

if TYPE_CHECKING:
    from xlsxwriter import Workbook

PAPER, FAINT, LINK = "#F1EFE9", "#6B7280", "#1F5F8B"
MAIN_TAB, INNER_TAB = "#2F6F62", "#A8C5BD"
_INK, _HEAD, _HEAD_OF_WHOLE, _RULE = "#1F2A37", "#DCE8E4", "#C9D9D4", "#C9C5BA"
_NARROW, _MIDDLE, _LINE, _WIDE = 16, 18, 30, 40

Properties = dict[str, Any]
_WRAPPED: Final[Properties] = {"text_wrap": True, "valign": "top"}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        """Make formats in a workbook."""
        self._book = book
        self._made: dict[str, Any] = {}

    def of(self, **properties: object) -> Any:  # noqa: ANN401 - the writer's formats have no public type
        """Give a format: top of the cell, lines wrapped, and these properties."""
        key = repr(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_WRAPPED, **properties})
        return self._made[key]

    def cell(self, column: Column, *, framed: bool = False) -> Any:  # noqa: ANN401 - as above
        """Give the format of a column: text, so that what is typed stays so; or date, or number."""
        form = column.form
        is_value = column.holds is Holds.VALUE
        shown = "yyyy-mm-dd" if form.day and is_value else "0" if form.number else "@"
        properties: Properties = {"num_format": shown, "align": "left"}
        properties |= {"border": 1, "border_color": _RULE} if framed else {}
        return self.of(**properties, **({} if is_value else {"bg_color": PAPER}))

    def head(self, column: Column | None = None) -> Any:  # noqa: ANN401 - as above
        """Give the format of a title."""
        ground = _HEAD if column is None or column.holds is Holds.VALUE else _HEAD_OF_WHOLE
        return self.of(bold=True, font_color=_INK, bg_color=ground, border=1, border_color=_RULE)


def width_of(column: Column) -> int:
    """Give the width of a column, in characters."""
    form = column.form
    if column.holds is not Holds.VALUE or form.boolean or form.day or form.number:
        return _NARROW
    if form.items is not None or form.paragraphs:
        return _WIDE
    return _MIDDLE if form.is_reference or form.words or form.code else _LINE
