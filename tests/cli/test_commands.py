"""The other commands, as a person calls them: files written whole, refusals told, faults owned."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cli.conftest import Hygie

from hygie.cli import main
from hygie.cli.main import COMMANDS, choose_language

DAY = ("--as-of", "2026-11-22")
SCHEMAS = Path(__file__).parents[2] / "src" / "hygie" / "documents" / "schemas"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_in_both_languages(hygie: Hygie, command: str, language: str) -> None:
    answer = hygie(command, "--help", "--lang", language)
    assert answer.code == 0
    assert ("Utilisation" in answer.out) == (language == "fr")


def test_explain_shows_the_chain_from_line_to_verdict(hygie: Hygie, conforming_folder: Path) -> None:
    answer = hygie("explain", "EXI-28", conforming_folder, *DAY)
    assert answer.code == 0
    assert "hygie.yaml:" in answer.out


@pytest.mark.parametrize("name", ["EXI-28", "exi-28", "hds-2.0/EXI-28", "HDS-6.0", "CSP-R1111-11-3"])
def test_explain_finds_a_requirement_by_any_of_its_names(
    hygie: Hygie, conforming_folder: Path, name: str
) -> None:
    answer = hygie("explain", name, conforming_folder, *DAY, "--format", "json")
    explained = json.loads(answer.out)
    Draft202012Validator(json.loads((SCHEMAS / "explain.schema.json").read_text())).validate(explained)
    assert explained["requirement"].casefold() == name.rpartition("/")[2].casefold()


def test_explain_of_an_unknown_requirement_suggests_one(hygie: Hygie, conforming_folder: Path) -> None:
    answer = hygie("explain", "EXI-281", conforming_folder)
    assert answer.code == 2
    assert "EXI-28" in answer.err


@pytest.mark.parametrize("name", ["exi-5", "EXI5", "hds-2.0/exi_05"])
def test_explain_suggests_the_number_as_the_source_writes_it(
    hygie: Hygie, conforming_folder: Path, name: str
) -> None:
    answer = hygie("explain", name, conforming_folder)
    assert (answer.code, "EXI-05" in answer.err) == (2, True)


def test_explain_says_what_would_change_it_before_the_criteria(hygie: Hygie) -> None:
    folder = Path(__file__).parents[2] / "examples" / "host"
    lines = hygie("explain", "EXI-27", folder, *DAY).out.splitlines()
    heading = lines.index("What would change it")
    assert lines[heading - 1] == ""
    subjects = [position for position, line in enumerate(lines) if line[:3] in {"  ◐", "  ✓", "  –"}]
    assert heading < subjects[0]
    assert len(lines) < 100
    assert subjects[-1] - subjects[1] == len(subjects) - 2


@pytest.mark.parametrize("name", ["report.pdf", "hygie.yaml", "report"])
def test_a_report_is_html_and_says_so(
    hygie: Hygie, conforming_folder: Path, tmp_path: Path, name: str
) -> None:
    answer = hygie("report", conforming_folder, "-o", tmp_path / name, *DAY)
    assert answer.code == 2
    assert "html" in answer.err
    assert not (tmp_path / name).exists()


def test_init_then_check(hygie: Hygie, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert hygie("init", folder, "--role", "host").code == 0
    answer = hygie("check", folder, language="fr")
    assert answer.code == 0
    assert "À faire d’abord" in answer.out
    assert len(answer.out.splitlines()) < 30


def test_init_never_writes_over_anything(hygie: Hygie, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    answer = hygie("init", tmp_path, "--role", "host")
    assert answer.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ([], "hygie risk"),
        (["--role", "hospital"], "two-pharmacists"),
        (["--role", "host"], "hygie explain EXI-28"),
        (["--role", "vendor"], "hygie explain FEIMA-05"),
    ],
)
def test_demo_runs_the_main_job(hygie: Hygie, tmp_path: Path, role: list[str], said: str) -> None:
    answer = hygie("demo", tmp_path / "demo", *role, language="fr")
    assert answer.code == 0
    assert (tmp_path / "demo" / "rapport.html").is_file()
    assert said in answer.out


def test_report_is_written_whole_or_not_at_all(hygie: Hygie, conforming_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert hygie("report", conforming_folder, "-o", page, *DAY).code == 0
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    refused = hygie("report", conforming_folder, "-o", tmp_path / "no" / "where.html", *DAY)
    assert refused.code == 2
    assert "cannot be written" in refused.err


def test_documents_are_listed_and_produced(hygie: Hygie, conforming_folder: Path, tmp_path: Path) -> None:
    listed = hygie("document", "--list")
    assert {"guarantees", "public-transfers", "synthesis", "proof-sheet"} <= set(listed.out.split())
    pdf = tmp_path / "g.pdf"
    assert hygie("document", "guarantees", conforming_folder, "-o", pdf, *DAY).code == 0
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("document", "garantees", ".", "-o", "x.pdf"), "guarantees"),
        (("document", "guarantees", ".", "-o", "x.odt"), "x.odt"),
        (("document",), "KIND"),
    ],
)
def test_what_a_document_cannot_be(hygie: Hygie, arguments: tuple[str, ...], said: str) -> None:
    answer = hygie(*arguments)
    assert answer.code == 2
    assert said in answer.err


def test_a_fault_of_our_own_is_code_3_and_no_traceback(
    hygie: Hygie, conforming_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "broken", "")
    monkeypatch.setattr(main, "import_module", lambda _name: 1 / 0)
    answer = hygie("broken", conforming_folder)
    assert answer.code == 3
    assert "Traceback" not in answer.err
    assert "Traceback" in hygie("broken", conforming_folder, "--debug").err


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "fr"),
        ([], {"LANG": "C.UTF-8"}, "fr"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "de_DE.UTF-8"}, "fr"),
        (["check", "--lang", "en"], {"LANG": "fr_FR"}, "en"),
        (["check", "--lang=en"], {}, "en"),
        (["check", "--lang", "xx"], {"LANG": "en_GB"}, "en"),
    ],
)
def test_the_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert choose_language(arguments, environment) == language


def test_the_schema_is_printed(hygie: Hygie) -> None:
    Draft202012Validator.check_schema(json.loads(hygie("schema").out))
