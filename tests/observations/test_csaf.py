"""CSAF documents: products through branches and relationships, one advisory per vulnerability."""

import pytest
from tests.observations.written_csaf import TREE, document, leaf, read

from hygie.observations.advisory import Affected, Range, Remedy, Severity, Standing
from hygie.observations.csaf.product_tree import products
from hygie.observations.csaf.versions import Versions, versions_of


def test_names_and_versions_come_from_the_branches_above() -> None:
    found = products(document(TREE))
    assert list(found) == ["P1", "P2", "P3", "P4", "P5", "F1"]
    first = found["P1"]
    assert (first.vendor, first.family, first.product, first.version) == (
        "ACME Medical",
        "Pumps",
        "P8015",
        "9.33",
    )
    assert found["P2"].range == "vers:generic/>=1|<2"
    assert found["F1"].sbom_urls == ("https://acme.example/b",)
    assert found["P4"].at == "/product_tree/branches/0/branches/2/product"


def test_each_product_of_a_vulnerability_is_named_once_with_its_standing_and_remedies() -> None:
    vulnerability = {
        "cve": "CVE-2024-0001",
        "title": "Bad thing",
        "ids": [{"system_name": "ACME", "text": "A-7"}],
        "cwe": {"id": "CWE-79", "name": "x"},
        "product_status": {
            "known_affected": ["P1", "P2", "P3"],
            "last_affected": ["P1"],
            "fixed": ["P4"],
            "known_not_affected": ["P5"],
            "under_investigation": ["F1"],
        },
        "remediations": [
            {
                "category": "vendor_fix",
                "details": "Update\nnow",
                "url": "https://acme.example/f",
                "group_ids": ["G"],
            },
            {"category": "mitigation", "details": "Unplug", "product_ids": ["P1"]},
        ],
        "scores": [{"cvss_v3": {"vectorString": "CVSS:3.1/AV:N", "baseScore": 9.8}, "products": ["P1"]}] * 2,
        "references": [{"url": "https://acme.example/r", "summary": "r"}],
    }
    found = read(document(TREE, vulnerability))
    (item,) = found.items
    assert found.rejected == found.notes == ()
    assert (item.id, item.aliases) == ("ACME-1#CVE-2024-0001", ("CVE-2024-0001", "ACME:A-7"))
    assert (item.title, item.cwes, item.references) == ("Bad thing", ("CWE-79",), ("https://acme.example/r",))
    assert (item.published[:10], item.modified[:10], item.withdrawn) == ("2024-01-01", "2024-02-01", "")
    assert item.severities == (Severity("CVSS:3.1/AV:N", 9.8, "ACME"),)
    fix, unplug = Remedy("vendor_fix", "Update now", "https://acme.example/f"), Remedy("mitigation", "Unplug")
    bare = {
        "P1": Affected(
            vendor="ACME Medical", product="Pumps", model="P8015", versions=("9.33",), remedies=(fix, unplug)
        ),
        "P2": Affected(vendor="ACME Medical", product="Pumps", model="P9000", ranges=(Range("1", "2"),)),
        "P3": Affected(vendor="ACME Medical", product="Monitor", expressions=("<= 4.2",), remedies=(fix,)),
        "F1": Affected(
            cpes=("cpe:2.3:a:acme:agent:1.0:*:*:*:*:*:*:*",),
            product="Full F1",
            standing=Standing.UNDER_INVESTIGATION,
        ),
        "P4": Affected(
            ecosystem="pypi",
            package="gate-way",
            vendor="ACME Medical",
            product="Gateway",
            model="GW-1",
            versions=("1.5",),
            standing=Standing.FIXED,
        ),
        "P5": Affected(
            vendor="ACME Medical", product="Console", everything=True, standing=Standing.NOT_AFFECTED
        ),
    }
    assert item.affected == tuple(bare.values())


def test_a_product_made_of_others_keeps_both_halves() -> None:
    tree = TREE | {
        "relationships": [
            {
                "category": "installed_on",
                "product_reference": "R1",
                "relates_to_product_reference": "P3",
                "full_product_name": leaf("R2"),
            },
            {
                "category": "default_component_of",
                "product_reference": "P4",
                "relates_to_product_reference": "P1",
                "full_product_name": leaf("R1"),
            },
        ]
    }
    (item,) = read(document(tree, {"product_status": {"known_affected": ["R2"]}})).items
    (affected,) = item.affected
    assert (affected.package, affected.versions, affected.product) == ("gate-way", ("1.5",), "Gateway")
    assert affected.within is not None
    assert affected.within.model == "P8015"
    assert affected.within.within is not None
    assert affected.within.within.product == "Monitor"
    path = {
        "beginning_product_reference": "P4",
        "full_product_name": leaf("R2"),
        "subpaths": [
            {"category": "default_component_of", "next_product_reference": "P1"},
            {"category": "installed_on", "next_product_reference": "P3"},
        ],
    }
    newer = document(
        TREE | {"product_paths": [path]}, {"product_status": {"known_affected": ["R2"]}}, version="2.1"
    )
    assert read(newer).items[0].affected == (affected,)


def test_2_1_metrics_exploitation_and_withdrawal() -> None:
    vulnerability = {
        "cve": "CVE-2025-1",
        "cwes": [{"id": "CWE-1"}, {"id": "CWE-2"}],
        "metrics": [
            {
                "source": "https://nvd.example",
                "content": {
                    "cvss_v4": {"vectorString": "CVSS:4.0/AV:N", "baseScore": 7},
                    "ssvc_v1": {"options": [{"Exploitation": "PoC"}, {"Automatable": "Yes"}]},
                    "qualitative_severity_rating": "High",
                },
            }
        ],
        "first_known_exploitation_dates": [
            {"date": "2025-01-01T00:00:00Z", "exploitation_date": "2025-01-01T00:00:00Z"}
        ],
    }
    (item,) = read(document(TREE, vulnerability, version="2.1", category="csaf_withdrawn")).items
    assert item.severities == (Severity("CVSS:4.0/AV:N", 7.0, "https://nvd.example"),)
    assert (item.exploitation, item.automatable, item.severity_word) == ("active", "yes", "high")
    assert (item.cwes, item.withdrawn[:10]) == (("CWE-1", "CWE-2"), "2024-02-01")


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ("This vulnerability is actively exploited.", "active"),
        ("Publicly Disclosed:No;Exploited:Yes;Latest Software Release:Exploitation Detected", "active"),
        ("Exploited in the wild since March.", "active"),
        ("We are not aware of it being exploited in the wild.", ""),
        ("It could be actively exploited.", ""),
        ("A proof of concept is public.", "poc"),
        ("No known public exploits specifically target this vulnerability.", "none"),
        ("Exploited:No", "none"),
        ("Serious.", ""),
    ],
)
def test_exploitation_is_taken_from_threats_only_when_plainly_said(details: str, expected: str) -> None:
    threats = [
        {"category": "exploit_status", "details": details},
        {"category": "impact", "details": "actively exploited"},
    ]
    assert read(document(TREE, {"threats": threats})).items[0].exploitation == expected


@pytest.mark.parametrize(
    ("version", "range_", "expected"),
    [
        ("4.0", "", Versions(versions=("4.0",))),
        ("Rev B-M", "", Versions(expressions=("Rev B-M",))),
        ("7.x", "", Versions(expressions=("7.x",))),
        ("vers:all/*", "", Versions(everything=True)),
        (
            "",
            "vers:npm/>=1.0|<2.0|>=3.0|<=3.5",
            Versions(ranges=(Range("1.0", "2.0"), Range("3.0", "", "3.5")), scheme="npm"),
        ),
        ("", "vers:semver/<1|>2", Versions(expressions=("vers:semver/<1|>2",))),
        ("", "vers:deb/<1%3A2.0", Versions(ranges=(Range("", "1:2.0"),), scheme="deb")),
        ("", "vers:generic/>=1|>=2", Versions(expressions=("vers:generic/>=1|>=2",))),
        ("", "vers:generic/<1|<2", Versions(expressions=("vers:generic/<1|<2",))),
        ("", "vers:generic/!=1.5", Versions(excluded=(Range("1.5", "", "1.5"),), everything=True)),
        ("", "vers:generic/1.0|=1.1", Versions(versions=("1.0", "1.1"))),
        ("", "vers:generic/", Versions(expressions=("vers:generic/",))),
        ("", "<= 9.33", Versions(expressions=("<= 9.33",))),
    ],
)
def test_versions_are_read_when_certain_and_kept_verbatim_otherwise(
    version: str, range_: str, expected: Versions
) -> None:
    assert versions_of(version, range_) == expected
