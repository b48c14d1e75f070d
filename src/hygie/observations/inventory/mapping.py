"""The mapping file of an inventory: which of its headings are our columns, and how it writes values.

YAML or JSON: ``columns: {id: id_parc, …}``, and if need be ``values`` (by column, what a text stands for),
``dates`` (``dd/mm/yyyy`` and the like), ``delimiter``, ``encoding``, ``sheet``. Every value is a text.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place
from hygie.observations.content import decode_json, refusal, unpack
from hygie.observations.inventory.shapes import COLUMNS
from hygie.observations.reading import Bounds
from hygie.observations.tables import DELIMITERS

KEYS: Final = ("columns", "values", "dates", "delimiter", "encoding", "sheet")
_BOUNDS: Final = Bounds(size=64 * 1024, depth=8)
_MOST_NESTED: Final = 500
"""Brackets and dashes that may open something: deeper nesting takes a parser of YAML seconds."""
_DATE_FORM: Final = re.compile(r"(yyyy|mm|dd)([^a-z0-9]?)(yyyy|mm|dd)\2(yyyy|mm|dd)")
_NAMED_DELIMITERS: Final = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ",", "pipe": "|"}

_Node: TypeAlias = str | list[tuple[str, Place, Any]] | None
"""A text, the entries of a mapping with the place of each, or something else."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says; texts in ``values`` are compared in lower case.

    ``dates`` is the order of year, month and day (``dmy``), empty if it is not said.
    """

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: str = ""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    place: Place = field(default_factory=lambda: Place(""))


def read_mapping(content: bytes, file: str) -> Mapping | Refusal:
    """Read a mapping file; every mistake of it is said, with the key that may have been meant."""
    unpacked = unpack(content, file, _BOUNDS)
    if isinstance(unpacked, Refusal):
        return unpacked
    tree = _from_json(unpacked, file) if unpacked.lstrip().startswith(b"{") else _from_yaml(unpacked, file)
    if isinstance(tree, Refusal):
        return tree
    if not isinstance(tree, list):
        return refusal("mapping_not_mapping", file)
    reading = _Reading(Place(file))
    reading.read(tree)
    if reading.mistakes:
        return Refusal(tuple(reading.mistakes))
    return Mapping(**reading.found, place=Place(file))


def _from_json(content: bytes, file: str) -> _Node | Refusal:
    found = decode_json(content, file, _BOUNDS)
    return found if isinstance(found, Refusal) else _plain(found, Place(file))


def _plain(value: object, place: Place) -> _Node:
    if isinstance(value, dict):
        return [(key, place, _plain(held, place)) for key, held in value.items()]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int | float) else None


def _from_yaml(content: bytes, file: str) -> _Node | Refusal:
    # Only composed, so that no value is built and "yes" stays the text that was typed.
    if sum(map(content.count, (b"[", b"{", b"- "))) > _MOST_NESTED:
        return refusal("content_too_deep", file, limit=_BOUNDS.depth)
    import yaml  # noqa: PLC0415 - 40 ms, for those who have a mapping

    try:
        node = yaml.compose(content.decode("utf-8", "replace"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as reason:
        mark = reason.problem_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        return refusal("mapping_not_yaml", file, place, message=str(reason.problem or reason.context or ""))
    except (yaml.YAMLError, RecursionError) as reason:
        return refusal("mapping_not_yaml", file, message=type(reason).__name__)
    return _composed(node, file, 4)


def _composed(node: Any, file: str, depth: int) -> _Node:  # noqa: ANN401 - a node of PyYAML, imported only here
    kind = getattr(node, "id", "")
    if kind == "scalar":
        return str(node.value)
    if kind != "mapping" or not depth:
        return None
    return [
        (
            str(key.value),
            Place(file, key.start_mark.line + 1, key.start_mark.column + 1),
            _composed(held, file, depth - 1),
        )
        for key, held in node.value
    ]


class _Reading:
    """One reading: what is found by key, and the mistakes."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.found: dict[str, Any] = {}
        self.mistakes: list[Diagnostic] = []

    def read(self, tree: list[tuple[str, Place, Any]]) -> None:
        for key, place, node in self._entries(tree, KEYS):
            if key == "columns":
                self.found[key] = dict(self._texts(node, place, COLUMNS))
            elif key == "values":
                if not isinstance(node, list):
                    self._wrong("mapping_value", place, key=key)
                    continue
                self.found[key] = {
                    column: {text.casefold(): meant for text, meant in self._texts(held, at, ())}
                    for column, at, held in self._entries(node, COLUMNS)
                }
            elif isinstance(node, str):
                self._text(key, node.strip() or node, place)
            else:
                self._wrong("mapping_value", place, key=key)

    def _entries(
        self, tree: list[tuple[str, Place, Any]], known: tuple[str, ...]
    ) -> Iterator[tuple[str, Place, Any]]:
        seen: dict[str, Place] = {}
        for key, place, node in tree:
            if known and key not in known:
                suggestion = next(iter(get_close_matches(key.casefold(), known, 1, 0.6)), "")
                self._wrong(
                    "mapping_unknown_key", place, found=key[:80], suggestion=suggestion, expected=known
                )
            elif key in seen:
                self.mistakes.append(Diagnostic("mapping_key_twice", place, {"found": key[:80]}, seen[key]))
            else:
                seen[key] = place
                yield key, place, node

    def _texts(self, node: _Node, place: Place, known: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        if not isinstance(node, list):
            self._wrong("mapping_value", place, key="columns" if known else "values")
            return
        for key, at, held in self._entries(node, known):
            if isinstance(held, str):
                yield key, held
            else:
                self._wrong("mapping_value", at, key=key)

    def _text(self, key: str, value: str, place: Place) -> None:
        if key == "dates":
            form = value.casefold().replace("jj", "dd").replace("aaaa", "yyyy").replace("tt", "dd")
            match = _DATE_FORM.fullmatch("yyyy-mm-dd" if form == "iso" else form.replace("jjjj", "yyyy"))
            if match is None or len({match[1], match[3], match[4]}) < 3:  # noqa: PLR2004 - year, month and day
                self._wrong("mapping_dates", place, found=value[:40])
                return
            value = match[1][0] + match[3][0] + match[4][0]
        elif key == "delimiter":
            value = _NAMED_DELIMITERS.get(value.casefold(), value)
            if len(value) != 1 or value not in DELIMITERS:
                self._wrong("mapping_delimiter", place, found=value[:40])
                return
        elif key == "encoding" and not _is_text_encoding(value):
            self._wrong("mapping_encoding", place, found=value[:40])
            return
        self.found[key] = value

    def _wrong(self, code: str, place: Place, **parameters: Parameter) -> None:
        self.mistakes.append(Diagnostic(code, place, parameters))


def _is_text_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)  # noqa: SLF001 - nothing public tells base64 from a charset
    except (LookupError, ValueError):
        return False
