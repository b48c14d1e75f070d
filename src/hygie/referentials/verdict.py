"""What a rule answers with: checks, criteria, cases; and what a verdict is made of.

A rule looks at facts and answers with a ``Decision``: whether the requirement applies, and one
``Case`` a subject (a contract, a subcontractor, an access, or the organisation itself), each with
its criteria. It never computes a status: ``referentials.algebra`` does, in one place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hygie.dossier.paths import Path
from hygie.kernel.parameters import Parameters
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth, all_of, any_of


class Reason(NamedTuple):
    """A fact that was looked at, what it says, and where it is declared (path in the dossier)."""

    value: Truth
    code: str
    parameters: Parameters
    path: Path


class Missing(NamedTuple):
    """A datum that the dossier does not give: its path, and why it is not known if that is said."""

    path: Path
    why: str | None = None


class Reservation(NamedTuple):
    """A doubt that lowers no status by itself: a convention of ours that is not respected."""

    code: str
    parameters: Parameters
    path: Path


class Check(NamedTuple):
    """A truth value with what it rests on."""

    value: Truth
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    reservations: tuple[Reservation, ...] = ()

    def negated(self) -> "Check":
        """Turn true into false; reasons, missing data and reservations stay."""
        return self._replace(value=~self.value)


TRUE = Check(Truth.TRUE)
FALSE = Check(Truth.FALSE)


def every(checks: Iterable[Check]) -> Check:
    """Conjunction; true of none. Keeps what decides: the false ones if any, else everything."""
    return _combine(tuple(checks), decisive=Truth.FALSE)


def some(checks: Iterable[Check]) -> Check:
    """Disjunction; false of none. Keeps what decides: the true ones if any, else everything."""
    return _combine(tuple(checks), decisive=Truth.TRUE)


def _combine(checks: tuple[Check, ...], decisive: Truth) -> Check:
    values = [check.value for check in checks]
    value = all_of(values) if decisive is Truth.FALSE else any_of(values)
    if value is decisive:
        kept = tuple(check for check in checks if check.value is decisive)
    elif value is Truth.UNKNOWN:
        # What is already known cannot decide: the unknown ones are what the reader needs.
        kept = tuple(check for check in checks if check.value is Truth.UNKNOWN)
    else:
        kept = checks
    return Check(
        value,
        tuple(reason for check in kept for reason in check.reasons),
        tuple(dict.fromkeys(missing for check in kept for missing in check.missing)),
        tuple(reservation for check in checks for reservation in check.reservations),
    )


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a requirement, by the id it has in the catalogue.

    ``mixed`` says that the criterion holds for a part only: it then counts as one true and one
    false, never blocking (hds-v2 §1, EXI-01 and EXI-10). ``applies`` false takes it out of the
    computation; unknown makes it unknown. ``left_out`` leads to the facts for which some subjects are not
    concerned: nothing says them, but what holds of all the others needs them.
    """

    id: str
    check: Check
    applies: Check = TRUE
    mixed: bool = False
    strength: Strength | None = None
    """Where the criterion sums up other verdicts: how well those are proved."""
    left_out: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """The criteria of one subject; ``path`` leads to the subject, and is empty for the organisation."""

    criteria: tuple[Criterion, ...]
    path: Path = ()
    applies: Check = TRUE


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule answers: does the requirement apply, and the cases to aggregate (worst first).

    ``undetermined`` carries what is missing when the cases themselves cannot be listed (the list of
    contracts is not given, say); ``notes`` are signals that never change a status.
    """

    cases: tuple[Case, ...] = ()
    applies: Check = TRUE
    undetermined: Check | None = None
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionVerdict:
    """A criterion once evaluated, with its blocking flag from the catalogue."""

    id: str
    value: Truth
    mixed: bool
    blocking: bool
    applies: Truth
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    strength: Strength | None = None
    left_out: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """The status of one subject."""

    path: Path
    status: Status
    strength: Strength | None
    criteria: tuple[CriterionVerdict, ...]
    missing: tuple[Missing, ...]
    reasons: tuple[Reason, ...] = ()
    """Why the subject is concerned, or is not; the rest stands in the criteria."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of one requirement: status and strength, apart, and the proof of both.

    ``counts`` gives the number of cases of each status where there are several subjects.
    ``binding`` names the reservation that the dossier's policy made lower the status, if one did.
    """

    requirement: str
    status: Status
    strength: Strength | None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    evidence: tuple[str, ...] = ()
    cases: tuple[CaseVerdict, ...] = ()
    notes: tuple[Reason, ...] = ()
    counts: Mapping[Status, int] = field(default_factory=dict)
    binding: str | None = None
