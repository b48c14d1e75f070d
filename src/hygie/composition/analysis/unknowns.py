"""What was not known, and was taken at its worst."""

from collections.abc import Iterable, Iterator

from hygie.composition.analysis.ratings import Goal
from hygie.composition.analysis.results import UnknownResult
from hygie.composition.exploitability import Exploit
from hygie.composition.language.names import without_version
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.scenario import Stance


def unknowns(stance: Stance, goals: Iterable[Goal], lowering: Lowering) -> Iterator[UnknownResult]:
    """List what was not known of a system, kind by kind."""
    instances = stance.model.instances
    for control in stance.controls:
        if control.in_place is None and control.declared.guards:
            yield UnknownResult("control", control.name, instances[control.owner].path)
    for use in stance.assumptions:
        if not use.computed and use.holds is None:
            yield UnknownResult("assumption", use.name, instances[use.owner].path)
    for instance in instances:
        for kind, name in instance.template.unknowns:
            yield UnknownResult(kind, name, instance.path)
    for goal in goals:
        if not goal.need_known:
            yield UnknownResult("need", f"{goal.asset}.{goal.criterion}", instances[goal.owner].path)
    yield from _unrated({instance.outside.name for instance in instances}, lowering)


def _unrated(types: set[str], lowering: Lowering) -> Iterator[UnknownResult]:
    """List what was not known of the vulnerabilities of the types that are used."""
    for item in lowering.composition.declared.vulnerabilities:
        rated = lowering.rated(item)
        if without_version(item.type) in types and isinstance(rated, Exploit):
            for unknown in rated.unknowns:
                yield UnknownResult("rating", unknown, item.id)
