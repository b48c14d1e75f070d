"""Every public CycloneDX bill at hand is read whole; a medical device's above all."""

import gzip
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.observations.written_bills import parts

from hygie.observations.bill import Bill, Format
from hygie.observations.bills import read_bill
from hygie.observations.content import unpack
from hygie.observations.cyclonedx import read_cyclonedx

FILE = "bill.cdx"


def _real(veille: Path) -> list[Path]:
    return sorted([*veille.glob("sbom/*cdx*"), *veille.glob("vex/cyclonedx/*")])


def _count_xml(content: bytes) -> int:
    root = ET.fromstring(content)  # noqa: S314 - public data
    space = root.tag[: root.tag.index("}") + 1]

    def inside(element: ET.Element) -> int:
        held = element.findall(f"{space}components/{space}component")
        return len(held) + sum(map(inside, held))

    product = root.find(f"{space}metadata/{space}component")
    return inside(root) + (0 if product is None else 1 + inside(product))


@pytest.mark.realdata
def test_real_bills_are_read_whole(veille: Path) -> None:
    paths = _real(veille)
    assert len(paths) > 40
    for path in paths:
        content = unpack(path.read_bytes(), path.name)
        assert isinstance(content, bytes)
        bill = read_bill(path.read_bytes(), path.name)
        assert isinstance(bill, Bill), path
        expected = _count_xml(content) if b"<bom" in content[:200] else len(list(parts(json.loads(content))))
        assert (bill.format, bill.total, bill.rejected) == (Format.CYCLONEDX, expected, ()), path
        assert {each.code for each in bill.notes} <= {"bill_services_left"}, path


@pytest.mark.realdata
def test_the_medical_device_is_read_whole(veille: Path) -> None:
    content = (veille / "sbom/medical-device-casestudy-extended.cdx.json").read_bytes()
    bill = read_bill(content, "device.json")
    assert isinstance(bill, Bill)
    data = json.loads(content)
    root, *rest = bill.components
    assert (root.ref, root.type, bill.total) == (bill.root, "device", 66)
    for part, written in zip(rest, data["components"], strict=True):
        properties = {each["name"]: each["value"] for each in written["properties"]}
        expected = [written["type"], written["name"], written["version"], written["purl"], written["cpe"], written["publisher"], properties["Level of Support"], properties["End-of-Support"]]  # fmt: skip
        tidy = [" ".join(each.split()) for each in expected]
        assert [part.type, part.name, part.version, part.purl, part.cpe, part.supplier, part.support_level, part.support_end] == tidy  # fmt: skip
    assert sum(each.type != "library" for each in bill.components) == 14
    assert len(bill.depends) == len(data["dependencies"])
    assert any((each.name, each.version) == ("jQuery", "3.1.1") for each in rest)


@pytest.mark.realdata
def test_one_bill_in_both_writings_reads_the_same(veille: Path) -> None:
    written = [
        gzip.decompress((veille / f"sbom/dropwizard-1.3.15.cdx.{each}.gz").read_bytes())
        for each in ("json", "xml")
    ]
    first, second = (read_cyclonedx(each, FILE) for each in written)
    assert isinstance(first, Bill)
    assert isinstance(second, Bill)

    def plain(bill: Bill) -> list[tuple[str, ...]]:
        return [(each.ref, each.name, each.version, each.type, each.group, each.supplier, each.purl) for each in bill.components]  # fmt: skip

    assert plain(first) == plain(second)
    assert first.depends == second.depends
