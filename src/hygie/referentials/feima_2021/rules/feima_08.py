"""FEIMA-08: records can be taken elsewhere by the rules of public authorities (charter §3; GDPR art. 20).

The latest trial decides: a failure since the last success says that records do not leave any more.
Freshness of the trial and versions of the rules are conventions: they only reserve.
"""

import re

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import PortabilityTrial, Product, RecordExport
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every, some

REQUIREMENT = "FEIMA-08"
_VERSIONED = re.compile(r"\b(19|20)\d\d\b|\b(v|version|vague|wave)\.? ?\d", re.IGNORECASE)
"""A year, or a number of version."""


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: complete export in a structured common format; c2: its latest trial succeeded; c3: terms told."""
    return per_product(facts, _case)


def _case(product: Product, facts: Facts) -> Case:
    return Case(_criteria(product, facts), facts.path(product), _keeps(product, facts))


def _keeps(product: Product, facts: Facts) -> Check:
    codes = ("product_keeps_records", "product_keeps_no_record")
    return facts.flag(product, "keeps_records", *codes, product=product.name)


def _criteria(product: Product, facts: Facts) -> tuple[Criterion, ...]:
    export = known(product.export)
    if export is None:
        unknown = facts.lacks(product, "export")
        return tuple(Criterion(name, unknown) for name in ("c1", "c2", "c3"))
    return (
        Criterion("c1", every((_whole(product, export, facts), _rules(product, export, facts)))),
        Criterion("c2", _tried(product, export, facts)),
        Criterion("c3", _told(product, export, facts)),
    )


def _whole(product: Product, export: RecordExport, facts: Facts) -> Check:
    name = product.name
    complete = facts.flag(export, "complete", "export_complete", "export_not_complete", product=name)
    structured = facts.flag(
        export, "structured_format", "export_structured", "export_not_structured", product=name
    )
    return every((complete, structured))


def _told(product: Product, export: RecordExport, facts: Facts) -> Check:
    codes = ("export_conditions_told", "export_conditions_not_told")
    return facts.flag(export, "conditions_told", *codes, product=product.name)


def _tried(product: Product, export: RecordExport, facts: Facts) -> Check:
    trials = facts.listed(export.trials)
    if trials is None:
        return facts.lacks(export, "trials")
    path = facts.path(export, "trials")
    if not trials:
        return facts.says(False, "no_portability_trial", path, product=product.name)
    last = facts.clock.latest(trial.on for trial in trials)
    if last is None:
        return every(_to_come(product, trial, facts) for trial in trials)
    latest = [trial for trial in trials if trial.on == last]
    age = facts.fresh(last, "portability_trial_freshness", facts.path(latest[0], "on"))
    return every((some(_succeeded(product, trial, facts) for trial in latest), age))


def _to_come(product: Product, trial: PortabilityTrial, facts: Facts) -> Check:
    path = facts.path(trial, "on")
    return facts.says(False, "portability_trial_to_come", path, product=product.name, tried=trial.on)


def _succeeded(product: Product, trial: PortabilityTrial, facts: Facts) -> Check:
    outcome = known(trial.outcome)
    if outcome is None:
        return facts.lacks(trial, "outcome")
    code = "portability_trial_succeeded" if outcome == "success" else "portability_trial_failed"
    path = facts.path(trial, "outcome")
    return facts.says(outcome == "success", code, path, product=product.name, tried=trial.on)


def _rules(product: Product, export: RecordExport, facts: Facts) -> Check:
    """Reserve where the public rules are not named, or are named without their version."""
    rules = known(export.rules)
    path = facts.path(export, "rules")
    if not rules:
        return facts.reserve("convention:portability_rules_not_named", path, product=product.name)
    undated = tuple(rule for rule in rules if not _VERSIONED.search(rule))
    if undated:
        return facts.reserve(
            "convention:portability_rules_undated", path, product=product.name, rules=undated
        )
    return TRUE
