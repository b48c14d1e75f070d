"""The columns of a system's map: piles of boxes and of places for lines that pass."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from hygie.drawings.lettering import TITLE
from hygie.drawings.system_boxes import Placed
from hygie.drawings.system_layers import Item, Layers

GAP = 14.0
MARGIN = 10.0
"""Between a band and what stands in it."""

TITLES = 2
"""The lines that the title of a zone may take."""

TRUNK = 10.0
"""The height of the place of a line that passes."""

_PULLS = 8
_WEIGHT_OF_PATH = 4


class Pile:
    """The items of a column: how high each is, where it begins, and which begin another zone."""

    def __init__(self, groups: Sequence[tuple[int | None, Sequence[Item]]], sized: Sequence[Placed]) -> None:
        """Pile groups of items; each group but the first begins another zone."""
        self.items = [item for _, items in groups for item in items]
        self.heights = [TRUNK if item.is_trunk else sized[item.node].box.height for item in self.items]
        ends = [sum(len(items) for _, items in groups[:number]) for number in range(1, len(groups))]
        self.shared = bool(ends)
        self._gaps = [GAP] * len(self.items)
        for number in ends:
            self._gaps[number] = GAP + 2 * MARGIN + TITLES * TITLE.leading
        self.height = sum(self.heights) + sum(self._gaps[1:])
        self.tops: list[float] = []

    def stack(self, top: float) -> None:
        """Pile the items tightly from a height."""
        self.tops = []
        for number, gap in enumerate(self._gaps):
            self.tops.append(top if not number else self.tops[-1] + self.heights[number - 1] + gap)

    def pull(self, wanted: Sequence[float], top: float, bottom: float) -> None:
        """Bring tops near those that are wanted, in the same order, between two heights."""
        tops = list(wanted)
        for number in range(len(tops)):
            above = tops[number - 1] + self.heights[number - 1] + self._gaps[number] if number else top
            tops[number] = max(tops[number], above)
        for number in reversed(range(len(tops))):
            below = tops[number + 1] - self._gaps[number + 1] if number + 1 < len(tops) else bottom
            tops[number] = min(tops[number], below - self.heights[number])
        self.tops = tops

    @property
    def centres(self) -> dict[Item, float]:
        """The height of the middle of each item."""
        middles = zip(self.items, self.tops, self.heights, strict=True)
        return {item: top + height / 2 for item, top, height in middles}


def piles_of(layers: Layers, sized: Sequence[Placed], top: float) -> tuple[dict[int, Pile], float]:
    """Pile every column that holds something, from ``top``; give where the highest pile ends too."""
    piles = {number: Pile(groups, sized) for number, groups in enumerate(layers.columns) if groups}
    bottom = top + max(pile.height for pile in piles.values())
    for pile in piles.values():
        pile.stack(top if pile.shared else top + (bottom - top - pile.height) / 2)
    joined = _joined(layers)
    free = [pile for pile in piles.values() if not pile.shared]
    for turn in range(_PULLS):
        for pile in free if turn % 2 == 0 else reversed(free):
            _pull(pile, joined, piles, (top, bottom))
    return piles, bottom


def _joined(layers: Layers) -> Mapping[Item, list[Item]]:
    joined: dict[Item, list[Item]] = defaultdict(list)
    for route in layers.routes:
        for left, right in pairwise(route.items):
            weight = _WEIGHT_OF_PATH if route.wire.towards else 1
            joined[left] += [right] * weight
            joined[right] += [left] * weight
    return joined


def _pull(
    pile: Pile, joined: Mapping[Item, list[Item]], piles: Mapping[int, Pile], room: tuple[float, float]
) -> None:
    centres = {item: centre for other in piles.values() for item, centre in other.centres.items()}
    wanted = []
    for item, top, height in zip(pile.items, pile.tops, pile.heights, strict=True):
        others = [centres[each] for each in joined.get(item, ()) if each.column != item.column]
        wanted.append(sum(others) / len(others) - height / 2 if others else top)
    pile.pull(wanted, *room)
