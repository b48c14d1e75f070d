"""The base brought up to date from files: what air-gapped sites do, and what follows a download.

Files are read one after the other into units (plan), which become segments and a snapshot (effect).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from hygie.feeds.base import Base
from hygie.feeds.changes import changes_of
from hygie.feeds.commit import KEEP, build_segments, commit, prepare
from hygie.feeds.containers import Content, Opener
from hygie.feeds.gathering import Gathered, gather
from hygie.feeds.intake import Intake, Item, Mark, Unit
from hygie.feeds.keeping import in_doubt, keep_missing
from hygie.feeds.layout import DamagedSegmentError
from hygie.feeds.lock import held
from hygie.feeds.outcome import TOLD, FileReport, Outcome
from hygie.feeds.readers import READERS, blocks, breaks_off, has_lines, locate, moved, reading, source_of
from hygie.feeds.snapshot import Segment
from hygie.feeds.streams import UnreadableError
from hygie.feeds.walking import Entry, readable, walk
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.detect import Kind as Found
from hygie.observations.detect import detect
from hygie.observations.exploitation import Epss
from hygie.observations.reading import DEFAULT, Bounds, Reading

Progress = Callable[[str, int, int], None]
"""Called with what is being read or written, how much of it is done, and how much there is (0: unknown)."""
Chosen = Callable[[str], bool]
UNKNOWN: Final = "unknown"
OSV_NAMES: Final = (b'"schema_version"', b'"modified"', b'"affected"')


def silent(name: str, done: int, total: int) -> None:
    """Show no progress."""
    del name, done, total


@dataclass(slots=True)
class Reception:
    """What files are read into, on behalf of one synchronisation.

    ``anywhere``: a file that cannot be used may have been of any source, as in a folder.
    """

    intake: Intake
    bounds: Bounds = DEFAULT
    root: str = ""
    reports: list[FileReport] = field(default_factory=list)
    anywhere: bool = False
    _last: tuple[str, Found | None] = ("", None)
    _marks: dict[tuple[str, str], Mark] = field(default_factory=dict)

    def take(self, found: Content, report: FileReport, origin: str = "", source: str = "") -> None:
        """Read one content into the unit it belongs to; ``source`` is where it must go, if that is known.

        Raises:
            OSError: the spool cannot be written to.
        """
        kind = self._kind(found)
        report.kinds[UNKNOWN if kind is None else kind.value] += 1
        if kind is None or kind not in READERS:
            if source or (kind is None and breaks_off(found.content, found.name)):
                code = "feeds_not_a_feed" if source else "feeds_breaks_off"
                report.refuse((Diagnostic(code, Place(found.name)),))
            return
        reader, read = READERS[kind], reading(kind)
        family = reader.source.partition(":")[0] or "osv"
        if source and source.partition(":")[0] != family:
            report.refuse((Diagnostic("feeds_not_a_feed", Place(found.name)),))
            return
        in_lines = has_lines(found.content)
        place = origin or self._origin(found, documents=not (reader.source or in_lines))
        for part, lines in blocks(found.content, in_lines=in_lines, line_by_line=reader.line_by_line):
            result = read(part, found.name, self.bounds)
            if isinstance(result, Refusal) and len(part) == len(found.content):
                report.refuse(result.mistakes, family)
                return
            unit = self.intake.unit(reader.kind, source or source_of(reader, part, found.within), place)
            self._marks.setdefault(unit.key, unit.mark())
            report.units.add(unit.key)
            taken, lost = unit.total, unit.reasons.total()
            if isinstance(result, Refusal):
                # One line of several: the others are worth having, and this one is counted.
                unit.reject(moved(result.mistakes[:1], lines))
            else:
                self._fill(unit, result, found, lines)
                report.notes += len(result.notes)
            report.read += unit.total - taken
            report.rejected += unit.reasons.total() - lost
            report.sources[unit.source or "osv"] = None

    def _kind(self, found: Content) -> Found | None:
        """Recognise a content; in an archive of OSV, what has the names of a record is one."""
        if found.archived and self._last == (found.within, Found.OSV):
            head = found.content[:1]
            if head == b"{" and all(name in found.content for name in OSV_NAMES):
                return Found.OSV
        kind = detect(found.content, found.name.rpartition("/")[2])
        self._last = (found.within, kind)
        return kind

    def begin(self, name: str) -> FileReport:
        """Begin the account of a file; what comes until the next can be taken back."""
        report = FileReport(name)
        self.reports.append(report)
        self._marks = {}
        return report

    def take_back(self, report: FileReport) -> None:
        """Forget what came of the file last begun: half an archive must not replace a whole source."""
        for key, mark in self._marks.items():
            self.intake.units[key].forget(mark)
        report.read = report.rejected = report.notes = 0

    def _origin(self, found: Content, *, documents: bool) -> str:
        """Say where a content comes from: its archive, its folder for one of many documents, or itself."""
        name = found.within if documents or found.archived else found.name
        return f"{self.root}/{name}".strip("/") or "."

    def _fill(self, unit: Unit, result: Reading[Item | Epss], found: Content, lines: int) -> None:
        file = found.name
        unit.reject(moved(result.rejected, lines))
        for item in result.items:
            if isinstance(item, Epss):
                unit.notes |= {"model": item.model} if item.model else {}
                unit.newest = max(unit.newest, item.day)
                where = partial(locate, found.content, file)
                self.intake.put(unit, item.scores, file, where)
        self.intake.put(unit, (item for item in result.items if not isinstance(item, Epss)), file)


def sync_from(
    path: Path,
    base: Base,
    progress: Progress = silent,
    *,
    keep: int = KEEP,
    only: Chosen | None = None,
    bounds: Bounds = DEFAULT,
    now: datetime | None = None,
) -> Outcome | Refusal:
    """Bring the base up to date from a file or a folder: the sources found replace those of the base.

    Sources of which nothing is found are carried over, and what is missing of those that could not be read
    whole is kept. A refusal says that nothing could be used: the base is as it was.

    Raises:
        BusyError: another synchronisation runs.
        OSError: the base cannot be written to; it is as it was.
    """
    moment = stamp(now)
    with held(base.lock):
        prepare(base)
        root = readable(path.resolve().name) if path.is_dir() else ""
        reception = Reception(Intake(base.work), bounds, root, anywhere=True)
        try:
            _read_files(path, base, reception, progress)
        finally:
            reception.intake.close()
        gathered = {
            source: item for source, item in gather(reception.intake).items() if only is None or only(source)
        }
        if not any(item.rows or item.numbers for item in gathered.values()):
            told = tuple(each for report in reception.reports for each in report.refused)
            told += tuple(each for item in gathered.values() for each in item.told)[:TOLD]
            return Refusal(told or (Diagnostic("feeds_nothing_found", Place(readable(path.as_posix()))),))
        return complete(base, reception, gathered, moment, keep, progress)


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
) -> Outcome:
    """Write what was gathered, carry the other sources over, and make the whole the current snapshot.

    ``untouched``: sources that were asked and had nothing new, with the moment of asking.

    Raises:
        OSError: the base cannot be written to; it is as it was.
    """
    before = base.current()
    empty = {source for source, item in gathered.items() if not item.rows and not item.numbers}
    failed += tuple((source, Diagnostic("feeds_source_empty", Place(source))) for source in sorted(empty))
    gathered = {source: item for source, item in gathered.items() if source not in empty}
    doubted = in_doubt(gathered, reception.reports, anywhere=reception.anywhere)
    lost = [
        (source, damaged(reason))
        for source, reason in keep_missing(doubted, gathered, before, reception.intake)
    ]
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
