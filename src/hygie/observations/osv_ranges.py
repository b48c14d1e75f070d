"""From the events of an OSV range to intervals of versions.

Source: OSV schema 1.7, affected[].ranges[].events fields and Evaluation: a version is affected if, going
through the events in the order of their versions, the last that it reaches opens the range and not closes it,
and if it is before the greatest limit.

The order of versions is not known here. Events that open and close in turn are taken as the source sorts
them, as the schema recommends, unless their versions are SemVer or plain numbers, whose order nobody
disputes. Others are sorted by the rough order. A range of one opening and one closing is kept as it is
written, even if it closes before it opens: whether it does is for matching to say.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from hygie.observations.advisory import Range
from hygie.observations.records import opened
from hygie.observations.version_order import Key, plain_key, rough_key, semver_key


class Event(NamedTuple):
    """An event: ``introduced``, ``fixed``, ``last_affected`` or ``limit``, and its version."""

    kind: str
    version: str


_PAIR: Final = 2
_RANKS: Final = {"limit": 0, "fixed": 1, "introduced": 2, "last_affected": 3}
"""The order of events at one version, left open by the schema: fixed and introduced again is affected."""


def ranges_of(events: Sequence[Event], *, semver: bool) -> tuple[Range, ...]:
    """Give the intervals of affected versions, in order; events that never open do so at the first."""
    first = events[0]
    if first.kind == "introduced":
        if len(events) == 1:
            return (Range(opened(first.version)),)
        if len(events) == _PAIR and events[1].kind in ("fixed", "last_affected"):
            return (_closed(opened(first.version), events[1]),)
    timeline = _timeline(events, semver=semver)
    found: list[Range] = []
    start = None if any(event.kind == "introduced" for event in timeline) else ""
    for event in timeline:
        if event.kind == "introduced":
            start = opened(event.version) if start is None else start
            continue
        if start is not None:
            found.append(_closed(start, event))
            start = None
        if event.kind == "limit":
            return tuple(found)
    if start is not None:
        found.append(Range(start))
    return tuple(found)


def _closed(start: str, event: Event) -> Range:
    if event.kind == "last_affected":
        return Range(start, last_affected=event.version)
    return Range(start, fixed=event.version)


def _timeline(events: Sequence[Event], *, semver: bool) -> list[Event]:
    """Order the events; at one version a fix comes first. Only the greatest limit is kept."""
    limits = [event for event in events if event.kind == "limit"]
    if not limits and _stand_in_order(events, semver=semver):
        return list(events)
    known = semver and all(semver_key(event.version) for event in events if event.version not in ("0", "*"))

    def key(event: Event) -> tuple[Key, int]:
        if event.kind == "introduced" and event.version == "0":
            return (), 0
        found = (semver_key(event.version) if known else None) or rough_key(event.version)
        return found, _RANKS[event.kind]

    kept = [event for event in events if event.kind != "limit"]
    if limits and not any("*" in event.version for event in limits):
        kept.insert(0, max(limits, key=key))
    return sorted(kept, key=key)


def _stand_in_order(events: Sequence[Event], *, semver: bool) -> bool:
    """Say whether events open and close in turn, and no order that nobody disputes says that they descend."""
    if any((event.kind == "introduced") != (at % 2 == 0) for at, event in enumerate(events)):
        return False
    descends = _descend(events, semver_key) if semver else None
    return not (_descend(events, plain_key) if descends is None else descends)


def _descend(events: Sequence[Event], order: Callable[[str], tuple[object, ...] | None]) -> bool | None:
    """Say whether some event is below the one before it; None if a version has no place in the order."""
    before: tuple[object, ...] = ()
    descends = False
    for kind, version in events:
        key = () if version == "0" and kind == "introduced" else order(version)
        if key is None:
            return None
        descends = descends or (key, _RANKS[kind]) < before
        before = (key, _RANKS[kind])
    return descends
