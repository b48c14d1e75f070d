"""The cheapest cut by a second algorithm, which shares no program with the first: implicit hitting sets."""

from collections import defaultdict

import numpy as np

from hygie.composition.engine.cut_problem import Problem, reduce, remaining
from hygie.composition.engine.cuts import Capped, Cut, NoCut, checked_cut
from hygie.composition.engine.graph import Floats
from hygie.composition.engine.hitting import Chosen, NothingTrue, cheapest_true_set
from hygie.composition.engine.kernels import tree_cost


def cheapest_cut_by_hitting(problem: Problem, *, time_limit: float = 60.0) -> Cut | NoCut | Capped:
    """Find the cheapest cut; after ``time_limit`` seconds, the best one known with what is proved of it.

    Raises:
        MissingExtraError: scipy is not installed.
        ValueError: a decision that is not refused creates something, so taking more may cut less.
    """
    reduced = reduce(problem)
    if not reduced.monotone():
        message = "a decision creates something: the goals may hold again when more is decided"
        raise ValueError(message)
    costs = [decision.cost for decision in reduced.problem.decisions]
    attacks = _Attacks(reduced.problem)
    result = cheapest_true_set(costs, reduced.cuts, refute=attacks.still, time_limit=time_limit)
    if isinstance(result, NothingTrue):
        return NoCut(remaining(problem, reduced.refused), reduced.refused)
    return checked_cut(problem, reduced, result.chosen, None if result.optimal else result.bound)


_STEP, _GUARD = 1.0, 1_000.0
"""What an attack counts for each node and for each decision that guards one: few guards first, then short."""


class _Attacks:
    """Finds, for decisions that are no cut, one way in which a goal still holds."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.backwards = problem.graph.reversed()
        self.given = problem.sources | (problem.graph.need <= 0)
        self.guards: dict[int, list[int]] = defaultdict(list)
        for node, decision in zip(*(array.tolist() for array in problem.guarding), strict=True):
            self.guards[node].append(decision)
        guarded = np.bincount(problem.guarding.node, minlength=problem.graph.size)
        self.price: Floats = _STEP + _GUARD * guarded.astype(np.float64)

    def still(self, taken: Chosen) -> Chosen:
        """Give the decisions that guard a node of an attack: with all the others it still works."""
        blocked = self.problem.blocked | self.problem.barred(taken)
        prices = tree_cost(self.problem.graph, self.price, sources=self.problem.sources, blocked=blocked)
        used, pending = set(), [min(self.problem.goals, key=lambda goal: (prices[goal], goal))]
        while pending:
            node = pending.pop()
            if node not in used:
                used.add(node)
                pending += self.fed_by(node, prices)
        return frozenset(decision for node in used for decision in self.guards.get(node, ()))

    def fed_by(self, node: int, prices: Floats) -> list[int]:
        """Choose the least tails that suffice.

        Each costs less than the node, unless sums beyond 2 ** 53 are rounded: the search checks each attack.
        """
        if self.given[node]:
            return []
        row = self.backwards.heads[self.backwards.starts[node] : self.backwards.starts[node + 1]]
        need = int(self.problem.graph.need[node])
        return [int(tail) for tail in row[np.argsort(prices[row], kind="stable")][:need]]
