"""The kernels give the answers that others have published."""

from collections import Counter

import numpy as np
import pytest
from tests.composition.published import Answer, Example, asked, examples

from hygie.composition.engine.graph import Booleans
from hygie.composition.engine.kernels import closure, earliest, lanes, pack, tree_cost, unpack

SETS = (
    "minimal_attacks",
    "attacks_number",
    "attacks_by_size",
    "attacks_containing",
    "cuts_number",
    "cost",
    "cheapest_attacks",
    "attacks_below",
)
FEW = 18


def cases(*asks: str) -> list[object]:
    numbers: Counter[str] = Counter()
    found = []
    for example, answer in asked(*asks):
        numbers[f"{example.id} {answer.ask}"] += 1
        name = f"{example.id} {answer.ask}"
        found.append(pytest.param(example, answer, id=f"{name} {numbers[name]}"))
    return found


def tables(*asks: str) -> list[object]:
    """Keep the questions that a truth table of few leaves answers."""
    return [case for case in cases(*asks) if len(case.values[1].scenario.variables) <= FEW]


def test_every_example_is_read() -> None:
    found = examples()
    assert len(found) == 15
    assert sum(len(example.answers) for example in found) == 63
    assert sum(bool(answer.printed) for example in found for answer in example.answers) == 41


@pytest.mark.parametrize(("example", "answer"), cases("reachable"))
def test_reachable(example: Example, answer: Answer) -> None:
    given = answer.scenario
    reached = closure(
        example.graph,
        sources=example.mask(given.variables + given.constants),
        blocked=example.mask(given.blocked),
    )
    assert bool(reached.holds[example.number[answer.at]]) is answer.gives


@pytest.mark.parametrize(("example", "answer"), cases("earliest"))
def test_earliest(example: Example, answer: Answer) -> None:
    sources = example.mask(answer.scenario.variables)
    times = earliest(example.graph, example.delay, link_delay=example.link_delay, sources=sources)
    assert times[example.number[answer.at]] == pytest.approx(answer.gives, abs=1e-12)


@pytest.mark.parametrize(("example", "answer"), cases("tree_cost"))
def test_tree_cost(example: Example, answer: Answer) -> None:
    given = answer.scenario
    sources, blocked = example.mask(given.variables + given.constants), example.mask(given.blocked)
    costs = tree_cost(example.graph, example.of_leaves("cost", 0.0), sources=sources, blocked=blocked)
    assert costs[example.number[answer.at]] == answer.gives


@pytest.mark.parametrize(("example", "answer"), tables(*SETS))
def test_one_pass_over_all_subsets(example: Example, answer: Answer) -> None:
    """The truth table of up to eighteen leaves, a lane for each subset, holds every set that was published."""
    variables = answer.scenario.variables
    subsets = subsets_of(len(variables))
    holds = truth_table(example, answer, subsets)
    attacks = [
        frozenset(name for name, chosen in zip(variables, subset, strict=True) if chosen)
        for subset in subsets[minimal(holds, len(variables))]
    ]
    # A set is a cut when the goal does not hold with all the others: the dual table, read backwards.
    cuts = minimal(~holds[::-1], len(variables))
    assert given_by(attacks, cuts.sum(), example, answer) == expected(answer)


@pytest.mark.parametrize(("example", "answer"), tables("probability"))
def test_probability_of_the_subsets_that_hold(example: Example, answer: Answer) -> None:
    variables = answer.scenario.variables
    subsets = subsets_of(len(variables))
    likely = np.array([example.leaves[name]["probability"] for name in variables])
    weights = np.where(subsets, likely, 1.0 - likely).prod(axis=1)
    holds = truth_table(example, answer, subsets)
    assert weights[holds].sum() == pytest.approx(answer.gives, abs=answer.tolerance)


def subsets_of(variables: int) -> Booleans:
    numbers = np.arange(1 << variables)[:, np.newaxis]
    return (numbers >> np.arange(variables) & 1).astype(np.bool_)


def truth_table(example: Example, answer: Answer, subsets: Booleans) -> Booleans:
    sources = np.tile(example.mask(answer.scenario.constants), (len(subsets), 1))
    sources[:, [example.number[name] for name in answer.scenario.variables]] = subsets
    blocked = np.tile(example.mask(answer.scenario.blocked), (len(subsets), 1))
    words = pack(sources)
    held = lanes(example.graph, sources=words, blocked=pack(blocked), width=words.shape[1])
    holds: Booleans = unpack(held, len(subsets))[:, example.number[answer.at]]
    return holds


def minimal(holds: Booleans, variables: int) -> Booleans:
    """Keep the subsets that hold and of which none less one leaf does."""
    numbers = np.arange(len(holds))
    kept = holds.copy()
    for bit in range(variables):
        kept &= ~(holds[numbers & ~(1 << bit)] & (numbers >> bit & 1).astype(np.bool_))
    return kept


def given_by(attacks: list[frozenset[str]], cuts: int, example: Example, answer: Answer) -> object:
    cost = {attack: sum(example.leaves[leaf].get("cost", 0) for leaf in attack) for attack in attacks}
    match answer.ask:
        case "minimal_attacks":
            return set(attacks)
        case "attacks_number":
            return len(attacks)
        case "attacks_by_size":
            sizes = Counter(map(len, attacks))
            return [sizes[size] for size in range(1, max(sizes) + 1)]
        case "attacks_containing":
            return sum(answer.leaf in attack for attack in attacks)
        case "cuts_number":
            return cuts
        case "cost":
            return min(cost.values())
        case "cheapest_attacks":
            return {attack for attack in attacks if cost[attack] == min(cost.values())}
    return {attack for attack in attacks if cost[attack] < answer.below}


def expected(answer: Answer) -> object:
    if isinstance(answer.gives, list) and isinstance(answer.gives[0], list):
        return {frozenset(names) for names in answer.gives}
    return answer.gives
