"""Records on their way into the base: spooled to disk as they come, only what sorts them kept in memory.

A row costs some 250 bytes here, whatever the size of its record: a million of them fit on any machine.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, NamedTuple, TypeAlias

import msgspec

from hygie.feeds.layout import cve_is_long, cve_number
from hygie.feeds.snapshot import Kind, Segment
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.observations.advisory import Advisory
from hygie.observations.exploitation import Exploited, Probability
from hygie.observations.lifecycle import ProductLife

TOLD: Final = 2_000
"""Diagnostics kept in full for one source; all are counted."""
LONGEST: Final = 1 << 24
"""Bytes of one record: the largest of public sources has less than a tenth of it."""

EARLIEST: Final = "1980"
REPEATED: Final = frozenset(("feeds_same_record", "feeds_older_record", "epss_twice"))
"""Reasons of what is set aside because it is there twice: nothing is lost for it."""

Item: TypeAlias = Advisory | Exploited | Probability | ProductLife


class Row(NamedTuple):
    """One record: what sorts it, and where it lies in the spool.

    ``aims``: sources that it may belong to. ``carried``: it comes from the snapshot before.
    """

    id: str
    modified: str
    start: int
    length: int
    withdrawn: bool = False
    carried: bool = False
    aims: tuple[str, ...] = ()
    file: str = ""


Locate: TypeAlias = Callable[[str], Place]
"""Finds where a record of an id stands, when something is to be said of it."""


class Mark(NamedTuple):
    """How a unit was at one moment, to come back to."""

    total: int = 0
    reasons: Mapping[str, int] = {}
    told: int = 0
    notes: Mapping[str, str] = {}
    newest: str = ""
    bulk: bool = False


@dataclass(slots=True)
class Unit:
    """What comes together: the records of one archive, one file of lines, one folder of documents.

    ``source`` is where they belong; empty if the records themselves must say (``aims``). ``bulk``: not all
    of them came each in a file of its own.
    """

    kind: Kind
    source: str
    origin: str
    rows: list[Row] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    scores: "array[float]" = field(default_factory=lambda: array("f"))
    reasons: Counter[str] = field(default_factory=Counter)
    told: list[Diagnostic] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    newest: str = ""
    fetched: str = ""
    bulk: bool = False

    @property
    def total(self) -> int:
        """Count what was taken so far."""
        return len(self.rows) + len(self.numbers)

    def reject(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Count records set aside, and keep the first of them in full."""
        for diagnostic in diagnostics:
            self.reasons[diagnostic.code] += 1
            if len(self.told) < TOLD:
                self.told.append(diagnostic)

    @property
    def key(self) -> tuple[str, str]:
        """Name the unit among those of an intake."""
        return self.source, "" if self.source else self.origin

    @property
    def doubtful(self) -> bool:
        """Say whether records were lost: set aside for another reason than that they are there twice."""
        return any(code not in REPEATED for code in self.reasons)

    def mark(self) -> Mark:
        """Say how the unit is now."""
        return Mark(self.total, dict(self.reasons), len(self.told), dict(self.notes), self.newest, self.bulk)

    def forget(self, mark: Mark) -> None:
        """Take back all that came after ``mark``: records, what was set aside, notes."""
        if self.kind is Kind.EPSS:
            del self.numbers[mark.total :], self.scores[mark.total :]
        else:
            del self.rows[mark.total :]
        del self.told[mark.told :]
        self.reasons = Counter(mark.reasons)
        self.notes = dict(mark.notes)
        self.newest = mark.newest
        self.bulk = mark.bulk


class Intake:
    """The spool, and the units that point into it."""

    def __init__(self, folder: Path) -> None:
        """Open a spool in a folder of the base.

        Raises:
            OSError: it cannot be made.
        """
        self.path = folder / "spool"
        self._stream: IO[bytes] = self.path.open("wb")
        self._end = 0
        self._encode = msgspec.msgpack.Encoder().encode
        self.units: dict[tuple[str, str], Unit] = {}

    def unit(self, kind: Kind, source: str, origin: str) -> Unit:
        """Give the unit of a source or, where the records must say it, of an origin."""
        key = (source, "" if source else origin)
        unit = self.units.get(key)
        if unit is None:
            unit = self.units[key] = Unit(kind, source, origin)
        if unit.origin != origin:
            unit.origin = shared(unit.origin, origin)
        return unit

    def put(self, unit: Unit, items: Iterable[Item], file: str, locate: Locate | None = None) -> None:
        """Take records in; ``locate`` says where one stands in its file.

        Raises:
            OSError: the spool cannot be written to.
        """
        for item in items:
            if isinstance(item, Probability):
                _score(unit, item, locate or (lambda _name: Place(file)))
            else:
                self._record(unit, item, file)

    def _record(self, unit: Unit, item: Advisory | Exploited | ProductLife, file: str) -> None:
        name, modified, withdrawn, aims = _described(item)
        blob = self._encode(item)
        if not name or "\0" in name or len(blob) > LONGEST:
            unit.reject([Diagnostic("feeds_unusable_record", Place(file), {"id": name[:60] or "—"})])
            return
        start = self._end
        self._stream.write(blob)
        self._end += len(blob)
        unit.rows.append(Row(name, modified, start, len(blob), withdrawn, aims=aims, file=file))

    def carry(self, unit: Unit, segment: Segment, wanted: Callable[[str], bool]) -> None:
        """Take over the records of a segment whose ids are wanted; one that came anew holds against them.

        Raises:
            DamagedSegmentError: the segment cannot be read.
            OSError: the spool cannot be written to.
        """
        held = segment.blobs()
        for index, (name, gone) in enumerate(zip(held.ids, held.withdrawn(), strict=True)):
            if not wanted(name):
                continue
            blob = held.blob(index)
            self._stream.write(blob)
            modified = _described(held[index])[1]
            unit.rows.append(Row(name, modified, self._end, len(blob), bool(gone), carried=True))
            self._end += len(blob)

    def reopen(self) -> None:
        """Go on with the spool after it was closed.

        Raises:
            OSError: it cannot be written to.
        """
        if self._stream.closed:
            self._stream = self.path.open("ab")

    def close(self) -> None:
        """Have all of it on the disk, so that it can be read."""
        self._stream.close()

    def __iter__(self) -> Iterator[Unit]:
        """Give the units, in the order in which they came."""
        return iter(self.units.values())


def shared(one: str, other: str) -> str:
    """Name two origins by the folder that they share."""
    parts = []
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        parts.append(left)
    return "/".join(parts) or "."


def _score(unit: Unit, item: Probability, locate: Locate) -> None:
    number = cve_number(item.cve)
    if number is None or not 0 <= item.epss <= 1:
        code = "feeds_cve_too_long" if cve_is_long(item.cve) else "feeds_unusable_record"
        unit.reject([Diagnostic(code, locate(item.cve), {"id": item.cve[:60]})])
        return
    unit.numbers.append(number)
    unit.scores.append(item.epss)


def _described(item: Advisory | Exploited | ProductLife) -> tuple[str, str, bool, tuple[str, ...]]:
    """Give a record's id, date of modification, whether it is withdrawn, and ecosystems."""
    if isinstance(item, Advisory):
        aims = dict.fromkeys(each.ecosystem.partition(":")[0] for each in item.affected if each.ecosystem)
        # Some sources write the year 1 for "unknown".
        modified = item.published if item.modified < EARLIEST else item.modified
        return item.id, modified, bool(item.withdrawn), tuple(aims)
    if isinstance(item, Exploited):
        return item.cve, item.added, False, ()
    return item.product, max((cycle.released for cycle in item.cycles), default=""), False, ()
