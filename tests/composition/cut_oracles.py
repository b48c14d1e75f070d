"""Small random problems, and the cuts that trying every set of decisions finds: the oracle of the searches."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np

from hygie.composition.engine.cut_problem import Decision, Problem
from hygie.composition.engine.graph import Graph, from_edges

Set = frozenset[int]


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 tests, not secrets


def random_problem(rng: Random, *, size: int = 14, decisions: int = 8, creates: bool = False) -> Problem:
    """Cycles, repeated edges, k-of-n, several goals, decisions that guard several nodes, some for nothing."""
    size = rng.randint(min(4, size), size)
    pairs = [(rng.randrange(size), rng.randrange(size)) for _ in range(rng.randint(size, 3 * size))]
    pairs += rng.sample(pairs, len(pairs) // 4)  # these count twice
    entering = [sum(head == node for _, head in pairs) for node in range(size)]
    need = [
        rng.choice(
            [1, 1, max(1, n), rng.randint(2, max(2, n - 1)), rng.randint(2, max(2, n - 1)), rng.randint(0, n)]
        )
        for n in entering
    ]
    bare = Problem(graph_of(need, pairs), some(rng, size, 0.35), some(rng, size, 0.05), (), ())
    holds = sorted(plain_closure(bare))
    derived = [node for node in holds if not bare.sources[node] and need[node] > 0]
    goals = rng.choice([derived, derived, derived, range(size)]) or range(size)  # mostly what does hold
    return replace(
        bare,
        goals=tuple(rng.choice(goals) for _ in range(rng.randint(1, 4))),
        decisions=tuple(
            random_decision(rng, size, holds, creates) for _ in range(rng.randint(decisions - 3, decisions))
        ),
        protected=tuple(rng.randrange(size) for _ in range(rng.randint(0, 3))) if creates else (),
    )


def graph_of(need: list[int], pairs: list[tuple[int, int]]) -> Graph:
    tails, heads = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    return from_edges(np.array(need, dtype=np.int32), tails, heads)


def some(rng: Random, size: int, share: float) -> np.ndarray:
    return np.array([rng.random() < share for _ in range(size)], dtype=np.bool_)


def random_decision(rng: Random, size: int, holds: list[int], creates: bool) -> Decision:
    worth = holds or range(size)
    guards = tuple(
        rng.choice([rng.randrange(size), rng.choice(worth)]) for _ in range(rng.choice([0, 1, 1, 1, 2, 2]))
    )
    losses = tuple(rng.randrange(size) for _ in range(rng.choice([0, 0, 1, 2]))) if creates else ()
    return Decision(guards, losses, rng.choice([0.0, 1.0, 1.0, 2.0, 2.5, 7.0]))


def plain_closure(problem: Problem, taken: Set = frozenset()) -> Set:
    """What holds, by repeated passes over plain sets."""
    graph = problem.graph
    edges = [(int(t), int(h)) for t, h in zip(graph.tails(), graph.heads, strict=True)]
    barred = set(np.flatnonzero(problem.blocked)) | {v for i in taken for v in problem.decisions[i].guards}
    given = set(np.flatnonzero(problem.sources)) | {v for i in taken for v in problem.decisions[i].creates}
    holds: set[int] = set()
    while True:
        count = [0] * graph.size
        for tail, head in edges:
            count[head] += tail in holds
        more = {v for v in range(graph.size) if v in given or count[v] >= graph.need[v]} - barred
        if more == holds:
            return frozenset(int(v) for v in holds)
        holds = more


def refused(problem: Problem) -> Set:
    """The decisions that alone bring about a protected loss."""
    before = plain_closure(problem)
    new = set(problem.protected) - before
    return frozenset(i for i in range(len(problem.decisions)) if plain_closure(problem, frozenset({i})) & new)


def every_cut(problem: Problem) -> dict[Set, float]:
    """Every set of decisions, none of them refused, after which no goal and no new protected loss holds."""
    forbidden = set(problem.goals) | (set(problem.protected) - plain_closure(problem))
    allowed = sorted(set(range(len(problem.decisions))) - refused(problem))
    found = {}
    for taken in subsets(allowed):
        if not plain_closure(problem, taken) & forbidden:
            found[taken] = math.fsum(problem.decisions[i].cost for i in taken)
    return found


def subsets(elements: Sequence[int]) -> Iterator[Set]:
    """Every subset, the smallest first."""
    for size in range(len(elements) + 1):
        yield from map(frozenset, combinations(elements, size))


def irredundant(cuts: dict[Set, float]) -> dict[Set, float]:
    """Those of which no proper subset is one of them too."""
    return {cut: cost for cut, cost in cuts.items() if not any(other < cut for other in cuts)}


def random_votes(rng: Random) -> Problem:
    """Leaves that can each be guarded, and gates k of n above them, with cycles and repeated edges."""
    leaves, gates = rng.randint(3, 5), rng.randint(2, 4)
    size = leaves + gates
    pairs = [(rng.randrange(size), head) for head in range(leaves, size) for _ in range(rng.randint(3, 6))]
    need = [0] * leaves + [
        rng.randint(2, sum(head == gate for _, head in pairs) - 1) for gate in range(leaves, size)
    ]
    nothing = np.zeros(size, dtype=np.bool_)
    guarded = [(leaf,) for leaf in range(leaves)] + [(rng.randrange(leaves, size),) for _ in range(2)]
    decisions = tuple(Decision(guards, (), rng.choice([0.0, 1.0, 2.0, 2.5])) for guards in guarded)
    return Problem(graph_of(need, pairs), nothing, nothing, (size - 1,), decisions)
