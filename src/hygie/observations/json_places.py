"""Where something stands in a JSON text: found again from its pointer, only when there is something to say.

The scanner goes over the text once, whatever the number of pointers; what it passes over it does not check.
Quantifiers are possessive, so that no text makes it go back.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from hygie.kernel.place import Place

_BLANK: Final = re.compile(rb"[ \t\r\n]*+")
_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_TO_BRACKET: Final = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+"?)*+', re.DOTALL)
_SCALAR: Final = re.compile(rb"[^,\]}\s]*+")
_NUMBER: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|(-?\d[\d.]*+(?:[eE][+-]?\d++)?)', re.DOTALL)
_MOST_DIGITS: Final = 4300
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")

_HERE: Final = ""
"""In a tree of wanted pointers, the entry that holds the pointer that ends there; keys begin with a slash."""


def locate(content: bytes, pointer: str, file: str) -> Place:
    """Find the value at a JSON pointer (RFC 6901); the start of the file if there is none.

    Of two equal keys the last counts, as for those who decode the text.
    """
    return locate_all(content, (pointer,), file)[pointer]


def locate_all(content: bytes, pointers: Collection[str], file: str) -> dict[str, Place]:
    """Find the values at many JSON pointers, in one pass: see ``locate``."""
    offsets = _offsets(content, pointers)
    places = _places(content, set(offsets.values()), file)
    return {pointer: places[offset] for pointer, offset in offsets.items()}


def places_of(content: bytes, ats: Collection[str], file: str) -> dict[str, Place]:
    """Find where readers say that things stand: JSON pointers, or ``line:column`` and ``line`` elsewhere."""
    pointers = [at for at in ats if not at or at.startswith("/")]
    found = locate_all(content, pointers, file) if pointers else {}
    for at in ats:
        if at not in found:
            numbers = [int(each) for each in at.split(":")[:2] if each.isdecimal()]
            found[at] = Place(file, (numbers or [1])[0], (numbers[1:] or [1])[0])
    return found


def _offsets(content: bytes, pointers: Collection[str]) -> dict[str, int]:
    tree: dict[str, Any] = {}
    for pointer in pointers:
        node = tree
        for step in pointer.split("/")[1:]:
            node = node.setdefault("/" + step.replace("~1", "/").replace("~0", "~"), {})
        node.setdefault(_HERE, []).append(pointer)
    found = dict.fromkeys(pointers, 0)
    waiting = [(_after_blank(content, 0), tree)]
    while waiting:
        at, node = waiting.pop()
        for pointer in node.get(_HERE, ()):
            found[pointer] = at
        waiting.extend(_children(content, at, node))
    return found


def place_at(content: bytes, offset: int, file: str) -> Place:
    """Give the line and column of a byte: lines end as editors say, columns are counted in characters."""
    offset = max(0, min(offset, len(content)))
    return _places(content, (offset,), file)[offset]


def huge_number(content: bytes) -> int:
    """Find the byte at which the first number stands that no program holds; 0 if there is none."""
    for match in _NUMBER.finditer(content):
        if match[1] and (len(match[1]) > _MOST_DIGITS or _is_infinite(match[1])):
            return match.start()
    return 0


def members(content: bytes, at: int = 0, limit: int | None = None) -> Iterator[tuple[str, int]]:
    """Give the names of the object that opens at byte ``at``, each with the byte where its value begins.

    Goes no further than the byte ``limit``, and stops at what is not JSON.
    """
    at = _after_blank(content, at)
    if content[at : at + 1] != b"{":
        return
    at = _after_blank(content, at + 1)
    while (limit is None or at < limit) and (key := _STRING.match(content, at)) is not None:
        at = _after_blank(content, key.end())
        if content[at : at + 1] != b":":
            return
        at = _after_blank(content, at + 1)
        yield _unescaped(key[0]), at
        at = _after_blank(content, _past(content, at, limit))
        if content[at : at + 1] != b",":
            return
        at = _after_blank(content, at + 1)


def _children(content: bytes, at: int, node: dict[str, Any]) -> Iterable[tuple[int, dict[str, Any]]]:
    """Find the values wanted among those that the value at ``at`` holds."""
    wanted = {key[1:]: child for key, child in node.items() if key is not _HERE}
    opener = content[at : at + 1]
    if not wanted:
        return ()
    if opener == b"{":
        return {
            name: (offset, wanted[name]) for name, offset in members(content, at) if name in wanted
        }.values()
    if opener == b"[":
        last = max((int(name) for name in wanted if name.isdecimal()), default=-1)
        elements = zip(range(last + 1), _elements(content, at), strict=False)
        return [(offset, wanted[str(index)]) for index, offset in elements if str(index) in wanted]
    return ()


def _elements(content: bytes, at: int) -> Iterator[int]:
    at = _after_blank(content, at + 1)
    while content[at : at + 1] not in (b"]", b""):
        yield at
        at = _after_blank(content, _past(content, at))
        if content[at : at + 1] != b",":
            return
        at = _after_blank(content, at + 1)


def _past(content: bytes, at: int, limit: int | None = None) -> int:
    """Give where the value that begins at ``at`` ends; beyond the byte ``limit`` it is left unfinished."""
    opener = content[at : at + 1]
    if opener == b'"':
        found = _STRING.match(content, at)
        return found.end() if found else len(content)
    if opener not in (b"{", b"["):
        found = _SCALAR.match(content, at)
        return found.end() if found else len(content)
    depth, end = 1, len(content) if limit is None else limit
    while depth and at < end:
        at = _end_of(_TO_BRACKET, content, at + 1)
        depth += 1 if content[at : at + 1] in (b"{", b"[") else -1
    return min(at + 1, len(content))


def _after_blank(content: bytes, at: int) -> int:
    return _end_of(_BLANK, content, at)


def _end_of(pattern: re.Pattern[bytes], content: bytes, at: int) -> int:
    found = pattern.match(content, at)
    return found.end() if found else at


def _places(content: bytes, offsets: Iterable[int], file: str) -> dict[int, Place]:
    found = {}
    lines, column, at = 1, 1, 0
    for offset in sorted(offsets):
        for match in _LINE_END.finditer(content, at, offset):
            lines, column, at = lines + 1, 1, match.end()
        column += len(content[at:offset].decode("utf-8", "replace"))
        at = offset
        found[offset] = Place(file, lines, column)
    return found


def _is_infinite(number: bytes) -> bool:
    try:
        return float(number) in (float("inf"), float("-inf"))
    except ValueError:
        return False


def _unescaped(key: bytes) -> str:
    """Give the name that a key writes, without its quotes."""
    if b"\\" not in key:
        return key[1:-1].decode("utf-8", "replace")
    import json  # noqa: PLC0415 - for the rare key with an escape

    try:
        return str(json.loads(key))
    except ValueError:
        return ""
