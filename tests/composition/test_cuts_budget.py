"""What a budget buys: the points are those that trying every set of decisions leaves."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.cut_oracles import graph_of, plain_closure, random_problem, refused, seeded, subsets

from hygie.composition.engine.budgets import Curve, Point, budget_curve
from hygie.composition.engine.cuts import Cut, Decision, Problem, cheapest_cut

Pair = tuple[float, float]


def every_point(problem: Problem, weights: dict[int, float]) -> list[Pair]:
    """Cost and weight of every set of decisions that brings about no protected loss."""
    new = set(problem.protected) - plain_closure(problem)
    points = []
    for taken in subsets(sorted(set(range(len(problem.decisions))) - refused(problem))):
        holds = plain_closure(problem, taken)
        if not holds & new:
            cost = math.fsum(problem.decisions[i].cost for i in taken)
            points.append((cost, math.fsum(weights[goal] for goal in set(problem.goals) & holds)))
    return points


def front(points: list[Pair]) -> list[Pair]:
    """The points that no other is at least as good as in both."""
    kept: list[Pair] = []
    for cost, weight in sorted(set(points)):
        if not kept or weight < kept[-1][1]:
            kept.append((cost, weight))
    return kept


def pairs(curve: Curve) -> list[Pair]:
    return [(point.cost, point.weight) for point in curve.points]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_the_curve_is_the_front_of_all_sets_of_decisions(seed: int, creates: bool) -> None:
    rng = seeded(seed)
    problem = random_problem(rng, decisions=6, creates=creates)
    weights = {goal: rng.choice([0.0, 1.0, 2.0, 0.5, 10.0]) for goal in problem.goals}
    points = every_point(problem, weights)
    curve = budget_curve(problem, weights)
    assert curve.complete
    assert pairs(curve) == front(points)
    assert curve.refused == tuple(sorted(refused(problem)))
    for point in curve.points:
        assert point.cost == problem.cost(point.decisions)
        left = plain_closure(problem, frozenset(point.decisions)) & set(problem.goals)
        assert point.weight == math.fsum(weights[goal] for goal in left)
    budgets = [0.0, 1.0, 2.5, 4.0]
    best = [min((w, c) for c, w in points if c <= budget)[::-1] for budget in budgets]
    assert pairs(budget_curve(problem, weights, budgets=budgets)) == list(dict.fromkeys(best))


def test_the_lightest_point_is_the_cheapest_cut() -> None:
    problem = fan()
    cut, curve = cheapest_cut(problem), budget_curve(problem, dict.fromkeys(problem.goals, 1.0))
    assert isinstance(cut, Cut)
    assert curve.points[-1] == Point(cut.cost, 0.0, cut.decisions)


def test_more_points_than_wanted_or_time_for_is_said() -> None:
    weights = dict.fromkeys(fan().goals, 1.0)
    assert len(budget_curve(fan(), weights).points) == 4
    short = budget_curve(fan(), weights, max_points=2)
    assert (len(short.points), short.complete) == (2, False)
    assert budget_curve(fan(), weights, time_limit=0.0) == Curve((), complete=False, refused=())
    assert budget_curve(fan(), weights, budgets=[1.0], time_limit=0.0).complete is False
    assert budget_curve(fan(), weights, budgets=[-1.0]) == Curve((), complete=True, refused=())


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_is_a_number_that_is_not_negative(weight: float) -> None:
    with pytest.raises(ValueError, match="weights are finite"):
        budget_curve(fan(), {1: 1.0, 2: 1.0, 3: weight})


def fan() -> Problem:
    """One source, three goals; each can be guarded, at the cost of its number."""
    nothing = np.zeros(4, dtype=np.bool_)
    decisions = tuple(Decision((goal,), (), float(goal)) for goal in (1, 2, 3))
    return Problem(graph_of([0, 1, 1, 1], [(0, 1), (0, 2), (0, 3)]), nothing, nothing, (1, 2, 3), decisions)
