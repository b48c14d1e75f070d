"""What comes in, content by content: recognised, read, and put into the unit that it belongs to."""

from dataclasses import dataclass, field
from functools import partial
from typing import Final

from hygie.feeds.containers import Content
from hygie.feeds.intake import Intake, Item, Mark, Unit
from hygie.feeds.outcome import FileReport
from hygie.feeds.readers import READERS, blocks, breaks_off, has_lines, locate, moved, reading, source_of
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.detect import Kind as Found
from hygie.observations.detect import detect
from hygie.observations.exploitation import Epss
from hygie.observations.reading import DEFAULT, Bounds, Reading

UNKNOWN: Final = "unknown"
OSV_NAMES: Final = (b'"schema_version"', b'"modified"', b'"affected"')
SINGLE: Final = frozenset(
    (Found.OSV, Found.CVE5, Found.CSAF, Found.RUSTSEC, Found.NODEJS, Found.FRIENDS_OF_PHP, Found.VICTIMS)
)
"""What is published one record a file: such a file is a part of its source, and not the whole."""


@dataclass(slots=True)
class Reception:
    """What files are read into, on behalf of one synchronisation.

    ``anywhere``: a file that cannot be used may have been of any source, as in a folder. ``lone``: one file
    is read, and not a folder.
    """

    intake: Intake
    bounds: Bounds = DEFAULT
    root: str = ""
    reports: list[FileReport] = field(default_factory=list)
    anywhere: bool = False
    lone: bool = False
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
            single = kind is Found.CSAF or (kind in SINGLE and unit.total - taken <= 1)
            unit.bulk |= bool(source) or found.archived or in_lines or not single
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
