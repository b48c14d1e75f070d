from datetime import date

import pytest

from hygie.law import (
    Adequacy,
    Scope,
    UnknownCountryError,
    adequacy,
    adequacy_change_dates,
    adequacy_decision,
    in_eea,
)

FULL, COVERED = Adequacy.FULL, Adequacy.PARTIAL_COVERED
UNPROVEN, NONE = Adequacy.PARTIAL_UNPROVEN, Adequacy.NONE
TODAY = date(2026, 11, 22)

# name, country, first day of the decision
FULL_DECISIONS = [
    ("Switzerland", "CH", date(2000, 7, 26)),
    ("Argentina", "AR", date(2003, 6, 30)),
    ("Guernsey", "GG", date(2003, 11, 21)),
    ("Isle of Man", "IM", date(2004, 4, 28)),
    ("Jersey", "JE", date(2008, 5, 8)),
    ("Faroe Islands", "FO", date(2010, 3, 5)),
    ("Andorra", "AD", date(2010, 10, 19)),
    ("Israel", "IL", date(2011, 1, 31)),
    ("Uruguay", "UY", date(2012, 8, 21)),
    ("New Zealand", "NZ", date(2012, 12, 19)),
    ("Japan", "JP", date(2019, 1, 23)),
    ("United Kingdom", "GB", date(2021, 6, 28)),
    ("South Korea", "KR", date(2021, 12, 17)),
    ("Brazil", "BR", date(2026, 1, 26)),
]
PARTIAL_DECISIONS = [
    ("Canada", "CA", date(2001, 12, 20), "commercial_organisation"),
    ("United States", "US", date(2023, 7, 10), "dpf_participant"),
]
# name, country, day, is the recipient proven covered, expected
CASES = [
    ("UK, the last day", "GB", date(2031, 12, 27), None, FULL),
    ("UK, the day after the last", "GB", date(2031, 12, 28), None, NONE),
    ("UK, at the first expiry, carried over", "GB", date(2025, 6, 28), None, FULL),
    ("UK, at the second expiry, renewed", "GB", date(2025, 12, 28), None, FULL),
    ("UK, between the transition and the decision", "GB", date(2021, 3, 1), None, NONE),
    ("US, DPF participant", "US", TODAY, True, COVERED),
    ("US, nobody knows", "US", TODAY, None, UNPROVEN),
    ("US, known not to participate", "US", TODAY, False, NONE),
    ("US, a participant before there is a decision", "US", date(2023, 7, 9), True, NONE),
    ("Canada, commercial organisation", "CA", TODAY, True, COVERED),
    ("Canada, nobody knows", "CA", TODAY, None, UNPROVEN),
    ("Canada, public body", "CA", TODAY, False, NONE),
    ("Switzerland, a full decision asks nothing of the recipient", "CH", TODAY, False, FULL),
    ("India has no decision", "IN", TODAY, True, NONE),
    ("Puerto Rico is not under the code of the United States", "PR", TODAY, True, NONE),
    ("Greenland is not the Faroe Islands", "GL", TODAY, None, NONE),
    ("Gibraltar is not under the code of the United Kingdom", "GI", TODAY, None, NONE),
    ("New Caledonia has no decision of its own", "NC", TODAY, None, NONE),
    ("France needs none: ask in_eea first", "FR", TODAY, None, NONE),
]


@pytest.mark.parametrize(("name", "country", "first"), FULL_DECISIONS, ids=str)
def test_a_full_decision_holds_from_its_first_day(name: str, country: str, first: date) -> None:
    assert adequacy(country, date.fromordinal(first.toordinal() - 1)) is NONE, name
    assert adequacy(country, first) is FULL, name
    assert adequacy_change_dates(country)[0] == first
    assert adequacy(country, TODAY) is FULL


@pytest.mark.parametrize(("name", "country", "first", "condition"), PARTIAL_DECISIONS)
def test_a_partial_decision_holds_from_its_first_day(
    name: str, country: str, first: date, condition: str
) -> None:
    assert adequacy(country, date.fromordinal(first.toordinal() - 1)) is NONE, name
    assert adequacy(country, first) is UNPROVEN, name
    decision = adequacy_decision(country, first)
    assert decision is not None
    assert (decision.scope, decision.condition) == (Scope.PARTIAL, condition)


@pytest.mark.parametrize(
    ("country", "day", "covered", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_what_covers_a_recipient(country: str, day: date, covered: bool | None, expected: Adequacy) -> None:
    assert adequacy(country, day, covered) is expected


def test_a_decision_says_its_dates_and_its_source() -> None:
    decision = adequacy_decision("GB", TODAY)
    assert decision is not None
    assert (decision.since, decision.until) == (date(2021, 6, 28), date(2031, 12, 27))
    assert "2021/1772" in decision.source


def test_the_days_on_which_the_answer_changes() -> None:
    assert adequacy_change_dates("GB") == (date(2021, 6, 28), date(2031, 12, 28))
    assert adequacy_change_dates("BR") == (date(2026, 1, 26),)
    assert adequacy_change_dates("IN") == ()


@pytest.mark.parametrize("code", ["XX", "UK", "EU", "fr", "", "FRA"])
def test_an_unknown_code_is_never_taken_for_a_country_without_a_decision(code: str) -> None:
    with pytest.raises(UnknownCountryError, match="ISO 3166-1"):
        adequacy(code, TODAY)
    with pytest.raises(UnknownCountryError):
        adequacy_decision(code, TODAY)
    with pytest.raises(UnknownCountryError):
        adequacy_change_dates(code)


@pytest.mark.parametrize("country", [row[1] for row in [*FULL_DECISIONS, *PARTIAL_DECISIONS]])
def test_no_country_has_a_decision_while_it_is_in_the_eea(country: str) -> None:
    for day in adequacy_change_dates(country):
        assert not in_eea(country, day)
