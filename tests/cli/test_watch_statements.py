"""hygie watch and statements that no advisory meets: what is stated, listed, dated ahead, or about nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Hygie
from tests.cli.test_watch import openvex
from tests.cli.watching import ROOT, answer_of, fill, lines_of, watched


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("sources"))


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(home))
    monkeypatch.chdir(ROOT)


@pytest.fixture
def asked(tmp_path: Path) -> tuple[object, ...]:
    """Give a bill that lists a vulnerability, and statements: on a part, on nothing, unreasoned, ahead."""
    numpy, foo = (
        {
            "type": "library",
            "bom-ref": name,
            "name": name,
            "version": "1.19.5",
            "purl": f"pkg:pypi/{name}@1.19.5",
        }
        for name in ("numpy", "foo")
    )
    own = {"id": "CVE-2021-99999", "source": {"name": "NVD"}, "affects": [{"ref": "foo"}]}
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [numpy, foo],
        "vulnerabilities": [own],
    }
    (tmp_path / "bill.json").write_text(json.dumps(bill), encoding="utf-8")
    statements: list[dict[str, Any]] = [
        stated("CVE-2026-77777", "numpy", "affected"),
        stated("CVE-2026-77778", "numpy", "not_affected", justification="inline_mitigations_already_exist"),
        stated("CVE-2021-99999", "foo", "not_affected", justification="parce_que"),
        stated("CVE-2026-77779", "elsewhere", "fixed"),
        stated("CVE-2026-77780", "numpy", "affected", timestamp="2031-01-01T00:00:00Z"),
    ]
    vex = openvex("CVE-0", "x") | {"statements": statements}
    (tmp_path / "vex.json").write_text(json.dumps(vex), encoding="utf-8")
    return "--sbom", tmp_path / "bill.json", "--vex", tmp_path / "vex.json"


def stated(cve: str, name: str, status: str, **more: str) -> dict[str, Any]:
    return {
        "vulnerability": {"name": cve}, "products": [{"@id": f"pkg:pypi/{name}@1.19.5"}], "status": status, **more
    }  # fmt: skip


def test_nothing_that_is_said_is_dropped(hygie: Hygie, asked: tuple[object, ...]) -> None:
    answer = watched(hygie, *asked, "--format", "json", "--fail-on", "any")
    found = answer_of(answer)
    assert answer.code == 1
    assert [
        (
            each["vulnerability"],
            each["component"]["name"],
            each["state"],
            each["because"]["code"],
            each["advisories"],
        )
        for each in found["findings"]
    ] == [
        ("CVE-2026-77777", "numpy", "affected", "stated_by_supplier", []),
        ("CVE-2021-99999", "foo", "to_check", "listed_in_bill", []),
        ("CVE-2026-77778", "numpy", "not_affected", "stated_by_supplier", []),
    ]
    assert found["findings"][1]["because"]["by"] == "NVD"
    assert found["findings"][1]["decision"]["justification"] == "parce_que"
    heard = found["statements"]
    assert [heard[key] for key in ("read", "applied", "ahead", "listed")] == [5, 3, 1, 1]
    (idle,) = heard["idle"]
    example = {"vulnerability": "CVE-2026-77779", "subject": "pkg:pypi/elsewhere@1.19.5"}
    assert (idle["count"], idle["examples"]) == (1, [example])
    notes = [(each["code"], each["vulnerability"]) for each in found["notes"] if "vulnerability" in each]
    assert notes == [("statement_ahead", "CVE-2026-77780")]
    head, *_ = lines_of(watched(hygie, *asked, "--format", "jsonl"))
    assert head["statements"] == heard


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "1 statement applies to nothing here",
                "CVE-2026-77779 (pkg:pypi/elsewhere@1.19.5)",
                "not affected – protections in the product prevent it",
                "not affected – parce_que (this is none of the reasons that formats know: it closes nothing)",
                "1 vulnerability is listed by a bill itself",
                "The bill of materials itself lists it (according to NVD)",
                "The statement on CVE-2026-77780 is dated",
            ],
        ),
        ("fr", ["CVE-2026-77779 (pkg:pypi/elsewhere@1.19.5)", "parce_que", "CVE-2026-77780"]),
    ],
)
def test_the_text_tells_it(
    hygie: Hygie, asked: tuple[object, ...], language: str, expected: list[str]
) -> None:
    text = " ".join(watched(hygie, *asked, language=language).out.split())
    assert [each for each in expected if each not in text] == []
    assert "inline_mitigations" not in text


def test_sarif_holds_it_too(hygie: Hygie, asked: tuple[object, ...]) -> None:
    (run,) = json.loads(watched(hygie, *asked, "--format", "sarif").out)["runs"]
    assert [len(each.get("suppressions", [])) for each in run["results"]] == [0, 0, 1]
