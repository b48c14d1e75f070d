"""What a map of transfers says, in words: for those who do not see it, and those who would rather read."""

from collections.abc import Iterator

from hygie.drawings.transfer_map import ActorNode, Graph, PlaceNode, Zone
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

_STORED: dict[Zone, str] = {
    "inside": N_("Stored inside the EEA: {places}."),
    "outside": N_("Stored outside the EEA: {places}."),
    "unknown": N_("Stored in a place that is not known: {places}."),
}
_ALWAYS: tuple[Zone, ...] = ("inside", "outside")


def in_words(graph: Graph, voice: Voice) -> str:
    """Say everything that a map shows, in full: first where data is, then each actor's accesses."""
    return " ".join((*_storage(graph, voice), *(_accesses(actor, graph, voice) for actor in graph.actors)))


def _storage(graph: Graph, voice: Voice) -> Iterator[str]:
    for zone, template in _STORED.items():
        places = [
            _place(index, place, graph, voice)
            for index, place in enumerate(graph.kept_in)
            if place.zone == zone
        ]
        if places or zone in _ALWAYS:
            yield voice.say(template, places="; ".join(places) or voice.say(N_("none declared")))


def _place(index: int, place: PlaceNode, graph: Graph, voice: Voice) -> str:
    sites = ", ".join(
        f"{detail} × {voice.number(count)}" if count > 1 else detail for detail, count in place.details
    )
    keepers = ", ".join(_name(actor) for actor in graph.actors if index in actor.kept_in)
    return voice.say(
        N_("{country} ({sites}; {actors})"), country=", ".join(place.names), sites=sites, actors=keepers
    )


def _accesses(actor: ActorNode, graph: Graph, voice: Voice) -> str:
    if not actor.bases:
        return voice.say(N_("{actor}: no remote access declared."), actor=_name(actor))
    accesses = "; ".join(
        voice.say(
            N_("{country}, {basis}"),
            country=", ".join(graph.reached_from[basis.place].names),
            basis=f"{basis.words} (× {voice.number(basis.times)})" if basis.times > 1 else basis.words,
        )
        for basis in actor.bases
    )
    return voice.say(N_("{actor}: remote access from {accesses}."), actor=_name(actor), accesses=accesses)


def _name(actor: ActorNode) -> str:
    return ", ".join(actor.names)
