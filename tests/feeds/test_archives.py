"""Archives that are damaged or mean harm: nothing half is taken, nothing large is written, nothing is raised."""

import errno
import gzip
import io
import json
import os
import random
import struct
import tarfile
import tempfile
import tracemalloc
import zipfile
from pathlib import Path
from typing import IO, Any

import pytest
from tests.feeds.filling import fill_base
from tests.feeds.published import all_zip, osv, zipped

from hygie.feeds.base import Base
from hygie.feeds.containers import FAILURES, Content, Opener
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Kind
from hygie.feeds.streams import UnreadableError
from hygie.feeds.sync import sync_from
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.observations.advisory import Advisory
from hygie.observations.reading import Bounds


def tarred(files: dict[str, bytes], mode: str = "w:gz", form: int = tarfile.PAX_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def records(count: int) -> dict[str, bytes]:
    return {
        f"{at:03}.json": json.dumps(osv(f"A{at}", details=os.urandom(300).hex())).encode()
        for at in range(count)
    }


def codes(path: Path, **more: Any) -> list[str]:
    found = Opener(path.parent, **more).contents(path, path.name)
    return [each.code if isinstance(each, Diagnostic) else "content" for each in found]


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


HALVES = {
    "tar": half(tarred(records(40), "w")),
    "tar.gz": half(tarred(records(40))),
    "tar in zip": zipped({"osv.tar": half(tarred(records(40), "w"))}),
    "tar.gz in zip": zipped({"osv.tar.gz": half(tarred(records(40)))}),
    "zip in zip": zipped({"first.json": b"{}", "cves.zip": half(zipped(records(40)))}),
    "tar.gz in tar": tarred({"osv.tar.gz": half(tarred(records(40)))}, "w"),
    "tar without its end": tarred(records(40), "w")[: 1024 * 2 * 10],
    "tar with a spoilt header": tarred(records(9), "w").replace(b"005.json", b"005.jsoN", 1),
    "tar.gz with a wrong checksum": tarred(records(9))[:-8] + bytes(8),
}


@pytest.mark.parametrize("name", HALVES)
def test_half_an_archive_replaces_nothing_and_leaves_no_count(tmp_path: Path, name: str) -> None:
    base = Base(tmp_path / "home")
    whole = [Advisory(f"A{at}") for at in range(60)]
    before = fill_base(base, {"osv:PyPI": (Kind.ADVISORIES, whole)}).snapshot
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "half").write_bytes(HALVES[name])
    refused = sync_from(folder, base)
    assert isinstance(refused, Refusal)
    assert {each.code for each in refused.mistakes} <= {"feeds_archive_damaged", "feeds_archive_within"}
    assert base.current() == before
    (folder / "other.jsonl").write_text(json.dumps(osv("A1", ecosystem="Go")) + "\n")
    made = sync_from(folder, base)
    assert isinstance(made, Outcome)
    report = made.files[0]
    assert (report.name, report.read, report.rejected) == ("half", 0, 0)
    pypi = made.snapshot.segment("osv:PyPI")
    assert pypi is not None
    assert pypi.count == 60


def test_one_damaged_member_is_one_refusal_but_for_an_archive_in_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, content in records(3).items():
            archive.writestr(name, content)
    path.write_bytes(stored.getvalue().replace(b'"id": "A1"', b'"id": "A?"'))
    assert codes(path) == ["content", "feeds_member_damaged", "content"]
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", stored.getvalue())
    path.write_bytes(outer.getvalue().replace(b'"id": "A1"', b'"id": "A?"'))
    assert codes(path) == ["feeds_archive_damaged", "feeds_archive_within"]


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_headers_of_a_tar_are_not_read_into_memory_whatever_size_they_say(tmp_path: Path, form: int) -> None:
    size, member = 1 << 27, tarfile.TarInfo("././@LongLink")
    member.type, member.size = (b"L" if form == tarfile.GNU_FORMAT else b"x"), size
    path = tmp_path / "long.tar.gz"
    with gzip.open(path, "wb", 1) as stream:
        stream.write(member.tobuf(tarfile.GNU_FORMAT))
        for _ in range(size >> 20):
            stream.write(bytes(1 << 20))
        stream.write(bytes(1024))
    tracemalloc.start()
    try:
        assert codes(path) == ["feeds_archive_too_large"]
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_long_names_of_a_tar_are_read(tmp_path: Path) -> None:
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        (tmp_path / "a.tar.gz").write_bytes(tarred({"é" * 900 + "/a.json": b"{}"}, form=form))
        assert codes(tmp_path / "a.tar.gz") == ["content"]


def test_a_nested_archive_that_expands_without_end_is_not_written_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("inner.zip", "w") as stream,
    ):
        stream.write(b"PK\x03\x04")
        for _ in range(96):
            stream.write(bytes(1 << 20))
    path = tmp_path / "bomb.zip"
    path.write_bytes(made.getvalue())
    sizes = []

    class Watched(io.FileIO):
        def write(self, part: Any) -> int:
            sizes.append(self.tell() + len(part))
            return super().write(part)

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_more: Watched(tmp_path / "copy", "w+"))
    assert codes(path, bounds=Bounds(expansion=20)) == ["feeds_archive_too_large", "feeds_archive_within"]
    assert max(sizes) < 20 << 20


def bad_entries(count: int) -> bytes:
    """An archive whose directory lists members that are not there."""
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
    )
    directory = (entry + b"a") * count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), 30, 0)
    return b"PK\x03\x04" + bytes(26) + directory + end


def test_an_archive_of_nothing_but_bad_entries_is_given_up_with_a_count(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(bad_entries(60_000))
    found = list(Opener(tmp_path).contents(path, "bad.zip"))
    assert len(found) == FAILURES + 3
    assert isinstance(found[-2], Diagnostic)
    assert (found[-2].code, found[-2].parameters) == (
        "feeds_archive_failures",
        {"count": 60_000 - FAILURES - 1},
    )
    assert isinstance(found[-1], Diagnostic)
    assert found[-1].place.file == "bad.zip"


def test_no_mutation_of_an_archive_raises_anything(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - bytes to spoil
    small = {f"{at}.json": b'{"id": "a"}' * 20 for at in range(3)}
    seeds = [
        tarred({"é" * 70: b"hello"}, mode, form)
        for mode in ("w", "w:gz")
        for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT)
    ]
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", method) as archive:
            for name, content in small.items():
                archive.writestr(name, content)
        seeds.append(made.getvalue())
    seeds += [zipped({"inner": seed}) for seed in seeds]
    nameless = bytearray(zipped({"a": b"{}"}))
    nameless[nameless.rfind(b"PK\x01\x02") + 46] = 0
    path = tmp_path / "f"
    path.write_bytes(bytes(nameless))
    assert "content" not in codes(path)
    for _ in range(600):
        spoilt = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            spoilt[chance.randrange(len(spoilt))] = chance.choice((0, 255, chance.randrange(256)))
        if chance.random() < 0.2:
            del spoilt[chance.randrange(len(spoilt)) :]
        path.write_bytes(bytes(spoilt))
        assert all(isinstance(each, Content | Diagnostic) for each in Opener(tmp_path).contents(path, "f"))


def test_faults_of_the_input_and_of_the_base_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"b.zip": all_zip(osv("A"))}))

    class Failing(io.BytesIO):
        def __init__(self, content: bytes = b"", *, reads: bool) -> None:
            super().__init__(content)
            self.reads = reads

        def read(self, size: int | None = -1) -> bytes:
            if self.reads:
                return super().read(size)
            raise OSError(errno.EIO, "I/O")

        def write(self, _part: Any) -> int:
            raise OSError(errno.ENOSPC, "full")

    def full(**_more: Any) -> IO[bytes]:
        return Failing(reads=True)

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(OSError, match="full") as caught:
        codes(path)
    assert not isinstance(caught.value, UnreadableError)
    content = path.read_bytes()
    monkeypatch.setattr(Path, "open", lambda *_given: Failing(content, reads=False))
    with pytest.raises(UnreadableError):
        codes(path)
