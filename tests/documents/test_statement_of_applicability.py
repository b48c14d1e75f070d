"""The statement of applicability (D8): what it shows is the study, cell for cell, in every format."""

import csv
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.support.dossiers import TODAY, conforming, dossier_of
from tests.support.reading import HtmlPage, pdf_text, squeezed
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, text_of

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Notice, Table, texts
from hygie.documents.frame import Document
from hygie.documents.kinds import kind_of, owed_by, produce
from hygie.documents.owed.statement_of_applicability import KIND, build
from hygie.documents.xlsx import plain, to_xlsx
from hygie.dossier.load import load_dossier
from hygie.kernel.status import Status
from hygie.referentials.referential import catalog_of
from hygie.wording.voice import Voice

HOST = Path(__file__).parents[2] / "examples" / "host"
MATRIX = Path(__file__).parents[1] / "iso27001" / "matrix.csv"
BACKUP_OF_CONFIGURATION = "17.5 Sauvegarde de la configuration de l’infrastructure technique"
BACKUP_BY_THE_CLIENT = "17.6 Mise à disposition d’un dispositif de sauvegarde des données du commanditaire"
CATALOG = catalog_of("iso27001-2022")


@cache
def host() -> Study:
    return Study(load_dossier(HOST), date(2026, 11, 22))  # type: ignore[arg-type]


def study_with(measures: list[Any], **sections: Any) -> Study:
    data = conforming()
    data["isms"]["statement_of_applicability"]["measures"] = measures
    return Study(dossier_of(data | {"referentials": ["iso27001-2022"]} | sections), TODAY)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(document: Document) -> dict[str, list[str]]:
    """Give the rows of the measures, by their number."""
    found = [row for table in tables(document)[1:] for row in table.rows]
    return {next(iter(texts(row[0]))): [" | ".join(texts(cell)) for cell in row] for row in found}


# -- the study ---------------------------------------------------------------------------------------


def test_every_measure_has_one_row_in_the_table_of_its_theme() -> None:
    themes = tables(build(host(), ENGLISH))[1:]

    listed = [[next(iter(texts(row[0]))) for row in table.rows] for table in themes]

    assert [len(table) for table in listed] == [37, 8, 14, 34]
    assert [name for table in listed for name in table] == [item.id for item in CATALOG]


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_verdicts_and_strengths_are_those_of_the_study(voice: Voice) -> None:
    verdicts = host().verdicts["iso27001-2022"]
    for table in tables(build(host(), voice))[1:]:
        for row in table.rows:
            verdict = verdicts[next(iter(texts(row[0])))]
            badge = row[5][0][0]
            assert isinstance(badge, Badge)
            assert badge.status is verdict.status
            assert list(texts(row[5]))[1:] == [
                voice.status(verdict.status),
                *([voice.strength(verdict.strength)] if verdict.strength else []),
            ]


def test_the_summary_counts_what_the_study_counts() -> None:
    summary = tables(build(host(), ENGLISH))[0]
    statuses = [Status.NOT_MET, Status.PARTIAL, Status.UNDETERMINED, Status.MET, Status.NOT_APPLICABLE]
    total = [next(iter(texts(cell))) for cell in summary.rows[-1]]
    counts = host().counts("iso27001-2022")

    assert total[1:] == [*(str(counts[status]) for status in statuses), "93"]
    for column in range(1, 7):
        figures = [int(next(iter(texts(row[column])))) for row in summary.rows]
        assert sum(figures[:-1]) == figures[-1]


def test_a_row_says_decision_reason_state_controls_evidence_and_links() -> None:
    found = rows(build(host(), ENGLISH))

    assert found["A.8.13"] == [
        "A.8.13",
        "Information backup",
        "retained",
        "Sauvegardes chiffrées, hors site, restaurées à l’essai chaque trimestre.",
        "–",
        "✓ | met | observed",
        "Sauvegarde chiffrée hors site | (in place) | Seconde copie des coffres au Mans, hors ligne | (in place)",
        "Journal des essais de restauration de 2026",
        f"12.5 Sauvegarde des informations | {BACKUP_OF_CONFIGURATION} | {BACKUP_BY_THE_CLIENT}",
    ]
    assert found["A.8.12"][4] == "in place"
    assert found["A.8.12"][6] == "Filtrage des sorties de la zone de sauvegarde | (planned, not in place)"
    assert found["A.8.23"][2:5] == ["excluded, without a reason", "–", "–"]
    assert found["A.8.11"][2] == "excluded"
    assert found["A.8.34"][4].endswith(
        "(règles d’engagement en cours d’écriture, à voir avec l’exploitation)"
    )


def test_the_links_of_every_row_are_those_of_the_annex() -> None:
    expected: dict[str, list[str]] = {}
    with MATRIX.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            found = expected.setdefault(line["measure"], [])
            if line["section"]:
                marks = [f"({letter})" for letter in line["paragraphs"].split()]
                found.append(" ".join([line["section"], *marks, line["section_title"].replace("'", "’")]))
    for measure, row in rows(build(host(), ENGLISH)).items():
        shown = [text for text in row[8].split(" | ") if not text.startswith("[")]
        assert shown == (expected[measure] or ["no linked requirement"]), measure


def test_a_correspondence_is_said_not_to_be_an_equivalence_and_anomalies_are_noted() -> None:
    document = build(host(), FRENCH)
    notices = [block for block in document.blocks if isinstance(block, Notice)]

    assert any("pas une équivalence" in text for block in notices for text in texts(block))
    said = text_of(document)
    for item in CATALOG:
        for doubt in item.doubts:
            assert FRENCH.text(doubt) in said


def test_the_titles_are_in_the_readers_language_and_the_reasons_in_the_organisations_words() -> None:
    french, english = rows(build(host(), FRENCH)), rows(build(host(), ENGLISH))
    for item in CATALOG:
        assert french[item.id][1] == FRENCH.text(item.title)
        assert english[item.id][1] == item.title.en
        assert french[item.id][3] == english[item.id][3]


def test_version_approval_and_scope_stand_first() -> None:
    said = text_of(build(host(), ENGLISH))

    assert "26 February 2026" in said
    assert "Nivalis Coffre, sur les sites" in said


# -- what is wrong or missing -------------------------------------------------------------------------


def test_exclusions_without_a_reason_cannot_be_missed() -> None:
    document = build(study_with([{"measure": "A.8.23", "retained": False}]), ENGLISH)

    refusals = [block for block in document.blocks if isinstance(block, Notice) and block.tone == "refusal"]

    assert [next(iter(texts(block))) for block in refusals] == ["Excluded without a reason"]
    assert any("A.8.23. Web filtering" in text for text in texts(refusals[0]))


def test_without_such_an_exclusion_there_is_no_refusal() -> None:
    document = build(
        study_with([{"measure": "A.8.23", "retained": False, "justification": "Motif"}]), ENGLISH
    )

    assert not [block for block in document.blocks if isinstance(block, Notice) and block.tone == "refusal"]


def test_what_is_not_treated_is_said_in_its_row() -> None:
    found = rows(build(study_with([]), ENGLISH))

    assert {row[2] for row in found.values()} == {"not treated"}
    assert {row[5] for row in found.values()} == {"? | undetermined"}


def test_every_point_to_settle_is_listed() -> None:
    verdicts = host().verdicts["iso27001-2022"]
    said = text_of(build(host(), ENGLISH))
    for verdict in verdicts.values():
        if verdict.status in (Status.NOT_MET, Status.PARTIAL):
            assert all(ENGLISH.reason(reason) in said for reason in verdict.reasons)
        for item in verdict.reservations:
            if item.code.startswith("convention:"):
                assert ENGLISH.reason(item) in said
        for missing in verdict.missing:
            assert ENGLISH.missing(missing, host().dossier) in said


def test_a_dossier_without_a_statement_gives_the_document_all_the_same() -> None:
    data = conforming()
    del data["isms"]
    document = build(Study(dossier_of(data), TODAY), ENGLISH)

    assert len(rows(document)) == 93


def test_a_dossier_that_asks_for_hds_only_owes_it_too() -> None:
    data = conforming() | {"referentials": ["hds-2.0"]}
    study = Study(dossier_of(data), TODAY)

    assert kind_of(KIND) in owed_by(study)
    assert rows(build(study, ENGLISH))["A.8.13"][5].startswith("✓")


# -- formats ------------------------------------------------------------------------------------------


def test_the_workbook_holds_the_same_cells() -> None:
    document = build(host(), FRENCH)
    book = openpyxl.load_workbook(BytesIO(to_xlsx(document)))

    assert [sheet.title for sheet in book.worksheets[1:]] == [table.sheet for table in tables(document)]
    for sheet, table in zip(book.worksheets[1:], tables(document), strict=True):
        held = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert held[0] == list(table.columns)
        assert held[1:] == [[plain(cell) for cell in row] for row in table.rows]


def test_the_pdf_and_the_page_say_what_the_document_says() -> None:
    document = build(host(), FRENCH)
    pdf = produce(KIND, host(), FRENCH, "pdf")
    html = produce(KIND, host(), FRENCH, "html")
    assert isinstance(pdf, bytes)
    assert isinstance(html, bytes)
    read, page = pdf_text(pdf), HtmlPage.of(html)

    assert not page.faults
    shown = [text for row in rows(document).values() for cell in row for text in cell.split(" | ")]
    for text in shown:
        assert squeezed(text) in page.text
        # The end of a page may cut a row: the words are there, the foot of the page between them.
        assert all(squeezed(word) in read for word in text.split())
    whole = [text for text in shown if squeezed(text) in read]
    assert len(whole) > 0.95 * len(shown)


def test_the_organisations_words_are_text_in_every_format() -> None:
    study = study_with(
        [{"measure": "A.5.1", "retained": True, "justification": HOSTILE, "state": "implemented"}],
        controls=[{"id": "c1", "title": HOSTILE, "implements": ["A.5.1"], "state": "implemented"}],
    )
    pdf, html, book = (produce(KIND, study, FRENCH, form) for form in ("pdf", "html", "xlsx"))
    assert isinstance(pdf, bytes)
    assert isinstance(html, bytes)
    assert isinstance(book, bytes)

    read = pdf_text(pdf)
    assert all(squeezed(word) in read for word in HOSTILE.split())
    page = HtmlPage.of(html)
    assert squeezed(HOSTILE) in page.text
    assert not page.all("script")
    cells = [
        cell
        for sheet in openpyxl.load_workbook(BytesIO(book)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert HOSTILE in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "d"}


def test_the_same_study_gives_the_same_bytes() -> None:
    first, second = (produce(KIND, host(), FRENCH, "xlsx") for _ in range(2))

    assert first == second
