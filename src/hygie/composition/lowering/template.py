"""A body (type or system) as a graph of its own facts: built once, laid down once for each instance.

What may still be chosen is an input node, never a constant: whether a control is absent, whether an
assumption fails, which mode, from which level of difficulty steps count. One graph then answers for every
scenario, and remains monotone (docs/composition.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, auto
from typing import Literal, NamedTuple

import numpy as np

from hygie.composition.engine.graph import Floats, Integers
from hygie.composition.language.vocabulary import CompositionControl, Mode, Words

MODES: tuple[Mode, ...] = ("nominal", "degraded", "isolated", "emergency", "maintenance", "manual")

LEVEL = {1: 0, 2: 1, 3: 2}
"""Global inputs by level: true when steps of that level count; those of level 4 always do."""

EXPLOIT_LEVEL = {1: 3, 2: 4, 3: 5, 4: 6}
"""The same for exploits of vulnerabilities, whose ratings are moved together to see what depends on them."""

SEEN = 7
"""Global input: true when steps that somebody would see count too."""

IN_MODE = {mode: 8 + position for position, mode in enumerate(MODES)}
UnknownKind = Literal["difficulty", "access", "privileges", "interaction"]
"""What a body may not say, and is then taken at its worst."""

SHARED = 8 + len(MODES)
"""How many nodes all instances share; they come first in every template and in every model."""


class FactKind(IntEnum):
    """What a node stands for."""

    INCOMING = auto()
    OUTGOING = auto()
    CONTROL = auto()
    PART_AVAILABILITY = auto()
    LOSS = auto()
    STEP = auto()
    EXPLOIT = auto()
    ABSENT = auto()
    IN_PLACE = auto()
    FAILS = auto()
    ORIGIN = auto()
    HELP = auto()


class LocalFact(NamedTuple):
    """What a node stands for inside its body, by the name that a person would write."""

    kind: FactKind
    name: str
    title: Words | None = None


class Key(NamedTuple):
    """The name by which a fact is found: its kind and its local name."""

    kind: FactKind
    name: str


class Ends(NamedTuple):
    """A fact: where its causes lead to (``entry``) and where it holds, past the controls that guard it."""

    entry: int
    fact: int


class Crossing(NamedTuple):
    """An edge between a node of a body and a fact of a component inside it.

    ``counts``: the node counts instances, so one that stands for many counts for as many.
    """

    component: str
    key: Key
    node: int
    counts: bool = False


class InnerGuard(NamedTuple):
    """A control of a body that guards what enters a component inside it: open when ``openings`` all hold."""

    component: str
    key: Key
    control: str
    openings: tuple[int, ...]


class Gates(NamedTuple):
    """The input nodes of a control: it is absent, it is in place; -1 where nothing asks."""

    absent: int
    in_place: int


@dataclass(frozen=True, eq=False)
class Template:
    """The graph of a body. Nodes below ``SHARED`` are the inputs that all instances share.

    ``levels`` are 4 where nothing makes a node harder; ``minutes`` and ``effort`` are those of steps.
    """

    name: str
    need: Integers
    tails: Integers
    heads: Integers
    facts: tuple[LocalFact, ...]
    ends: Mapping[Key, Ends]
    levels: Integers
    minutes: Floats
    effort: Floats
    probability: Floats
    controls: Mapping[str, Gates]
    assumptions: Mapping[str, int]
    falsified: Mapping[str, tuple[Key, ...]]
    guards: Mapping[int, tuple[str, ...]]
    detections: Mapping[int, tuple[str, float | None]]
    """The control that sees a step, and how soon, in minutes."""
    promises: Mapping[str, tuple[tuple[str, Key], ...]]
    """What each guarantee says never holds: the component inside, if it is there, and the fact."""
    reads: tuple[Crossing, ...] = ()
    writes: tuple[Crossing, ...] = ()
    inner_guards: tuple[InnerGuard, ...] = ()
    origins: Mapping[str, int] = field(default_factory=dict)
    unknowns: tuple[tuple[UnknownKind, str], ...] = ()

    @property
    def size(self) -> int:
        """The number of nodes of its own."""
        return len(self.need) - SHARED


class Draft:
    """A template under construction."""

    def __init__(self, name: str) -> None:
        """Begin with the shared inputs."""
        self.name = name
        self.need: list[int] = [1] * SHARED
        self.tails: list[int] = []
        self.heads: list[int] = []
        self.facts: list[LocalFact] = [LocalFact(FactKind.HELP, "")] * SHARED
        self.ends: dict[Key, Ends] = {}
        self.levels: dict[int, int] = {}
        self.minutes: dict[int, float] = {}
        self.effort: dict[int, float] = {}
        self.probability: dict[int, float] = {}
        self.controls: dict[str, Gates] = {}
        self.assumptions: dict[str, int] = {}
        self.falsified: dict[str, tuple[Key, ...]] = {}
        self.guards: dict[int, tuple[str, ...]] = {}
        self.detections: dict[int, tuple[str, float | None]] = {}
        self.promises: dict[str, tuple[tuple[str, Key], ...]] = {}
        self.reads: list[Crossing] = []
        self.writes: list[Crossing] = []
        self.inner_guards: list[InnerGuard] = []
        self.origins: dict[str, int] = {}
        self.unknowns: list[tuple[UnknownKind, str]] = []

    def node(self, need: int = 1, fact: LocalFact | None = None) -> int:
        """Add a node."""
        self.need.append(need)
        self.facts.append(fact or LocalFact(FactKind.HELP, ""))
        return len(self.need) - 1

    def edge(self, tail: int, head: int) -> None:
        """Let one node count towards another."""
        self.tails.append(tail)
        self.heads.append(head)

    def any_of(self, tails: list[int]) -> int:
        """Give a node that holds when one of these does."""
        distinct = list(dict.fromkeys(tails))
        return distinct[0] if len(distinct) == 1 else self._help(1, distinct)

    def all_of(self, tails: list[int]) -> int:
        """Give a node that holds when all of these do."""
        distinct = list(dict.fromkeys(tails))
        return distinct[0] if len(distinct) == 1 else self._help(len(distinct), distinct)

    def _help(self, need: int, tails: list[int]) -> int:
        node = self.node(need)
        for tail in tails:
            self.edge(tail, node)
        return node

    def in_modes(self, modes: list[Mode] | None) -> list[int]:
        """Give the condition of existing in some modes only: no node where it is all of them."""
        if modes is None or len(set(modes)) == len(MODES):
            return []
        return [self.any_of([IN_MODE[mode] for mode in modes])]

    def gates(self, name: str, control: CompositionControl) -> list[int]:
        """Give the condition under which what a control guards is open: it is absent, or does not work."""
        absent = self.controls[name].absent
        if control.modes is None:
            return [absent]
        gate = self.node(1, LocalFact(FactKind.ABSENT, name, control.title))
        for tail in (absent, *(IN_MODE[mode] for mode in MODES if mode not in control.modes)):
            self.edge(tail, gate)
        return [gate]

    def declare(self, fact: LocalFact, guards: list[str], openings: list[int]) -> Ends:
        """Add a fact, behind the gates of the controls that guard it."""
        node = self.node(1, fact)
        entry = node
        if openings:
            entry = self.node()
            self.need[node] = len(openings) + 1
            for tail in (entry, *openings):
                self.edge(tail, node)
            self.guards[node] = tuple(guards)
        ends = Ends(entry, node)
        self.ends[Key(fact.kind, fact.name)] = ends
        return ends

    def build(self) -> Template:
        """Give the template."""
        size = len(self.need)
        return Template(
            name=self.name,
            need=np.array(self.need, dtype=np.int32),
            tails=np.array(self.tails, dtype=np.int32),
            heads=np.array(self.heads, dtype=np.int32),
            facts=tuple(self.facts),
            ends=self.ends,
            levels=_filled(self.levels, 4, size).astype(np.int32),
            minutes=_filled(self.minutes, 0, size),
            effort=_filled(self.effort, 0, size),
            probability=_filled(self.probability, 1, size),
            controls=self.controls,
            assumptions=self.assumptions,
            falsified=self.falsified,
            guards=self.guards,
            detections=self.detections,
            promises=self.promises,
            reads=tuple(self.reads),
            writes=tuple(self.writes),
            inner_guards=tuple(self.inner_guards),
            origins=self.origins,
            unknowns=tuple(self.unknowns),
        )


def _filled(values: Mapping[int, float], otherwise: float, size: int) -> Floats:
    array = np.full(size, otherwise, dtype=np.float64)
    for node, value in values.items():
        array[node] = value
    return array
