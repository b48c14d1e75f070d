"""Names of facts: they exist, they are used in their sense, and the steps that use them can happen."""

from collections.abc import Iterator

from hygie.composition.language.checks.context import Held, Used
from hygie.composition.language.names import UNSEEN, Fact, Problem
from hygie.composition.language.vocabulary import AtLeast
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameters


def check_facts(held: Held) -> Iterator[Diagnostic]:
    """Check the names of facts of a type or system, and what its steps and controls do with them."""
    for used in held.used:
        if isinstance(used.meaning, Problem) and used.meaning.code != UNSEEN.code:
            yield _problem(held, used, used.meaning)
    for name, step in held.body.steps.items():
        if held.is_whole and step.any is None and step.all is None and step.at_least is None:
            yield held.mistake(
                "composition_step_without_condition", ("steps", name), {"found": name}, key=True
            )
        if name in (step.all or ()):
            index = (step.all or []).index(name)
            yield held.mistake(
                "composition_step_needs_itself", ("steps", name, "all", index), {"found": name}
            )
        if step.at_least is not None:
            yield from _at_least(held, name, step.at_least)
    yield from _own_losses(held)


def _problem(held: Held, used: Used, problem: Problem) -> Diagnostic:
    parameters = {**problem.parameters, "found": used.reference, "suggestion": problem.suggestion}
    return held.mistake(problem.code, used.path, parameters)


def _at_least(held: Held, step: str, condition: AtLeast) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    here = ("steps", step, "at_least")
    for index, reference in enumerate(condition.of):
        if reference in first:
            paths = (*here, "of", first[reference]), (*here, "of", index)
            yield held.twice("composition_fact_twice", *paths, {"found": reference})
        first.setdefault(reference, index)
    most = _most(held, condition)
    if held.is_whole and most is not None and condition.count > most:
        parameters: Parameters = {"found": step, "count": condition.count, "most": most}
        yield held.mistake("composition_at_least_too_many", (*here, "count"), parameters)


def _most(held: Held, condition: AtLeast) -> int | None:
    """Count the facts, those of a component that stands for many as often; unknown if one is not known."""
    most = 0
    for reference in condition.of:
        fact = held.scope.resolve(reference, "condition")
        if isinstance(fact, Problem):
            return None
        most += held.body.components[fact.component].count if fact.component else 1
    return most


def _own_losses(held: Held) -> Iterator[Diagnostic]:
    """A control that guards what it loses contradicts itself."""
    for name, control in held.body.controls.items():
        for index, reference in enumerate(control.loses):
            if reference in control.guards:
                paths = (
                    ("controls", name, "guards", control.guards.index(reference)),
                    ("controls", name, "loses", index),
                )
                yield held.twice(
                    "composition_control_against_itself", *paths, {"found": reference, "control": name}
                )


def entering(held: Held) -> set[tuple[str, str]]:
    """Give the ports of components into which a step, an origin or an assumption of the body reaches."""
    facts = (used.meaning for used in held.used if used.use in {"emits", "has", "falsifies"})
    return {
        (fact.component, fact.name) for fact in facts if isinstance(fact, Fact) and fact.kind == "inner-port"
    }


def own_ports_used(held: Held) -> set[str]:
    """Give the ports of the type itself of which its steps, parts, controls or assumptions speak."""
    facts = (used.meaning for used in held.used if used.use != "never")
    return {fact.name for fact in facts if isinstance(fact, Fact) and fact.kind == "port"}
