"""Whether a SecNumCloud 3.2 qualification covers an activity on the clock's day (EXI-31)."""

from hygie.dossier.vocabulary.actors import Actor, Qualification
from hygie.dossier.vocabulary.base import day, known
from hygie.hosting.answers import NO, Answer, both, dated, either, lacking, settled
from hygie.kernel.clock import Clock

SECNUMCLOUD = "3.2"
"""The version that EXI-31 names; any other one counts as no qualification."""


def qualified(actor: Actor, activity: int, clock: Clock) -> Answer:
    """Tell whether an actor holds a SecNumCloud 3.2 qualification that covers an HDS activity (1 to 6)."""
    qualifications = known(actor.qualifications)
    if qualifications is None:
        return lacking(actor, "qualifications")
    if not qualifications:
        return settled(False, actor, "qualifications")
    return either(covers(qualification, activity, clock) for qualification in qualifications)


def fully_qualified(actor: Actor, activities: frozenset[int], clock: Clock) -> Answer:
    """Tell whether all of an actor's activities are covered, as column 4 of the guarantee table asks."""
    return both(qualified(actor, activity, clock) for activity in sorted(activities)) if activities else NO


def covers(qualification: Qualification, activity: int, clock: Clock) -> Answer:
    """Tell whether a qualification is of version 3.2, in force, and covers an HDS activity."""
    scope = known(qualification.activities)
    in_scope = (
        lacking(qualification, "activities")
        if scope is None
        else settled(activity in scope, qualification, "activities")
    )
    granted = dated(qualification, "granted", clock)
    return both((_of_version(qualification), granted, _running(qualification, clock), in_scope))


def _of_version(qualification: Qualification) -> Answer:
    version = known(qualification.version)
    if version is None:
        return lacking(qualification, "version")
    return settled(version.strip().lower().removeprefix("v").strip() == SECNUMCLOUD, qualification, "version")


def _running(qualification: Qualification, clock: Clock) -> Answer:
    last = day(qualification.expires)
    if last is None:
        return lacking(qualification, "expires")
    return settled(clock.valid_through(last), qualification, "expires")
