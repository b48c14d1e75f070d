"""Certificates as rules speak of them: which is in force, and why another one is not."""

from collections.abc import Callable, Iterable
from datetime import date

from hygie.dossier.vocabulary.actors import Actor, Certificate
from hygie.dossier.vocabulary.base import known
from hygie.hosting.certificates import InForce, Scheme, in_force_of
from hygie.hosting.lack import Lack
from hygie.kernel.parameters import Parameter, Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Check, every, some


def lacking(facts: Facts, lacks: Iterable[Lack]) -> Check:
    """Answer unknown, for want of these data."""
    return facts.lacks_at(*(facts.path(lack.entry, lack.field) for lack in lacks))


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
