"""The guarantee table: seven columns, one row an actor, what is not known said in its cell."""

from typing import Any

import pytest
from tests.support.dossiers import conforming
from tests.support.reading import HtmlPage, pdf_reader, squeezed
from tests.support.samples import ENGLISH, study_of, with_changes

from hygie.documents.blocks import Bullets, Notice, Table, texts
from hygie.documents.frame import Document
from hygie.documents.html import to_html
from hygie.documents.owed.guarantees import build
from hygie.documents.pdf import to_pdf
from hygie.hosting.coherence import incoherences
from hygie.hosting.guarantees import guarantee_table
from hygie.kernel.clock import Clock


def made(changes: dict[str, Any] | None = None) -> Document:
    return build(with_changes(changes or {}), ENGLISH)


def first_table(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def rows(document: Document) -> list[list[str]]:
    return [[" | ".join(texts(cell)) for cell in row] for row in first_table(document).rows]


def said(document: Document, kind: type) -> list[str]:
    return [text for block in document.blocks if isinstance(block, kind) for text in texts(block)]


def test_one_row_an_actor_the_host_first() -> None:
    india = ENGLISH.country("IN")
    assert rows(made()) == [
        ["Hébergeur Témoin", "host", "yes", "no", "1, 2, 3, 4, 5, 6", "no (no access)", "no"],
        ["Astreinte Nuit", "subcontractor", "no", "no", "5", f"yes | not covered: {india}", f"yes | {india}"],
        ["Sauvegarde Ouest", "subcontractor", "yes", "no", "6", "no (no access)", "no"],
    ]


def test_column_6_sets_apart_what_an_adequacy_decision_covers() -> None:
    access = {
        "id": "west-jp",
        "country": "JP",
        "services": ["cloud"],
        "basis": "art45",
        "since": "2025-01-01",
    }
    cells = rows(made({"actors[west].remote_accesses": [access]}))[2]
    assert cells[5] == f"yes | covered by an adequacy decision (GDPR art. 45): {ENGLISH.country('JP')}"


def test_an_exemption_shows_its_reason_and_that_the_text_does_not_define_it() -> None:
    document = made({"actors[west].hds_certified": "exempt", "actors[west].exemption_reason": "Hors champ"})
    assert rows(document)[2][2] == "exempt | Hors champ"
    assert any("exempt" in text for text in said(document, Notice))


@pytest.mark.parametrize(
    ("address", "column", "field"),
    [
        ("actors[west].hds_certified", 2, "Column 3"),
        ("actors[west].qualifications", 3, "qualifications"),
        ("actors[west].activities", 4, "activities"),
        ("actors[west].remote_accesses", 5, "accesses"),
        ("actors[west].subject_to", 6, "Laws"),
    ],
)
def test_a_cell_that_is_not_determined_says_which_datum_is_missing(
    address: str, column: int, field: str
) -> None:
    document = made({address: "absent"})
    cells = rows(document)[2]
    assert "not determined" in cells[column] or "undetermined" in cells[column]
    assert field.casefold() in cells[column].casefold()
    assert any("cannot be given as it is" in text for text in said(document, Notice))
    assert not any("de7a1e7e" in text for block in document.blocks for text in texts(block))


def test_an_actor_of_whom_it_is_not_known_whether_it_has_a_row_is_named() -> None:
    document = made({"actors[west].under_host_supervision": "absent"})
    assert len(rows(document)) == 2
    assert "Whether Sauvegarde Ouest has a row is not determined." in said(document, Notice)


def test_without_a_list_of_actors_there_is_no_table_and_it_is_said() -> None:
    document = made({"actors": {"unknown": "à recenser"}})
    assert not any(isinstance(block, Table) for block in document.blocks)
    assert any("à recenser" in text for text in said(document, Notice))


def test_every_incoherence_is_listed_under_the_table_without_any_place_in_a_file() -> None:
    changes = {
        "actors[host].activities": [1, 2, 3, 4],
        "actors[west].certificates": [],
        "third_country_law": "absent",
    }
    study = with_changes(changes)
    clock = Clock(study.as_of)
    found = incoherences(study.dossier.declared, guarantee_table(study.dossier.declared, clock), clock)
    assert len(found) >= 2
    listed = [block for block in build(study, ENGLISH).blocks if isinstance(block, Bullets)]
    assert len(listed[-1].items) == len(found)
    assert not any(".yaml" in text for line in listed[-1].items for text in texts(line))


def test_with_several_services_it_says_who_takes_part_in_which() -> None:
    other = {"id": "vault", "name": "Coffre", "activities": [6]}
    document = made({"services[+]": other})
    services = [block for block in document.blocks if isinstance(block, Table)][1]
    shown = [[" | ".join(texts(cell)) for cell in row] for row in services.rows]
    assert shown == [
        ["Nuage Santé", "1, 2, 3, 4, 5, 6", "Hébergeur Témoin | Astreinte Nuit | Sauvegarde Ouest"],
        ["Coffre", "6", "Hébergeur Témoin"],
    ]


def test_the_head_of_the_table_is_repeated_on_each_page() -> None:
    many = [
        {"id": f"s{number}", "name": f"Prestataire {number:03}", "role": "subcontractor", "country": "FR",
         "services": ["cloud"], "activities": [6], "under_host_supervision": False, "hds_certified": "no",
         "certificates": [], "qualifications": [], "storage": [], "remote_accesses": [], "subject_to": []}
        for number in range(60)
    ]  # fmt: skip
    data = conforming()
    data["actors"] += many
    document = build(study_of(data), ENGLISH)
    content = to_pdf(document)
    pages = [squeezed(page.extract_text()) for page in pdf_reader(content).pages]
    with_rows = [page for page in pages if "Prestataire" in page]
    assert len(with_rows) > 1
    for page in with_rows:
        for column in first_table(document).columns:
            assert squeezed(column) in page
    for row in rows(document):
        assert squeezed(row[0]) in "".join(pages)


def test_the_page_of_the_table_names_each_row_and_column() -> None:
    page = HtmlPage.of(to_html(made()))
    assert [item["scope"] for item in page.all("th")] == ["col"] * 7 + ["row"] * 3
