"""Cuts, efforts and probabilities are those that others have published."""

import math

import numpy as np
import pytest
from tests.composition.published import Answer, Example, asked

from hygie.composition.engine.cut_check import cheapest_cut_by_hitting
from hygie.composition.engine.cuts import Cut, Decision, Problem, cheapest_cut, next_cuts
from hygie.composition.engine.effort import Effort, least_effort
from hygie.composition.engine.graph import Floats
from hygie.composition.engine.probability import Caps, Exact, Sampled, probability


def cases(*asks: str) -> list[object]:
    return [
        pytest.param(example, answer, id=f"{example.id} {answer.ask} {answer.leaf or number}")
        for number, (example, answer) in enumerate(asked(*asks))
    ]


def with_decisions(example: Example, answer: Answer, decisions: tuple[Decision, ...]) -> Problem:
    given = answer.scenario
    return Problem(
        example.graph,
        sources=example.mask(given.variables + given.constants),
        blocked=example.mask(given.blocked),
        goals=(example.number[answer.at],),
        decisions=decisions,
    )


def defences(example: Example, answer: Answer, *, likely: bool) -> Problem:
    """Controls at their cost, or at what their probability costs: the likeliest set is then the cheapest."""
    return with_decisions(
        example,
        answer,
        tuple(
            Decision(
                tuple(example.number[name] for name in control.blocks),
                cost=-math.log(control.probability) if likely else float(control.cost),
            )
            for control in example.controls.values()
        ),
    )


@pytest.mark.parametrize(("example", "answer"), cases("cuts_number"))
def test_all_minimal_cuts_of_leaves(example: Example, answer: Answer) -> None:
    leaves = tuple(Decision((example.number[name],)) for name in answer.scenario.variables)
    assert len(next_cuts(with_decisions(example, answer, leaves), 1_000)) == answer.gives


@pytest.mark.parametrize(("example", "answer"), cases("defence_cost"))
def test_the_cheapest_defence(example: Example, answer: Answer) -> None:
    problem = defences(example, answer, likely=False)
    for cut in (cheapest_cut(problem), cheapest_cut_by_hitting(problem)):
        assert isinstance(cut, Cut)
        assert (cut.cost, cut.optimal) == (answer.gives, True)


@pytest.mark.parametrize(("example", "answer"), cases("defences"))
def test_the_likeliest_defences_in_order(example: Example, answer: Answer) -> None:
    names = list(example.controls)
    found = next_cuts(defences(example, answer, likely=True), len(answer.gives))
    assert {frozenset(names[i] for i in cut.decisions) for cut in found} == {
        frozenset(row["set"]) for row in answer.gives
    }
    for cut, row in zip(found, answer.gives, strict=True):
        assert math.exp(-cut.cost) == pytest.approx(row["probability"], abs=0.0011)
        assert {
            row["cost"] for row in answer.gives if {names[i] for i in cut.decisions} == set(row["set"])
        } == {sum(example.controls[names[i]].cost for i in cut.decisions)}


@pytest.mark.parametrize(("example", "answer"), cases("defences_number"))
def test_all_minimal_defences(example: Example, answer: Answer) -> None:
    assert len(next_cuts(defences(example, answer, likely=False), 1_000)) == answer.gives


def effort(example: Example, answer: Answer) -> Effort:
    found = least_effort(
        example.graph,
        example.of_leaves("cost", 0.0),
        example.number[answer.at],
        sources=example.mask(answer.scenario.variables + answer.scenario.constants),
        blocked=example.mask(answer.scenario.blocked),
    )
    assert isinstance(found, Effort)
    return found


@pytest.mark.parametrize(("example", "answer"), cases("cost"))
def test_the_least_effort(example: Example, answer: Answer) -> None:
    found = effort(example, answer)
    assert found.exact == answer.gives
    assert found.lower <= answer.gives <= found.upper


@pytest.mark.parametrize(("example", "answer"), cases("cheapest_attacks"))
def test_the_cheapest_attack(example: Example, answer: Answer) -> None:
    assert [{example.names[step] for step in effort(example, answer).steps}] == [set(a) for a in answer.gives]


def chances(example: Example) -> Floats:
    gates = np.arange(example.graph.size) >= len(example.leaves)
    return np.where(gates, 1.0, example.of_leaves("probability", 1.0))


def asked_of(example: Example, answer: Answer, chance: Floats, caps: Caps) -> Exact | Sampled:
    """Ask with the constants certain, whatever probability the file gives them."""
    given = answer.scenario
    certain = np.where(example.mask(given.constants), 1.0, chance)
    sources = example.mask(given.variables + given.constants)
    return probability(example.graph, certain, example.number[answer.at], sources=sources, caps=caps)


@pytest.mark.parametrize(("example", "answer"), cases("probability"))
def test_the_probability(example: Example, answer: Answer) -> None:
    exact = asked_of(example, answer, chances(example), Caps())
    assert isinstance(exact, Exact)
    assert exact.value == pytest.approx(answer.gives, abs=answer.tolerance)
    sampled = asked_of(example, answer, chances(example), Caps(variables=-1, confidence=1 - 1e-9))
    assert isinstance(sampled, Sampled)
    assert sampled.low <= exact.value <= sampled.high


@pytest.mark.parametrize(("example", "answer"), cases("birnbaum"))
def test_importance_is_the_difference_that_a_leaf_makes(example: Example, answer: Answer) -> None:
    values = []
    for chance in (1.0, 0.0):
        changed = chances(example)
        changed[example.number[answer.leaf]] = chance
        found = asked_of(example, answer, changed, Caps())
        assert isinstance(found, Exact)
        values.append(found.value)
    assert values[0] - values[1] == pytest.approx(answer.gives, abs=answer.tolerance)
