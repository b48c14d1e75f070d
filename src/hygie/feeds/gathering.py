"""From what came in to sources: which source a record belongs to, and which of two with one id holds.

A file of OSV belongs to one ecosystem when nearly all of its records speak of it: the archives that OSV
publishes by ecosystem repeat a record in each ecosystem that it touches, and one of them must replace its own
source only. A mixture goes record by record.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from hygie.feeds.intake import TOLD, Row, Unit, shared
from hygie.feeds.snapshot import Kind
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

NEARLY_ALL: Final = 0.9
ECOSYSTEMS: Final = {
    "pypi": "PyPI",
    "golang": "Go",
    "npm": "npm",
    "maven": "Maven",
    "nuget": "NuGet",
    "cargo": "crates.io",
    "composer": "Packagist",
    "gem": "RubyGems",
    "hex": "Hex",
    "pub": "Pub",
    "hackage": "Hackage",
    "cran": "CRAN",
    "swift": "SwiftURL",
    "conan": "ConanCenter",
    "debian": "Debian",
    "ubuntu": "Ubuntu",
    "alpine": "Alpine",
    "rocky": "Rocky Linux",
    "almalinux": "AlmaLinux",
    "rhel": "Red Hat",
    "redhat": "Red Hat",
    "suse": "SUSE",
    "opensuse": "openSUSE",
    "android": "Android",
    "linux": "Linux",
}
"""Names that OSV gives to what a purl calls otherwise (ossf.github.io/osv-schema, defined ecosystems)."""
PREFIXES: Final = {
    "GO": "Go",
    "PYSEC": "PyPI",
    "RUSTSEC": "crates.io",
    "HSEC": "Hackage",
    "RSEC": "CRAN",
    "DSA": "Debian",
    "DLA": "Debian",
    "DTSA": "Debian",
    "DEBIAN": "Debian",
    "USN": "Ubuntu",
    "UBUNTU": "Ubuntu",
    "ALPINE": "Alpine",
    "RLSA": "Rocky Linux",
    "ALSA": "AlmaLinux",
    "RHSA": "Red Hat",
    "ASB": "Android",
}
"""The databases of one ecosystem, by the beginning of their ids: for records that name no package."""
OTHER: Final = "osv:other"
CALENDAR_DAY: Final = 10


@dataclass(slots=True)
class Gathered:
    """All that is to become one segment."""

    source: str
    kind: Kind
    origin: str
    rows: list[Row] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    scores: "array[float]" = field(default_factory=lambda: array("f"))
    reasons: Counter[str] = field(default_factory=Counter)
    told: list[Diagnostic] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    newest: str = ""
    fetched: str = ""
    units: set[tuple[str, str]] = field(default_factory=set)
    doubtful: bool = False
    bulk: bool = False
    kept: int = 0

    def reject(self, code: str, row: Row) -> None:
        """Count a record set aside, and keep the first ones in full."""
        self.reasons[code] += 1
        if len(self.told) < TOLD:
            self.told.append(Diagnostic(code, Place(row.file), {"id": row.id}))


def gather(units: Iterable[Unit]) -> dict[str, Gathered]:
    """Bring the units of each source together; rows stay as they came."""
    found: dict[str, Gathered] = {}
    for unit in units:
        if not unit.total and not unit.reasons:
            continue
        rows = [(unit.source, unit.rows)] if unit.source else list(_apart(unit))
        for source, part in rows:
            gathered = found.setdefault(source, Gathered(source, unit.kind, unit.origin))
            gathered.rows += part
            gathered.units.add(unit.key)
            gathered.doubtful |= unit.doubtful
            gathered.bulk |= unit.bulk
        if rows:
            _account(found[rows[0][0]], unit)
    return found


def _account(gathered: Gathered, unit: Unit) -> None:
    """Add what does not go by record; of a mixture, to its largest source."""
    gathered.numbers.extend(unit.numbers)
    gathered.scores.extend(unit.scores)
    gathered.reasons.update(unit.reasons)
    gathered.told += unit.told[: TOLD - len(gathered.told)]
    gathered.notes |= unit.notes
    gathered.newest = max(gathered.newest, unit.newest)
    gathered.fetched = max(gathered.fetched, unit.fetched)
    if gathered.origin != unit.origin:
        gathered.origin = shared(gathered.origin, unit.origin)


def _apart(unit: Unit) -> Iterator[tuple[str, list[Row]]]:
    """Say which source, or sources, the records of a unit of OSV belong to; the largest first."""
    votes: Counter[str] = Counter()
    for row in unit.rows:
        votes.update(row.aims)
    voters = sum(1 for row in unit.rows if row.aims)
    name, most = votes.most_common(1)[0] if votes else ("", 0)
    if voters and most >= NEARLY_ALL * voters:
        yield _source(name), unit.rows
        return
    parts: dict[str, list[Row]] = {}
    for row in unit.rows:
        parts.setdefault(_source_of(row), []).append(row)
    if not parts and unit.reasons:
        parts[OTHER] = []
    yield from sorted(parts.items(), key=lambda part: (-len(part[1]), part[0]))


def _source_of(row: Row) -> str:
    if row.aims:
        return _source(row.aims[0])
    return f"osv:{PREFIXES[prefix]}" if (prefix := row.id.partition("-")[0]) in PREFIXES else OTHER


def _source(ecosystem: str) -> str:
    return f"osv:{ECOSYSTEMS.get(ecosystem, ecosystem)}"


def settle(gathered: Gathered, blob: Callable[[Row], bytes]) -> None:
    """Sort the rows by id and keep one of each: the last modified; the others are set aside, and said so.

    Of two with the same date, the choice does not depend on the order in which they came.
    """
    if gathered.kind is Kind.EPSS:
        _settle_scores(gathered)
        return
    gathered.rows.sort(key=lambda row: row.id.encode())
    kept: list[Row] = []
    for row in gathered.rows:
        if not kept or kept[-1].id != row.id:
            kept.append(row)
            continue
        first = kept[-1]
        # What comes from the snapshot before gives way, even to an older date: the source says so now.
        if first.carried != row.carried:
            kept[-1] = row if first.carried else first
            continue
        old, new = sorted((first, row), key=lambda each: _rank(each, blob(each)))
        same = blob(old) == blob(new)
        gathered.reject("feeds_same_record" if same else "feeds_older_record", old)
        kept[-1] = new
    gathered.rows = kept


def _rank(row: Row, blob: bytes) -> tuple[float, int, bytes]:
    """Rank records of one id: the last modified, else the one that says most."""
    return moment(row.modified), len(blob), blob


def _settle_scores(gathered: Gathered) -> None:
    """Sort the scores by CVE; of two for one CVE the higher holds, which errs on the side of care."""
    import numpy as np  # noqa: PLC0415 - only where there is something to sort

    numbers = np.frombuffer(gathered.numbers, np.int64)
    scores = np.frombuffer(gathered.scores, np.float32)
    order = np.lexsort((-scores, numbers))
    numbers, scores = numbers[order], scores[order]
    first = np.ones(len(numbers), bool)
    first[1:] = numbers[1:] != numbers[:-1]
    gathered.reasons["feeds_same_record"] += int((~first).sum())
    gathered.reasons = +gathered.reasons
    gathered.numbers = array("q", numbers[first].tobytes())
    gathered.scores = array("f", scores[first].tobytes())


def moment(text: str) -> float:
    """Give the moment of an ISO date as a number that sorts; the oldest if it is not one."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return float("-inf")
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, ValueError):
        return float("-inf")


def newest_day(gathered: Gathered, today: str) -> str:
    """Give the day of the latest modification; days yet to come are mistakes of the source, and no news."""
    days = (row.modified[:CALENDAR_DAY] for row in gathered.rows)
    found = max((day for day in days if day[:1].isdigit() and day <= today), default="")
    return max(found, gathered.newest)
