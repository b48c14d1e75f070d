"""Intervals of semantic versions: their intersection, union and complement, exact in SemVer's precedence.

A bound is a cut between versions: just before a version, or just after it.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from hygie.observations.advisory import Range
from hygie.observations.version_order import Key, semver_key


class Cut(NamedTuple):
    """A place between versions: before the one of ``key`` (``side`` 0), or after it (1)."""

    key: Key
    side: int
    version: str


LOWEST: Final = Cut((), 0, "")
HIGHEST: Final = Cut(((9, 0, ""),), 0, "")


class Interval(NamedTuple):
    """The versions between two cuts."""

    low: Cut
    high: Cut


Intervals: TypeAlias = tuple[Interval, ...]

EVERYTHING: Final[Intervals] = (Interval(LOWEST, HIGHEST),)


def before(version: str) -> Cut:
    """Cut just before a version; there is none before 0.0.0-0.

    Raises:
        ValueError: it is not a semantic version.
    """
    return LOWEST if version == "0.0.0-0" else Cut(_key(version), 0, version)


def after(version: str) -> Cut:
    """Cut just after a version.

    Raises:
        ValueError: it is not a semantic version.
    """
    return Cut(_key(version), 1, version)


def _key(version: str) -> Key:
    key = semver_key(version)
    if key is None:
        raise ValueError(version)
    return key


def _order(cut: Cut) -> tuple[Key, int]:
    return cut.key, cut.side


def union(intervals: Iterable[Interval]) -> Intervals:
    """Give the same versions by intervals in order that do not touch."""
    found: list[Interval] = []
    for each in sorted(intervals, key=lambda one: _order(one.low)):
        if _order(each.low) >= _order(each.high):
            continue
        if found and _order(each.low) <= _order(found[-1].high):
            high = max(found[-1].high, each.high, key=_order)
            found[-1] = Interval(found[-1].low, high)
        else:
            found.append(each)
    return tuple(found)


def complement(intervals: Iterable[Interval]) -> Intervals:
    """Give all other versions."""
    found, low = [], LOWEST
    for each in union(intervals):
        found.append(Interval(low, each.low))
        low = each.high
    return union((*found, Interval(low, HIGHEST)))


def intersection(one: Iterable[Interval], other: Iterable[Interval]) -> Intervals:
    """Give the versions that are in both."""
    others = tuple(other)
    return union(
        Interval(max(a.low, b.low, key=_order), min(a.high, b.high, key=_order)) for a in one for b in others
    )


def ranges_of(intervals: Intervals) -> tuple[Range, ...]:
    """Write intervals as ranges."""
    return tuple(
        Range(
            "" if low.side else low.version,
            "" if high.side else high.version,
            high.version if high.side else "",
            low.version if low.side else "",
        )
        for low, high in intervals
    )
