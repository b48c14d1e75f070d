"""The part of a graph that its inputs decide: truth tables over it, and single questions to it.

Most of a component holds anyway or never: what is left is small, and integers of any width are its lanes. A
large rest goes to the kernels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hygie.composition.engine import kernels
from hygie.composition.engine.graph import NEVER, Booleans, Graph, Integers, from_edges
from hygie.composition.engine.monotone import Holds, elements, table_variable
from hygie.composition.engine.netlist import Netlist

ANYWAY, NOT_AT_ALL = -1, -2
"""Instead of a node: it holds without any input, or with none of them."""

SMALL = 5_000
"""Edges up to which integers are quicker than what loading a compiled kernel would take."""


@dataclass(frozen=True)
class Decided:
    """A graph whose nodes all hold with every input and do not hold with none.

    ``inputs`` and ``outputs`` give the node of each, or ``ANYWAY`` or ``NOT_AT_ALL``.
    """

    graph: Graph
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]

    @cached_property
    def depends(self) -> tuple[int, ...]:
        """The inputs, as a set of positions, that each output can be reached from."""
        any_of = Graph(np.ones_like(self.graph.need), self.graph.starts, self.graph.heads)
        seeds = self._seeds((1 << position) for position in range(len(self.inputs)))
        reached = Netlist(any_of).lanes(seeds)
        return tuple(reached[node] if node >= 0 else 0 for node in self.outputs)

    def tables(self, positions: Sequence[int], outputs: Sequence[int]) -> list[int]:
        """Give truth tables of outputs over the inputs at some positions, which become variables 0, 1, ..."""
        variables = [0] * len(self.inputs)
        for variable, position in enumerate(positions):
            variables[position] = table_variable(variable, len(positions))
        seeds = self._seeds(variables)
        nodes = [self.outputs[output] for output in outputs]
        if self.graph.edges <= SMALL:
            reached = self._netlist.lanes(seeds)
            return [reached[node] for node in nodes]
        return self._wide_tables(seeds, nodes, 1 << len(positions))

    def question(self, positions: Sequence[int], output: int) -> Holds:
        """Give the function that says whether an output holds, of a set of inputs that it depends on.

        Element ``i`` of the set is the input at ``positions[i]``.
        """
        sources = [self.inputs[position] for position in positions]
        goal = self.outputs[output]
        if self.graph.edges <= SMALL:
            return lambda chosen: self._netlist.holds([sources[bit] for bit in elements(chosen)], goal)
        return lambda chosen: self._reaches([sources[bit] for bit in elements(chosen)], goal)

    def derived(self, output: int, *, cap: int, work: int) -> tuple[int, ...] | None:
        """Derive the minimal sets of inputs that make an output hold, from those of the nodes on the way.

        None when some node on the way has more than ``cap`` of them, or ``work`` sets are too few to be made.
        """
        alone: dict[int, tuple[int, ...]] = {}
        for position, node in enumerate(self.inputs):
            if node >= 0:
                alone[node] = (*alone.get(node, ()), 1 << position)
        return self._netlist.minimal_sets(alone, self.outputs[output], cap=cap, work=work)

    @cached_property
    def _netlist(self) -> "Netlist":
        return Netlist(self.graph)

    def _seeds(self, values: Iterable[int]) -> dict[int, int]:
        seeds: dict[int, int] = {}
        for node, value in zip(self.inputs, values, strict=True):
            if node >= 0 and value:
                seeds[node] = seeds.get(node, 0) | value
        return seeds

    def _wide_tables(self, seeds: dict[int, int], nodes: Sequence[int], bits: int) -> list[int]:
        width = -(-bits // 64)
        words = np.zeros((self.graph.size, width), dtype=np.uint64)
        for node, value in seeds.items():
            words[node] = np.frombuffer(value.to_bytes(8 * width, "little"), dtype="<u8")
        reached = kernels.lanes(self.graph, sources=words, width=width).astype("<u8", copy=False)
        return [int.from_bytes(reached[node].tobytes(), "little") & ((1 << bits) - 1) for node in nodes]

    def _reaches(self, sources: list[int], goal: int) -> bool:
        return bool(kernels.closure(self.graph, sources=_mask(self.graph.size, sources)).holds[goal])


def decided(graph: Graph, inputs: Sequence[int], outputs: Sequence[int]) -> Decided:
    """Keep, of a graph, what some input decides and some output can be reached from."""
    anyway = kernels.closure(graph).holds
    at_best = kernels.closure(graph, sources=_mask(graph.size, inputs)).holds
    open_nodes = at_best & ~anyway
    goals = np.array([node for node in outputs if open_nodes[node]], dtype=np.int32)
    kept = open_nodes & kernels.backward(graph, goals)
    number = np.where(anyway, ANYWAY, NOT_AT_ALL).astype(np.int32)
    number[kept] = np.arange(np.count_nonzero(kept), dtype=np.int32)
    return Decided(
        _restricted(graph, anyway, kept, number),
        tuple(int(number[node]) for node in inputs),
        tuple(int(number[node]) for node in outputs),
    )


def _restricted(graph: Graph, anyway: Booleans, kept: Booleans, number: Integers) -> Graph:
    """Keep some nodes; those that hold anyway are counted once and for all."""
    tails, heads = graph.tails(), graph.heads
    given = np.bincount(heads[anyway[tails]], minlength=graph.size)
    need = np.where(graph.need == NEVER, NEVER, graph.need - given)[kept]
    inside = kept[tails] & kept[heads]
    return from_edges(need.astype(np.int32), number[tails[inside]], number[heads[inside]])


def _mask(size: int, nodes: Sequence[int]) -> Booleans:
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(nodes)] = True
    return mask
