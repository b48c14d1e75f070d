"""The 93 measures of annex A, decided by one rule (ISO 27001, 6.1.3 d)."""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.isms import MeasureDecision
from hygie.referentials.annex_a import MEASURES
from hygie.referentials.facts import Facts
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Criterion, Decision

REQUIREMENTS = MEASURES


def decide(requirement: str, facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: retained and implemented."""
    decisions: list[MeasureDecision] = (
        facts.dossier.value_at(("isms", "statement_of_applicability", "measures")) or []
    )
    for item in decisions:
        if item.measure == requirement and known(item.retained) is not None:
            return Decision(
                (
                    Case(
                        (
                            Criterion(
                                "c1",
                                facts.says(
                                    item.state == "implemented", "measure_state", facts.path(item, "state")
                                ),
                            ),
                        )
                    ),
                )
            )
    return Decision(
        (Case((Criterion("c1", facts.lacks_at(("isms", "statement_of_applicability", "measures"))),)),)
    )
