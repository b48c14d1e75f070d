"""What the base keeps of a source that was read anew, but perhaps not whole.

A record that could not be read is not one that its publisher removed: were it left out, findings would close
for a fault of transport. So a source that is in doubt keeps every record that did not come anew; one of which
everything could be read is what was read, and nothing else.
"""

from array import array
from collections.abc import Iterator, Mapping

from hygie.feeds.gathering import Gathered
from hygie.feeds.intake import Intake, Unit
from hygie.feeds.layout import DamagedSegmentError
from hygie.feeds.outcome import FileReport
from hygie.feeds.snapshot import Kind, Segment, Snapshot


def in_doubt(
    gathered: Mapping[str, Gathered], reports: list[FileReport], *, anywhere: bool = False
) -> set[str]:
    """Say which sources may lack records: some were set aside, or contents in their files were refused.

    A refused content counts against the sources that the same file fed; where it fed none and the refused
    content may belong to ``anywhere``, against all those that it could have been of.
    """
    found = {source for source, item in gathered.items() if item.doubtful}
    for report in reports:
        for family in report.doubts:
            may_be = [source for source in gathered if family in ("", source.partition(":")[0])]
            fed = [source for source in may_be if not gathered[source].units.isdisjoint(report.units)]
            found.update(fed or (may_be if anywhere else ()))
    return found


def keep_missing(
    doubted: set[str], gathered: Mapping[str, Gathered], before: Snapshot | None, intake: Intake
) -> Iterator[tuple[str, DamagedSegmentError]]:
    """Add to sources in doubt what the base has of them and did not come anew.

    Gives those of which the base is damaged.

    Raises:
        OSError: the spool cannot be written to.
    """
    intake.reopen()
    for source in sorted(doubted):
        segment = before.segment(source) if before is not None else None
        item = gathered[source]
        if segment is None or segment.kind is not item.kind:
            continue
        try:
            item.kept = _scores(item, segment) if item.kind is Kind.EPSS else _records(item, segment, intake)
        except DamagedSegmentError as reason:
            yield source, reason


def _records(item: Gathered, segment: Segment, intake: Intake) -> int:
    known = {row.id for row in item.rows}
    unit = Unit(item.kind, item.source, item.origin)
    intake.carry(unit, segment, lambda name: name not in known)
    item.rows += unit.rows
    return len(unit.rows)


def _scores(item: Gathered, segment: Segment) -> int:
    import numpy as np  # noqa: PLC0415 - only where there is something to keep

    numbers, scores = segment.epss_arrays()
    wanted = ~np.isin(numbers, np.frombuffer(item.numbers, np.int64))
    item.numbers += array("q", numbers[wanted].astype(np.int64).tobytes())
    item.scores += array("f", scores[wanted].astype(np.float32).tobytes())
    return int(wanted.sum())
