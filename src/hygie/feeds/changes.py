"""What changed between two snapshots, record by record: what findings are closed or opened again for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hygie.feeds.layout import DamagedSegmentError, cve_name
from hygie.feeds.snapshot import Kind, Segment, Snapshot


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """The ids of the records of one source that are not as they were, sorted.

    ``withdrawn`` and ``reinstated`` records are not counted as ``changed`` too; a record that comes withdrawn
    is ``added``.
    """

    source: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    reinstated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return any((self.added, self.changed, self.withdrawn, self.reinstated, self.removed))


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed, by source; sources without any change are left out."""

    sources: tuple[SourceChanges, ...] = ()

    def __getitem__(self, source: str) -> SourceChanges:
        """Give the changes of a source: none if it is not there."""
        return next((item for item in self.sources if item.source == source), SourceChanges(source))

    def __iter__(self) -> Iterator[SourceChanges]:
        """Give the sources that changed."""
        return iter(self.sources)


def changes(old: Snapshot | None, new: Snapshot) -> Changes:
    """Compare two snapshots, by the digests of their records; nothing is decoded.

    Raises:
        DamagedSegmentError: a segment cannot be read.
    """
    return Changes(tuple(_between(old.segments if old is not None else (), new.segments)))


def changes_of(before: Snapshot | None, made: Iterable[Segment]) -> Changes:
    """Compare segments with those of their sources before; with what is damaged, all of it is new."""
    found: list[SourceChanges] = []
    for segment in sorted(made, key=lambda item: item.source):
        old = before.segment(segment.source) if before is not None else None
        try:
            found += _between((old,) if old is not None else (), (segment,))
        except DamagedSegmentError:
            found += _between((), (segment,))
    return Changes(tuple(found))


def _between(old: Iterable[Segment], new: Iterable[Segment]) -> Iterator[SourceChanges]:
    before, after = ({item.source: item for item in segments} for segments in (old, new))
    found = (_compare(source, before.get(source), after.get(source)) for source in sorted(before | after))
    return (item for item in found if item)


def _compare(source: str, old: Segment | None, new: Segment | None) -> SourceChanges:
    if old is None or new is None:
        return SourceChanges(source, added=_ids(new), removed=_ids(old))
    if old.digest == new.digest:
        return SourceChanges(source)
    if old.kind is not new.kind:
        return SourceChanges(source, added=_ids(new), removed=_ids(old))
    if new.kind is Kind.EPSS:
        return _scores(source, old, new)
    was, now = _other_records(old, new), _other_records(new, old)
    both = was.keys() & now.keys()
    gone = {name for name in both if now[name] and not was[name]}
    back = {name for name in both if was[name] and not now[name]}
    return SourceChanges(
        source,
        added=tuple(sorted(now.keys() - both)),
        changed=tuple(sorted(both - gone - back)),
        withdrawn=tuple(sorted(gone)),
        reinstated=tuple(sorted(back)),
        removed=tuple(sorted(was.keys() - both)),
    )


def _other_records(one: Segment, other: Segment) -> dict[str, int]:
    """Give the records of ``one`` that ``other`` has not, or not so: id, and whether it is withdrawn."""
    held = one.blobs()
    known = set(other.blobs().digests())
    ids, marks = held.ids, held.withdrawn()
    return {ids[place]: marks[place] for place, digest in enumerate(held.digests()) if digest not in known}


def _scores(source: str, old: Segment, new: Segment) -> SourceChanges:
    import numpy as np  # noqa: PLC0415 - only for EPSS

    (was, had), (now, has) = old.epss_arrays(), new.epss_arrays()
    both, left, right = np.intersect1d(was, now, assume_unique=True, return_indices=True)
    return SourceChanges(
        source,
        added=_names(np.setdiff1d(now, both, assume_unique=True).tolist()),
        changed=_names(both[had[left] != has[right]].tolist()),
        removed=_names(np.setdiff1d(was, both, assume_unique=True).tolist()),
    )


def _names(numbers: list[int]) -> tuple[str, ...]:
    return tuple(sorted(map(cve_name, numbers)))


def _ids(segment: Segment | None) -> tuple[str, ...]:
    if segment is None:
        return ()
    if segment.kind is Kind.EPSS:
        return _names(segment.epss_arrays()[0].tolist())
    return segment.blobs().ids
