"""On public bills of materials, against a base of public advisories: each ends with findings and reasons."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.watch.building import AS_OF, snapshot_of, synced

from hygie.documents.watch_answers import answer
from hygie.feeds.base import Base
from hygie.observations.bill import Bill
from hygie.observations.bills import read_bill
from hygie.watch.decisions import Decisions
from hygie.watch.gathering import gather
from hygie.watch.survey import Survey, survey

pytestmark = pytest.mark.realdata
DEVICE = "medical-device-casestudy-extended.cdx.json"
PAIRS = [
    ("generated-imaging-gateway-pypi.cdx16.json", "imaging-gateway"),
    ("proton-bridge-1.6.3.cdx.json.gz", "proton-bridge-1.6.3"),
]


@pytest.fixture(scope="module")
def veille(request: pytest.FixtureRequest) -> Path:
    """Give the folder of the public data of the watch."""
    data = request.config.getoption("--data")
    if data is None:
        pytest.skip("needs --data, the folder of the public data sets")
    return Path(data) / "veille"


@pytest.fixture(scope="module")
def base(veille: Path, tmp_path_factory: pytest.TempPathFactory) -> Base:
    return synced(tmp_path_factory.mktemp("home"), veille)


def read(path: Path) -> Bill:
    found = read_bill(path.read_bytes(), path.name)
    assert isinstance(found, Bill), found
    return found


def watched(base: Base, *paths: Path) -> Survey:
    bills = [(path.name, read(path)) for path in paths]
    return survey(gather(bills), snapshot_of(base), base.cache, Decisions(), AS_OF)


def test_every_bill_ends_with_findings_coverage_and_reasons(veille: Path, base: Base) -> None:
    paths = sorted(path for path in (veille / "sbom").rglob("*") if path.is_file())
    assert len(paths) > 30
    done = watched(base, *paths)
    assert len(done.covered) == len(paths)
    for covered, path in zip(done.covered, paths, strict=True):
        assert covered.evaluated + sum(covered.reasons.values()) == covered.total == read(path).total, (
            path.name
        )
        assert "" not in covered.reasons
    assert len(done.findings) > 200
    held = [
        (
            each.vulnerability.id,
            each.component.purl,
            each.component.cpe,
            each.component.name,
            each.component.version,
        )
        for each in done.findings
    ]
    assert len(held) == len(set(held))
    decoded = json.loads(b"".join(answer(done, None)))
    assert len(decoded["findings"]) == len(held)
    assert len(decoded["not_evaluated"]) == len(done.unevaluated)
    assert all(each.reason for each in done.unevaluated)


def test_the_medical_device_is_read_whole_and_its_exploited_library_is_found(
    veille: Path, base: Base
) -> None:
    path = veille / "sbom" / DEVICE
    document = json.loads(path.read_bytes())
    done = watched(base, path)
    (covered,) = done.covered
    assert covered.total == len(document["components"]) + 1
    assert done.gathered.components[0].name == document["metadata"]["component"]["name"]
    assert not covered.product.rejected
    exploited = {
        (each.vulnerability.id, each.component.name, each.component.version, str(each.status))
        for each in done.findings
        if each.vulnerability.exploited
    }
    found = [row for row in exploited if row[0] == "CVE-2020-11023" and row[2] == "3.1.1"]
    assert [row[3] for row in found] == ["affected"], exploited
    assert done.findings[0].vulnerability.exploited


@pytest.mark.parametrize(("bill", "expected"), PAIRS)
def test_the_json_holds_the_pairs_that_independent_matchers_found(
    veille: Path, base: Base, bill: str, expected: str
) -> None:
    content = (veille / "expected" / f"{expected}.shared-only.matches.json").read_bytes()
    wanted = {(same(purl), name) for purl, name in json.loads(content)["pairs"]}
    decoded: dict[str, Any] = json.loads(b"".join(answer(watched(base, veille / "sbom" / bill), None)))
    found = {
        (same(each["component"]["purl"]), record["id"])
        for each in decoded["findings"]
        for record in each["advisories"]
        if record["source"] in ("osv:Go", "osv:PyPI") and each["component"]["purl"]
    }
    assert found == wanted


def same(purl: str) -> str:
    return unquote(purl).lower()
