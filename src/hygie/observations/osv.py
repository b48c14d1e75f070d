"""OSV records, schema 1.0 to 1.7: packages of ecosystems and distributions, and the versions affected.

Source: OSV schema (ossf.github.io/osv-schema). Two choices are ours. ``upstream`` is taken for an alias in
the records of distributions alone: they are about one patch of the vulnerabilities that they name there, and
nothing else ties them to these; older ones wrote CVE in ``related``. And what cannot be read of an affected
package becomes an expression, for a person to check, rather than nothing.
"""

from typing import Any, Final

import msgspec

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory, Affected, Range, Severity
from hygie.observations.content import line
from hygie.observations.distributions import DISTRIBUTION_SCHEMES
from hygie.observations.losses import nothing_said, still_said, withdrawal
from hygie.observations.names import CVE, is_cve, is_cwe, severity
from hygie.observations.osv_ranges import Event, ranges_of
from hygie.observations.packages import Package, package_of_osv, package_of_purl
from hygie.observations.purls import read_purl
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


class _Event(msgspec.Struct, gc=False):
    introduced: str | None = None
    fixed: str | None = None
    last_affected: str | None = None
    limit: str | None = None


class _Range(msgspec.Struct, gc=False):
    type: str = ""
    events: tuple[_Event, ...] = ()


class _Package(msgspec.Struct, gc=False):
    ecosystem: str = ""
    name: str = ""
    purl: str = ""


class _Score(msgspec.Struct, gc=False):
    type: str = ""
    score: str = ""


class _Affected(msgspec.Struct, gc=False):
    package: _Package | None = None
    ranges: tuple[_Range, ...] = ()
    versions: tuple[str, ...] = ()
    severity: tuple[_Score, ...] = ()


class _Reference(msgspec.Struct, gc=False):
    url: str = ""


class _Specific(msgspec.Struct, gc=False):
    severity: Any = None
    cwe_ids: Any = None
    cwes: Any = None


class _Record(msgspec.Struct, gc=False):
    id: str
    modified: str = ""
    published: str = ""
    withdrawn: str | None = None
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    upstream: tuple[str, ...] = ()
    summary: str = ""
    details: str = ""
    severity: tuple[_Score, ...] = ()
    affected: tuple[_Affected, ...] = ()
    references: tuple[_Reference, ...] = ()
    database_specific: _Specific | None = None


_DECODER: Final = msgspec.json.Decoder(_Record)
_DISTRIBUTIONS: Final = frozenset(DISTRIBUTION_SCHEMES)


def read_osv(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Advisory] | Refusal:
    """Read OSV: one record, an array of records, or a record a line."""
    return read_records(content, file, bounds, advisory_of_osv)


def advisory_of_osv(content: bytes, notes: list[Flaw] | None = None) -> Advisory | Flaw:
    """Read the JSON of one record; ``notes`` receives what was left aside of it."""
    flaws: list[Flaw] = []
    record = decode_record(content, _DECODER, flaws)
    if isinstance(record, Flaw):
        return record
    if not is_identifier(record.id):
        return Flaw("advisory_id", "/id", {"id": line(record.id, 80)})
    withdrawn = withdrawal(record.withdrawn, flaws)
    affected = tuple([_affected(each, at, flaws) for at, each in enumerate(record.affected)])
    if not affected and not withdrawn and (nothing := nothing_said(flaws, "/affected")):
        return nothing
    affected = still_said(affected, flaws, "/affected")
    if notes is not None:
        notes.extend(flaws)
    specific = record.database_specific
    severities, word = _severities(record)
    return Advisory(
        id=record.id,
        aliases=_aliases(record, affected),
        title=_title(record),
        published=record.published,
        modified=record.modified,
        withdrawn=withdrawn,
        severities=severities,
        severity_word=word or (severity(specific.severity) if specific else ""),
        affected=affected,
        references=tuple([each.url for each in record.references[:MOST_REFERENCES] if each.url]),
        cwes=_cwes(specific) if specific else (),
    )


def _title(record: _Record) -> str:
    """Take the summary, else the first line that says something of the details."""
    if record.summary:
        return line(record.summary[:LONGEST_TITLE], LONGEST_TITLE)
    first = record.details[:LONGEST_TITLE].lstrip(" #\t\r\n").partition("\n")[0]
    return line(first, LONGEST_TITLE)


def _aliases(record: _Record, affected: tuple[Affected, ...]) -> tuple[str, ...]:
    found = record.aliases
    if record.upstream or record.related or "-CVE-" in record.id:
        is_distribution = bool(affected) and all(
            each.ecosystem.partition(":")[0] in _DISTRIBUTIONS for each in affected
        )
        if is_distribution:
            named = tuple(each for each in record.related if is_cve(each))
            inside = CVE.search(record.id)
            own = (inside[0],) if inside else ()
            found = (*found, *own, *(record.upstream or (() if found or own else named)))
    if not found:
        return ()
    return tuple(dict.fromkeys([each for each in found if each != record.id and is_identifier(each)]))


def _severities(record: _Record) -> tuple[tuple[Severity, ...], str]:
    """Give the CVSS vectors, of the record and of its packages, and the first word that is none."""
    scores = list(record.severity)
    for each in record.affected:
        if each.severity:
            scores.extend(each.severity)
    if not scores:
        return (), ""
    vectors = dict.fromkeys(each.score.strip() for each in scores if each.type.startswith("CVSS"))
    words = (word for each in scores if not each.type.startswith("CVSS") and (word := severity(each.score)))
    return tuple(Severity(vector) for vector in vectors if vector), next(words, "")


def _cwes(specific: _Specific) -> tuple[str, ...]:
    found = specific.cwe_ids or specific.cwes
    if not isinstance(found, list):
        return ()
    return tuple(each for each in found if isinstance(each, str) and is_cwe(each))


def _affected(entry: _Affected, at: int, flaws: list[Flaw]) -> Affected:
    package = _package(entry.package, at, flaws) if entry.package else Package("", "")
    ranges: tuple[Range, ...] = ()
    expressions: list[str] = []
    commits, semver = False, True
    for index, each in enumerate(entry.ranges):
        if each.type == "GIT":
            commits = True
            continue
        semver = semver and each.type == "SEMVER"
        events = _events(each)
        if events is None or each.type not in ("SEMVER", "ECOSYSTEM"):
            flaws.append(Flaw("osv_range", f"/affected/{at}/ranges/{index}"))
            expressions.append(_said(each))
        elif len(entry.ranges) == 1:
            ranges = _converted(events, each.type, f"/affected/{at}/ranges/{index}", flaws)
        else:
            ranges += _converted(events, each.type, f"/affected/{at}/ranges/{index}", flaws)
    versions = entry.versions
    if versions and max(map(len, versions)) > DEFAULT.text:
        flaws.append(Flaw("osv_version_long", f"/affected/{at}/versions", {"limit": DEFAULT.text}))
        versions = tuple([each for each in versions if len(each) <= DEFAULT.text])
        expressions.append(UNSAID)
    if not ranges and not versions and not expressions and not commits:
        flaws.append(Flaw("osv_no_versions", f"/affected/{at}"))
        expressions.append(UNSAID)
    return Affected(
        ecosystem=package.ecosystem,
        package=package.name,
        ranges=ranges,
        versions=versions,
        expressions=tuple(expressions) if expressions else (),
        commits=commits,
        scheme="semver" if ranges and semver else "",
    )


def _package(found: _Package, at: int, flaws: list[Flaw]) -> Package:
    """Name the package; one of an ecosystem that is not known keeps the record's own words."""
    package = package_of_osv(found.ecosystem, found.name)
    if package is None and found.purl and (purl := read_purl(found.purl)):
        package = package_of_purl(purl)
    if package is not None and len(package.name) <= DEFAULT.text:
        return package
    if package is None and found.ecosystem and found.name:
        flaws.append(
            Flaw("osv_ecosystem", f"/affected/{at}/package", {"ecosystem": line(found.ecosystem, 80)})
        )
        return Package(line(found.ecosystem.lower(), 200), line(found.name, 500))
    flaws.append(Flaw("osv_no_package", f"/affected/{at}/package"))
    return Package("", "")


def _events(found: _Range) -> list[Event] | None:
    """List the events, one to an object as the schema asks or several; None if an object is no event."""
    events: list[Event] = []
    for each in found.events:
        before = len(events)
        if each.introduced:
            events.append(Event("introduced", each.introduced))
        if each.fixed:
            events.append(Event("fixed", each.fixed))
        if each.last_affected:
            events.append(Event("last_affected", each.last_affected))
        if each.limit:
            events.append(Event("limit", each.limit))
        if len(events) == before or len(events[-1].version) > DEFAULT.text:
            return None
    return events or None


def _converted(events: list[Event], kind: str, pointer: str, flaws: list[Flaw]) -> tuple[Range, ...]:
    if events[0].kind != "introduced" and all(event.kind != "introduced" for event in events):
        flaws.append(Flaw("osv_no_start", pointer))
    return ranges_of(events, semver=kind == "SEMVER")


def _said(found: _Range) -> str:
    """Write a range that cannot be used as its source has it, for a person."""
    said = [
        f"{name}: {version}" for each in found.events for name in _EVENTS if (version := getattr(each, name))
    ]
    return line("; ".join(said), LONGEST_TITLE) or UNSAID


_EVENTS: Final = ("introduced", "fixed", "last_affected", "limit")
