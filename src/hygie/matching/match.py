"""Matching: every question of a set of components against every segment of the base, on distinct versions.

For packages nothing is done in Python per candidate: ranks are looked up once per distinct version, and
intervals are compared as columns. Other candidates are judged one by one, each distinct pair once.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from hygie.matching.covering import holds_all_cves
from hygie.matching.disagreeing import capped
from hygie.matching.hosts import ONLY_WITHIN, elsewhere, host_named
from hygie.matching.index import SegmentIndex
from hygie.matching.index.compiling import DOUBTS
from hygie.matching.index.rows import UNKNOWN
from hygie.matching.judging import State
from hygie.matching.matched import IN_RANGE, PARTLY, WHOLLY, Columns, Matched, Reason
from hygie.matching.one_by_one import judged
from hygie.matching.questions import Questions
from hygie.observations.bill import Component

_Ints = npt.NDArray[np.int64]
_Ints32 = npt.NDArray[np.int32]
Ranked: TypeAlias = Callable[[SegmentIndex], tuple[_Ints32, _Ints]]
REASONS: Final[tuple[Reason, ...]] = tuple(Reason(doubt or IN_RANGE) for doubt in DOUBTS)
_WITHIN: Final = DOUBTS.index(ONLY_WITHIN)


def match(components: Sequence[Component], indexes: Sequence[SegmentIndex]) -> Matched:
    """Match components; the order of the result is that of components, then segments, then records."""
    questions = Questions()
    subjects = questions.add(components)
    return answer(Asked.all_of(questions), components, subjects, indexes)


class Asked(NamedTuple):
    """Questions, with their columns made once."""

    questions: Questions
    hashes: npt.NDArray[np.uint64]
    subject: _Ints32
    identity: _Ints32
    version: _Ints32

    @classmethod
    def all_of(cls, questions: Questions) -> "Asked":
        """Ask all of them."""
        return cls(
            questions,
            questions.hashes,
            questions.probe_subject,
            questions.probe_identity,
            questions.probe_version,
        )


def answer(
    asked: Asked,
    components: Sequence[Component],
    subjects: _Ints32 | None,
    indexes: Sequence[SegmentIndex],
    ranked: Ranked | None = None,
) -> Matched:
    """Match components whose questions are known.

    ``subjects`` numbers that of each component, None if they are the subjects themselves. ``ranked`` gives
    the rank of every version in an index, where they are kept.
    """
    questions = asked.questions
    covered = {name for index in indexes for name in index.covers}
    reasons: list[Reason] = list(REASONS)
    known = np.zeros(len(questions.identities), dtype=np.uint8)
    parts: list[Columns] = []
    crowded = 0
    for number, index in enumerate(indexes):
        found = index.find(asked.hashes) if ranked is None else ranked(index)[1]
        known |= np.where(found >= 0, known_by(index), 0).astype(np.uint8)
        groups = found[asked.identity]
        places = np.flatnonzero(groups >= 0)
        parts.append(_ordered(asked, index, number, places, groups[places], ranked))
        found_so, left_out = judged(questions, index, number, places, groups[places], reasons, covered)
        parts.append(found_so)
        crowded += left_out
    hits = capped(with_hosts(best(parts), indexes, reasons), questions, reasons)
    return Matched(components, indexes, questions, subjects, hits, reasons, known, crowded)


def known_by(index: SegmentIndex) -> int:
    """Give the mark of what an index knows (``Matched.known``)."""
    return WHOLLY | PARTLY if holds_all_cves(index.source) else PARTLY


def spread(starts: _Ints, stops: _Ints) -> tuple[_Ints, _Ints]:
    """List the numbers of many slices: for each, which slice it is of, and the number."""
    counts = stops - starts
    owner = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) + np.repeat(starts - before, counts)


def ranks_of(
    questions: Questions, index: SegmentIndex, versions: npt.NDArray[np.int32]
) -> npt.NDArray[np.int32]:
    """Rank the versions asked for among the keys of an index, each distinct one once."""
    wanted = np.zeros(len(questions.versions), dtype=bool)
    wanted[versions] = True
    ranks = np.full(len(wanted), UNKNOWN, dtype=np.int32)
    for number in np.flatnonzero(wanted).tolist():
        scheme, text = questions.versions[number]
        ranks[number] = index.rank(scheme, questions.key(number), text)
    return ranks[versions]


def _ordered(
    asked: Asked, index: SegmentIndex, number: int, places: _Ints, groups: _Ints, ranked: Ranked | None
) -> Columns:
    """Match packages: intervals of ranks."""
    some = index.row_starts[groups + 1] > index.row_starts[groups]
    places, groups = places[some], groups[some]
    versions = asked.version[places]
    ranks = ranks_of(asked.questions, index, versions) if ranked is None else ranked(index)[0][versions]
    owner, row = spread(index.row_starts[groups], index.row_starts[groups + 1])
    rank = ranks[owner]
    hit = (index.row_low[row] <= rank) & (rank <= index.row_high[row])
    return hits_of(index, number, asked.subject[places][owner[hit]], row[hit])


def hits_of(index: SegmentIndex, number: int, subject: _Ints32, row: _Ints) -> Columns:
    """Make columns of rows that were met."""
    doubt = index.row_doubt[row]
    return Columns(
        subject=subject,
        segment=np.full(len(row), number, dtype=np.int32),
        record=index.row_record[row],
        affected=index.row_affected[row],
        route=np.zeros(len(row), dtype=np.int8),
        state=np.where(doubt == 0, State.AFFECTED, State.TO_CHECK).astype(np.int8),
        reason=doubt,
        fixed=index.row_fixed[row],
    )


def with_hosts(hits: Columns, indexes: Sequence[SegmentIndex], reasons: list[Reason]) -> Columns:
    """Give the hits of packages that are only spoken of within a host the reason that names it."""
    places = np.flatnonzero(hits.reason == _WITHIN)
    if not len(places):
        return hits
    made: dict[tuple[int, int, int], int] = {}
    own = hits.reason.copy()
    for place in places.tolist():
        key = segment, record, product = (
            int(hits.segment[place]), int(hits.record[place]), int(hits.affected[place])
        )  # fmt: skip
        if key not in made:
            host = elsewhere(indexes[segment].records[record].affected[product])
            made[key] = len(reasons)
            reasons.append(Reason(ONLY_WITHIN, host_named(host) if host else {"host": "?"}))
        own[place] = made[key]
    return hits._replace(reason=own)


def best(parts: list[Columns]) -> Columns:
    """Keep one row per subject, segment, record and route: the gravest, then one that says what mends it."""
    whole = Columns.joined(parts)
    total = len(whole.subject)
    key = _keys(whole)
    if total < 2 or bool((key[1:] > key[:-1]).all()):  # noqa: PLR2004 - nothing to order
        return whole
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    if len(first) == total:
        return whole.take(order)
    worth = (whole.state.astype(np.int64) * 2 + (whole.fixed < 0))[order]
    chosen = np.minimum.reduceat((worth << 32) | np.arange(total), first) & (2**32 - 1)
    return whole.take(order[chosen])


def _keys(whole: Columns) -> _Ints:
    """Make one sortable number of subject, segment, record and route; ranks of them if they do not fit."""
    parts = [whole.subject, whole.segment, whole.record, whole.route]
    sizes = [int(part.max(initial=0)) + 1 for part in parts]
    if math.prod(sizes) >= 2**63:
        table = np.stack([part.astype(np.int64) for part in parts], axis=1)
        return np.unique(table, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
    key = parts[0].astype(np.int64)
    for part, size in zip(parts[1:], sizes[1:], strict=True):
        key = key * size + part
    return key
