"""Probabilities: the diagram is exact, samples say how sure they are, and both agree with trying everything."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.cut_oracles import graph_of, plain_closure, random_problem, seeded, subsets

from hygie.composition.engine.cut_problem import Problem
from hygie.composition.engine.diagrams import FALSE, TRUE, Diagrams, TooManyNodesError
from hygie.composition.engine.graph import Floats
from hygie.composition.engine.probability import Caps, Exact, Sampled, bernoulli_words, probability
from hygie.composition.engine.proportions import certain_interval

SEEDS = st.integers(0, 2**32)


def by_trying(problem: Problem, chance: Floats, goal: int) -> float:
    """Sum the probabilities of the sets of failures under which the goal holds, by plain sets."""
    uncertain = [int(node) for node in np.flatnonzero(chance < 1.0)]
    total = []
    for failed in subsets(uncertain):
        blocked = problem.blocked.copy()
        blocked[list(failed)] = True
        tried = Problem(problem.graph, problem.sources, blocked, problem.goals, ())
        if goal in plain_closure(tried):
            total.append(math.prod(1 - chance[v] if v in failed else chance[v] for v in uncertain))
    return math.fsum(total)


def random_chances(rng: Random, size: int) -> Floats:
    chance = np.ones(size)
    for node in rng.sample(range(size), min(size, 6)):
        chance[node] = rng.choice([0.0, 0.01, 0.3, 0.5, 0.9])
    return chance


@settings(max_examples=50, deadline=None)
@given(SEEDS)
def test_the_diagram_gives_what_trying_everything_gives(seed: int) -> None:
    rng = seeded(seed)
    problem = random_problem(rng)
    chance, goal = random_chances(rng, problem.graph.size), problem.goals[0]
    answer = probability(problem.graph, chance, goal, sources=problem.sources, blocked=problem.blocked)
    assert isinstance(answer, Exact)
    assert answer.value == pytest.approx(by_trying(problem, chance, goal), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_the_sampled_interval_has_the_exact_value(seed: int) -> None:
    """At this confidence, one interval in a thousand million misses."""
    rng = seeded(seed)
    problem = random_problem(rng)
    chance, goal = random_chances(rng, problem.graph.size), problem.goals[0]
    given_ = {"sources": problem.sources, "blocked": problem.blocked}
    exact = probability(problem.graph, chance, goal, **given_)
    caps = Caps(variables=-1, samples=2_000, seed=seed, confidence=1 - 1e-9)
    sampled = probability(problem.graph, chance, goal, caps=caps, **given_)
    assert isinstance(exact, Exact)
    if sampled == Exact(0.0):
        assert exact.value == 0.0
        return
    assert isinstance(sampled, Sampled)
    assert sampled.samples == 2_048
    assert sampled.low - 1e-12 <= exact.value <= sampled.high + 1e-12
    assert sampled == probability(problem.graph, chance, goal, caps=caps, **given_)


def test_too_many_variables_or_nodes_are_sampled() -> None:
    graph = graph_of([0] * 60 + [30], [(v, 60) for v in range(60)])
    chance = np.array([0.5] * 60 + [1.0])
    at_least_half = sum(math.comb(60, k) for k in range(30, 61)) / 2**60
    for caps in (Caps(), Caps(variables=60, nodes=50)):
        answer = probability(graph, chance, 60, caps=caps)
        assert isinstance(answer, Sampled)
        assert (answer.samples, answer.confidence) == (102_400, 0.99)
        assert answer.low < at_least_half < answer.high
        assert answer.high - answer.low < 0.01
    exact = probability(graph, chance, 60, caps=Caps(variables=60))
    assert isinstance(exact, Exact)
    assert exact.value == pytest.approx(at_least_half)


def test_what_does_not_matter_to_the_goal_is_no_variable() -> None:
    graph = graph_of([0] * 60 + [1], [(0, 60)])
    assert probability(graph, np.array([0.25] * 60 + [1.0]), 60) == Exact(0.25)


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_a_chance_lies_between_0_and_1(chance: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        probability(graph_of([0], []), np.array([chance]), 0)


def test_drawn_words_have_the_chance_of_their_row() -> None:
    chances = np.array([0.0, 2.0**-40, 0.1, 0.5, 0.75, 1 - 2.0**-53])
    words = bernoulli_words(chances, 2_000, np.random.PCG64(7))
    counts = np.bitwise_count(words).sum(axis=1)
    for chance, count in zip(chances, counts, strict=True):
        low, high = certain_interval(int(count), 128_000, 1 - 1e-9)
        assert low <= chance <= high


@pytest.mark.parametrize(("hits", "samples"), [(0, 10), (1, 10), (5, 10), (10, 10), (3, 1_000)])
def test_the_interval_ends_where_the_tail_is_as_rare_as_stated(hits: int, samples: int) -> None:
    low, high = certain_interval(hits, samples, 0.95)

    def between(first: int, last: int, p: float) -> float:
        return math.fsum(
            math.comb(samples, k) * p**k * (1 - p) ** (samples - k) for k in range(first, last + 1)
        )

    assert low == 0.0 if hits == 0 else between(hits, samples, low) == pytest.approx(0.025)
    assert high == 1.0 if hits == samples else between(0, hits, high) == pytest.approx(0.025)


@pytest.mark.parametrize(
    ("hits", "samples", "confidence"), [(1, 0, 0.9), (2, 1, 0.9), (-1, 1, 0.9), (0, 1, 1.0)]
)
def test_an_interval_is_of_a_proportion(hits: int, samples: int, confidence: float) -> None:
    with pytest.raises(ValueError, match="sampled proportion"):
        certain_interval(hits, samples, confidence)


def test_equal_functions_are_one_node() -> None:
    diagrams = Diagrams(100)
    a, b, c = map(diagrams.variable, range(3))
    left = diagrams.either(diagrams.both(a, b), diagrams.both(a, c))
    assert left == diagrams.both(a, diagrams.either(c, b))
    pairs = [diagrams.both(a, b), diagrams.both(b, c), diagrams.both(a, c)]
    assert diagrams.at_least(2, [a, b, c]) == diagrams.at_least(1, pairs)
    assert diagrams.at_least(0, [a]) == TRUE
    assert diagrams.at_least(3, [a, b]) == FALSE
    few = Diagrams(4)
    with pytest.raises(TooManyNodesError):
        few.at_least(2, [few.variable(number) for number in range(3)])
