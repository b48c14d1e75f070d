"""A referential: a catalogue, rules, and the decision that says whether it binds the organisation."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from itertools import chain

from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Catalog, Requirement
from hygie.referentials.catalog_reading import load_catalog
from hygie.referentials.evaluate import evaluate
from hygie.referentials.facts import Facts
from hygie.referentials.rules import RuleCycleError, load_rules
from hygie.referentials.verdict import TRUE, Check, Decision, Verdict, every

PACKAGES = {
    "hds-2.0": "hygie.referentials.hds_2_0",
    "iso27001-2022": "hygie.referentials.iso27001_2022",
    "feima-2021": "hygie.referentials.feima_2021",
}
"""Referentials by id; a new one is a package with a catalogue, an ``applicability`` and rules."""

OF_ROLE = {"host": ("hds-2.0", "iso27001-2022"), "vendor": ("feima-2021",)}
"""Referentials that a role calls for when the dossier does not choose."""

Assessed = dict[str, dict[str, Verdict]]
"""Verdicts by referential, then by requirement."""


@cache
def catalog_of(referential: str) -> Catalog:
    """Load the catalogue of a referential."""
    return load_catalog(PACKAGES[referential])


def needs_of(referential: str) -> dict[str, tuple[str, ...]]:
    """Give, for each requirement, those whose verdicts its rule sums up.

    One of another referential is named with it: ``hds-2.0/EXI-28``.
    """
    return {rule.requirement: rule.needs for rule in load_rules(PACKAGES[referential])}


def assess_all(referentials: Iterable[str], facts: Facts) -> Assessed:
    """Decide every requirement of some referentials, and of those whose verdicts they need.

    Raises:
        RuleCycleError: referentials need one another in a circle.
    """
    assessed: Assessed = {}
    for referential in in_order_of_need(referentials):
        assessed[referential] = assess(referential, facts, assessed)
    return assessed


def in_order_of_need(referentials: Iterable[str]) -> tuple[str, ...]:
    """Sort referentials so that each comes after those whose verdicts it needs, these included.

    Raises:
        RuleCycleError: referentials need one another in a circle.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    waiting = list(referentials)
    seen: set[str] = set()
    while waiting:
        referential = waiting.pop(0)
        if referential not in seen:
            seen.add(referential)
            others = sorted(_elsewhere(referential))
            sorter.add(referential, *others)
            waiting += others
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        raise RuleCycleError(error.args[1]) from error


def _elsewhere(referential: str) -> set[str]:
    needs = chain.from_iterable(needs_of(referential).values())
    return {need.partition("/")[0] for need in needs if "/" in need}


def assess(
    referential: str, facts: Facts, elsewhere: Mapping[str, Mapping[str, Verdict]]
) -> dict[str, Verdict]:
    """Decide every requirement of a referential, in the order of its catalogue.

    ``elsewhere`` holds the verdicts of the referentials that it needs; rules find them under their
    full name, such as ``hds-2.0/EXI-28``.
    """
    package = PACKAGES[referential]
    catalog = catalog_of(referential)
    bound: Check = import_module(f"{package}.applicability").binds(facts)
    verdicts: dict[str, Verdict] = {}
    seen: dict[str, Verdict] = {
        f"{name}/{requirement}": elsewhere[name][requirement]
        for name in _elsewhere(referential)
        for requirement in elsewhere[name]
    }
    for rule in load_rules(package):
        requirement = catalog.requirement(rule.requirement)
        applies = every((_in_force(requirement, facts), bound))
        decision = rule.decide(facts, seen) if applies.value is Truth.TRUE else Decision()
        decision = replace(decision, applies=every((applies, decision.applies)))
        verdict = evaluate(requirement, decision, facts)
        verdicts[rule.requirement] = seen[rule.requirement] = verdict
    return {item.id: verdicts[item.id] for item in catalog.requirements if item.id in verdicts}


def _in_force(requirement: Requirement, facts: Facts) -> Check:
    """A requirement binds from its first day to its last one (choice 5: law is dated data)."""
    interval = requirement.in_force
    begun = facts.clock.reached(interval.since)
    running = interval.until is None or facts.clock.valid_through(interval.until)
    if begun and running:
        return TRUE
    return facts.says(False, "requirement_not_in_force", (), since=interval.since)
