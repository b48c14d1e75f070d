"""A hit by vendor and product is closed where the component's own package is denied, and only there."""

import json
from typing import Any

import pytest
from tests.watch.building import bill, cve5, decided, lib, osv, said, surveyed
from tests.watch.conftest import MakeBase

from hygie.cli.watch_text import watch_text
from hygie.documents.watch_sarif import sarif
from hygie.observations.bill import Bill, Component
from hygie.observations.bills import read_bill
from hygie.observations.statement import Subject
from hygie.watch.vulnerability import Gravity
from hygie.wording.voice import Voice

ONE, TWO = "CVE-2026-0001", "CVE-2026-0002"
CPE = "cpe:2.3:a:acme:lib:{}:*:*:*:*:*:*:*"
BELOW_THREE = [{"version": "0", "lessThan": "3.0", "status": "affected", "versionType": "custom"}]


def by_name(cve: str = ONE, **more: Any) -> Any:
    return cve5(cve, score=5.0, vendor="Acme", product="lib", versions=BELOW_THREE, **more)


def by_cpe(cve: str = ONE) -> Any:
    return by_name(cve, cpes=[CPE.format("*")])


NAMED = lib(supplier="Acme")
WITH_CPE = lib(cpe=CPE.format("1.0"))
DENIED = osv("GHSA-1", introduced="2.0", aliases=[ONE])


def seen(make_base: MakeBase, records: list[Any], component: Component, **more: Any) -> list[tuple[str, str]]:
    found = surveyed(make_base(records=records), {"a": bill(component)}, **more).findings
    return [(str(each.status), each.ground.code) for each in found]


@pytest.mark.parametrize(
    ("record", "component", "was"),
    [
        (by_name(), NAMED, "affected"),
        (by_cpe(), WITH_CPE, "affected"),
        (by_name(), lib(), "to_check"),
    ],
    ids=["name", "cpe", "name without vendor"],
)
def test_a_surer_no_closes(make_base: MakeBase, record: Any, component: Component, was: str) -> None:
    closed = [("not_affected", "package_says_no")]
    if was == "affected":
        silent = osv("GHSA-2", introduced="2.0", aliases=[TWO])
        assert [each[0] for each in seen(make_base, [record, silent], component)] == [was]
        assert seen(make_base, [record, DENIED], component) == closed
    findings = surveyed(make_base(records=[record, DENIED]), {"a": bill(component)}).findings
    assert len(findings) == (was == "affected")
    for finding in findings:
        assert dict(finding.ground.parameters) == {"record": "GHSA-1", "source": "osv:PyPI"}
        assert (finding.ground.route.name, str(finding.ground.confidence)) == ("PURL", "certain")
        assert [(each.source, each.id) for each in finding.records] == [("cve5", ONE)]


@pytest.mark.parametrize(
    "records",
    [
        [osv("GHSA-1", introduced="2.0", aliases=[TWO])],
        [osv("GHSA-1", "other", introduced="2.0", aliases=[ONE])],
        [osv("GHSA-1", introduced="2.0", aliases=[ONE], withdrawn=True), osv("GHSA-9", "other")],
        [osv("GHSA-1", introduced="2.0", aliases=[ONE, TWO])],
    ],
    ids=["another vulnerability", "another package", "withdrawn", "of two"],
)
def test_silence_closes_nothing(make_base: MakeBase, records: list[Any]) -> None:
    assert [each[0] for each in seen(make_base, [by_cpe(), *records], WITH_CPE)] == ["affected"]


@pytest.mark.parametrize(
    "component",
    [
        lib(version="1.0", cpe=CPE.format("2.5")),
        lib(purl="pkg:pypi/lib@1.0", version="2.5", cpe=CPE.format("*")),
        lib(version="", cpe=CPE.format("1.0")),
        lib(purl="pkg:pypi/lib@!!", version="1.0", cpe=CPE.format("1.0")),
        Component("c", "lib", "1.0", cpe=CPE.format("1.0")),
    ],
    ids=["cpe of another version", "bill of another version", "no version", "no version of PyPI", "no purl"],
)
def test_what_is_not_sure_of_its_own_version_closes_nothing(
    make_base: MakeBase, component: Component
) -> None:
    found = seen(make_base, [by_cpe(), osv("GHSA-1", introduced="2.9", aliases=[ONE])], component)
    assert found
    assert {each[0] for each in found} <= {"affected", "to_check"}


@pytest.mark.parametrize("version", ["latest", "unspecified", "1.x", "unknown", "1.0+local", "v1.0"])
def test_words_and_local_builds_close_nothing(make_base: MakeBase, version: str) -> None:
    enumerated = osv("GHSA-1", aliases=[ONE])
    enumerated["affected"][0].pop("ranges", None)
    enumerated["affected"][0]["versions"] = ["1.0", "2.0"]
    component = lib(version=version, cpe=CPE.format("*"))
    found = seen(make_base, [by_cpe(), enumerated], component)
    assert found
    assert {each[0] for each in found} <= {"affected", "to_check"}
    assert (found == [("affected", "in_range")]) == (version in {"1.0+local", "v1.0"})


@pytest.mark.parametrize(
    ("stream", "closed"), [("12.22.12-1.module+el8", True), ("14.16.0-1.module+el8", False)]
)
def test_another_stream_of_a_module_closes_nothing(make_base: MakeBase, stream: str, closed: bool) -> None:
    record = osv("RHSA-1", "nodejs", aliases=[ONE])
    record["affected"] = [
        {
            "package": {"ecosystem": "Red Hat:enterprise_linux:8::appstream", "name": "nodejs"},
            "ranges": [
                {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "0:12.22.5-1.module+el8"}]}
            ],
        }
    ]
    cve = cve5(
        ONE,
        score=5.0,
        vendor="Acme",
        product="lib",
        versions=[{**BELOW_THREE[0], "lessThan": "20"}],
        cpes=[CPE.format("*")],
    )
    purl = f"pkg:rpm/redhat/nodejs@{stream}?distro=rhel-8.6"
    component = Component("c", "x", stream, purl=purl, cpe=CPE.format(stream.partition("-")[0]))
    found = seen(make_base, [record, cve], component)
    assert [each[0] for each in found] == (["not_affected"] if closed else ["to_check"])


def test_what_the_package_says_yes_to_stays(make_base: MakeBase) -> None:
    two = [DENIED, osv("PYSEC-1", fixed="2.0", aliases=[ONE])]
    assert seen(make_base, [by_cpe(), *two], WITH_CPE) == [("affected", "in_range")]


def test_a_partial_source_closes_nothing(make_base: MakeBase) -> None:
    record = by_cpe()
    package = {
        "packageName": "lib",
        "collectionURL": "https://pypi.org",
        "versions": [{**BELOW_THREE[0], "version": "2.0"}],
    }
    record["containers"]["cna"]["affected"].append(package)
    later = lib(version="2.5")
    assert [
        each.records[0].source for each in surveyed(make_base(records=[record]), {"a": bill(later)}).findings
    ] == ["cve5"]
    assert [each[0] for each in seen(make_base, [record], WITH_CPE)] == ["affected"]


def test_a_statement_says_more_than_both(make_base: MakeBase) -> None:
    held = decided(said(ONE, "affected", Subject(purl="pkg:pypi/lib@1.0")))
    assert [each[0] for each in seen(make_base, [by_cpe(), DENIED], WITH_CPE, held=held)] == ["affected"]


@pytest.mark.parametrize(("version", "status"), [("1.0-2", "not_affected"), ("1.1-2", "to_check")])
def test_a_package_of_a_distribution_may_have_its_revision_besides(
    make_base: MakeBase, version: str, status: str
) -> None:
    debian = osv("DEBIAN-1", "lib", fixed="1.0-1", aliases=[ONE])
    debian["affected"][0]["package"]["ecosystem"] = "Debian:12"
    part = lib(purl=f"pkg:deb/debian/lib@{version}?distro=debian-12", version=version, cpe=CPE.format("1.0"))
    assert [each[0] for each in seen(make_base, [by_cpe(), debian], part)] == [status]


def test_what_is_closed_so_says_why_wherever_it_is_shown(make_base: MakeBase) -> None:
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [
            {
                "type": "library",
                "bom-ref": "r",
                "name": "lib",
                "version": "1.0",
                "purl": WITH_CPE.purl,
                "cpe": WITH_CPE.cpe,
            }
        ],
    }
    content = json.dumps(document).encode()
    read = read_bill(content, "a.json")
    assert isinstance(read, Bill)
    done = surveyed(make_base(records=[by_cpe(), DENIED]), {"a.json": read})
    voice = Voice("en")
    log = json.loads(b"".join(sarif(done, lambda _: content, voice)))
    (result,) = log["runs"][0]["results"]
    (suppressed,) = result["suppressions"]
    assert "GHSA-1 (osv:PyPI)" in suppressed["justification"]
    assert suppressed["justification"] in " ".join(watch_text(done, voice).split())
    assert done.findings.pressing(Gravity.LOW) == 0
