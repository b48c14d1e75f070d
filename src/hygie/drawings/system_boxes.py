"""The boxes of a system's map: what is written in each, and how large that makes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from hygie.drawings.canvas import SIGN, Box, Look, Point
from hygie.drawings.lettering import BODY, ELLIPSIS, TITLE, Lettering
from hygie.drawings.system_map import Gate, Node, Outcome
from hygie.drawings.transfer_layout import Label
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

COLUMN = 146.0
"""The width of every box."""

PAD = 7.0
SMALLER = (TITLE, Lettering(11, 15, bold=True), Lettering(10, 14, bold=True))
"""The letterings of the title of a box: the first in which every word stands whole, else the last."""

MOST_GATES = 2
_BREAKS = re.compile(r"(?<=[.\-])(?=[^.\-])")
_GATE = 19.0
"""The room of the sign of a gate."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box of the map: its labels, the frame of its steps' numbers, its gates (closed or not)."""

    box: Box
    look: Look
    labels: tuple[Label, ...]
    badge: Box | None = None
    gates: tuple[tuple[Point, bool], ...] = ()
    sign: Point | None = None

    def moved(self, x: float, y: float) -> "Placed":
        """Give the same, its top left corner elsewhere."""
        across, down = x - self.box.x, y - self.box.y

        def at(point: Point) -> Point:
            return Point(point.x + across, point.y + down)

        badge = self.badge
        return replace(
            self,
            box=self.box._replace(x=x, y=y),
            labels=tuple(replace(label, at=at(label.at)) for label in self.labels),
            badge=badge and badge._replace(x=badge.x + across, y=badge.y + down),
            gates=tuple((at(point), closed) for point, closed in self.gates),
            sign=self.sign and at(self.sign),
        )


class Boxes:
    """Sets texts into boxes, in one language."""

    def __init__(self, voice: Voice) -> None:
        """Write with a voice."""
        self._voice = voice

    def of(self, node: Node, outcome: Outcome) -> Placed:
        """Set a node into a box whose top left corner is the drawing's."""
        return self._outcome(outcome) if node.kind == "outcome" else self._component(node)

    def _component(self, node: Node) -> Placed:
        room = COLUMN - 2 * PAD
        labels = [_title(node.name, PAD, room, 3)]
        if words := self._number(node):
            labels.append(Label(Point(PAD, _end(labels)), BODY.wrap(words, room, 2), BODY))
        badge = None
        if node.steps:
            lines = BODY.wrap(ranges(node.steps), room - 16, 2)
            labels.append(Label(Point(PAD + 8, _end(labels) + 5), lines, BODY))
            inside = labels[-1].box
            badge = Box(PAD, inside.y - 2, inside.width + 16, inside.height + 4)
        gates: list[tuple[Point, bool]] = []
        for gate, lines in self._gates(node, room - _GATE):
            y = _end(labels) + (4 if gate else 0) + (3 if badge and not gates else 0)
            if gate is not None:
                gates.append((Point(PAD, y + 3), gate.closed))
            labels.append(Label(Point(PAD + _GATE, y), lines, BODY, quiet=True))
        bottom = max(_end(labels), badge.bottom if badge else 0)
        return Placed(Box(0, 0, COLUMN, bottom + PAD), "plain", tuple(labels), badge, tuple(gates))

    def _number(self, node: Node) -> str:
        count = f"×\u00a0{self._voice.number(node.copies)}" if node.copies > 1 else ""
        if node.classes == 1:
            return count
        kinds = self._voice.count(*N_plural("{count} component", "{count} components"), node.classes)
        return f"{kinds}, {count}" if node.copies > node.classes else kinds

    def _gates(self, node: Node, room: float) -> Iterator[tuple[Gate | None, tuple[str, ...]]]:
        for gate in node.gates[:MOST_GATES]:
            words = N_("{control}: in place") if gate.closed else N_("{control}: absent")
            yield gate, whole(BODY, self._voice.say(words, control=gate.name), room, 3)
        more = len(node.gates) - MOST_GATES
        if more > 0:
            words = self._voice.count(*N_plural("{count} more", "{count} more"), more)
            yield None, BODY.wrap(words, room, 1)

    @staticmethod
    def _outcome(outcome: Outcome) -> Placed:
        signed = outcome.look != "plain"
        indent = SIGN + 6 if signed else 0
        room = COLUMN - 2 * PAD
        labels = [_title(outcome.title, PAD + indent, room - indent, 3)]
        for line in outcome.lines:
            labels.append(Label(Point(PAD, _end(labels) + 2), whole(BODY, line, room, 5), BODY))
        sign = Point(PAD, PAD + 2) if signed else None
        return Placed(Box(0, 0, COLUMN, _end(labels) + PAD), outcome.look, tuple(labels), sign=sign)


def _title(words: str, x: float, room: float, most: int) -> Label:
    fitting = (each for each in SMALLER if all(each.width(word) <= room for word in words.split()))
    lettering = next(fitting, SMALLER[-1])
    return Label(Point(x, PAD), whole(lettering, words, room, most), lettering)


def whole(lettering: Lettering, text: str, room: float, most: int) -> tuple[str, ...]:
    """Set a text into lines; where it is shortened, it is after a whole word, if there is one in the line.

    A word that is wider than the room, a path for example, breaks after its dots and hyphens.
    """
    words = text.removesuffix(ELLIPSIS).split()
    pieces = " ".join(" ".join(_pieces(lettering, word, room)) for word in text.split(" "))
    lines = lettering.wrap(pieces, room, most)
    if not lines or not lines[-1].endswith(ELLIPSIS):
        return lines
    set_so_far = len("".join("".join(lines).removesuffix(ELLIPSIS).split()))
    before, space, _ = lines[-1].removesuffix(ELLIPSIS).rpartition(" ")
    if not space or set_so_far in accumulate(map(len, words)):
        return lines
    return (*lines[:-1], before.rstrip(" ,:;–") + ELLIPSIS)


def _pieces(lettering: Lettering, word: str, room: float) -> list[str]:
    pieces = [""]
    for part in _BREAKS.split(word) if lettering.width(word) > room else [word]:
        if lettering.width(pieces[-1] + part) <= room:
            pieces[-1] += part
        else:
            pieces.append(part)
    return pieces


def _end(labels: Sequence[Label]) -> float:
    return labels[-1].box.bottom


def ranges(numbers: Sequence[int]) -> str:
    """Write numbers shortly: 1–3, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
