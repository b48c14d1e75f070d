"""Files of other tools: read within bounds, and looked at without trust.

What has another type than expected reads as nothing: the caller counts it as lost, or refuses the file.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final, TypeAlias

import msgspec
from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hygie.dossier.scalars import read_plain
from hygie.dossier.yaml_mistakes import Mistakes, TooManyMistakesError, syntax_mistake
from hygie.dossier.yaml_nodes import LimitError, Limits, compose, survey
from hygie.dossier.yaml_values import UNUSABLE_VALUE
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

Plain: TypeAlias = Mapping[str, Any]

LIMITS: Final = Limits(size=64 * 1024 * 1024, depth=64, values=4_000_000)
_LONGEST: Final = 300
_SERIOUS: Final = frozenset({"yaml_alias", "yaml_several_documents", "yaml_syntax"})
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_COMPRESSED: Final = (
    (b"\x1f\x8b", "gunzip"),
    (b"BZh", "bunzip2"),
    (b"\xfd7zXZ\0", "unxz"),
    (b"\x28\xb5\x2f\xfd", "unzstd"),
    (b"PK\x03\x04", "unzip"),
)
"""How compressed files begin, and what unpacks them."""


class UnusableFileError(Exception):
    """The file cannot be used; ``mistakes`` say why."""

    def __init__(self, *mistakes: Diagnostic) -> None:
        """Keep why."""
        super().__init__()
        self.mistakes = mistakes


def refuse_compressed(content: bytes, file: str) -> None:
    """Refuse a compressed file: what would be read of it is for the user to unpack.

    Raises:
        UnusableFileError: the file is compressed.
    """
    tool = next((tool for mark, tool in _COMPRESSED if content.startswith(mark)), "")
    if tool:
        raise UnusableFileError(Diagnostic("exchange_compressed", Place(file), {"tool": tool}))


def read_json(content: bytes, file: str) -> Plain:
    """Read a JSON object.

    Raises:
        UnusableFileError: it is not JSON, not an object, compressed, or nested too deep.
    """
    refuse_compressed(content, file)
    try:
        data = msgspec.json.decode(content.removeprefix(_BYTE_ORDER_MARK))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as reason:
        found = " ".join(str(reason).split())[:200]
        raise UnusableFileError(Diagnostic("exchange_not_json", Place(file), {"message": found})) from None
    return _checked(data, file)


def read_yaml_or_json(content: bytes, file: str) -> Plain:
    """Read a mapping written in YAML or in JSON; keys that are numbers are read as texts.

    Raises:
        UnusableFileError: it is neither, compressed, holds aliases or several documents, or passes a bound.
    """
    refuse_compressed(content, file)
    if content.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] == b"{":
        try:
            return read_json(content, file)
        except UnusableFileError:
            pass  # YAML may begin so too
    mistakes = Mistakes(file, LIMITS.mistakes)
    root: Node | None = None
    try:
        with suppress(TooManyMistakesError):
            survey(content, content.decode(), LIMITS, mistakes)
        root = compose(content, LIMITS)
    except MarkedYAMLError as reason:
        if not any(each.code in _SERIOUS for each in mistakes.found):
            mistakes.found.append(syntax_mistake(reason, content.decode(), file))
    except (LimitError, YAMLError, ValueError) as reason:
        found = " ".join(str(reason).split())[:200] or type(reason).__name__
        raise UnusableFileError(Diagnostic("exchange_not_yaml", Place(file), {"message": found})) from None
    serious = [each for each in mistakes.found if each.code in _SERIOUS]
    if serious:
        raise UnusableFileError(*serious[:5])
    return _checked({} if root is None else _value(root), file)


def _value(node: Node) -> object:
    """Convert a node of a tree without aliases, which is no deeper than the bound."""
    if isinstance(node, ScalarNode):
        return node.value if node.style else read_plain(node.value)
    if isinstance(node, SequenceNode):
        return [_value(child) for child in node.value]
    if isinstance(node, MappingNode):
        return {key.value: _value(child) for key, child in node.value if isinstance(key, ScalarNode)}
    return None


def _checked(data: object, file: str) -> Plain:
    if not isinstance(data, dict):
        raise UnusableFileError(Diagnostic("exchange_not_mapping", Place(file)))
    if _depth(data) > LIMITS.depth:
        raise UnusableFileError(Diagnostic("yaml_too_deep", Place(file), {"limit": LIMITS.depth}))
    return data


def _depth(data: object) -> int:
    """Measure how deep a value is nested, without recursion, and no deeper than needed."""
    level, depth = [data], 0
    while level and depth <= LIMITS.depth:
        level = [
            child
            for value in level
            if isinstance(value, (dict, list))
            for child in (value.values() if isinstance(value, dict) else value)
        ]
        depth += 1
    return depth


def text(data: object, *keys: str) -> str:
    """Follow keys to a text on one line, cleaned and cut; empty if there is none."""
    value = _at(data, keys)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return line(str(value))


def line(found: str) -> str:
    """Put a text on one line, without what no file of a dossier may hold, and cut it."""
    return " ".join(UNUSABLE_VALUE.sub(" ", found).split())[:_LONGEST].strip()


def flag(data: object, *keys: str) -> bool | None:
    """Follow keys to a boolean."""
    value = _at(data, keys)
    if isinstance(value, str) and value.casefold() in ("true", "false"):
        return value.casefold() == "true"
    return value if isinstance(value, bool) else None


def number(data: object, *keys: str) -> float | None:
    """Follow keys to a finite number."""
    value = _at(data, keys)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)


def mapping(data: object, *keys: str) -> Plain:
    """Follow keys to a mapping; empty if there is none."""
    value = _at(data, keys)
    return value if isinstance(value, dict) else {}


def mappings(data: object, *keys: str) -> Iterator[Plain]:
    """Follow keys to a list, and give the mappings in it."""
    value = _at(data, keys)
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def texts(data: object, *keys: str) -> list[str]:
    """Follow keys to a list, and give the texts in it."""
    value = _at(data, keys)
    return [text(item) for item in value if text(item)] if isinstance(value, list) else []


def _at(data: object, keys: tuple[str, ...]) -> object:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data
