"""CVE records: statuses of versions as the format decides them, containers merged, SSVC, rejected records."""

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.observations.advisory import Advisory, Affected, Range, Standing
from hygie.observations.cve5 import advisory_of_cve5, read_cve5
from hygie.observations.reading import Reading


def record(*products: dict[str, Any], adp: list[dict[str, Any]] | None = None, **cna: Any) -> bytes:
    container = {"affected": list(products), "providerMetadata": {"shortName": "maker"}} | cna
    return json.dumps(
        {
            "dataType": "CVE_RECORD",
            "cveMetadata": {"cveId": "CVE-2026-0001", "state": "PUBLISHED", "datePublished": "2026-01-01"},
            "containers": {"cna": container, "adp": adp or []},
        }
    ).encode()


def read(content: bytes) -> Advisory:
    found = advisory_of_cve5(content)
    assert isinstance(found, Advisory), found
    return found


def product(*versions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"vendor": "Maker", "product": "Pump", "versions": list(versions)} | more


def one(*versions: dict[str, Any], **more: Any) -> Affected:
    (found,) = read(record(product(*versions, **more))).affected
    return found


def version(text: str, status: str = "affected", **more: Any) -> dict[str, Any]:
    return {"version": text, "status": status} | more


# The algorithm of docs/versions.md, on integers: independent of what is tested.
def oracle(entry: dict[str, Any], tested: int) -> str:
    for each in entry["versions"]:
        low = int(each["version"])
        if "lessThan" in each:
            matches = low <= tested and (each["lessThan"] == "*" or tested < int(each["lessThan"]))
        elif "lessThanOrEqual" in each:
            bound = each["lessThanOrEqual"]
            matches = low <= tested and (bound == "*" or tested <= int(bound))
        else:
            matches = low == tested
        if matches:
            status = each["status"]
            for change in sorted(each.get("changes", []), key=lambda change: int(change["at"])):
                if int(change["at"]) <= tested:
                    status = change["status"]
            return str(status)
    return str(entry.get("defaultStatus", "unknown"))


def inside(ranges: tuple[Range, ...], tested: int) -> bool:
    return any(
        (not r.introduced or tested >= int(r.introduced))
        and (not r.fixed or tested < int(r.fixed))
        and (not r.last_affected or tested <= int(r.last_affected))
        for r in ranges
    )


def concerned(found: Affected, tested: int) -> bool:
    named = found.everything or str(tested) in found.versions or inside(found.ranges, tested)
    return named and not inside(found.excluded, tested)


statuses = st.sampled_from(["affected", "unaffected", "unknown"])


@st.composite
def products(draw: st.DrawFn) -> dict[str, Any]:
    """Draw disjoint entries, as the format asks, in any order."""
    cuts = sorted(draw(st.sets(st.integers(0, 14), min_size=2, max_size=6)))
    versions = []
    for low, high in pairwise(cuts):
        form = draw(st.sampled_from(["none", "one", "less", "equal", "changes"]))
        entry = version(str(low), draw(statuses))
        if form == "less" or (form == "changes" and high - low < 2):
            entry |= {"lessThan": str(high), "versionType": "custom"}
        elif form == "equal":
            entry |= {"lessThanOrEqual": str(high - 1), "versionType": "custom"} if high - 1 > low else {}
        elif form == "changes":
            at = [{"at": str(low + 1), "status": draw(statuses)}]
            entry |= {"lessThan": str(high), "versionType": "custom", "changes": at}
        if form != "none":
            versions.append(entry)
    last = cuts[-1]
    if draw(st.booleans()):
        versions.append(version(str(last), draw(statuses), lessThan="*", versionType="custom"))
    found = product(*draw(st.permutations(versions)))
    default = draw(st.sampled_from(["affected", "unaffected", "unknown", None]))
    return found | ({"defaultStatus": default} if default else {})


@settings(max_examples=100)
@given(products())
def test_versions_have_the_status_that_the_format_decides(entry: dict[str, Any]) -> None:
    found = read(record(entry)).affected
    assert found
    for tested in range(17):
        by_standing = {each.standing for each in found if concerned(each, tested)}
        expected = oracle(entry, tested)
        assert (Standing.AFFECTED in by_standing) == (expected == "affected"), (tested, found)
        if expected == "unaffected":
            assert Standing.UNDER_INVESTIGATION not in by_standing


def test_the_wildcard_of_a_series_is_its_end() -> None:
    found = one(version("4.19.300", "unaffected", lessThanOrEqual="4.19.*"), defaultStatus="affected")
    assert found.everything
    assert found.excluded == (Range("4.19.300", last_affected="4.19.999999999"),)


@pytest.mark.parametrize("text", ["n/a", "unspecified", "various", "-", "5.x", "before 3.2", "Rev B-M"])
def test_texts_are_left_to_a_person(text: str) -> None:
    assert one(version(text)).expressions == (text,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<= 3.2", Range(last_affected="3.2")),
        (">= 1.0, < 2.0", Range("1.0", fixed="2.0")),
        (">=1.0 <2.0", Range("1.0", fixed="2.0")),
        ("> 1.0 and <= 2.0", Range(last_affected="2.0", after="1.0")),
        ("= 1.2", Range("1.2", last_affected="1.2")),
    ],
)
def test_operators_are_read(text: str, expected: Range) -> None:
    assert one(version(text)).ranges == (expected,)


@pytest.mark.parametrize("text", ["< 1, < 2", ">= 1.x", "<", "< 1 || > 3", ">= 1, <= 2, garbage", "=> 4"])
def test_operators_that_are_not_plain_are_left_to_a_person(text: str) -> None:
    assert one(version(text)).expressions == (text,)


def test_all_versions_and_bounds_without_start() -> None:
    assert one(version("*")).everything
    assert one(version("unspecified", lessThan="1.2")).ranges == (Range(fixed="1.2"),)
    assert one(version("0", lessThan="*")).ranges == (Range(),)


def test_ranges_that_hold_nothing_or_end_nowhere_are_left_to_a_person() -> None:
    assert one(version("1.2", lessThan="1.2")).expressions == (">= 1.2, < 1.2",)
    assert one(version("1", lessThan="https://x.example")).expressions == (">= 1, < https://x.example",)


def test_hot_fixes_of_several_branches_are_certain_up_to_the_first_only() -> None:
    changes = [{"at": at, "status": "unaffected"} for at in ("10.2.9-h1", "10.2.7-h8")]
    found = one(version("10.2.0", lessThan="10.2.9", changes=changes))
    assert found.ranges == (Range("10.2.0", fixed="10.2.7-h8"),)
    assert found.expressions == (">= 10.2.7-h8, < 10.2.9",)


def test_exceptions_that_are_texts_are_left_to_a_person() -> None:
    found = one(version("PI 1.0 b", "unaffected"), defaultStatus="affected")
    assert (found.everything, found.expressions) == (False, ("!= PI 1.0 b",))


def test_commits_are_said_and_not_converted() -> None:
    found = one(version("abc", lessThan="def", versionType="git"), defaultStatus="unaffected")
    assert (found.commits, found.ranges, found.standing) == (True, (), Standing.AFFECTED)


def test_a_product_without_versions_has_its_default() -> None:
    assert one(defaultStatus="unaffected").standing is Standing.NOT_AFFECTED
    assert one(defaultStatus="affected").everything
    assert one().standing is Standing.UNDER_INVESTIGATION


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"packageURL": "pkg:pypi/Some_Thing"}, ("pypi", "some-thing")),
        ({"collectionURL": "https://www.npmjs.com", "packageName": "x"}, ("npm", "x")),
        (
            {"collectionURL": "https://repo.maven.apache.org/maven2/", "packageName": "org.a:b"},
            ("maven", "org.a/b"),
        ),
        ({"collectionURL": "https://pkg.go.dev", "packageName": "net/http"}, ("golang", "stdlib")),
        ({"collectionURL": "https://wordpress.org/plugins", "packageName": "x"}, ("", "")),
        ({"collectionURL": "https://[x", "packageName": "x"}, ("", "")),
    ],
)
def test_packages_are_named(entry: dict[str, str], expected: tuple[str, str]) -> None:
    found = one(version("1"), **entry)
    assert (found.ecosystem, found.package) == expected


def test_names_that_stand_for_none_are_empty() -> None:
    found = one(version("n/a"), vendor="n/a", product="n/a")
    assert (found.vendor, found.product, found.expressions) == ("", "", ("n/a",))


def test_containers_are_merged() -> None:
    ssvc = {"options": [{"Exploitation": "poc"}, {"Automatable": "Yes"}, {"Technical Impact": "total"}]}
    adp = {
        "affected": [product(version("1"), cpes=["cpe:2.3:a:maker:pump:*:*:*:*:*:*:*:*"])],
        "metrics": [{"other": {"type": "ssvc", "content": ssvc}}],
        "providerMetadata": {"shortName": "CISA-ADP"},
    }
    vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    metrics = [{"cvssV3_1": {"vectorString": vector, "baseScore": 9.8, "baseSeverity": "CRITICAL"}}]
    found = read(record(product(version("2")), adp=[adp], metrics=metrics, title="T"))
    assert [each.versions for each in found.affected] == [("2",), ("1",)]
    assert found.affected[1].cpes == ("cpe:2.3:a:maker:pump:*:*:*:*:*:*:*:*",)
    assert (found.exploitation, found.automatable, found.technical_impact) == ("poc", "yes", "total")
    assert [(s.vector, s.score, s.source) for s in found.severities] == [(vector, 9.8, "maker")]
    kev = {"metrics": [{"other": {"type": "kev", "content": {"dateAdded": "2026-01-02"}}}]}
    assert read(record(product(version("2")), adp=[adp, kev])).exploitation == "active"


def test_applicability_by_cpe_is_read_with_its_bounds() -> None:
    name = "cpe:2.3:a:maker:pump:{}:*:*:*:*:*:*:*"
    matches = [
        {
            "vulnerable": True,
            "criteria": name.format("*"),
            "versionStartExcluding": "1",
            "versionEndIncluding": "2",
        },
        {"vulnerable": True, "criteria": name.format("3.1")},
        {"vulnerable": True, "criteria": name.format("*")},
        {"vulnerable": False, "criteria": name.format("9")},
    ]
    found = read(
        record(cpeApplicability=[{"nodes": [{"operator": "OR", "negate": False, "cpeMatch": matches}]}])
    )
    assert [(e.ranges, e.versions, e.everything) for e in found.affected] == [
        ((Range(last_affected="2", after="1"),), (), False),
        ((), ("3.1",), False),
        ((), (), True),
    ]


def test_a_rejected_record_is_kept_withdrawn() -> None:
    content = {
        "cveMetadata": {"cveId": "CVE-2026-0002", "state": "REJECTED", "dateRejected": "2026-03-01"},
        "containers": {"cna": {"rejectedReasons": [{"lang": "en", "value": "Not one."}]}},
    }
    found = read(json.dumps(content).encode())
    assert (found.withdrawn, found.title, found.affected) == ("2026-03-01", "Not one.", ())


def test_a_record_without_a_cve_is_rejected_where_it_stands() -> None:
    found = read_cve5(b'[{"cveMetadata": {"cveId": "CVE-1"},\n "containers": {}},\n {"x": 1}]', "x")
    assert isinstance(found, Reading)
    assert [(each.code, each.place.line) for each in found.rejected] == [
        ("cve5_id", 1),
        ("advisory_part_missing", 3),
    ]


@pytest.mark.realdata
def test_every_public_record_is_read_and_no_product_left_out(veille: Path) -> None:
    content = (veille / "cve5" / "vulnrichment-health-kev-pkg.jsonl.gz").read_bytes()
    records = [json.loads(line) for line in gzip.decompress(content).splitlines()]
    found = read_cve5(content, "x")
    assert isinstance(found, Reading)
    assert (found.total, found.rejected, found.notes) == (len(records), (), ())
    for raw, item in zip(records, found.items, strict=True):
        containers = [raw["containers"]["cna"], *raw["containers"].get("adp", [])]
        entries = [each for container in containers for each in container.get("affected", [])]
        kept = list(item.affected)
        for entry in entries:
            vendor = " ".join(entry.get("vendor", "").split())
            if len(vendor) > 3 and vendor.lower() not in ("unknown", "[unknown]", "unspecified"):
                assert any(each.vendor == vendor for each in kept), (item.id, vendor)
        assert len(kept) >= len(entries)
        assert all(e.ranges or e.versions or e.expressions or e.everything or e.commits for e in kept), (
            item.id
        )
    kev = sum('"type":"kev"' in line for line in gzip.decompress(content).decode().splitlines())
    assert sum(item.exploitation == "active" for item in found.items) >= kev
