"""Instances that are alike and stand alike are one: the coarsest partition that the joints respect.

Colour refinement: two instances keep one colour while they have the same template and settings, and as many
neighbours of each colour at each port. By induction on the rounds of the fixpoint, the same facts then hold
of both at every round (an equitable partition), counts included.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from hygie.composition.language.vocabulary import AssumptionState, Needs
from hygie.composition.lowering.assembly import Assembly, Instance


@dataclass(frozen=True, slots=True)
class Classes:
    """Which class each instance is in, and the instances of each class, in order."""

    of: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]


def merge_alike(assembly: Assembly) -> Classes:
    """Put together the instances that cannot be told apart."""
    neighbours = _neighbours(assembly)
    colours = _numbered(_look(instance) for instance in assembly.instances)
    count = max(colours) + 1
    while count < len(colours):
        colours = _numbered(
            (colour, tuple(sorted(Counter((label, colours[other]) for label, other in around).items())))
            for colour, around in zip(colours, neighbours, strict=True)
        )
        if max(colours) + 1 == count:
            break
        count = max(colours) + 1
    return _grouped(colours)


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


def _neighbours(assembly: Assembly) -> list[list[tuple[int, int]]]:
    """List around each instance what it is joined to, each with the number of the way it is joined."""
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
