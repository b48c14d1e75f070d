"""The kernels in numpy: each round treats all the nodes of the frontier at once."""

from collections.abc import Iterator

import numpy as np

from hygie.composition.engine.graph import Booleans, Floats, Graph, Integers, Offsets, Words, from_edges
from hygie.composition.engine.kernels import knuth

BATCH = 1 << 24
"""Bytes that one batch of gathered predecessors may take."""


def stages(graph: Graph) -> Integers:
    """Give the round at which each node first holds, -1 if it does not; shape (n,)."""
    missing = graph.need.copy()
    stage = np.full(graph.size, -1, dtype=np.int32)
    stamps = np.empty(graph.size, dtype=np.int64)
    frontier = np.flatnonzero(missing <= 0)
    rounds = 0
    while frontier.size:
        stage[frontier] = rounds
        entered = graph.heads[_positions(graph.starts, frontier)]
        np.subtract.at(missing, entered, 1)
        frontier = _distinct(entered[(missing[entered] <= 0) & (stage[entered] < 0)], stamps)
        rounds += 1
    return stage


def spread(graph: Graph, words: Words, blocked: Words) -> None:
    """Add to the lanes in which each node holds by itself those in which it follows; shape (n, width)."""
    back = graph.reversed()
    reachable = (graph.need > 0) & (graph.need <= np.diff(back.starts))
    stamps = np.empty(graph.size, dtype=np.int64)
    changed = np.flatnonzero(words.any(axis=1))
    while changed.size:
        entered = graph.heads[_positions(graph.starts, changed)]
        asked = _distinct(entered[reachable[entered]], stamps)
        changed = np.concatenate([_gain(back, nodes, words, blocked) for nodes in _by_need(back, asked)])


def earliest(graph: Graph, delay: Floats, link_delay: Floats | None) -> Floats:
    """Give the time at which each node first holds; shape (n,)."""
    times = [np.inf] * graph.size
    if link_delay is None:
        knuth.earliest(*_rows(graph), delay.tolist(), times)
    else:
        knuth.earliest_on_links(*_rows(graph), delay.tolist(), link_delay.tolist(), times)
    return np.array(times, dtype=np.float64)


def tree_cost(graph: Graph, cost: Floats) -> Floats:
    """Give the cost of the cheapest derivation of each node as a tree; shape (n,)."""
    costs = [np.inf] * graph.size
    knuth.tree_cost(*_rows(graph), cost.tolist(), costs)
    return np.array(costs, dtype=np.float64)


def _rows(graph: Graph) -> tuple[list[int], list[int], list[int], list[int]]:
    """Give the nodes that hold by themselves, the needs to use up and the edges, in lists to index fast."""
    begin = np.flatnonzero(graph.need <= 0).tolist()
    return begin, graph.need.tolist(), graph.starts.tolist(), graph.heads.tolist()


def upstream(graph: Graph, goals: Integers) -> Booleans:
    """Say from which nodes a goal can be reached; shape (n,)."""
    need = np.ones(graph.size, dtype=np.int32)
    need[goals] = 0
    held: Booleans = stages(from_edges(need, graph.heads, graph.tails())) >= 0
    return held


def _positions(starts: Offsets, nodes: Offsets) -> Offsets:
    """Give the positions of the edges in the rows of these nodes, row by row."""
    lengths = starts[nodes + 1] - starts[nodes]
    ends = np.cumsum(lengths)
    shifts = np.repeat(starts[nodes] - ends + lengths, lengths)
    positions: Offsets = np.arange(len(shifts)) + shifts
    return positions


def _distinct(nodes: Integers, stamps: Offsets) -> Offsets:
    """Keep one of each node, without sorting; ``stamps`` is scratch space of shape (n,)."""
    order = np.arange(len(nodes))
    stamps[nodes] = order
    kept: Offsets = nodes[stamps[nodes] == order].astype(np.int64)
    return kept


def _by_need(back: Graph, nodes: Offsets) -> Iterator[Offsets]:
    """Part the nodes into OR, AND and k-of-n."""
    need, entering = back.need[nodes], back.starts[nodes + 1] - back.starts[nodes]
    any_of = need == 1
    all_of = ~any_of & (need == entering)
    yield nodes[any_of]
    yield nodes[all_of]
    yield nodes[~(any_of | all_of)]


def _gain(back: Graph, nodes: Offsets, words: Words, blocked: Words) -> Offsets:
    """Bring nodes of one kind up to date with their predecessors and give those that hold in more lanes."""
    moved = [nodes[:0]]
    for batch in _batches(back, nodes, words.shape[1]):
        held = _combined(back, batch, words) & ~blocked[batch] | words[batch]
        more = (held != words[batch]).any(axis=1)
        words[batch[more]] = held[more]
        moved.append(batch[more])
    return np.concatenate(moved)


def _batches(back: Graph, nodes: Offsets, width: int) -> Iterator[Offsets]:
    """Cut the nodes so that what is gathered for each part stays small, k-of-n lanes being bytes there."""
    if nodes.size:
        edges = np.cumsum(back.starts[nodes + 1] - back.starts[nodes])
        cuts = np.flatnonzero(np.diff(edges * (64 * width) // BATCH)) + 1
        yield from np.split(nodes, cuts)


def _combined(back: Graph, nodes: Offsets, words: Words) -> Words:
    """Give the lanes in which enough predecessors hold, for nodes of one kind; shape (nodes, width)."""
    tails = words[back.heads[_positions(back.starts, nodes)]]
    lengths = back.starts[nodes + 1] - back.starts[nodes]
    rows = np.cumsum(lengths) - lengths
    need = back.need[nodes]
    combined: Words
    if need[0] == 1:
        combined = np.bitwise_or.reduceat(tails, rows, axis=0)
    elif need[0] == lengths[0]:
        combined = np.bitwise_and.reduceat(tails, rows, axis=0)
    else:
        bits = np.unpackbits(tails.view(np.uint8), axis=1)
        enough = np.add.reduceat(bits, rows, axis=0, dtype=np.int32) >= need[:, np.newaxis]
        combined = np.packbits(enough, axis=1).view(np.uint64)
    return combined
