"""SPDX 2.x in JSON: what a file says is in the bill, and what cannot be used is said."""

import json
from typing import Any

import pytest

from hygie.kernel.diagnostic import Refusal
from hygie.kernel.place import Place
from hygie.observations.bill import Bill, Component, Format
from hygie.observations.reading import DEFAULT, Bounds
from hygie.observations.spdx import read_spdx


def document(**more: Any) -> dict[str, Any]:
    return {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "pump",
        "documentNamespace": "https://example.org/pump-4",
        "creationInfo": {"created": "2026-05-04T10:11:12Z", "creators": ["Tool: none"]},
        **more,
    }


def package(id_: str, **more: Any) -> dict[str, Any]:
    return {"SPDXID": f"SPDXRef-{id_}", "name": id_, "downloadLocation": "NOASSERTION", **more}


def refs(*locators: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"referenceCategory": "SECURITY", "referenceType": kind, "referenceLocator": locator}
        for kind, locator in locators
    ]


def relation(source: str, kind: str, target: str) -> dict[str, str]:
    ends = [each if each in ("NONE", "NOASSERTION") else f"SPDXRef-{each}" for each in (source, target)]
    return {"spdxElementId": ends[0], "relationshipType": kind, "relatedSpdxElement": ends[1]}


def read(data: Any, bounds: Bounds = DEFAULT) -> Bill:
    found = read_spdx(json.dumps(data).encode(), "pump.spdx.json", bounds)
    assert isinstance(found, Bill), found
    return found


def codes(bill: Bill) -> list[str]:
    return [each.code for each in bill.notes]


FIRMWARE = package(
    "firmware",
    versionInfo="v4.2",
    supplier="Organization: Pump Makers (psirt@example.org)",
    primaryPackagePurpose="FIRMWARE",
    validUntilDate="2031-01-01T00:00:00Z",
    externalRefs=refs(
        ("cpe22Type", "cpe:/o:pump_makers:pump%21_os:4.2"), ("purl", "pkg:generic/pump-os@4.2")
    ),
)


def test_a_package_is_a_component_as_it_is_written() -> None:
    bill = read(document(packages=[FIRMWARE], documentDescribes=["SPDXRef-firmware"]))
    assert bill.components == (
        Component(
            ref="SPDXRef-firmware",
            name="firmware",
            version="v4.2",
            type="firmware",
            supplier="Pump Makers",
            purl="pkg:generic/pump-os@4.2",
            cpe=r"cpe:2.3:o:pump_makers:pump\!_os:4.2:*:*:*:*:*:*:*",
            at="/packages/0",
            support_end="2031-01-01T00:00:00Z",
        ),
    )
    assert (bill.format, bill.version, bill.root) == (Format.SPDX, "2.3", "SPDXRef-firmware")
    assert (bill.identifier, bill.created) == ("https://example.org/pump-4", "2026-05-04T10:11:12Z")
    assert bill.notes == bill.rejected == ()


@pytest.mark.parametrize(
    ("purpose", "type_"),
    [("OPERATING-SYSTEM", "operating-system"), ("OPERATING_SYSTEM", "operating-system"), ("DEVICE", "device"),
     ("APPLICATION", "application"), ("OTHER", ""), ("NOASSERTION", ""), ("IMPLANT", "implant")],
)  # fmt: skip
def test_purposes_are_given_in_the_words_of_cyclonedx(purpose: str, type_: str) -> None:
    assert read(document(packages=[package("a", primaryPackagePurpose=purpose)])).components[0].type == type_


def test_what_is_not_asserted_is_absent() -> None:
    silent = package("a", versionInfo="NOASSERTION", supplier="NONE", validUntilDate="NOASSERTION")
    assert read(document(packages=[silent])).components == (Component("SPDXRef-a", "a", at="/packages/0"),)
    named = package("a", supplier="NOASSERTION", originator="Person: A. Author (a@example.org)")
    assert read(document(packages=[named])).components[0].supplier == "A. Author"


def test_further_identifiers_are_those_of_one_component() -> None:
    many = package(
        "a",
        versionInfo="1",
        externalRefs=refs(
            ("purl", "pkg:npm/a@1"), ("cpe23Type", "cpe:2.3:a:x:a:1:*:*:*:*:*:*:*"), ("purl", "pkg:npm/a@1"),
            ("cpe22Type", "cpe:/a:x:a:1"), ("cpe23Type", "cpe:2.3:a:y:a:1:*:*:*:*:*:*:*"),
            ("http://spdx.org/rdf/references/cpe23Type", "cpe:2.3:a:z:a:1:*:*:*:*:*:*:*"), ("purl", "pkg:deb/debian/a@1"),
        ),
    )  # fmt: skip
    bill = read(document(packages=[many, package("b")], relationships=[relation("b", "CONTAINS", "a")]))
    others = ("pkg:deb/debian/a@1", *(f"cpe:2.3:a:{vendor}:a:1:*:*:*:*:*:*:*" for vendor in "yz"))
    assert [(each.ref, each.purl, each.cpe[8:13], each.parent, each.others) for each in bill.components] == [
        ("SPDXRef-a", "pkg:npm/a@1", "a:x:a", "SPDXRef-b", others),
        ("SPDXRef-b", "", "", "", ()),
    ]
    assert (bill.notes, bill.total) == ((), 2)


def test_relationships_are_read_the_right_way_round() -> None:
    bill = read(
        document(
            packages=[package(each) for each in "abcdef"],
            relationships=[
                relation("DOCUMENT", "DESCRIBES", "c"),
                relation("c", "CONTAINS", "a"), relation("b", "CONTAINED_BY", "c"),
                relation("a", "DEPENDS_ON", "b"), relation("d", "DEPENDENCY_OF", "a"), relation("a", "dynamic_link", "e"),
                relation("e", "BUILD_DEPENDENCY_OF", "d"), relation("a", "GENERATED_FROM", "f"),
                relation("a", "DEPENDS_ON", "NONE"), relation("NOASSERTION", "CONTAINS", "f"),
            ],
        )
    )  # fmt: skip
    assert bill.root == bill.components[0].ref == "SPDXRef-c"
    parents = {each.name: each.parent[-1:] for each in bill.components}
    assert parents == {"c": "", "a": "c", "b": "c", "d": "", "e": "", "f": ""}
    assert {ref[-1]: "".join(each[-1] for each in on) for ref, on in bill.depends} == {"a": "bde", "d": "e"}
    assert bill.notes == ()


def test_containers_in_a_circle_do_not_make_one_of_parents() -> None:
    circle = [relation("a", "CONTAINS", "b"), relation("b", "CONTAINS", "c"), relation("c", "CONTAINS", "a")]
    bill = read(document(packages=[package(each) for each in "abc"], relationships=circle))
    parents = {each.ref: each.parent for each in bill.components}
    for ref in list(parents):
        above, seen = ref, []
        while above:
            assert above not in seen
            seen.append(above)
            above = parents[above]


def test_files_count_only_where_the_document_is_about_them() -> None:
    files = [
        {"SPDXID": "SPDXRef-tool", "fileName": "./tool.exe"},
        {"SPDXID": "SPDXRef-doc", "fileName": "./doc"},
    ]
    about = [relation("DOCUMENT", "DESCRIBES", "tool"), relation("tool", "CONTAINS", "doc")]
    bill = read(document(files=files, relationships=about))
    assert [(each.name, each.type, each.at) for each in bill.components] == [
        ("./tool.exe", "file", "/files/0")
    ]
    assert bill.root == "SPDXRef-tool"
    assert bill.notes == ()


def test_several_things_described_are_no_root_unless_one_is_a_package() -> None:
    both = [package("a"), package("b")]
    bill = read(document(packages=both, documentDescribes=["SPDXRef-a", "SPDXRef-b"]))
    assert bill.root == ""
    assert codes(bill) == ["spdx_several_roots"]
    mixed = document(
        packages=[package("a")],
        files=[{"SPDXID": "SPDXRef-f", "fileName": "f"}],
        documentDescribes=["SPDXRef-f", "SPDXRef-a"],
    )
    assert read(mixed).root == "SPDXRef-a"


def test_sloppy_files_are_read_and_said_to_be() -> None:
    sloppy = document(
        spdxVersion="2.1",
        creationInfo={"created": "yesterday"},
        packages=[
            package("a"),
            package("a", name="other"),
            {"name": "bare"},
            {"SPDXID": "SPDXRef-p", "externalRefs": refs(("purl", "pkg:npm/p@1"))},
        ],
        relationships=[relation("a", "DEPENDS_ON", "missing"), relation("a", "DEPENDS_ON", "a")],
    )
    bill = read(sloppy)
    assert [(each.ref, each.name) for each in bill.components] == [
        ("SPDXRef-a", "a"), ("SPDXRef-a#2", "other"), ("part", "bare"), ("SPDXRef-p", "pkg:npm/p@1"),
    ]  # fmt: skip
    assert sorted(codes(bill)) == ["spdx_date", "spdx_references_lost", "spdx_repeated", "spdx_version_other"]
    assert (bill.version, bill.created) == ("2.1", "yesterday")


def test_a_time_in_nanoseconds_is_a_time() -> None:
    assert codes(read(document(creationInfo={"created": "2022-02-10T17:01:46.511060115Z"}))) == []


def test_what_is_of_another_type_loses_itself_and_no_more() -> None:
    odd = document(
        packages=[
            package("a", versionInfo=4.2, externalRefs=[7, {"referenceType": "purl", "referenceLocator": "pkg:npm/a@4"}]),
            "b",
            package("c", supplier=None),
            {"SPDXID": "SPDXRef-d", "name": ["d"]},
        ],
        relationships=[3, relation("a", "DEPENDS_ON", "c")],
        files={"not": "a list"},
    )  # fmt: skip
    content = json.dumps(odd, indent=1)
    bill = read_spdx(content.encode(), "f", DEFAULT)
    assert isinstance(bill, Bill)
    assert [(each.name, each.version, each.purl, each.at) for each in bill.components] == [
        ("a", "4.2", "pkg:npm/a@4", "/packages/0"),
        ("c", "", "", "/packages/2"),
    ]
    assert [each.code for each in bill.rejected] == ["spdx_not_object", "spdx_nameless"]
    lines = content.split("\n")
    assert lines[bill.rejected[0].place.line - 1].strip() == '"b",'
    assert bill.total == 4
    assert bill.depends == (("SPDXRef-a", ("SPDXRef-c",)),)
    assert sorted(codes(bill)) == ["spdx_entry_lost"] + ["spdx_values_lost"] * 3


def test_an_identifier_beyond_the_bound_is_rejected_and_a_name_is_cut() -> None:
    long = package("a", externalRefs=refs(("purl", "pkg:npm/" + "a" * 3000)))
    bill = read(document(packages=[long, package("b", name="n" * 3000)]))
    assert [each.code for each in bill.rejected] == ["spdx_identifier_too_long"]
    assert bill.components[0].name == "n" * DEFAULT.text
    assert codes(bill) == ["spdx_cut"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "spdx_not_spdx"), (b"[]", "spdx_not_spdx"), (b"{}", "spdx_not_spdx"), (b"{", "content_json_truncated"),
        (b'{"bomFormat": "CycloneDX"}', "spdx_not_spdx"), (b'{"spdxVersion": "SPDX-1.2"}', "spdx_version"),
        (b"<rdf:RDF/>", "spdx_writing"), (b"spdxVersion: SPDX-2.3\npackages:\n- name: a\n", "spdx_writing"),
        (b"@prefix spdx: <http://spdx.org/rdf/terms#> .", "spdx_writing"), (b"\0\1\2", "content_not_text"),
        (b'{"@graph": [{"@id": "x"}]}', "spdx_not_spdx"), (b"hello: world\n", "spdx_not_spdx"),
        (b'{"spdxVersion": "SPDX-2.3", "packages": ' + b"[" * 500 + b"]" * 500 + b"}", "content_too_deep"),
        (b'{"spdxVersion": "SPDX-2.3", "x": ' + b"[" * 200000 + b"]" * 200000 + b"}", "content_too_deep"),
        (b"PK\3\4", "content_compressed"),
    ],
)  # fmt: skip
def test_what_is_no_bill_is_refused_with_its_reason(content: bytes, code: str) -> None:
    found = read_spdx(content, "f")
    assert isinstance(found, Refusal)
    assert found.mistakes[0].code == code
    assert isinstance(found.mistakes[0].place, Place)


def test_more_packages_than_the_bound_are_refused() -> None:
    found = read_spdx(
        json.dumps(document(packages=[package("a"), package("b")])).encode(), "f", Bounds(items=1)
    )
    assert isinstance(found, Refusal)
    assert found.mistakes[0].code == "spdx_too_many"
