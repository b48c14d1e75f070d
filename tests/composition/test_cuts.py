"""Cuts: the program, implicit hitting sets and trying everything agree; what is returned was checked."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.cut_oracles import (
    every_cut,
    graph_of,
    irredundant,
    plain_closure,
    random_problem,
    random_votes,
    refused,
    seeded,
)

from hygie.composition.engine.cut_check import cheapest_cut_by_hitting
from hygie.composition.engine.cuts import Capped, Cut, Decision, NoCut, Problem, cheapest_cut, next_cuts
from hygie.composition.engine.programs import Deadline, Infeasible, Program, Solved, Unsolved, solve

SEEDS = st.integers(0, 2**32)


def chain(*, width: int = 1, **other: object) -> Problem:
    """Sources 0..width-1 feed one node, which feeds the goal: each can be guarded."""
    size = width + 2
    pairs = [(v, width) for v in range(width)] + [(width, width + 1)]
    given_ = {
        "graph": graph_of([0] * width + [1, 1], pairs),
        "sources": np.zeros(size, dtype=np.bool_),
        "blocked": np.zeros(size, dtype=np.bool_),
        "goals": (width + 1,),
        "decisions": tuple(Decision((v,), (), 1.0) for v in range(width)),
    }
    return Problem(**(given_ | other))  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_the_program_hitting_sets_and_trying_everything_agree(seed: int) -> None:
    rng = seeded(seed)
    for _ in range(5):
        problem = rng.choice([random_problem, random_problem, random_votes])(rng)
        cuts = every_cut(problem)
        for answer in (cheapest_cut(problem), cheapest_cut_by_hitting(problem)):
            if not cuts:
                assert answer == NoCut(
                    tuple(dict.fromkeys(g for g in problem.goals if g in rest(problem))), ()
                )
                continue
            assert isinstance(answer, Cut)
            assert answer.optimal
            assert answer.cost == answer.bound == min(cuts.values())
            assert frozenset(answer.decisions) in irredundant(cuts)


def rest(problem: Problem) -> frozenset[int]:
    return plain_closure(problem, frozenset(range(len(problem.decisions))))


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_decisions_with_losses_of_their_own_never_harm_what_is_protected(seed: int) -> None:
    rng = seeded(seed)
    for _ in range(5):
        problem = random_problem(rng, creates=True)
        cuts, answer = every_cut(problem), cheapest_cut(problem)
        assert isinstance(answer, Cut | NoCut)
        assert answer.refused == tuple(sorted(refused(problem)))
        assert isinstance(answer, Cut) == bool(cuts)
        if isinstance(answer, Cut):
            before, after = plain_closure(problem), plain_closure(problem, frozenset(answer.decisions))
            assert answer.cost == min(cuts.values())
            assert frozenset(answer.decisions) in irredundant(cuts)
            assert answer.creates == tuple(sorted(after - before))
            assert answer.removes == tuple(dict.fromkeys(g for g in problem.goals if g in before))


@pytest.mark.parametrize("seed", range(4))
def test_twelve_decisions(seed: int) -> None:
    rng = seeded(1000 + seed)
    problem = replace(random_problem(rng), goals=(0,))
    more = tuple(
        Decision((rng.randrange(problem.graph.size),), (), rng.choice([1.0, 2.0])) for _ in range(12)
    )
    problem = replace(problem, decisions=more)
    cuts, answer = every_cut(problem), cheapest_cut(problem)
    assert isinstance(answer, Cut) == bool(cuts)
    if isinstance(answer, Cut):
        assert answer.cost == min(cuts.values())


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.booleans())
def test_the_next_cuts_are_all_the_irredundant_ones_in_order_of_cost(seed: int, creates: bool) -> None:
    problem = random_problem(seeded(seed), decisions=6, creates=creates)
    expected = irredundant(every_cut(problem))
    found = next_cuts(problem, 100)
    assert {frozenset(cut.decisions): cut.cost for cut in found} == expected
    assert len(found) == len(expected)
    assert [cut.cost for cut in found] == sorted(expected.values())
    assert next_cuts(problem, 2) == found[:2]


@pytest.mark.parametrize("seed", range(12))
def test_both_searches_agree_where_not_everything_can_be_tried(seed: int) -> None:
    problem = random_problem(seeded(seed), size=300, decisions=150)
    program, hitting = cheapest_cut(problem), cheapest_cut_by_hitting(problem)
    assert type(program) is type(hitting)
    if isinstance(program, Cut) and isinstance(hitting, Cut):
        assert (program.optimal, hitting.optimal) == (True, True)
        assert program.cost == hitting.cost


@pytest.mark.parametrize("creates", [False, True])
def test_what_the_solver_lets_through_is_checked_and_kept_out(
    creates: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A solver that first calls nothing at all a cut, and the optimum, is not believed."""
    asked: list[Program] = []

    def hasty(program: Program, deadline: Deadline) -> Solved | Infeasible | Unsolved:
        asked.append(program)
        return (
            Solved(np.zeros(len(program.cost)), 0.0, optimal=True)
            if len(asked) == 1
            else solve(program, deadline)
        )

    problem = next(
        found
        for found in (random_problem(seeded(seed), creates=creates) for seed in range(100))
        if any(decision.creates for decision in found.decisions) == creates
        and min(irredundant(every_cut(found)).values(), default=0.0) > 0
    )
    expected = cheapest_cut(problem)
    monkeypatch.setattr("hygie.composition.engine.cuts.solve", hasty)
    assert cheapest_cut(problem) == expected
    assert len(asked) > 1


def test_goals_that_do_not_hold_need_no_decision() -> None:
    cut = cheapest_cut(
        chain(sources=np.zeros(3, dtype=np.bool_), graph=graph_of([1, 1, 1], [(0, 1), (1, 2)]))
    )
    assert cut == Cut((), 0.0, optimal=True, bound=0.0, removes=(), creates=(), refused=())


def test_a_goal_that_nothing_guards_is_named() -> None:
    assert cheapest_cut(chain(decisions=())) == NoCut((2,), ())


def test_a_decision_that_alone_causes_a_protected_loss_is_refused_and_reported() -> None:
    # 0 -> 1 -> 2 is the attack; 3 is a lockout, which alone brings about 4, the loss of care.
    graph = graph_of([0, 1, 1, 1, 1], [(0, 1), (1, 2), (3, 4)])
    nothing = np.zeros(5, dtype=np.bool_)
    lockout, dearer = Decision((1,), (3,), 1.0), Decision((0,), (), 5.0)
    problem = Problem(graph, nothing, nothing, (2,), (lockout, dearer), (4,))
    cut = cheapest_cut(problem)
    assert isinstance(cut, Cut)
    assert (cut.decisions, cut.cost, cut.refused) == ((1,), 5.0, (0,))
    assert cheapest_cut(replace(problem, decisions=(lockout,))) == NoCut((2,), (0,))
    without = cheapest_cut(replace(problem, protected=()))
    assert isinstance(without, Cut)
    assert (without.decisions, without.creates, without.refused) == ((0,), (3, 4), ())


def test_losses_that_only_together_cause_a_protected_one_are_not_combined() -> None:
    # Two attacks; guarding each costs 1 and loses a way to treat; both ways lost is the protected loss 6.
    graph = graph_of([0, 0, 1, 1, 1, 1, 2], [(0, 2), (1, 3), (4, 6), (5, 6)])
    nothing = np.zeros(7, dtype=np.bool_)
    decisions = (Decision((2,), (4,), 1.0), Decision((3,), (5,), 1.0), Decision((3,), (), 9.0))
    cut = cheapest_cut(Problem(graph, nothing, nothing, (2, 3), decisions, (6,)))
    assert isinstance(cut, Cut)
    assert (cut.decisions, cut.cost, cut.refused) == ((0, 2), 10.0, ())
    stuck = Problem(graph, nothing, nothing, (2, 3), decisions[:2], (6,))
    assert cheapest_cut(stuck) == NoCut((), ())


def test_k_of_n_is_cut_by_leaving_one_too_few() -> None:
    # 3 of 5 sources: three of the five have to be guarded, the three cheapest.
    graph = graph_of([0] * 5 + [3], [(v, 5) for v in range(5)])
    nothing = np.zeros(6, dtype=np.bool_)
    decisions = tuple(Decision((v,), (), float(v + 1)) for v in range(5))
    cut = cheapest_cut(Problem(graph, nothing, nothing, (5,), decisions))
    assert isinstance(cut, Cut)
    assert (cut.decisions, cut.cost) == ((0, 1, 2), 6.0)


@pytest.mark.parametrize("unit", [1e-7, 1.0, 1e7])
def test_the_unit_of_cost_changes_nothing(unit: float) -> None:
    decisions = (Decision((0,), (), 2 * unit), Decision((1,), (), 1 * unit), Decision((2,), (), 3 * unit))
    cut = cheapest_cut(chain(decisions=decisions))
    assert isinstance(cut, Cut)
    assert (cut.decisions, cut.cost) == ((1,), unit)


def test_without_time_for_the_solver_a_cut_is_found_but_not_called_optimal() -> None:
    decisions = (Decision((0,), (), 1.0), Decision((1,), (), 5.0), Decision((2,), (1,), 0.5))
    cut = cheapest_cut(chain(decisions=decisions), time_limit=0.0)
    assert isinstance(cut, Cut)
    assert (cut.decisions, cut.optimal, cut.bound) == ((0,), False, 0.0)
    only_creating = chain(decisions=(Decision((2,), (1,), 0.5),))
    assert cheapest_cut(only_creating, time_limit=0.0) == Capped(0.0, ())
    assert len(next_cuts(chain(decisions=decisions), 3, time_limit=0.0)) == 1


def test_hitting_sets_are_refused_where_taking_more_may_cut_less() -> None:
    with pytest.raises(ValueError, match="creates something"):
        cheapest_cut_by_hitting(chain(decisions=(Decision((1,), (0,), 1.0),)))


@pytest.mark.parametrize("cost", [-1.0, float("nan"), float("inf")])
def test_a_cost_is_a_number_that_is_not_negative(cost: float) -> None:
    with pytest.raises(ValueError, match="costs 0 or more"):
        Decision((0,), (), cost)
