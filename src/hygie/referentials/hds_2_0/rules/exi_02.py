"""EXI-02: protecting entrusted health data is an issue of the context (HDS §5.4.1; ISO 27001 4.1)."""

from hygie.referentials.facts import Facts
from hygie.referentials.questions import declared_at, one_of
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every

REQUIREMENT = "EXI-02"
ISSUES = ("isms", "context", "issues")
REVIEWED = ("isms", "context", "reviewed")
CODES = ("issue_on_health_data", "no_issue_on_health_data")


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: one issue at least is the protection of the health data that clients entrust."""
    review = facts.fresh(declared_at(facts, REVIEWED), "review_freshness", REVIEWED)
    return Decision((Case((Criterion("c1", every((_issues(facts), review))),)),))


def _issues(facts: Facts) -> Check:
    issues = declared_at(facts, ISSUES)
    if issues is None:
        return facts.lacks_at(ISSUES)
    return one_of(issues, "health_data_protection", CODES, ISSUES, facts, label="label")
