"""Makes fleets and advisories for measurements: packages, versions and who holds what, drawn from a seed.

Few packages are used by many and most by few, and few have many advisories: both follow Zipf's law, each in
its own order. Versions have three numbers, of which there are a thousand for each package.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from hygie.matching.fleet import Fleet
from hygie.matching.index import SegmentIndex, index_of
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.bill import Component

Numbers = npt.NDArray[np.int64]

SEED = 20261122
PACKAGES = 80_000
DISTINCT = 50_000
ADVISORIES = 300_000
RANGES = 420_000
PER_BILL = 500
VERSIONS = 1_000
_STEEP = 0.8
"""How steeply Zipf's law falls: the share of rank r is as 1 / r ** 0.8."""


class Parts(NamedTuple):
    """Distinct components: package and version (place in the order) of each."""

    package: Numbers
    version: Numbers


class Said(NamedTuple):
    """What advisories say, a row a range: its advisory, its package, from which version up to which."""

    advisory: Numbers
    package: Numbers
    low: Numbers
    high: Numbers


def shares(number: int) -> npt.NDArray[np.float64]:
    """Give the share of each rank by Zipf's law."""
    weights = 1 / np.arange(1, number + 1) ** _STEEP
    return weights / weights.sum()


def parts(draw: np.random.Generator, number: int = DISTINCT, packages: int = PACKAGES) -> Parts:
    """Draw so many distinct components at the most; repeated draws are one."""
    package = draw.permutation(packages)[draw.choice(packages, size=number, p=shares(packages))]
    codes = np.unique(package * VERSIONS + draw.integers(0, VERSIONS, size=number))
    codes = draw.permutation(codes)
    return Parts(codes // VERSIONS, codes % VERSIONS)


def said(
    draw: np.random.Generator, advisories: int = ADVISORIES, ranges: int = RANGES, packages: int = PACKAGES
) -> Said:
    """Draw the ranges of advisories; each advisory has one at least."""
    more = draw.integers(0, advisories, size=ranges - advisories)
    advisory = np.sort(np.concatenate((np.arange(advisories), more)))
    package = draw.permutation(packages)[draw.choice(packages, size=ranges, p=shares(packages))]
    bounds = np.sort(draw.integers(0, VERSIONS, size=(ranges, 2)), axis=1)
    return Said(advisory, package, bounds[:, 0], bounds[:, 1] + 1)


def version(place: int) -> str:
    """Write the version of a place in the order."""
    return f"{place // 100}.{place // 10 % 10}.{place % 10}"


def components(drawn: Parts, front: str = "p") -> Iterator[Component]:
    """Write components."""
    for number, (package, place) in enumerate(zip(*map(np.ndarray.tolist, drawn), strict=True)):
        name, told = f"{front}{package}", version(place)
        yield Component(f"c{number}", name, told, type="library", purl=f"pkg:npm/{name}@{told}")


def advisories(rows: Said) -> list[Advisory]:
    """Write advisories."""
    affected: list[list[Affected]] = [[] for _ in range(int(rows.advisory.max()) + 1)]
    for number, package, low, high in zip(*map(np.ndarray.tolist, rows), strict=True):
        held = Range(introduced=version(low), fixed=version(high))
        affected[number].append(Affected(ecosystem="npm", package=f"p{package}", ranges=(held,)))
    return [Advisory(id=f"A-{number}", affected=tuple(those)) for number, those in enumerate(affected)]


def index(rows: Said) -> SegmentIndex:
    """Make the index of what advisories say."""
    return index_of(advisories(rows), "drawn")


def occurrences(draw: np.random.Generator, distinct: int, bills: int) -> Iterator[npt.NDArray[np.int32]]:
    """Draw the components of each bill, by their numbers, a few thousand bills at a time."""
    those = shares(distinct)
    for start in range(0, bills, 1_000):
        size = (min(1_000, bills - start), PER_BILL)
        yield from draw.choice(distinct, size=size, p=those).astype(np.int32)


def fleet(draw: np.random.Generator, drawn: Parts, bills: int) -> Fleet:
    """Make a fleet of so many bills."""
    made = Fleet()
    subjects = made.questions.add(components(drawn))
    for number, held in enumerate(occurrences(draw, len(subjects), bills)):
        made.put(f"bill-{number}", subjects[held])
    return made
