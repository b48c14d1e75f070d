"""What summaries save: the closure of a system of summaries, as a ratio to that of the same system whole.

    uv run benchmarks/composed.py [--instances 1000] [--nodes 1000] [--wirings 3] [--rounds 9]

Instances of one component of 8 inputs and 8 outputs, wired at random, identical ones not merged. The same
kernel serves both; both are measured in turns, in one run, compiled beforehand; the median is kept. Building
the two graphs, and the memory it takes, are given apart.
"""

import argparse
import time
import tracemalloc
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

import numpy as np

from hygie.composition.engine.composed import Assembly, Sources, System, Wires, compose, flatten
from hygie.composition.engine.graph import Graph, from_edges
from hygie.composition.engine.kernels import accelerated, closure, using
from hygie.composition.engine.summary import ComponentGraph, Implicants, Summaries, summarise

PORTS = 8
REACHED = 0.3
"""The part of the ports that must hold for a measure to say anything."""

WIRED, STARTED = 0.6, 0.1
"""The part of the inputs that outputs lead to, and of those that hold by themselves."""

EDGES = (2, 4)
BACK = 0.1
"""How many edges enter a node, the second excluded, and the part of them that comes from anywhere."""

ALL = 0.2
"""The part of the nodes that need all their edges."""


class Measure(NamedTuple):
    """Medians in seconds, and the part of the ports that hold."""

    flat: float
    composed: float
    reached: float


def main() -> None:
    """Measure several components and wirings and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--instances", type=int, default=1_000)
    parser.add_argument("--nodes", type=int, default=1_000)
    parser.add_argument("--wirings", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    systems = [draw_system(seed, options.instances, options.nodes) for seed in range(options.wirings)]
    for kernel in ("numba", "numpy") if accelerated() else ("numpy",):
        with using(kernel):
            for system in systems:
                report(kernel, measure(system, options.rounds))
    building(systems[0], options.rounds)


def report(kernel: str, found: Measure) -> None:
    """Print one line."""
    print(
        f"{kernel}: {found.reached:.0%} of ports reached, flat {found.flat * 1e3:.2f} ms, "
        f"composed {found.composed * 1e3:.3f} ms: {found.flat / found.composed:.0f} times"
    )


def measure(system: System, rounds: int) -> Measure:
    """Give the medians of both closures, after a check that they agree on every port."""
    flat, composed = flatten(system), compose(system, Summaries())
    assert not composed.inlined
    states, short = flat.ports(), composed.ports()
    assert np.array_equal(states.inputs, short.inputs)
    assert np.array_equal(states.outputs, short.outputs)
    reached = float(np.concatenate([states.inputs, states.outputs]).mean())
    assert reached >= REACHED, f"{reached:.1%} of ports are reached"
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for assembly, kept in zip((flat, composed), times, strict=True):
            kept.append(timed(lambda assembly=assembly: closure(assembly.graph, sources=assembly.sources)))
    return Measure(median(times[0]), median(times[1]), reached)


def building(system: System, rounds: int) -> None:
    """Print what building takes: the graphs, and the summary of the component."""
    component = system.components[0]
    known = Summaries()
    compose(system, known)
    steps: dict[str, Callable[[], object]] = {
        "summary": lambda: summarise(component.graph, component.inputs, component.outputs),
        "composed, summary known": lambda: compose(system, known),
        "flat": lambda: flatten(system),
    }
    for name, step in steps.items():
        taken = median(timed(step) for _ in range(rounds))
        tracemalloc.start()
        made = step()
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        size = (
            f", {made.graph.size:,} nodes, {made.graph.edges:,} edges" if isinstance(made, Assembly) else ""
        )
        print(f"build {name}: {taken * 1e3:.2f} ms, peak {peak:.1f} MiB{size}")


def draw_system(seed: int, instances: int, nodes: int) -> System:
    """Wire some of the inputs of the instances to outputs at random; a few inputs hold by themselves."""
    random = np.random.default_rng(seed)
    component = draw_component(random, nodes)
    inputs = np.arange(instances * PORTS)
    wired = np.flatnonzero(random.random(len(inputs)) < WIRED)
    wires = Wires(
        random.integers(instances, size=len(wired)),
        random.integers(PORTS, size=len(wired)),
        wired // PORTS,
        wired % PORTS,
    )
    started = np.flatnonzero(random.random(len(inputs)) < STARTED)
    sources = Sources(started // PORTS, started % PORTS)
    return System((component,), np.zeros(instances, dtype=np.int32), wires, sources)


def draw_component(random: np.random.Generator, nodes: int) -> ComponentGraph:
    """Draw components until every output depends on inputs, a quarter of them on two at once or more."""
    while True:
        graph = draw_graph(random, nodes)
        outputs = tuple(range(nodes - PORTS, nodes))
        component = ComponentGraph(graph, tuple(range(PORTS)), outputs)
        found = summarise(graph, component.inputs, outputs).outputs
        sets = [output.sets for output in found if isinstance(output, Implicants)]
        joint = sum(any(chosen.bit_count() > 1 for chosen in each) for each in sets)
        if len(sets) == PORTS and all(each and each[0] for each in sets) and joint >= PORTS / 4:
            return component


def draw_graph(random: np.random.Generator, nodes: int) -> Graph:
    """Draw edges that enter each node but the inputs, most of them from nodes before it."""
    entering = random.integers(*EDGES, size=nodes)
    entering[:PORTS] = 0
    heads = np.repeat(np.arange(nodes), entering)
    before = (random.random(len(heads)) * heads).astype(int)
    back = random.random(len(heads)) < BACK
    tails = np.where(back, random.integers(nodes, size=len(heads)), before)
    need = np.where(random.random(nodes) < ALL, np.maximum(entering, 1), 1)
    return from_edges(need.astype(np.int32), tails.astype(np.int32), heads.astype(np.int32))


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
