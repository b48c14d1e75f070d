"""Summaries of components: what must come in for something to come out, whatever stands between.

What an output asks of the inputs is a monotone function, of which the minimal sets of inputs say all. So one
analysis of a component serves all its instances, and shows nothing of the inside (docs/composition.md).
"""

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hygie.composition.engine.decided import ANYWAY, NOT_AT_ALL, Decided, decided
from hygie.composition.engine.graph import Graph, GraphBuilder
from hygie.composition.engine.monotone import elements, minimal_sets, minimise_table, ordered
from hygie.kernel.digest import Digest, digest_bytes, digest_tree

CAP = 256
"""Minimal sets from which an output is not summarised: the component then costs less as it is."""

TABLE = 12
"""Inputs up to which every combination is tried, in one sweep."""

_NARROW = 10
"""Inputs up to which one more costs nothing: the lanes are then no longer than what handles them."""

_DERIVED, _ASKED = 100_000, 10_000
"""Sets made, and questions asked, from which an output of many inputs is given up."""


@dataclass(frozen=True, slots=True, eq=False)
class ComponentGraph:
    """A graph with ports: nodes that the surroundings may make hold, and nodes that they look at."""

    graph: Graph
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]

    @property
    def digest(self) -> Digest:
        """Name the content."""
        arrays = {
            "need": self.graph.need.astype("<i4"),
            "starts": self.graph.starts.astype("<i8"),
            "heads": self.graph.heads.astype("<i4"),
        }
        ports = json.dumps([self.inputs, self.outputs]).encode()
        return digest_tree([*((name, array.tobytes()) for name, array in arrays.items()), ("ports", ports)])


@dataclass(frozen=True, slots=True)
class Implicants:
    """The minimal sets of inputs that make an output hold: bit ``i`` is the input at position ``i``.

    None at all: it never holds; the empty set: it holds anyway.
    """

    sets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TooMany:
    """An output that is not summarised: it has more minimal sets than ``cap``, or they take too long."""

    cap: int


class IncompleteSummaryError(Exception):
    """A graph was asked of a summary in which some output is missing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What each output asks of so many inputs."""

    inputs: int
    outputs: tuple[Implicants | TooMany, ...]

    @property
    def complete(self) -> bool:
        """Whether every output is summarised."""
        return all(isinstance(output, Implicants) for output in self.outputs)

    @property
    def digest(self) -> Digest:
        """Name the content: equal for components that nothing outside can tell apart."""
        outputs = [
            [format(chosen, "x") for chosen in output.sets] if isinstance(output, Implicants) else output.cap
            for output in self.outputs
        ]
        return digest_bytes(json.dumps({"inputs": self.inputs, "outputs": outputs}).encode())

    def as_graph(self) -> ComponentGraph:
        """Give a graph that has this summary; an input of it has need 1 and no edge enters it.

        Raises:
            IncompleteSummaryError: an output is not summarised.
        """
        builder = GraphBuilder()
        inputs = tuple(builder.node() for _ in range(self.inputs))
        joints: dict[int, int] = {}
        outputs = []
        for output in self.outputs:
            if isinstance(output, TooMany):
                raise IncompleteSummaryError
            for chosen in output.sets:
                if chosen not in joints:
                    joints[chosen] = _joint(builder, [inputs[position] for position in elements(chosen)])
            outputs.append(builder.any_of(joints[chosen] for chosen in output.sets))
        return ComponentGraph(builder.build(), inputs, tuple(outputs))


def _joint(builder: GraphBuilder, tails: list[int]) -> int:
    return tails[0] if len(tails) == 1 else builder.all_of(tails)


def summarise(
    graph: Graph, inputs: Sequence[int], outputs: Sequence[int], *, cap: int = CAP, table: int = TABLE
) -> Summary:
    """Summarise a graph seen through some of its nodes; inputs hold when chosen, or when made so inside.

    An output that few inputs decide is read off a truth table; of one that more inputs decide, the minimal
    sets are derived node by node, or else searched for.

    Args:
        graph: The inside.
        inputs: The nodes that may be chosen; at most as many as integers have bits, which is no limit.
        outputs: The nodes asked about.
        cap: How many minimal sets of one output are too many.
        table: How many inputs may decide an output for its truth table to be made.
    """
    part = decided(graph, inputs, outputs)
    found: dict[int, tuple[int, ...] | None] = {}
    for output, node in enumerate(part.outputs):
        if node in {ANYWAY, NOT_AT_ALL}:
            found[output] = (0,) if node == ANYWAY else ()
        elif part.depends[output].bit_count() > table:
            found[output] = _searched(part, output, cap)
    for depends, members in _groups(part, [output for output in range(len(outputs)) if output not in found]):
        positions = list(elements(depends))
        for output, truth in zip(members, part.tables(positions, members), strict=True):
            found[output] = _widened(minimise_table(truth, len(positions)), positions)
    return Summary(len(inputs), tuple(_capped(found[output], cap) for output in range(len(outputs))))


def _searched(part: Decided, output: int, cap: int) -> tuple[int, ...] | None:
    """Derive the sets; where some node on the way has too many, only ask which sets are enough."""
    derived = part.derived(output, cap=cap, work=_DERIVED)
    if derived is not None:
        return derived
    positions = list(elements(part.depends[output]))
    sets, complete = minimal_sets(len(positions), part.question(positions, output), cap=cap, work=_ASKED)
    return _widened(sets, positions) if complete else None


def _capped(sets: tuple[int, ...] | None, cap: int) -> Implicants | TooMany:
    return TooMany(cap) if sets is None or len(sets) > cap else Implicants(sets)


def _widened(sets: tuple[int, ...], positions: Sequence[int]) -> tuple[int, ...]:
    """Turn sets of the variables of a table into sets of the inputs at their positions."""
    return ordered(sum(1 << positions[bit] for bit in elements(chosen)) for chosen in sets)


def _groups(part: Decided, outputs: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Put together outputs whose tables are made in one sweep: the one has all inputs of the others."""
    groups: list[tuple[int, list[int]]] = []
    for output in sorted(outputs, key=lambda output: -part.depends[output].bit_count()):
        depends = part.depends[output]
        for index, (shared, members) in enumerate(groups):
            union = shared | depends
            if union.bit_count() <= max(_NARROW, shared.bit_count()):
                groups[index] = (union, [*members, output])
                break
        else:
            groups.append((depends, [output]))
    yield from groups


class Summaries:
    """Summaries by content of the component: the same inside is analysed once. Keeps the latest used."""

    def __init__(self, *, cap: int = CAP, table: int = TABLE, kept: int = 4_096) -> None:
        """Set how summaries are made, and how many are kept."""
        self._cap, self._table, self._kept = cap, table, kept
        self._known: OrderedDict[Digest, Summary] = OrderedDict()

    def of(self, component: ComponentGraph) -> Summary:
        """Give the summary of a component."""
        key = component.digest
        if key not in self._known:
            self._known[key] = summarise(
                component.graph, component.inputs, component.outputs, cap=self._cap, table=self._table
            )
        self._known.move_to_end(key)
        while len(self._known) > self._kept:
            self._known.popitem(last=False)
        return self._known[key]

    def __len__(self) -> int:
        """Give how many are kept."""
        return len(self._known)
