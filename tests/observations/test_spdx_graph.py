"""SPDX 3.0 in JSON-LD: elements of a graph, references resolved, whichever way they are written."""

import json
from typing import Any

from hygie.observations.bill import Bill
from hygie.observations.spdx import read_spdx

INFO = {"type": "CreationInfo", "@id": "_:info", "specVersion": "3.0.1", "created": "2026-05-04T10:11:12Z"}
DOCUMENT = {"type": "SpdxDocument", "spdxId": "urn:doc", "creationInfo": "_:info", "rootElement": ["urn:bom"]}
BOM = {"type": "software_Sbom", "spdxId": "urn:bom", "creationInfo": "_:info", "rootElement": ["urn:pump"]}
MAKER = {"type": "Organization", "spdxId": "urn:maker", "name": "Pump Makers"}
PUMP = {
    "type": "software_Package",
    "spdxId": "urn:pump",
    "name": "pump",
    "software_packageVersion": "4.2",
    "software_primaryPurpose": "operatingSystem",
    "software_packageUrl": "pkg:generic/pump@4.2",
    "suppliedBy": "urn:maker",
    "validUntilTime": "2031-01-01T00:00:00Z",
    "externalIdentifier": [
        {
            "type": "ExternalIdentifier",
            "externalIdentifierType": "cpe22",
            "identifier": "cpe:/o:makers:pump:4.2",
        },
        {"type": "ExternalIdentifier", "externalIdentifierType": "email", "identifier": "a@example.org"},
    ],
}
MODEL = {"type": "ai_AIPackage", "spdxId": "urn:model", "name": "dose", "originatedBy": ["urn:maker"]}
DATA = {"type": "dataset_DatasetPackage", "spdxId": "urn:data", "name": "doses"}
PLAIN_FILE = {"type": "software_File", "spdxId": "urn:file", "name": "readme"}
KNOWN_FILE = {"type": "software_File", "spdxId": "urn:lib", "name": "lib.so",
              "externalIdentifier": [{"externalIdentifierType": "packageUrl", "identifier": "pkg:generic/lib@1"}]}  # fmt: skip


def relation(source: str, kind: str, *targets: Any) -> dict[str, Any]:
    return {
        "type": "Relationship",
        "spdxId": f"urn:{kind}",
        "from": source,
        "relationshipType": kind,
        "to": [*targets],
    }


LINKS = [
    relation("urn:pump", "contains", "urn:model", "urn:file"),
    relation("urn:pump", "dependsOn", "urn:lib", "spdx:NoneElement"),
]
GRAPH = [INFO, DOCUMENT, BOM, MAKER, PUMP, MODEL, DATA, PLAIN_FILE, KNOWN_FILE, *LINKS]


def read(data: Any) -> Bill:
    found = read_spdx(json.dumps(data).encode(), "pump.spdx3.json")
    assert isinstance(found, Bill), found
    return found


def graph(elements: list[Any]) -> dict[str, Any]:
    return {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": elements}


def test_a_graph_is_a_bill() -> None:
    bill = read(graph(GRAPH))
    pump, model, data, lib = bill.components
    assert (bill.version, bill.identifier, bill.created, bill.root) == (
        "3.0.1", "urn:doc", "2026-05-04T10:11:12Z", "urn:pump")  # fmt: skip
    assert (pump.name, pump.version, pump.type, pump.supplier) == (
        "pump",
        "4.2",
        "operating-system",
        "Pump Makers",
    )
    assert (pump.purl, pump.cpe) == ("pkg:generic/pump@4.2", "cpe:2.3:o:makers:pump:4.2:*:*:*:*:*:*:*")
    assert (pump.support_end, pump.at) == ("2031-01-01T00:00:00Z", "/@graph/4")
    assert (model.type, model.supplier, model.parent) == ("machine-learning-model", "Pump Makers", "urn:pump")
    assert (data.type, lib.type, lib.purl) == ("data", "file", "pkg:generic/lib@1")
    assert bill.depends == (("urn:pump", ("urn:lib",)),)
    assert bill.notes == bill.rejected == ()


def test_terms_in_full_and_elements_inside_others_are_the_same_bill() -> None:
    terms = "https://spdx.org/rdf/3.0.1/terms/"
    inside = {**PUMP, "@type": terms + "Software/Package", "suppliedBy": MAKER}
    del inside["type"]
    whole = {
        **DOCUMENT,
        "type": terms + "Core/SpdxDocument",
        "creationInfo": INFO,
        "rootElement": [inside],
        "element": [MODEL],
    }
    for written in (whole, graph([whole]), {"@graph": whole}):
        bill = read(written)
        assert (bill.components[0].name, bill.components[0].supplier) == ("pump", "Pump Makers")
        assert {each.name for each in bill.components} == {"pump", "dose"}
        assert (bill.root, bill.version) == ("urn:pump", "3.0.1")


def test_one_package_alone_is_a_bill() -> None:
    bill = read({"@context": "x", **PUMP})
    assert [each.name for each in bill.components] == ["pump"]
    assert [each.code for each in bill.notes] == ["spdx_version_missing"]


def test_what_is_of_another_type_loses_itself_and_no_more() -> None:
    odd = {**PUMP, "software_packageVersion": ["4"], "externalIdentifier": [3, PUMP["externalIdentifier"][0]]}
    bill = read(graph([INFO, DOCUMENT, odd, 7, {"type": "software_Package", "spdxId": "urn:none"}]))
    (pump,) = bill.components
    assert (pump.version, pump.cpe[:17]) == ("", "cpe:2.3:o:makers:")
    assert [(each.code, each.place.column > 1) for each in bill.rejected] == [
        ("spdx_not_object", True),
        ("spdx_nameless", True),
    ]
    assert "spdx_values_lost" in [each.code for each in bill.notes]
