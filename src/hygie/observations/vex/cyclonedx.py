"""CycloneDX VEX (1.4 and later, JSON): the vulnerabilities of a bill, with their analysis."""

from collections.abc import Iterator
from typing import Final

from hygie.observations.advisory import Remedy, Standing
from hygie.observations.content import Plain, line, mapping, mappings, text, texts
from hygie.observations.purls import decoded
from hygie.observations.reading import Bounds
from hygie.observations.statement import Statement, Subject
from hygie.observations.vex.collected import SHOWN, Collected, identifier

_STANDINGS: Final = {
    "resolved": Standing.FIXED,
    "resolved_with_pedigree": Standing.FIXED,
    "exploitable": Standing.AFFECTED,
    "in_triage": Standing.UNDER_INVESTIGATION,
    "false_positive": Standing.NOT_AFFECTED,
    "not_affected": Standing.NOT_AFFECTED,
}
_REMEDIES: Final = {
    "can_not_fix": "none_available",
    "will_not_fix": "no_fix_planned",
    "update": "vendor_fix",
    "rollback": "mitigation",
    "workaround_available": "workaround",
}
"""Responses of an analysis in the words of CSAF."""
_RESERVED: Final = frozenset(":/?#@")
_WELL: Final = (Standing.NOT_AFFECTED, Standing.FIXED)


def read_cyclonedx(
    data: Plain, file: str, collected: Collected, bounds: Bounds, *, embedded: bool = False
) -> None:
    """Read the vulnerabilities of a bill, each being one statement, or one for each standing of its versions.

    A version that is said to be ``unaffected`` is not affected even where the analysis says exploitable; one
    said to be ``affected`` where the analysis says the contrary is affected, with a note; where versions
    differ, the vulnerability gives a statement for each standing, and a note. ``Subject.bill`` is
    ``urn:uuid:SERIAL`` of the bill that the reference leads to: that of the BOM-Link, else the file's own,
    else the name of the file. Ranges of versions stay as they are written (``vers:…``).
    ``embedded``: the statements stand in the bill that they are about: it is named by its file, for other
    versions of the bill have the same serial number.
    """
    own = _Own(data, file, bounds, embedded=embedded)
    found = data.get("vulnerabilities")
    for index, each in enumerate(found if isinstance(found, list) else ()):
        _vulnerability(each, f"/vulnerabilities/{index}", own, collected, bounds)


class _Own:
    """What the bill says for all of its vulnerabilities."""

    def __init__(self, data: Plain, file: str, bounds: Bounds, *, embedded: bool) -> None:
        self.serial = identifier(data.get("serialNumber"), bounds) or file
        self.bill = file if embedded else self.serial
        self.version = _version(data.get("version")) if embedded else ""
        self.components = {identifier(each.get("bom-ref"), bounds): each for each in _components(data)}
        metadata = mapping(data, "metadata")
        people = (mapping(metadata, key) for key in ("supplier", "manufacturer", "manufacture"))
        self.author = next(
            filter(None, (text(each, "name") for each in (*people, *mappings(metadata, "authors")))), ""
        )
        self.stated = text(metadata, "timestamp")
        self._known: dict[str, Subject] = {}

    def known(self, ref: str, bounds: Bounds) -> Subject:
        """Give the subject of a component of this bill, made once; without a name if it is not there."""
        if ref not in self._known:
            component = self.components.get(ref, {})
            self._known[ref] = Subject(
                identifier(component.get("purl"), bounds) or (ref if ref[:4].lower() == "pkg:" else ""),
                identifier(component.get("cpe"), bounds),
                self.bill,
                ref,
                text(component, "name"),
                text(component, "version"),
            )
        return self._known[ref]


def _components(data: Plain) -> Iterator[Plain]:
    """Give all the components and services, however deep."""
    waiting = [
        *mappings(data, "components"),
        *mappings(data, "services"),
        mapping(data, "metadata", "component"),
    ]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += [*mappings(each, "components"), *mappings(each, "services")]


def _vulnerability(found: object, at: str, own: _Own, collected: Collected, bounds: Bounds) -> None:
    if not isinstance(found, dict):
        collected.reject("vex_not_object", at)
        return
    name = identifier(found.get("id"), bounds)
    if not name:
        collected.reject("vex_no_vulnerability", at)
        return
    word = text(found, "analysis", "state")
    standing = _STANDINGS.get(word.lower())
    if standing is None:
        code, where = ("vex_unknown_status", f"{at}/analysis/state") if word else ("vex_no_status", at)
        collected.reject(code, where, vulnerability=name, found=line(word, SHOWN))
        return
    groups = _subjects(found, at, standing, own, collected, bounds)
    if not groups:
        collected.reject("vex_no_subject", at, vulnerability=name)
        return
    if len(groups) > 1:
        collected.note("vex_split", at, vulnerability=name, number=len(groups))
    for each, subjects in groups.items():
        collected.keep(_statement(found, name, each, tuple(subjects), own, at, bounds))


def _statement(
    found: Plain,
    name: str,
    standing: Standing,
    subjects: tuple[Subject, ...],
    own: _Own,
    at: str,
    bounds: Bounds,
) -> Statement:
    analysis = mapping(found, "analysis")
    recommendation = text(found, "recommendation", longest=bounds.text)
    workaround = text(found, "workaround", longest=bounds.text)
    responses = texts(analysis, "response")
    advised = {"vendor_fix": recommendation, "workaround": workaround}
    kinds = dict.fromkeys(_REMEDIES[each] for each in responses if each in _REMEDIES)
    aliases = dict.fromkeys(text(each, "id") for each in mappings(found, "references"))
    dates = ((analysis, "lastUpdated"), (analysis, "firstIssued"), (found, "updated"))
    return Statement(
        name,
        standing,
        subjects,
        tuple(each for each in aliases if each and each != name),
        text(analysis, "justification"),
        text(analysis, "detail", longest=bounds.text),
        recommendation or workaround or ", ".join(responses)[: bounds.text],
        own.author,
        next(filter(None, (text(*each) for each in dates)), own.stated),
        tuple(Remedy(kind, advised.get(kind, "")) for kind in kinds),
        at,
    )


def _subjects(
    found: Plain, at: str, standing: Standing, own: _Own, collected: Collected, bounds: Bounds
) -> dict[Standing, dict[Subject, None]]:
    """Give what a vulnerability is about, by standing."""
    groups: dict[Standing, dict[Subject, None]] = {}
    lost = contradicted = 0
    affects = found.get("affects")
    for each in affects if isinstance(affects, list) else ():
        ref = identifier(each.get("ref"), bounds) if isinstance(each, dict) else identifier(each, bounds)
        if not ref:
            lost += 1
            continue
        versions = each.get("versions") if isinstance(each, dict) else None
        if not versions:
            groups.setdefault(standing, {})[_subject(ref, "", own, bounds)] = None
            continue
        for entry in versions if isinstance(versions, list) else [versions]:
            written = mapping(entry)
            version = identifier(written.get("version"), bounds) or identifier(written.get("range"), bounds)
            said = _standing(text(written, "status"), standing)
            lost += not version
            contradicted += said is Standing.AFFECTED and standing is Standing.NOT_AFFECTED
            if version:
                groups.setdefault(said, {})[_subject(ref, version, own, bounds)] = None
    name = text(found, "id")
    if lost and groups:
        collected.note("vex_subjects_lost", at, vulnerability=name, number=lost)
    if contradicted:
        collected.note("vex_contradicted", at, vulnerability=name, number=contradicted)
    return groups


def _standing(word: str, analysed: Standing) -> Standing:
    """Bring what is said of a version to a standing, in the light of the analysis."""
    match word.lower():
        case "unaffected":
            return analysed if analysed in _WELL else Standing.NOT_AFFECTED
        case "affected":
            return Standing.AFFECTED if analysed in _WELL else analysed
        case "unknown":
            return Standing.UNDER_INVESTIGATION
    return analysed


def _version(found: object) -> str:
    """Write the version of a bill as a BOM-Link does; a bill that says none has version 1."""
    written = str(found).strip() if isinstance(found, str | int) and not isinstance(found, bool) else "1"
    return written.lstrip("0") or "0"


def _subject(ref: str, version: str, own: _Own, bounds: Bounds) -> Subject:
    """Make the subject of a bom-ref of this bill, or of a BOM-Link (``urn:cdx:serial/version#ref``)."""
    if ref[:8].lower() == "urn:cdx:":
        link, _, ref = ref[8:].partition("#")
        if "%" in ref and not _RESERVED.intersection(ref):  # a bom-ref that was encoded to stand in a link
            ref = decoded(ref)
        serial, _, of = link.partition("/")
        bill = f"urn:uuid:{serial}"
        if own.version and of and _version(of) != own.version and bill.lower() == own.serial.lower():
            bill = f"{bill}/{of}"  # another version of the very bill that it stands in
        if bill.lower() != own.serial.lower():
            return Subject(ref if ref[:4].lower() == "pkg:" else "", "", bill, ref, "", version)
    known = own.known(ref, bounds)
    if not version:
        return known
    return Subject(known.purl, known.cpe, known.bill, known.ref, known.name, version)
