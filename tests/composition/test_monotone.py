"""Minimal sets of monotone functions, against all subsets and against one another."""

from collections.abc import Callable
from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.composition.engine.monotone import (
    MinimalSets,
    antichain,
    elements,
    grow,
    minimal_sets,
    minimise_table,
    ordered,
    shrink,
    table_variable,
    transversals,
)

SIZE = 8
EVERYTHING = (1 << SIZE) - 1
families = st.lists(st.integers(0, EVERYTHING), max_size=10)


def any_inside(family: list[int]) -> Callable[[int], bool]:
    return lambda chosen: any(each & chosen == each for each in family)


def exhaustive(size: int, holds: Callable[[int], bool]) -> set[frozenset[int]]:
    found: list[frozenset[int]] = []
    for count in range(size + 1):
        for combination in combinations(range(size), count):
            inside = any(each <= set(combination) for each in found)
            if not inside and holds(sum(1 << element for element in combination)):
                found.append(frozenset(combination))
    return set(found)


def as_sets(sets: tuple[int, ...]) -> set[frozenset[int]]:
    return {frozenset(elements(chosen)) for chosen in sets}


@settings(max_examples=200, deadline=None)
@given(families)
def test_search_table_and_antichain_equal_all_subsets(family: list[int]) -> None:
    holds = any_inside(family)
    truth = sum(1 << point for point in range(1 << SIZE) if holds(point))
    found = minimal_sets(SIZE, holds)
    assert found == MinimalSets(minimise_table(truth, SIZE), complete=True)
    assert found.sets == antichain(family)
    assert as_sets(found.sets) == exhaustive(SIZE, holds)


@settings(max_examples=200, deadline=None)
@given(families)
def test_transversals_of_transversals_are_the_minimal_sets(family: list[int]) -> None:
    met = transversals(family)
    assert as_sets(met.sets) == exhaustive(SIZE, lambda chosen: all(each & chosen for each in family))
    assert transversals(met.sets).sets == antichain(family)


@settings(max_examples=200, deadline=None)
@given(families, st.integers(0, EVERYTHING))
def test_shrink_ends_on_a_minimal_set_and_grow_on_a_maximal_one(family: list[int], start: int) -> None:
    holds = any_inside(family)
    if holds(start):
        small = shrink(start, holds)
        assert small & ~start == 0
        assert holds(small)
        assert not any(holds(small ^ 1 << element) for element in elements(small))
    else:
        large = grow(start, SIZE, holds)
        assert start & ~large == 0
        assert not holds(large)
        assert all(holds(large | 1 << element) for element in elements(EVERYTHING & ~large))


def test_shrink_and_grow_refuse_a_start_on_the_wrong_side() -> None:
    with pytest.raises(ValueError, match="false for the set to shrink"):
        shrink(1, lambda chosen: chosen == EVERYTHING)
    with pytest.raises(ValueError, match="false for the set to shrink"):
        grow(1, SIZE, lambda chosen: chosen > 0)


def test_few_questions_find_a_small_set_among_many_elements() -> None:
    asked: list[int] = []
    wanted = 1 << 37 | 1 << 150

    def holds(chosen: int) -> bool:
        asked.append(chosen)
        return wanted & chosen == wanted

    assert shrink((1 << 200) - 1, holds) == wanted
    assert len(asked) <= 2 + 3 * 9


@pytest.mark.parametrize(
    ("family", "expected"),
    [([], ()), ([0], (0,)), ([0, 5], (0,)), ([3, 3], (3,)), ([7, 3, 4], (4, 3)), ([0b1010, 0b1100, 0b0010], (0b0010, 0b1100))],
)  # fmt: skip
def test_antichain(family: list[int], expected: tuple[int, ...]) -> None:
    assert antichain(family) == expected
    assert minimal_sets(4, any_inside(family)).sets == expected


def test_order_is_by_size_then_element_by_element() -> None:
    sets = [0b0110, 0b1001, 0b1000, 0b0111, 0b0101, 0b0001]
    assert [tuple(elements(each)) for each in ordered(sets)] == [
        (0,),
        (3,),
        (0, 2),
        (0, 3),
        (1, 2),
        (0, 1, 2),
    ]


def test_a_table_variable_is_true_at_the_points_that_have_it() -> None:
    for variables in range(6):
        for variable in range(variables):
            points = set(elements(table_variable(variable, variables)))
            assert points == {point for point in range(1 << variables) if point >> variable & 1}


@pytest.mark.parametrize(("size", "count"), [(10, 5), (12, 4), (9, 9), (9, 1)])
def test_so_many_of_n(size: int, count: int) -> None:
    found = minimal_sets(size, lambda chosen: chosen.bit_count() >= count)
    assert found.complete
    assert len(found.sets) == comb(size, count)
    assert all(chosen.bit_count() == count for chosen in found.sets)


@pytest.mark.parametrize("cap", [1, 10, 251])
def test_beyond_the_cap_the_sets_found_are_minimal_and_said_not_to_be_all(cap: int) -> None:
    found = minimal_sets(10, lambda chosen: chosen.bit_count() >= 5, cap=cap)
    assert not found.complete
    assert len(set(found.sets)) == cap
    assert all(chosen.bit_count() == 5 for chosen in found.sets)


def test_exactly_the_cap_is_complete() -> None:
    assert minimal_sets(10, lambda chosen: chosen.bit_count() >= 5, cap=252).complete


def test_work_is_capped_where_maximal_false_sets_are_too_many() -> None:
    # Thirty pairs, one of which is enough: 30 minimal sets, but 2 ** 30 maximal false ones.
    asked = 0

    def holds(chosen: int) -> bool:
        nonlocal asked
        asked += 1
        return any(chosen >> pair & 3 == 3 for pair in range(0, 60, 2))

    found = minimal_sets(60, holds, work=2_000)
    assert not found.complete
    assert asked <= 2_002
    assert all(chosen.bit_count() == 2 for chosen in found.sets)


def test_a_long_conjunction_is_one_set() -> None:
    everything = (1 << 1_200) - 1
    assert minimal_sets(1_200, lambda chosen: chosen == everything).sets == (everything,)


def test_two_hundred_elements_and_thousands_of_sets() -> None:
    # One of each of three blocks, or the last element: 20 * 15 * 12 + 1 sets.
    blocks = [((1 << width) - 1) << shift for width, shift in [(20, 0), (15, 60), (12, 140)]]
    found = minimal_sets(200, lambda chosen: bool(chosen >> 199) or all(chosen & block for block in blocks))
    assert found.complete
    assert len(found.sets) == 3_601
    assert found.sets[0] == 1 << 199
