"""What could not be read is not what was removed: the base keeps it, and says how many."""

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.feeds.filling import fill_base
from tests.feeds.published import all_zip, csaf, cve, osv

from hygie.feeds.base import Base
from hygie.feeds.layout import cve_number
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Kind
from hygie.feeds.sync import sync_from
from hygie.observations.advisory import Advisory
from hygie.observations.exploitation import Probability


def done(base: Base, path: Path) -> Outcome:
    found = sync_from(path, base)
    assert isinstance(found, Outcome), found
    return found


def told(made: Outcome, source: str = "osv:PyPI") -> tuple[set[str], int, tuple[str, ...]]:
    segment = made.snapshot.segment(source)
    assert segment is not None
    names = {getattr(each, "id", "") or getattr(each, "cve", "") for each in segment.records()}
    return names, segment.kept, made.changes[source].removed


def stored(*contents: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in contents:
            archive.writestr(name, content)
    return made.getvalue()


def damaged_member() -> bytes:
    members = [(f"{name}.json", json.dumps(osv(name)).encode()) for name in "AB"]
    return stored(*members).replace(b'"id": "B"', b'"id": "?"')


def cut_member(length: int) -> Callable[[], bytes]:
    return lambda: stored(
        ("A.json", json.dumps(osv("A")).encode()), ("B.json", json.dumps(osv("B")).encode()[:length])
    )


@pytest.mark.parametrize(
    "content",
    [
        damaged_member, cut_member(0), cut_member(40), cut_member(150),
        lambda: stored(("A.json", json.dumps(osv("A")).encode()), ("B.json", json.dumps(osv("\0")).encode())),
        lambda: gzip.compress(json.dumps(osv("A")).encode() + b"\n" + json.dumps(osv("B")).encode()[:40]),
    ],
    ids=["damaged", "empty", "cut early", "cut late", "not a record", "cut line"],
)  # fmt: skip
def test_a_record_that_could_not_be_read_stays_and_so_does_what_was_removed_meanwhile(
    tmp_path: Path, content: Callable[[], bytes]
) -> None:
    base, path = Base(tmp_path / "home"), tmp_path / "osv"
    path.write_bytes(all_zip(osv("A"), osv("B"), osv("C")))
    done(base, path)
    path.write_bytes(content())
    made = done(base, path)
    assert told(made) == ({"A", "B", "C"}, 2, ())
    path.write_bytes(all_zip(osv("A", withdrawn="2024-05-05T00:00:00Z")))
    clean = done(base, path)
    assert told(clean) == ({"A"}, 0, ("B", "C"))
    assert clean.changes["osv:PyPI"].withdrawn == ("A",)


def test_a_file_of_a_folder_that_is_cut_keeps_its_record_and_one_that_is_gone_does_not(
    tmp_path: Path,
) -> None:
    base, folder = Base(tmp_path / "home"), tmp_path / "in"
    folder.mkdir()
    for number in range(1, 5):
        (folder / f"{number}.json").write_bytes(cve(f"CVE-2024-000{number}", "2024-01-01T00:00:00Z"))
    done(base, folder)
    (folder / "4.json").unlink()
    assert told(done(base, folder), "cve5")[2] == ("CVE-2024-0004",)
    (folder / "3.json").write_bytes((folder / "3.json").read_bytes()[:30])
    (folder / "2.json").unlink()
    made = done(base, folder)
    assert told(made, "cve5") == ({"CVE-2024-0001", "CVE-2024-0002", "CVE-2024-0003"}, 2, ())
    assert made.refusals == 1


def test_what_cannot_be_read_counts_against_the_sources_that_it_may_be_of(tmp_path: Path) -> None:
    base, folder = Base(tmp_path / "home"), tmp_path / "in"
    folder.mkdir()
    fill_base(
        base,
        {
            source: (Kind.ADVISORIES, [Advisory("OLD")])
            for source in ("osv:PyPI", "osv:Go", "cve5", "csaf:a.example")
        },
    )
    (folder / "pypi.zip").write_bytes(damaged_member())
    (folder / "go.zip").write_bytes(all_zip(osv("B", ecosystem="Go")))
    (folder / "cve.json").write_bytes(cve("CVE-2024-0001", "2024-01-01T00:00:00Z"))
    made = done(base, folder)
    assert {item.source: item.kept for item in made.snapshot.segments} == {
        "osv:PyPI": 1, "osv:Go": 0, "cve5": 0, "csaf:a.example": 0,
    }  # fmt: skip
    fill_base(
        base, {source: (Kind.ADVISORIES, [Advisory("OLD")]) for source in ("osv:PyPI", "osv:Go", "cve5")}
    )
    (folder / "pypi.zip").write_bytes(b"PK\x03\x04")
    made = done(base, folder)
    assert {item.source: item.kept for item in made.snapshot.segments} == {
        "osv:PyPI": 0, "osv:Go": 1, "cve5": 1, "csaf:a.example": 0,
    }  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_what_is_behind_a_link_is_kept(tmp_path: Path) -> None:
    base, folder = Base(tmp_path / "home"), tmp_path / "in"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(osv("A")))
    (folder / "b.json").write_text(json.dumps(osv("B")))
    done(base, folder)
    (folder / "b.json").rename(tmp_path / "b.json")
    (folder / "b.json").symlink_to(tmp_path / "b.json")
    assert told(done(base, folder)) == ({"A", "B"}, 1, ())


def test_scores_are_kept_too_and_one_that_is_there_twice_keeps_nothing(tmp_path: Path) -> None:
    base, path = Base(tmp_path / "home"), tmp_path / "epss.csv"
    old = [
        Probability("CVE-2024-0001", 0.5),
        Probability("CVE-2024-0002", 0.25),
        Probability("CVE-2024-0009", 1.0),
    ]
    fill_base(base, {"epss": (Kind.EPSS, old)})
    path.write_text(
        "cve,epss,percentile\nCVE-2024-0002,0.75,1\nCVE-2024-0001,nan,1\nCVE-2024-123456789,0.5,1\n"
    )
    made = done(base, path)
    segment = made.snapshot.segment("epss")
    assert segment is not None
    assert list(segment.records()) == [old[0], Probability("CVE-2024-0002", 0.75), old[2]]
    assert (segment.kept, segment.rejected) == (2, 2)
    long = next(each for each in made.rejected if each.code == "feeds_cve_too_long")
    assert (long.place.file, long.place.line) == ("epss.csv", 4)
    path.write_text("cve,epss,percentile\nCVE-2024-0002,0.1,1\nCVE-2024-0002,0.75,1\nCVE-2024-0003,0.1,1\n")
    segment = done(base, path).snapshot.segment("epss")
    assert segment is not None
    assert [each.epss for each in segment.records()] == [0.75, 0.1]
    assert segment.kept == 0


@given(st.from_regex(r"CVE-\d{4}-\d{3,20}"))
@settings(max_examples=80)
def test_only_ids_of_cve_that_fit_have_a_number(name: str) -> None:
    ascii_digits = name.isascii() and name.startswith("CVE-") and not name.endswith("\n")
    sequence = name[9:]
    fits = ascii_digits and (len(sequence) == 4 or (5 <= len(sequence) <= 8 and sequence[0] != "0"))
    assert (cve_number(name) is not None) == fits


def test_a_segment_before_that_is_damaged_is_said(tmp_path: Path) -> None:
    base, path = Base(tmp_path / "home"), tmp_path / "osv.zip"
    path.write_bytes(all_zip(osv("A"), osv("B")))
    segment = done(base, path).snapshot.segments[0]
    segment.path.write_bytes(segment.path.read_bytes()[:-1])
    path.write_bytes(damaged_member())
    made = done(base, path)
    assert [(source, each.code) for source, each in made.failed] == [("osv:PyPI", "feeds_damaged")]
    assert told(made)[0] == {"A"}


def test_documents_of_one_publisher_keep_theirs(tmp_path: Path) -> None:
    base, folder = Base(tmp_path / "home"), tmp_path / "csaf"
    folder.mkdir()
    for name in ("V-1", "V-2"):
        (folder / f"{name}.json").write_bytes(csaf(name))
    first = done(base, folder)
    source = first.snapshot.segments[0].source
    (folder / "V-2.json").write_bytes(csaf("V-2")[:-20])
    made: Any = told(done(base, folder), source)
    assert made == (told(first, source)[0], 1, ())
