"""What ``hygie init`` writes: it loads as it is, and so does each of its examples once uncommented."""

import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hygie.assessment.study import Study
from hygie.composition.language.vocabulary import Systems
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.dossier.schema import json_schema
from hygie.dossier.starters import starter
from hygie.dossier.vocabulary.root import Declarations
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.kernel.diagnostic import Refusal
from hygie.kernel.status import Status

ROLES = ("host", "vendor", "manufacturer", "hospital")
CHOICES = [list(chosen) for count in (1, 2, 4) for chosen in combinations(ROLES, count)]
LANGUAGES = ("fr", "en")
BASE = {".gitignore", "evidence/index.yaml", "hygie.yaml", "people.yaml"}
SYSTEMS = "systems/"
_EXAMPLE = re.compile(r"^#(?=\S|  )", re.MULTILINE)


def _write(files: dict[str, str], folder: Path) -> Dossier | Refusal:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_dossier(folder)


def _uncommented(files: dict[str, str]) -> dict[str, str]:
    return {name: _EXAMPLE.sub("", text) if name.endswith(".yaml") else text for name, text in files.items()}


def _data(name: str, text: str) -> object:
    read = read_yaml(text.encode(), name)
    assert isinstance(read, Document), read
    return read.data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("roles", CHOICES, ids="+".join)
def test_a_starter_loads_and_says_its_roles(roles: list[str], language: str, tmp_path: Path) -> None:
    dossier = _write(starter(roles, language), tmp_path)
    assert isinstance(dossier, Dossier), dossier
    assert dossier.declared.roles == roles


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("roles", [["host"], ["vendor"], list(ROLES)], ids="+".join)
def test_every_example_loads_once_uncommented(roles: list[str], language: str, tmp_path: Path) -> None:
    files = starter(roles, language)
    assert _uncommented(files) != files
    dossier = _write(_uncommented(files), tmp_path)
    assert isinstance(dossier, Dossier), dossier
    assert dossier.declared.people
    assert dossier.declared.evidence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starters_show_every_section_that_people_write(language: str, tmp_path: Path) -> None:
    shown: set[str] = set()
    for role in ("host", "vendor"):
        dossier = _write(_uncommented(starter([role], language)), tmp_path / role)
        assert isinstance(dossier, Dossier), dossier
        shown |= dossier.declared.model_fields_set
    # What other tools said comes by import only.
    assert set(Declarations.model_fields) - shown == {"imported_assessments"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_roles_that_need_the_same_file_have_one_each(language: str) -> None:
    both, alone = starter(["host", "vendor"], language), starter(["vendor"], language)
    assert set(alone) <= set(both)
    assert {f"vendor/{name}" for name in set(alone) & set(starter(["host"], language)) - BASE} <= set(both)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("uncommented", [False, True], ids=["as written", "uncommented"])
def test_each_file_agrees_with_the_schema(language: str, uncommented: bool) -> None:
    files = starter(ROLES, language)
    of_dossier, of_systems = (
        Draft202012Validator(schema) for schema in (json_schema(), json_schema(model=Systems))
    )
    for name, text in (_uncommented(files) if uncommented else files).items():
        if name.endswith(".yaml"):
            validator = of_systems if name.startswith(SYSTEMS) else of_dossier
            assert not list(validator.iter_errors(_data(name, text))), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_file_leads_editors_to_the_schema(language: str) -> None:
    for name, text in starter(ROLES, language).items():
        if name.endswith(".yaml"):
            above = "../" * name.count("/")
            schema = "systems" if name.startswith(SYSTEMS) else "dossier"
            assert text.startswith(f"# yaml-language-server: $schema={above}.hygie/{schema}.schema.json\n")
            assert max(map(len, re.findall(r"^# \S.*", text, re.MULTILINE))) <= 115


def test_both_languages_write_the_same_keys() -> None:
    french, english = (_uncommented(starter(ROLES, language)) for language in LANGUAGES)
    assert list(french) == list(english)
    # In systems, keys are names that people give: tests/cli/test_init.py compares what is found in them.
    for name in (name for name in french if name.endswith(".yaml") and not name.startswith(SYSTEMS)):
        assert _keys(_data(name, french[name])) == _keys(_data(name, english[name])), name


def _keys(data: object) -> object:
    if isinstance(data, dict):
        return {key: _keys(value) for key, value in data.items()}
    return [_keys(item) for item in data] if isinstance(data, list) else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_stay_out_of_git(language: str) -> None:
    assert "people.yaml" in starter(["host"], language)[".gitignore"].splitlines()


@pytest.mark.parametrize(("role", "file"), [("hospital", "ward"), ("manufacturer", "device")])
def test_a_role_that_no_referential_applies_to_has_systems(role: str, file: str) -> None:
    assert set(starter([role])) == {*BASE, f"{SYSTEMS}{file}.yaml"}


def test_the_host_starter_leads_to_the_next_steps(tmp_path: Path) -> None:
    dossier = _write(starter(["host"]), tmp_path)
    assert isinstance(dossier, Dossier)
    verdicts = Study(dossier, date(2026, 11, 22)).verdicts["hds-2.0"].values()
    assert {verdict.status for verdict in verdicts} == {Status.UNDETERMINED}
    missing = {item.path[0] for verdict in verdicts for item in verdict.missing}
    assert missing >= {"actors", "clients", "contracts", "isms", "services"}


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        starter(["host"], "de")
