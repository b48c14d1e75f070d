"""The least effort of an attack when a step that serves several times is paid once.

That is NP-hard (minimum weight AND/OR graph: Garey and Johnson, MS16), so two bounds that are not always
stand beside it: what the dearest chain alone costs, and what a step paid at each use would cost.
"""

import math
from dataclasses import dataclass

import numpy as np

from hygie.composition.engine.graph import Booleans, Floats, Graph
from hygie.composition.engine.hitting import Chosen, HittingResult, cheapest_true_set
from hygie.composition.engine.kernels import closure, earliest, tree_cost
from hygie.composition.engine.slices import relevant


@dataclass(frozen=True, slots=True)
class Effort:
    """The least effort lies between ``lower`` and ``upper``; ``exact`` is it, or None if a cap was met.

    ``steps`` are nodes which, paid once each, make the goal hold: for ``exact`` if it is known, otherwise
    for ``upper`` if a search found it, otherwise none.
    """

    lower: float
    exact: float | None
    upper: float
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No effort makes the goal hold."""


def least_effort(
    graph: Graph,
    cost: Floats,
    goal: int,
    *,
    sources: Booleans | None = None,
    blocked: Booleans | None = None,
    max_steps: int = 2_000,
    time_limit: float = 10.0,
) -> Effort | Unreachable:
    """Find the least sum of the costs of the nodes used to reach a goal.

    ``cost`` has shape (n,), 0 or more; a node costs when it is used, a source too. With more than
    ``max_steps`` costly nodes that matter, or after ``time_limit`` seconds, there are bounds only.

    Raises:
        MissingExtraError: scipy is not installed.
        ValueError: a cost is negative or not a number.
    """
    none = np.zeros(graph.size, dtype=np.bool_)
    sources, blocked = none if sources is None else sources, none if blocked is None else blocked
    lower = float(earliest(graph, cost, sources=sources, blocked=blocked)[goal])
    upper = float(tree_cost(graph, cost, sources=sources, blocked=blocked)[goal])
    if math.isinf(lower):
        return Unreachable()
    steps = _Steps(graph, cost, goal, sources, blocked)
    if len(steps.costly) > max_steps:
        return Effort(lower, None, upper, ())
    found = cheapest_true_set(steps.weights(), steps.suffice, time_limit=time_limit)
    if not isinstance(found, HittingResult):
        return Unreachable()
    nodes = tuple(int(steps.numbers[steps.costly[position]]) for position in found.chosen)
    if found.optimal:
        return Effort(lower, found.cost, upper, nodes)
    return Effort(max(lower, found.bound), None, min(upper, found.cost), nodes if found.cost <= upper else ())


class _Steps:
    """The nodes that cost something and matter to a goal."""

    def __init__(self, graph: Graph, cost: Floats, goal: int, sources: Booleans, blocked: Booleans) -> None:
        part = relevant(graph, (goal,), sources=sources, blocked=blocked)
        self.graph = part.graph
        self.numbers = part.nodes
        self.cost = cost[part.nodes]
        self.goal = int(part.place[goal])
        self.sources, self.blocked = sources[part.nodes], blocked[part.nodes]
        self.costly = np.flatnonzero(self.cost > 0)

    def weights(self) -> list[float]:
        return [float(amount) for amount in self.cost[self.costly]]

    def suffice(self, chosen: Chosen) -> bool:
        """Say whether the goal is reached when only these costly nodes are used."""
        blocked = self.blocked.copy()
        blocked[self.costly] = True
        blocked[self.costly[sorted(chosen)]] = False
        return bool(closure(self.graph, sources=self.sources, blocked=blocked).holds[self.goal])
