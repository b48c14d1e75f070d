"""What mends a finding: the end of the range that holds the version, whichever route found it."""

from pathlib import Path

import pytest
from tests.watch.building import bill, cve5, surveyed, synced, write_sources

from hygie.observations.bill import Component

BRANCHES = [
    {"version": "1.0", "lessThan": "1.9", "status": "affected", "versionType": "custom"},
    {"version": "2.0", "lessThan": "2.4", "status": "affected", "versionType": "custom"},
]
CPE = "cpe:2.3:a:acme:pump:{}:*:*:*:*:*:*:*"


@pytest.mark.parametrize(
    ("component", "mends"),
    [
        (Component("r", "x", cpe=CPE.format("2.1.0")), {"2.4"}),
        (Component("r", "x", cpe=CPE.format("1.5.0")), {"1.9"}),
        (Component("r", "Pump", "2.1.0", supplier="Acme"), {"2.4"}),
        (Component("r", "Pump", supplier="Acme"), {"1.9", "2.4"}),
    ],
    ids=["cpe-second", "cpe-first", "name", "version-unknown"],
)
def test_only_the_branch_of_the_version_is_given(
    tmp_path: Path, component: Component, mends: set[str]
) -> None:
    record = cve5(
        "CVE-2026-0001", score=9.0, vendor="Acme", product="Pump", cpes=[CPE.format("*")], versions=BRANCHES
    )
    base = synced(tmp_path / "home", write_sources(tmp_path / "sources", records=[record]))
    (finding,) = surveyed(base, {"a": bill(component)}).findings
    assert {mend.version for mend in finding.mends} == mends
