"""What is gathered while a VEX file is read, and what its three formats share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from hygie.kernel.parameters import Parameters
from hygie.observations.advisory import Standing
from hygie.observations.content import line
from hygie.observations.cpe import read_cpe
from hygie.observations.reading import Bounds
from hygie.observations.spdx.cpe22 import to_cpe23
from hygie.observations.statement import Statement, Subject

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
SHOWN: Final = 100
"""Characters of a value of the file that a sentence quotes."""


class Remark(NamedTuple):
    """Something to be said: its code, the JSON pointer it is about, and of what."""

    code: str
    at: str
    parameters: Parameters = _NOTHING


@dataclass(slots=True)
class Collected:
    """The statements of a file, those set aside, and what else is to be said.

    ``subjects`` counts what they speak of: few lines may name a product of all parts and all products.
    """

    items: list[Statement] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    subjects: int = 0

    def reject(self, code: str, at: str, **parameters: str | int) -> None:
        """Set a statement aside."""
        self.rejected.append(Remark(code, at, parameters))

    def note(self, code: str, at: str, **parameters: str | int) -> None:
        """Say something of what is read all the same."""
        self.notes.append(Remark(code, at, parameters))

    def keep(self, statement: Statement) -> None:
        """Keep a statement, and say so if it claims without giving a reason."""
        self.items.append(statement)
        reasoned = statement.justification or statement.explanation
        if statement.standing is Standing.NOT_AFFECTED and not reasoned:
            self.note("vex_weak", statement.at, vulnerability=statement.vulnerability)


def identifier(value: object, bounds: Bounds) -> str:
    """Give an identifier on one line; empty if it is none, or is too long (cut, it would be another)."""
    if not isinstance(value, str) or len(value) > bounds.text:
        return ""
    return line(value)


def subject(found: str, *, within: str = "", vendor: str = "") -> Subject:
    """Make the subject that an identifier names: a purl, a CPE (2.2 or 2.3), else a name."""
    if found[:4].lower() == "pkg:":
        return Subject(purl=found, within=within, vendor=vendor)
    if read_cpe(found):
        return Subject(
            cpe=to_cpe23(found) if found[:5].lower() == "cpe:/" else found, within=within, vendor=vendor
        )
    return Subject(name=found, within=within, vendor=vendor)
