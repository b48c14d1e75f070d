"""Declared vulnerabilities: each touches a part of a type, and instances that exist."""

from collections.abc import Iterator

from hygie.composition.exploitability.vectors import BadVector, read_vector
from hygie.composition.language.checks.containment import unknown_type, version_differs
from hygie.composition.language.checks.context import Study
from hygie.composition.language.names import without_version
from hygie.composition.language.vocabulary import Body, ComponentType, DeclaredVulnerability
from hygie.dossier.paths import Path
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameters


def check_vulnerabilities(study: Study) -> Iterator[Diagnostic]:
    """Check what the declared vulnerabilities touch."""
    first: dict[tuple[str, ...], Path] = {}
    for index, vulnerability in enumerate(study.declared.vulnerabilities):
        here: Path = ("vulnerabilities", index)
        yield from _touched(study, vulnerability, here)
        for position, path in enumerate(vulnerability.components or ()):
            where = (*here, "components", position)
            yield from _instance(study, path, without_version(vulnerability.type), where)
        yield from _vectors(study, vulnerability, here)
        instances = tuple(vulnerability.components or ())
        key = (vulnerability.id, without_version(vulnerability.type), vulnerability.part, *instances)
        if key in first:
            place, related = study.place((*here, "id")), study.place((*first[key], "id"))
            parameters: Parameters = {"found": vulnerability.id}
            yield Diagnostic("composition_vulnerability_twice", place, parameters, related)
        first.setdefault(key, here)


def _vectors(study: Study, vulnerability: DeclaredVulnerability, here: Path) -> Iterator[Diagnostic]:
    for index, vector in enumerate(vulnerability.cvss):
        read = read_vector(vector)
        if isinstance(read, BadVector):
            parameters: Parameters = {"found": read.vector, "problem": read.code}
            yield study.mistake("composition_bad_vector", (*here, "cvss", index), parameters)


def _touched(study: Study, vulnerability: DeclaredVulnerability, here: Path) -> Iterator[Diagnostic]:
    if not study.exists(vulnerability.type):
        yield unknown_type(study, vulnerability.type, (*here, "type"))
        return
    described = study.type_named(vulnerability.type)
    if described is None:
        return
    yield from version_differs(study, vulnerability.type, (*here, "type"))
    if not isinstance(described, ComponentType):
        parameters: Parameters = {"found": vulnerability.type}
        yield study.mistake("composition_type_closed", (*here, "type"), parameters)
    elif vulnerability.part not in described.parts:
        among = study.among(vulnerability.part, described.parts)
        yield study.mistake("composition_unknown_part", (*here, "part"), among)


def _instance(study: Study, path: str, type_name: str, where: Path) -> Iterator[Diagnostic]:
    """Follow a path of components from some system; what it leads to must be of the type."""
    found = [_type_at(study, system, path) for system in study.declared.systems.values()]
    types = [name for name in found if name is not None]
    if not types:
        components = [name for system in study.declared.systems.values() for name in system.components]
        head, dot, rest = path.partition(".")
        guess = "" if head in components else study.guess(head, components)
        parameters: Parameters = {"found": path, "suggestion": f"{guess}{dot}{rest}" if guess else ""}
        yield study.mistake("composition_unknown_instance", where, parameters)
    elif type_name not in types:
        parameters = {"found": path, "type": types[0], "expected": type_name}
        yield study.mistake("composition_instance_of_another_type", where, parameters)


def _type_at(study: Study, body: Body, path: str) -> str | None:
    """Give the type of the component at a path, ``None`` if there is no such component."""
    names = path.split(".")
    for position, name in enumerate(names, start=1):
        component = body.components.get(name)
        if component is None:
            return None
        if position == len(names):
            return without_version(component.type)
        described = study.type_named(component.type)
        if not isinstance(described, ComponentType):
            return None
        body = described
    return None
