"""Click's own words, in Hygie's language."""

import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from click.testing import CliRunner

from hygie.wording.click_words import CLICK_WORDS, install_click_translations


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
