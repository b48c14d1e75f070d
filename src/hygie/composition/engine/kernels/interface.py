"""What an implementation of the kernels must be: numpy, or numba when the extra ``speed`` is installed."""

from typing import Protocol

from hygie.composition.engine.graph import Booleans, Floats, Graph, Integers, Words


class Kernels(Protocol):
    """Functions that two modules define alike and that give equal results.

    The need of the graph they are given says everything: sources have 0, blocked nodes ``NEVER``.
    """

    def stages(self, graph: Graph) -> Integers:
        """Give the round at which each node first holds, -1 if it does not; shape (n,)."""

    def spread(self, graph: Graph, words: Words, blocked: Words) -> None:
        """Add to the lanes in which each node holds by itself those in which it follows; shape (n, width)."""

    def earliest(self, graph: Graph, delay: Floats, link_delay: Floats | None) -> Floats:
        """Give the time at which each node first holds; shape (n,)."""

    def tree_cost(self, graph: Graph, cost: Floats) -> Floats:
        """Give the cost of the cheapest derivation of each node as a tree; shape (n,)."""

    def upstream(self, graph: Graph, goals: Integers) -> Booleans:
        """Say from which nodes a goal can be reached; shape (n,)."""
