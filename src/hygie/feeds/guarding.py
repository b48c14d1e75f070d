"""What is read must not make the base forget: a source that would shrink, or grow older, is not replaced.

A file with one record given by itself, or an old download found again, is no whole source; were it taken for
one, what is open would be closed without a word. The rule, for each source that the base has already:

* one file with one record is added to it, whatever its size;
* else, if more than a tenth of its records and more than ten would be gone, or if its newest record would be
  older than before, records that came each in a file of its own are added to it, and anything else is left
  out, which is said.

The caller names the sources that are replaced all the same.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from hygie.feeds.gathering import Gathered, moment, newest_day
from hygie.feeds.intake import Intake, Row, Unit
from hygie.feeds.layout import DamagedSegmentError
from hygie.feeds.snapshot import Kind, Segment, Snapshot
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place

SHARE: Final = 10
"""A source may lose one record in so many…"""
FEW: Final = 10
"""… or so many in all: sources withdraw and merge records."""

Left = tuple[tuple[str, Diagnostic], ...]


def guard(
    gathered: Mapping[str, Gathered],
    before: Snapshot | None,
    intake: Intake,
    today: str,
    *,
    lone: bool,
    replace: Callable[[str], bool],
) -> tuple[dict[str, Gathered], Left]:
    """Give the sources to be written, those that are only parts completed; and those to leave, with why.

    ``lone``: one file was read, and not a folder. ``replace`` names the sources that are taken as they came.

    Raises:
        OSError: the spool cannot be written to.
    """
    taken, left = dict(gathered), []
    for source, item in gathered.items():
        segment = before.segment(source) if before is not None else None
        if segment is None or segment.kind is not item.kind or replace(source):
            continue
        why = _worse(item, segment, today)
        if not item.bulk and item.kind is not Kind.EPSS and (lone or why is not None):
            try:
                add(item, segment, intake)
            except DamagedSegmentError:
                del taken[source]  # that its segment is damaged is said where it is carried over
        elif why is not None:
            del taken[source]
            left.append((source, why))
    return taken, tuple(left)


def _worse(item: Gathered, segment: Segment, today: str) -> Diagnostic | None:
    """Say what the base would lose; None if that is nothing out of the ordinary."""
    lost, newest = _lost(item, segment), newest_day(item, today)
    figures: dict[str, Parameter] = {"source": segment.source, "lost": lost, "held": segment.count}
    if newest and segment.newest and newest < segment.newest:
        figures |= {"found": _day(newest), "newest": _day(segment.newest)}
        return Diagnostic("feeds_older", Place(segment.source), figures)
    if lost > FEW and lost * SHARE > segment.count:
        return Diagnostic("feeds_would_lose", Place(segment.source), figures)
    return None


def _day(text: str) -> Parameter:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:  # a day that is not in the calendar sorts all the same
        return text


def _lost(item: Gathered, segment: Segment) -> int:
    """Count the records of a segment that did not come anew; of a damaged one, by the totals."""
    try:
        if item.kind is Kind.EPSS:
            import numpy as np  # noqa: PLC0415 - only where there are scores

            numbers, _ = segment.epss_arrays()
            return int((~np.isin(numbers, np.array(item.numbers, np.int64))).sum())
        known = {row.id for row in item.rows}
        return sum(name not in known for name in segment.blobs().ids)
    except DamagedSegmentError:
        return max(0, segment.count - len(item.rows) - len(item.numbers))


def add(item: Gathered, segment: Segment, intake: Intake) -> None:
    """Complete what was read with what the base has of its source: of two of one id, the later holds.

    A document of CSAF gives several records, which come and go together. When the source was asked, and
    where the most of it came from, is as before: one file more does not make it fresh.

    Raises:
        DamagedSegmentError: the segment cannot be read.
        OSError: the spool cannot be written to.
    """
    intake.reopen()
    unit = Unit(item.kind, item.source, item.origin)
    intake.carry(unit, segment, lambda _name: True)
    held: dict[str, float] = {}
    for row in unit.rows:
        held[_name(row, item)] = max(held.get(_name(row, item), float("-inf")), moment(row.modified))
    older = set(_older(item, held))
    for row in sorted(older):
        item.reject("feeds_older_record", row)
    item.rows = [row for row in item.rows if row not in older]
    fresh = {_name(row, item) for row in item.rows}
    kept = [row for row in unit.rows if _name(row, item) not in fresh]
    item.rows += kept
    item.kept += len(kept)
    item.origin, item.fetched = segment.origin, segment.fetched
    item.notes = {**segment.notes, **item.notes}


def _older(item: Gathered, held: Mapping[str, float]) -> Iterator[Row]:
    for row in item.rows:
        then = held.get(_name(row, item))
        if not row.carried and row.modified and then is not None and moment(row.modified) < then:
            yield row


def _name(row: Row, item: Gathered) -> str:
    return row.id.partition("#")[0] if item.source.startswith("csaf:") else row.id
