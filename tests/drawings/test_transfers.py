"""The map of transfers as drawn: sound XML, nothing hostile in it, no overlap, nothing left out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from tests.support.reading import pdf_text, squeezed
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, a_document

from hygie.documents.blocks import Figure
from hygie.documents.html import to_html
from hygie.documents.pdf import to_pdf
from hygie.documents.printable import printable
from hygie.drawings.canvas import Look
from hygie.drawings.lettering import BODY, TITLE
from hygie.drawings.transfer_layout import ACTORS, BASES, KEPT, REACHED
from hygie.drawings.transfer_map import Access, Actor, Place, Storage, TransferMap, Zone, graph_of
from hygie.drawings.transfers import MOST_HEIGHT, draw_transfers

DRAWN = settings(max_examples=25, deadline=None)
SVG = "{http://www.w3.org/2000/svg}"
FRANCE, INDIA = Place("France", "inside"), Place("Inde", "outside")
ALLOWED = {
    "svg": {"class", "viewBox"},
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
    st.text(min_size=1, max_size=60),
    st.sampled_from(
        [
            HOSTILE,
            "Hébergeur Nivalis",
            "x" * 300,
            "\x00\x1b\ud800",
            "中文 🏥 مستشفى",
            "a ✕ ≇ b",
            "\u0338a\u0338 ≡\u0338",
            "\" onload='x'",
        ]
    ),
)
ZONES: st.SearchStrategy[Zone] = st.sampled_from(["inside", "outside", "unknown"])
LOOKS: st.SearchStrategy[Look] = st.sampled_from(["plain", "sound", "refused", "unknown"])


@st.composite
def maps(draw: st.DrawFn, most_actors: int = 8, most_accesses: int = 20) -> TransferMap:
    names = draw(st.lists(TEXTS, min_size=1, max_size=most_actors))
    actors = tuple(
        Actor(str(number), name, draw(st.sampled_from(["hébergeur", "sous-traitant"])), draw(st.booleans()))
        for number, name in enumerate(names)
    )
    keys = st.sampled_from([actor.key for actor in actors])
    places = draw(st.lists(st.builds(Place, TEXTS, ZONES), min_size=1, max_size=6))
    storages = draw(st.lists(st.builds(Storage, st.sampled_from(places), keys, TEXTS), max_size=12))
    accesses = draw(
        st.lists(st.builds(Access, st.sampled_from(places), keys, TEXTS, LOOKS), max_size=most_accesses)
    )
    return TransferMap(actors, tuple(storages), tuple(accesses))


def number(element: Element, name: str) -> float:
    return float(element.attrib[name])


def rectangles(root: Element, kind: str) -> list[tuple[float, float, float, float]]:
    return [
        (number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"))
        for rect in root.iter(f"{SVG}rect")
        if kind in rect.attrib["class"].split()
    ]


def lines(root: Element) -> Iterator[tuple[float, float, float, float]]:
    """Give the room that each line of text may take: its width as counted, its height from its size."""
    for text in root.iter(f"{SVG}text"):
        size = number(text, "font-size")
        lettering = TITLE if text.get("font-weight") == "bold" else BODY
        width = lettering.width("".join(text.itertext()))
        yield number(text, "x"), number(text, "y") - size, width, size * 1.2


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    slack = 0.02
    return (
        one[0] + slack < other[0] + other[2]
        and other[0] + slack < one[0] + one[2]
        and one[1] + slack < other[1] + other[3]
        and other[1] + slack < one[1] + one[3]
    )


def holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    slack = 0.05
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2] + slack
        and inner[1] + inner[3] <= outer[1] + outer[3] + slack
    )


def roots(shown: TransferMap) -> list[Element]:
    return [fromstring(drawing.svg) for drawing in draw_transfers(shown, FRENCH)]


@DRAWN
@given(maps())
def test_whatever_is_written_the_drawing_is_xml_with_our_elements_alone(shown: TransferMap) -> None:
    for root in roots(shown):
        for element in root.iter():
            name = element.tag.removeprefix(SVG)
            assert set(element.attrib) <= ALLOWED[name], name
        assert not any("url(" in value for element in root.iter() for value in element.attrib.values())


@DRAWN
@given(maps())
def test_boxes_do_not_overlap(shown: TransferMap) -> None:
    for root in roots(shown):
        for kind in ("d-node", "d-band"):
            for one, other in combinations(rectangles(root, kind), 2):
                assert not meet(one, other)


@DRAWN
@given(maps())
def test_each_line_of_text_stands_in_one_box_and_meets_no_other_line(shown: TransferMap) -> None:
    for root in roots(shown):
        *_, width, height = map(float, root.attrib["viewBox"].split())
        nodes, found = rectangles(root, "d-node"), list(lines(root))
        for line in found:
            assert holds((0, 0, width, height), line)
            touched = [node for node in nodes if meet(node, line)]
            assert len(touched) <= 1
            assert all(holds(node, line) for node in touched)
        for one, other in combinations(found, 2):
            assert not meet(one, other)


@DRAWN
@given(maps())
def test_lines_run_in_the_gutters_alone(shown: TransferMap) -> None:
    gutters = [(KEPT.right - 9, ACTORS.x), (ACTORS.right, BASES.x), (BASES.right, REACHED.x + 9)]
    for root in roots(shown):
        for path in root.iter(f"{SVG}path"):
            if "d-link" in path.attrib["class"].split():
                xs = [float(x) for x in re.findall(r"[MC ]?(-?[\d.]+) -?[\d.]+", path.attrib["d"])]
                assert any(left <= min(xs) and max(xs) <= right for left, right in gutters), path.attrib["d"]


@DRAWN
@given(maps())
def test_everybody_is_drawn_once_and_every_access_counted(shown: TransferMap) -> None:
    drawings = draw_transfers(shown, FRENCH)
    said = " ".join(drawing.alternative for drawing in drawings)
    for actor in shown.actors:
        assert squeezed(actor.name) in squeezed(said)
    for merged in (False, True):
        graph = graph_of(shown, merged=merged)
        assert Counter(each for node in graph.actors for each in node.actors) == Counter(shown.actors)
        assert sum(basis.times for node in graph.actors for basis in node.bases) == len(shown.accesses)
        assert sum(count for place in graph.kept_in for _, count in place.details) == len(shown.storages)


@DRAWN
@given(maps())
def test_what_is_drawn_is_said_in_words(shown: TransferMap) -> None:
    said = squeezed(" ".join(drawing.alternative for drawing in draw_transfers(shown, FRENCH)))
    for access in shown.accesses:
        assert squeezed(access.basis) in said
        assert squeezed(access.place.name) in said
    for storage in shown.storages:
        assert squeezed(storage.detail) in said


@DRAWN
@given(maps())
def test_the_same_map_gives_the_same_drawing(shown: TransferMap) -> None:
    assert draw_transfers(shown, FRENCH) == draw_transfers(shown, FRENCH)


@settings(max_examples=10, deadline=None)
@given(maps(30, 60))
def test_a_large_map_is_cut_into_legible_parts(shown: TransferMap) -> None:
    for root in roots(shown):
        height = float(root.attrib["viewBox"].split()[3])
        actors = [box for box in rectangles(root, "d-node") if box[0] == ACTORS.x]
        assert height <= MOST_HEIGHT or len(actors) == 1


def test_identical_accesses_are_one_with_their_number() -> None:
    actor = Actor("n", "Relais", "sous-traitant")
    accesses = tuple(Access(INDIA, "n", "clauses types", "sound") for _ in range(60))
    (drawing,) = draw_transfers(TransferMap((actor,), (), accesses), FRENCH)
    assert "× 60" in "".join(fromstring(drawing.svg).itertext())
    assert drawing.svg.count("clauses types") == 1
    assert "(× 60)" in drawing.alternative


def test_sixty_subcontractors_alike_are_one() -> None:
    actors = tuple(Actor(str(each), f"Prestataire {each}", "sous-traitant") for each in range(60))
    accesses = tuple(Access(INDIA, actor.key, "clauses types", "sound") for actor in actors)
    drawings = draw_transfers(TransferMap(actors, (), accesses), FRENCH)
    assert len(drawings) == 1
    assert "sous-traitant × 60" in drawings[0].svg
    assert float(fromstring(drawings[0].svg).attrib["viewBox"].split()[3]) < MOST_HEIGHT
    assert all(actor.name in drawings[0].alternative for actor in actors)


def test_sixty_different_accesses_are_cut_between_actors() -> None:
    actors = tuple(Actor(str(each), f"Prestataire {each}", "sous-traitant") for each in range(20))
    accesses = tuple(
        Access(Place(f"Pays {each}", "outside"), str(each % 20), f"base {each}", "refused")
        for each in range(60)
    )
    drawings = draw_transfers(TransferMap(actors, (), accesses), FRENCH)
    assert len(drawings) > 1
    for drawing in drawings:
        assert float(fromstring(drawing.svg).attrib["viewBox"].split()[3]) <= MOST_HEIGHT
    assert sum(drawing.svg.count(">base ") for drawing in drawings) == 60


def test_without_anybody_nothing_is_drawn() -> None:
    assert draw_transfers(TransferMap(()), FRENCH) == ()


@pytest.mark.parametrize(
    ("zone", "look"), [("inside", "d-plain"), ("outside", "d-refused"), ("unknown", "d-unknown")]
)
def test_storage_outside_the_eea_stands_out_and_so_does_one_not_known(zone: Zone, look: str) -> None:
    actor = Actor("h", "Hébergeur", "hébergeur")
    (drawing,) = draw_transfers(TransferMap((actor,), (Storage(Place("Ici", zone), "h", "Site"),)), FRENCH)
    root = fromstring(drawing.svg)
    places = [
        rect.attrib["class"].split()[1]
        for rect in root.iter(f"{SVG}rect")
        if rect.attrib["class"].startswith("d-node") and float(rect.attrib["x"]) < KEPT.right
    ]
    assert places == [look]
    signs = [path for path in root.iter(f"{SVG}path") if "d-sign" in path.attrib["class"].split()]
    assert len(signs) == (0 if zone == "inside" else 1)


def a_map() -> TransferMap:
    actors = (
        Actor("h", "Hébergeur Nivalis", "hébergeur"),
        Actor("r", "Relais Nocturne Pvt Ltd WWWWWWWWWWWWWWWWWWWW", "sous-traitant"),
        Actor("d", HOSTILE, "sous-traitant", certain=False),
    )
    storages = (
        Storage(FRANCE, "h", "Nantes"),
        Storage(Place("États-Unis", "outside"), "d", "Boston, Massachusetts"),
    )
    accesses = (
        Access(INDIA, "r", "clauses types de la Commission (art. 46, § 2, c)", "sound"),
        Access(INDIA, "d", "dérogation (art. 49), qui ne suffit pas", "refused"),
        Access(Place("Pays non connu", "unknown"), "d", "base non déterminée", "unknown"),
    )
    return TransferMap(actors, storages, accesses)


def a_figure(shown: TransferMap) -> Figure:
    (drawing,) = draw_transfers(shown, FRENCH)
    return Figure(drawing.svg, "Une carte", drawing.alternative)


def test_a_pdf_shows_the_drawing_its_caption_and_what_it_says() -> None:
    figure = a_figure(a_map())
    said = pdf_text(to_pdf(a_document(figure)))
    assert "Unecarte" in said
    assert squeezed(printable(figure.alternative)) in said
    drawn = ["".join(text.itertext()) for text in fromstring(figure.svg).iter(f"{SVG}text")]
    assert len(drawn) > 15
    assert all(squeezed(printable(text)) in said for text in drawn)


@pytest.mark.parametrize(
    "letters",
    ["\u2247\u2607\u2608\u2715\u2716\u2727\u2729", "中文 🏥", "é✓→Ա Київ Ω", "\ufffd\x07", "\u0338≡\u0338"],
)
def test_a_pdf_can_be_made_of_any_letters(letters: str) -> None:
    # PDF/A and PDF/UA are checked by the compiler, which refuses a letter without a glyph.
    actor = Actor("h", f"a{letters}b", letters)
    shown = TransferMap(
        (actor,), (Storage(Place(letters, "inside"), "h", letters),), (Access(INDIA, "h", letters, "plain"),)
    )
    assert to_pdf(a_document(a_figure(shown))).startswith(b"%PDF")


@settings(max_examples=15, deadline=None)
@given(maps(4, 6))
def test_a_pdf_can_be_made_of_any_map(shown: TransferMap) -> None:
    drawings = draw_transfers(shown, ENGLISH)
    blocks = [Figure(drawing.svg, "Map", "In words") for drawing in drawings]
    assert to_pdf(a_document(*blocks)).startswith(b"%PDF")


def test_a_drawing_taller_than_a_page_is_made_smaller() -> None:
    actor = Actor("h", "Hébergeur", "hébergeur")
    accesses = tuple(Access(INDIA, "h", f"base {each}", "refused") for each in range(60))
    figure = a_figure(TransferMap((actor,), (), accesses))
    said = pdf_text(to_pdf(a_document(figure)))
    assert all(f"base{each}" in said for each in range(60))


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_a_browser_no_text_leaves_its_box(theme: str, open_page: Callable[..., Page]) -> None:
    page = open_page(to_html(a_document(a_figure(a_map()))), theme)
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
    colours = page.evaluate(
        "() => [...document.querySelectorAll('.drawing text')].map((text) => getComputedStyle(text).fill)"
    )
    assert "rgb(0, 0, 0)" not in colours
