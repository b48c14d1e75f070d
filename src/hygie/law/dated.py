"""What every dated fact carries: its first and last days, its source, and how sure we are of it."""

from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import Annotated, TypeVar

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1)]


class Certainty(Enum):
    """Where a fact comes from, hence how much it may be relied upon."""

    SOURCE = "source"
    """Written in the HDS referential itself."""
    LAW = "law"
    """Written in a legal text outside the referential."""
    SECONDARY = "secondary"
    """Reported by a secondary source; the official text was not read again."""
    CONVENTION = "convention"
    """Our own choice; it never lowers a status by itself."""
    UNCERTAIN = "uncertain"
    """Not settled; to be checked before use."""


def holds(since: date, until: date | None, day: date) -> bool:
    """Tell whether a day is in an interval whose first and last days are both included."""
    return since <= day and (until is None or day <= until)


class Dated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact in force from ``since`` (first day) to ``until`` (last day, included; None when open)."""

    since: date = msgspec.field(name="from")
    until: date | None = None
    source: Text
    certainty: Certainty
    note: str | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the fact is in force on that day."""
        return holds(self.since, self.until, day)


class MalformedLawError(Exception):
    """Our own data are wrong: a mistake of the programmer, never of the user."""

    def __init__(self, where: str, problem: str) -> None:
        """Name the file or the entry, and what is wrong in it."""
        super().__init__(f"malformed legal data, {where}: {problem}")


Span = tuple[date, date | None]
_Value = TypeVar("_Value", bound=Hashable)


def day_after(last: date) -> date:
    """Give the first day on which something that ended no longer holds."""
    return last + timedelta(days=1)


def check_spans(where: str, spans: Iterable[Span]) -> None:
    """Check that intervals are in order, do not overlap, and last one day at least.

    Raises:
        MalformedLawError: they do not.
    """
    listed = list(spans)
    for since, until in listed:
        if until is not None and until < since:
            raise MalformedLawError(where, f"the interval from {since} ends before it starts, on {until}")
    for (_, last), (since, _) in pairwise(listed):
        if last is None or since <= last:
            raise MalformedLawError(where, f"the interval from {since} overlaps the one before")


def change_days(spans: Iterable[tuple[date, date | None, _Value]]) -> tuple[date, ...]:
    """List the days on which a value that holds over ordered intervals changes.

    The first day counts (nothing held before), and so does the day after a last day unless the same
    value goes on; two intervals that touch and agree make no change.
    """
    days: list[date] = []
    held: _Value | None = None
    ended: date | None = None
    for since, until, value in spans:
        if ended is not None and ended < since:
            days.append(ended)
            held = None
        if value != held:
            days.append(since)
        held, ended = value, None if until is None else day_after(until)
    return (*days, ended) if ended is not None else tuple(days)
