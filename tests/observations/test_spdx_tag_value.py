"""SPDX 2.x in tag-value: tags of any case, texts of several lines, several documents, lines that are none."""

import pytest

from hygie.observations.bill import Bill
from hygie.observations.spdx import read_spdx

HEAD = """SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: pump
DocumentNamespace: https://example.org/pump-4
Created: 2026-05-04T10:11:12Z
"""
BODY = """
## A comment
PackageName: firmware
SPDXID: SPDXRef-firmware
PackageVersion: v4.2
PackageSupplier: Organization: Pump Makers (psirt@example.org)
PrimaryPackagePurpose: OPERATING-SYSTEM
ValidUntilDate: 2031-01-01T00:00:00Z
ExternalRef: SECURITY cpe22Type cpe:/o:pump_makers:pump_os:4.2
ExternalRef: PACKAGE-MANAGER purl pkg:generic/pump-os@4.2
PackageDescription: <text>What it is:
PackageName: not a package
</text>
FileName: ./main.c
SPDXID: SPDXRef-main
PackageName: zlib
SPDXID: SPDXRef-zlib
PackageVersion: NOASSERTION
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-firmware
relationship: SPDXRef-zlib dependency_of SPDXRef-firmware
Relationship: SPDXRef-firmware CONTAINS SPDXRef-zlib
"""


def read(text: str) -> Bill:
    found = read_spdx(text.encode(), "pump.spdx")
    assert isinstance(found, Bill), found
    return found


def test_tags_say_what_json_says() -> None:
    bill = read(HEAD + BODY)
    firmware, zlib = bill.components
    assert (firmware.ref, firmware.name, firmware.version) == ("SPDXRef-firmware", "firmware", "v4.2")
    assert (firmware.type, firmware.supplier) == ("operating-system", "Pump Makers")
    assert (firmware.purl, firmware.support_end) == ("pkg:generic/pump-os@4.2", "2031-01-01T00:00:00Z")
    assert firmware.cpe == "cpe:2.3:o:pump_makers:pump_os:4.2:*:*:*:*:*:*:*"
    assert firmware.at == "9"
    assert (zlib.version, zlib.parent) == ("", "SPDXRef-firmware")
    assert bill.depends == (("SPDXRef-firmware", ("SPDXRef-zlib",)),)
    assert (bill.version, bill.root, bill.identifier) == (
        "2.3",
        "SPDXRef-firmware",
        "https://example.org/pump-4",
    )
    assert bill.notes == bill.rejected == ()


@pytest.mark.parametrize("change", [
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r"),
    lambda text: "\ufeff" + text,
    lambda text: text.replace("PackageName:", "packagename :").replace("SPDXID:", "  SpdxId:"),
])  # fmt: skip
def test_line_ends_case_and_blanks_change_nothing(change: object) -> None:
    assert callable(change)
    assert read(change(HEAD + BODY)) == read(HEAD + BODY)


def test_a_text_that_is_never_closed_takes_nothing_with_it() -> None:
    text = (
        HEAD + "PackageName: a\nPackageComment: <text>open\nPackageName: b\nPackageComment: <text>x</text>\n"
    )
    bill = read(text)
    assert [each.name for each in bill.components] == ["a", "b"]
    assert [(each.code, each.place.line) for each in bill.notes] == [("spdx_text_open", 8)]
    last = read(text + "PackageComment: <text>open\nPackageName: c\n")
    assert [each.name for each in last.components] == ["a", "b", "c"]


def test_several_documents_keep_their_identifiers_apart() -> None:
    bill = read(HEAD + BODY + HEAD.replace("pump-4", "pump-5") + BODY)
    assert [each.ref for each in bill.components] == [
        "SPDXRef-firmware", "SPDXRef-zlib", "https://example.org/pump-5#SPDXRef-firmware",
        "https://example.org/pump-5#SPDXRef-zlib",
    ]  # fmt: skip
    assert [each.parent for each in bill.components][1::2] == [each.ref for each in bill.components][0::2]
    assert sorted(each.code for each in bill.notes) == ["spdx_several_documents", "spdx_several_roots"]


def test_nameless_packages_and_lost_lines_are_said_at_their_line() -> None:
    bill = read(HEAD + "PackageName:\nPackageVersion: 2\nthis is no tag\nPackageName: b\n")
    assert [(each.code, each.place.line) for each in bill.rejected] == [("spdx_nameless", 7)]
    assert [(each.code, each.place.line) for each in bill.notes] == [("spdx_line_lost", 9)]
    assert bill.total == 2
