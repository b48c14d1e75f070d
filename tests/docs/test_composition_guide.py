"""The guides to the composition language and to the watch: what is written is accepted, what is shown is said."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hygie.cli.main import choose_language, execute
from hygie.composition.language.read import read_systems, read_types
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.feeds.base import Base
from hygie.feeds.sync import sync_from
from hygie.kernel.diagnostic import Refusal
from hygie.wording.voice import Voice

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = [DOCS / "composition.md", DOCS / "fr" / "composition.md"]
BLOCK = re.compile(r"(?:<!-- file: (?P<file>[\w./-]+) -->\n)?```yaml\n(?P<text>.*?)```\n", re.DOTALL)
SHOWN = re.compile(r"<!-- hygie (?P<arguments>[^\n]*) -->\n```\n(?P<block>.*?)```\n", re.DOTALL)
HEAD = "format: 1\norganization: {name: Essai}\nroles: [hospital]\n"
CUT = "…"

BLOCKS = [
    pytest.param(found["file"], found["text"], id=f"{guide.relative_to(DOCS)}-{number}")
    for guide in GUIDES
    for number, found in enumerate(BLOCK.finditer(guide.read_text(encoding="utf-8")), start=1)
]
FRENCH = GUIDES[1].read_text(encoding="utf-8")
OUTPUTS = [(found["arguments"], found["block"]) for found in SHOWN.finditer(FRENCH)]
WATCH = (DOCS / "fr" / "veille.md").read_text(encoding="utf-8")
WATCHED = [
    pytest.param(found["arguments"], found["block"], id=f"{number}-{found['arguments']}")
    for number, found in enumerate(SHOWN.finditer(WATCH), start=1)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a dossier with the files that the French guide has people write."""
    (tmp_path / "systems").mkdir()
    (tmp_path / "hygie.yaml").write_text(HEAD, encoding="utf-8")
    for found in BLOCK.finditer(FRENCH):
        if found["file"]:
            (tmp_path / found["file"]).write_text(found["text"], encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("file", "text"), BLOCKS)
def test_each_block_is_written_as_yaml_is_read(file: str | None, text: str) -> None:
    read = read_yaml(text.encode(), file or "block.yaml")
    assert isinstance(read, Document), read


def test_the_first_file_is_a_type_that_stands_alone() -> None:
    first = next(found for found in BLOCK.finditer(FRENCH) if found["file"])
    read = read_types(first["text"].encode(), first["file"])
    assert not isinstance(read, Refusal), read
    assert read.declared.types
    assert len(first["text"].splitlines()) <= 34  # the guide says about thirty


def test_the_files_together_are_a_system(folder: Path) -> None:
    read = read_systems(folder)
    assert not isinstance(read, Refusal), read
    assert read.declared.systems


@pytest.mark.parametrize(("arguments", "block"), OUTPUTS, ids=[arguments for arguments, _ in OUTPUTS])
def test_what_is_shown_is_said(
    folder: Path,
    arguments: str,
    block: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    holds(block, answer(arguments, capsys))


def answer(arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    words = arguments.split()
    execute(words, Voice(choose_language(words, {})))
    return capsys.readouterr().out


def holds(block: str, said: str) -> None:
    """Hold what a guide shows against what was said: passages in their order, what was cut left aside."""
    position = 0
    for passage in block.split(f"{CUT}\n"):
        assert passage in said[position:]
        position = said.index(passage, position) + len(passage)


@pytest.mark.parametrize(("arguments", "block"), WATCHED)
def test_what_the_guide_to_the_watch_shows_is_said(
    tmp_path: Path,
    arguments: str,
    block: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(DOCS.parent)
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path))
    if "watch" in arguments.split():
        for sources, day in (("examples/advisories/osv", 2), ("examples/advisories", 21)):
            sync_from(Path(sources), Base(tmp_path), now=datetime(2026, 11, day, tzinfo=UTC))
    holds(block, answer(arguments, capsys))


def test_the_files_that_the_guide_to_the_watch_shows_are_yaml() -> None:
    found = [each["text"] for each in BLOCK.finditer(WATCH)]
    assert len(found) == 2
    for text in found:
        assert isinstance(read_yaml(text.encode(), "ci.yml"), Document)


def test_a_wire_through_which_nothing_passes_is_refused_as_the_guide_says(folder: Path) -> None:
    service = folder / "systems" / "service.yaml"
    written = service.read_text(encoding="utf-8")
    service.write_text(written.replace("[serveur.pompes, pompes.reseau]", "[serveur.pompes, pompes.patient]"))
    refused = read_systems(folder)
    assert isinstance(refused, Refusal)
    assert "composition_wire_idle" in {mistake.code for mistake in refused.mistakes}
