"""The record of processing (GDPR art. 30): its two parts, and what the rest of the dossier adds to it."""

from collections.abc import Iterator
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
from hygie.hosting.answers import Answer, both, lacking, settled
from hygie.hosting.lack import Lack
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


class Found(NamedTuple):
    """A transfer that accesses and storage places make of a processing; ``certain`` or to be confirmed."""

    transfer: Transfer
    certain: bool


class ComputedTransfers(NamedTuple):
    """The transfers of a processing according to the actors' accesses and storage places.

    ``undeclared`` lists the countries of certain ones that the record does not name, though it gives its
    transfers; ``lacks`` says which lists of actors are not given.
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


def processors_of(processing: Processing, declared: Declarations) -> tuple[Actor, ...]:
    """List the other processors: who hosts the product, works for the service, or is named as a means."""
    service = service_of(processing, declared)
    means = {ref.partition(":")[2] for ref in known(processing.means) or () if ref.startswith("actor:")}
    hosts = {actor.id for actor in _hosts(processing, declared)}
    return tuple(
        actor
        for actor in known(declared.actors) or ()
        if actor.id in means | hosts
        or (
            service is not None
            and actor.role == "subcontractor"
            and service.id in (known(actor.services) or ())
        )
    )


def controls_of(processing: Processing, declared: Declarations) -> tuple[Control, ...]:
    """List the controls of a processing and of the service or the product that carries it, each once."""
    holders = (processing, service_of(processing, declared), product_of(processing, declared))
    found = (control for holder in holders if holder is not None for control in known(holder.controls) or ())
    return tuple({control.id: control for control in found}.values())


def computed_transfers(processing: Processing, declared: Declarations, clock: Clock) -> ComputedTransfers:
    """Find the transfers of a processing among the accesses and the storage places of those who carry it."""
    service = service_of(processing, declared)
    found = [*_through_product(processing, declared, clock)]
    lacks: list[Lack] = []
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
    return ComputedTransfers(kept, _undeclared(processing, kept), tuple(lacks))


def _concerns(transfer: Transfer, service: Service) -> Answer:
    services = known(transfer.entry.services)
    if services is None:
        return lacking(transfer.entry, "services")
    return settled(service.id in services, transfer.entry, "services")


def _through_product(
    processing: Processing, declared: Declarations, clock: Clock
) -> Iterator[tuple[Transfer, Answer]]:
    """Give what those who host the product do with it; their services are not those of this dossier."""
    for actor in _hosts(processing, declared):
        for each in (*accesses_by(actor, clock), *storages_by(actor, clock)):
            yield each, Answer(Truth.TRUE)


def _hosts(processing: Processing, declared: Declarations) -> tuple[Actor, ...]:
    product = product_of(processing, declared)
    named = {item.host for item in known(product.hosting) or ()} if product is not None else set()
    return tuple(actor for actor in known(declared.actors) or () if actor.id in named)


def _undeclared(processing: Processing, found: tuple[Found, ...]) -> tuple[str, ...]:
    declared = known(processing.transfers)
    if declared is None:
        return ()
    named = {item.country for item in declared}
    certain = {each.transfer.country for each in found if each.certain and each.transfer.country is not None}
    return tuple(sorted(certain - named))
