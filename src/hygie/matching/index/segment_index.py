"""The index of a segment, opened: looked up, never searched through."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from hygie.matching.covering import covered_by
from hygie.matching.index.container import Array, Texts
from hygie.matching.index.rows import UNKNOWN
from hygie.observations.advisory import Advisory

Numbers = npt.NDArray[np.int64]


class SegmentIndex:
    """What ``compile_index`` made, mapped; ``records`` are those it was made of, decoded when asked for.

    ``source`` names the segment, ``digest`` its content.
    """

    def __init__(
        self,
        meta: dict[str, Any],
        arrays: dict[str, Array],
        records: Sequence[Advisory],
        source: str = "",
        digest: str = "",
    ) -> None:
        """Take what was opened; nothing is decoded."""
        self.meta = meta
        self.records = records
        self.source = source
        self.digest = digest
        self.hashes = arrays["hashes"]
        self.checks = arrays["checks"]
        self.identity_scheme = arrays["identity_scheme"]
        self.row_starts = arrays["row_starts"]
        self.row_record = arrays["row_record"]
        self.row_affected = arrays["row_affected"]
        self.row_low = arrays["row_low"]
        self.row_high = arrays["row_high"]
        self.row_fixed = arrays["row_fixed"]
        self.row_doubt = arrays["row_doubt"]
        self.judged_starts = arrays["judged_starts"]
        self.judged_record = arrays["judged_record"]
        self.judged_affected = arrays["judged_affected"]
        self.withdrawn = arrays["withdrawn"]
        self.identities = Texts(arrays, "identities")
        self.keys = Texts(arrays, "keys")
        self.odd = Texts(arrays, "odd")
        self.ids = Texts(arrays, "ids")
        self.aliases = Texts(arrays, "aliases")
        self.fixes = Texts(arrays, "fixes")
        self.ecosystems: dict[str, int] = meta["ecosystems"]
        self.key_starts = arrays["scheme_starts"]
        starts = self.key_starts.tolist()
        self._tables = {scheme: (starts[at], starts[at + 1]) for at, scheme in enumerate(meta["schemes"])}

    @cached_property
    def covers(self) -> frozenset[str]:
        """Give the ecosystems whose advisories this source means to hold all (see ``covering``)."""
        return covered_by(self.source, self.ecosystems)

    def find(self, hashes: npt.NDArray[np.uint64]) -> Numbers:
        """Number the identities known here, -1 for the others.

        ``hashes`` are pairs (``identities.hashes_of``); those that share the first differ by the second.
        """
        asked, check = hashes[:, 0], hashes[:, 1]
        if self.meta["bits"] < 64:  # noqa: PLR2004 - of a hash
            asked = asked & np.uint64((1 << self.meta["bits"]) - 1)
        found = np.full(len(asked), -1, dtype=np.int64)
        stop = len(self.hashes)
        if not stop or not len(asked):
            return found
        place = np.searchsorted(self.hashes, asked)
        left = np.arange(len(asked))
        while len(left):
            inside = place < stop
            left, place = left[inside], place[inside]
            shared = self.hashes[place] == asked[left]
            left, place = left[shared], place[shared]
            met = self.checks[place] == check[left]
            found[left[met]] = place[met]
            left, place = left[~met], place[~met] + 1
        return found

    def rank(self, scheme: str, key: bytes | None, version: str) -> int:
        """Rank a version among the keys of a scheme (see ``rows``); ``key`` is None where it has none."""
        if key is None:
            return (
                self._odd_ranks.get(version.encode(errors="surrogatepass"), UNKNOWN) if version else UNKNOWN
            )
        table = self.table(scheme)
        place = bisect_left(table, key)
        return 2 * place + (place < len(table) and table[place] == key)

    def ranks(self, scheme: str, keys: list[bytes]) -> npt.NDArray[np.int32]:
        """Rank sorted keys, all at once: two sorted lists are merged."""
        table = self.table(scheme)
        ranks, place, stop = [], 0, len(table)
        for key in keys:
            place = bisect_left(table, key, place)
            ranks.append(2 * place + (place < stop and table[place] == key))
        return np.array(ranks, dtype=np.int32)

    @property
    def schemes(self) -> dict[str, tuple[int, int]]:
        """Say where the keys of each scheme begin and end among ``keys``."""
        return self._tables

    def table(self, scheme: str) -> list[bytes]:
        """Give the keys of a scheme, decoded at the first question."""
        held = self._decoded.get(scheme)
        if held is None:
            start, end = self._tables.get(scheme, (0, 0))
            held = self._decoded[scheme] = self.keys.all(start, end)
        return held

    @cached_property
    def _decoded(self) -> dict[str, list[bytes]]:
        return {}

    @cached_property
    def _odd_ranks(self) -> dict[bytes, int]:
        """Rank the versions that are none of their scheme: they equal only themselves."""
        return {text: -2 - at for at, text in enumerate(self.odd.all())}
