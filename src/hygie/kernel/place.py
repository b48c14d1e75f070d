"""Where something stands in a file of the user."""

from typing import NamedTuple


class Place(NamedTuple):
    """A point in a text file: path as the user knows it, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Format as editors and compilers do: ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"
