"""The clients' points of contact, and whether each client has one (EXI-11, HDS §5.7.4)."""

import unicodedata
from enum import Enum
from typing import NamedTuple

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client, PointOfContact
from hygie.dossier.vocabulary.root import Declarations


class Standing(Enum):
    """Whether a client has a point of contact: a person or a function is enough."""

    NAMED = "named"
    NONE = "none"
    UNKNOWN = "unknown"


class Contact(NamedTuple):
    """A client with its point of contact; ``point`` is None where there is none to speak of."""

    client: Client
    standing: Standing
    point: PointOfContact | None


def contacts(declared: Declarations) -> tuple[Contact, ...] | None:
    """List the clients by name, each with its point of contact; None when the clients are not known."""
    clients = known(declared.clients)
    if clients is None:
        return None
    return tuple(
        sorted(map(_contact, clients), key=lambda each: (_sorted_as(each.client.name), each.client.id))
    )


def _contact(client: Client) -> Contact:
    point = known(client.point_of_contact)
    if point is None:
        return Contact(client, Standing.UNKNOWN, None)
    if not point.exists:
        return Contact(client, Standing.NONE, None)
    named = known(point.person) is not None or known(point.function) is not None
    return Contact(client, Standing.NAMED if named else Standing.UNKNOWN, point)


def _sorted_as(name: str) -> str:
    """Sort as people do: accents and capitals only tell apart what is otherwise alike."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    ).casefold()
