"""The record of processing (GDPR art. 30): its two parts, and what the rest of the dossier adds to it."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.data_protection import Processing
from hygie.dossier.vocabulary.products import Product
from hygie.dossier.vocabulary.root import Declarations
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.answers import NO, YES, Answer, begun, both, either, lacking, settled
from hygie.hosting.lack import Lack
from hygie.hosting.participants import own_host
from hygie.hosting.transfers import Transfer, accesses_by, storages_by, transfer_map, unlisted
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth


class Part(Enum):
    """The part of the record in which a processing stands, or that its role is not known."""

    CONTROLLER = "controller"
    """As a controller, alone or jointly (article 30(1))."""
    PROCESSOR = "processor"
    """On behalf of others (article 30(2))."""
    UNKNOWN = "unknown"


class Processor(NamedTuple):
    """Another processor; ``certain`` or to be confirmed."""

    actor: Actor
    certain: bool


class Processors(NamedTuple):
    """The other processors of a processing; ``lacks`` says what would tell whether there are more."""

    listed: tuple[Processor, ...]
    lacks: tuple[Lack, ...]


class Found(NamedTuple):
    """A transfer that accesses and storage places make of a processing; ``certain`` or to be confirmed."""

    transfer: Transfer
    certain: bool


class ComputedTransfers(NamedTuple):
    """The transfers of a processing according to the actors' accesses and storage places.

    ``undeclared`` lists the countries of certain ones that the record does not name, though it gives its
    transfers; ``lacks`` says without which lists there may be others.
    """

    found: tuple[Found, ...]
    undeclared: tuple[str, ...]
    lacks: tuple[Lack, ...]


def part_of(processing: Processing) -> Part:
    """Tell in which part of the record a processing stands."""
    role = known(processing.role)
    if role is None:
        return Part.UNKNOWN
    return Part.PROCESSOR if role == "processor" else Part.CONTROLLER


def service_of(processing: Processing, declared: Declarations) -> Service | None:
    """Give the service through which a processing is carried out, if one is named."""
    wanted = known(processing.service)
    return next((item for item in known(declared.services) or () if item.id == wanted), None)


def product_of(processing: Processing, declared: Declarations) -> Product | None:
    """Give the product through which a processing is carried out, if one is named."""
    wanted = known(processing.product)
    return next((item for item in known(declared.products) or () if item.id == wanted), None)


def clients_of(processing: Processing, declared: Declarations) -> tuple[Client, ...]:
    """List the clients of the service or the product through which a processing is carried out."""
    service, product = service_of(processing, declared), product_of(processing, declared)
    return tuple(
        client
        for client in known(declared.clients) or ()
        if (service is not None and service.id in (known(client.services) or ()))
        or (product is not None and product.id in (known(client.products) or ()))
    )


def processors_of(processing: Processing, declared: Declarations, clock: Clock) -> Processors:
    """List the other processors: who hosts the product, works for the service, or is named as a means.

    The organisation is no processor of its own, though it may be the host of its services.
    """
    own = own_host(declared)
    others = [actor for actor in known(declared.actors) or () if own is None or actor.id != own.id]
    found = [(actor, _processes(actor, processing, declared, clock)) for actor in others]
    listed = tuple(
        Processor(actor, takes_part.truth is Truth.TRUE)
        for actor, takes_part in found
        if takes_part.truth is not Truth.FALSE
    )
    lacks = [lack for _, takes_part in found for lack in takes_part.lacks]
    if known(declared.actors) is None:
        lacks.append(Lack(None, "actors"))
    return Processors(listed, _once((*lacks, *_hosting_not_given(processing, declared))))


def _processes(actor: Actor, processing: Processing, declared: Declarations, clock: Clock) -> Answer:
    service = service_of(processing, declared)
    means = (YES for ref in known(processing.means) or () if ref == f"actor:{actor.id}")
    return either((*means, _hosts(actor, processing, declared, clock), _works_for(actor, service)))


def _works_for(actor: Actor, service: Service | None) -> Answer:
    if service is None or actor.role not in {"host", "subcontractor"}:
        return NO
    services = known(actor.services)
    return lacking(actor, "services") if services is None else Answer(Truth.of(service.id in services))


def controls_of(processing: Processing, declared: Declarations) -> tuple[Control, ...]:
    """List the controls of a processing and of the service or the product that carries it, each once."""
    holders = (processing, service_of(processing, declared), product_of(processing, declared))
    found = (control for holder in holders if holder is not None for control in known(holder.controls) or ())
    return tuple({control.id: control for control in found}.values())


def computed_transfers(processing: Processing, declared: Declarations, clock: Clock) -> ComputedTransfers:
    """Find the transfers of a processing among the accesses and the storage places of those who carry it."""
    service = service_of(processing, declared)
    found = [*_through_product(processing, declared, clock)]
    lacks = [*_not_given_by_hosts(processing, declared, clock)]
    if service is not None:
        found += [(each, _concerns(each, service)) for each in transfer_map(declared, clock)]
        for actor, matters in unlisted(declared, "remote_accesses", "storage"):
            works = known(actor.services)
            if matters.truth is not Truth.FALSE and (
                actor.role == "host" or works is None or service.id in works
            ):
                lacks += matters.lacks
    answers = [(each, both((each.is_transfer, concerns))) for each, concerns in found]
    kept = tuple(
        Found(each, answer.truth is Truth.TRUE) for each, answer in answers if answer.truth is not Truth.FALSE
    )
    return ComputedTransfers(kept, _undeclared(processing, kept), _once(lacks))


def _concerns(transfer: Transfer, service: Service) -> Answer:
    services = known(transfer.entry.services)
    if services is None:
        return lacking(transfer.entry, "services")
    return settled(service.id in services, transfer.entry, "services")


def _through_product(
    processing: Processing, declared: Declarations, clock: Clock
) -> Iterator[tuple[Transfer, Answer]]:
    """Give what those who host the product do with it; their services are not those of this dossier."""
    for actor, hosts in _hosts_of_product(processing, declared, clock):
        for each in (*accesses_by(actor, clock), *storages_by(actor, clock)):
            yield each, hosts


def _not_given_by_hosts(processing: Processing, declared: Declarations, clock: Clock) -> Iterator[Lack]:
    """Name the lists that those who host the product do not give, and that of the hosts themselves."""
    for actor, _ in _hosts_of_product(processing, declared, clock):
        for field in ("remote_accesses", "storage"):
            if known(getattr(actor, field)) is None:
                yield Lack(actor, field)
    yield from _hosting_not_given(processing, declared)


def _hosts_of_product(
    processing: Processing, declared: Declarations, clock: Clock
) -> Iterator[tuple[Actor, Answer]]:
    for actor in known(declared.actors) or ():
        hosts = _hosts(actor, processing, declared, clock)
        if hosts.truth is not Truth.FALSE:
            yield actor, hosts


def _hosts(actor: Actor, processing: Processing, declared: Declarations, clock: Clock) -> Answer:
    """Tell whether an actor hosts the product already, as far as its list of hosts tells."""
    product = product_of(processing, declared)
    hosting = (known(product.hosting) if product is not None else None) or ()
    return either(begun(item, "since", clock) for item in hosting if item.host == actor.id)


def _hosting_not_given(processing: Processing, declared: Declarations) -> Iterator[Lack]:
    product = product_of(processing, declared)
    if (
        product is not None
        and known(product.hosting) is None
        and known(product.hosts_health_data) is not False
    ):
        yield Lack(product, "hosting")


def _once(lacks: Iterable[Lack]) -> tuple[Lack, ...]:
    """Give each datum once: an entry is not to be hashed, it is told by what it is."""
    return tuple({(id(lack.entry), lack.field): lack for lack in lacks}.values())


def _undeclared(processing: Processing, found: tuple[Found, ...]) -> tuple[str, ...]:
    declared = known(processing.transfers)
    if declared is None:
        return ()
    named = {item.country for item in declared}
    certain = {each.transfer.country for each in found if each.certain and each.transfer.country is not None}
    return tuple(sorted(certain - named))
