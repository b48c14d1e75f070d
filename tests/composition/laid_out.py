"""A system laid out naively, every copy of every component an instance of its own, and what names mean in it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from hygie.composition.exploitability import Exploit, Known, load_policy, rate
from hygie.composition.language.vocabulary import Body, Component, ComponentType, Port, Systems
from hygie.kernel.unknown import Unknown

Fact = tuple[str, str, str]
"""The path of an instance, what kind of fact, its local name."""

POLICY = load_policy()


class Touching(NamedTuple):
    """A vulnerability of a part, rated."""

    name: str
    part: str
    exploit: Exploit


@dataclass(eq=False)
class Place:
    """One instance; ``inside`` holds the copies of each of its components."""

    path: str
    body: Body
    parent: "Place | None" = None
    name: str = ""
    component: Component | None = None
    touching: Sequence[Touching] = ()
    inside: dict[str, list["Place"]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return "" if self.component is None else self.component.type.partition("@")[0]

    @property
    def ports(self) -> Mapping[str, Port]:
        return self.body.ports if isinstance(self.body, ComponentType) else {}

    @cached_property
    def written(self) -> str:
        """Its path as a person writes it, without the numbers of copies."""
        above = self.parent.written if self.parent else ""
        return f"{above}.{self.name}" if above else self.name

    def fact(self, kind: str, name: str) -> Fact:
        return self.path, kind, name


@dataclass(eq=False)
class World:
    """A system laid out. ``states`` are those of controls that a question supposes, by written path and name."""

    systems: Systems
    name: str
    states: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    @cached_property
    def places(self) -> list[Place]:
        """Every instance, the system first."""
        found = [Place("", self.systems.systems[self.name])]
        for place in found:
            for name, component in place.body.components.items():
                place.inside[name] = [self._copy(place, name, number) for number in range(component.count)]
                found += place.inside[name]
        return found

    def _copy(self, parent: Place, name: str, number: int) -> Place:
        component = parent.body.components[name]
        number_of_copy = f"#{number + 1}" if component.count > 1 else ""
        path = f"{parent.path}.{name}{number_of_copy}" if parent.path else f"{name}{number_of_copy}"
        body = self.systems.types[component.type.partition("@")[0]]
        place = Place(path, body, parent, name, component)
        place.touching = list(self._touching(place))
        return place

    def _touching(self, place: Place) -> Iterator[Touching]:
        for item in self.systems.vulnerabilities:
            here = item.components is None or place.written in item.components
            if item.type.partition("@")[0] == place.type and here:
                signs = (known(sign) for sign in (item.exploited, item.public_exploit, item.epss))
                exploit = rate(Known(item.id, tuple(item.cvss), *signs), POLICY)
                assert isinstance(exploit, Exploit)
                yield Touching(f"{item.id}:{item.part}", item.part, exploit)

    def works(self, place: Place, name: str, mode: str) -> bool:
        """Say whether a control is known to be in place, and works in a mode."""
        control = place.body.controls[name]
        state: Any = control.in_place
        if place.component is not None and name in place.component.controls:
            state = place.component.controls[name]
        in_place = self.states.get((place.written, name), state) is True
        return in_place and exists(control.modes, mode)


def known(value: Any) -> Any:
    return None if isinstance(value, Unknown) else value


def exists(modes: Collection[str] | None, mode: str) -> bool:
    """Rule 7."""
    return modes is None or mode in modes


def named(place: Place, reference: str, use: str) -> list[Fact]:
    """Give the facts that a name means in a place: one, or one for each copy of a component inside."""
    name, _, rest = reference.partition(".")
    if name in place.body.steps:
        return [place.fact("step", name)]
    if name in place.body.parts:
        return [place.fact("control" if rest == "control" else "part_availability", name)]
    if name in place.body.assets:
        return [place.fact("loss", reference)]
    if name in place.ports:
        return [place.fact(_way(place.ports[name], rest, use, "incoming"), reference)]
    within = rest.partition(".")
    return [
        child.fact(_way(child.ports[within[0]], within[2], use, "outgoing"), rest)
        if within[0] in child.ports
        else child.fact("loss", rest)
        for child in place.inside[name]
    ]


def _way(port: Port, capability: str, use: str, met: str) -> str:
    """Say which way a capability goes: as a condition it is met where it arrives, and is given the other way."""
    if use in {"guards", "falsifies"}:
        return "incoming" if capability in port.incoming else "outgoing"
    given = {"incoming": "outgoing", "outgoing": "incoming"}[met]
    return met if use == "condition" else given


def all_named(place: Place, references: Sequence[str], use: str) -> list[Fact]:
    return [fact for reference in references for fact in named(place, reference, use)]
