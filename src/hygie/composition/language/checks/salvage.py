"""What can still be checked where shapes are wrong, so that one mistake does not hide the others.

What is wrong is left out, and remembered: nothing is then said of what may only be missing because of it.
"""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from pydantic import ValidationError

from hygie.composition.language.names import SECTIONS
from hygie.composition.language.vocabulary import ComponentType, System, Systems
from hygie.dossier.checks import PlaceOf
from hygie.dossier.paths import Path
from hygie.dossier.yaml_values import Data
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

_ROUNDS = 12
# Texts for people: without one, the rest of the entry can still be checked.
_STAND_INS = frozenset({"title", "text"})
# How the validator points at the key of a mapping, instead of its value.
_KEY = "[key]"
_BODY, _SECTION = 2, 3
_WITHOUT_NAMES = frozenset({*ComponentType.model_fields, *System.model_fields} - {*SECTIONS, "zones"})
_ABOUT_NAMES = ("found", "name", "first", "second")


@dataclass
class Salvage:
    """Declarations without what is wrong in them.

    ``lost`` are the paths of what was left out, ``bad_names`` those of entries whose own name is wrong.
    """

    data: dict[str, Data]
    lost: set[Path] = field(default_factory=set)
    bad_names: list[Path] = field(default_factory=list)
    _ranks: dict[int, list[int]] = field(default_factory=dict)

    def damaged(self) -> frozenset[Path]:
        """Give the types and systems of which something was left out."""
        return frozenset(path[:_BODY] for path in self.lost if len(path) >= _BODY)

    def ruined(self) -> frozenset[Path]:
        """Give those that lack a whole section, perhaps one whose key is misspelled: names may be missing."""
        sections = (path for path in self.lost if len(path) == _SECTION)
        return frozenset(path[:_BODY] for path in sections if path[-1] not in _WITHOUT_NAMES)

    def hides_entries(self) -> bool:
        """Say whether types, systems or components may have been left out without their names being known."""
        whole = (path for path in self.lost if len(path) == 1 or path[_BODY:] == ("components",))
        return any(whole) or any(len(path) == _BODY and path[0] == "systems" for path in self.lost)

    def kept(self, mistakes: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Keep the mistakes about names that are none of those left out."""
        names = {step for path in self.lost for step in (*path[1:_BODY], *path[_SECTION:])}
        for mistake in mistakes:
            texts = (str(mistake.parameters.get(key, "")).partition("@")[0] for key in _ABOUT_NAMES)
            if names.isdisjoint(word for text in texts for word in text.split(".")):
                yield mistake

    def place_with(self, place: PlaceOf) -> PlaceOf:
        """Give places by the paths that are left, from places by the paths as they were written."""

        def where(path: Path, *, key: bool = False) -> Place:
            return place(self.original(path), key=key)

        return where

    def original(self, path: Path) -> Path:
        """Give a path as it was before items were left out of lists."""
        steps: list[str | int] = []
        value: Any = self.data
        for step in path:
            ranks = self._ranks.get(id(value), ())
            steps.append(ranks[step] if isinstance(step, int) and step < len(ranks) else step)
            value = _child(value, step)
        return tuple(steps)

    def leave_out(self, path: Path) -> None:
        """Leave out what stands at a path."""
        parent, last = self._at(path[:-1]), path[-1]
        if last not in _STAND_INS:
            self.lost.add(self.original(path))
        if isinstance(parent, dict) and isinstance(last, str):
            parent.pop(last, None)
        elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
            ranks = self._ranks.setdefault(id(parent), list(range(len(parent))))
            del parent[last], ranks[last]

    def complete(self, path: Path, key: str) -> None:
        """Write a stand-in for a text that is missing, or leave out the entry that misses something."""
        entry = self._at(path)
        if isinstance(entry, dict) and key in _STAND_INS:
            entry[key] = "?"
        elif path:
            self.leave_out(path)

    def _at(self, path: Path) -> Any:  # noqa: ANN401 - a path may lead to any value
        value: Any = self.data
        for step in path:
            value = _child(value, step)
        return value


def salvage(data: dict[str, Data]) -> tuple[Systems, Salvage]:
    """Read what can be read of declarations whose shape is wrong."""
    saved = Salvage(copy.deepcopy(data))
    for path in sorted(_nulls(saved.data), reverse=True):
        saved.leave_out(path)
    for _ in range(_ROUNDS):
        try:
            return Systems.model_validate_json(msgspec.json.encode(saved.data)), saved
        except ValidationError as refusal:
            errors = refusal.errors(include_url=False, include_context=False, include_input=False)
        wrong: dict[Path, str] = {}
        for error in errors:
            path = _located(error["loc"], saved.data)
            missing = str(error["loc"][-1]) if error["type"] == "missing" else ""
            wrong[path] = wrong.get(path, missing) and missing
            if error["loc"][-1] == _KEY:
                saved.bad_names.append(path)
        # From the end, so that the ranks of what is still to be left out stay right.
        for path in sorted(wrong, reverse=True):
            if wrong[path]:
                saved.complete(path, wrong[path])
            elif path:
                saved.leave_out(path)
    return Systems(), saved


def _located(location: tuple[str | int, ...], data: Data) -> Path:
    """Follow the validator's location through the data, where names of union branches lead nowhere."""
    path: list[str | int] = []
    value = data
    for step in location:
        if _has(value, step):
            path.append(step)
            value = _child(value, step)
    return tuple(path)


def _nulls(data: Data) -> Iterator[Path]:
    pending: list[tuple[Path, Data]] = [((), data)]
    while pending:
        path, value = pending.pop()
        if value is None:
            yield path
        elif isinstance(value, dict):
            pending.extend(((*path, key), item) for key, item in value.items())
        elif isinstance(value, list):
            pending.extend(((*path, index), item) for index, item in enumerate(value))


def _has(value: Data, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _child(value: Any, step: str | int) -> Any:  # noqa: ANN401 - data of any shape
    return value[step] if _has(value, step) else None
