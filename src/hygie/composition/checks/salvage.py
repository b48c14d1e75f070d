"""What can still be checked where shapes are wrong, so that one mistake does not hide the others.

What is wrong is left out, and remembered: nothing is then said of what may only be missing because of it.
"""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from pydantic import ValidationError

from hygie.composition.vocabulary import Systems
from hygie.dossier.checks import PlaceOf
from hygie.dossier.paths import Path
from hygie.dossier.yaml_values import Data
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

_ROUNDS = 12
# A title is for people: without one, the rest of the entry can still be checked.
_STAND_INS = {"title": "?", "text": "?"}
_OF_ENTRY = 2
# Said of what is not there, and of how large the whole is: not when something was left out.
_OF_ABSENCE = frozenset(
    {
        "composition_at_least_too_many",
        "composition_own_port_idle",
        "composition_port_unwired",
        "composition_step_without_condition",
        "composition_wire_idle",
    }
)


@dataclass
class Salvage:
    """Declarations without what is wrong in them; ``lost`` are the paths of what was left out."""

    data: dict[str, Data]
    lost: set[Path] = field(default_factory=set)
    _ranks: dict[int, list[int]] = field(default_factory=dict)

    def place_with(self, place: PlaceOf) -> PlaceOf:
        """Give places by the paths that are left, from places by the paths as they were written."""

        def original(path: Path, *, key: bool = False) -> Place:
            return place(self.original(path), key=key)

        return original

    def original(self, path: Path) -> Path:
        """Give a path as it was before items were left out of lists."""
        steps: list[str | int] = []
        value: Any = self.data
        for step in path:
            ranks = self._ranks.get(id(value))
            steps.append(ranks[step] if ranks and isinstance(step, int) and step < len(ranks) else step)
            value = _child(value, step)
        return tuple(steps)

    def opaque(self) -> frozenset[str]:
        """Give the types of which something was left out."""
        return frozenset(str(path[1]) for path in self.lost if len(path) > 1 and path[0] in {"types", "published"})

    def kept(self, mistakes: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Keep the mistakes that what was left out cannot have caused."""
        names = {str(step) for path in self.lost for step in path[_OF_ENTRY - 1 :]}
        for mistake in mistakes:
            found = {
                word
                for key in ("found", "name", "first", "second")
                for word in str(mistake.parameters.get(key, "")).replace(" – ", ".").partition("@")[0].split(".")
            }
            if mistake.code not in _OF_ABSENCE and names.isdisjoint(found):
                yield mistake

    def leave_out(self, path: Path) -> None:
        """Leave out what stands at a path."""
        parent = self._at(path[:-1])
        last = path[-1]
        self.lost.add(self.original(path))
        if isinstance(parent, dict) and last in parent:
            del parent[str(last)]
        elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
            ranks = self._ranks.setdefault(id(parent), list(range(len(parent))))
            del parent[last], ranks[last]

    def stand_in(self, path: Path, key: str) -> None:
        """Write a stand-in for a text that is missing, or leave out the entry that misses something."""
        entry = self._at(path)
        if isinstance(entry, dict) and key in _STAND_INS:
            entry[key] = _STAND_INS[key]
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
    for _ in range(_ROUNDS):
        for path in _in_reverse(_nulls(saved.data)):
            saved.leave_out(path)
        try:
            return Systems.model_validate_json(msgspec.json.encode(saved.data)), saved
        except ValidationError as refusal:
            errors = refusal.errors(include_url=False, include_context=False, include_input=False)
        for path, missing in _in_reverse_order(_wrong(error["loc"], error["type"], saved.data) for error in errors):
            if missing:
                saved.stand_in(path, missing)
            elif path:
                saved.leave_out(path)
    return Systems(), saved
