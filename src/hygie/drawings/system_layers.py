"""In which column each node of a system's map stands, and in which order.

A layered drawing in the manner of Sugiyama, Tagawa and Toda (1981): columns from the distance to the
origins, bounded by zones; a line that passes a column has a place of its own in it, so that none runs
behind a box; barycentre sweeps, so that few cross.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from hygie.drawings.system_map import Graph, Wire

MOST_COLUMNS = 6
"""Columns of components; origins and the outcome have one each, beside."""

CROWD = 3
"""A zone with more nodes a column than this takes another column, where there is one left."""

_SWEEPS = 8


class Item(NamedTuple):
    """What takes place in a column: a node, or a trunk of the lines that leave ``node`` and pass here."""

    node: int
    column: int
    is_trunk: bool = False


class Route(NamedTuple):
    """A wire from its left node to its right one: the items that it joins, trunks in between."""

    wire: Wire
    items: tuple[Item, ...]

    @property
    def left(self) -> int:
        """The node that it leaves on the left."""
        return self.items[0].node

    @property
    def right(self) -> int:
        """The node that it reaches on the right."""
        return self.items[-1].node

    @property
    def through(self) -> tuple[Item, ...]:
        """The trunks that it takes."""
        return self.items[1:-1]

    @property
    def is_level(self) -> bool:
        """Whether both nodes stand in one column."""
        return self.items[0].column == self.items[-1].column


class Layers(NamedTuple):
    """Columns of groups of items, each group a zone (its position) or what stands in none."""

    columns: tuple[tuple[tuple[int | None, tuple[Item, ...]], ...], ...]
    routes: tuple[Route, ...]


def layers_of(graph: Graph) -> Layers:
    """Place the nodes of a graph in ordered columns."""
    column = _columns(graph)
    return _Ordered(graph, column).layers()


# -- columns ---------------------------------------------------------------------------------------


def _distances(graph: Graph) -> list[int]:
    """Say how far from the outside each node is: the path runs away from it; unreached is farthest."""
    neighbours: list[list[int]] = [[] for _ in graph.nodes]
    for first, second, _ in graph.wires:
        if "outcome" not in (graph.nodes[first].kind, graph.nodes[second].kind):
            neighbours[first].append(second)
            neighbours[second].append(first)
    found = {number: 0 for number, node in enumerate(graph.nodes) if node.kind == "origin"}
    on_path = (number for number, node in enumerate(graph.nodes) if node.steps)
    course = sorted(on_path, key=lambda number: graph.nodes[number].steps[0])
    found |= {number: place for place, number in enumerate(course, start=1)}
    waiting = [(distance, number) for number, distance in found.items()]
    heapify(waiting)
    while waiting:
        distance, number = heappop(waiting)
        for other in neighbours[number]:
            if other not in found:
                found[other] = distance + 1
                heappush(waiting, (distance + 1, other))
    farthest = max(found.values(), default=0) + 1
    return [found.get(number, farthest) for number in range(len(graph.nodes))]


def _zones(graph: Graph, distances: list[int]) -> list[list[int]]:
    """Group components by zone, in the order of zones; those without one stand where they are on average."""
    groups: dict[int | None, list[int]] = {}
    for number, node in enumerate(graph.nodes):
        if node.kind == "component":
            groups.setdefault(node.zone, []).append(number)
    for members in groups.values():
        members.sort(key=lambda number: (distances[number], number))
    outside = groups.pop(None, [])
    ordered = [groups[zone] for zone in sorted(groups, key=lambda zone: -1 if zone is None else zone)]
    if outside:
        nearer = sum(_mean(distances, members) <= _mean(distances, outside) for members in ordered)
        ordered.insert(nearer, outside)
    return ordered


def _mean(distances: list[int], members: list[int]) -> float:
    return sum(distances[number] for number in members) / len(members)


def _columns(graph: Graph) -> list[int]:
    """Give the column of each node: 0 for origins, then components, then the outcome."""
    groups = _zones(graph, _distances(graph))
    found = [0] * len(graph.nodes)
    last = 0
    if len(groups) > MOST_COLUMNS:
        for position, members in enumerate(groups):
            last = 1 + position * MOST_COLUMNS // len(groups)
            for number in members:
                found[number] = last
    else:
        for members, width in zip(groups, _widths(graph, groups), strict=True):
            for number, place in _spread(graph, members, width):
                found[number] = last + 1 + place
            last += width
    for number, node in enumerate(graph.nodes):
        if node.kind == "outcome":
            found[number] = last + 1
    return found


def _spread(graph: Graph, members: list[int], width: int) -> Iterator[tuple[int, int]]:
    """Share the nodes of a zone between its columns: the path first, left to right, then the others."""
    on_path = [number for number in members if graph.nodes[number].steps]
    sizes = [0] * width
    for place, number in enumerate(on_path):
        column = place * width // len(on_path)
        sizes[column] += 1
        yield number, column
    bounds = [place * len(members) // width for place in range(width + 1)]
    room = [after - before for before, after in pairwise(bounds)]
    for number in members:
        if not graph.nodes[number].steps:
            column = next(place for place in range(width) if sizes[place] < room[place])
            sizes[column] += 1
            yield number, column


def _widths(graph: Graph, groups: list[list[int]]) -> list[int]:
    """Share the columns between zones: one each, then to the most crowded."""
    widths = [1] * len(groups)
    for _ in range(MOST_COLUMNS - len(groups)):
        crowds = [_crowd(graph, members, width) for members, width in zip(groups, widths, strict=True)]
        if not crowds or max(crowds) <= CROWD:
            break
        widths[crowds.index(max(crowds))] += 1
    return widths


def _crowd(graph: Graph, members: list[int], width: int) -> float:
    """Say how full the columns of a zone are; nodes of the path weigh double, for it runs to the right."""
    if width == len(members):
        return 0
    return sum(2 if graph.nodes[number].steps else 1 for number in members) / width


# -- order -----------------------------------------------------------------------------------------


class _Ordered:
    """Items of columns, sorted by what they are joined to, again and again; the best order is kept."""

    def __init__(self, graph: Graph, column: list[int]) -> None:
        self._graph = graph
        self._column = column
        self._routes = [self._route(wire) for wire in graph.wires]
        self._segments: list[set[tuple[Item, Item]]] = [set() for _ in range(max(column) + 1)]
        self._joined: dict[Item, tuple[list[Item], list[Item]]] = {}
        for route in self._routes:
            for left, right in pairwise(route.items):
                if left.column < right.column and (left, right) not in self._segments[left.column]:
                    self._segments[left.column].add((left, right))
                    self._joined.setdefault(left, ([], []))[1].append(right)
                    self._joined.setdefault(right, ([], []))[0].append(left)

    def _item(self, node: int) -> Item:
        return Item(node, self._column[node])

    def _route(self, wire: Wire) -> Route:
        left, right = sorted((wire.first, wire.second), key=lambda number: (self._column[number], number))
        between = range(self._column[left] + 1, self._column[right])
        trunks = (Item(left, column, is_trunk=True) for column in between)
        return Route(wire, (self._item(left), *trunks, self._item(right)))

    def layers(self) -> Layers:
        """Order the items of each column."""
        columns = self._start()
        best, least = columns, self._crossings(columns)
        for sweep in range(_SWEEPS):
            columns = self._swept(columns, rightwards=sweep % 2 == 0)
            crossings = self._crossings(columns)
            if crossings < least:
                best, least = columns, crossings
        return Layers(
            tuple(tuple((zone, tuple(items)) for zone, items in groups) for groups in best),
            tuple(self._routes),
        )

    def _start(self) -> list[list[tuple[int | None, list[Item]]]]:
        columns: list[list[tuple[int | None, list[Item]]]] = []
        for column in range(max(self._column) + 1):
            groups: dict[int | None, list[Item]] = {}
            for number, node in enumerate(self._graph.nodes):
                if self._column[number] == column:
                    groups.setdefault(node.zone, []).append(self._item(number))
            listed = sorted(groups.items(), key=lambda group: (group[0] is not None, group[0] or 0))
            trunks = dict.fromkeys(item for route in self._routes for item in route.through)
            here = [item for item in trunks if item.column == column]
            for position, item in enumerate(here):
                # Lines that pass zones that share a column do so in one of them.
                listed[position * len(listed) // len(here)][1].append(item)
            columns.append(listed)
        return columns

    def _places(self, columns: list[list[tuple[int | None, list[Item]]]]) -> dict[Item, float]:
        """Give each item its height in its column, from 0 to 1, so that columns compare."""
        found: dict[Item, float] = {}
        for groups in columns:
            items = [item for _, members in groups for item in members]
            found |= {item: (number + 0.5) / len(items) for number, item in enumerate(items)}
        return found

    def _swept(
        self, columns: list[list[tuple[int | None, list[Item]]]], *, rightwards: bool
    ) -> list[list[tuple[int | None, list[Item]]]]:
        swept = list(columns)
        side = 0 if rightwards else 1
        for column in range(len(columns)) if rightwards else reversed(range(len(columns))):
            places = self._places(swept)

            def centre(item: Item, places: dict[Item, float] = places) -> float:
                joined = self._joined.get(item, ((), ()))[side]
                return sum(places[each] for each in joined) / len(joined) if joined else places[item]

            swept[column] = [(zone, sorted(items, key=centre)) for zone, items in swept[column]]
        return swept

    def _crossings(self, columns: list[list[tuple[int | None, list[Item]]]]) -> int:
        places = self._places(columns)
        total = 0
        for segments in self._segments:
            passed: list[float] = []
            for _, right in sorted((places[left], places[right]) for left, right in segments):
                total += len(passed) - bisect_left(passed, right + 1e-9)
                insort(passed, right)
        return total
