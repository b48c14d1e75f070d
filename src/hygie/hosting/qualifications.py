"""Whether an actor is SecNumCloud 3.2 qualified for its activities on the clock's day (EXI-31)."""

from collections.abc import Iterable

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.hosting.answers import Answer, both, either, lacking, settled
from hygie.hosting.validity import secnumcloud_covers
from hygie.kernel.clock import Clock


def qualified(actor: Actor, activity: int, clock: Clock) -> Answer:
    """Tell whether an actor holds a SecNumCloud 3.2 qualification that covers an HDS activity (1 to 6)."""
    qualifications = known(actor.qualifications)
    if qualifications is None:
        return lacking(actor, "qualifications")
    if not qualifications:
        return settled(False, actor, "qualifications")
    return either(secnumcloud_covers(each, activity, clock) for each in qualifications)


def fully_qualified(actor: Actor, activities: Iterable[int], clock: Clock) -> Answer:
    """Tell whether every one of these activities is covered, as column 4 of the guarantee table asks."""
    return both(qualified(actor, activity, clock) for activity in sorted(set(activities)))
