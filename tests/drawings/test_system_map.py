"""The map of a system as drawn: sound XML, nothing hostile in it, no overlap, every line in its place."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from tests.support.analyses import hardened, hospital
from tests.support.reading import pdf_text, squeezed
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, a_document

from hygie.documents.blocks import Figure
from hygie.documents.html import to_html
from hygie.documents.pdf import to_pdf
from hygie.documents.printable import printable
from hygie.documents.system_figure import picture_of
from hygie.drawings.canvas import Look
from hygie.drawings.lettering import BODY, Lettering
from hygie.drawings.system_boxes import ranges, whole
from hygie.drawings.system_layers import layers_of
from hygie.drawings.system_map import (
    Component,
    Gate,
    Origin,
    Outcome,
    Step,
    SystemPicture,
    graph_of,
)
from hygie.drawings.systems import MOST_HEIGHT, draw_system
from hygie.risk.matrix import risk_matrix
from hygie.risk.ranking import rank

DRAWN = settings(max_examples=20, deadline=None)
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    "svg": {"class", "viewBox", "role"},
    "title": set(),
    "rect": {
        "class",
        "x",
        "y",
        "width",
        "height",
        "rx",
        "fill",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
    },
    "path": {"class", "d", "fill", "stroke", "stroke-width", "stroke-dasharray", "transform"},
    "text": {"class", "x", "y", "font-family", "font-size", "fill", "font-weight"},
}
TEXTS = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        [
            HOSTILE,
            "Pompe à perfusion",
            "x" * 200,
            "\x00\x1b\ud800",
            "中文 🏥",
            "\" onload='x'",
            "électroencéphalographe",
        ]
    ),
)
LOOKS: st.SearchStrategy[Look] = st.sampled_from(["plain", "sound", "refused", "unknown"])


@st.composite
def pictures(draw: st.DrawFn, most: int = 30) -> SystemPicture:
    size = draw(st.integers(1, most))
    keys = [f"c{number}" for number in range(size)]
    zones = tuple((f"z{number}", draw(TEXTS)) for number in range(draw(st.integers(0, 8))))
    zone = st.sampled_from([None, *(key for key, _ in zones)])
    components = tuple(
        Component(key, draw(TEXTS), f"t{number % 5}", draw(zone), draw(st.sampled_from([1, 2, 3000])))
        for number, key in enumerate(keys)
    )
    a_key = st.sampled_from(keys)
    origins = tuple(
        Origin(f"o{number}", draw(TEXTS), tuple(draw(st.lists(a_key, max_size=3))))
        for number in range(draw(st.integers(0, 3)))
    )
    connections = tuple(draw(st.lists(st.tuples(a_key, a_key), max_size=2 * size)))
    an_origin = st.sampled_from([None, *(origin.key for origin in origins)])
    steps = []
    for number in range(draw(st.integers(0, 9))):
        needs = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
        steps.append(
            Step(
                draw(st.sampled_from([*keys, "elsewhere"])),
                draw(TEXTS),
                tuple(sorted(needs)),
                draw(an_origin),
            )
        )
    gates = draw(
        st.dictionaries(
            a_key, st.lists(st.builds(Gate, TEXTS, st.booleans()), max_size=4).map(tuple), max_size=4
        )
    )
    outcome = Outcome(draw(TEXTS), tuple(draw(st.lists(TEXTS, max_size=3))), draw(LOOKS))
    return SystemPicture(components, outcome, zones, origins, connections, tuple(steps), gates)


def number(element: Element, name: str) -> float:
    return float(element.attrib[name])


Box = tuple[float, float, float, float]


def rectangles(root: Element, kind: str) -> list[Box]:
    return [
        (number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"))
        for rect in root.iter(f"{SVG}rect")
        if kind in rect.attrib["class"].split()
    ]


def lines(root: Element) -> Iterator[Box]:
    for text in root.iter(f"{SVG}text"):
        size = number(text, "font-size")
        lettering = Lettering(size, size * 1.2, bold=text.get("font-weight") == "bold")
        yield (
            number(text, "x"),
            number(text, "y") - size,
            lettering.width("".join(text.itertext())),
            size * 1.2,
        )


def meet(one: Box, other: Box, slack: float = 0.05) -> bool:
    return (
        one[0] + slack < other[0] + other[2]
        and other[0] + slack < one[0] + one[2]
        and one[1] + slack < other[1] + other[3]
        and other[1] + slack < one[1] + one[3]
    )


def holds(outer: Box, inner: Box, slack: float = 0.1) -> bool:
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2] + slack
        and inner[1] + inner[3] <= outer[1] + outer[3] + slack
    )


def root_of(shown: SystemPicture) -> Element:
    return fromstring(draw_system(shown, FRENCH).svg)


def view_of(root: Element) -> Box:
    *_, width, height = map(float, root.attrib["viewBox"].split())
    return 0, 0, width, height


def curve(data: str) -> Iterator[tuple[float, float]]:
    """Follow a line of the drawing: points along its bends and its straight pieces."""
    here = (0.0, 0.0)
    for kind, rest in re.findall(r"([MLC])([^MLCZ]*)", data):
        values = [float(value) for value in rest.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        if kind == "C":
            ends = (here, *points)
            for part in range(1, 20):
                t = part / 20
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                yield tuple(
                    sum(w * point[axis] for w, point in zip(weights, ends, strict=True)) for axis in (0, 1)
                )  # type: ignore[misc]
        elif kind == "L":
            for part in range(1, 20):
                yield (
                    here[0] + (points[0][0] - here[0]) * part / 20,
                    here[1] + (points[0][1] - here[1]) * part / 20,
                )
        here = points[-1]


@DRAWN
@given(pictures())
def test_whatever_is_written_the_drawing_is_xml_with_our_elements_alone(shown: SystemPicture) -> None:
    for element in fromstring(draw_system(shown, FRENCH, title=HOSTILE).svg).iter():
        name = element.tag.removeprefix(SVG)
        assert set(element.attrib) <= ALLOWED[name], name
        assert not any("url(" in value for value in element.attrib.values())


@DRAWN
@given(pictures())
def test_boxes_do_not_overlap_and_stand_in_the_view(shown: SystemPicture) -> None:
    root = root_of(shown)
    for kind in ("d-node", "d-band", "d-badge"):
        found = rectangles(root, kind)
        assert all(holds(view_of(root), box) for box in found)
        for one, other in combinations(found, 2):
            assert not meet(one, other), kind


@DRAWN
@given(pictures())
def test_a_node_stands_in_the_band_of_its_zone_alone(shown: SystemPicture) -> None:
    root = root_of(shown)
    bands = rectangles(root, "d-band")
    for node in rectangles(root, "d-node"):
        touched = [band for band in bands if meet(band, node)]
        assert len(touched) <= 1
        assert all(holds(band, node) for band in touched)
    used = {component.zone for component in shown.components} - {None}
    assert len(bands) == len(used)


@DRAWN
@given(pictures())
def test_each_line_of_text_stands_in_one_box_and_meets_no_other_line(shown: SystemPicture) -> None:
    root = root_of(shown)
    nodes, found = rectangles(root, "d-node"), list(lines(root))
    for line in found:
        assert holds(view_of(root), line)
        touched = [node for node in nodes if meet(node, line)]
        assert len(touched) <= 1
        assert all(holds(node, line) for node in touched)
    for one, other in combinations(found, 2):
        assert not meet(one, other)


@DRAWN
@given(pictures())
def test_no_line_runs_behind_a_box(shown: SystemPicture) -> None:
    root = root_of(shown)
    nodes = rectangles(root, "d-node")
    for path in root.iter(f"{SVG}path"):
        if "d-wire" in path.attrib["class"].split():
            for x, y in curve(path.attrib["d"]):
                assert not any(meet(node, (x, y, 0, 0)) for node in nodes), path.attrib["d"]


@DRAWN
@given(pictures())
def test_every_component_is_drawn_once_and_every_step_numbered_on_its_component(shown: SystemPicture) -> None:
    graph = graph_of(shown)
    drawn = [node for node in graph.nodes if node.kind == "component"]
    assert sum(node.classes for node in drawn) + graph.left_out == len(shown.components)
    assert sum(node.copies for node in drawn) == sum(component.copies for component in shown.components)
    keys = {component.key for component in shown.components}
    expected = [at for at, step in enumerate(shown.steps, start=1) if step.component in keys]
    assert sorted(at for node in drawn for at in node.steps) == expected
    placed = [
        item.node
        for groups in layers_of(graph).columns
        for _, items in groups
        for item in items
        if not item.is_trunk
    ]
    assert Counter(placed) == Counter(range(len(graph.nodes)))


@DRAWN
@given(pictures())
def test_the_path_leads_from_each_step_to_what_rests_on_it(shown: SystemPicture) -> None:
    graph = graph_of(shown)
    arrows = {(({*wire[:2]} - {head}).pop(), head) for wire in graph.wires for head in wire.towards}
    at = {step: number for number, node in enumerate(graph.nodes) for step in node.steps}
    for position, step in enumerate(shown.steps, start=1):
        for need in step.needs:
            ends = at.get(need + 1), at.get(position)
            assert None in ends or ends[0] == ends[1] or ends in arrows
    if shown.steps and len(shown.steps) in at:
        assert (at[len(shown.steps)], len(graph.nodes) - 1) in arrows


@DRAWN
@given(pictures())
def test_the_same_map_gives_the_same_drawing(shown: SystemPicture) -> None:
    assert draw_system(shown, FRENCH) == draw_system(shown, FRENCH)


def crowded(size: int) -> SystemPicture:
    zones = tuple((f"z{each}", f"Zone {each}") for each in range(4))
    components = tuple(
        Component(f"c{each}", f"Équipement {each}", f"type {each % 30}", f"z{each % 4}", 1 + each % 7)
        for each in range(size)
    )
    links = tuple((f"c{each}", f"c{each // 2}") for each in range(1, size))
    steps = tuple(Step(f"c{each}", f"étape {each}", (each - 1,) if each else ()) for each in range(12))
    return SystemPicture(
        components, Outcome("Perdu", (), "refused"), zones, (Origin("o", "Dehors", ("c0",)),), links, steps
    )


@pytest.mark.parametrize("size", [20, 60, 300, 2000])
def test_hundreds_of_components_are_grouped_and_the_path_never_is(size: int) -> None:
    shown = crowded(size)
    graph = graph_of(shown)
    drawn = [node for node in graph.nodes if node.kind == "component"]
    assert len(drawn) == min(size, 60)
    assert all(node.classes == 1 for node in drawn if node.steps)
    assert sum(node.copies for node in drawn) == sum(component.copies for component in shown.components)
    drawing = draw_system(shown, ENGLISH)
    assert view_of(fromstring(drawing.svg))[3] <= MOST_HEIGHT
    assert f"A map of {size:,} components" in drawing.alternative
    assert (" components" in drawing.svg) == (size > 20)


@pytest.mark.parametrize("size", range(1, 40))
def test_no_column_is_empty_between_two_others(size: int) -> None:
    components = tuple(Component(f"c{each}", "N", "t") for each in range(size))
    steps = tuple(Step(f"c{each}", "pas") for each in range(0, size, 3))
    columns = layers_of(
        graph_of(SystemPicture(components, Outcome("Perdu", (), "plain"), steps=steps))
    ).columns
    assert all(columns[1:])


def test_a_path_is_drawn_whole_however_long() -> None:
    components = tuple(Component(f"c{each}", f"Élément {each}", "t", "z") for each in range(80))
    steps = tuple(Step(f"c{each}", "pas", (each - 1,) if each else ()) for each in range(40))
    drawing = draw_system(
        SystemPicture(components, Outcome("Perdu", (), "plain"), (("z", "Z"),), steps=steps), FRENCH
    )
    assert len(rectangles(fromstring(drawing.svg), "d-badge")) == 40


def test_what_is_not_drawn_is_counted() -> None:
    components = tuple(Component(f"c{each}", f"N{each}", "t", f"z{each}") for each in range(90))
    zones = tuple((f"z{each}", f"Z{each}") for each in range(90))
    shown = SystemPicture(components, Outcome("Perdu", (), "plain"), zones)
    assert graph_of(shown).left_out == 30
    drawing = draw_system(shown, ENGLISH)
    drawn = len(rectangles(fromstring(drawing.svg), "d-node")) - 1
    for said in (drawing.alternative, "".join(fromstring(drawing.svg).itertext())):
        assert f"{90 - drawn} components are not drawn." in said


def hospital_picture() -> SystemPicture:
    return picture_of(rank(hospital(), risk_matrix()), ENGLISH)


def test_the_path_of_a_hospital_runs_to_the_right() -> None:
    graph = graph_of(hospital_picture())
    column = {
        item.node: at
        for at, groups in enumerate(layers_of(graph).columns)
        for _, items in groups
        for item in items
        if not item.is_trunk
    }
    course = [
        at for at, node in sorted(enumerate(graph.nodes), key=lambda pair: pair[1].steps[:1]) if node.steps
    ]
    assert len(course) == 6
    assert all(column[one] <= column[other] for one, other in pairwise(course))


def test_gates_are_open_on_the_path_and_closed_where_a_change_puts_them() -> None:
    assert ": in place" not in draw_system(hospital_picture(), ENGLISH).svg
    closed = draw_system(picture_of(rank(hardened(), risk_matrix()), ENGLISH), ENGLISH).svg
    assert closed.count("d-gate d-sound") == 1
    said = squeezed("".join(fromstring(closed).itertext()))
    assert squeezed("Library signature: in place") in said
    assert "library-signature" not in closed


def test_what_is_lost_says_where_and_names_its_scales() -> None:
    lines = hospital_picture().outcome.lines
    assert lines == (
        "Infusion pump ×\u00a0200 (pump)", "integrity of “infusion rate”", "G4 critical", "V3 very likely",
    )  # fmt: skip


def test_a_system_that_nobody_attacks_is_not_drawn_as_safe() -> None:
    losses = tuple(replace(loss, likelihood=0, paths=()) for loss in hospital().losses)
    outcome = picture_of(rank(hospital(losses=losses, attacked=False), risk_matrix()), ENGLISH).outcome
    assert (outcome.title, outcome.look) == ("Nothing computed", "unknown")


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=12))
def test_a_text_is_shortened_after_a_whole_word(words: list[str]) -> None:
    text, room = " ".join(words), BODY.width("m" * 13 + "…")
    for most in (1, 2, 3):
        lines = whole(BODY, text, room, most)
        assert len(lines) <= most
        said = " ".join(lines).removesuffix("…").split()
        assert said[:-1] == words[: len(said) - 1]
        assert said[-1] == words[len(said) - 1] or len(lines[-1].split()) == 1


def test_a_path_that_is_too_wide_breaks_after_its_dots_and_hyphens() -> None:
    room = BODY.width("intensive-care.")
    assert whole(BODY, "(intensive-care.ventilators)", room, 5) == ("(intensive-", "care.", "ventilators)")
    assert whole(BODY, "Pare-feu, Segment de la réanimation…", room, 2)[-1] == "Segment de…"


@pytest.mark.parametrize(
    ("numbers", "said"), [((1,), "1"), ((1, 2), "1–2"), ((3, 1, 2, 7), "1–3, 7"), ((1, 3, 5), "1, 3, 5")]
)
def test_ranges(numbers: tuple[int, ...], said: str) -> None:
    assert ranges(numbers) == said


def a_figure(shown: SystemPicture) -> Figure:
    drawing = draw_system(shown, FRENCH)
    return Figure(drawing.svg, "Une carte", drawing.alternative)


def test_a_pdf_shows_every_text_of_the_drawing() -> None:
    figure = a_figure(hospital_picture())
    said = pdf_text(to_pdf(a_document(figure)))
    drawn = ["".join(text.itertext()) for text in fromstring(figure.svg).iter(f"{SVG}text")]
    assert len(drawn) > 50
    assert all(squeezed(printable(text)) in said for text in drawn)


@settings(max_examples=5, deadline=None)
@given(pictures(12))
def test_a_pdf_can_be_made_of_any_map(shown: SystemPicture) -> None:
    assert to_pdf(a_document(a_figure(shown))).startswith(b"%PDF")


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_a_browser_no_text_leaves_its_box(theme: str, open_page: Callable[..., Page]) -> None:
    page = open_page(to_html(a_document(a_figure(hospital_picture()))), theme)
    outside = page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll('rect.d-node')].map((each) => each.getBBox())
            return [...document.querySelectorAll('.drawing text')].filter((text) => {
                const own = text.getBBox()
                const box = boxes.find((each) => own.x >= each.x && own.x < each.x + each.width
                    && own.y + own.height / 2 > each.y && own.y + own.height / 2 < each.y + each.height)
                return box && own.x + own.width > box.x + box.width
            }).map((text) => text.textContent)
        }"""
    )
    assert outside == []
    strokes = page.evaluate(
        "() => [...document.querySelectorAll('.d-path')].map((path) => getComputedStyle(path).stroke)"
    )
    accent = {"light": "rgb(11, 92, 102)", "dark": "rgb(92, 194, 204)"}[theme]
    assert accent in strokes
