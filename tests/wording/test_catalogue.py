"""The catalogue: languages, French spacing, freshness of the compiled form, and click's own words."""

import os
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from hygie.wording import catalogue
from hygie.wording.catalogue import UnknownLanguageError, compile_catalogue, is_stale, source_of, translator
from hygie.wording.click_words import CLICK_WORDS, install_click_translations
from hygie.wording.typography import french_spaces

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


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("Pourquoi ?", "Pourquoi_?", id="ordinary space"),
        pytest.param("Pourquoi\u00a0?", "Pourquoi_?", id="wide no-break space"),
        pytest.param("Pourquoi?", "Pourquoi_?", id="no space"),
        pytest.param("Oui ; non ! Et : voilà", "Oui_; non_! Et_: voilà", id="every sign"),
        pytest.param("Vraiment ?!", "Vraiment_?!", id="two signs"),
        pytest.param("« Nivalis »", "«_Nivalis_»", id="guillemets"),
        pytest.param("«Nivalis»", "«_Nivalis_»", id="tight guillemets"),
        pytest.param("le « {name} » :", "le «_{name}_»_:", id="placeholder between guillemets"),
        pytest.param("(« a » ; « b »)", "(«_a_»_; «_b_»)", id="lists of quotes"),
        pytest.param("{count} jours !", "{count} jours_!", id="placeholder before"),
        pytest.param("{value!r} : {x:>3}", "{value!r}_: {x:>3}", id="conversion and format of placeholders"),
        pytest.param("41 % ; 12 € : oui", "41 %_; 12 €_: oui", id="after units"),
    ],
)
def test_french_spacing(written: str, read: str) -> None:
    assert french_spaces(written) == read.replace("_", "\u202f")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a?b=c;d!e",
        "voir https://example.org/a?",
        "à 12:30",
        "actors.yaml:12:14: le pays manque",
        "C:\\dossier\\hygie.yaml:3",
        "actor:west",
        "sha256:0a1b",
        "`contracts : [a ; b] ! ?`",
        "`«x»`",
        "fish &amp; chips &#38;",
        "partiel · ? indéterminé",
        "✕ 3 · – 2",
        "un :west",
        "deux lignes\n: la suite",
    ],
)
def test_french_spacing_leaves_alone(text: str) -> None:
    assert french_spaces(text) == text


PIECES = st.sampled_from(
    [
        *"«»;:!?`{}()&/.\\\n_",
        *(
            " ",
            "\u00a0",
            "\u202f",
            "mot",
            "é",
            "12",
            "{nom}",
            "`a : b`",
            "a.yaml:1:2",
            "https://x.fr/?",
            "“",
            "”",
        ),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_french_spacing_twice_is_french_spacing_once(text: str) -> None:
    once = french_spaces(text)

    assert french_spaces(once) == once


@given(st.lists(PIECES, max_size=12).map("".join))
def test_french_spacing_changes_nothing_but_spaces(text: str) -> None:
    def without_spaces(some: str) -> str:
        return some.translate(dict.fromkeys(map(ord, " \u00a0\u202f")))

    assert without_spaces(french_spaces(text)) == without_spaces(text)


# -- click's own words


@click.group()
@click.version_option("1.0")
def cli() -> None:
    """Exemple."""


@cli.command()
@click.argument("requirement")
@click.option("--level", type=click.Choice(["never", "partial"]), default="never", show_default=True)
@click.option("--days", type=int)
@click.option("--source", type=click.Path(exists=True))
def explain(**_given: object) -> None:
    """Explique."""


@pytest.fixture
def said() -> Iterator[CliRunner]:
    """Run click in French, and put English back."""
    install_click_translations("fr")
    yield CliRunner()
    install_click_translations("en")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--help"], ["Utilisation\u202f:", "Options\u202f:", "Commandes\u202f:", "Affiche ce message"]),
        (["explain", "--help"], ["par défaut\u202f: never", "Options\u202f:"]),
        (
            ["explain"],
            ["Erreur\u202f: Il manque l’argument", "Pour obtenir de l’aide\u202f: cli explain --help"],
        ),
        (["explian"], ["La commande «\u202fexplian\u202f» n’existe pas."]),
        (
            ["explain", "x", "--lebel", "never"],
            ["L’option «\u202f--lebel\u202f» n’existe pas.", "Vouliez-vous"],
        ),
        (["explain", "x", "--level", "zzz"], ["Valeur incorrecte pour", "Attendu\u202f: une valeur parmi"]),
        (["explain", "x", "--days", "dix"], ["n’est pas un nombre"]),
        (["explain", "x", "--source", "nowhere"], ["Le chemin «\u202fnowhere\u202f» n’existe pas."]),
        (["explain", "x", "y", "z"], ["Arguments en trop\u202f: y z"]),
        (["explain", "x", "--days"], ["demande une valeur"]),
    ],
)
def test_click_speaks_french(said: CliRunner, arguments: list[str], expected: list[str]) -> None:
    output = said.invoke(cli, arguments, prog_name="cli").output

    assert [words for words in expected if words not in output] == []


def test_click_speaks_english_again(said: CliRunner) -> None:
    install_click_translations("en")

    output = said.invoke(cli, ["explain"], prog_name="cli").output

    assert "Usage: cli explain" in output
    assert "Missing argument" in output


def test_click_s_language_does_not_touch_the_environment(said: CliRunner) -> None:
    before = dict(os.environ)
    said.invoke(cli, ["--help"])

    assert dict(os.environ) == before


TO_PROGRAMMERS_OR_ELSEWHERE = {
    "_termui_impl.py",  # progress bars and editors: Hygie has its own bars and starts no editor
    "_winconsole.py",
    "shell_completion.py",
}
TO_PROGRAMMERS = {
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Invalid start character for option ({option})",
    "Unknown color {colour!r}",
    "Choice({choices})",
    "Unknown standard stream '{name}'",
}


def test_everything_that_this_click_says_to_users_is_in_the_catalogue() -> None:
    found = {
        message
        for name, _line, message, _comments, _context in extract_from_dir(str(Path(click.__file__).parent))
        if name not in TO_PROGRAMMERS_OR_ELSEWHERE
    }
    to_users = {
        message
        for message in found - TO_PROGRAMMERS
        if not str(message).startswith(("DeprecationWarning:", "No options defined but a name was passed"))
    }

    assert sorted(to_users - set(CLICK_WORDS), key=str) == []
