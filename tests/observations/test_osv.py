"""OSV: identities, aliases, severities, and what cannot be read."""

import gzip
import json
from pathlib import Path

import pytest

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory, Range
from hygie.observations.osv import advisory_of_osv, read_osv
from hygie.observations.reading import Bounds, Reading
from hygie.observations.records import Flaw

RECORD = {
    "id": "TEST-2026-1",
    "modified": "2026-01-02T03:04:05Z",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "Some_Thing"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}],
            "versions": ["1.0", "1.1"],
        }
    ],
}


def read(record: object) -> Advisory:
    found = advisory_of_osv(json.dumps(record).encode())
    assert isinstance(found, Advisory), found
    return found


def affected(**entry: object) -> dict[str, object]:
    return RECORD | {"affected": [{"package": {"ecosystem": "npm", "name": "x"}} | entry]}


def test_a_record_is_read() -> None:
    found = read(RECORD)
    (one,) = found.affected
    assert (one.ecosystem, one.package, one.ranges, one.versions) == (
        "pypi",
        "some-thing",
        (Range(fixed="2.0"),),
        ("1.0", "1.1"),
    )
    assert (found.id, found.modified, one.scheme) == ("TEST-2026-1", "2026-01-02T03:04:05Z", "")


def test_two_entries_of_one_package_are_both_kept() -> None:
    found = read(RECORD | {"affected": RECORD["affected"] * 2})
    assert len(found.affected) == 2


def test_the_release_of_a_distribution_is_in_its_ecosystem() -> None:
    found = read(
        RECORD | {"affected": [{"package": {"ecosystem": "Debian:11", "name": "openssl"}, "versions": ["1"]}]}
    )
    assert (found.affected[0].ecosystem, found.affected[0].package) == ("debian:11", "openssl")


def test_a_purl_names_the_package_where_the_ecosystem_is_not_known() -> None:
    found = read(
        RECORD
        | {
            "affected": [
                {"package": {"ecosystem": "Ours", "name": "x", "purl": "pkg:npm/x"}, "versions": ["1"]}
            ]
        }
    )
    assert (found.affected[0].ecosystem, found.affected[0].package) == ("npm", "x")


def test_upstream_is_an_alias_in_records_of_distributions_only() -> None:
    more = {"aliases": ["GHSA-1"], "upstream": ["CVE-2026-0001"], "related": ["CVE-2026-9999"]}
    debian = {"affected": [{"package": {"ecosystem": "Debian:12", "name": "x"}, "versions": ["1"]}]}
    assert read(RECORD | more).aliases == ("GHSA-1",)
    assert read(RECORD | more | debian).aliases == ("GHSA-1", "CVE-2026-0001")


def test_older_records_of_distributions_name_their_cve_in_related_or_in_their_name() -> None:
    debian = {"affected": [{"package": {"ecosystem": "AlmaLinux:9", "name": "x"}, "versions": ["1"]}]}
    assert read(RECORD | debian | {"related": ["CVE-2026-0001", "XYZ-1"]}).aliases == ("CVE-2026-0001",)
    assert read(RECORD | debian | {"id": "ALPINE-CVE-2026-0002"}).aliases == ("CVE-2026-0002",)


def test_ranges_of_commits_are_said_and_not_converted() -> None:
    found = read(
        affected(
            ranges=[{"type": "GIT", "repo": "https://x", "events": [{"introduced": "0"}, {"fixed": "ab"}]}]
        )
    )
    assert found.affected[0].commits
    assert found.affected[0].ranges == ()


@pytest.mark.parametrize(
    ("ranges", "code"),
    [
        ([{"type": "SEMVER", "events": []}], "osv_range"),
        ([{"type": "SEMVER", "events": [{"introduced": "1"}, {"perhaps": "2"}]}], "osv_range"),
        ([{"type": "NEW", "events": [{"introduced": "1"}]}], "osv_range"),
        ([], "osv_no_versions"),
    ],
)
def test_a_range_that_cannot_be_used_is_left_to_a_person_and_the_record_kept(
    ranges: object, code: str
) -> None:
    notes: list[Flaw] = []
    found = advisory_of_osv(json.dumps(affected(ranges=ranges)).encode(), notes)
    assert isinstance(found, Advisory)
    assert found.affected[0].expressions
    assert [note.code for note in notes] == [code]


def test_events_that_never_open_open_at_the_first_version() -> None:
    notes: list[Flaw] = []
    found = advisory_of_osv(
        json.dumps(affected(ranges=[{"type": "SEMVER", "events": [{"fixed": "1.0.0"}]}])).encode(), notes
    )
    assert isinstance(found, Advisory)
    assert found.affected[0].ranges == (Range(fixed="1.0.0"),)
    assert [note.code for note in notes] == ["osv_no_start"]


def test_a_field_of_another_type_loses_that_field_alone() -> None:
    record = RECORD | {
        "severity": "high",
        "references": None,
        "summary": 3,
        "aliases": ["A-1", 7, {"x": 1}],
        "details": "# Title\n\nMore.",
    }
    notes: list[Flaw] = []
    found = advisory_of_osv(json.dumps(record).encode(), notes)
    assert isinstance(found, Advisory)
    assert (found.id, found.aliases, found.severities, found.title) == ("TEST-2026-1", ("A-1", "7"), (), "3")
    assert {note.pointer for note in notes} == {"/severity", "/summary", "/aliases/1", "/aliases/2"}


def test_severities_words_and_weaknesses() -> None:
    vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    found = read(
        RECORD
        | {
            "severity": [{"type": "CVSS_V3", "score": vector}, {"type": "Ubuntu", "score": "medium"}],
            "database_specific": {"severity": "HIGH", "cwe_ids": ["CWE-79", "nonsense"]},
            "withdrawn": "2026-02-01T00:00:00Z",
        }
    )
    assert [each.vector for each in found.severities] == [vector]
    assert (found.severity_word, found.cwes, found.withdrawn) == (
        "medium",
        ("CWE-79",),
        "2026-02-01T00:00:00Z",
    )


@pytest.mark.parametrize("indent", [None, 2])
def test_one_record_an_array_and_lines_read_the_same(indent: int | None) -> None:
    alone, array = (
        json.dumps(RECORD, indent=indent).encode(),
        json.dumps([RECORD] * 3, indent=indent).encode(),
    )
    lines = b"\r\n".join([json.dumps(RECORD).encode()] * 3)
    one, many, by_line = read_osv(alone, "a"), read_osv(array, "a"), read_osv(gzip.compress(lines), "a")
    assert isinstance(one, Reading)
    assert isinstance(many, Reading)
    assert isinstance(by_line, Reading)
    assert one.items * 3 == many.items == by_line.items
    assert many.total == by_line.total == 3


def test_what_cannot_be_used_is_rejected_where_it_stands() -> None:
    good = json.dumps(RECORD)
    found = read_osv(
        f'{good}\n{{"id": \n\n{{"modified": ""}}\n[]\n  {{"id": " "}}\n{good}'.encode(), "x.jsonl"
    )
    assert isinstance(found, Reading)
    assert [(each.code, each.place.line, each.place.column) for each in found.rejected] == [
        ("advisory_not_json", 2, 1),
        ("advisory_part_missing", 4, 1),
        ("advisory_not_object", 5, 1),
        ("advisory_id", 6, 10),
    ]
    array = read_osv(f'[{good},\n 3,\n {{"id": ""}}]'.encode(), "x.json")
    assert isinstance(array, Reading)
    assert [(each.code, each.place.line) for each in array.rejected] == [
        ("advisory_not_object", 2),
        ("advisory_id", 3),
    ]
    assert (found.total, array.total) == (6, 3)


@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"[1, 2", b'{"id": "x"', b"\xff\xfe\xfd", b"[" * 100_000]
)
def test_a_file_of_which_nothing_can_be_used_is_refused(content: bytes) -> None:
    assert isinstance(read_osv(content, "x"), Refusal)


def test_more_records_than_the_bound_are_refused() -> None:
    line = json.dumps(RECORD)
    for content in ("\n".join([line] * 4), f"[{','.join([line] * 4)}]"):
        assert isinstance(read_osv(content.encode(), "x", Bounds(items=3)), Refusal)


def test_names_and_versions_of_absurd_length_are_left_aside() -> None:
    huge = "9" * 3000
    notes: list[Flaw] = []
    record = affected(versions=["1", huge], ranges=[{"type": "SEMVER", "events": [{"introduced": huge}]}])
    found = advisory_of_osv(json.dumps(record).encode(), notes)
    assert isinstance(found, Advisory)
    assert (found.affected[0].versions, found.affected[0].ranges) == (("1",), ())
    assert [note.code for note in notes] == ["osv_range", "osv_version_long"]
    named = RECORD | {"affected": [{"package": {"ecosystem": "npm", "name": "x" * 3000}, "versions": ["1"]}]}
    assert read(named).affected[0].package == ""
    assert isinstance(advisory_of_osv(json.dumps(RECORD | {"id": "x" * 3000}).encode()), Flaw)


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["go", "pypi"])
def test_every_public_record_is_read(veille: Path, name: str) -> None:
    content = (veille / "osv" / f"{name}.jsonl.gz").read_bytes()
    records = [json.loads(line) for line in gzip.decompress(content).splitlines()]
    found = read_osv(content, name)
    assert isinstance(found, Reading)
    assert (found.total, found.rejected) == (len(records), ())
    for record, item in zip(records, found.items, strict=True):
        assert record["id"] == item.id
        assert len(record["affected"]) == len(item.affected)
        assert bool(record.get("withdrawn")) == bool(item.withdrawn)
        for entry, one in zip(record["affected"], item.affected, strict=True):
            assert list(one.versions) == entry.get("versions", [])
            assert one.commits == any(r["type"] == "GIT" for r in entry.get("ranges", []))
