"""From sources gathered to the current snapshot: segments first, then the manifest, the pointer last.

Until the pointer is replaced, which the file system does at once or not at all, the base is what it was.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from hygie.feeds.base import Base
from hygie.feeds.gathering import Gathered, newest_day, settle
from hygie.feeds.intake import Intake
from hygie.feeds.segment_writer import Spool, sync_folder, write_segment
from hygie.feeds.snapshot import Segment, Snapshot, digest_of, write_manifest
from hygie.kernel.writing import write_whole

KEEP: Final = 5
"""Snapshots kept, the current one included."""


def prepare(base: Base) -> None:
    """Make the folders of a base, and empty the working folder of what a synchronisation left.

    The lock must be held.

    Raises:
        OSError: the base cannot be written to.
    """
    shutil.rmtree(base.work, ignore_errors=True)
    for folder in (base.folder, base.segments, base.manifests, base.work):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def build_segments(
    gathered: Mapping[str, Gathered], intake: Intake, base: Base, now: str, step: Callable[[str], None]
) -> tuple[Segment, ...]:
    """Write a segment for each source.

    Raises:
        OSError: one cannot be written.
    """
    intake.close()
    spool = Spool(intake.path)
    made = []
    try:
        for source, item in sorted(gathered.items()):
            step(source)
            settle(item, spool.blob)
            digest, count = write_segment(item, spool, base.work, base.segments)
            made.append(
                Segment(
                    source=source,
                    kind=item.kind,
                    digest=digest,
                    count=count,
                    rejected=item.reasons.total(),
                    reasons=dict(sorted(item.reasons.items())),
                    kept=item.kept,
                    newest=newest_day(item, now[:10]),
                    fetched=item.fetched or now,
                    origin=item.origin,
                    notes=item.notes,
                    folder=str(base.segments),
                )
            )
            # What is written needs no memory any more; a base has some forty sources.
            item.rows = []
    finally:
        spool.close()
    return tuple(made)


def commit(base: Base, segments: Iterable[Segment], now: str, keep: int = KEEP) -> Snapshot:
    """Make a snapshot of segments the current one, and clear away what no snapshot needs.

    With the same content as the current one, the new snapshot takes its place: same digest, same date of
    creation, fresher dates of sources.

    Raises:
        OSError: it cannot be written; the snapshot before is the current one still.
    """
    ordered = tuple(sorted(segments, key=lambda item: item.source))
    before = base.current()
    digest = digest_of(ordered)
    same = before is not None and before.digest == digest
    snapshot = Snapshot(
        sequence=_next(base, before),
        digest=digest,
        created=before.created if before is not None and same else now,
        checked=now,
        segments=ordered,
    )
    manifest = base.manifests / _name(snapshot.sequence)
    write_whole(manifest, write_manifest(snapshot))
    sync_folder(base.manifests)
    write_whole(base.pointer, f"{manifest.name}\n".encode("ascii"))
    sync_folder(base.folder)
    with suppress(OSError):  # what is not cleared today will be tomorrow
        clear(base, keep, superseded=before.sequence if before is not None and same else None)
    return snapshot


def _next(base: Base, before: Snapshot | None) -> int:
    """Number the next snapshot: after the current one and after all that can be seen."""
    seen = [int(path.stem) for path in base.manifests.glob("*.json") if path.stem.isdigit()]
    return max([before.sequence if before is not None else 0, *seen]) + 1


def _name(sequence: int) -> str:
    return f"{sequence:08}.json"


def clear(base: Base, keep: int = KEEP, *, superseded: int | None = None) -> None:
    """Remove snapshots beyond the newest ``keep``, then the segments that none names, then leftovers.

    Raises:
        OSError: something cannot be removed; what is kept is whole.
    """
    snapshots = [item for item in base.snapshots() if item.sequence != superseded][: max(keep, 1)]
    kept = {_name(item.sequence) for item in snapshots}
    if not kept:
        return
    needed = {segment.path.name for item in snapshots for segment in item.segments}
    for path in base.manifests.iterdir():
        if path.name not in kept:
            path.unlink()
    for path in base.segments.iterdir():
        if path.name not in needed:
            _remove(path)
    for path in base.folder.glob(".current.*.tmp"):
        path.unlink()
    shutil.rmtree(base.work, ignore_errors=True)


def _remove(path: Path) -> None:
    """Remove a segment, unless someone reads it on a system that keeps open files: the next time, then."""
    with suppress(PermissionError):
        path.unlink()
