"""EXI-17 to EXI-27: what each hosting contract must state (HDS ch. 6; CSP, article R.1111-11).

One generic rule: a table gives, for each requirement, the clause and how each of its mentions is read.
One case a contract in force, one of the model contract given to clients, one a client that no contract
binds (nothing is then stated). The presence of clauses is
computed; their content is attested by the reader that ``review`` names, else the verdict is reserved.
"""

from typing import NamedTuple

from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0 import contract_mentions as read
from hygie.referentials.hds_2_0.contract_circumstances import Circumstances
from hygie.referentials.hds_2_0.contract_mentions import Reader, Reading
from hygie.referentials.hds_2_0.contract_subjects import Subject, clause_of, decide_each
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Criterion, Decision


class Content(NamedTuple):
    """A clause (its key in a contract) and its mentions (the ids of the criteria), each with its reader."""

    clause: str
    mentions: dict[str, Reader]


def _ticked(*mentions: str) -> dict[str, Reader]:
    return dict.fromkeys(mentions, read.ticked)


CONTENTS = {
    "EXI-17": Content(
        "certificate",
        _ticked("certificate_scope")
        | {"issue_date": read.certificate_date, "renewal_date": read.certificate_date},
    ),
    "EXI-18": Content(
        "services",
        _ticked(
            "service_content",
            "expected_results",
            "availability",
            "integrity",
            "confidentiality",
            "auditability",
        ),
    ),
    "EXI-19": Content(
        "data_subjects",
        _ticked(
            "right_of_access",
            "rectification",
            "restriction",
            "objection",
            "erasure",
            "portability",
            "breach_notification",
            "dpo_audits",
        ),
    ),
    "EXI-20": Content("contractual_contact", {"contractual_contact": read.contact}),
    "EXI-21": Content(
        "service_levels",
        {
            "indicators": read.indicators,
            "guaranteed_levels": read.guaranteed_levels,
            "measurement_period": read.measurement_period,
            "penalties_statement": read.penalties,
        },
    ),
    "EXI-22": Content("subcontracting", _ticked("subcontracting_conditions", "equivalent_commitment")),
    "EXI-23": Content("access", _ticked("access_rules")),
    "EXI-24": Content(
        "changes",
        _ticked(
            "obligations_introduced_changes",
            "obligations_legal_changes",
            "prior_consent_service_levels",
            "prior_consent_guarantees",
        ),
    ),
    "EXI-25": Content("guarantees", _ticked("guarantees", "procedures")),
    "EXI-26": Content("other_use", {"prohibition_recalled": read.prohibition}),
    "EXI-27": Content(
        "reversibility",
        _ticked(
            "any_termination",
            "full_restitution",
            "destruction_of_copies",
            "costs_and_delays",
            "readable_formats",
        )
        | {"vm_container_move": read.virtual_machines},
    ),
}

REQUIREMENTS = tuple(CONTENTS)


def decide(requirement: str, facts: Facts, _verdicts: Verdicts) -> Decision:
    """Each mention of the clause is a criterion; a clause that the contract lacks makes them all false."""
    content = CONTENTS[requirement]
    around = Circumstances(facts)

    def criteria(subject: Subject) -> tuple[Criterion, ...]:
        clause, path, answer = clause_of(facts, subject, content.clause)
        reading = Reading(facts, around, subject, clause, path)
        if answer is None:
            return tuple(reader(mention, reading) for mention, reader in content.mentions.items())
        return tuple(Criterion(mention, answer) for mention in content.mentions)

    return decide_each(facts, content.mentions, criteria)
