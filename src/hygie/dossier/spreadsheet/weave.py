"""Puts what a workbook declares into what a dossier declares: only what differs, the rest as it was.

What the workbook has no place for is kept. A blank takes something away only where the dossier still
says what it did when the workbook was exported: the blank is then the user's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from hygie.dossier.edit_data import value_at
from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.filled import Filled
from hygie.dossier.spreadsheet.naming import refs_of
from hygie.dossier.spreadsheet.sheets import Column, Holds, Table, sheets
from hygie.dossier.yaml_values import Data

_ALIKE: Final = 0.5
"""The part of two entries' fields that must be equal for one to be the other under a new name."""


class Act(Enum):
    """What happens to a value."""

    SET = "set"
    REMOVE = "remove"
    APPEND = "append"


@dataclass(frozen=True, slots=True)
class Change:
    """One change, at a path of the dossier as it was; ``path_after`` is where it stands after all of them."""

    act: Act
    path: Path
    path_after: Path
    value: Data = None
    before: Data = None


@dataclass(slots=True)
class Woven:
    """The declarations after, the changes that lead to them, and where each entry comes from.

    ``filled`` and ``dossier`` give the path of an entry in the workbook and in the dossier before, by its
    path after; ``kept`` are paths that the workbook leaves blank and that stay.
    """

    data: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    filled: dict[Path, Path] = field(default_factory=dict)
    dossier: dict[Path, Path] = field(default_factory=dict)


def weave(before: dict[str, Any], filled: Filled, *, exact: bool) -> Woven:
    """Put a workbook's declarations into a dossier's; ``exact`` says that blanks take away."""
    weaving = _Weaving(filled.carried, exact)
    roots = [column for sheet in sheets() if not isinstance(sheet, Table) for column in sheet.columns]
    tables = {sheet.key: sheet for sheet in sheets() if isinstance(sheet, Table)}
    weaving.tables = tables
    weaving.woven.data = weaving.entry(before, filled.data, _Spot((), (), ()), roots, None)
    return weaving.woven


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an entry stands: in the dossier before, in the workbook, in the dossier after."""

    before: Path
    filled: Path
    after: Path

    def down(self, *steps: str) -> "_Spot":
        return _Spot((*self.before, *steps), (*self.filled, *steps), (*self.after, *steps))


class _Weaving:
    tables: dict[str, Table]

    def __init__(self, carried: set[str], exact: bool) -> None:
        self.carried, self.exact, self.woven = carried, exact, Woven()

    def entry(
        self, old: dict[str, Any], new: dict[str, Any], spot: _Spot, columns: Sequence[Column], table: Table | None
    ) -> dict[str, Any]:
        """Weave one entry: its own fields, those of the entries inside it, then the lists that it holds."""
        after = _copied(old)
        whole: set[tuple[str, ...]] = set()
        for column in columns:
            if column.key not in self.carried or any(column.path[: len(path)] == path for path in whole):
                continue
            if column.holds is Holds.LIST:
                whole |= self._list(after, old, new, spot, column)
            elif self._field(after, old, new, spot, column):
                whole.add(column.path)
        return after

    def _field(
        self, after: dict[str, Any], old: dict[str, Any], new: dict[str, Any], spot: _Spot, column: Column
    ) -> bool:
        """Weave one field; tell whether it settled all that stands below it."""
        was, told = value_at(old, column.path), value_at(new, column.path)
        if column.holds is Holds.GROUP:
            if isinstance(told, dict) and isinstance(was, dict) and not {"unknown"} & {*was, *told}:
                return False
            if told is None and isinstance(was, dict) and was and "unknown" not in was:
                return False
        return self._settle(after, was, told, spot, column.path)

    def _settle(self, after: dict[str, Any], was: Any, told: Any, spot: _Spot, path: tuple[str, ...]) -> bool:  # noqa: ANN401 - plain data of any shape
        if was == told and type(was) is type(told):
            return isinstance(was, (dict, list))
        if told is None:
            if not self.exact:
                self.woven.kept.append((*spot.after, *path))
                return True
            if _emptied(after, path):
                self._note(Act.REMOVE, spot, path, None, was)
            return True
        existing = _existing(after, path)
        _put(after, path, told)
        # A value inside an entry that is not there yet comes with the whole of it.
        if len(existing) + 1 < len(path):
            return self._grown(after, spot, path[: len(existing) + 1])
        self._note(Act.SET, spot, path, told, was)
        return True

    def _grown(self, after: dict[str, Any], spot: _Spot, path: tuple[str, ...]) -> bool:
        self._note(Act.SET, spot, path, value_at(after, path), None)
        return True

    def _note(self, act: Act, spot: _Spot, path: tuple[str, ...], value: Any, was: Any) -> None:  # noqa: ANN401 - as above
        self.woven.changes.append(
            Change(act, (*spot.before, *path), (*spot.after, *path), value, was)
        )

    # -- lists of entries ------------------------------------------------------------------------

    def _list(
        self, after: dict[str, Any], old: dict[str, Any], new: dict[str, Any], spot: _Spot, column: Column
    ) -> set[tuple[str, ...]]:
        was, told = value_at(old, column.path), value_at(new, column.path)
        return set()
