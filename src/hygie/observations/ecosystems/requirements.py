"""Requirements on semantic versions, as npm and Cargo write them, as intervals.

Sources: node-semver, "Ranges", read with pre-releases included as npm's audit does, so that 1.2.0-beta is
among the ``1.x`` that are vulnerable; Cargo, "Specifying dependencies", where RustSec compares bounds by
SemVer's precedence. ``-0`` is the lowest pre-release: ``<2.0.0-0`` ends before those of 2.0.0.
"""

import re
from functools import reduce
from typing import Final, NamedTuple

from hygie.observations.ecosystems.intervals import (
    EVERYTHING,
    HIGHEST,
    LOWEST,
    Cut,
    Interval,
    Intervals,
    after,
    before,
    intersection,
    union,
)

_PART: Final = r"\d{1,16}|[xX*]"
_EARLY: Final = r"(?:-([0-9A-Za-z-][0-9A-Za-z.-]*)|([A-Za-z][0-9A-Za-z.-]*))?(?:\+[0-9A-Za-z.-]+)?"
_VERSION: Final = rf"[v=\s]*({_PART})(?:\.({_PART})(?:\.({_PART}){_EARLY})?)?"
_COMPARATOR: Final = re.compile(rf"\s*(<=|>=|==|<|>|=|~>|~|\^|)\s*{_VERSION}\s*(?=[\s,<>=~^]|\Z)", re.ASCII)
_HYPHEN: Final = re.compile(rf"\s*{_VERSION}\s+-\s+{_VERSION}\s*\Z", re.ASCII)
_LONGEST: Final = 1000
_PATCH: Final = 3


class _Version(NamedTuple):
    """A version of which the last numbers may be left open."""

    numbers: tuple[int, ...]
    early: str = ""

    @property
    def whole(self) -> bool:
        return len(self.numbers) == _PATCH

    def text(self, lowest: str = "") -> str:
        """Write it whole; with ``lowest`` if it was not."""
        numbers = (*self.numbers, 0, 0)[:_PATCH]
        return ".".join(map(str, numbers)) + (
            f"-{self.early}" if self.early else "" if self.whole else lowest
        )

    def next(self, place: int) -> str:
        """Write the first version whose number at ``place`` is one higher."""
        numbers = (*self.numbers[:place], self.numbers[place] + 1, 0, 0)[:_PATCH]
        return ".".join(map(str, numbers)) + "-0"


def npm_range(text: str) -> Intervals | None:
    """Read an npm range: ``^1.2 || ~2.3``, ``>=1 <2``, ``1.x``, ``1.2 - 1.4``; None if it is none."""
    if len(text) > _LONGEST:
        return None
    found: list[Interval] = []
    for part in text.split("||"):
        read = _npm_hyphen(part) or _all_of(part, "=", "-0")
        if read is None:
            return None
        found.extend(read)
    return union(found)


def cargo_requirement(text: str) -> Intervals | None:
    """Read a requirement of Cargo: ``^1.2`` or ``1.2``, ``>= 1.0, < 2``, ``1.2.*``; None if it is none."""
    if len(text) > _LONGEST or not text.strip():
        return None
    return _all_of(text, "^", "")


def _npm_hyphen(text: str) -> Intervals | None:
    """Read ``1.2 - 1.4``: both ends inside, whatever their open numbers."""
    match = _HYPHEN.match(text)
    if match is None:
        return None
    low, high = _version(match, 1), _version(match, 6)
    return intersection(_comparator(">=", low, "-0"), _comparator("<=", high, "-0"))


def _all_of(text: str, bare: str, lowest: str) -> Intervals | None:
    """Read comparators that hold together; none at all is everything."""
    found: list[Intervals] = [EVERYTHING]
    at = 0
    text = text.strip()
    while at < len(text):
        match = _COMPARATOR.match(text, at)
        if match is None or match.end() == at:
            return None
        try:
            found.append(_comparator(match[1] or bare, _version(match, 2), lowest))
        except ValueError:
            return None
        at = match.end()
        if text[at : at + 1] == ",":
            at += 1
    return reduce(intersection, found)


def _version(match: re.Match[str], group: int) -> _Version:
    numbers: list[int] = []
    for place in range(group, group + _PATCH):
        if match[place] is None or not match[place].isdecimal():
            return _Version(tuple(numbers))
        numbers.append(int(match[place]))
    return _Version(tuple(numbers), match[group + _PATCH] or match[group + _PATCH + 1] or "")


def _comparator(operator: str, version: _Version, lowest: str) -> Intervals:
    """Give the versions of a comparator.

    Raises:
        ValueError: the version has a pre-release that is not SemVer's.
    """
    if not version.numbers:
        return () if operator in ("<", ">") else EVERYTHING
    last = len(version.numbers) - 1
    start = before(version.text(lowest))
    match operator:
        case ">=":
            return (Interval(start, HIGHEST),)
        case "<":
            return union((Interval(LOWEST, start),))
        case ">":
            return (
                Interval(after(version.text()) if version.whole else _from(version, last, lowest), HIGHEST),
            )
        case "<=":
            return (Interval(LOWEST, after(version.text()) if version.whole else before(version.next(last))),)
        case "~" | "~>":
            return union((Interval(start, before(version.next(min(1, last)))),))
        case "^":
            return union((Interval(start, before(version.next(_caret(version)))),))
        case _:
            return union(
                (Interval(start, after(version.text()) if version.whole else before(version.next(last))),)
            )


def _from(version: _Version, last: int, lowest: str) -> Cut:
    """Start after all the versions of a series: ``>1.2`` is ``>=1.3.0``, with its pre-releases for npm."""
    return before(version.next(last) if lowest else version.next(last).removesuffix("-0"))


def _caret(version: _Version) -> int:
    """Give the place of the number that may not change: the first that is not zero, else the last given."""
    return next((at for at, number in enumerate(version.numbers) if number), len(version.numbers) - 1)
