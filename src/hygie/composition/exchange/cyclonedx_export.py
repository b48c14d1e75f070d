"""Writes the systems of a dossier as a CycloneDX 1.6 bill: components, services, links, vulnerabilities.

An instance becomes a component, a part one inside it, third-party software one inside the part, with its purl
and CPE. A service becomes a service, and its parts components that it depends on. Wires and hosting become
dependencies; a wire has no direction in the language, so it is written in the order in which it stands.
Steps, controls, assumptions and origins have no place in a bill: they are counted as lost. Nothing is taken
from the clock or from chance, so the same dossier gives the same bytes.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Final

from hygie.composition.exchange.losses import Losses
from hygie.composition.exchange.written import said, without_empty
from hygie.composition.language.names import without_version
from hygie.composition.language.read import Composition
from hygie.composition.language.vocabulary import (
    Body,
    Component,
    ComponentType,
    DeclaredVulnerability,
    Part,
    Soup,
)
from hygie.dossier.vocabulary.base import known

KIND = "cyclonedx"
SUFFIX = ".json"
MOST_COMPONENTS: Final = 100_000
"""Instances written; the inside of what comes after is left out, and said."""

_KINDS: Final = {
    "device": "device", "workstation": "device", "server": "device", "storage": "device", "network": "device",
    "software": "application",
}  # fmt: skip
_PARTS: Final = {
    "hardware": "device", "firmware": "firmware", "operating-system": "operating-system",
    "software": "application", "data": "data", "network": "device",
}  # fmt: skip
_METHODS: Final = {"CVSS:3.0": "CVSSv3", "CVSS:3.1": "CVSSv31", "CVSS:4.0": "CVSSv4"}
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/schema/bom-1.6.schema.json")


def export(composition: Composition, language: str) -> tuple[bytes, Losses]:
    """Write all systems as one bill."""
    bill = _Bill(composition, language)
    content = json.dumps(bill.data(), ensure_ascii=False, indent=2) + "\n"
    return content.encode(), bill.losses


class _Bill:
    def __init__(self, composition: Composition, language: str) -> None:
        self.composition, self.language, self.losses = composition, language, Losses()
        self.components: list[dict[str, Any]] = []
        self.services: list[dict[str, Any]] = []
        self.depends: dict[str, dict[str, None]] = {}
        self.instances: dict[str, list[tuple[str, str]]] = {}
        self.parts: set[str] = set()
        self.written = 0

    def data(self) -> dict[str, Any]:
        """Give the bill."""
        systems = self.composition.declared.systems
        for name, system in systems.items():
            self._lost(name, system)
            self._inside(system, name, "", self.components)
        roots = [
            {"type": "platform", "bom-ref": name, "name": said(system.title, self.language)}
            for name, system in systems.items()
        ]
        digest = str(self.composition.digest)
        bill = {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}",
            "version": 1,
            "metadata": without_empty(
                {
                    "tools": {"components": [{"type": "application", "name": "Hygie"}]},
                    "component": roots[0] if len(roots) == 1 else {},
                    "properties": _properties(digest=digest),
                }
            ),
            "components": [*(roots if len(roots) > 1 else []), *self.components],
            "services": self.services,
            "dependencies": [{"ref": ref, "dependsOn": [*on]} for ref, on in self.depends.items()],
            "vulnerabilities": list(self._vulnerabilities()),
        }
        return without_empty(bill)

    def _lost(self, name: str, body: Body) -> None:
        for section in ("steps", "controls", "assumes", "origins", "guarantees"):
            held = getattr(body, section, {})
            self.losses.add(f"exchange_{section}_not_in_bill", *(f"{name}.{each}" for each in held))

    def _inside(self, body: Body, owner: str, path: str, into: list[dict[str, Any]]) -> None:
        """Write the components of a system or of a type made of others."""
        for name, component in body.components.items():
            inner = f"{path}.{name}" if path else name
            ref = f"{owner.partition('/')[0]}/{inner}"
            if self.written >= MOST_COMPONENTS:
                self.losses.add("exchange_instances_not_in_bill", ref)
                continue
            self._instance(component, ref, inner, into)
            self._depend(owner, ref)
        for wire in body.wires:
            self.losses.add("exchange_wires_undirected", " – ".join(wire.between))
            ends = [end.rpartition(".")[0] for end in wire.between]
            if all(end in body.components for end in ends) and ends[0] != ends[1]:
                first, second = (
                    f"{owner.partition('/')[0]}/{path + '.' if path else ''}{end}" for end in ends
                )
                self._depend(first, second)

    def _instance(self, component: Component, ref: str, path: str, into: list[dict[str, Any]]) -> None:
        self.written += 1
        described = self.composition.type_named(component.type)
        known_type = described if isinstance(described, ComponentType) else None
        if known_type is None:
            self.losses.add("exchange_closed_types", component.type)
        name = without_version(component.type)
        if name not in self.instances and known_type is not None:
            self._lost(name, known_type)
        self.instances.setdefault(name, []).append((ref, path))
        kind = known_type.kind if known_type else "device"
        title = said(component.title, self.language) if component.title else path
        entry: dict[str, Any] = {
            "bom-ref": ref,
            "name": title,
            "version": known_type.version if known_type else "",
        }
        entry["properties"] = _properties(
            type=component.type, kind=kind, count=component.count, zone=component.zone
        )
        inside: list[dict[str, Any]] = []
        if known_type:
            self._parts(known_type, component, ref, inside)
            self._inside(known_type, ref, path, inside)
        if kind == "service":
            self.services.append(without_empty(entry))
            into.extend(inside)
            return
        if kind not in _KINDS:
            self.losses.add("exchange_kinds_approximate", f"{ref} ({kind})")
        into.append(without_empty({"type": _KINDS.get(kind, "platform"), **entry, "components": inside}))

    def _parts(
        self, described: ComponentType, component: Component, ref: str, inside: list[dict[str, Any]]
    ) -> None:
        for name, part in described.parts.items():
            if part.kind not in _PARTS:
                self.losses.add("exchange_kinds_approximate", f"{ref}/{name} ({part.kind})")
            here = f"{ref}/{name}"
            self.parts.add(here)
            inside.append(self._part(name, part, component.soup.get(name, part.soup), here))
            if part.on:
                self._depend(here, f"{ref}/{part.on}")
            if described.kind == "service":
                self._depend(ref, here)

    def _part(self, name: str, part: Part, soup: Sequence[Soup], ref: str) -> dict[str, Any]:
        """Write a part; what is known of the one thing that it contains is said of itself."""
        entry: dict[str, Any] = {
            "type": _PARTS.get(part.kind, "application"),
            "bom-ref": ref,
            "name": said(part.title, self.language) if part.title else name,
        }
        if len(soup) == 1:
            return without_empty(entry | _identity(soup[0]))
        entry["components"] = [
            {"type": "library", "bom-ref": f"{ref}/{index}", "name": _name(each), **_identity(each)}
            for index, each in enumerate(soup, 1)
        ]
        return without_empty(entry)

    def _depend(self, ref: str, on: str) -> None:
        self.depends.setdefault(ref, {})[on] = None

    def _vulnerabilities(self) -> Iterator[dict[str, Any]]:
        for vulnerability in self.composition.declared.vulnerabilities:
            affects = [{"ref": ref} for ref in self._touched(vulnerability)]
            if not affects:
                self.losses.add("exchange_vulnerabilities_lost", vulnerability.id)
                continue
            about = vulnerability.source or ""
            yield without_empty(
                {
                    "id": vulnerability.id,
                    "source": {"url" if "://" in about else "name": about} if about else {},
                    "ratings": [_rating(vector) for vector in vulnerability.cvss],
                    "affects": affects,
                    "properties": _properties(
                        exploited=known(vulnerability.exploited),
                        public_exploit=known(vulnerability.public_exploit),
                        epss=known(vulnerability.epss),
                    ),
                }
            )

    def _touched(self, vulnerability: DeclaredVulnerability) -> list[str]:
        wanted = vulnerability.components
        return [
            f"{ref}/{vulnerability.part}"
            for ref, path in self.instances.get(without_version(vulnerability.type), [])
            if (wanted is None or path in wanted) and f"{ref}/{vulnerability.part}" in self.parts
        ]


def _rating(vector: str) -> dict[str, str]:
    return {"method": _METHODS.get(vector[:8], "other"), "vector": vector}


def _identity(soup: Soup) -> dict[str, Any]:
    named: dict[str, Any] = {"version": soup.version, "cpe": soup.cpe, "purl": soup.purl}
    return without_empty(named | {"properties": _properties(sbom=soup.sbom)})


def _name(soup: Soup) -> str:
    """Name third-party software: the last part of its purl, else what else is known of it."""
    named = (soup.purl or "").partition("?")[0].partition("@")[0].rpartition("/")[2]
    return named or soup.cpe or soup.sbom or soup.version or "?"


def _properties(**values: object) -> list[dict[str, str]]:
    said_of = {name: value for name, value in values.items() if value not in (None, "")}
    return [
        {
            "name": f"hygie:{name.replace('_', '-')}",
            "value": str(value).lower() if isinstance(value, bool) else str(value),
        }
        for name, value in said_of.items()
        if not (name == "count" and value == 1)
    ]
