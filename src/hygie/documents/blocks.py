"""What a document is made of, whatever its format: headings, paragraphs, tables, notices, and runs of text.

Builders make these blocks from a study; renderers draw them. Text is data everywhere: no renderer ever
reads markup, a template or a formula in it. Blocks are msgspec structures so that a renderer that works
on plain data (typst) receives them as they are, each with its ``kind``.
"""

from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

from hygie.kernel.status import Status

Tone = Literal["plain", "attention", "refusal"]


class _Block(msgspec.Struct, frozen=True, kw_only=False, tag=str.lower, tag_field="kind"):
    pass


class Code(_Block, frozen=True):
    """A run that people copy as it is: a place in a file, a digest."""

    text: str


class Quiet(_Block, frozen=True):
    """A run of secondary importance."""

    text: str


class Strong(_Block, frozen=True):
    """A run that the eye must find."""

    text: str


class Badge(_Block, frozen=True):
    """A status: its glyph and its word, never a colour alone."""

    status: Status
    glyph: str
    word: str


class Day(_Block, frozen=True):
    """A date as people read it, and as machines do: spreadsheets get a true date."""

    text: str
    iso: str


Run: TypeAlias = str | Code | Quiet | Strong | Badge | Day
Line: TypeAlias = tuple[Run, ...]
"""Runs of one line, set one after the other with a space between them."""

Cell: TypeAlias = tuple[Line, ...]
"""The lines of a cell, one below the other."""


class Heading(_Block, frozen=True):
    """A heading, of level 2 to 4: level 1 is the document's title."""

    level: int
    line: Line
    anchor: str = ""


class Paragraph(_Block, frozen=True):
    """A paragraph."""

    line: Line


class Bullets(_Block, frozen=True):
    """A list; ``ordered`` numbers it."""

    items: tuple[Line, ...]
    ordered: bool = False


class Table(_Block, frozen=True):
    """A table with its caption; the first cell of a row names the row.

    ``widths`` gives the parts of the width that the columns take, the same for all when it is empty;
    ``sheet`` names the sheet of a workbook that holds it (31 characters at most), else its caption does.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    sheet: str = ""


class Pairs(_Block, frozen=True):
    """Labels and what stands beside them."""

    items: tuple[tuple[str, Cell], ...]


class Notice(_Block, frozen=True):
    """What must not be missed: a title and lines."""

    tone: Tone
    title: str
    lines: tuple[Line, ...] = ()


class Statement(_Block, frozen=True):
    """A sentence reproduced to the letter."""

    text: str
    language: str = "fr"


class Figure(_Block, frozen=True):
    """A drawing of ours (SVG), with its caption and what it says in words."""

    svg: str
    caption: str
    alternative: str


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Pairs | Notice | Statement | Figure


def cell(*lines: Run | Line) -> Cell:
    """Make a cell of lines; a single run stands for a line of its own."""
    return tuple(line if isinstance(line, tuple) else (line,) for line in lines)


def texts(block: Block | Line | Cell | Run) -> Iterable[str]:
    """Give every text of a block, in reading order: what a document says, apart from its form."""
    return _texts(msgspec.to_builtins(block))


_NO_TEXT = frozenset(
    {
        "kind",
        "status",
        "tone",
        "anchor",
        "language",
        "level",
        "ordered",
        "widths",
        "iso",
        "svg",
        "sheet",
        "alternative",
    }
)


def _texts(plain: object) -> Iterable[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for key, value in plain.items():
            if key not in _NO_TEXT:
                yield from _texts(value)
    elif isinstance(plain, list | tuple):
        for value in plain:
            yield from _texts(value)
