"""The horizon misses no day: against a day-by-day evaluation, which needs no clever clock."""

from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.dossiers import TODAY, change, conforming, dossier_of
from tests.support.mutations import disturb

from hygie.assessment.horizon import changes_ahead, worsens
from hygie.assessment.priorities import first_actions
from hygie.assessment.study import Study
from hygie.kernel.status import Status


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1).map(Random))
def test_the_horizon_equals_a_day_by_day_evaluation(random: Random) -> None:
    data = conforming()
    disturb(data, random, 25)
    study = Study(dossier_of(data), TODAY)
    days = 45
    expected = []
    before = study
    for offset in range(1, days + 1):
        after = study.at(TODAY + timedelta(days=offset))
        for name, verdict in after.verdicts["hds-2.0"].items():
            earlier = before.verdicts["hds-2.0"][name]
            if (earlier.status, earlier.strength) != (verdict.status, verdict.strength):
                expected.append((after.as_of, name, earlier.status, verdict.status))
        before = after
    found = [
        (item.day, item.requirement, item.before.status, item.after.status)
        for item in changes_ahead(study, days)
        if (item.before.status, item.before.strength) != (item.after.status, item.after.strength)
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_an_audit_that_turns_three_years_old_falls_on_its_anniversary() -> None:
    data = conforming()
    change(data, "audits[pentest].work_ended", "2023-12-20")
    change(data, "audits[pentest].report_dated", "2024-01-10")
    falls = [
        item for item in changes_ahead(Study(dossier_of(data), TODAY), 90) if item.requirement == "EXI-15"
    ]
    assert [(item.day, item.before.status.value, item.after.status.value) for item in falls] == [
        (date(2026, 12, 20), "met", "partial")
    ]
    assert worsens(falls[0])


def test_a_dossier_where_nothing_expires_has_no_horizon() -> None:
    data = conforming()
    assert [item for item in changes_ahead(Study(dossier_of(data), TODAY), 30) if worsens(item)] == []


def test_the_study_of_a_past_day_sees_only_what_had_come() -> None:
    data = conforming()
    past = Study(dossier_of(data), date(2025, 4, 1)).verdicts["hds-2.0"]
    assert past["EXI-12"].status.value == "not_met"  # the certificate was sent on 2 April


def test_before_the_referential_binds_nothing_is_owed() -> None:
    verdicts = Study(dossier_of(conforming()), date(2024, 1, 1)).verdicts["hds-2.0"]
    assert verdicts["EXI-28"].status.value == "not_applicable"
    assert [reason.code for reason in verdicts["EXI-28"].reasons] == ["requirement_not_in_force"]


def test_a_planned_audit_whose_day_comes_is_among_what_to_do_first() -> None:
    data = conforming()
    planned = {"id": "next", "audit_kind": "isms_hds", "planned": "2026-12-01"}
    change(data, "audits[internal]", planned)
    study = Study(dossier_of(data), TODAY)
    ahead = next(item for item in changes_ahead(study, 90) if item.requirement == "EXI-16")
    assert (ahead.day, ahead.after.status) == (date(2026, 12, 1), Status.UNDETERMINED)
    assert first_actions(study, "hds-2.0").rest == 0
