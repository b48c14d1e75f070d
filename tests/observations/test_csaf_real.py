"""CSAF documents of OASIS and of CISA: all read, no product dropped, counted by a plain walk."""

import gzip
import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hygie.kernel.diagnostic import Refusal
from hygie.observations.csaf import read_csaf
from hygie.observations.csaf.product_tree import products
from hygie.wording.observed.csaf_names import SENTENCES

pytestmark = pytest.mark.realdata


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            opened = archive.extractfile(member)
            if opened is not None and member.name.endswith(".json"):
                yield member.name, opened.read()


def ids_defined(data: Any) -> list[str]:
    """Find every product id that is defined, wherever a full product name may stand."""
    if isinstance(data, dict):
        own = [data["product_id"]] if "product_id" in data and "name" in data else []
        return own + [id_ for each in data.values() for id_ in ids_defined(each)]
    return [id_ for each in data for id_ in ids_defined(each)] if isinstance(data, list) else []


def check(content: bytes, name: str, *, valid: bool = True) -> int:
    """Read a document and compare it with plain walks; give how many products its vulnerabilities name."""
    found = read_csaf(content, name)
    assert not isinstance(found, Refusal), (name, found)
    data = json.loads(content)
    defined = ids_defined(data.get("product_tree", {}))
    assert products(data).keys() == set(defined), name
    if valid:
        assert found.rejected == (), (name, found.rejected)
        assert len(defined) == len(set(defined))
    vulnerabilities = data.get("vulnerabilities", [])
    assert len(found.items) == len(vulnerabilities), name
    named = 0
    for vulnerability, item in zip(vulnerabilities, found.items, strict=True):
        statuses = vulnerability.get("product_status", {})
        # What is only recommended has no standing.
        ids = {id_ for word, status in statuses.items() if word != "recommended" for id_ in status}
        assert len(item.affected) == len(ids & set(defined)), name
        lost = sum(each.code == "csaf_product_undefined" for each in found.rejected)
        assert lost >= len(ids - set(defined)), name
        named += len(ids)
    return named


def test_the_examples_of_oasis_are_read_whole(veille: Path) -> None:
    read = 0
    for name, content in members(veille / "csaf" / "csaf20-examples.tar.gz"):
        if "/csaf/" in name:
            read += 1
            check(content, name)
        else:  # feeds, aggregators, provider metadata
            found = read_csaf(content, name)
            assert isinstance(found, Refusal)
            assert found.mistakes[0].code == "csaf_not_csaf"
    assert read == 19


def test_the_tests_of_oasis_are_read_or_refused_with_a_reason(veille: Path) -> None:
    contents = dict(members(veille / "csaf" / "csaf20-validator-tests.tar.gz"))
    index = json.loads(contents["test/validator/data/testcases.json"])
    good: set[str] = set()
    for test in index["tests"]:
        good |= {f"test/validator/data/{each['name']}" for each in test.get("valid", ()) if each.get("valid")}
    seen = {True: 0, False: 0}
    for name, content in contents.items():
        if "/data/" not in name or name.endswith("testcases.json"):
            continue
        seen[name in good] += 1
        check(content, name, valid=name in good)
        found = read_csaf(content, name)
        assert not isinstance(found, Refusal)
        for each in (*found.rejected, *found.notes):
            SENTENCES[each.code].said.format(**each.parameters)
    assert seen[True] > 50
    assert seen[False] > 100


def test_the_advisories_of_cisa_lose_no_product(veille: Path) -> None:
    assert (
        sum(
            check(path.read_bytes(), path.name) for path in sorted((veille / "csaf" / "icsma").glob("*.json"))
        )
        == 1462
    )
    packed = (veille / "csaf" / "icsa-health-sector.jsonl.gz").read_bytes()
    lines = io.BytesIO(gzip.decompress(packed)).readlines()
    assert len(lines) == 77
    assert sum(check(line, f"line {number}") for number, line in enumerate(lines)) == 1481
