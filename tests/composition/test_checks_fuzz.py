"""Mutated files: whatever is written, every mistake is a value with a place and a sentence, never a traceback."""

import copy
import random
import re
import string
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.mistaken import FILE, typed, valid
from tests.composition.test_checks import ALL, WARD

from hygie.composition.language.read import Composition, read_types
from hygie.composition.language.vocabulary import Systems
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.kernel.diagnostic import Refusal
from hygie.wording.catalogue import translator
from hygie.wording.composition_mistakes import SENTENCES
from hygie.wording.voice import Voice

MORE = """
vulnerabilities:
  - {id: CVE-0000-0001, type: pump, part: os, components: [pumps], exploited: {unknown: no word of it}}
publishers: {maker: {title: {fr: Fabricant, en: Maker}, ed25519: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}}
"""
TEXTS = (valid() + MORE, typed(WARD) + MORE.replace(", components: [pumps]", ""))
_PLACE = re.compile(r"\{\w+\}")
PIECES = (
    *string.punctuation,
    "\n",
    "  ",
    ": ",
    "- ",
    "pump",
    "lan",
    "in",
    "unknown",
    "null",
    "true",
    "3",
    "é",
    "[",
    "{",
)
VALUES: tuple[Any, ...] = (
    None, True, 3, -1, 1.5, "", "x", "pump", "switch", "lan.reach.ip", "pumps.lan.reach.ip", "it", [], ["pump"], {},
    {"unknown": "y"}, {"title": "T"}, [{}], 10**30, "library/infusion-pump", "library/none@1", "a.b.c.d", {"type": "it"},
)  # fmt: skip


def read_and_say(content: bytes) -> Refusal | Composition:
    """Read a file and say everything that is wrong with it in both languages."""
    read = read_types(content, FILE)
    assert isinstance(read, Refusal | Composition)
    if isinstance(read, Refusal):
        assert read.mistakes
        lines = content.decode(errors="replace").count("\n") + 1
        for mistake in read.mistakes:
            assert mistake.place.file == FILE
            assert 1 <= mistake.place.line <= lines + 1
            assert all(Voice(language).diagnostic(mistake) for language in ("fr", "en"))
    return read


@settings(max_examples=50)
@given(st.sampled_from(TEXTS), st.integers(0, 10**6))
def test_mutated_text(text: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text))
        end = start + chance.choice((0, 1, 2, 10))
        text = text[:start] + chance.choice(PIECES) + text[end:]
    read_and_say(text.encode())


@settings(max_examples=80)
@given(st.sampled_from(TEXTS), st.integers(0, 10**6))
def test_mutated_values(text: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    document = read_yaml(text.encode(), FILE)
    assert isinstance(document, Document)
    data = copy.deepcopy(document.data)
    for _ in range(chance.randint(1, 3)):
        mutate(data, chance)
    read_and_say(msgspec.json.encode(data))


def mutate(data: Any, chance: random.Random) -> None:
    """Change, drop, double or move one value somewhere below."""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = chance.choice(keys)
        if not isinstance(data[key], dict | list) or chance.random() < 0.15:
            break
        data = data[key]
    match chance.randrange(4):
        case 0:
            data[key] = chance.choice(VALUES)
        case 1:
            del data[key]
        case 2 if isinstance(data, list):
            data.append(data[key])
        case 3 if isinstance(data, dict):
            data[chance.choice(("lan", "pump", "x", "Y", "os", str(key)))] = data.pop(key)


def paths_of(data: Any) -> list[tuple[str | int, ...]]:
    """Give the path of every value below."""
    keys: list[Any] = list(data) if isinstance(data, dict) else list(range(len(data)))
    below = ((key, data[key]) for key in keys)
    return [
        (key, *rest)
        for key, value in below
        for rest in ([()] + (paths_of(value) if isinstance(value, dict | list) else []))
    ]


@pytest.mark.parametrize("wrong", [1.5, "Wrong!"], ids=["number", "text"])
@pytest.mark.parametrize("text", TEXTS, ids=["system", "type"])
def test_one_value_of_a_wrong_shape_anywhere_brings_no_other_mistake(text: str, wrong: Any) -> None:
    document = read_yaml(text.encode(), FILE)
    assert isinstance(document, Document)
    told = []
    for path in paths_of(document.data):
        data: Any = copy.deepcopy(document.data)
        below = data
        for step in path[:-1]:
            below = below[step]
        below[path[-1]] = wrong
        read = read_types(msgspec.json.encode(data), FILE)
        codes = {mistake.code for mistake in read.mistakes} if isinstance(read, Refusal) else set()
        ours = {code for code in codes if code.startswith("composition_") and code != "composition_bad_name"}
        if ours and codes != ours:
            told.append((path, ours))
    assert told == []


@pytest.mark.parametrize("text", TEXTS, ids=["system", "type"])
def test_what_is_mutated_is_right(text: str) -> None:
    assert isinstance(read_and_say(text.encode()), Composition)


def test_the_valid_data_is_what_the_vocabulary_takes() -> None:
    document = read_yaml(TEXTS[0].encode(), FILE)
    assert isinstance(document, Document)
    assert Systems.model_validate_json(msgspec.json.encode(document.data)).systems


def test_every_sentence_has_its_french_with_the_same_parameters() -> None:
    templates = {template for sentence in SENTENCES.values() for template in sentence if template}
    french = {template: translator("fr").gettext(template) for template in templates}
    assert sorted(template for template in templates if french[template] == template) == []
    assert [t for t in templates if sorted(_PLACE.findall(t)) != sorted(_PLACE.findall(french[t]))] == []


def test_every_sentence_of_a_mistake_that_is_tested_is_said_in_its_own_words() -> None:
    said = set()
    for _, text, *_ in ALL:
        read = read_types(text.replace("⟦", "").encode(), FILE)
        assert isinstance(read, Refusal)
        said |= {Voice("en").diagnostic(mistake) for mistake in read.mistakes}
    assert all("{" not in sentence for sentence in said)
