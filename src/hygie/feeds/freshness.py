"""How old a source is, and when it is called stale.

The convention: what is exploited or published changes daily, and a week without asking is too long;
lifecycles change monthly. A source that never rests for a month (OSV, CVE, KEV, lifecycles) and whose newest
record is older than that was brought in old, whatever the day it was brought in.
"""

from datetime import date
from typing import Final, NamedTuple

from hygie.feeds.snapshot import Kind, Segment

ASKED: Final = {Kind.ADVISORIES: 7, Kind.EXPLOITED: 7, Kind.EPSS: 7, Kind.LIFECYCLES: 31}
"""Days without asking beyond which a source is stale."""
RESTLESS: Final = ("osv:PyPI", "osv:npm", "osv:Maven", "osv:Go", "cve5", "kev", "epss", "endoflife")
REST: Final = 31
"""Days without a new record beyond which one of ``RESTLESS`` is stale."""


class Freshness(NamedTuple):
    """How old a source is: days since it was asked, and since its newest record (None: not said).

    ``stale`` is ``fetched`` or ``records``, whichever is too old, or empty; ``limit`` the days allowed.
    """

    age: int | None
    newest: int | None
    stale: str = ""
    limit: int = 0


def freshness(segment: Segment, as_of: date) -> Freshness:
    """Say how old a source is on a day."""
    age, newest = _days(segment.fetched, as_of), _days(segment.newest, as_of)
    if age is None or age > ASKED[segment.kind]:
        return Freshness(age, newest, "fetched", ASKED[segment.kind])
    if segment.source in RESTLESS and newest is not None and newest > REST:
        return Freshness(age, newest, "records", REST)
    return Freshness(age, newest)


def _days(text: str, as_of: date) -> int | None:
    try:
        return (as_of - date.fromisoformat(text[:10])).days
    except ValueError:
        return None
