"""Where indexes are kept: one file a segment, named by its digest, so that it is never out of date."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hygie.feeds.snapshot import Kind, Segment, Snapshot
from hygie.kernel.writing import write_whole
from hygie.matching.index.compiling import VERSION, compile_index
from hygie.matching.index.container import DamagedError, open_arrays, unpack
from hygie.matching.index.segment_index import SegmentIndex
from hygie.observations.advisory import Advisory

_FOLDER: Final = "index"


def indexes(snapshot: Snapshot, cache: Path) -> tuple[SegmentIndex, ...]:
    """Open the index of each segment of advisories, in the order of the snapshot; those missing are made.

    ``cache`` is ``Base.cache``. Where it cannot be written to, indexes are made in memory each time.

    Raises:
        DamagedSegmentError: a segment cannot be read (see ``hygie.feeds.layout``).
    """
    return tuple(
        _of_segment(segment, cache / _FOLDER)
        for segment in snapshot.segments
        if segment.kind is Kind.ADVISORIES
    )


def open_index(
    path: Path, records: Sequence[Advisory], source: str = "", digest: str = ""
) -> SegmentIndex | None:
    """Open an index; None if it is missing, damaged, of another version or not of these records."""
    try:
        meta, arrays = open_arrays(path)
        if meta.get("version") != VERSION or meta.get("records") != len(records):
            return None
        return SegmentIndex(meta, arrays, records, source, digest)
    except (DamagedError, OSError, KeyError):
        return None


def index_of(records: Sequence[Advisory], source: str = "", *, bits: int = 64) -> SegmentIndex:
    """Make an index in memory."""
    return SegmentIndex(*unpack(compile_index(records, bits=bits)), records, source)


def _of_segment(segment: Segment, folder: Path) -> SegmentIndex:
    """Open the index of a segment, or make it."""
    records: Sequence[Advisory] = segment.records()  # type: ignore[assignment] # its kind says so
    path = folder / f"{segment.digest}-{VERSION}"
    found = open_index(path, records, segment.source, segment.digest)
    if found is not None:
        return found
    content = compile_index(records)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError:  # a cache that cannot be kept costs time, not the answer
        return SegmentIndex(*unpack(content), records, segment.source, segment.digest)
    del content
    return open_index(path, records, segment.source, segment.digest) or index_of(records, segment.source)
