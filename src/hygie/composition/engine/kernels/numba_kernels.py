"""The kernels compiled by numba: one node after another, first in first out, each edge seen once."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np

from hygie.composition.engine.graph import Booleans, Floats, Graph, Integers, Offsets, Words
from hygie.composition.engine.kernels import knuth

_Function = TypeVar("_Function", bound=Callable[..., object])


def _compiled(function: _Function) -> _Function:
    """Compile at the first call and keep the machine code beside the source, or in the user's cache."""
    try:
        return cast("_Function", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # neither place can be written to
        return cast("_Function", numba.njit(nogil=True)(function))


def stages(graph: Graph) -> Integers:
    """Give the round at which each node first holds, -1 if it does not; shape (n,)."""
    state = np.maximum(graph.need, 0)
    _settle(state, graph.starts, graph.heads)
    return np.where(state <= 0, -state, np.int32(-1))


@_compiled
def _settle(state: Integers, starts: Offsets, heads: Integers) -> None:
    """Count down what each node still needs; once nothing is left, keep the negative of its round instead."""
    queue = np.empty(len(state), dtype=np.int32)
    end = 0
    for node in range(len(state)):
        if state[node] == 0:
            queue[end] = node
            end += 1
    begin = 0
    rounds = 0
    while begin < end:
        rounds += 1
        last = end
        for place in range(begin, last):
            node = queue[place]
            for edge in range(starts[node], starts[node + 1]):
                head = heads[edge]
                left = state[head]
                if left > 1:
                    state[head] = left - 1
                elif left == 1:
                    state[head] = -rounds
                    queue[end] = head
                    end += 1
        begin = last


def spread(graph: Graph, words: Words, blocked: Words) -> None:
    """Add to the lanes in which each node holds by itself those in which it follows; shape (n, width)."""
    entering = np.bincount(graph.heads, minlength=graph.size)
    need = np.where(graph.need <= entering, graph.need, 0)
    planes = np.zeros(graph.size + 1, dtype=np.int64)
    np.cumsum(np.frexp(np.maximum(need - 1, 0))[1], out=planes[1:])
    # A blocked lane that is taken for one that holds already is never gained.
    fresh = words.copy()
    words |= blocked
    _spread(need, graph.starts, graph.heads, planes, words, fresh)
    words &= ~blocked


@_compiled
def _spread(
    need: Integers, starts: Offsets, heads: Integers, planes: Offsets, words: Words, fresh: Words
) -> None:
    """Hand the lanes that a node gains to its heads, which count them, until no node gains any.

    Each lane of a head has a counter of ``p`` bits that begins at ``2 ** p - need``: where it overflows, the
    need is met.
    """
    size, width = words.shape
    counters = _counters(need, planes, width)
    queue = np.empty(size, dtype=np.int32)
    queued = np.zeros(size, dtype=np.bool_)
    count = _begin(fresh, queue, queued)
    gained = np.empty(width, dtype=np.uint64)
    carry = np.empty(width, dtype=np.uint64)
    place = 0
    while count:
        node = queue[place]
        place = place + 1 if place + 1 < size else 0
        count -= 1
        queued[node] = False
        for word in range(width):
            gained[word] = fresh[node, word]
            fresh[node, word] = 0
        for edge in range(starts[node], starts[node + 1]):
            head = heads[edge]
            if need[head] == 1:
                more = _gain(words, fresh, head, gained)
            else:
                _count(counters, planes[head], planes[head + 1], gained, carry)
                more = need[head] > 1 and _gain(words, fresh, head, carry)
            if more and not queued[head]:
                queue[(place + count) % size] = head
                queued[head] = True
                count += 1


@_compiled
def _counters(need: Integers, planes: Offsets, width: int) -> Words:
    """Give all counters as they begin, a row for each bit: row ``planes[v]`` has the units of node ``v``."""
    counters = np.zeros((planes[-1], width), dtype=np.uint64)
    for node in range(len(need)):
        bits = planes[node + 1] - planes[node]
        for bit in range(bits):
            if ((1 << bits) - need[node]) >> bit & 1:
                for word in range(width):
                    counters[planes[node] + bit, word] = ~np.uint64(0)
    return counters


@_compiled
def _begin(fresh: Words, queue: Integers, queued: Booleans) -> int:
    """Put the nodes that hold in some lane into the queue and give their number."""
    count = 0
    for node in range(len(queue)):
        some = np.uint64(0)
        for word in range(fresh.shape[1]):
            some |= fresh[node, word]
        if some:
            queue[count] = node
            queued[node] = True
            count += 1
    return count


@_compiled
def _count(counters: Words, begin: int, end: int, gained: Words, carry: Words) -> None:
    """Add one to the counter in these lanes and leave in ``carry`` the lanes that overflow."""
    for word in range(len(carry)):
        carry[word] = gained[word]
    for plane in range(begin, end):
        for word in range(len(carry)):
            counted = counters[plane, word]
            counters[plane, word] = counted ^ carry[word]
            carry[word] &= counted


@_compiled
def _gain(words: Words, fresh: Words, node: int, offered: Words) -> bool:
    """Add the lanes offered in which the node does not hold yet and say whether there are any."""
    gained = np.uint64(0)
    for word in range(len(offered)):
        new = offered[word] & ~words[node, word]
        words[node, word] |= new
        fresh[node, word] |= new
        gained |= new
    return bool(gained)


def earliest(graph: Graph, delay: Floats, link_delay: Floats | None) -> Floats:
    """Give the time at which each node first holds; shape (n,)."""
    times = np.full(graph.size, np.inf)
    if link_delay is None:
        _earliest(*_rows(graph), delay, times)
    else:
        _earliest_on_links(*_rows(graph), delay, link_delay, times)
    return times


def tree_cost(graph: Graph, cost: Floats) -> Floats:
    """Give the cost of the cheapest derivation of each node as a tree; shape (n,)."""
    costs = np.full(graph.size, np.inf)
    _tree_cost(*_rows(graph), cost.copy(), costs)
    return costs


def _rows(graph: Graph) -> tuple[Integers, Integers, Offsets, Integers]:
    """Give the nodes that hold by themselves, the needs to use up, and the edges."""
    begin = np.flatnonzero(graph.need <= 0).astype(np.int32)
    return begin, graph.need.copy(), graph.starts, graph.heads


_earliest: Callable[..., None] = _compiled(knuth.earliest)
_earliest_on_links: Callable[..., None] = _compiled(knuth.earliest_on_links)
_tree_cost: Callable[..., None] = _compiled(knuth.tree_cost)


def upstream(graph: Graph, goals: Integers) -> Booleans:
    """Say from which nodes a goal can be reached; shape (n,)."""
    state = np.ones(graph.size, dtype=np.int32)
    state[goals] = 0
    starts = np.zeros(graph.size + 1, dtype=np.int64)
    np.cumsum(np.bincount(graph.heads, minlength=graph.size), out=starts[1:])
    _settle(state, starts, _turned(graph.starts, graph.heads, starts[:-1].copy()))
    return state <= 0


@_compiled
def _turned(starts: Offsets, heads: Integers, places: Offsets) -> Integers:
    """Give the tails of the edges, row by row of their heads; ``places`` is where each row begins."""
    tails = np.empty(len(heads), dtype=np.int32)
    for node in range(len(starts) - 1):
        for edge in range(starts[node], starts[node + 1]):
            tails[places[heads[edge]]] = node
            places[heads[edge]] += 1
    return tails
