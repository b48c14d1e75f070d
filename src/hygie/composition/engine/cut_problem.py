"""What a cut has to do: which decisions there are, what must fall, and what must never be lost for it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from hygie.composition.engine.graph import Booleans, Floats, Graph, Integers
from hygie.composition.engine.kernels import backward, closure
from hygie.composition.engine.slices import cut_out, flags


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


class Pairs(NamedTuple):
    """Which decision touches which node: two arrays of the same length, ascending by node."""

    node: Integers
    decision: Integers

    def nodes_of(self, chosen: Booleans, size: int) -> Booleans:
        """Mark, among ``size`` nodes, those that the chosen decisions touch."""
        marked = np.zeros(size, dtype=np.bool_)
        marked[self.node[chosen[self.decision]]] = True
        return marked


@dataclass(frozen=True, eq=False)
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
        chosen = flags(len(self.decisions), tuple(taken))
        sources = self.sources | self.creating.nodes_of(chosen, self.graph.size)
        blocked = self.blocked | self.guarding.nodes_of(chosen, self.graph.size)
        return closure(self.graph, sources=sources, blocked=blocked).holds

    def barred(self, taken: Iterable[int]) -> Booleans:
        """Mark the nodes that these decisions guard; shape (n,)."""
        return self.guarding.nodes_of(flags(len(self.decisions), tuple(taken)), self.graph.size)

    @cached_property
    def guarding(self) -> Pairs:
        """The nodes that decisions guard."""
        return _pairs([decision.guards for decision in self.decisions])

    @cached_property
    def creating(self) -> Pairs:
        """The nodes that decisions create."""
        return _pairs([decision.creates for decision in self.decisions])

    def costs(self) -> Floats:
        """Give what each decision costs."""
        return np.array([decision.cost for decision in self.decisions], dtype=np.float64)

    def cost(self, taken: Iterable[int]) -> float:
        """Give what these decisions cost together."""
        return math.fsum(self.decisions[index].cost for index in taken)

    def guarded(self) -> Booleans:
        """Mark the nodes that some decision guards; shape (n,)."""
        return self.barred(range(len(self.decisions)))

    def created(self) -> Booleans:
        """Mark the nodes that some decision creates; shape (n,)."""
        return self.creating.nodes_of(np.ones(len(self.decisions), dtype=np.bool_), self.graph.size)


def _pairs(touched: list[tuple[int, ...]]) -> Pairs:
    pairs = sorted((node, index) for index, nodes in enumerate(touched) for node in set(nodes))
    node, decision = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    return Pairs(node, decision)


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
    guarded = problem.barred(set(range(len(problem.decisions))).difference(refused))
    holds = closure(problem.graph, sources=problem.sources, blocked=problem.blocked | guarded).holds
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
