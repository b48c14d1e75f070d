"""A questionnaire that comes back: one entry, every bad cell named, nothing twice, nothing half-read."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from tests.support.dossiers import conforming, dossier_of, verdicts_of
from tests.support.samples import ENGLISH, FRENCH, study_of

from hygie.documents.kinds import produce
from hygie.dossier import practice_form as form
from hygie.dossier.dossier import Dossier
from hygie.dossier.imports import Imported, readers
from hygie.dossier.imports.practitioner_kit import KIND, SECTION, read
from hygie.dossier.vocabulary.charter import PracticeQuestionnaire
from hygie.kernel.diagnostic import Refusal
from hygie.law import memo
from hygie.wording.voice import Voice

FILE = "retour.xlsx"
DAY = date(2026, 11, 18)
QUESTIONS = [question.id for question in memo.editions()[-1].questions()]
Rows = Iterable[tuple[Any, ...]]
GOOD: tuple[tuple[Any, ...], ...] = (
    (form.PRACTICE, "", "pins"),
    (form.DATE, "", DAY),
    (form.MEMO_RECEIVED, "", "oui"),
    (form.WISHES_SUPPORT, "", "non"),
    (form.EDITION, "", "1.0"),
    ("legal-1", "", "oui"),
    ("access-2", "", "en partie", "Deux mots de passe identiques"),
    ("incidents-2", "", "ne sait pas"),
    ("legal-2", "", None),
)
ENTRY = {
    "id": "pins-2026-11-18",
    "client": "pins",
    "returned": "2026-11-18",
    "memo_version": "1.0",
    "memo_received": True,
    "wishes_support": False,
    "answers": [
        {"question": "legal-1", "answer": "yes"},
        {"question": "access-2", "answer": "in_part", "remark": "Deux mots de passe identiques"},
        {"question": "incidents-2", "answer": "do_not_know"},
    ],
}


def a_workbook(rows: Rows = GOOD, **changes: Any) -> bytes:
    """Write rows, in one sheet named Q; ``changes`` replaces the value of the row of a key (_ for -)."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Q"
    replaced = {key.replace("_", "-"): value for key, value in changes.items()}
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
        if row[0] in replaced:
            sheet.cell(number, form.VALUE_COLUMN + 1).value = replaced[row[0]]
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def dossier(**sections: Any) -> Dossier:
    return dossier_of(conforming("feima") | sections)


def brought(content: bytes, into: Dossier | None = None) -> dict[str, Any]:
    found = read(content, FILE, into or dossier())
    assert isinstance(found, Imported), found
    assert list(found.sections) == [SECTION]
    (entry,) = found.sections[SECTION]
    return entry


def refused(content: bytes, into: Dossier | None = None, file: str = FILE) -> list[tuple[str, str]]:
    found = read(content, file, into or dossier())
    assert isinstance(found, Refusal), found
    for mistake in found.mistakes:
        assert FRENCH.diagnostic(mistake)
    return [(str(mistake.place).removeprefix(f"{file}:"), mistake.code) for mistake in found.mistakes]


# -- what is read ----------------------------------------------------------------------------------


def test_the_reader_is_found_by_its_word() -> None:
    assert readers()[KIND] is read


def test_a_filled_questionnaire_is_one_entry_of_the_dossier() -> None:
    assert brought(a_workbook()) == ENTRY
    data = conforming("feima") | {SECTION: [ENTRY]}
    (entry,) = dossier_of(data).declared.practice_questionnaires  # type: ignore[misc]
    assert isinstance(entry, PracticeQuestionnaire)
    assert entry.returned == DAY


def test_blank_answers_are_silence_and_are_counted() -> None:
    found = read(a_workbook(memo_received=None, wishes_support="  "), FILE, dossier())
    assert isinstance(found, Imported)
    (entry,) = found.sections[SECTION]
    assert {"memo_received", "wishes_support"}.isdisjoint(entry)
    assert "legal-2" not in {answer["question"] for answer in entry["answers"]}
    assert ("kit_unanswered", {"number": 1}) in [(note.code, note.parameters) for note in found.notes]


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize("client", ["", "pins"])
def test_the_workbook_that_is_made_comes_back_whole(voice: Voice, client: str) -> None:
    content = produce(KIND, study_of(conforming("feima")), voice, "xlsx", client)
    assert isinstance(content, bytes)
    book = load_workbook(BytesIO(content))
    offered = list(memo.answers().items())
    expected = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            cell = row[form.VALUE_COLUMN]
            match row[form.KEY_COLUMN].value:
                case form.PRACTICE if not client:
                    cell.value = "Cabinet des Pins"
                case form.DATE:
                    cell.value = DAY
                case form.MEMO_RECEIVED | form.WISHES_SUPPORT:
                    cell.value = form.yes_or_no()["yes"].said(voice.language)
                case str(key) if key in QUESTIONS:
                    word, words = offered[QUESTIONS.index(key) % len(offered)]
                    cell.value = words.said(voice.language)
                    row[form.REMARK_COLUMN].value = f"remarque {key}"
                    expected.append({"question": key, "answer": word, "remark": f"remarque {key}"})
    assert brought(saved(book)) == ENTRY | {"wishes_support": True, "answers": expected}


@pytest.mark.parametrize(
    "said", ["pins", " pins ", "Cabinet des Pins", "CABINET DES PINS", "cabinet  des pins"]
)
def test_the_client_is_known_by_its_id_or_its_name(said: str) -> None:
    assert brought(a_workbook(practice=said))["client"] == "pins"


@pytest.mark.parametrize("said", ["2026-11-18", "18/11/2026", " 18/11/2026 ", DAY, datetime(2026, 11, 18)])  # noqa: DTZ001 - a cell has no zone
def test_the_day_may_be_a_date_or_be_written(said: object) -> None:
    assert brought(a_workbook(date=said))["returned"] == "2026-11-18"


@pytest.mark.parametrize(("said", "day"), [("8/3/2026", "2026-03-08"), ("08/03/2026", "2026-03-08")])
def test_a_written_day_has_its_day_first(said: str, day: str) -> None:
    assert brought(a_workbook(date=said))["returned"] == day


@pytest.mark.parametrize("said", ["32/01/2026", "11/22/2026", "18-11-26", "novembre 2026"])
def test_what_is_no_day_is_refused(said: str) -> None:
    assert refused(a_workbook(date=said)) == [("Q!C2", "cell_day")]


SAID = {
    "yes": ("oui", "OUI", "Oui.", "yes", "Y", "o", "vrai", True),
    "no": ("non", "NON", "no", "N", "faux", False),
    "in_part": ("en partie", "En Partie", "EN  PARTIE", "in part", "partiellement", "partial", "in_part"),
    "not_applicable": (
        *("sans objet", "Sans Objet", "ne s'applique pas", "Ne s’applique pas", "non applicable", "N/A"),
        *("pas concerné", "pas concerne", "not applicable", "does not apply", "not_applicable"),
    ),
    "do_not_know": (
        *("ne sait pas", "Je ne sais pas", "je ne sais pas.", "JE NE SAIS PAS", "nous ne savons pas", "NSP"),
        *("do not know", "I don't know", "I don’t know", "don't know", "unknown", "do_not_know"),
    ),
}


@pytest.mark.parametrize(("answer", "said"), [(answer, said) for answer in SAID for said in SAID[answer]])
def test_an_answer_is_understood_however_it_is_written(answer: str, said: object) -> None:
    assert brought(a_workbook(legal_1=said))["answers"][0] == {"question": "legal-1", "answer": answer}


def test_no_way_of_writing_says_two_answers() -> None:
    written = [name for word, words in memo.answers().items() for name in form.names(word, words)]
    assert len(written) == len(set(written))
    assert set(SAID) == set(memo.answers())
    assert "" not in written


@pytest.mark.parametrize("said", ["peut-être", "oui et non", "?", "presque"])
def test_what_answers_nothing_is_refused(said: str) -> None:
    assert refused(a_workbook(legal_1=said)) == [("Q!C6", "kit_answer")]


def test_remarks_are_to_be_reread_before_they_are_committed() -> None:
    found = read(a_workbook([row for row in GOOD if row[0] != "legal-2"]), FILE, dossier())
    assert isinstance(found, Imported)
    assert [(note.code, note.parameters) for note in found.notes] == [("kit_remarks", {"number": 1})]
    assert "Reread them before committing" in ENGLISH.diagnostic(found.notes[0])


@pytest.mark.parametrize("said", ["oui", "OUI", "yes", "Yes ", True])
def test_answers_are_read_in_either_language(said: object) -> None:
    assert brought(a_workbook(legal_1=said))["answers"][0] == {"question": "legal-1", "answer": "yes"}


def test_order_and_names_of_sheets_do_not_matter() -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("Autre")
    assert first is not None
    for number, row in enumerate(reversed(GOOD), start=3):
        sheet = second if row[0] in (form.PRACTICE, form.DATE) else first
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    assert brought(saved(book)) == ENTRY


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    book = load_workbook(BytesIO(a_workbook()))
    cell = book["Q"].cell(7, form.REMARK_COLUMN + 1, "=1+1")
    cell.data_type = "s"
    assert brought(saved(book))["answers"][1]["remark"] == "=1+1"


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"practice": "Cabinet des Pains"}, [("Q!C1", "kit_practice_unknown")]),
        ({"practice": None}, [("Q!C1", "kit_practice_missing")]),
        ({"practice": "=A1"}, [("Q!C1", "kit_computed")]),
        ({"date": None}, [("Q!C2", "kit_date_missing")]),
        ({"date": "18/11/26"}, [("Q!C2", "cell_day")]),
        ({"date": "=TODAY()"}, [("Q!C2", "kit_computed")]),
        ({"date": date(2013, 11, 29)}, [("Q!C2", "kit_date_too_early")]),
        ({"memo_received": "en partie"}, [("Q!C3", "kit_answer")]),
        ({"memo_edition": "9"}, [("Q!C5", "kit_edition_unknown")]),
        ({"legal_1": "peut-être"}, [("Q!C6", "kit_answer")]),
        ({"legal_1": "=1+1"}, [("Q!C6", "kit_computed")]),
        ({"access_2": None}, [("Q!C7", "kit_remark_alone")]),
        (
            {"practice": "inconnu", "legal_1": "bof", "date": None},
            [("Q!C1", "kit_practice_unknown"), ("Q!C2", "kit_date_missing"), ("Q!C6", "kit_answer")],
        ),
    ],
)
def test_every_bad_cell_is_named(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    content = a_workbook()
    book = load_workbook(BytesIO(content))
    for key, value in changes.items():
        number = [row[0] for row in GOOD].index(key.replace("_", "-")) + 1
        book["Q"].cell(number, form.VALUE_COLUMN + 1).value = value
    assert refused(saved(book)) == expected


def test_the_day_of_the_first_memo_is_accepted() -> None:
    assert brought(a_workbook(date=date(2013, 11, 30)))["returned"] == "2013-11-30"


def test_an_unknown_practice_is_met_with_a_suggestion() -> None:
    found = read(a_workbook(practice="Cabinet des Pain"), FILE, dossier())
    assert isinstance(found, Refusal)
    assert "Cabinet des Pins" in ENGLISH.diagnostic(found.mistakes[0])


def test_a_name_that_two_clients_share_is_not_guessed() -> None:
    clients = conforming("feima")["clients"]
    clients[1]["name"] = clients[0]["name"]
    assert refused(a_workbook(practice=clients[0]["name"]), dossier(clients=clients)) == [
        ("Q!C1", "kit_practice_ambiguous")
    ]
    assert brought(a_workbook(practice="port"), dossier(clients=clients))["client"] == "port"


def test_a_reference_that_was_changed_is_not_passed_over() -> None:
    assert refused(a_workbook((*GOOD, ("acces-2", "", "oui")))) == [("Q!A10", "kit_question_unknown")]
    assert refused(a_workbook((*GOOD, ("legal-1", "", "non")))) == [("Q!A10", "kit_twice")]


def test_a_remark_has_a_length_at_most() -> None:
    longest = "é" * form.LONGEST_REMARK
    rows = [row for row in GOOD if row[0] != "access-2"]
    assert brought(a_workbook([*rows, ("access-2", "", "oui", longest)]))
    assert refused(a_workbook([*rows, ("access-2", "", "oui", longest + "e")])) == [
        ("Q!D9", "kit_remark_too_long")
    ]


@pytest.mark.parametrize(
    ("content", "file", "code"),
    [
        (b"", FILE, "workbook_format"),
        (b"not a workbook", FILE, "workbook_format"),
        (b"PK\x03\x04 cut", FILE, "workbook_damaged"),
        (b"\xd0\xcf\x11\xe0 old", "retour.xls", "workbook_old_or_locked"),
        (a_workbook([("a", "b", "c")]), FILE, "kit_not_one"),
        (a_workbook(GOOD[:5]), FILE, "kit_empty"),
    ],
    ids=["empty", "text", "cut short", "old format", "another workbook", "nothing answered"],
)
def test_a_file_that_is_no_filled_questionnaire_is_refused(content: bytes, file: str, code: str) -> None:
    assert [found for _, found in refused(content, file=file)] == [code]


# -- twice -----------------------------------------------------------------------------------------


def test_reading_it_again_adds_nothing() -> None:
    found = read(a_workbook(), FILE, dossier(practice_questionnaires=[ENTRY]))
    assert isinstance(found, Imported)
    assert not found.sections
    assert [note.code for note in found.notes] == ["kit_already_there"]


def test_other_answers_of_the_same_day_are_not_merged_in_silence() -> None:
    other = a_workbook(legal_1="non")
    assert refused(other, dossier(practice_questionnaires=[ENTRY])) == [("Q!C2", "kit_differs")]
    assert brought(a_workbook(date=date(2026, 11, 19)), dossier(practice_questionnaires=[ENTRY]))


# -- what it changes -------------------------------------------------------------------------------


def test_a_client_that_received_the_memo_counts_as_reached() -> None:
    data = conforming("feima")
    data["promotions"][0]["clients"] = ["port"]
    before = verdicts_of(data, referential="feima-2021")["FEIMA-11"]
    data[SECTION] = [brought(a_workbook())]
    after = verdicts_of(data, referential="feima-2021")["FEIMA-11"]
    assert "memo_not_reached" in {reason.code for reason in (*before.reasons, *before.notes)}
    assert "memo_not_reached" not in {reason.code for reason in (*after.reasons, *after.notes)}


def test_a_client_that_asks_for_support_is_named_until_it_gets_some() -> None:
    data = conforming("feima")
    data[SECTION] = [brought(a_workbook(wishes_support="oui"))]
    waiting = verdicts_of(data, referential="feima-2021")["FEIMA-12"]
    data["support_actions"].append({"id": "visit", "title": "Visite", "on": str(DAY), "clients": ["pins"]})
    answered = verdicts_of(data, referential="feima-2021")["FEIMA-12"]
    assert "convention:support_asked_for" in {item.code for item in waiting.reservations}
    assert "convention:support_asked_for" not in {item.code for item in answered.reservations}


# -- whatever is written ---------------------------------------------------------------------------

_WORDS = (*QUESTIONS[:3], form.PRACTICE, form.DATE, form.EDITION, "oui", "pins", "=1/0", "legal-99", "—", "")
_CELLS = st.one_of(
    st.sampled_from([None, True, 0, 1.5, -1, 10**20, *_WORDS]),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]), max_size=12),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
_ROWS = st.lists(st.tuples(_CELLS, st.none(), _CELLS, _CELLS), max_size=5)


@settings(deadline=None, max_examples=60)
@given(_ROWS)
def test_whatever_a_workbook_holds_it_is_read_or_refused_with_words(rows: list[tuple[Any, ...]]) -> None:
    found = read(a_workbook([*GOOD[:2], *rows, *GOOD[5:]]), FILE, dossier())
    if isinstance(found, Imported):
        (entry,) = found.sections[SECTION]
        assert PracticeQuestionnaire.model_validate_json(json.dumps(entry)).answers
    else:
        assert found.mistakes
        assert all(FRENCH.diagnostic(mistake) for mistake in found.mistakes)
