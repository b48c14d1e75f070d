"""An SVG drawing under construction: shapes and texts, each text escaped by the XML writer, never by us.

Colours and typeface are attributes, black on white: what a printed page and any viewer show. A page may
give others by the classes (``documents/styles/drawing.css``), which then follow its theme.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from hygie.drawings.lettering import Lettering, setting_of

Look = Literal["plain", "sound", "refused", "unknown"]
"""How something stands: nothing to say, in order, not allowed, not known. Never by colour alone."""

INK, MUTED, LINE, PAPER = "#000000", "#333333", "#8C8C8C", "#FFFFFF"
ACCENT = "#0B5C66"
_PATH_STROKE = "4.5"
_THIN_STROKE = "1"
_COLOURS: dict[Look, str] = {"plain": MUTED, "sound": "#14532F", "refused": "#8A1C14", "unknown": "#3B3E70"}
_STROKES: dict[Look, str] = {"plain": "1.2", "sound": "1.4", "refused": "2.6", "unknown": "1.4"}
_DASHES: dict[Look, str] = {"unknown": "5 4", "refused": "", "sound": "", "plain": ""}

_DOT = "·"
_NOT_XML = re.compile("[^\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

HEAD = 9.0
"""The length of the head of an arrow."""

SIGN = 11.0
"""The side of a sign."""

_GATES = {True: "M2 0 L2 11 M12 0 L12 11 M2 5.5 L12 5.5", False: "M2 0 L2 11 M12 0 L12 11 M2 5.5 L8 -1"}
"""Two posts and a bar, across them or lifted."""

_SIGNS: dict[Look, str] = {
    "sound": "M1 6 L4 9.5 L10 1.5",
    "refused": "M1.5 1.5 L9.5 9.5 M9.5 1.5 L1.5 9.5",
    "unknown": "M2.5 3.5 C3 -0.5 9.5 0 8.5 3.8 C8 5.4 5.6 5.2 5.6 7.6 M5.6 9.6 L5.6 10.8",
}


class Box(NamedTuple):
    """A rectangle of a drawing."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its bottom side."""
        return self.y + self.height

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes have some surface in common."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


class Point(NamedTuple):
    """A point of a drawing."""

    x: float
    y: float


class Canvas:
    """Draws shapes one above the other."""

    def __init__(self, width: float, height: float) -> None:
        """Begin a drawing of this size; it is shown as wide as its page."""
        self._root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "drawing",
                "viewBox": f"0 0 {_number(width)} {_number(height)}",
            },
        )

    def written(self, title: str = "") -> str:
        """Give the drawing as SVG; one that stands alone has a title."""
        if title:
            element = Element("title")
            element.text = _text(title)
            self._root.insert(0, element)
            self._root.set("role", "img")
        return tostring(self._root, encoding="unicode")

    def band(self, box: Box, *, dashed: bool = False) -> None:
        """Draw a soft zone."""
        attributes = {"class": "d-band", "fill": PAPER, "stroke": LINE, "rx": "6"}
        if dashed:
            attributes["stroke-dasharray"] = "2 4"
        self._rectangle(box, attributes)

    def node(self, box: Box, look: Look) -> None:
        """Draw the frame of something; how it stands shows in the frame's weight and dashes."""
        self._rectangle(box, {"class": f"d-node d-{look}", "fill": PAPER, "rx": "5", **_stroke(look)})

    def _rectangle(self, box: Box, attributes: dict[str, str]) -> None:
        place = {
            "x": _number(box.x),
            "y": _number(box.y),
            "width": _number(box.width),
            "height": _number(box.height),
        }
        SubElement(self._root, "rect", {**place, **attributes})

    def text(self, at: Point, lines: Sequence[str], lettering: Lettering, *, quiet: bool = False) -> None:
        """Write lines, one below the other; ``at`` is the top left corner of the first."""
        for number, line in enumerate(lines):
            chosen, shown = setting_of(_text(line))
            attributes = {
                "class": "d-text d-quiet" if quiet else "d-text",
                "font-family": chosen,
                "x": _number(at.x),
                "y": _number(at.y + number * lettering.leading + lettering.size),
                "font-size": _number(lettering.size),
                "fill": MUTED if quiet else INK,
            }
            if lettering.bold:
                attributes["font-weight"] = "bold"
            SubElement(self._root, "text", attributes).text = shown

    def link(self, start: Point, end: Point, look: Look, *, arrow: bool = False) -> None:
        """Draw a line from left to right that leaves and arrives level; it stays between its two ends."""
        tip = Point(end.x - (HEAD if arrow else 0), end.y)
        middle = (start.x + end.x) / 2
        bends = " ".join(map(_at, (Point(middle, start.y), Point(middle, end.y), tip)))
        self._path(f"M{_at(start)} C{bends}", f"d-link d-{look}", {"fill": "none", **_stroke(look)})
        if arrow:
            base = (Point(tip.x, tip.y - HEAD / 2), Point(tip.x, tip.y + HEAD / 2))
            head = f"M{_at(end)} L{' L'.join(map(_at, base))} Z"
            self._path(head, f"d-head d-{look}", {"fill": _COLOURS[look]})

    def wire(self, points: Sequence[Point], *, arrows: tuple[bool, bool] = (False, False)) -> None:
        """Draw a line through points, by pairs from the left: level within a pair, a bend from pair to pair.

        ``arrows`` says at which end, first or last, it has a head; one that has any is part of the path.
        """
        thick = any(arrows)
        first, last = points[0], points[-1]
        start = Point(first.x + HEAD, first.y) if arrows[0] else first
        end = Point(last.x - HEAD, last.y) if arrows[1] else last
        self._line(_bent((start, *points[1:-1], end)), thick=thick)
        if arrows[0]:
            self._head(first, HEAD)
        if arrows[1]:
            self._head(last, -HEAD)

    def bracket(self, start: Point, end: Point, reach: float, *, arrows: tuple[bool, bool]) -> None:
        """Draw a line that leaves to the right and comes back, less than ``reach`` units away."""
        begin = Point(start.x + HEAD, start.y) if arrows[0] else start
        finish = Point(end.x + HEAD, end.y) if arrows[1] else end
        bends = (Point(start.x + reach, start.y), Point(end.x + reach, end.y), finish)
        self._line(f"M{_at(begin)} C{' '.join(map(_at, bends))}", thick=any(arrows))
        if arrows[0]:
            self._head(start, HEAD)
        if arrows[1]:
            self._head(end, HEAD)

    def _line(self, path: str, *, thick: bool) -> None:
        look = {"stroke": ACCENT if thick else LINE, "stroke-width": _PATH_STROKE if thick else _THIN_STROKE}
        self._path(path, "d-wire d-path" if thick else "d-wire", {"fill": "none", **look})

    def _head(self, tip: Point, back: float) -> None:
        """Draw the head of the path's arrow; its base is ``back`` units to the right of its tip."""
        base = (Point(tip.x + back, tip.y - HEAD * 0.7), Point(tip.x + back, tip.y + HEAD * 0.7))
        head = f"M{_at(tip)} L{' L'.join(map(_at, base))} Z"
        self._path(head, "d-head d-path", {"fill": ACCENT})

    def badge(self, box: Box) -> None:
        """Draw the frame of the numbers of steps."""
        self._rectangle(
            box, {"class": "d-badge", "fill": PAPER, "rx": "8", "stroke": ACCENT, "stroke-width": "1.8"}
        )

    def gate(self, at: Point, *, closed: bool) -> None:
        """Draw a control: a gate, closed or open."""
        look: Look = "sound" if closed else "refused"
        attributes = {
            "transform": f"translate({_at(at)})",
            "stroke": _COLOURS[look],
            "stroke-width": "2",
            "fill": "none",
        }
        self._path(_GATES[closed], f"d-gate d-{look}", attributes)

    def sign(self, at: Point, look: Look) -> None:
        """Draw the sign of how something stands: a tick, a cross, a question mark; nothing for plain."""
        if look == "plain":
            return
        attributes = {
            "transform": f"translate({_at(at)})",
            "stroke": _COLOURS[look],
            "stroke-width": "2",
            "fill": "none",
        }
        self._path(_SIGNS[look], f"d-sign d-{look}", attributes)

    def _path(self, path: str, names: str, attributes: dict[str, str]) -> None:
        SubElement(self._root, "path", {"class": names, "d": path, **attributes})


def _text(line: str) -> str:
    """Give a text as XML can hold it.

    A dot stands for an accent that begins it, which would join the mark-up: ``>`` and one of them compose.
    """
    composed = unicodedata.normalize("NFC", _NOT_XML.sub("\ufffd", line))
    return _DOT + composed[1:] if composed and unicodedata.combining(composed[0]) else composed


def _stroke(look: Look) -> dict[str, str]:
    attributes = {"stroke": _COLOURS[look], "stroke-width": _STROKES[look]}
    if _DASHES[look]:
        attributes["stroke-dasharray"] = _DASHES[look]
    return attributes


def _bent(points: Sequence[Point]) -> str:
    """Write a line through points: level in each pair but the first and the last, bent between pairs."""
    pieces = [f"M{_at(points[0])}"]
    for number in range(0, len(points) - 1, 2):
        start, end = points[number], points[number + 1]
        middle = (start.x + end.x) / 2
        pieces.append(f"C{_at(Point(middle, start.y))} {_at(Point(middle, end.y))} {_at(end)}")
        if number + 2 < len(points):
            pieces.append(f"L{_at(points[number + 2])}")
    return " ".join(pieces)


def _at(point: Point) -> str:
    return f"{_number(point.x)} {_number(point.y)}"


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
