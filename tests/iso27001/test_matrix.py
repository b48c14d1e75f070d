"""The catalogue is annex 1 of the HDS referential, link for link.

``matrix.csv`` was transcribed from the text of the annex, apart from the catalogue: one row a link, or one
row without a section where the annex says that no requirement is linked.
"""

import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from hygie.dossier.vocabulary.isms import MEASURES
from hygie.referentials.catalog import Relation, Requirement
from hygie.referentials.referential import catalog_of

CATALOG = catalog_of("iso27001-2022")
TRANSCRIPTION = Path(__file__).parent / "matrix.csv"


class Link(NamedTuple):
    section: str
    paragraphs: tuple[str, ...]
    title: str


def _apostrophes(text: str) -> str:
    """The source writes both apostrophes, sometimes in one row."""
    return text.replace("'", "’")


def _transcribed() -> tuple[dict[str, str], dict[str, list[Link]]]:
    titles: dict[str, str] = {}
    links: dict[str, list[Link]] = {}
    with TRANSCRIPTION.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            titles[row["measure"]] = _apostrophes(row["title"])
            found = links.setdefault(row["measure"], [])
            if row["section"]:
                title = _apostrophes(row["section_title"])
                found.append(Link(row["section"], tuple(row["paragraphs"].split()), title))
    return titles, links


TITLES, LINKS = _transcribed()


def _links_of(item: Requirement) -> list[Link]:
    return [Link(link.id, link.paragraphs, _apostrophes(link.title or "")) for link in item.mappings]


def test_the_matrix_has_the_figures_of_the_annex() -> None:
    assert len(LINKS) == 93
    assert Counter(measure.split(".")[1] for measure in LINKS) == {"5": 37, "6": 8, "7": 14, "8": 34}
    assert sum(not found for found in LINKS.values()) == 14
    assert sum(bool(found) for found in LINKS.values()) == 79
    assert sum(map(len, LINKS.values())) == 106


def test_the_measures_are_those_of_the_annex_in_its_order() -> None:
    assert [item.id for item in CATALOG] == list(LINKS) == list(MEASURES)


@pytest.mark.parametrize("item", CATALOG.requirements, ids=lambda item: item.id)
def test_a_measure_has_the_title_and_the_links_of_the_annex(item: Requirement) -> None:
    assert _apostrophes(item.title.fr) == TITLES[item.id]
    assert _links_of(item) == LINKS[item.id]


def test_a_link_is_a_correspondence_stated_by_the_annex_and_nothing_more() -> None:
    links = [link for item in CATALOG for link in item.mappings]
    assert {link.relation for link in links} == {Relation.CORRESPONDS}
    assert {link.framework for link in links} == {"secnumcloud-3.2"}
    assert {link.authority for link in links} == {"HDS v2.0, annexe 1"}
    assert "pas une équivalence" in CATALOG.note.fr
    assert "not an equivalence" in CATALOG.note.en


def test_measures_are_grouped_by_theme() -> None:
    counted = Counter(item.group for item in CATALOG)
    assert counted == {"organisational": 37, "people": 8, "physical": 14, "technological": 34}


@pytest.mark.parametrize("measure", ["A.5.12", "A.5.23", "A.8.9", "A.8.12", "A.8.21"])
def test_an_anomaly_of_the_matrix_is_noted_and_kept(measure: str) -> None:
    item = CATALOG.requirement(measure)
    assert item.doubts
    assert any(link.own_title for link in item.mappings)


@pytest.mark.realdata
def test_the_catalogue_is_the_reference_link_for_link(request: pytest.FixtureRequest) -> None:
    data = request.config.getoption("--data")
    if data is None:
        pytest.skip("no folder of data sets is named: --data")
    reference = Path(data).parent / "reference" / "iso27001-secnumcloud.yaml"
    if not reference.is_file():
        pytest.skip("the reference does not stand beside the data sets")
    rows = yaml.safe_load(reference.read_bytes())["mesures"]
    assert [row["id"] for row in rows] == [item.id for item in CATALOG]
    for row, item in zip(rows, CATALOG, strict=True):
        expected = [
            (
                link["section"],
                tuple(link.get("alineas", ())),
                _apostrophes(link["titre"]),
                _apostrophes(link.get("titre_secnumcloud_3_2", "")),
            )
            for link in row["secnumcloud"]
        ]
        found = [
            (link.id, link.paragraphs, _apostrophes(link.title or ""), _apostrophes(link.own_title or ""))
            for link in item.mappings
        ]
        assert found == expected, item.id
        assert (_apostrophes(item.title.fr), item.title.en) == (_apostrophes(row["titre"]), row["titre_en"])
