"""What the room of hosting computes, as rules of several referentials speak of it."""

from collections.abc import Callable
from datetime import date

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.actors import Actor, Certificate, Storage
from hygie.dossier.vocabulary.base import known
from hygie.hosting.answers import Answer
from hygie.hosting.certificates import InForce, Scheme, in_force_of
from hygie.hosting.participants import takes_part
from hygie.hosting.transfers import Transfer
from hygie.kernel.parameters import Country, Parameter, Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.questions import lacking
from hygie.referentials.verdict import Check, every, some


def check_of(
    facts: Facts, answer: Answer, codes: tuple[str, str], path: Path | None = None, /, **about: Parameter
) -> Check:
    """Turn an answer into a check: ``codes`` if it is true, and if it is false.

    Without a path, the reason points to the last fact that decides, the most particular one.
    """
    if answer.truth is Truth.UNKNOWN:
        return lacking(facts, answer.lacks)
    if path is None:
        fact = answer.because[-1]
        path = facts.path(fact.entry, fact.field)
    return facts.says(answer.truth, codes[0 if answer.truth is Truth.TRUE else 1], path, **about)


def aside(facts: Facts, answer: Answer) -> Check:
    """Answer whether something is out of question, without a reason: the other half of an implication."""
    return lacking(facts, answer.lacks) if answer.truth is Truth.UNKNOWN else Check(~answer.truth)


def participation(actor: Actor, facts: Facts) -> Check:
    """Answer whether a subcontractor takes part in the hosting; unknown while its services are."""
    value = takes_part(actor)
    if value is Truth.UNKNOWN:
        return facts.lacks(actor, "services")
    code = "subcontractor_takes_part" if value is Truth.TRUE else "subcontractor_takes_no_part"
    return facts.says(value, code, facts.path(actor, "services"), actor=actor.name)


def some_in_force(
    facts: Facts, actor: Actor, scheme: Scheme, also: Callable[[Certificate], Check] | None = None
) -> Check:
    """Answer whether one certificate of an actor is in force and answers ``also``; false of none."""
    found = in_force_of(actor, scheme, facts.clock)
    if found is None:
        return facts.lacks(actor, "certificates")
    if not found:
        path = facts.path(actor, "certificates")
        return facts.says(False, "no_certificate", path, actor=actor.name, scheme=Term("scheme", scheme))
    return some(
        every((why_not(item, actor, facts), *(() if also is None else (also(item.certificate),))))
        for item in found
    )


def why_not(item: InForce, actor: Actor, facts: Facts) -> Check:
    """Answer whether a certificate of an actor is in force, with what is wrong when it is not."""
    if item.truth is Truth.UNKNOWN:
        return lacking(facts, item.lacks)
    path = facts.path(item.certificate, item.field)
    about: dict[str, Parameter] = {"actor": actor.name, "certificate": name_of(item.certificate)}
    if item.flaw == "suspended":
        return facts.says(False, "certificate_suspended", path, **about)
    day: date = getattr(item.certificate, item.field)  # the day that decided
    if item.flaw is None:
        return facts.says(True, "certificate_in_force", path, day=day, **about)
    return facts.says(False, f"certificate_{item.flaw}", path, day=day, **about)


def name_of(certificate: Certificate) -> str:
    """Name a certificate for people: its number, else its id."""
    return known(certificate.number) or certificate.id


def stored_inside(place: Transfer, facts: Facts) -> Check:
    """Answer whether a storage that is in use, with health data, is in the EEA (EXI-28, c1)."""
    about = storage_named(place)
    if place.country is not None:
        about["country"] = Country(place.country)
    inside = check_of(facts, place.outside.negated(), ("storage_in_eea", "storage_outside_eea"), **about)
    return some((aside(facts, place.concerned), inside))


def storage_named(place: Transfer) -> dict[str, Parameter]:
    """Name a storage for people: whose it is, and its site, else its id."""
    site = known(place.entry.site) if isinstance(place.entry, Storage) else None
    return {"actor": place.actor.name, "storage": site or place.entry.id}
