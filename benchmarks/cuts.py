"""How long the cheapest cut of a large slice takes, and whether a second algorithm finds the same.

    uv run benchmarks/cuts.py [--nodes 50000] [--limit 60] [--rounds 3]

The cheapest cut by the integer program (HiGHS) and by implicit hitting sets, in turns, in one run, and the
closure of the same slice as the floor; the median is kept. The graphs are generated: layers of near
neighbours with edges back (cycles), a fifth of the nodes AND, some 2 of 3, one control in five guarding two
or three nodes, one goal that any of ``goals`` last nodes brings about.
"""

import argparse
import resource
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from numpy.typing import NDArray

from hygie.composition.engine.cut_check import cheapest_cut_by_hitting
from hygie.composition.engine.cut_problem import Decision, Problem, reduce
from hygie.composition.engine.cuts import Capped, Cut, NoCut, cheapest_cut
from hygie.composition.engine.graph import from_edges

Numbers = NDArray[np.int64]

SAME = 1e-6
LAYERS = 25
AND, TWO_OF_THREE = 0.2, 0.05


def main() -> None:
    """Measure two small slices and the large one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=50_000)
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for nodes, goals in ((1_000, 10), (10_000, 20), (options.nodes, 40)):
        measure(nodes, goals, options.limit, options.rounds)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def measure(nodes: int, goals: int, limit: float, rounds: int) -> None:
    """Print what both algorithms find on one slice, and how long they take."""
    problem = generated(nodes, goals)
    size = reduce(problem).problem.graph.size
    assert size >= nodes
    subjects: dict[str, Callable[[], object]] = {
        "program": lambda: cheapest_cut(problem, time_limit=limit),
        "hitting": lambda: cheapest_cut_by_hitting(problem, time_limit=limit),
        "closure": problem.after,
    }
    times: dict[str, list[float]] = {name: [] for name in subjects}
    answers: dict[str, object] = {}
    for _ in range(rounds):
        for name, subject in subjects.items():
            answers[name], seconds = timed(subject)
            times[name].append(seconds)
    middle = {name: median(values) for name, values in times.items()}
    print(f"{size} nodes, {problem.graph.edges} edges, {len(problem.decisions)} controls:")
    for name in ("program", "hitting"):
        floors = middle[name] / middle["closure"]
        print(f"  {name}: {middle[name]:.2f} s, {floors:.0f} closures, {said(answers[name])}")
    agree(answers["program"], answers["hitting"], at_least=goals // 2)


def agree(first: object, second: object, at_least: int) -> None:
    """Check that the optimum is as large as wanted, and that no answer contradicts the other."""
    assert isinstance(first, Cut)
    assert isinstance(second, Cut)
    assert len(first.decisions) >= at_least
    assert first.bound <= second.cost + SAME
    assert second.bound <= first.cost + SAME
    if first.optimal and second.optimal:
        assert abs(first.cost - second.cost) < SAME
        print("  both optimal, and equal")


def said(answer: object) -> str:
    """Say what an answer is worth."""
    assert isinstance(answer, Cut | NoCut | Capped)
    if not isinstance(answer, Cut):
        return repr(answer)
    gap = (answer.cost - answer.bound) / answer.cost
    return f"{len(answer.decisions)} controls, cost {answer.cost:g}, gap {gap:.2%}"


def generated(nodes: int, goals: int, seed: int = 1) -> Problem:
    """Make a problem whose slice has at least so many nodes."""
    random = np.random.default_rng(seed)
    width = -(-nodes * 5 // (4 * LAYERS))  # some of them do not matter to the goal
    size = width * LAYERS + 1
    need = np.ones(size, dtype=np.int32)
    tails, heads = layered(random, width, need)
    last = np.arange(size - 1 - width, size - 1)
    chosen = random.choice(last, goals, replace=False)
    tails, heads = np.concatenate([tails, chosen]), np.concatenate([heads, np.full(goals, size - 1)])
    graph = from_edges(need, tails.astype(np.int32), heads.astype(np.int32))
    return Problem(
        graph,
        np.arange(size) < width,
        np.zeros(size, dtype=np.bool_),
        (size - 1,),
        controls(random, size, chosen),
    )


def layered(random: np.random.Generator, width: int, need: NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """Draw three edges into each node from near it in the layer before, and edges back; set the needs."""
    heads = np.repeat(np.arange(width, width * LAYERS), 3)
    near = heads % width + random.integers(-12, 13, len(heads))
    tails = (heads // width - 1) * width + near % width
    kind = random.random(width * LAYERS)
    need[: width * LAYERS][kind < AND] = 3
    need[: width * LAYERS][(kind >= AND) & (kind < AND + TWO_OF_THREE)] = 2
    any_of = np.flatnonzero((kind >= AND + TWO_OF_THREE) & (np.arange(len(kind)) >= width))
    back = random.choice(any_of, len(any_of) // 5, replace=False)  # cycles: fed by a later layer
    later = np.minimum(back // width + random.integers(0, 4, len(back)), LAYERS - 1) * width + back % width
    return np.concatenate([tails, later]), np.concatenate([heads, back])


def controls(random: np.random.Generator, size: int, last: Numbers) -> tuple[Decision, ...]:
    """Draw controls of one to three nodes that cost 1 to 9; isolating a last node costs 30."""
    isolations = tuple(Decision((int(node),), cost=30.0) for node in last)
    return isolations + tuple(
        Decision(
            tuple(int(node) for node in random.integers(0, size - 1, random.choice([1, 1, 1, 1, 2, 3]))),
            cost=float(random.integers(1, 10)),
        )
        for _ in range(size // 3)
    )


def timed(work: Callable[[], object]) -> tuple[object, float]:
    """Give what a piece of work gives, and the seconds that it takes."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


if __name__ == "__main__":
    main()
