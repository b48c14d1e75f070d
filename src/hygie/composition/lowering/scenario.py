"""Which inputs of a model are true: what is declared, and what a question supposes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from hygie.composition.engine.graph import Booleans, Words
from hygie.composition.language.vocabulary import Assumption, CompositionControl, Mode
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.template import (
    EXPLOIT_LEVEL,
    IN_MODE,
    LEVEL,
    SEEN,
    FactKind,
    Key,
)
from hygie.dossier.vocabulary.base import known

_BITS = 64


class Scenario(NamedTuple):
    """A question asked of a model.

    In which mode; down to which likelihood level steps count; by how much the ratings of vulnerabilities are
    higher than they are; whether steps that somebody sees are left out.
    """

    mode: Mode = "nominal"
    threshold: int = 1
    shift: int = 0
    undetected: bool = False

    def inputs(self) -> Iterable[int]:
        """Give the shared inputs that are true."""
        yield IN_MODE[self.mode]
        yield from (node for level, node in LEVEL.items() if level >= self.threshold)
        for level, node in EXPLOIT_LEVEL.items():
            if min(4, max(1, level + self.shift)) >= self.threshold:
                yield node
        if not self.undetected:
            yield SEEN


@dataclass(frozen=True, slots=True)
class ControlUse:
    """A control of a class; ``in_place`` is what is known of it."""

    owner: int
    name: str
    declared: CompositionControl
    absent: int
    placed: int
    in_place: bool | None


@dataclass(frozen=True, slots=True)
class AssumptionUse:
    """An assumption of a class; ``computed`` where its wires decide whether it holds.

    ``facts`` are the nodes that hold where it fails; ``fails`` is the input that says so.
    """

    owner: int
    name: str
    declared: Assumption
    fails: int
    facts: tuple[int, ...]
    computed: bool
    holds: bool | None
    because: str | None


@dataclass(frozen=True, eq=False)
class Stance:
    """A model with what is declared of its controls and assumptions.

    ``alone``: the model is that of a type by itself, attacked by whoever holds what enters its ports.
    ``supposed`` are states of controls that a question supposes, by class and name. Not ``attacked``, nobody
    starts with anything and no assumption fails: what then is lost, controls cost by themselves.
    """

    model: Model
    alone: bool = False
    supposed: Mapping[tuple[int, str], bool] = field(default_factory=dict)
    attacked: bool = True

    @cached_property
    def controls(self) -> tuple[ControlUse, ...]:
        """Every control of every class."""
        return tuple(self._controls())

    def _controls(self) -> Iterable[ControlUse]:
        for owner, instance in enumerate(self.model.instances):
            for name, gates in instance.template.controls.items():
                declared = instance.outside.controls[name]
                placed = -1 if gates.in_place < 0 else self.model.node(owner, gates.in_place)
                absent = self.model.node(owner, gates.absent)
                state = self.supposed.get((owner, name), known(instance.controls.get(name)))
                yield ControlUse(owner, name, declared, absent, placed, state)

    @cached_property
    def assumptions(self) -> tuple[AssumptionUse, ...]:
        """Every assumption of every class."""
        return tuple(self._assumptions())

    def _assumptions(self) -> Iterable[AssumptionUse]:
        wired = self._wired
        for owner, instance in enumerate(self.model.instances):
            for name, node in instance.template.assumptions.items():
                declared = instance.outside.assumes[name]
                facts = tuple(self._falsified(owner, name))
                computed = bool(keys := instance.template.falsified[name]) and all(
                    _enters(key) and (owner, key.name.partition(".")[0]) in wired for key in keys
                )
                state = instance.assumptions.get(name)
                yield AssumptionUse(
                    owner, name, declared, self.model.node(owner, node), facts, computed,
                    known(state.holds) if state else None, state.because if state else None,
                )  # fmt: skip

    def _falsified(self, owner: int, name: str) -> Iterable[int]:
        for key in self.model.instances[owner].template.falsified[name]:
            if key in self.model.instances[owner].template.ends:
                yield self.model.fact(owner, key)

    @cached_property
    def _wired(self) -> frozenset[tuple[int, str]]:
        """The ports, by class, at which what enters is known.

        Something beside the component is joined to them, or a port around it that is wired in turn. To the
        ports of a type alone nothing is; they are as good as wired where what enters them is the question.
        """
        of = self.model.classes.of
        found = set()
        if not self.alone:
            found = {(0, port) for port in self.model.instances[0].outside.ports}
        # What an instance is joined to comes before what is inside it (`assemble`): one pass is enough.
        for joint in self.model.assembly.joints:
            first, second = (of[joint.first], joint.first_port), (of[joint.second], joint.second_port)
            if not joint.inward:
                found |= {first, second}
            elif first in found:
                found.add(second)
        return frozenset(found)

    @cached_property
    def origins(self) -> Mapping[str, int]:
        """The inputs of the risk origins; of a type alone, those of whoever holds what enters each port."""
        root = self.model.instances[0].template
        return {name: self.model.node(0, node) for name, node in root.origins.items()}

    @cached_property
    def given(self) -> tuple[int, ...]:
        """The inputs that are true whatever the scenario: worst case where something is not known."""
        nodes = []
        for control in self.controls:
            if control.in_place:
                nodes += [control.placed] if control.placed >= 0 else []
            else:
                nodes.append(control.absent)
        return (*nodes, *(self.starts if self.attacked else ()))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """What attacks begin with: origins, assumptions that fail, what enters a type that stands alone."""
        nodes = [*self.origins.values()]
        nodes += [use.fails for use in self.assumptions if not use.computed and not use.holds]
        if self.alone:
            root = self.model.instances[0].template
            nodes += [self.model.node(0, ends.entry) for key, ends in root.ends.items() if _enters(key)]
        return tuple(nodes)

    def sources(self, scenario: Scenario) -> Booleans:
        """Give the inputs that are true in a scenario; shape (n,)."""
        found = np.zeros(self.model.graph.size, dtype=np.bool_)
        found[[*self.given, *scenario.inputs()]] = True
        return found

    def lanes(self, scenarios: Sequence[Scenario]) -> Words:
        """Give the inputs that are true in each of many scenarios, one a bit; shape (n, words)."""
        width = -(-len(scenarios) // _BITS)
        words = np.zeros((self.model.graph.size, width), dtype=np.uint64)
        words[list(self.given)] = ~np.uint64(0)
        for lane, scenario in enumerate(scenarios):
            word, bit = divmod(lane, _BITS)
            words[list(scenario.inputs()), word] |= np.uint64(1 << bit)
        return words


def _enters(key: Key) -> bool:
    return key.kind is FactKind.INCOMING


def bits(words: Words, node: int, first: int, count: int) -> list[bool]:
    """Read the lanes ``first`` to ``first + count`` of a node."""
    return [bool(int(words[node, lane // _BITS]) >> lane % _BITS & 1) for lane in range(first, first + count)]
