"""Files of other tools: read within bounds, and looked at without trust.

What has another type than expected reads as nothing: the caller counts it as lost, or refuses the file.
"""

import math
from contextlib import suppress
from functools import partial
from typing import Final

import msgspec
from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hygie.dossier.scalars import read_plain
from hygie.dossier.yaml_mistakes import Mistakes, TooManyMistakesError, syntax_mistake
from hygie.dossier.yaml_nodes import LimitError, Limits, compose, survey
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.observations.content import Plain, follow, mapping, mappings, unpacker
from hygie.observations.content import line as content_line
from hygie.observations.content import text as content_text
from hygie.observations.content import texts as content_texts

__all__ = [
    "LIMITS", "Plain", "UnusableFileError", "flag", "line", "mapping", "mappings", "number", "read_json",
    "read_yaml_or_json", "refuse_compressed", "text", "texts",
]  # fmt: skip

LIMITS: Final = Limits(size=64 * 1024 * 1024, depth=64, values=4_000_000)
_SERIOUS: Final = frozenset({"yaml_alias", "yaml_several_documents", "yaml_syntax"})
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 300

text: Final = partial(content_text, longest=_LONGEST)
"""``observations.content.text``, cut to what a file of a dossier may hold."""
texts: Final = partial(content_texts, longest=_LONGEST)
line: Final = partial(content_line, longest=_LONGEST)


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
    if tool := unpacker(content):
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


def flag(data: object, *keys: str) -> bool | None:
    """Follow keys to a boolean."""
    value = follow(data, keys)
    if isinstance(value, str) and value.casefold() in ("true", "false"):
        return value.casefold() == "true"
    return value if isinstance(value, bool) else None


def number(data: object, *keys: str) -> float | None:
    """Follow keys to a finite number."""
    value = follow(data, keys)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)
