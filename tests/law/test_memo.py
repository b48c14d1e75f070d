"""The security memo's questionnaire: six themes, ids that last, plain words in both languages."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import msgspec
import pytest
import yaml

from hygie.dossier.vocabulary.charter import MemoAnswer
from hygie.law import memo
from hygie.law.dated import Certainty, MalformedLawError
from hygie.law.memo import Question, Words
from hygie.law.reading import decode

FIRST_DAY = date(2013, 11, 30)
TODAY = date(2026, 11, 22)
FILE = Path(memo.__file__).parent / "data" / "memo.yaml"
JARGON = re.compile(
    r"\b(SMSI|ISMS|VPN|phishing|hame.onnage|ransomware-as|MFA|IAM|firewalling|endpoint|patch|token|hash)\b",
    re.IGNORECASE,
)


def questions() -> tuple[Question, ...]:
    edition = memo.memo(TODAY)
    assert edition is not None
    return edition.questions()


def every_text() -> list[Words]:
    return [words for question in questions() for words in (question.asks, question.why, question.first)]


def test_the_themes_are_the_six_of_the_memo_in_its_order() -> None:
    edition = memo.memo(TODAY)
    assert edition is not None
    assert [theme.fr for theme in edition.themes] == [
        "Obligations légales",
        "Promotion de la sécurité",
        "Sécurité physique du lieu d’exercice",
        "Protection des équipements",
        "Maîtrise des accès",
        "Limitation des incidents",
    ]


def test_there_are_about_thirty_questions_shared_among_the_themes() -> None:
    edition = memo.memo(TODAY)
    assert edition is not None
    assert 28 <= len(questions()) <= 34
    assert min(len(theme.questions) for theme in edition.themes) >= 4


def test_the_edition_is_that_of_2013_until_another_text_is_found() -> None:
    assert memo.memo(FIRST_DAY - timedelta(days=1)) is None
    edition = memo.memo(FIRST_DAY)
    assert edition == memo.memo(TODAY) == memo.edition("1.0")
    assert edition is not None
    assert edition.certainty is Certainty.SECONDARY
    assert "2021" in (edition.note or "")
    assert memo.edition("2021") is None


def test_ids_are_stable_they_number_the_questions_of_a_theme_from_one() -> None:
    edition = memo.memo(TODAY)
    assert edition is not None
    for theme in edition.themes:
        assert [question.id for question in theme.questions] == [
            f"{theme.id}-{number}" for number in range(1, len(theme.questions) + 1)
        ]


def test_ids_that_were_printed_keep_their_meaning() -> None:
    by_id = {question.id: question.asks.en.casefold() for question in questions()}
    printed = {
        "legal-4": "certified for health data",
        "promotion-3": "deceptive e-mails",
        "premises-2": "screens",
        "equipment-3": "encrypted",
        "access-2": "passwords",
        "access-6": "mssanté",
        "incidents-2": "backup can be read again",
    }
    assert {key: text in by_id[key] for key, text in printed.items()} == dict.fromkeys(printed, True)


def test_answers_are_those_of_the_vocabulary() -> None:
    assert tuple(memo.answers()) == get_args(MemoAnswer)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_a_question_is_one_short_question_with_one_line_for_why_and_one_for_a_first_step(
    question: Question,
) -> None:
    for language in ("fr", "en"):
        asks, why, first = (part.said(language) for part in (question.asks, question.why, question.first))
        assert asks.endswith(" ?" if language == "fr" else "?")
        assert asks.count("?") == 1
        assert why.endswith(".")
        assert first.endswith(".")
        assert "?" not in why + first
        assert max(map(len, (asks, why, first))) <= 145


def test_words_are_plain_and_different_in_the_two_languages() -> None:
    for words in every_text():
        assert words.fr != words.en
        assert not JARGON.search(words.fr + words.en), words
        assert "'" not in words.fr + words.en


def test_french_is_written_with_ordinary_spaces() -> None:
    for words in every_text():
        assert not re.search("[\u00a0\u202f]", words.fr)
        assert not re.search(r"\S[?!;:](?!\d)", words.fr), words.fr


@pytest.mark.parametrize(
    ("problem", "change"),
    [
        ("a question stands twice", lambda theme: theme["questions"].append(theme["questions"][0])),
        ("the id of another theme", lambda theme: theme["questions"][0].update(id="other-1")),
    ],
)
def test_malformed_questionnaires_are_loud(
    problem: str, change: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    change(data["editions"][0]["themes"][0])  # type: ignore[operator]
    content = yaml.safe_dump(data, allow_unicode=True).encode()
    monkeypatch.setattr(memo, "read", lambda file, shape: decode(file, content, shape))
    memo._file.cache_clear()  # noqa: SLF001 - what is read once has to be read again here
    try:
        with pytest.raises(MalformedLawError, match=problem):
            memo.answers()
    finally:
        memo._file.cache_clear()  # noqa: SLF001 - as above


def test_each_language_is_required() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"fr": "oui"}, Words)
    with pytest.raises(ValueError, match="de"):
        Words(fr="oui", en="yes").said("de")
