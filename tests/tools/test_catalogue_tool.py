"""The tool that keeps the French catalogue in step with the sources."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Load the tool, which is a script."""
    spec = importlib.util.spec_from_file_location("catalogue_tool", ROOT / "tools" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a small project in the place of Hygie; the function gives writes its only source."""
    source = tmp_path / "src" / "hygie" / "module.py"
    source.parent.mkdir(parents=True)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "CATALOGUE", tmp_path / "fr" / "hygie.po")

    def write(text: str) -> None:
        source.write_text(text, encoding="utf-8")

    return write


def catalogue_with(*messages: tuple[str | tuple[str, str], str | tuple[str, str]]) -> Catalog:
    catalog = Catalog(locale="fr")
    for message, translation in messages:
        catalog.add(message, translation)
    return catalog


@pytest.mark.parametrize(
    ("message", "translation", "fault"),
    [
        pytest.param(
            "Hello {name}", "Bonjour {nom}", "placeholders ['nom'] instead of ['name']", id="renamed"
        ),
        pytest.param("Hello {name}", "Bonjour", "placeholders [] instead of ['name']", id="forgotten"),
        pytest.param("%(prog)s", "programme", "placeholders [] instead of ['prog']", id="percent style"),
        pytest.param("Hello", "", "not translated", id="empty"),
        pytest.param(("{n} day", "{n} days"), ("{n} jour", ""), "not translated", id="one form empty"),
        pytest.param(
            "Say it", "Dis-le d'abord", "straight apostrophe (extract writes it as ’)", id="apostrophe"
        ),
        pytest.param("Data", "Les donnees", "accent missing in “donnees”", id="accent"),
    ],
)
def test_a_faulty_translation_is_named(
    tool: ModuleType, message: str | tuple[str, str], translation: str | tuple[str, str], fault: str
) -> None:
    sources = catalogue_with((message, ""))

    found = [problem for _, problem in tool.compare(catalogue_with((message, translation)), sources)]

    assert found == [fault]


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("Hello {name}", "Bonjour {name}"),
        ("{value!r} is unknown", "« {value} » est inconnu"),
        (("One day", "{n} days"), ("Un jour", "{n} jours")),
        (("{n} day", "{n} days"), ("{n} jour", "{n} jours")),
        ("Run `d'abord`", "Lancez `d'abord`"),
        ("{name} {filename!r} does not exist.", "Le chemin « {filename} » n’existe pas."),
    ],
)
def test_a_right_translation_passes(
    tool: ModuleType, message: str | tuple[str, str], translation: str | tuple[str, str]
) -> None:
    found = tool.compare(catalogue_with((message, translation)), catalogue_with((message, "")))

    assert list(found) == []


def test_fuzzy_and_foreign_and_missing_messages_are_named(tool: ModuleType) -> None:
    catalog = catalogue_with(("gone", "parti"), ("doubt", "doute"))
    catalog["doubt"].flags.add("fuzzy")  # type: ignore[union-attr]
    catalog.obsolete["old"] = Message("old", "vieux")

    found = set(tool.compare(catalog, catalogue_with(("doubt", ""), ("new", ""))))

    assert found == {
        ("doubt", "fuzzy"),
        ("gone", "no longer in the sources"),
        ("new", "not in the catalogue"),
        ("old", "set aside, no longer in the sources (extract --prune drops it)"),
    }


def test_extracting_finds_marks_plurals_contexts_titles_and_descriptions(
    tool: ModuleType, project: Callable[[str], None]
) -> None:
    project(
        """N_("one"); N_plural("day", "days"); pgettext("x", "way"); a = Field(None, title="head", description="field")"""
    )

    found = {(message.id, message.context) for message in tool.extracted() if message.id}

    assert found == {("one", None), (("day", "days"), None), ("way", "x"), ("head", None), ("field", None)}


def test_a_message_that_comes_back_finds_its_translation(
    tool: ModuleType, project: Callable[[str], None], tmp_path: Path
) -> None:
    fragment = tmp_path / "fragment.po"
    fragment.write_text('msgid "one"\nmsgstr "l\'un"\n', encoding="utf-8")
    project('N_("one")')
    tool.main(["merge", str(fragment)])
    project('N_("two")')
    tool.main(["extract"])
    aside = tool.read(tool.CATALOGUE)
    project('N_("one")')
    tool.main(["extract"])

    assert [message.id for message in aside.obsolete.values()] == ["one"]
    assert tool.read(tool.CATALOGUE)["one"].string == "l’un"


def test_pruning_drops_what_has_left_the_sources(
    tool: ModuleType, project: Callable[[str], None], tmp_path: Path
) -> None:
    fragment = tmp_path / "fragment.po"
    fragment.write_text('msgid "gone"\nmsgstr "parti"\n', encoding="utf-8")
    project('N_("one")')
    tool.main(["merge", str(fragment)])
    tool.main(["extract", "--prune"])

    assert not tool.read(tool.CATALOGUE).obsolete


def test_extracting_twice_writes_the_same_bytes(tool: ModuleType, project: Callable[[str], None]) -> None:
    project('N_("two"); N_("one")')
    tool.main(["extract"])
    once = tool.CATALOGUE.read_bytes()
    tool.main(["extract"])

    assert tool.CATALOGUE.read_bytes() == once


def test_a_catalogue_that_another_program_holds_is_waited_for_then_refused(
    tool: ModuleType, project: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    project('N_("one")')
    monkeypatch.setattr(tool, "LOCK_SECONDS", 0)
    lock = tool.CATALOGUE.with_suffix(".lock")

    with tool.locked(tool.CATALOGUE), pytest.raises(TimeoutError, match="held by another program"):
        tool.main(["extract"])

    assert not lock.exists()
