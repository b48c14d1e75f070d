"""Reads a Threagile model: technical assets, what they hold and call, boundaries and shared runtimes.

A technical asset becomes a component; its data assets become assets, their confidentiality, integrity and
availability ratings needs from 0 to 4; a communication link becomes a wire, through the port of callers that
say who they are where an authentication is asked. A trust boundary becomes a zone, in which everything is
taken to reach everything. What runs on one shared runtime can be attacked through it. An asset open to the
internet gives a risk origin. Threagile's own rules, risk tracking and questions are not carried over.
"""

from typing import Any, Final

from hygie.composition.exchange.foreign import (
    Plain,
    UnusableFileError,
    flag,
    mapping,
    read_yaml_or_json,
    text,
    texts,
)
from hygie.composition.exchange.losses import Losses
from hygie.composition.exchange.network import Element, Inventory, Link, systems_of
from hygie.composition.exchange.written import Exchanged, both, file_name, header, write
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place

KIND = "threagile"

_CONFIDENTIALITY: Final = {
    "public": 0, "internal": 1, "restricted": 2, "confidential": 3, "strictly-confidential": 4,
}  # fmt: skip
_CRITICALITY: Final = {"archive": 0, "operational": 1, "important": 2, "critical": 3, "mission-critical": 4}
_KINDS: Final = {"external-entity": "people", "process": "software", "datastore": "storage"}
_READ: Final = frozenset(
    {"title", "data_assets", "technical_assets", "trust_boundaries", "shared_runtimes", "threagile_version"}
)
_SAYS_NOTHING: Final = frozenset(
    {"date", "author", "contributors", "management_summary_comment", "tags_available", "business_overview",
     "technical_overview", "application_description", "includes", "diagram_tweak_edge_layout"}
)  # fmt: skip


def read(
    content: bytes, file: str, taken: frozenset[str] = frozenset(), language: str = "en"
) -> Exchanged | Refusal:
    """Read a model into a new file of ``systems/``; ``taken`` are names of types and systems in use."""
    try:
        data = read_yaml_or_json(content, file)
    except UnusableFileError as reason:
        return Refusal(reason.mistakes)
    if not mapping(data, "technical_assets"):
        return Refusal((Diagnostic("exchange_nothing", Place(file), {"expected": "technical_assets"}),))
    losses = Losses()
    reading = _Reading(data, losses)
    name = file_name(file, "threagile")
    root = systems_of(reading.inventory(language), name, losses, taken)
    comments = header(file_name(file), "du modèle Threagile", "the Threagile model", language)
    written = write(name, root, losses, file, comments)
    return Refusal(written) if isinstance(written, tuple) else written


class _Reading:
    def __init__(self, data: Plain, losses: Losses) -> None:
        self.data, self.losses = data, losses
        self.data_assets = self._by_id("data_assets")
        self.assets = self._by_id("technical_assets")
        for key, value in data.items():
            if key not in _READ | _SAYS_NOTHING and value:
                losses.add("exchange_sections_lost", key)

    def _by_id(self, section: str) -> dict[str, tuple[str, Plain]]:
        """Give the entries of a section by their id, with their title; an id is read once."""
        found: dict[str, tuple[str, Plain]] = {}
        for title, entry in mapping(self.data, section).items():
            if not isinstance(entry, dict):
                self.losses.add("exchange_unreadable", str(title))
                continue
            key = text(entry, "id") or str(title)
            if key in found:
                self.losses.add("exchange_twice", key)
            else:
                found[key] = (str(title), entry)
        return found

    def inventory(self, language: str) -> Inventory:
        """Gather everything that is carried over."""
        inventory = Inventory(text(self.data, "title"), language=language)
        for key, (title, entry) in self.assets.items():
            inventory.elements[key] = self._element(title, entry)
        self._zones(inventory)
        self._runtimes(inventory)
        for key, (_, entry) in self.assets.items():
            self._links(inventory, key, entry)
            if flag(entry, "internet"):
                inventory.elements[key].exposed = True
                inventory.origins.append(("Internet", key, False))
        return inventory

    def _element(self, title: str, entry: Plain) -> Element:
        if flag(entry, "out_of_scope"):
            self.losses.add("exchange_out_of_scope", title)
        technology = text(entry, "technology") or ", ".join(texts(entry, "technologies"))
        element = Element(
            text(title) or "asset",
            _KINDS.get(text(entry, "type"), "software"),
            technology if technology not in ("", "unknown-technology") else text(title),
            part_kind="data" if text(entry, "type") == "datastore" else "software",
        )
        for key in dict.fromkeys(
            (*texts(entry, "data_assets_stored"), *texts(entry, "data_assets_processed"))
        ):
            if key in self.data_assets:
                held, described = self.data_assets[key]
                element.assets.append((text(held) or "data", _needs(described)))
            else:
                self.losses.add("exchange_references_lost", key)
        return element

    def _links(self, inventory: Inventory, source: str, entry: Plain) -> None:
        for title, link in mapping(entry, "communication_links").items():
            target = text(link, "target")
            if target not in inventory.elements:
                self.losses.add("exchange_references_lost", f"{title} → {target}")
                continue
            asked = text(link, "authentication")
            inventory.links.append(Link(source, target, asked not in ("", "none")))
            if not asked:
                self.losses.add("exchange_authentication_assumed", str(title))
            if texts(link, "data_assets_sent") or texts(link, "data_assets_received"):
                self.losses.add("exchange_in_transit_lost", str(title))

    def _zones(self, inventory: Inventory) -> None:
        boundaries = self._by_id("trust_boundaries")
        for key, (title, entry) in boundaries.items():
            inventory.zones[key] = text(title) or "zone"
            for asset in texts(entry, "technical_assets_inside"):
                if asset not in inventory.elements:
                    self.losses.add("exchange_references_lost", asset)
                elif inventory.elements[asset].zone:
                    self.losses.add("exchange_twice", asset)
                else:
                    inventory.elements[asset].zone = key
            if texts(entry, "trust_boundaries_nested"):
                self.losses.add("exchange_zones_flattened", str(title))

    def _runtimes(self, inventory: Inventory) -> None:
        for key, (title, entry) in self._by_id("shared_runtimes").items():
            running = [each for each in texts(entry, "technical_assets_running") if each in self.assets]
            lost = [each for each in texts(entry, "technical_assets_running") if each not in self.assets]
            self.losses.add("exchange_references_lost", *lost)
            host = f"runtime {key}"
            if running:
                label = both("Environnement partagé", "Shared runtime")
                inventory.elements[host] = Element(text(title) or "runtime", "server", label)
                self.losses.add("exchange_hosting_assumed", str(title))
            for each in running:
                if inventory.elements[each].host:
                    self.losses.add("exchange_twice", each)
                inventory.elements[each].host = inventory.elements[each].host or host


def _needs(entry: Plain) -> dict[str, int]:
    rated: dict[str, Any] = {
        "availability": _CRITICALITY.get(text(entry, "availability")),
        "integrity": _CRITICALITY.get(text(entry, "integrity")),
        "confidentiality": _CONFIDENTIALITY.get(text(entry, "confidentiality")),
    }
    return {criterion: level for criterion, level in rated.items() if level is not None}
