"""What a map of transfers shows: who keeps health data where, and from where it can be reached on what basis.

Plain data, in words already chosen. Identical things are one: accesses of one actor from one country on
one basis, always; actors and countries that differ by their name alone, when the map would be too large.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hygie.drawings.canvas import Look

Zone = Literal["inside", "outside", "unknown"]
"""Where a place is: in the EEA, outside it, or nobody says where."""

ZONES: tuple[Zone, ...] = ("inside", "outside", "unknown")


class Place(NamedTuple):
    """A country, or words for one that is not known."""

    name: str
    zone: Zone


class Actor(NamedTuple):
    """Somebody who takes part, or may (``certain`` false)."""

    key: str
    name: str
    role: str
    certain: bool = True


class Storage(NamedTuple):
    """A place where an actor keeps health data; ``detail`` is the site."""

    place: Place
    actor: str
    detail: str


class Access(NamedTuple):
    """A remote access of an actor, what it rests on, and how that stands."""

    place: Place
    actor: str
    basis: str
    look: Look


@dataclass(frozen=True, slots=True)
class TransferMap:
    """Everything that one map shows; ``actor`` of storages and accesses is the key of one of ``actors``."""

    actors: tuple[Actor, ...]
    storages: tuple[Storage, ...] = ()
    accesses: tuple[Access, ...] = ()

    def of(self, actors: Iterable[Actor]) -> "TransferMap":
        """Keep what concerns some actors."""
        kept = tuple(actors)
        keys = {actor.key for actor in kept}
        return TransferMap(
            kept,
            tuple(each for each in self.storages if each.actor in keys),
            tuple(each for each in self.accesses if each.actor in keys),
        )


class Basis(NamedTuple):
    """Identical accesses of one node of actors: how many, on what basis, from which node of places."""

    words: str
    look: Look
    place: int
    times: int


class ActorNode(NamedTuple):
    """An actor, or several that differ by their name alone."""

    actors: tuple[Actor, ...]
    bases: tuple[Basis, ...]
    kept_in: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those that it stands for."""
        return tuple(actor.name for actor in self.actors)


class PlaceNode(NamedTuple):
    """A country, or several that differ by their name alone; ``details`` are its sites with their number."""

    names: tuple[str, ...]
    zone: Zone
    details: tuple[tuple[str, int], ...] = ()


class Graph(NamedTuple):
    """The nodes of a map: actors in the middle, places by their index on either side."""

    actors: tuple[ActorNode, ...]
    kept_in: tuple[PlaceNode, ...]
    reached_from: tuple[PlaceNode, ...]


Profile = tuple[object, ...]


def graph_of(shown: TransferMap, *, merged: bool) -> Graph:
    """Make the nodes of a map; ``merged`` makes one of actors, then of countries, that are identical."""
    groups = _actors(shown, merged=merged)
    node_of = {actor.key: index for index, group in enumerate(groups) for actor in group}
    counts = Counter((node_of[each.actor], each.place, each.basis, each.look) for each in shown.accesses)
    reached, place_of = _reached(counts, merged=merged)
    kept, keeper_of = _kept(shown.storages, node_of)
    bases: dict[int, Counter[tuple[int, str, Look]]] = defaultdict(Counter)
    for (node, place, words, look), count in counts.items():
        bases[node][place_of[place], words, look] += count
    actors = tuple(
        ActorNode(
            group,
            tuple(
                Basis(words, look, place, count)
                for (place, words, look), count in sorted(bases[index].items(), key=lambda item: item[0])
            ),
            tuple(sorted(keeper_of[index])),
        )
        for index, group in enumerate(groups)
    )
    return Graph(actors, kept, reached)


def _actors(shown: TransferMap, *, merged: bool) -> tuple[tuple[Actor, ...], ...]:
    """Group actors, and put those whose accesses reach farthest last, so that few lines cross."""
    accesses: dict[str, Counter[tuple[Place, str, Look]]] = defaultdict(Counter)
    places: dict[str, set[Place]] = defaultdict(set)
    for access in shown.accesses:
        accesses[access.actor][access.place, access.basis, access.look] += 1
    for storage in shown.storages:
        places[storage.actor].add(storage.place)
    groups: dict[Profile, list[Actor]] = defaultdict(list)
    for actor in shown.actors:
        kept, reached = frozenset(places[actor.key]), frozenset(accesses[actor.key].items())
        alike = (actor.role, actor.certain, kept, reached)
        groups[alike if merged else (actor.key,)].append(actor)

    def farthest(group: list[Actor]) -> tuple[int, int, str]:
        found = accesses[group[0].key]
        zones = [ZONES.index(place.zone) for place, _, _ in found]
        nearest = min((place.name for place, _, _ in found), default="")
        return (1 + max(zones) if zones else 0), len(found), nearest

    return tuple(tuple(group) for group in sorted(groups.values(), key=farthest))


def _reached(
    counts: Iterable[tuple[int, Place, str, Look]], *, merged: bool
) -> tuple[tuple[PlaceNode, ...], dict[Place, int]]:
    """Make the nodes of the countries of access, each zone in the order of the actors that they reach."""
    profiles: dict[Place, list[tuple[int, str, Look]]] = defaultdict(list)
    for node, place, words, look in counts:
        profiles[place].append((node, words, look))
    groups: dict[Profile, list[Place]] = defaultdict(list)
    for place in sorted(profiles):
        alike = (place.zone, frozenset(profiles[place]))
        groups[alike if merged else place].append(place)

    def order(group: list[Place]) -> tuple[int, float, str]:
        nodes = [node for node, _, _ in profiles[group[0]]]
        return ZONES.index(group[0].zone), sum(nodes) / len(nodes), group[0].name

    ordered = sorted(groups.values(), key=order)
    nodes = tuple(PlaceNode(tuple(place.name for place in group), group[0].zone) for group in ordered)
    return nodes, {place: index for index, group in enumerate(ordered) for place in group}


def _kept(
    storages: Iterable[Storage], node_of: dict[str, int]
) -> tuple[tuple[PlaceNode, ...], dict[int, set[int]]]:
    """Make the nodes of the countries of storage, with their sites, and say who keeps data in which."""
    sites: dict[Place, Counter[str]] = defaultdict(Counter)
    keepers: dict[Place, set[int]] = defaultdict(set)
    for storage in storages:
        sites[storage.place][storage.detail] += 1
        keepers[storage.place].add(node_of[storage.actor])

    def order(place: Place) -> tuple[int, float, str]:
        return ZONES.index(place.zone), sum(keepers[place]) / len(keepers[place]), place.name

    ordered = sorted(sites, key=order)
    nodes = tuple(PlaceNode((place.name,), place.zone, tuple(sites[place].items())) for place in ordered)
    kept: dict[int, set[int]] = defaultdict(set)
    for index, place in enumerate(ordered):
        for node in keepers[place]:
            kept[node].add(index)
    return nodes, kept
