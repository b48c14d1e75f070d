"""The certificates that subcontractors must keep (EXI-14), and who relies on each of those subcontractors."""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.root import Declarations
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.certificates import InForce, about_to_expire, in_force_of
from hygie.hosting.lack import Lack
from hygie.kernel.clock import Clock, Span
from hygie.kernel.truth import Truth


class Urgency(IntEnum):
    """What a certificate calls for, most urgent first."""

    LOST = 0
    """Not in force, and no other one replaces it."""
    EXPIRING = 1
    """In force, or perhaps, for less than the notice."""
    UNKNOWN = 2
    IN_FORCE = 3
    REPLACED = 4
    """Not in force, and another one is."""


class Watched(NamedTuple):
    """A certificate of a subcontractor, whether it is in force, and what that calls for."""

    actor: Actor
    item: InForce
    urgency: Urgency


def watched(actors: Iterable[Actor], notice: Span, clock: Clock) -> tuple[Watched, ...]:
    """List the HDS certificates of actors, most urgent first, then by last day.

    Actors whose certificates are not known, or who have none, give nothing.
    """
    found = [
        Watched(actor, item, _urgency(item, items, notice, clock))
        for actor in actors
        for items in (in_force_of(actor, "hds", clock) or (),)
        for item in items
    ]
    return tuple(sorted(found, key=_order))


def _order(each: Watched) -> tuple[Urgency, str, str, str]:
    last_day = known(each.item.certificate.expires)
    dated = "" if last_day is None else last_day.isoformat()
    return each.urgency, dated, each.actor.name, each.item.certificate.id


def _urgency(item: InForce, items: Iterable[InForce], notice: Span, clock: Clock) -> Urgency:
    if item.truth is Truth.FALSE:
        replaced = any(other.truth is Truth.TRUE for other in items)
        return Urgency.REPLACED if replaced else Urgency.LOST
    if about_to_expire(item.certificate, notice, clock):
        return Urgency.EXPIRING
    return Urgency.UNKNOWN if item.truth is Truth.UNKNOWN else Urgency.IN_FORCE


class Relying(NamedTuple):
    """The services that a subcontractor takes part in, and the clients of those services.

    ``services`` and ``clients`` are None when they are not known; ``possible`` are clients of whom it is
    not known whether they use such a service.
    """

    services: tuple[Service, ...] | None
    clients: tuple[Client, ...] | None
    possible: tuple[Client, ...] = ()
    lacks: tuple[Lack, ...] = ()


def relying_on(actor: Actor, declared: Declarations) -> Relying:
    """Find who has to be told when a subcontractor loses its certificate."""
    wanted, clients = known(actor.services), known(declared.clients)
    offered = {service.id: service for service in known(declared.services) or ()}
    services = None if wanted is None else tuple(offered[ref] for ref in wanted if ref in offered)
    lacks = [Lack(actor, "services")] if wanted is None else []
    if clients is None:
        return Relying(services, None, lacks=(*lacks, Lack(None, "clients")))
    open_ = [client for client in clients if wanted is None or known(client.services) is None]
    lacks += [Lack(client, "services") for client in clients if known(client.services) is None]
    told = [
        client
        for client in clients
        if wanted is not None and not set(wanted).isdisjoint(known(client.services) or ())
    ]
    nobody = wanted is not None and not wanted
    return Relying(services, tuple(told), () if nobody else tuple(open_), () if nobody else tuple(lacks))
