"""From an inventory (elements, links, zones) to types that an attack can spread through.

Threat-modelling formats say what is connected to what, never what an attacker gets from it. So steps are
generated, and their titles end with "(assumed)", in French "(supposé)": whoever controls an element controls
what it calls, answers, hosts and reaches on its segment; what is called can be entered, more easily where
nobody is identified; what calls can be deceived by an answer. They are written out in full, for people to
change or remove.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hygie.composition.exchange.losses import Losses
from hygie.composition.exchange.network_steps import (
    CALLS,
    CARRIER,
    ENTRIES,
    GUESTS,
    HOST,
    IDENTIFIED,
    MAIN,
    OPEN,
    OTHERS,
    PORTS,
    SEGMENT,
)
from hygie.composition.exchange.written import Names, Title, both, in_language, without_empty


@dataclass(frozen=True, slots=True)
class Threat:
    """A way of taking control that the file describes, and what would prevent it altogether."""

    title: str
    difficulty: str
    controls: tuple[tuple[str, bool], ...] = ()


@dataclass
class Element:
    """Something of the inventory. ``assets`` are titles with their needs; ``parts`` replace the one part."""

    title: str
    kind: str
    label: Title
    zone: str = ""
    host: str = ""
    part_kind: str = "software"
    assets: list[tuple[str, Mapping[str, int]]] = field(default_factory=list)
    threats: list[Threat] = field(default_factory=list)
    parts: Mapping[str, Mapping[str, Any]] | None = None
    generic: bool = True
    exposed: bool = False
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """One element calls another, both by key; ``identified`` when the caller says who he is."""

    source: str
    target: str
    identified: bool = False


@dataclass
class Inventory:
    """What a file describes, by the keys of the file. ``origins``: (title, element or zone, is a zone).

    ``language`` is that of what is told to the user; titles that are made are written in both.
    """

    title: str
    elements: dict[str, Element] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    zones: dict[str, Title] = field(default_factory=dict)
    origins: list[tuple[Title, str, bool]] = field(default_factory=list)
    language: str = "en"


def systems_of(inventory: Inventory, name: str, losses: Losses, taken: Iterable[str] = ()) -> dict[str, Any]:
    """Give the root of the language for an inventory; ``taken`` are names of types and systems in use."""
    return _Builder(inventory, name, losses, set(taken)).root()


class _Builder:
    def __init__(self, inventory: Inventory, name: str, losses: Losses, taken: set[str]) -> None:
        self.inventory, self.name, self.losses = inventory, name, losses
        self.type_names = Names(taken | {"library"})
        self.types: dict[str, dict[str, Any]] = {}
        self._same: dict[str, str] = {}
        names, zones = Names(), Names()
        # Zones first: what carries a zone bears its name.
        self.zones = {key: zones.give(in_language(title), "zone") for key, title in inventory.zones.items()}
        self.components = {
            key: names.give(element.title, "component") for key, element in inventory.elements.items()
        }
        self.ports = self._ports()
        self.carriers = {key: names.give(f"zone-{self.zones[key]}", "zone") for key in self._carried()}

    def root(self) -> dict[str, Any]:
        title = self.inventory.title or self.name
        system: dict[str, Any] = {
            "title": title,
            "zones": {name: {"title": self.inventory.zones[key]} for key, name in self.zones.items()},
            "components": self._components(),
            "wires": self._wires(),
            "origins": self._origins(),
        }
        if not self.inventory.origins:
            self.losses.add("exchange_origin_missing", title)
        named = Names(set(self.type_names.taken)).give(self.name, "system")
        return {"language": 1, "types": self.types, "systems": {named: without_empty(system)}}

    def _zone_said(self, key: str) -> str:
        return in_language(self.inventory.zones[key], self.inventory.language)

    def _carried(self) -> list[str]:
        """List the zones in which something can reach something else."""
        begun = {key for _, key, is_zone in self.inventory.origins if is_zone}
        standing = Counter(element.zone for element in self.inventory.elements.values())
        return [key for key in self.zones if standing[key] > 1 or (key in begun and standing[key])]

    def _ports(self) -> dict[str, list[str]]:
        elements = self.inventory.elements
        used: dict[str, set[str]] = {key: set() for key in elements}
        for link in self.inventory.links:
            used[link.source].add(CALLS)
            used[link.target].add(IDENTIFIED if link.identified else OPEN)
        carried = set(self._carried())
        for key, element in elements.items():
            used[key] |= {SEGMENT} if element.zone in carried else set()
            used[key] |= {OPEN} if element.exposed else set()
            if element.host:
                used[key].add(HOST)
                used[element.host].add(GUESTS)
        return {key: [port for port in PORTS if port in used[key]] for key in elements}

    def _components(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        called = {(link.target, link.identified) for link in self.inventory.links}
        begun = {key for _, key, is_zone in self.inventory.origins if not is_zone}
        for key, element in self.inventory.elements.items():
            idle = element.exposed and (key, False) not in called and key not in begun
            found[self.components[key]] = without_empty(
                {
                    "type": self._type(key, element),
                    "title": element.title,
                    "zone": self.zones.get(element.zone),
                    "unused": [OPEN] if idle else [],
                }
            )
        for key, name in self.carriers.items():
            found[name] = {
                "type": self._carrier(),
                "title": self.inventory.zones[key],
                "zone": self.zones[key],
            }
            self.losses.add("exchange_segments_assumed", self._zone_said(key))
        return found

    def _type(self, key: str, element: Element) -> str:
        body = self._body(element, self.ports[key])
        digest = json.dumps(body, sort_keys=True)
        if digest not in self._same:
            name = self.type_names.give(in_language(element.label or element.title), "element")
            self._same[digest] = name
            self.types[name] = {"title": element.label or element.title, **body}
            steps = body.get("steps", {}).values()
            assumed = [step for step in steps if step["title"]["en"].endswith("(assumed)")]
            self.losses.add("exchange_steps_assumed", *[name] * len(assumed))
        return self._same[digest]

    def _carrier(self) -> str:
        digest = "carrier"
        if digest not in self._same:
            self._same[digest] = self.type_names.give("shared-zone", "zone")
            self.types[self._same[digest]] = dict(CARRIER)
        return self._same[digest]

    def _body(self, element: Element, ports: list[str]) -> dict[str, Any]:
        locals_ = Names({*ports, *(element.parts or {MAIN: {}}), *element.steps})
        steps, controls = dict(element.steps), dict[str, Any]()
        holding = sorted(element.parts or [MAIN])
        if element.generic:
            steps |= self._entries(element, ports, locals_, controls)
        steps |= _spread(ports, holding, locals_)
        assets = {
            locals_.give(title, "asset"): without_empty(
                {"title": title, "on": holding[0] if MAIN not in holding else MAIN, "needs": dict(needs)}
            )
            for title, needs in element.assets
        }
        parts = element.parts or {MAIN: {"title": element.label or element.title, "kind": element.part_kind}}
        return without_empty(
            {
                "kind": element.kind,
                "ports": {port: dict(PORTS[port]) for port in ports},
                "parts": {name: dict(part) for name, part in parts.items()},
                "assets": assets,
                "steps": steps,
                "controls": controls,
            }
        )

    def _entries(
        self, element: Element, ports: list[str], names: Names, controls: dict[str, Any]
    ) -> dict[str, Any]:
        """Write how control is taken: the threats of the file where it has some, else the usual ways."""
        steps: dict[str, Any] = {}
        entries = [port for port in ENTRIES if port in ports]
        for threat in element.threats if entries else ():
            name = names.give(threat.title, "threat")
            facts = [ENTRIES[port][0] for port in entries]
            steps[name] = _step(
                both(f"{threat.title} (effet supposé)", f"{threat.title} (effect assumed)"),
                facts,
                threat.difficulty,
            )
            for title, in_place in threat.controls:
                controls[names.give(title, "control")] = {
                    "title": title, "guards": [name], "in_place": in_place,
                }  # fmt: skip
        for port in () if element.threats else entries:
            fact, entered, difficulty = ENTRIES[port]
            hard = port == SEGMENT and IDENTIFIED in ports and OPEN not in ports
            steps[names.give(f"enter-{port}", "enter")] = _step(
                entered, [fact], "high" if hard else difficulty
            )
        for port in (port for port in OTHERS if port in ports):
            word, fact, said, difficulty = OTHERS[port]
            steps[names.give(word, word)] = _step(said, [fact], difficulty)
        return steps

    def _wires(self) -> list[dict[str, Any]]:
        joined: dict[tuple[str, str], None] = {}
        for link in self.inventory.links:
            port = IDENTIFIED if link.identified else OPEN
            source, target = self.components[link.source], self.components[link.target]
            joined[f"{source}.{CALLS}", f"{target}.{port}"] = None
        for key, element in self.inventory.elements.items():
            if element.host:
                joined[f"{self.components[element.host]}.{GUESTS}", f"{self.components[key]}.{HOST}"] = None
            if element.zone in self.carriers:
                joined[f"{self.carriers[element.zone]}.members", f"{self.components[key]}.{SEGMENT}"] = None
        return [{"between": list(pair)} for pair in joined]

    def _origins(self) -> dict[str, Any]:
        names, found = Names(), {}
        for title, key, is_zone in self.inventory.origins:
            if is_zone and key not in self.carriers:
                self.losses.add("exchange_origin_missing", self._zone_said(key))
                continue
            fact = (
                f"{self.carriers[key]}.members.reach" if is_zone else f"{self.components[key]}.{OPEN}.request"
            )
            french, english = (in_language(title, language) for language in ("fr", "en"))
            named = names.give(english, "origin")
            found[named] = {"title": both(f"{french} (supposé)", f"{english} (assumed)"), "has": [fact]}
            self.losses.add("exchange_origins_assumed", in_language(title, self.inventory.language))
        return found


def _step(title: Mapping[str, str], facts: list[str], difficulty: str) -> dict[str, Any]:
    return {"title": title, "any": facts, "difficulty": difficulty, "takes": [f"{MAIN}.control"]}


def _spread(ports: list[str], holding: list[str], names: Names) -> dict[str, Any]:
    """Say what whoever controls a part may then do through the ports."""
    emits = [f"{port}.{capability}" for port in ports for capability in PORTS[port]["out"]]
    if not emits:
        return {}
    step = {
        "title": both("Rebondit depuis lui (supposé)", "Goes on from it (assumed)"),
        "any": [f"{part}.control" for part in holding],
        "difficulty": "negligible",
        "emits": emits,
    }
    return {names.give("spread", "spread"): step}
