"""What a budget buys: for each cost, the least weight of the goals that still hold."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hygie.composition.engine.cut_problem import Problem, reduce
from hygie.composition.engine.cut_program import Row, cut_program, exactly, with_rows
from hygie.composition.engine.graph import Floats
from hygie.composition.engine.programs import HALF, Deadline, Infeasible, Solved, Unsolved, smallest, solve

APART = 1e-4
"""Sums of weights closer than this part of the smallest weight count as equal: the solver sees 1e-6."""


@dataclass(frozen=True, slots=True)
class Point:
    """Decisions, what they cost, and the weight of the goals that still hold once they are taken."""

    cost: float
    weight: float
    decisions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points none of which is worse than another in both, the cheapest first.

    ``complete`` says that no point is missing: of all, or of those that the budgets allow.
    """

    points: tuple[Point, ...]
    complete: bool
    refused: tuple[int, ...]


def budget_curve(
    problem: Problem,
    weights: Mapping[int, float],
    *,
    budgets: Sequence[float] | None = None,
    max_points: int = 50,
    time_limit: float = 60.0,
) -> Curve:
    """Find what the goals that still hold weigh at least, for each budget or for every cost that changes it.

    ``weights`` gives each goal its weight, 0 or more. This is the epsilon-constraint method: one aim is
    bounded while the other is minimised, then the roles are exchanged.

    Raises:
        MissingExtraError: scipy is not installed.
        ValueError: a weight is negative or not finite.
        KeyError: a goal has no weight.
    """
    if not all(math.isfinite(weight) and weight >= 0 for weight in weights.values()):
        message = "weights are finite, and 0 or more"
        raise ValueError(message)
    search = _Search(problem, weights, Deadline(time_limit))
    if budgets is None:
        points, complete = search.all_points(max_points)
    else:
        points, complete = search.points_within(sorted(set(budgets))[:max_points])
        complete = complete and len(set(budgets)) <= max_points
    return Curve(tuple(points), complete, search.reduced.refused)


class _Search:
    """The program of a problem whose goals may hold, at the price of their weight.

    Its rows force ``r = 1`` on what holds and leave the rest free, so the least weight is that of the
    goals that hold.
    """

    def __init__(self, problem: Problem, weights: Mapping[int, float], deadline: Deadline) -> None:
        self.problem = problem
        self.weights = {goal: weights[goal] for goal in dict.fromkeys(problem.goals)}
        self.deadline = deadline
        self.reduced = reduce(problem)
        self.written = cut_program(self.reduced.problem, self.reduced.problem.protected)
        self.unit = smallest(np.array(list(self.weights.values()), dtype=np.float64))
        self.weighing = self._weighing()
        self.bars: list[Row] = []

    def _weighing(self) -> Floats:
        """Give each column its weight: that of the goals that can fall, 0 for all else."""
        weighing = np.zeros_like(self.written.program.cost)
        for place in self.reduced.problem.goals:
            if self.written.column[place] >= 0:
                goal = int(self.reduced.nodes[place])
                weighing[self.written.column[place]] = self.weights[goal] / self.unit
        return weighing

    def all_points(self, most: int) -> tuple[list[Point], bool]:
        """Go down from what costs nothing until nothing weighs less."""
        points: list[Point] = []
        limit = math.inf
        while len(points) < most:
            point = self.best(limit)
            if not isinstance(point, Point):
                return points, isinstance(point, Infeasible)
            if points and point.weight >= points[-1].weight:  # the solver's tolerance hides the next one
                return points, False
            points.append(point)
            limit = self.floating(point.decisions) - APART
        return points, isinstance(self.best(limit), Infeasible)

    def points_within(self, budgets: Sequence[float]) -> tuple[list[Point], bool]:
        """Find the best point of each budget; one that is no lighter than the one before is left out."""
        points: list[Point] = []
        for budget in budgets:
            lightest = self.minimise(self.weighing, [self.within_budget(budget)])
            if isinstance(lightest, Unsolved):
                return points, False
            if isinstance(lightest, Infeasible):  # a negative budget
                continue
            point = self.best(self.floating(lightest))
            if not isinstance(point, Point):
                return points, False
            if not points or point.weight < points[-1].weight:
                points.append(point)
        return points, True

    def best(self, limit: float) -> Point | Infeasible | Unsolved:
        """Find the cheapest decisions within a limit of weight, and of these the lightest."""
        if limit < 0:
            return Infeasible()
        rows = [] if math.isinf(limit) else [self.within_weight(limit)]
        cheapest = self.minimise(self.written.program.cost, rows)
        if not isinstance(cheapest, frozenset):
            return cheapest
        budget = self.within_budget(self.problem.cost(cheapest))
        lightest = self.minimise(self.weighing, [*rows, budget])
        return self.point(lightest) if isinstance(lightest, frozenset) else lightest

    def minimise(self, aim: Floats, rows: list[Row]) -> frozenset[int] | Infeasible | Unsolved:
        """Find the best decisions that bring about no protected loss."""
        count = len(self.problem.decisions)
        while True:
            program = replace(with_rows(self.written.program, self.bars + rows), cost=aim)
            solution = solve(program, self.deadline)
            if not isinstance(solution, Solved):
                return solution
            if not solution.optimal:
                return Unsolved(solution.bound)
            taken = frozenset(int(index) for index in np.flatnonzero(solution.values[:count] > HALF))
            if self.reduced.admits(taken):
                return taken
            self.bars.append(exactly(taken, count))  # the solver's tolerance let it through

    def within_budget(self, budget: float) -> Row:
        costs = self.written.program.cost
        return {int(c): -float(costs[c]) for c in np.flatnonzero(costs)}, -budget / self.written.unit

    def within_weight(self, limit: float) -> Row:
        weighing = self.weighing
        return {int(c): -float(weighing[c]) for c in np.flatnonzero(weighing)}, -limit

    def floating(self, taken: Iterable[int]) -> float:
        """Weigh the goals that can fall and still hold, in units of the smallest weight."""
        holds = self.reduced.problem.after(taken)
        return math.fsum(
            self.weighing[self.written.column[place]]
            for place in self.reduced.problem.goals
            if holds[place] and self.written.column[place] >= 0
        )

    def point(self, taken: frozenset[int]) -> Point:
        """Leave out what changes nothing, the dearest first, and describe what the whole graph then says."""
        costs, kept = self.problem.costs(), taken
        for index in sorted(taken, key=lambda index: (-costs[index], index)):
            less = kept - {index}
            if self.floating(less) <= self.floating(kept) and self.reduced.admits(less):
                kept = less
        holds = self.problem.after(kept)
        weight = math.fsum(weight for goal, weight in self.weights.items() if holds[goal])
        return Point(self.problem.cost(kept), weight, tuple(sorted(kept)))
