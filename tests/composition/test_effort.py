"""The least effort: a shared step is paid once, and two bounds stand on either side."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.cut_oracles import Set, graph_of, random_problem, seeded, subsets

from hygie.composition.engine.cut_problem import Problem
from hygie.composition.engine.effort import Effort, Unreachable, least_effort
from hygie.composition.engine.graph import Floats, Graph

ROUNDING = 1e-9


def holds_with(problem: Problem, cost: Floats, paid: Set) -> Set:
    """What holds when only these of the costly nodes are used, by repeated passes over plain sets."""
    graph = problem.graph
    edges = list(zip(graph.tails().tolist(), graph.heads.tolist(), strict=True))
    holds: set[int] = set()
    while True:
        more = {
            node
            for node in range(graph.size)
            if not problem.blocked[node]
            and (cost[node] == 0 or node in paid)
            and (problem.sources[node] or sum(h == node and t in holds for t, h in edges) >= graph.need[node])
        }
        if more == holds:
            return frozenset(holds)
        holds = more


def least(problem: Problem, cost: Floats, goal: int) -> float:
    sums = (
        math.fsum(cost[node] for node in paid)
        for paid in subsets([int(node) for node in np.flatnonzero(cost)])
        if goal in holds_with(problem, cost, paid)
    )
    return min(sums, default=math.inf)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32))
def test_the_least_effort_is_that_of_every_set_of_steps_and_lies_between_the_bounds(seed: int) -> None:
    rng = seeded(seed)
    problem = random_problem(rng)
    size, goal = problem.graph.size, problem.goals[0]
    cost = np.zeros(size)
    costly = rng.sample(range(size), min(size, 7))
    cost[costly] = [rng.choice([1.0, 2.0, 3.5, 10.0]) for _ in costly]
    answer = least_effort(problem.graph, cost, goal, sources=problem.sources, blocked=problem.blocked)
    expected = least(problem, cost, goal)
    if math.isinf(expected):
        assert answer == Unreachable()
        return
    assert isinstance(answer, Effort)
    assert answer.exact == expected == math.fsum(cost[list(answer.steps)])
    assert answer.lower - ROUNDING <= answer.exact <= answer.upper + ROUNDING
    assert goal in holds_with(problem, cost, frozenset(answer.steps))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_on_a_tree_the_upper_bound_is_exact(seed: int) -> None:
    graph, cost = random_tree(seeded(seed))
    answer = least_effort(graph, cost, 0)
    assert isinstance(answer, Effort)
    assert answer.exact == pytest.approx(answer.upper)


def random_tree(rng: Random) -> tuple[Graph, Floats]:
    """A tree whose root is node 0: every other node feeds one before it."""
    size = rng.randint(1, 25)
    pairs = [(node, rng.randrange(node)) for node in range(1, size)]
    entering = [sum(head == node for _, head in pairs) for node in range(size)]
    cost = np.array([float(rng.randint(0, 9)) for _ in range(size)])
    return graph_of([rng.randint(min(1, n), n) for n in entering], pairs), cost


def shared_step() -> tuple[Graph, Floats]:
    """Both ways to the goal 3, which needs both, begin with the dear step 0."""
    return graph_of([0, 1, 1, 2], [(0, 1), (0, 2), (1, 3), (2, 3)]), np.array([10.0, 1.0, 2.0, 0.0])


def test_a_shared_step_is_paid_once() -> None:
    assert least_effort(*shared_step(), 3) == Effort(12.0, 13.0, 23.0, (0, 1, 2))


def test_a_cycle_costs_nothing_more() -> None:
    graph = graph_of([0, 1, 1], [(0, 1), (1, 2), (2, 1)])
    assert least_effort(graph, np.array([1.0, 2.0, 4.0]), 2) == Effort(7.0, 7.0, 7.0, (0, 1, 2))
    unfed = graph_of([1, 1], [(0, 1), (1, 0)])
    assert least_effort(unfed, np.ones(2), 1) == Unreachable()


def test_too_many_steps_or_no_time_leave_honest_bounds() -> None:
    assert least_effort(*shared_step(), 3, max_steps=2) == Effort(12.0, None, 23.0, ())
    assert least_effort(*shared_step(), 3, time_limit=0.0) == Effort(12.0, None, 13.0, (0, 1, 2))


@pytest.mark.parametrize("cost", [-1.0, float("nan")])
def test_a_cost_is_not_negative(cost: float) -> None:
    with pytest.raises(ValueError, match="not negative"):
        least_effort(shared_step()[0], np.array([cost, 1.0, 1.0, 1.0]), 3)
