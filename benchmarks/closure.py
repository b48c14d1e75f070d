"""How long and how much memory the kernels take, as ratios to what scipy takes to walk the same edges.

    uv run benchmarks/closure.py [--nodes 1000000] [--edges 5000000] [--rounds 5]

In process; the graph is built and every function was compiled and called before: neither is measured. Peer
and subject take turns in one run; the median is kept. A fifth of the nodes need all their tails. The peer,
a breadth-first walk or Dijkstra, knows no AND: it is the floor of what reads each edge once.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, dijkstra

from hygie.composition.engine.graph import Graph, from_edges
from hygie.composition.engine.kernels import closure, earliest, lanes, pack, tree_cost, using

SEED = 20261122
AND_SHARE = 0.2
WHAT_IFS = 1_000

LOAD = """
import time
from closure import random_graph
from hygie.composition.engine.kernels import closure, using
graph = random_graph(100, 500)
start = time.perf_counter()
with using("numba"):
    closure(graph)
print(time.perf_counter() - start)
"""

Subjects = dict[str, Callable[[], object]]


def main() -> None:
    """Measure a random graph, layered ones, what-ifs and memory, and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=1_000_000)
    parser.add_argument("--edges", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", nargs=2, metavar=("SUBJECT", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print(peak(*options.memory))
        return
    graph = random_graph(options.nodes, options.edges)
    random_graphs(graph, options.rounds)
    memory(graph)
    for depth in (10, 1_000):
        layered_graphs(layered(options.nodes // 5, options.edges // 5, depth), depth, options.rounds)
    what_ifs(random_graph(options.nodes // 20, options.edges // 20), options.rounds)


def random_graph(nodes: int, edges: int) -> Graph:
    """Draw edges at random, so that there are cycles; node 0 holds."""
    draw = np.random.default_rng(SEED)
    return mixed(draw, nodes, draw.integers(0, nodes, edges), draw.integers(0, nodes, edges))


def layered(nodes: int, edges: int, depth: int) -> Graph:
    """Draw edges from each of ``depth`` layers to the next; all of the first layer holds."""
    draw = np.random.default_rng(SEED)
    layer = nodes // depth
    tails = draw.integers(0, nodes - layer, edges)
    graph = mixed(draw, nodes, tails, (tails // layer + 1) * layer + draw.integers(0, layer, edges))
    graph.need[:layer] = 0
    return graph


def mixed(draw: np.random.Generator, nodes: int, tails: np.ndarray, heads: np.ndarray) -> Graph:
    """Make a fifth of the nodes need all their tails and the others one."""
    entering = np.bincount(heads, minlength=nodes)
    need = np.where(draw.random(nodes) < AND_SHARE, np.maximum(entering, 1), 1)
    need[0] = 0
    return from_edges(need.astype(np.int32), tails.astype(np.int32), heads.astype(np.int32))


def adjacency(graph: Graph) -> csr_array:
    """Give the same edges to scipy, in the form that it does not convert."""
    lengths = np.ones(graph.edges)
    return csr_array((lengths, graph.heads, graph.starts.astype(np.int32)), shape=(graph.size, graph.size))


def random_graphs(graph: Graph, rounds: int) -> None:
    """Compare every kernel that sweeps with scipy on a random graph."""
    matrix, ones = adjacency(graph), np.ones(graph.size)
    reached = closure(graph)
    print(
        f"random: {graph.size} nodes, {graph.edges} edges, "
        f"{reached.holds.sum()} hold after {reached.stage.max()} rounds"
    )
    middle = medians(
        {
            "scipy breadth_first_order": lambda: breadth_first_order(matrix, 0),
            "scipy dijkstra": lambda: dijkstra(matrix, indices=0),
            "closure, numba": forced("numba", lambda: closure(graph)),
            "closure, numpy": forced("numpy", lambda: closure(graph)),
            "earliest, numba": forced("numba", lambda: earliest(graph, ones)),
            "tree_cost, numba": forced("numba", lambda: tree_cost(graph, ones)),
        },
        rounds,
    )
    walk, routes = middle["scipy breadth_first_order"], middle["scipy dijkstra"]
    for name in ("closure, numba", "closure, numpy"):
        print(f"  {name}: {middle[name] / walk:.2f} x breadth_first_order ({walk:.3f} s)")
    for name in ("earliest, numba", "tree_cost, numba"):
        print(f"  {name}: {middle[name] / routes:.2f} x dijkstra ({routes:.3f} s)")
    swept = loading(rounds) / middle["closure, numpy"] * graph.edges / 1e6
    print(f"  numba loads, compiled before, in the time in which numpy sweeps {swept:.0f} million edges")


def loading(rounds: int) -> float:
    """Give the seconds that a new process takes to load numba and a function compiled before: the median."""
    command = [sys.executable, "-c", LOAD]
    folder = Path(__file__).parent
    runs = [
        subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True) for _ in range(rounds)
    ]
    return median(float(run.stdout) for run in runs)


def layered_graphs(graph: Graph, depth: int, rounds: int) -> None:
    """Compare the two implementations on graphs of so many rounds."""
    reached = closure(graph)
    middle = medians(
        {
            "numba": forced("numba", lambda: closure(graph)),
            "numpy": forced("numpy", lambda: closure(graph)),
        },
        rounds,
    )
    ratio = middle["numpy"] / middle["numba"]
    print(
        f"layered: {graph.size} nodes, {graph.edges} edges, {reached.holds.sum()} hold, depth {depth}: "
        f"numpy {ratio:.1f} x numba ({middle['numba']:.4f} s)"
    )


def what_ifs(graph: Graph, rounds: int) -> None:
    """Compare a thousand closures, each with one node blocked, in one pass of lanes with a single closure."""
    width = -(-WHAT_IFS // 64)
    victims = np.random.default_rng(SEED).choice(np.arange(1, graph.size), WHAT_IFS, replace=False)
    scenarios = np.zeros((WHAT_IFS, graph.size), dtype=np.bool_)
    scenarios[np.arange(WHAT_IFS), victims] = True
    blocked = pack(scenarios)
    middle = medians(
        {
            "closure": forced("numba", lambda: closure(graph)),
            "numba": forced("numba", lambda: lanes(graph, blocked=blocked, width=width)),
            "numpy": forced("numpy", lambda: lanes(graph, blocked=blocked, width=width)),
        },
        rounds,
    )
    one = middle["closure"]
    print(f"{WHAT_IFS} what-ifs: {graph.size} nodes, {graph.edges} edges, closure {one:.4f} s")
    for name in ("numba", "numpy"):
        print(f"  lanes, {name}: {middle[name] / one:.1f} x one closure")


def memory(graph: Graph) -> None:
    """Print what each subject adds to the peak of a process that holds the graph."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.npz"
        np.savez(file, need=graph.need, starts=graph.starts, heads=graph.heads)
        for subject in ("walk", "numba", "numpy"):
            command = [sys.executable, __file__, "--memory", subject, str(file)]
            added = subprocess.run(command, capture_output=True, check=True, text=True).stdout
            print(f"  peak memory added, {subject}: {added.strip()} MiB")


def peak(subject: str, file: str) -> int:
    """Give the MiB that one call adds to the peak of this process."""
    with np.load(file) as arrays:
        graph = Graph(arrays["need"], arrays["starts"], arrays["heads"])
    matrix = adjacency(graph)
    calls = {
        "walk": lambda given, rows: breadth_first_order(rows, 0),  # noqa: ARG005 - one form for all three
        "numba": lambda given, rows: forced("numba", lambda: closure(given))(),  # noqa: ARG005
        "numpy": lambda given, rows: forced("numpy", lambda: closure(given))(),  # noqa: ARG005
    }
    small = random_graph(100, 500)
    calls[subject](small, adjacency(small))
    # Linux forgets the peak so far; what getrusage tells is that of the parent process.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = high_water()
    calls[subject](graph, matrix)
    return (high_water() - before) // 1024


def high_water() -> int:
    """Give the most KiB of memory that this process has held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def forced(name: str, call: Callable[[], object]) -> Callable[[], object]:
    """Make a call with one implementation."""

    def run() -> object:
        with using(name):
            return call()

    return run


def medians(subjects: Subjects, rounds: int) -> dict[str, float]:
    """Call each subject once unmeasured, then all in turns, and give the median of each in seconds."""
    for call in subjects.values():
        call()
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(rounds):
        for name, call in subjects.items():
            start = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - start)
    return {name: median(values) for name, values in times.items()}


if __name__ == "__main__":
    main()
