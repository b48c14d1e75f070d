"""A source that would shrink or grow older is not replaced unawares; what is only a part is added."""

import json
from pathlib import Path

import pytest
from tests.feeds.published import QUICK, address, all_zip, csaf, ids, osv, synced
from tests.feeds.server import body, running

from hygie.feeds.base import Base
from hygie.feeds.network import sync_network
from hygie.feeds.outcome import Outcome
from hygie.feeds.sync import sync_from

MANY = [osv(f"A{number:03}", "2024-05-05T00:00:00Z") for number in range(200)]


def done(base: Base, path: Path, *, replace: bool = False) -> Outcome:
    found = sync_from(path, base, replace=lambda _source: replace)
    assert isinstance(found, Outcome), found
    return found


def codes(made: Outcome) -> list[tuple[str, str]]:
    return [(source, each.code) for source, each in made.failed]


@pytest.fixture
def base(tmp_path: Path) -> Base:
    made = Base(tmp_path / "home")
    (tmp_path / "all.zip").write_bytes(all_zip(*MANY))
    done(made, tmp_path / "all.zip")
    return made


def test_one_record_is_added_or_replaces_its_equal(base: Base, tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    before = base.current()
    assert before is not None
    one.write_text(json.dumps(osv("NEW", "2024-01-01T00:00:00Z")))
    made = done(base, one)
    segment = made.snapshot.segments[0]
    assert (segment.count, segment.kept, made.changes["osv:PyPI"].added) == (201, 200, ("NEW",))
    # One file more makes nothing fresher, nor does it come from that file.
    assert (segment.fetched, segment.origin) == (before.segments[0].fetched, "all.zip")
    one.write_text(json.dumps(osv("A000", "2024-06-06T00:00:00Z")))
    assert done(base, one).changes["osv:PyPI"].changed == ("A000",)
    one.write_text(json.dumps(osv("A000", "2023-06-06T00:00:00Z")))
    older = done(base, one)
    assert not list(older.changes)
    assert older.snapshot.segments[0].reasons == {"feeds_older_record": 1}
    assert done(base, one, replace=True).snapshot.segments[0].count == 1


def test_a_few_files_are_added_and_an_archive_is_not_taken(base: Base, tmp_path: Path) -> None:
    before = base.current()
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "part.zip").write_bytes(all_zip(*MANY[:100]))
    made = done(base, folder)
    assert codes(made) == [("osv:PyPI", "feeds_would_lose")]
    assert dict(made.failed[0][1].parameters) == {"source": "osv:PyPI", "lost": 100, "held": 200}
    assert base.current() == before
    (folder / "part.zip").unlink()
    for number in range(2):
        (folder / f"{number}.json").write_text(json.dumps(osv(f"N{number}")))
    made = done(base, folder)
    assert (made.failed, made.snapshot.segments[0].count) == ((), 202)


@pytest.mark.parametrize(("left", "code"), [(180, None), (179, "feeds_would_lose"), (190, None)])
def test_a_tenth_may_go(base: Base, tmp_path: Path, left: int, code: str | None) -> None:
    (tmp_path / "all.zip").write_bytes(all_zip(*MANY[:left]))
    made = done(base, tmp_path / "all.zip")
    assert [each for _, each in codes(made)] == ([code] if code else [])
    assert made.snapshot.segments[0].count == (200 if code else left)


def test_an_older_catalogue_is_not_taken(tmp_path: Path) -> None:
    base, path = Base(tmp_path / "home"), tmp_path / "kev.json"

    def write(*days: str) -> None:
        each = [{"cveID": f"CVE-2024-000{n}", "dateAdded": day} for n, day in enumerate(days)]
        path.write_text(json.dumps({"title": "x", "catalogVersion": "1", "vulnerabilities": each}))

    write("2024-01-02", "2026-01-02")
    done(base, path)
    write("2022-01-02")
    made = done(base, path)
    assert codes(made) == [("kev", "feeds_older")]
    assert made.snapshot.segments[0].count == 2
    assert done(base, path, replace=True).snapshot.segments[0].count == 1


def test_a_document_of_a_publisher_is_added_whole(tmp_path: Path) -> None:
    base, folder = Base(tmp_path / "home"), tmp_path / "csaf"
    folder.mkdir()
    for name in ("V-1", "V-2"):
        (folder / f"{name}.json").write_bytes(csaf(name))
    names = {each.id for each in done(base, folder).snapshot.segments[0].records()}  # type: ignore[union-attr]
    made = done(base, folder / "V-1.json")
    assert {each.id for each in made.snapshot.segments[0].records()} == names  # type: ignore[union-attr]


def test_the_network_is_not_trusted_either_and_is_asked_again(tmp_path: Path) -> None:
    base = Base(tmp_path)
    with running() as server:
        pypi = address(server, "osv:PyPI", "/a.zip")
        server.answers["/a.zip"] = body(all_zip(*MANY), '"1"')
        synced(base, pypi)
        server.answers["/a.zip"] = body(all_zip(*MANY[:3]), '"2"')
        for day in (2, 3):
            made = synced(base, pypi, day=day)
            assert codes(made) == [("osv:PyPI", "feeds_would_lose")]
            assert len(ids(made.snapshot, "osv:PyPI")) == 200
        found = sync_network((pypi,), base, settings=QUICK, replace=lambda _source: True)
        assert isinstance(found, Outcome)
        assert len(ids(found.snapshot, "osv:PyPI")) == 3
