"""Where the health data of given services is stored, and whether a text states it (CSP, R.1111-11, 3°)."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from hygie.dossier.vocabulary.actors import Actor, Storage
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.answers import YES, Answer, begun, both, lacking, settled
from hygie.hosting.lack import Lack
from hygie.hosting.participants import participants, takes_part
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

PlaceField = Literal["country", "site"]


class HostingPlaces(NamedTuple):
    """The storages that serve some services: those that surely do, those that may, the lists not given."""

    certain: tuple[Storage, ...] = ()
    possible: tuple[tuple[Storage, tuple[Lack, ...]], ...] = ()
    unlisted: tuple[Lack, ...] = ()

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What would tell exactly which storages serve these services."""
        return (*self.unlisted, *(lack for _, lacks in self.possible for lack in lacks))


class Comparison(NamedTuple):
    """Whether what is stated equals what is declared: what is left out, what is too much, what it lacks."""

    truth: Truth
    left_out: tuple[str, ...] = ()
    unfounded: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()


def hosting_places(declared: Declarations, services: Iterable[str], clock: Clock) -> HostingPlaces:
    """Find where health data is stored for these services, by the host and by whoever takes part."""
    actors = participants(declared)
    if actors is None:
        return HostingPlaces(unlisted=(Lack(None, "actors"),))
    wanted = frozenset(services)
    certain: list[Storage] = []
    possible: list[tuple[Storage, tuple[Lack, ...]]] = []
    unlisted: list[Lack] = []
    for actor in actors:
        storages = known(actor.storage)
        if storages is None:
            unlisted.append(Lack(actor, "storage"))
        for storage in storages or ():
            serves = _serves(storage, actor, wanted, clock)
            if serves.truth is Truth.TRUE:
                certain.append(storage)
            elif serves.truth is Truth.UNKNOWN:
                possible.append((storage, serves.lacks))
    return HostingPlaces(tuple(certain), tuple(possible), tuple(unlisted))


def _serves(storage: Storage, actor: Actor, services: frozenset[str], clock: Clock) -> Answer:
    """Tell whether health data of these services is stored there on the day."""
    health_data, used_by = known(storage.health_data), known(storage.services)
    return both(
        (
            YES if takes_part(actor) is Truth.TRUE else lacking(actor, "services"),
            lacking(storage, "health_data")
            if health_data is None
            else settled(health_data, storage, "health_data"),
            lacking(storage, "services")
            if used_by is None
            else settled(not services.isdisjoint(used_by), storage, "services"),
            begun(storage, "since", clock),
        )
    )


def compare(stated: Iterable[str], places: HostingPlaces, field: PlaceField) -> Comparison:
    """Tell whether the countries (or the sites) that are stated are exactly those of the storages.

    One that is surely used and not stated decides, and so does one that is stated and cannot be used.
    """
    written = frozenset(stated)
    certain, blank = _values(places.certain, field)
    possible, blank_possible = _values((storage for storage, _ in places.possible), field)
    left_out = certain - written
    open_ = (*places.unlisted, *blank, *blank_possible)
    unfounded = frozenset() if open_ else written - certain - possible
    if left_out or unfounded:
        return Comparison(Truth.FALSE, tuple(sorted(left_out)), tuple(sorted(unfounded)))
    if not open_ and written == certain and possible <= certain:
        return Comparison(Truth.TRUE)
    return Comparison(Truth.UNKNOWN, lacks=(*places.lacks, *blank, *blank_possible))


def _values(storages: Iterable[Storage], field: PlaceField) -> tuple[frozenset[str], tuple[Lack, ...]]:
    """Give the values of a field of several storages, and the storages that lack it."""
    values: set[str] = set()
    blank: list[Lack] = []
    for storage in storages:
        value = known(getattr(storage, field))
        if value is None:
            blank.append(Lack(storage, field))
        else:
            values.add(value)
    return frozenset(values), tuple(blank)
