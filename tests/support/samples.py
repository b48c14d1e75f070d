"""Studies and documents that the tests of this room look at."""

from collections.abc import Callable
from functools import cache
from typing import Any

from tests.support.analyses import hospital, with_analyses
from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, texts
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import About
from hygie.documents.kinds import kind_of
from hygie.wording.voice import Voice

FRENCH, ENGLISH = Voice("fr"), Voice("en")

HOSTILE = (
    '#import "x": y #panic() </script><script>x()</script> {{ 7*7 }} {% raw %} =cmd|x $a$ *b* _c_ `d` <e> @f'
)
"""A text that every language that Hygie writes would read as its own, were it not data."""


@cache
def conforming_study() -> Study:
    """Study the conforming dossier; a study is immutable, so that one serves every test."""
    return study_of(conforming())


def study_of(data: dict[str, Any] | None = None) -> Study:
    """Study plain data; the conforming dossier when none is given."""
    return conforming_study() if data is None else Study(dossier_of(data), TODAY)


def with_changes(changes: dict[str, Any]) -> Study:
    """Study the conforming dossier with changes, by address."""
    data = conforming()
    for address, value in changes.items():
        change(data, address, value)
    return study_of(data)


def study_for(kind: str, disturb: Callable[[dict[str, Any]], object] | None = None) -> Study:
    """Study a conforming dossier of the role that owes a kind of document, disturbed where asked."""
    chosen = kind_of(kind)
    vendor = bool(chosen.rests_on) and "hds-2.0" not in chosen.rests_on
    if disturb is None:
        study = _vendor_study() if vendor else conforming_study()
    else:
        data = conforming("feima") if vendor else conforming()
        disturb(data)
        study = study_of(data)
    return with_analyses(study, hospital()) if kind == "architecture" else study


@cache
def _vendor_study() -> Study:
    return study_of(conforming("feima"))


def subject_of(kind: str) -> str:
    """Name what a sample of a kind of document is about."""
    match kind_of(kind).about:
        case About.REQUIREMENT:
            return "EXI-07"
        case About.CLIENT:
            return str(conforming()["clients"][0]["id"])
        case About.DOSSIER:
            return ""


def everywhere(data: Any, text: str) -> None:
    """Write a text wherever an entry has a name, a title or a text of its own."""
    if isinstance(data, list):
        for item in data:
            everywhere(item, text)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in _FREE and isinstance(value, str):
                data[key] = text
            else:
                everywhere(value, text)


_FREE = frozenset(
    {"name", "title", "text", "label", "description", "justification", "note", "auditor", "site"}
)
"""Keys whose value is a person's own words."""


def a_document(*blocks: Block) -> Document:
    study = study_of()
    return Document("sample", "Un document", frame_of(study, FRENCH, "policy", ["hds-2.0"]), blocks)


PIECE = {
    "id": "capture",
    "evidence_kind": "screenshot",
    "title": "Capture des interfaces",
    "reference": "GED 12",
    "effective": "2026-01-01",
    "valid_until": "2026-12-31",
    "attester": "RSSI",
    "supports": ["EXI-07"],
}
"""A piece of evidence for EXI-07, in force on the day of the tests and until the end of the year."""


def text_of(document: Document) -> str:
    """Give everything that the blocks of a document say."""
    return "\n".join(text for block in document.blocks for text in texts(block))
