from datetime import date, timedelta

import pytest

from hygie.law import (
    Certainty,
    NotInForceError,
    Period,
    UnknownParameterError,
    Value,
    changes,
    parameter_names,
    parameter_title,
    period,
    value,
)

TODAY = date(2026, 11, 22)
CONVENTION, SOURCE = Certainty.CONVENTION, Certainty.SOURCE
SECONDARY, UNCERTAIN = Certainty.SECONDARY, Certainty.UNCERTAIN

# parameter, day, value, certainty
CASES: list[tuple[str, date, Value, Certainty]] = [
    ("review_freshness", TODAY, Period(months=12), CONVENTION),
    ("legal_watch_freshness", TODAY, Period(months=12), CONVENTION),
    ("risk_assessment_freshness", TODAY, Period(months=12), CONVENTION),
    ("subcontractor_change_review_freshness", TODAY, Period(months=12), CONVENTION),
    ("awareness_freshness", TODAY, Period(months=12), CONVENTION),
    ("contact_list_freshness", TODAY, Period(months=12), CONVENTION),
    ("responsibility_review_freshness", TODAY, Period(months=12), CONVENTION),
    ("internal_audit_freshness", TODAY, Period(months=12), CONVENTION),
    ("gdpr_piece_freshness", TODAY, Period(months=12), CONVENTION),
    ("cnil_gap_analysis_freshness", TODAY, Period(months=24), CONVENTION),
    ("portability_trial_freshness", TODAY, Period(months=12), CONVENTION),
    ("convergence_freshness", date(2021, 10, 25), Period(months=12), CONVENTION),
    ("memo_promotion_freshness", TODAY, Period(months=12), CONVENTION),
    ("support_action_freshness", TODAY, Period(months=12), CONVENTION),
    ("certificate_expiry_warning", TODAY, Period(days=90), CONVENTION),
    ("shared_audit_maximum_age", TODAY, Period(years=3), SOURCE),
    ("access_rights_review_interval", TODAY, Period(years=1), SOURCE),
    ("without_delay_internal_target", TODAY, timedelta(hours=24), CONVENTION),
    ("hds_referential_version", date(2024, 11, 16), "2.0", SECONDARY),
    ("hds_v2_required_of_certified_hosts", date(2026, 5, 15), False, SECONDARY),
    ("hds_v2_required_of_certified_hosts", date(2026, 5, 16), True, SECONDARY),
    ("hds_reinforced_sovereignty_latest_day", TODAY, date(2027, 12, 31), SOURCE),
    ("hosting_code_eea_rules", date(2026, 8, 31), False, SECONDARY),
    ("hosting_code_eea_rules", date(2026, 9, 1), True, UNCERTAIN),
    ("hosting_code_eea_rules", date(2026, 9, 30), True, UNCERTAIN),
    ("hosting_code_eea_rules", date(2026, 10, 1), True, SECONDARY),
    ("electronic_archiving_certification_required", date(2025, 7, 1), True, SECONDARY),
    ("uncertified_hosting_imprisonment", TODAY, Period(years=3), SECONDARY),
    ("uncertified_hosting_fine", TODAY, 45_000, SECONDARY),
]


@pytest.mark.parametrize(("name", "day", "expected", "certainty"), CASES)
def test_a_parameter_on_a_day(name: str, day: date, expected: Value, certainty: Certainty) -> None:
    found = value(name, day)
    assert (found.value, found.certainty) == (expected, certainty)
    assert found.since <= day
    assert found.until is None or found.until >= day
    assert found.source


def test_every_parameter_stands_in_the_table() -> None:
    assert {case[0] for case in CASES} | {"isms_certificate_validity"} == set(parameter_names())


@pytest.mark.parametrize("name", parameter_names())
def test_a_parameter_answers_on_the_days_it_changes_and_has_two_titles(name: str) -> None:
    days = changes(name)
    assert list(days) == sorted(set(days))
    assert days
    assert value(name, days[0]).since == days[0]
    assert parameter_title(name, "fr")
    assert parameter_title(name, "en")


def test_without_a_last_day_a_value_lasts_until_the_next() -> None:
    assert value("hds_v2_required_of_certified_hosts", date(2025, 1, 1)).until == date(2026, 5, 15)
    assert value("hds_v2_required_of_certified_hosts", TODAY).until is None


def test_a_change_of_certainty_is_not_a_change_of_value() -> None:
    assert changes("hosting_code_eea_rules") == (date(2026, 3, 27), date(2026, 9, 1))


def test_a_period_comes_typed() -> None:
    assert period("shared_audit_maximum_age", TODAY).value.add(date(2024, 2, 29)) == date(2027, 2, 28)
    with pytest.raises(TypeError, match="not a period"):
        period("hds_referential_version", TODAY)


def test_before_the_first_day_there_is_no_value() -> None:
    with pytest.raises(NotInForceError, match="2024-11-15"):
        value("shared_audit_maximum_age", date(2024, 11, 15))


def test_an_unknown_name_is_said() -> None:
    for ask in (lambda: value("freshness", TODAY), lambda: changes("freshness")):
        with pytest.raises(UnknownParameterError, match="'freshness'"):
            ask()
