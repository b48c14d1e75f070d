"""From the node tree to plain Python data, with the mistakes that only the whole tree shows."""

import math
import re
from typing import Final, TypeAlias, cast

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hygie.dossier.scalars import NUMERIC_STARTS, WORDS, Scalar, read_number
from hygie.dossier.yaml_mistakes import Mistakes, excerpt
from hygie.kernel.characters import UNUSABLE_VALUE

Data: TypeAlias = "Scalar | list[Data] | dict[str, Data]"
"""What a YAML file holds, once read."""

UNUSABLE: Final = re.compile(UNUSABLE_VALUE.pattern + "(?!\\n)")
"""A character refused in a file: as in a value, but for the carriage return of a Windows end of line."""

_Stack: TypeAlias = "list[tuple[Node, list[Data] | dict[str, Data]]]"


def convert(root: Node, mistakes: Mistakes) -> Data:
    """Convert a tree of nodes, adding every mistake met; what is at fault is left out.

    A node met again (through an alias) is left empty, so that the work stays that of the text's size.
    """
    return _Conversion(mistakes).run(root)


class _Conversion:
    def __init__(self, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self._stack: _Stack = []
        self._seen: set[int] = set()

    def run(self, root: Node) -> Data:
        data = self._value(root)
        while self._stack:
            node, target = self._stack.pop()
            if id(node) in self._seen:
                continue
            self._seen.add(id(node))
            if isinstance(target, dict):
                self._fill_mapping(cast("MappingNode", node), target)
            else:
                target.extend(map(self._value, cast("SequenceNode", node).value))
        return data

    def _value(self, node: Node) -> Data:
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        target: list[Data] | dict[str, Data] = {} if isinstance(node, MappingNode) else []
        self._stack.append((node, target))
        return target

    def _scalar(self, node: ScalarNode) -> Scalar:
        text: str = node.value
        if not node.style:
            if text in WORDS:
                return WORDS[text]
            if text[0] not in NUMERIC_STARTS:
                return text
            number = read_number(text)
            if isinstance(number, float) and not math.isfinite(number):
                self._mistakes.add("yaml_not_finite", node.start_mark, {"found": excerpt(text)})
            return number
        if node.style == '"' and (unusable := UNUSABLE_VALUE.search(text)):
            self._mistakes.add("yaml_character", node.start_mark, {"character": code_point(unusable[0])})
        return text

    def _fill_mapping(self, node: MappingNode, target: dict[str, Data]) -> None:
        firsts: dict[str, ScalarNode] = {}
        for key_node, value_node in node.value:
            value = self._value(value_node)
            if not self._is_text(key_node):
                continue
            key = key_node.value
            if key in target:
                firsts = firsts or _first_keys(node)
                first = firsts[key].start_mark
                self._mistakes.add("yaml_duplicate_key", key_node.start_mark, {"key": excerpt(key)}, first)
            else:
                target[key] = value

    def _is_text(self, key: Node) -> bool:
        if not isinstance(key, ScalarNode):
            kind = "mapping" if isinstance(key, MappingNode) else "list"
            self._mistakes.add("yaml_key_not_text", key.start_mark, {"found": kind})
        elif not isinstance(self._scalar(key), str):
            self._mistakes.add("yaml_key_not_text", key.start_mark, {"found": excerpt(key.value)})
        elif key.value == "<<" and not key.style:
            self._mistakes.add("yaml_merge_key", key.start_mark)
        else:
            return True
        return False


def _first_keys(node: MappingNode) -> dict[str, ScalarNode]:
    """Find where each text key stands first, once for a mapping with all its duplicates."""
    return {key.value: key for key, _ in reversed(node.value) if isinstance(key, ScalarNode)}


def code_point(character: str) -> str:
    """Name a character as Unicode does: ``U+0000``."""
    return f"U+{ord(character):04X}"
