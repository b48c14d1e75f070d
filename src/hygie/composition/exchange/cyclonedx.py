"""Reads a CycloneDX bill of materials (1.4 to 1.7, JSON or XML) as a type, its services, its vulnerabilities.

The root component becomes one type, for a bill describes one product. What runs on its own (operating system,
firmware, application, container, device) becomes a part of it: an attacker takes such things over one by one.
A library, framework or file runs inside one of those and gives away what that may do, so it becomes
third-party software (``soup``) of the part that contains it, with its purl and CPE; made a part of its own,
its loss would say nothing of the program around it. A component inside another runs on it; others run on the
operating system, else on the firmware, where there is one. A service becomes a component beside the product,
wired to what depends on it, else to the product. Vulnerabilities are carried over with their CVSS vectors
unless their analysis closes them. Hashes, licences, suppliers and what libraries depend on say nothing of an
attack, and are left aside.
"""

from collections.abc import Iterator
from typing import Any, Final

from hygie.composition.exchange.cyclonedx_parts import Parts, identity
from hygie.composition.exchange.cyclonedx_xml import read_xml
from hygie.composition.exchange.foreign import (
    Plain,
    UnusableFileError,
    flag,
    mapping,
    mappings,
    read_json,
    text,
    texts,
)
from hygie.composition.exchange.losses import Losses
from hygie.composition.exchange.network import Element, Inventory, Link, systems_of
from hygie.composition.exchange.written import Exchanged, both, file_name, header, without_empty, write
from hygie.composition.exploitability import BadVector, read_vector
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameters
from hygie.kernel.place import Place
from hygie.observations.content import is_xml

KIND = "cyclonedx"
VERSIONS: Final = ("1.4", "1.5", "1.6", "1.7")

_ROOT: Final = "(root)"
_BEYOND: Final = both("Au-delà de la frontière de confiance", "Beyond the trust boundary")
_KINDS: Final = {
    "device": "device",
    "container": "server",
    "operating-system": "server",
    "platform": "server",
}
_READ: Final = frozenset(
    {"metadata", "components", "services", "dependencies", "vulnerabilities", "bomFormat", "specVersion",
     "serialNumber", "version", "$schema", "signature", "xmlns"}
)  # fmt: skip
_CLOSED: Final = frozenset({"resolved", "resolved_with_pedigree", "false_positive", "not_affected"})


def read(
    content: bytes, file: str, taken: frozenset[str] = frozenset(), language: str = "en"
) -> Exchanged | Refusal:
    """Read a bill into a new file of ``systems/``; ``taken`` are names of types and systems in use."""
    try:
        data = read_xml(content, file) if is_xml(content) else read_json(content, file)
    except UnusableFileError as reason:
        return Refusal(reason.mistakes)
    version = text(data, "specVersion")
    if text(data, "bomFormat") != "CycloneDX" or version not in VERSIONS:
        found: Parameters = {"found": version or text(data, "bomFormat") or "?", "expected": VERSIONS}
        return Refusal((Diagnostic("exchange_not_cyclonedx", Place(file), found),))
    losses = Losses()
    name = file_name(file, "bill")
    root = _Reading(data, losses).root(name, taken, language)
    comments = header(name, "de la nomenclature CycloneDX", "the CycloneDX bill", language)
    written = write(name, root, losses, file, comments)
    return Refusal(written) if isinstance(written, tuple) else written


class _Reading:
    def __init__(self, data: Plain, losses: Losses) -> None:
        self.data, self.losses = data, losses
        for key, value in data.items():
            if key not in _READ and value:
                losses.add("exchange_sections_lost", key)
        product = mapping(data, "metadata", "component")
        self.product = product
        self.parts = Parts(product, losses)
        for component in (*mappings(product, "components"), *mappings(data, "components")):
            self.parts.add(component, None)
        self.services = dict(self._services(data, 0))

    def _services(self, owner: Plain, depth: int) -> Iterator[tuple[str, Plain]]:
        for index, service in enumerate(mappings(owner, "services")):
            title = identity(service)[0]
            yield text(service, "bom-ref") or f"service {depth}.{index} {title}", service
            yield from self._services(service, depth + 1)

    def root(self, name: str, taken: frozenset[str], language: str) -> dict[str, Any]:
        """Give the root of the language."""
        title = identity(self.product)[0] or name
        inventory = Inventory(title, language=language)
        parts, steps = self.parts.written()
        inventory.elements[_ROOT] = Element(
            title,
            _KINDS.get(text(self.product, "type"), "software"),
            title,
            parts=parts,
            steps=steps,
            generic=False,
            exposed=True,
        )
        for key, service in self.services.items():
            self._add_service(inventory, key, service)
        self._call_services(inventory)
        found = Losses()
        root = systems_of(inventory, name, found, taken)
        (system,) = root["systems"].values()
        components = dict(zip(inventory.elements, system["components"], strict=False))
        types = {key: system["components"][component]["type"] for key, component in components.items()}
        if self.services:
            self.losses.merge(found)
        else:
            del root["systems"]
            components = {}
        root["vulnerabilities"] = self._vulnerabilities(types, components)
        return without_empty(root)

    def _add_service(self, inventory: Inventory, key: str, service: Plain) -> None:
        title = identity(service)[0] or "service"
        beyond = flag(service, "x-trust-boundary")
        named = text(service, "trustZone")
        zone = named or (_BEYOND["en"] if beyond else "")
        if zone:
            inventory.zones[zone] = named or _BEYOND
        element = Element(title, "service", title, zone)
        for flow in mappings(service, "data"):
            held = text(flow, "name") or text(flow, "classification") or "data"
            element.assets.append((held, {}))
        if key in inventory.elements:
            self.losses.add("exchange_twice", key)
        inventory.elements[key] = element

    def _call_services(self, inventory: Inventory) -> None:
        callers: dict[str, list[str]] = {key: [] for key in self.services}
        for dependency in mappings(self.data, "dependencies"):
            caller = text(dependency, "ref")
            for target in texts(dependency, "dependsOn"):
                if target in callers:
                    callers[target].append(caller if caller in self.services else _ROOT)
        for key, found in callers.items():
            title, identified = inventory.elements[key].title, flag(self.services[key], "authenticated")
            if identified is None:
                self.losses.add("exchange_authentication_assumed", title)
            if not found:
                self.losses.add("exchange_callers_assumed", title)
            for caller in dict.fromkeys(found or [_ROOT]):
                if caller != key:
                    inventory.links.append(Link(caller, key, bool(identified)))

    def _vulnerabilities(self, types: dict[str, str], components: dict[str, str]) -> list[dict[str, Any]]:
        found: dict[tuple[str, str, str], dict[str, Any]] = {}
        for vulnerability in mappings(self.data, "vulnerabilities"):
            title = text(vulnerability, "id") or text(vulnerability, "bom-ref") or "?"
            if text(vulnerability, "analysis", "state") in _CLOSED:
                self.losses.add("exchange_vulnerabilities_closed", title)
                continue
            touched = [
                self._touched(text(affected, "ref")) for affected in mappings(vulnerability, "affects")
            ]
            for place in dict.fromkeys(each for each in touched if each is not None):
                key, part = place
                entry = found.setdefault((title, key, part), {"id": title, "type": types[key], "part": part})
                if key in components and key != _ROOT:
                    entry["components"] = [components[key]]
                entry["cvss"] = list(
                    dict.fromkeys([*entry.get("cvss", []), *self._vectors(title, vulnerability)])
                )
                entry["source"] = text(vulnerability, "source", "url") or text(
                    vulnerability, "source", "name"
                )
            if not any(touched):
                self.losses.add("exchange_vulnerabilities_lost", title)
        return [without_empty(entry) for entry in found.values()]

    def _touched(self, ref: str) -> tuple[str, str] | None:
        """Find the element and the part that a reference is about; a BOM-Link ends with one."""
        for name in (ref, ref.rpartition("#")[2]):
            if name in self.services:
                return name, "main"
            if name in self.parts.place_of:
                return _ROOT, self.parts.place_of[name]
        return None

    def _vectors(self, title: str, vulnerability: Plain) -> list[str]:
        vectors = [text(rating, "vector") for rating in mappings(vulnerability, "ratings")]
        usable = [each for each in vectors if each and not isinstance(read_vector(each), BadVector)]
        if len(usable) < len(vectors) or not vectors:
            self.losses.add("exchange_vectors_lost", title)
        return usable
