"""Real SPDX files are read whole: the counts are those of a plain walk through the same files."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from hygie.observations.bill import Bill
from hygie.observations.spdx import read_spdx

pytestmark = pytest.mark.realdata

SPDX2 = [
    "flux-0.26.3.spdx.json.gz",
    "win-x64-manifest.spdx.json",
    "container/spdx-syft-balenalib_artik533s-alpine-node-803ea83c.spdx.json.gz",
    "container/spdx-syft-docker_loop-959b726f.spdx.json.gz",
    "container/spdx-syft-rancher_external-dns-f39f357f.spdx.json.gz",
    "container/spdx-syft-rancher_library-nginx-2a873cb3.spdx.json.gz",
]


def plain(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def read(path: Path) -> Bill:
    found = read_spdx(path.read_bytes(), path.name)
    assert isinstance(found, Bill), found
    assert found.rejected == ()
    return found


@pytest.mark.parametrize("name", SPDX2)
def test_every_package_and_every_identifier_of_spdx_2_is_there(veille: Path, name: str) -> None:
    data = json.loads(plain(veille / "sbom" / name))
    bill = read(veille / "sbom" / name)
    assert Counter(each.at for each in bill.components).keys() == {
        f"/packages/{n}" for n in range(len(data["packages"]))
    }
    purls, cpes = set(), set()
    for package in data["packages"]:
        own = {(each["referenceType"], each["referenceLocator"]) for each in package.get("externalRefs", ())}
        mine = [{locator for kind, locator in own if kind == each} for each in ("purl", "cpe23Type")]
        purls |= mine[0]
        cpes |= mine[1]
    found = {name for each in bill.components for name in (each.purl, each.cpe, *each.others)} - {""}
    assert found == purls | cpes
    assert bill.total == len(data["packages"])
    assert bill.notes == ()
    ends = [{"DEPENDS_ON": ("spdxElementId", "relatedSpdxElement"),
             "DEPENDENCY_OF": ("relatedSpdxElement", "spdxElementId")}.get(each["relationshipType"]) for each in data.get("relationships", ())]  # fmt: skip
    wanted = {
        (each[keys[0]], each[keys[1]])
        for each, keys in zip(data.get("relationships", ()), ends, strict=True)
        if keys
    }
    assert {(ref, on) for ref, all_ in bill.depends for on in all_} == wanted


def test_the_root_is_first(veille: Path) -> None:
    bill = read(veille / "sbom" / "win-x64-manifest.spdx.json")
    assert bill.root == bill.components[0].ref == "SPDXRef-RootPackage"
    assert (bill.components[0].name, bill.components[0].supplier) == ("SBOMTool", "Microsoft")


def test_files_that_a_document_describes_are_read(veille: Path) -> None:
    text = (veille / "sbom" / "usbutils.spdx").read_text()
    bill = read(veille / "sbom" / "usbutils.spdx")
    described = set(re.findall(r"^Relationship: SPDXRef-DOCUMENT describes (\S+)", text, re.MULTILINE))
    files = dict(re.findall(r"^FileName: (.*)\nSPDXID: (\S+)$", text, re.MULTILINE))
    assert {each.name: each.ref for each in bill.components} == {
        name: id_ for name, id_ in files.items() if id_ in described
    }
    assert [each.code for each in bill.notes] == ["spdx_version_other", "spdx_several_roots"]


def _walk_3(graph: list[dict[str, Any]]) -> tuple[set[str], set[str]]:
    packages = {each["spdxId"] for each in graph if each["type"].endswith("Package")}
    groups = {
        each["spdxId"]: each["rootElement"]
        for each in graph
        if each["type"] in ("SpdxDocument", "software_Sbom")
    }
    roots = {root for each in groups.values() for root in each} - set(groups)
    roots |= {to for each in graph if each.get("relationshipType") == "describes" for to in each["to"]}
    return packages | roots, roots


def test_every_package_of_spdx_3_is_there(veille: Path) -> None:
    folder = veille / "sbom" / "spdx3"
    seen = 0
    for path in sorted(folder.iterdir()):
        wanted, roots = _walk_3(json.loads(path.read_bytes())["@graph"])
        bill = read(path)
        assert {each.ref for each in bill.components} == wanted, path.name
        assert bill.version == "3.0.1"
        assert bill.root in roots or (not bill.root and len(roots) > 1)
        seen += bill.total
    assert seen > 40


def test_suppliers_of_spdx_3_have_names(veille: Path) -> None:
    bill = read(veille / "sbom" / "spdx3" / "ai_example01_spdx3.0_simplehtr-example.json")
    assert sum(bool(each.supplier) for each in bill.components) >= 11
    assert not any(each.supplier.startswith("http") for each in bill.components)
    assert Counter(each.type for each in bill.components)["data"] == 1
