from collections import Counter
from datetime import date, timedelta

import pytest

from hygie.law import Period, all_deadlines, deadlines

TODAY = date(2026, 11, 22)
BY_ID = {each.id: each for each in all_deadlines()}

# id, article ends with, within
LASTING = [
    ("nis2_early_warning", "art. 23(4)a", timedelta(hours=24)),
    ("nis2_incident_notification", "art. 23(4)b", timedelta(hours=72)),
    ("nis2_final_report", "art. 23(4)d", Period(months=1)),
    ("cra_vulnerability_early_warning", "art. 14(2)a", timedelta(hours=24)),
    ("cra_vulnerability_notification", "art. 14(2)b", timedelta(hours=72)),
    ("cra_vulnerability_final_report", "art. 14(2)c", Period(days=14)),
    ("cra_incident_early_warning", "art. 14(4)a", timedelta(hours=24)),
    ("cra_incident_notification", "art. 14(4)b", timedelta(hours=72)),
    ("cra_incident_final_report", "art. 14(4)c", Period(months=1)),
    ("gdpr_authority_notification", "art. 33(1)", timedelta(hours=72)),
    ("mdr_serious_incident", "art. 87(3)", Period(days=15)),
    ("mdr_death_or_deterioration", "art. 87(5)", Period(days=10)),
    ("mdr_public_health_threat", "art. 87(4)", Period(days=2)),
    ("ai_serious_incident", "art. 73(2)", Period(days=15)),
    ("ai_death", "art. 73(4)", Period(days=10)),
    ("ai_widespread_or_critical_infrastructure", "art. 73(3)", Period(days=2)),
]
PROMPT = [
    ("nis2_intermediate_report", "on_request"),
    ("nis2_service_recipients", "without_undue_delay"),
    ("cra_users", "without_delay"),
    ("gdpr_processor_notification", "without_undue_delay"),
    ("gdpr_data_subjects", "without_undue_delay"),
    ("health_information_system_incident", "without_delay"),
    ("mdr_field_safety_corrective_action", "before_unless_urgent"),
    ("device_vigilance", "without_delay"),
    ("essential_service_operator_incident", "without_delay"),
    ("vital_operator_incident", "without_delay"),
]


@pytest.mark.parametrize(("name", "article", "within"), LASTING)
def test_a_delay_in_figures(name: str, article: str, within: Period | timedelta) -> None:
    found = BY_ID[name]
    assert found.duration == within
    assert found.article.endswith(article)
    assert found.base is not None
    assert found.promptness is None


@pytest.mark.parametrize(("name", "word"), PROMPT)
def test_a_delay_in_words_is_no_number_of_hours(name: str, word: str) -> None:
    found = BY_ID[name]
    assert (found.promptness, found.duration, found.base) == (word, None, None)


def test_every_deadline_stands_in_one_of_the_tables_once() -> None:
    assert Counter(each.id for each in all_deadlines()) == Counter(row[0] for row in [*LASTING, *PROMPT])


def test_every_deadline_says_to_whom_and_where_it_is_written() -> None:
    for each in all_deadlines():
        assert each.recipients, each.id
        assert each.article, each.id


def test_the_final_report_runs_from_the_notification_really_made() -> None:
    assert BY_ID["nis2_final_report"].base == "notification_72h"


def test_the_cyber_resilience_act_binds_from_11_september_2026() -> None:
    regimes = {each.regime for each in deadlines(date(2026, 9, 10))}
    assert "cra" not in regimes
    assert {each.regime for each in deadlines(date(2026, 9, 11))} - regimes == {"cra"}


def test_all_are_in_force_today_and_none_in_another_century() -> None:
    assert deadlines(TODAY) == all_deadlines()
    assert deadlines(date(1999, 12, 31)) == ()
