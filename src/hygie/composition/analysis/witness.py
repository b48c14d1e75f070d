"""Why a fact holds: one derivation, each step with the rule that gives it, and the classes of attacks.

A node is explained by nodes that came to hold at an earlier round of the fixpoint, so that no fact is ever
its own reason. A class of attacks is a set of component types that suffices, and no smaller one does.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hygie.composition.analysis.results import AttackPath, Cause, PathStep
from hygie.composition.engine.graph import Booleans, Graph, Offsets, from_edges
from hygie.composition.engine.kernels import closure
from hygie.composition.engine.monotone import elements
from hygie.composition.engine.slices import Slice, relevant
from hygie.composition.engine.summary import Implicants, summarise
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance
from hygie.composition.lowering.template import FactKind, LocalFact

SHOWN = 3
"""At most so many classes are shown for a goal."""

CLASSES = 256
"""Beyond so many classes, they are not counted, and one path is shown."""

_CAUSES: dict[FactKind, Cause] = {
    FactKind.STEP: "step",
    FactKind.EXPLOIT: "exploit",
    FactKind.ORIGIN: "origin",
    FactKind.FAILS: "assumption",
    FactKind.IN_PLACE: "control",
    FactKind.CONTROL: "hosting",
    FactKind.PART_AVAILABILITY: "hosting",
}

_DONE = frozenset({FactKind.STEP, FactKind.EXPLOIT, FactKind.LOSS, FactKind.ORIGIN})
_HOSTED = frozenset({FactKind.CONTROL, FactKind.PART_AVAILABILITY})
_BY_ITSELF = frozenset({FactKind.STEP, FactKind.EXPLOIT, FactKind.ORIGIN, FactKind.FAILS})
_TOLD_WITH_IT = frozenset({FactKind.STEP, FactKind.EXPLOIT, FactKind.FAILS})
_NOBODYS = frozenset({FactKind.ABSENT, FactKind.HELP})
_CROSSING = frozenset({FactKind.INCOMING, FactKind.OUTGOING})


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
        return _Teller(self.stance.model, dict(derivation)).path(self.scenario.threshold)


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


class _Teller:
    """Leaves out of a derivation what only an implementer knows, and names what remains."""

    def __init__(self, model: Model, derivation: dict[int, list[int]]) -> None:
        self.model = model
        self.derivation = derivation
        self.steps: list[PathStep] = []
        self.types: dict[str, None] = {}
        self.origins: dict[str, None] = {}
        self._told: dict[int, tuple[int, ...]] = {}
        self._entered: dict[int, tuple[str, ...]] = {}

    def path(self, level: int) -> AttackPath:
        for node in self.derivation:
            self._told[node] = self._tell(node)
        return AttackPath(tuple(self.steps), frozenset(self.types), tuple(self.origins), level)

    def _tell(self, node: int) -> tuple[int, ...]:
        """Tell a node, and give the positions of what stands for it in the path."""
        tails = self.derivation[node]
        needs = tuple(dict.fromkeys(position for tail in tails for position in self._told[tail]))
        fact = self.model.local(node)
        if fact.kind is FactKind.ORIGIN:
            self.origins[fact.name] = None
        entered = dict.fromkeys(name for tail in tails for name in self._entered.get(tail, ()))
        owner = self.model.owner(node)
        if fact.kind not in _NOBODYS and self.model.instances[owner].path:
            self.types[self.model.instances[owner].outside.name] = None
        if not self._worth_telling(node, fact):
            if fact.kind is FactKind.INCOMING:
                # What enters is told with what is done of it, and by whom it was sent is told before.
                entered = {fact.name: None}
            self._entered[node] = tuple(entered)
            return needs
        instance = self.model.instances[owner]
        local = node - int(self.model.offsets[owner]) + int(self.model.offsets[0])
        cause, by = self._cause(node, fact, tails)
        seen_by, within = instance.template.detections.get(local, (None, None))
        self.steps.append(
            PathStep(
                component=instance.path,
                type=instance.outside.name,
                fact=fact.name,
                cause=cause,
                by=by,
                needs=needs,
                through=tuple(entered),
                title=fact.title,
                level=int(instance.template.levels[local]),
                guarded_by=instance.template.guards.get(local, ()),
                detected_by=seen_by,
                detected_within=within,
            )
        )
        return (len(self.steps) - 1,)

    def _worth_telling(self, node: int, fact: LocalFact) -> bool:
        """Tell what is done and what is lost; not what passes from one component to the next."""
        if fact.kind in _DONE:
            return True
        if fact.kind in _HOSTED:
            # What a step takes is told by it; what hosting gives, or a control costs, is not obvious.
            givers = self._behind_helpers(self.derivation[node])
            return not any(self.model.local(tail).kind in _TOLD_WITH_IT for tail in givers)
        return fact.kind is FactKind.FAILS

    def _cause(self, node: int, fact: LocalFact, tails: Iterable[int]) -> tuple[Cause, str]:
        """Name the rule that gives a fact, and what gives it."""
        if fact.kind in _BY_ITSELF:
            return _CAUSES[fact.kind], fact.name
        owner = self.model.owner(node)
        for tail in self._behind_helpers(tails):
            giver = self.model.local(tail)
            there = self.model.owner(tail)
            if giver.kind in _CROSSING and there != owner:
                return "wire", self.model.instances[there].path
            if giver.kind in _CAUSES:
                where = self.model.instances[there].path
                return _CAUSES[giver.kind], giver.name if there == owner else f"{giver.name}@{where}"
        if self.model.instances[owner].outside.body is None:
            return "summary", self.model.instances[owner].outside.name
        return "wire", ""

    def _behind_helpers(self, tails: Iterable[int]) -> Iterable[int]:
        """Look through helpers, to what they stand for."""
        pending = list(tails)
        while pending:
            tail = pending.pop(0)
            if self.model.local(tail).kind is FactKind.HELP and tail in self.derivation:
                pending += self.derivation[tail]
            else:
                yield tail
