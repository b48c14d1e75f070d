"""The 93 measures of annex A, decided by one rule (ISO 27001, 6.1.3 d).

What becomes of a measure is what the statement of applicability says: retained, excluded for a reason, or
excluded without one. Excluded for a reason, it is not applicable; without one, not met.

A retained measure is as far as all that is said of it. The state that the statement gives and the states
of the controls that say they implement it, wherever they are declared, are facts of equal weight: in place
everywhere, it is met; nowhere, not met; otherwise partial. What is planned, and what is to be in place from
a day still to come, is not in place. A retained line that gives no state leaves it to the controls.

What is not known (a state, a day, the reason of an exclusion, whether the measure is retained, which of two
lines that contradict each other is right) may turn out any way: the verdict is definite only if it would be
the same every way (``combination.outcomes``).

Where the statement has no line, controls speak for it, with a reservation. Where neither says anything, an
assessment imported from another tool counts as a line of the statement would, once somebody has confirmed
it, the last confirmation replacing earlier ones; until then it is only something to confirm. What waits to be
confirmed is always told, in a note where it decides nothing. One that says
otherwise than what is confirmed, and is not known to be older, only reserves until it is confirmed. So does a
statement that is to be approved on a day still to come.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.isms import MEASURES
from hygie.kernel.parameters import Parameters
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.annex_a import (
    APPROVED,
    STATEMENT,
    Stance,
    Stances,
    assessments_of,
    controls_of,
    lines_of,
)
from hygie.referentials.facts import Facts
from hygie.referentials.iso27001_2022.combination import Grade, outcomes
from hygie.referentials.iso27001_2022.said import (
    RETAINED,
    Position,
    State,
    contradictions,
    last_confirmed,
    position_of_assessment,
    position_of_line,
    state_of_control,
    to_confirm,
)
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, Reason, Reservation

REQUIREMENTS = MEASURES

CONTROL_OUTSIDE = "convention:control_outside_statement"


def decide(requirement: str, facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: retained and in place; it has no object where the measure is excluded for a reason."""
    controls = controls_of(requirement, facts.dossier)
    positions = tuple(position_of_line(line, facts) for line in lines_of(requirement, facts.dossier))
    doubts = facts.ahead(known(facts.dossier.value_at(APPROVED)), APPROVED).reservations if positions else ()
    found = assessments_of(requirement, facts.dossier)
    awaited: tuple[Path, ...] = ()
    if not controls and not any(position.speaks for position in positions):
        confirmed = last_confirmed(found, facts)
        positions = tuple(position_of_assessment(item, requirement, facts) for item in confirmed) or positions
        doubts += tuple(contradictions(found, confirmed, requirement, facts))
        awaited = () if confirmed else tuple(facts.path(item, "confirmed") for item in found)
    notes = tuple(to_confirm(found, frozenset(doubt.path for doubt in doubts), requirement, facts))
    if not positions and not controls:
        return _decision(Criterion("c1", facts.lacks_at(*(awaited or (STATEMENT,)))), notes)
    criterion = _criterion(requirement, positions, controls, facts, awaited)
    check = criterion.check._replace(reservations=(*criterion.check.reservations, *doubts))
    return _decision(replace(criterion, check=check), notes)


def _decision(criterion: Criterion, notes: tuple[Reason, ...]) -> Decision:
    return Decision((Case((criterion,)),), notes=notes)


def _criterion(
    measure: str,
    positions: Sequence[Position],
    controls: Sequence[Control],
    facts: Facts,
    awaited: tuple[Path, ...],
) -> Criterion:
    """Combine what is said; where nothing says what becomes of the measure, its controls retain it."""
    stances: Stances = frozenset[Stance]().union(*(item.stances for item in positions)) or RETAINED
    of_controls = [state_of_control(control, measure, facts) for control in controls]
    states = [*_states(positions), *of_controls] if Stance.RETAINED in stances else []
    possible = outcomes(stances, [state.grades for state in states])
    reservations = (
        *(reservation for item in positions for reservation in item.reservations),
        *_outside(measure, stances, positions, zip(controls, of_controls, strict=True), facts),
    )
    if len(possible) > 1:
        lacking = facts.lacks_at(*dict.fromkeys((*_open(positions, states), *awaited)))
        return Criterion("c1", lacking._replace(reservations=reservations))
    return _settled(next(iter(possible)), positions, states, reservations)


def _states(positions: Sequence[Position]) -> Iterator[State]:
    for position in positions:
        if position.state is not None and Stance.RETAINED in position.stances:
            yield position.state


def _settled(
    status: Status,
    positions: Sequence[Position],
    states: Sequence[State],
    reservations: tuple[Reservation, ...],
) -> Criterion:
    excluded = tuple(_exclusions(positions))
    if status is Status.NOT_APPLICABLE:
        return Criterion(
            "c1", Check(Truth.TRUE, excluded, (), reservations), applies=Check(Truth.FALSE, excluded)
        )
    reasons = (*excluded, *(reason for state in states for reason in state.reasons()))
    check = Check(Truth.of(status is Status.MET), reasons, (), reservations)
    return Criterion("c1", check, mixed=status is Status.PARTIAL)


def _exclusions(positions: Sequence[Position]) -> Iterator[Reason]:
    """Give the exclusions that are settled."""
    for position in positions:
        if position.excluded is not None and len(position.stances) == 1 and position.stances != RETAINED:
            yield position.excluded


def _outside(
    measure: str,
    stances: Stances,
    positions: Sequence[Position],
    controls: Iterable[tuple[Control, State]],
    facts: Facts,
) -> Iterator[Reservation]:
    """Reserve the controls of a measure that the statement leaves out, or that it excludes all the same."""
    for control, state in controls:
        contradicts = Stance.RETAINED not in stances and state.grades != {Grade.NOT}
        if contradicts or not positions:
            said: Parameters = {"control": control.title, "measure": measure}
            yield Reservation(CONTROL_OUTSIDE, said, facts.path(control, "implements"))


def _open(positions: Sequence[Position], states: Sequence[State]) -> Iterator[Path]:
    """List what would settle the verdict; lines that contradict each other are all named."""
    contradict = len({position.stances for position in positions}) > 1
    for position in positions:
        if contradict:
            yield position.path
        yield from position.lacks
        if not states:
            yield from position.unstated
    for state in states:
        yield from state.lacks
