"""What the documentation shows is what the program says: blocks headed by a command are its output."""

import re
from pathlib import Path

import pytest

from hygie.cli.main import COMMANDS, choose_language, execute
from hygie.dossier.imports import readers
from hygie.wording.voice import Voice

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"<!-- hygie (?P<arguments>[^\n]*) -->\n```\n(?P<block>.*?)```\n", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)(?P<target>[^)#\s]+)")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])


@pytest.mark.parametrize("page", ["README.md", "LISEZMOI.md"])
def test_the_picture_is_the_output(
    page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    found = list(SHOWN.finditer((ROOT / page).read_text(encoding="utf-8")))
    assert found
    for shown in found:
        arguments = shown["arguments"].split()
        execute(arguments, Voice(choose_language(arguments, {})))
        assert capsys.readouterr().out == shown["block"]


@pytest.mark.parametrize("page", ["README.md", "LISEZMOI.md"])
def test_every_command_is_in_the_readme(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"| `hygie {name}" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = [match["target"] for match in LINK.finditer(page.read_text(encoding="utf-8"))]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "LISEZMOI.md"])
def test_what_others_send_is_told_from_the_first_page(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [name for name in readers() if name not in text] == []
    assert "imports.md" in text
