"""Who takes part in the hosting: the host, its subcontractors, and the activities that are offered."""

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.dossier.vocabulary.services import Service
from hygie.kernel.truth import Truth


def host_of(declared: Declarations) -> Actor | None:
    """Give the host: the first actor of that role; None when no actor is declared as such."""
    return next((actor for actor in known(declared.actors) or () if actor.role == "host"), None)


def own_host(declared: Declarations) -> Actor | None:
    """Give the organisation itself as a host; None where it does not host, whoever hosts for it."""
    return host_of(declared) if "host" in declared.roles else None


def subcontractors(declared: Declarations) -> tuple[Actor, ...] | None:
    """List the subcontractors, whether they take part or not; None when the list of actors is not known."""
    actors = known(declared.actors)
    return None if actors is None else tuple(actor for actor in actors if actor.role == "subcontractor")


def takes_part(actor: Actor) -> Truth:
    """Tell whether an actor takes part in the hosting, as host or as subcontractor (HDS §7).

    The host always does. A subcontractor does when it works for at least one service; it is not known
    while its ``services`` are not. Suppliers and the certification body do not host.
    """
    if actor.role == "host":
        return Truth.TRUE
    if actor.role != "subcontractor":
        return Truth.FALSE
    services = known(actor.services)
    return Truth.UNKNOWN if services is None else Truth.of(bool(services))


def participants(declared: Declarations) -> tuple[Actor, ...] | None:
    """List those who take part or may; None when the list of actors is not known."""
    actors = known(declared.actors)
    if actors is None:
        return None
    return tuple(actor for actor in actors if takes_part(actor) is not Truth.FALSE)


def activities_of(part: Service | Actor) -> frozenset[int] | None:
    """Give the hosting activities (1 to 6) of a service or of an actor; None when they are not known."""
    activities = known(part.activities)
    return None if activities is None else frozenset(activities)


def offered_activities(declared: Declarations) -> frozenset[int] | None:
    """Give the activities of all the services offered; None while those of one service are not known."""
    services = known(declared.services)
    if services is None:
        return None
    found = [activities_of(service) for service in services]
    if any(activities is None for activities in found):
        return None
    return frozenset().union(*(activities for activities in found if activities is not None))
