"""Third-country laws to which those who take part are subject, and whether EXI-30 applies to each."""

from collections.abc import Iterator
from dataclasses import dataclass

from hygie.dossier.vocabulary.actors import Actor, Subjection
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.answers import YES, Answer, begun, both, dated, lacking, settled
from hygie.hosting.participants import participants
from hygie.hosting.places import adequacy_of, country_of, outside_eea
from hygie.hosting.transfers import participates
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.law import Adequacy


@dataclass(frozen=True, slots=True)
class Bond:
    """An actor subject to a country's law; ``adequacy`` is None within the EEA.

    ``holds`` says whether the actor takes part and the subjection has begun; ``at_risk`` whether the
    country's law makes EXI-30 apply. ``entry`` is the subjection, or the actor itself where its registered
    office alone makes it subject.
    """

    actor: Actor
    entry: Subjection | Actor
    country: str | None
    holds: Answer
    adequacy: Adequacy | None
    at_risk: Answer

    @property
    def applies(self) -> Answer:
        """Whether EXI-30 applies because of it."""
        return both((self.holds, self.at_risk))


def subjections(declared: Declarations, clock: Clock) -> tuple[Bond, ...]:
    """List the subjections of those who take part or may, in reading order.

    Lists that are not given are not there: see ``transfers.unlisted(declared, "subject_to")``.
    """
    return tuple(bond for actor in participants(declared) or () for bond in _bonds(actor, clock))


def subjections_of(actor: Actor, clock: Clock) -> tuple[Bond, ...]:
    """List the subjections of one actor that is known to host, whatever services it works for."""
    return tuple(_bonds(actor, clock, YES))


def _bonds(actor: Actor, clock: Clock, hosts: Answer | None = None) -> Iterator[Bond]:
    """Give the subjections declared, and that of the registered office where none is for its country."""
    declared = known(actor.subject_to)
    for subjection in declared or ():
        yield subjection_of(actor, subjection, clock, hosts)
    inside = outside_eea(actor, clock).truth is Truth.FALSE
    if not inside and all(subjection.country != country_of(actor) for subjection in declared or ()):
        yield _by_registered_office(actor, clock, hosts or participates(actor))


def _by_registered_office(actor: Actor, clock: Clock, holds: Answer) -> Bond:
    """Say whether the law of the registered office makes EXI-30 apply: an office is a subjection by itself.

    Under a partial adequacy decision, a list of subjections that is given without this country says
    nothing that protects the actor; a list that is not given may still do.
    """
    country, outside = country_of(actor), outside_eea(actor, clock)
    if country is None or outside.truth is not Truth.TRUE:
        return Bond(actor, actor, country, holds, None, outside)
    covered = None if known(actor.subject_to) is None else False
    adequacy = adequacy_of(country, covered, clock)
    if adequacy is Adequacy.PARTIAL_UNPROVEN:
        return Bond(actor, actor, country, holds, adequacy, lacking(actor, "subject_to"))
    return Bond(actor, actor, country, holds, adequacy, settled(adequacy is Adequacy.NONE, actor, "country"))


def subjection_of(actor: Actor, subjection: Subjection, clock: Clock, hosts: Answer | None = None) -> Bond:
    """Say whether one subjection makes EXI-30 apply, as of the clock's day.

    ``hosts`` says whether the actor does, where something else than its services tells it.
    """
    holds = both((hosts or participates(actor), begun(subjection, "since", clock)))
    country = country_of(subjection)
    outside = outside_eea(subjection, clock)
    if country is None or outside.truth is not Truth.TRUE:
        return Bond(actor, subjection, country, holds, None, outside)
    adequacy = adequacy_of(country, known(subjection.recipient_covered), clock)
    return Bond(actor, subjection, country, holds, adequacy, _at_risk(subjection, adequacy, clock))


def _at_risk(subjection: Subjection, adequacy: Adequacy, clock: Clock) -> Answer:
    """Read adequacy as EXI-30 does: a partial one protects the actor only with a legal analysis.

    The text does not say what a partial decision is worth here. Prudent convention: it does not
    suffice, unless an analysis that is dated, and whose day has come, is attached.
    """
    if adequacy is Adequacy.FULL:
        return settled(False, subjection, "country")
    if adequacy is Adequacy.NONE:
        return settled(True, subjection, "country")
    if adequacy is Adequacy.PARTIAL_UNPROVEN:
        return lacking(subjection, "recipient_covered")
    if subjection.legal_analysis is None:
        return settled(True, subjection, "recipient_covered")
    return dated(subjection, "legal_analysis", clock).negated()
