"""The victims database of Java archives, YAML as JSON: Maven packages and bounds within series of versions.

Source: victims/victims-cve-db, README. ``<=3.2.3.RELEASE,3`` is the series 3 up to 3.2.3.RELEASE: a series
holds the versions that begin with it, and its first are its alphas. A lower bound and the next upper bound
make an interval; a lower bound by itself goes to the end of its series, or to what is said to be fixed in it.
"""

import re
from typing import Any, Final, NamedTuple

import msgspec

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.content import line
from hygie.observations.losses import nothing_said, still_said
from hygie.observations.names import is_cve
from hygie.observations.packages import package_of_osv
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.records import (
    LONGEST_TITLE,
    MOST_REFERENCES,
    UNSAID,
    Flaw,
    decode_record,
    is_identifier,
    read_records,
)
from hygie.observations.version_order import rough_key


class _Product(msgspec.Struct, gc=False):
    group: str = msgspec.field(name="groupId", default="")
    artifact: str = msgspec.field(name="artifactId", default="")
    version: tuple[str, ...] | None = ()
    fixed: tuple[str, ...] | None = msgspec.field(name="fixedin", default=())


class _Record(msgspec.Struct, gc=False):
    cve: str
    title: str | None = None
    references: tuple[str, ...] | None = ()
    affected: tuple[_Product, ...] = ()


class _Bound(NamedTuple):
    key: Any
    operator: str
    version: str
    series: str


_DECODER: Final = msgspec.json.Decoder(_Record)
_BOUND: Final = re.compile(
    r"\s*(<=|>=|==|<)\s*([0-9][0-9A-Za-z._+-]{0,99})(?:,([0-9]+(?:\.[0-9]+){0,9}))?\s*", re.ASCII
).fullmatch
_HIGHEST: Final = "999999999"
"""The last number of a series: 3.999999999 is after all of series 3, and before the alphas of 4."""


def read_victims(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Advisory] | Refusal:
    """Read the database: one record, an array of records, or a record a line."""
    return read_records(content, file, bounds, advisory_of_victims)


def advisory_of_victims(content: bytes, notes: list[Flaw] | None = None) -> Advisory | Flaw:
    """Read the JSON of one record; ``notes`` receives what was left aside of it."""
    flaws: list[Flaw] = []
    record = decode_record(content, _DECODER, flaws)
    if isinstance(record, Flaw):
        return record
    cve = f"CVE-{record.cve.strip().upper().removeprefix('CVE-')}"
    if not is_cve(cve):
        return Flaw("cve5_id", "/cve", {"id": line(record.cve, 80)})
    affected = tuple([_affected(each, at, flaws) for at, each in enumerate(record.affected)])
    if not affected and (nothing := nothing_said(flaws, "/affected")):
        return nothing
    if notes is not None:
        notes.extend(flaws)
    links = [each for each in record.references or () if is_identifier(each)]
    return Advisory(
        id=f"VICTIMS-{cve[4:]}",
        aliases=(cve,),
        title=line((record.title or "")[:LONGEST_TITLE], LONGEST_TITLE),
        affected=still_said(affected, flaws, "/affected"),
        references=tuple(dict.fromkeys(links))[:MOST_REFERENCES],
    )


def _affected(product: _Product, at: int, notes: list[Flaw]) -> Affected:
    package = package_of_osv("Maven", f"{product.group.strip()}:{product.artifact.strip()}")
    bounds: list[_Bound] = []
    versions: list[str] = []
    texts: list[str] = []
    for index, text in enumerate(product.version or ()):
        bound = _bound(text)
        if bound is None:
            texts.append(line(text, LONGEST_TITLE) or UNSAID)
            pointer = f"/affected/{at}/version/{index}"
            notes.append(Flaw("ecosystem_requirement", pointer, {"found": line(text, 80)}))
        elif bound.operator == "==":
            versions.append(bound.version)
        else:
            bounds.append(bound)
    fixed = [bound for text in product.fixed or () if (bound := _bound(text)) and bound.operator == ">="]
    if not (bounds or versions or texts):
        texts.append(UNSAID)
    return Affected(
        ecosystem=package.ecosystem if package else "",
        package=package.name if package else "",
        product="" if package else line(product.artifact, LONGEST_TITLE),
        ranges=tuple(_ranges(bounds, fixed)),
        versions=tuple(versions),
        expressions=tuple(texts),
        scheme="maven",
    )


def _bound(text: str) -> _Bound | None:
    """Read ``<=2.0.11.2,2.0``; None if it is not so, or if the version is not of its series."""
    read = _BOUND(text)
    if read is None:
        return None
    series = read[3] or ""
    if series and not re.match(rf"{re.escape(series)}(?![0-9])", read[2]):
        return None
    return _Bound(rough_key(read[2]), read[1], read[2], series)


def _ranges(bounds: list[_Bound], fixed: list[_Bound]) -> list[Range]:
    """Pair each lower bound with the upper bound that is next; what has no pair is bounded by its series."""
    found: list[Range] = []
    waiting: _Bound | None = None
    for bound in sorted(bounds):
        if bound.operator == ">=":
            if waiting:
                found.append(_alone(waiting, fixed))
            waiting = bound
        else:
            low = waiting.version if waiting else f"{bound.series}-alpha" if bound.series else ""
            last = bound.version
            found.append(Range(low, fixed=last) if bound.operator == "<" else Range(low, last_affected=last))
            waiting = None
    if waiting:
        found.append(_alone(waiting, fixed))
    return found


def _alone(bound: _Bound, fixed: list[_Bound]) -> Range:
    """Close a lower bound by what is fixed in its series, else by the end of it."""
    ends = [each for each in fixed if each.series == bound.series and each.key > bound.key]
    if ends:
        return Range(bound.version, fixed=min(ends).version)
    return Range(bound.version, last_affected=f"{bound.series}.{_HIGHEST}" if bound.series else "")
