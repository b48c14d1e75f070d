"""The base brought up to date from files: what air-gapped sites do, and what follows a download.

Files are read one after the other into units (plan), which become segments and a snapshot (effect).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from hygie.feeds.base import Base
from hygie.feeds.changes import changes_of
from hygie.feeds.commit import KEEP, build_segments, clear, commit, prepare
from hygie.feeds.containers import Opener
from hygie.feeds.gathering import Gathered, gather
from hygie.feeds.guarding import guard
from hygie.feeds.intake import Intake
from hygie.feeds.keeping import in_doubt, keep_missing
from hygie.feeds.layout import DamagedSegmentError
from hygie.feeds.lock import held
from hygie.feeds.outcome import TOLD, Outcome
from hygie.feeds.reception import Reception
from hygie.feeds.snapshot import Segment
from hygie.feeds.streams import UnreadableError
from hygie.feeds.walking import Entry, readable, walk
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.reading import DEFAULT, Bounds

Progress = Callable[[str, int, int], None]
"""Called with what is being read or written, how much of it is done, and how much there is (0: unknown)."""
Chosen = Callable[[str], bool]


def never(source: str) -> bool:
    """Choose no source."""
    del source
    return False


def silent(name: str, done: int, total: int) -> None:
    """Show no progress."""
    del name, done, total


def sync_from(  # noqa: PLR0913 - a file, a base and what may be asked of them
    path: Path,
    base: Base,
    progress: Progress = silent,
    *,
    keep: int = KEEP,
    only: Chosen | None = None,
    replace: Chosen = never,
    bounds: Bounds = DEFAULT,
    now: datetime | None = None,
) -> Outcome | Refusal:
    """Bring the base up to date from a file or a folder: the sources found replace those of the base.

    Sources of which nothing is found are carried over, and what is missing of those that could not be read
    whole is kept. Single records are added, and a source that would shrink or grow older is left alone unless
    ``replace`` says otherwise (``guard``). A refusal says that nothing could be used: the base is as it was.

    Raises:
        BusyError: another synchronisation runs.
        OSError: the base cannot be written to; it is as it was.
    """
    moment = stamp(now)
    with held(base.lock):
        prepare(base)
        root = readable(path.resolve().name) if path.is_dir() else ""
        reception = Reception(Intake(base.work), bounds, root, anywhere=True, lone=not path.is_dir())
        try:
            _read_files(path, base, reception, progress)
        finally:
            reception.intake.close()
        everything = gather(reception.intake)
        gathered = {source: item for source, item in everything.items() if only is None or only(source)}
        if everything and not gathered:
            place, found = Place(readable(path.as_posix())), tuple(sorted(everything))
            return Refusal((Diagnostic("feeds_not_chosen", place, {"found": found}),))
        if not any(item.rows or item.numbers for item in gathered.values()):
            told = tuple(each for report in reception.reports for each in report.refused)
            told += tuple(each for item in gathered.values() for each in item.told)[:TOLD]
            return Refusal(told or (Diagnostic("feeds_nothing_found", Place(readable(path.as_posix()))),))
        return complete(base, reception, gathered, moment, keep, progress, replace=replace)


def stamp(now: datetime | None = None) -> str:
    """Write a moment as the base does: UTC, to the second."""
    return (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_files(path: Path, base: Base, reception: Reception, progress: Progress) -> None:
    try:
        files = list(walk(path))
    except OSError as reason:  # half a folder must not replace whole sources
        name = readable(str(reason.filename or path))
        reception.begin(name).refuse((_unreadable(name, reason),))
        return
    opener = Opener(base.work, reception.bounds)
    for done, entry in enumerate(files):
        progress(entry.name, done, len(files))
        _read_file(entry, opener, reception)


def _read_file(entry: Entry, opener: Opener, reception: Reception) -> None:
    """Read a file; what it gave is taken back if it turns out not to be whole.

    Raises:
        OSError: the base cannot be written to.
    """
    report = reception.begin(entry.name)
    if not entry.plain:
        report.refuse((Diagnostic("feeds_not_plain", Place(entry.name)),))
        return
    try:
        for found in opener.contents(entry.path, entry.name):
            if not isinstance(found, Diagnostic):
                reception.take(found, report)
                continue
            report.refuse((found,))
            if found.place.file == entry.name:
                reception.take_back(report)
    except UnreadableError as reason:
        reception.take_back(report)
        report.refuse((_unreadable(entry.name, reason),))


def _unreadable(name: str, reason: OSError) -> Diagnostic:
    message = reason.strerror or str(reason)
    return Diagnostic("feeds_unreadable", Place(name), {"found": name, "message": message})


def complete(  # noqa: PLR0913 - what a synchronisation has in its hands at its end
    base: Base,
    reception: Reception,
    gathered: Mapping[str, Gathered],
    now: str,
    keep: int,
    progress: Progress,
    *,
    untouched: Mapping[str, str] | None = None,
    failed: tuple[tuple[str, Diagnostic], ...] = (),
    replace: Chosen = never,
) -> Outcome:
    """Write what was gathered, carry the other sources over, and make the whole the current snapshot.

    ``untouched``: sources that were asked and had nothing new, with the moment of asking. ``replace``: see
    ``guard``. Where nothing is left to write and nothing was found unchanged, the base is as it was.

    Raises:
        OSError: the base cannot be written to; it is as it was.
    """
    before = base.current()
    empty = {source for source, item in gathered.items() if not item.rows and not item.numbers}
    failed += tuple((source, Diagnostic("feeds_source_empty", Place(source))) for source in sorted(empty))
    gathered = {source: item for source, item in gathered.items() if source not in empty}
    doubted = in_doubt(gathered, reception.reports, anywhere=reception.anywhere)
    intake = reception.intake
    try:
        lost = [
            (source, damaged(reason)) for source, reason in keep_missing(doubted, gathered, before, intake)
        ]
        gathered, left = guard(gathered, before, intake, now[:10], lone=reception.lone, replace=replace)
    finally:
        intake.close()
    failed += left
    if before is not None and not gathered and not untouched:
        with suppress(OSError):
            clear(base, keep)
        return Outcome(before, before, changes_of(before, ()), tuple(reception.reports), failed=failed)
    written = [0]

    def step(source: str) -> None:
        progress(source, written[0], len(gathered))
        written[0] += 1

    made = build_segments(gathered, reception.intake, base, now, step)
    carried = [
        _asked(item, (untouched or {}).get(item.source, item.fetched))
        for item in (before.segments if before is not None else ())
        if item.source not in gathered
    ]
    broken = tuple(_damaged(carried))
    changes = changes_of(before, made)  # what may fail comes before what cannot be undone
    snapshot = commit(base, (*made, *carried), now, keep)
    return Outcome(
        snapshot,
        before,
        changes,
        files=tuple(reception.reports),
        replaced=tuple(sorted(gathered)),
        unchanged=tuple(sorted(untouched or {})),
        failed=(*failed, *lost, *broken),
        rejected=tuple(each for source in sorted(gathered) for each in gathered[source].told),
    )


def _damaged(segments: Iterable[Segment]) -> Iterator[tuple[str, Diagnostic]]:
    """Say which of the segments that are carried over cannot be read any more."""
    for segment in segments:
        try:
            segment.check()
        except DamagedSegmentError as reason:
            yield segment.source, damaged(reason)


def damaged(reason: DamagedSegmentError) -> Diagnostic:
    """Say that a segment is not what was written."""
    return Diagnostic("feeds_damaged", Place(reason.name), {"reason": reason.reason})


def _asked(segment: Segment, when: str) -> Segment:
    return msgspec.structs.replace(segment, fetched=when)
