"""AND/OR/k-of-n graphs: what every question about a composition is asked of.

A node holds when at least ``need`` of the edges that enter it come from nodes that hold: 1 is OR, the
number of its edges is AND, anything between is k-of-n, 0 holds by itself. An edge may be repeated; it then
counts as often as it stands (so do identical instances that are merged). The meaning is the least fixpoint,
so cycles are allowed and the order of nodes and edges says nothing (docs/composition.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Booleans = NDArray[np.bool_]
Words = NDArray[np.uint64]
Integers = NDArray[np.int32]
Offsets = NDArray[np.int64]
Floats = NDArray[np.float64]

NEVER = np.iinfo(np.int32).max
"""The need of a node that nothing makes hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """A graph in compressed rows: the successors of node ``v`` are ``heads[starts[v]:starts[v + 1]]``.

    ``need`` has shape (n,), ``starts`` (n + 1,) and ``heads`` (m,).
    """

    need: Integers
    starts: Offsets
    heads: Integers

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self.need)

    @property
    def edges(self) -> int:
        """The number of edges, repeated ones as often as they stand."""
        return len(self.heads)

    def tails(self) -> Integers:
        """Give the node that each edge leaves, in the order of ``heads``; shape (m,)."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts))

    def reversed(self) -> "Graph":
        """Give the same nodes with every edge turned round: its rows are then the predecessors."""
        return from_edges(self.need, self.heads, self.tails())


def from_edges(need: Integers, tails: Integers, heads: Integers) -> Graph:
    """Make a graph of the edges ``tails[i]`` to ``heads[i]``; edges that leave a node keep their order."""
    order = np.argsort(tails, kind="stable")
    starts = np.zeros(len(need) + 1, dtype=np.int64)
    np.cumsum(np.bincount(tails, minlength=len(need)), out=starts[1:])
    return Graph(
        np.ascontiguousarray(need, dtype=np.int32), starts, np.ascontiguousarray(heads[order], dtype=np.int32)
    )


class GraphBuilder:
    """Builds a small graph node by node; large ones are made of arrays with :func:`from_edges`."""

    def __init__(self) -> None:
        """Begin with no node."""
        self._need: list[int] = []
        self._tails: list[int] = []
        self._heads: list[int] = []

    def node(self, need: int = 1) -> int:
        """Add a node and give its number."""
        self._need.append(need)
        return len(self._need) - 1

    def edge(self, tail: int, head: int, times: int = 1) -> None:
        """Let one node count towards another, as often as ``times`` says."""
        self._tails.extend([tail] * times)
        self._heads.extend([head] * times)

    def any_of(self, tails: Iterable[int]) -> int:
        """Add a node that holds when one of these does."""
        return self._with(1, list(dict.fromkeys(tails)))

    def all_of(self, tails: Iterable[int]) -> int:
        """Add a node that holds when all of these do; of none, it holds."""
        distinct = list(dict.fromkeys(tails))
        return self._with(len(distinct), distinct)

    def at_least(self, count: int, tails: Sequence[int]) -> int:
        """Add a node that holds when so many of these do; a repeated one counts as often as it stands."""
        return self._with(count, tails)

    def _with(self, need: int, tails: Sequence[int]) -> int:
        node = self.node(need)
        for tail in tails:
            self.edge(tail, node)
        return node

    def build(self) -> Graph:
        """Give the graph."""
        return from_edges(
            np.array(self._need, dtype=np.int32),
            np.array(self._tails, dtype=np.int32),
            np.array(self._heads, dtype=np.int32),
        )
