"""Writes plain data as YAML that `yaml_reader` reads back exactly; only fragments, never a whole file.

What YAML 1.1 takes for something else than a text (``no``, ``12:30``) is quoted: many tools still follow it.
Days are not, for they are days there too.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

from hygie.dossier.scalars import MAXIMUM_DIGITS, Scalar, read_plain
from hygie.dossier.yaml_values import Data
from hygie.kernel.characters import UNUSABLE_VALUE

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})
# Not plain: an indicator first, a space at an end, ": " or " #" inside, the marks of a document.
_NOT_PLAIN: Final = re.compile(
    r"""^(?:[,\[\]{}\#&*!|>'"%@`\ ] | [-?:](?:[ ,\[\]{}]|$) | --- | \.\.\.)
    | [\t\n] | [ ]$ | :(?:[ ]|$) | [ ]\#""",
    re.VERBOSE,
)
_NOT_PLAIN_IN_FLOW: Final = re.compile(r"[,\[\]{}?]|^:")
# Not a text for tools that follow YAML 1.1: booleans, the default value, numbers in bases or with "_" or ":".
_NOT_TEXT_IN_1_1: Final = re.compile(
    r"""= | y(?:es)? | no? | on | off | true | false | null
    | [-+]?(?:0b[01_]+ | 0x[0-9a-f_]+ | \.[0-9_]+(?:e[-+]?[0-9]+)?
        | [0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out: spaces per level, spaces before and after the dash of a list, newlines.

    ``flow`` is the longest line on which a list of short values is written in brackets; 0 for never.
    """

    step: int = 2
    dash_offset: int = 2
    dash_gap: int = 1
    newline: str = "\n"
    flow: int = 0


class UnwritableError(ValueError):
    """A value that no file can hold; ``found`` says which kind."""

    def __init__(self, found: str) -> None:
        """Keep the kind of value."""
        self.found = found
        super().__init__(found)


def check_writable(value: Data, depth: int) -> None:
    """Raise ``UnwritableError`` for what would not read back: other types, controls, long integers."""
    if depth < 0:
        raise UnwritableError(found="depth")
    if isinstance(value, dict):
        for key, child in value.items():
            if not isinstance(key, str):
                raise UnwritableError(found="key")
            check_writable(key, depth)
            check_writable(child, depth - 1)
    elif isinstance(value, list):
        for child in value:
            check_writable(child, depth - 1)
    else:
        _check_scalar(value)


def _check_scalar(value: Scalar) -> None:
    if isinstance(value, str):
        if UNUSABLE_VALUE.search(value):
            raise UnwritableError(found="character")
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise UnwritableError(found=str(value))
    elif isinstance(value, int):
        if abs(value) >= 10**MAXIMUM_DIGITS:
            raise UnwritableError(found="integer")
    elif value is not None:
        raise UnwritableError(found=type(value).__name__)


def write_scalar(value: Scalar, *, quote: str = "", in_flow: bool = False) -> str:
    """Write a scalar on one line; ``quote`` is the quotation mark preferred for a text, if any."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if not isinstance(value, str):
        return repr(value)
    if not quote and _is_plain(value, in_flow=in_flow):
        return value
    fits_single = "\n" not in value and "\t" not in value
    prefers_single = quote == "'" or (not quote and "'" not in value and ('"' in value or "\\" in value))
    if fits_single and prefers_single:
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.translate(_ESCAPES) + '"'


def _is_plain(text: str, *, in_flow: bool) -> bool:
    if text == "<<" or _NOT_PLAIN.search(text) or (in_flow and _NOT_PLAIN_IN_FLOW.search(text)):
        return False
    if _NOT_TEXT_IN_1_1.fullmatch(text):
        return False
    return isinstance(read_plain(text), str)


def write_flow(value: Data, quote: str = "") -> str:
    """Write a value on one line, in brackets if it is a collection, as it stands inside brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(write_pair(key, child) for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_flow, value)) + "]"
    return write_scalar(value, quote=quote, in_flow=True)


def write_pair(key: str, value: Data) -> str:
    """Write an entry of a mapping in brackets."""
    return f"{write_scalar(key, in_flow=True)}: {write_flow(value)}"


def write_inline(value: Data, quote: str = "") -> str | None:
    """Write on one line what is best so in a block; ``None`` for what takes several lines."""
    if isinstance(value, (dict, list)):
        return None if value else write_flow(value)
    if isinstance(value, str) and literal(value):
        return None
    return write_scalar(value, quote=quote)


def literal(text: str) -> tuple[str, list[str]] | None:
    """Give the header and the lines of a text in literal style, ``None`` if it does not suit it."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    is_ragged = not lines[0] or lines[0][0] in " \t" or not lines[-1]
    if "\n" not in text or is_ragged or any(line and not line.strip(" \t") for line in lines):
        return None
    return ("|" if text.endswith("\n") else "|-"), lines


def write_block(value: Data, column: int, layout: Layout) -> list[str]:
    """Write a collection that is not empty as lines indented to ``column``, without their newlines."""
    lines: list[str] = []
    margin = " " * column
    if isinstance(value, dict):
        for key, child in value.items():
            lines += _write_entry(f"{margin}{write_scalar(key)}:", child, column, layout)
    elif isinstance(value, list):
        dash = f"{margin}-{' ' * layout.dash_gap}"
        for item in value:
            lines += _write_item(dash, item, layout)
    return lines


def _on_one_line(start: str, value: Data, layout: Layout) -> str | None:
    """Write in brackets a list of short values that fits on the line."""
    if (
        not layout.flow
        or not isinstance(value, list)
        or any(isinstance(item, (dict, list)) for item in value)
    ):
        return None
    flow = write_flow(value)
    fits = len(start) + 1 + len(flow) <= layout.flow and not any(" " in str(item) for item in value)
    return flow if fits else None


def _write_entry(start: str, value: Data, column: int, layout: Layout) -> list[str]:
    inline = write_inline(value) or _on_one_line(start, value, layout)
    if inline is not None:
        return [f"{start} {inline}"]
    if isinstance(value, str):
        header, lines = write_literal(value, column + layout.step)
        return [f"{start} {header}", *lines]
    offset = layout.dash_offset if isinstance(value, list) else layout.step
    return [start, *write_block(value, column + offset, layout)]


def _write_item(dash: str, value: Data, layout: Layout) -> list[str]:
    inline = write_inline(value)
    if inline is not None:
        return [dash + inline]
    if isinstance(value, str):
        header, lines = write_literal(value, len(dash))
        return [dash + header, *lines]
    first, *others = write_block(value, len(dash), layout)
    return [dash + first[len(dash) :], *others]


def write_literal(text: str, column: int) -> tuple[str, list[str]]:
    """Write a text that suits the literal style: its header, its lines indented to ``column``."""
    header, lines = literal(text) or ("", [])
    return header, [" " * column + line if line else "" for line in lines]
