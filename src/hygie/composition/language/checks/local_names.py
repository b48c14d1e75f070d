"""Names inside one type or system: each stands once, and what refers to one finds it."""

from collections.abc import Iterable, Iterator

from hygie.composition.language.checks.context import Held
from hygie.composition.language.names import names_of
from hygie.composition.language.vocabulary import ComponentType
from hygie.dossier.paths import Path
from hygie.kernel.diagnostic import Diagnostic


def check_names(held: Held) -> Iterator[Diagnostic]:
    """Check that local names are unique, that parts run on parts, that what may be set exists."""
    yield from _unique(held)
    yield from _hosts(held)
    yield from _detections(held)
    if isinstance(held.body, ComponentType):
        yield from _configurable(held, held.body)
        yield from _grounds(held, held.body)


def _unique(held: Held) -> Iterator[Diagnostic]:
    first: dict[str, Path] = {}
    for section, names in names_of(held.body):
        for name in names:
            here = (section, name)
            if name in first:
                yield held.twice("composition_name_twice", first[name], here, {"found": name}, key=True)
            else:
                first[name] = here


def _hosts(held: Held) -> Iterator[Diagnostic]:
    parts = held.body.parts
    for section, entries in (("parts", parts), ("assets", held.body.assets)):
        for name, entry in entries.items():
            if entry.on is not None and entry.on not in parts:
                yield _unknown(held, "composition_unknown_part", entry.on, parts, (section, name, "on"))
    yield from _rings(held)


def _rings(held: Held) -> Iterator[Diagnostic]:
    """Parts that run on one another in a ring, each ring told once, at its first part."""
    on = {name: part.on for name, part in held.body.parts.items() if part.on in held.body.parts}
    done: set[str] = set()
    for start in on:
        trail: list[str] = []
        here: str | None = start
        while here is not None and here in on and here not in done:
            done.add(here)
            trail.append(here)
            here = on[here]
        if here in trail:
            ring = [*trail[trail.index(here) :], here]
            chain = " → ".join(ring)
            parameters = {"found": here, "chain": chain}
            yield held.mistake("composition_parts_in_ring", ("parts", here, "on"), parameters)


def _detections(held: Held) -> Iterator[Diagnostic]:
    controls = held.body.controls
    for name, step in held.body.steps.items():
        if step.detect is not None and step.detect.by not in controls:
            where = ("steps", name, "detect", "by")
            yield _unknown(held, "composition_unknown_control", step.detect.by, controls, where)


def _configurable(held: Held, body: ComponentType) -> Iterator[Diagnostic]:
    settable = {**body.controls, **body.assets, **body.parts}
    for index, name in enumerate(body.configurable):
        if name not in settable:
            yield _unknown(held, "composition_unknown_configurable", name, settable, ("configurable", index))


def _grounds(held: Held, body: ComponentType) -> Iterator[Diagnostic]:
    grounds = {**body.controls, **body.assumes}
    for name, guarantee in body.guarantees.items():
        for index, ground in enumerate(guarantee.given):
            if ground not in grounds:
                where = ("guarantees", name, "given", index)
                yield _unknown(held, "composition_unknown_ground", ground, grounds, where)


def _unknown(held: Held, code: str, found: str, expected: Iterable[str], where: Path) -> Diagnostic:
    return held.mistake(code, where, held.study.among(found, expected))
