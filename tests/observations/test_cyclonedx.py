"""CycloneDX bills are read whole, whatever the type of the components, and by both paths alike."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from tests.observations.written_bills import BILL, as_xml, parts

from hygie.kernel.place import Place
from hygie.observations.bill import Bill, Component
from hygie.observations.bills import read_bill
from hygie.observations.cyclonedx import read_unpacked, typed

FILE = "bill.cdx.json"


def read(data: Any) -> Bill:
    found = read_bill(json.dumps(data).encode(), FILE)
    assert isinstance(found, Bill), found
    return found


def _without_places(bill: Bill) -> tuple[Any, ...]:
    parts = [
        (*(getattr(each, key) for key in Component.__struct_fields__ if key != "at"),)
        for each in bill.components
    ]
    notes = [(each.code, each.parameters) for each in bill.notes]
    return parts, notes, bill.version, bill.root, bill.identifier, bill.created, bill.depends


@given(BILL)
@settings(max_examples=100)
def test_both_paths_and_both_writings_agree(data: dict[str, Any]) -> None:
    content = json.dumps(data).encode()
    found = read(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typed, "read", lambda *_: None)
        assert read_unpacked(content, FILE) == found
    xml = read_bill(as_xml(data).encode(), FILE)
    assert isinstance(xml, Bill)
    assert _without_places(xml) == _without_places(found)
    assert found.total == len(found.components) == len(list(parts(data)))
    refs = [each.ref for each in found.components]
    assert len(set(refs)) == len(refs)
    assert {each.parent for each in found.components} <= {"", *refs}


def test_every_type_is_read_and_unknown_ones_are_noted() -> None:
    types = ["device", "firmware", "operating-system", "platform", "device-driver", "file", "data",
             "machine-learning-model", "cryptographic-asset", "container", "implant", "implant"]  # fmt: skip
    bill = read(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": {"type": "device", "name": "pump", "components": [{"name": "board"}]}},
            "components": [{"type": each, "name": f"n{index}"} for index, each in enumerate(types)],
        }
    )
    assert [each.type for each in bill.components] == ["device", "", *types]
    assert bill.root == bill.components[1].parent == "#/metadata/component"
    assert [(each.code, each.parameters) for each in bill.notes] == [
        ("bill_type_unknown", {"type": "implant", "number": 2})
    ]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Level of Support", "support_level"),
        ("fda:level-of-support", "support_level"),
        ("LevelOfSupport", "support_level"),
        ("End-of-Support", "support_end"),
        ("acme:sbom:END_OF_SUPPORT_DATE", "support_end"),
        ("end of support", "support_end"),
        ("End-of-Life", ""),
    ],
)
def test_support_is_read_however_its_property_is_spelled(name: str, field: str) -> None:
    part = {
        "name": "x",
        "properties": [{"name": "other", "value": "no"}, {"name": name, "value": " 2030-01-01 "}],
    }
    (found,) = read({"bomFormat": "CycloneDX", "specVersion": "1.4", "components": [part]}).components
    assert [key for key in ("support_level", "support_end") if getattr(found, key) == "2030-01-01"] == [
        field
    ] * bool(field)


def test_who_supplies_is_the_first_of_those_named() -> None:
    people = {
        "supplier": {"name": "S"},
        "manufacturer": {"name": "M"},
        "publisher": "P",
        "author": "A",
        "authors": [{"name": "X"}, {}, {"name": "Y"}],
    }
    parts = []
    for key in [*people, "none"]:
        parts.append({"name": key, **people})
        people = {name: value for name, value in people.items() if name != key}
    root = {"name": "root", "publisher": "P"}
    data = {"bomFormat": "CycloneDX", "specVersion": "1.4", "components": parts}
    assert [each.supplier for each in read(data).components] == ["S", "M", "P", "A", "X, Y", ""]
    data |= {"metadata": {"component": root, "supplier": {"name": "MS"}}}
    assert read(data).components[0].supplier == "MS"


def test_what_is_wrong_is_said_where_it_stands_and_the_rest_is_read() -> None:
    content = (
        b"""{"bomFormat": "CycloneDX", "specVersion": "1.8", "services": [{"name": "s"}],
 "components": [
  {"name": "a", "bom-ref": "r", "version": 1.10},
  {"bom-ref": "r", "purl": "pkg:npm/x@1"},
  {"version": "2", "components": [{"name": "inside"}]},
  7,
  {"name": "b", "supplier": "S", "properties": {}, "components": "none"},
  {"name": "c", "version": ["1"], "purl": \""""
        + b"p" * 3000
        + b"""\"}
 ], "dependencies": [{"ref": "r", "dependsOn": ["r", 1, null]}, {"dependsOn": []}]}"""
    )
    bill = read_bill(content, FILE)
    assert isinstance(bill, Bill)
    assert [(each.ref, each.name, each.version) for each in bill.components] == [
        ("r", "a", "1.10"),
        ("r#2", "pkg:npm/x@1", ""),
        ("#/components/2/components/0", "inside", ""),
        ("#/components/4", "b", ""),
    ]
    assert [(each.code, each.place) for each in bill.rejected] == [
        ("bill_component_unnamed", Place(FILE, 5, 3)),
        ("bill_component_not_object", Place(FILE, 6, 3)),
        ("bill_components_not_list", Place(FILE, 7, 66)),
        ("bill_identifier_long", Place(FILE, 8, 3)),
    ]
    assert bill.total == 8
    assert [(each.code, each.place.line) for each in bill.notes] == [
        ("bill_value_retyped", 3),
        ("bill_name_missing", 4),
        ("bill_ref_repeated", 4),
        ("bill_value_unusable", 7),
        ("bill_value_unusable", 8),
        ("bill_services_left", 1),
        ("bill_dependency_unusable", 9),
        ("bill_dependency_unusable", 9),
        ("bill_version_later", 1),
    ]
    assert bill.depends == (("r", ("r", "1")),)


def test_services_that_can_be_matched_are_components() -> None:
    service = {"name": "outer", "services": [{"name": "inner", "cpe": "cpe:2.3:a:b:c:1:*:*:*:*:*:*:*"}]}
    bill = read({"bomFormat": "CycloneDX", "specVersion": "1.5", "services": [service]})
    assert [(each.name, each.type, each.at) for each in bill.components] == [
        ("inner", "service", "/services/0/services/0")
    ]
    assert [each.parameters for each in bill.notes] == [{"number": 1}]
