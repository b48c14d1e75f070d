"""Which sheet a change is about, and how many entries it adds, changes or takes away in each sheet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from hygie.dossier.changes import Act, Change
from hygie.dossier.dossier import Dossier
from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.sheets import Column, Sheet, Table, columns_by_key, sheets


class Spot(NamedTuple):
    """Where a path stands for people: its sheet, what the entries that hold it are called, its column.

    ``column`` is none for an entry as a whole, ``sheet`` for what no sheet has.
    """

    sheet: Sheet | None
    names: tuple[str, ...] = ()
    column: Column | None = None


@dataclass(slots=True)
class Tally:
    """What changes in one sheet: the entries of a table, the answers of a card."""

    added: set[Path] = field(default_factory=set)
    changed: set[Path] = field(default_factory=set)
    removed: set[Path] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)


def act_of(change: Change) -> Act:
    """Say what happens for people: what is set where nothing was is added."""
    return Act.APPEND if change.act is Act.SET and change.before is None else change.act


def tallies(changes: Iterable[Change]) -> dict[str, Tally]:
    """Tally changes by the key of their sheet, in the order of the vocabulary; entries in entries count."""
    found: dict[str, Tally] = {sheet.key: Tally() for sheet in sheets()}
    for change in changes:
        path = change.path if change.act is Act.REMOVE else change.after
        _count(found, change, path)
        sheet = spot_of(next(_answers(change.value, path), path)).sheet
        if sheet is not None:
            found[sheet.key].changes.append(change)
    return {key: tally for key, tally in found.items() if tally.changes or tally.added or tally.removed}


def _count(found: dict[str, Tally], change: Change, path: Path) -> None:
    """Count the entries that come and go; then the entry that holds the change, else the answers."""
    for key, here in _entries(change.value, path):
        found[key].added.add(here)
    for key, here in _entries(change.before, path):
        found[key].removed.add(here)
    if isinstance(path[-1], int):
        return
    holders = list(_steps(path))
    if holders:
        holder = path[: holders[-1]]
        found[key_of(holder)].changed.add(holder)
        return
    act = act_of(change)
    for answer in _answers(change.before if act is Act.REMOVE else change.value, path):
        sheet = spot_of(answer).sheet
        if sheet is not None:
            tally = found[sheet.key]
            held = {Act.APPEND: tally.added, Act.SET: tally.changed, Act.REMOVE: tally.removed}[act]
            held.add(answer)


def _answers(value: Any, path: Path) -> Iterator[Path]:  # noqa: ANN401 - plain data of any shape
    """Give the paths of the answers in a value, apart from entries of lists, which have their own rows."""
    if isinstance(value, dict) and value and "unknown" not in value:
        for key, inner in value.items():
            yield from _answers(inner, (*path, key))
    elif not (isinstance(value, list) and any(isinstance(item, dict) for item in value)):
        yield path


def _entries(value: Any, path: Path) -> Iterator[tuple[str, Path]]:  # noqa: ANN401 - plain data of any shape
    """Give the entries that a value holds, itself included, each with the key of its sheet."""
    if isinstance(value, dict):
        if isinstance(path[-1], int) and (key := key_of(path)) in sheets_by_key():
            yield key, path
        for key, inner in value.items():
            yield from _entries(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _entries(inner, (*path, index))


def key_of(path: Sequence[str | int]) -> str:
    """Write the key of a path as sheets and columns have it: ``actors[].storage[].country``."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            words[-1] += "[]"
        else:
            words.append(step)
    return ".".join(words)


@cache
def sheets_by_key() -> dict[str, Sheet]:
    """Find a sheet by its key."""
    return {sheet.key: sheet for sheet in sheets()}


def spot_of(path: Path, dossier: Dossier | None = None) -> Spot:
    """Find where a path stands; entries are called as the dossier calls them, if it is given."""
    sheet, column = _column_of(path)
    names = tuple(_name(path[:length], dossier) for length in _steps(path)) if dossier is not None else ()
    return Spot(sheet, names, column)


def _column_of(path: Path) -> tuple[Sheet | None, Column | None]:
    for length in range(len(path), 0, -1):
        key = key_of(path[:length])
        if isinstance(path[length - 1], int):
            if key in sheets_by_key():
                return sheets_by_key()[key], None
        elif key in columns_by_key():
            return columns_by_key()[key]
        elif f"{key}[]" in sheets_by_key():
            return sheets_by_key()[f"{key}[]"], None
    return sheets_by_key().get(str(path[0])), None


def _steps(path: Path) -> Iterator[int]:
    return (length for length, step in enumerate(path, start=1) if isinstance(step, int))


def _name(path: Path, dossier: Dossier) -> str:
    """Name an entry by its id, else by the field that identifies it, else by its rank."""
    table = sheets_by_key().get(key_of(path))
    named = dossier.value_at((*path, *table.identity.path)) if isinstance(table, Table) else None
    return str(int(path[-1]) + 1) if named is None else str(named)
