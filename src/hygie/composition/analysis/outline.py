"""What a map shows of a model: its components, once for all that are alike, and who is joined to whom."""

from collections.abc import Iterator
from functools import cached_property

from hygie.composition.analysis.results import MapLink, MapNode, SystemMap
from hygie.composition.language.vocabulary import ComponentType, Mode, System
from hygie.composition.lowering.assembly import Instance
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.template import MODES


def system_map(model: Model) -> SystemMap:
    """Outline a model."""
    return _Outline(model).map()


class _Outline:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.of = model.classes.of
        self.all = model.assembly.instances

    def map(self) -> SystemMap:
        drawn = [owner for owner, instance in enumerate(self.model.instances) if _is_drawn(instance)]
        root = self.model.instances[0].outside.body
        zones = {name: zone.title for name, zone in root.zones.items()} if isinstance(root, System) else {}
        origins = {}
        if isinstance(root, System):
            paths = {name: self._terminals_of(name) for name in root.components}
            origins = {
                name: (
                    origin.title,
                    tuple(sorted({p for ref in origin.has for p in paths[ref.partition(".")[0]]})),
                )
                for name, origin in root.origins.items()
            }
        return SystemMap(tuple(map(self._node, drawn)), tuple(self._links()), zones, origins)

    def _node(self, owner: int) -> MapNode:
        instance = self.model.instances[owner]
        title = instance.component.title if instance.component and instance.component.title else None
        return MapNode(
            instance.path, title or instance.outside.title, instance.outside.name, instance.outside.kind,
            self._zone(instance), self.model.copies[owner],
        )  # fmt: skip

    def _zone(self, instance: Instance) -> str | None:
        """Give the zone of an instance: its own, else that of what holds it."""
        while instance.parent >= 0:
            if instance.component is not None and instance.component.zone is not None:
                return instance.component.zone
            instance = self.all[instance.parent]
        return None

    @cached_property
    def _through(self) -> dict[tuple[int, str], list[tuple[int, str]]]:
        """The ports inside that stand behind each port of a component that is made of others."""
        found: dict[tuple[int, str], list[tuple[int, str]]] = {}
        for joint in self.model.assembly.joints:
            if joint.inward:
                found.setdefault((joint.first, joint.first_port), []).append(
                    (joint.second, joint.second_port)
                )
        return found

    def _terminals(self, instance: int, port: str) -> Iterator[int]:
        """Give the classes drawn behind a port."""
        if _is_drawn(self.all[instance]):
            yield self.of[instance]
        for inner, inner_port in self._through.get((instance, port), ()):
            yield from self._terminals(inner, inner_port)

    def _terminals_of(self, component: str) -> list[str]:
        found = set()
        for index in self.model.assembly.inside.get((0, component), ()):
            for port in self.all[index].outside.ports:
                found |= set(self._terminals(index, port))
            if _is_drawn(self.all[index]):
                found.add(self.of[index])
        return [self.model.instances[owner].path for owner in sorted(found)]

    def _links(self) -> Iterator[MapLink]:
        modes: dict[tuple[int, int], set[Mode]] = {}
        for joint in self.model.assembly.joints:
            if joint.inward and not _is_drawn(self.all[joint.first]):
                continue
            ends = (joint.first, joint.first_port), (joint.second, joint.second_port)
            firsts = [self.of[joint.first]] if joint.inward else list(self._terminals(*ends[0]))
            for first in firsts:
                for second in self._terminals(*ends[1]):
                    pair = (min(first, second), max(first, second))
                    modes.setdefault(pair, set()).update(joint.modes or MODES)
        for (first, second), found in sorted(modes.items()):
            if first != second:
                one, other = self.model.instances[first].path, self.model.instances[second].path
                yield MapLink(one, other, _in_order(found))


def _in_order(modes: set[Mode]) -> tuple[Mode, ...]:
    return tuple(mode for mode in MODES if mode in modes)


def _is_drawn(instance: Instance) -> bool:
    """Tell whether an instance is shown by itself: not the root, nor what only holds others."""
    body = instance.outside.body
    if instance.parent < 0:
        return isinstance(body, ComponentType)
    return body is None or not body.components or bool(body.steps or body.parts)
