"""hygie init for those that no referential applies to: systems that are analysed as they are written."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.cli.conftest import Hygie

from hygie.dossier.yaml_reader import Document, read_yaml

DAY = ("--as-of", "2026-11-22")
LANGUAGES = ("fr", "en")
WITH_SYSTEMS = ("hospital", "manufacturer")


@pytest.fixture
def made(hygie: Hygie, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Give the starter of a role in English."""
    assert hygie("init", tmp_path / "made", "--role", request.param).code == 0
    return tmp_path / "made"


def analysed(hygie: Hygie, folder: Path, language: str) -> Any:
    answer = hygie("risk", folder, "--format", "json", *DAY, language=language)
    assert (answer.code, answer.err) == (1, "")
    return json.loads(answer.out)


@pytest.mark.parametrize("role", WITH_SYSTEMS)
def test_systems_are_analysed_at_once_and_alike_in_both_languages(
    hygie: Hygie, tmp_path: Path, role: str
) -> None:
    found = []
    for language in LANGUAGES:
        folder = tmp_path / language
        hygie("init", folder, "--role", role, language=language)
        found.append(analysed(hygie, folder, language))
    rated = [
        [(risk["severity"], risk["likelihood"], risk["criterion"]) for risk in each["risks"]]
        for each in found
    ]
    assert rated[0] == rated[1]
    assert rated[0][0] == (4, 3, "integrity")
    assert found[0]["cuts"]
    assert len(found[0]["guarantees"]) == 1


@pytest.mark.parametrize("made", WITH_SYSTEMS, indirect=True)
def test_each_file_follows_the_schema_that_it_leads_to(made: Path) -> None:
    schema = json.loads((made / ".hygie" / "systems.schema.json").read_text(encoding="utf-8"))
    files = list((made / "systems").iterdir())
    assert len(files) == 1
    read = read_yaml(files[0].read_bytes(), files[0].name)
    assert isinstance(read, Document)
    assert list(Draft202012Validator(schema).iter_errors(read.data)) == []


@pytest.mark.parametrize(
    ("roles", "commands"),
    [
        (["hospital"], ["risk"]),
        (["manufacturer"], ["risk"]),
        (["hospital", "manufacturer"], ["risk"]),
        (["hospital", "host"], ["check", "risk"]),
        (["vendor", "manufacturer"], ["check", "risk"]),
        (["host"], ["check"]),
    ],
    ids="+".join,
)
def test_what_is_to_be_typed_next_is_said_and_works(
    hygie: Hygie, tmp_path: Path, roles: list[str], commands: list[str]
) -> None:
    folder = tmp_path / "made"
    said = hygie("init", folder, *(word for role in roles for word in ("--role", role))).out.splitlines()
    assert [line.strip() for line in said if line.startswith("  hygie ")] == [
        f"hygie {command} {folder.as_posix()}" for command in commands
    ]
    for command in commands:
        assert hygie(command, folder, *DAY).err == ""
    assert (folder / ".hygie" / "systems.schema.json").exists() == ("risk" in commands)


@pytest.mark.parametrize("made", WITH_SYSTEMS, indirect=True)
def test_check_says_who_does_the_work_and_how_to_choose_a_referential(hygie: Hygie, made: Path) -> None:
    refused = hygie("check", made, *DAY)
    assert refused.code == 2
    assert "hygie risk does the work" in refused.err
    assert "host" not in refused.err
    manifest = made / "hygie.yaml"
    written = manifest.read_text(encoding="utf-8")
    manifest.write_text(written.replace("#referentials:", "referentials:"), encoding="utf-8")
    chosen = hygie("check", made, *DAY)
    assert (chosen.code, chosen.err) == (0, "")
    assert "ISO 27001:2022" in chosen.out
