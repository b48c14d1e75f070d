"""hygie watch: what an answer cannot vouch for is told, and does not pass for good news."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Hygie
from tests.cli.watching import ROOT, SBOM, answer_of, fill, watched
from tests.watch.building import AS_OF, cve5, kev, osv, synced, write_sources

ONE, TWO = "CVE-2026-0001", "CVE-2026-0002"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("sources"))


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(home))
    monkeypatch.chdir(ROOT)


def written(folder: Path, *components: Any, **more: Any) -> Path:
    file = folder / "bill.json"
    file.write_text(
        json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components, **more}),
        encoding="utf-8",
    )
    return file


def words(text: str) -> str:
    return " ".join(text.split())


def test_stale_sources_are_told_next_to_the_coverage(hygie: Hygie) -> None:
    later = hygie("watch", "--sbom", SBOM, "--as-of", "2027-03-01")
    _, _, after = later.out.partition("\nCoverage\n")
    assert "The base is stale" in after
    assert "osv:PyPI: newest record of 2 November 2026, not asked for more than 7 days" in words(after)
    assert "hygie feeds sync" in after
    found = answer_of(hygie("watch", "--sbom", SBOM, "--as-of", "2027-03-01", "--format", "json"))
    assert all(each["stale"] for each in found["sources"])
    fresh = watched(hygie, "--sbom", SBOM)
    assert "Advisory base assembled on 21 November 2026" in words(fresh.out)
    assert "osv:PyPI 2 November 2026" in words(fresh.out)
    found = answer_of(watched(hygie, "--sbom", SBOM, "--format", "json"))
    assert {each["source"] for each in found["sources"] if each["stale"]} == {"endoflife"}


@pytest.mark.parametrize(
    ("day", "told"), [("2026-11-20", True), ("2026-11-21", False), ("2027-01-01", False)]
)
def test_a_day_before_the_base_is_not_answered_as_if_from_then(hygie: Hygie, day: str, told: bool) -> None:
    text = words(hygie("watch", "--sbom", SBOM, "--as-of", day).out)
    assert ("it knows what was not known then" in text) is told
    notes = answer_of(hygie("watch", "--sbom", SBOM, "--as-of", day, "--format", "json"))["notes"]
    assert notes == ([{"code": "base_later", "latest": "2026-11-21", "day": day}] if told else [])


@pytest.mark.parametrize("absent", [True, False])
def test_a_bill_that_lists_nothing_is_no_good_news(hygie: Hygie, tmp_path: Path, absent: bool) -> None:
    file = tmp_path / "bill.json"
    document: dict[str, Any] = {"bomFormat": "CycloneDX", "specVersion": "1.6"}
    file.write_text(json.dumps(document if absent else {**document, "components": []}), encoding="utf-8")
    answer = watched(hygie, "--sbom", file)
    assert answer.code == 2
    assert "100" not in answer.out.replace(str(tmp_path), "")
    assert "this bill of materials lists no component at all" in words(answer.out)
    assert "nothing can be concluded" in words(answer.out)
    assert answer.err.startswith(f"{file.as_posix()}:1:1: ")
    found = answer_of(watched(hygie, "--sbom", file, "--format", "json"))
    assert [each["percent"] for each in found["coverage"]] == [None]
    assert found["unread"][0]["reasons"][0]["code"] == "bill_lists_nothing"
    beside = watched(hygie, "--sbom", file, "--sbom", SBOM)
    assert (beside.code, "CVE-2099-10101" in beside.out) == (2, True)


def test_components_that_cannot_be_read_are_told_one_by_one(hygie: Hygie, tmp_path: Path) -> None:
    good = {
        "type": "library",
        "name": "horloge",
        "version": "1.4.0",
        "purl": "pkg:pypi/exemple-horloge@1.4.0",
    }
    file = written(tmp_path, good, *[{"type": "library"}] * 12)
    brief, whole = watched(hygie, "--sbom", file), watched(hygie, "--sbom", file, "--all")
    assert (brief.code, whole.code) == (2, 2)
    assert "12 components not evaluated" in brief.out
    assert (brief.out.count(f"{file.as_posix()}:1:"), whole.out.count(f"{file.as_posix()}:1:")) == (10, 12)
    assert "… and 2 others (--all shows them)" in brief.out
    assert "12 components of the bills of materials could not be read" in brief.err


@pytest.fixture
def doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a base whose exploited advisories leave doubts; give a bill that one meets, and maybe another."""
    monitor = {"vendor": "Acme", "product": "Ward Monitor"}
    versions = [{"version": "0", "lessThan": "3.0", "status": "affected", "versionType": "custom"}]
    commits = [{"type": "GIT", "repo": "https://exemple.invalid/x", "events": [{"introduced": "0"}]}]
    told = osv("OSV-1", aliases=[ONE], summary="About\n a " + "very " * 60 + "long thing")
    told["affected"][0]["ranges"] = commits
    named = cve5(TWO, score=9.8, **monitor, versions=versions)
    unscored = osv("OSV-2")
    records = [told, named, unscored]
    sources = write_sources(tmp_path / "sources", records=records, exploited=[kev(ONE), kev(TWO)])
    synced(tmp_path / "home", sources, AS_OF)
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "home"))
    return tmp_path


LIB = {"type": "library", "name": "lib", "version": "1.0", "purl": "pkg:pypi/lib@1.0"}
MONITOR = {"type": "device", "name": "Ward Monitor", "version": "2.0"}


@pytest.mark.parametrize(
    ("components", "codes"),
    [((LIB,), (1, 1, 1)), ((MONITOR,), (0, 0, 1)), ((LIB, MONITOR), (1, 1, 1))],
    ids=["certain", "possible", "both"],
)
def test_a_merely_possible_identity_breaks_no_job(
    hygie: Hygie, doubtful: Path, components: tuple[Any, ...], codes: tuple[int, ...]
) -> None:
    file = written(doubtful, *components)
    for level, code in zip(("exploited", "high", "any"), codes, strict=True):
        answer = watched(hygie, "--sbom", file, "--fail-on", level)
        assert answer.code == code, (level, answer)
        left = "1 to be checked whose identity is only possible" in words(answer.out)
        assert left is (MONITOR in components and level != "any")
        unknown = "Not counted for --fail-on high: 1 of unknown severity" in words(answer.out)
        assert unknown is (LIB in components and level == "high")


def test_what_is_exploited_says_whether_it_is_sure_and_what_it_is(hygie: Hygie, doubtful: Path) -> None:
    text = watched(hygie, "--sbom", written(doubtful, LIB, MONITOR)).out
    assert "2 exploited (2 to be checked)" in text
    assert text.count("    to be checked by a person · exploited") == 2
    assert "possible identity: name of the product alone" in words(text)
    (title,) = [line for line in text.splitlines() if "“About a" in line]
    assert title.endswith("very…”")
    assert len(title) <= 80
    assert "advisory: OSV-1 (osv:PyPI)" in text


def test_no_line_is_wider_than_a_screen(hygie: Hygie, doubtful: Path) -> None:
    file = written(doubtful, LIB, MONITOR)
    long = doubtful / ("a-folder-of-a-supplier" * 2) / "bill.json"
    long.parent.mkdir()
    long.write_bytes(file.read_bytes())
    for path in (file, long):
        text = watched(hygie, "--sbom", path, "--all").out.replace(path.as_posix(), "PATH")
        assert max(map(len, text.splitlines())) <= 80, text


def test_all_names_all_the_products(hygie: Hygie, doubtful: Path) -> None:
    (doubtful / "bills").mkdir()
    for number in range(9):
        root = {"metadata": {"component": {"type": "device", "name": f"bed-{number}", "bom-ref": "r"}}}
        written(doubtful / "bills", LIB, **root).rename(doubtful / "bills" / f"{number}.json")
    brief = watched(hygie, "--sbom", doubtful / "bills").out
    assert "in: bed-0, bed-1, bed-2, 6 more" in brief
    whole = words(watched(hygie, "--sbom", doubtful / "bills", "--all").out)
    assert "in: " + ", ".join(f"bed-{number}" for number in range(9)) in whole
