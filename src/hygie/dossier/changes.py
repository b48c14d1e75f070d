"""The changes that lead from what a dossier declares to something else, path by path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from hygie.dossier.paths import Path
from hygie.dossier.yaml_values import Data


class Act(Enum):
    """What happens to a value."""

    SET = "set"
    REMOVE = "remove"
    APPEND = "append"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``path`` is where in the dossier before, ``after`` where in the dossier after.

    An entry is appended to the list at ``path``; ``before`` is the value that was there, if any.
    """

    act: Act
    path: Path
    after: Path
    value: Data = None
    before: Data = None


Before = Mapping[Path, Path]
"""The path before of each entry of a list that was there before, by its path after."""


def changes_between(old: Data, new: Data, before: Before) -> Iterator[Change]:
    """Give the changes between two states of a dossier, ``before`` saying which entries are the same."""
    yield from _changes(old, new, (), (), before)


def _changes(old: Any, new: Any, path: Path, after: Path, before: Before) -> Iterator[Change]:  # noqa: ANN401 - plain data
    if type(old) is type(new) and old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and ("unknown" in old) == ("unknown" in new):
        yield from _in_mapping(old, new, path, after, before)
    elif isinstance(old, list) and isinstance(new, list) and _of_entries(old) and _of_entries(new):
        yield from _in_list(old, new, path, after, before)
    else:
        yield Change(Act.SET, path, after, new, old)


def _of_entries(listed: list[Any]) -> bool:
    return bool(listed) and all(isinstance(item, dict) for item in listed)


def _in_mapping(
    old: dict[str, Any], new: dict[str, Any], path: Path, after: Path, before: Before
) -> Iterator[Change]:
    for key, value in old.items():
        if key not in new:
            yield Change(Act.REMOVE, (*path, key), (*after, key), None, value)
    for key, value in new.items():
        if key not in old:
            yield Change(Act.SET, (*path, key), (*after, key), value)
        else:
            yield from _changes(old[key], value, (*path, key), (*after, key), before)


def _in_list(old: list[Any], new: list[Any], path: Path, after: Path, before: Before) -> Iterator[Change]:
    stay = set()
    for index, item in enumerate(new):
        was = before.get((*after, index))
        if was is None:
            yield Change(Act.APPEND, path, (*after, index), item)
        else:
            stay.add(was[-1])
            yield from _changes(old[int(was[-1])], item, was, (*after, index), before)
    for index, item in enumerate(old):
        if index not in stay:
            yield Change(Act.REMOVE, (*path, index), after, None, item)
