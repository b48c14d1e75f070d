"""The audits that are owed again and again, what they must cover, and when each falls due (EXI-15 and 16).

The audit of shared resources must be less than three years old (HDS §5.9.1): the day of its third
anniversary is too late. Internal audits have no age in the referential: twelve months are a convention.
An audit counts from the last day of its work, as it does for the rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import Audit, AuditKind
from hygie.dossier.vocabulary.base import Entry, known
from hygie.dossier.vocabulary.root import Declarations
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.answers import Answer, both, dated, lacking, settled
from hygie.hosting.lack import Lack
from hygie.hosting.participants import host_of, subcontractors
from hygie.hosting.transfers import participates
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.law import NotInForceError, Period, changes, period

AGES: dict[AuditKind, str] = {
    "shared_resources": "shared_audit_maximum_age",
    "isms_hds": "internal_audit_freshness",
    "access_traces": "internal_audit_freshness",
}
"""The period of the law room within which each kind of audit is to be done again."""

STRICT: frozenset[AuditKind] = frozenset({"shared_resources"})
"""The kinds whose age the referential itself bounds; the others follow a convention of ours."""


class Urgency(IntEnum):
    """How an audit that is owed stands, what presses most first."""

    OVERDUE = 0
    NEVER_DONE = 1
    UNKNOWN = 2
    COMING = 3


@dataclass(frozen=True, slots=True)
class Owed:
    """An audit that is owed: of what, when it was last done, the day on which it must have been done again.

    ``about`` is the service or the actor that it must cover, None where it is one for all; ``age`` is what
    it must be younger than, None where no period is in force; ``due`` is None where no audit counts yet;
    ``planned`` lists those to come that would cover it, the first one first; ``lacks`` says what would tell
    whether another audit counts, or whether it is owed at all.
    """

    kind: AuditKind
    about: Service | Actor | None
    age: Period | None
    last: Audit | None
    due: date | None
    urgency: Urgency
    planned: tuple[Audit, ...]
    lacks: tuple[Lack, ...]


def audits_owed(declared: Declarations, clock: Clock) -> tuple[Owed, ...]:
    """List the audits that are owed, what presses most first; none while the audits are not known."""
    audits = known(declared.audits)
    if audits is None:
        return ()
    found = [
        _owed(kind, about, concerned, audits, clock)
        for kind, about, concerned in _subjects(declared)
        if concerned.truth is not Truth.FALSE
    ]
    return tuple(sorted(found, key=lambda owed: (owed.urgency, owed.due or date.max)))


def _subjects(declared: Declarations) -> Iterator[tuple[AuditKind, Service | Actor | None, Answer]]:
    """Give what each kind of audit must cover, and whether it must."""
    for service in known(declared.services) or ():
        given = known(service.resources)
        shares = (
            lacking(service, "resources")
            if given is None
            else settled("shared" in given, service, "resources")
        )
        yield "shared_resources", service, shares
    yield "isms_hds", None, Answer(Truth.TRUE)
    host = host_of(declared)
    for actor in (*((host,) if host else ()), *(subcontractors(declared) or ())):
        yield "access_traces", actor, participates(actor)


def _owed(
    kind: AuditKind, about: Service | Actor | None, concerned: Answer, audits: Iterable[Audit], clock: Clock
) -> Owed:
    own = [audit for audit in audits if audit.audit_kind == kind]
    answers = [(audit, both((ended(audit, clock), *_counts(audit, about)))) for audit in own]
    counting = [audit for audit, answer in answers if answer.truth is Truth.TRUE]
    age = _age(kind, clock)
    last = max(counting, key=_day, default=None)
    due = None if last is None or age is None else age.add(_day(last))
    # Where age alone disqualifies, or an audit counts already, an older one can change nothing.
    settled_by_age = kind in STRICT or last is not None
    lacks = [*concerned.lacks]
    for audit, answer in answers:
        if answer.truth is Truth.UNKNOWN and not (settled_by_age and _too_old(audit, age, clock)):
            lacks += answer.lacks
    urgency = _urgency(last, due, bool(lacks), clock)
    planned = planned_audits(own, about, clock)
    return Owed(kind, about, age, last, due, urgency, planned, tuple(lacks))


def ended(audit: Audit, clock: Clock) -> Answer:
    """Tell whether the work of an audit has ended; what is planned for a later day has not."""
    planned = known(audit.planned)
    if audit.work_ended is None and planned is not None and not clock.reached(planned):
        return settled(False, audit, "planned")
    return dated(audit, "work_ended", clock)


def _day(audit: Audit) -> date:
    return known(audit.work_ended) or date.min


def _too_old(audit: Audit, age: Period | None, clock: Clock) -> bool:
    """Tell whether an audit could not be in time any more, whatever else is not known of it."""
    last = known(audit.work_ended)
    return last is not None and age is not None and not clock.within(last, age)


def _counts(audit: Audit, about: Entry | None) -> Iterator[Answer]:
    """Say whether an audit covers a subject and is of those that answer (EXI-15, second right)."""
    if isinstance(about, Service):
        yield _covers(audit, "services", about.id)
        for field in ("independent", "management_summary"):
            value = known(getattr(audit, field))
            yield lacking(audit, field) if value is None else settled(value, audit, field)
    elif isinstance(about, Actor):
        yield _covers(audit, "populations", about.id)


def _covers(audit: Audit, field: str, subject: str) -> Answer:
    covered = known(getattr(audit, field))
    return lacking(audit, field) if covered is None else settled(subject in covered, audit, field)


def _age(kind: AuditKind, clock: Clock) -> Period | None:
    """Give the period within which a kind of audit must be done again; None where none is in force."""
    clock.watch(*changes(AGES[kind]))
    try:
        return period(AGES[kind], clock.as_of).value
    except NotInForceError:
        return None


def _urgency(last: Audit | None, due: date | None, doubtful: bool, clock: Clock) -> Urgency:
    if due is not None and not clock.reached(due):
        return Urgency.COMING
    if doubtful or (last is not None and due is None):
        return Urgency.UNKNOWN
    return Urgency.NEVER_DONE if due is None else Urgency.OVERDUE


def planned_audits(audits: Iterable[Audit], about: Entry | None, clock: Clock) -> tuple[Audit, ...]:
    """List the audits to come that cover a subject or may, by the day for which they are planned.

    One whose work has ended is no longer to come, whatever was planned; one whose day has passed without
    it stays: it is late.
    """
    awaited = {
        audit.id: (planned, audit)
        for audit in audits
        if (planned := known(audit.planned)) is not None
        and ended(audit, clock).truth is not Truth.TRUE
        and _may_cover(audit, about)
    }
    return tuple(audit for _, audit in sorted(awaited.values(), key=lambda pair: (pair[0], pair[1].id)))


def _may_cover(audit: Audit, about: Entry | None) -> bool:
    if isinstance(about, Service):
        return _covers(audit, "services", about.id).truth is not Truth.FALSE
    if isinstance(about, Actor):
        return _covers(audit, "populations", about.id).truth is not Truth.FALSE
    return True
