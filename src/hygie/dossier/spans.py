"""Where the parts of a file stand in its text: what an edit may replace, and the layout it follows."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final, TypeGuard

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from hygie.dossier.yaml_document import Document
from hygie.dossier.yaml_writer import Layout

_BLANK: Final = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_COLON: Final = re.compile(r"[ \t]*:")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a collection: from its key or dash (``start``) to its last character (``end``).

    ``marker_end`` is just after the colon or dash; in brackets an item has no marker, nor has a key
    alone: it is then -1, as it is for the styles that are not edited.
    """

    parent: CollectionNode
    position: int
    key: Node | None
    value: Node
    start: int
    marker_end: int
    end: int

    @property
    def is_flow(self) -> bool:
        """Whether it stands inside brackets."""
        return bool(self.parent.flow_style)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written as its value."""
        return self.value.start_mark.index == self.value.end_mark.index

    @property
    def column(self) -> int:
        """The column, from 0, of the keys or dashes of its collection."""
        return int(self.parent.start_mark.column)


def is_block(node: Node | None) -> TypeGuard[CollectionNode]:
    """Tell a collection written on lines of its own from all that is written in one piece."""
    return isinstance(node, CollectionNode) and not node.flow_style


def end_of(text: str, node: Node) -> int:
    """Give the index after the last character of a value, without the blank lines that follow it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if is_block(node):
        return entry_at(text, node, len(node.value) - 1).end
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        # With the indicator +, the blank lines below are part of the text.
        if "+" in text[start : line_end(text, start)].partition("#")[0]:
            return line_end(text, end - 1) if text[end - 1 : end] == "\n" else end
        return start + len(text[start:end].rstrip("\r\n"))
    return end


def entry_at(text: str, parent: CollectionNode, position: int) -> Entry:
    """Find an entry of a collection by its position."""
    if isinstance(parent, MappingNode):
        key, value = parent.value[position]
        start, key_end = int(key.start_mark.index), int(key.end_mark.index)
        colon = _COLON.match(text, key_end)
        marker_end = colon.end() if colon else -1
        end = end_of(text, value)
        if value.start_mark.index == value.end_mark.index:
            end = marker_end if colon else key_end
        return Entry(parent, position, key, value, start, marker_end, end)
    value = parent.value[position]
    start, marker_end = int(value.start_mark.index), -1
    if not parent.flow_style:
        before = end_of(text, parent.value[position - 1]) if position else int(parent.start_mark.index)
        start = skip_blank(text, before)
        marker_end = start + 1
    return Entry(parent, position, None, value, start, marker_end, end_of(text, value))


def skip_blank(text: str, index: int) -> int:
    """Pass spaces, newlines and comments."""
    match = _BLANK.match(text, index)
    return match.end() if match else index


def line_start(text: str, index: int) -> int:
    """Give the index of the first character of the line."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Give the index after the last character of the line, before its newline."""
    end = text.find("\n", index)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end


def next_line(text: str, index: int) -> int:
    """Give the index of the first character of the next line, the end of the text if there is none."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def layout_of(document: Document) -> Layout:
    """Find how a file is laid out, by what is most frequent in it; two spaces where it does not show."""
    steps: Counter[int] = Counter()
    offsets: Counter[int] = Counter()
    gaps: Counter[int] = Counter()
    stack = [document.root]
    while stack:
        node = stack.pop()
        if isinstance(node, MappingNode):
            for _, value in node.value:
                if is_block(node) and is_block(value):
                    counter = steps if isinstance(value, MappingNode) else offsets
                    counter[int(value.start_mark.column - node.start_mark.column)] += 1
                stack.append(value)
        elif isinstance(node, SequenceNode):
            if is_block(node) and node.value[0].start_mark.line == node.start_mark.line:
                gaps[int(node.value[0].start_mark.column - node.start_mark.column - 1)] += 1
            stack += node.value
    offset = _most_frequent(offsets)
    step = _most_frequent(steps) or offset or 2
    newline = "\r\n" if "\r\n" in document.text else "\n"
    return Layout(step, step if offset is None else offset, _most_frequent(gaps) or 1, newline)


def _most_frequent(counter: Counter[int]) -> int | None:
    return counter.most_common(1)[0][0] if counter else None
