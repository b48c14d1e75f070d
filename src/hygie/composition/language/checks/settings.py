"""What a component sets of its type: it exists, the type leaves it to be set, and nothing contradicts it."""

from collections.abc import Iterable, Iterator

from hygie.composition.language.checks.context import Held, Study
from hygie.composition.language.names import Fact, Outside, Scope
from hygie.composition.language.vocabulary import (
    AssumptionState,
    Component,
    ComponentType,
    DeclaredControl,
    System,
    TypeName,
)
from hygie.dossier.paths import Path
from hygie.kernel.diagnostic import Diagnostic


def check_settings(held: Held) -> Iterator[Diagnostic]:
    """Check what the components of a type or system set, and the assumptions that a system declares."""
    for name, component in held.body.components.items():
        seen = held.outside_of(name)
        if seen is not None:
            yield from _settings(held, name, component, seen)
        for control, state in component.controls.items():
            if isinstance(state, DeclaredControl):
                path = ("components", name, "controls", control, "declared")
                yield from _in_dossier(held.study, "control", state.declared, (*held.path, *path))
        yield from _evidence(held, ("components", name, "assumptions"), component.assumptions)
    if isinstance(held.body, System):
        yield from _system_assumptions(held, held.body)
        yield from _contradictions(held)


def _settings(held: Held, name: str, component: Component, seen: Outside) -> Iterator[Diagnostic]:
    for section, given, known in (
        ("controls", component.controls, seen.controls),
        ("needs", component.needs, seen.assets),
        ("soup", component.soup, seen.parts),
    ):
        for setting in given:
            where = ("components", name, section, setting)
            if setting in seen.configurable:
                continue
            if setting in known:
                among = held.study.among(setting, seen.configurable)
                parameters = {**among, "type": component.type, "suggestion": ""}
                yield held.mistake("composition_not_configurable", where, parameters, key=True)
            else:
                yield _unknown(held, where, setting, known & seen.configurable, component.type)
    for assumption in component.assumptions:
        if assumption not in seen.assumes:
            where = ("components", name, "assumptions", assumption)
            yield _unknown(held, where, assumption, seen.assumes, component.type)


def _unknown(held: Held, where: Path, found: str, expected: Iterable[str], owner: str) -> Diagnostic:
    among = held.study.among(found, expected)
    return held.mistake("composition_unknown_setting", where, {**among, "type": owner}, key=True)


def _system_assumptions(held: Held, system: System) -> Iterator[Diagnostic]:
    for name in system.assumptions:
        if name not in system.assumes:
            yield _unknown(held, ("assumptions", name), name, system.assumes, held.name)
    yield from _evidence(held, ("assumptions",), system.assumptions)


def _evidence(held: Held, where: Path, states: dict[str, AssumptionState]) -> Iterator[Diagnostic]:
    for name, state in states.items():
        for index, reference in enumerate(state.evidence):
            path = (*held.path, *where, name, "evidence", index)
            yield from _in_dossier(held.study, "evidence", reference, path)


def _in_dossier(study: Study, kind: str, identifier: str, path: Path) -> Iterator[Diagnostic]:
    """Check that an entry is declared in the dossier, where there is one."""
    if study.dossier is None or f"{kind}:{identifier}" in study.dossier.entries_by_ref:
        return
    refs = (ref.partition(":") for ref in study.dossier.entries_by_ref)
    candidates = [name for known, _, name in refs if known == kind]
    parameters = {
        "kind": kind,
        "id": identifier,
        "section": _SECTIONS[kind],
        "suggestion": study.guess(identifier, candidates),
    }
    yield study.mistake("unknown_reference", path, parameters)


_SECTIONS = {"control": "controls", "evidence": "evidence"}


def _contradictions(held: Held) -> Iterator[Diagnostic]:
    """Assumptions declared to hold, of which an origin has what they exclude."""
    had = {
        (used.meaning.component, used.meaning.name, used.meaning.what): used.path
        for used in held.used
        if used.use == "has" and isinstance(used.meaning, Fact)
    }
    scopes: dict[TypeName, Scope] = {}
    for name in dict.fromkeys(component for component, _, _ in had):
        component = held.body.components[name]
        described = held.study.type_named(component.type)
        if not isinstance(described, ComponentType):
            continue
        scope = scopes.setdefault(component.type, Scope(described, held.study.type_named, held.study.guess))
        for assumption, state in component.assumptions.items():
            declared = described.assumes.get(assumption)
            for reference in declared.falsifies if declared and state.holds is True else ():
                fact = scope.resolve(reference, "falsifies")
                if isinstance(fact, Fact) and fact.incoming and (name, fact.name, fact.what) in had:
                    here = ("components", name, "assumptions", assumption, "holds")
                    origin = had[name, fact.name, fact.what]
                    parameters = {
                        "found": assumption,
                        "component": name,
                        "fact": f"{name}.{reference}",
                        "origin": str(origin[1]),
                    }
                    yield held.twice("composition_assumption_against_origin", origin, here, parameters)
