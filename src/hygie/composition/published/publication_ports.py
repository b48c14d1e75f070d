"""The assumptions inside a type that its own ports decide: nothing outside can be wired to what is behind.

Such an assumption is computed where something is wired to one of those ports. Where the ports are unused,
nobody inside vouches for it: it fails, unless whoever uses the type says that nothing else enters there.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hygie.composition.engine.graph import Graph, from_edges
from hygie.composition.language.vocabulary import Bilingual
from hygie.composition.lowering.scenario import AssumptionUse
from hygie.composition.published.publication_content import Content, PublishedAssumption
from hygie.composition.published.publication_description import Subject

_LONGEST = 58
"""Letters of a generated name, so that a number still fits behind them."""


@dataclass(frozen=True, eq=False)
class PortAssumptions:
    """One assumption for each own port of a type behind which assumptions of the inside stand."""

    subject: Subject

    @cached_property
    def ports(self) -> tuple[str, ...]:
        """The ports that have one, in the order of the type."""
        behind = {port for _, ports in self._failing for port in ports}
        return tuple(port for port in self.subject.kind.ports if port in behind)

    def added(self, bare: Content) -> Content:
        """Add them to the assumptions of the type."""
        own = {**bare.assumes}
        for port in self.ports:
            name = _free(f"port-{port}"[:_LONGEST], {*bare.ports, *bare.assets, *bare.controls, *own})
            text = Bilingual(
                fr=f"Rien n’entre par le port {port} que par ce qui y est relié",
                en=f"Nothing enters port {port} but through what is wired to it",
            )
            own[name] = PublishedAssumption(text=text, falsifies=[], inside=False, port=port)
        return bare.model_copy(update={"assumes": own})

    def laid(self, graph: Graph) -> tuple[Graph, Mapping[str, int]]:
        """Let what is assumed of ports decide the assumptions behind them; give the input of each port."""
        inputs = {port: graph.size + position for position, port in enumerate(self.ports)}
        need = [1] * len(inputs)
        edges: list[tuple[int, int]] = []
        for use, ports in self._failing:
            need.append(len(ports))
            together = graph.size + len(need) - 1
            edges += [(inputs[port], together) for port in sorted(ports)]
            edges.append((together, use.fails))
        added = np.array(edges, dtype=np.int32).reshape(-1, 2)
        laid = from_edges(
            np.concatenate((graph.need, np.array(need, dtype=np.int32))),
            np.concatenate((graph.tails(), added[:, 0])),
            np.concatenate((graph.heads, added[:, 1])),
        )
        return laid, inputs

    @cached_property
    def _failing(self) -> tuple[tuple[AssumptionUse, frozenset[str]], ...]:
        """Each assumption with own ports that are enough, when nothing is wired to any, for it to fail."""
        return tuple(self._decided())

    def _decided(self) -> Iterator[tuple[AssumptionUse, frozenset[str]]]:
        instances = self.subject.model.instances
        for use in self.subject.stance.assumptions:
            if not use.owner or not use.computed or use.holds:
                continue
            keys = instances[use.owner].template.falsified[use.name]
            through = [self._wiring[use.owner, key.name.partition(".")[0]] for key in keys]
            yield from ((use, ports) for ports in dict.fromkeys(through) if _INSIDE not in ports)

    @cached_property
    def _wiring(self) -> Mapping[tuple[int, str], frozenset[str]]:
        """By which own ports of the type each port is wired, as ``Stance`` has it."""
        of = self.subject.model.classes.of
        found = {(0, port): frozenset({port}) for port in self.subject.kind.ports}
        for joint in self.subject.model.assembly.joints:
            first, second = (of[joint.first], joint.first_port), (of[joint.second], joint.second_port)
            if not joint.inward:
                found[first] = found[second] = frozenset({_INSIDE})
            elif first in found:
                found[second] = found.get(second, frozenset()) | found[first]
        return found


def relevant(content: Content) -> Content:
    """Leave out the assumptions of ports on which no fact depends."""
    chosen = {choice for sets in content.facts.values() for each in sets for choice in each}
    kept = {
        name: assumption
        for name, assumption in content.assumes.items()
        if assumption.port is None or f"fails:{name}" in chosen
    }
    return content.model_copy(update={"assumes": kept})


def _free(name: str, taken: Collection[str]) -> str:
    """Number a name that the type already has."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


_INSIDE = ""
"""Stands for what is wired beside a component inside, whatever is wired to the type."""
