"""Implicit hitting sets, and the solver they ask: against every set tried."""

import importlib
import math
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.cut_oracles import Set, seeded, subsets

from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.engine.hitting import HittingResult, NothingTrue, cheapest_true_set, grow, shrink

FAMILIES = st.lists(st.frozensets(st.integers(0, 6), max_size=4), max_size=6)
WEIGHTS = st.lists(st.sampled_from([0.0, 1.0, 1.5, 2.0, 9.0]), min_size=7, max_size=7)


def contains_one_of(families: list[Set]):  # noqa: ANN201
    return lambda chosen: any(family <= chosen for family in families)


@settings(max_examples=150, deadline=None)
@given(FAMILIES, WEIGHTS)
def test_the_cheapest_true_set_is_that_of_all_sets(families: list[Set], weights: list[float]) -> None:
    holds = contains_one_of(families)
    result = cheapest_true_set(weights, holds)
    if not families:
        assert result == NothingTrue()
        return
    assert isinstance(result, HittingResult)
    assert result.optimal
    best = min(math.fsum(weights[e] for e in s) for s in subsets(range(7)) if holds(s))
    assert result.cost == result.bound == best
    assert frozenset(result.chosen) in families
    assert not any(holds(frozenset(result.chosen) - {element}) for element in result.chosen)


@settings(max_examples=150, deadline=None)
@given(FAMILIES, st.permutations(range(7)), st.frozensets(st.integers(0, 6)))
def test_grown_and_shrunk_sets_are_extreme(families: list[Set], order: list[int], start: Set) -> None:
    holds = contains_one_of(families)
    if holds(start):
        least = shrink(start, order, holds)
        assert least <= start
        assert holds(least)
        assert not any(holds(least - {element}) for element in least)
    else:
        largest = grow(start, order, holds)
        assert largest >= start
        assert not holds(largest)
        assert all(holds(largest | {element}) for element in set(order) - largest)


def test_without_time_everything_is_shrunk_and_not_called_optimal() -> None:
    result = cheapest_true_set(
        [5.0, 1.0, 1.0], lambda chosen: 0 in chosen or {1, 2} <= chosen, time_limit=0.0
    )
    assert result == HittingResult((1, 2), 2.0, optimal=False, rounds=0, bound=0.0)


@settings(max_examples=50, deadline=None)
@given(FAMILIES, WEIGHTS, st.frozensets(st.integers(0, 6)))
def test_a_reason_that_is_none_is_not_believed(families: list[Set], weights: list[float], lie: Set) -> None:
    holds = contains_one_of(families)
    answers = [cheapest_true_set(weights, holds, refute=refute) for refute in (None, lambda _: lie)]
    if families:
        assert len({answer.cost for answer in answers if isinstance(answer, HittingResult)}) == 1
    else:
        assert answers == [NothingTrue()] * 2


def test_few_questions_are_asked_of_a_large_set() -> None:
    asked = 0

    def holds(chosen: Set) -> bool:
        nonlocal asked
        asked += 1
        return {10, 500, 900} <= chosen

    assert shrink(frozenset(range(1000)), range(1000), holds) == {10, 500, 900}
    assert asked < 100


@pytest.mark.parametrize("weight", [-1.0, float("nan")])
def test_a_weight_is_not_negative(weight: float) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        cheapest_true_set([weight], bool)


def test_a_missing_scipy_is_named_as_the_extra_it_comes_with(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_scipy(name: str) -> ModuleType:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", without_scipy)
    with pytest.raises(MissingExtraError, match="cuts"):
        cheapest_true_set([1.0, 1.0], lambda chosen: 0 in chosen)


@pytest.mark.parametrize("seed", range(3))
def test_sets_to_hit_that_overlap_a_lot(seed: int) -> None:
    """At least 4 elements of each random half of 12: far from what one greedy pass finds."""
    rng = seeded(seed)
    halves = [frozenset(rng.sample(range(12), 6)) for _ in range(4)]
    weights = [float(rng.randint(1, 5)) for _ in range(12)]

    def holds(chosen: Set) -> bool:
        return all(len(half & chosen) >= 4 for half in halves)

    result = cheapest_true_set(weights, holds)
    assert isinstance(result, HittingResult)
    assert result.cost == min(math.fsum(weights[e] for e in s) for s in subsets(range(12)) if holds(s))
