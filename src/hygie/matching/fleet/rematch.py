"""Asking a whole fleet: against the whole base, or against a day's new advisories alone."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

from hygie.matching.disagreeing import capped
from hygie.matching.fleet.bills import Fleet
from hygie.matching.fleet.standing import Met, Standing
from hygie.matching.identities import Written
from hygie.matching.index.segment_index import SegmentIndex
from hygie.matching.match import REASONS, answer, best, hits_of, known_by, spread, with_hosts
from hygie.matching.matched import Columns, Matched, Reason
from hygie.matching.one_by_one import judged
from hygie.observations.bill import Component

_Ints = npt.NDArray[np.int64]


class Held(Sequence[Component]):
    """The distinct components of a fleet, made when they are looked at; places in bills are not kept."""

    def __init__(self, items: Sequence[Written]) -> None:
        """Take what is written of each."""
        self._items = items

    def __len__(self) -> int:
        """Count them."""
        return len(self._items)

    @overload
    def __getitem__(self, number: int) -> Component: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Component]: ...
    def __getitem__(self, number: int | slice) -> Component | Sequence[Component]:
        """Make one, or those of a slice."""
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        purl, cpe, supplier, name, version, kind, others = self._items[number]
        return Component("", name, version, type=kind, supplier=supplier, purl=purl, cpe=cpe, others=others)


class Finding(NamedTuple):
    """A bill and the place of a hit in what was matched (``Matched.hit``)."""

    bill: str
    hit: int


def full_rematch(fleet: Fleet, indexes: Sequence[SegmentIndex]) -> Matched:
    """Match every distinct component of a fleet against every segment."""
    standing = fleet.standing
    return answer(standing.asked, Held(fleet.questions.items), None, indexes, standing.ranks_in)


def delta(fleet: Fleet, index: SegmentIndex, covered: Collection[str] = ()) -> Matched:
    """Match the advisories of one index (those of a day) against a fleet.

    What does not match costs nothing: each identity of the index is looked up among those of the fleet, and
    each of its intervals is one slice of the fleet's versions. ``covered``: the ecosystems that the base
    covers besides those of the index.
    """
    standing, questions = fleet.standing, fleet.questions
    met = standing.met(index)
    own = met.own
    places = np.flatnonzero(own >= 0)
    reasons = list(REASONS)
    told, crowded = _judged(standing, index, own, places, reasons, {*covered, *index.covers})
    parts = [_ordered(standing, index, met), told]
    known = np.zeros(len(questions.identities), dtype=np.uint8)
    known[own[places]] = known_by(index)
    hits = capped(with_hosts(best(parts), (index,), reasons), questions, reasons)
    return Matched(Held(questions.items), (index,), questions, None, hits, reasons, known, crowded)


def findings(fleet: Fleet, matched: Matched) -> Iterator[Finding]:
    """Give each hit of each bill, one at a time, by component: nothing is held but what was matched."""
    bills, standing = fleet.bills, fleet.standing
    before, holders = -1, standing.held_by(0) if len(fleet.questions.items) else np.empty(0, dtype=np.int32)
    for place, subject in enumerate(matched.columns.subject.tolist()):
        if subject != before:
            before, holders = subject, standing.held_by(subject)
        for bill in holders.tolist():
            yield Finding(bills[bill], place)


def _ordered(standing: Standing, index: SegmentIndex, met: Met) -> Columns:
    """Find the questions inside each interval of the packages that the fleet asks about."""
    codes, order = standing.sorted
    start = np.searchsorted(codes, met.first)
    stop = np.searchsorted(codes, met.last, side="right")
    owner, place = spread(start, np.maximum(start, stop))
    return hits_of(index, 0, standing.asked.subject[order[place]], met.row[owner])


def _judged(
    standing: Standing,
    index: SegmentIndex,
    own: _Ints,
    places: _Ints,
    reasons: list[Reason],
    covered: Collection[str],
) -> tuple[Columns, int]:
    """Judge one by one the questions about what no order decides."""
    wanted = places[index.judged_starts[places + 1] > index.judged_starts[places]]
    codes, order = standing.sorted
    start = np.searchsorted(codes, own[wanted] << 32)
    stop = np.searchsorted(codes, (own[wanted] + 1) << 32)
    owner, place = spread(start, stop)
    return judged(standing.asked.questions, index, 0, order[place], wanted[owner], reasons, covered)
