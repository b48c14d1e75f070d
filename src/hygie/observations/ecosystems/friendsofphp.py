"""FriendsOfPHP security advisories, YAML as JSON: a Composer package, and the versions of each branch.

Source: FriendsOfPHP/security-advisories, README: a version is affected if it meets all the constraints of a
branch. Bounds are compared by the plain order of versions, as in other databases of Packagist: Composer would
add ``-dev`` to those of ``<`` and ``>=``.
"""

import hashlib
import re
from typing import Any, Final

import msgspec

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.content import line
from hygie.observations.losses import still_said
from hygie.observations.names import is_cve
from hygie.observations.packages import package_of_osv
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.records import (
    LONGEST_TITLE,
    UNSAID,
    Flaw,
    decode_record,
    is_identifier,
    read_records,
)
from hygie.observations.version_order import rough_key


class _Branch(msgspec.Struct, gc=False):
    time: str | int | float | None = None
    versions: tuple[str, ...] = ()


class _Record(msgspec.Struct, gc=False):
    reference: str
    title: str | None = None
    link: str | None = None
    cve: str | None = None
    branches: dict[str, _Branch] = {}
    path: str = msgspec.field(name="_path", default="")


_DECODER: Final = msgspec.json.Decoder(_Record)
_REFERENCE: Final = re.compile(
    r"composer://([A-Za-z0-9_.-]{1,200}/[A-Za-z0-9_.-]{1,200})", re.ASCII
).fullmatch
_CONSTRAINT: Final = re.compile(
    r"\s*(<=|>=|<|>|==|=)?\s*v?([0-9][0-9A-Za-z.+_-]{0,99})\s*", re.ASCII
).fullmatch


def read_friendsofphp(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Advisory] | Refusal:
    """Read FriendsOfPHP advisories: one, an array of them, or one a line."""
    return read_records(content, file, bounds, advisory_of_friendsofphp)


def advisory_of_friendsofphp(content: bytes, notes: list[Flaw] | None = None) -> Advisory | Flaw:
    """Read the JSON of one advisory; ``notes`` receives what was left aside of it."""
    notes = [] if notes is None else notes
    record = decode_record(content, _DECODER, notes)
    if isinstance(record, Flaw):
        return Flaw("ecosystem_not_advisory") if record.code == "advisory_part_missing" else record
    named = _REFERENCE(record.reference.strip())
    package = package_of_osv("Packagist", named[1]) if named else None
    if package is None:
        return Flaw("ecosystem_not_advisory", "/reference")
    cve = (record.cve or "").strip().upper()
    times = [str(branch.time)[:10] for branch in record.branches.values() if isinstance(branch.time, str)]
    return Advisory(
        id=_identifier(record, package.name),
        aliases=(cve,) if is_cve(cve) else (),
        title=line((record.title or "")[:LONGEST_TITLE], LONGEST_TITLE),
        published=min(times, default=""),
        affected=still_said((_affected(record, package.ecosystem, package.name, notes),), notes, "/branches"),
        references=(record.link,) if record.link else (),
    )


def _identifier(record: _Record, package: str) -> str:
    """Name the advisory by its file, as the database gives it no other name; else by what it says."""
    name = record.path.removesuffix(".yaml").removesuffix(".yml")
    if name and is_identifier(name):
        return f"FriendsOfPHP/{name}"
    said = f"{package}\n{record.title}\n{record.link}".encode("utf-8", "replace")
    return f"FriendsOfPHP/{package}/{hashlib.sha256(said).hexdigest()[:12]}"


def _affected(record: _Record, ecosystem: str, package: str, notes: list[Flaw]) -> Affected:
    ranges: list[Range] = []
    texts: list[str] = []
    for name, branch in record.branches.items():
        found = _range(branch.versions)
        if found is None:
            text = line(", ".join(branch.versions), LONGEST_TITLE) or UNSAID
            texts.append(text)
            pointer = f"/branches/{name.replace('~', '~0').replace('/', '~1')}"
            notes.append(Flaw("ecosystem_requirement", pointer, {"found": text[:80]}))
        elif found not in ranges:
            ranges.append(found)
    if not ranges and not texts:
        texts.append(UNSAID)
    return Affected(ecosystem, package, ranges=tuple(ranges), expressions=tuple(texts))


def _range(constraints: tuple[str, ...]) -> Range | None:
    """Bring constraints that hold together to an interval; None if there is none, or one is not read."""
    lows: list[tuple[Any, bool, str]] = []
    highs: list[tuple[Any, bool, str]] = []
    for text in constraints:
        read = _CONSTRAINT(text)
        if read is None:
            return None
        operator, version = read[1] or "=", read[2]
        if operator in ("<", "<="):
            highs.append((rough_key(version), operator == "<=", version))
        elif operator in (">", ">="):
            lows.append((rough_key(version), operator == ">", version))
        else:
            lows.append((rough_key(version), False, version))
            highs.append((rough_key(version), True, version))
    if not lows and not highs:
        return None
    _, low_after, low = max(lows, default=((), False, ""))
    _, high_inside, high = min(highs, default=((), False, ""))
    return Range(
        "" if low_after else low,
        "" if high_inside else high,
        high if high_inside else "",
        low if low_after else "",
    )
