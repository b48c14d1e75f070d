"""Instances that are alike and stand alike are one: the coarsest partition that the joints respect.

Colour refinement: two instances keep one colour while they have the same template and settings, and as many
neighbours of each colour at each port. By induction on the rounds of the fixpoint, the same facts then hold
of both at every round (an equitable partition), counts included.

A class that has split asks again only of the neighbours of its parts, all but the largest: what is seen of
that one is what was seen of the whole less what is seen of the others (Hopcroft 1971; for counts, Cardon and
Crochemore 1982). Each joint is then looked at O(log n) times, where rounds over all instances would take n of
them along a row.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from hygie.composition.language.vocabulary import AssumptionState, Needs
from hygie.composition.lowering.assembly import Assembly, Instance

Neighbours = Sequence[Sequence[tuple[int, int]]]
"""Around each instance what it is joined to, each with the number of the way it is joined."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Which class each instance is in, and the instances of each class, in order."""

    of: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]


def merge_alike(assembly: Assembly) -> Classes:
    """Put together the instances that cannot be told apart."""
    looks = _numbered(_look(instance) for instance in assembly.instances)
    return _grouped(refine(looks, _neighbours(assembly)))


def refine(colours: Sequence[int], neighbours: Neighbours) -> list[int]:
    """Split colours, no more than is needed, until all of a colour have as many neighbours of each, each way.

    Colours are numbered from 0 in the order in which they appear.
    """
    partition = _Partition(colours)
    watching: list[list[tuple[int, int]]] = [[] for _ in colours]
    for watcher, around in enumerate(neighbours):
        for way, seen in around:
            watching[seen].append((watcher, way))
    waiting = dict.fromkeys(range(len(partition.parts)))
    while waiting:
        part, _ = waiting.popitem()
        sights: dict[int, Counter[int]] = {}
        for seen in partition.parts[part]:
            for watcher, way in watching[seen]:
                sights.setdefault(watcher, Counter())[way] += 1
        for split in partition.split(sights):
            # Whoever still has to ask of the whole has to ask of each part.
            asked = split if split[0] in waiting else partition.but_largest(split)
            waiting.update(dict.fromkeys(asked))
    return _numbered(partition.colours)


class _Partition:
    """Instances by colour; a part that splits keeps its number for those of it that saw nothing, if any."""

    def __init__(self, colours: Sequence[int]) -> None:
        self.colours = list(colours)
        self.parts: list[set[int]] = [set() for _ in range(max(colours, default=-1) + 1)]
        for member, colour in enumerate(colours):
            self.parts[colour].add(member)

    def split(self, sights: dict[int, Counter[int]]) -> list[list[int]]:
        """Tell apart those of a colour that have not the same sights; give the parts of each that splits."""
        groups: dict[int, dict[Hashable, list[int]]] = {}
        for member, ways in sights.items():
            look = tuple(sorted(ways.items()))
            groups.setdefault(self.colours[member], {}).setdefault(look, []).append(member)
        found = []
        for colour, alike in groups.items():
            rest = len(self.parts[colour]) - sum(map(len, alike.values()))
            apart = list(alike.values())[0 if rest else 1 :]
            if apart:
                found.append([colour, *(self._part(colour, members) for members in apart)])
        return found

    def _part(self, colour: int, members: Sequence[int]) -> int:
        self.parts[colour].difference_update(members)
        self.parts.append(set(members))
        for member in members:
            self.colours[member] = len(self.parts) - 1
        return len(self.parts) - 1

    def but_largest(self, split: Sequence[int]) -> list[int]:
        """Give all of these parts but the one with most members."""
        largest = max(split, key=lambda part: len(self.parts[part]))
        return [part for part in split if part != largest]


def apart(assembly: Assembly) -> Classes:
    """Keep every instance by itself."""
    return _grouped(list(range(len(assembly.instances))))


def _grouped(colours: list[int]) -> Classes:
    members: list[list[int]] = [[] for _ in range(max(colours) + 1)]
    for index, colour in enumerate(colours):
        members[colour].append(index)
    return Classes(tuple(colours), tuple(map(tuple, members)))


def _numbered(looks: Iterable[Hashable]) -> list[int]:
    """Number what differs, in the order in which it appears."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(look, len(numbers)) for look in looks]


def _look(instance: Instance) -> Hashable:
    """Give what tells an instance from another by itself."""
    component = instance.component
    return (
        id(instance.template),
        instance.copies,
        instance.beside,
        None if component is None else component.zone,
        tuple(sorted((name, str(state)) for name, state in instance.controls.items())),
        tuple(sorted((name, _state(state)) for name, state in instance.assumptions.items())),
        tuple(sorted((name, _need(needs)) for name, needs in instance.needs.items())),
    )


def _state(state: AssumptionState) -> str:
    return state.model_dump_json()


def _need(needs: Needs) -> str:
    return needs.model_dump_json()


def _neighbours(assembly: Assembly) -> Neighbours:
    """List around each instance what it is joined to; a way has a number for each of its two ends."""
    around: list[list[tuple[int, int]]] = [[] for _ in assembly.instances]
    labels: dict[Hashable, int] = {}

    def meet(first: int, second: int, way: tuple[Hashable, ...]) -> None:
        around[first].append((labels.setdefault((0, *way), len(labels)), second))
        around[second].append((labels.setdefault((1, *way), len(labels)), first))

    for joint in assembly.joints:
        meet(joint.first, joint.second, (joint.first_port, joint.second_port, joint.inward, joint.modes))
        if not joint.inward:
            # The same joint written from its other end is the same.
            meet(joint.second, joint.first, (joint.second_port, joint.first_port, False, joint.modes))
    for (parent, name), children in assembly.inside.items():
        template = assembly.instances[parent].template
        ways: list[tuple[Hashable, ...]] = [
            (sense, crossing.key, crossing.node, crossing.counts)
            for sense, crossings in (("reads", template.reads), ("writes", template.writes))
            for crossing in crossings
            if crossing.component == name
        ]
        ways += [
            ("guards", guard.key, guard.control, "")
            for guard in template.inner_guards
            if guard.component == name
        ]
        for way in ways:
            for child in children:
                meet(parent, child, way)
    return around
