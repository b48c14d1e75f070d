"""The catalogue: languages, plurals, freshness of the compiled form."""

import os
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest

from hygie.wording import catalogue
from hygie.wording.catalogue import UnknownLanguageError, compile_catalogue, is_stale, source_of, translator

SOURCE = """
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Why “{name}”?"
msgstr "Pourquoi « {name} » ?"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} jour !"
msgstr[1] "{count} jours !"

msgid "{count} host"
msgstr "{count} hébergeur"

msgid "{count} hosts"
msgstr "{count} hébergeurs"

msgctxt "attack"
msgid "path"
msgstr "chemin d’attaque"

#, fuzzy
msgid "guess"
msgstr "à revoir"
"""


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put a small French catalogue in the place of Hygie's own."""
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    source = source_of("fr")
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    translator.cache_clear()
    yield source
    translator.cache_clear()


def test_french_says_messages_with_french_spacing(french: Path) -> None:
    words = translator("fr")

    assert french.exists()
    assert words.gettext("Why “{name}”?") == "Pourquoi «\u202f{name}\u202f»\u202f?"
    assert words.pgettext("attack", "path") == "chemin d’attaque"


@pytest.mark.parametrize(("count", "expected"), [(0, "jour"), (1, "jour"), (2, "jours")])
def test_french_counts_zero_as_one(french: Path, count: int, expected: str) -> None:
    said = translator("fr").ngettext("{count} day", "{count} days", count)

    assert french.exists()
    assert said == f"{{count}} {expected}\u202f!"


@pytest.mark.parametrize(("count", "expected"), [(0, "hébergeur"), (1, "hébergeur"), (2, "hébergeurs")])
def test_plurals_whose_forms_were_marked_one_by_one_are_said_all_the_same(
    french: Path, count: int, expected: str
) -> None:
    said = translator("fr").ngettext("{count} host", "{count} hosts", count)

    assert french.exists()
    assert said == f"{{count}} {expected}"


@pytest.mark.parametrize(("count", "expected"), [(0, "days"), (1, "day"), (2, "days")])
def test_english_leaves_messages_as_they_are_and_has_its_own_plural(count: int, expected: str) -> None:
    words = translator("en")

    assert words.gettext("Why: this?") == "Why: this?"
    assert words.pgettext("attack", "path") == "path"
    assert words.ngettext("day", "days", count) == expected


def test_what_the_catalogue_lacks_or_doubts_stays_in_english(french: Path) -> None:
    words = translator("fr")

    assert french.exists()
    assert words.gettext("never seen") == "never seen"
    assert words.gettext("guess") == "guess"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_empty_message_is_not_the_header_of_the_catalogue(language: str) -> None:
    assert translator(language).gettext("") == ""


def test_a_language_that_is_not_spoken_is_refused_by_name() -> None:
    with pytest.raises(UnknownLanguageError, match=r"'de'.*fr, en"):
        translator("de")


def test_the_compiled_form_is_made_where_it_is_missing(french: Path) -> None:
    translator("fr")

    assert french.with_suffix(".mo").exists()
    assert not is_stale(french)
    assert [path.name for path in french.parent.iterdir() if path.suffix == ".tmp"] == []


def test_a_source_that_is_newer_than_its_compiled_form_is_the_one_that_is_read(french: Path) -> None:
    translator("fr")
    french.write_text(SOURCE.replace("Pourquoi", "À quoi bon"), encoding="utf-8")
    later = french.with_suffix(".mo").stat().st_mtime + 1
    os.utime(french, (later, later))
    translator.cache_clear()

    assert translator("fr").gettext("Why “{name}”?").startswith("À quoi bon")


def test_a_working_copy_that_cannot_be_written_to_is_read_all_the_same(
    french: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, content: bytes) -> None:
        raise PermissionError(source, len(content))

    monkeypatch.setattr(catalogue, "write_compiled", refuse)

    assert translator("fr").pgettext("attack", "path") == "chemin d’attaque"
    assert not french.with_suffix(".mo").exists()


def test_an_installed_catalogue_needs_no_source(french: Path) -> None:
    translator("fr")
    french.unlink()
    translator.cache_clear()

    assert translator("fr").pgettext("attack", "path") == "chemin d’attaque"


def test_equal_sources_compile_to_equal_bytes() -> None:
    assert compile_catalogue(SOURCE.encode()) == compile_catalogue(SOURCE.encode())


def test_english_sources_get_no_french_spacing() -> None:
    source = SOURCE.replace("Language: fr", "Language: en")

    said = GNUTranslations(BytesIO(compile_catalogue(source.encode()))).gettext("Why “{name}”?")

    assert said == "Pourquoi « {name} » ?"
