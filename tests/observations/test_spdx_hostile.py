"""Whatever an SPDX file holds: no exception, no package lost without a word, no time out of proportion."""

import json
import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.kernel.diagnostic import Refusal
from hygie.observations.bill import Bill
from hygie.observations.spdx import read_spdx

PACKAGES = [
    {
        "SPDXID": f"SPDXRef-{name}",
        "name": name,
        "versionInfo": "1",
        "supplier": "Organization: Makers",
        "externalRefs": [{"referenceType": "purl", "referenceLocator": f"pkg:npm/{name}@1"}],
    }
    for name in "abc"
]
LINKS = [
    {"spdxElementId": f"SPDXRef-{a}", "relationshipType": kind, "relatedSpdxElement": f"SPDXRef-{b}"}
    for a, kind, b in [("DOCUMENT", "DESCRIBES", "a"), ("a", "CONTAINS", "b"), ("b", "DEPENDS_ON", "c")]
]
SPDX2 = {
    "spdxVersion": "SPDX-2.3",
    "creationInfo": {"created": "2026"},
    "packages": PACKAGES,
    "relationships": LINKS,
}
SPDX3 = {
    "@graph": [
        {
            "type": "SpdxDocument",
            "spdxId": "d",
            "rootElement": ["p"],
            "creationInfo": {"specVersion": "3.0.1"},
        },
        {
            "type": "software_Package",
            "spdxId": "p",
            "name": "p",
            "suppliedBy": "o",
            "software_packageUrl": "pkg:npm/p",
        },
        {"type": "Organization", "spdxId": "o", "name": "Makers"},
        {"type": "Relationship", "spdxId": "r", "from": "p", "to": ["q"], "relationshipType": "dependsOn"},
    ]
}
TAGS = "SPDXVersion: SPDX-2.3\nPackageName: a\nSPDXID: SPDXRef-a\nPackageComment: <text>x\ny</text>\nPackageName: b\n"

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
SCALARS |= st.sampled_from(
    ["NOASSERTION", "SPDXRef-a", "pkg:npm/a", "\x1b[31m", "software_Package", "p", "d"]
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=6)  # fmt: skip


def paths(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = data.keys() if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    return [at, *(path for key in keys for path in paths(data[key], (*at, key)))]


@st.composite
def changed(draw: st.DrawFn, data: Any) -> Any:
    """Put other values in some places of a document."""
    copy = json.loads(json.dumps(data))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(paths(copy)[1:]))
        inside = copy
        for key in way:
            inside = inside[key]
        inside[last] = draw(VALUES)
    return copy


def _check(found: Bill | Refusal) -> None:
    if isinstance(found, Refusal):
        assert found.mistakes
        return
    refs = [each.ref for each in found.components]
    assert len(refs) == len(set(refs))
    assert {each.parent for each in found.components} <= {*refs, ""}
    assert found.root in {*refs, ""}
    assert not found.root or found.root == refs[0]
    assert {end for ref, on in found.depends for end in (ref, *on)} <= set(refs)
    assert all(
        "\x1b" not in text for each in found.components for text in (each.name, each.version, each.purl)
    )


@settings(max_examples=100, deadline=None)
@given(changed(SPDX2))
def test_read_and_rejected_are_all_the_packages_of_spdx_2(data: Any) -> None:
    found = read_spdx(json.dumps(data).encode(), "f")
    _check(found)
    if isinstance(found, Bill) and "spdxVersion" in data and isinstance(data.get("packages"), list):
        assert len({each.at for each in found.components}) + len(found.rejected) == len(data["packages"])


@settings(max_examples=100, deadline=None)
@given(changed(SPDX3))
def test_spdx_3_is_read_whatever_is_changed(data: Any) -> None:
    found = read_spdx(json.dumps(data).encode(), "f")
    _check(found)
    if isinstance(found, Bill) and isinstance(data["@graph"], list):
        odd = sum(not isinstance(each, dict) for each in data["@graph"])
        assert len(found.rejected) >= odd


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_cut_and_changed_bytes_are_read_or_refused(data: st.DataObject) -> None:
    content = data.draw(
        st.sampled_from([json.dumps(SPDX2).encode(), json.dumps(SPDX3).encode(), TAGS.encode()])
    )
    at = data.draw(st.integers(0, len(content)))
    middle = data.draw(st.binary(max_size=4))
    _check(read_spdx(content[:at] + middle + content[at + data.draw(st.integers(0, 9)) :], "f"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *TAGS.split("\n"),
                "<text>",
                "PackageComment: <text>",
                "</text>",
                "x",
                ":",
                "ExternalRef:",
                "Relationship: a",
            ]
        )
    )
)
def test_tags_in_any_order_lose_no_package(lines: list[str]) -> None:
    text = "\n".join(["SPDXVersion: SPDX-2.3", "PackageName: a", *lines])
    found = read_spdx(text.encode(), "f")
    _check(found)
    assert isinstance(found, Bill)
    outside = re.sub(r"^([A-Za-z]+): <text>[^<]*</text>", r"\1: text", text, flags=re.MULTILINE)
    assert found.total == len(re.findall(r"^PackageName:", outside, re.MULTILINE))


@pytest.mark.parametrize("content", [
    b"SPDXVersion: SPDX-2.3\n" + b"PackageName: <text>\n" * 10_000,
    b"SPDXVersion: SPDX-2.3\n" + b"no tag\n" * 10_000,
    b"SPDXVersion: SPDX-2.3\n" + b"PackageName: a\nSPDXID: SPDXRef-a\n" * 10_000,
    b"SPDXVersion: SPDX-2.3\nPackageName: " + b" " * 1_000_000 + b"(" * 1_000_000,
    json.dumps({"spdxVersion": "SPDX-2.3", "packages": [1] * 10_000}).encode(),
    json.dumps({"spdxVersion": "SPDX-2.3", "packages": [{"name": "a"}] * 10_000 + [{"name": 1}]}).encode(),
    json.dumps({**SPDX2, "packages": [{"SPDXID": str(n), "name": "a"} for n in range(10_000)], "relationships": [
        {"spdxElementId": str(n), "relationshipType": "CONTAINS", "relatedSpdxElement": str((n + 1) % 10_000)}
        for n in range(10_000)]}).encode(),
    json.dumps({"@graph": [{"type": "SpdxDocument", "spdxId": str(n), "rootElement": [str((n + 1) % 10_000)]}
                           for n in range(10_000)]}).encode(),
], ids=["open", "no-tag", "same-id", "blanks", "not-objects", "same-name", "circle", "circle-of-roots"])  # fmt: skip
def test_no_file_takes_longer_than_its_size(content: bytes) -> None:
    start = time.process_time()
    _check(read_spdx(content, "f"))
    assert time.process_time() - start < 5
