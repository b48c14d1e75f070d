"""Why a fact holds: one derivation, each step with the rule that gives it, and the classes of attacks.

A node is explained by nodes that came to hold at an earlier round of the fixpoint, so that no fact is ever
its own reason. A class of attacks is a set of component types that suffices, and no smaller one does.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hygie.composition.analysis.results import AttackPath
from hygie.composition.analysis.telling import Teller
from hygie.composition.engine.graph import Booleans, Graph, Offsets, from_edges
from hygie.composition.engine.kernels import closure
from hygie.composition.engine.monotone import elements
from hygie.composition.engine.slices import Slice, relevant
from hygie.composition.engine.summary import Implicants, summarise
from hygie.composition.lowering.scenario import Scenario, Stance
from hygie.composition.lowering.template import FactKind

SHOWN = 3
"""At most so many classes are shown for a goal."""

CLASSES = 256
"""Beyond so many classes, they are not counted, and one path is shown."""


@dataclass(frozen=True, slots=True)
class Attacks:
    """The classes of attacks on a goal: some shown, the others counted."""

    shown: tuple[AttackPath, ...]
    others: int
    all_counted: bool


@dataclass(frozen=True, eq=False)
class Explainer:
    """Explains what holds in one scenario."""

    stance: Stance
    scenario: Scenario

    @cached_property
    def sources(self) -> Booleans:
        """The inputs that are true."""
        return self.stance.sources(self.scenario)

    def path(self, goal: int) -> AttackPath | None:
        """Give one derivation of a goal, ``None`` where it does not hold."""
        if self._stage[goal] < 0:
            return None
        return self._told(_derivation(self._back, self._stage, goal))

    @cached_property
    def _stage(self) -> list[int]:
        stage: list[int] = closure(self.stance.model.graph, sources=self.sources).stage.tolist()
        return stage

    @cached_property
    def _back(self) -> "_Backwards":
        return _Backwards.of(self.stance.model.graph)

    def attacks(self, goal: int) -> Attacks:
        """Give the classes of attacks on a goal, those of fewest types first."""
        nothing = np.zeros(self.stance.model.graph.size, dtype=np.bool_)
        part = relevant(self.stance.model.graph, (goal,), sources=self.sources, blocked=nothing)
        if part.place[goal] < 0:
            return Attacks((), 0, all_counted=True)
        types, of = self._types(part)
        found = _classes(part.graph, self.sources[part.nodes], of, len(types), int(part.place[goal]))
        if found is None:
            path = self.path(goal)
            return Attacks((path,) if path else (), 0, all_counted=False)
        shown = []
        for chosen in found[:SHOWN]:
            allowed = np.zeros(len(types) + 1, dtype=np.bool_)
            allowed[[*elements(chosen), -1]] = True
            blocked = nothing.copy()
            blocked[part.nodes[~allowed[of]]] = True
            path = self._path(goal, blocked)
            if path is not None:
                shown.append(path)
        return Attacks(tuple(shown), len(found) - len(shown), all_counted=True)

    @cached_property
    def _gates(self) -> Booleans:
        """The nodes that say that a control does not work: no type is needed for that."""
        model = self.stance.model
        found = np.zeros(model.graph.size, dtype=np.bool_)
        gates: dict[int, list[int]] = {}
        for owner, instance in enumerate(model.instances):
            template = instance.template
            if id(template) not in gates:
                facts = enumerate(template.facts)
                gates[id(template)] = [node for node, fact in facts if fact.kind is FactKind.ABSENT]
            found[[model.node(owner, node) for node in gates[id(template)]]] = True
        return found

    def _types(self, part: Slice) -> tuple[list[str], Offsets]:
        """Number the types of a slice; what belongs to the system itself, or to nobody, is always there."""
        model = self.stance.model
        names = [instance.outside.name for instance in model.instances]
        owners = np.searchsorted(model.offsets, part.nodes, side="right") - 1
        shared = (part.nodes < model.offsets[0]) | (part.nodes >= model.offsets[-1])
        owners = np.where(shared | self._gates[part.nodes], 0, owners)
        present = sorted({names[owner] for owner in set(owners.tolist()) if owner != 0})
        number = {name: index for index, name in enumerate(present)}
        of = np.array([len(present) if owner == 0 else number[names[owner]] for owner in owners.tolist()])
        return present, of

    def _path(self, goal: int, blocked: Booleans) -> AttackPath | None:
        model = self.stance.model
        part = relevant(model.graph, (goal,), sources=self.sources, blocked=blocked)
        if part.place[goal] < 0:
            return None
        stage = closure(part.graph, sources=self.sources[part.nodes], blocked=blocked[part.nodes]).stage
        derivation = _derivation(_Backwards.of(part.graph), stage.tolist(), int(part.place[goal]))
        nodes = part.nodes.tolist()
        return self._told([(nodes[node], [nodes[tail] for tail in tails]) for node, tails in derivation])

    def _told(self, derivation: Sequence[tuple[int, list[int]]]) -> AttackPath:
        return Teller(self.stance.model, dict(derivation), self.scenario.mode).path(self.scenario.threshold)


def _classes(graph: Graph, held: Booleans, of: Offsets, types: int, goal: int) -> tuple[int, ...] | None:
    """Give the minimal sets of types that suffice for a goal, ``None`` where they are too many.

    A type is an input that opens what enters its instances: the summary of the graph seen so is the answer.
    """
    tails, heads = graph.tails(), graph.heads
    entered = held.copy()
    entered[heads[of[tails] != of[heads]]] = True
    gated = np.flatnonzero(entered & (of < types))
    first = graph.size + types
    gates = np.arange(first, first + len(gated), dtype=np.int32)
    through = np.arange(first, dtype=np.int32)
    through[gated] = gates
    need = np.concatenate((np.where(held, 0, graph.need), np.ones(types), np.full(len(gated), 2)))
    opened = from_edges(
        need.astype(np.int32),
        np.concatenate((through[tails], gated, graph.size + of[gated])).astype(np.int32),
        np.concatenate((heads, gates, gates)).astype(np.int32),
    )
    inputs = range(graph.size, first)
    found = summarise(opened, list(inputs), [int(through[goal])], cap=CLASSES).outputs[0]
    return found.sets if isinstance(found, Implicants) else None


@dataclass(frozen=True, slots=True)
class _Backwards:
    """The edges that enter each node of a graph, as lists."""

    need: list[int]
    starts: list[int]
    tails: list[int]

    @classmethod
    def of(cls, graph: Graph) -> "_Backwards":
        back = graph.reversed()
        return cls(graph.need.tolist(), back.starts.tolist(), back.heads.tolist())

    def entering(self, node: int) -> list[int]:
        return self.tails[self.starts[node] : self.starts[node + 1]]


def _derivation(graph: _Backwards, stage: Sequence[int], goal: int) -> list[tuple[int, list[int]]]:
    """Give what a goal rests on, causes before effects, each node with the nodes that make it hold."""
    chosen: dict[int, list[int]] = {}
    pending = [goal]
    while pending:
        node = pending.pop()
        if node not in chosen:
            chosen[node] = _enough(graph, stage, node) if stage[node] > 0 else []
            pending += chosen[node]
    return sorted(chosen.items(), key=lambda item: (stage[item[0]], item[0]))


def _enough(graph: _Backwards, stage: Sequence[int], node: int) -> list[int]:
    """Choose among what entered a node earlier, the earliest first, until there is enough."""
    times = Counter(tail for tail in graph.entering(node) if 0 <= stage[tail] < stage[node])
    kept, weight = [], 0
    for tail in sorted(times, key=lambda tail: (stage[tail], tail)):
        if weight >= graph.need[node]:
            break
        kept.append(tail)
        weight += times[tail]
    return kept
