"""Whether the base fits the day that is asked about: what of it is stale, what of it was not known then."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from hygie.feeds.freshness import Freshness, freshness
from hygie.feeds.snapshot import Segment, Snapshot


class Stale(NamedTuple):
    """A source that is stale, and how old it is."""

    segment: Segment
    freshness: Freshness


class Note(NamedTuple):
    """A reserve about a whole answer: the code of its sentence, and what the sentence needs (contract)."""

    code: str
    parameters: Mapping[str, date | int]


def stale(snapshot: Snapshot, as_of: date) -> list[Stale]:
    """List the sources that are stale on a day."""
    aged = (Stale(segment, freshness(segment, as_of)) for segment in snapshot.segments)
    return [each for each in aged if each.freshness.stale]


def notes(snapshot: Snapshot, as_of: date, crowded: int = 0) -> list[Note]:
    """Say what to know of a whole answer.

    A base made, or records, after the day asked for; and how many likenesses of names were not followed
    (``crowded``), as too many records share them.
    """
    latest = max(_days(snapshot), default=as_of)
    found = [Note("base_later", {"latest": latest, "day": as_of})] if latest > as_of else []
    return found + ([Note("names_crowded", {"number": crowded})] if crowded else [])


def day_of(text: str) -> date | None:
    """Read the day that a moment in ISO 8601 begins with; None if it is not in the calendar."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _days(snapshot: Snapshot) -> Iterator[date]:
    """Give the days on which the base was made, and of the newest record of each source."""
    created = day_of(snapshot.created)
    if created is not None:
        yield created
    for segment in snapshot.segments:
        newest, fetched = day_of(segment.newest), day_of(segment.fetched)
        # A record dated after the day when it was fetched is dated wrong, and proves nothing.
        if newest is not None and fetched is not None and newest <= fetched:
            yield newest
