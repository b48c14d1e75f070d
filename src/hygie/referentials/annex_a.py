"""What a dossier says of each of the 93 measures of annex A of ISO/IEC 27001:2022.

Two rooms ask: the referential of the measures, and EXI-08 of HDS v2.0, which is about the statement of
applicability as a document. Both read it here, so that they can never disagree.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple, TypeVar

from hygie.dossier.dossier import Dossier
from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import Entry, known
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.imported import ImportedAssessment
from hygie.dossier.vocabulary.isms import MEASURES, MeasureDecision
from hygie.kernel.unknown import Unknown

E = TypeVar("E", bound=Entry)

REFERENTIAL = "iso27001-2022"

STATEMENT: Path = ("isms", "statement_of_applicability", "measures")
"""Where the statement of applicability lists its measures."""
APPROVED: Path = ("isms", "statement_of_applicability", "approved")


class Stance(Enum):
    """What becomes of a measure."""

    RETAINED = "retained"
    EXCLUDED = "excluded"
    """Excluded, for a reason that is given."""
    UNEXPLAINED = "unexplained"
    """Excluded, no reason being given."""


Stances = frozenset[Stance]
"""What may become of a measure, for all that is declared; one stance only where that is settled."""

_EXCLUSIONS = frozenset({Stance.EXCLUDED, Stance.UNEXPLAINED})


def is_blank(text: str | Unknown | None) -> bool:
    """Tell whether no reason is written; one that is said not to be known yet is no blank."""
    return text is None or (isinstance(text, str) and not text.strip())


def lines_of(measure: str, dossier: Dossier) -> tuple[MeasureDecision, ...]:
    """Give the lines of the statement about a measure: one at most, unless it is listed twice."""
    listed: list[MeasureDecision] = known(dossier.value_at(STATEMENT)) or []
    return tuple(line for line in listed if line.measure == measure)


def stances_of(line: MeasureDecision) -> Stances:
    """Say what a line may make of its measure."""
    retained = known(line.retained)
    if retained:
        return frozenset({Stance.RETAINED})
    excluded = exclusion(line.justification)
    return excluded if retained is False else excluded | {Stance.RETAINED}


def exclusion(reason: str | Unknown | None) -> Stances:
    """Say what an exclusion is: explained, unexplained, or either while its reason is said to be unknown."""
    if isinstance(reason, Unknown):
        return _EXCLUSIONS
    return frozenset({Stance.UNEXPLAINED if is_blank(reason) else Stance.EXCLUDED})


def controls_of(measure: str, dossier: Dossier) -> tuple[Control, ...]:
    """Give the controls that say they implement a measure, wherever they are declared."""
    return tuple(_named(dossier.controls_by_name, measure))


def assessments_of(measure: str, dossier: Dossier) -> tuple[ImportedAssessment, ...]:
    """Give what other tools said of a measure, where they said anything."""
    found = _named(dossier.imported_by_name, measure)
    return tuple(item for item in found if item.result != "not_assessed")


def _named(table: Mapping[str, tuple[E, ...]], measure: str) -> Iterator[E]:
    """Give the entries about a measure, named with its referential or without, each once."""
    found = (*table.get(measure, ()), *table.get(f"{REFERENTIAL}/{measure}", ()))
    yield from {id(entry): entry for entry in found}.values()


class Coverage(NamedTuple):
    """How a statement treats the 93 measures: those it leaves open, those it excludes without a reason."""

    undecided: int
    unexplained: int


def coverage(dossier: Dossier) -> Coverage:
    """Count the measures that the statement leaves open, and its exclusions that have no reason (yet)."""
    stances = [frozenset[Stance]().union(*map(stances_of, lines_of(item, dossier))) for item in MEASURES]
    undecided = sum(not found or (Stance.RETAINED in found and len(found) > 1) for found in stances)
    unexplained = sum(found <= _EXCLUSIONS and Stance.UNEXPLAINED in found for found in stances)
    return Coverage(undecided, unexplained)
