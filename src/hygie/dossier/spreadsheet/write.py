"""Writes the workbook: a cover that explains, a sheet a table or card, drop-down lists, help in each cell.

Every text is written as text, so that none of the user's ever becomes a formula or a link. Same data,
same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.choices import Choices
from hygie.dossier.spreadsheet.layout import COVER, VERSION
from hygie.dossier.spreadsheet.pages import Pages, Prefill
from hygie.dossier.spreadsheet.sheets import LISTS, Card, Sheet, Table, sheets
from hygie.dossier.spreadsheet.styles import INNER_TAB, LINK, MAIN_TAB, Styles
from hygie.dossier.spreadsheet.titles import sheet_title
from hygie.dossier.spreadsheet.words import Recognised, Tongue

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# The format wants a day of creation; that of the dossier is not known here, and must not change the bytes.
_NO_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format's dates have no zone
_ADVICE: Final = ("states", "lists", "ids", "dates", "notes", "letter", "import", "care")


class TooLongError(ValueError):
    """Values that no cell can hold; ``paths`` say which."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Keep the paths."""
        super().__init__(f"{len(paths)} values are too long for a cell")
        self.paths = tuple(paths)


@dataclass(frozen=True, slots=True)
class Content:
    """What to write: the data, its fingerprint, what to hide (keys of sheets), what to write beforehand.

    ``restricted`` says whether what is restricted has its place in the workbook.
    """

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
        shown = [sheet for sheet in sheets() if content.restricted or not _is_restricted(sheet)]
        styles, choices = Styles(book), Choices(tongue, shown)
        cover = book.add_worksheet(tongue.texts["cover_name"])
        tabs = {sheet.key: book.add_worksheet(sheet_title(sheet, tongue)) for sheet in shown}
        drawer = Pages(content.data, content.restricted, tongue, words, styles, choices)
        for sheet in shown:
            _draw(sheet, tabs[sheet.key], drawer, content)
        _cover(cover, shown, tabs, content, tongue, styles)
        choices.write(book.add_worksheet(choices.name), styles)
        cover.activate()
    if drawer.too_long:
        raise TooLongError(drawer.too_long)
    return target.getvalue()


def _is_restricted(sheet: Sheet) -> bool:
    return isinstance(sheet, Table) and sheet.restricted


def _draw(sheet: Sheet, page: "Worksheet", drawer: Pages, content: Content) -> None:
    if isinstance(sheet, Card):
        drawer.card(sheet, page)
    else:
        drawer.table(sheet, page, content.prefills.get(sheet.key))
    if sheet.key in content.hidden:
        page.hide()
    is_main = isinstance(sheet, Card) or sheet.parent is None
    page.set_tab_color(MAIN_TAB if is_main else INNER_TAB)


def _cover(
    page: "Worksheet",
    shown: Sequence[Sheet],
    tabs: "Mapping[str, Worksheet]",
    content: Content,
    tongue: Tongue,
    styles: Styles,
) -> None:
    """Explain how to fill the workbook, then list its sheets; the hidden first line is for the reader."""
    texts = tongue.texts
    page.set_row(0, None, None, {"hidden": True})
    for column, text in enumerate((COVER, str(VERSION), content.base)):
        page.write_string(0, column, text)
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 100)
    page.hide_gridlines(2)
    page.write_string(1, 0, texts["cover_title"], styles.of(bold=True, font_size=16, text_wrap=False))
    for row, name in enumerate(_ADVICE, start=3):
        page.write_string(row, 0, texts[f"cover_{name}"], styles.of(bold=True))
        page.write_string(row, 1, texts[f"cover_{name}_text"], styles.of())
    row = 4 + len(_ADVICE)
    page.write_string(row, 0, texts["cover_sheets"], styles.of(bold=True, font_size=12))
    for sheet in shown:
        if sheet.key not in content.hidden:
            row += 1
            name = tabs[sheet.key].get_name()
            said = texts["lists_description"] if sheet.key == LISTS else tongue.say(sheet.description)
            page.write_url(row, 0, f"internal:'{name}'!A2", styles.of(font_color=LINK, underline=1), name)
            page.write_string(row, 1, said, styles.of())
    if content.hidden:
        page.write_string(row + 2, 0, texts["cover_hidden"], styles.of(italic=True, text_wrap=False))
