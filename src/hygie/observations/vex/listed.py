"""What a CycloneDX bill says itself of vulnerabilities: statements, and what some tool lists in it.

A vulnerability with an analysis is a statement. One without is what a scanner or a service wrote there: it
decides nothing, and is not to be lost either.
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.advisory import Severity, Standing
from hygie.observations.content import Plain, decode_json, is_xml, line, mapping, mappings, text
from hygie.observations.json_places import locate_all
from hygie.observations.reading import DEFAULT, Bounds
from hygie.observations.statement import Listed, Statement
from hygie.observations.vex.collected import Collected
from hygie.observations.vex.cyclonedx import read_cyclonedx

_MARKS: Final = (b'"vulnerabilities"', b"vulnerabilities>")
_UNSTATED: Final = frozenset({"vex_no_status", "vex_unknown_status", "vex_no_subject"})
"""Why an entry is no statement, though it names a vulnerability."""
_CVSS: Final = {"CVSSV2": "", "CVSSV3": "CVSS:3.0/", "CVSSV31": "CVSS:3.1/", "CVSSV4": "CVSS:4.0/"}
"""Methods of a rating that are CVSS, and how their vectors begin, which many tools leave out."""
_WORDS: Final = frozenset({"critical", "high", "medium", "low", "none"})
_SHOWN: Final = 200


class Told(msgspec.Struct, frozen=True):
    """What a bill says: ``statements``; ``listed``; ``notes``, of entries that cannot be used."""

    statements: tuple[Statement, ...] = ()
    listed: tuple[Listed, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def read_told(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Told:
    """Read what an unpacked bill, JSON or XML, says of vulnerabilities; nothing is raised.

    A bill that cannot be read tells nothing here: that it cannot is told where its components are read.
    """
    if not any(mark in content for mark in _MARKS):
        return Told()
    data = _data(content, file, bounds)
    if not isinstance(data, dict) or not isinstance(data.get("vulnerabilities"), list):
        return Told()
    if str(data.get("bomFormat")).lower() != "cyclonedx" or len(data["vulnerabilities"]) > bounds.items:
        return Told()
    stated, listing = Collected(), Collected()
    read_cyclonedx(data, file, stated, bounds, embedded=True)
    silent = {each.at.removesuffix("/analysis/state") for each in stated.rejected if each.code in _UNSTATED}
    # Read as if they were being looked into, they name their subjects the same way.
    read_cyclonedx(_as_statements(data, silent), file, listing, bounds, embedded=True)
    by = _tool(data)
    listed = tuple(
        _listed(each, mapping(data["vulnerabilities"][int(each.at.rpartition("/")[2])]), by, bounds)
        for each in listing.items
        if each.standing is Standing.UNDER_INVESTIGATION
    )
    used = {each.at for each in listing.items}
    lost = [
        each
        for each in stated.rejected
        if each.code not in _UNSTATED or each.at.removesuffix("/analysis/state") not in used
    ]
    places = {} if is_xml(content) else locate_all(content, {each.at for each in lost}, file)
    notes = [Diagnostic(each.code, places.get(each.at, Place(file)), each.parameters) for each in lost]
    return Told(tuple(stated.items), listed, tuple(notes))


def _data(content: bytes, file: str, bounds: Bounds) -> object | Refusal:
    if not is_xml(content):
        return decode_json(content, file, bounds)
    from hygie.observations.cyclonedx.xml import read_shape  # noqa: PLC0415 - most bills need no XML parser

    return read_shape(content, file, bounds)


def _as_statements(data: Plain, silent: set[str]) -> Plain:
    """Give the bill with the entries that state nothing, about its product where they name nothing."""
    root = text(data, "metadata", "component", "bom-ref")
    entries: list[Any] = []
    for index, each in enumerate(data["vulnerabilities"]):
        if f"/vulnerabilities/{index}" not in silent:
            entries.append(None)
            continue
        affects = each.get("affects") or ([{"ref": root}] if root else [])
        entries.append({**each, "affects": affects, "analysis": {"state": "in_triage"}})
    return {**data, "vulnerabilities": entries}


def _listed(read: Statement, entry: Plain, by: str, bounds: Bounds) -> Listed:
    words = (text(each, "severity").lower() for each in mappings(entry, "ratings"))
    return Listed(
        read.vulnerability,
        read.subjects,
        read.aliases,
        text(entry, "source", "name") or text(entry, "source", "url") or by,
        tuple(_severities(entry)),
        next((word for word in words if word in _WORDS), ""),
        line(text(entry, "description", longest=bounds.text), _SHOWN),
    )


def _severities(entry: Plain) -> Iterator[Severity]:
    """Give the ratings by CVSS."""
    for each in mappings(entry, "ratings"):
        method = text(each, "method").upper()
        vector = text(each, "vector")
        if method not in _CVSS and not vector.startswith("CVSS:"):
            continue
        if vector and not vector.startswith("CVSS:"):
            vector = _CVSS[method] + vector
        score = _number(each.get("score"))
        if vector or score is not None:
            yield Severity(vector, score, text(each, "source", "name"))


def _number(found: object) -> float | None:
    """Read a score: a number, or the text of one in XML."""
    if isinstance(found, bool) or not isinstance(found, (int, float, str)):
        return None
    try:
        return float(found)
    except ValueError:
        return None


def _tool(data: Plain) -> str:
    """Name the tool that wrote the bill (a list until 1.4; components and services since 1.5)."""
    tools = mapping(data, "metadata").get("tools")
    of_list = mappings(mapping(data, "metadata"), "tools") if isinstance(tools, list) else ()
    of_components = mappings(mapping(tools), "components") if isinstance(tools, dict) else ()
    return next(filter(None, (text(each, "name") for each in (*of_list, *of_components))), "")
