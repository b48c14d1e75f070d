"""What a cut has to do: which decisions there are, what must fall, and what must never be lost for it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from hygie.composition.graph import Booleans, Floats, Graph, Integers
from hygie.composition.kernels import backward, closure
from hygie.composition.slices import cut_out, flags


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that can be decided: a control, a flow removed, an assumption enforced.

    ``guards`` are the nodes that it forces not to hold, ``creates`` those that it makes hold by themselves
    (its own losses, ISO 14971:2019, 7.5); ``cost`` is 0 or more.
    """

    guards: tuple[int, ...]
    creates: tuple[int, ...] = ()
    cost: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a cost that is negative, infinite or not a number."""
        if not (math.isfinite(self.cost) and self.cost >= 0):
            message = f"a decision costs 0 or more, not {self.cost}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A graph in its present state, the goals that must all fall, and the decisions that may be taken.

    ``sources`` and ``blocked`` have shape (n,). ``protected`` are losses that no cut may bring about; those
    which the present state has already are left as they are.
    """

    graph: Graph
    sources: Booleans
    blocked: Booleans
    goals: tuple[int, ...]
    decisions: tuple[Decision, ...]
    protected: tuple[int, ...] = ()

    def after(self, taken: Iterable[int] = ()) -> Booleans:
        """Give what holds once these decisions are taken; shape (n,)."""
        sources, blocked = self.sources.copy(), self.blocked.copy()
        for index in taken:
            sources[list(self.decisions[index].creates)] = True
            blocked[list(self.decisions[index].guards)] = True
        return closure(self.graph, sources=sources, blocked=blocked).holds

    def costs(self) -> Floats:
        """Give what each decision costs."""
        return np.array([decision.cost for decision in self.decisions], dtype=np.float64)

    def cost(self, taken: Iterable[int]) -> float:
        """Give what these decisions cost together."""
        return math.fsum(self.decisions[index].cost for index in taken)

    def guarded(self) -> Booleans:
        """Mark the nodes that some decision guards; shape (n,)."""
        return flags(self.graph.size, tuple(v for decision in self.decisions for v in decision.guards))

    def created(self) -> Booleans:
        """Mark the nodes that some decision creates; shape (n,)."""
        return flags(self.graph.size, tuple(v for decision in self.decisions for v in decision.creates))


class Reduced(NamedTuple):
    """A problem on the slice that matters to it, its decisions under the same numbers.

    ``refused`` decisions, which alone would bring about a protected loss, are emptied: they do nothing. So
    are those that guard nothing of the slice. ``protected`` has only what does not hold at present. ``nodes``
    are the numbers in the whole graph of the nodes of the slice, ascending.
    """

    problem: Problem
    refused: tuple[int, ...]
    nodes: Integers

    def admits(self, taken: Iterable[int]) -> bool:
        """Say whether no protected loss comes about."""
        return not self.problem.after(taken)[list(self.problem.protected)].any()

    def cuts(self, taken: Iterable[int]) -> bool:
        """Say whether every goal falls, and no protected loss comes about."""
        return not self.problem.after(taken)[list(self.problem.goals + self.problem.protected)].any()

    def monotone(self) -> bool:
        """Say whether taking one more decision never makes anything hold."""
        return not any(decision.creates for decision in self.problem.decisions)


def reduce(problem: Problem) -> Reduced:
    """Keep what may hold under some decisions and from which a goal or a protected loss can be reached."""
    present = problem.after()
    protected = tuple(dict.fromkeys(node for node in problem.protected if not present[node]))
    watched = tuple(dict.fromkeys(problem.goals + protected))
    sources = problem.sources | problem.created()
    possible = closure(problem.graph, sources=sources, blocked=problem.blocked).holds
    part = cut_out(problem.graph, possible & backward(problem.graph, np.array(watched, dtype=np.int32)))
    sliced = Problem(
        graph=part.graph,
        sources=problem.sources[part.nodes],
        blocked=problem.blocked[part.nodes],
        goals=part.within(tuple(dict.fromkeys(problem.goals))),
        decisions=tuple(
            Decision(part.within(decision.guards), part.within(decision.creates), decision.cost)
            for decision in problem.decisions
        ),
        protected=part.within(protected),
    )
    refused = _refused(sliced)
    return Reduced(_without(sliced, refused), refused, part.nodes)


def remaining(problem: Problem, refused: tuple[int, ...]) -> tuple[int, ...]:
    """Give the goals that hold even when all that is not refused is taken for what it guards only."""
    taken = (d for index, d in enumerate(problem.decisions) if index not in set(refused))
    guarded = flags(problem.graph.size, tuple(node for decision in taken for node in decision.guards))
    blocked = problem.blocked | guarded
    holds = closure(problem.graph, sources=problem.sources, blocked=blocked).holds
    return tuple(dict.fromkeys(goal for goal in problem.goals if holds[goal]))


def _refused(problem: Problem) -> tuple[int, ...]:
    """Give the decisions that alone bring about a protected loss, even if another would make up for it."""
    return tuple(
        index
        for index, decision in enumerate(problem.decisions)
        if decision.creates and problem.after((index,))[list(problem.protected)].any()
    )


def _without(problem: Problem, refused: tuple[int, ...]) -> Problem:
    """Empty the decisions that are refused or useless."""
    empty = {index for index, decision in enumerate(problem.decisions) if not decision.guards}.union(refused)
    decisions = tuple(
        Decision((), (), decision.cost) if index in empty else decision
        for index, decision in enumerate(problem.decisions)
    )
    return replace(problem, decisions=decisions)
