"""The cheapest set that makes a monotone question true, by implicit hitting sets.

Every true set has an element in the complement of every false set. So the cheapest set that hits the
complements known so far costs no more than the cheapest true set: if it is true it is the answer, if not it
is grown to a maximal false set, whose complement is one more to hit (Moreno-Centeno and Karp, "The implicit
hitting set approach to solve combinatorial optimization problems", Operations Research 61, 2013).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from hygie.composition.engine.programs import (
    HALF,
    Deadline,
    Infeasible,
    Program,
    Rows,
    Unsolved,
    smallest,
    solve,
)

Chosen = frozenset[int]
Monotone = Callable[[Chosen], bool]
"""Says whether a set of elements is true; adding elements never makes a true set false."""


Refute = Callable[[Chosen], Chosen]
"""Gives, for a false set, elements outside it such that it stays false with all the others added."""


@dataclass(frozen=True, slots=True)
class HittingResult:
    """A true set from which no element can be left out, and what no true set costs less than."""

    chosen: tuple[int, ...]
    cost: float
    optimal: bool
    rounds: int
    bound: float


@dataclass(frozen=True, slots=True)
class NothingTrue:
    """Not even all the elements together are true."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """The limit came before a true set was known; none costs less than ``bound``."""

    bound: float


def cheapest_true_set(
    weights: Sequence[float], holds: Monotone, *, refute: Refute | None = None, time_limit: float = 60.0
) -> HittingResult | NothingTrue:
    """Find the cheapest true set of the elements ``0..len(weights) - 1``; weights are 0 or more.

    ``refute``, where there is a quick way to say why a set is false, is asked instead of growing the set.

    Raises:
        MissingExtraError: scipy is not installed.
        ValueError: a weight is negative or not a number.
    """
    if not all(weight >= 0 for weight in weights):
        message = "weights are 0 or more"
        raise ValueError(message)
    everything = frozenset(range(len(weights)))
    if not holds(everything):
        return NothingTrue()
    return _Search(weights, holds, refute, Deadline(time_limit)).run()


class _Search:
    """One search: the sets to hit, and the best true set met on the way."""

    def __init__(
        self, weights: Sequence[float], holds: Monotone, refute: Refute | None, deadline: Deadline
    ) -> None:
        self.weights = weights
        self.holds = holds
        self.refute = refute or self.missed_by_the_largest
        self.deadline = deadline
        self.dear_last = sorted(range(len(weights)), key=lambda element: (weights[element], element))
        self.everything: Chosen = frozenset(range(len(weights)))
        self.best = self.everything
        self.to_hit: list[Chosen] = []
        self.bound = 0.0

    def run(self) -> HittingResult:
        rounds = 0
        while not self.deadline.spent():
            rounds += 1
            hitting = self.cheapest_hitting_set()
            if hitting is None:
                break
            if self.holds(hitting):
                return self.result(hitting, rounds, optimal=True)
            self.learn(hitting)
        return self.result(self.best, rounds, optimal=False)

    def learn(self, false: Chosen) -> None:
        """Add disjoint sets to hit until what they hold together is true."""
        taken = false
        apart = 0.0
        while not self.deadline.spent():
            missed = self.refute(taken)
            if missed & taken or self.holds(self.everything - missed):  # a reason that is none
                missed = self.missed_by_the_largest(taken)
            self.to_hit.append(missed)
            apart += min(self.weights[element] for element in missed)
            if not false:  # disjoint sets cost at least one element each
                self.bound = max(self.bound, apart)
            taken |= missed
            if self.holds(taken):
                self.best = min(self.best, taken, key=self.cost)
                return

    def missed_by_the_largest(self, false: Chosen) -> Chosen:
        """Give what a maximal false set leaves out, the dear rather than the cheap."""
        return self.everything - grow(false, self.dear_last, self.holds)

    def cheapest_hitting_set(self) -> Chosen | None:
        """Solve the hitting sets known so far exactly; None when the time does not suffice."""
        if not self.to_hit:
            return frozenset()
        used = sorted(frozenset().union(*self.to_hit))
        solution = solve(_hitting_program(self.weights, self.to_hit, used), self.deadline)
        if isinstance(solution, Infeasible | Unsolved) or not solution.optimal:
            return None
        hitting = frozenset(e for e, value in zip(used, solution.values, strict=True) if value > HALF)
        self.bound = max(self.bound, self.cost(hitting))
        return hitting

    def cost(self, chosen: Chosen) -> float:
        return math.fsum(self.weights[element] for element in sorted(chosen))

    def result(self, chosen: Chosen, rounds: int, *, optimal: bool) -> HittingResult:
        least = shrink(chosen, self.dear_last[::-1], self.holds)
        cost = self.cost(least)
        return HittingResult(tuple(sorted(least)), cost, optimal, rounds, cost if optimal else self.bound)


def grow(false: Chosen, order: Sequence[int], holds: Monotone) -> Chosen:
    """Grow a false set to one that is false, but true with any one more element; earlier ones first.

    Halving the candidates asks about ``m log n`` questions when ``m`` elements stay out.
    """
    pending = [[element for element in order if element not in false]]
    while pending:
        candidates = pending.pop()
        wider = false.union(candidates)
        if not holds(wider):
            false = wider
        elif len(candidates) > 1:
            middle = len(candidates) // 2
            pending += [candidates[middle:], candidates[:middle]]
    return false


def shrink(true: Chosen, order: Sequence[int], holds: Monotone) -> Chosen:
    """Shrink a true set to one that is false without any one of its elements; earlier ones go first."""
    pending = [[element for element in order if element in true]]
    while pending:
        candidates = pending.pop()
        less = true.difference(candidates)
        if holds(less):
            true = less
        elif len(candidates) > 1:
            middle = len(candidates) // 2
            pending += [candidates[middle:], candidates[:middle]]
    return true


def _hitting_program(weights: Sequence[float], to_hit: Sequence[Chosen], used: Sequence[int]) -> Program:
    place = {element: position for position, element in enumerate(used)}
    pairs = [(row, place[element]) for row, hit in enumerate(to_hit) for element in sorted(hit)]
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    columns = np.array([column for _, column in pairs], dtype=np.int64)
    cost = np.array([weights[element] for element in used], dtype=np.float64)
    return Program(
        cost=cost / smallest(cost),
        integral=np.ones(len(used), dtype=np.bool_),
        upper=np.ones(len(used)),
        rows=Rows(rows, columns, np.ones(len(pairs)), np.ones(len(to_hit))),
    )
