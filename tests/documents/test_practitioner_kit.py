"""The practitioner kit: it asks everything, gives away nothing, and its workbook is a safe form."""

import re
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.support.dossiers import conforming
from tests.support.reading import HtmlPage, pdf_text, squeezed
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, study_of, text_of

from hygie.assessment.study import Study
from hygie.documents.blocks import Table, texts
from hygie.documents.frame import Document
from hygie.documents.kinds import kind_of, produce
from hygie.documents.owed.practitioner_kit import BOX, build
from hygie.dossier import practice_form as form
from hygie.law import memo
from hygie.wording.voice import Voice
from hygie.wording.workbooks import tongue_of

KIND = "practitioner-kit"
QUESTIONS = memo.editions()[-1].questions()
VOICES = {"fr": FRENCH, "en": ENGLISH}


@cache
def vendor() -> Study:
    return study_of(conforming("feima"))


def changed(**sections: Any) -> Study:
    return study_of(conforming("feima") | sections)


def workbook(study: Study, client: str = "", voice: Voice = FRENCH) -> Workbook:
    content = produce(KIND, study, voice, "xlsx", client)
    assert isinstance(content, bytes)
    return load_workbook(BytesIO(content))


def line(book: Workbook, key: str) -> tuple[Worksheet, int]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if row[form.KEY_COLUMN].value == key:
                return sheet, row[0].row
    raise KeyError(key)


def value(book: Workbook, key: str) -> Any:
    sheet, row = line(book, key)
    return sheet.cell(row, form.VALUE_COLUMN + 1).value


def everything(study: Study, client: str = "") -> dict[str, str]:
    """Give all that a kit says, whatever is looked at: the blocks, the cells, the parts of the file."""
    said = {"blocks": text_of(build(study, FRENCH, client))}
    for form_of_file in ("html", "xlsx"):
        content = produce(KIND, study, FRENCH, form_of_file, client)
        assert isinstance(content, bytes)
        if form_of_file == "html":
            said["html"] = content.decode()
        else:
            with ZipFile(BytesIO(content)) as archive:
                said["xlsx"] = "\n".join(archive.read(name).decode() for name in archive.namelist())
    return said


# -- what it asks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_question_is_asked_once_with_its_reason_its_first_step_and_a_box_an_answer(
    language: str,
) -> None:
    made = build(vendor(), VOICES[language], "")
    rows = [row for block in made.blocks if isinstance(block, Table) for row in block.rows]
    assert [" ".join(texts(row[0])) for row in rows] == [question.id for question in QUESTIONS]
    for row, question in zip(rows, QUESTIONS, strict=True):
        asked = squeezed(" ".join(texts(row[1])))
        for words in (question.asks, question.why, question.first):
            assert squeezed(words.said(language)) in asked
        boxes = squeezed(" ".join(texts(row[2])))
        assert boxes == squeezed("".join(f"{BOX}{words.said(language)}" for words in memo.answers().values()))
        assert "".join(texts(row[3])) == ""


def test_a_table_a_theme_in_the_order_of_the_memo() -> None:
    made = build(vendor(), FRENCH, "")
    sheets = [block.sheet for block in made.blocks if isinstance(block, Table)]
    assert sheets == [theme.fr for theme in memo.editions()[-1].themes]


def test_boxes_print() -> None:
    content = produce(KIND, vendor(), FRENCH, "pdf", "")
    assert isinstance(content, bytes)
    of_practice = 2 * len(form.yes_or_no()) + len(conforming("feima")["products"])
    assert pdf_text(content).count(BOX) == len(QUESTIONS) * len(memo.answers()) + of_practice


def test_it_says_whom_to_send_it_to() -> None:
    said = text_of(build(vendor(), FRENCH, ""))
    assert "Responsable de la sécurité – securite@example.org" in said


@pytest.mark.parametrize(
    "offer", [None, {"described": True}, {"security_contact": {"verified": "2026-05-01"}}]
)
def test_without_a_contact_it_says_that_one_must_be_written(offer: dict[str, Any] | None) -> None:
    study = changed(support_offer={} if offer is None else offer)
    assert "contact to be written here" in text_of(build(study, ENGLISH, ""))


def test_before_the_first_memo_the_first_one_serves() -> None:
    early = build(vendor().at(date(2010, 1, 1)), FRENCH, "")
    assert any("legal-1" in text for block in early.blocks for text in texts(block))


# -- what it gives away ----------------------------------------------------------------------------


def test_a_blank_kit_is_public_and_names_no_client() -> None:
    assert build(vendor(), FRENCH, "").frame.mark.label == "TLP:CLEAR"
    assert kind_of(KIND).audience == "public"
    for where, said in everything(vendor()).items():
        for client in conforming("feima")["clients"]:
            assert client["name"] not in said, where
            assert not re.search(rf"\b{client['id']}\b", said), where


def test_a_kit_for_a_client_names_that_one_only_and_follows_the_policy() -> None:
    study = changed(policy={"traffic_light": "green"})
    pins, port = conforming("feima")["clients"]
    assert build(study, FRENCH, "pins").frame.mark.label == "TLP:GREEN"
    for where, said in everything(study, "pins").items():
        assert pins["name"] in said, where
        assert port["name"] not in said, where
        assert not re.search(r"\bport\b", said), where


def test_nothing_internal_to_the_vendor_goes_out() -> None:
    data = conforming("feima")
    data["organization"] |= {"headcount": 4321, "turnover_thousand_eur": 87654, "sector": "SECRET-1"}
    data["products"][0] |= {"version": "SECRET-2", "controls": [{"id": "c", "title": "SECRET-3"}]}
    data["support_offer"]["content"] = "SECRET-4"
    data["policy"] = {"note": "SECRET-5"}
    data["data_protection"]["officer_not_required"] = "SECRET-6"
    data["people"][0]["function"] = "SECRET-7"
    for where, said in everything(study_of(data), "pins").items():
        assert not re.search(r"SECRET|4321|87654|87\s654", said), where


def test_it_lists_the_products_of_the_client_else_all() -> None:
    assert "Agenda Témoin" not in text_of(build(vendor(), FRENCH, "port"))
    for client in ("", "pins"):
        said = squeezed(text_of(build(vendor(), FRENCH, client)))
        assert all(squeezed(f"{BOX} {name}") in said for name in ("Cabinet Témoin", "Agenda Témoin"))


# -- the workbook ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_workbook_offers_the_answers_of_each_question_in_a_list(language: str) -> None:
    book = workbook(vendor(), voice=VOICES[language])
    offered = ",".join(words.said(language) for words in memo.answers().values())
    for question in QUESTIONS:
        sheet, row = line(book, question.id)
        cell = sheet.cell(row, form.VALUE_COLUMN + 1)
        assert cell.value is None
        rules = [rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.sqref]
        assert [(rule.type, rule.formula1) for rule in rules] == [("list", f'"{offered}"')]
        assert squeezed(str(sheet.cell(row, form.LABEL_COLUMN + 1).value)) == squeezed(
            question.asks.said(language)
        )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_offers_the_words_of_the_workbook_of_the_dossier(language: str) -> None:
    tongue = tongue_of(VOICES[language])
    for word, words in memo.answers().items():
        assert words.said(language) == tongue.label(word)


def test_a_day_that_the_program_takes_for_a_text_may_be_kept() -> None:
    sheet, row = line(workbook(vendor()), form.DATE)
    place = sheet.cell(row, form.VALUE_COLUMN + 1).coordinate
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if place in rule.sqref]
    assert (rule.type, rule.errorStyle) == ("date", "warning")


def test_it_asks_to_name_nobody_in_the_remarks() -> None:
    said = text_of(build(vendor(), FRENCH, ""))
    assert "n’y nommez personne" in said
    sheet, row = line(workbook(vendor()), "legal-1")
    place = sheet.cell(row, form.REMARK_COLUMN + 1).coordinate
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if place in rule.sqref]
    assert "Ne nommez personne" in rule.prompt


def test_what_is_to_be_filled_is_open_and_all_the_rest_is_locked() -> None:
    book = workbook(vendor())
    to_fill = {
        (sheet.title, row, column)
        for key in (form.PRACTICE, form.DATE, form.MEMO_RECEIVED, form.WISHES_SUPPORT)
        for sheet, row in (line(book, key),)
        for column in (form.VALUE_COLUMN + 1,)
    }
    for question in QUESTIONS:
        sheet, row = line(book, question.id)
        to_fill |= {(sheet.title, row, form.VALUE_COLUMN + 1), (sheet.title, row, form.REMARK_COLUMN + 1)}
    open_cells = {
        (sheet.title, cell.row, cell.column)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert open_cells == to_fill
    assert all(sheet.protection.sheet for sheet in book.worksheets)


def test_the_client_is_written_and_locked_where_there_is_one() -> None:
    assert value(workbook(vendor()), form.PRACTICE) is None
    book = workbook(vendor(), "pins")
    sheet, row = line(book, form.PRACTICE)
    assert value(book, form.PRACTICE) == "pins"
    assert sheet.cell(row, form.VALUE_COLUMN + 1).protection.locked
    assert value(book, form.EDITION) == "1.0"


def test_no_text_of_a_user_is_a_formula_or_a_link() -> None:
    data = conforming("feima")
    data["organization"]["name"] = HOSTILE
    data["clients"][0]["name"] = "=HYPERLINK(1)"
    data["products"][0]["name"] = "@SUM(1)"
    data["support_offer"]["security_contact"] = {"function": "+1", "reach": "=cmd|' /C calc'!A0"}
    content = produce(KIND, study_of(data), FRENCH, "xlsx", "pins")
    assert isinstance(content, bytes)
    with ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any("externalLink" in name or "vba" in name.casefold() for name in archive.namelist())
    assert sheets
    for xml in sheets:
        assert b"<f>" not in xml
        assert b"<hyperlink" not in xml
    cells = [
        cell.value for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row
    ]
    assert "=HYPERLINK(1)" in cells
    assert any("=cmd|" in str(text) for text in cells)


@pytest.mark.parametrize("name", ["<r></si></sst></r>", "<r><t>x</t></r>", "<r></r>"])
def test_a_name_that_looks_like_markup_is_a_name(name: str) -> None:
    data = conforming("feima")
    data["clients"] = [
        client | ({"name": name} if client["id"] == "pins" else {}) for client in data["clients"]
    ]
    sheet, row = line(workbook(study_of(data), "pins"), form.PRACTICE)

    assert sheet.cell(row, form.REMARK_COLUMN + 1).value == name


def test_the_same_study_gives_the_same_bytes() -> None:
    assert produce(KIND, vendor(), FRENCH, "xlsx", "pins") == produce(KIND, vendor(), FRENCH, "xlsx", "pins")


def test_the_page_says_all_in_each_language() -> None:
    for voice in VOICES.values():
        made = build(vendor(), voice, "pins")
        assert isinstance(made, Document)
        content = produce(KIND, vendor(), voice, "html", "pins")
        assert isinstance(content, bytes)
        page = HtmlPage.of(content)
        assert page.faults == []
        assert all(squeezed(text) in page.text for block in made.blocks for text in texts(block))
