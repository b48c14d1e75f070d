"""What is advised is what trying every set of controls would advise, by the page of the language."""

import math
from random import Random

import pytest
from hypothesis import given, settings
from tests.composition.advised_systems import Exhaustive, Told, small_system, told_text
from tests.composition.compositions import randoms
from tests.composition.told import lowering_of

from hygie.composition.analysis.analyse import CUTS
from hygie.composition.analysis.results import CutResult


def told_and_tried(rng: Random) -> tuple[Told, Exhaustive]:
    told = Told(lowering_of(small_system(rng)))
    return told, Exhaustive(told)


@settings(max_examples=60)
@given(randoms())
def test_a_cut_does_what_it_says(rng: Random) -> None:
    told, tried = told_and_tried(rng)
    assert {option.name: option.cost for option in told.analyst.advisor.options} == {
        name: option.cost for name, option in told.options.items()
    }
    assert set(told.analyst.advisor.unacceptable) == tried.unacceptable
    for cut in told.advice.cuts:
        index = tried.place[frozenset(cut.controls)]
        assert cut.removes
        assert set(cut.removes) == tried.removed(index)
        assert set(cut.creates) == tried.created(index)
        assert not tried.costs(index)
        assert cut.cost == told.cost(cut.controls)


@settings(max_examples=60)
@given(randoms())
def test_cuts_are_the_cheapest_and_what_has_none_is_told(rng: Random) -> None:
    told, tried = told_and_tried(rng)
    advice = told.advice
    assert not advice.capped
    assert {one.control for one in told.analyst.advisor.refused} == tried.refused
    assert set(advice.uncut) == {name for name in tried.unacceptable if tried.cheapest({name}) is None}
    left = [name for name in told.analyst.advisor.unacceptable if name not in advice.uncut]
    together = tried.cheapest(set(left))
    assert advice.conflicting == (together is None)
    for asked in [left, *([name] for name in left[:CUTS])]:
        cost = tried.cheapest(set(asked))
        if left and cost is not None:
            assert any(cheapest(cut, cost, asked) for cut in advice.cuts)
    if together is not None:
        cut_or_not = {name for cut in advice.cuts for name in cut.removes} | set(advice.uncut)
        assert cut_or_not == tried.unacceptable


def cheapest(cut: CutResult, cost: float, asked: list[str]) -> bool:
    return math.isclose(cut.cost, cost) and cut.optimal and cut.bound == cut.cost and {*asked} <= {*cut.removes}
