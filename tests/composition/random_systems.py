"""Random graphs and systems for tests, and what holds in them said in plain sets: the oracle of the engine."""

from random import Random

import numpy as np

from hygie.composition.engine.composed import Sources, System, Wires
from hygie.composition.engine.graph import NEVER, Graph, GraphBuilder
from hygie.composition.engine.summary import ComponentGraph

Node = tuple[int, int]


def seeded(seed: int) -> Random:
    """Give the same cases each time."""
    return Random(seed)  # noqa: S311 - nothing here is secret


def random_graph(rng: Random, size: int, roots: int = 1) -> Graph:
    """Cycles, repeated edges, OR, AND, k-of-n; a few nodes hold by themselves or never.

    Little enters the first nodes: what comes late then depends on several of them.
    """
    builder = GraphBuilder()
    links = []
    for head in range(size):
        entering = 0
        for _ in range(rng.choice([0, 0, 0, 1] if head < roots else [0, 1, 2, 2, 2, 3])):
            tail = rng.randrange(head) if head and rng.random() < 0.8 else rng.randrange(size)
            links.append((tail, head, rng.choice([1, 1, 1, 2])))
            entering += links[-1][2]
        odd = rng.choice([0, NEVER, entering + 1]) if rng.random() < 0.1 else 1
        every = max(1, entering)
        builder.node(rng.choice([odd, every, every, rng.randint(1, every)]))
    for tail, head, times in rng.sample(links, len(links)):
        builder.edge(tail, head, times)
    return builder.build()


def random_component(rng: Random, inputs: int = 4) -> ComponentGraph:
    roots = rng.randint(0, inputs)
    size = rng.randint(max(1, roots), 10)
    graph = random_graph(rng, size, roots)
    early = [root if rng.random() < 0.8 else rng.randrange(size) for root in range(roots)]
    late = [max(rng.randrange(size), rng.randrange(size)) for _ in range(rng.randint(0, 4))]
    return ComponentGraph(graph, tuple(early), tuple(late))


def random_system(rng: Random) -> System:
    """Feedback wiring, also of an instance to itself; some components have no instance."""
    components = tuple(random_component(rng) for _ in range(rng.randint(1, 3)))
    instances = [rng.randrange(len(components)) for _ in range(rng.randint(0, 6))]
    ins = [(i, p) for i, c in enumerate(instances) for p in range(len(components[c].inputs))]
    outs = [(i, p) for i, c in enumerate(instances) for p in range(len(components[c].outputs))]
    wires = [(*rng.choice(outs), *rng.choice(ins)) for _ in range(rng.randint(0, 30))] if ins and outs else []
    sources = [rng.choice(ins) for _ in range(rng.randint(0, 4))] if ins else []
    return System(
        components,
        np.array(instances, dtype=np.int32),
        Wires(*np.array(wires, dtype=np.int64).reshape(-1, 4).T),
        Sources(*np.array(sources, dtype=np.int64).reshape(-1, 2).T),
    )


def entering(graph: Graph) -> list[list[int]]:
    """The tails of the edges that enter each node."""
    tails: list[list[int]] = [[] for _ in range(graph.size)]
    for tail in range(graph.size):
        for head in graph.heads[graph.starts[tail] : graph.starts[tail + 1]]:
            tails[head].append(tail)
    return tails


def least_fixpoint(graph: Graph, sources: set[int]) -> set[int]:
    """What holds, by repeated passes over a plain set."""
    tails, holds, before = entering(graph), set(sources), -1
    while len(holds) > before:
        before = len(holds)
        holds |= {v for v in range(graph.size) if sum(t in holds for t in tails[v]) >= graph.need[v]}
    return holds


def port_states(system: System) -> tuple[list[list[bool]], list[list[bool]]]:
    """The states of the inputs and of the outputs of each instance, by repeated passes over plain sets."""
    components = [system.components[index] for index in system.instances]
    tails = [entering(component.graph) for component in components]
    wires = list(zip(*(column.tolist() for column in system.wires), strict=True))
    holds: set[Node] = {(i, components[i].inputs[p]) for i, p in zip(*system.sources, strict=True)}
    before = -1
    while len(holds) > before:
        before = len(holds)
        for i, component in enumerate(components):
            for v in range(component.graph.size):
                if sum((i, t) in holds for t in tails[i][v]) >= component.graph.need[v]:
                    holds.add((i, v))
        for i, p, j, q in wires:
            if (i, components[i].outputs[p]) in holds:
                holds.add((j, components[j].inputs[q]))
    return (
        [[(i, v) in holds for v in component.inputs] for i, component in enumerate(components)],
        [[(i, v) in holds for v in component.outputs] for i, component in enumerate(components)],
    )
