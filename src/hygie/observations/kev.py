"""CISA's catalogue of known exploited vulnerabilities (KEV), JSON or CSV.

Source: known_exploited_vulnerabilities_schema.json; the CSV has the same names for its columns.
"""

import csv
from typing import Any

import msgspec

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.content import decode_json, line, refusal, text, unpack
from hygie.observations.dates import day_of
from hygie.observations.exploitation import Exploited
from hygie.observations.json_places import locate_all
from hygie.observations.names import is_cve
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.records import LONGEST_TITLE, Flaw, read_records


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


def exploited_of(entry: object, notes: list[Flaw]) -> Exploited | Flaw:
    """Read an entry, JSON object or row of a CSV; a date that cannot be read is empty, and noted."""
    if not isinstance(entry, dict):
        return Flaw("advisory_not_object")
    cve = text(entry, "cveID").upper()
    if not is_cve(cve):
        return Flaw("kev_cve", "/cveID" if "cveID" in entry else "", {"id": line(cve, 80)})
    written = text(entry, "dateAdded")
    added = day_of(written)
    if not added:
        pointer = "/dateAdded" if "dateAdded" in entry else ""
        notes.append(Flaw("kev_date", pointer, {"id": cve, "found": line(written, 80)}))
    limit = text(entry, "dueDate")
    due = day_of(limit)
    if limit and not due:
        notes.append(Flaw("kev_due", "/dueDate", {"id": cve, "found": line(limit, 80)}))
    return Exploited(
        cve=cve,
        added=added,
        vendor=text(entry, "vendorProject", longest=LONGEST_TITLE),
        product=text(entry, "product", longest=LONGEST_TITLE),
        name=text(entry, "vulnerabilityName", longest=LONGEST_TITLE),
        due=due,
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
    items: list[Exploited] = []
    rejected: list[tuple[Flaw, str]] = []
    noted: list[tuple[Flaw, str]] = []
    for at, each in enumerate(entries):
        notes: list[Flaw] = []
        found = exploited_of(each, notes)
        if isinstance(found, Flaw):
            rejected.append((found, f"{under}/{at}{found.pointer}"))
        else:
            items.append(found)
            noted.extend((note, f"{under}/{at}{note.pointer}") for note in notes)
    said = (*rejected, *noted)
    places = locate_all(content, {at for _, at in said}, file) if said else {}
    return Reading(
        tuple(items),
        tuple(Diagnostic(flaw.code, places[at], flaw.parameters) for flaw, at in rejected),
        tuple(Diagnostic(flaw.code, places[at], flaw.parameters) for flaw, at in noted),
    )


def _exploited_of_json(content: bytes, notes: list[Flaw] | None) -> Exploited | Flaw:
    try:
        return exploited_of(msgspec.json.decode(content), [] if notes is None else notes)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as reason:
        return Flaw("advisory_not_json", "", {"message": " ".join(str(reason).split())[:200]})


def _read_csv(content: bytes, file: str, bounds: Bounds) -> Reading[Exploited] | Refusal:
    rows = csv.reader(content.decode("utf-8", "replace").splitlines(keepends=True))
    items: list[Exploited] = []
    rejected: list[Diagnostic] = []
    noted: list[Diagnostic] = []
    try:
        header = next(rows, [])
        before = rows.line_num
        for row in rows:
            at, before = before + 1, rows.line_num
            if not any(row):
                continue
            if len(items) + len(rejected) == bounds.items:
                return refusal("advisories_too_many", file, limit=bounds.items)
            entry = dict(zip((name.strip() for name in header), row, strict=False))
            notes: list[Flaw] = []
            found = exploited_of(entry, notes)
            if isinstance(found, Flaw):
                rejected.append(Diagnostic(found.code, Place(file, at), found.parameters))
                continue
            items.append(found)
            noted.extend(Diagnostic(note.code, Place(file, at), note.parameters) for note in notes)
    except csv.Error as reason:
        return refusal("advisories_not_csv", file, Place(file, rows.line_num), message=str(reason)[:200])
    return Reading(tuple(items), tuple(rejected), tuple(noted))
