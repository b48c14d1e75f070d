"""What is written reads back alike, by our reader and by the tools that follow YAML 1.1."""

from datetime import date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.dossier.yaml_writer import Layout, write_block

BOOLEANS = ("y", "yes", "n", "no", "on", "off", "true", "false")
CASES = [spelt for word in BOOLEANS for spelt in (word, word.title(), word.upper())]
WORDS = [*CASES, "~", "null", "Null", "NULL", "", "=", "<<"]
NUMBERS = [
    "12:30",
    "1:2:3",
    "190:20:30.15",
    "010",
    "0o10",
    "0b11",
    "0x1F",
    "1_000",
    "1_0.5",
    "123456789",
    "1e3",
    ".5",
]
NEITHER = ["yesterday", "Non", "oui", "off-site", "on call", "NOR", "A.5.1", "1.2.3", "01 23 45", "12:30 h"]


def lines(data: dict[str, Any]) -> str:
    return "\n".join((*write_block(data, 0, Layout()), ""))


def by_ours(text: str) -> dict[str, Any]:
    document = read_yaml(text.encode(), "")
    assert isinstance(document, Document), (document, text)
    return document.data


@pytest.mark.parametrize("word", [*WORDS, *NUMBERS, *NEITHER])
def test_a_text_is_a_text_for_every_reader(word: str) -> None:
    data = {"value": word, "list": [word], "inside": [{"answer": word}], f"{word} ": 1, "k": {word: "x"}}
    text = lines(data)

    assert yaml.safe_load(text) == data
    assert by_ours(text) == data


@pytest.mark.parametrize("word", NEITHER)
def test_what_nobody_mistakes_is_not_quoted(word: str) -> None:
    assert lines({"value": word}) == f"value: {word}\n"


@pytest.mark.parametrize("day", ["2026-11-22", "1999-01-01"])
def test_a_day_stays_a_day(day: str) -> None:
    assert lines({"on": day}) == f'"on": {day}\n'
    assert yaml.safe_load(lines({"on": day})) == {"on": date.fromisoformat(day)}


@given(st.text("0123456789abefnoxyNOY_:.+-~= ", min_size=1, max_size=8))
def test_nothing_but_a_day_changes_its_type(word: str) -> None:
    read = yaml.safe_load(lines({"value": word}))["value"]

    assert read == word or isinstance(read, date | datetime)
