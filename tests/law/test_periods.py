from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygie.law import Period, parse, parse_duration

days = st.dates(date(1990, 1, 1), date(2200, 12, 31))
counts = st.integers(0, 400)
periods = st.builds(Period, years=st.integers(0, 50), months=counts, days=counts)

# from, period, to
CASES = [
    ("a month from 31 January, common year", date(2027, 1, 31), "P1M", date(2027, 2, 28)),
    ("a month from 31 January, leap year", date(2028, 1, 31), "P1M", date(2028, 2, 29)),
    ("three years from 29 February", date(2024, 2, 29), "P3Y", date(2027, 2, 28)),
    ("four years from 29 February", date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
    ("twelve months from 29 February", date(2024, 2, 29), "P12M", date(2025, 2, 28)),
    ("a month from 28 February does not reach the end of March", date(2027, 2, 28), "P1M", date(2027, 3, 28)),
    ("a month over the new year", date(2026, 12, 15), "P1M", date(2027, 1, 15)),
    ("eleven months to December", date(2026, 1, 31), "P11M", date(2026, 12, 31)),
    ("twelve months", date(2025, 11, 22), "P12M", date(2026, 11, 22)),
    ("ninety days", date(2026, 11, 22), "P90D", date(2027, 2, 20)),
    ("months before days", date(2027, 1, 31), "P1M1D", date(2027, 3, 1)),
    ("nothing", date(2026, 11, 22), "P0D", date(2026, 11, 22)),
]


@pytest.mark.parametrize(
    ("start", "text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_from_date_to_date(start: date, text: str, expected: date) -> None:
    assert parse(text).add(start) == expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("P12M", Period(months=12)),
        ("P3Y", Period(years=3)),
        ("P90D", Period(days=90)),
        ("P1Y6M15D", Period(1, 6, 15)),
        ("P0D", Period()),
    ],
)
def test_parse(text: str, period: Period) -> None:
    assert parse(text) == period


@pytest.mark.parametrize(
    "text", ["", "P", "P1", "12M", "P-1M", "P1.5Y", "P2W", "PT24H", "P1M1Y", " P1M", "P١M"]
)
def test_what_is_not_a_period(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        parse(text)


def test_a_duration_is_hours_or_a_period() -> None:
    assert parse_duration("PT72H") == timedelta(hours=72)
    assert parse_duration("P1M") == Period(months=1)
    with pytest.raises(ValueError, match="not a period"):
        parse_duration("PT")


def test_no_part_is_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Period(months=-1)


def test_beyond_the_calendar() -> None:
    with pytest.raises(OverflowError):
        Period(years=1).add(date.max)
    with pytest.raises(OverflowError):
        Period(days=1).add(date.max)


@given(periods)
def test_a_period_reads_back_as_it_is_written(period: Period) -> None:
    assert parse(str(period)) == period


@given(periods, days)
def test_time_never_goes_back(period: Period, day: date) -> None:
    assert period.add(day) >= day


@given(periods, days, st.integers(0, 1000))
def test_a_later_start_never_ends_earlier(period: Period, day: date, later: int) -> None:
    assert period.add(day) <= period.add(day + timedelta(days=later))


@given(st.integers(0, 50), days)
def test_a_year_is_twelve_months(years: int, day: date) -> None:
    assert Period(years=years).add(day) == Period(months=12 * years).add(day)


@given(counts, days)
def test_months_keep_the_day_of_the_month_or_stop_at_its_end(months: int, day: date) -> None:
    reached = Period(months=months).add(day)
    assert (reached.year - day.year) * 12 + reached.month - day.month == months
    ends_the_month = (reached + timedelta(days=1)).day == 1
    assert reached.day == day.day or (reached.day < day.day and ends_the_month)


@given(counts, days)
def test_days_are_plain_days(count: int, day: date) -> None:
    assert Period(days=count).add(day) - day == timedelta(days=count)
