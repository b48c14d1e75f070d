"""The base on disk: what is read is what was put in, and the digest says so and nothing else."""

import errno
import os
import random
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.feeds.filling import fill_base

from hygie.feeds.base import Base
from hygie.feeds.home import home
from hygie.feeds.layout import DamagedSegmentError, cve_name, cve_number
from hygie.feeds.lock import BusyError, held
from hygie.feeds.snapshot import Kind
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.exploitation import Exploited, Probability
from hygie.observations.lifecycle import Cycle, ProductLife

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
ADVISORIES = st.lists(
    st.builds(
        Advisory,
        id=TEXT.filter(bool),
        modified=st.sampled_from(
            ["", "2024-01-02T03:04:05Z", "2025-06-07", "2023-12-31T23:59:59+02:00", "x"]
        ),
        withdrawn=st.sampled_from(["", "2025-01-01"]),
        affected=st.lists(
            st.builds(
                Affected,
                ecosystem=TEXT,
                package=TEXT,
                ranges=st.tuples(st.builds(Range, introduced=TEXT, fixed=TEXT)),
            ),
            max_size=2,
        ).map(tuple),
    ),
    min_size=1,
    max_size=12,
)


@given(ADVISORIES, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_reads_back_one_record_an_id_in_order_whatever_the_order_of_arrival(
    tmp_path_factory: pytest.TempPathFactory, items: list[Advisory], shuffled: random.Random
) -> None:
    one, other = Base(tmp_path_factory.mktemp("one")), Base(tmp_path_factory.mktemp("other"))
    again = list(items)
    shuffled.shuffle(again)
    made = fill_base(one, {"test": (Kind.ADVISORIES, items)})
    same = fill_base(other, {"test": (Kind.ADVISORIES, again)}, now=datetime(2020, 1, 1, tzinfo=UTC))
    segment = made.snapshot.segments[0]
    records = segment.records()
    assert made.snapshot.digest == same.snapshot.digest
    assert [record.id for record in records] == sorted({item.id for item in items}, key=str.encode)
    assert [records[index] for index in range(len(records))] == list(records) == list(records[:])
    assert set(map(msgspec.msgpack.encode, records)) <= set(map(msgspec.msgpack.encode, items))
    assert segment.count + segment.rejected == len(items)
    assert segment.blobs().ids == tuple(record.id for record in records)
    assert list(segment.blobs().withdrawn()) == [bool(record.withdrawn) for record in records]
    segment.verify()


def test_of_two_records_with_one_id_the_last_modified_holds_and_the_other_is_counted(tmp_path: Path) -> None:
    old = Advisory("A", title="old", modified="2024-05-01T00:00:00Z")
    new = Advisory("A", title="new", modified="2024-04-30T23:30:00-02:00")  # 01:30 UTC, later
    made = fill_base(Base(tmp_path), {"test": (Kind.ADVISORIES, [new, old, new])})
    segment = made.snapshot.segments[0]
    assert [record.title for record in segment.records()] == ["new"]
    assert segment.reasons == {"feeds_older_record": 1, "feeds_same_record": 1}
    assert [item.code for item in made.rejected] == sorted(item.code for item in made.rejected)


def test_other_kinds_are_read_back_as_they_were(tmp_path: Path) -> None:
    exploited = Exploited("CVE-2024-0001", "2024-02-03", ransomware=True)
    life = ProductLife("debian", cycles=(Cycle("12", end="2028-06-30", lts=True), Cycle("11", end=False)))
    base = Base(tmp_path)
    fill_base(base, {"kev": (Kind.EXPLOITED, [exploited]), "endoflife": (Kind.LIFECYCLES, [life])})
    snapshot = base.current()
    assert snapshot is not None
    assert {item.source: list(item.records()) for item in snapshot.segments} == {
        "endoflife": [life],
        "kev": [exploited],
    }
    assert snapshot.segment("kev").newest == "2024-02-03"  # type: ignore[union-attr]


def test_epss_scores_are_columns_of_numbers_sorted_by_cve(tmp_path: Path) -> None:
    given = [
        Probability("CVE-2024-10000", 0.00043),
        Probability("CVE-1999-0001", 0.97),
        Probability("CVE-2024-9999", 1.0),
    ]
    bad = [
        Probability("CVE-2024-1", 0.1),
        Probability("CVE-2024-0002", 1.5),
        Probability("CVE-1999-0001", 0.2),
    ]
    made = fill_base(Base(tmp_path), {"epss": (Kind.EPSS, given + bad)})
    segment = made.snapshot.segments[0]
    numbers, scores = segment.epss_arrays()
    assert list(segment.records()) == [given[1], given[2], given[0]]
    assert numbers.tolist() == [199900000001, 202400009999, 202400010000]
    assert np.allclose(scores, [0.97, 1.0, 0.00043])
    assert segment.reasons == {"feeds_same_record": 1, "feeds_unusable_record": 2}


@given(st.integers(1999, 2099), st.integers(0, 99_999_999))
@settings(max_examples=50)
def test_a_cve_and_its_number_are_one(year: int, sequence: int) -> None:
    name = f"CVE-{year}-{sequence:04}"
    assert cve_name(cve_number(name) or 0) == name


def test_what_is_found_by_id(tmp_path: Path) -> None:
    made = fill_base(
        Base(tmp_path), {"test": (Kind.ADVISORIES, [Advisory(name) for name in ("é", "z", "A")])}
    )
    held_records = made.snapshot.segments[0].blobs()
    assert [getattr(held_records.find(name), "id", None) for name in ("A", "é", "z", "B")] == [
        "A",
        "é",
        "z",
        None,
    ]


def test_snapshots_are_kept_and_found_by_day(tmp_path: Path) -> None:
    base = Base(tmp_path)
    assert base.current() is None
    for day in range(1, 8):
        fill_base(
            base,
            {"test": (Kind.ADVISORIES, [Advisory(f"A{day}")])},
            datetime(2026, 1, day, 12, tzinfo=UTC),
            keep=5,
        )
    found = base.snapshots()
    assert [item.created[8:10] for item in found] == ["07", "06", "05", "04", "03"]
    assert base.current() == found[0]
    assert base.at(date(2026, 1, 5)) == found[2]
    assert base.at(date(2026, 1, 2)) is None
    assert len(list(base.segments.iterdir())) == 5
    assert not base.work.exists()


def test_the_same_content_is_the_same_snapshot_looked_at_again(tmp_path: Path) -> None:
    base, content = Base(tmp_path), {"test": (Kind.ADVISORIES, [Advisory("A")])}
    first = fill_base(base, content, datetime(2026, 1, 1, tzinfo=UTC)).snapshot
    second = fill_base(base, content, datetime(2026, 1, 2, tzinfo=UTC)).snapshot
    assert (second.digest, second.created, second.checked) == (
        first.digest,
        first.created,
        "2026-01-02T00:00:00Z",
    )
    assert second.segments[0].fetched == "2026-01-02T00:00:00Z"
    assert base.snapshots() == (second,)


def test_sources_that_are_not_read_are_carried_over(tmp_path: Path) -> None:
    base = Base(tmp_path)
    fill_base(base, {"a": (Kind.ADVISORIES, [Advisory("A")]), "b": (Kind.ADVISORIES, [Advisory("B")])})
    made = fill_base(base, {"b": (Kind.ADVISORIES, [Advisory("C")])}, datetime(2026, 12, 1, tzinfo=UTC))
    assert {item.source: [each.id for each in item.records()] for item in made.snapshot.segments} == {
        "a": ["A"],
        "b": ["C"],
    }
    assert made.snapshot.segment("a").fetched.startswith("2026-11-22")  # type: ignore[union-attr]


def damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "missing":
        path.unlink()
        return
    if how == "header":
        content[30] ^= 1
    elif how == "size":
        content = content[:-1]
    elif how == "short":
        content = bytearray()
    else:
        content[80] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


@pytest.mark.parametrize("how", ["missing", "header", "size", "short", "digest"])
def test_a_damaged_segment_is_noticed_and_mended_by_the_next_synchronisation(
    tmp_path: Path, how: str
) -> None:
    base, content = Base(tmp_path), {"test": (Kind.ADVISORIES, [Advisory("A", title="x" * 60)])}
    segment = fill_base(base, content).snapshot.segments[0]
    damage(segment.path, how)
    with pytest.raises(DamagedSegmentError) as caught:
        segment.verify()
    assert caught.value.reason == how
    if how != "digest":
        with pytest.raises(DamagedSegmentError):
            segment.records()
    carried = fill_base(base, {"other": (Kind.ADVISORIES, [Advisory("B")])})
    assert [source for source, _ in carried.failed] == ([] if how == "digest" else ["test"])
    fill_base(base, content).snapshot.segments[0].verify()


def test_opening_a_segment_reads_nothing_but_its_header(tmp_path: Path) -> None:
    base = Base(tmp_path)
    segment = fill_base(
        base, {"t": (Kind.ADVISORIES, [Advisory(f"A{number}") for number in range(500)])}
    ).snapshot.segments[0]
    content = bytearray(segment.path.read_bytes())
    content[64:70] = b"\xc1" * 6  # never used by MessagePack
    segment.path.write_bytes(content)
    records = segment.records()
    assert len(records) == 500
    assert records[-1].id == "A99"
    with pytest.raises(DamagedSegmentError):
        records[0]
    with pytest.raises(DamagedSegmentError):
        list(records)


def test_texts_of_a_segment_that_are_not_utf_8_are_damage(tmp_path: Path) -> None:
    items = [Advisory(name, title="x" * 60) for name in ("A", "B")]
    segment = fill_base(Base(tmp_path), {"t": (Kind.ADVISORIES, items)}).snapshot.segments[0]
    whole = segment.path.read_bytes()
    segment.path.write_bytes(whole.replace(b"xxx", b"x\xffx", 1))
    with pytest.raises(DamagedSegmentError):
        segment.records()[0]
    with pytest.raises(DamagedSegmentError):
        list(segment.records())
    for spoilt in (whole[:-1] + b"\xff", whole[:-2] + b"AB"):
        segment.path.write_bytes(spoilt)
        with pytest.raises(DamagedSegmentError):
            segment.blobs().find("A")


@pytest.mark.parametrize(
    "content", [b"", b"00000009.json\n", b"../../x.json", b"\xff\xfe", b"garbage" * 1000]
)
def test_a_spoilt_pointer_does_not_lose_the_base(tmp_path: Path, content: bytes) -> None:
    base = Base(tmp_path)
    made = fill_base(base, {"t": (Kind.ADVISORIES, [Advisory("A")])})
    base.pointer.write_bytes(content)
    assert base.current() == made.snapshot


def test_a_manifest_that_does_not_fit_its_digest_is_not_used(tmp_path: Path) -> None:
    base = Base(tmp_path)
    first = fill_base(base, {"t": (Kind.ADVISORIES, [Advisory("A")])})
    fill_base(base, {"t": (Kind.ADVISORIES, [Advisory("B")])})
    manifest = base.manifests / base.pointer.read_text().strip()
    manifest.write_bytes(manifest.read_bytes().replace(b'"source": "t"', b'"source": "u"'))
    assert base.current() == first.snapshot


def test_one_synchronisation_at_a_time_and_no_lock_is_ever_stale(tmp_path: Path) -> None:
    path = tmp_path / "feeds" / "lock"
    with held(path), pytest.raises(BusyError), held(path):
        pass
    path.write_bytes(b"not a database, whoever wrote it" * 100)
    with held(path):
        pass


@pytest.mark.parametrize(
    ("code", "name", "number"),
    [(sqlite3.SQLITE_IOERR, "SQLITE_IOERR_LOCK", errno.ENOLCK), (sqlite3.SQLITE_IOERR, "SQLITE_IOERR_READ", errno.EIO),
     (sqlite3.SQLITE_FULL, "SQLITE_FULL", errno.ENOSPC), (sqlite3.SQLITE_READONLY, "SQLITE_READONLY", errno.EROFS), (0, "", errno.EIO)],
)  # fmt: skip
def test_a_lock_that_the_disk_refuses_is_no_other_synchronisation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, name: str, number: int
) -> None:
    def failing(*_given: object, **_named: object) -> None:
        reason = sqlite3.OperationalError("what SQLite says")
        reason.sqlite_errorcode, reason.sqlite_errorname = code, name
        raise reason

    monkeypatch.setattr(sqlite3, "connect", failing)
    with pytest.raises(OSError, match="lock") as caught, held(tmp_path / "lock"):
        pass
    assert caught.value.errno == number


def test_a_lock_that_is_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(IsADirectoryError), held(tmp_path / "lock"):
        pass


def test_home_is_where_it_is_said_and_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYGIE_HOME", str(tmp_path / "a" / "b"))
    assert home() == tmp_path / "a" / "b"
    assert not (tmp_path / "a").exists()
    assert home(make=True) == tmp_path / "a" / "b"
    if os.name == "posix":
        assert home().stat().st_mode & 0o777 == 0o700
    monkeypatch.delenv("HYGIE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    assert home().name == "hygie"
