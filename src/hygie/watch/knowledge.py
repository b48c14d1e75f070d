"""What a snapshot knows of the vulnerabilities that were found, over all its sources, and of those only."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from hygie.feeds.records import BlobRecords, ScoreRecords
from hygie.feeds.snapshot import Kind, Snapshot
from hygie.matching.aliases import Groups
from hygie.matching.index import SegmentIndex
from hygie.matching.severity import Rated, rated
from hygie.observations.advisory import Advisory, Severity
from hygie.observations.exploitation import Exploited
from hygie.observations.names import is_cve
from hygie.watch.vulnerability import Vulnerability

_WORDS: Final = ("critical", "high", "important", "moderate", "medium", "low", "none")
"""Words for severity, the gravest first."""
_EXPLOITATION: Final = ("active", "poc", "none")
_UNRATED: Final = Rated()
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


class Knowledge:
    """The vulnerabilities of a snapshot, told by the numbers of their groups."""

    def __init__(self, snapshot: Snapshot, indexes: Sequence[SegmentIndex], groups: Groups) -> None:
        """Open the catalogue of what is exploited, and the probabilities."""
        self._indexes = indexes
        self._groups = groups
        self._decode = msgspec.msgpack.Decoder(Brief).decode
        self._exploited: dict[str, Exploited] = {}
        self._scores: list[ScoreRecords] = []
        for segment in snapshot.segments:
            if segment.kind is Kind.EXPLOITED:
                self._exploited |= {record.cve.upper(): record for record in segment.records()}
            elif isinstance(scores := segment.records(), ScoreRecords):
                self._scores.append(scores)

    def vulnerabilities(self, wanted: npt.NDArray[np.int32]) -> list[Vulnerability]:
        """Tell of each group of ``wanted`` (distinct numbers), in its order."""
        briefs = self._briefs(wanted)
        return [self._told(self._groups.names[number], briefs[number]) for number in wanted.tolist()]

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

    def _briefs(self, wanted: npt.NDArray[np.int32]) -> Mapping[int, list[Brief | Advisory]]:
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

    def _told(self, name: str, briefs: Sequence[Brief | Advisory]) -> Vulnerability:
        told = {alias for brief in briefs for alias in brief.aliases}
        told.update([brief.id for brief in briefs])
        told.discard(name)
        # A document about several vulnerabilities names none of them.
        names = sorted([each for each in told if "#" not in each])
        cves = [each for each in (name, *names) if each.startswith("CVE-") and is_cve(each)]
        listed = min(
            (self._exploited[cve] for cve in cves if cve in self._exploited), key=_added, default=None
        )
        severities = tuple([severity for brief in briefs for severity in brief.severities])
        kept = rated(Advisory(id=name, severities=severities)) if severities else _UNRATED
        exploitation = {brief.exploitation for brief in briefs}
        words = {brief.severity_word for brief in briefs}
        return Vulnerability(
            id=name,
            aliases=tuple(names),
            title=next((brief.title for brief in briefs if brief.title), ""),
            exploited=listed is not None or "active" in exploitation,
            listed=listed.added if listed else "",
            ransomware=listed is not None and listed.ransomware,
            exploitation=next((each for each in _EXPLOITATION if each in exploitation), ""),
            epss=max((score for cve in cves for score in self._epss(cve)), default=None),
            cvss=kept.score,
            vector=kept.vector,
            word=next((word for word in _WORDS if word in words), ""),
            published=min((brief.published for brief in briefs if brief.published), default=""),
            references=_references(briefs),
        )

    def _epss(self, cve: str) -> Iterator[float]:
        for scores in self._scores:
            found = scores.find(cve)
            if found is not None:
                yield found.epss


def _references(briefs: Sequence[Brief | Advisory]) -> tuple[str, ...]:
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
