"""Advisories of the Node.js security working group: of npm packages, of Node.js, and of what it contains.

Source: nodejs/security-wg, ``vuln/npm``, ``vuln/core`` and ``vuln/deps``. Of Node.js, ``vulnerable`` names
series and ``patched`` the versions in them that are no more; of a package ``vulnerable_versions`` says all.
Those of ``deps`` are assessments: Node.js contains the part and is not affected.
"""

import re
from typing import Any, Final

import msgspec

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory, Affected, Severity, Standing
from hygie.observations.content import line
from hygie.observations.ecosystems.intervals import EVERYTHING, complement, intersection, ranges_of
from hygie.observations.ecosystems.requirements import npm_range
from hygie.observations.names import is_cve, severity
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


class _Record(msgspec.Struct, gc=False):
    path: str = msgspec.field(name="_path", default="")
    id: int | str | None = None
    title: str | None = None
    overview: str | None = None
    description: str | None = None
    module_name: str | None = None
    publish_date: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    cves: tuple[str, ...] | None = None
    cve: tuple[str, ...] | None = None
    vulnerable_versions: str | None = None
    patched_versions: str | None = None
    vulnerable: str | None = None
    patched: str | None = None
    reason: str | None = None
    references: Any = None
    ref: str | None = None
    cvss_vector: str | None = None
    cvss_score: float | None = None
    severity: str | None = None


_DECODER: Final = msgspec.json.Decoder(_Record)
_NUMBER: Final = re.compile(r"(\d{1,9})\.json$", re.ASCII).search
_PREFIXES: Final = {"npm": "NSWG-ECO", "core": "NSWG-COR", "deps": "NSWG-DEP"}


def read_nodejs(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Advisory] | Refusal:
    """Read advisories of the working group: one, an array of them, or one a line."""
    return read_records(content, file, bounds, advisory_of_nodejs)


def advisory_of_nodejs(content: bytes, notes: list[Flaw] | None = None) -> Advisory | Flaw:
    """Read the JSON of one advisory; ``notes`` receives what was left aside of it."""
    record = decode_record(content, _DECODER, notes)
    if isinstance(record, Flaw):
        return record
    kind = "npm" if record.module_name else "deps" if record.reason and not record.vulnerable else "core"
    cves = [each.strip().upper() for each in (*(record.cves or ()), *(record.cve or ()))]
    cves = [each for each in cves if is_cve(each)]
    path = _NUMBER(record.path)
    number = path[1] if path else str(record.id or "") or next(iter(cves), "")
    if not is_identifier(number) or (kind == "core" and not (record.vulnerable or record.patched)):
        return Flaw("ecosystem_not_advisory")
    vector = (record.cvss_vector or "").strip()
    score = record.cvss_score
    score = score if score is not None and 0 <= score <= 10 else None  # noqa: PLR2004 - CVSS
    return Advisory(
        id=f"{_PREFIXES[kind]}-{number}",
        aliases=tuple(dict.fromkeys(cves)),
        title=line(_title(record)[:LONGEST_TITLE], LONGEST_TITLE),
        published=record.publish_date or record.created_at or "",
        modified=record.updated_at or "",
        severities=(Severity(vector, score),) if vector else (),
        severity_word=severity(record.severity),
        affected=(_affected(kind, record, notes),),
        references=_references(record),
    )


def _title(record: _Record) -> str:
    return record.title or record.description or (record.overview or "").strip().partition("\n")[0]


def _references(record: _Record) -> tuple[str, ...]:
    found = record.references if isinstance(record.references, list) else [record.references]
    texts = [each for each in (record.ref, *found) if isinstance(each, str) and each.startswith("http")]
    return tuple(dict.fromkeys(texts))[:MOST_REFERENCES]


def _affected(kind: str, record: _Record, notes: list[Flaw] | None) -> Affected:
    if kind == "deps":
        return Affected(product="Node.js", everything=True, standing=Standing.NOT_AFFECTED)
    package = package_of_osv("npm", record.module_name or "") if kind == "npm" else None
    vulnerable = record.vulnerable_versions if kind == "npm" else record.vulnerable
    patched = record.patched_versions if kind == "npm" else record.patched
    read = npm_range(vulnerable) if vulnerable else EVERYTHING
    # Of a package the vulnerable versions say all; what is patched is asked only where they are not said.
    spared = npm_range(patched) if patched and not (kind == "npm" and vulnerable) else ()
    usable = read is not None and spared is not None and bool(vulnerable or patched)
    said = line(f"{vulnerable or ''}{' != ' + patched if patched and not vulnerable else ''}", LONGEST_TITLE)
    found = intersection(read or (), complement(spared or ())) if usable else ()
    if not found and notes is not None:
        notes.append(Flaw("ecosystem_requirement", "", {"found": said[:80]}))
    return Affected(
        ecosystem=package.ecosystem if package else "",
        package=package.name if package else "",
        product="" if package else record.module_name or "Node.js",
        ranges=() if found == EVERYTHING else ranges_of(found),
        expressions=() if found else (said or UNSAID,),
        everything=found == EVERYTHING,
        scheme="semver",
    )
