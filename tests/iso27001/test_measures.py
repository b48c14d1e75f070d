"""The rule of the 93 measures: each case that somebody could argue about, by name."""

from datetime import date
from typing import Any, NamedTuple

import pytest
from tests.iso27001.statements import (
    MEASURE,
    UNKNOWN,
    assessed,
    control,
    line,
    missing,
    plain,
    retained,
    verdict,
    verdicts,
)

from hygie.kernel.status import Status, Strength
from hygie.wording.voice import Voice

LINE = "isms.statement_of_applicability.measures[0]"
LIST = "isms.statement_of_applicability.measures"
CONTROL = "controls[c1]"
OUTSIDE = "convention:control_outside_statement"
NO_REASON = "convention:inclusion_without_reason"
IMPORTED = "convention:assessment_outside_statement"
CONTRADICTED = "convention:assessment_contradicted"


class Case(NamedTuple):
    name: str
    data: dict[str, Any]
    status: str
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()


def excluded(**fields: Any) -> dict[str, Any]:
    return line(retained=False, **fields)


STATEMENT = [
    Case("implemented", plain([retained("implemented")]), "met", reasons=("measure_implemented",)),
    Case("in part", plain([retained("partial")]), "partial", reasons=("measure_partial",)),
    Case("planned is not in place", plain([retained("planned")]), "not_met", reasons=("measure_planned",)),
    Case(
        "not implemented",
        plain([retained("not_implemented")]),
        "not_met",
        reasons=("measure_not_implemented",),
    ),
    Case("retained, nothing said of its state", plain([retained()]), "undetermined", (f"{LINE}.state",)),
    Case("state said to be unknown", plain([retained(UNKNOWN)]), "undetermined", (f"{LINE}.state",)),
    Case(
        "excluded for a reason",
        plain([excluded(justification="Sans objet ici")]),
        "not_applicable",
        reasons=("measure_excluded",),
    ),
    Case("excluded, no reason", plain([excluded()]), "not_met", reasons=("measure_excluded_without_reason",)),
    Case(
        "excluded, a blank reason",
        plain([excluded(justification=" \n ")]),
        "not_met",
        reasons=("measure_excluded_without_reason",),
    ),
    Case(
        "excluded, a reason said to be unknown",
        plain([excluded(justification=UNKNOWN)]),
        "undetermined",
        (f"{LINE}.justification",),
    ),
    Case(
        "excluded for a reason, with a state all the same",
        plain([excluded(justification="Sans objet", state="implemented")]),
        "not_applicable",
    ),
    Case("no statement at all", plain(), "undetermined", (LIST,)),
    Case("a statement without this measure", plain([]), "undetermined", (LIST,)),
    Case(
        "the statement said to be unknown",
        plain(isms={"statement_of_applicability": UNKNOWN}),
        "undetermined",
        (LIST,),
    ),
    Case("the line says nothing", plain([line()]), "undetermined", (f"{LINE}.retained",)),
    Case(
        "whether it is retained is unknown, all else is said",
        plain([line(retained=UNKNOWN, justification="Motif", state="implemented")]),
        "undetermined",
        (f"{LINE}.retained",),
    ),
    Case(
        "retained or excluded without a reason, it is not met either way",
        plain([line(state="planned")]),
        "not_met",
    ),
    Case(
        "retained or excluded without a reason, in place: it depends",
        plain([line(state="implemented")]),
        "undetermined",
        (f"{LINE}.retained",),
    ),
    Case(
        "retained without a reason",
        plain([line(retained=True, state="implemented")]),
        "met",
        conventions=(NO_REASON,),
    ),
    Case(
        "retained for a blank reason",
        plain([line(retained=True, justification="  ", state="partial")]),
        "partial",
        conventions=(NO_REASON,),
    ),
    Case(
        "retained for a reason said to be unknown",
        plain([line(retained=True, justification=UNKNOWN, state="implemented")]),
        "met",
        conventions=(NO_REASON,),
    ),
]

TWICE = [
    Case("the same line twice", plain([retained("implemented"), retained("implemented")]), "met"),
    Case("two states", plain([retained("implemented"), retained("planned")]), "partial"),
    Case(
        "retained here and excluded there",
        plain([retained("implemented"), excluded(justification="Sans objet")]),
        "undetermined",
        (f"{LIST}[0].retained", f"{LIST}[1].retained"),
    ),
    Case(
        "excluded with a reason here and without there",
        plain([excluded(justification="Sans objet"), excluded()]),
        "undetermined",
        (f"{LIST}[0].retained", f"{LIST}[1].retained"),
    ),
    Case("not met whichever line is right", plain([retained("planned"), excluded()]), "not_met"),
]

CONTROLS = [
    Case(
        "statement and control agree",
        plain([retained("implemented")], controls=[control("implemented")]),
        "met",
        reasons=("measure_implemented", "control_implemented"),
    ),
    Case(
        "the control contradicts the statement",
        plain([retained("implemented")], controls=[control("planned")]),
        "partial",
        reasons=("control_planned",),
    ),
    Case(
        "the statement is behind its control",
        plain([retained("not_implemented")], controls=[control("implemented")]),
        "partial",
        reasons=("measure_not_implemented",),
    ),
    Case(
        "nowhere in place",
        plain([retained("planned")], controls=[control("not_implemented")]),
        "not_met",
        reasons=("measure_planned", "control_not_implemented"),
    ),
    Case("in part everywhere", plain([retained("partial")], controls=[control("partial")]), "partial"),
    Case(
        "the line leaves its state to the control",
        plain([retained()], controls=[control("implemented")]),
        "met",
    ),
    Case(
        "the line leaves it to a control in part",
        plain([retained()], controls=[control("partial")]),
        "partial",
    ),
    Case(
        "one control in place, one not",
        plain([retained()], controls=[control("implemented"), control("planned", "c2")]),
        "partial",
    ),
    Case(
        "a control without a state",
        plain([retained("implemented")], controls=[control()]),
        "undetermined",
        (f"{CONTROL}.state",),
    ),
    Case(
        "a control without a state changes nothing once two differ",
        plain([retained("implemented")], controls=[control("planned"), control(name="c2")]),
        "partial",
    ),
    Case(
        "a state said to be unknown is a fact to find out, beside a control",
        plain([retained(UNKNOWN)], controls=[control("implemented")]),
        "undetermined",
        (f"{LINE}.state",),
    ),
    Case(
        "to be in place tomorrow",
        plain([retained()], controls=[control("implemented", since="2026-11-23")]),
        "not_met",
        reasons=("control_to_come",),
    ),
    Case("in place today", plain([retained()], controls=[control("implemented", since="2026-11-22")]), "met"),
    Case(
        "since a day said to be unknown",
        plain([retained()], controls=[control("implemented", since=UNKNOWN)]),
        "undetermined",
        (f"{CONTROL}.since",),
    ),
    Case(
        "planned since an unknown day is not in place anyhow",
        plain([retained()], controls=[control("planned", since=UNKNOWN)]),
        "not_met",
    ),
    Case(
        "to come, whatever its state",
        plain([retained()], controls=[control(since="2027-01-01")]),
        "not_met",
        reasons=("control_to_come",),
    ),
    Case(
        "one control both in part and of an unknown day is in part or not in place",
        plain([retained("planned")], controls=[control("partial", since=UNKNOWN)]),
        "undetermined",
        (f"{CONTROL}.since",),
    ),
    Case(
        "the statement is silent, a control speaks",
        plain([], controls=[control("implemented")]),
        "met",
        conventions=(OUTSIDE,),
    ),
    Case(
        "no statement, a control in part",
        plain(controls=[control("partial")]),
        "partial",
        conventions=(OUTSIDE,),
    ),
    Case(
        "no statement, a planned control",
        plain(controls=[control("planned")]),
        "not_met",
        conventions=(OUTSIDE,),
    ),
    Case(
        "excluded for a reason, a control implements it all the same",
        plain([excluded(justification="Sans objet")], controls=[control("implemented")]),
        "not_applicable",
        conventions=(OUTSIDE,),
    ),
    Case(
        "excluded for a reason, the control is not in place: no contradiction",
        plain([excluded(justification="Sans objet")], controls=[control("not_implemented")]),
        "not_applicable",
    ),
    Case(
        "excluded without a reason, a control implements it",
        plain([excluded()], controls=[control("implemented")]),
        "not_met",
        conventions=(OUTSIDE,),
    ),
    Case(
        "named with its referential",
        plain([retained()], controls=[control("implemented", implements=f"iso27001-2022/{MEASURE}")]),
        "met",
    ),
    Case(
        "a control that names the measure twice is one control",
        plain(
            [retained()],
            controls=[control("implemented") | {"implements": [MEASURE, f"iso27001-2022/{MEASURE}"]}],
        ),
        "met",
    ),
    Case(
        "a requirement of the same number elsewhere is not the measure",
        plain([retained()], controls=[control("implemented", implements=f"hds-2.0/{MEASURE}")]),
        "undetermined",
        (f"{LINE}.state",),
    ),
]

IMPORTS = [
    Case(
        "to be confirmed",
        plain(imported_assessments=[assessed("compliant", on=None)]),
        "undetermined",
        ("imported_assessments[i1].confirmed",),
    ),
    Case(
        "confirmed tomorrow",
        plain(imported_assessments=[assessed("compliant", on="2026-11-23")]),
        "undetermined",
        ("imported_assessments[i1].confirmed",),
    ),
    Case(
        "confirmed today",
        plain(imported_assessments=[assessed("compliant", on="2026-11-22")]),
        "met",
        reasons=("assessed_compliant",),
        conventions=(IMPORTED,),
    ),
    Case(
        "partially compliant",
        plain(imported_assessments=[assessed("partially_compliant")]),
        "partial",
        conventions=(IMPORTED,),
    ),
    Case(
        "non-compliant",
        plain(imported_assessments=[assessed("non_compliant")]),
        "not_met",
        conventions=(IMPORTED,),
    ),
    Case(
        "not applicable, with an observation",
        plain(imported_assessments=[assessed("not_applicable", observation="Rien d’externalisé")]),
        "not_applicable",
        conventions=(IMPORTED,),
    ),
    Case(
        "not applicable, no observation",
        plain(imported_assessments=[assessed("not_applicable")]),
        "not_met",
        reasons=("assessed_not_applicable_without_reason",),
        conventions=(IMPORTED,),
    ),
    Case(
        "not applicable, an observation said to be unknown",
        plain(imported_assessments=[assessed("not_applicable", observation=UNKNOWN)]),
        "undetermined",
        ("imported_assessments[i1].observation",),
        conventions=(IMPORTED,),
    ),
    Case(
        "not assessed says nothing",
        plain(imported_assessments=[assessed("not_assessed")]),
        "undetermined",
        (LIST,),
    ),
    Case(
        "the statement speaks: the other tool does not count",
        plain([retained("planned")], imported_assessments=[assessed("compliant")]),
        "not_met",
    ),
    Case(
        "the statement speaks, there is something to confirm: nothing is missing",
        plain([retained("implemented")], imported_assessments=[assessed("non_compliant", on=None)]),
        "met",
    ),
    Case(
        "a control speaks: the other tool does not count",
        plain(controls=[control("implemented")], imported_assessments=[assessed("non_compliant")]),
        "met",
        conventions=(OUTSIDE,),
    ),
    Case(
        "a line that says nothing lets a confirmed assessment speak",
        plain([line()], imported_assessments=[assessed("compliant")]),
        "met",
        conventions=(IMPORTED,),
    ),
    Case(
        "a line that says nothing, and something to confirm",
        plain([line()], imported_assessments=[assessed("compliant", on=None)]),
        "undetermined",
        (f"{LINE}.retained", "imported_assessments[i1].confirmed"),
    ),
    Case(
        "the last confirmation replaces the others",
        plain(
            imported_assessments=[
                assessed("compliant", "i1", "2026-10-02"),
                assessed("non_compliant", "i2", "2026-10-01"),
            ]
        ),
        "met",
        conventions=(IMPORTED,),
    ),
    Case(
        "confirmed the same day, they are facts of equal weight",
        plain(imported_assessments=[assessed("compliant", "i1"), assessed("non_compliant", "i2")]),
        "partial",
        conventions=(IMPORTED,),
    ),
    Case(
        "retained by one and excluded by the other, confirmed the same day",
        plain(
            imported_assessments=[
                assessed("compliant", "i1"),
                assessed("not_applicable", "i2", observation="Sans objet"),
            ]
        ),
        "undetermined",
        ("imported_assessments[i1].result", "imported_assessments[i2].result"),
        conventions=(IMPORTED,),
    ),
    Case(
        "one confirmed, one still to confirm that says otherwise",
        plain(imported_assessments=[assessed("compliant", "i1"), assessed("non_compliant", "i2", None)]),
        "met",
        conventions=(IMPORTED, CONTRADICTED),
    ),
    Case(
        "one confirmed, one still to confirm that says the same",
        plain(imported_assessments=[assessed("compliant", "i1"), assessed("compliant", "i2", None)]),
        "met",
        conventions=(IMPORTED,),
    ),
    Case(
        "one confirmed, one to be confirmed tomorrow that says otherwise",
        plain(
            imported_assessments=[assessed("compliant", "i1"), assessed("non_compliant", "i2", "2026-11-23")]
        ),
        "met",
        conventions=(IMPORTED, CONTRADICTED),
    ),
    Case(
        "one confirmed, an older one still to confirm",
        plain(
            imported_assessments=[
                assessed("compliant", "i1", "2026-10-01"),
                assessed("non_compliant", "i2", None, exported="2026-09-30"),
            ]
        ),
        "met",
        conventions=(IMPORTED,),
    ),
    Case(
        "one confirmed, another exported that day still to confirm",
        plain(
            imported_assessments=[
                assessed("compliant", "i1", "2026-10-01"),
                assessed("non_compliant", "i2", None, exported="2026-10-01"),
            ]
        ),
        "met",
        conventions=(IMPORTED, CONTRADICTED),
    ),
    Case(
        "one confirmed late, another exported after it still to confirm",
        plain(
            imported_assessments=[
                assessed("compliant", "i1", "2026-10-01", exported="2026-08-01"),
                assessed("non_compliant", "i2", None, exported="2026-09-01"),
            ]
        ),
        "met",
        conventions=(IMPORTED, CONTRADICTED),
    ),
    Case(
        "nothing is contradicted where nothing is confirmed",
        plain(
            imported_assessments=[assessed("compliant", "i1", None), assessed("non_compliant", "i2", None)]
        ),
        "undetermined",
        ("imported_assessments[i1].confirmed", "imported_assessments[i2].confirmed"),
    ),
    Case(
        "a clause of the standard is not a measure",
        plain(imported_assessments=[assessed("compliant") | {"requirement": "8.13"}]),
        "undetermined",
        (LIST,),
    ),
]


@pytest.mark.parametrize("case", [*STATEMENT, *TWICE, *CONTROLS, *IMPORTS], ids=lambda case: case.name)
def test_case(case: Case) -> None:
    found = verdict(case.data)

    assert found.status.value == case.status, (found.reasons, found.missing)
    assert missing(found, case.data) == set(case.missing)
    assert {reason.code for reason in found.reasons} >= set(case.reasons)
    conventions = {item.code for item in found.reservations if item.code.startswith("convention:")}
    assert conventions == set(case.conventions)


@pytest.mark.parametrize(
    ("approved", "reserved"),
    [("2026-11-22", False), ("2026-11-23", True), ({"unknown": "procès-verbal à retrouver"}, False)],
)
def test_a_statement_to_be_approved_later_only_reserves(approved: Any, reserved: bool) -> None:
    data = plain([retained("implemented")])
    data["isms"]["statement_of_applicability"]["approved"] = approved

    found = verdict(data)

    assert found.status is Status.MET
    paths = [item.path for item in found.reservations if item.code == "dated_ahead"]
    assert paths == ([("isms", "statement_of_applicability", "approved")] if reserved else [])


def test_a_statement_to_be_approved_later_is_of_no_matter_to_what_it_does_not_say() -> None:
    data = plain([], controls=[control("implemented")])
    data["isms"]["statement_of_applicability"]["approved"] = "2026-11-23"

    assert "dated_ahead" not in {item.code for item in verdict(data).reservations}


PENDING = ("imported_assessments", 0, "result")


@pytest.mark.parametrize(
    "sections",
    [
        {"lines": [retained("implemented")]},
        {"lines": [line(retained=False, justification="Sans objet ici")]},
        {"controls": [control("implemented")]},
        {},
    ],
    ids=["retained", "excluded", "control", "nothing"],
)
@pytest.mark.parametrize("result", ["compliant", "non_compliant", "not_applicable"])
@pytest.mark.parametrize("on", [None, "2026-11-23"], ids=["not confirmed", "confirmed tomorrow"])
def test_what_waits_to_be_confirmed_is_told_and_changes_nothing(
    sections: dict[str, Any], result: str, on: str | None
) -> None:
    without = verdict(plain(**sections))
    found = verdict(plain(**sections, imported_assessments=[assessed(result, on=on)]))

    assert (found.status, found.strength) == (without.status, without.strength)
    assert [(note.code, note.path) for note in found.notes] == [("assessed_to_confirm", PENDING)]
    assert "CISO Assistant" in Voice("fr").reason(found.notes[0])


@pytest.mark.parametrize("item", [assessed("compliant"), assessed("not_assessed", on=None)])
def test_what_is_confirmed_or_says_nothing_needs_no_note(item: dict[str, Any]) -> None:
    assert verdict(plain([retained("implemented")], imported_assessments=[item])).notes == ()


def test_what_a_reservation_tells_is_not_told_twice() -> None:
    pending = assessed("non_compliant", "i2", None)
    found = verdict(plain(imported_assessments=[pending, assessed("compliant")]))

    assert CONTRADICTED in {item.code for item in found.reservations}
    assert found.notes == ()


def test_the_names_of_the_cases_are_apart() -> None:
    names = [case.name for case in (*STATEMENT, *TWICE, *CONTROLS, *IMPORTS)]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "where",
    [
        {"controls": [control("planned")]},
        {
            "actors": [
                {"id": "west", "name": "Ouest", "role": "subcontractor", "controls": [control("planned")]}
            ]
        },
        {"services": [{"id": "cloud", "name": "Nuage", "controls": [control("planned")]}]},
        {"products": [{"id": "agenda", "name": "Agenda", "controls": [control("planned")]}]},
        {
            "processing": [
                {"id": "soins", "name": "Soins", "role": "processor", "controls": [control("planned")]}
            ]
        },
    ],
    ids=lambda where: next(iter(where)),
)
def test_a_control_counts_wherever_it_is_declared(where: dict[str, Any]) -> None:
    assert verdict(plain([retained("implemented")])).status is Status.MET
    assert verdict(plain([retained("implemented")], **where)).status is Status.PARTIAL


def test_a_control_that_is_to_come_is_in_place_from_its_day() -> None:
    data = plain([retained("implemented")], controls=[control("implemented", since="2027-01-15")])

    assert verdict(data, date(2027, 1, 14)).status is Status.PARTIAL
    assert verdict(data, date(2027, 1, 15)).status is Status.MET


def test_only_the_measure_that_is_spoken_of_is_decided() -> None:
    found = verdicts(plain([retained("implemented")]))

    assert len(found) == 93
    assert {name for name, item in found.items() if item.status is not Status.UNDETERMINED} == {MEASURE}


def piece(supports: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": "essai",
        "evidence_kind": "export",
        "title": "Essais de restauration",
        "reference": "GED 12",
        "effective": "2026-01-01",
        "attester": "RSSI",
        "supports": [supports],
        **fields,
    }


@pytest.mark.parametrize(
    "target",
    [
        MEASURE,
        f"iso27001-2022/{MEASURE}",
        "isms.statement_of_applicability",
        "isms.statement_of_applicability.measures",
        "isms",
    ],
)
def test_evidence_may_support_the_measure_or_the_whole_statement(target: str) -> None:
    found = verdict(plain([retained("implemented")], evidence=[piece(target)]))

    assert (found.status, found.strength) == (Status.MET, Strength.ATTESTED)
    assert found.evidence == ("essai",)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([line(retained=False, justification="Sans objet")], Status.NOT_APPLICABLE),
        ([line(retained=False)], Status.NOT_MET),
        ([retained("partial")], Status.PARTIAL),
        ([retained("planned")], Status.NOT_MET),
    ],
)
def test_evidence_proves_every_definite_verdict(lines: list[Any], status: Status) -> None:
    bare = verdict(plain(lines))
    proved = verdict(plain(lines, evidence=[piece(MEASURE, origin="observed")]))

    assert (bare.status, bare.strength) == (status, Strength.DECLARED)
    assert {item.code for item in bare.reservations} >= {"evidence_missing"}
    assert (proved.status, proved.strength, proved.evidence) == (status, Strength.OBSERVED, ("essai",))


def test_a_verdict_is_as_strong_as_the_weakest_fact_it_needs() -> None:
    data = plain([retained("implemented")], controls=[control("implemented")], evidence=[piece("control:c1")])

    found = verdict(data)

    assert (found.strength, found.evidence) == (Strength.DECLARED, ("essai",))


def test_expired_evidence_lowers_the_strength_only() -> None:
    data = plain([retained("implemented")], evidence=[piece(MEASURE, valid_until="2026-11-21")])

    found = verdict(data)

    assert (found.status, found.strength) == (Status.MET, Strength.DECLARED)
    assert {item.code for item in found.reservations} == {"evidence_expired"}


@pytest.mark.parametrize(
    ("code", "data"),
    [
        (NO_REASON, plain([line(retained=True, state="implemented")])),
        (OUTSIDE, plain(controls=[control("implemented")])),
        (IMPORTED, plain(imported_assessments=[assessed("compliant")])),
    ],
)
def test_a_convention_lowers_a_status_only_where_the_policy_binds_it(code: str, data: dict[str, Any]) -> None:
    assert verdict(data).status is Status.MET
    bound = verdict(data | {"policy": {"binding_conventions": [code]}})
    assert (bound.status, bound.binding) == (Status.PARTIAL, code)
