"""What the kernels answer, said again in plain sets and repeated passes: slow, and nothing to get wrong."""

from collections.abc import Callable, Collection, Sequence
from math import inf

from hygie.composition.engine.graph import NEVER, Graph

Edge = tuple[int, int]


def edges_of(graph: Graph) -> list[Edge]:
    """List the edges in the order of the heads of the graph."""
    return list(zip(graph.tails().tolist(), graph.heads.tolist(), strict=True))


def plain_stages(graph: Graph, sources: Collection[int] = (), blocked: Collection[int] = ()) -> list[int]:
    """Round after round, add every node of which enough edges come from nodes that hold already."""
    edges = edges_of(graph)
    need = graph.need.tolist()
    held = {node for node in range(graph.size) if need[node] == 0 or node in sources} - set(blocked)
    stage = dict.fromkeys(held, 0)
    while True:
        counts = [sum(head == node and tail in held for tail, head in edges) for node in range(graph.size)]
        new = {node for node in range(graph.size) if counts[node] >= need[node]} - held - set(blocked)
        if not new:
            return [stage.get(node, -1) for node in range(graph.size)]
        stage |= dict.fromkeys(new, max(stage.values(), default=0) + 1)
        held |= new


def plain_values(
    graph: Graph,
    own: Sequence[float],
    links: Sequence[float],
    combine: Callable[[list[float]], float],
    sources: Collection[int] = (),
) -> list[float]:
    """Begin with nothing and improve until nothing improves: own value plus the best ``need`` of the edges."""
    edges = edges_of(graph)
    values = [own[node] if graph.need[node] == 0 or node in sources else inf for node in range(graph.size)]
    while True:
        better = list(values)
        for node in range(graph.size):
            offers = sorted(
                values[tail] + link for (tail, head), link in zip(edges, links, strict=True) if head == node
            )
            need = int(graph.need[node])
            if 0 < need < NEVER and need <= len(offers):
                better[node] = min(better[node], own[node] + combine(offers[:need]))
        if better == values:
            return values
        values = better


def plain_levels(graph: Graph, given: Sequence[int], most: Sequence[int]) -> list[int]:
    """Max-min: a node has the level of its ``need``-th best edge or its own, at most the most it may have."""
    edges = edges_of(graph)
    levels = [0] * graph.size
    while True:
        better = []
        for node in range(graph.size):
            offers = sorted((levels[tail] for tail, head in edges if head == node), reverse=True)
            need = int(graph.need[node])
            follows = max(most) if need == 0 else offers[need - 1] if need <= len(offers) else 0
            better.append(min(most[node], max(given[node], follows)))
        if better == levels:
            return levels
        levels = better
