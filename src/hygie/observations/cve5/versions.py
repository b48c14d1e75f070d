"""Which versions of a product a CVE record speaks of: from its list of statuses to intervals and texts.

Source: CVE Record Format, docs/versions.md (Version Status Decisions, Version Status Changes): the first
entry that matches a version says its status, ``defaultStatus`` says that of the others, and is ``unknown`` if
it is left out. ``*`` is infinity. Entries should be disjoint; where they are not, what is said to be affected
stays affected.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

from hygie.observations.advisory import Range
from hygie.observations.content import line
from hygie.observations.cve5.shapes import Product, Version
from hygie.observations.records import LONGEST_TITLE, UNSAID
from hygie.observations.version_order import rough_key

HIGHEST: Final = "999999999"
"""The last number of a series: ``<= 4.19.*`` ends at 4.19.999999999, before 4.20-rc1 in every order."""

_ALL: Final = frozenset(("*", "all", "all versions", "any", "0 - *", "vers:all/*"))
_NO_START: Final = frozenset(
    ("", "*", "-", "0", "all", "any", "n/a", "none", "unknown", "unspecified", "various")
)
_COMMITS: Final = frozenset(("git", "hg", "svn", "commit"))
_STATUSES: Final = {"affected": 0, "unaffected": 1, "unknown": 2}
"""The places in ``Statuses``."""
_TEXT: Final = "\0"
"""Marks what is a text and not a version."""
_VERSION: Final = re.compile(r"[^\s/<>=,;|()\[\]]{1,80}").fullmatch
_SERIES: Final = re.compile(r"(.*\d)\.[*x]", re.IGNORECASE).fullmatch
_OPERATORS: Final = re.compile(
    r"\s*(<=|>=|==|<|>|=)\s*(v?[0-9][^\s,<>=|]{0,79})\s*(?:,|and\b|\Z|(?=[<>=]))", re.IGNORECASE
)


@dataclass(slots=True)
class Spoken:
    """The versions that have one status: intervals, single versions, texts, all of them, or commits."""

    ranges: list[Range] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    everything: bool = False
    commits: bool = False

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.ranges or self.versions or self.texts or self.everything or self.commits)

    def intervals(self) -> list[Range]:
        """Give the ranges, and each version as the range of itself."""
        return [*self.ranges, *(Range(each, last_affected=each) for each in self.versions)]


Statuses: TypeAlias = tuple[Spoken, Spoken, Spoken]
"""The versions that are affected, those that are not, and those of which it is not known."""


def statuses_of(product: Product) -> tuple[Statuses, list[Range]]:
    """Sort the versions of a product by status; beside, what is said not to be affected before what is."""
    found = (Spoken(), Spoken(), Spoken())
    affected, unaffected, _ = found
    excluded: list[Range] = []
    for entry in product.versions:
        _take(entry, found)
        if entry.status == "unaffected" and not (affected.ranges or affected.everything):
            excluded = unaffected.intervals()
    return found, excluded


def _take(entry: Version, found: Statuses) -> None:
    status = entry.status if entry.status in _STATUSES else entry.status.strip().lower()
    bound = entry.less_than if entry.less_than is not None else entry.less_than_or_equal
    place = _STATUSES.get(status)
    spoken = found[0] if place is None else found[place]
    if entry.version_type and entry.version_type.lower() in _COMMITS:
        spoken.commits = True
    elif place is None:  # nobody knows what the status means: a person must look
        spoken.texts.append(_said(entry.version.strip(), bound, entry))
    elif bound is None:
        _take_one(entry.version, spoken)
    else:
        _take_range(entry, bound.strip(), status, found)


def _take_one(version: str, spoken: Spoken) -> None:
    """Take an entry without bound: all versions, an interval in operators, one version, or a text."""
    found = _kind(version)
    if found is None:
        spoken.everything = True
    elif isinstance(found, Range):
        spoken.ranges.append(found)
    elif found[:1] == _TEXT:
        spoken.texts.append(found[1:])
    else:
        spoken.versions.append(found)


@lru_cache(maxsize=1 << 14)
def _kind(version: str) -> Range | str | None:
    """Give the range of an entry without bound, its version, or its text behind a mark; None for all."""
    version = version.strip()
    lower = version.lower()
    if lower in _ALL:
        return None
    if lower in _NO_START and lower != "0":
        return _TEXT + (version or UNSAID)
    found = by_operators(version)
    if found is not None:
        return found
    if _VERSION(version) and any(letter.isdigit() for letter in version) and not _SERIES(version):
        return version
    return _TEXT + (line(version, LONGEST_TITLE) or UNSAID)


def _take_range(entry: Version, bound: str, status: str, found: Statuses) -> None:
    version = entry.version.strip()
    start = "" if version.lower() in _NO_START else version
    spoken = found[_STATUSES[status]]
    # A range that holds nothing (1.2 <= v < 1.2) is most often one version, or all those before.
    usable = _is_bound(bound) and (not start or (start != bound and _is_bound(start)))
    if usable and not entry.changes:
        spoken.ranges.append(_up_to(start, bound, inclusive=entry.less_than is None))
        return
    changes = [(change.at.strip(), change.status.strip().lower()) for change in entry.changes]
    if not usable or not all(after in _STATUSES and _is_bound(at) for at, after in changes):
        spoken.texts.append(_said(version, bound, entry))
        return
    keys = [rough_key(at) for at, _ in changes]
    if keys != sorted(keys):
        # Hot fixes of several branches: certain up to the first, for a person beyond.
        lowest, _ = min(changes, key=lambda change: rough_key(change[0]))
        spoken.ranges.append(Range(start, fixed=lowest))
        spoken.texts.append(_said(lowest, bound, entry))
        return
    for at, after in changes:
        if after != status:
            found[_STATUSES[status]].ranges.append(Range(start, fixed=at))
            start, status = at, after
    if start != bound:
        found[_STATUSES[status]].ranges.append(_up_to(start, bound, inclusive=entry.less_than is None))


@lru_cache(maxsize=1 << 14)
def _is_bound(version: str) -> bool:
    return version == "*" or (_VERSION(version) is not None and any(letter.isdigit() for letter in version))


def _up_to(start: str, bound: str, *, inclusive: bool) -> Range:
    """Close a range; ``*`` is beyond all versions, alone or of a series."""
    if bound == "*":
        return Range(start)
    series = _SERIES(bound)
    if series is not None:
        return Range(start, last_affected=f"{series[1]}.{HIGHEST}")
    return Range(start, last_affected=bound) if inclusive else Range(start, fixed=bound)


def by_operators(text: str) -> Range | None:
    """Read ``<= 3.2``, ``>= 1.0, < 2.0``, ``>=1.0 <2.0``, ``= 1.2``; None if it is anything else."""
    if text[:1] not in ("<", ">", "="):
        return None
    at, found = 0, dict.fromkeys(("introduced", "after", "fixed", "last_affected"), "")
    while at < len(text):
        match = _OPERATORS.match(text, at)
        if match is None or match.end() == at:
            return None
        names = _BOUNDS[match[1]]
        if any(found[name] for name in names):
            return None
        found.update(dict.fromkeys(names, match[2]))
        at = match.end()
    if (found["introduced"] and found["after"]) or (found["fixed"] and found["last_affected"]):
        return None
    return None if any(_SERIES(version) for version in found.values()) else Range(**found)


_BOUNDS: Final = {
    "<": ("fixed",),
    "<=": ("last_affected",),
    ">": ("after",),
    ">=": ("introduced",),
    "=": ("introduced", "last_affected"),
    "==": ("introduced", "last_affected"),
}


def _said(version: str, bound: str | None, entry: Version) -> str:
    """Write a range that cannot be used in operators, for a person."""
    upper = "" if bound is None else f"{'<' if entry.less_than is not None else '<='} {bound}"
    lower = "" if version.lower() in _NO_START else version if bound is None else f">= {version}"
    return line(", ".join(filter(None, (lower, upper))), LONGEST_TITLE) or UNSAID
