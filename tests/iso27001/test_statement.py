"""EXI-08 and the measures read one statement: what one counts, the other decides."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.iso27001.statements import UNKNOWN, assessed, control, plain, verdicts
from tests.support.dossiers import conforming, verdicts_of

from hygie.dossier.vocabulary.isms import MEASURES
from hygie.kernel.status import Status

COMPLETE = "convention:complete_statement_of_applicability"

ADDED = ("controls", "imported_assessments")


def counted(data: dict[str, Any]) -> tuple[int, int]:
    """Give what the reservation of EXI-08 counts: measures left open, exclusions without a reason."""
    hosting = conforming()
    hosting["isms"]["statement_of_applicability"] |= data["isms"]["statement_of_applicability"]
    verdict = verdicts_of(hosting | {key: data[key] for key in ADDED if key in data})["EXI-08"]
    assert verdict.status is Status.MET
    found = [item.parameters for item in verdict.reservations if item.code == COMPLETE]
    return (found[0]["missing"], found[0]["unexplained"]) if found else (0, 0)  # type: ignore[return-value]


def full() -> list[dict[str, Any]]:
    return [
        {"measure": name, "retained": True, "justification": "Motif", "state": "implemented"}
        for name in MEASURES
    ]


def test_a_statement_that_treats_every_measure_has_no_reservation() -> None:
    assert counted(plain(full())) == (0, 0)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"retained": False, "justification": "Sans objet"}, (0, 0)),
        ({"retained": False}, (0, 1)),
        ({"retained": False, "justification": "  "}, (0, 1)),
        ({"retained": False, "justification": UNKNOWN}, (0, 1)),
        ({}, (1, 0)),
        ({"retained": UNKNOWN, "justification": "Motif"}, (1, 0)),
        ({"retained": True}, (0, 0)),
    ],
)
def test_what_the_reservation_counts(change: dict[str, Any], expected: tuple[int, int]) -> None:
    lines = full()
    lines[7] = {"measure": MEASURES[7], **change}

    assert counted(plain(lines)) == expected


def test_a_measure_that_the_statement_leaves_out_is_not_treated_by_a_control_or_another_tool() -> None:
    data = plain(
        full()[1:],
        controls=[control("implemented", implements="A.5.1")],
        imported_assessments=[assessed("compliant") | {"requirement": "A.5.1"}],
    )

    assert counted(data) == (1, 0)


def test_two_lines_that_contradict_each_other_leave_a_measure_open() -> None:
    lines = [*full(), {"measure": "A.5.1", "retained": False, "justification": "Sans objet"}]

    assert counted(plain(lines)) == (1, 0)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32 - 1).map(Random))
def test_exclusions_without_a_reason_are_the_measures_that_fail_for_it(random: Random) -> None:
    lines = []
    for measure in MEASURES:
        kept = random.choice([True, False, None])
        reason = random.choice(["Motif", " ", None])
        fields = {"retained": kept, "justification": reason, "state": "implemented"}
        lines.append(
            {"measure": measure} | {name: value for name, value in fields.items() if value is not None}
        )
    data = plain(lines)
    failing = [item for item in verdicts(data).values() if item.status is Status.NOT_MET]
    open_ones = [item for item in verdicts(data).values() if item.status is Status.UNDETERMINED]

    missing, unexplained = counted(data)

    assert unexplained == len(failing)
    assert missing == len(open_ones)
    assert {reason.code for item in failing for reason in item.reasons} <= {"measure_excluded_without_reason"}
