"""Durations as the law writes them: years, months and days, counted from date to date."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS_PER_YEAR = 12
_PERIOD = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", re.ASCII)
_HOURS = re.compile(r"PT(\d+)H", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A number of years, months and days, none of them negative.

    Two periods are equal when they are written alike: twelve months and one year always lead to the
    same day, yet each source keeps its own words.
    """

    years: int = 0
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        """Refuse a negative part: no source counts that way.

        Raises:
            ValueError: a part is negative.
        """
        if min(self.years, self.months, self.days) < 0:
            message = f"a period has no negative part: {self!r}"
            raise ValueError(message)

    def __str__(self) -> str:
        """Write the ISO 8601 form that ``parse`` reads, such as ``P1Y6M``."""
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0D")

    def add(self, day: date) -> date:
        """Count from date to date: years and months first, then days.

        Where the month reached has no such day, its last day stands: 31 January and one month give
        28 or 29 February, 29 February 2024 and three years give 28 February 2027.

        Raises:
            OverflowError: the day reached is after the year 9999.
        """
        months = day.month - 1 + self.months + _MONTHS_PER_YEAR * self.years
        year, month = day.year + months // _MONTHS_PER_YEAR, months % _MONTHS_PER_YEAR + 1
        if year > date.max.year:
            message = f"{self} after {day} is beyond the calendar"
            raise OverflowError(message)
        reached = date(year, month, min(day.day, monthrange(year, month)[1]))
        return reached + timedelta(days=self.days)


def parse(text: str) -> Period:
    """Read an ISO 8601 period of years, months and days: ``P12M``, ``P3Y``, ``P90D``, ``P1Y6M``.

    Raises:
        ValueError: the text is not such a period (weeks and hours are not: see ``parse_duration``).
    """
    found = _PERIOD.fullmatch(text)
    if found is None:
        message = f"not a period of years, months and days: {text!r}"
        raise ValueError(message)
    years, months, days = (int(part or 0) for part in found.groups())
    return Period(years, months, days)


def parse_duration(text: str) -> Period | timedelta:
    """Read what a delay may be: a period, or calendar hours (``PT72H``, as a ``timedelta``).

    Raises:
        ValueError: the text is neither.
    """
    hours = _HOURS.fullmatch(text)
    return timedelta(hours=int(hours.group(1))) if hours else parse(text)
