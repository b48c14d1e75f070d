"""The part of a graph that a question depends on."""

from dataclasses import dataclass

import numpy as np

from hygie.composition.engine.graph import Booleans, Graph, Integers, Offsets, from_edges
from hygie.composition.engine.kernels import backward, closure


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """Some nodes of a graph with the edges among them.

    ``nodes`` are their numbers in the whole graph, ascending; ``place`` has the shape (n,) of the whole
    graph and gives their numbers in the slice, -1 outside.
    """

    graph: Graph
    nodes: Integers
    place: Offsets

    def within(self, nodes: tuple[int, ...]) -> tuple[int, ...]:
        """Give the places of those of these nodes that the slice has."""
        return tuple(int(self.place[node]) for node in nodes if self.place[node] >= 0)


def cut_out(graph: Graph, keep: Booleans) -> Slice:
    """Keep some nodes; right for those left out that never hold, or that lead to nothing asked about."""
    nodes = np.flatnonzero(keep).astype(np.int32)
    place = np.full(graph.size, -1, dtype=np.int64)
    place[nodes] = np.arange(len(nodes))
    tails = graph.tails()
    inside = keep[tails] & keep[graph.heads]
    tails, heads = place[tails[inside]].astype(np.int32), place[graph.heads[inside]].astype(np.int32)
    return Slice(from_edges(graph.need[nodes], tails, heads), nodes, place)


def relevant(graph: Graph, goals: tuple[int, ...], *, sources: Booleans, blocked: Booleans) -> Slice:
    """Keep what holds and from which a goal can be reached."""
    holds = closure(graph, sources=sources, blocked=blocked).holds
    return cut_out(graph, holds & backward(graph, np.array(goals, dtype=np.int32)))


def flags(size: int, nodes: tuple[int, ...]) -> Booleans:
    """Mark these nodes among ``size``."""
    marked = np.zeros(size, dtype=np.bool_)
    marked[np.array(nodes, dtype=np.int64)] = True
    return marked
