"""Composed closure, flat closure and plain sets give one state of every port."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.random_systems import port_states, random_system, seeded

from hygie.composition.engine.composed import (
    PortStates,
    Sources,
    System,
    Wires,
    compose,
    composed_closure,
    flat_closure,
    flatten,
)
from hygie.composition.engine.graph import NEVER, GraphBuilder, Offsets
from hygie.composition.engine.summary import ComponentGraph, Summaries


def as_lists(states: PortStates) -> tuple[list[list[bool]], list[list[bool]]]:
    instances = range(len(states.input_starts) - 1)
    return (
        [states.inputs_of(instance).tolist() for instance in instances],
        [states.outputs_of(instance).tolist() for instance in instances],
    )


def numbers(*values: int) -> Offsets:
    return np.array(values, dtype=np.int64)


NO_WIRES, NO_SOURCES = Wires(*[numbers()] * 4), Sources(*[numbers()] * 2)


def relay(size: int, need: int) -> ComponentGraph:
    """So many inputs, of which ``need`` make the one output hold."""
    builder = GraphBuilder()
    inputs = [builder.node(NEVER) for _ in range(size)]
    output = builder.at_least(need, inputs)
    return ComponentGraph(builder.build(), tuple(inputs), (output,))


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_random_systems(rng: Random) -> None:
    system = random_system(rng)
    expected = port_states(system)
    assert as_lists(flat_closure(system)) == expected
    assert as_lists(composed_closure(system, Summaries())) == expected


@pytest.mark.parametrize("batch", range(4))
def test_many_random_systems(batch: int) -> None:
    rng, summaries = seeded(batch), Summaries(cap=[256, 256, 1, 256][batch], table=[12, 0, 12, 2][batch])
    composed = inlined = fed_back = 0
    for _ in range(200):
        system = random_system(rng)
        expected = port_states(system)
        assembly = compose(system, summaries)
        assert as_lists(assembly.ports()) == expected
        assert as_lists(flat_closure(system)) == expected
        inlined += len(assembly.inlined)
        composed += len(system.components) - len(assembly.inlined)
        unwired = System(system.components, system.instances, NO_WIRES, system.sources)
        fed_back += port_states(unwired) != expected
    assert composed > 150
    assert inlined > 10
    assert fed_back > 30


def test_feedback_alone_makes_nothing_hold() -> None:
    wires = Wires(numbers(0, 1), numbers(0, 0), numbers(1, 0), numbers(0, 0))
    system = System((relay(1, 1),), np.zeros(2, dtype=np.int32), wires, NO_SOURCES)
    assert as_lists(composed_closure(system, Summaries())) == ([[False]] * 2, [[False]] * 2)
    started = System((relay(1, 1),), system.instances, wires, Sources(numbers(1), numbers(0)))
    assert as_lists(composed_closure(started, Summaries())) == ([[True]] * 2, [[True]] * 2)


def test_a_component_beyond_the_cap_is_inlined_and_exact() -> None:
    # Seven of fourteen: 3,432 minimal sets. A ring of instances, each of whose output feeds the next.
    rng = seeded(14)
    components = (relay(14, 7), relay(2, 2))
    instances = np.array([0, 1, 0, 1, 0], dtype=np.int32)
    summaries = Summaries()
    held = set()
    for _ in range(40):
        heads = numbers(*(rng.randrange(5) for _ in range(30)))
        inputs = numbers(*(rng.randrange(2 if instances[head] else 14) for head in heads))
        wires = Wires(
            numbers(*(rng.randrange(5) for _ in range(30))), np.zeros(30, dtype=np.int64), heads, inputs
        )
        chosen = rng.sample(range(14), rng.choice([5, 6, 7]))
        system = System(components, instances, wires, Sources(numbers(*[0] * len(chosen)), numbers(*chosen)))
        assembly = compose(system, summaries)
        assert assembly.inlined == (0,)
        assert as_lists(assembly.ports()) == as_lists(flat_closure(system)) == port_states(system)
        held.add(int(assembly.ports().outputs.sum()))
    assert len(held) > 2


def test_one_wire_is_enough_for_an_input_that_needs_more_inside() -> None:
    builder = GraphBuilder()
    left, right = builder.node(), builder.node()
    both = builder.all_of([left, right])
    late = builder.any_of([both])
    barred = builder.node(NEVER)
    builder.edge(both, barred)
    component = ComponentGraph(builder.build(), (both, barred, left, right), (late, barred))
    sources = [(0, 0), (1, 1), (2, 2), (3, 2), (3, 3)]
    system = System(
        (component,), np.zeros(4, dtype=np.int32), NO_WIRES, Sources(*np.array(sources, dtype=np.int64).T)
    )
    expected = (
        [
            [True, False, False, False],
            [False, True, False, False],
            [False, False, True, False],
            [True, False, True, True],
        ],
        [[True, False], [False, True], [False, False], [True, False]],
    )
    assert as_lists(flat_closure(system)) == as_lists(composed_closure(system, Summaries())) == expected


def test_a_system_of_nothing_has_no_port() -> None:
    system = System((), np.array([], dtype=np.int32), NO_WIRES, NO_SOURCES)
    assert as_lists(flat_closure(system)) == as_lists(composed_closure(system, Summaries())) == ([], [])


@pytest.mark.parametrize(
    "port", [(2, 0), (-1, 0), (0, 1), (0, -1)], ids=["instance", "before", "position", "negative"]
)
def test_a_port_that_does_not_exist_is_refused(port: tuple[int, int]) -> None:
    instance, position = port
    wires = Wires(numbers(instance), numbers(position), numbers(0), numbers(0))
    for system in (
        System((relay(1, 1),), np.zeros(2, dtype=np.int32), wires, NO_SOURCES),
        System(
            (relay(1, 1),),
            np.zeros(2, dtype=np.int32),
            NO_WIRES,
            Sources(numbers(instance), numbers(position)),
        ),
    ):
        with pytest.raises(ValueError, match="no such instance or port"):
            flatten(system)


def test_same_system_same_graph() -> None:
    system = random_system(seeded(21))
    first, second = compose(system, Summaries()), compose(system, Summaries())
    for name in ("need", "starts", "heads"):
        assert np.array_equal(getattr(first.graph, name), getattr(second.graph, name))
