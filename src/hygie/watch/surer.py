"""A surer identifier's no: what a CPE or a name finds is closed where the component's own package is denied.

A purl names one package exactly. Where a source that means to hold all advisories of its ecosystem has a
record of the same vulnerability for that package, and its versions leave the component's out, a hit of that
vulnerability by vendor and product is a coarser reading of the same thing. Where the source is silent about
the vulnerability, the hit stays: it may be about something that the source does not hold.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from hygie.matching.aliases import Groups
from hygie.matching.asking import says_version
from hygie.matching.identities import Route, ecosystem_of, package_identity, route_of
from hygie.matching.index import SegmentIndex
from hygie.matching.index.builds import bounds_of, same_stream
from hygie.matching.match import spread
from hygie.matching.matched import Matched
from hygie.matching.questions import Questions
from hygie.matching.versions.resolved import alike

PACKAGE_SAYS_NO: Final = "package_says_no"
_Ints = npt.NDArray[np.int64]


class Denial(NamedTuple):
    """The record that leaves the version out: its source, its identifier."""

    source: str
    record: str


class Doubtful(NamedTuple):
    """Findings that no package speaks for: their numbers, components (as matched) and vulnerabilities."""

    finding: _Ints
    component: _Ints
    group: _Ints


def denials(matched: Matched, groups: Groups, doubtful: Doubtful) -> dict[int, Denial]:
    """Give, by the number of a finding, the record that closes it."""
    if not len(doubtful.finding):
        return {}
    numbers = matched.component_subject
    subject = doubtful.component if numbers is None else numbers[doubtful.component].astype(np.int64)
    wanted: dict[tuple[int, int], list[int]] = {}
    for place, pair in enumerate(zip(subject.tolist(), doubtful.group.tolist(), strict=True)):
        wanted.setdefault(pair, []).append(int(doubtful.finding[place]))
    places = _packages(matched.questions, subject)
    found: dict[int, Denial] = {}
    agreed: dict[int, bool] = {}
    for segment, index in enumerate(matched.indexes):
        if not index.covers or not len(places):
            continue
        codes = subject << 32 | doubtful.group
        for place, record in _speaking(matched.questions, index, places, groups.of[segment], codes):
            pair = (int(matched.questions.of_subject[place]), int(groups.of[segment][record]))
            if place not in agreed:
                agreed[place] = _agreed(matched.questions, place)
            if agreed[place] and _of_its_stream(matched.questions, place, index, record):
                said = Denial(index.source, index.ids[record].decode(errors="surrogatepass"))
                for finding in wanted[pair]:
                    found.setdefault(finding, said)
    return found


def reason_of(denial: Denial) -> Mapping[str, str]:
    """Give the parameters of the sentence."""
    return {"record": denial.record, "source": denial.source}


def _packages(questions: Questions, subject: _Ints) -> _Ints:
    """Give the questions about the packages of some subjects, in versions that can be ordered."""
    asked = np.zeros(len(questions.items), dtype=bool)
    asked[subject] = True
    places = np.flatnonzero(asked[questions.probe_subject]).tolist()
    kept = [
        place
        for place in places
        if route_of(questions.identities[questions.of_identity[place]]) is Route.PURL
        and questions.key(questions.of_version[place]) is not None
    ]
    return np.array(kept, dtype=np.int64)


def _speaking(
    questions: Questions, index: SegmentIndex, places: _Ints, group: npt.NDArray[np.int32], codes: _Ints
) -> Iterator[tuple[int, int]]:
    """Give (question, record) where an index speaks of a package and of a vulnerability that was found of it.

    ``codes``: subject and group of what was found. That a version is among those concerned would itself be a
    hit: what is given leaves it out.
    """
    identity = questions.probe_identity[places]
    known = index.find(questions.hashes[identity])
    covered = [
        at >= 0 and ecosystem_of(questions.identities[number]) in index.covers
        for at, number in zip(known.tolist(), identity.tolist(), strict=True)
    ]
    places, known = places[covered], known[covered]
    owner, row = spread(index.row_starts[known], index.row_starts[known + 1])
    place, record = places[owner], index.row_record[row]
    own = questions.probe_subject[place].astype(np.int64) << 32 | group[record]
    met = np.isin(own, codes)
    yield from dict.fromkeys(zip(place[met].tolist(), record[met].tolist(), strict=True))


def _agreed(questions: Questions, place: int) -> bool:
    """Say whether the component is of one version, whichever of its identifiers one asks.

    Else the denial is of another version than the one that was found to be concerned.
    """
    subject = questions.of_subject[place]
    if not says_version(questions.items[subject]):  # that of a CPE is of upstream, or of nobody knows what
        return False
    mine = questions.versions[questions.of_version[place]][1]
    places = range(bisect_left(questions.of_subject, subject), bisect_right(questions.of_subject, subject))
    counted = [at for at in places if _counts(questions, place, at)]
    others = {questions.versions[questions.of_version[at]][1] for at in counted}
    loose = bool(questions.distribution[subject])
    return all(alike(mine, other, loose=loose) for other in others - {""})


def _counts(questions: Questions, place: int, other: int) -> bool:
    """Say whether another question's version must agree: another package's may be its own."""
    one, two = questions.of_identity[place], questions.of_identity[other]
    return one == two or route_of(questions.identities[two]) is not Route.PURL


def _of_its_stream(questions: Questions, place: int, index: SegmentIndex, record: int) -> bool:
    """Say whether a record bounds the component's own stream of a module, if it speaks of modules."""
    identity = questions.identities[questions.of_identity[place]].rstrip(b"\0")  # with or without epochs
    scheme, version = questions.versions[questions.of_version[place]]
    if scheme != "rpm":
        return True
    told = [each for each in index.records[record].affected if package_identity(each) == identity]
    return all(same_stream(each.package, version, bounds_of(each)) for each in told)
