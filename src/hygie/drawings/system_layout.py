"""Where each thing of a system's map stands: columns from the outside to what is lost, zones as bands.

Boxes never overlap: each column is a pile. Lines bend in the gutters between columns and cross a column
level, in a place of their own. The steps of the path are written below.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hygie.drawings.canvas import Box, Point
from hygie.drawings.lettering import BODY, TITLE
from hygie.drawings.system_boxes import COLUMN, PAD, Boxes, Placed, whole
from hygie.drawings.system_layers import Item, Route, layers_of
from hygie.drawings.system_map import Graph, SystemPicture
from hygie.drawings.system_piles import GAP, MARGIN, TITLES, piles_of
from hygie.drawings.transfer_layout import Label
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

GUTTER = 38.0
LEAST_WIDTH = 960.0
MOST_STEPS = 14
"""The steps that are written below the map; the list beside it has them all."""

_LEAST_REACH, _MORE_REACH = 0.4, 0.7
"""How far into the gutter goes a line between two boxes of one column: the farther, the longer it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, in pairs from the left; between two boxes of one column, ``reach`` is not 0."""

    points: tuple[Point, ...]
    arrows: tuple[bool, bool]
    reach: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that is drawn, with its place."""

    width: float
    height: float
    bands: tuple[Box, ...]
    labels: tuple[Label, ...]
    nodes: tuple[Placed, ...]
    lines: tuple[Line, ...]


def layout_of(graph: Graph, shown: SystemPicture, voice: Voice) -> Layout:
    """Place the nodes of a map."""
    return _Arranged(graph, shown, voice).layout()


class _Arranged:
    """Sizes first, then the piles, then the bands around them and the lines between them."""

    def __init__(self, graph: Graph, shown: SystemPicture, voice: Voice) -> None:
        self._graph, self._shown, self._voice = graph, shown, voice
        self._layers = layers_of(graph)
        used = [number for number, groups in enumerate(self._layers.columns) if groups]
        spare = (LEAST_WIDTH - 2 * MARGIN - 2 - len(used) * COLUMN) / max(1, len(used) - 1)
        self._gutter = max(GUTTER, spare)
        pitch = COLUMN + self._gutter
        self._x = {column: MARGIN + 1 + place * pitch for place, column in enumerate(used)}
        self._width = max(LEAST_WIDTH, self._x[used[-1]] + COLUMN + MARGIN + 1)
        boxes = Boxes(voice)
        self._sized = [boxes.of(node, shown.outcome) for node in graph.nodes]
        top = 1 + MARGIN + (PAD + TITLES * TITLE.leading if graph.zones else 0)
        self._piles, self._bottom = piles_of(self._layers, self._sized, top)
        self._y = {item: y for pile in self._piles.values() for item, y in pile.centres.items()}
        self._nodes = {
            item.node: self._sized[item.node].moved(self._x[column], y)
            for column, pile in self._piles.items()
            for item, y in zip(pile.items, pile.tops, strict=True)
            if not item.is_trunk
        }

    def layout(self) -> Layout:
        """Give everything with its place."""
        bands = list(self._bands())
        notes = list(self._notes(self._bottom + 2 * MARGIN))
        height = max((label.box.bottom for label in notes), default=self._bottom + MARGIN) + 2
        return Layout(
            self._width,
            height,
            tuple(box for box, _ in bands),
            (*(label for _, label in bands), *notes),
            tuple(self._nodes[number] for number in sorted(self._nodes)),
            tuple(self._lines()),
        )

    # -- bands -------------------------------------------------------------------------------------

    def _bands(self) -> Iterator[tuple[Box, Label]]:
        """Draw each zone round its columns, or round its part of the one that it shares."""
        members: dict[int, list[tuple[int, Placed]]] = defaultdict(list)
        for column, groups in enumerate(self._layers.columns):
            for zone, items in groups:
                if zone is not None:
                    found = (self._nodes[item.node] for item in items if not item.is_trunk)
                    members[zone] += [(column, node) for node in found]
        for zone, nodes in sorted(members.items()):
            columns = [column for column, _ in nodes]
            left = self._x[min(columns)] - MARGIN
            width = self._x[max(columns)] + COLUMN + MARGIN - left
            top, bottom = 1.0, self._bottom + MARGIN
            if self._piles[columns[0]].shared:
                head = PAD + TITLES * TITLE.leading + MARGIN
                top, bottom = self._extent(columns[0], zone, head)
            lines = whole(TITLE, self._graph.zones[zone], width - 2 * PAD, TITLES)
            label = Label(Point(left + PAD, top + PAD), lines, TITLE, quiet=True)
            yield Box(left, top, width, bottom - top), label

    def _extent(self, column: int, zone: int, head: float) -> tuple[float, float]:
        """Give the top and the bottom of a zone in a column that it shares, passing lines included."""
        pile = self._piles[column]
        items = next(items for key, items in self._layers.columns[column] if key == zone)
        tops = dict(zip(pile.items, zip(pile.tops, pile.heights, strict=True), strict=True))
        first, (last, height) = tops[items[0]][0], tops[items[-1]]
        return first - head, last + height + MARGIN

    # -- lines -------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[Line]:
        leaving, arriving = self._ports()
        for route in self._layers.routes:
            left, right = self._nodes[route.left].box, self._nodes[route.right].box
            arrows = (route.left in route.wire.towards, route.right in route.wire.towards)
            start = Point(left.right, leaving[route.left, _next(route)])
            if route.is_level:
                end = Point(right.right, leaving[route.right, _back(route)])
                part = abs(end.y - start.y) / self._bottom
                yield Line((start, end), arrows, self._gutter * (_LEAST_REACH + _MORE_REACH * part))
                continue
            points = [start]
            for item in route.through:
                x, y = self._x[item.column], self._y[item]
                points += [Point(x, y), Point(x + COLUMN, y)]
            points.append(Point(right.x, arriving[route.right, route.items[-2]]))
            yield Line(tuple(points), arrows)

    def _ports(self) -> tuple[dict[tuple[int, Item], float], dict[tuple[int, Item], float]]:
        """Spread the ends of lines along the sides of boxes, in the order of what they lead to."""
        leaving: dict[int, set[Item]] = defaultdict(set)
        arriving: dict[int, set[Item]] = defaultdict(set)
        for route in self._layers.routes:
            leaving[route.left].add(_next(route))
            if route.is_level:
                leaving[route.right].add(_back(route))
            else:
                arriving[route.right].add(route.items[-2])
        return self._spread(leaving), self._spread(arriving)

    def _spread(self, ends: Mapping[int, set[Item]]) -> dict[tuple[int, Item], float]:
        found = {}
        for node, items in ends.items():
            box = self._nodes[node].box
            ordered = sorted(items, key=lambda item: (self._y[item], item))
            for number, item in enumerate(ordered, start=1):
                found[node, item] = box.y + box.height * number / (len(ordered) + 1)
        return found

    # -- below -------------------------------------------------------------------------------------

    def _notes(self, top: float) -> Iterator[Label]:
        """Write the steps in two columns, then how to read the drawing and what it does not show."""
        room = (self._width - 2 * MARGIN - GAP) / 2
        notes = [whole(BODY, words, room, 3) for words in self._steps()]
        half = (len(notes) + 1) // 2
        y = lowest = top
        for number, lines in enumerate(notes):
            if number in (0, half):
                y = top
            label = Label(Point(MARGIN + (room + GAP if number >= half else 0), y), lines, BODY)
            yield label
            y = label.box.bottom + 2
            lowest = max(lowest, y)
        y = lowest
        for words in self._remarks():
            label = Label(
                Point(MARGIN, y + 4), whole(BODY, words, self._width - 2 * MARGIN, 2), BODY, quiet=True
            )
            yield label
            y = label.box.bottom

    def _steps(self) -> Iterator[str]:
        names = {component.key: component.name for component in self._shown.components}
        for number, step in enumerate(self._shown.steps[:MOST_STEPS], start=1):
            name = names.get(step.component)
            words = step.words
            if name:
                words = self._voice.say(N_("{component}: {words}"), component=name, words=step.words)
            yield f"{number}. {words}"

    def _remarks(self) -> Iterator[str]:
        more = len(self._shown.steps) - MOST_STEPS
        if more > 0:
            yield self._voice.count(
                *N_plural("{count} more step is in the list.", "{count} more steps are in the list."), more
            )
        if self._shown.steps:
            yield self._voice.say(
                N_("Thick line: the path, its steps numbered. Gate: a control there, in place or absent.")
            )
        if self._graph.left_out:
            forms = N_plural("{count} component is not drawn.", "{count} components are not drawn.")
            yield self._voice.count(*forms, self._graph.left_out)


def _next(route: Route) -> Item:
    return route.items[1]


def _back(route: Route) -> Item:
    return route.items[-2]
