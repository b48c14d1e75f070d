"""Where each thing of a map of transfers stands: four columns, from storage to the countries of access.

Boxes never overlap: each column is a pile. Lines run in the gutters between columns, and nowhere else.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hygie.drawings.canvas import SIGN, Box, Look, Point
from hygie.drawings.lettering import BODY, TITLE, Lettering
from hygie.drawings.transfer_map import ZONES, ActorNode, Basis, Graph, PlaceNode, Zone
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

WIDTH = 960.0
PAD = 8.0
GAP = 10.0
TOP = 46.0
"""Where the columns begin, under their headings."""

KEPT, ACTORS, BASES, REACHED = (
    Box(x, 0, width, 0) for x, width in ((1, 235), (296, 182), (496, 206), (765, 194))
)
"""The four columns: where they begin and how wide they are."""

MOST_SITES = 6
BAND_TITLES: dict[Zone, str] = {
    "inside": N_("Inside the EEA"),
    "outside": N_("Outside the EEA"),
    "unknown": N_("Country not known"),
}


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text: where the first begins, and how they are set."""

    at: Point
    lines: tuple[str, ...]
    lettering: Lettering
    quiet: bool = False

    @property
    def box(self) -> Box:
        """The room that it may take."""
        width = max(map(self.lettering.width, self.lines), default=0)
        return Box(self.at.x, self.at.y, width, len(self.lines) * self.lettering.leading)


@dataclass(frozen=True, slots=True)
class Node:
    """A framed box with its labels, how it stands, and where its sign is, if it has one."""

    box: Box
    look: Look
    labels: tuple[Label, ...]
    sign: Point | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A zone: its box, its title and, when nothing stands in it, what says so."""

    box: Box
    zone: Zone
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A line from one box to another, to its right."""

    start: Point
    end: Point
    look: Look
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that is drawn, with its place."""

    height: float
    headings: tuple[Label, ...]
    bands: tuple[Band, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def layout_of(graph: Graph, voice: Voice) -> Layout:
    """Place the nodes of a map."""
    placed = _Placed(graph, voice)
    return Layout(
        placed.height,
        tuple(placed.headings()),
        (*placed.kept_bands, *placed.reached_bands),
        (*placed.kept, *placed.actors, *(node for nodes in placed.bases for node in nodes), *placed.reached),
        tuple(placed.links()),
    )


class _Placed:
    """The four columns, each piled from the top, the lower ones moved down to the middle."""

    def __init__(self, graph: Graph, voice: Voice) -> None:
        self._graph, self._voice = graph, voice
        self.actors: list[Node] = []
        self.bases: list[list[Node]] = []
        bottom = self._pile_actors()
        self.kept, self.kept_bands, kept_bottom = self._pile_places(graph.kept_in, KEPT)
        self.reached, self.reached_bands, reached_bottom = self._pile_places(graph.reached_from, REACHED)
        self.height = max(bottom, kept_bottom, reached_bottom) + 2

    def headings(self) -> Iterator[Label]:
        for column, template in (
            (KEPT, N_("Where health data is stored")),
            (ACTORS, N_("Who hosts")),
            (BASES, N_("What an access rests on")),
            (REACHED, N_("From where it can be reached")),
        ):
            lines = TITLE.wrap(self._voice.say(template), column.width, 2)
            yield Label(Point(column.x, 0), lines, TITLE)

    # -- the middle: actors, and what their accesses rest on ---------------------------------------

    def _pile_actors(self) -> float:
        y = TOP
        for actor in self._graph.actors:
            labels = self._actor_labels(actor, y)
            pills = self._pile_bases(actor.bases, y)
            bottom = max(labels[-1].box.bottom + PAD, pills[-1].box.bottom if pills else y)
            look: Look = "plain" if actor.actors[0].certain else "unknown"
            self.actors.append(Node(Box(ACTORS.x, y, ACTORS.width, bottom - y), look, labels))
            self.bases.append(pills)
            y = bottom + GAP
        return y - GAP

    def _actor_labels(self, actor: ActorNode, y: float) -> tuple[Label, ...]:
        room = ACTORS.width - 2 * PAD
        count, role = len(actor.actors), actor.actors[0].role
        name = actor.names[0] if count == 1 else f"{role} × {self._voice.number(count)}"
        title = Label(Point(ACTORS.x + PAD, y + PAD), TITLE.wrap(name, room, 3), TITLE)
        below = role if count == 1 else ", ".join(actor.names)
        if not actor.actors[0].certain:
            below = f"{below} – {self._voice.say(N_('participation not determined'))}"
        under = Label(Point(title.at.x, title.box.bottom), BODY.wrap(below, room, 3), BODY, quiet=True)
        return title, under

    def _pile_bases(self, bases: Sequence[Basis], y: float) -> list[Node]:
        pills: list[Node] = []
        for basis in bases:
            pills.append(self._pill(basis, y))
            y = pills[-1].box.bottom + GAP
        return pills

    def _pill(self, basis: Basis, y: float) -> Node:
        signed = basis.look != "plain"
        x = BASES.x + PAD + (SIGN + 6 if signed else 0)
        lines = BODY.wrap(basis.words, BASES.right - PAD - x, 3)
        if basis.times > 1:
            lines = (*lines, f"× {self._voice.number(basis.times)}")
        label = Label(Point(x, y + PAD), lines, BODY)
        box = Box(BASES.x, y, BASES.width, label.box.height + 2 * PAD)
        sign = Point(BASES.x + PAD, y + PAD + 2) if signed else None
        return Node(box, basis.look, (label,), sign)

    # -- the sides: places, in the bands of their zones --------------------------------------------

    def _pile_places(self, places: Sequence[PlaceNode], column: Box) -> tuple[list[Node], list[Band], float]:
        nodes: list[Node] = []
        bands: list[Band] = []
        y = TOP
        for zone in ZONES:
            inside = [place for place in places if place.zone == zone]
            if zone == "unknown" and not inside:
                continue
            band, found = self._band(zone, inside, column, y)
            bands.append(band)
            nodes += found
            y = band.box.bottom + GAP
        return nodes, bands, y - GAP

    def _band(
        self, zone: Zone, places: Sequence[PlaceNode], column: Box, y: float
    ) -> tuple[Band, list[Node]]:
        room = column.width - 2 * PAD
        title = Label(
            Point(column.x + PAD, y + PAD),
            TITLE.wrap(self._voice.say(BAND_TITLES[zone]), room, 2),
            TITLE,
            quiet=True,
        )
        labels, nodes, bottom = [title], [], title.box.bottom
        if not places:
            empty = BODY.wrap(self._voice.say(N_("none declared")), room, 1)
            labels.append(Label(Point(title.at.x, bottom), empty, BODY, quiet=True))
            bottom = labels[-1].box.bottom
        for place in places:
            nodes.append(self._place(place, Box(column.x + PAD, bottom + PAD / 2, room, 0), column is KEPT))
            bottom = nodes[-1].box.bottom + PAD / 2
        return Band(Box(column.x, y, column.width, bottom + PAD - y), zone, tuple(labels)), nodes

    def _place(self, place: PlaceNode, box: Box, keeps: bool) -> Node:
        look = self._look(place.zone, keeps)
        signed = look != "plain"
        indent = SIGN + 6 if signed else 0
        room = box.width - 2 * PAD
        at = Point(box.x + PAD, box.y + PAD)
        count = len(place.names)
        title = place.names[0]
        if count > 1:
            title = self._voice.count(*N_plural("{count} country", "{count} countries"), count)
        lines = TITLE.wrap(title, room - indent, 2)
        labels = [Label(Point(at.x + indent, at.y), lines, TITLE)]
        under = [*BODY.wrap(", ".join(place.names), room, 3)] if count > 1 else list(self._sites(place, room))
        if under:
            labels.append(Label(Point(at.x, labels[0].box.bottom), tuple(under), BODY, quiet=True))
        height = labels[-1].box.bottom + PAD - box.y
        sign = Point(at.x, at.y + 2) if signed else None
        return Node(Box(box.x, box.y, box.width, height), look, tuple(labels), sign)

    @staticmethod
    def _look(zone: Zone, keeps: bool) -> Look:
        """Storing outside the EEA is not allowed, whatever the country; an access from there may be."""
        if zone == "unknown":
            return "unknown"
        return "refused" if keeps and zone == "outside" else "plain"

    def _sites(self, place: PlaceNode, room: float) -> Iterator[str]:
        shown = place.details if len(place.details) <= MOST_SITES else place.details[: MOST_SITES - 1]
        for detail, count in shown:
            yield from BODY.wrap(f"{detail} × {self._voice.number(count)}" if count > 1 else detail, room, 2)
        rest = sum(count for _, count in place.details[len(shown) :])
        if rest:
            more = self._voice.count(*N_plural("{count} more", "{count} more"), rest)
            yield from BODY.wrap(more, room, 1)

    # -- the lines ---------------------------------------------------------------------------------

    def links(self) -> Iterator[Link]:
        yield from self._from_storage()
        arriving: dict[int, list[tuple[Node, Basis]]] = defaultdict(list)
        for actor, node, pills in zip(self._graph.actors, self.actors, self.bases, strict=True):
            for basis, pill in zip(actor.bases, pills, strict=True):
                y = _middle(pill.box)
                yield Link(Point(node.box.right, y), Point(pill.box.x, y), basis.look)
                arriving[basis.place].append((pill, basis))
        for place, found in sorted(arriving.items(), key=lambda item: item[0]):
            box = self.reached[place].box
            for (pill, basis), y in zip(found, _ports(box, len(found)), strict=True):
                yield Link(Point(pill.box.right, _middle(pill.box)), Point(box.x, y), basis.look, arrow=True)

    def _from_storage(self) -> Iterator[Link]:
        arriving: dict[int, list[Point]] = defaultdict(list)
        for actor, node in zip(self._graph.actors, self.actors, strict=True):
            for place, y in zip(actor.kept_in, _ports(node.box, len(actor.kept_in)), strict=True):
                arriving[place].append(Point(node.box.x, y))
        for place, ends in sorted(arriving.items()):
            kept = self.kept[place]
            for end, y in zip(ends, _ports(kept.box, len(ends)), strict=True):
                yield Link(Point(kept.box.right, y), end, kept.look)


def _middle(box: Box) -> float:
    return box.y + box.height / 2


def _ports(box: Box, count: int) -> list[float]:
    """Spread the ends of lines along a side."""
    return [box.y + box.height * (number + 1) / (count + 1) for number in range(count)]
