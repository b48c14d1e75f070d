"""Systems of components: instances wired to one another, whole or each replaced by its summary.

The least fixpoint of fixpoints taken one inside the other is that of all of them together (Bekić, "Definable
operations in general algebras", 1969): both ways give the same state of every port, feedback included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hygie.composition.engine.graph import Booleans, Graph, Integers, Offsets, from_edges
from hygie.composition.engine.kernels import closure
from hygie.composition.engine.summary import ComponentGraph, Summaries

_WORTH = 2
"""How many times the edges of the component its summary may have: beyond, the component is quicker."""


class Wires(NamedTuple):
    """Which output of which instance makes which input of which instance hold; four arrays of shape (w,)."""

    tails: Offsets
    outputs: Offsets
    heads: Offsets
    inputs: Offsets


class Sources(NamedTuple):
    """Which inputs of which instances hold by themselves; two arrays of shape (s,)."""

    instances: Offsets
    inputs: Offsets


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """Instances of components; ``instances`` gives the component of each, shape (i,).

    Ports are named by their position among the inputs or the outputs of the component.
    """

    components: tuple[ComponentGraph, ...]
    instances: Integers
    wires: Wires
    sources: Sources


@dataclass(frozen=True, slots=True, eq=False)
class PortStates:
    """Which ports hold: those of instance ``i`` are ``inputs[input_starts[i]:input_starts[i + 1]]``.

    The outputs likewise.
    """

    inputs: Booleans
    input_starts: Offsets
    outputs: Booleans
    output_starts: Offsets

    def inputs_of(self, instance: int) -> Booleans:
        """Give the states of the inputs of one instance, in order."""
        return self.inputs[self.input_starts[instance] : self.input_starts[instance + 1]]

    def outputs_of(self, instance: int) -> Booleans:
        """Give the states of the outputs of one instance, in order."""
        return self.outputs[self.output_starts[instance] : self.output_starts[instance + 1]]


@dataclass(frozen=True, slots=True, eq=False)
class Assembly:
    """One graph of a whole system, and where its ports are in it.

    An input holds when its node in ``entries`` does, where wires arrive, or that in ``seen``, where the
    inside arrives. ``inlined`` are the components whose inside is in the graph.
    """

    graph: Graph
    sources: Booleans
    entries: Offsets
    seen: Offsets
    input_starts: Offsets
    outputs: Offsets
    output_starts: Offsets
    inlined: tuple[int, ...]

    def ports(self) -> PortStates:
        """Give the state of every port: one closure of the graph."""
        holds = closure(self.graph, sources=self.sources).holds
        inputs = holds[self.entries] | holds[self.seen]
        return PortStates(inputs, self.input_starts, holds[self.outputs], self.output_starts)


def composed_closure(system: System, summaries: Summaries) -> PortStates:
    """Give the state of every port, from the summaries of the components."""
    return compose(system, summaries).ports()


def flat_closure(system: System) -> PortStates:
    """Give the state of every port, from the whole inside of every instance."""
    return flatten(system).ports()


def compose(system: System, summaries: Summaries) -> Assembly:
    """Make the graph in which a summary stands for each instance.

    A component that cannot be summarised, or whose summary is the larger, stands as it is.

    Raises:
        ValueError: a wire or a source names an instance or a port that does not exist.
    """
    summarised = [_summarised(component, summaries) for component in system.components]
    inlined = tuple(index for index, body in enumerate(summarised) if body is None)
    pairs = zip(summarised, system.components, strict=True)
    return _assemble(system, [body or _whole(component) for body, component in pairs], inlined)


def flatten(system: System) -> Assembly:
    """Make the graph in which every instance stands whole.

    Raises:
        ValueError: a wire or a source names an instance or a port that does not exist.
    """
    bodies = [_whole(component) for component in system.components]
    return _assemble(system, bodies, tuple(range(len(bodies))))


class _Body(NamedTuple):
    """What stands for each instance of a component: a graph, and the nodes of its ports in it."""

    graph: Graph
    entries: Offsets
    seen: Offsets
    outputs: Offsets


def _nodes(nodes: Sequence[int]) -> Offsets:
    return np.array(nodes, dtype=np.int64)


def _summarised(component: ComponentGraph, summaries: Summaries) -> _Body | None:
    graph = component.graph
    entering = np.bincount(graph.heads, minlength=graph.size)
    # What the inside makes of an input, or of its twin at another position, is one output more.
    made = [
        position
        for position, node in enumerate(component.inputs)
        if entering[node] >= graph.need[node] or component.inputs.count(node) > 1
    ]
    looked_at = component.outputs + tuple(component.inputs[position] for position in made)
    summary = summaries.of(ComponentGraph(graph, component.inputs, looked_at))
    if not summary.complete:
        return None
    small = summary.as_graph()
    if small.graph.edges > _WORTH * graph.edges:
        return None
    seen, count = _nodes(small.inputs), len(component.outputs)
    seen[made] = small.outputs[count:]
    return _Body(small.graph, _nodes(small.inputs), seen, _nodes(small.outputs[:count]))


def _whole(component: ComponentGraph) -> _Body:
    """Open the inputs of a component: one wire is enough for each, whatever it needs from the inside."""
    graph, inputs = component.graph, _nodes(component.inputs)
    entries, closed = inputs.copy(), np.unique(inputs[graph.need[inputs] > 1])
    if not len(closed):
        return _Body(graph, entries, inputs, _nodes(component.outputs))
    added = graph.size + np.arange(len(closed))
    needs = graph.need[closed].astype(np.int64)
    enterable = needs <= np.bincount(graph.heads, minlength=graph.size)[closed]
    # A wire counts as often as is needed; where the inside can do nothing, it is cut off.
    times = np.where(enterable, needs, 1)
    need = np.concatenate([graph.need, np.ones(len(closed), dtype=np.int32)])
    cut = np.isin(graph.heads, closed[~enterable])
    need[closed[~enterable]] = 1
    tails = np.concatenate([graph.tails()[~cut], np.repeat(added, times)])
    heads = np.concatenate([graph.heads[~cut], np.repeat(closed, times)])
    for old, new in zip(closed, added, strict=True):
        entries[inputs == old] = new
    return _Body(from_edges(need, tails, heads), entries, inputs, _nodes(component.outputs))


class _Ports:
    """Finds the nodes of one kind of ports of all instances."""

    def __init__(self, nodes: Sequence[Offsets], instances: Integers, base: Offsets) -> None:
        self._nodes = np.concatenate([*nodes, _nodes(())])
        counts = _nodes([len(each) for each in nodes])
        self._count = counts[instances]
        self._first = (np.cumsum(counts) - counts)[instances]
        self._base = base
        self.starts = _starts(self._count)

    def find(self, instances: Offsets, positions: Offsets) -> Offsets:
        known = (instances >= 0) & (instances < len(self._base)) & (positions >= 0)
        if not (known.all() and (positions < self._count[instances]).all()):
            message = "there is no such instance or port"
            raise ValueError(message)
        nodes: Offsets = self._nodes[self._first[instances] + positions] + self._base[instances]
        return nodes

    def all(self) -> Offsets:
        instances = np.repeat(np.arange(len(self._base)), self._count)
        return self.find(instances, np.arange(len(instances)) - self.starts[instances])


def _starts(counts: Offsets) -> Offsets:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _assemble(system: System, bodies: Sequence[_Body], inlined: tuple[int, ...]) -> Assembly:
    instances = np.asarray(system.instances)
    base, graph = _repeated([body.graph for body in bodies], instances)
    entries = _Ports([body.entries for body in bodies], instances, base)
    seen = _Ports([body.seen for body in bodies], instances, base)
    outputs = _Ports([body.outputs for body in bodies], instances, base)
    wires = Wires(*(np.asarray(part, dtype=np.int64) for part in system.wires))
    sources = np.zeros(graph.size, dtype=np.bool_)
    sources[entries.find(*(np.asarray(part, dtype=np.int64) for part in system.sources))] = True
    return Assembly(
        _wired(graph, outputs.find(wires.tails, wires.outputs), entries.find(wires.heads, wires.inputs)),
        sources,
        entries.all(),
        seen.all(),
        entries.starts,
        outputs.all(),
        outputs.starts,
        inlined,
    )


def _repeated(graphs: Sequence[Graph], instances: Integers) -> tuple[Offsets, Graph]:
    """Put so many copies of graphs side by side; give the first node of each instance, and the graph."""
    base = np.zeros(len(instances), dtype=np.int64)
    needs, degrees, heads = [_nodes(())], [_nodes(())], [_nodes(())]
    size = 0
    for index, graph in enumerate(graphs):
        members = np.flatnonzero(instances == index)
        base[members] = first = size + np.arange(len(members)) * graph.size
        needs.append(np.tile(graph.need, len(members)))
        degrees.append(np.tile(np.diff(graph.starts), len(members)))
        heads.append((graph.heads + first.astype(np.int32)[:, None]).ravel())
        size += len(members) * graph.size
    joined = np.concatenate(heads, dtype=np.int32, casting="unsafe")
    need = np.concatenate(needs, dtype=np.int32, casting="unsafe")
    return base, Graph(need, _starts(np.concatenate(degrees)), joined)


def _wired(graph: Graph, tails: Offsets, heads: Offsets) -> Graph:
    order = np.argsort(tails, kind="stable")
    joined = np.insert(graph.heads, graph.starts[tails[order] + 1], heads[order])
    return Graph(graph.need, graph.starts + _starts(np.bincount(tails, minlength=graph.size)), joined)
