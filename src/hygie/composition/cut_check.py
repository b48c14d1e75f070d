"""The cheapest cut by a second algorithm, which shares no program with the first: implicit hitting sets."""

from hygie.composition.cut_problem import Problem, reduce, remaining
from hygie.composition.cuts import Capped, Cut, NoCut, checked_cut
from hygie.composition.hitting import Chosen, NothingTrue, cheapest_true_set


def cheapest_cut_by_hitting(problem: Problem, *, time_limit: float = 60.0) -> Cut | NoCut | Capped:
    """Find the cheapest cut; after ``time_limit`` seconds, the best one known with what is proved of it.

    Raises:
        MissingExtraError: scipy is not installed.
        ValueError: a decision that is not refused creates something, so taking more may cut less.
    """
    reduced = reduce(problem)
    if not reduced.monotone():
        message = "a decision creates something: the goals may hold again when more is decided"
        raise ValueError(message)
    useful = [index for index, decision in enumerate(reduced.problem.decisions) if decision.guards]
    weights = [reduced.problem.decisions[index].cost for index in useful]

    def cuts(chosen: Chosen) -> bool:
        return reduced.cuts(useful[position] for position in chosen)

    result = cheapest_true_set(weights, cuts, time_limit=time_limit)
    if isinstance(result, NothingTrue):
        return NoCut(remaining(problem, reduced.refused), reduced.refused)
    taken = [useful[position] for position in result.chosen]
    return checked_cut(problem, reduced, taken, None if result.optimal else result.bound)
