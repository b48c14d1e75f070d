"""On public data: the pairs that independent matchers found, and a plain reading of OSV, are what is found."""

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from hygie.kernel.diagnostic import Refusal
from hygie.matching.fleet import Fleet, delta, full_rematch
from hygie.matching.index import SegmentIndex, index_of
from hygie.matching.judging import State
from hygie.matching.match import match
from hygie.observations.bill import Component
from hygie.observations.osv import read_osv

pytestmark = pytest.mark.realdata

BILLS = [
    ("generated-imaging-gateway-pypi.cdx16.json", "imaging-gateway"),
    ("proton-bridge-1.6.3.cdx.json.gz", "proton-bridge-1.6.3"),
]
_SEMVER = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+.*)?")


@pytest.fixture(scope="module")
def indexes(veille: Path) -> list[SegmentIndex]:
    return [index_of(records_of(veille, name)) for name in ("go", "pypi")]


def records_of(veille: Path, name: str) -> list[Any]:
    read = read_osv(gzip.decompress((veille / "osv" / f"{name}.jsonl.gz").read_bytes()), name)
    assert not isinstance(read, Refusal)
    return list(read.items)


def content_of(path: Path) -> Any:
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)


def components_of(path: Path) -> list[Component]:
    return [
        Component(each["bom-ref"], each["name"], each.get("version", ""), purl=each.get("purl", ""))
        for each in content_of(path)["components"]
    ]


def same(purl: str) -> str:
    return unquote(purl).lower()


def found_in(components: list[Component], indexes: list[SegmentIndex]) -> set[tuple[str, str]]:
    matched = match(components, indexes)
    assert set(matched.columns.state.tolist()) <= {State.AFFECTED}
    pairs = zip(matched.columns.subject.tolist(), matched.ids(), strict=True)
    return {(same(components[number].purl), name) for number, name in pairs}


@pytest.mark.parametrize(("bill", "expected"), BILLS)
def test_expected_pairs(veille: Path, indexes: list[SegmentIndex], bill: str, expected: str) -> None:
    wanted = content_of(veille / "expected" / f"{expected}.shared-only.matches.json")["pairs"]
    found = found_in(components_of(veille / "sbom" / bill), indexes)
    assert found == {(same(purl), name) for purl, name in wanted}


@cache
def go_key(text: str) -> tuple[Any, ...] | None:
    """Order versions as semver.org says, section 11."""
    told = _SEMVER.fullmatch(text)
    if told is None:
        return None
    numbers = tuple(int(part or 0) for part in told.groups()[:3])
    if told[4] is None:
        return (*numbers, 1)
    return (*numbers, 0, *((0, int(p), "") if p.isdigit() else (1, 0, p) for p in told[4].split(".")))


@cache
def pypi_key(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def is_affected(affected: dict[str, Any], version: str, key: Any) -> bool:
    """Evaluate as the OSV schema does: in the list, or in a range by its events, sorted."""
    if version in affected.get("versions", ()):
        return True
    own = key(version)
    for told in affected.get("ranges", ()):
        if told["type"] == "GIT":
            continue
        inside = False
        events = [(kind, text) for event in told["events"] for kind, text in event.items()]
        for kind, text in sorted(events, key=lambda each: (each[1] != "0", key(each[1]))):
            at_or_after = text == "0" or own >= key(text)
            if kind == "introduced" and at_or_after:
                inside = True
            elif (kind == "fixed" and at_or_after) or (kind == "last_affected" and own > key(text)):
                inside = False
        if inside:
            return True
    return False


def plain_reading(veille: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for name in ("go", "pypi"):
        for line in gzip.decompress((veille / "osv" / f"{name}.jsonl.gz").read_bytes()).splitlines():
            record = json.loads(line)
            if not record.get("withdrawn"):
                yield name, record["id"], record.get("affected", [])


def test_a_plain_reading_of_osv_says_the_same(veille: Path, indexes: list[SegmentIndex]) -> None:
    """Hold every 37th pair of package and version that records name against every record of the package."""
    by_package: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
    named: set[tuple[str, str, str]] = set()
    for kind, identifier, products in plain_reading(veille):
        for affected in products:
            name = affected["package"]["name"]
            name = name.lower() if kind == "go" else canonicalize_name(name)
            by_package.setdefault((kind, name), []).append((identifier, affected))
            bounds = [
                text
                for told in affected.get("ranges", ())
                if told["type"] != "GIT"
                for event in told["events"]
                for text in event.values()
            ]
            named |= {(kind, name, text) for text in (*bounds, *affected.get("versions", ())) if text != "0"}
    chosen = sorted(named)[::37]
    keys = {"go": go_key, "pypi": pypi_key}
    chosen = [each for each in chosen if keys[each[0]](each[2]) is not None]
    types = {"go": ("golang", "v"), "pypi": ("pypi", "")}
    components, wanted = [], set()
    for kind, name, version in chosen:
        purl = f"pkg:{types[kind][0]}/{name}@{types[kind][1]}{version}"
        components.append(Component("r", "", "", purl=purl))
        for identifier, affected in by_package[kind, name]:
            if is_affected(affected, version, keys[kind]):
                wanted.add((same(purl), identifier))
    assert len(wanted) > 4000
    assert found_in(components, indexes) == wanted


def test_a_fleet_of_real_bills(veille: Path, indexes: list[SegmentIndex]) -> None:
    fleet = Fleet()
    for bill, _ in BILLS:
        fleet.add(bill, components_of(veille / "sbom" / bill))
    whole = full_rematch(fleet, indexes)
    parts = sum(len(delta(fleet, index)) for index in indexes)
    assert len(whole) == parts == len({(hit.component, hit.record.id) for hit in whole.hits()})
    assert len(whole) > 90
