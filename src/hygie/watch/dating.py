"""When a statement was made: its day in UTC, and the instant where it says one."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from hygie.observations.dates import day_of

_DAY_ALONE = 10
"""Signs of the longest way to write a day."""


class Moment(NamedTuple):
    """A ``day`` (UTC where a zone is said, else as written), and the ``instant`` if a zone is said."""

    day: date
    instant: datetime | None = None


NEVER = Moment(date.min)
"""Before any other: what says no date that can be read."""


@lru_cache(maxsize=1 << 12)
def moment(written: str) -> Moment:
    """Read a date of ISO 8601, extended or basic, with a time or not."""
    written = written.strip()
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        day = day_of(written)
        return Moment(date.fromisoformat(day)) if day else NEVER
    if found.tzinfo is None or len(written) <= _DAY_ALONE:
        return Moment(found.date())
    try:
        instant = found.astimezone(UTC)
    except OverflowError:  # the last hours of the last day, or the first of the first
        return Moment(found.date())
    return Moment(instant.date(), instant)
