"""What will change by itself: verdicts that fall, or rise, because time passes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from hygie.assessment.study import Study
from hygie.dossier.paths import Path
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import Reason, Reservation, Verdict


class Change(NamedTuple):
    """A verdict that becomes another one on a day, with the reasons and reservations that appear."""

    day: date
    referential: str
    requirement: str
    before: Verdict
    after: Verdict
    reasons: tuple[Reason, ...]
    reservations: tuple[Reservation, ...]


def changes_ahead(study: Study, days: int) -> tuple[Change, ...]:
    """List what changes within a number of days after the study's, if the dossier stays as it is.

    Every day on which a rule would answer otherwise is known to the clock, so the search jumps from
    one to the next and misses none.
    """
    return tuple(_ahead(study, study.as_of + timedelta(days=days)))


def _ahead(study: Study, last_day: date) -> Iterator[Change]:
    current = study
    while (day := current.next_change) is not None and day <= last_day:
        following = study.at(day)
        yield from _differences(current, following, day)
        current = following


def _differences(before: Study, after: Study, day: date) -> Iterator[Change]:
    for referential, verdicts in after.verdicts.items():
        for requirement, verdict in verdicts.items():
            earlier = before.verdicts[referential][requirement]
            if _same(earlier, verdict):
                continue
            said = _said(earlier)
            reasons = tuple(
                reason
                for reason in (*verdict.reasons, *verdict.notes)
                if reason not in said.get((reason.code, reason.path), ())
            )
            known_reservations = {(item.code, item.path) for item in earlier.reservations}
            reservations = tuple(
                item for item in verdict.reservations if (item.code, item.path) not in known_reservations
            )
            yield Change(day, referential, requirement, earlier, verdict, reasons, reservations)


def _said(verdict: Verdict) -> dict[tuple[str, Path], list[Reason]]:
    """Give what a verdict says by code and path: with hundreds of contracts, a list is slow to search."""
    said: dict[tuple[str, Path], list[Reason]] = {}
    for reason in (*verdict.reasons, *verdict.notes):
        said.setdefault((reason.code, reason.path), []).append(reason)
    return said


def _same(one: Verdict, other: Verdict) -> bool:
    """Compare what people act upon: status, strength, doubts and signals, not the wording of dates."""
    return _signature(one) == _signature(other)


def _signature(verdict: Verdict) -> tuple[object, ...]:
    doubts = frozenset((item.code, item.path) for item in verdict.reservations)
    signals = frozenset((item.code, item.path) for item in verdict.notes)
    failing = frozenset((item.code, item.path) for item in verdict.reasons if item.value is Truth.FALSE)
    return verdict.status, verdict.strength, doubts, signals, failing


_RANK = {
    Status.MET: 3,
    Status.NOT_APPLICABLE: 3,
    Status.PARTIAL: 2,
    Status.UNDETERMINED: 1,
    Status.NOT_MET: 0,
}


def worsens(change: Change) -> bool:
    """Tell whether a change is for the worse: a lower status, a weaker proof, or a new signal.

    A reservation that appears is shown where the horizon is, but a doubt is no fall.
    """
    before, after = _RANK[change.before.status], _RANK[change.after.status]
    if before != after:
        return after < before
    if change.before.strength and change.after.strength and change.before.strength != change.after.strength:
        return change.after.strength < change.before.strength
    return bool(change.reasons)
