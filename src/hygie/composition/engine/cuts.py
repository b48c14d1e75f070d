"""The cheapest decisions that make every goal fall, and the next cheapest.

The optimum is that of a mixed-integer program (``cut_program``); every cut that is returned was checked
again by closure, and so was each cut with one decision less, which must fail.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from hygie.composition.engine.cut_problem import Decision, Problem, Reduced, reduce, remaining
from hygie.composition.engine.cut_program import Row, cut_program, exactly, with_rows
from hygie.composition.engine.graph import Floats
from hygie.composition.engine.hitting import grow, shrink
from hygie.composition.engine.programs import HALF, Deadline, Infeasible, Unsolved, solve

__all__ = ["Capped", "Cut", "Decision", "NoCut", "Problem", "cheapest_cut", "checked_cut", "next_cuts"]


@dataclass(frozen=True, slots=True)
class Cut:
    """Decisions after which no goal holds, none of which can be left out.

    No cut costs less than ``bound``; ``optimal`` says that none costs less than this one (of the next cuts:
    none but those before it, and what contains one of them). ``removes`` are
    the goals that hold before and not after; ``creates`` the nodes that hold after and not before;
    ``refused`` the decisions that were not considered because of a protected loss.
    """

    decisions: tuple[int, ...]
    cost: float
    optimal: bool
    bound: float
    removes: tuple[int, ...]
    creates: tuple[int, ...]
    refused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoCut:
    """No set of decisions is a cut.

    ``remain`` are the goals that hold even when all that is not refused is taken for what it guards only; if
    it is empty, what the decisions create stands in the way.
    """

    remain: tuple[int, ...]
    refused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Capped:
    """The limit came before any cut was known; none costs less than ``bound``."""

    bound: float
    refused: tuple[int, ...]


def cheapest_cut(problem: Problem, *, time_limit: float = 60.0) -> Cut | NoCut | Capped:
    """Find the cheapest cut; after ``time_limit`` seconds, the best one known with what is proved of it.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    return _Search(problem, Deadline(time_limit)).next()


def next_cuts(problem: Problem, count: int, *, time_limit: float = 60.0) -> tuple[Cut, ...]:
    """Find the so many cheapest cuts, the cheapest first; fewer if there are no more, or no more time.

    No cut contains another. After the first that is not ``optimal`` none is sought.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    search = _Search(problem, Deadline(time_limit))
    found: list[Cut] = []
    while len(found) < count:
        cut = search.next()
        if not isinstance(cut, Cut):
            break
        found.append(cut)
        if not (cut.optimal and cut.decisions):
            break
        search.bars.append((dict.fromkeys(cut.decisions, -1.0), 1.0 - len(cut.decisions)))
    return tuple(found)


def checked_cut(problem: Problem, reduced: Reduced, taken: Iterable[int], bound: float | None) -> Cut:
    """Describe a cut by what the closure of the whole graph says; without a bound it is optimal.

    Raises:
        AssertionError: it is no cut, which would be a defect of the search.
    """
    decisions = tuple(sorted(taken))
    before, after = problem.after(), problem.after(decisions)
    if after[list(problem.goals)].any() or (after & ~before)[list(problem.protected)].any():
        message = "a search gave what is no cut"
        raise AssertionError(message)
    cost = problem.cost(decisions)
    return Cut(
        decisions,
        cost,
        optimal=bound is None,
        bound=cost if bound is None else min(bound, cost),
        removes=tuple(dict.fromkeys(goal for goal in problem.goals if before[goal])),
        creates=tuple(int(node) for node in np.flatnonzero(after & ~before)),
        refused=reduced.refused,
    )


class _Search:
    """The program of a problem, with the rows that keep out what was found already."""

    def __init__(self, problem: Problem, deadline: Deadline) -> None:
        self.problem = problem
        self.deadline = deadline
        self.reduced = reduce(problem)
        small = self.reduced.problem
        self.written = cut_program(small, small.goals + small.protected)
        self.bars: list[Row] = []
        self.refuted: list[Row] = []

    def next(self) -> Cut | NoCut | Capped:
        """Find the cheapest cut that the bars let through."""
        remain = remaining(self.problem, self.reduced.refused)
        if remain:
            return NoCut(remain, self.reduced.refused)
        while True:
            solution = solve(with_rows(self.written.program, self.bars + self.refuted), self.deadline)
            if isinstance(solution, Infeasible):
                return NoCut((), self.reduced.refused)
            if isinstance(solution, Unsolved):
                return self.fallback(solution.bound * self.written.unit)
            taken = self.taken(solution.values)
            if self.reduced.cuts(taken):
                break
            # The solver tolerates errors of 1e-6 in each row, which deep conjunctions may add up.
            self.refuted.append(self.refutation(taken))
        bound = None if solution.optimal else solution.bound * self.written.unit
        return checked_cut(self.problem, self.reduced, self.irredundant(taken), bound)

    def taken(self, values: Floats) -> frozenset[int]:
        return frozenset(int(i) for i in np.flatnonzero(values[: len(self.problem.decisions)] > HALF))

    def refutation(self, taken: frozenset[int]) -> Row:
        """Keep out what is no cut: where it can be, by decisions of which every cut needs one."""
        count = len(self.problem.decisions)
        if not self.reduced.monotone():
            return exactly(taken, count)
        everything = range(count)
        largest = grow(taken, everything, self.reduced.cuts)
        return dict.fromkeys(sorted(set(everything) - largest), 1.0), 1.0

    def irredundant(self, taken: frozenset[int]) -> frozenset[int]:
        """Leave out decisions, the dearest first, until every proper subset fails."""
        costs = self.problem.costs()
        order = sorted(taken, key=lambda index: (-costs[index], index))
        if self.reduced.monotone():
            return shrink(taken, order, self.reduced.cuts)
        # Two decisions may be left out together though neither can alone: one creates what the other guards.
        least = self.fewest(taken)
        while spare := [i for i in order if i in least and self.reduced.cuts(least - {i})]:
            least -= {spare[0]}
        return least

    def fewest(self, taken: frozenset[int]) -> frozenset[int]:
        """Find the fewest of these decisions that are a cut."""
        count = len(self.problem.decisions)
        program = with_rows(self.written.program, self.bars + self.refuted)
        upper, cost = program.upper.copy(), np.zeros_like(program.cost)
        upper[:count] *= [index in taken for index in range(count)]
        cost[:count] = 1.0
        solution = solve(replace(program, upper=upper, cost=cost), self.deadline)
        if isinstance(solution, Infeasible | Unsolved):
            return taken
        fewer = self.taken(solution.values)
        return fewer if self.reduced.cuts(fewer) else taken

    def fallback(self, bound: float) -> Cut | Capped:
        """Leave out of everything that creates nothing what can be left out, when the solver gave nothing."""
        costs = self.problem.costs()
        decisions = self.reduced.problem.decisions
        everything = frozenset(i for i, d in enumerate(decisions) if d.guards and not d.creates)
        if self.bars or not self.reduced.cuts(everything):
            return Capped(bound, self.reduced.refused)
        order = sorted(everything, key=lambda index: (-costs[index], index))
        return checked_cut(self.problem, self.reduced, shrink(everything, order, self.reduced.cuts), bound)
