"""Databases of ecosystems: what each says of its versions, and every public record read."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory, Range, Standing
from hygie.observations.ecosystems import (
    advisory_of_friendsofphp,
    advisory_of_nodejs,
    advisory_of_rustsec,
    advisory_of_victims,
    read_friendsofphp,
    read_nodejs,
    read_retirejs,
    read_rustsec,
    read_victims,
)
from hygie.observations.reading import Reading


def retire(**library: Any) -> Reading[Advisory]:
    found = read_retirejs(json.dumps({"jQuery": {"extractors": {}} | library}).encode(), "x")
    assert isinstance(found, Reading), found
    return found


def test_a_library_is_known_by_its_npm_package_and_by_its_name() -> None:
    entry = {
        "atOrAbove": "1.2.0",
        "below": "3.5.0",
        "severity": "medium",
        "cwe": ["CWE-79"],
        "info": ["https://x.example"],
    }
    entry["identifiers"] = {"CVE": ["CVE-2020-11023", "CVE-XXXX-XXXX"], "githubID": "GHSA-1", "summary": "S"}
    (found,) = retire(npmname="jquery", bowername=["jQuery", "jquery.min"], vulnerabilities=[entry]).items
    assert (found.id, found.aliases, found.title, found.severity_word) == (
        "GHSA-1",
        ("CVE-2020-11023",),
        "S",
        "medium",
    )
    assert [(a.ecosystem, a.package, a.vendor, a.product) for a in found.affected] == [
        ("npm", "jquery", "", "jQuery"),
        ("", "", "", "jquery.min"),
    ]
    assert {a.ranges for a in found.affected} == {(Range("1.2.0", fixed="3.5.0"),)}


def test_a_library_without_npm_package_has_none_and_one_of_npm_no_name() -> None:
    entry = {"below": "1", "identifiers": {"summary": "S"}}
    assert [(a.package, a.product) for a in retire(vulnerabilities=[entry]).items[0].affected] == [
        ("", "jQuery")
    ]
    found = read_retirejs(json.dumps({"Ws": {"vulnerabilities": [entry]}}).encode(), "x")
    assert isinstance(found, Reading)
    assert [(a.package, a.product) for a in found.items[0].affected] == [("ws", "")]


def test_identifiers_are_told_apart_and_do_not_change() -> None:
    entries = [
        {"below": "1", "identifiers": {"githubID": "GHSA-1"}},
        {"below": "2", "identifiers": {"githubID": "GHSA-1"}},
        {"below": "3", "identifiers": {"retid": "7"}},
        {"below": "4", "identifiers": {}},
    ]
    ids = [each.id for each in retire(vulnerabilities=entries).items]
    assert ids[:3] == ["GHSA-1", "GHSA-1#2", "RETIRE-jQuery-7"]
    assert retire(vulnerabilities=entries[3:]).items[0].id == ids[3]
    assert retire(vulnerabilities=entries).items[1].aliases == ("GHSA-1",)


def test_a_bound_that_is_no_version_is_left_to_a_person() -> None:
    found = retire(vulnerabilities=[{"below": "~", "identifiers": {}}, {"identifiers": {}}, 3])
    assert [each.affected[0].expressions for each in found.items] == [("< ~",), ("?",)]
    assert [each.code for each in found.rejected] == ["advisory_not_object"]
    assert found.total == 3
    lowest = retire(
        vulnerabilities=[{"atOrAbove": "1.3.0-*", "below": "1.3.2"}, {"atOrAbove": "0", "below": "2"}]
    )
    assert [each.affected[0].ranges for each in lowest.items] == [
        (Range("1.3.0-0", fixed="1.3.2"),),
        (Range(fixed="2"),),
    ]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"a": 3}', b"\x00\xff"])
def test_what_is_no_repository_is_refused(content: bytes) -> None:
    assert isinstance(read_retirejs(content, "x"), Refusal)


def rust(**versions: list[str]) -> Advisory:
    record = {
        "advisory": {"id": "RUSTSEC-2026-0001", "package": "Some_crate", "date": "2026-01-02"},
        "versions": versions,
    }
    found = advisory_of_rustsec(json.dumps(record).encode())
    assert isinstance(found, Advisory), found
    return found


def test_all_versions_of_a_crate_are_affected_but_those_that_are_said() -> None:
    one = rust(patched=[">= 0.9.1", "^0.8.3"], unaffected=["< 0.4"]).affected[0]
    assert (one.ecosystem, one.package) == ("cargo", "some-crate")
    assert one.ranges == (Range("0.4.0", fixed="0.8.3"), Range("0.9.0-0", fixed="0.9.1"))
    assert rust(patched=[]).affected[0].everything
    assert rust(patched=["<oh>"]).affected[0].expressions == ("!= <oh>",)
    assert rust(patched=[">= 0.0.0-0"]).affected[0].ranges == ()


def test_packages_of_rust_itself_are_no_crates() -> None:
    record = {
        "advisory": {"id": "X-1", "package": "std", "collection": "rust"},
        "versions": {"patched": ["1.29.1"]},
    }
    found = advisory_of_rustsec(json.dumps(record).encode())
    assert isinstance(found, Advisory)
    assert (found.affected[0].package, found.affected[0].vendor, found.affected[0].product) == (
        "",
        "Rust",
        "std",
    )


def test_of_node_the_patched_versions_are_taken_out_of_the_vulnerable_series() -> None:
    record = {
        "_path": "vuln/core/7.json",
        "cve": ["CVE-2026-0001"],
        "vulnerable": "8.x || 7.x",
        "patched": "^8.1.4 || ^7.10.1",
        "overview": "Over\nread",
    }
    found = advisory_of_nodejs(json.dumps(record).encode())
    assert isinstance(found, Advisory)
    assert (found.id, found.aliases, found.title, found.affected[0].product) == (
        "NSWG-COR-7",
        ("CVE-2026-0001",),
        "Over",
        "Node.js",
    )
    assert found.affected[0].ranges == (Range("7.0.0-0", fixed="7.10.1"), Range("8.0.0-0", fixed="8.1.4"))


def test_of_an_npm_package_the_vulnerable_versions_say_all() -> None:
    record = {
        "id": 12,
        "module_name": "X",
        "vulnerable_versions": "<=1.2.0",
        "patched_versions": ">=1.1.0",
        "cves": None,
        "cvss_score": 99,
        "cvss_vector": "CVSS:3.0/AV:N",
    }
    found = advisory_of_nodejs(json.dumps(record).encode())
    assert isinstance(found, Advisory)
    assert (found.id, found.severities[0].score) == ("NSWG-ECO-12", None)
    assert (found.affected[0].package, found.affected[0].ranges) == ("x", (Range(last_affected="1.2.0"),))
    only = advisory_of_nodejs(json.dumps(record | {"vulnerable_versions": None}).encode())
    assert isinstance(only, Advisory)
    assert only.affected[0].ranges == (Range(fixed="1.1.0"),)
    neither = advisory_of_nodejs(json.dumps(record | {"vulnerable_versions": "what?"}).encode())
    assert isinstance(neither, Advisory)
    assert neither.affected[0].expressions == ("what?",)


def test_what_node_contains_without_harm_is_not_affected() -> None:
    record = {"_path": "vuln/deps/1.json", "cve": ["CVE-2026-0001"], "reason": "vulnerable_code_not_present"}
    found = advisory_of_nodejs(json.dumps(record).encode())
    assert isinstance(found, Advisory)
    assert (found.id, found.affected[0].standing) == ("NSWG-DEP-1", Standing.NOT_AFFECTED)


def php(*branches: list[str]) -> Advisory:
    record = {
        "reference": "composer://Maker/Thing",
        "_path": "maker/thing/1.yaml",
        "cve": "CVE-2026-0001",
        "branches": {
            str(at): {"versions": each, "time": "2026-01-02 03:04:05"} for at, each in enumerate(branches)
        },
    }
    found = advisory_of_friendsofphp(json.dumps(record).encode())
    assert isinstance(found, Advisory), found
    return found


def test_the_constraints_of_a_branch_hold_together() -> None:
    found = php([">=2", "<2.0.6"], ["<1.0.6"], [">3", "<=3.4", ">=3.2", "<4"], ["2.5"])
    assert (found.id, found.aliases, found.published) == (
        "FriendsOfPHP/maker/thing/1",
        ("CVE-2026-0001",),
        "2026-01-02",
    )
    assert (found.affected[0].ecosystem, found.affected[0].package) == ("composer", "maker/thing")
    assert found.affected[0].ranges == (
        Range("2", fixed="2.0.6"),
        Range(fixed="1.0.6"),
        Range("3.2", last_affected="3.4"),
        Range("2.5", last_affected="2.5"),
    )
    assert php(["^2"], []).affected[0].expressions == ("^2", "?")


def java(versions: list[str], fixed: list[str] | None = None) -> Advisory:
    record = {
        "cve": "2026-0001",
        "affected": [{"groupId": "org.maker", "artifactId": "thing", "version": versions, "fixedin": fixed}],
    }
    found = advisory_of_victims(json.dumps(record).encode())
    assert isinstance(found, Advisory), found
    return found


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (["<=3.2.3.RELEASE,3"], [Range("3-alpha", last_affected="3.2.3.RELEASE")]),
        (["<=2.9.1"], [Range(last_affected="2.9.1")]),
        (["<2.8.11.1,2.8"], [Range("2.8-alpha", fixed="2.8.11.1")]),
        ([">=2.0.0,2"], [Range("2.0.0", fixed="2.0.8")]),
        ([">=0.5,0"], [Range("0.5", last_affected="0.999999999")]),
        (["<=7.0.1", ">=5.5.0"], [Range("5.5.0", last_affected="7.0.1")]),
        (
            [">=4.1.0,4", "<=4.3.1,4", "<=5.1.1,5"],
            [Range("4.1.0", last_affected="4.3.1"), Range("5-alpha", last_affected="5.1.1")],
        ),
        (
            [">=3.0.11,3.0", ">=3.1.0,3.1", "<=3.2.9,3.2"],
            [Range("3.0.11", last_affected="3.0.999999999"), Range("3.1.0", last_affected="3.2.9")],
        ),
    ],
)
def test_bounds_of_java_archives_stay_in_their_series(versions: list[str], expected: list[Range]) -> None:
    found = java(versions, [">=2.0.8,2"])
    assert (found.id, found.aliases) == ("VICTIMS-2026-0001", ("CVE-2026-0001",))
    assert (found.affected[0].ecosystem, found.affected[0].package) == ("maven", "org.maker/thing")
    assert list(found.affected[0].ranges) == expected


def test_java_versions_that_are_named_or_not_understood() -> None:
    found = java(["==1.0.GA", "<=2.1-x-1,2.1-x-", "<=12.1,1", "oh"]).affected[0]
    assert (found.versions, found.expressions) == (("1.0.GA",), ("<=2.1-x-1,2.1-x-", "<=12.1,1", "oh"))


PUBLIC = {
    "friendsofphp.jsonl.gz": (read_friendsofphp, 1),  # a workflow
    "nodejs-security-wg.jsonl.gz": (read_nodejs, 3),  # three indexes of the others
    "rustsec.jsonl.gz": (read_rustsec, 0),
    "victims-java.jsonl.gz": (read_victims, 0),
    "retirejs-jsrepository-v4.json.gz": (read_retirejs, 0),
    "retirejs-npmrepository.json.gz": (read_retirejs, 0),
}


@pytest.mark.realdata
@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_record_is_read(veille: Path, name: str) -> None:
    reader, others = PUBLIC[name]
    content = (veille / "other" / name).read_bytes()
    held = gzip.decompress(content)
    if name.startswith("retirejs"):
        total = sum(len(library["vulnerabilities"]) for library in json.loads(held).values())
    else:
        total = sum(bool(line.strip()) for line in held.splitlines())
    found = reader(content, name)
    assert isinstance(found, Reading)
    assert (found.total, len(found.rejected)) == (total, others)
    assert len({each.id for each in found.items}) == len(found.items)
    assert all(
        a.ranges or a.versions or a.expressions or a.everything or name.startswith("rust")
        for each in found.items
        for a in each.affected
    )


@pytest.mark.realdata
def test_the_jquery_of_the_public_device_is_in_range(veille: Path) -> None:
    found = read_retirejs((veille / "other" / "retirejs-jsrepository-v4.json.gz").read_bytes(), "x")
    assert isinstance(found, Reading)
    (one,) = [
        each
        for each in found.items
        if "CVE-2020-11023" in each.aliases and each.affected[0].package == "jquery"
    ]
    assert one.affected[0].product == "jquery"
    assert one.affected[0].ranges[0].fixed == "3.5.0"
