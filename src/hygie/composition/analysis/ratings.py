"""How likely each loss that matters is: ordinal fixpoints, all modes and levels in one sweep."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hygie.composition.engine.graph import Booleans, Words
from hygie.composition.engine.kernels import lanes
from hygie.composition.language.vocabulary import CRITERIA, Asset, Criterion, Mode, Needs
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance, bits
from hygie.composition.lowering.template import FactKind, Key
from hygie.dossier.vocabulary.base import Maybe, known

LEVELS = (1, 2, 3, 4)
WORST_NEED = 4


@dataclass(frozen=True, slots=True)
class Goal:
    """A loss that matters: an asset of a class, a criterion, and how much it is needed."""

    node: int
    owner: int
    asset: str
    declared: Asset
    criterion: Criterion
    need: int
    need_known: bool


@dataclass(frozen=True, slots=True)
class Rating:
    """How likely a goal is, 0 (not reached) to 4, by mode; and otherwise looked at, in the worst mode."""

    by_mode: Mapping[Mode, int]
    lower: int
    higher: int
    undetected: int

    @property
    def likelihood(self) -> int:
        """The worst of the modes."""
        return max(self.by_mode.values())

    @property
    def mode(self) -> Mode:
        """A mode in which it is the worst."""
        return max(self.by_mode, key=lambda mode: self.by_mode[mode])


def goals_of(model: Model) -> Iterator[Goal]:
    """List the losses that matter: those of a need above 0, or not written."""
    for owner, instance in enumerate(model.instances):
        for name, asset in instance.outside.assets.items():
            here, there = instance.needs.get(name), asset.needs
            for criterion in CRITERIA:
                need = _need((here, there), criterion)
                if need == 0:
                    continue
                node = model.fact(owner, Key(FactKind.LOSS, f"{name}.{criterion}"))
                yield Goal(node, owner, name, asset, criterion, need or WORST_NEED, need is not None)


def _need(said: Iterable[Needs | None], criterion: Criterion) -> int | None:
    """Give the need that the nearest says, whoever says that it is not known included."""
    for needs in said:
        need: Maybe[int] = None if needs is None else getattr(needs, criterion)
        if need is not None:
            return known(need)
    return None


def rate_goals(stance: Stance, modes: Sequence[Mode], goals: Sequence[Goal]) -> list[Rating]:
    """Rate goals in every mode, and with what would move the ratings."""
    views = [{}, {"shift": -1}, {"shift": 1}, {"undetected": True}]
    scenarios = [
        Scenario(mode, threshold, **view)  # type: ignore[arg-type]
        for view in views
        for mode in modes
        for threshold in LEVELS
    ]
    sources = stance.lanes(scenarios)
    words = lanes(stance.model.graph, sources=sources, width=sources.shape[1])
    each = len(modes) * len(LEVELS)

    def level(goal: Goal, view: int, mode: int) -> int:
        return sum(bits(words, goal.node, view * each + mode * len(LEVELS), len(LEVELS)))

    def worst(goal: Goal, view: int) -> int:
        return max(level(goal, view, mode) for mode in range(len(modes)))

    return [
        Rating(
            {mode: level(goal, 0, position) for position, mode in enumerate(modes)},
            worst(goal, 1),
            worst(goal, 2),
            worst(goal, 3),
        )
        for goal in goals
    ]


Levels = NDArray[np.int8]

Acceptable = Callable[[int, int], bool]
"""Tells whether a loss of a severity (0 to 4) is acceptable at a likelihood (0 to 4)."""


def accepted(acceptable: Acceptable, needs: NDArray[np.int32], levels: Levels) -> Booleans:
    """Tell what is acceptable, by need and likelihood; the last axis of ``levels`` is that of ``needs``."""
    table = np.array([[acceptable(need, level) for level in range(5)] for need in range(5)])
    found: Booleans = table[needs, levels]
    return found


def needs_of(goals: Sequence[Goal]) -> NDArray[np.int32]:
    """Give how much each goal is needed; shape (goals,)."""
    return np.array([goal.need for goal in goals], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Change:
    """A change to the inputs of every scenario: nodes that come to hold, and nodes that cannot any more."""

    holds: tuple[int, ...] = ()
    falls: tuple[int, ...] = ()


TOGETHER = 256
"""Changes swept together: a thousand in a few sweeps cost little more than one, and memory stays bounded."""


def worst_likelihoods(
    stance: Stance, modes: Sequence[Mode], nodes: Sequence[int], changes: Sequence[Change]
) -> Levels:
    """Give the likelihood of each node, in its worst mode, after each change; shape (changes, nodes)."""
    parts = (changes[first : first + TOGETHER] for first in range(0, len(changes), TOGETHER))
    swept = [_swept(stance, modes, nodes, part) for part in parts]
    return np.concatenate([np.zeros((0, len(nodes)), dtype=np.int8), *swept])


def _swept(stance: Stance, modes: Sequence[Mode], nodes: Sequence[int], changes: Sequence[Change]) -> Levels:
    scenarios = [Scenario(mode, threshold) for mode in modes for threshold in LEVELS]
    each = len(scenarios)
    sources = stance.lanes(scenarios * len(changes))
    blocked = np.zeros_like(sources)
    for position, change in enumerate(changes):
        mask = _mask(position * each, each, sources.shape[1])
        sources[list(change.holds)] |= mask
        blocked[list(change.falls)] |= mask
    words = lanes(stance.model.graph, sources=sources, blocked=blocked, width=sources.shape[1])
    asked = np.ascontiguousarray(words[list(nodes)].astype("<u8")).view(np.uint8)
    reached = np.unpackbits(asked, axis=1, count=each * len(changes), bitorder="little")
    by_level = reached.reshape(len(nodes), len(changes), len(modes), len(LEVELS))
    # One addition a level is many times faster than a sum along so short an axis.
    each_mode: Levels = np.zeros(by_level.shape[:3], dtype=np.int8)
    for level in range(len(LEVELS)):
        each_mode += by_level[..., level]
    worst: Levels = each_mode.max(axis=2).T
    return worst


def _mask(first: int, count: int, width: int) -> Words:
    """Give the words in which the lanes ``first`` to ``first + count`` are set."""
    whole = ((1 << count) - 1) << first
    return np.frombuffer(whole.to_bytes(width * 8, "little"), dtype="<u8").astype(np.uint64)
