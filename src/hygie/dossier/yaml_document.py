"""A YAML file once read: its data, and the place of each value, found when asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hygie.dossier.yaml_values import Data
from hygie.kernel.place import Place

Path: TypeAlias = Sequence[str | int]
"""The way to a value from the root: a key for each mapping, an index from 0 for each list."""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One file: what it holds (``data``) and how it is written (``text``, without its mark of encoding).

    ``root`` is the tree of parser's nodes, whose marks count characters of ``text``; it is ``None`` for
    a file that holds nothing.
    """

    file: str
    text: str
    data: dict[str, Data]
    root: Node | None
    has_byte_order_mark: bool = False
    _indexes: dict[int, dict[str, int]] = field(default_factory=dict, repr=False)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Give the place of the value at a path, or of its key; of its deepest ancestor if it is absent.

        An item of a list, and the root, have no key: their own place stands for it.
        """
        value, value_key = self.root, None
        for step in path:
            child = self.child(value, step)
            if child is None:
                break
            value_key, value = child
        node = value_key if key and value_key is not None else value
        if node is None:
            return Place(self.file)
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def child(self, node: Node | None, step: str | int) -> tuple[Node | None, Node] | None:
        """Find the key (in a mapping only) and the value one step below a node; ``None`` if absent."""
        position = self.position(node, step)
        if position is None:
            return None
        entry = node.value[position] if node is not None else None
        key, value = entry if isinstance(entry, tuple) else (None, entry)
        return key, value

    def position(self, node: Node | None, step: str | int) -> int | None:
        """Give the rank of an entry in a mapping (by its key) or a list; ``None`` if it is absent."""
        if isinstance(node, MappingNode) and isinstance(step, str):
            return self._index(node).get(step)
        if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            return step
        return None

    def _index(self, node: MappingNode) -> dict[str, int]:
        # A mapping's positions are kept: asking for the place of each of its values stays linear.
        index = self._indexes.get(id(node))
        if index is None:
            index = {key.value: i for i, (key, _) in enumerate(node.value) if isinstance(key, ScalarNode)}
            self._indexes[id(node)] = index
        return index
