"""Types inside types: each exists, none contains itself, and what they make together has a bounded size."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hygie.composition.language.checks.context import Held, Study
from hygie.composition.language.names import Publication, without_version
from hygie.composition.language.vocabulary import (
    CRITERIA,
    Access,
    Body,
    ComponentType,
    DeclaredVulnerability,
    Port,
    System,
)
from hygie.dossier.paths import Path
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameters

MAX_INSTANCES = 1_000_000
"""Instances that one type or system may stand for, all nesting and counts multiplied out."""

MAX_FACTS = 10_000_000
"""Nodes of the graph of one type or system, at most: instances that ``count`` repeats are one."""

_OF_CONTROL, _OF_STEP, _OF_EXPLOIT, _OF_ORIGIN = 5, 7, 6, 3
"""Nodes that these take at most: themselves, what they are open by, their modes, each of their conditions."""

MAX_DEPTH = 32
"""How deep components may stand inside components."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a type or system makes once it is expanded."""

    instances: int = 1
    facts: int = 0
    depth: int = 1

    def exceeds(self) -> bool:
        """Say whether it is more than is studied."""
        return self.instances > MAX_INSTANCES or self.facts > MAX_FACTS or self.depth > MAX_DEPTH


def check_containment(study: Study) -> Iterator[Diagnostic]:
    """Check the types of components, and the size of everything."""
    for held in study.bodies:
        yield from _types(held)
    walk = Walk(study)
    for name in study.declared.types:
        walk.visit(name)
    for ring in walk.rings:
        yield _ring(study, ring)
    if not walk.rings:
        yield from _sizes(study, walk)


def _types(held: Held) -> Iterator[Diagnostic]:
    for name, component in held.body.components.items():
        path = ("components", name, "type")
        if not held.study.exists(component.type):
            yield unknown_type(held.study, component.type, (*held.path, *path))
        elif "@" in component.type:
            yield from version_differs(held.study, component.type, (*held.path, *path))


def unknown_type(study: Study, reference: str, path: Path) -> Diagnostic:
    """State that no type has this name."""
    name = without_version(reference)
    # What all library types begin with says nothing of how alike two names are.
    guess = study.guess(name.removeprefix("library/"), study.types_by_short_name)
    parameters: Parameters = {
        "found": reference,
        "suggestion": study.types_by_short_name.get(guess, ""),
        "expected": study.library_listed if "/" in name else study.types_listed,
        "problem": "listed",
    }
    return study.mistake("composition_unknown_type", path, parameters)


def version_differs(study: Study, reference: str, path: Path) -> Iterator[Diagnostic]:
    """State that a type has not the version that pins it."""
    name, _, pinned = reference.partition("@")
    described = study.type_named(name)
    version = getattr(described, "version", None)
    if described is not None and pinned and pinned != version:
        shown, problem = str(version or ""), "" if version else "none"
        parameters = {"found": name, "pinned": pinned, "version": shown, "problem": problem}
        yield study.mistake("composition_version_differs", path, parameters)


def _ring(study: Study, ring: list[str]) -> Diagnostic:
    """State that types contain one another, where the first of them that the user wrote does."""
    start = next((index for index, name in enumerate(ring) if name in study.declared.types), 0)
    turned = [*ring[start:], *ring[:start]]
    body = study.declared.types.get(turned[0])
    following = turned[1 % len(turned)]
    components = body.components.items() if body else ()
    path = next(
        (("types", turned[0], "components", name, "type") for name, component in components
         if without_version(component.type) == following), (),
    )  # fmt: skip
    chain = " → ".join([*turned, turned[0]])
    return study.mistake("composition_type_inside_itself", path, {"found": turned[0], "chain": chain})


@dataclass
class Walk:
    """Visits types below types, deepest first; without recursion, for nesting may be deep."""

    study: Study
    rings: list[list[str]] = field(default_factory=list)
    extents: dict[str, Extent] = field(default_factory=dict)

    def visit(self, start: str) -> None:
        """Visit a type and what it is made of, noting rings once each."""
        if start in self.extents:
            return
        trail: list[str] = [start]
        on_trail = {start: 0}
        pending = [iter(self._below(start))]
        while trail:
            below = next(pending[-1], None)
            if below is None:
                pending.pop()
                done = trail.pop()
                del on_trail[done]
                self.extents[done] = self._extent(done)
            elif below in on_trail:
                self.rings.append(trail[on_trail[below] :])
            elif below not in self.extents:
                on_trail[below] = len(trail)
                trail.append(below)
                pending.append(iter(self._below(below)))

    def _body(self, name: str) -> Body | None:
        described = self.study.type_named(name)
        return described if isinstance(described, ComponentType) else None

    def _below(self, name: str) -> dict[str, None]:
        body = self._body(name)
        components = body.components.values() if body else ()
        return dict.fromkeys(without_version(component.type) for component in components)

    def _extent(self, name: str) -> Extent:
        described = self.study.type_named(name)
        if isinstance(described, ComponentType):
            return self.extent_of(described, name)
        return Extent() if described is None else Extent(facts=2 * _facts_outside(described))

    def extent_of(self, body: Body, name: str) -> Extent:
        """Give the extent of a body from those of the types of its components, already visited.

        ``name`` is that of a type; what touches single instances counts in systems.
        """
        instances, depth = 1, 0
        facts = _own_facts(body) + self._facts_joined(body)
        facts += self._touching[name] if isinstance(body, ComponentType) else self._touched_apart
        for component in body.components.values():
            below = self.extents.get(without_version(component.type), Extent())
            instances += component.count * below.instances
            facts += below.facts
            depth = max(depth, below.depth)
        return Extent(instances, facts, depth + 1)

    def _facts_joined(self, body: Body) -> int:
        """Count what passes through wires that exist in some modes only, at one of their ends."""
        facts = 0
        for wire in body.wires:
            if wire.modes is not None:
                owner, _, name = wire.between[0].rpartition(".")
                component = body.components.get(owner)
                described = body if component is None else self.study.type_named(component.type)
                port = _ports(described).get(name, Port())
                facts += 1 + len(port.incoming) + len(port.outgoing)
        return facts

    @cached_property
    def _touching(self) -> Counter[str]:
        """What the vulnerabilities of all instances of a type add to each of them, by type."""
        found: Counter[str] = Counter()
        for vulnerability in self.study.declared.vulnerabilities:
            if vulnerability.components is None:
                found[without_version(vulnerability.type)] += self._facts_of(vulnerability)
        return found

    @cached_property
    def _touched_apart(self) -> int:
        """What the vulnerabilities of single instances add to a system."""
        return sum(
            len(vulnerability.components or ()) * self._facts_of(vulnerability)
            for vulnerability in self.study.declared.vulnerabilities
        )

    def _facts_of(self, vulnerability: DeclaredVulnerability) -> int:
        body = self._body(without_version(vulnerability.type))
        part = body.parts.get(vulnerability.part) if body else None
        access = (part and part.access) or Access()
        ways = (access.network, access.adjacent, access.local, access.physical)
        return _OF_EXPLOIT + sum(len(references or ()) for references in ways)


def _own_facts(body: Body) -> int:
    controls = body.controls.values()
    return (
        _facts_outside(body)
        + 2 * len(body.parts)
        + sum(_OF_STEP + len(step.all or ()) for step in body.steps.values())
        + sum(len(control.guards) for control in controls)
        + (_OF_ORIGIN * len(body.origins) if isinstance(body, System) else 0)
    )


def _facts_outside(described: Body | Publication) -> int:
    """Count what a type shows; of a published one, each fact may have a node before its controls."""
    capabilities = sum(len(port.incoming) + len(port.outgoing) for port in _ports(described).values())
    own = _OF_CONTROL * len(described.controls) + len(described.assumes)
    return own + len(CRITERIA) * len(described.assets) + capabilities


def _ports(described: Body | Publication | None) -> Mapping[str, Port]:
    if isinstance(described, Body):
        return described.ports if isinstance(described, ComponentType) else {}
    return {} if described is None else described.ports


def _sizes(study: Study, walk: Walk) -> Iterator[Diagnostic]:
    """Tell what is too large where it first is, not in all that contains it."""
    for held in study.bodies:
        for component in held.body.components.values():
            walk.visit(without_version(component.type))
        extent = walk.extent_of(held.body, held.name)
        below = (walk.extents[without_version(item.type)] for item in held.body.components.values())
        if not extent.exceeds() or any(item.exceeds() for item in below):
            continue
        for what, found, limit in (
            ("instances", extent.instances, MAX_INSTANCES),
            ("facts", extent.facts, MAX_FACTS),
            ("depth", extent.depth, MAX_DEPTH),
        ):
            if found > limit:
                number = min(found, 10**18)
                parameters: Parameters = {
                    "problem": what,
                    "found": held.name,
                    "number": number,
                    "limit": limit,
                }
                yield held.mistake("composition_too_large", (), parameters, key=True)
