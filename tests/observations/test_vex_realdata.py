"""Real VEX files are read whole: the counts are those of a plain walk through the same files."""

import gzip
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hygie.observations.advisory import Standing
from hygie.observations.reading import Reading
from hygie.observations.statement import Statement
from hygie.observations.vex import read_vex

pytestmark = pytest.mark.realdata

GROUPS = {
    Standing.AFFECTED: ("first_affected", "known_affected", "last_affected"),
    Standing.FIXED: ("first_fixed", "fixed"),
    Standing.NOT_AFFECTED: ("known_not_affected",),
    Standing.UNDER_INVESTIGATION: ("under_investigation",),
}


def read(content: bytes, name: str) -> Reading[Statement]:
    found = read_vex(content, name)
    assert isinstance(found, Reading), (name, found)
    return found


def plain(path: Path) -> Any:
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)


def _said(product: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for part in product.get("subcomponents", ()):
        yield part["@id"], product["@id"]
    if not product.get("subcomponents"):
        yield product["@id"], ""


def test_every_statement_of_openvex_is_there(veille: Path) -> None:
    total = 0
    for path in sorted((veille / "vex" / "openvex").iterdir()):
        statements = plain(path)["statements"]
        reading = read(path.read_bytes(), path.name)
        assert (len(reading.items), reading.rejected) == (len(statements), ()), path.name
        total += len(statements)
        for found, said in zip(reading.items, statements, strict=True):
            assert found.standing == said["status"]
            assert found.vulnerability == said["vulnerability"]["name"]
            subjects = {(each.purl or each.name, each.within) for each in found.subjects}
            assert {part for part, _ in subjects} >= {
                part for each in said["products"] for part, _ in _said(each) if part.startswith("pkg:")
            }
            assert len(subjects) >= len({pair for each in said["products"] for pair in _said(each)})
            assert found.stated
    assert total == 1920


def test_every_vulnerability_of_cyclonedx_is_there(veille: Path) -> None:
    for path in sorted((veille / "vex" / "cyclonedx").iterdir()):
        said = plain(path).get("vulnerabilities", [])
        reading = read(path.read_bytes(), path.name)
        assert reading.total == len(said), path.name
        assert len(reading.rejected) == sum(not each.get("affects") for each in said)
        for found in reading.items:
            written = said[int(found.at.rpartition("/")[2])]
            versions = sum(len(each.get("versions", [0])) for each in written["affects"])
            repeated = {"Use-Cases_Case-10_vex.json": 1}.get(path.name, 0)  # one version is given twice
            assert versions in (len(found.subjects), len(found.subjects) + repeated)


def test_every_product_of_csaf_vex_is_there(veille: Path) -> None:
    seen = 0
    with tarfile.open(veille / "csaf" / "csaf20-examples.tar.gz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is None or "/csaf/" not in member.name:
                continue
            data = json.loads(raw := content.read())
            reading = read(raw, member.name)
            wanted = {
                (number, id_, standing)
                for number, each in enumerate(data.get("vulnerabilities", ()))
                for standing, groups in GROUPS.items()
                for group in groups
                for id_ in each.get("product_status", {}).get(group, ())
            }
            assert (len(reading.items), reading.rejected) == (len(wanted), ()), member.name
            seen += "csaf_vex" in member.name
            if "csaf_vex" in member.name:
                assert not [each.code for each in reading.notes]
    assert seen == 13


def test_the_conformance_files_of_csaf_never_raise(veille: Path) -> None:
    with tarfile.open(veille / "csaf" / "csaf20-validator-tests.tar.gz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None and "6-1-27" in member.name:
                read_vex(content.read(), member.name)
