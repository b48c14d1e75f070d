"""A referential: a catalogue, rules, and the decision that says whether it binds the organisation."""

from dataclasses import replace
from functools import cache
from importlib import import_module

from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Catalog, Requirement, load_catalog
from hygie.referentials.evaluate import evaluate
from hygie.referentials.facts import Facts
from hygie.referentials.rules import load_rules
from hygie.referentials.verdict import TRUE, Check, Decision, Verdict, every

PACKAGES = {"hds-2.0": "hygie.referentials.hds_2_0"}
"""Referentials by id; a new one is a package with a catalogue, an ``applicability`` and rules."""

OF_ROLE = {"host": ("hds-2.0",)}
"""Referentials that a role calls for when the dossier does not choose."""


@cache
def catalog_of(referential: str) -> Catalog:
    """Load the catalogue of a referential."""
    return load_catalog(PACKAGES[referential])


def needs_of(referential: str) -> dict[str, tuple[str, ...]]:
    """Give, for each requirement, those whose verdicts its rule sums up."""
    return {rule.requirement: rule.needs for rule in load_rules(PACKAGES[referential])}


def assess(referential: str, facts: Facts) -> dict[str, Verdict]:
    """Decide every requirement of a referential, in the order of its catalogue."""
    package = PACKAGES[referential]
    catalog = catalog_of(referential)
    bound: Check = import_module(f"{package}.applicability").binds(facts)
    verdicts: dict[str, Verdict] = {}
    for rule in load_rules(package):
        requirement = catalog.requirement(rule.requirement)
        applies = every((_in_force(requirement, facts), bound))
        decision = rule.decide(facts, verdicts) if applies.value is Truth.TRUE else Decision()
        decision = replace(decision, applies=every((applies, decision.applies)))
        verdicts[rule.requirement] = evaluate(requirement, decision, facts)
    return {item.id: verdicts[item.id] for item in catalog.requirements if item.id in verdicts}


def _in_force(requirement: Requirement, facts: Facts) -> Check:
    """A requirement binds from its first day to its last one (choice 5: law is dated data)."""
    interval = requirement.in_force
    begun = facts.clock.reached(interval.since)
    running = interval.until is None or facts.clock.valid_through(interval.until)
    if begun and running:
        return TRUE
    return facts.says(False, "requirement_not_in_force", (), since=interval.since)
