"""The guides to the composition language: what they have people write is accepted, what they show is said."""

import re
from pathlib import Path

import pytest

from hygie.cli.main import choose_language, execute
from hygie.composition.language.read import read_systems, read_types
from hygie.dossier.yaml_reader import Document, read_yaml
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
    words = arguments.split()
    execute(words, Voice(choose_language(words, {})))
    said = capsys.readouterr().out
    position = 0
    for passage in block.split(f"{CUT}\n"):
        assert passage in said[position:]
        position = said.index(passage, position) + len(passage)


def test_a_wire_through_which_nothing_passes_is_refused_as_the_guide_says(folder: Path) -> None:
    service = folder / "systems" / "service.yaml"
    written = service.read_text(encoding="utf-8")
    service.write_text(written.replace("[serveur.pompes, pompes.reseau]", "[serveur.pompes, pompes.patient]"))
    refused = read_systems(folder)
    assert isinstance(refused, Refusal)
    assert "composition_wire_idle" in {mistake.code for mistake in refused.mistakes}
