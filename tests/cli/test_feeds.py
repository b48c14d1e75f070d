"""``hygie feeds``: what it says, in which form, and its exit codes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.cli.conftest import Hygie
from tests.feeds.filling import fill_base
from tests.feeds.server import body, running, status
from tests.feeds.test_network import KEV
from tests.feeds.published import all_zip, osv

from hygie.cli.commands import feeds
from hygie.feeds.base import Base
from hygie.feeds.freshness import freshness
from hygie.feeds.lock import held
from hygie.feeds.snapshot import Kind, Segment
from hygie.observations.advisory import Advisory

SCHEMAS = Path(__file__).parents[2] / "src" / "hygie" / "documents" / "schemas"


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "all.zip").write_bytes(all_zip(osv("A"), osv("B", withdrawn="2024-02-02T00:00:00Z")))
    (made / "kev.json").write_text(json.dumps(KEV))
    (made / "README").write_text("nothing to read")
    return made


def test_from_files_then_status(hygie: Hygie, at_home: Path, folder: Path) -> None:
    found = hygie("feeds", "sync", "--from", folder)
    assert (found.code, found.err) == (0, "")
    assert "osv:PyPI: 2 advisories; 2 added" in found.out
    assert "not recognised 1" in found.out
    assert "in/kev.json" in hygie("feeds", "status").out
    answer = json.loads(hygie("feeds", "status", "--format", "json", "--verify").out)
    schema = json.loads((SCHEMAS / "feeds-status.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer)
    current = Base(at_home).current()
    assert current is not None
    assert answer["inputs"]["feeds"] == current.digest
    again = json.loads(hygie("feeds", "sync", "--from", folder, "--format", "json").out)
    assert {item["source"]: item["changes"]["added"] for item in again["sources"]} == {
        "kev": 0,
        "osv:PyPI": 0,
    }
    assert [item["file"] for item in again["files"]] == ["README", "all.zip", "kev.json"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_file_is_told_on_demand(hygie: Hygie, at_home: Path, folder: Path, language: str) -> None:
    del at_home
    (folder / "damaged.zip").write_bytes(b"PK\x03\x04 no archive")
    found = hygie("feeds", "sync", "--from", folder, "--all", language=language)
    assert found.code == 1
    assert all(name in found.out for name in ("README: ", "damaged.zip: ", "all.zip: ", "kev.json: "))


def test_no_base_yet_says_how_to_make_one(hygie: Hygie, at_home: Path) -> None:
    found = hygie("feeds", "status")
    assert (found.code, found.out) == (2, "")
    assert "hygie feeds sync --from" in found.err
    assert str(at_home) in found.err


def test_a_damaged_base_is_said(hygie: Hygie, at_home: Path) -> None:
    snapshot = fill_base(
        Base(at_home), {"osv:PyPI": (Kind.ADVISORIES, [Advisory("A", title="x" * 99)])}
    ).snapshot
    path = snapshot.segments[0].path
    content = path.read_bytes()
    path.write_bytes(content[:80] + b"?" + content[81:])
    assert hygie("feeds", "status").code == 0
    found = hygie("feeds", "status", "--verify")
    assert found.code == 1
    assert "osv:PyPI" in found.err


def test_from_the_network_with_mirrors(hygie: Hygie, at_home: Path) -> None:
    with running() as server:
        server.answers |= {
            "/osv/PyPI/all.zip": body(all_zip(osv("A"))),
            "/kev": body(json.dumps(KEV).encode()),
            "/epss": status(404),
        }
        (at_home / "feeds").mkdir(parents=True)
        (at_home / "feeds" / "sources.json").write_text(
            json.dumps({"osv": f"{server.url}/osv", "epss": f"{server.url}/epss"})
        )
        only = ["--only", "osv:PyPI", "--only", "kev", "--only", "epss"]
        found = hygie("feeds", "sync", *only, "--source", f"kev={server.url}/kev")
    assert found.code == 1
    assert "kev: 1 exploited vulnerability" in found.out
    assert "epss: " in found.err
    assert "404" in found.err
    offline = hygie("feeds", "sync", "--only", "kev", "--source", f"kev={server.url}/kev")
    assert offline.code == 2
    assert "127.0.0.1 cannot be reached" in offline.err
    assert "--from" in offline.err
    assert hygie("feeds", "status").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--source", "kev"], ["--source", "kev=http://outside.example/x"], ["--source", "nonsense=https://a.example"], ["--only", "nonsense"],
        ["--from", "nowhere"], ["--from", ".", "--source", "kev=https://a.example"], ["--keep", "0"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_done_is_refused(hygie: Hygie, at_home: Path, arguments: list[str]) -> None:
    found = hygie("feeds", "sync", *arguments)
    assert (found.code, found.out) == (2, "")
    assert found.err
    assert Base(at_home).current() is None


@pytest.mark.parametrize("content", ["[]", '{"kev": 5}', "nonsense", "[" * 100_000])
def test_a_spoilt_table_of_mirrors_is_refused(hygie: Hygie, at_home: Path, content: str) -> None:
    (at_home / "feeds").mkdir(parents=True)
    (at_home / "feeds" / "sources.json").write_text(content)
    found = hygie("feeds", "sync")
    assert found.code == 2
    assert "sources.json" in found.err


def test_another_synchronisation_is_waited_for(hygie: Hygie, at_home: Path, folder: Path) -> None:
    with held(Base(at_home).lock):
        found = hygie("feeds", "sync", "--from", folder)
    assert found.code == 2
    assert "under way" in found.err


def test_reading_the_base_loads_nothing_heavy() -> None:
    import subprocess  # noqa: PLC0415 - this test only
    import sys  # noqa: PLC0415

    program = f"import sys, {feeds.__name__}; print([name for name in ('requests', 'numpy', 'pydantic', 'lxml') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


@pytest.mark.parametrize(
    ("more", "stale"),
    [
        ({}, ""), ({"fetched": "2026-11-14T00:00:00Z"}, "fetched"), ({"fetched": "2026-11-15T00:00:00Z"}, ""), ({"newest": "2026-10-01"}, "records"),
        ({"newest": "2026-10-01", "source": "victims"}, ""), ({"newest": ""}, ""), ({"fetched": ""}, "fetched"),
    ],
)  # fmt: skip
def test_what_is_stale(more: dict[str, Any], stale: str) -> None:
    usual = {
        "source": "osv:Go",
        "kind": Kind.ADVISORIES,
        "digest": "0",
        "count": 1,
        "newest": "2026-11-20",
        "fetched": "2026-11-20T00:00:00Z",
    }
    assert freshness(Segment(**(usual | more)), date(2026, 11, 22)).stale == stale
