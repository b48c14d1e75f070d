"""The date of an assessment, and the days on which an answer would change.

Rules compare dates only through a ``Clock``. It answers for its day and remembers the day on which
each answer would be another one: the horizon then jumps from one such day to the next, and misses
none (decision record 0015).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

ONE_DAY = timedelta(days=1)

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""The days that an answer may be asked for, or a dossier speak of."""


class Span(Protocol):
    """A length of time that can be counted from a day, such as ``law.Period``."""

    def add(self, day: date, /) -> date:
        """Give the day reached from ``day``."""


class Clock:
    """Answers questions about dates, as of one day, and remembers when the answers change."""

    def __init__(self, as_of: date) -> None:
        """Set the clock to a day."""
        self.as_of = as_of
        self._next: date | None = None

    @property
    def next_change(self) -> date | None:
        """The first later day on which an answer given so far would be another one."""
        return self._next

    def reached(self, day: date) -> bool:
        """Tell whether ``day`` has come: it is the clock's day or an earlier one."""
        if day <= self.as_of:
            return True
        self.watch(day)
        return False

    def watch(self, *days: date) -> None:
        """Remember days on which something that was read otherwise (law, say) changes."""
        for day in days:
            if day > self.as_of and (self._next is None or day < self._next):
                self._next = day

    def valid_through(self, last_day: date) -> bool:
        """Tell whether something that is valid up to and including ``last_day`` still is."""
        return not self.reached(last_day + ONE_DAY) if last_day < date.max else True

    def within(self, start: date, span: Span) -> bool:
        """Tell whether less than ``span`` has passed since ``start`` (the anniversary is too late)."""
        return not self.reached(span.add(start))

    def latest(self, days: Iterable[date]) -> date | None:
        """Give the latest of the days that have come, if any has."""
        come = [day for day in days if self.reached(day)]
        return max(come, default=None)
