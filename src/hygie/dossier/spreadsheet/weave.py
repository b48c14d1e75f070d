"""Puts what a workbook declares into what a dossier declares: the rest stays as it was.

What the workbook has no place for is kept. A blank takes something away only where the dossier still
says what it did when the workbook was exported: the blank is then the user's own.
"""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from hygie.dossier.edit_data import value_at
from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.filled import Filled
from hygie.dossier.spreadsheet.sheets import Column, Holds, Table, sheets

_ALIKE: Final = 0.5
"""The part of two entries' fields that must be equal for one to be the other under a new name."""

_FEW: Final = 10_000
"""Pairs of entries beyond which nobody looks for a new name."""

Steps = tuple[str, ...]
Entry = dict[str, Any]


@dataclass(slots=True)
class Woven:
    """The declarations after, and where each entry of a list comes from.

    ``filled`` and ``before`` give, by the path of an entry after, its path in the workbook and in the
    dossier before; ``kept`` are paths that the workbook leaves blank and that stay.
    """

    data: Entry = field(default_factory=dict)
    filled: dict[Path, Path] = field(default_factory=dict)
    before: dict[Path, Path] = field(default_factory=dict)
    kept: list[Path] = field(default_factory=list)


class _Spot(NamedTuple):
    """Where an entry stands: in the dossier before, in the workbook, in the dossier after."""

    before: Path = ()
    filled: Path = ()
    after: Path = ()


def weave(before: Entry, filled: Filled, *, exact: bool) -> Woven:
    """Put a workbook's declarations into a dossier's; ``exact`` says that blanks take away."""
    weaving = _Weaving(filled, exact)
    cards = [column for sheet in sheets() if not isinstance(sheet, Table) for column in sheet.columns]
    weaving.woven.data = weaving.entry(before, filled.data, _Spot(), cards, None)
    return weaving.woven


class _Weaving:
    def __init__(self, filled: Filled, exact: bool) -> None:
        self.carried, self.sheets = filled.carried, filled.tables
        self.exact, self.woven = exact, Woven()
        self.tables: dict[tuple[Table | None, Steps], Table] = {
            (sheet.parent, sheet.steps): sheet for sheet in sheets() if isinstance(sheet, Table)
        }

    def entry(
        self, old: Entry, new: Entry, spot: _Spot, columns: Sequence[Column], table: Table | None
    ) -> Entry:
        """Weave one entry: its own fields, those of the entries inside it, the lists that it holds."""
        after = _copied(old)
        groups = []
        for column in columns:
            if column.holds is Holds.LIST:
                self._list(after, value_at(old, column.path), value_at(new, column.path), spot, column, table)
            elif column.key not in self.carried:
                continue
            elif column.holds is Holds.GROUP:
                groups.append(column)
                self._group(after, value_at(old, column.path), value_at(new, column.path), column.path)
            else:
                self._value(
                    after, value_at(after, column.path), value_at(new, column.path), spot, column.path
                )
        for column in reversed(groups):
            self._close(after, value_at(old, column.path), value_at(new, column.path), spot, column.path)
        return after

    def _group(self, after: Entry, was: Any, told: Any, path: Steps) -> None:  # noqa: ANN401 - plain data
        """Say of an entry inside the entry that it is not known, or that it is there."""
        if _is_unknown(told):
            put(after, path, told)
        elif told is not None and (_is_unknown(was) or not isinstance(value_at(after, path), dict)):
            put(after, path, {})

    def _close(self, after: Entry, was: Any, told: Any, spot: _Spot, path: Steps) -> None:  # noqa: ANN401 - plain data
        """Take away an entry of which nothing is left, or that is no longer said to be there."""
        left = value_at(after, path)
        if told is not None or (left != {} and not _is_unknown(left)):
            return
        if was == left and not self.exact:
            self.woven.kept.append((*spot.after, *path))
        else:
            take(after, path)

    def _value(self, after: Entry, was: Any, told: Any, spot: _Spot, path: Steps) -> None:  # noqa: ANN401 - plain data
        if told is not None:
            put(after, path, told)
        elif was is not None and self.exact:
            take(after, path)
        elif was is not None:
            self.woven.kept.append((*spot.after, *path))

    # -- lists of entries ------------------------------------------------------------------------

    def _list(
        self,
        after: Entry,
        was: Any,  # noqa: ANN401 - plain data
        told: Any,  # noqa: ANN401 - plain data
        spot: _Spot,
        column: Column,
        holder: Table | None,
    ) -> None:
        """Weave a list that the entry holds, by the rows of its sheet and by what its own cell says."""
        table = self.tables[holder, column.path]
        has_rows, has_state = table.key in self.sheets, column.key in self.carried
        if isinstance(told, list) and told:
            listed = was if isinstance(was, list) else []
            put(after, column.path, self._entries(listed, told, spot, table, has_rows))
        elif told is not None:
            put(after, column.path, told)
        elif was is not None and (has_rows if isinstance(was, list) and was else has_state):
            if self.exact:
                take(after, column.path)
            else:
                self._keep(was, spot, column.path)
        elif isinstance(was, list):
            self._entries(was, [], spot, table, exact=False)

    def _keep(self, was: Any, spot: _Spot, path: Steps) -> None:  # noqa: ANN401 - plain data
        self.woven.kept.append((*spot.after, *path))
        for index in range(len(was) if isinstance(was, list) else 0):
            here: Path = (*path, index)
            self.woven.before[*spot.after, *here] = (*spot.before, *here)

    def _entries(
        self, old: Sequence[Entry], new: Sequence[Entry], spot: _Spot, table: Table, exact: bool
    ) -> list[Entry]:
        """Weave two lists: entries of the dossier in their order, then the new ones."""
        kept: list[Entry] = []
        for was, told in _pairs(old, new, table.identity.path, renamed=self.exact and exact):
            if told is None and self.exact and exact:
                continue
            below: Path = (*table.steps, len(kept))
            here = _Spot(
                (*spot.before, *table.steps, was) if was is not None else (),
                (*spot.filled, *table.steps, told) if told is not None else (),
                (*spot.after, *below),
            )
            if was is not None:
                self.woven.before[here.after] = here.before
            if told is not None:
                self.woven.filled[here.after] = here.filled
            kept.append(self._one(old, new, was, told, here, table))
        return kept

    def _one(
        self,
        old: Sequence[Entry],
        new: Sequence[Entry],
        was: int | None,
        told: int | None,
        here: _Spot,
        table: Table,
    ) -> Entry:
        if was is None:
            empty: Entry = {}
            return self.entry(empty, new[told], here, table.columns, table) if told is not None else empty
        if told is None:
            if table.key in self.sheets and not self.exact:
                self.woven.kept.append(here.after)
            return deepcopy(old[was])
        return self.entry(old[was], new[told], here, table.columns, table)


def _pairs(
    old: Sequence[Entry], new: Sequence[Entry], identity: Steps, *, renamed: bool
) -> list[tuple[int | None, int | None]]:
    """Pair the entries of two lists by what identifies them, whatever their order."""
    by_name = {name: index for index, name in enumerate(_names(new, identity))}
    paired: dict[int, int] = {}
    for index, name in enumerate(_names(old, identity)):
        if name in by_name:
            paired[index] = by_name.pop(name)
    left = sorted(by_name.values())
    lost = [index for index in range(len(old)) if index not in paired]
    if renamed and len(left) * len(lost) <= _FEW:
        for index in lost:
            best = max(left, key=lambda each: _alike(old[index], new[each], identity), default=None)
            if best is not None and _alike(old[index], new[best], identity) >= _ALIKE:
                paired[index] = best
                left.remove(best)
    return [*((index, paired.get(index)) for index in range(len(old))), *((None, index) for index in left)]


def _names(listed: Sequence[Entry], identity: Steps) -> list[tuple[str, int]]:
    """Name each entry, with how many of that name come before it."""
    seen: Counter[str] = Counter()
    named = []
    for entry in listed:
        name = str(value_at(entry, identity))
        named.append((name, seen[name]))
        seen[name] += 1
    return named


def _alike(one: Entry, other: Entry, identity: Steps) -> float:
    keys = (one.keys() | other.keys()) - {identity[0]}
    return sum(one.get(key) == other.get(key) for key in keys) / len(keys) if keys else 0.0


def _is_unknown(value: Any) -> bool:  # noqa: ANN401 - plain data of any shape
    return isinstance(value, dict) and "unknown" in value


def _copied(entry: Entry) -> Entry:
    """Copy an entry and the entries inside it; lists are replaced, never changed in place."""
    return {key: _copied(value) if isinstance(value, dict) else value for key, value in entry.items()}


def put(entry: Entry, path: Steps, value: Any) -> None:  # noqa: ANN401 - plain data of any shape
    """Set a value in an entry, making the entries on the way."""
    for step in path[:-1]:
        if not isinstance(entry.get(step), dict) or _is_unknown(entry[step]):
            entry[step] = {}
        entry = entry[step]
    entry[path[-1]] = value


def take(entry: Entry, path: Steps) -> None:
    """Take a value out of an entry, where it is."""
    holder = value_at(entry, path[:-1])
    if isinstance(holder, dict):
        holder.pop(path[-1], None)
