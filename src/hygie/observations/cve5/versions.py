"""Which versions of a product a CVE record speaks of: from its list of statuses to intervals and texts.

Source: CVE Record Format, docs/versions.md (Version Status Decisions, Version Status Changes): the first
entry that matches a version says its status, ``defaultStatus`` says that of the others, and is ``unknown`` if
it is left out. ``*`` is infinity. Entries should be disjoint; where they are not, see ``carving``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from hygie.observations.advisory import Range
from hygie.observations.content import line
from hygie.observations.cve5.carving import Part
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
STATUSES: Final = ("affected", "unaffected", "unknown")
_TEXT: Final = "\0"
"""Marks what is a text and not a version."""
_VERSION: Final = re.compile(r"[^\s/<>=,;|()\[\]]{1,80}").fullmatch
_SERIES: Final = re.compile(r"(.*\d)\.[*x]", re.IGNORECASE).fullmatch
_OPERATORS: Final = re.compile(
    r"\s*(<=|>=|==|<|>|=)\s*(v?[0-9][^\s,<>=|]{0,79})\s*(?:,|and\b|\Z|(?=[<>=]))", re.IGNORECASE
)


def parts_of(product: Product) -> list[Part]:
    """Give what each entry of a product says, in their order; a status that is none is for a person."""
    found: list[Part] = []
    for number, entry in enumerate(product.versions):
        found.extend(_parts(entry, number))
    return found


def _parts(entry: Version, number: int) -> Iterator[Part]:
    status = entry.status if entry.status in STATUSES else entry.status.strip().lower()
    bound = entry.less_than if entry.less_than is not None else entry.less_than_or_equal
    known = status in STATUSES
    status = status if known else "affected"
    if entry.version_type and entry.version_type.lower() in _COMMITS:
        yield Part(number, status, "commits")
    elif not known:  # nobody knows what the status means: a person must look
        yield Part(number, status, "text", text=_said(entry.version.strip(), bound, entry))
    elif bound is None:
        yield _one(entry.version, number, status)
    else:
        yield from _of_range(entry, bound.strip(), number, status)


def _one(version: str, number: int, status: str) -> Part:
    """Take an entry without bound: all versions, an interval in operators, one version, or a text."""
    found = _kind(version)
    if found is None:
        return Part(number, status, "all", Range())
    if isinstance(found, Range):
        return Part(number, status, "range", found)
    if found[:1] == _TEXT:
        return Part(number, status, "text", text=found[1:])
    return Part(number, status, "version", Range(found, last_affected=found))


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


def _of_range(entry: Version, bound: str, number: int, status: str) -> Iterator[Part]:
    version = entry.version.strip()
    start = "" if version.lower() in _NO_START else version
    # A range that holds nothing (1.2 <= v < 1.2) is most often one version, or all those before.
    usable = _is_bound(bound) and (not start or (start != bound and _is_bound(start)))
    changes = [(change.at.strip(), change.status.strip().lower()) for change in entry.changes]
    if not usable or not all(after in STATUSES and _is_bound(at) for at, after in changes):
        yield Part(number, status, "text", text=_said(version, bound, entry))
        return
    keys = [rough_key(at) for at, _ in changes]
    if keys != sorted(keys):
        # Hot fixes of several branches: certain up to the first, for a person beyond.
        lowest, _ = min(changes, key=lambda change: rough_key(change[0]))
        yield Part(number, status, "range", Range(start, fixed=lowest))
        yield Part(number, status, "text", text=_said(lowest, bound, entry))
        return
    for at, after in changes:
        if after != status:
            if at != start:
                yield Part(number, status, "range", Range(start, fixed=at))
            start, status = at, after
    if start != bound:
        yield Part(number, status, "range", _up_to(start, bound, inclusive=entry.less_than is None))


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
