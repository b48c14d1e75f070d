from datetime import date

import pytest

from hygie.law import (
    UnknownCountryError,
    all_country_codes,
    country_name,
    eea_change_dates,
    eea_membership,
    in_eea,
    is_country,
)

TODAY = date(2026, 11, 22)
EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EFTA = "IS LI NO"
PARTS = "GP MQ GF RE YT MF AX"

# name, code, day, is it in the EEA
CASES = [
    ("United Kingdom, before leaving the Union", "GB", date(2020, 1, 31), True),
    ("United Kingdom, in the transition", "GB", date(2020, 6, 1), True),
    ("United Kingdom, last day of the transition", "GB", date(2020, 12, 31), True),
    ("United Kingdom, the day after", "GB", date(2021, 1, 1), False),
    ("Croatia, the day before its accession", "HR", date(2013, 6, 30), False),
    ("Croatia, the day of its accession", "HR", date(2013, 7, 1), True),
    ("Liechtenstein, later than the others", "LI", date(1995, 4, 30), False),
    ("Liechtenstein, its first day", "LI", date(1995, 5, 1), True),
    ("Poland, the day before", "PL", date(2004, 4, 30), False),
    ("Poland, the day", "PL", date(2004, 5, 1), True),
    ("Romania, the day", "RO", date(2007, 1, 1), True),
    ("France, before the EEA", "FR", date(1993, 12, 31), False),
    ("Mayotte, before becoming an outermost region", "YT", date(2013, 12, 31), False),
    ("Mayotte, an outermost region", "YT", date(2014, 1, 1), True),
    ("Norway, whose code YAML would read as no", "NO", TODAY, True),
]
OUTSIDE = [
    ("Switzerland", "CH"),
    ("United Kingdom", "GB"),
    ("Jersey", "JE"),
    ("Guernsey", "GG"),
    ("Isle of Man", "IM"),
    ("Gibraltar", "GI"),
    ("Faroe Islands", "FO"),
    ("Greenland", "GL"),
    ("Svalbard and Jan Mayen", "SJ"),
    ("New Caledonia", "NC"),
    ("French Polynesia", "PF"),
    ("Wallis and Futuna", "WF"),
    ("Saint Pierre and Miquelon", "PM"),
    ("Saint Barthélemy", "BL"),
    ("French Southern Territories", "TF"),
    ("Aruba", "AW"),
    ("Curaçao", "CW"),
    ("Sint Maarten, the other half of the island", "SX"),
    ("Monaco", "MC"),
    ("Andorra", "AD"),
    ("United States", "US"),
]
NAMES = [
    ("FR", "France", "France"),
    ("US", "États-Unis", "United States"),
    ("DE", "Allemagne", "Germany"),
    ("RE", "La Réunion", "Réunion"),
    ("CI", "Côte d’Ivoire", "Côte d’Ivoire"),
    ("NO", "Norvège", "Norway"),
]


@pytest.mark.parametrize(
    ("code", "day", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_in_the_eea_on_a_day(code: str, day: date, expected: bool) -> None:
    assert in_eea(code, day) is expected


@pytest.mark.parametrize("code", [row[1] for row in OUTSIDE], ids=[row[0] for row in OUTSIDE])
def test_outside_the_eea(code: str) -> None:
    assert not in_eea(code, TODAY)
    assert eea_membership(code, TODAY) is None


def test_the_eea_is_thirty_states_and_seven_of_their_parts_and_nothing_else() -> None:
    inside = {code for code in all_country_codes() if in_eea(code, TODAY)}
    assert inside == set(f"{EU} {EFTA} {PARTS}".split())
    assert len(f"{EU} {EFTA}".split()) == 30


@pytest.mark.parametrize("code", PARTS.split())
def test_a_part_counts_through_its_state(code: str) -> None:
    membership = eea_membership(code, TODAY)
    assert membership is not None
    assert membership.state == ("FI" if code == "AX" else "FR")
    assert membership.source


def test_the_days_on_which_the_answer_changes() -> None:
    assert eea_change_dates("GB") == (date(1994, 1, 1), date(2021, 1, 1))
    assert eea_change_dates("HR") == (date(2013, 7, 1),)
    assert eea_change_dates("YT") == (date(2014, 1, 1),)
    assert eea_change_dates("NC") == ()


def test_there_are_249_codes_in_order() -> None:
    codes = all_country_codes()
    assert len(codes) == len(set(codes)) == 249
    assert list(codes) == sorted(codes)
    assert all(is_country(code) for code in codes)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_countries_have_the_same_name(language: str) -> None:
    names = [country_name(code, language) for code in all_country_codes()]
    assert len(set(names)) == 249
    assert all(name and name == name.strip() for name in names)


@pytest.mark.parametrize(("code", "french", "english"), NAMES)
def test_names(code: str, french: str, english: str) -> None:
    assert country_name(code, "fr") == french
    assert country_name(code, "en") == english


def test_a_third_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'de'"):
        country_name("FR", "de")


@pytest.mark.parametrize("code", ["XX", "UK", "EL", "EU", "XK", "fr", "", "FRA", " FR"])
def test_what_is_not_a_code(code: str) -> None:
    assert not is_country(code)
    with pytest.raises(UnknownCountryError):
        in_eea(code, TODAY)
    with pytest.raises(UnknownCountryError):
        eea_change_dates(code)
    with pytest.raises(UnknownCountryError):
        country_name(code, "fr")
