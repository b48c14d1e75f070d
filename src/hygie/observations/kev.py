"""CISA's catalogue of known exploited vulnerabilities (KEV), JSON or CSV.

Source: known_exploited_vulnerabilities_schema.json; the CSV has the same names for its columns.
"""

import csv
import re
from typing import Any, Final

import msgspec

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.content import decode_json, line, refusal, text, unpack
from hygie.observations.exploitation import Exploited
from hygie.observations.json_places import locate_all
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.records import LONGEST_TITLE, Flaw, read_records

_CVE: Final = re.compile(r"CVE-\d{4}-\d{4,19}", re.ASCII).fullmatch
_DAY: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII).match


def read_kev(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Reading[Exploited] | Refusal:
    """Read the catalogue: JSON (the catalogue, an array of its entries, or an entry a line) or CSV."""
    found = unpack(content, file, bounds)
    if isinstance(found, Refusal):
        return found
    head = found[:200].lstrip().lower()
    if head[:1] in (b"{", b"["):
        return _read_json(found, file, bounds)
    if b"cveid" in head.partition(b"\n")[0]:
        return _read_csv(found, file, bounds)
    return refusal("kev_not_catalogue", file)


def exploited_of(entry: object) -> Exploited | Flaw:
    """Read an entry, JSON object or row of a CSV."""
    if not isinstance(entry, dict):
        return Flaw("advisory_not_object")
    cve = text(entry, "cveID").upper()
    if not _CVE(cve):
        return Flaw("kev_cve", "/cveID" if "cveID" in entry else "", {"id": line(cve, 80)})
    added = text(entry, "dateAdded")
    if not _DAY(added):
        return Flaw(
            "kev_date", "/dateAdded" if "dateAdded" in entry else "", {"id": cve, "found": line(added, 80)}
        )
    due = text(entry, "dueDate")
    return Exploited(
        cve=cve,
        added=added[:10],
        vendor=text(entry, "vendorProject", longest=LONGEST_TITLE),
        product=text(entry, "product", longest=LONGEST_TITLE),
        name=text(entry, "vulnerabilityName", longest=LONGEST_TITLE),
        due=due[:10] if _DAY(due) else "",
        action=text(entry, "requiredAction"),
        ransomware=text(entry, "knownRansomwareCampaignUse").lower() == "known",
    )


def _read_json(content: bytes, file: str, bounds: Bounds) -> Reading[Exploited] | Refusal:
    data: Any = decode_json(content, file, bounds)
    if isinstance(data, Refusal) or (isinstance(data, dict) and "cveID" in data):
        # Entries by lines, one alone, or no JSON at all.
        return read_records(content, file, bounds, _exploited_of_json)
    entries, under = (
        (data, "") if isinstance(data, list) else (data.get("vulnerabilities"), "/vulnerabilities")
    )
    if not isinstance(entries, list):
        return refusal("kev_not_catalogue", file)
    if len(entries) > bounds.items:
        return refusal("advisories_too_many", file, limit=bounds.items)
    found = [(exploited_of(each), f"{under}/{at}") for at, each in enumerate(entries)]
    flaws = [(each, at + each.pointer) for each, at in found if isinstance(each, Flaw)]
    places = locate_all(content, {at for _, at in flaws}, file) if flaws else {}
    return Reading(
        tuple(each for each, _ in found if isinstance(each, Exploited)),
        tuple(Diagnostic(flaw.code, places[at], flaw.parameters) for flaw, at in flaws),
    )


def _exploited_of_json(content: bytes, _: list[Flaw] | None) -> Exploited | Flaw:
    try:
        return exploited_of(msgspec.json.decode(content))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as reason:
        return Flaw("advisory_not_json", "", {"message": " ".join(str(reason).split())[:200]})


def _read_csv(content: bytes, file: str, bounds: Bounds) -> Reading[Exploited] | Refusal:
    rows = csv.reader(content.decode("utf-8", "replace").splitlines(keepends=True))
    found: list[tuple[Exploited | Flaw, Place]] = []
    try:
        header = next(rows, [])
        before = rows.line_num
        for row in rows:
            at, before = before + 1, rows.line_num
            if not any(row):
                continue
            if len(found) == bounds.items:
                return refusal("advisories_too_many", file, limit=bounds.items)
            entry = dict(zip((name.strip() for name in header), row, strict=False))
            found.append((exploited_of(entry), Place(file, at)))
    except csv.Error as reason:
        return refusal("advisories_not_csv", file, Place(file, rows.line_num), message=str(reason)[:200])
    return Reading(
        tuple(each for each, _ in found if isinstance(each, Exploited)),
        tuple(Diagnostic(each.code, at, each.parameters) for each, at in found if isinstance(each, Flaw)),
    )
