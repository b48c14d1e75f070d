"""What a dossier says of a measure: lines of the statement, controls, assessments by other tools.

Each is read for what it settles and for what it leaves open; nothing is decided here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.imported import ImportedAssessment
from hygie.dossier.vocabulary.isms import MeasureDecision
from hygie.kernel.clock import Clock
from hygie.kernel.parameters import Parameters, Term
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown
from hygie.referentials.annex_a import Stance, Stances, exclusion, is_blank, stances_of
from hygie.referentials.facts import Facts
from hygie.referentials.iso27001_2022.combination import ANY, Grade, Grades
from hygie.referentials.verdict import Reason, Reservation

NO_REASON = "convention:inclusion_without_reason"
ASSESSMENT_OUTSIDE = "convention:assessment_outside_statement"
CONTRADICTED = "convention:assessment_contradicted"

RETAINED: Stances = frozenset({Stance.RETAINED})

_OF_STATE: dict[str, Grade] = {
    "implemented": Grade.IN_PLACE,
    "partial": Grade.IN_PART,
    "planned": Grade.NOT,
    "not_implemented": Grade.NOT,
}
_OF_RESULT: dict[str, Grade] = {
    "compliant": Grade.IN_PLACE,
    "partially_compliant": Grade.IN_PART,
    "non_compliant": Grade.NOT,
}


@dataclass(frozen=True, slots=True)
class State:
    """What one place says of the state of a measure: the grades it may have, and what would settle it."""

    grades: Grades
    code: str
    parameters: Parameters
    path: Path
    lacks: tuple[Path, ...] = ()

    def reasons(self) -> tuple[Reason, ...]:
        """State the fact, where it is settled."""
        if len(self.grades) > 1:
            return ()
        return (Reason(Truth.of(Grade.IN_PLACE in self.grades), self.code, self.parameters, self.path),)


@dataclass(frozen=True, slots=True)
class Position:
    """What one place says becomes of a measure: the stances it may mean, the exclusion or the state it gives.

    ``path`` leads to what says so; ``lacks`` would settle the stance; ``unstated`` is where a state would
    stand that is not given.
    """

    stances: Stances
    path: Path
    excluded: Reason | None = None
    state: State | None = None
    lacks: tuple[Path, ...] = ()
    unstated: tuple[Path, ...] = ()
    reservations: tuple[Reservation, ...] = ()

    @property
    def speaks(self) -> bool:
        """Tell whether it says if the measure is retained."""
        return self.stances == RETAINED or Stance.RETAINED not in self.stances


def position_of_line(line: MeasureDecision, facts: Facts) -> Position:
    """Read a line of the statement of applicability."""
    stances = stances_of(line)
    justification = facts.path(line, "justification")
    lacks = [] if known(line.retained) is not None else [facts.path(line, "retained")]
    if isinstance(line.justification, Unknown) and stances != RETAINED:
        lacks.append(justification)
    reservations: tuple[Reservation, ...] = ()
    if stances == RETAINED and is_blank(known(line.justification)):
        reservations = (Reservation(NO_REASON, _about(line.measure), justification),)
    return Position(
        stances,
        facts.path(line, "retained"),
        _exclusion(stances, line, facts),
        _state_of_line(line, facts),
        tuple(lacks),
        (facts.path(line, "state"),) if stances == RETAINED and line.state is None else (),
        reservations,
    )


def _about(measure: str) -> Parameters:
    # A text: a parameter typed as a requirement would say that another verdict is summed up.
    return {"measure": measure}


def _exclusion(stances: Stances, line: MeasureDecision, facts: Facts) -> Reason:
    if Stance.EXCLUDED in stances:
        path = facts.path(line, "justification")
        return Reason(Truth.TRUE, "measure_excluded", _about(line.measure), path)
    path = facts.path(line, "retained")
    return Reason(Truth.FALSE, "measure_excluded_without_reason", _about(line.measure), path)


def _state_of_line(line: MeasureDecision, facts: Facts) -> State | None:
    if line.state is None:
        return None
    path, state = facts.path(line, "state"), known(line.state)
    if state is None:
        return State(ANY, "", {}, path, (path,))
    return State(frozenset({_OF_STATE[state]}), f"measure_{state}", _about(line.measure), path)


def state_of_control(control: Control, measure: str, facts: Facts) -> State:
    """Read a control; one that is to be in place from a day still to come is not in place."""
    state, since = known(control.state), known(control.since)
    path = facts.path(control, "state")
    said: Parameters = {"control": control.title, **_about(measure)}
    if since is not None and not facts.clock.reached(since):
        path = facts.path(control, "since")
        return State(frozenset({Grade.NOT}), "control_to_come", {**said, "since": since}, path)
    grades = ANY if state is None else frozenset({_OF_STATE[state]})
    lacks = [path] if state is None else []
    if isinstance(control.since, Unknown) and grades != {Grade.NOT}:
        grades |= {Grade.NOT}
        lacks.append(facts.path(control, "since"))
    return State(grades, f"control_{state}", said, path, tuple(lacks))


def last_confirmed(found: tuple[ImportedAssessment, ...], facts: Facts) -> tuple[ImportedAssessment, ...]:
    """Keep the assessments that were confirmed last; a confirmation still to come is none."""
    days = [(item, known(item.confirmed)) for item in found]
    last = facts.clock.latest(confirmed.on for _, confirmed in days if confirmed is not None)
    return tuple(item for item, confirmed in days if confirmed is not None and confirmed.on == last)


def contradictions(
    found: tuple[ImportedAssessment, ...],
    confirmed: tuple[ImportedAssessment, ...],
    measure: str,
    facts: Facts,
) -> Iterator[Reservation]:
    """Reserve what waits to be confirmed, contradicts what is confirmed, and is not known to be older."""
    said = {item.result for item in confirmed}
    since = max((_exported(item) for item in confirmed), default=None)
    for item in found:
        confirmation, exported = known(item.confirmed), known(item.exported)
        waits = confirmation is None or not facts.clock.reached(confirmation.on)
        older = since is not None and exported is not None and not Clock(exported).reached(since)
        if since is not None and waits and not older and item.result not in said:
            about: Parameters = {"tool": item.tool, **_about(measure)}
            yield Reservation(CONTRADICTED, about, facts.path(item, "result"))


def to_confirm(
    found: tuple[ImportedAssessment, ...], told: frozenset[Path], measure: str, facts: Facts
) -> Iterator[Reason]:
    """Say what waits to be confirmed; ``told`` leads to the results that reservations tell already."""
    for item in found:
        confirmation, path = known(item.confirmed), facts.path(item, "result")
        if path not in told and (confirmation is None or not facts.clock.reached(confirmation.on)):
            said: Parameters = {"tool": item.tool, "result": Term("cell", item.result), **_about(measure)}
            yield Reason(Truth.UNKNOWN, "assessed_to_confirm", said, path)


def _exported(item: ImportedAssessment) -> date:
    """Date a confirmed assessment: by its export, else by its confirmation."""
    confirmation = known(item.confirmed)
    return known(item.exported) or (date.min if confirmation is None else confirmation.on)


def position_of_assessment(item: ImportedAssessment, measure: str, facts: Facts) -> Position:
    """Read a confirmed assessment as if the statement said it."""
    path = facts.path(item, "result")
    said: Parameters = {"tool": item.tool, **_about(measure)}
    outside = (Reservation(ASSESSMENT_OUTSIDE, said, path),)
    grade = _OF_RESULT.get(item.result)
    if grade is not None:
        state = State(frozenset({grade}), f"assessed_{item.result}", said, path)
        return Position(RETAINED, path, state=state, reservations=outside)
    stances = exclusion(item.observation)
    explained = Stance.EXCLUDED in stances
    code = "assessed_not_applicable" if explained else "assessed_not_applicable_without_reason"
    lacks = (facts.path(item, "observation"),) if len(stances) > 1 else ()
    reason = Reason(Truth.of(explained), code, said, path)
    return Position(stances, path, reason, lacks=lacks, reservations=outside)
