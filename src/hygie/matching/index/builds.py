"""Where an order of rpm versions decides nothing: modules, versions without release, epochs left out.

A module's packages are mended stream by stream (docs.redhat.com, "Distribution of content in RHEL 8",
application streams): that nodejs 14 is mended in 14.17.5 says nothing of nodejs 12, whose versions are all
below. A version without its release may be any build of it. An epoch comes before all else: one side that
leaves it out decides by that alone.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from hygie.matching.index.intervals import Said, Span
from hygie.matching.versions import version_key
from hygie.observations.advisory import Affected, Range

UNCLEAR: Final = "rpm_build_unclear"
_MODULE: Final = re.compile(r"\.module[+_]").search
_BY_FIRST: Final = frozenset(("nodejs", "postgresql", "redis"))
"""Modules whose streams are named by one number; the others' are taken to be by two."""
_NUMBERS: Final = re.compile(r"(?:([0-9]+):)?([0-9]+)(?:\.([0-9]+))?").match
_key: Final = version_key("rpm")
_FIRST_EPOCH: Final = (_key("1:0") or b"")[:1]
"""Above all keys without an epoch, below all with one."""


def unclear(affected: Affected, told: Said) -> Said:
    """Give what is said of a package of rpm, in doubt where an order does not decide."""
    bounds = [text for item in (*affected.ranges, *affected.excluded) for text in _bounds(item)]
    marks = [text for text in bounds if _MODULE(text) or "-" in text or ":" in text]
    if not marks:
        return told
    spans = list(told.spans)
    for text in dict.fromkeys(marks):
        spans = [part for span in spans for part in _parted(span, text, affected.package)]
    return told._replace(spans=tuple(spans))


def says_no_epoch(affected: Affected) -> bool:
    """Say whether no bound has an epoch, which may then have been left out."""
    bounds = [text for item in affected.ranges for text in _bounds(item)]
    return bool(bounds) and not any(":" in text for text in bounds)


def same_stream(package: str, version: str, bounds: Iterable[str]) -> bool:
    """Say whether none of the bounds is of another stream of a module than a version."""
    own = _stream(package, version)
    return all(own is not None and own == _stream(package, text) for text in bounds if _MODULE(text))


def bounds_of(affected: Affected) -> Iterator[str]:
    """Give the bounds of all ranges."""
    for item in affected.ranges:
        yield from _bounds(item)


def _bounds(item: Range) -> Iterator[str]:
    return filter(None, (item.introduced, item.after, item.fixed, item.last_affected))


def _stream(package: str, version: str) -> tuple[str, ...] | None:
    found = _NUMBERS(version)
    if found is None:
        return None
    numbers = (found[2].lstrip("0"), (found[3] or "").lstrip("0"))
    return numbers[:1] if package.partition("-")[0] in _BY_FIRST else numbers


def _parted(span: Span, text: str, package: str) -> Iterator[Span]:
    """Cut a span where one of its bounds, as written, decides nothing."""
    made = _key(text)
    if span.doubt or made is None or made not in {span.low, span.high}:
        yield span
        return
    cuts: list[Span] = []
    epoch, _, rest = text.rpartition(":")
    upstream = rest.rpartition("-")[0]
    bare = _key(f"{epoch}:{upstream}" if epoch else upstream) if upstream else None
    if bare is not None:  # the version without release
        point = Span(bare, False, bare, True, doubt=UNCLEAR)
        cuts.append(point)
        if made == span.low:
            yield point
    if made == span.high and epoch.strip("0"):  # without an epoch: above it if its own is left out too
        cuts.append(Span(_key(rest), False, _FIRST_EPOCH))
    if made == span.high and _MODULE(text):
        cuts.append(Span(None, False, _least_of_stream(text, package)))
    yield from _cut(span, cuts)


def _least_of_stream(text: str, package: str) -> bytes | None:
    """Give a key below all versions of a module's stream, and above those before it."""
    epoch, _, rest = text.rpartition(":")
    stream = _stream(package, rest)
    made = _key(f"{epoch or 0}:{'.'.join(number or '0' for number in stream)}") if stream else None
    return made[:-2] if made is not None else None  # less the end of the version, and that of no release


def _cut(span: Span, cuts: list[Span]) -> Iterator[Span]:
    """Give the parts of a span, those inside any cut in doubt."""
    left = [span]
    for cut in cuts:
        before, left = left, []
        for part in before:
            inside = _shared(part._replace(doubt=UNCLEAR), cut)
            if inside is None:
                left.append(part)
                continue
            yield inside
            outside = []
            if cut.low is not None:
                outside.append(Span(high=cut.low))
            if cut.high is not None:
                outside.append(Span(low=cut.high, after=cut.within))
            left += filter(None, (_shared(part, each) for each in outside))
    yield from left


def _shared(span: Span, other: Span) -> Span | None:
    """Give what two spans share, as the first; None if nothing."""
    lows = [(each.low, each.after) for each in (span, other) if each.low is not None]
    highs = [(each.high, each.within) for each in (span, other) if each.high is not None]
    low, after = max(lows) if lows else (None, False)
    high, within = min(highs) if highs else (None, False)
    if low is not None and high is not None and (low > high or (low == high and (after or not within))):
        return None
    return span._replace(low=low, after=after, high=high, within=within)
