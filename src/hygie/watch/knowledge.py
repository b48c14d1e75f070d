"""What a snapshot knows of the vulnerabilities that were found, over all its sources, and of those only."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from hygie.feeds.records import BlobRecords, ScoreRecords
from hygie.feeds.snapshot import Kind, Snapshot
from hygie.matching.aliases import Groups
from hygie.matching.index import SegmentIndex
from hygie.matching.severity import rated
from hygie.observations.advisory import Advisory, Severity
from hygie.observations.exploitation import Exploited
from hygie.observations.names import is_cve
from hygie.watch.vulnerability import Gravity, Vulnerability, gravity_of

_WORDS: Final = ("critical", "high", "important", "moderate", "medium", "low", "none")
"""Words for severity, the gravest first."""
_EXPLOITATION: Final = ("active", "poc", "none")
_REFERENCES: Final = 3
"""Addresses kept of a vulnerability."""
_SHOWABLE: Final = ("https://", "http://")


class Brief(msgspec.Struct, frozen=True, gc=False):
    """What of a record says how much its vulnerability presses; its products are passed over."""

    id: str
    aliases: tuple[str, ...] = ()
    title: str = ""
    published: str = ""
    withdrawn: str = ""
    severities: tuple[Severity, ...] = ()
    severity_word: str = ""
    exploitation: str = ""
    references: tuple[str, ...] = ()


Briefs: TypeAlias = Sequence[Brief | Advisory]


class Grave(NamedTuple):
    """How grave something is said to be: the score kept, its vector, the gravest word."""

    cvss: float | None = None
    vector: str = ""
    word: str = ""

    @property
    def said(self) -> bool:
        """Tell whether anything is said of it."""
        return self.cvss is not None or bool(self.word)


class Knowledge:
    """The vulnerabilities of a snapshot as of a day, told by the numbers of their groups."""

    def __init__(
        self, snapshot: Snapshot, indexes: Sequence[SegmentIndex], groups: Groups, as_of: date
    ) -> None:
        """Open the catalogue of what was exploited by the day ``as_of``, and the probabilities.

        An entry of the catalogue whose day cannot be read counts, whatever the day.
        """
        today = as_of.isoformat()
        self._indexes = indexes
        self._groups = groups
        self._decode = msgspec.msgpack.Decoder(Brief).decode
        self._exploited: dict[str, Exploited] = {}
        self._scores: list[ScoreRecords] = []
        for segment in snapshot.segments:
            if segment.kind is Kind.EXPLOITED:
                self._exploited |= {
                    record.cve.upper(): record for record in segment.records() if record.added[:10] <= today
                }
            elif isinstance(scores := segment.records(), ScoreRecords):
                self._scores.append(scores)

    def vulnerabilities(self, wanted: npt.NDArray[np.int32]) -> list[Vulnerability]:
        """Tell of each group of ``wanted`` (distinct numbers), in its order."""
        briefs = self._briefs(wanted)
        parts = self._parts(wanted, briefs)
        names = self._groups.names
        return [
            self._told(names[number], briefs.get(number, ()), parts.get(number, ()))
            for number in wanted.tolist()
        ]

    def known(self, names: Collection[str]) -> dict[str, str]:
        """Give, of names of vulnerabilities that the base holds, the name of the group each is in."""
        found = {name: name for name in names if self._number(name) >= 0}
        wanted = {name.encode(errors="surrogatepass") for name in names if name not in found}
        # A CVE that names no group stands in no record, or in one about several.
        wanted = {name for name in wanted if not name.startswith(b"CVE-")}
        for index, of in zip(self._indexes, self._groups.of, strict=True) if wanted else ():
            ids = index.ids.all()
            for own in wanted.intersection(ids):
                row = ids.index(own)
                if not index.withdrawn[row]:
                    found[own.decode(errors="surrogatepass")] = self._groups.names[int(of[row])]
        return found

    def told(self, called: Sequence[Sequence[str]]) -> list[Vulnerability]:
        """Tell of vulnerabilities by their names, the best first; without a record, by KEV and EPSS."""
        numbers = [next((at for at in map(self._number, names) if at >= 0), -1) for names in called]
        wanted = np.unique(np.array([at for at in numbers if at >= 0], dtype=np.int32))
        known = dict(zip(wanted.tolist(), self.vulnerabilities(wanted), strict=True))
        return [
            known[at] if at >= 0 else self._told(names[0], (Brief(names[0], tuple(names)),))
            for names, at in zip(called, numbers, strict=True)
        ]

    def _number(self, name: str) -> int:
        """Give the number of a group, by its name (they are in order); -1 if there is none."""
        names = self._groups.names
        at = bisect_left(names, name)
        return at if at < len(names) and names[at] == name else -1

    def _parts(
        self, wanted: npt.NDArray[np.int32], briefs: Mapping[int, Briefs]
    ) -> Mapping[int, Sequence[Briefs]]:
        """Read, of the groups that name further CVEs, what is said of each of these by its own records."""
        named: dict[int, list[int]] = {}
        for number in wanted.tolist():
            name = self._groups.names[number]
            further = {each for brief in briefs.get(number, ()) for each in brief.aliases} - {name}
            if cves := sorted(filter(_named_cve, further)):
                named[number] = [self._number(cve) for cve in cves]
        others = {at for those in named.values() for at in those if at >= 0}.difference(briefs)
        more = {**briefs, **self._briefs(np.array(sorted(others), dtype=np.int32))} if others else briefs
        return {number: [more.get(at, ()) for at in those] for number, those in named.items()}

    def _briefs(self, wanted: npt.NDArray[np.int32]) -> Mapping[int, Briefs]:
        """Read what every source says of the groups, whether it matches or not, unless it was withdrawn."""
        asked = np.zeros(len(self._groups.names), dtype=bool)
        asked[wanted] = True
        found: dict[int, list[Brief | Advisory]] = defaultdict(list)
        for index, of in zip(self._indexes, self._groups.of, strict=True):
            rows = np.flatnonzero(asked[of])
            for row, number in zip(rows.tolist(), of[rows].tolist(), strict=True):
                brief = self._brief(index.records, row)
                if not brief.withdrawn:
                    found[number].append(brief)
        return found

    def _brief(self, records: Sequence[Advisory], row: int) -> Brief | Advisory:
        """Read of a record what is looked at; a segment's products, the larger part, are not decoded."""
        return self._decode(records.blob(row)) if isinstance(records, BlobRecords) else records[row]

    def _told(self, name: str, briefs: Briefs, parts: Sequence[Briefs] = ()) -> Vulnerability:
        """Tell of a group; ``parts``: what is said of each further CVE that it names."""
        told = {alias for brief in briefs for alias in brief.aliases}
        told.update([brief.id for brief in briefs])
        told.discard(name)
        # A document about several vulnerabilities names none of them.
        names = sorted([each for each in told if "#" not in each])
        cves = [each for each in (name, *names) if _named_cve(each)]
        listed = min(
            (self._exploited[cve] for cve in cves if cve in self._exploited), key=_added, default=None
        )
        every = [*briefs, *chain.from_iterable(parts)]
        exploitation = {brief.exploitation for brief in every}
        kept = _gravest(_grave(briefs), [_grave(part) for part in parts])
        return Vulnerability(
            id=name,
            aliases=tuple(names),
            title=next((brief.title for brief in every if brief.title), ""),
            exploited=listed is not None or "active" in exploitation,
            listed=listed.added if listed else "",
            ransomware=listed is not None and listed.ransomware,
            exploitation=next((each for each in _EXPLOITATION if each in exploitation), ""),
            epss=max((score for cve in cves for score in self._epss(cve)), default=None),
            cvss=kept.cvss,
            vector=kept.vector,
            word=kept.word,
            published=min((brief.published for brief in briefs if brief.published), default=""),
            references=_references(every),
        )

    def _epss(self, cve: str) -> Iterator[float]:
        for scores in self._scores:
            found = scores.find(cve)
            if found is not None:
                yield found.epss


def _grave(briefs: Briefs) -> Grave:
    """Take of records about one vulnerability the score that is kept, and the gravest word."""
    severities = tuple([severity for brief in briefs for severity in brief.severities])
    words = {brief.severity_word for brief in briefs}
    word = next((word for word in _WORDS if word in words), "")
    if not severities:
        return Grave(word=word)
    kept = rated(Advisory(id="", severities=severities))
    return Grave(kept.score, kept.vector, word)


def _gravest(own: Grave, parts: Sequence[Grave]) -> Grave:
    """Take what presses most of an advisory about several vulnerabilities.

    One of which nothing is said is unknown, which is graver than low, unless the advisory itself is rated:
    that is about all of them.
    """
    if not parts:
        return own
    counted = [own, *(part for part in parts if part.said)] if own.said else parts
    return max(counted, key=_pressing)


def _pressing(grave: Grave) -> tuple[Gravity, float]:
    return gravity_of(grave.cvss, grave.word), grave.cvss or 0.0


def _named_cve(name: str) -> bool:
    return name.startswith("CVE-") and is_cve(name) is not None


def _references(briefs: Briefs) -> tuple[str, ...]:
    """Keep the first few addresses, each once, in the order of the sources."""
    found: dict[str, None] = {}
    for brief in briefs:
        for each in brief.references:
            if each.startswith(_SHOWABLE):
                found[each] = None
                if len(found) == _REFERENCES:
                    return tuple(found)
    return tuple(found)


def _added(record: Exploited) -> str:
    return record.added
