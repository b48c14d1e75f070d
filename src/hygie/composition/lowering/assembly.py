"""Instances of a system laid out: who stands where, with which settings, joined to whom.

A component with a ``count`` is one instance that stands for many: its copies are alike and wired alike, so
the same facts hold of each. ``explicit`` lays out every copy instead: it is how tests know that this is so.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hygie.composition.language.vocabulary import (
    Asset,
    Assumption,
    AssumptionState,
    Body,
    Component,
    ComponentType,
    CompositionControl,
    DeclaredControl,
    Kind,
    Mode,
    Needs,
    Port,
    Wire,
    Words,
)
from hygie.composition.lowering.template import Template
from hygie.kernel.unknown import Unknown

ROOT = ""
"""The path of the system itself."""

Setting = bool | Unknown | None
"""The state of a control: in place or not, or not known (absent counts as that too)."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A type as those who use it see it: template, ports, what may be set, and its inside if shown."""

    name: str
    template: Template
    ports: Mapping[str, Port]
    body: Body | None
    settings: Mapping[str, Setting]
    controls: Mapping[str, CompositionControl]
    assumes: Mapping[str, Assumption]
    assets: Mapping[str, Asset]
    title: Words
    kind: Kind = "software"
    asset_copies: Mapping[str, int] = field(default_factory=dict)
    """How many there are of an asset in one instance, where its summary holds those of components inside."""


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """A component in its place; ``copies`` is how many it stands for, ``beside`` how many in its parent."""

    path: str
    name: str
    outside: Outside
    parent: int
    copies: int
    beside: int
    component: Component | None
    controls: Mapping[str, Setting]
    assumptions: Mapping[str, AssumptionState]

    @property
    def template(self) -> Template:
        """Its graph."""
        return self.outside.template

    @property
    def needs(self) -> Mapping[str, Needs]:
        """The needs that its place sets."""
        return {} if self.component is None else self.component.needs


class Joint(NamedTuple):
    """Two ports joined. ``inward``: the first is the port of the body that holds the second."""

    first: int
    first_port: str
    second: int
    second_port: str
    inward: bool
    modes: tuple[Mode, ...] | None


@dataclass(frozen=True, slots=True)
class Assembly:
    """All instances, the root first and each parent before what it holds, and all joints."""

    instances: list[Instance] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)
    inside: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    """The instances of a component, by the instance that holds it and its name there."""


_COPY = re.compile(r"#[0-9]+")


def without_copies(path: str) -> str:
    """Give a path as it is written, without the numbers that copies laid out one by one have."""
    return _COPY.sub("", path)


TypeLookup = Callable[[str, str], Outside]
"""Gives a type by its name, as it is at a path (vulnerabilities may touch only some instances)."""

SettingOf = Callable[[str, str, Setting | DeclaredControl], Setting]
"""Gives the state of a control at a path, by name; the third is what is declared there."""


def assemble(
    root: Outside,
    lookup: TypeLookup,
    setting_of: SettingOf,
    assumptions: Mapping[str, AssumptionState],
    *,
    explicit: bool = False,
) -> Assembly:
    """Lay out a body and everything inside it."""
    assembly = Assembly()
    controls = {name: setting_of(ROOT, name, state) for name, state in root.settings.items()}
    assembly.instances.append(Instance(ROOT, ROOT, root, -1, 1, 1, None, controls, assumptions))
    pending = [0]
    while pending:
        index = pending.pop()
        pending += reversed(list(_inside(assembly, index, lookup, setting_of, explicit=explicit)))
        body = assembly.instances[index].outside.body
        for wire in body.wires if body else ():
            assembly.joints.extend(_joints(assembly, index, wire, explicit=explicit))
    return assembly


def _inside(
    assembly: Assembly, parent: int, lookup: TypeLookup, setting_of: SettingOf, *, explicit: bool
) -> Iterator[int]:
    """Lay out the components of an instance."""
    holder = assembly.instances[parent]
    body = holder.outside.body
    for name, component in body.components.items() if body else ():
        times = component.count if explicit else 1
        for copy in range(times):
            suffix = f"#{copy + 1}" if explicit and component.count > 1 else ""
            path = f"{holder.path}.{name}{suffix}" if holder.path else f"{name}{suffix}"
            outside = lookup(component.type, without_copies(path))
            beside = 1 if explicit else component.count
            controls = {
                control: setting_of(path, control, component.controls.get(control, state))
                for control, state in outside.settings.items()
            }
            instance = Instance(
                path, name, outside, parent, holder.copies * beside, beside, component, controls,
                component.assumptions,
            )  # fmt: skip
            assembly.inside.setdefault((parent, name), []).append(len(assembly.instances))
            assembly.instances.append(instance)
            yield len(assembly.instances) - 1


def _joints(assembly: Assembly, holder: int, wire: Wire, *, explicit: bool) -> Iterator[Joint]:
    """Rule 3: join what a wire joins, all with all or shared out evenly; ports of one instance too."""
    (first, first_port), (second, second_port) = (_end(end) for end in wire.between)
    modes = None if wire.modes is None else tuple(wire.modes)
    if not first or not second:
        inner, inner_port, own = (
            (second, second_port, first_port) if not first else (first, first_port, second_port)
        )
        for index in assembly.inside[holder, inner]:
            yield Joint(holder, own, index, inner_port, True, modes)
        return
    ones, others = assembly.inside[holder, first], assembly.inside[holder, second]
    for position, one in enumerate(ones):
        for other_position, other in enumerate(others):
            if (
                wire.how == "each"
                and explicit
                and not _share(position, other_position, len(ones), len(others))
            ):
                continue
            alone = explicit or assembly.instances[one].beside == 1 or wire.how == "each"
            if one == other and first_port == second_port and alone:
                continue  # a port is not joined to itself, but may be to another port of the same instance
            yield Joint(one, first_port, other, second_port, False, modes)


def _share(position: int, other: int, size: int, others: int) -> bool:
    """Tell whether two instances meet when the more numerous are shared out among the less numerous."""
    return position % others == other if size >= others else other % size == position


def _end(reference: str) -> tuple[str, str]:
    component, _, port = reference.rpartition(".")
    return component, port


def ports_of(body: Body) -> Mapping[str, Port]:
    """Give the ports of a body; a system has none."""
    return body.ports if isinstance(body, ComponentType) else {}
