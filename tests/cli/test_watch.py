"""hygie watch on invented advisories: forms, exit codes, what is listed, what changed, what it says in French."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from tests.cli.conftest import Answer, Hygie
from tests.cli.watching import SBOM, answer_of, lines_of

from hygie.feeds.base import Base
from hygie.feeds.outcome import Outcome
from hygie.feeds.sync import sync_from

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SARIF = ROOT / "tests" / "data" / "schemas" / "sarif-2.1.0.json"
DAY = ("--as-of", "2026-11-22")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home whose base was made of the examples, and had no advisory of the manufacturer before."""
    folder = tmp_path_factory.mktemp("home")
    first = tmp_path_factory.mktemp("sources")
    shutil.copytree(EXAMPLES / "advisories" / "osv", first / "osv")
    known = json.loads((first / "osv" / "HYG-EX-2026-103.json").read_text(encoding="utf-8"))
    del known["withdrawn"]
    (first / "osv" / "HYG-EX-2026-103.json").write_text(json.dumps(known), encoding="utf-8")
    for sources, day in ((first, 2), (EXAMPLES / "advisories", 21)):
        done = sync_from(sources, Base(folder), now=datetime(2026, 11, day, 6, tzinfo=UTC))
        assert isinstance(done, Outcome), done
    return folder


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(home))
    monkeypatch.chdir(ROOT)


def watched(hygie: Hygie, *arguments: object, language: str = "en") -> Answer:
    return hygie("watch", *arguments, *DAY, language=language)


def test_the_findings_of_the_hospital(hygie: Hygie) -> None:
    answer = watched(hygie, "examples/hospital", "--format", "json")
    found = answer_of(answer)
    assert answer.code == 1
    rows = [
        (each["vulnerability"], each["component"]["name"], each["state"], each["exploited"], each["route"], each["confidence"])
        for each in found["findings"]
    ]
    assert rows == [
        ("CVE-2099-10101", "exemple-dicom-lecteur", "affected", True, "purl", "certain"),
        ("CVE-2099-10104", "Passerelle EX-40", "affected", False, "name", "possible"),
        ("CVE-2099-10102", "exemple-journal", "not_affected", False, "purl", "certain"),
    ]
    assert found["dossier"]["organization"] == "Centre hospitalier de Brèvemont"
    assert found["inputs"]["dossier"].startswith("sha256:")
    assert [each["component"]["name"] for each in found["not_evaluated"]] == [
        "Passerelle EX-40", "Exemple OS", "Carte radio EX-R2", "pile-tcp",
    ]  # fmt: skip
    (covered,) = found["coverage"]
    assert (covered["components"], covered["evaluated"], covered["percent"]) == (7, 3, 42.8)
    assert covered["not_evaluated"] == {"no_identifier": 2, "partial_source": 1, "name_unknown": 1}
    ended = [(each["component"]["name"], each["end"], each["source"]) for each in found["support"] if each["state"] == "ended"]
    assert ended == [("Exemple OS", "2026-03-01", "endoflife")]
    assert found["findings"][2]["decision"]["justification"] == "vulnerable_code_not_in_execute_path"
    assert found["unread"] == []


def test_the_commands_of_the_examples_do_what_their_page_says(hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "new"))
    page = (EXAMPLES / "advisories" / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ hygie (.*)$", page, re.MULTILINE)
    answers = [hygie(*command.split(), language="fr") for command in commands]
    assert [answer.code for answer in answers] == [0, 1], answers
    assert "CVE-2099-10101" in answers[-1].out


@pytest.mark.parametrize(
    ("level", "whole", "closed"), [("exploited", 1, 0), ("high", 1, 1), ("any", 1, 1), ("never", 0, 0)]
)
def test_exit_codes(hygie: Hygie, tmp_path: Path, level: str, whole: int, closed: int) -> None:
    assert watched(hygie, "--sbom", SBOM, "--fail-on", level).code == whole
    vex = tmp_path / "vex.json"
    vex.write_text(json.dumps(openvex("CVE-2099-10101", "pkg:pypi/exemple-dicom-lecteur@2.3.0")), encoding="utf-8")
    assert watched(hygie, "--sbom", SBOM, "--vex", vex, "--fail-on", level).code == closed


def openvex(cve: str, purl: str, status: str = "not_affected") -> dict[str, Any]:
    statement = {"vulnerability": {"name": cve}, "products": [{"@id": purl}], "status": status}
    if status == "not_affected":
        statement["justification"] = "component_not_present"
    return {
        "@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://exemple.invalid/1", "author": "Essai",
        "timestamp": "2026-10-01T00:00:00Z", "version": 1, "statements": [statement],
    }  # fmt: skip


def test_nothing_grave_is_exit_code_0_and_says_among_what(hygie: Hygie, tmp_path: Path) -> None:
    calm = tmp_path / "calm.json"
    part = {"type": "library", "name": "exemple-horloge", "version": "1.4.0", "purl": "pkg:pypi/exemple-horloge@1.4.0"}
    calm.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [part]}))
    answer = watched(hygie, "--sbom", calm, "--fail-on", "any")
    assert answer.code == 0
    assert "No open finding among the components that were evaluated." in answer.out
    assert "100 %" in answer.out


def test_without_a_base_it_says_how_to_make_one(hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "new"))
    answer = watched(hygie, "--sbom", SBOM)
    assert (answer.code, answer.out) == (2, "")
    assert "hygie feeds sync --from FOLDER" in answer.err


def test_a_home_that_is_no_folder_is_no_fault_of_ours(hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "file"))
    answer = watched(hygie, "--sbom", SBOM)
    assert (answer.code, answer.out) == (2, "")
    assert str(tmp_path / "file") in answer.err


def test_a_damaged_base_is_told(hygie: Hygie, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = tmp_path / "home"
    shutil.copytree(home, copied)
    monkeypatch.setenv("HYGIE_HOME", str(copied))
    shutil.rmtree(Base(copied).folder / "cache", ignore_errors=True)
    for segment in Base(copied).segments.iterdir():
        segment.chmod(0o600)
        segment.write_bytes(b"")
    answer = watched(hygie, "--sbom", SBOM)
    assert (answer.code, answer.out) == (2, "")
    assert "damaged" in answer.err


def test_a_folder_of_bills_is_read_with_what_is_below_it_compressed_or_not(hygie: Hygie, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    content = SBOM.read_bytes()
    (tmp_path / "a.json").write_bytes(content)
    (tmp_path / "more" / "b.json.gz").write_bytes(gzip.compress(content))
    (tmp_path / "README.md").write_text("# About them", encoding="utf-8")
    found = answer_of(watched(hygie, "--sbom", tmp_path, "--format", "json"))
    assert [Path(each["sbom"]).name for each in found["coverage"]] == ["a.json", "b.json.gz"]
    assert all(len(each["products"]) == 2 for each in found["findings"])
    answer = watched(hygie, "--sbom", tmp_path)
    assert "2 bills of materials" in answer.out
    assert "in: Passerelle EX-40" in answer.out


def test_one_bad_file_of_several_leaves_the_others_and_exits_with_2(hygie: Hygie, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"bomFormat": "CycloneDX", "components": [', encoding="utf-8")
    answer = watched(hygie, "--sbom", SBOM, "--sbom", bad, "--fail-on", "never", "--format", "json")
    found = answer_of(answer)
    assert (answer.code, len(found["findings"]), len(found["unread"])) == (2, 3, 1)
    assert found["unread"][0]["reasons"][0]["file"] == bad.as_posix()
    assert f"{bad.as_posix()}:1:" in answer.err
    alone = watched(hygie, "--sbom", bad)
    assert (alone.code, alone.out) == (2, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--sbom", "nowhere.json"),
        ("--sbom", "tests/watch"),
        ("--sbom", "pyproject.toml"),
        ("examples/advisories",),
        ("examples/cloud-host",),
        ("examples/hospital", "--vex", "examples/hospital/vex"),
        ("--sbom", "examples/hospital/vex/exemple-biomedical.openvex.json"),
        ("--sbom", "examples/hospital/sboms", "--since", "2026-11-01"),
        ("--sbom", "examples/hospital/sboms", "--since", "yesterday"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_used_is_refused_with_a_reason_and_no_answer(hygie: Hygie, arguments: tuple[str, ...]) -> None:
    answer = watched(hygie, *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.strip()
    assert "Traceback" not in answer.err


def test_statements_that_cannot_be_used_are_told_and_the_rest_is(hygie: Hygie, tmp_path: Path) -> None:
    vex = tmp_path / "vex.json"
    written = openvex("CVE-2099-10101", "pkg:pypi/exemple-dicom-lecteur")
    written["statements"].append({"status": "fixed"})
    vex.write_text(json.dumps(written), encoding="utf-8")
    answer = watched(hygie, "--sbom", SBOM, "--vex", vex, "--format", "json")
    found = answer_of(answer)
    assert answer.code == 2
    assert [each["state"] for each in found["findings"] if each["exploited"]] == ["not_affected"]
    assert len(found["unread"]) == 1


def test_statements_in_a_bill_are_heard(hygie: Hygie, tmp_path: Path) -> None:
    bill = json.loads(SBOM.read_text(encoding="utf-8"))
    analysis = {"state": "not_affected", "justification": "code_not_reachable"}
    bill["vulnerabilities"] = [
        {"id": "CVE-2099-10101", "analysis": analysis, "affects": [{"ref": "dicom"}]},
        {"id": "CVE-2099-10104", "affects": [{"ref": "passerelle"}]},
    ]
    own = tmp_path / "own.json"
    own.write_text(json.dumps(bill), encoding="utf-8")
    answer = watched(hygie, "--sbom", own, "--sbom", SBOM, "--format", "json")
    states = {
        (each["vulnerability"], product["sbom"]): each["state"]
        for each in answer_of(answer)["findings"]
        for product in each["products"]
    }
    assert states["CVE-2099-10101", own.as_posix()] == "not_affected"
    assert states["CVE-2099-10101", SBOM.as_posix()] == "affected"


def test_since_tells_what_opened_and_what_closed(hygie: Hygie) -> None:
    answer = watched(hygie, "examples/hospital", "--since", "2026-11-10", "--format", "json")
    found = answer_of(answer)
    assert answer.code == 1
    assert [each["vulnerability"] for each in found["findings"]] == ["CVE-2099-10101", "CVE-2099-10104"]
    assert found["since"]["opened"] == [{"rank": 1, "why": "now_exploited"}, {"rank": 2, "why": "new"}]
    assert [(each["vulnerability"], each["why"]) for each in found["since"]["closed"]] == [("CVE-2099-10103", "withdrawn")]
    assert lines_of(watched(hygie, "examples/hospital", "--since", "2026-11-10", "--format", "jsonl"))[0]["since"] == found["since"]
    text = watched(hygie, "examples/hospital", "--since", "2026-11-10").out
    assert "Only what changed since the base of 2 November 2026." in text
    assert "CVE-2099-10103  exemple-journal 0.9.1 – advisory withdrawn" in text
    same = watched(hygie, "examples/hospital", "--since", "2026-11-22", "--format", "json")
    assert (same.code, answer_of(same)["findings"]) == (0, [])


def test_the_text_leaves_nothing_out_when_all_is_asked_for(hygie: Hygie, tmp_path: Path) -> None:
    part = {"type": "library", "name": "exemple-journal", "version": "0.9.1", "purl": "pkg:pypi/exemple-journal@0.9.1"}
    old = {"name": "End-of-Support", "value": "2020-01-01"}
    parts = [part] + [{"type": "library", "name": f"vieux-{number}", "properties": [old]} for number in range(15)]
    many = tmp_path / "many.json"
    many.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts}), encoding="utf-8")
    brief, whole = watched(hygie, "--sbom", many).out, watched(hygie, "--sbom", many, "--all").out
    assert "… and 5 others (--all shows them)" in brief
    assert "--all shows" not in whole
    assert all(whole.count(f"vieux-{number} – 1 January 2020") == 1 for number in range(15))


def test_json_is_the_same_twice_and_its_lines_say_the_same(hygie: Hygie) -> None:
    one = watched(hygie, "examples/hospital", "--format", "json")
    assert one == watched(hygie, "examples/hospital", "--format", "json")
    found = answer_of(one)
    lines = lines_of(watched(hygie, "examples/hospital", "--format", "jsonl"))
    assert lines[0]["kind"] == "head"
    kinds = {"findings": "finding", "not_evaluated": "not_evaluated", "coverage": "coverage", "support": "support", "unread": "unread"}
    for key, kind in kinds.items():
        assert [each for each in lines if each.pop("kind", "") == kind or False] == found[key] or not found[key]
        lines = lines_of(watched(hygie, "examples/hospital", "--format", "jsonl"))


def test_sarif_follows_the_standard_and_shows_the_component(hygie: Hygie) -> None:
    log = json.loads(watched(hygie, "examples/hospital", "--format", "sarif").out)
    Draft4Validator(json.loads(SARIF.read_text())).validate(log)
    (run,) = log["runs"]
    results = {each["ruleId"]: each for each in run["results"]}
    assert [run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] for each in run["results"]] == list(results)
    assert results["CVE-2099-10101"]["level"] == "error"
    place = results["CVE-2099-10101"]["locations"][0]["physicalLocation"]
    shown = (ROOT / place["artifactLocation"]["uri"]).read_text(encoding="utf-8").splitlines()[place["region"]["startLine"] - 1 :]
    assert "exemple-dicom-lecteur" in "".join(shown[:4])
    assert "suppressions" not in results["CVE-2099-10101"]
    (closed,) = results["CVE-2099-10102"]["suppressions"]
    assert closed["justification"].startswith("vulnerable_code_not_in_execute_path")
    assert run["properties"]["coverage"] == {SBOM.as_posix(): 42.8}


ENGLISH = re.compile(r"\b(the|and|of|is|are|was|not|affected|exploited|findings?|components?|base of|mended|coverage|support has)\b", re.I)


def test_in_french_it_speaks_french(hygie: Hygie) -> None:
    answer = watched(hygie, "examples/hospital", language="fr")
    spoken = answer.out
    for quoted in (
        "vulnerable_code_not_in_execute_path", "The gateway writes its log in binary", "form (invented for the example)", "Install version 4.2.",
    ):  # fmt: skip
        assert quoted in spoken
        spoken = spoken.replace(quoted, "")
    assert not ENGLISH.findall(spoken), spoken
    assert "42,8 %" in spoken.replace("\u202f", " ").replace("\xa0", " ")
    refused = watched(hygie, "--sbom", "nowhere.json", language="fr")
    assert not ENGLISH.findall(refused.err), refused.err


def test_a_pipe_gets_no_colours_and_no_progress(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from hygie.cli.main import run; run()", "watch", "--sbom", str(SBOM), *DAY, "--lang", "en"],
        cwd=ROOT, env={"HYGIE_HOME": str(home), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert "\x1b" not in done.stdout
    assert "CVE-2099-10101" in done.stdout
