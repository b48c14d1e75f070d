"""Minimal attacks and cuts of published examples: found by asking, derived, and by truth table."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from tests.composition.published import Answer, Example, Scenario, asked

from hygie.composition.engine.decided import Decided, decided
from hygie.composition.engine.graph import NEVER
from hygie.composition.engine.monotone import elements, minimal_sets, minimise_table, ordered, transversals
from hygie.composition.engine.summary import TABLE

ASKED = ("minimal_attacks", "attacks_number", "attacks_by_size", "attacks_containing", "cuts_number")
CAP = 5_000


def seen(example: Example, scenario: Scenario, at: str) -> Decided:
    """The goal as a function of the leaves, in their order."""
    need = example.graph.need.copy()
    need[example.mask(scenario.constants)] = 0
    need[example.mask(scenario.blocked)] = NEVER
    inputs = [example.number[leaf] for leaf in scenario.variables]
    return decided(replace(example.graph, need=need), inputs, [example.number[at]])


def widened(sets: tuple[int, ...], positions: list[int]) -> tuple[int, ...]:
    return ordered(sum(1 << positions[bit] for bit in elements(chosen)) for chosen in sets)


@cache
def attacks(example_id: str, scenario: Scenario, at: str) -> tuple[int, ...]:
    example = next(example for example, _ in asked(*ASKED) if example.id == example_id)
    part = seen(example, scenario, at)
    positions = list(elements(part.depends[0]))
    found = minimal_sets(len(positions), part.question(positions, 0), cap=CAP)
    assert found.complete
    sets = widened(found.sets, positions)
    # Sets are derived for as long as it takes no more than asking.
    assert part.derived(0, cap=CAP, work=200_000) == (None if example_id == "xfta-baobab2" else sets)
    if len(positions) <= TABLE:
        (truth,) = part.tables(positions, [0])
        assert widened(minimise_table(truth, len(positions)), positions) == sets
    return sets


def cases() -> list[object]:
    numbers: Counter[str] = Counter()
    found = []
    for example, answer in asked(*ASKED):
        name = f"{example.id} {answer.ask}"
        numbers[name] += 1
        found.append(pytest.param(example, answer, id=f"{name} {numbers[name]}"))
    return found


@pytest.mark.parametrize(("example", "answer"), cases())
def test_published(example: Example, answer: Answer) -> None:
    sets = attacks(example.id, answer.scenario, answer.at)
    leaves = answer.scenario.variables
    named = [{leaves[element] for element in elements(chosen)} for chosen in sets]
    sizes = Counter(map(len, named))
    found = {
        "minimal_attacks": lambda: sorted(map(sorted, named)),
        "attacks_number": lambda: len(named),
        "attacks_by_size": lambda: [sizes[size] for size in range(1, max(sizes) + 1)],
        "attacks_containing": lambda: sum(answer.leaf in each for each in named),
        "cuts_number": lambda: len(transversals(sets).sets),
    }[answer.ask]()
    expected = sorted(map(sorted, answer.gives)) if answer.ask == "minimal_attacks" else answer.gives
    assert found == expected
