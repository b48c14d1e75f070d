"""Who was made aware of how critical health data is (EXI-10, HDS §5.7.3): the figures, actor by actor."""

from enum import Enum
from typing import NamedTuple, get_args

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import Topic, Training
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.lack import Lack
from hygie.kernel.clock import Clock

TOPICS: tuple[Topic, ...] = get_args(Topic)
"""The three respects in which health data is critical, all of them to be dealt with."""


class Extent(Enum):
    """Which part of the people of an actor was made aware."""

    ALL = "all"
    PART = "part"
    NONE = "none"


class Awareness(NamedTuple):
    """The people of one actor (``staff``), and those who were made aware in the sessions held so far.

    ``attendees`` counts what is known; ``lacks`` says what could add to it.
    """

    staff: int | None
    attendees: int
    held: tuple[Training, ...]
    lacks: tuple[Lack, ...]

    @property
    def extent(self) -> Extent | None:
        """All, part or none of the people; None while it is not known, or where there is nobody."""
        if not self.staff:
            return None
        if self.attendees >= self.staff:
            return Extent.ALL
        if self.lacks:
            return None
        return Extent.PART if self.attendees else Extent.NONE


def awareness(actor: Actor, declared: Declarations, clock: Clock) -> Awareness:
    """Count the people of an actor who attended a session held by the clock's day, each of them once."""
    staff, sessions = known(actor.staff), known(declared.training)
    if sessions is None:
        return Awareness(staff, 0, (), (Lack(None, "training"),))
    own = [session for session in sessions if session.actor == actor.id and not to_come(session, clock)]
    held = tuple(session for session in own if known(session.held) is not None)
    lacks = tuple(lack for session in own for lack in _lacks(session))
    return Awareness(staff, sum(known(session.attendees) or 0 for session in held), held, lacks)


def to_come(session: Training, clock: Clock) -> bool:
    """Tell whether a session is known not to have been held yet."""
    day = known(session.held)
    return day is not None and not clock.reached(day)


def _lacks(session: Training) -> tuple[Lack, ...]:
    """Say what would tell how many people a session adds; one that nobody attended adds none."""
    if known(session.attendees) == 0:
        return ()
    fields = [field for field in ("held", "attendees") if known(getattr(session, field)) is None]
    return tuple(Lack(session, field) for field in fields)
