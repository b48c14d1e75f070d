"""The awareness plan: for each actor, who was reached, by which sessions, and what remains (EXI-10)."""

from datetime import date
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import Topic, Training
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.awareness import TOPICS, Awareness, awareness, to_come
from hygie.hosting.participants import participants
from hygie.kernel.clock import Clock


class Population(NamedTuple):
    """The people of one actor that takes part in the hosting or may, and what was done for them.

    ``treated`` are the topics of the sessions held, ``planned`` the sessions to come.
    """

    actor: Actor
    figures: Awareness
    treated: tuple[Topic, ...]
    planned: tuple[Training, ...]

    @property
    def left_out(self) -> tuple[Topic, ...]:
        """The topics that no session held dealt with."""
        return tuple(topic for topic in TOPICS if topic not in self.treated)

    @property
    def remaining(self) -> int | None:
        """How many people were not made aware, at most where something is lacking; None while not known."""
        staff = self.figures.staff
        return None if staff is None else max(staff - self.figures.attendees, 0)


def populations(declared: Declarations, clock: Clock) -> tuple[Population, ...] | None:
    """List the populations in the dossier's order; None when the actors are not known."""
    actors = participants(declared)
    return None if actors is None else tuple(_population(actor, declared, clock) for actor in actors)


def _population(actor: Actor, declared: Declarations, clock: Clock) -> Population:
    figures = awareness(actor, declared, clock)
    dealt_with = {topic for session in figures.held for topic in known(session.topics) or ()}
    coming = [one for one in known(declared.training) or () if one.actor == actor.id and to_come(one, clock)]
    return Population(
        actor,
        figures,
        tuple(topic for topic in TOPICS if topic in dealt_with),
        tuple(sorted(coming, key=lambda session: known(session.held) or date.max)),
    )
