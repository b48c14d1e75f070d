"""A whole system as one graph: the templates of its classes laid side by side, and joined."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hygie.composition.engine.graph import Booleans, Floats, Graph, Integers, from_edges
from hygie.composition.language.vocabulary import Mode
from hygie.composition.lowering.assembly import Assembly, Instance, Joint
from hygie.composition.lowering.merge import Classes
from hygie.composition.lowering.template import (
    IN_MODE,
    MODES,
    SHARED,
    FactKind,
    Key,
    LocalFact,
    Template,
)

_NOTHING = LocalFact(FactKind.HELP, "")


@dataclass(frozen=True, eq=False)
class Model:
    """The graph of a system. Node ``v >= SHARED`` belongs to the class ``owner(v)``.

    ``copies`` is how many instances each class stands for.
    """

    graph: Graph
    assembly: Assembly
    classes: Classes
    offsets: Integers
    copies: tuple[int, ...]
    guarded: Mapping[int, int]
    """Facts that a control outside their component guards: the node that holds past the guard."""

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        """One instance of each class, which speaks for all."""
        return tuple(self.assembly.instances[members[0]] for members in self.classes.members)

    def owner(self, node: int) -> int:
        """Tell the class that a node belongs to, -1 for what all share or nobody has."""
        return self._owners[node] if node < len(self._owners) else -1

    @cached_property
    def _owners(self) -> list[int]:
        sizes = np.diff(self.offsets)
        owners: list[int] = np.repeat(np.arange(len(sizes)), sizes).tolist()
        return [-1] * SHARED + owners

    def local(self, node: int) -> LocalFact:
        """Tell what a node stands for in its class; a helper where it stands for nothing."""
        owner = self.owner(node)
        if owner < 0:
            return _NOTHING
        return self.instances[owner].template.facts[node - int(self.offsets[owner]) + SHARED]

    def node(self, owner: int, local: int) -> int:
        """Give the node of a class that a template's node became."""
        return local if local < SHARED else int(self.offsets[owner]) + local - SHARED

    def fact(self, owner: int, key: Key) -> int:
        """Give the node of a named fact of a class.

        Raises:
            KeyError: the class has no such fact.
        """
        node = self.node(owner, self.instances[owner].template.ends[key].fact)
        return self.guarded.get(node, node)

    def inner_facts(self, component: str, key: Key) -> Iterator[int]:
        """Give the nodes of a fact of a component of the root; of the root itself where it is not named."""
        if not component:
            yield self.fact(0, key)
            return
        for child in self.assembly.inside[0, component]:
            yield self.fact(self.classes.of[child], key)

    def spread(self, name: str, otherwise: float) -> Floats:
        """Lay down an array that templates hold node by node, such as ``minutes``."""
        pieces = [getattr(instance.template, name)[SHARED:] for instance in self.instances]
        laid = np.full(self.graph.size, otherwise, dtype=np.float64)
        laid[SHARED : int(self.offsets[-1])] = np.concatenate(pieces) if pieces else []
        return laid

    @cached_property
    def local_facts(self) -> Booleans:
        """Tell the nodes that stand for a fact of some class."""
        found = np.zeros(self.graph.size, dtype=np.bool_)
        found[SHARED : int(self.offsets[-1])] = True
        return found


class _Joiner:
    """Collects the edges between instances; only those that enter the one that speaks for its class."""

    def __init__(self, assembly: Assembly, classes: Classes, offsets: Integers, size: int) -> None:
        self.instances = assembly.instances
        self.of = classes.of
        self.speaks = {members[0] for members in classes.members}
        self.offsets = offsets.tolist()
        self.inside = assembly.inside
        self.need: list[int] = []
        self.size = size
        self.edges: list[tuple[int, int]] = []
        self._seen: set[tuple[int, int]] = set()
        self._ways: dict[tuple[int, str, int, str, bool], tuple[list[_Way], list[_Way]]] = {}
        self._modes: dict[tuple[Mode, ...], int] = {}
        self._through: dict[tuple[int, ...], int] = {}

    def place(self, instance: int, local: int) -> int:
        return local if local < SHARED else int(self.offsets[self.of[instance]]) + local - SHARED

    def once(self, tail: int, head: int) -> None:
        if (tail, head) not in self._seen:
            self._seen.add((tail, head))
            self.edges.append((tail, head))

    def helper(self, need: int, tails: Sequence[int]) -> int:
        """Add a node that belongs to nobody."""
        self.need.append(need)
        node = self.size + len(self.need) - 1
        for tail in tails:
            self.edges.append((tail, node))
        return node

    def join(self, joint: Joint) -> None:
        there, back = self._passing(joint)
        if joint.second in self.speaks:
            self._pass(joint.first, joint.second, there, joint)
        if joint.first in self.speaks:
            self._pass(joint.second, joint.first, back, joint)

    def _pass(self, tail: int, head: int, ways: "list[_Way]", joint: Joint) -> None:
        for way in ways:
            conditions = [self.place(tail, way.tail)]
            if joint.modes is not None:
                conditions.append(self._in(joint.modes))
            self.once(self.all_of(conditions), self.place(head, way.head))

    def all_of(self, conditions: Sequence[int]) -> int:
        """Give a node that holds when all of these do, one for each set of conditions."""
        distinct = tuple(dict.fromkeys(conditions))
        if len(distinct) == 1:
            return distinct[0]
        node = self._through.get(distinct)
        if node is None:
            node = self._through[distinct] = self.helper(len(distinct), distinct)
        return node

    def _in(self, modes: tuple[Mode, ...]) -> int:
        node = self._modes.get(modes)
        if node is None:
            node = self._modes[modes] = self.helper(1, [IN_MODE[mode] for mode in modes])
        return node

    def _passing(self, joint: Joint) -> "tuple[list[_Way], list[_Way]]":
        """Give what passes from the first to the second of two joined ports, and back."""
        first, second = (self.instances[index].outside for index in (joint.first, joint.second))
        name = (id(first.template), joint.first_port, id(second.template), joint.second_port, joint.inward)
        found = self._ways.get(name)
        if found is None:
            one, other = first.ports[joint.first_port], second.ports[joint.second_port]
            if joint.inward:
                there = _common(one.incoming, other.incoming, FactKind.INCOMING, FactKind.INCOMING)
                back = _common(other.outgoing, one.outgoing, FactKind.OUTGOING, FactKind.OUTGOING)
            else:
                there = _common(one.outgoing, other.incoming, FactKind.OUTGOING, FactKind.INCOMING)
                back = _common(other.outgoing, one.incoming, FactKind.OUTGOING, FactKind.INCOMING)
            found = self._ways[name] = (
                _ways(first.template, joint.first_port, second.template, joint.second_port, there),
                _ways(second.template, joint.second_port, first.template, joint.first_port, back),
            )
        return found


@dataclass(frozen=True, slots=True)
class _Way:
    tail: int
    head: int


def _common(
    leaving: Sequence[str], entering: Sequence[str], left: FactKind, entered: FactKind
) -> list[tuple[str, FactKind, FactKind]]:
    may_enter = set(entering)
    return [(name, left, entered) for name in dict.fromkeys(leaving) if name in may_enter]


def _ways(
    tail: Template,
    tail_port: str,
    head: Template,
    head_port: str,
    common: Sequence[tuple[str, FactKind, FactKind]],
) -> "list[_Way]":
    return [
        _Way(
            tail.ends[Key(left, f"{tail_port}.{name}")].fact,
            head.ends[Key(entered, f"{head_port}.{name}")].entry,
        )
        for name, left, entered in common
    ]


def lay_down(assembly: Assembly, classes: Classes) -> Model:
    """Make the graph of a system."""
    speakers = [assembly.instances[members[0]] for members in classes.members]
    sizes = [instance.template.size for instance in speakers]
    offsets = np.concatenate(([SHARED], SHARED + np.cumsum(sizes))).astype(np.int32)
    joiner = _Joiner(assembly, classes, offsets, int(offsets[-1]))
    for joint in assembly.joints:
        joiner.join(joint)
    for (parent, name), children in assembly.inside.items():
        _cross(joiner, parent, name, children)
    guarded = _guard(joiner)
    need, tails, heads = _side_by_side(speakers, offsets)
    between = np.array(joiner.edges, dtype=np.int32).reshape(-1, 2)
    tails, heads = np.concatenate((tails, between[:, 0])), np.concatenate((heads, between[:, 1]))
    through = np.arange(joiner.size + len(joiner.need), dtype=np.int32)
    for node, gate in guarded.items():
        through[node] = gate
    behind = np.array([*guarded.items()], dtype=np.int32).reshape(-1, 2)
    graph = from_edges(
        np.concatenate((need, np.array(joiner.need, dtype=np.int32))),
        np.concatenate((through[tails], behind[:, 0])),
        np.concatenate((heads, behind[:, 1])),
    )
    copies = tuple(sum(assembly.instances[index].copies for index in members) for members in classes.members)
    return Model(graph, assembly, classes, offsets, copies, guarded)


def _cross(joiner: _Joiner, parent: int, name: str, children: Sequence[int]) -> None:
    """Join an instance with what it reads of a component inside it, and what it does to it."""
    template = joiner.instances[parent].template
    for crossing in template.reads:
        if crossing.component != name or parent not in joiner.speaks:
            continue
        head = joiner.place(parent, crossing.node)
        for child in children:
            instance = joiner.instances[child]
            tail = joiner.place(child, instance.template.ends[crossing.key].fact)
            if crossing.counts:
                joiner.edges.extend([(tail, head)] * instance.beside)
            else:
                joiner.once(tail, head)
    for crossing in template.writes:
        if crossing.component != name:
            continue
        for child in children:
            if child in joiner.speaks:
                entry = joiner.instances[child].template.ends[crossing.key].entry
                joiner.once(joiner.place(parent, crossing.node), joiner.place(child, entry))


def _guard(joiner: _Joiner) -> dict[int, int]:
    """Rule 6, for facts of components inside: give the node past their guards, for each that has some."""
    openings: dict[int, list[int]] = {}
    for (parent, name), children in joiner.inside.items():
        for guard in joiner.instances[parent].template.inner_guards:
            if guard.component != name:
                continue
            for child in children:
                if child in joiner.speaks:
                    node = joiner.place(child, joiner.instances[child].template.ends[guard.key].fact)
                    openings.setdefault(node, []).extend(
                        joiner.place(parent, gate) for gate in guard.openings
                    )
    # The edge from the guarded fact itself is laid after all others are led through the gate.
    return {node: joiner.helper(1 + len(gates), gates) for node, gates in openings.items()}


def _side_by_side(speakers: Sequence[Instance], offsets: Integers) -> tuple[Integers, Integers, Integers]:
    """Lay templates one after the other; the shared inputs stay the same nodes."""
    needs = [np.ones(SHARED, dtype=np.int32)]
    tails, heads = [], []
    for instance, offset in zip(speakers, offsets.tolist(), strict=False):
        template, shift = instance.template, offset - SHARED
        needs.append(template.need[SHARED:])
        tails.append(np.where(template.tails < SHARED, template.tails, template.tails + shift))
        heads.append(template.heads + shift)
    empty = [np.empty(0, dtype=np.int32)]
    return np.concatenate(needs), np.concatenate(tails or empty), np.concatenate(heads or empty)


def mode_nodes(modes: Sequence[Mode]) -> Mapping[Mode, int]:
    """Give the shared input of each mode."""
    return {mode: IN_MODE[mode] for mode in MODES if mode in modes}
