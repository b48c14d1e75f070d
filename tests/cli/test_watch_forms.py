"""hygie watch: what changed since a day, text, JSON, JSON lines and SARIF, French, pipes."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from tests.cli.conftest import Hygie
from tests.cli.watching import DAY, ROOT, SBOM, SCHEMA, answer_of, fill, lines_of, watched

from hygie.matching.coverage import REASONS
from hygie.watch.findings import Confidence, Status
from hygie.watch.since import Why
from hygie.watch.support import SupportState

SARIF = ROOT / "tests" / "data" / "schemas" / "sarif-2.1.0.json"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("sources"))


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(home))
    monkeypatch.chdir(ROOT)


def test_the_schema_knows_every_reason_and_every_word() -> None:
    parts = SCHEMA["$defs"]
    assert parts["not_evaluated"]["properties"]["reason"]["enum"] == [reason for reason in REASONS if reason]
    assert parts["finding"]["properties"]["state"]["enum"] == list(Status)
    assert parts["finding"]["properties"]["confidence"]["enum"] == list(Confidence)
    assert parts["support"]["properties"]["state"]["enum"] == list(SupportState)
    assert parts["since"]["properties"]["opened"]["items"]["properties"]["why"]["enum"] == list(Why)


def test_since_tells_what_opened_and_what_closed(hygie: Hygie) -> None:
    answer = watched(hygie, "examples/hospital", "--since", "2026-11-10", "--format", "json")
    found = answer_of(answer)
    assert answer.code == 1
    assert [each["vulnerability"] for each in found["findings"]] == ["CVE-2099-10101", "CVE-2099-10104"]
    assert found["since"]["opened"] == [{"rank": 1, "why": "now_exploited"}, {"rank": 2, "why": "new"}]
    assert [(each["vulnerability"], each["why"]) for each in found["since"]["closed"]] == [
        ("CVE-2099-10103", "withdrawn")
    ]
    assert (
        lines_of(watched(hygie, "examples/hospital", "--since", "2026-11-10", "--format", "jsonl"))[0][
            "since"
        ]
        == found["since"]
    )
    text = watched(hygie, "examples/hospital", "--since", "2026-11-10").out
    assert "Only what changed since the base of 2 November 2026." in text
    assert "2 new findings:" in text
    assert "CVE-2099-10101  exemple-dicom-lecteur 2.3.0 – exploited since then" in text
    assert "CVE-2099-10104  Passerelle EX-40 4.1 – new advisory" in text
    assert "CVE-2099-10103  exemple-journal 0.9.1 – advisory withdrawn" in text


def test_nothing_new_is_not_nothing_open(hygie: Hygie) -> None:
    same = watched(hygie, "examples/hospital", "--since", "2026-11-22", "--format", "json")
    found = answer_of(same)
    assert (same.code, found["findings"]) == (0, [])
    assert (found["since"]["open"], found["since"]["exploited"]) == (2, 1)
    text = " ".join(watched(hygie, "examples/hospital", "--since", "2026-11-22").out.split())
    assert (
        "Nothing new since the base of 21 November 2026. In all, 2 findings are open, of which 1 exploited."
        in text
    )
    assert "No open finding" not in text


def test_the_text_leaves_nothing_out_when_all_is_asked_for(hygie: Hygie, tmp_path: Path) -> None:
    part = {
        "type": "library",
        "name": "exemple-journal",
        "version": "0.9.1",
        "purl": "pkg:pypi/exemple-journal@0.9.1",
    }
    old = {"name": "End-of-Support", "value": "2020-01-01"}
    parts = [part] + [
        {"type": "library", "name": f"vieux-{number}", "properties": [old]} for number in range(15)
    ]
    many = tmp_path / "many.json"
    many.write_text(
        json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": parts}), encoding="utf-8"
    )
    brief, whole = watched(hygie, "--sbom", many).out, watched(hygie, "--sbom", many, "--all").out
    assert "… and 5 others (--all shows them)" in brief
    assert "--all shows" not in whole
    assert all(whole.count(f"vieux-{number} – 1 January 2020") == 1 for number in range(15))


def test_json_is_the_same_twice_and_its_lines_say_the_same(hygie: Hygie) -> None:
    one = watched(hygie, "examples/hospital", "--format", "json")
    assert one == watched(hygie, "examples/hospital", "--format", "json")
    found = answer_of(one)
    parts: dict[str, list[Any]] = {}
    for line in lines_of(watched(hygie, "examples/hospital", "--format", "jsonl")):
        parts.setdefault(line.pop("kind"), []).append(line)
    (head,) = parts.pop("head")
    assert head == {key: found[key] for key in head}
    assert parts.pop("finding") == found["findings"]
    assert parts.pop("vulnerability") == found["vulnerabilities"]
    assert parts == {
        kind: found[kind] for kind in ("not_evaluated", "coverage", "support", "unread") if found[kind]
    }


def test_sarif_follows_the_standard_and_shows_the_component(hygie: Hygie) -> None:
    log = json.loads(watched(hygie, "examples/hospital", "--format", "sarif").out)
    Draft4Validator(json.loads(SARIF.read_text())).validate(log)
    (run,) = log["runs"]
    results = {each["ruleId"]: each for each in run["results"]}
    assert [run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] for each in run["results"]] == list(
        results
    )
    assert results["CVE-2099-10101"]["level"] == "error"
    place = results["CVE-2099-10101"]["locations"][0]["physicalLocation"]
    shown = (
        (ROOT / place["artifactLocation"]["uri"])
        .read_text(encoding="utf-8")
        .splitlines()[place["region"]["startLine"] - 1 :]
    )
    assert "exemple-dicom-lecteur" in "".join(shown[:4])
    assert "suppressions" not in results["CVE-2099-10101"]
    (closed,) = results["CVE-2099-10102"]["suppressions"]
    assert closed["justification"].startswith("vulnerable_code_not_in_execute_path")
    assert run["properties"]["coverage"] == {SBOM.as_posix(): 42.8}
    rules = {each["id"]: each for each in run["tool"]["driver"]["rules"]}
    assert rules["CVE-2099-10101"]["helpUri"] == "https://exemple.invalid/HYG-EX-2026-101"


TITLES = (
    "A crafted image makes the reader run code (invented for the example).",
    "Log lines may forge entries (invented for the example).",
    "Hidden service account",
)


def test_sarif_in_french_speaks_french(hygie: Hygie) -> None:
    (run,) = json.loads(watched(hygie, "examples/hospital", "--format", "sarif", language="fr").out)["runs"]
    said = [each["message"]["text"] for each in run["results"]]
    said += [each["fullDescription"]["text"] for each in run["tool"]["driver"]["rules"]]
    spoken = " ".join(said)
    for title in TITLES:
        spoken = spoken.replace(title, "")
    assert not ENGLISH.findall(spoken), spoken


ENGLISH = re.compile(
    r"\b(the|and|of|is|are|was|not|affected|exploited|findings?|components?|base of|mended|coverage|support has)\b",
    re.IGNORECASE,
)


def test_in_french_it_speaks_french(hygie: Hygie) -> None:
    answer = watched(hygie, "examples/hospital", language="fr")
    spoken = answer.out.replace("\n    ", " ")
    for quoted in (
        *TITLES, "The gateway writes its log in binary form (invented for the example)", "Install version 4.2.",
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
