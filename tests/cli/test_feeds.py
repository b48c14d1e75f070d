"""``hygie feeds``: what it says, in which form, and its exit codes."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.cli.conftest import Hygie
from tests.feeds.filling import fill_base
from tests.feeds.published import all_zip, osv, zipped
from tests.feeds.server import body, running, status
from tests.feeds.test_network import KEV

from hygie.cli.commands import feeds
from hygie.cli.feeds_progress import step_line
from hygie.feeds.base import Base
from hygie.feeds.freshness import freshness
from hygie.feeds.lock import held
from hygie.feeds.snapshot import Kind, Segment
from hygie.observations.advisory import Advisory
from hygie.wording.typography import NARROW

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
    assert all(name in found.out for name in ("README", "damaged.zip", "all.zip", "kev.json"))
    if language == "fr":
        assert f"  kev{NARROW}: 1" in found.out
        assert f"avis{NARROW}; 2" in found.out
        assert f"){NARROW}; " in hygie("feeds", "status", language="fr").out


def test_what_is_kept_from_before_is_said_and_links_are(hygie: Hygie, at_home: Path, folder: Path) -> None:
    hygie("feeds", "sync", "--from", folder)
    (folder / "all.zip").write_bytes(
        zipped({"1": json.dumps(osv("A")).encode(), "2": json.dumps(osv("\0")).encode()})
    )
    assert hygie("feeds", "sync", "--from", folder).code == 0
    assert "1 set aside, 1 kept from before" in hygie("feeds", "status").out
    (folder / "link.json").symlink_to(folder / "kev.json")
    found = hygie("feeds", "sync", "--from", folder)
    assert found.code == 1
    assert "1 link or device was not followed." in found.out
    assert "1 record was kept from before" in found.out
    assert "link.json: This is a link" in hygie("feeds", "sync", "--from", folder, "--all").out
    answer = json.loads(hygie("feeds", "sync", "--from", folder, "--format", "json").out)
    assert {item["source"]: item["kept"] for item in answer["sources"]} == {"kev": 0, "osv:PyPI": 1}
    assert Base(at_home).current() is not None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_home_that_cannot_be_is_refused(
    hygie: Hygie, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    (tmp_path / "file").write_text("")
    for home in (str(tmp_path / "file"), str(tmp_path / "file" / "below"), "~nobody-of-that-name/x"):
        monkeypatch.setenv("HYGIE_HOME", home)
        for words in (["status"], ["sync", "--from", folder]):
            found = hygie("feeds", *words, language=language)
            assert (found.code, found.out) == (2, "")
            assert "file" in found.err or "nobody" in found.err


def test_a_base_that_cannot_be_read_or_locked_is_refused(hygie: Hygie, at_home: Path, folder: Path) -> None:
    base = Base(at_home)
    base.lock.mkdir(parents=True)
    found = hygie("feeds", "sync", "--from", folder)
    assert (found.code, "it is a folder" in found.err) == (2, True)
    base.lock.rmdir()
    segment = fill_base(base, {"osv:PyPI": (Kind.ADVISORIES, [Advisory("A")])}).snapshot.segments[0]
    segment.path.unlink()
    segment.path.mkdir()
    assert hygie("feeds", "status").code == 2
    base.pointer.unlink()
    base.pointer.mkdir()
    assert hygie("feeds", "status").code == 2
    assert hygie("feeds", "sync", "--from", folder).code == 2


@pytest.mark.skipif(os.name != "posix", reason="names and pipes of POSIX")
def test_names_say_nothing_to_a_terminal_and_need_not_be_text(
    hygie: Hygie,
    at_home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del at_home
    folder = tmp_path / os.fsdecode(b"\xe9t\xe9")
    folder.mkdir()
    for name in (b"\x1b]0;pwned\x07\x1b[31m.json", b"\xff\xfe.json"):
        (folder / os.fsdecode(name)).write_text(json.dumps(osv(name.hex())))
    (folder / "\x1b[2Jbad.json").write_text(json.dumps(osv("A"))[:30])
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    for form in ("text", "json"):
        found = hygie("feeds", "sync", "--from", folder, "--all", "--format", form)
        assert found.code == 1
        assert "\x1b]" not in found.out + found.err
        assert "\x1b[2J" not in found.out + found.err
        assert "\x1b[31m" not in found.out + found.err
    assert "·" in found.err
    os.mkfifo(tmp_path / "pipe")
    assert hygie("feeds", "sync", "--from", tmp_path / "pipe").code == 2
    capsys.readouterr()


def test_the_line_of_progress_tells_no_secret() -> None:
    shown = step_line("https://user:secret@host.example/a/kev.json?token=secret", "1/2", 80)
    assert shown == "https://host.example/a/kev.json… 1/2"
    assert len(step_line("x" * 500, "1/2", 20)) < 20


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


def test_a_source_that_would_shrink_is_replaced_when_told(hygie: Hygie, at_home: Path, folder: Path) -> None:
    del at_home
    (folder / "all.zip").write_bytes(all_zip(*(osv(f"A{number}") for number in range(40))))
    hygie("feeds", "sync", "--from", folder)
    (folder / "all.zip").write_bytes(all_zip(osv("A1")))
    found = hygie("feeds", "sync", "--from", folder / "all.zip")
    assert found.code == 1
    assert "osv:PyPI: It is left as it was: 39 of its 40 records" in found.err
    assert "osv:PyPI: 40 advisories; kept as it was" in " ".join(found.out.split())
    assert hygie("feeds", "sync", "--from", folder / "all.zip", "--replace", "nonsense").code == 2
    found = hygie("feeds", "sync", "--from", folder / "all.zip", "--replace", "OSV:pypi")
    assert (found.code, "39 removed" in found.out) == (0, True)


def test_names_are_checked_before_anything_is_read(hygie: Hygie, at_home: Path, folder: Path) -> None:
    del at_home
    found = hygie("feeds", "sync", "--from", folder, "--only", "nonsense")
    assert (found.code, "“nonsense” is not a source" in found.err) == (2, True)
    found = hygie("feeds", "sync", "--from", folder, "--only", "osv:PyPy")
    assert (found.code, "kev, osv:PyPI" in found.err or "osv:PyPI" in found.err) == (2, True)
    found = hygie("feeds", "sync", "--from", folder, "--only", "osv:pypi")
    assert (found.code, "kev" in found.out) == (0, False)


def test_an_interruption_says_that_the_base_is_as_it_was(
    hygie: Hygie, at_home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hygie.feeds.sync.commit", interrupted)
    found = hygie("feeds", "sync", "--from", folder)
    assert (found.code, found.err) == (130, "There is no advisory base yet.\n")
    assert Base(at_home).current() is None


def test_without_a_network_each_host_is_said_once(hygie: Hygie, at_home: Path) -> None:
    with running() as gone:
        url = gone.url
    more = [word for name in ("osv", "kev") for word in ("--source", f"{name}={url}/{name}")]
    found = hygie("feeds", "sync", *more, "--only", "osv", "--only", "kev")
    assert found.code == 2
    assert len(found.err.splitlines()) == 2
    assert "osv:PyPI" in found.err
    assert found.err.startswith("127.0.0.1 (kev, osv:")
    assert found.err.endswith("There is no advisory base yet.\n")
    assert Base(at_home).current() is None


def test_looking_makes_no_folder_and_a_day_before_has_no_age(
    hygie: Hygie, at_home: Path, folder: Path
) -> None:
    assert hygie("feeds", "status").code == 2
    assert hygie("watch", "--sbom", folder / "kev.json").code == 2
    assert not at_home.exists()
    hygie("feeds", "sync", "--from", folder)
    assert "later than that day" in hygie("feeds", "status", "--as-of", "2020-01-01").out
    answer = json.loads(hygie("feeds", "status", "--as-of", "2020-01-01", "--format", "json").out)
    assert {item["age_days"] for item in answer["sources"]} == {None}
