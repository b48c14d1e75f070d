"""Draws the map of a system, with what it says in words."""

from collections.abc import Iterator

from hygie.drawings.canvas import Canvas
from hygie.drawings.system_boxes import ranges
from hygie.drawings.system_layout import Layout, layout_of
from hygie.drawings.system_map import MOST_DRAWN, Graph, Node, SystemPicture, graph_of
from hygie.drawings.transfers import Drawing
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

MOST_HEIGHT = 820.0
"""What a page shows legibly; in a higher map, more components are merged."""

_FEWER = (50, 42, 36, 30, 25, 20, 16)


def draw_system(shown: SystemPicture, voice: Voice, *, title: str = "") -> Drawing:
    """Draw a map; one that stands alone, outside a document, has a title of its own.

    Components off its path are merged as far as it takes to be legible; a long path may remain too high.
    """
    least = len({step.component for step in shown.steps})
    for most in (MOST_DRAWN, *(fewer for fewer in _FEWER if fewer > least)):
        graph = graph_of(shown, most)
        layout = layout_of(graph, shown, voice)
        if layout.height <= MOST_HEIGHT:
            break
    return Drawing(svg_of(layout, title), " ".join(_in_words(graph, shown, voice)))


def svg_of(layout: Layout, title: str = "") -> str:
    """Draw a layout: zones below, then lines, the path last, then boxes with their texts."""
    canvas = Canvas(layout.width, layout.height)
    for band in layout.bands:
        canvas.band(band)
    for line in sorted(layout.lines, key=lambda line: any(line.arrows)):
        if line.reach:
            canvas.bracket(line.points[0], line.points[1], line.reach, arrows=line.arrows)
        else:
            canvas.wire(line.points, arrows=line.arrows)
    for node in layout.nodes:
        canvas.node(node.box, node.look)
        if node.badge is not None:
            canvas.badge(node.badge)
        for at, closed in node.gates:
            canvas.gate(at, closed=closed)
        if node.sign is not None:
            canvas.sign(node.sign, node.look)
    for label in (*layout.labels, *(label for node in layout.nodes for label in node.labels)):
        canvas.text(label.at, label.lines, label.lettering, quiet=label.quiet)
    return canvas.written(title)


def _in_words(graph: Graph, shown: SystemPicture, voice: Voice) -> Iterator[str]:
    """Say what the map shows: how much, from where to where the path goes, and what it costs."""
    components = [node for node in graph.nodes if node.kind == "component"]
    total = sum(component.copies for component in shown.components)
    forms = N_plural(
        "A map of {count} component (× {total} in all), from the outside to what is lost.",
        "A map of {count} components (× {total} in all), from the outside to what is lost.",
    )
    yield voice.count(*forms, sum(node.classes for node in components), total=total)
    course = list(_course(components, shown))
    if course:
        yield voice.say(N_("The path goes through {places}."), places=" → ".join(course))
    yield ". ".join((shown.outcome.title, *shown.outcome.lines)) + "."
    if graph.left_out:
        forms = N_plural("{count} component is not drawn.", "{count} components are not drawn.")
        yield voice.count(*forms, graph.left_out)


def _course(components: list[Node], shown: SystemPicture) -> Iterator[str]:
    """Name the places of the path in order, each with the numbers of its steps."""
    first = {origin.key: origin.name for origin in shown.origins}
    yield from dict.fromkeys(first[step.origin] for step in shown.steps if step.origin in first)
    for node in sorted((node for node in components if node.steps), key=lambda node: node.steps[0]):
        yield f"{node.name} ({ranges(node.steps)})"
