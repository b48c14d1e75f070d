"""Both implementations of the kernels give what plain sets give, and obey the laws of a least fixpoint."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.plain_fixpoints import edges_of, plain_levels, plain_stages, plain_values

from hygie.composition import kernels
from hygie.composition.extras import MissingExtraError
from hygie.composition.graph import NEVER, Booleans, Floats, Graph, GraphBuilder, from_edges
from hygie.composition.kernels import (
    accelerated,
    backward,
    closure,
    earliest,
    lanes,
    pack,
    tree_cost,
    unpack,
    using,
)

IMPLEMENTATIONS: tuple[Literal["numpy", "numba"], ...] = ("numpy", "numba")

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


@pytest.fixture(params=IMPLEMENTATIONS)
def implementation(request: pytest.FixtureRequest) -> Iterator[None]:
    with using(request.param):
        yield


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


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
@settings(max_examples=200)
@given(graph=graphs, sources=some, blocked=some)
def test_closure_is_what_plain_sets_give(
    name: Literal["numpy", "numba"], graph: Graph, sources: set[int], blocked: set[int]
) -> None:
    with using(name):
        found = closure(graph, sources=mask(8, sources), blocked=mask(8, blocked))
    assert found.stage.tolist() == plain_stages(graph, sources, blocked)
    assert found.holds.tolist() == [stage >= 0 for stage in found.stage]


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
@settings(max_examples=150)
@given(graph=graphs, delay=amounts, sources=some, data=st.data())
def test_times_and_costs_are_what_repeated_passes_give(
    name: Literal["numpy", "numba"], graph: Graph, delay: list[int], sources: set[int], data: st.DataObject
) -> None:
    link = data.draw(st.lists(st.integers(0, 9), min_size=graph.edges, max_size=graph.edges))
    own, held = np.array(delay, dtype=np.float64), mask(8, sources)
    with using(name):
        late = earliest(graph, own, link_delay=np.array(link, dtype=np.float64), sources=held)
        soon = earliest(graph, own, sources=held)
        cost = tree_cost(graph, own, sources=held)
    nothing = [0] * graph.edges
    assert late.tolist() == plain_values(graph, delay, link, max, sources)
    assert soon.tolist() == plain_values(graph, delay, nothing, max, sources)
    assert cost.tolist() == plain_values(graph, delay, nothing, sum, sources)


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
@settings(max_examples=150)
@given(graph=graphs, goals=some)
def test_backward_is_what_plain_walks_give(
    name: Literal["numpy", "numba"], graph: Graph, goals: set[int]
) -> None:
    edges, reaching = edges_of(graph), set(goals)
    while more := {tail for tail, head in edges if head in reaching} - reaching:
        reaching |= more
    with using(name):
        found = backward(graph, np.array(sorted(goals), dtype=np.int32))
    assert set(np.flatnonzero(found).tolist()) == reaching


@pytest.mark.usefixtures("implementation")
@pytest.mark.parametrize("width", [1, 3])
def test_each_lane_is_a_closure(width: int) -> None:
    for seed in range(4):
        draw = np.random.default_rng(seed)
        graph = random_graph(seed, 60, 300)
        sources, blocked = draw.random((2, 64 * width, graph.size)) < 0.08
        held = unpack(lanes(graph, sources=pack(sources), blocked=pack(blocked), width=width), 64 * width)
        for lane in range(64 * width):
            alone = closure(graph, sources=sources[lane], blocked=blocked[lane]).holds
            assert np.array_equal(held[lane], alone), f"seed {seed}, lane {lane}"


@pytest.mark.parametrize("seed", range(12))
def test_both_implementations_give_the_same_bits(seed: int) -> None:
    graph, draw = random_graph(seed), np.random.default_rng(seed)
    delay, link_delay = draw.exponential(1, graph.size), draw.exponential(1, graph.edges)
    sources, blocked = draw.random((2, 128, graph.size)) < 0.02
    given = {"sources": sources[0], "blocked": blocked[0]}
    answers = []
    for name in IMPLEMENTATIONS:
        with using(name):
            answers.append(
                (
                    *closure(graph, **given),
                    lanes(graph, sources=pack(sources), blocked=pack(blocked), width=2),
                    earliest(graph, delay, **given),
                    earliest(graph, delay, link_delay=link_delay, **given),
                    tree_cost(graph, delay, **given),
                    backward(graph, draw.integers(0, 1, 1, dtype=np.int32)),
                )
            )
    for one, other in zip(*answers, strict=True):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
    assert 0.1 < answers[0][0].mean() < 1.0


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


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
@settings(max_examples=100)
@given(
    graph=graphs,
    given=st.lists(st.integers(0, 4), min_size=8, max_size=8),
    most=st.lists(st.integers(0, 4), min_size=8, max_size=8),
)
def test_four_levels_are_four_lanes(
    name: Literal["numpy", "numba"], graph: Graph, given: list[int], most: list[int]
) -> None:
    steps = np.arange(1, 5)[:, np.newaxis]
    with using(name):
        held = lanes(
            graph, sources=pack(np.array(given) >= steps), blocked=pack(np.array(most) < steps), width=1
        )
    assert unpack(held, 4).sum(axis=0).tolist() == plain_levels(graph, given, most)


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


@pytest.fixture
def without_numba(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "hygie.composition.kernels.numba_kernels", raising=False)
    kernels._numba.cache_clear()  # noqa: SLF001 - what a process without the extra begins with
    yield
    kernels._numba.cache_clear()  # noqa: SLF001


@pytest.mark.usefixtures("without_numba")
def test_without_the_extra_numpy_does_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "LOADING", 0)
    graph = random_graph(0)
    assert not accelerated()
    assert closure(graph).stage.max() > 0
    with pytest.raises(MissingExtraError) as refused, using("numba"):
        pass
    assert refused.value.extra == "speed"


def test_numba_is_loaded_for_large_work_only() -> None:
    """It is also loaded where it finds no place to keep what it compiles."""
    script = (
        "import sys, numpy, hygie.composition.kernels as kernels, hygie.composition.graph as graph;"
        "ones = numpy.ones(1, dtype=numpy.int32);"
        "kernels.closure(graph.from_edges(ones, ones - 1, ones - 1));"
        "assert 'numba' not in sys.modules;"
        "context = kernels.using('numba'); context.__enter__();"
        "assert 'numba' in sys.modules and kernels.accelerated()"
    )
    environment = {"NUMBA_CACHE_LOCATOR_CLASSES": "ZipCacheLocator"}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
