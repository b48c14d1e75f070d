"""Many edits of one file at once: read once, spliced together where their spans are apart, proved once.

The promise is that of `edit`: every line that no edit is about keeps its bytes, and the result reads back
as intended. Edits that cannot be made together are made one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from hygie.dossier.changes import Act
from hygie.dossier.edit import Editing, append_items, remove, set_value
from hygie.dossier.edit_data import PathError, same, value_at, with_value, without
from hygie.dossier.splices import Splice, UneditableError
from hygie.dossier.yaml_document import Document, Path
from hygie.dossier.yaml_reader import DEFAULT, read_yaml
from hygie.dossier.yaml_values import Data
from hygie.dossier.yaml_writer import UnwritableError, check_writable

LINE: Final = 110
"""Longest line on which a list of short values is written."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a file: set a value, take one out, or add those of a list at the end of a list."""

    act: Act
    path: Path
    value: Data = None


def edit_all(text: str, edits: Sequence[Edit], *, file: str = "") -> str:
    """Make all the edits, whose paths are those of the text as it is.

    Raises:
        EditError: one of them cannot be made; see `edit`.
    """
    sets = [edit for edit in edits if edit.act is Act.SET]
    adds = [edit for edit in edits if edit.act is Act.APPEND]
    # What is taken out moves nothing that is still to go.
    gone = sorted((edit for edit in edits if edit.act is Act.REMOVE), key=_order, reverse=True)
    for group in (sets, adds, gone):
        while group:
            text, group = _round(text, group, file)  # noqa: PLW2901 - what is left of it
    return text


def _order(edit: Edit) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in edit.path]


def _round(text: str, edits: list[Edit], file: str) -> tuple[str, list[Edit]]:
    """Make the first edits that can be made together; give the text, and the edits that are left.

    Those that do not read back as intended are tried again by half, so that one of them costs little.
    """
    editing = Editing(text, edits[0].path, file)
    editing.layout = replace(editing.layout, flow=LINE)
    splices = _splices(editing, edits)
    while splices:
        new = _proved(editing, splices, edits[: len(splices)], file)
        if new is not None:
            return new, edits[len(splices) :]
        splices = splices[: len(splices) // 2]
    return _alone(text, edits[0], file), edits[1:]


def _proved(editing: Editing, splices: list[Splice], edits: list[Edit], file: str) -> str | None:
    """Make edits together; give the text if it holds exactly what is intended."""
    intended: Data = editing.document.data
    try:
        for edit in edits:
            check_writable(edit.value, DEFAULT.depth)
            intended = _intended(intended, edit)
    except (UneditableError, UnwritableError, PathError):
        return None
    new = editing.marked(_spliced(editing.document.text, splices, edits))
    read = read_yaml(new.encode(), file)
    return new if isinstance(read, Document) and same(read.data, intended) else None


def _splices(editing: Editing, edits: list[Edit]) -> list[Splice]:
    """Give the splices of the first edits that do not touch one another."""
    splices: list[Splice] = []
    for edit in edits:
        try:
            splices.append(_splice(editing.at(edit.path), edit))
        except (UneditableError, UnwritableError):
            break
    return splices[: _apart([(splice.start, splice.end) for splice in splices])]


def _splice(aimed: Editing, edit: Edit) -> Splice:
    if edit.act is Act.REMOVE:
        return aimed.remove()
    if edit.act is Act.APPEND and isinstance(edit.value, list) and aimed.present:
        return aimed.extend(edit.value)
    return aimed.set(edit.value)


def _apart(spans: list[tuple[int, int]]) -> int:
    """Count the first spans that do not overlap; those that replace nothing may be at the same point."""
    ranked = sorted(range(len(spans)), key=lambda rank: spans[rank])
    first_clash = len(spans)
    furthest, owner = -1, -1
    for rank in ranked:
        start, end = spans[rank]
        if start < furthest:
            first_clash = min(first_clash, max(rank, owner))
        if end > furthest:
            furthest, owner = end, rank
    return first_clash


def _spliced(text: str, splices: list[Splice], edits: list[Edit]) -> str:
    """Apply splices that are apart; at one point, what stands deeper is written first."""
    ranked = sorted(
        range(len(splices)),
        key=lambda rank: (splices[rank].start, splices[rank].end, -len(edits[rank].path), rank),
    )
    parts, position = [], 0
    for rank in ranked:
        splice = splices[rank]
        parts += [text[position : splice.start], splice.replacement]
        position = splice.end
    return "".join([*parts, text[position:]])


def _intended(data: Data, edit: Edit) -> Data:
    if edit.act is Act.REMOVE:
        return without(data, edit.path)
    if edit.act is Act.SET:
        return with_value(data, edit.path, edit.value)
    present, added = value_at(data, edit.path), edit.value
    if not isinstance(present, list | None) or not isinstance(added, list):
        raise UneditableError
    return with_value(data, edit.path, [*(present or []), *added])


def _alone(text: str, edit: Edit, file: str) -> str:
    """Make one edit by itself."""
    if edit.act is Act.REMOVE:
        return remove(text, edit.path, file=file)
    if edit.act is Act.SET:
        return set_value(text, edit.path, edit.value, file=file)
    return append_items(text, edit.path, edit.value if isinstance(edit.value, list) else [], file=file)
