"""hygie check: text, JSON and SARIF, exit codes, comparison and horizon."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from tests.cli.conftest import Hygie, write_dossier
from tests.support.dossiers import change, conforming

DAY = ("--as-of", "2026-11-22")
SARIF = Path(__file__).parents[1] / "data" / "schemas" / "sarif-2.1.0.json"
SCHEMAS = Path(__file__).parents[2] / "src" / "hygie" / "documents" / "schemas"


def _with(tmp_path: Path, address: str, value: Any) -> Path:
    data = conforming()
    change(data, address, value)
    return write_dossier(tmp_path / "changed", data)


NOT_MET = ("actors[west].storage[backup-rennes].country", "US")
PARTIAL = ("services[cloud].interfaces", [{"name": "Console", "languages": ["en"]}])
UNDETERMINED = ("services[cloud].interfaces", "absent")


@pytest.mark.parametrize(
    ("what", "level", "code"),
    [
        (NOT_MET, "not_met", 1),
        (NOT_MET, "never", 0),
        (PARTIAL, "not_met", 0),
        (PARTIAL, "partial", 1),
        (UNDETERMINED, "partial", 0),
        (UNDETERMINED, "undetermined", 1),
    ],
)
def test_exit_codes(hygie: Hygie, tmp_path: Path, what: tuple[str, Any], level: str, code: int) -> None:
    folder = _with(tmp_path, *what)
    assert hygie("check", folder, *DAY, "--fail-on", level).code == code


def test_a_conforming_dossier_exits_0_at_any_level(hygie: Hygie, conforming_folder: Path) -> None:
    assert hygie("check", conforming_folder, *DAY, "--fail-on", "undetermined").code == 0


def test_json_follows_its_schema(hygie: Hygie, tmp_path: Path) -> None:
    folder = _with(tmp_path, *NOT_MET)
    earlier = tmp_path / "earlier.json"
    earlier.write_text(hygie("check", folder, *DAY, "--format", "json").out)
    answer = json.loads(
        hygie("check", folder, *DAY, "--format", "json", "--horizon", "400", "--against", earlier).out
    )
    schema = json.loads((SCHEMAS / "check.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(answer)
    verdicts = answer["referentials"][0]["verdicts"]
    assert len([item for item in verdicts if item["requirement"].startswith("EXI-")]) == 31


def test_sarif_follows_the_standard_and_shows_the_line(hygie: Hygie, tmp_path: Path) -> None:
    folder = _with(tmp_path, *NOT_MET)
    log = json.loads(hygie("check", folder, *DAY, "--format", "sarif").out)
    Draft4Validator(json.loads(SARIF.read_text())).validate(log)
    results = {item["ruleId"]: item for item in log["runs"][0]["results"]}
    storage = results["hds-2.0/EXI-28"]
    assert storage["level"] == "error"
    place = storage["locations"][0]["physicalLocation"]
    line = (
        (folder / place["artifactLocation"]["uri"]).read_text().splitlines()[place["region"]["startLine"] - 1]
    )
    assert "US" in line


def test_sarif_locates_files_from_where_the_command_ran(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _with(tmp_path, *NOT_MET)
    validator = Draft4Validator(json.loads(SARIF.read_text()))

    def first_run(where: object) -> Any:
        log = json.loads(hygie("check", where, *DAY, "--format", "sarif").out)
        validator.validate(log)
        run = log["runs"][0]
        artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        return artifact, run.get("originalUriBaseIds")

    artifact, bases = first_run(folder)
    assert artifact == {"uri": "hygie.yaml", "uriBaseId": "DOSSIER"}
    assert bases == {"DOSSIER": {"uri": f"{folder.as_uri()}/"}}
    monkeypatch.chdir(tmp_path)
    assert first_run("changed") == ({"uri": "changed/hygie.yaml"}, None)
    monkeypatch.chdir(folder)
    assert first_run(".") == ({"uri": "hygie.yaml"}, None)


def test_every_mistake_is_told_at_once_with_exit_code_2(hygie: Hygie, tmp_path: Path) -> None:
    folder = _with(tmp_path, "actors[west].country", "UKK")
    (folder / "more.yaml").write_text("contracts: [{id: c, client: nobody}]\n")
    answer = hygie("check", folder, *DAY, language="fr")
    assert answer.code == 2
    assert answer.out == ""
    lines = answer.err.splitlines()
    assert lines[0].startswith(f"{folder.as_posix()}/hygie.yaml:")
    assert "more.yaml:1:29: " in lines[1]
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("written", "code"),
    [("Inde", "IN"), ("états unis", "US"), ("Germany", "DE"), ("Allemange", "DE"), ("UK", "GB")],
)
def test_a_country_written_by_name_suggests_its_code(
    hygie: Hygie, tmp_path: Path, written: str, code: str
) -> None:
    answer = hygie("check", _with(tmp_path, "actors[west].country", written), *DAY)
    assert answer.code == 2
    assert f"“{code}”" in answer.err


def test_a_list_in_place_of_text_is_named_not_printed(hygie: Hygie, tmp_path: Path) -> None:
    answer = hygie("check", _with(tmp_path, "actors[west].name", [{"a": 1}]), *DAY)
    assert answer.code == 2
    assert "Found “a list”" in answer.err
    assert "{'a'" not in answer.err


def test_text_fits_80_columns(hygie: Hygie, tmp_path: Path) -> None:
    folder = _with(tmp_path, *NOT_MET)
    answer = hygie("check", folder, *DAY, "--horizon", "400", language="fr")
    too_long = [line for line in answer.out.splitlines() if len(line) > 80 and str(tmp_path) not in line]
    assert too_long == []
    assert "\x1b" not in answer.out


def test_against_something_else_is_refused(hygie: Hygie, conforming_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}")
    answer = hygie("check", conforming_folder, *DAY, "--against", other)
    assert answer.code == 2
    assert "is not an earlier study" in answer.err
    assert hygie("check", conforming_folder, "--against", tmp_path / "nowhere.json").code == 2


def test_against_another_organisation_or_too_much_is_refused(
    hygie: Hygie, conforming_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = tmp_path / "earlier.json"
    answer = json.loads(hygie("check", conforming_folder, *DAY, "--format", "json").out)
    answer["dossier"]["organization"] = "Autre Hébergeur"
    earlier.write_text(json.dumps(answer))
    refused = hygie("check", conforming_folder, *DAY, "--against", earlier)
    assert (refused.code, "Autre Hébergeur" in refused.err) == (2, True)
    monkeypatch.setattr("hygie.cli.reading.LARGEST", 100)
    assert "cannot be read" in hygie("check", conforming_folder, *DAY, "--against", earlier).err


def test_a_role_without_a_referential_is_told_so(hygie: Hygie, tmp_path: Path) -> None:
    data = conforming()
    data["roles"] = ["hospital"]
    del data["referentials"]
    folder = write_dossier(tmp_path / "hospital", data)
    answer = hygie("check", folder, *DAY)
    assert answer.code == 2
    assert "hospital" in answer.err
    assert hygie("check", folder, *DAY, "--referential", "hds-2.0").code == 0


@pytest.mark.parametrize(
    "option", [("--as-of", "2026-13-01"), ("--as-of", "1066-10-14"), ("--horizon", "-1")]
)
def test_unusable_options(hygie: Hygie, conforming_folder: Path, option: tuple[str, str]) -> None:
    assert hygie("check", conforming_folder, *option).code == 2
