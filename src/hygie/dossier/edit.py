"""Edits a YAML file in place: one span of the user's text is replaced, all the rest keeps its bytes.

Each function takes a text and gives the new one. The result is read again and must hold exactly the
data intended; otherwise, and for whatever cannot be edited so, `EditError` refuses and nothing changes.
"""

from collections.abc import Callable
from copy import copy
from pathlib import Path as FilePath

from yaml.nodes import CollectionNode, MappingNode, Node

from hygie.dossier.edit_data import PathError, same, value_at, with_value, without
from hygie.dossier.edit_errors import ConflictError, EditCode, EditError
from hygie.dossier.spans import Entry, entry_at, layout_of, line_start
from hygie.dossier.splices import (
    Splice,
    UneditableError,
    add_items,
    add_pair,
    fill_root,
    remove_entry,
    replace_value,
    whole_lines,
)
from hygie.dossier.yaml_document import Document, Path
from hygie.dossier.yaml_reader import DEFAULT, read_yaml
from hygie.dossier.yaml_values import Data
from hygie.dossier.yaml_writer import Layout, UnwritableError, check_writable
from hygie.kernel.digest import Digest, digest_bytes
from hygie.kernel.place import Place
from hygie.kernel.writing import write_whole

__all__ = ["ConflictError", "EditError", "append_item", "append_items", "apply_edit", "remove", "set_value"]

_BYTE_ORDER_MARK = "\ufeff"


def set_value(text: str, path: Path, value: Data, *, file: str = "") -> str:
    """Replace the value at a path, or add its key, and the mappings missing above it.

    ``file`` is the path as the user knows it, for the places of refusals.

    Raises:
        EditError: The text is refused by the reader, the path leads nowhere, the value cannot be
            written, or the result would not read back as intended.
    """
    edit = Editing(text, path, file)
    return edit.result(value, lambda: with_value(edit.document.data, path, value), edit.set)


def append_item(text: str, path: Path, value: Data, *, file: str = "") -> str:
    """Add an item at the end of the list at a path; a list absent or null is made.

    Raises:
        EditError: As `set_value`; or what stands at the path is not a list.
    """
    return append_items(text, path, [value], file=file)


def append_items(text: str, path: Path, values: list[Data], *, file: str = "") -> str:
    """Add items at the end of the list at a path; a list absent or null is made.

    Raises:
        EditError: As `append_item`.
    """
    edit = Editing(text, path, file)
    old = edit.present
    if old is not None and not isinstance(old, list):
        raise edit.refusal(EditCode.NOT_LIST)
    items = [*(old or []), *values]
    return edit.result(
        values if old else items,
        lambda: with_value(edit.document.data, path, items),
        lambda _: edit.extend(values) if old else edit.set(items),
    )


def remove(text: str, path: Path, *, file: str = "") -> str:
    """Take out a key or an item, with its lines and the comments on them; other comments stay.

    Raises:
        EditError: As `set_value`; or there is nothing at the path.
    """
    edit = Editing(text, path, file)
    return edit.result(None, lambda: without(edit.document.data, path), lambda _: edit.remove())


def apply_edit(path: FilePath, expected: Digest, edit: Callable[[str], str]) -> Digest:
    """Edit a file if its content is still the one whose digest is ``expected``; give the new digest.

    The new content is written beside, then takes the file's name and permissions in one step: a reader
    sees the old file or the new one, whole. A symbolic link is followed.

    Raises:
        ConflictError: The file has changed.
        EditError: As ``edit`` refuses, or the file is not UTF-8.
    """
    target = path.resolve(strict=True)
    content = target.read_bytes()
    _expect(path, expected, content)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise EditError(EditCode.UNREADABLE, Place(str(path)), cause="yaml_encoding") from error
    new = edit(text).encode()
    if new != content:
        write_whole(target, new, lambda: _expect(path, expected, target.read_bytes()))
    return digest_bytes(new)


def _expect(path: FilePath, expected: Digest, content: bytes) -> None:
    actual = digest_bytes(content)
    if actual != expected:
        raise ConflictError(str(path), expected, actual)


class Editing:
    """One edit of one text: the document read, the entry aimed at, the splice and its proof."""

    document: Document
    layout: Layout

    def __init__(self, text: str, path: Path, file: str) -> None:
        self.path, self.file = path, file
        # A lone surrogate is passed on, for the reader to refuse at its place.
        read = read_yaml(text.encode("utf-8", "surrogatepass"), file)
        if isinstance(read, tuple):
            raise EditError(EditCode.UNREADABLE, read[0].place, cause=read[0].code)
        self.document, self.layout = read, layout_of(read)
        if not path:
            raise self.refusal(EditCode.PATH)

    def at(self, path: Path) -> "Editing":
        """Aim at another path of the same text."""
        other = copy(self)
        other.path = path
        return other

    @property
    def present(self) -> Data:
        """Give what stands at the path, ``None`` where nothing does."""
        return value_at(self.document.data, self.path)

    def refusal(self, code: EditCode) -> EditError:
        """Refuse at the path aimed at."""
        return EditError(code, self.document.place(self.path), path=".".join(map(str, self.path)))

    def result(self, value: Data, intend: Callable[[], Data], splice: Callable[[Data], Splice]) -> str:
        """Apply a splice and prove that the text then holds what is intended."""
        try:
            check_writable(value, DEFAULT.depth)
            intended = intend()
            if same(intended, self.document.data):
                return self.marked(self.document.text)
            candidates = self._spliced(splice(value))
        except UnwritableError as error:
            raise EditError(EditCode.VALUE, Place(self.file), found=error.found) from error
        except PathError as error:
            raise self.refusal(error.code) from error
        except UneditableError as error:
            raise self.refusal(EditCode.STYLE) from error
        for text in map(self.marked, candidates):
            read = read_yaml(text.encode(), self.file)
            if isinstance(read, Document) and same(read.data, intended):
                return text
        raise self.refusal(EditCode.NOT_EXACT)

    def _spliced(self, splice: Splice) -> list[str]:
        """Give the text after a splice; then with the final newline that a literal text may need."""
        old = self.document.text
        text = old[: splice.start] + splice.replacement + old[splice.end :]
        needs_newline = splice.end == len(old) and not text.endswith("\n")
        return [text, text + self.layout.newline] if needs_newline else [text]

    def marked(self, text: str) -> str:
        """Give back its mark of encoding to a text that had one."""
        return _BYTE_ORDER_MARK + text if self.document.has_byte_order_mark else text

    def set(self, value: Data) -> Splice:
        """Replace the value, or add its key."""
        node, depth = self._deepest()
        text, layout = self.document.text, self.layout
        if depth == len(self.path):
            return replace_value(text, self._entry(depth), value, layout)
        key = str(self.path[depth])
        for step in reversed(self.path[depth + 1 :]):
            value = {str(step): value}
        if isinstance(node, MappingNode) and node.value:
            return add_pair(text, node, key, value, layout)
        if depth:
            return replace_value(text, self._entry(depth), {key: value}, layout)
        return fill_root(text, node if isinstance(node, CollectionNode) else None, {key: value}, layout)

    def extend(self, values: list[Data]) -> Splice:
        """Add items at the end of a list that is not empty."""
        node, _ = self._deepest()
        if not isinstance(node, CollectionNode):
            raise UneditableError
        return add_items(self.document.text, node, values, self.layout)

    def remove(self) -> Splice:
        """Take out the value, with its key or dash."""
        depth, text = len(self.path), self.document.text
        entry = self._entry(depth)
        if len(entry.parent.value) > 1:
            return remove_entry(text, entry)
        if depth > 1:
            nothing: Data = {} if isinstance(entry.parent, MappingNode) else []
            return replace_value(text, self._entry(depth - 1), nothing, self.layout)
        if entry.is_flow:
            return Splice(entry.parent.start_mark.index, entry.parent.end_mark.index, "{}")
        return whole_lines(text, line_start(text, entry.start), entry.end)

    def _deepest(self) -> tuple[Node | None, int]:
        """Give the deepest node that exists on the path, and the number of steps to it."""
        node = self.document.root
        for depth, step in enumerate(self.path):
            child = self.document.child(node, step)
            if child is None:
                return node, depth
            node = child[1]
        return node, len(self.path)

    def _entry(self, depth: int) -> Entry:
        """Find the entry reached by the first steps of the path."""
        parent = self.document.root
        for step in self.path[: depth - 1]:
            child = self.document.child(parent, step)
            parent = child[1] if child else None
        position = self.document.position(parent, self.path[depth - 1])
        if position is None or not isinstance(parent, CollectionNode):
            raise UneditableError
        return entry_at(self.document.text, parent, position)
