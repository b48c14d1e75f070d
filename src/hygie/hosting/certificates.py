"""The certificates of an actor as of a day: which are in force, what they cover, what others lack."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from hygie.dossier.vocabulary.actors import Actor, Certificate
from hygie.dossier.vocabulary.base import known
from hygie.hosting.lack import Lack
from hygie.hosting.validity import certificate_in_force
from hygie.kernel.clock import Clock, Span
from hygie.kernel.truth import Truth

Scheme = Literal["hds", "iso27001"]
Flaw = Literal["not_yet_issued", "expired", "suspended", "withdrawn"]

_FLAW_OF: dict[str, Flaw] = {
    "issued": "not_yet_issued",
    "expires": "expired",
    "suspended": "suspended",
    "suspended_since": "suspended",
    "withdrawn": "withdrawn",
}


class InForce(NamedTuple):
    """Whether a certificate is in force, the field that decides, and what it lacks if that is not known.

    ``flaw`` says what is wrong with one that is not in force.
    """

    certificate: Certificate
    truth: Truth
    field: str = "expires"
    flaw: Flaw | None = None
    lacks: tuple[Lack, ...] = ()


def in_force(certificate: Certificate, clock: Clock) -> InForce:
    """Tell whether a certificate is in force on the clock's day, its first and last days included."""
    answer = certificate_in_force(certificate, clock)
    if answer.truth is not Truth.FALSE:
        return InForce(certificate, answer.truth, lacks=answer.lacks)
    field = answer.because[0].field
    return InForce(certificate, Truth.FALSE, field, _FLAW_OF[field])


def in_force_of(actor: Actor, scheme: Scheme, clock: Clock) -> tuple[InForce, ...] | None:
    """Tell it of every certificate of an actor under a scheme; None when its certificates are not known."""
    listed = known(actor.certificates)
    return (
        None if listed is None else tuple(in_force(item, clock) for item in listed if item.scheme == scheme)
    )


class Coverage(NamedTuple):
    """Whether every activity is covered, those that surely are not, and what would tell of the rest."""

    truth: Truth
    outside: tuple[int, ...] = ()
    lacks: tuple[Lack, ...] = ()


def coverage(certificates: Iterable[InForce], activities: Iterable[int]) -> Coverage:
    """Tell whether each activity is in the scope of a certificate in force; several may share them out."""
    left = set(activities)
    doubtful: list[tuple[frozenset[int], tuple[Lack, ...]]] = []
    for item in certificates:
        scope = known(item.certificate.activities)
        if item.truth is Truth.TRUE and scope is not None:
            left.difference_update(scope)
        elif item.truth is not Truth.FALSE:
            unread = (Lack(item.certificate, "activities"),) if scope is None else ()
            may_cover = frozenset(range(1, 7) if scope is None else scope)
            doubtful.append((may_cover, (*item.lacks, *unread)))
    outside = left.difference(*(scope for scope, _ in doubtful))
    if outside:
        return Coverage(Truth.FALSE, tuple(sorted(outside)))
    if not left:
        return Coverage(Truth.TRUE)
    return Coverage(
        Truth.UNKNOWN, lacks=tuple(lack for scope, lacks in doubtful if scope & left for lack in lacks)
    )


def about_to_expire(certificate: Certificate, notice: Span, clock: Clock) -> bool:
    """Tell whether less than ``notice`` remains before its last day (EXI-14, convention)."""
    last_day = known(certificate.expires)
    if last_day is None or last_day.year == date.max.year:  # "without end": nothing to warn of
        return False
    return clock.reached(_first_day_of_notice(last_day, notice))


def _first_day_of_notice(last_day: date, notice: Span) -> date:
    """Find the first day from which ``notice`` leads past ``last_day`` (a period only adds)."""
    days = range(1, last_day.toordinal() + 1)
    return date.fromordinal(
        days[0] + bisect_right(days, last_day, key=lambda day: notice.add(date.fromordinal(day)))
    )
