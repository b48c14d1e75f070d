"""What a map of a system shows: components from the outside to the patient, and one path through them.

Plain data, in words already chosen. A component may stand for many; when there are too many components to
be legible, those that are off the path are merged, by zone and type, then the least of each zone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from hygie.drawings.canvas import Look

MOST_DRAWN = 60
"""The number of components that a map shows legibly."""


class Component(NamedTuple):
    """A component, or ``copies`` alike; ``zone`` is the key of a zone."""

    key: str
    name: str
    type: str
    zone: str | None = None
    copies: int = 1


class Origin(NamedTuple):
    """Who may attack, and the components that are reached first."""

    key: str
    name: str
    touches: tuple[str, ...]


class Gate(NamedTuple):
    """A control on a component of the path; one that is open is not in place."""

    name: str
    closed: bool


class Step(NamedTuple):
    """A step of the path: where, in words, and the positions of the steps that it rests on."""

    component: str
    words: str
    needs: tuple[int, ...] = ()
    origin: str | None = None


class Outcome(NamedTuple):
    """What is lost at the end of the path, in words, or that nothing is."""

    title: str
    lines: tuple[str, ...]
    look: Look


@dataclass(frozen=True, slots=True)
class SystemPicture:
    """Everything that one map shows; zones are keys and names, from the outside to the patient."""

    components: tuple[Component, ...]
    outcome: Outcome
    zones: tuple[tuple[str, str], ...] = ()
    origins: tuple[Origin, ...] = ()
    connections: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = ()
    gates: Mapping[str, tuple[Gate, ...]] = field(default_factory=dict)


NodeKind = Literal["origin", "component", "outcome"]


class Node(NamedTuple):
    """A box of the map; ``classes`` counts the components that it stands for, ``zone`` is a position."""

    kind: NodeKind
    name: str
    zone: int | None = None
    copies: int = 1
    classes: int = 1
    steps: tuple[int, ...] = ()
    gates: tuple[Gate, ...] = ()


class Wire(NamedTuple):
    """A line between two nodes; the path runs towards the ends that are named in ``towards``."""

    first: int
    second: int
    towards: frozenset[int] = frozenset()


class Graph(NamedTuple):
    """The nodes and wires of a map; ``left_out`` counts the components that it does not show."""

    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...]
    zones: tuple[str, ...]
    left_out: int = 0


def graph_of(shown: SystemPicture, most: int = MOST_DRAWN) -> Graph:
    """Make the nodes of a map: origins, components or groups of them, then the outcome."""
    return _Gathered(shown, _grouped(shown, most), most).graph()


_Groups = list[list[Component]]


def _grouped(shown: SystemPicture, most: int) -> _Groups:
    """Merge components off the path until there are few enough: those of a type, then the least of a zone."""
    if len(shown.components) <= most:
        return [[component] for component in shown.components]
    on_path = {step.component for step in shown.steps}
    alone = [[component] for component in shown.components if component.key in on_path]
    zones: dict[str | None, dict[str, list[Component]]] = {}
    for component in shown.components:
        if component.key not in on_path:
            zones.setdefault(component.zone, {}).setdefault(component.type, []).append(component)
    merged = {zone: sorted(types.values(), key=_weight) for zone, types in zones.items()}
    for _ in range(len(alone) + sum(map(len, merged.values())) - most):
        largest = max(merged.values(), key=len)
        if len(largest) < 2:  # noqa: PLR2004 - one group cannot be merged
            break
        first, second, *others = largest
        largest[:] = sorted([first + second, *others], key=_weight)
    return [*alone, *(group for groups in merged.values() for group in groups)]


def _weight(group: list[Component]) -> tuple[int, str]:
    return sum(component.copies for component in group), group[0].key


class _Gathered:
    """The nodes of groups of components, and the wires between them."""

    def __init__(self, shown: SystemPicture, groups: _Groups, most: int) -> None:
        self._shown = shown
        self._origins = {origin.key: number for number, origin in enumerate(shown.origins)}
        self._zones = {key: number for number, (key, _) in enumerate(shown.zones)}
        self._steps: dict[str, list[int]] = {}
        for number, step in enumerate(shown.steps, start=1):
            self._steps.setdefault(step.component, []).append(number)

        def matters(group: list[Component]) -> tuple[int, int]:
            first = min((self._steps[each.key][0] for each in group if each.key in self._steps), default=0)
            return first or len(shown.steps) + 1, -sum(each.copies for each in group)

        kept = sorted(range(len(groups)), key=lambda number: (*matters(groups[number]), number))[:most]
        self._groups = [groups[number] for number in sorted(kept)]
        self._left_out = sum(map(len, groups)) - sum(map(len, self._groups))

    def graph(self) -> Graph:
        """Make the graph."""
        shown = self._shown
        nodes = [Node("origin", origin.name) for origin in shown.origins]
        at = {
            component.key: len(nodes) + number
            for number, group in enumerate(self._groups)
            for component in group
        }
        nodes += [self._node(group) for group in self._groups]
        nodes.append(Node("outcome", shown.outcome.title))
        names = tuple(name for _, name in shown.zones)
        return Graph(tuple(nodes), tuple(self._wires(at, len(nodes) - 1)), names, self._left_out)

    def _node(self, group: list[Component]) -> Node:
        first = group[0]
        return Node(
            "component",
            first.name if len(group) == 1 else _names_of(group),
            None if first.zone is None else self._zones.get(first.zone),
            sum(component.copies for component in group),
            len(group),
            tuple(number for component in group for number in self._steps.get(component.key, ())),
            tuple(gate for component in group for gate in self._shown.gates.get(component.key, ())),
        )

    def _wires(self, at: Mapping[str, int], outcome: int) -> Iterator[Wire]:
        found: dict[tuple[int, int], set[int]] = {}
        for first, second in self._ends(at):
            if first != second:
                found.setdefault((min(first, second), max(first, second)), set())
        for tail, head in self._course(at, outcome):
            if tail != head:
                found.setdefault((min(tail, head), max(tail, head)), set()).add(head)
        for (first, second), towards in sorted(found.items()):
            yield Wire(first, second, frozenset(towards))

    def _ends(self, at: Mapping[str, int]) -> Iterator[tuple[int, int]]:
        for number, origin in enumerate(self._shown.origins):
            yield from ((number, at[key]) for key in origin.touches if key in at)
        for first, second in self._shown.connections:
            if first in at and second in at:
                yield at[first], at[second]

    def _course(self, at: Mapping[str, int], outcome: int) -> Iterator[tuple[int, int]]:
        """Give the arrows of the path: from origins, from step to step, and to what is lost."""
        steps = self._shown.steps
        for step in steps:
            if step.component in at:
                here = at[step.component]
                if step.origin is not None and step.origin in self._origins:
                    yield self._origins[step.origin], here
                for need in step.needs:
                    yield from ((tail, here) for tail in self._stands_for(steps[need], at))
        if steps and steps[-1].component in at:
            yield at[steps[-1].component], outcome

    def _stands_for(self, step: Step, at: Mapping[str, int]) -> Iterator[int]:
        """Give the nodes of a step: its component, else its origin, else what it rests on itself."""
        if step.component in at:
            yield at[step.component]
        elif step.origin is not None and step.origin in self._origins:
            yield self._origins[step.origin]
        else:
            for need in step.needs:
                yield from self._stands_for(self._shown.steps[need], at)


def _names_of(group: list[Component]) -> str:
    """Name a group by its components; of many names, by the two that stand for most."""
    counts: dict[str, int] = {}
    for component in group:
        counts[component.name] = counts.get(component.name, 0) + component.copies
    names = sorted(counts, key=lambda name: (-counts[name], name))
    return ", ".join(names[:2]) + ("…" if names[2:] else "")
