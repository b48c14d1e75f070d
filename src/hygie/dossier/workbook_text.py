"""Texts as a workbook can hold them: what its cells, its sheets' names and its margins accept.

A character that the format cannot hold is written by its code, as in a PDF, and a text that is too long
ends with an ellipsis: nothing is lost in silence.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_NAME = 31
"""Characters of a sheet's name: a limit of the format."""

LONGEST_TEXT = 32_767
"""Characters of a cell: a limit of the format."""

LONGEST_PROPERTY = 255
"""Characters of a property of the file: a limit of the format."""

_LONGEST_MARGIN = 100
"""Characters of one part of a margin: three parts and their codes share 255."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_RESERVED_NAMES = frozenset({"history", "historique"})
"""Names that the spreadsheet program keeps for itself, in English and in French."""

_TEMPTING = re.compile(r"\s*[=+\-@'\d\t]")


def fitting(text: str, longest: int = LONGEST_TEXT) -> str:
    """Make a text that a cell accepts."""
    one_line_end = text.replace("\r\n", "\n").replace("\r", "\n")
    return _shortened(_UNFIT.sub(lambda match: f"[U+{ord(match[0]):04X}]", one_line_end), longest)


def property_of(text: str) -> str:
    """Make a property of the file, on one line."""
    return fitting(" ".join(text.split()), LONGEST_PROPERTY)


def escaped_in_margin(text: str) -> str:
    """Make a part of a header or of a footer, where ``&`` starts a code unless it is doubled."""
    return fitting(" ".join(text.split()), _LONGEST_MARGIN).replace("&", "&&")


def is_tempting(text: str) -> bool:
    """Tell whether a spreadsheet program would read a text otherwise if somebody typed it again.

    Such a cell is marked as text, so that editing it makes no formula, number or date of it.
    """
    return _TEMPTING.match(text) is not None


def write_text(sheet: "Worksheet", row: int, column: int, text: str, form: "Format") -> None:
    """Write a text that the format can hold as text, whatever it looks like; nothing where there is none.

    Every text that is not ours goes through here: the writer takes some texts for markup.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        # The writer copies such a text into the file as markup; in two runs, it is one no longer.
        sheet.write_rich_string(row, column, text[:1], form, text[1:], form)
    elif text:
        sheet.write_string(row, column, text, form)


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Make names that the format accepts, each once whatever its case."""
    names: list[str] = []
    taken: set[str] = set(_RESERVED_NAMES)
    for name in wanted:
        base = _named(name, LONGEST_NAME)
        candidate, number = base, 1
        while candidate.casefold() in taken:
            number += 1
            ending = f" {number}"
            candidate = _named(base, LONGEST_NAME - len(ending)) + ending
        names.append(candidate)
        taken.add(candidate.casefold())
    return names


def _named(name: str, longest: int) -> str:
    """Make a name of a length at most; the format wants no apostrophe at either end."""
    words = " ".join(_REFUSED_IN_NAMES.sub("-", _UNFIT.sub("", name)).split())
    return _shortened(words.strip("' "), longest).strip("' ") or "-"


def _shortened(text: str, longest: int) -> str:
    """Shorten a text to a length counted as the format does, in UTF-16 units."""
    if 2 * len(text) <= longest or len(text.encode("utf-16-le")) <= 2 * longest:
        return text
    return text.encode("utf-16-le")[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"
