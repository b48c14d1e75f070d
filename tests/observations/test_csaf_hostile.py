"""CSAF documents that are wrong: what can be used is read, the rest is set aside with its reason and place."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.observations.written_csaf import TREE, branch, document, leaf, read

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Standing
from hygie.observations.csaf import read_csaf
from hygie.observations.reading import Bounds
from hygie.wording.observed.csaf_names import SENTENCES


def test_circles_and_missing_halves_leave_the_product_by_its_name() -> None:
    def relation(id_: str, part: str, host: str) -> dict[str, Any]:
        return {
            "category": "installed_on",
            "product_reference": part,
            "relates_to_product_reference": host,
            "full_product_name": leaf(id_),
        }

    chain = [relation(f"C{n}", f"C{n - 1}" if n else "P1", "P3") for n in range(2_000)]
    tree = TREE | {
        "relationships": [
            relation("A", "B", "P1"),
            relation("B", "A", "P1"),
            relation("X", "P1", "?"),
            *chain,
        ]
    }
    named = ["A", "B", "X", "C0", "C15", "C16", "C1999"]
    found = read(document(tree, {"product_status": {"known_affected": named}}))
    assert len(found.items[0].affected) == len(named)
    assert found.items[0].affected[2].product == "Full X"
    assert {each.code for each in found.notes} == {"csaf_half_undefined", "csaf_halves_circular"}


def test_what_cannot_be_used_is_rejected_at_its_line_and_the_rest_is_read() -> None:
    tree = {
        "branches": [
            branch("vendor", "V", branch("product_name", "N", leaf("P1"))),
            {"category": "vendor", "name": "E"},
        ]
    }
    tree |= {"full_product_names": [leaf("P1"), {"name": "no id"}, 7]}
    vulnerability = {
        "product_status": {"known_affected": ["P1", "NO", 3], "invented": ["P1"], "fixed": ["P1"]},
        "remediations": [{"category": "vendor_fix", "product_ids": ["GONE"]}, {}, 5],
    }
    found = read(document(tree, vulnerability, "junk", vulnerability))
    assert [item.id for item in found.items] == ["ACME-1#1", "ACME-1#3"]
    assert [item.affected[0].standing for item in found.items] == [Standing.AFFECTED] * 2
    codes = [each.code for each in found.rejected]
    assert codes.count("csaf_product_undefined") == 4
    assert codes.count("csaf_product_unnamed") == 3
    assert codes.count("csaf_product_twice") == codes.count("csaf_vulnerability_unusable") == 1
    assert codes.count("csaf_status_unusable") == 2
    assert codes.count("csaf_remedy_unusable") == 4
    assert {each.code for each in found.notes} == {"csaf_status_contradictory", "csaf_reference_undefined"}
    text = json.dumps(document(tree, vulnerability, "junk", vulnerability), indent=1).splitlines()
    (junk,) = (each for each in found.rejected if each.code == "csaf_vulnerability_unusable")
    assert text[junk.place.line - 1].strip().startswith('"junk"')


def test_groups_cannot_multiply_remedies_without_end() -> None:
    names = [leaf(f"P{n}") for n in range(500)]
    tree = {
        "full_product_names": names,
        "product_groups": [{"group_id": "G", "product_ids": [f"P{n}" for n in range(500)]}],
    }
    vulnerability = {"remediations": [{"category": "mitigation", "group_ids": ["G"] * 20}] * 20}
    found = read_csaf(json.dumps(document(tree, vulnerability)).encode(), "a.json", Bounds(items=100_000))
    assert isinstance(found, Refusal)
    assert found.mistakes[0].code == "csaf_too_many"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 99)
    | st.text(max_size=8)
    | st.sampled_from(["P1", "G", "2.0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100)
@given(st.data())
def test_a_document_with_anything_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    vulnerability: Any = {
        "cve": "CVE-1-1",
        "product_status": {"known_affected": ["P1"], "fixed": ["P3"]},
        "remediations": [{"category": "vendor_fix", "group_ids": ["G"]}],
        "metrics": [{"content": {"cvss_v3": {"baseScore": 1}, "ssvc_v1": {"options": [{}]}}}],
        "threats": [{"category": "exploit_status", "details": "x"}],
    }
    found = json.loads(json.dumps(document(TREE, vulnerability)))
    for _ in range(data.draw(st.integers(1, 3))):
        at = found
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(at[key], (dict, list)) or not at[key] or data.draw(st.booleans()):
                at[key] = data.draw(JSON)
                break
            at = at[key]
        if not isinstance(found["vulnerabilities"], list | dict) or not found["vulnerabilities"]:
            break
    result = read_csaf(json.dumps(found).encode(), "a.json")
    for each in result.mistakes if isinstance(result, Refusal) else (*result.rejected, *result.notes):
        if each.code.startswith("csaf_"):
            SENTENCES[each.code].said.format(**each.parameters)


def test_deep_branches_are_read_to_the_bound_and_refused_beyond() -> None:
    def nested(depth: int) -> Any:
        tree: Any = branch("product_name", "N", leaf("P1"))
        for _ in range(depth):
            tree = branch("product_family", "F", tree)
        return document({"branches": [tree]}, {"product_status": {"known_affected": ["P1"]}})

    assert len(read(nested(50)).items[0].affected) == 1
    found = read_csaf(json.dumps(nested(200)).encode(), "a.json")
    assert isinstance(found, Refusal)
    assert found.mistakes[0].code == "content_too_deep"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"document": []}',
        b'{"document": {"csaf_version": "1.2"}}',
        b"\xff\xfe",
        b"<a/>",
    ],
)
def test_what_is_no_csaf_is_refused(content: bytes) -> None:
    found = read_csaf(content, "a.json")
    assert isinstance(found, Refusal)
    assert len(found.mistakes) == 1


def test_a_text_about_versions_is_never_judged_cut() -> None:
    text = "<= 1.0 | " * 1_200 + "9.9"
    tree = {"branches": [branch("product_name", "N", branch("product_version_range", text, leaf("P1")))]}
    (affected,) = read(document(tree, {"product_status": {"known_affected": ["P1"]}})).items[0].affected
    assert len(affected.expressions[0]) > 10_000
