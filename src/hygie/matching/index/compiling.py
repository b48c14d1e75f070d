"""Making the index of a segment: from advisories to sorted identities, intervals and candidates."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from hygie.matching.hosts import ONLY_WITHIN, elsewhere
from hygie.matching.identities import hashes_of, loose_identities, package_identity, without_epoch
from hygie.matching.index.builds import UNCLEAR, says_no_epoch, unclear
from hygie.matching.index.container import Array, pack, texts
from hygie.matching.index.intervals import Key, Said, said
from hygie.matching.index.rows import MOST, Row, denials_of, merged, rows_of
from hygie.matching.versions import last_key, plain, resolved, version_key
from hygie.observations.advisory import Advisory, Affected, Standing
from hygie.observations.packages import scheme_of

VERSION: Final = 4
"""Of what is written: raised when the format, an identity or a version key changes."""

DOUBTS: Final = (
    "",
    "bound_not_a_version",
    "contradictory_range",
    "only_commits",
    "no_versions_said",
    "contradicted_in_record",
    "under_investigation",
    ONLY_WITHIN,
    UNCLEAR,
)
"""Why a row is to be checked; the first, empty, is a row of versions that are concerned."""
_DOUBT_NUMBERS: Final = {doubt: number for number, doubt in enumerate(DOUBTS)}
BITS: Final = 64
_CONCERNED: Final = (Standing.AFFECTED, Standing.UNDER_INVESTIGATION)


def compile_index(records: Iterable[Advisory], *, bits: int = BITS) -> bytes:
    """Make the index of the advisories of a segment, as the bytes of its file.

    ``records`` are read once, in order; their place is their number. ``bits`` of hashes are kept: fewer are
    for tests of collisions.
    """
    maker = _Maker()
    for number, record in enumerate(records):
        maker.add(number, record)
    return maker.done(bits)


class _Maker:
    """What is gathered while the records pass by."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.ids: list[bytes] = []
        self.aliases: list[bytes] = []
        self.withdrawn = bytearray()
        self.ecosystems: Counter[str] = Counter()
        self.keys: dict[str, dict[str, bytes | None]] = {}
        self.bounds: dict[str, set[bytes]] = {}
        # (identity, scheme, record, affected, said, denied) for packages; (identity, record, affected) else.
        self.ordered: list[tuple[bytes, str, int, int, Said, list[Said]]] = []
        self.loose: list[tuple[bytes, int, int]] = []
        self.odd: set[bytes] = set()

    def add(self, number: int, record: Advisory) -> None:
        """Take one record; one that is withdrawn keeps its name only."""
        self.ids.append(record.id.encode(errors="surrogatepass"))
        self.aliases.append("\n".join(record.aliases).encode(errors="surrogatepass"))
        self.withdrawn.append(bool(record.withdrawn))
        if record.withdrawn:
            return
        denied: dict[bytes, list[Said]] = {}
        for affected in record.affected:
            if affected.standing not in _CONCERNED and affected.package and elsewhere(affected) is None:
                self._deny(affected, denied)
        packages = set()
        for place, affected in enumerate(record.affected):
            if affected.standing in _CONCERNED:
                self._one(number, place, affected, denied)
            else:
                self.loose += [(identity, number, place) for identity in loose_identities(affected)]
            if affected.package:
                packages.add(affected.ecosystem)
        self.ecosystems.update(packages)

    def _deny(self, affected: Affected, denied: dict[bytes, list[Said]]) -> None:
        """Note what a record says not to be concerned; it speaks of the package all the same."""
        identity = package_identity(affected)
        scheme = scheme_of(affected.ecosystem)
        if identity is None or scheme is None:
            return
        told = self._said(affected, scheme)
        denied.setdefault(identity, []).append(told)
        self._note(scheme, told)

    def _one(self, number: int, place: int, affected: Affected, denied: Mapping[bytes, list[Said]]) -> None:
        """Take one product of a record."""
        self.loose += [(identity, number, place) for identity in loose_identities(affected)]
        identity = package_identity(affected)
        if identity is None:
            return
        scheme = scheme_of(affected.ecosystem)
        if scheme is None or affected.expressions:  # no order, or words: judged one by one
            self.loose.append((identity, number, place))
            return
        told = self._said(affected, scheme)
        if affected.standing is Standing.UNDER_INVESTIGATION:
            told = told.doubted("under_investigation")
        if elsewhere(affected) is not None:
            told = told.doubted(ONLY_WITHIN)
        self._note(scheme, told)
        self.odd.update(text.encode(errors="surrogatepass") for text in told.odd)
        self.ordered.append((identity, scheme, number, place, told, denied.get(identity, [])))
        if scheme == "rpm" and says_no_epoch(affected):
            self.ordered.append((without_epoch(identity), scheme, number, place, told.doubted(UNCLEAR), []))

    def _said(self, affected: Affected, scheme: str) -> Said:
        """Turn what is written of versions into spans."""
        key = self._key(scheme)
        last = last_key(scheme) if scheme == "pypi" else key
        told = said(affected, key, last, lambda version: resolved(scheme, version))
        return unclear(affected, told) if scheme == "rpm" else told

    def _key(self, scheme: str) -> Key:
        """Give the key of versions of a scheme, which remembers."""
        known = self.keys.setdefault(scheme, {})
        make = version_key(scheme)

        def key(version: str) -> bytes | None:
            try:
                return known[version]
            except KeyError:
                made = known[version] = make(plain(scheme, version))
                return made

        return key

    def _note(self, scheme: str, told: Said) -> None:
        """Keep the bounds of spans."""
        bounds = self.bounds.setdefault(scheme, set())
        for span in (*told.spans, *told.excluded):
            if span.low is not None:
                bounds.add(span.low)
            if span.high is not None:
                bounds.add(span.high)

    def done(self, bits: int) -> bytes:
        """Lay all of it out."""
        schemes = sorted(self.bounds)
        tables = [sorted(self.bounds[scheme]) for scheme in schemes]
        names = {row[0] for row in self.ordered} | {row[0] for row in self.loose}
        places, hashes, checks = _numbered(names, bits)
        own = np.full(len(places), -1, dtype=np.int16)
        for identity, scheme, *_ in self.ordered:
            own[places[identity]] = schemes.index(scheme)
        odd = sorted(self.odd)
        arrays: dict[str, Array] = {
            "hashes": hashes,
            "checks": checks,
            "identity_scheme": own,
            "withdrawn": np.frombuffer(bytes(self.withdrawn), dtype=np.uint8),
            "scheme_starts": np.cumsum([0, *map(len, tables)], dtype=np.int64),
            **texts("identities", list(places)),
            **texts("keys", [key for table in tables for key in table]),
            **texts("odd", odd),
            **texts("ids", self.ids),
            **texts("aliases", self.aliases),
        }
        ranks = {s: {key: k for k, key in enumerate(table)} for s, table in zip(schemes, tables, strict=True)}
        arrays |= self._interval_rows(places, ranks, {text: at for at, text in enumerate(odd)})
        arrays |= self._judged_rows(places)
        doubts = Counter(arrays["row_doubt"].tolist())
        meta = {
            "version": VERSION,
            "bits": bits,
            "records": len(self.ids),
            "schemes": schemes,
            "ecosystems": dict(sorted(self.ecosystems.items())),
            "doubts": {DOUBTS[number]: count for number, count in sorted(doubts.items()) if number},
        }
        return pack(meta, arrays)

    def _interval_rows(
        self, places: Mapping[bytes, int], ranks: Mapping[str, Mapping[bytes, int]], odd: Mapping[bytes, int]
    ) -> dict[str, Array]:
        """Make the rows of packages: identity, record, product, interval, first fixed version, doubt."""
        fixes: dict[str, int] = {}
        columns: list[tuple[int, ...]] = []
        for number, group in groupby(self.ordered, key=lambda row: row[2]):
            together: dict[bytes, list[tuple[int, Row]]] = {}
            for identity, scheme, _, place, told, denied in group:
                rows = _rows(told, denied, ranks[scheme], odd)
                together.setdefault(identity, []).extend((place, row) for row in rows)
            for identity, several in together.items():
                for place, (low, high, fixed, doubt) in merged(several, ONLY_WITHIN):
                    fix = fixes.setdefault(fixed, len(fixes)) if fixed else -1
                    columns.append((places[identity], number, place, low, high, fix, _DOUBT_NUMBERS[doubt]))
        names = ("record", "affected", "low", "high", "fixed", "doubt")
        made = _grouped(columns, len(names), len(places))
        arrays = {f"row_{name}": column for name, column in zip(names, made[1:], strict=True)}
        arrays["row_starts"] = made[0]
        return arrays | texts("fixes", [fix.encode(errors="surrogatepass") for fix in fixes])

    def _judged_rows(self, places: Mapping[bytes, int]) -> dict[str, Array]:
        """Make the candidates that are judged one by one: identity, record, product."""
        columns = [(places[identity], number, place) for identity, number, place in self.loose]
        starts, records, affected = _grouped(columns, 2, len(places))
        return {"judged_starts": starts, "judged_record": records, "judged_affected": affected}


def _rows(
    told: Said, denied: list[Said], ranks: Mapping[bytes, int], odd: Mapping[bytes, int]
) -> Iterator[Row]:
    """Make the rows of one product."""
    denials = denials_of(denied, ranks)
    yield from rows_of(told.spans, told.excluded, denials, ranks)
    for text in told.odd:
        at = -2 - odd[text.encode(errors="surrogatepass")]
        against = (0, MOST) in denials or any(text in other.odd for other in denied)
        yield Row(at, at, "", told.doubt or ("contradicted_in_record" if against else ""))


def _numbered(
    identities: set[bytes], bits: int
) -> tuple[dict[bytes, int], npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Number identities in the order of their hashes, of which ``bits`` are kept; give both hashes too."""
    names = sorted(identities)
    hashes = np.frombuffer(hashes_of(names), dtype="<u8").reshape(-1, 2)
    first = hashes[:, 0] & np.uint64((1 << bits) - 1)
    order = np.lexsort((hashes[:, 1], first))
    places = {names[at]: number for number, at in enumerate(order.tolist())}
    return places, first[order], hashes[order, 1]


def _grouped(columns: list[tuple[Any, ...]], count: int, groups: int) -> list[Array]:
    """Sort rows by their first column; give where each group begins, then the ``count`` other columns."""
    table = np.array(columns, dtype=np.int32).reshape(-1, count + 1)
    order = np.argsort(table[:, 0], kind="stable")
    table = table[order]
    starts = np.searchsorted(table[:, 0], np.arange(groups + 1)).astype(np.int64)
    return [starts, *(np.ascontiguousarray(table[:, at + 1]) for at in range(count))]
