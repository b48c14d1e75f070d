"""What Hygie says an attacker reaches in MAL models is, step by step, what mal-simulator makes him reach.

Two readings of ours are held against it: of mal-toolbox's attack graph, and of the model itself, whose set
expressions Hygie computes on its own. The states of defences and existence steps are read by Hygie each time.
"""

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition import mal_models

from hygie.composition.engine.kernels import closure
from hygie.composition.exchange import mal_relations
from hygie.composition.exchange.mal import MalSteps, graph_of, steps_of_attack_graph, steps_of_model
from hygie.composition.exchange.mal_toolbox import build_model


@pytest.fixture(scope="module")
def language() -> Any:
    return mal_models.language()


def attack_graph_of(model: Any) -> Any:
    from maltoolbox.attackgraph import AttackGraph  # noqa: PLC0415

    return AttackGraph(model.lang_graph, model)


def reached(steps: MalSteps, entries: list[str]) -> frozenset[str]:
    sources = np.isin(np.array(steps.names), entries)
    holds = closure(graph_of(steps).graph, sources=sources).holds
    return frozenset(steps.names[node] for node in np.flatnonzero(holds))


def edges(steps: MalSteps) -> set[tuple[str, str]]:
    return {
        (steps.names[tail], steps.names[head]) for tail, head in zip(steps.tails, steps.heads, strict=True)
    }


@pytest.mark.parametrize(
    ("assets", "seeds"), [(30, range(4)), (300, range(1, 2)), (1000, range(2, 3))], ids=["30", "300", "1000"]
)
def test_the_reached_steps_are_those_of_the_simulator(language: Any, assets: int, seeds: range) -> None:
    reached_counts = []
    for seed in seeds:
        model = build_model(mal_models.model_data(assets, seed, guarded=0.15 * (seed % 4)), language)
        graph = attack_graph_of(model)
        own, theirs = steps_of_model(model), steps_of_attack_graph(graph)
        entries = mal_models.entry_points(own.names, seed)
        expected = mal_models.simulated(graph, entries)
        assert reached(theirs, entries) == expected
        assert reached(own, entries) == expected
        reached_counts.append(len(expected) / own.size)
    assert max(reached_counts) > 0.2
    assert len(seeds) == 1 or min(reached_counts) < max(reached_counts)


@pytest.mark.parametrize(
    "read", [steps_of_model, lambda model: steps_of_attack_graph(attack_graph_of(model))]
)
def test_both_readings_agree_on_steps_edges_and_states(
    language: Any, read: Callable[[Any], MalSteps]
) -> None:
    model = build_model(mal_models.model_data(120, 7), language)
    steps, reference = read(model), steps_of_attack_graph(attack_graph_of(model))
    assert steps.names == reference.names
    assert edges(steps) == edges(reference)
    assert steps.kinds.tolist() == reference.kinds.tolist()
    assert steps.satisfied.tolist() == reference.satisfied.tolist()


def networks(count: int, routes: set[tuple[int, int]]) -> dict[str, Any]:
    """Make the data of networks with these routes, a host in each."""
    assets: dict[int, dict[str, Any]] = {}
    for number in range(count):
        led = {head: f"n{head}" for tail, head in routes if tail == number}
        assets[number] = {"name": f"n{number}", "type": "Network", "associated_assets": {"routes": led}}
        on = {"networks": {number: f"n{number}"}}
        assets[count + number] = {"name": f"h{number}", "type": "Host", "associated_assets": on}
    return {"metadata": {"name": "networks"}, "assets": assets}


def walked(routes: set[tuple[int, int]], begun: int) -> set[int]:
    seen, left = {begun}, [begun]
    while left:
        here = left.pop()
        new = {head for tail, head in routes if tail == here} - seen
        seen |= new
        left.extend(new)
    return seen


def swept_from(steps: MalSteps) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for tail, head in edges(steps):
        if tail.endswith(":sweep"):
            found.setdefault(int(tail[1:-6]), set()).add(int(head[1:].split(":")[0]))
    return found


@pytest.mark.parametrize("room", [1, mal_relations.ROOM], ids=["64 at a time", "all at once"])
def test_following_routes_any_number_of_times_is_walking(
    language: Any, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mal_relations, "ROOM", room)
    chance = random.Random(5)  # noqa: S311
    count = 150
    cycle = {(number, number + 1) for number in range(70)} | {(70, 30)}
    routes = cycle | {(chance.randrange(80, count), chance.randrange(count)) for _ in range(60)}
    steps = steps_of_model(build_model(networks(count, routes), language))
    assert swept_from(steps) == {number: walked(routes, number) for number in range(count)}


@given(routes=st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
@settings(max_examples=60, deadline=None)
def test_following_routes_is_walking_in_small_hospitals(language: Any, routes: set[tuple[int, int]]) -> None:
    steps = steps_of_model(build_model(networks(8, routes), language))
    assert swept_from(steps) == {number: walked(routes, number) for number in range(8)}


def test_turning_a_defence_on_never_lets_more_be_reached(language: Any) -> None:
    data = mal_models.model_data(20, 3, guarded=0.0)
    open_steps = steps_of_model(build_model(data, language))
    entries = mal_models.entry_points(open_steps.names, 3)
    before = reached(open_steps, entries)
    for asset in data["assets"].values():
        for defence in asset["defenses"]:
            asset["defenses"][defence] = 1.0
            after = reached(steps_of_model(build_model(data, language)), entries)
            assert after <= before
            before = after


def test_a_defence_that_is_on_half_of_the_time_counts_as_off(language: Any) -> None:
    data = mal_models.model_data(10, 1, guarded=0.0)
    for asset in data["assets"].values():
        asset["defenses"] = dict.fromkeys(asset["defenses"], 0.5)
    half = steps_of_model(build_model(data, language))
    assert half.uncertain.sum() == sum(len(asset["defenses"]) for asset in data["assets"].values())
    assert half.satisfied[half.uncertain].all()
