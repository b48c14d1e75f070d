"""The two decisions that come first: is certification due (HDS §3.1), and for activity 5 (HDS §2.1.2)."""

from typing import Any

import pytest
from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Mark
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0 import activity_5
from hygie.referentials.hds_2_0.activity_5 import Activity5, Outcome
from hygie.referentials.hds_2_0.applicability import binds, conditions
from hygie.referentials.verdict import Check

T, F, I = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN  # noqa: E741 - the letters of the reference's tables

UNKNOWN = {"unknown": "à demander"}
ROLE = "processing[hosting].role"
HEALTH = "processing[hosting].health_data"
CONTEXT = "processing[hosting].collection_context"
PRINCIPAL = "processing[hosting].on_behalf_of"
SERVICE = "processing[hosting].service"
ACTIVITIES = "services[cloud].activities"


def facts_of(changes: dict[str, Any]) -> Facts:
    data = conforming()
    for address, value in changes.items():
        change(data, address, value)
    return Facts(dossier_of(data), Clock(TODAY))


def missing_of(check: Check | Activity5, facts: Facts) -> set[str]:
    return {facts.dossier.address(item.path) for item in check.missing}


# -- the five conditions, one by one: condition, datum, value, answer ---------------------------------

CONDITIONS = [
    (1, ROLE, "processor", T),
    (1, ROLE, "controller", F),
    (1, ROLE, "joint_controller", F),
    (1, ROLE, "absent", I),
    (1, ROLE, UNKNOWN, I),
    (2, HEALTH, True, T),
    (2, HEALTH, False, F),
    (2, HEALTH, "absent", I),
    (3, CONTEXT, "prevention", T),
    (3, CONTEXT, "diagnosis", T),
    (3, CONTEXT, "care", T),
    (3, CONTEXT, "social_follow_up", T),
    (3, CONTEXT, "medico_social_follow_up", T),
    (3, CONTEXT, "other", F),
    (3, CONTEXT, "absent", I),
    (4, PRINCIPAL, "data_producer", T),
    (4, PRINCIPAL, "patient", T),
    (4, PRINCIPAL, "other", F),
    (4, PRINCIPAL, UNKNOWN, I),
    (5, ACTIVITIES, [1], T),
    (5, ACTIVITIES, [6], T),
    (5, ACTIVITIES, [], F),
    (5, ACTIVITIES, "absent", I),
    (5, SERVICE, "absent", I),
]


@pytest.mark.parametrize(("number", "address", "value", "expected"), CONDITIONS)
def test_each_condition(number: int, address: str, value: object, expected: Truth) -> None:
    facts = facts_of({address: value})
    records = facts.listed(facts.declared.processing)
    assert records is not None
    answers = conditions(records[0], facts)
    assert [answer.value for answer in answers] == [
        expected if index == number else T for index in range(1, 6)
    ]
    bound = binds(facts)
    assert bound.value is expected
    assert missing_of(bound, facts) == ({address} if expected is I else set())


# -- several conditions, several processings, voluntary evaluation: changes, answer, what it says -------

OTHER = {"id": "other", "name": "Autre", "service": "cloud"}
SPARED = OTHER | {"role": "controller"}
BINDS = [
    ("all five met", {}, T, {"processing_calls_for_certification"}),
    (
        "one false is enough, however little is known",
        {ROLE: "controller", CONTEXT: "absent"},
        F,
        {"processing_not_as_processor"},
    ),
    (
        "two are false",
        {ROLE: "controller", HEALTH: False},
        F,
        {"processing_not_as_processor", "processing_without_health_data"},
    ),
    ("two are unknown", {ROLE: "absent", CONTEXT: "absent"}, I, {ROLE, CONTEXT}),
    (
        "conditions met by no single processing",
        {ROLE: "controller", "processing[+]": OTHER | {"role": "processor", "health_data": False}},
        F,
        {"processing_not_as_processor", "processing_without_health_data"},
    ),
    (
        "one processing of two meets the five",
        {"processing[+]": SPARED},
        T,
        {"processing_calls_for_certification"},
    ),
    (
        "one fails, one is not known",
        {
            ROLE: "controller",
            "processing[+]": OTHER | {"role": "processor", "health_data": True, "on_behalf_of": "patient"},
        },
        I,
        {"processing[other].collection_context"},
    ),
    ("no processing", {"processing": []}, F, {"no_processing_recorded"}),
    ("processing not declared", {"processing": "absent"}, I, {"processing"}),
    ("services not declared", {"services": "absent"}, I, {SERVICE}),
    (
        "not due but asked for",
        {ROLE: "controller", "certification": {"voluntary": True}},
        T,
        {"voluntary_evaluation"},
    ),
    (
        "not known but asked for",
        {ROLE: "absent", "certification": {"voluntary": True}},
        T,
        {"voluntary_evaluation"},
    ),
    (
        "not due and not asked for",
        {ROLE: "controller", "certification": {"voluntary": False}},
        F,
        {"no_voluntary_evaluation"},
    ),
    (
        "not due, asking is not decided",
        {ROLE: "controller", "certification": {"voluntary": UNKNOWN}},
        I,
        {"certification.voluntary"},
    ),
    (
        "due, asking is not decided",
        {"certification": {"voluntary": UNKNOWN}},
        T,
        {"processing_calls_for_certification"},
    ),
]


@pytest.mark.parametrize(
    ("changes", "expected", "says"), [pytest.param(*row[1:], id=row[0]) for row in BINDS]
)
def test_certification_is_due(changes: dict[str, Any], expected: Truth, says: set[str]) -> None:
    facts = facts_of(changes)
    bound = binds(facts)
    assert bound.value is expected
    if expected is I:
        assert missing_of(bound, facts) == says
    else:
        assert says <= {reason.code for reason in bound.reasons}
        assert all(reason.value is expected for reason in bound.reasons)


# -- activity 5, row by row of the table ----------------------------------------------------------------

ANCILLARY = "services[cloud].managed_operation.ancillary_only"
MANAGED = "services[cloud].managed_operation"
SECOND = {"id": "second", "name": "Second"}
DUE, SPARES, OPEN = Outcome.REQUIRED, Outcome.NOT_REQUIRED, Outcome.UNDETERMINED
ROWS = [
    ("not carried out", {ACTIVITIES: [1, 2, 6]}, "activity_5_not_offered", SPARES, set()),
    ("no service", {"services": []}, "activity_5_not_offered", SPARES, set()),
    ("alone", {ACTIVITIES: [5]}, "activity_5_alone", DUE, set()),
    (
        "alone, whatever is said of ancillary",
        {ACTIVITIES: [5], ANCILLARY: True},
        "activity_5_alone",
        DUE,
        set(),
    ),
    (
        "with 1 to 4, implied by them",
        {ACTIVITIES: [1, 5], ANCILLARY: True},
        "activity_5_ancillary",
        SPARES,
        set(),
    ),
    (
        "with 4 and 6, implied by them",
        {ACTIVITIES: [4, 5, 6], ANCILLARY: True},
        "activity_5_ancillary",
        SPARES,
        set(),
    ),
    ("with 1 to 4, beyond them", {ACTIVITIES: [1, 2, 3, 4, 5]}, "activity_5_beyond_ancillary", OPEN, set()),
    ("with 6 only", {ACTIVITIES: [5, 6]}, "activity_5_with_backup_only", DUE, set()),
    ("services not declared", {"services": "absent"}, "activity_5_not_known", OPEN, {"services"}),
    ("activities not declared", {ACTIVITIES: "absent"}, "activity_5_not_known", OPEN, {ACTIVITIES}),
    ("ancillary or not is not said", {ANCILLARY: "absent"}, "activity_5_not_known", OPEN, {ANCILLARY}),
    ("nothing said of managed operation", {MANAGED: "absent"}, "activity_5_not_known", OPEN, {ANCILLARY}),
    (
        "5 here, 1 to 4 in another service",
        {ACTIVITIES: [5], ANCILLARY: True, "services[+]": SECOND | {"activities": [3]}},
        "activity_5_ancillary",
        SPARES,
        set(),
    ),
    (
        "5 here, another service not known",
        {ACTIVITIES: [5], ANCILLARY: True, "services[+]": SECOND},
        "activity_5_not_known",
        OPEN,
        {"services[second].activities"},
    ),
    (
        "implied in one service, beyond in another",
        {
            ANCILLARY: True,
            "services[+]": SECOND | {"activities": [5], "managed_operation": {"ancillary_only": False}},
        },
        "activity_5_beyond_ancillary",
        OPEN,
        set(),
    ),
]


@pytest.mark.parametrize(
    ("changes", "code", "outcome", "missing"), [pytest.param(*row[1:], id=row[0]) for row in ROWS]
)
def test_certification_for_activity_5(
    changes: dict[str, Any], code: str, outcome: Outcome, missing: set[str]
) -> None:
    facts = facts_of(changes)
    answer = activity_5.decide(facts)
    assert (answer.code, answer.outcome) == (code, outcome)
    assert missing <= missing_of(answer, facts)
    assert bool(answer.missing) == (code == "activity_5_not_known")
    uncertain = code in {"activity_5_beyond_ancillary", "activity_5_with_backup_only"}
    assert (answer.mark is Mark.UNCERTAIN) == uncertain
    advised = activity_5.TREAT_AS_REQUIRED if code == "activity_5_beyond_ancillary" else None
    assert answer.advice == advised
    assert {note.code for note in answer.notes()} >= {code, *([advised] if advised else [])}


@pytest.mark.parametrize("letter", range(4))
@pytest.mark.parametrize(("value", "expected"), [(True, T), (False, F), ("absent", I)])
def test_four_parts_of_activity_5(letter: int, value: object, expected: Truth) -> None:
    field = activity_5.PARTS[letter]
    answer = activity_5.decide(facts_of({f"{MANAGED}.{field}": value}))
    assert [part.value for part in answer.parts] == [expected if i == letter else T for i in range(4)]
    assert (f"{field}_not_done" in {note.code for note in answer.notes()}) == (expected is F)


def test_a_service_without_activity_5_owes_no_part() -> None:
    answer = activity_5.decide(facts_of({"services[+]": SECOND | {"activities": [1]}}))
    assert [part.value for part in answer.parts] == [T, T, T, T]
