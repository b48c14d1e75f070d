"""Summaries of components, against plain sets over all subsets of the inputs; and published answers."""

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.random_systems import least_fixpoint, random_component, random_graph, seeded

from hygie.composition.engine import decided
from hygie.composition.engine.graph import NEVER, GraphBuilder
from hygie.composition.engine.kernels import closure
from hygie.composition.engine.monotone import antichain, elements, minimal_sets, ordered
from hygie.composition.engine.summary import (
    ComponentGraph,
    Implicants,
    IncompleteSummaryError,
    Summaries,
    Summary,
    TooMany,
    summarise,
)

randoms = st.randoms(use_true_random=False)


def exhaustive(component: ComponentGraph) -> Summary:
    """Every subset of the inputs, in plain sets."""
    positions = range(len(component.inputs))
    enough: list[list[int]] = [[] for _ in component.outputs]
    for chosen in range(1 << len(positions)):
        holds = least_fixpoint(component.graph, {component.inputs[position] for position in elements(chosen)})
        for sets, node in zip(enough, component.outputs, strict=True):
            if node in holds:
                sets.append(chosen)
    return Summary(len(positions), tuple(Implicants(antichain(sets)) for sets in enough))


def summary_of(component: ComponentGraph, **options: int) -> Summary:
    return summarise(component.graph, component.inputs, component.outputs, **options)


def so_many_of(count: int, size: int) -> ComponentGraph:
    builder = GraphBuilder()
    inputs = [builder.node(NEVER) for _ in range(size)]
    output = builder.at_least(count, inputs)
    return ComponentGraph(builder.build(), tuple(inputs), (output,))


@settings(max_examples=150, deadline=None)
@given(randoms)
def test_table_derivation_and_search_equal_all_subsets(rng: Random) -> None:
    component = random_component(rng, inputs=5)
    expected = exhaustive(component)
    assert summary_of(component) == expected
    assert summary_of(component, table=0) == expected
    part = decided.decided(component.graph, component.inputs, component.outputs)
    for output, node in enumerate(part.outputs):
        if node >= 0:
            positions = list(elements(part.depends[output]))
            found = minimal_sets(len(positions), part.question(positions, output)).sets
            wide = [sum(1 << positions[bit] for bit in elements(chosen)) for chosen in found]
            assert Implicants(ordered(wide)) == expected.outputs[output]
            assert part.derived(output, cap=256, work=10_000) == ordered(wide)


@pytest.mark.parametrize("batch", range(4))
def test_many_components(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Odd batches go through the kernels, as large graphs do.
    monkeypatch.setattr(decided, "SMALL", -1 if batch % 2 else decided.SMALL)
    rng = seeded(batch)
    conjunctive = 0
    for _ in range(100):
        component = random_component(rng, inputs=5)
        expected = exhaustive(component)
        assert summary_of(component, table=rng.choice([0, 2, 12])) == expected
        conjunctive += any(
            chosen.bit_count() > 1
            for output in expected.outputs
            if isinstance(output, Implicants)
            for chosen in output.sets
        )
    assert conjunctive > 4


@settings(max_examples=100, deadline=None)
@given(randoms)
def test_summary_of_a_summary_is_itself(rng: Random) -> None:
    summary = summary_of(random_component(rng))
    again = summary_of(summary.as_graph())
    assert again == summary
    assert again.digest == summary.digest
    assert hash(again) == hash(summary)


def test_wider_tables_and_search_agree() -> None:
    rng, conjunctive = seeded(5), 0
    for _ in range(12):
        graph = random_graph(rng, 40, roots=11)
        component = ComponentGraph(graph, (*range(10), 39), tuple(range(40)))
        by_table = summary_of(component, cap=2_000)
        assert summary_of(component, cap=2_000, table=0) == by_table
        conjunctive += any(chosen.bit_count() > 1 for output in by_table.outputs for chosen in output.sets)
    assert conjunctive > 5


def test_a_choice_made_inside_counts_as_made() -> None:
    builder = GraphBuilder()
    first, second = builder.node(), builder.node(NEVER)
    third = builder.any_of([first])
    output = builder.all_of([first, second, third])
    component = ComponentGraph(builder.build(), (first, second, third), (output, third, second))
    assert summary_of(component) == Summary(
        3, (Implicants((0b011,)), Implicants((0b001, 0b100)), Implicants((0b010,)))
    )


@pytest.mark.parametrize("table", [0, 12], ids=["derived", "table"])
def test_a_repeated_edge_counts_as_often_as_it_stands(table: int) -> None:
    builder = GraphBuilder()
    first, second, third = (builder.node() for _ in range(3))
    output = builder.at_least(3, [first, first, second, third])
    component = ComponentGraph(builder.build(), (first, second, third), (output,))
    assert summary_of(component, table=table).outputs == (Implicants((0b011, 0b101)),)


def test_what_holds_anyway_and_what_never_does() -> None:
    builder = GraphBuilder()
    given, chosen, never = builder.all_of([]), builder.node(), builder.node(NEVER)
    either = builder.any_of([given, chosen])
    both = builder.all_of([given, chosen])
    component = ComponentGraph(builder.build(), (chosen,), (given, never, either, both))
    assert summary_of(component) == Summary(
        1, (Implicants((0,)), Implicants(()), Implicants((0,)), Implicants((1,)))
    )


@pytest.mark.parametrize("size", [10, 14], ids=["table", "search"])
def test_an_exponential_family_hits_the_cap(size: int) -> None:
    summary = summary_of(so_many_of(size // 2, size), cap=200)
    assert summary.outputs == (TooMany(200),)
    assert not summary.complete
    with pytest.raises(IncompleteSummaryError):
        summary.as_graph()


@pytest.mark.parametrize("table", [0, 12], ids=["search", "table"])
def test_as_many_as_the_cap_are_kept(table: int) -> None:
    half = so_many_of(5, 10)
    assert summary_of(half, cap=252, table=table).complete
    assert not summary_of(half, cap=251, table=table).complete


def pairs(builder: GraphBuilder, inputs: list[int]) -> list[int]:
    return [builder.all_of(pair) for pair in zip(inputs[::2], inputs[1::2], strict=True)]


def test_one_pair_of_many_is_derived() -> None:
    # To ask only which sets are enough would be hopeless: 2 ** 40 maximal ones are not.
    builder = GraphBuilder()
    inputs = [builder.node() for _ in range(80)]
    output = builder.any_of(pairs(builder, inputs))
    (found,) = summarise(builder.build(), inputs, [output]).outputs
    assert found == Implicants(tuple(3 << pair for pair in range(0, 80, 2)))


@pytest.mark.parametrize(
    ("wanted", "expected"), [(1, Implicants((1,))), (40, TooMany(256))], ids=["search", "too long"]
)
def test_what_is_absorbed_later_is_searched_for_as_long_as_it_may(
    wanted: int, expected: Implicants | TooMany
) -> None:
    # Half of the inputs is enough in 12,870 ways, none of which matters as every input is needed beside.
    builder = GraphBuilder()
    inputs = [builder.node() for _ in range(80)]
    useless = builder.all_of([builder.at_least(8, inputs[:16]), *inputs])
    output = builder.any_of([useless, *(pairs(builder, inputs) if wanted > 1 else inputs[:1])])
    assert summarise(builder.build(), inputs, [output]).outputs == (expected,)


def test_digest_tells_apart_what_differs() -> None:
    summaries = [
        Summary(inputs, outputs)
        for inputs, outputs in product(
            [1, 2], [(), (Implicants(()),), (Implicants((0,)),), (Implicants((1,)),), (TooMany(1),)]
        )
    ]
    assert len({summary.digest for summary in summaries}) == len(summaries)


def test_summaries_are_kept_by_content_and_bounded() -> None:
    components = [so_many_of(count, 4) for count in range(1, 5)]
    summaries = Summaries(kept=3)
    first = summaries.of(components[0])
    assert summaries.of(so_many_of(1, 4)) is first
    for component in components:
        assert summaries.of(component) == summary_of(component)
    assert len(summaries) == 3
    assert summaries.of(components[0]) is not first
    assert len({component.digest for component in components}) == 4


def test_order_of_edges_and_numbers_of_nodes_say_nothing() -> None:
    rng = seeded(8)
    for _ in range(30):
        component = random_component(rng)
        graph = component.graph
        number = np.array(rng.sample(range(graph.size), graph.size))
        builder = GraphBuilder()
        for node in np.argsort(number):
            builder.node(int(graph.need[node]))
        edges = list(zip(graph.tails().tolist(), graph.heads.tolist(), strict=True))
        for tail, head in rng.sample(edges, len(edges)):
            builder.edge(int(number[tail]), int(number[head]))
        ports = [
            tuple(int(number[node]) for node in nodes) for nodes in (component.inputs, component.outputs)
        ]
        assert summary_of(ComponentGraph(builder.build(), *ports)).digest == summary_of(component).digest


def test_question_and_kernel_agree_on_a_large_graph() -> None:
    graph = random_graph(seeded(3), 300)
    component = ComponentGraph(graph, tuple(range(0, 300, 60)), tuple(range(1, 300, 30)))
    summary = summary_of(component)
    for chosen in range(1 << 5):
        sources = np.zeros(300, dtype=np.bool_)
        sources[[component.inputs[position] for position in elements(chosen)]] = True
        holds = closure(graph, sources=sources).holds
        for node, output in zip(component.outputs, summary.outputs, strict=True):
            assert isinstance(output, Implicants)
            assert holds[node] == any(inner & chosen == inner for inner in output.sets)
