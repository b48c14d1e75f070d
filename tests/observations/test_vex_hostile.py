"""Whatever a VEX file holds: no exception, no statement lost without a word, no time out of proportion."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Standing
from hygie.observations.reading import Reading
from hygie.observations.statement import Statement
from hygie.observations.vex import latest, read_vex

OPENVEX = {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "timestamp": "2026-01-01T00:00:00Z",
    "statements": [
        {"vulnerability": {"name": "CVE-1", "aliases": ["GHSA-1"]}, "status": "fixed", "products": [
            {"@id": "pkg:npm/a", "identifiers": {"cpe23": "cpe:2.3:a:x:y"}, "subcomponents": [{"@id": "pkg:npm/b"}]}]},
        {"vulnerability": "CVE-2", "status": "not_affected", "products": ["pkg:npm/a"], "justification": "x"},
    ],
}  # fmt: skip
CYCLONEDX = {
    "bomFormat": "CycloneDX",
    "serialNumber": "urn:uuid:1",
    "metadata": {"component": {"bom-ref": "a", "name": "a"}},
    "vulnerabilities": [
        {"id": "CVE-1", "analysis": {"state": "exploitable", "response": ["update"]},
         "affects": [{"ref": "a", "versions": [{"version": "1", "status": "affected"}]}]},
        {"id": "CVE-2", "analysis": {"state": "resolved"}, "affects": [{"ref": "urn:cdx:1/1#a"}]},
    ],
}  # fmt: skip
CSAF = {
    "document": {"category": "csaf_vex", "csaf_version": "2.0"},
    "product_tree": {"full_product_names": [{"product_id": "p", "name": "P"}], "product_groups": [{"group_id": "g", "product_ids": ["p"]}]},
    "vulnerabilities": [{"cve": "CVE-1", "product_status": {"fixed": ["p"]}, "flags": [{"label": "x", "group_ids": ["g"]}],
                         "threats": [{"category": "impact", "details": "y"}], "remediations": [{"category": "z"}]}],
}  # fmt: skip

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
SCALARS |= st.sampled_from(
    ["affected", "unknown", "a", "p", "g", "urn:cdx:", "urn:cdx:1/1#", "pkg:", "cpe:/", "\x1b[31m"]
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=6)  # fmt: skip


def paths(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = data.keys() if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    return [at, *(path for key in keys for path in paths(data[key], (*at, key)))]


@st.composite
def changed(draw: st.DrawFn) -> Any:
    """Put other values in some places of a document."""
    copy = json.loads(json.dumps(draw(st.sampled_from([OPENVEX, CYCLONEDX, CSAF]))))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(paths(copy)[1:]))
        inside = copy
        for key in way:
            inside = inside[key]
        inside[last] = draw(VALUES)
    return copy


def _check(found: Reading[Statement] | Refusal) -> None:
    if isinstance(found, Refusal):
        assert found.mistakes
        return
    for each in found.items:
        assert each.vulnerability
        assert each.subjects
        assert each.standing in Standing
        assert "\x1b" not in each.vulnerability + "".join(
            text for subject in each.subjects for text in subject_texts(subject)
        )
    latest(found.items)


def subject_texts(subject: Any) -> tuple[str, ...]:
    return (
        subject.purl,
        subject.cpe,
        subject.bill,
        subject.ref,
        subject.name,
        subject.version,
        subject.within,
    )


@settings(max_examples=100, deadline=None)
@given(changed())
def test_read_and_rejected_are_all_the_statements(data: Any) -> None:
    found = read_vex(json.dumps(data).encode(), "f")
    _check(found)
    if isinstance(found, Refusal):
        return
    if isinstance(data.get("statements"), list):
        assert found.total == len(data["statements"])
    else:
        split = sum(
            int(str(each.parameters["number"])) - 1 for each in found.notes if each.code == "vex_split"
        )
        assert found.total - split >= len(data["vulnerabilities"])


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_cut_and_changed_bytes_are_read_or_refused(data: st.DataObject) -> None:
    content = json.dumps(data.draw(st.sampled_from([OPENVEX, CYCLONEDX, CSAF]))).encode()
    at = data.draw(st.integers(0, len(content)))
    middle = data.draw(st.binary(max_size=4))
    _check(read_vex(content[:at] + middle + content[at + data.draw(st.integers(0, 9)) :], "f"))


PRODUCTS = [{"product_id": f"p{n}", "name": "P"} for n in range(3_000)]
IDS = [each["product_id"] for each in PRODUCTS]


@pytest.mark.parametrize("data", [
    {**OPENVEX, "statements": [1] * 10_000},
    {**OPENVEX, "statements": [{"vulnerability": "x", "status": "fixed", "products": ["a"] * 3_000, "subcomponents": ["b"] * 3_000}]},
    {**CYCLONEDX, "vulnerabilities": [{"id": "x", "analysis": {"state": "odd"}}] * 10_000},
    {**CSAF, "product_tree": {"full_product_names": PRODUCTS, "product_groups": [{"group_id": "g", "product_ids": IDS}]},
     "vulnerabilities": [{"cve": "x", "product_status": {"fixed": IDS}, "threats": [{"category": "other", "group_ids": ["g"]}] * 3_000,
                          "flags": [{"label": "", "group_ids": ["g"]}] * 3_000, "remediations": [{"category": "z", "group_ids": ["g"]}] * 3_000}]},
], ids=["numbers", "grid", "odd", "groups"])  # fmt: skip
def test_no_file_takes_longer_than_its_size(data: Any) -> None:
    start = time.process_time()
    _check(read_vex(json.dumps(data).encode(), "f"))
    assert time.process_time() - start < 5


def test_remedies_beyond_the_bound_are_said_to_be_cut() -> None:
    many = [{"category": "mitigation", "details": str(n)} for n in range(60)]
    data = {**CSAF, "vulnerabilities": [{**CSAF["vulnerabilities"][0], "remediations": many}]}  # type: ignore[dict-item]
    found = read_vex(json.dumps(data).encode(), "f")
    assert isinstance(found, Reading)
    assert len(found.items[0].remedies) == 50
    assert [each.code for each in found.notes] == ["vex_remedies_cut"]
