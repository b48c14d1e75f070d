"""The versions that a product of CSAF stands for: enumerated, in ranges when that is certain, else verbatim.

Source: CSAF 2.0, section 3.1.2.3 (``product_version``, ``product_version_range``), whose ranges are either in
the vers notation ("vers:generic/>=1.0|<2.0", github.com/package-url/vers-spec) or free text.
"""

import re
from typing import Final, NamedTuple

from hygie.observations.advisory import Range
from hygie.observations.purls import decoded

_LONGEST: Final = 10_000
_EVERYTHING: Final = frozenset(("*", "all", "all versions", "any version", "any", "vers:all/*"))
_PLAIN: Final = re.compile(r"[^\s|<>=*,;/()\u2264\u2265]{1,200}").fullmatch
_WILDCARD: Final = re.compile(r"(?:^|[.0-9])[xX](?:$|\.)").search
_VERS: Final = re.compile(r"vers:([a-z][a-z0-9.+-]*)/(.+)", re.IGNORECASE | re.DOTALL).fullmatch
_CONSTRAINT: Final = re.compile(r"(<=|>=|!=|<|>|=|)([^\s<>=!|*,]{1,200})").fullmatch
_NO_SCHEME: Final = frozenset(("all", "none", "generic", "unknown", "intdot", "ilog"))


class Versions(NamedTuple):
    """The fields of an ``Affected`` that say which versions are meant."""

    ranges: tuple[Range, ...] = ()
    versions: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()
    excluded: tuple[Range, ...] = ()
    everything: bool = False
    scheme: str = ""


def versions_of(version: str, range_: str) -> Versions:
    """Read ``product_version`` and ``product_version_range`` as a tree gives them; empty is not given."""
    found = [_read(text, enumerated=text is version) for text in (version, range_) if text]
    if len(found) == 1:
        return found[0]
    # Both were given, one above the other: the range is what the advisory speaks of, the version narrows it.
    return Versions(expressions=(version, range_)) if found else Versions()


def _read(text: str, *, enumerated: bool) -> Versions:
    if " ".join(text.split()).casefold() in _EVERYTHING:
        return Versions(everything=True)
    if len(text) <= _LONGEST and (match := _VERS(text.strip())):
        return _vers(match[1].lower(), match[2]) or Versions(expressions=(text,))
    if enumerated and _PLAIN(text) and not _WILDCARD(text):
        return Versions(versions=(text,))
    return Versions(expressions=(text,))


def _vers(scheme: str, constraints: str) -> Versions | None:
    """Read the constraints of a vers; None where they can be understood in more than one way."""
    known = "" if scheme in _NO_SCHEME else scheme
    if constraints.strip() == "*":
        return Versions(everything=True, scheme=known)
    versions: list[str] = []
    ranges: list[Range] = []
    excluded: list[Range] = []
    lower: tuple[str, str] | None = None
    for part in constraints.split("|"):
        match = _CONSTRAINT(part.strip())
        if match is None:
            return None
        operator, version = match[1], decoded(match[2])
        if operator in ("", "="):
            versions.append(version)
        elif operator == "!=":
            excluded.append(Range(introduced=version, last_affected=version))
        elif (operator[0] == ">") == (lower is not None) and (ranges or lower is not None):
            return None  # two lower bounds follow one another, or two upper ones
        elif operator[0] == ">":
            if ranges and not (ranges[-1].introduced or ranges[-1].after):
                return None  # "<2|>=1": below one and above the other, or an interval in the wrong order
            lower = (operator, version)
        else:
            ranges.append(_range(lower, (operator, version)))
            lower = None
    if lower is not None:
        ranges.append(_range(lower, None))
    everything = bool(excluded) and not ranges and not versions
    return Versions(tuple(ranges), tuple(versions), (), tuple(excluded), everything, known)


def _range(lower: tuple[str, str] | None, upper: tuple[str, str] | None) -> Range:
    low, high = lower or ("", ""), upper or ("", "")
    return Range(
        introduced=low[1] if low[0] == ">=" else "",
        after=low[1] if low[0] == ">" else "",
        fixed=high[1] if high[0] == "<" else "",
        last_affected=high[1] if high[0] == "<=" else "",
    )
