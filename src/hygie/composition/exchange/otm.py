"""Reads an Open Threat Model (0.1 or 0.2, YAML or JSON): zones, components, data flows, assets, threats.

A component becomes a component of a type made for what it is; one inside another runs on it. A data flow
becomes a wire from its source to its destination, and back where it goes both ways; as the format does not
say who is identified, nobody is. A threat of a component that still applies becomes a step which takes
control of it, as hard as its likelihood is low; a mitigation becomes a control only where it removes the
whole risk (``riskReduction`` 100), for a control of Hygie prevents what it guards. The zone that is trusted
least gives a risk origin. Drawings, data in transit and partial mitigations are not carried over.
"""

from typing import Final

from hygie.composition.exchange.foreign import (
    Plain,
    UnusableFileError,
    flag,
    mapping,
    mappings,
    number,
    read_yaml_or_json,
    text,
    texts,
)
from hygie.composition.exchange.losses import Losses
from hygie.composition.exchange.network import Element, Inventory, Link, Threat, systems_of
from hygie.composition.exchange.written import Exchanged, both, file_name, header, in_language, write
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place

KIND = "otm"

_READ: Final = frozenset(
    {"otmVersion", "project", "trustZones", "components", "dataflows", "assets", "threats", "mitigations"}
)
_WHOLE: Final = 100
_LEAST_TRUSTED: Final = 30
_GONE: Final = frozenset({"not-applicable", "not_applicable", "notapplicable"})


def read(
    content: bytes, file: str, taken: frozenset[str] = frozenset(), language: str = "en"
) -> Exchanged | Refusal:
    """Read a model into a new file of ``systems/``; ``taken`` are names of types and systems in use."""
    try:
        data = read_yaml_or_json(content, file)
    except UnusableFileError as reason:
        return Refusal(reason.mistakes)
    if not text(data, "otmVersion") or not any(mappings(data, "components")):
        expected = "otmVersion, components"
        return Refusal((Diagnostic("exchange_nothing", Place(file), {"expected": expected}),))
    losses = Losses()
    name = file_name(file, "otm")
    inventory = _Reading(data, losses).inventory(language)
    root = systems_of(inventory, name, losses, taken)
    comments = header(file_name(file), "du modèle OTM", "the Open Threat Model", language)
    written = write(name, root, losses, file, comments)
    return Refusal(written) if isinstance(written, tuple) else written


class _Reading:
    def __init__(self, data: Plain, losses: Losses) -> None:
        self.data, self.losses = data, losses
        self.zones, self.components = self._by_id("trustZones"), self._by_id("components")
        self.assets, self.threats = self._by_id("assets"), self._by_id("threats")
        self.mitigations = self._by_id("mitigations")
        for key, value in data.items():
            if key not in _READ and value:
                losses.add("exchange_sections_lost", key)

    def _by_id(self, section: str) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for entry in mappings(self.data, section):
            key = text(entry, "id")
            if not key:
                self.losses.add("exchange_unreadable", text(entry, "name") or section)
            elif key in found:
                self.losses.add("exchange_twice", key)
            else:
                found[key] = entry
        listed = self.data.get(section)
        if listed and not isinstance(listed, list):
            self.losses.add("exchange_unreadable", section)
        return found

    def inventory(self, language: str) -> Inventory:
        """Gather everything that is carried over."""
        inventory = Inventory(text(self.data, "project", "name"), language=language)
        for key, entry in self.zones.items():
            title = text(entry, "name") or key
            inventory.zones[key] = title
            if text(entry, "parent", "trustZone"):
                self.losses.add("exchange_zones_flattened", title)
        for key, entry in self.components.items():
            inventory.elements[key] = self._element(key, entry)
        self._flows(inventory)
        self._origin(inventory)
        return inventory

    def _element(self, key: str, entry: Plain) -> Element:
        element = Element(text(entry, "name") or key, "software", text(entry, "type"), self._zone(key))
        element.threats = self._threats(element.title, entry)
        host = text(entry, "parent", "component")
        if host in self.components and host != key:
            element.host = host
            self.losses.add("exchange_hosting_assumed", element.title)
        held = mapping(entry, "assets")
        for asset in dict.fromkeys((*texts(held, "stored"), *texts(held, "processed"))):
            if asset in self.assets:
                described = self.assets[asset]
                element.assets.append((text(described, "name") or asset, _needs(described)))
            else:
                self.losses.add("exchange_references_lost", asset)
        return element

    def _zone(self, key: str) -> str:
        """Find the zone of a component: its own, or that of what it is in."""
        seen: set[str] = set()
        here = key
        while here in self.components and here not in seen:
            seen.add(here)
            parent = mapping(self.components[here], "parent")
            zone, here = text(parent, "trustZone"), text(parent, "component")
            if zone in self.zones:
                return zone
        self.losses.add("exchange_references_lost", key)
        return ""

    def _threats(self, owner: str, entry: Plain) -> list[Threat]:
        found = []
        for threat in mappings(entry, "threats"):
            key = text(threat, "threat")
            described = self.threats.get(key, {})
            title = text(described, "name") or key or "threat"
            if text(threat, "state").casefold() in _GONE:
                self.losses.add("exchange_threats_lost", f"{owner}: {title}")
                continue
            controls = [
                control for each in mappings(threat, "mitigations") if (control := self._control(each))
            ]
            found.append(Threat(title, _difficulty(number(described, "risk", "likelihood")), tuple(controls)))
        return found

    def _control(self, mitigation: Plain) -> tuple[str, bool] | None:
        key = text(mitigation, "mitigation")
        described = self.mitigations.get(key, {})
        title = text(described, "name") or key or "mitigation"
        if (number(described, "riskReduction") or 0) < _WHOLE:
            self.losses.add("exchange_mitigations_partial", title)
            return None
        return title, text(mitigation, "state").casefold() == "implemented"

    def _flows(self, inventory: Inventory) -> None:
        for flow in mappings(self.data, "dataflows"):
            title = text(flow, "name") or text(flow, "id") or "?"
            source, target = text(flow, "source"), text(flow, "destination")
            if source not in inventory.elements or target not in inventory.elements:
                self.losses.add("exchange_references_lost", f"{source} → {target}")
                continue
            inventory.links.append(Link(source, target))
            if flag(flow, "bidirectional"):
                inventory.links.append(Link(target, source))
            self.losses.add("exchange_authentication_assumed", title)
            if texts(flow, "assets") or flow.get("threats"):
                self.losses.add("exchange_in_transit_lost", title)

    def _origin(self, inventory: Inventory) -> None:
        """Take somebody in the zone that is trusted least for the origin, where the file trusts it little."""
        rated = {key: number(entry, "risk", "trustRating") for key, entry in self.zones.items()}
        least = min(((rating, key) for key, rating in rated.items() if rating is not None), default=None)
        if least is not None and least[0] <= _LEAST_TRUSTED:
            zone = in_language(inventory.zones[least[1]])
            inventory.origins.append((both(f"Quelqu’un dans {zone}", f"Somebody in {zone}"), least[1], True))


def _difficulty(likelihood: float | None) -> str:
    """Turn a likelihood from 0 to 100 into a difficulty; what is not rated is easy, the worst case."""
    if likelihood is None:
        return "negligible"
    words = ("high", "moderate", "low", "negligible")
    return words[min(max(int(likelihood // 25), 0), 3)]


def _needs(asset: Plain) -> dict[str, int]:
    criteria = ("availability", "integrity", "confidentiality")
    rated = {criterion: number(asset, "risk", criterion) for criterion in criteria}
    return {
        criterion: min(max(round(value / 25), 0), 4)
        for criterion, value in rated.items()
        if value is not None
    }
