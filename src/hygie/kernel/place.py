"""Where something stands in a file of the user."""

from typing import NamedTuple


class Place(NamedTuple):
    """A point in a text file: path as the user knows it, line and column counted from 1.

    In a workbook, ``sheet`` names the sheet: line and column are then those of a cell.
    """

    file: str
    line: int = 1
    column: int = 1
    sheet: str = ""

    def __str__(self) -> str:
        """Format as editors and compilers do, ``file:line:column``; a cell as ``file:sheet!B7``."""
        if not self.sheet:
            return f"{self.file}:{self.line}:{self.column}"
        name = self.sheet
        if not name.replace("_", "").isalnum():
            name = "'" + name.replace("'", "''") + "'"
        return f"{self.file}:{name}!{letters(self.column)}{self.line}"


def letters(column: int) -> str:
    """Name a column as spreadsheets do: A to Z, then AA."""
    named = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        named = chr(ord("A") + rest) + named
    return named
