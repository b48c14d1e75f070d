"""EXI-10: staff, subcontractors included, know how critical health data is (HDS §5.7.3; ISO 27001 7.3).

Each person is counted once over all sessions (``training``), and a session counts once it was held. A
population of nobody has no object. The three topics are looked for over all the sessions of a population.
"""

from collections.abc import Iterable
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import Training
from hygie.dossier.vocabulary.base import known
from hygie.hosting.awareness import TOPICS, Awareness, Extent, awareness, to_come
from hygie.hosting.participants import host_of, subcontractors
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hosting_checks import participation
from hygie.referentials.questions import spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-10"
TRAINING = ("training",)
CODES = {
    Extent.ALL: "everyone_made_aware",
    Extent.PART: "some_made_aware",
    Extent.NONE: "nobody_made_aware",
}


class Population(NamedTuple):
    """The people of one actor: whether they are concerned, and how many were made aware."""

    actor: Actor
    concerned: Check
    figures: Awareness


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: everyone at the host; c2: everyone at each subcontractor; c3: the three topics for all of them."""
    host, actors = host_of(facts.declared), subcontractors(facts.declared)
    if actors is None or host is None:
        return Decision(undetermined=facts.lacks(None, "actors"))
    own = _population(host, Check(Truth.TRUE), facts)
    others = [_population(actor, participation(actor, facts), facts) for actor in actors]
    criteria = (
        _attendance("c1", [own], facts),
        _attendance("c2", others, facts),
        _topics([own, *others], facts),
    )
    return Decision((Case(criteria),))


def _population(actor: Actor, taking_part: Check, facts: Facts) -> Population:
    """Its people are concerned if it takes part and someone works there."""
    figures = awareness(actor, facts.declared, facts.clock)
    if figures.staff is None:
        peopled = facts.lacks(actor, "staff")
    else:
        code = "staff_to_make_aware" if figures.staff else "no_staff_to_make_aware"
        path = facts.path(actor, "staff")
        peopled = facts.says(figures.staff > 0, code, path, actor=actor.name, staff=figures.staff)
    return Population(actor, every((taking_part, peopled)), figures)


def _attendance(criterion: str, people: list[Population], facts: Facts) -> Criterion:
    """Sum up populations, the worst first: nobody, not known, a part only, everyone.

    A part does not show while another population is not known: it could turn out that nobody was.
    """
    answers = [_attended(population, facts) for population in people]
    applies = _any_concerned(people, facts)
    none = [check for check, extent in answers if check.value is Truth.FALSE and extent is Extent.NONE]
    unknown = [check for check, _ in answers if check.value is Truth.UNKNOWN]
    if none or unknown:
        return Criterion(criterion, every(none or unknown), applies)
    mixed = any(check.value is Truth.FALSE for check, _ in answers)
    reserved = every((*(check for check, _ in answers), *_recent(people, facts)))
    return Criterion(criterion, reserved, applies, mixed)


def _attended(population: Population, facts: Facts) -> tuple[Check, Extent | None]:
    """Answer whether everyone of a population that is concerned was made aware, and which part was."""
    actor, figures = population.actor, population.figures
    extent = figures.extent
    if extent is None:
        lacks = [facts.lacks(lack.entry, lack.field) for lack in figures.lacks]
        answer = every(lacks) if figures.staff else facts.lacks(actor, "staff")
    else:
        counts = {"attendees": figures.attendees, "staff": figures.staff or 0}
        answer = facts.says(extent is Extent.ALL, CODES[extent], TRAINING, actor=actor.name, **counts)
    return some((spared(population.concerned), answer)), extent


def _any_concerned(people: list[Population], facts: Facts) -> Check:
    if not people:
        return facts.says(False, "no_subcontractor_to_make_aware", facts.path(None, "actors"))
    return some(population.concerned for population in people)


def _recent(people: Iterable[Population], facts: Facts) -> Iterable[Check]:
    """Reserve old sessions, unless recent ones are enough to reach everyone."""
    for population in people:
        if population.concerned.value is not Truth.TRUE:
            continue
        recent = 0
        stale = []
        for session in population.figures.held:
            age = facts.fresh(session.held, "awareness_freshness", facts.path(session, "held"))
            if age.reservations:
                stale.append(age)
            else:
                recent += known(session.attendees) or 0
        if recent < (population.figures.staff or 0):
            yield from stale


def _topics(people: list[Population], facts: Facts) -> Criterion:
    answers = (some((spared(one.concerned), _topics_of(one, facts))) for one in people)
    return Criterion("c3", every(answers), _any_concerned(people, facts))


def _topics_of(population: Population, facts: Facts) -> Check:
    """Answer whether the sessions held for a population dealt with the three topics."""
    sessions = facts.listed(facts.declared.training)
    if sessions is None:
        return facts.lacks(None, "training")
    actor = population.actor
    own = [one for one in sessions if one.actor == actor.id and not to_come(one, facts.clock)]
    treated = {topic for one in population.figures.held for topic in known(one.topics) or ()}
    left_out = tuple(Term("topic", topic) for topic in TOPICS if topic not in treated)
    if not left_out:
        return facts.says(True, "topics_treated", TRAINING, actor=actor.name)
    open_questions = [_topics_unknown(one, facts) for one in own]
    unknown = [check for check in open_questions if check.value is Truth.UNKNOWN]
    if unknown:
        return every(unknown)
    return facts.says(False, "topics_left_out", TRAINING, actor=actor.name, topics=left_out)


def _topics_unknown(session: Training, facts: Facts) -> Check:
    """Answer unknown where a session could add a topic, by its date or by its list."""
    fields = [field for field in ("held", "topics") if known(getattr(session, field)) is None]
    return facts.lacks(session, *fields) if fields else Check(Truth.TRUE)
