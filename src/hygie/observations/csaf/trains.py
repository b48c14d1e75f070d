"""The versions between the first and the last that a vulnerability of CSAF says to be affected.

Source: CSAF 2.0, section 3.2.3.9: ``first_affected`` are the first versions of the releases known to be
affected, ``last_affected`` the last of a release train, after which versions have a fix. They are the ends of
intervals. Of a product with one first and one last, the versions between them are affected. Otherwise it is
not said which goes with which, or where the interval ends, or ``known_affected`` lists some versions and not
others: those between are to be checked.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from hygie.observations.advisory import Affected, Range, Standing
from hygie.observations.cpe import read_cpe
from hygie.observations.version_order import rough_key

_SPARED: Final = (Standing.FIXED, Standing.NOT_AFFECTED)
_FIRST, _LAST, _FIXED, _KNOWN = "first_affected", "last_affected", "first_fixed", "known_affected"

_Train: TypeAlias = dict[str, list[Affected]]
"""The entries of one product, whatever their versions, by the statuses that are looked at."""


class _Ends(NamedTuple):
    """Versions that end intervals, from the lowest; ``odd`` says that another could not be read as one."""

    versions: Sequence[str]
    odd: bool


def between(status: Mapping[str, Any], named: Mapping[str, Affected]) -> Iterator[Affected]:
    """Give what the ends of intervals say of the versions between them.

    ``status`` is ``product_status`` as written; ``named`` are the products that it names, by their ids, with
    their standing and remedies.
    """
    if not status.get(_FIRST) and not status.get(_LAST):
        return  # nearly all
    trains: dict[object, _Train] = defaultdict(lambda: defaultdict(list))
    for word in (_FIRST, _LAST, _FIXED, _KNOWN):
        for id_ in dict.fromkeys(_ids(status.get(word))):
            if id_ in named:
                trains[_product(named[id_])][word].append(named[id_])
    spared: dict[object, list[Range]] = defaultdict(list)
    for each in named.values():
        if each.standing in _SPARED:
            points = (Range(version, last_affected=version) for version in each.versions)
            spared[_product(each)].extend((*each.ranges, *points))
    for product, train in trains.items():
        if not _is_covered(train):
            yield from _spans(train, tuple(spared[product]))


def _is_covered(train: _Train) -> bool:
    """Say whether what is known to be affected leaves nothing to say: a range, or a list with the one end."""
    known = {version for each in train[_KNOWN] for version in each.versions}
    ends = {version for each in (*train[_FIRST], *train[_LAST]) for version in each.versions}
    if not all(each.versions for each in train[_KNOWN]):
        return True
    return ends <= known and not (train[_FIRST] and train[_LAST])


def _ids(found: object) -> list[str]:
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _product(affected: Affected) -> object:
    """Give what tells a product, whatever its version."""
    cpes = () if affected.package or affected.product else tuple(map(_of_cpe, affected.cpes))
    named = (affected.ecosystem, affected.package, affected.vendor, affected.product, affected.model)
    return (*named, cpes, affected.within)


def _of_cpe(text: str) -> object:
    cpe = read_cpe(text)
    return text if cpe is None else cpe[:3]


def _ends(found: Sequence[Affected]) -> _Ends:
    versions = {each.versions[0] for each in found if len(each.versions) == 1}
    return _Ends(sorted(versions, key=rough_key), any(len(each.versions) != 1 for each in found))


def _spans(train: _Train, spared: tuple[Range, ...]) -> Iterator[Affected]:
    first, last = _ends(train[_FIRST]), _ends(train[_LAST])
    ends = (*train[_FIRST], *train[_LAST])
    if not first.versions and not last.versions:
        return
    ranges = _intervals(first, last, _ends(train[_FIXED]))
    told = len(first.versions) == len(last.versions) == 1 and not (first.odd or last.odd)
    sure = told and not train[_KNOWN] and bool(ranges[0].introduced and ranges[0].last_affected)
    yield msgspec.structs.replace(
        ends[0],
        ranges=ranges,
        versions=(),
        expressions=(),
        excluded=spared,
        everything=False,
        standing=Standing.AFFECTED if sure else Standing.UNDER_INVESTIGATION,
        remedies=tuple(dict.fromkeys(remedy for each in ends for remedy in each.remedies)),
    )


def _intervals(first: _Ends, last: _Ends, fixed: _Ends) -> tuple[Range, ...]:
    """Give where versions may be affected: from the lowest first to the highest last, open where not said.

    A first above all of the last begins a train whose last is not said; a last below all of the first ends
    one whose first is not.
    """
    low = first.versions[0] if first.versions and not first.odd else ""
    high = last.versions[-1] if last.versions and not last.odd else ""
    mended = fixed.versions[-1] if fixed.versions and not fixed.odd else ""
    begins = first.versions[-1] if first.versions else ""
    ends = last.versions[0] if last.versions else ""
    if mended and any(rough_key(mended) <= rough_key(each) for each in (*first.versions, *last.versions)):
        mended = ""
    if low and high and rough_key(high) < rough_key(low):
        return Range(last_affected=high), Range(low, fixed=mended)
    if low and ends and rough_key(ends) < rough_key(low):
        low = ""
    if high and begins and rough_key(begins) > rough_key(high):
        high = ""
    return (Range(low, last_affected=high) if high else Range(low, fixed=mended),)
