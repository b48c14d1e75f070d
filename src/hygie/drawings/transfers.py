"""Draws the map of transfers: as few drawings as are legible, each with what it says in words."""

from collections.abc import Iterator
from typing import NamedTuple

from hygie.drawings.canvas import Canvas
from hygie.drawings.transfer_layout import WIDTH, Label, Layout, layout_of
from hygie.drawings.transfer_map import Actor, TransferMap, graph_of
from hygie.drawings.transfer_words import in_words
from hygie.wording.voice import Voice

MOST_HEIGHT = 520.0
"""What a landscape page shows legibly; a taller map is merged, then cut in several."""


class Drawing(NamedTuple):
    """An SVG drawing, and what it says in words."""

    svg: str
    alternative: str


def draw_transfers(shown: TransferMap, voice: Voice) -> tuple[Drawing, ...]:
    """Draw a map: in one piece if it can be; else with identical things made one; else in several pieces.

    A piece holds at least one actor, however tall; a map without actors gives no drawing.
    """
    if not shown.actors:
        return ()
    if (layout := layout_of(graph_of(shown, merged=False), voice)).height <= MOST_HEIGHT:
        return (Drawing(svg_of(layout), in_words(graph_of(shown, merged=False), voice)),)
    return tuple(_merged(piece, voice) for piece in _pieces(shown, voice))


def _merged(piece: TransferMap, voice: Voice) -> Drawing:
    graph = graph_of(piece, merged=True)
    return Drawing(svg_of(layout_of(graph, voice)), in_words(graph, voice))


def _pieces(shown: TransferMap, voice: Voice) -> Iterator[TransferMap]:
    """Cut a map between actors, each piece as large as is legible; identical actors stay together."""
    piece: list[Actor] = []
    for node in graph_of(shown, merged=True).actors:
        larger = [*piece, *node.actors]
        if piece and layout_of(graph_of(shown.of(larger), merged=True), voice).height > MOST_HEIGHT:
            yield shown.of(piece)
            larger = [*node.actors]
        piece = larger
    yield shown.of(piece)


def svg_of(layout: Layout) -> str:
    """Draw a layout: zones below, then lines, then boxes with their texts."""
    canvas = Canvas(WIDTH, layout.height)
    for band in layout.bands:
        canvas.band(band.box, dashed=band.zone != "inside")
    for link in layout.links:
        canvas.link(link.start, link.end, link.look, arrow=link.arrow)
    for node in layout.nodes:
        canvas.node(node.box, node.look)
        if node.sign is not None:
            canvas.sign(node.sign, node.look)
    labels = (
        *layout.headings,
        *(label for band in layout.bands for label in band.labels),
        *(label for node in layout.nodes for label in node.labels),
    )
    for label in labels:
        _write(canvas, label)
    return canvas.written()


def _write(canvas: Canvas, label: Label) -> None:
    canvas.text(label.at, label.lines, label.lettering, quiet=label.quiet)
