"""Checks of the composition language: what shapes cannot say, every mistake in one pass."""

from collections.abc import Iterator

from hygie.composition.language.checks.containment import (
    MAX_DEPTH,
    MAX_FACTS,
    MAX_INSTANCES,
    check_containment,
)
from hygie.composition.language.checks.context import Study
from hygie.composition.language.checks.facts import check_facts
from hygie.composition.language.checks.local_names import check_names
from hygie.composition.language.checks.settings import check_settings
from hygie.composition.language.checks.systems import check_system
from hygie.composition.language.checks.vulnerabilities import check_vulnerabilities
from hygie.composition.language.checks.wiring import check_wires
from hygie.kernel.diagnostic import Diagnostic

__all__ = ["MAX_DEPTH", "MAX_FACTS", "MAX_INSTANCES", "Study", "check"]

_OF_EACH = (check_names, check_facts, check_wires, check_settings, check_system)


def check(study: Study) -> Iterator[Diagnostic]:
    """Give every mistake in types and systems that have the right shape."""
    contained = list(check_containment(study))
    # The ports of what contains itself mean nothing yet: that it does is said alone.
    endless = {name for item in contained for name in str(item.parameters.get("chain", "")).split(" → ")}
    for held in study.bodies:
        for check_body in _OF_EACH:
            if check_body is not check_wires or held.path != ("types", held.name) or held.name not in endless:
                yield from check_body(held)
    yield from contained
    yield from check_vulnerabilities(study)
    yield from _two_kinds_of_type(study)


def _two_kinds_of_type(study: Study) -> Iterator[Diagnostic]:
    for name in study.declared.published:
        if name in study.declared.types:
            here, first = ("published", name), ("types", name)
            place, related = study.place(here, key=True), study.place(first, key=True)
            yield Diagnostic("composition_type_twice", place, {"found": name}, related)
