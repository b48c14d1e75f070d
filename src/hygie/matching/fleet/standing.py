"""All the questions of a fleet, sorted by identity and version: an interval of versions is then one slice."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from hygie.matching.identities import Route, route_of
from hygie.matching.index.rows import LEAST, MOST, UNKNOWN
from hygie.matching.index.segment_index import SegmentIndex
from hygie.matching.match import Asked, spread
from hygie.matching.questions import Questions

_Ints = npt.NDArray[np.int64]
_Ints32 = npt.NDArray[np.int32]


class Met(NamedTuple):
    """What an index says, in the numbers of a fleet.

    ``own``: of each identity of the index, its number in the fleet, -1 if nobody asks. ``row``: the intervals
    of those that somebody asks about; ``first`` and ``last``: the codes between which they hold.
    """

    own: _Ints
    row: _Ints
    first: _Ints
    last: _Ints


class Standing:
    """Questions in the order of (identity, rank of the version among the fleet's own keys of its scheme)."""

    def __init__(self, questions: Questions) -> None:
        """Take the questions as they are now."""
        self.asked = Asked.all_of(questions)
        self.starts: _Ints = np.zeros(len(questions.items) + 1, dtype=np.int64)
        self.bills: _Ints32 = np.empty(0, dtype=np.int32)
        self.odd: dict[str, int] = {}
        self._met: tuple[SegmentIndex, Met] | None = None
        self._ranks: dict[int, tuple[SegmentIndex, tuple[_Ints32, _Ints]]] = {}

    def hold(self, starts: _Ints, bills: _Ints32) -> None:
        """Say which bills hold each subject."""
        self.starts, self.bills = starts, bills

    def held_by(self, subject: int) -> _Ints32:
        """Number the bills that hold a subject."""
        return self.bills[self.starts[subject] : self.starts[subject + 1]]

    @cached_property
    def tables(self) -> dict[str, tuple[list[bytes], _Ints32]]:
        """Sort the keys of each scheme, with the number of each one's version."""
        questions = self.asked.questions
        by_scheme: dict[str, list[tuple[bytes, int]]] = {}
        for number, (scheme, text) in enumerate(questions.versions):
            key = questions.key(number)
            if key is not None:
                by_scheme.setdefault(scheme, []).append((key, number))
            elif scheme and text:
                self.odd.setdefault(text, -2 - len(self.odd))
        return {scheme: _table(keys) for scheme, keys in by_scheme.items()}

    @cached_property
    def version_ranks(self) -> _Ints32:
        """Rank each version: odd numbers, as in ``rows``; equal keys have one rank."""
        questions = self.asked.questions
        ranks = np.full(len(questions.versions), UNKNOWN, dtype=np.int32)
        for keys, numbers in self.tables.values():
            ranks[numbers] = 2 * _distinct(keys) + 1
        for number, (scheme, text) in enumerate(questions.versions):
            if scheme and text and questions.key(number) is None:
                ranks[number] = self.odd[text]
        return ranks

    @cached_property
    def sorted(self) -> tuple[_Ints, _Ints]:
        """Give the codes of all questions, sorted, and the question of each."""
        codes = code_of(self.asked.identity.astype(np.int64), self.version_ranks[self.asked.version])
        order = np.argsort(codes, kind="stable")
        return codes[order], order

    @cached_property
    def distinct(self) -> dict[str, list[bytes]]:
        """Give the distinct keys of each scheme, sorted."""
        return {scheme: sorted(set(keys)) for scheme, (keys, _) in self.tables.items()}

    @cached_property
    def ordered(self) -> npt.NDArray[np.bool_]:
        """Say of each identity whether it is a package's, in an order that is known."""
        questions = self.asked.questions
        return np.array([route_of(each) is Route.PURL for each in questions.identities], dtype=bool)

    def met(self, index: SegmentIndex) -> Met:
        """Bring what an index says to the numbers of the fleet; that of the last index is kept."""
        if self._met is None or self._met[0] is not index:
            self._met = index, self._brought(index)
        return self._met[1]

    def _brought(self, index: SegmentIndex) -> Met:
        questions = self.asked.questions
        own = np.array([questions.identity(name) for name in index.identities.all()], dtype=np.int64)
        wanted = np.flatnonzero((own >= 0) & (index.row_starts[1:] > index.row_starts[:-1]))
        low, row = spread(index.row_starts[wanted], index.row_starts[wanted + 1])
        group = wanted[low]
        first, last = self._in_fleet(index, row, index.key_starts[index.identity_scheme[group]])
        identity = own[group]
        return Met(own, row, code_of(identity, first), code_of(identity, last))

    def _in_fleet(self, index: SegmentIndex, row: _Ints, at: _Ints) -> tuple[_Ints, _Ints]:
        """Turn the bounds of rows, ranks among the keys of the index, into ranks among those of the fleet."""
        low, high = index.row_low[row].astype(np.int64), index.row_high[row].astype(np.int64)
        # An even rank lies above the key before it, or below the key after it: one step off that key's place.
        above = at + (np.maximum(low - 1, 0) >> 1)
        below = np.clip(at + (high >> 1), 0, len(index.keys))
        above, below = (self.places(index, numbers) for numbers in (above, below))
        first = np.where(low <= 0, low, above + (low % 2 == 0))
        last = np.where(high == MOST, high, below - (high % 2 == 0))
        # Versions that are none of the scheme: they are numbered with the tables.
        _, odd = self.tables, np.flatnonzero((low < 0) & (low > LEAST)).tolist()
        for number in odd:
            text = index.odd[-2 - int(low[number])].decode(errors="surrogatepass")
            first[number] = last[number] = self.odd.get(text, MOST)
        return first, last

    def places(self, index: SegmentIndex, numbers: _Ints) -> _Ints:
        """Place keys of an index, by their numbers, among the fleet's: ranks as in ``rows``."""
        wanted, inverse = np.unique(numbers, return_inverse=True)
        made = np.zeros(len(wanted), dtype=np.int64)  # beyond all keys: nobody's
        cuts = np.searchsorted(wanted, index.key_starts).tolist()
        starts = index.key_starts.tolist()
        for at, scheme in enumerate(index.meta["schemes"]):
            first, stop = cuts[at], cuts[at + 1]
            if first == stop:
                continue
            own = index.table(scheme)
            keys = [own[number - starts[at]] for number in wanted[first:stop].tolist()]
            made[first:stop] = ranked(self.distinct.get(scheme, []), keys)
        return made[inverse]

    def ranks_in(self, index: SegmentIndex) -> tuple[_Ints32, _Ints]:
        """Rank each version among the keys of an index, and number each identity there; kept for later.

        What is not there is -1.
        """
        held = self._ranks.get(id(index))
        if held is not None and held[0] is index:
            return held[1]
        questions = self.asked.questions
        ranks = np.full(len(questions.versions), UNKNOWN, dtype=np.int32)
        for scheme, (keys, numbers) in self.tables.items():
            ranks[numbers] = index.ranks(scheme, keys)
        for number, (scheme, text) in enumerate(questions.versions):
            if scheme and text and questions.key(number) is None:
                ranks[number] = index.rank(scheme, None, text)
        made = ranks, index.find(self.asked.hashes)
        self._ranks[id(index)] = (index, made)
        return made


def ranked(table: list[bytes], keys: list[bytes]) -> list[int]:
    """Rank sorted keys among those of a sorted table (see ``rows``)."""
    ranks, place, stop = [], 0, len(table)
    for key in keys:
        place = bisect_left(table, key, place)
        ranks.append(2 * place + (place < stop and table[place] == key))
    return ranks


def code_of(identity: _Ints, rank: Sequence[int] | _Ints32 | _Ints) -> _Ints:
    """Make one sortable number of an identity and a rank."""
    return (identity << 32) + (np.asarray(rank, dtype=np.int64) - LEAST)


def _table(keys: list[tuple[bytes, int]]) -> tuple[list[bytes], _Ints32]:
    keys.sort()
    return [key for key, _ in keys], np.array([number for _, number in keys], dtype=np.int32)


def _distinct(keys: list[bytes]) -> _Ints32:
    """Number sorted keys, equal ones alike."""
    new = [False, *(one != other for one, other in pairwise(keys))]
    return np.cumsum(np.array(new[: len(keys)], dtype=np.int32), dtype=np.int32)
