"""What is judged one by one, as no order of versions decides it: each distinct question once.

A record's products are read once for all questions, names are judged once for each distinct pair, and a
version is held against each distinct interval once.
"""

from array import array
from collections.abc import Collection
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from hygie.matching.identities import LIKENESS, Probe, Route
from hygie.matching.index import SegmentIndex
from hygie.matching.judging import Product, Standings, is_named, judge_record
from hygie.matching.matched import Columns, Reason
from hygie.matching.questions import Questions
from hygie.matching.tolerant import OUTSIDE, Judgement, Prepared, held

_Ints = npt.NDArray[np.int64]
CROWD: Final = 300
"""Records of one segment that a likeness of names may lead to.

A word that more of them share ("Windows") says nothing of which product is meant. What it would find is only
ever to be checked by a person, who cannot check so many: it is not followed, and counted
(``Matched.crowded``). The names of products themselves, and CPE names, are followed whatever their number.
"""
_WIDTH: Final = 5
_NO_FIX: Final = -1


class _Case(NamedTuple):
    """What a record says of an identity: its products, of which ``first`` is the number of the first.

    ``names`` and ``said``: see ``Product.plainly``; the same names have the same number, ``said`` is None
    where the products must be judged together.
    """

    record: int
    first: int
    products: list[Product]
    names: int = 0
    said: Prepared | None = None


class _Cases:
    """The records that an index knows of each identity, read when they are first asked for."""

    def __init__(self, index: SegmentIndex) -> None:
        """Begin with none."""
        self._index = index
        self._read: dict[tuple[int, int], Product] = {}
        self._told: dict[int, list[_Case]] = {}
        self._names: dict[object, int] = {}
        self.crowded: set[bytes] = set()

    def of(self, probe: Probe, group: int) -> list[_Case]:
        """Give the candidates of an identity, which is a group of the index."""
        held = self._told.get(group)
        if held is None:
            held = self._told[group] = self._candidates(probe, group)
        return held

    def _candidates(self, probe: Probe, group: int) -> list[_Case]:
        index = self._index
        start, end = index.judged_starts[group], index.judged_starts[group + 1]
        by_record: dict[int, list[int]] = {}
        records = index.judged_record[start:end].tolist()
        if probe.identity.startswith(LIKENESS) and len(records) > CROWD and len(set(records)) > CROWD:
            self.crowded.add(probe.identity)
            return []
        for record, product in zip(records, index.judged_affected[start:end].tolist(), strict=True):
            by_record.setdefault(record, []).append(product)
        return [self._case(probe, record, numbers) for record, numbers in by_record.items()]

    def _case(self, probe: Probe, record: int, numbers: list[int]) -> _Case:
        """Read what a record says."""
        products = self._products(record, numbers)
        plain = products[0].plainly(probe) if len(products) == 1 else None
        if plain is None:
            return _Case(record, numbers[0], products)
        names = self._names.setdefault(plain[0], len(self._names))
        return _Case(record, numbers[0], products, names, plain[1])

    def _products(self, record: int, numbers: list[int]) -> list[Product]:
        """Read products of a record, each once."""
        if any((record, number) not in self._read for number in numbers):
            affected = self._index.records[record].affected
            for number in numbers:
                if (record, number) not in self._read:
                    self._read[record, number] = Product(affected[number])
        return [self._read[record, number] for number in numbers]


def judged(
    questions: Questions,
    index: SegmentIndex,
    number: int,
    places: _Ints,
    groups: _Ints,
    reasons: list[Reason],
    covered: Collection[str],
) -> tuple[Columns, int]:
    """Match what is judged one by one: each record once per question.

    ``places`` number questions and ``groups`` their identities in the index. Gives the hits, and how many
    likenesses of names were not followed (``CROWD``).
    """
    some = index.judged_starts[groups + 1] > index.judged_starts[groups]
    if not some.any():
        return Columns.joined(()), 0
    cases = _Cases(index)
    fronts = {f"purl\0{name}\0".encode() for name in covered}
    known: dict[int, Standings] = {}
    rows, subjects, slices = array("i"), list[int](), list[tuple[int, int]]()
    by_version: dict[tuple[Probe, Standings], tuple[int, int]] = {}
    for place, group in zip(places[some].tolist(), groups[some].tolist(), strict=True):
        probe, subject = questions.probe(place), questions.of_subject[place]
        owner = known.get(subject)
        if owner is None:
            owner = known[subject] = Standings(
                bool(questions.distribution[subject]), questions.has_package(subject, fronts)
            )
        key = (probe, owner)
        if key not in by_version:
            start = len(rows) // _WIDTH
            _judge(probe, owner, cases.of(probe, group), rows, reasons)
            by_version[key] = start, len(rows) // _WIDTH
        subjects.append(subject)
        slices.append(by_version[key])
    return _columns(number, rows, subjects, slices), len(cases.crowded)


def _judge(
    probe: Probe, owner: Standings, cases: list[_Case], rows: "array[int]", reasons: list[Reason]
) -> None:
    """Judge what the records say of one question: rows of record, product, route, state and reason.

    Records that give the same answer by the same names share a verdict and its reason.
    """
    route, version = int(probe.route), held(probe.version)
    alone = probe.route is Route.CPE and not probe.version
    met: dict[int, bool] = {}
    shared: dict[tuple[int, int], tuple[Judgement, int | None, int]] = {}
    for record, first, products, names, said in cases:
        if said is None or alone:
            state, reason = _verdict(probe, owner, products, reasons)
        else:
            if names not in met:
                met[names] = is_named(probe, products[0], owner)
            if not met[names]:
                continue
            judgement = said.judge(version)
            if judgement is OUTSIDE:
                continue
            key = (id(judgement), names)  # the judgement is kept beside it, so that no other has its number
            found = shared.get(key)
            if found is None:
                found = shared[key] = judgement, *_verdict(probe, owner, products, reasons)
            _, state, reason = found
        if state is not None:
            rows.extend((record, first, route, state, reason))


def _verdict(
    probe: Probe, owner: Standings, products: list[Product], reasons: list[Reason]
) -> tuple[int | None, int]:
    """Judge a record: its state, and the number of the reason."""
    verdict = judge_record(probe, products, owner)
    if verdict.state is not None:
        reasons.append(Reason(verdict.code, verdict.parameters, verdict.identity, verdict.fixed))
    return verdict.state, len(reasons) - 1


def _columns(number: int, rows: "array[int]", subjects: list[int], slices: list[tuple[int, int]]) -> Columns:
    """Give each subject the rows of its questions."""
    table = np.array(rows, dtype=np.int32).reshape(-1, _WIDTH)
    whole = np.concatenate([table[:0], *(table[start:stop] for start, stop in slices)])
    subject = np.repeat(np.array(subjects, dtype=np.int32), [stop - start for start, stop in slices])
    record, product, route, state, reason = (whole[:, at] for at in range(_WIDTH))
    segment, fixed = np.full(len(whole), number, np.int32), np.full(len(whole), _NO_FIX, np.int32)
    return Columns(subject, segment, record, product, route, state, reason, fixed)
