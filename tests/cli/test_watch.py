"""hygie watch on invented advisories: what is found, exit codes, what cannot be used, what statements change."""

import gzip
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Hygie
from tests.cli.watching import EXAMPLES, ROOT, SBOM, answer_of, fill, watched

from hygie.feeds.base import Base


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("sources"))


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(home))
    monkeypatch.chdir(ROOT)


def test_the_findings_of_the_hospital(hygie: Hygie) -> None:
    answer = watched(hygie, "examples/hospital", "--format", "json")
    found = answer_of(answer)
    assert answer.code == 1
    rows = [
        (
            each["vulnerability"],
            each["component"]["name"],
            each["state"],
            each["exploited"],
            each["route"],
            each["confidence"],
        )
        for each in found["findings"]
    ]
    assert rows == [
        ("CVE-2099-10101", "exemple-dicom-lecteur", "affected", True, "purl", "certain"),
        ("CVE-2099-10104", "Passerelle EX-40", "affected", False, "name", "likely"),
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
    ended = [
        (each["component"]["name"], each["end"], each["source"])
        for each in found["support"]
        if each["state"] == "ended"
    ]
    assert ended == [("Exemple OS", "2026-03-01", "endoflife")]
    assert found["findings"][2]["decision"]["justification"] == "vulnerable_code_not_in_execute_path"
    assert found["unread"] == []


def test_the_commands_of_the_examples_do_what_their_page_says(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    vex.write_text(
        json.dumps(openvex("CVE-2099-10101", "pkg:pypi/exemple-dicom-lecteur@2.3.0")), encoding="utf-8"
    )
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
    part = {
        "type": "library",
        "name": "exemple-horloge",
        "version": "1.4.0",
        "purl": "pkg:pypi/exemple-horloge@1.4.0",
    }
    calm.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [part]}))
    answer = watched(hygie, "--sbom", calm, "--fail-on", "any")
    assert answer.code == 0
    assert "No open finding among the components that were evaluated." in answer.out
    assert "100 %" in answer.out


def test_without_a_base_it_says_how_to_make_one(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "new"))
    answer = watched(hygie, "--sbom", SBOM)
    assert (answer.code, answer.out) == (2, "")
    assert "hygie feeds sync --from FOLDER" in answer.err


def test_a_home_that_is_no_folder_is_no_fault_of_ours(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "file"))
    answer = watched(hygie, "--sbom", SBOM)
    assert (answer.code, answer.out) == (2, "")
    assert str(tmp_path / "file") in answer.err


def test_a_cache_that_cannot_be_made_changes_no_answer(
    hygie: Hygie, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = Base(shutil.copytree(home, tmp_path / "home"))
    shutil.rmtree(copied.cache)
    (copied.folder / "cache").touch()
    expected = watched(hygie, "--sbom", SBOM)
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "home"))
    assert watched(hygie, "--sbom", SBOM) == expected


def test_a_damaged_base_is_told(
    hygie: Hygie, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_a_folder_of_bills_is_read_with_what_is_below_it_compressed_or_not(
    hygie: Hygie, tmp_path: Path
) -> None:
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
        ("--sbom", "examples/hospital/sboms", "--since", "2026-11-23"),
        ("examples/hospital", "--sbom", "examples/hospital/sboms"),
        (".", "--sbom", "examples/hospital/sboms"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_used_is_refused_with_a_reason_and_no_answer(
    hygie: Hygie, arguments: tuple[str, ...]
) -> None:
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
