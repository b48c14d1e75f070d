"""Where each thing of a system's map stands: columns from the outside to what is lost, zones as bands.

Boxes never overlap: each column is a pile. Lines bend in the gutters between columns and cross a column
level, in a place of their own; the steps of the path are written below.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hygie.drawings.canvas import SIGN, Box, Look, Point
from hygie.drawings.lettering import BODY, TITLE
from hygie.drawings.system_layers import Item, Layers, layers_of
from hygie.drawings.system_map import Gate, Graph, Node, SystemPicture, graph_of
from hygie.drawings.transfer_layout import Label
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

COLUMN = 142.0
GUTTER = 42.0
MARGIN = 10.0
"""Between a band and what stands in it."""

PAD, GAP, TRUNK = 7.0, 14.0, 10.0
LEAST_WIDTH = 960.0
MOST_GATES = 2
MOST_STEPS = 16
GATE = 14.0
"""The width of the sign of a gate."""

_PULLS = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """A box of the map: its labels, the frame of its steps' numbers, the signs of its gates."""

    box: Box
    look: Look
    labels: tuple[Label, ...]
    badge: Box | None = None
    gates: tuple[tuple[Point, bool], ...] = ()
    sign: Point | None = None
    on_path: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, in pairs from the left; of two points in one column when ``reach`` is not 0."""

    points: tuple[Point, ...]
    arrows: tuple[bool, bool] = (False, False)
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


def layout_of(shown: SystemPicture, voice: Voice) -> Layout:
    """Place what a map shows."""
    graph = graph_of(shown)
    return _Arranged(shown, graph, layers_of(graph), voice).layout()


@dataclass
class _Pile:
    """The items of a column with their heights and tops, and those that begin another zone."""

    items: list[Item]
    heights: list[float]
    breaks: set[int]
    tops: list[float] = field(default_factory=list)

    def gaps(self, number: int) -> float:
        """Give the room below the item before this one."""
        return GAP + 2 * MARGIN + TITLE.leading * 2 if number in self.breaks else GAP

    @property
    def height(self) -> float:
        """The height of the pile at its tightest."""
        return sum(self.heights) + sum(self.gaps(number) for number in range(1, len(self.items)))

    def stack(self, top: float) -> None:
        """Pile the items tightly from ``top``."""
        self.tops = []
        for number, height in enumerate(self.heights):
            self.tops.append(top if not number else self.tops[-1] + self.heights[number - 1] + self.gaps(number))
            del height

    def pull(self, wanted: Sequence[float], top: float, bottom: float) -> None:
        """Bring tops near those that are wanted, in the same order, between two heights."""
        tops = list(wanted)
        for number in range(len(tops)):
            above = top if not number else tops[number - 1] + self.heights[number - 1] + self.gaps(number)
            tops[number] = max(tops[number], above)
        for number in reversed(range(len(tops))):
            below = bottom if number == len(tops) - 1 else tops[number + 1] - self.gaps(number + 1)
            tops[number] = min(tops[number], below - self.heights[number])
        self.tops = tops


class _Arranged:
    """Sizes first, then the piles, then the lines between them."""

    def __init__(self, shown: SystemPicture, graph: Graph, layers: Layers, voice: Voice) -> None:
        self._shown, self._graph, self._layers, self._voice = shown, graph, layers, voice
        used = [number for number, groups in enumerate(layers.columns) if groups]
        spare = LEAST_WIDTH - 2 * MARGIN - len(used) * COLUMN
        self._gutter = max(GUTTER, spare / max(1, len(used) - 1))
        self._x = {
            column: MARGIN + 1 + place * (COLUMN + self._gutter) for place, column in enumerate(used)
        }
        self._width = self._x[used[-1]] + COLUMN + MARGIN + 1
        self._sized = [self._size(number) for number in range(len(graph.nodes))]
        self._bands = self._band_columns()
        titles = [len(lines) for _, lines in self._bands.values()]
        self._top = 1 + (PAD + TITLE.leading * max(titles) if titles else 0) + MARGIN
        self._piles = {column: self._pile(column) for column in used}
        self._bottom = self._top + max(pile.height for pile in self._piles.values())
        self._settle()

    def layout(self) -> Layout:
        """Give everything with its place."""
        nodes = self._nodes()
        notes = list(self._notes(self._bottom + 2 * MARGIN + 2))
        height = max((label.box.bottom for label in notes), default=self._bottom + MARGIN) + 2
        bands = list(self._band_boxes())
        return Layout(
            self._width,
            height,
            tuple(box for box, _ in bands),
            (*(label for _, label in bands), *notes),
            tuple(nodes[number] for number in sorted(nodes)),
            tuple(self._lines(nodes)),
        )

    # -- boxes -------------------------------------------------------------------------------------

    def _size(self, number: int) -> Placed:
        """Set the texts of a node into a box whose top left corner is at the origin."""
        node = self._graph.nodes[number]
        if node.kind == "outcome":
            return self._outcome()
        room = COLUMN - 2 * PAD
        labels = [Label(Point(PAD, PAD), TITLE.wrap(node.name, room, 2), TITLE)]
        y = labels[0].box.bottom
        if words := self._number(node):
            labels.append(Label(Point(PAD, y), BODY.wrap(words, room, 1), BODY, quiet=True))
            y = labels[-1].box.bottom
        badge = None
        if node.steps:
            label = Label(Point(PAD + 8, y + 5), BODY.wrap(_ranges(node.steps), room - 16, 1), BODY)
            badge = Box(PAD, y + 3, label.box.width + 16, BODY.leading + 4)
            labels.append(label)
            y = badge.bottom
        gates = []
        for gate, lines in self._gate_lines(node, room - GATE - 5):
            label = Label(Point(PAD + GATE + 5, y + 4), lines, BODY, quiet=True)
            if gate is not None:
                gates.append((Point(PAD, y + 6), gate.closed))
            labels.append(label)
            y = label.box.bottom
        look: Look = "plain"
        box = Box(0, 0, COLUMN, y + PAD)
        return Placed(box, look, tuple(labels), badge, tuple(gates), on_path=bool(node.steps))

    def _number(self, node: Node) -> str:
        count = f"× {self._voice.number(node.count)}" if node.count > 1 else ""
        if node.classes == 1:
            return count
        kinds = self._voice.count(*N_plural("{count} component", "{count} components"), node.classes)
        return f"{kinds}, {count}" if node.count > node.classes else kinds

    def _gate_lines(self, node: Node, room: float) -> Iterator[tuple[Gate | None, tuple[str, ...]]]:
        for gate in node.gates[:MOST_GATES]:
            words = N_("{control}: closed") if gate.closed else N_("{control}: open")
            yield gate, BODY.wrap(self._voice.say(words, control=gate.name), room, 2)
        if more := len(node.gates) - MOST_GATES:
            if more > 0:
                yield None, BODY.wrap(self._voice.count(*N_plural("{count} more", "{count} more"), more), room, 1)

    def _outcome(self) -> Placed:
        outcome = self._shown.outcome
        signed = outcome.look != "plain"
        indent = SIGN + 6 if signed else 0
        room = COLUMN - 2 * PAD
        labels = [Label(Point(PAD + indent, PAD), TITLE.wrap(outcome.title, room - indent, 3), TITLE)]
        y = labels[0].box.bottom
        for line in outcome.lines:
            labels.append(Label(Point(PAD, y + 2), BODY.wrap(line, room, 4), BODY))
            y = labels[-1].box.bottom
        sign = Point(PAD, PAD + 2) if signed else None
        return Placed(Box(0, 0, COLUMN, y + PAD), outcome.look, tuple(labels), sign=sign)

    def _nodes(self) -> dict[int, Placed]:
        found = {}
        for column, pile in self._piles.items():
            for item, top in zip(pile.items, pile.tops, strict=True):
                if not item.is_trunk:
                    found[item.node] = _moved(self._sized[item.node], self._x[column], top)
        return found

    # -- piles -------------------------------------------------------------------------------------

    def _pile(self, column: int) -> _Pile:
        pile = _Pile([], [], set())
        for position, (_, items) in enumerate(self._layers.columns[column]):
            if position:
                pile.breaks.add(len(pile.items))
            pile.items += items
            pile.heights += [TRUNK if item.is_trunk else self._sized[item.node].box.height for item in items]
        return pile

    def _settle(self) -> None:
        """Pile each column, then bring what is joined to the same height, as far as there is room."""
        for pile in self._piles.values():
            pile.stack(self._top + (self._bottom - self._top - pile.height) / 2)
        joined: dict[Item, list[Item]] = defaultdict(list)
        for route in self._layers.routes:
            ends = [Item(route.left, self._column(route.left)), *route.through]
            ends.append(Item(route.right, self._column(route.right)))
            weight = 3 if route.wire.towards else 1
            for left, right in zip(ends[:-1], ends[1:], strict=True):
                joined[left] += [right] * weight
                joined[right] += [left] * weight
        for turn in range(_PULLS):
            order = list(self._piles.values())
            for pile in order if turn % 2 == 0 else reversed(order):
                if not pile.breaks:
                    self._pull(pile, joined)
        for pile in self._piles.values():
            if pile.breaks:
                pile.stack(self._top)

    def _pull(self, pile: _Pile, joined: Mapping[Item, list[Item]]) -> None:
        centres = self._centres()
        wanted = []
        for item, top, height in zip(pile.items, pile.tops, pile.heights, strict=True):
            others = [centres[each] for each in joined.get(item, ()) if each.column != item.column]
            wanted.append(sum(others) / len(others) - height / 2 if others else top)
        pile.pull(wanted, self._top, self._bottom)

    def _centres(self) -> dict[Item, float]:
        return {
            item: top + height / 2
            for pile in self._piles.values()
            for item, top, height in zip(pile.items, pile.tops, pile.heights, strict=True)
        }

    def _column(self, node: int) -> int:
        return next(
            column for column, pile in self._column_of.items() if node in pile
        ) if False else self._columns_by_node[node]

    # -- bands -------------------------------------------------------------------------------------

    def _band_columns(self) -> dict[int, tuple[tuple[int, int], tuple[str, ...]]]:
        raise NotImplementedError

    def _band_boxes(self) -> Iterator[tuple[Box, Label]]:
        raise NotImplementedError

    # -- lines -------------------------------------------------------------------------------------

    def _lines(self, nodes: Mapping[int, Placed]) -> Iterator[Line]:
        raise NotImplementedError

    # -- below -------------------------------------------------------------------------------------

    def _notes(self, top: float) -> Iterator[Label]:
        raise NotImplementedError


def _moved(placed: Placed, x: float, y: float) -> Placed:
    def at(point: Point) -> Point:
        return Point(point.x + x, point.y + y)

    return replace(
        placed,
        box=placed.box._replace(x=x, y=y),
        labels=tuple(replace(label, at=at(label.at)) for label in placed.labels),
        badge=placed.badge and placed.badge._replace(x=placed.badge.x + x, y=placed.badge.y + y),
        gates=tuple((at(point), closed) for point, closed in placed.gates),
        sign=placed.sign and at(placed.sign),
    )


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers shortly: 1–3, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
