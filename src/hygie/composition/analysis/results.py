"""What an analysis of a system says: plain values, for the rooms that rank, word and draw them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hygie.composition.language.vocabulary import Criterion, Kind, Mode, Words
from hygie.kernel.digest import Digest

Cause = Literal["step", "exploit", "hosting", "wire", "origin", "assumption", "control", "summary"]
"""Why a fact holds: the rule of docs/composition.md that gave it."""

AssumptionStatus = Literal["discharged", "violated", "vouched", "unknown", "false"]
"""Computed (discharged, violated) or declared (vouched for, not known, false)."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path: what comes to hold, where, and by which rule.

    ``fact`` is the local name of the fact; ``needs`` are the positions in the path of the steps that it
    rests on, for a path is a derivation and may join. ``through`` are the capabilities that entered the
    component for it, ``port.capability``. ``detected_within`` is in minutes. ``title`` is the author's own
    words, if any.
    """

    component: str
    type: str
    fact: str
    cause: Cause
    by: str
    needs: tuple[int, ...]
    through: tuple[str, ...] = ()
    title: Words | None = None
    level: int = 4
    guarded_by: tuple[str, ...] = ()
    detected_by: str | None = None
    detected_within: float | None = None


@dataclass(frozen=True, slots=True)
class AttackPath:
    """A derivation of a loss, in an order in which it can happen; ``types`` is its class."""

    steps: tuple[PathStep, ...]
    types: frozenset[str]
    origins: tuple[str, ...]
    level: int


@dataclass(frozen=True, slots=True)
class LossResult:
    """A loss that matters, and how likely it is.

    ``likelihood`` is 0 (not reached) to 4, the worst of the modes in ``by_mode``; ``undetected`` is that
    of attacks that no control in place sees; ``if_vulnerabilities_lower`` and ``…_higher`` are those with
    the ratings of vulnerabilities one level less and more. ``earliest`` is in minutes, ``effort`` in
    person-days: at least, exactly and at most, as far as known; where ``costs_left_out`` the inside of a
    published type counts for nothing in them. ``members`` are the paths of all components that are alike,
    ``component`` the first of them. ``probability`` has the bounds of that of the steps that state theirs,
    everything else succeeding. ``paths`` shows at
    most three classes, ``other_paths`` counts the rest (at least so many where not ``all_counted``).
    """

    id: str
    component: str
    type: str
    title: Words
    asset: str
    criterion: Criterion
    severity: int
    severity_known: bool
    essential: bool
    instances: int
    likelihood: int
    by_mode: Mapping[Mode, int]
    undetected: int
    if_vulnerabilities_lower: int
    if_vulnerabilities_higher: int
    earliest: float | None
    effort: tuple[float, float | None, float | None] | None
    paths: tuple[AttackPath, ...]
    other_paths: int = 0
    all_counted: bool = True
    costs_left_out: bool = False
    members: tuple[str, ...] = ()
    probability: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class CutResult:
    """Controls that together make losses impossible, at least cost, and what they cost in turn.

    ``controls`` are written CONTROL@COMPONENT, as ``--what-if`` wants them. ``bound`` is a proven lower
    bound of the cost; equal to ``cost`` where ``optimal``.
    """

    controls: tuple[str, ...]
    titles: tuple[Words, ...]
    implements: tuple[str, ...]
    cost: float
    rated: bool
    removes: tuple[str, ...]
    creates: tuple[str, ...]
    optimal: bool
    bound: float


@dataclass(frozen=True, slots=True)
class RefusedControl:
    """A control that no cut may use: it would cost an essential function what it protects."""

    control: str
    loses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BudgetPoint:
    """What a budget buys: the controls, their cost, and the losses that remain."""

    cost: float
    controls: tuple[str, ...]
    remaining: tuple[str, ...]
    optimal: bool


@dataclass(frozen=True, slots=True)
class AssumptionResult:
    """An assumption in its place: ``id`` is NAME@COMPONENT."""

    id: str
    text: Words
    status: AssumptionStatus
    discharged_by: tuple[str, ...]
    critical_for: tuple[str, ...]
    because: str | None = None


@dataclass(frozen=True, slots=True)
class CriticalSet:
    """Assumptions whose failure together, and no less, makes a loss unacceptable or more likely."""

    assumptions: tuple[str, ...]
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuaranteeResult:
    """A guarantee of a type, and the smallest set of incoming facts that belies it, if any."""

    id: str
    text: Words | None
    holds: bool
    counterexample: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownResult:
    """Something that was not known and was taken at its worst."""

    kind: Literal[
        "control", "assumption", "difficulty", "need", "access", "privileges", "interaction", "rating"
    ]
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class MapNode:
    """A component of the map, and how many it stands for."""

    path: str
    title: Words
    type: str
    kind: Kind
    zone: str | None
    count: int


@dataclass(frozen=True, slots=True)
class MapLink:
    """Two components of the map joined by wires, and in which modes."""

    first: str
    second: str
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class SystemMap:
    """What a drawing needs of a system's composition; origins lead to the components that they touch."""

    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]
    zones: Mapping[str, Words]
    origins: Mapping[str, tuple[Words, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Size:
    """How large the model is: what was described, and what is left once identical instances are one."""

    types: int
    instances: int
    classes: int
    facts: int


@dataclass(frozen=True)
class Analysis:
    """The answer for one system (or one type alone). Losses come worst first.

    ``digest`` is that of all that was read: systems, library types that they use, published summaries.

    ``uncut`` are the unacceptable losses that no admissible controls of the model make acceptable;
    ``conflicting`` says that the others have each a cut, and none all together. Not ``attacked``: the system
    has no risk origin and no assumption fails, so that nothing could be reached.
    """

    system: str
    title: Words
    modes: tuple[Mode, ...]
    digest: Digest
    policy: str
    losses: tuple[LossResult, ...]
    cuts: tuple[CutResult, ...]
    uncut: tuple[str, ...]
    conflicting: bool
    attacked: bool
    refused_controls: tuple[RefusedControl, ...]
    budget: tuple[BudgetPoint, ...]
    assumptions: tuple[AssumptionResult, ...]
    critical_sets: tuple[CriticalSet, ...]
    guarantees: tuple[GuaranteeResult, ...]
    unknowns: tuple[UnknownResult, ...]
    map: SystemMap
    size: Size
    controls: Mapping[str, Words] = field(default_factory=dict)
    """The title of each control that the answer may name, by its name in its component."""
    what_if: tuple[str, ...] = ()
    missing_extras: tuple[str, ...] = field(default=())
    capped: tuple[str, ...] = field(default=())
