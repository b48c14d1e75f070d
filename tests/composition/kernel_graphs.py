"""The graphs that the kernels are tested on."""

from typing import Literal

import numpy as np
from hypothesis import strategies as st

from hygie.composition.engine.graph import NEVER, Booleans, Graph, from_edges

Implementation = Literal["numpy", "numba"]
IMPLEMENTATIONS: tuple[Implementation, ...] = ("numpy", "numba")

nodes = st.integers(0, 7)
graphs = st.builds(
    lambda need, edges: from_edges(
        np.array(need, dtype=np.int32),
        np.array([tail for tail, _ in edges], dtype=np.int32),
        np.array([head for _, head in edges], dtype=np.int32),
    ),
    st.lists(st.sampled_from([0, 1, 1, 1, 2, 2, 3, 4, NEVER]), min_size=8, max_size=8),
    st.lists(st.tuples(nodes, nodes), max_size=24),
)
some = st.sets(nodes, max_size=3)
amounts = st.lists(st.integers(0, 9), min_size=8, max_size=8)


def mask(size: int, chosen: set[int]) -> Booleans:
    return np.isin(np.arange(size), list(chosen))


def random_graph(seed: int, size: int = 400, edges: int = 2_000) -> Graph:
    """Draw cycles, repeated edges, hubs that many edges enter, and needs of every kind."""
    draw = np.random.default_rng(seed)
    heads = np.where(draw.random(edges) < 0.2, draw.integers(0, 4, edges), draw.integers(0, size, edges))
    entering = np.bincount(heads, minlength=size)
    kind = draw.random(size)
    need = np.where(kind < 0.2, entering, np.where(kind < 0.4, (entering + 1) // 2, 1))
    need[(kind > 0.98) | (entering == 0)] = NEVER
    need[draw.integers(0, size, 40)] = 0
    tails = draw.integers(0, size, edges)
    return from_edges(need.astype(np.int32), tails.astype(np.int32), heads.astype(np.int32))
