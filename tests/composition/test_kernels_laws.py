"""The laws that a least fixpoint obeys, whichever implementation computes it, and the nodes that are special."""

from collections.abc import Iterator

import numpy as np
import pytest
from tests.composition.kernel_graphs import IMPLEMENTATIONS, mask, random_graph

from hygie.composition.engine.graph import NEVER, Floats, GraphBuilder, from_edges
from hygie.composition.engine.kernels import (
    backward,
    closure,
    earliest,
    lanes,
    pack,
    tree_cost,
    unpack,
    using,
)


@pytest.fixture(params=IMPLEMENTATIONS)
def implementation(request: pytest.FixtureRequest) -> Iterator[None]:
    with using(request.param):
        yield


@pytest.mark.usefixtures("implementation")
@pytest.mark.parametrize("seed", range(5))
def test_what_is_reached_has_a_time_and_a_cost(seed: int) -> None:
    graph, draw = random_graph(seed), np.random.default_rng(seed)
    own = draw.exponential(1, graph.size)
    blocked = draw.random(graph.size) < 0.1
    holds = closure(graph, blocked=blocked).holds
    times, costs = earliest(graph, own, blocked=blocked), tree_cost(graph, own, blocked=blocked)
    assert np.array_equal(np.isfinite(times), holds)
    assert np.array_equal(np.isfinite(costs), holds)
    assert (times[holds] <= costs[holds] * (1 + 1e-12)).all()


@pytest.mark.usefixtures("implementation")
@pytest.mark.parametrize("seed", range(5))
def test_the_numbers_of_the_nodes_say_nothing(seed: int) -> None:
    graph, draw = random_graph(seed), np.random.default_rng(seed)
    own, number = draw.exponential(1, graph.size), draw.permutation(graph.size)
    need = np.empty_like(graph.need)
    need[number] = graph.need
    order = draw.permutation(graph.edges)
    other = from_edges(need, number[graph.tails()][order], number[graph.heads][order])
    renamed = np.empty_like(own)
    renamed[number] = own
    assert np.array_equal(closure(graph).stage, closure(other).stage[number])
    assert np.array_equal(earliest(graph, own), earliest(other, renamed)[number])
    assert np.array_equal(tree_cost(graph, own), tree_cost(other, renamed)[number])


@pytest.mark.usefixtures("implementation")
@pytest.mark.parametrize("seed", range(5))
def test_blocking_more_never_adds_and_giving_more_never_removes(seed: int) -> None:
    graph, draw = random_graph(seed), np.random.default_rng(seed)
    sources, blocked, more = draw.random((3, graph.size)) < 0.05
    before = closure(graph, sources=sources, blocked=blocked).holds
    less = closure(graph, sources=sources, blocked=blocked | more).holds
    again = closure(graph, sources=sources | more, blocked=blocked).holds
    assert not (less & ~before).any()
    assert not (before & ~again).any()
    assert less.sum() < before.sum() < again.sum()


def test_lanes_are_bits_from_the_lowest() -> None:
    scenarios = np.zeros((70, 2), dtype=np.bool_)
    scenarios[[0, 5, 69], [0, 0, 1]] = True
    assert pack(scenarios).tolist() == [[0b100001, 0], [0, 0b100000]]
    assert np.array_equal(unpack(pack(scenarios), 70), scenarios)


@pytest.mark.usefixtures("implementation")
def test_special_nodes() -> None:
    build = GraphBuilder()
    given, barred = build.node(0), build.node(0)
    never, granted = build.node(NEVER), build.node(NEVER)
    itself, twice, beyond = build.node(), build.node(2), build.node(2)
    build.edge(itself, itself)
    build.edge(given, never)
    build.edge(given, twice, times=2)
    build.edge(given, beyond)
    found = closure(build.build(), sources=mask(7, {barred, granted}), blocked=mask(7, {barred}))
    assert set(np.flatnonzero(found.holds).tolist()) == {given, granted, twice}


@pytest.mark.usefixtures("implementation")
def test_a_hub_counts_all_its_edges() -> None:
    """A thousand edges enter a node that needs 500: it holds in the lanes of 500 sources and more."""
    graph = from_edges(
        np.array([500] + [NEVER] * 1_000, dtype=np.int32),
        np.arange(1, 1_001, dtype=np.int32),
        np.zeros(1_000, dtype=np.int32),
    )
    counts = np.arange(468, 532)
    sources = np.arange(1_001) - 1 < counts[:, np.newaxis]
    sources[:, 0] = False
    held = unpack(lanes(graph, sources=pack(sources), width=1), 64)
    assert held[:, 0].tolist() == (counts >= 500).tolist()


@pytest.mark.usefixtures("implementation")
def test_a_long_chain() -> None:
    size = 3_000
    need = np.ones(size, dtype=np.int32)
    need[0] = 0
    chain = from_edges(need, np.arange(size - 1, dtype=np.int32), np.arange(1, size, dtype=np.int32))
    ones = np.ones(size)
    assert closure(chain).stage.tolist() == list(range(size))
    assert earliest(chain, ones)[-1] == tree_cost(chain, ones)[-1] == size
    assert lanes(chain, width=1)[-1, 0] == ~np.uint64(0)
    assert backward(chain, np.array([size - 1], dtype=np.int32)).all()


@pytest.mark.usefixtures("implementation")
@pytest.mark.parametrize("size", [0, 3])
def test_graphs_without_edges(size: int) -> None:
    graph = from_edges(*(np.ones(count, dtype=np.int32) for count in (size, 0, 0)))
    assert closure(graph).stage.tolist() == [-1] * size
    assert lanes(graph, width=2).tolist() == [[0, 0]] * size
    assert earliest(graph, np.ones(size)).tolist() == [np.inf] * size
    assert earliest(graph, np.ones(size), link_delay=np.ones(0)).tolist() == [np.inf] * size
    assert tree_cost(graph, np.ones(size)).tolist() == [np.inf] * size
    assert not backward(graph, np.array([], dtype=np.int32)).any()


@pytest.mark.usefixtures("implementation")
def test_nothing_that_is_given_is_changed() -> None:
    graph, draw = random_graph(1), np.random.default_rng(1)
    own = draw.exponential(1, graph.size)
    words = pack(draw.random((64, graph.size)) < 0.1)
    arrays = [graph.need, graph.starts, graph.heads, own, words]
    before = [array.copy() for array in arrays]
    closure(graph, sources=own > 1, blocked=own > 2)
    lanes(graph, sources=words, blocked=words[::-1], width=1)
    earliest(graph, own)
    earliest(graph, own, link_delay=np.ones(graph.edges))
    tree_cost(graph, own)
    backward(graph, np.array([0], dtype=np.int32))
    assert all(np.array_equal(*pair) for pair in zip(arrays, before, strict=True))


@pytest.mark.parametrize(
    "delay",
    [np.array([1.0, -1.0]), np.array([1.0, np.nan]), np.ones(3)],
    ids=["negative", "not a number", "too many"],
)
def test_what_dijkstra_cannot_settle_is_refused(delay: Floats) -> None:
    graph = from_edges(*(np.array(part, dtype=np.int32) for part in ([0, 1], [0], [1])))
    for question in (earliest, tree_cost):
        with pytest.raises(ValueError, match="2 values"):
            question(graph, delay)


def test_lanes_of_another_shape_are_refused() -> None:
    graph = from_edges(*(np.array(part, dtype=np.int32) for part in ([0, 1], [0], [1])))
    with pytest.raises(ValueError, match="shape"):
        lanes(graph, sources=np.zeros((2, 1), dtype=np.uint64), width=2)


def test_an_endless_delay_is_never() -> None:
    graph = from_edges(*(np.array(part, dtype=np.int32) for part in ([0, 1, 1], [0, 1], [1, 2])))
    assert earliest(graph, np.array([0.0, np.inf, 1.0])).tolist() == [0.0, np.inf, np.inf]
