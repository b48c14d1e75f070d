"""EXI-09: security objectives on health data and on the GDPR (HDS §5.6.2; ISO 27001 6.2)."""

from hygie.referentials.facts import Facts
from hygie.referentials.questions import declared_at, one_of
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Criterion, Decision

REQUIREMENT = "EXI-09"
OBJECTIVES = ("isms", "objectives", "items")
WANTED = {
    "c1": ("health_data_protection", ("objective_on_health_data", "no_objective_on_health_data")),
    "c2": ("gdpr_compliance", ("objective_on_gdpr", "no_objective_on_gdpr")),
}


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: one objective at least serves the entrusted health data; c2: one serves GDPR compliance."""
    objectives = declared_at(facts, OBJECTIVES)
    if objectives is None:
        return Decision(undetermined=facts.lacks_at(OBJECTIVES))
    criteria = tuple(
        Criterion(criterion, one_of(objectives, field, codes, OBJECTIVES, facts, label="title"))
        for criterion, (field, codes) in WANTED.items()
    )
    return Decision((Case(criteria),))
