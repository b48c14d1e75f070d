"""The kernels compiled by numba: one node after another, first in first out, each edge seen once."""

from collections.abc import Callable
from typing import TypeVar

import numba  # type: ignore[import-untyped]
import numpy as np

from hygie.composition.graph import Booleans, Floats, Graph, Integers, Offsets, Words
from hygie.composition.kernels import knuth

_Function = TypeVar("_Function", bound=Callable[..., object])


def _compiled(function: _Function) -> _Function:
    """Compile at the first call and keep the machine code beside the source, or in the user's cache."""
    compiled: _Function = numba.njit(cache=True, nogil=True)(function)
    return compiled


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
    np.cumsum(np.ceil(np.log2(np.maximum(need, 1))), out=planes[1:], casting="unsafe")
    # A blocked lane that is taken for one that holds already is never gained.
    fresh = words.copy()
    words |= blocked
    _spread(need, graph.starts, graph.heads, planes, words, fresh)
    words &= ~blocked


@_compiled
def _spread(
    need: Integers, starts: Offsets, heads: Integers, planes: Offsets, words: Words, fresh: Words
) -> None:
    """Hand the lanes that a node gains to its heads, which count each lane in bits of its own.

    A counter of ``p`` bits begins at ``2 ** p - need``, so that it overflows in the lanes where the need is met.
    """
    size, width = words.shape
    counters = np.zeros((planes[size], width), dtype=np.uint64)
    queue = np.empty(size, dtype=np.int32)
    queued = np.zeros(size, dtype=np.bool_)
    ...
