"""A referential: a catalogue, rules, and the decision that says whether it binds the organisation."""

from dataclasses import replace
from functools import cache
from importlib import import_module

from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Catalog, load_catalog
from hygie.referentials.evaluate import evaluate
from hygie.referentials.facts import Facts
from hygie.referentials.rules import load_rules
from hygie.referentials.verdict import Check, Decision, Verdict, every

PACKAGES = {"hds-2.0": "hygie.referentials.hds_2_0"}
"""Referentials by id; a new one is a package with a catalogue, an ``applicability`` and rules."""

OF_ROLE = {"host": ("hds-2.0",)}
"""Referentials that a role calls for when the dossier does not choose."""


@cache
def catalog_of(referential: str) -> Catalog:
    """Load the catalogue of a referential."""
    return load_catalog(PACKAGES[referential])


def assess(referential: str, facts: Facts) -> dict[str, Verdict]:
    """Decide every requirement of a referential, in the order of its catalogue."""
    package = PACKAGES[referential]
    catalog = catalog_of(referential)
    bound: Check = import_module(f"{package}.applicability").binds(facts)
    verdicts: dict[str, Verdict] = {}
    for rule in load_rules(package):
        decision = rule.decide(facts, verdicts) if bound.value is Truth.TRUE else Decision()
        decision = replace(decision, applies=every((bound, decision.applies)))
        verdicts[rule.requirement] = evaluate(catalog.requirement(rule.requirement), decision, facts)
    return {item.id: verdicts[item.id] for item in catalog.requirements}
