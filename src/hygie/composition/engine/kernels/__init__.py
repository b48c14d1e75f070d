"""The questions that one sweep of a graph answers: who holds, when, at what price, in which scenarios.

Two implementations give equal results: numpy, and numba with the extra ``speed``. Numba takes seconds to
load, so it is loaded only once there is as much work for numpy; importing this package never loads it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Literal, NamedTuple, cast

import numpy as np

from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.engine.graph import NEVER, Booleans, Floats, Graph, Integers, Words
from hygie.composition.engine.kernels import numpy_kernels
from hygie.composition.engine.kernels.interface import Kernels

__all__ = [
    "Closure", "accelerated", "backward", "closure", "earliest",
    "lanes", "pack", "tree_cost", "unpack", "using",
]  # fmt: skip

Implementation = Literal["numpy", "numba"]

LOADING = 5_000_000
"""Edges that numpy sweeps in the time that numba takes to load (benchmarks/closure.py)."""

SETTLING = 8
"""Edges that numpy sweeps in the time that Python takes to settle a node by one of them."""

_forced: ContextVar[Implementation | None] = ContextVar("forced", default=None)


@dataclass
class _Work:
    """What this process has asked for so far: it decides how fast the next answer comes, not which."""

    edges: int = 0


_work = _Work()


class Closure(NamedTuple):
    """Which nodes hold, and the breadth-first round at which each first does: sources at 0, never is -1."""

    holds: Booleans
    stage: Integers


def closure(graph: Graph, *, sources: Booleans | None = None, blocked: Booleans | None = None) -> Closure:
    """Give the least fixpoint.

    ``sources`` are the nodes that hold by themselves besides those of need 0; ``blocked`` nodes never hold,
    even if they are sources. Both have shape (n,), as have the results.
    """
    stage = _kernels(graph.edges).stages(_given(graph, sources, blocked))
    return Closure(stage >= 0, stage)


def lanes(graph: Graph, *, sources: Words | None = None, blocked: Words | None = None, width: int) -> Words:
    """Give the least fixpoints of ``64 * width`` scenarios at once, one in each bit.

    All arrays have shape (n, width): bit ``i`` of word ``j`` is lane ``64 * j + i``. A node of need 0 holds
    in all lanes where it is not blocked.
    """
    held = np.zeros((graph.size, width), dtype=np.uint64) if sources is None else sources.copy()
    barred = np.zeros((graph.size, width), dtype=np.uint64) if blocked is None else blocked
    if held.shape != (graph.size, width) or barred.shape != held.shape:
        message = f"lanes have shape {(graph.size, width)}"
        raise ValueError(message)
    held[graph.need <= 0] = ~np.uint64(0)
    held &= ~barred
    _kernels(graph.edges * width).spread(graph, held, barred)
    return held


def pack(scenarios: Booleans) -> Words:
    """Put scenarios, of shape (lanes, n), into lanes, of shape (n, width); lanes left over are empty."""
    count, size = scenarios.shape
    bits = np.zeros((size, -(-count // 64) * 64), dtype=np.bool_)
    bits[:, :count] = scenarios.T
    packed = np.packbits(bits, axis=1, bitorder="little")
    return packed.view("<u8").astype(np.uint64, copy=False)


def unpack(words: Words, lanes: int) -> Booleans:
    """Take the first so many scenarios, of shape (lanes, n), out of lanes, of shape (n, width)."""
    octets = np.ascontiguousarray(words, dtype="<u8").view(np.uint8)
    bits = np.unpackbits(octets, axis=1, count=lanes, bitorder="little")
    return np.ascontiguousarray(bits.T).view(np.bool_)


def earliest(
    graph: Graph,
    delay: Floats,
    *,
    link_delay: Floats | None = None,
    sources: Booleans | None = None,
    blocked: Booleans | None = None,
) -> Floats:
    """Give the earliest time at which each node holds, infinite if it never does; shape (n,).

    A node waits for the k-th smallest of the times of its tails, each plus the delay of the link, then for
    its own delay; what holds by itself waits for its own delay only. ``link_delay`` follows ``graph.heads``.

    Raises:
        ValueError: if a delay is negative or not a number.
    """
    links = None if link_delay is None else _amounts(link_delay, graph.edges)
    kernels = _kernels(graph.edges * SETTLING)
    return kernels.earliest(_given(graph, sources, blocked), _amounts(delay, graph.size), links)


def tree_cost(
    graph: Graph, cost: Floats, *, sources: Booleans | None = None, blocked: Booleans | None = None
) -> Floats:
    """Give what each node costs when a step is paid at each use, infinite if it never holds; shape (n,).

    A node costs its own cost and the sum of the k cheapest of its tails. As shared steps are paid more than
    once this is an upper bound of the effort, exact on trees.

    Raises:
        ValueError: if a cost is negative or not a number.
    """
    kernels = _kernels(graph.edges * SETTLING)
    return kernels.tree_cost(_given(graph, sources, blocked), _amounts(cost, graph.size))


def backward(graph: Graph, goals: Integers) -> Booleans:
    """Say from which nodes a goal can be reached along edges, the goals themselves included; shape (n,)."""
    return _kernels(graph.edges).upstream(graph, goals)


def accelerated() -> bool:
    """Say whether numba does the large work."""
    return _forced.get() != "numpy" and find_spec("numba") is not None


@contextmanager
def using(name: Implementation) -> Iterator[None]:
    """Force an implementation, whatever there is to do.

    Raises:
        MissingExtraError: if numba is asked for and is not installed.
    """
    if name == "numba" and _numba() is None:
        extra = "speed"
        raise MissingExtraError(extra)
    before = _forced.set(name)
    try:
        yield
    finally:
        _forced.reset(before)


def _kernels(edges: int) -> Kernels:
    """Choose numba if it is forced, or once numpy would have worked for as long as numba takes to load."""
    forced = _forced.get()
    if forced is None:
        _work.edges += edges
    wanted = forced == "numba" or _work.edges >= LOADING
    compiled = _numba() if wanted and forced != "numpy" else None
    return compiled or numpy_kernels


@cache
def _numba() -> Kernels | None:
    """Load the compiled kernels, if numba is there and suits the numpy that is there."""
    try:
        return cast("Kernels", import_module(f"{__name__}.numba_kernels"))
    except ImportError:
        return None


def _given(graph: Graph, sources: Booleans | None, blocked: Booleans | None) -> Graph:
    """Write into the needs which nodes hold by themselves and which never do."""
    need = graph.need.copy()
    if sources is not None:
        need[sources] = 0
    if blocked is not None:
        need[blocked] = NEVER
    return Graph(need, graph.starts, graph.heads)


def _amounts(values: Floats, size: int) -> Floats:
    amounts = np.ascontiguousarray(values, dtype=np.float64)
    if amounts.shape != (size,) or not (amounts >= 0).all():
        message = f"{size} values that are not negative are wanted"
        raise ValueError(message)
    return amounts
