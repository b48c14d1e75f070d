"""Which span of the text an edit replaces, and by what: computed from the marks, applied by `edit`."""

import re
from typing import Final, NamedTuple

from yaml.nodes import CollectionNode, MappingNode, ScalarNode

from hygie.dossier.spans import Entry, end_of, entry_at, is_block, line_end, line_start, next_line
from hygie.dossier.yaml_values import Data
from hygie.dossier.yaml_writer import (
    Layout,
    write_block,
    write_flow,
    write_inline,
    write_literal,
    write_scalar,
)

_COMMA: Final = re.compile(r"\s*,")


class Splice(NamedTuple):
    """A span of the text, and what takes its place."""

    start: int
    end: int
    replacement: str


class UneditableError(Exception):
    """An entry written in a style that is not edited."""


def replace_value(text: str, entry: Entry, value: Data, layout: Layout) -> Splice:
    """Put a value in the place of an entry's, on one line or on lines of its own as suits it."""
    if entry.is_flow:
        return _replace_in_flow(entry, value)
    if entry.marker_end < 0:
        raise UneditableError
    inline = _write_like_old(text, entry, value)
    if inline is not None:
        return _replace_by_one_line(text, entry, inline)
    if isinstance(value, str):
        return _replace_by_literal(text, entry, value, layout)
    return _replace_by_lines(text, entry, value, layout)


def add_pair(text: str, mapping: MappingNode, key: str, value: Data, layout: Layout) -> Splice:
    """Add a key after the last of a mapping that is not empty."""
    if mapping.flow_style:
        return _add_in_flow(text, mapping, f"{write_scalar(key, in_flow=True)}: {write_flow(value)}")
    return _add_lines(text, mapping, {key: value}, layout)


def add_items(text: str, sequence: CollectionNode, values: list[Data], layout: Layout) -> Splice:
    """Add several items after the last of a list that is not empty."""
    if sequence.flow_style:
        return _add_in_flow(text, sequence, ", ".join(map(write_flow, values)))
    return _add_lines(text, sequence, values, layout)


def fill_root(text: str, root: CollectionNode | None, value: Data, layout: Layout) -> Splice:
    """Write the first entries of a file that holds none, after the comments it may hold."""
    block = layout.newline.join(write_block(value, 0, layout))
    if root is not None:
        return Splice(root.start_mark.index, root.end_mark.index, block)
    before = layout.newline if text and not text.endswith("\n") else ""
    after = layout.newline if not before else ""
    return Splice(len(text), len(text), before + block + after)


def remove_entry(text: str, entry: Entry) -> Splice:
    """Take out an entry that is not alone in its collection, with its lines and their own comments."""
    if entry.is_flow:
        return _remove_in_flow(text, entry)
    start = line_start(text, entry.start)
    before = text[start : entry.start]
    if not before.strip(" "):
        return whole_lines(text, start, entry.end)
    if before.strip(" -") or entry.position:
        raise UneditableError
    # The first of a mapping or list that begins on its dash's line: the next one comes up beside it.
    following = entry_at(text, entry.parent, 1).start
    end = line_end(text, entry.end)
    if text[end:following].strip():
        return Splice(start + len(before.rstrip(" ")), end, "")
    return Splice(entry.start, following, "")


def whole_lines(text: str, start: int, last: int) -> Splice:
    """Take out the lines from the one that begins at ``start`` to the one that holds ``last``.

    A text without a final newline stays without one.
    """
    end = next_line(text, last)
    if end == len(text) and not text.endswith("\n") and start:
        start = line_end(text, start - 1)
    return Splice(start, end, "")


def _replace_in_flow(entry: Entry, value: Data) -> Splice:
    new = write_flow(value, _quote(entry))
    if not entry.is_empty:
        return Splice(entry.value.start_mark.index, entry.end, new)
    return Splice(entry.end, entry.end, f" {new}" if entry.marker_end >= 0 else f": {new}")


def _quote(entry: Entry) -> str:
    style = entry.value.style if isinstance(entry.value, ScalarNode) else None
    return style if style in {"'", '"'} else ""


def _write_like_old(text: str, entry: Entry, value: Data) -> str | None:
    old = entry.value
    if isinstance(old, CollectionNode) and old.flow_style and old.value and not _is_below(text, entry):
        kind = dict if isinstance(old, MappingNode) else list
        if isinstance(value, kind):
            return write_flow(value)
    return write_inline(value, _quote(entry))


def _is_below(text: str, entry: Entry) -> bool:
    """Tell whether the value starts on a later line than its key or dash."""
    return not entry.is_empty and "\n" in text[entry.marker_end : entry.value.start_mark.index]


def _replace_by_one_line(text: str, entry: Entry, new: str) -> Splice:
    start = int(entry.value.start_mark.index)
    if entry.is_empty:
        return Splice(entry.marker_end, entry.marker_end, f" {new}")
    if not is_block(entry.value):
        return Splice(start, entry.end, new)
    if not _is_below(text, entry):
        return Splice(start, line_end(text, entry.end), new)
    lines = whole_lines(text, line_start(text, start), entry.end)
    return Splice(entry.marker_end, lines.end, f" {new}" + text[entry.marker_end : lines.start])


def _comment_beside(text: str, entry: Entry) -> str:
    """Give the comment on the line of the key or dash, with the spaces before it, if it can be kept."""
    if _is_below(text, entry):
        start = entry.marker_end
    elif is_block(entry.value) or (isinstance(entry.value, ScalarNode) and entry.value.style in {"|", ">"}):
        return ""
    else:
        start = entry.end
    return text[start : line_end(text, start)].rstrip(" \t")


def _replace_by_literal(text: str, entry: Entry, value: str, layout: Layout) -> Splice:
    header, lines = write_literal(value, entry.column + layout.step)
    first = f" {header}{_comment_beside(text, entry)}"
    return Splice(entry.marker_end, line_end(text, entry.end), layout.newline.join([first, *lines]))


def _replace_by_lines(text: str, entry: Entry, value: Data, layout: Layout) -> Splice:
    end = line_end(text, entry.end)
    if _is_below(text, entry):
        start = line_start(text, entry.value.start_mark.index)
        lines = write_block(value, _column_below(text, entry, value, layout), layout)
        return Splice(start, end, layout.newline.join(lines))
    comment = _comment_beside(text, entry)
    if entry.key is not None:
        lines = write_block(value, _column_below(text, entry, value, layout), layout)
        return Splice(entry.marker_end, end, layout.newline.join([comment, *lines]))
    gap = layout.dash_gap if entry.is_empty else entry.value.start_mark.index - entry.marker_end
    column = entry.column + 1 + gap
    first, *others = write_block(value, column, layout)
    beside = f"{' ' * gap}{first[column:]}{comment}"
    return Splice(entry.marker_end, end, layout.newline.join([beside, *others]))


def _column_below(text: str, entry: Entry, value: Data, layout: Layout) -> int:
    kind = MappingNode if isinstance(value, dict) else CollectionNode
    if is_block(entry.value) and isinstance(entry.value, kind) and _is_below(text, entry):
        return int(entry.value.start_mark.column)
    is_list_of_key = isinstance(value, list) and entry.key is not None
    return entry.column + (layout.dash_offset if is_list_of_key else layout.step)


def _add_in_flow(text: str, collection: CollectionNode, new: str) -> Splice:
    end = entry_at(text, collection, len(collection.value) - 1).end
    return Splice(end, end, f", {new}")


def _add_lines(text: str, collection: CollectionNode, value: Data, layout: Layout) -> Splice:
    end = line_end(text, end_of(text, collection))
    lines = write_block(value, int(collection.start_mark.column), layout)
    return Splice(end, end, layout.newline.join(["", *lines]))


def _remove_in_flow(text: str, entry: Entry) -> Splice:
    if entry.position == len(entry.parent.value) - 1:
        before = entry_at(text, entry.parent, entry.position - 1).end
        if "#" not in text[before : entry.start]:
            return Splice(before, entry.end, "")
        # The comment of others between the two stays, and the comma before it, which must be the last.
        comma = _COMMA.match(text, entry.end)
        return Splice(entry.start, comma.end() if comma else entry.end, "")
    following = entry_at(text, entry.parent, entry.position + 1).start
    has_comment = "#" in text[entry.end : following]
    return Splice(entry.start, line_end(text, entry.end) if has_comment else following, "")
