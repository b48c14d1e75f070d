"""Findings: one per vulnerability and component, told by all that the base knows, the most pressing first."""

import random
from datetime import date
from typing import Any

import pytest
from tests.watch.building import AS_OF, bill, cve5, decided, kev, lib, osv, said, surveyed, told
from tests.watch.conftest import MakeBase

from hygie.feeds.base import Base
from hygie.observations.bill import Component
from hygie.observations.statement import Subject
from hygie.watch.vulnerability import Gravity, Vulnerability

ONE, TWO = "CVE-2026-0001", "CVE-2026-0002"
HIGH = [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]
LOW = [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:L/A:N"}]


def test_two_records_of_one_cve_are_one_finding_with_what_each_says(make_base: MakeBase) -> None:
    records = [osv("GHSA-1", fixed="2.0", aliases=[ONE]), osv("PYSEC-1", fixed="2.1", aliases=[ONE])]
    (finding,) = surveyed(make_base(records=records), {"a": bill(lib())}).findings
    assert told(finding) == (ONE, "lib 1.0", "affected", ("a",))
    assert [record.id for record in finding.records] == ["GHSA-1", "PYSEC-1"]
    assert {mend.version for mend in finding.mends} == {"2.0", "2.1"}
    assert finding.vulnerability.aliases == ("GHSA-1", "PYSEC-1")


def test_a_record_of_two_cves_stands_apart(make_base: MakeBase) -> None:
    records = [osv("BOTH-1", aliases=[ONE, TWO]), osv("GHSA-1", aliases=[ONE]), osv("GHSA-2", aliases=[TWO])]
    found = surveyed(make_base(records=records), {"a": bill(lib())}).findings
    assert sorted(finding.vulnerability.id for finding in found) == ["BOTH-1", ONE, TWO]
    assert all(len(finding.records) == 1 for finding in found)


def test_a_withdrawn_record_finds_nothing_and_says_nothing(make_base: MakeBase) -> None:
    records = [
        osv("GHSA-1", aliases=[ONE], severity=LOW),
        osv("GHSA-2", aliases=[ONE], severity=HIGH, withdrawn=True),
    ]
    (finding,) = surveyed(make_base(records=records), {"a": bill(lib())}).findings
    assert [record.id for record in finding.records] == ["GHSA-1"]
    assert finding.vulnerability.gravity is Gravity.LOW


def test_the_surest_route_speaks_for_a_finding(make_base: MakeBase) -> None:
    by_cpe = cve5(
        ONE, score=5.0, vendor="acme", product="lib", cpes=["cpe:2.3:a:acme:lib:*:*:*:*:*:*:*:*"],
        versions=[{"version": "0", "lessThan": "3.0", "status": "affected", "versionType": "custom"}],
    )  # fmt: skip
    base = make_base(records=[osv("GHSA-1", fixed="2.0", aliases=[ONE]), by_cpe])
    both = lib(cpe="cpe:2.3:a:acme:lib:1.0:*:*:*:*:*:*:*")
    only = Component("c", "lib", "1.0", cpe="cpe:2.3:a:acme:lib:1.0:*:*:*:*:*:*:*")
    found = surveyed(base, {"a": bill(both), "b": bill(only)}).findings
    grounds = {
        finding.products[0].file: (finding.ground.route.name, str(finding.ground.confidence))
        for finding in found
    }
    assert grounds == {"a": ("PURL", "certain"), "b": ("CPE", "likely")}
    assert {finding.vulnerability.id for finding in found} == {ONE}


def test_a_vulnerability_is_told_by_every_source_that_speaks_of_it(make_base: MakeBase) -> None:
    base = make_base(
        records=[osv("GHSA-1", aliases=[ONE]), cve5(ONE, score=6.5, exploitation="active")],
        exploited=[kev(ONE, "2026-11-05", ransomware=True)],
        epss={ONE: 0.25},
    )
    (finding,) = surveyed(base, {"a": bill(lib())}).findings
    known = finding.vulnerability
    assert (known.cvss, known.vector[:8], known.epss) == (6.5, "CVSS:3.1", pytest.approx(0.25))
    assert (known.exploited, known.listed, known.ransomware, known.exploitation) == (
        True,
        "2026-11-05",
        True,
        "active",
    )
    assert [record.id for record in finding.records] == ["GHSA-1"]  # CVE 5 matched nothing


def test_what_a_coordinator_sees_exploited_counts_without_the_catalogue(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1", aliases=[ONE]), cve5(ONE, score=3.0, exploitation="active")])
    (finding,) = surveyed(base, {"a": bill(lib())}).findings
    assert (finding.vulnerability.gravity, finding.vulnerability.listed) == (Gravity.EXPLOITED, "")


SEVERAL = osv("RHSA-1", aliases=[ONE, TWO])


def only(base: Base, as_of: date = AS_OF) -> Vulnerability:
    (finding,) = surveyed(base, {"a": bill(lib())}, as_of=as_of).findings
    return finding.vulnerability


def test_what_each_cve_of_an_advisory_about_several_is_known_for_is_known_of_it(make_base: MakeBase) -> None:
    records = [
        SEVERAL,
        cve5(ONE, score=3.0),
        cve5(TWO, score=9.8, exploitation="active"),
        osv("G-2", "other"),
    ]
    known = only(make_base(records=records, epss={TWO: 0.5}))
    assert (known.id, known.aliases, known.gravity) == ("RHSA-1", (ONE, TWO), Gravity.EXPLOITED)
    assert (known.cvss, known.vector[:8], known.exploitation) == (9.8, "CVSS:3.1", "active")
    assert known.epss == pytest.approx(0.5)
    assert known.title


@pytest.mark.parametrize(
    ("own", "others", "gravity", "score"),
    [
        ({"severity": LOW}, [cve5(ONE, score=3.0), cve5(TWO, score=9.8)], Gravity.HIGH, 9.8),
        ({"severity": HIGH}, [cve5(ONE, score=3.0), cve5(TWO, score=4.0)], Gravity.HIGH, 9.8),
        ({}, [cve5(ONE, score=3.0), cve5(TWO, score=4.0)], Gravity.LOW, 4.0),
        ({}, [cve5(ONE, score=3.0)], Gravity.UNKNOWN, None),
        ({"severity": LOW}, [cve5(ONE, score=1.0)], Gravity.LOW, 3.3),
        ({}, [cve5(ONE, score=8.0)], Gravity.HIGH, 8.0),
        ({}, [], Gravity.UNKNOWN, None),
    ],
    ids=["of-a-cve", "its-own", "all-low", "one-unknown", "itself-low", "one-high", "nothing"],
)
def test_an_advisory_about_several_is_as_grave_as_the_gravest(
    make_base: MakeBase, own: dict[str, Any], others: list[Any], gravity: Gravity, score: float | None
) -> None:
    known = only(make_base(records=[{**SEVERAL, **own}, *others]))
    assert (known.gravity, known.cvss) == (gravity, score)


def test_a_newer_score_of_one_cve_does_not_hide_that_of_another(make_base: MakeBase) -> None:
    vector = "CVSS:4.0/AV:L/AC:H/AT:P/PR:H/UI:A/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N"
    newer = osv("GHSA-1", "other", aliases=[ONE], severity=[{"type": "CVSS_V4", "score": vector}])
    assert only(make_base(records=[SEVERAL, newer, cve5(TWO, score=9.8)])).cvss == 9.8


def test_the_catalogue_of_what_is_exploited_is_read_as_of_the_day(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1", aliases=[ONE])], exploited=[kev(ONE, "2026-11-05")])
    for day, exploited in ((date(2026, 11, 4), False), (date(2026, 11, 5), True), (AS_OF, True)):
        known = only(base, day)
        assert (known.exploited, known.listed) == (exploited, "2026-11-05" if exploited else "")


def test_what_is_exploited_since_nobody_knows_when_counts_on_every_day(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1", aliases=[ONE])], exploited=[kev(ONE, "")])
    assert only(base, date(2020, 1, 1)).exploited


def pressing() -> dict[str, Any]:
    """Give one vulnerability of each kind, named in the order in which they are to be told."""
    return {
        "records": [
            osv("A", aliases=["CVE-2026-1001"], severity=LOW),
            osv("B", aliases=["CVE-2026-1002"], severity=LOW),
            osv("C", aliases=["CVE-2026-1003"], severity=HIGH),
            osv("D", aliases=["CVE-2026-1004"]),
            osv("E", aliases=["CVE-2026-1005"], severity=LOW),
            osv("F", aliases=["CVE-2026-1006"], introduced="no version"),
            osv("G", aliases=["CVE-2026-1007"], severity=HIGH),
        ],
        "exploited": [kev("CVE-2026-1001")],
        "epss": {
            "CVE-2026-1002": 0.5,
            "CVE-2026-1003": 0.02,
            "CVE-2026-1004": 0.02,
            "CVE-2026-1005": 0.02,
            "CVE-2026-1006": 0.9,
        },
    }


def test_what_is_exploited_comes_first_then_affected_to_check_and_closed(make_base: MakeBase) -> None:
    held = decided(said("CVE-2026-1007", "fixed", Subject(purl="pkg:pypi/lib")))
    found = surveyed(make_base(**pressing()), {"a": bill(lib())}, held).findings
    assert [finding.vulnerability.id[-1] for finding in found] == list("1234567")
    assert [str(finding.status) for finding in found] == [*["affected"] * 5, "to_check", "fixed"]
    assert [finding.rank for finding in found] == [1, 2, 3, 4, 5, 6, 7]
    assert (found.pressing(Gravity.EXPLOITED), found.pressing(Gravity.HIGH), found.pressing(Gravity.LOW)) == (
        1,
        2,
        6,
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_bills_changes_nothing_but_the_order_of_products(make_base: MakeBase, seed: int) -> None:
    base = make_base(**pressing())
    bills = {name: bill(lib(), lib(version="0.9"), root=lib(name, "1")) for name in "abc"}
    shuffled = list(bills.items())
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - which order, not a secret
    one, other = surveyed(base, bills), surveyed(base, dict(shuffled))
    assert len(one.findings) == 14

    def seen(findings: Any) -> list[Any]:
        return [(*told(each)[:3], sorted(told(each)[3])) for each in findings]

    assert sorted(seen(one.findings)) == sorted(seen(other.findings))
    assert [each[0] for each in seen(one.findings)] == [each[0] for each in seen(other.findings)]
