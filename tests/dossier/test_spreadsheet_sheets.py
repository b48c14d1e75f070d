"""The workbook covers the vocabulary, says it in people's words, and offers answers that it accepts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from tests.support.workbooks import cell_of, exported, opened, template, words

from hygie.dossier.plan import plan_of
from hygie.dossier.spreadsheet.cells import decode
from hygie.dossier.spreadsheet.forms import Form
from hygie.dossier.spreadsheet.sheets import Table, columns_by_key, sheets
from hygie.dossier.spreadsheet.titles import LONGEST_NAME, column_title, sheet_title
from hygie.dossier.spreadsheet.words import Tongue
from hygie.dossier.suggest import bare
from hygie.dossier.vocabulary.base import Entry
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.workbook.cells import Kind, Raw
from hygie.wording.workbooks import TITLES

TONGUES = {tongue.language: tongue for tongue in words().tongues}
NOT_FILLED = {"format"}


@cache
def book_in(language: str) -> Workbook:
    return opened(template("host", "vendor", language=language))


def keys_of(model: type[Entry], prefix: str = "") -> Iterator[str]:
    """Give the key of every field that holds no other, as the vocabulary nests them."""
    for key, plan in plan_of(model).items():
        if plan.entry is None or "not_applicable" in plan.entry.model_fields:
            yield f"{prefix}{key}"
        else:
            yield from keys_of(plan.entry, f"{prefix}{key}.")


def test_every_field_of_the_vocabulary_has_its_cell() -> None:
    fields = set(keys_of(Declarations)) - NOT_FILLED

    columns = {key.replace("[]", "") for key in columns_by_key()}

    assert fields - columns == set()


def test_every_list_of_entries_has_a_sheet_and_a_cell_to_say_that_it_is_empty() -> None:
    tables = {sheet.key for sheet in sheets() if isinstance(sheet, Table)}

    assert {key for key in columns_by_key() if key.endswith("[]")} == tables


@pytest.mark.parametrize("language", TONGUES)
def test_sheets_have_names_that_the_format_accepts_each_once(language: str) -> None:
    names = [sheet_title(sheet, TONGUES[language]) for sheet in sheets()]
    texts = TONGUES[language].texts
    names += [texts["cover_name"], texts["choices_name"]]

    assert max(map(len, names)) <= LONGEST_NAME
    assert [name for name in names if re.search(r"[\[\]:*?/\\']", name)] == []
    assert [name for name, times in Counter(map(str.casefold, names)).items() if times > 1] == []


def test_every_sheet_has_a_name_and_every_name_a_sheet() -> None:
    assert set(TITLES) == {sheet.key for sheet in sheets()}


def forms() -> Iterator[tuple[str, Form]]:
    for key, (_, column) in columns_by_key().items():
        form = column.form.items or column.form
        if form.words:
            yield key, form


@pytest.mark.parametrize("language", TONGUES)
def test_the_label_of_a_word_is_read_as_that_word(language: str) -> None:
    wrong = [
        (key, word, read)
        for key, form in forms()
        for word in form.words
        if (read := decode(Raw(Kind.TEXT, TONGUES[language].label(word)), form, words())) != word
    ]

    assert wrong == []


def test_no_two_words_of_a_list_have_the_same_label() -> None:
    for key, form in forms():
        for tongue in TONGUES.values():
            labels = [bare(tongue.label(word)) or word for word in form.words]
            assert len(set(labels)) == len(labels), (key, labels)


@pytest.mark.parametrize("language", TONGUES)
def test_every_answer_that_a_list_offers_is_accepted(language: str) -> None:
    book = book_in(language)
    offered = 0
    for sheet in book.worksheets:
        keys = {cell.column: cell.value for cell in sheet[1]}
        for rule in sheet.data_validations.dataValidation:
            source = str(rule.formula1 or "")
            if rule.type != "list" or f"{TONGUES[language].texts['choices_name']}'" not in source:
                continue
            left, top, right, bottom = range_boundaries(source.rpartition("!")[2].replace("$", ""))
            answers = [book.worksheets[-1].cell(row, left).value for row in range(top, bottom + 1)]
            area = next(iter(rule.sqref.ranges))
            key = keys.get(area.min_col)
            if key not in columns_by_key():
                key = sheet.cell(area.min_row, 4).value
            form = columns_by_key()[key][1].form
            for answer in answers:
                decode(Raw(Kind.TEXT, answer), form, words())
                offered += 1
            assert left == right
    assert offered > 300


@pytest.mark.parametrize("language", TONGUES)
def test_the_lists_of_identifiers_are_the_columns_of_identifiers(language: str) -> None:
    book = book_in(language)
    sheet, row, column = cell_of(book, "contracts[].client")
    rule = next(each for each in sheet.data_validations.dataValidation if (row, column) in cells(each))
    name, _, area = str(rule.formula1).partition("!")
    clients, first, ids = cell_of(book, "clients[].id")

    assert name.strip("='") == clients.title
    assert range_boundaries(area.replace("$", ""))[:2] == (ids, first)


def cells(rule: object) -> set[tuple[int, int]]:
    area = next(iter(rule.sqref.ranges))  # type: ignore[attr-defined]
    return {(area.min_row, column) for column in range(area.min_col, area.max_col + 1)}


def test_a_list_offers_and_never_bars_down_to_the_last_row_that_it_takes_from() -> None:
    """Entries whose id is left blank are named by their name, which a list of ids does not hold."""
    book = opened(template("vendor"))
    rules = {
        (sheet.title, rule.sqref): rule
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list" and sheet[1][0].value == "#"
    }
    assert rules
    assert {rule.errorStyle for rule in rules.values()} == {"warning"}
    assert {max(part.max_row for part in sqref) for _, sqref in rules} == {5_000}


def test_a_workbook_to_fill_shows_what_the_role_needs_and_hides_the_rest() -> None:
    book = opened(template("vendor"))

    states = {
        cell_key: cell_of(book, cell_key)[0].sheet_state
        for cell_key in ("products[].id", "contracts[].id", "clients[].id")
    }

    assert states == {"products[].id": "visible", "contracts[].id": "hidden", "clients[].id": "visible"}


def test_the_93_measures_are_there_with_their_titles() -> None:
    book = opened(template("host"))
    sheet, row, column = cell_of(book, "isms.statement_of_applicability.measures[].measure")
    titles = next(cell.column for cell in sheet[1] if cell.value == "#title")

    found = {
        sheet.cell(each, column).value: sheet.cell(each, titles).value
        for each in range(row, sheet.max_row + 1)
    }

    assert len(found) == 93
    assert (min(found, key=list(found).index), list(found)[-1]) == ("A.5.1", "A.8.34")
    assert all(found.values())


@pytest.mark.parametrize("key", ["people[].name", "organization.designations.operator_of_vital_importance"])
def test_what_is_restricted_has_no_place_in_an_export_unless_it_is_asked_for(key: str) -> None:
    host = Path(__file__).parents[2] / "examples" / "host"

    with pytest.raises(LookupError):
        cell_of(opened(exported(host, restricted=False)), key)

    assert cell_of(opened(exported(host, restricted=True)), key)


# -- titles ----------------------------------------------------------------------------------------

LONGEST_LABEL = 60
NO_NOUN = re.compile(
    r"(?:whether|true\b|false\b|messaging only|article 46 only|as an? |how |what |why|who\b|where|when|or a |"
    r"si |vrai\b|faux\b|messagerie seulement|article 46 seulement|en tant que|comment|pourquoi|qui |où |quand|ou une )",
    re.IGNORECASE,
)


def vocabulary_words() -> set[str]:
    """Give the words of the vocabulary that are no words of any language, and say nothing to people."""
    forms_of = (column.form for sheet in sheets() for column in sheet.columns)
    words_of = (
        word for form in forms_of for word in (*form.words, *(form.items.words if form.items else ()))
    )
    return {word for word in words_of if "_" in word}


def lone_words(form: Form, tongue: Tongue) -> set[str]:
    words_of = (*form.words, *(form.items.words if form.items else ()))
    return {text.casefold() for word in words_of for text in (word, tongue.label(word))}


@pytest.mark.parametrize("language", TONGUES)
def test_each_title_stands_once_on_its_sheet(language: str) -> None:
    tongue = TONGUES[language]
    for sheet in sheets():
        titles = Counter(column_title(column, tongue) for column in sheet.columns)
        assert [title for title, times in titles.items() if times > 1] == [], sheet.key


@pytest.mark.parametrize("language", TONGUES)
def test_a_label_is_a_few_words_that_name_what_the_field_holds(language: str) -> None:
    tongue = TONGUES[language]
    wrong = {}
    for sheet in sheets():
        for column in sheet.columns:
            label = column_title(replace(column, above=()), tongue).removesuffix(" *")
            if (
                len(label) > LONGEST_LABEL
                or NO_NOUN.match(label)
                or label.casefold() in lone_words(column.form, tongue)
                or any(word in label for word in vocabulary_words())
                or "kind:" in label
            ):
                wrong[column.key] = label
    assert wrong == {}
