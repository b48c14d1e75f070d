"""Runs the command line in process, as a person would call it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from tests.support.dossiers import conforming
from tests.support.plain import Plain

from hygie.cli.main import choose_language, execute
from hygie.wording.voice import Voice


class Answer(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Hygie = Callable[..., Answer]


@pytest.fixture
def hygie(capsys: pytest.CaptureFixture[str]) -> Hygie:
    def run(*arguments: object, language: str = "en") -> Answer:
        words = [str(argument) for argument in arguments]
        code = execute(words, Voice(choose_language(words, {"LANG": f"{language}_XX.UTF-8"})))
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


@pytest.fixture
def conforming_folder(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "conforming", conforming())


def write_dossier(folder: Path, data: dict[str, object]) -> Path:
    folder.mkdir(parents=True)
    people = {"people": data.pop("people", [])}
    for name, part in (("hygie.yaml", data), ("people.yaml", people)):
        text = yaml.dump(part, Dumper=Plain, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
