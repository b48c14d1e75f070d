"""A base from files: what is recognised, what is set aside, and archives that mean harm."""

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.feeds.filling import fill_base
from tests.feeds.published import all_zip, cve, osv, zipped
from tests.feeds.test_network import KEV

from hygie.feeds.base import Base
from hygie.feeds.containers import ArchiveBounds, Opener
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Kind, Snapshot
from hygie.feeds.sync import sync_from
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.observations.advisory import Advisory
from hygie.observations.reading import Bounds


def done(base: Base, path: Path, **more: Any) -> Outcome:
    found = sync_from(path, base, **more)
    assert isinstance(found, Outcome), found
    return found


def held(snapshot: Snapshot) -> dict[str, list[str]]:
    return {
        item.source: [getattr(record, "id", "") or getattr(record, "cve", "") for record in item.records()]
        for item in snapshot.segments
    }


def tar(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def lines(*records: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_every_way_in_which_feeds_come(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "npm").mkdir(parents=True)
    (folder / "all.zip").write_bytes(all_zip(osv("A"), osv("B")))
    (folder / "go.jsonl.gz").write_bytes(
        gzip.compress(lines(osv("GO-1", ecosystem="Go"), osv("GO-2", ecosystem="Go")))
    )
    for name in ("N1", "N2"):
        (folder / "npm" / f"{name}.json").write_text(json.dumps(osv(name, ecosystem="npm"), indent=2))
    (folder / "cves.tar.gz").write_bytes(
        tar({"cves/1.json": cve("CVE-2024-0001", "2024-01-01T00:00:00Z"), "cves/README.md": b"hello"})
    )
    (folder / "kev.json").write_text(json.dumps(KEV))
    (folder / "README.md").write_text("# read me")
    (folder / "bom.json").write_text(
        json.dumps(
            {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"type": "library", "name": "x"}]}
        )
    )
    made = done(Base(tmp_path), folder)
    assert held(made.snapshot) == {
        "cve5": ["CVE-2024-0001"], "kev": ["CVE-2024-0001"], "osv:Go": ["GO-1", "GO-2"], "osv:PyPI": ["A", "B"], "osv:npm": ["N1", "N2"],
    }  # fmt: skip
    assert {item.source: item.origin for item in made.snapshot.segments} == {
        "cve5": "in/cves.tar.gz", "kev": "in/kev.json", "osv:Go": "in/go.jsonl.gz", "osv:PyPI": "in/all.zip", "osv:npm": "in/npm",
    }  # fmt: skip
    told = {report.name: dict(report.kinds) for report in made.files}
    assert told["README.md"] == {"unknown": 1}
    assert told["bom.json"] == {"cyclonedx-json": 1}
    assert told["cves.tar.gz"] == {"cve5": 1, "unknown": 1}
    assert sum(report.read + report.rejected for report in made.files) == sum(
        item.count + item.rejected for item in made.snapshot.segments
    )


def test_only_what_is_found_is_replaced(tmp_path: Path) -> None:
    base = Base(tmp_path / "home")
    old = {"osv:Go": (Kind.ADVISORIES, [Advisory("OLD")]), "osv:PyPI": (Kind.ADVISORIES, [Advisory("OLD")])}
    fill_base(base, old)
    # A record in an archive of PyPI that speaks of Go too does not make it an archive of Go.
    both = osv("B")
    both["affected"] = [*osv("X", ecosystem="Go")["affected"], *both["affected"]]
    (tmp_path / "all.zip").write_bytes(all_zip(osv("A"), both))
    made = done(base, tmp_path / "all.zip")
    assert held(made.snapshot) == {"osv:Go": ["OLD"], "osv:PyPI": ["A", "B"]}
    (tmp_path / "mixed.jsonl").write_bytes(
        lines(osv("M1"), osv("M2", ecosystem="Go"), osv("GO-3") | {"affected": []})
    )
    made = done(base, tmp_path / "mixed.jsonl", only=lambda source: source == "osv:Go")
    assert held(made.snapshot) == {"osv:Go": ["GO-3", "M2"], "osv:PyPI": ["A", "B"]}


def test_a_bad_line_is_one_record_set_aside_at_its_line_even_in_a_large_file(tmp_path: Path) -> None:
    records = [osv(f"A{number}", summary="x" * 50_000) for number in range(400)]
    content = lines(*records[:300]) + b'{"id": "broken"\n' + lines(*records[300:])
    (tmp_path / "osv.jsonl").write_bytes(content)
    made = done(Base(tmp_path / "home"), tmp_path / "osv.jsonl")
    segment = made.snapshot.segments[0]
    assert (segment.source, segment.count, segment.rejected) == ("osv:PyPI", 400, 1)
    assert made.rejected[0].place.line == 301


def bomb() -> bytes:
    return zipped({"a.json": b"{" + b" " * (40 << 20) + b"}"})


def half_tar() -> bytes:
    content = tar(
        {
            f"{number}.json": json.dumps(osv(f"A{number}", details=os.urandom(900).hex())).encode()
            for number in range(50)
        }
    )
    return content[: len(content) // 2]


def encrypted() -> bytes:
    content = bytearray(zipped({"a.json": b"{}"}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bomb.zip", bomb(), "feeds_member_too_large"),
        ("bomb.json.gz", gzip.compress(bytes(40 << 20)), "content_bomb"),
        ("half.tar.gz", half_tar(), "feeds_archive_damaged"),
        ("half.zip", all_zip(osv("A"), osv("B"))[:-40], "feeds_archive_damaged"),
        ("half.json.gz", gzip.compress(json.dumps(osv("A")).encode())[:-12], "content_gzip_truncated"),
        ("locked.zip", encrypted(), "feeds_archive_encrypted"),
        ("random.zip", b"PK\x03\x04" + bytes(range(256)) * 20, "feeds_archive_damaged"),
        ("deep.zip", zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": zipped({"a.json": b"{}"})})})}), "content_compressed"),
        ("cut.json", json.dumps(osv("A")).encode()[:-9], None),
        ("empty", b"", "feeds_nothing_found"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_hostile_files_are_refused_with_a_reason_and_leave_the_base(
    tmp_path: Path, name: str, content: bytes, code: str | None
) -> None:
    base = Base(tmp_path / "home")
    before = fill_base(base, {"osv:PyPI": (Kind.ADVISORIES, [Advisory("OLD")])}).snapshot
    (tmp_path / name).write_bytes(content)
    found = sync_from(tmp_path / name, base, bounds=Bounds(expansion=20))
    assert isinstance(found, Refusal)
    assert code is None or code in {item.code for item in found.mistakes}
    assert base.current() == before


def test_names_in_archives_open_nothing_and_bounds_hold(tmp_path: Path) -> None:
    evil = tar(
        {"../../evil.json": json.dumps(osv("A")).encode(), "/etc/evil.json": json.dumps(osv("B")).encode()}
    )
    (tmp_path / "evil.tar.gz").write_bytes(evil)
    made = done(Base(tmp_path / "home"), tmp_path / "evil.tar.gz")
    assert held(made.snapshot) == {"osv:PyPI": ["A", "B"]}
    assert not list(tmp_path.rglob("evil.json"))
    (tmp_path / "many.zip").write_bytes(all_zip(*(osv(f"A{number}") for number in range(9))))
    for bounds in (ArchiveBounds(members=5), ArchiveBounds(total=1000)):
        found = list(Opener(tmp_path, archive=bounds).contents(tmp_path / "many.zip", "many.zip"))
        assert isinstance(found[-1], Diagnostic)
        assert found[-1].code == "feeds_archive_too_large"


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps(KEV))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.json").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    assert isinstance(sync_from(folder, Base(tmp_path / "home")), Refusal)
    (folder / "kev.json").write_text(json.dumps(KEV))
    made = done(Base(tmp_path / "home"), folder)
    told = {report.name: [each.code for each in report.refused] for report in made.files}
    assert told == {name: ["feeds_not_plain"] for name in ("link.json", "loop", "pipe")} | {"kev.json": []}
    assert isinstance(sync_from(folder / "pipe", Base(tmp_path / "home")), Refusal)


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("customXml/kev.json", json.dumps(KEV))
    (tmp_path / "table.xlsx").write_bytes(made.getvalue())
    assert isinstance(sync_from(tmp_path / "table.xlsx", Base(tmp_path / "home")), Refusal)


@pytest.mark.realdata
def test_the_public_data_sets_are_read_whole(tmp_path: Path, veille: Path) -> None:
    made = done(Base(tmp_path), veille)
    counts = {item.source: item.count for item in made.snapshot.segments}
    assert {name: counts[name] for name in ("osv:Go", "osv:PyPI", "kev", "epss", "endoflife")} == {
        "osv:Go": 3446, "osv:PyPI": 2150, "kev": 1404, "epss": 6182, "endoflife": 464,
    }  # fmt: skip
    assert made.refusals == 0
    assert sum(report.read + report.rejected for report in made.files) == sum(
        item.count + item.rejected for item in made.snapshot.segments
    )
    again = done(Base(tmp_path), veille)
    assert again.snapshot.digest == made.snapshot.digest
    assert not list(again.changes)
