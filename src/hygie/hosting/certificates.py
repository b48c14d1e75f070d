"""Certificates as of a day: in force or not, why not, and which datum would tell (EXI-01, 12, 14, 17).

A state declared without its date is a state of the day of the assessment; the date, when it is given,
says from which day on. So ``suspended: true`` alone suspends, and with a later ``suspended_since`` does
not yet; ``withdrawn`` absent says that the certificate was not withdrawn.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from hygie.dossier.vocabulary.actors import Actor, Certificate
from hygie.dossier.vocabulary.base import known
from hygie.hosting.lack import Lack
from hygie.kernel.clock import Clock, Span
from hygie.kernel.truth import Truth, all_of
from hygie.kernel.unknown import Unknown

Scheme = Literal["hds", "iso27001"]
Flaw = Literal["not_yet_issued", "expired", "suspended", "withdrawn"]


class InForce(NamedTuple):
    """Whether a certificate is in force: what is wrong if it is not, what it lacks if that is not known.

    ``field`` is the field of the certificate that decides: the one at fault, else its last day.
    """

    certificate: Certificate
    truth: Truth
    flaw: Flaw | None = None
    field: str = "expires"
    lacks: tuple[Lack, ...] = ()


def certificates_of(actor: Actor, scheme: Scheme) -> tuple[Certificate, ...] | None:
    """List the certificates of an actor under a scheme; None when its certificates are not known."""
    listed = known(actor.certificates)
    return None if listed is None else tuple(item for item in listed if item.scheme == scheme)


def in_force(certificate: Certificate, clock: Clock) -> InForce:
    """Tell whether a certificate is in force on the clock's day, its first and last days included."""
    parts = tuple(_parts(certificate, clock))
    for flaw, field, sound in parts:
        if sound is Truth.FALSE:
            return InForce(certificate, Truth.FALSE, flaw, field)
    lacks = tuple(Lack(certificate, field) for _, field, sound in parts if sound is Truth.UNKNOWN)
    return InForce(certificate, all_of(sound for *_, sound in parts), lacks=lacks)


def in_force_of(actor: Actor, scheme: Scheme, clock: Clock) -> tuple[InForce, ...] | None:
    """Tell it of every certificate of an actor under a scheme; None when they are not known."""
    listed = certificates_of(actor, scheme)
    return None if listed is None else tuple(in_force(item, clock) for item in listed)


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


def _parts(certificate: Certificate, clock: Clock) -> Iterator[tuple[Flaw, str, Truth]]:
    """Give what a certificate in force needs, each with its flaw, its field and whether it holds."""
    issued, last_day = known(certificate.issued), known(certificate.expires)
    field, suspended = _suspended(certificate, clock)
    yield "withdrawn", "withdrawn", ~_come(certificate.withdrawn, clock)
    yield "suspended", field, ~suspended
    yield "not_yet_issued", "issued", Truth.UNKNOWN if issued is None else Truth.of(clock.reached(issued))
    yield (
        "expired",
        "expires",
        Truth.UNKNOWN if last_day is None else Truth.of(clock.valid_through(last_day)),
    )


def _suspended(certificate: Certificate, clock: Clock) -> tuple[str, Truth]:
    """Tell whether it is suspended, and the field that says so: the flag, refined by its date."""
    since = known(certificate.suspended_since)
    flag = Truth.of(known(certificate.suspended))
    if flag is not Truth.FALSE and since is not None and not clock.reached(since):
        return "suspended_since", Truth.FALSE
    return "suspended", flag


def _come(event: date | Unknown | None, clock: Clock) -> Truth:
    """Tell whether an event has come; one that is not written has not happened."""
    if event is None:
        return Truth.FALSE
    return Truth.UNKNOWN if isinstance(event, Unknown) else Truth.of(clock.reached(event))
