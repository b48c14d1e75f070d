"""The program alone, without the checks around it: its points are the sets after which the nodes have fallen."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.cut_oracles import plain_closure, random_problem, random_votes, seeded

from hygie.composition.engine.cut_problem import reduce
from hygie.composition.engine.cut_program import Row, cut_program, exactly, with_rows
from hygie.composition.engine.programs import Deadline, Infeasible, Solved, solve


def fixed(taken: frozenset[int], count: int) -> list[Row]:
    """Take these decisions and no others."""
    return [({index: 1.0 if index in taken else -1.0}, float(index in taken)) for index in range(count)]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["plain", "creates", "votes", "votes"]))
def test_a_point_is_feasible_exactly_if_the_nodes_do_not_hold(seed: int, kind: str) -> None:
    rng = seeded(seed)
    drawn = random_votes(rng) if kind == "votes" else random_problem(rng, creates=kind == "creates")
    problem = reduce(drawn).problem
    count = len(problem.decisions)
    useful = [index for index, decision in enumerate(problem.decisions) if decision.guards]
    written = cut_program(problem, problem.goals + problem.protected)
    for _ in range(6):
        taken = frozenset(index for index in useful if rng.random() < 0.6)
        holds = plain_closure(problem, taken)
        watched = [node for node in problem.goals + problem.protected if written.column[node] >= 0]
        solution = solve(with_rows(written.program, fixed(taken, count)), Deadline(60))
        assert isinstance(solution, Infeasible if holds.intersection(watched) else Solved)
        certain = {node for node in range(problem.graph.size) if written.certain[node]}
        assert certain <= holds


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_what_is_kept_out_is_exactly_one_set(seed: int) -> None:
    rng = seeded(seed)
    count = rng.randint(1, 8)
    first, second = (frozenset(index for index in range(count) if rng.random() < 0.5) for _ in range(2))
    row, least = exactly(first, count)
    assert (sum(row[index] for index in second) >= least) == (first != second)
