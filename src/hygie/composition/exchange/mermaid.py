"""Writes the systems of a dossier as a Mermaid flowchart: zones as subgraphs, counts, wires, risk origins.

Names of nodes are made up, and labels stand in quotes with everything that Mermaid would read escaped as its
own numeric entities: what people wrote is shown, never obeyed. The inside of components is not drawn.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from hygie.composition.exchange.losses import Losses
from hygie.composition.exchange.written import said
from hygie.composition.language.names import without_version
from hygie.composition.language.read import Composition
from hygie.composition.language.vocabulary import Component, ComponentType, System

KIND = "mermaid"
SUFFIX = ".mmd"

_SHAPES: Final = {
    "people": ("([", "])"),
    "storage": ("[(", ")]"),
    "network": ("{{", "}}"),
    "service": ("(", ")"),
}
_ORIGIN: Final = ("[/", "/]")
_READ_BY_MERMAID: Final = frozenset('"#&<>`\\{}[]|;*_~')


def export(composition: Composition, language: str) -> tuple[bytes, Losses]:
    """Write all systems, one subgraph each where there are several."""
    losses = Losses()
    lines = ["flowchart LR"]
    systems = composition.declared.systems
    for index, (name, system) in enumerate(systems.items(), 1):
        drawn = list(_Drawing(composition, system, f"s{index}", language, losses).lines())
        if len(systems) > 1:
            title = quoted(said(system.title, language) or name)
            drawn = [f"subgraph s{index}[{title}]", *(f"  {line}" for line in drawn), "end"]
        lines += [f"  {line}" for line in drawn]
    return ("\n".join(lines) + "\n").encode(), losses


def quoted(text: str) -> str:
    """Put a text in quotes, with the characters that Mermaid reads as numeric entities."""
    escaped = "".join(
        f"#{ord(each)};" if each in _READ_BY_MERMAID else each for each in " ".join(text.split())
    )
    return f'"{escaped}"'


class _Drawing:
    def __init__(
        self, composition: Composition, system: System, prefix: str, language: str, losses: Losses
    ) -> None:
        self.composition, self.system, self.language, self.losses = composition, system, language, losses
        self.nodes: Mapping[str, str] = {
            name: f"{prefix}c{index}" for index, name in enumerate(system.components, 1)
        }
        self.prefix = prefix

    def lines(self) -> Iterator[str]:
        """Give the lines of the system, zones first."""
        for index, (zone, described) in enumerate(self.system.zones.items(), 1):
            inside = [name for name, each in self.system.components.items() if each.zone == zone]
            if inside:
                yield f"subgraph {self.prefix}z{index}[{quoted(said(described.title, self.language))}]"
                yield from (f"  {self._node(name)}" for name in inside)
                yield "end"
        yield from (
            self._node(name)
            for name, each in self.system.components.items()
            if each.zone not in self.system.zones
        )
        yield from self._wires()
        yield from self._origins()

    def _node(self, name: str) -> str:
        component = self.system.components[name]
        described = self.composition.type_named(component.type)
        kind = described.kind if isinstance(described, ComponentType) else ""
        if isinstance(described, ComponentType) and described.components:
            self.losses.add("exchange_inside_not_drawn", without_version(component.type))
        opening, closing = _SHAPES.get(kind, ("[", "]"))
        return f"{self.nodes[name]}{opening}{self._label(name, component)}{closing}"

    def _label(self, name: str, component: Component) -> str:
        title = said(component.title, self.language) if component.title else name
        times = f"<br/>× {component.count}" if component.count > 1 else ""
        return quoted(title)[:-1] + times + '"'

    def _wires(self) -> Iterator[str]:
        drawn: set[tuple[str, str, tuple[str, ...]]] = set()
        for wire in self.system.wires:
            first, second = sorted(end.partition(".")[0] for end in wire.between)
            key = (first, second, tuple(wire.modes or ()))
            if first not in self.nodes or second not in self.nodes or key in drawn:
                continue
            drawn.add(key)
            modes = f"|{quoted(', '.join(wire.modes))}|" if wire.modes else ""
            yield f"{self.nodes[first]} ---{modes} {self.nodes[second]}"

    def _origins(self) -> Iterator[str]:
        for index, (name, origin) in enumerate(self.system.origins.items(), 1):
            node = f"{self.prefix}o{index}"
            label = quoted(said(origin.title, self.language) or name)
            yield f"{node}{_ORIGIN[0]}{label}{_ORIGIN[1]}"
            entered = dict.fromkeys(fact.partition(".")[0] for fact in origin.has)
            yield from (f"{node} -.-> {self.nodes[each]}" for each in entered if each in self.nodes)
