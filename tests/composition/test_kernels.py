"""Both implementations of the kernels give what plain sets give, and each what the other gives."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.kernel_graphs import (
    IMPLEMENTATIONS,
    Implementation,
    amounts,
    graphs,
    mask,
    random_graph,
    some,
)
from tests.composition.plain_fixpoints import edges_of, plain_levels, plain_stages, plain_values

from hygie.composition.engine import kernels
from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.engine.graph import Graph
from hygie.composition.engine.kernels import (
    accelerated,
    backward,
    closure,
    earliest,
    lanes,
    numpy_kernels,
    pack,
    tree_cost,
    unpack,
    using,
)


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
@settings(max_examples=120, deadline=None)
@given(graph=graphs, sources=some, blocked=some)
def test_closure_is_what_plain_sets_give(
    name: Implementation, graph: Graph, sources: set[int], blocked: set[int]
) -> None:
    with using(name):
        found = closure(graph, sources=mask(8, sources), blocked=mask(8, blocked))
    assert found.stage.tolist() == plain_stages(graph, sources, blocked)
    assert found.holds.tolist() == [stage >= 0 for stage in found.stage]


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
@settings(max_examples=80, deadline=None)
@given(graph=graphs, delay=amounts, sources=some, data=st.data())
def test_times_and_costs_are_what_repeated_passes_give(
    name: Implementation, graph: Graph, delay: list[int], sources: set[int], data: st.DataObject
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
@settings(max_examples=80, deadline=None)
@given(graph=graphs, goals=some)
def test_backward_is_what_plain_walks_give(name: Implementation, graph: Graph, goals: set[int]) -> None:
    edges, reaching = edges_of(graph), set(goals)
    while more := {tail for tail, head in edges if head in reaching} - reaching:
        reaching |= more
    with using(name):
        found = backward(graph, np.array(sorted(goals), dtype=np.int32))
    assert set(np.flatnonzero(found).tolist()) == reaching


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
@pytest.mark.parametrize("width", [1, 3])
def test_each_lane_is_a_closure(name: Implementation, width: int) -> None:
    for seed in range(4):
        draw = np.random.default_rng(seed)
        graph = random_graph(seed, 60, 300)
        sources, blocked = draw.random((2, 64 * width, graph.size)) < 0.08
        with using(name):
            words = lanes(graph, sources=pack(sources), blocked=pack(blocked), width=width)
            alone = [
                closure(graph, sources=sources[lane], blocked=blocked[lane]) for lane in range(64 * width)
            ]
        held = unpack(words, 64 * width)
        for lane, expected in enumerate(alone):
            assert np.array_equal(held[lane], expected.holds), f"seed {seed}, lane {lane}"


def test_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = random_graph(0)
    words = pack(np.random.default_rng(0).random((128, graph.size)) < 0.05)
    with using("numpy"):
        whole = lanes(graph, sources=words, width=2)
        monkeypatch.setattr(numpy_kernels, "BATCH", 1 << 10)
        assert np.array_equal(lanes(graph, sources=words, width=2), whole)


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


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
@settings(max_examples=60, deadline=None)
@given(
    graph=graphs,
    given=st.lists(st.integers(0, 4), min_size=8, max_size=8),
    most=st.lists(st.integers(0, 4), min_size=8, max_size=8),
)
def test_four_levels_are_four_lanes(
    name: Implementation, graph: Graph, given: list[int], most: list[int]
) -> None:
    steps = np.arange(1, 5)[:, np.newaxis]
    with using(name):
        held = lanes(
            graph, sources=pack(np.array(given) >= steps), blocked=pack(np.array(most) < steps), width=1
        )
    assert unpack(held, 4).sum(axis=0).tolist() == plain_levels(graph, given, most)


@pytest.fixture
def without_numba(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "hygie.composition.engine.kernels.numba_kernels", raising=False)
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
        "import sys, numpy, hygie.composition.engine.kernels as kernels, hygie.composition.engine.graph as graph;"
        "ones = numpy.ones(1, dtype=numpy.int32);"
        "kernels.closure(graph.from_edges(ones, ones - 1, ones - 1));"
        "assert 'numba' not in sys.modules;"
        "context = kernels.using('numba'); context.__enter__();"
        "assert 'numba' in sys.modules and kernels.accelerated()"
    )
    environment = {"NUMBA_CACHE_LOCATOR_CLASSES": "ZipCacheLocator"}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
