"""The components of a CycloneDX bill as parts of one type: what runs on its own, and what is inside it."""

from collections.abc import Mapping
from typing import Any, Final

from hygie.composition.exchange.foreign import Plain, mappings, text
from hygie.composition.exchange.losses import Losses
from hygie.composition.exchange.written import Names, Title, both, in_language, without_empty

MAIN: Final = "main"
INSIDE: Final = "software"

_PARTS: Final = {
    "operating-system": "operating-system",
    "firmware": "firmware",
    "device": "hardware",
    "application": "software",
    "platform": "software",
    "container": "software",
    "device-driver": "software",
    "data": "data",
    "machine-learning-model": "data",
}
_SOUP: Final = frozenset({"library", "framework", "file"})
_PLATFORMS: Final = ("operating-system", "firmware")


class Parts:
    """Gathers parts; ``place_of`` says in which part the component of each reference stands."""

    def __init__(self, product: Plain, losses: Losses) -> None:
        """Begin with the product itself."""
        self.losses = losses
        self.place_of: dict[str, str] = {}
        self._parts: dict[str, dict[str, Any]] = {}
        self._soup: dict[str, list[dict[str, str]]] = {}
        self._names = Names({"open", "calls", "spread", "from-platforms"})
        self._titles: dict[str, str] = {}
        kind = _PARTS.get(text(product, "type"), "software")
        self._new(MAIN, identity(product)[0] or "product", kind, None, product)

    def add(self, component: Plain, inside: str | None) -> None:
        """Add a component and what is inside it; ``inside`` names the part that contains it."""
        title, kind = identity(component)[0] or "component", text(component, "type")
        here = inside
        if kind in _PARTS:
            here = self._names.give(title, "part")
            self._new(here, title, _PARTS[kind], inside, component)
            if inside:
                self.losses.add("exchange_hosting_assumed", title)
        elif kind in _SOUP:
            holder = inside or self._holder()
            self._soup.setdefault(holder, []).append(identity(component)[1])
            self._mark(component, holder)
        else:
            self.losses.add("exchange_components_lost", title)
        for nested in mappings(component, "components"):
            self.add(nested, here)

    def written(self) -> tuple[Mapping[str, Mapping[str, Any]], dict[str, dict[str, Any]]]:
        """Give the parts, hosted, and the step that several platforms call for."""
        platforms = self._platforms()
        homeless = [
            name
            for name, part in self._parts.items()
            if part["on"] is None and name not in platforms and part["kind"] == "software"
        ]
        steps: dict[str, dict[str, Any]] = {}
        if len(platforms) == 1:
            for name in homeless:
                self._host(name, platforms[0])
        elif platforms and homeless:
            steps["from-platforms"] = self._step(platforms, homeless)
        if self._parts[MAIN]["kind"] == "hardware":
            for name, part in self._parts.items():
                if part["on"] is None and name != MAIN and (name in platforms or not platforms):
                    self._host(name, MAIN)
        parts = {
            name: without_empty({**part, "soup": [each for each in self._soup.get(name, []) if each]})
            for name, part in self._parts.items()
        }
        return parts, steps

    def _platforms(self) -> list[str]:
        for kind in _PLATFORMS:
            found = [name for name, part in self._parts.items() if part["kind"] == kind and name != MAIN]
            if found:
                return found
        return []

    def _host(self, name: str, platform: str) -> None:
        self._parts[name]["on"] = platform
        self.losses.add("exchange_hosting_assumed", self._titles[name])

    def _step(self, platforms: list[str], homeless: list[str]) -> dict[str, Any]:
        self.losses.add("exchange_hosting_assumed", *(self._titles[name] for name in homeless))
        return {
            "title": both(
                "La plateforme qui l’exécute, quelle qu’elle soit, le contrôle (supposé)",
                "Whatever platform it runs on controls it (assumed)",
            ),
            "any": [f"{name}.control" for name in platforms],
            "difficulty": "negligible",
            "takes": [f"{name}.control" for name in homeless],
        }

    def _holder(self) -> str:
        """Name the part that holds what nothing contains: the product, or the software of a device."""
        if self._parts[MAIN]["kind"] == "software":
            return MAIN
        if INSIDE not in self._parts:
            self._new(INSIDE, both("Logiciels du produit", "Software of the product"), "software", None, {})
        return INSIDE

    def _new(self, name: str, title: Title, kind: str, on: str | None, component: Plain) -> None:
        self._names.taken.add(name)
        self._titles[name] = in_language(title)
        self._parts[name] = {"title": title, "kind": kind, "on": on}
        soup = identity(component)[1]
        if soup:
            self._soup.setdefault(name, []).append(soup)
        self._mark(component, name)

    def _mark(self, component: Plain, part: str) -> None:
        ref = text(component, "bom-ref")
        if ref in self.place_of:
            self.losses.add("exchange_twice", ref)
        elif ref:
            self.place_of[ref] = part


def identity(component: Plain) -> tuple[str, dict[str, str]]:
    """Give the title of a component, and by which names its vulnerabilities are looked for."""
    name, version, group = text(component, "name"), text(component, "version"), text(component, "group")
    title = " ".join(filter(None, (f"{group}/{name}" if group and name else name, version)))
    soup = {"purl": text(component, "purl"), "cpe": text(component, "cpe")}
    named = {key: value for key, value in soup.items() if value}
    return title, (named | ({"version": version} if version else {})) if named else {}
