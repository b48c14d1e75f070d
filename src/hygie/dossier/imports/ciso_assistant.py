"""Reads an audit that CISO Assistant exported, in CSV or XLSX: what it says, to be confirmed by a person.

The CSV export has the columns ref_id, description, compliance_result, progress, score, observations; the
workbook (and later CSV exports) begins with urn, assessable, ref_id, name, and calls the progress
requirement_progress. Other columns, and their order, do not matter. Headings and topics have no result.

Which requirement a row is about is read in its urn where that names a framework known here, else in its
ref_id. In the library of CISO Assistant, ``A.5.1`` is a measure of annex A and ``5.1`` a clause of the
standard: only the first is a measure here, and the reader never takes one for the other. A framework of
another name is taken for ISO 27001:2022 if all its references look like it (``annex_a_frameworks``), and this
is said. Rows about anything else are left aside, and counted: clauses, other frameworks, the parts without a
number into which HDS requirements are cut there. Where nothing is recognised, the file is refused.

Each assessment becomes an entry of ``imported_assessments``, which decides nothing until it is confirmed.
Its id is made of what it says: the same row imported twice is the same entry.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from hygie.dossier.dossier import Dossier
from hygie.dossier.imports import Imported
from hygie.dossier.imports.audit_rows import Cell, Row, Sheet, UnusableTableError, read_tables
from hygie.dossier.suggest import closest
from hygie.dossier.vocabulary.isms import MEASURES
from hygie.dossier.yaml_values import code_point
from hygie.kernel.characters import UNUSABLE_VALUE
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.digest import digest_bytes
from hygie.kernel.parameters import Parameters
from hygie.kernel.place import Place
from hygie.kernel.workbook.cells import Kind

KIND = "ciso-assistant"
TOOL = "CISO Assistant"

RESULTS = ("compliant", "partially_compliant", "non_compliant", "not_applicable", "not_assessed")

_WORDS = {
    **{result: result for result in RESULTS},
    "conforme": "compliant",
    "partiellement_conforme": "partially_compliant",
    "non_conforme": "non_compliant",
    "non_applicable": "not_applicable",
    "non_évalué": "not_assessed",
    "non_évaluée": "not_assessed",
}
"""What exports write for each result, in English or in French, spaces and dashes being underscores."""

_HEADINGS = {
    "ref_id": ("ref_id",),
    "urn": ("urn",),
    "assessable": ("assessable",),
    "result": ("compliance_result", "result"),
    "score": ("score", "implementation_score"),
    "observation": ("observations", "observation"),
}
"""Under which headings each thing stands, the most usual first."""

_NO = frozenset({"false", "faux", "0", "no", "non"})
_NODE = re.compile(r"^urn:.+:req_node:(?P<framework>[^:]+):(?P<node>.+)$")
_MEASURE = re.compile(r"a\.(\d)\.(\d{1,2})")
_ISO = "iso27001-2022"
_KNOWN = (_ISO, "hds")
_LIKE_ANNEX_A = re.compile(r"(annex[ _-]?)?a|a\.[5-8](\.\d{1,2})?|([4-9]|10)(\.\d{1,2})*|")
_OTHER_STANDARD = re.compile(r"iso\D*(?!27001)\d{4,5}|27001\D+(?!2022)(19|20)\d\d")
_REQUIREMENT = re.compile(r"\[?exi[ _-]?(\d{1,2})\]?")
_LAST_REQUIREMENT = 31
_LONGEST_LINE, _LONGEST_TEXT = 500, 20_000


def read(content: bytes, file: str, dossier: Dossier) -> Imported | Refusal:
    """Read an export; every row that cannot be read is named, and then nothing is imported."""
    try:
        tables = read_tables(content, file)
    except UnusableTableError as reason:
        return Refusal((reason.mistake,))
    table = next((table for table in tables if not _lacking(table)), None)
    if table is None:
        place = tables[0].place if tables else Place(file)
        lacking = _lacking(tables[0]) if tables else ("ref_id", "compliance_result")
        return Refusal((Diagnostic("audit_columns", place, {"missing": lacking}),))
    twice = _twice(table)
    if twice:
        return Refusal((Diagnostic("audit_column_twice", table.place, {"heading": twice}),))
    reading = _Reading(
        dossier, PurePath(file).name[:_LONGEST_LINE], digest_bytes(content).removeprefix("sha256:")
    )
    reading.frameworks = annex_a_frameworks(table.rows)
    for row in table.rows:
        reading.take(row)
    return reading.outcome(Place(file))


def annex_a_frameworks(rows: Iterable[Row]) -> frozenset[str]:
    """Name the frameworks unknown here whose references all look like those of ISO 27001:2022.

    A reference of another annex A (``A.5.1.1`` of 2013, ``A.10.2`` of ISO 42001) is enough to rule one out,
    as is the number of another standard in its name.
    """
    unknown, others = set(), set()
    for row in rows:
        urn = row.text("urn").casefold()
        framework = _framework(urn)
        if framework and not framework.startswith(_KNOWN):
            unknown.add(framework)
            if _OTHER_STANDARD.search(urn) or not _LIKE_ANNEX_A.fullmatch(_bare(row.text("ref_id"))):
                others.add(framework)
    return frozenset(unknown - others)


def _framework(urn: str) -> str:
    node = _NODE.match(urn.casefold())
    return node["framework"] if node else ""


def _bare(ref_id: str) -> str:
    return "".join(ref_id.casefold().split(" "))


def requirement_of(urn: str, ref_id: str, as_annex_a: frozenset[str] = frozenset()) -> str | None:
    """Say which requirement a row is about, with its referential; None where Hygie knows none.

    ``as_annex_a`` names frameworks whose rows are read by their ref_id, as those without a urn that can be
    read are.
    """
    node = _NODE.match(urn.casefold())
    if node and node["framework"] in as_annex_a:
        framework, name = _ISO, _bare(ref_id)
    else:
        framework, name = (node["framework"], node["node"]) if node else ("", _bare(ref_id))
    if not framework or framework.startswith(_ISO):
        measure = _MEASURE.fullmatch(name)
        if measure and f"A.{measure[1]}.{int(measure[2])}" in MEASURES:
            return f"iso27001-2022/A.{measure[1]}.{int(measure[2])}"
    if not framework or framework.startswith("hds"):
        requirement = _REQUIREMENT.fullmatch(name)
        if requirement and 1 <= int(requirement[1]) <= _LAST_REQUIREMENT:
            return f"hds-2.0/EXI-{int(requirement[1]):02}"
    return None


def _lacking(table: Sheet) -> tuple[str, ...]:
    """Name what an export must have and this table has not."""
    lacking = []
    if not {"ref_id", "urn"} & set(table.headings):
        lacking.append("ref_id")
    if not set(_HEADINGS["result"]) & set(table.headings):
        lacking.append("compliance_result")
    return tuple(lacking)


def _twice(table: Sheet) -> str | None:
    used = [name for names in _HEADINGS.values() for name in names]
    return next((name for name in used if table.headings.count(name) > 1), None)


def _cell(row: Row, what: str) -> Cell | None:
    return next((row.cells[name] for name in _HEADINGS[what] if name in row.cells), None)


@dataclass
class _Reading:
    """What was read so far: entries, mistakes, and what was left aside."""

    dossier: Dossier
    file: str
    sha256: str
    frameworks: frozenset[str] = frozenset()
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    mistakes: list[Diagnostic] = field(default_factory=list)
    known: int = 0
    not_assessed: int = 0
    elsewhere: list[str] = field(default_factory=list)
    by_reference: list[str] = field(default_factory=list)
    _seen: dict[str, tuple[str, Place]] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Read one row."""
        if self._text(row, "assessable").casefold() in _NO or not self._text(row, "result"):
            return
        urn, ref_id = self._text(row, "urn"), self._text(row, "ref_id")
        requirement = requirement_of(urn, ref_id, self.frameworks)
        result = self._result(row)
        if requirement is None:
            self.elsewhere.append(ref_id or urn.rpartition(":")[2] or "–")
            return
        if urn and not _framework(urn).startswith(_KNOWN):
            self.by_reference.append(ref_id)
        if result == "not_assessed":
            self.not_assessed += 1
            return
        if result is not None:
            self._keep(requirement, result, row)

    def _keep(self, requirement: str, result: str, row: Row) -> None:
        entry: dict[str, Any] = {"tool": TOOL, "requirement": requirement, "result": result}
        entry |= dict(self._particulars(row))
        said = "\n".join(entry.values())
        identifier = self._identifier(requirement, said)
        before = self._seen.setdefault(requirement, (identifier, row.place))
        if before[0] != identifier:
            parameters: Parameters = {"requirement": requirement}
            self.mistakes.append(Diagnostic("audit_twice", row.place, parameters, before[1]))
        elif self.dossier.entry(f"imported_assessment:{identifier}") is not None:
            self.known += before[1] == row.place
        else:
            self.entries[identifier] = {"id": identifier, **entry, "file": self.file, "sha256": self.sha256}

    @staticmethod
    def _identifier(requirement: str, said: str) -> str:
        short = requirement.rpartition("/")[2].lower()
        return f"{KIND}-{short}-{digest_bytes(said.encode()).removeprefix('sha256:')[:10]}"

    def _particulars(self, row: Row) -> Iterator[tuple[str, str]]:
        for what, limit in (("score", _LONGEST_LINE), ("observation", _LONGEST_TEXT)):
            text = self._text(row, what)
            cell = _cell(row, what)
            if not text or cell is None:
                continue
            unusable = UNUSABLE_VALUE.search(text)
            if unusable:
                parameters: Parameters = {"character": code_point(unusable[0])}
                self.mistakes.append(Diagnostic("yaml_character", cell.place, parameters))
            elif len(text) > limit:
                self.mistakes.append(Diagnostic("string_too_long", cell.place, {"limit": limit}))
            else:
                yield what, text

    def _result(self, row: Row) -> str | None:
        text = self._text(row, "result")
        result = _WORDS.get("_".join(text.casefold().replace("-", " ").replace("_", " ").split()))
        cell = _cell(row, "result")
        if result is None and text and cell is not None:
            parameters: Parameters = {
                "found": text[:80],
                "expected": RESULTS,
                "suggestion": closest(text, RESULTS),
            }
            self.mistakes.append(Diagnostic("audit_result", cell.place, parameters))
        return result

    def _text(self, row: Row, what: str) -> str:
        """Give a text; a formula or an error says nothing that can be kept."""
        cell = _cell(row, what)
        if cell is None:
            return ""
        if cell.raw.kind in (Kind.FORMULA, Kind.ERROR):
            code = "audit_formula" if cell.raw.kind is Kind.FORMULA else "audit_cell_error"
            mistake = Diagnostic(code, cell.place, {"found": str(cell.raw.value)[:80]})
            if mistake not in self.mistakes:
                self.mistakes.append(mistake)
            return ""
        return cell.text

    def outcome(self, place: Place) -> Imported | Refusal:
        """Give what is imported, or everything that keeps it from being."""
        if self.mistakes:
            return Refusal(tuple(sorted(self.mistakes, key=lambda mistake: mistake.place)))
        if not (self.entries or self.known or self.not_assessed):
            names = tuple(dict.fromkeys(self.elsewhere))
            code = "audit_nothing_known" if names else "audit_no_result"
            return Refusal((Diagnostic(code, place, {"number": len(self.elsewhere), "names": names}),))
        notes = tuple(Diagnostic(code, place, parameters) for code, parameters in self._notes())
        entries = list(self.entries.values())
        return Imported({"imported_assessments": entries} if entries else {}, notes)

    def _notes(self) -> Iterator[tuple[str, Parameters]]:
        if self.entries:
            yield "audit_imported", {"number": len(self.entries)}
        observed = sum("observation" in entry for entry in self.entries.values())
        if observed:
            yield "audit_observations", {"number": observed}
        if self.known:
            yield "audit_known", {"number": self.known}
        if self.not_assessed:
            yield "audit_not_assessed", {"number": self.not_assessed}
        if self.by_reference:
            named = tuple(dict.fromkeys(self.by_reference))
            yield "audit_by_reference", {"number": len(self.by_reference), "names": named}
        if self.elsewhere:
            names = tuple(dict.fromkeys(self.elsewhere))
            yield "audit_elsewhere", {"number": len(self.elsewhere), "names": names}
