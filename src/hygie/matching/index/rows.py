"""From spans of keys to rows of integers: the interval algebra on doubled ranks.

The keys of a scheme, sorted, number 0 to n-1. A version equal to key k has rank 2k+1; one between k-1 and k
has rank 2k. Every mix of open, inclusive and exclusive bounds is then an interval of integers, both ends
inside.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from hygie.matching.index.intervals import Said, Span

LEAST: Final = -(2**31)
MOST: Final = 2**31 - 1
UNKNOWN: Final = -1
"""Rank of a version that is missing or that the scheme does not know: only "all versions" holds it."""

Interval = tuple[int, int]


class Row(NamedTuple):
    """An interval of ranks, the first version outside as written, and why it is in doubt (empty if not)."""

    low: int
    high: int
    fixed: str = ""
    doubt: str = ""


def interval_of(span: Span, ranks: Mapping[bytes, int]) -> Interval:
    """Give the ranks that a span holds; ``ranks`` numbers the keys of the scheme."""
    low = 0 if span.low is None else 2 * ranks[span.low] + (2 if span.after else 1)
    high = MOST if span.high is None else 2 * ranks[span.high] + (1 if span.within else 0)
    return low, high


def rows_of(
    spans: Iterable[Span], excluded: Iterable[Span], denied: Iterable[Interval], ranks: Mapping[bytes, int]
) -> list[Row]:
    """Give the rows of one package in one record.

    ``denied``: what the same record says not to be concerned; where the two meet, it contradicts itself, and
    a person must look.
    """
    out = [interval_of(span, ranks) for span in excluded]
    denied = list(denied)
    if not out and not denied:  # nearly all
        whole = ((interval_of(span, ranks), span) for span in spans)
        return list(dict.fromkeys(_row(low, high, span, span.doubt) for (low, high), span in whole))
    rows: dict[Row, None] = {}
    for span in spans:
        for low, high in _minus([interval_of(span, ranks)], out):
            for first, last in _minus([(low, high)], denied):
                rows[_row(first, last, span, span.doubt)] = None
            for first, last in denied:
                if max(low, first) <= min(high, last):
                    doubt = span.doubt or "contradicted_in_record"
                    rows[_row(max(low, first), min(high, last), span, doubt)] = None
    return list(rows)


def merged(rows: list[tuple[int, Row]], apart: str) -> list[tuple[int, Row]]:
    """Bring rows of one package in one record together where they meet: what mends one may lie in the next.

    ``rows`` are (product in the record, row); of those brought together, the last one's product and fix are
    kept. Rows of another doubt stay apart, as do those in the doubt ``apart`` and versions of no scheme.
    """
    if len(rows) < 2:  # noqa: PLR2004 - nothing to bring together
        return rows
    alone = [each for each in rows if LEAST < each[1].low < 0 or each[1].doubt == apart]
    found: list[tuple[int, Row]] = []
    others = (each for each in rows if not LEAST < each[1].low < 0 and each[1].doubt != apart)
    for place, row in sorted(others, key=lambda each: (each[1].doubt, each[1].low, each[1].high)):
        before = found[-1][1] if found else None
        if before is None or before.doubt != row.doubt or row.low > before.high + 1:
            found.append((place, row))
        elif (row.high, bool(row.fixed)) > (before.high, bool(before.fixed)):
            found[-1] = (place, row._replace(low=before.low))
    return found + alone


def denials_of(denied: Iterable[Said], ranks: Mapping[bytes, int]) -> list[Interval]:
    """Give the ranks that a record says not to be concerned; what is in doubt denies nothing."""
    intervals: list[Interval] = []
    for told in denied:
        sure = [interval_of(span, ranks) for span in told.spans if not span.doubt]
        intervals += _minus(sure, [interval_of(span, ranks) for span in told.excluded])
    return intervals


def _row(low: int, high: int, span: Span, doubt: str) -> Row:
    """Make a row; all versions are all of them, those that cannot be ranked too."""
    return Row(LEAST if low == 0 and high == MOST else low, high, span.fixed, doubt)


def _minus(intervals: list[Interval], out: Iterable[Interval]) -> list[Interval]:
    """Take intervals away from intervals."""
    for first, last in out:
        cut: list[Interval] = []
        for low, high in intervals:
            if last < low or high < first:
                cut.append((low, high))
                continue
            if low < first:
                cut.append((low, first - 1))
            if last < high:
                cut.append((last + 1, high))
        intervals = cut
    return intervals
