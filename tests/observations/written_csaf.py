"""CSAF documents that tests write."""

import json
from typing import Any

from hygie.observations.advisory import Advisory
from hygie.observations.csaf import read_csaf
from hygie.observations.reading import Bounds, Reading
from hygie.wording.observed.csaf_names import SENTENCES


def leaf(id_: str, **helper: Any) -> dict[str, Any]:
    return {
        "product_id": id_,
        "name": f"Full {id_}",
        **({"product_identification_helper": helper} if helper else {}),
    }


def branch(category: str, name: str, *inner: Any) -> dict[str, Any]:
    products = [each for each in inner if "product_id" in each]
    return {"category": category, "name": name} | (
        {"product": products[0]} if products else {"branches": list(inner)}
    )


def document(tree: Any, *vulnerabilities: Any, version: str = "2.0", **more: Any) -> dict[str, Any]:
    tracking = {
        "id": "ACME-1",
        "status": "final",
        "initial_release_date": "2024-01-01T00:00:00Z",
        "current_release_date": "2024-02-01T00:00:00Z",
    }
    head = {"csaf_version": version, "category": "csaf_security_advisory", "title": "T", "tracking": tracking}
    head |= {"publisher": {"name": "ACME", "category": "vendor"}} | more
    return {"document": head, "product_tree": tree, "vulnerabilities": list(vulnerabilities)}


def read(data: Any, bounds: Bounds | None = None) -> Reading[Advisory]:
    found = read_csaf(json.dumps(data, indent=1).encode(), "a.json", bounds or Bounds())
    assert isinstance(found, Reading), found
    for each in (*found.rejected, *found.notes):
        sentence = SENTENCES[each.code]
        (sentence.said + (sentence.todo or "")).format(**each.parameters)
    return found


TREE = {
    "branches": [
        branch(
            "vendor",
            "ACME Medical",
            branch(
                "product_family",
                "Pumps",
                branch("product_name", "P8015", branch("product_version", "9.33", leaf("P1"))),
                branch(
                    "product_name",
                    "P9000",
                    branch("product_version_range", "vers:generic/>=1|<2", leaf("P2")),
                ),
            ),
            branch("product_name", "Monitor", branch("product_version_range", "<= 4.2", leaf("P3"))),
            branch(
                "product_name", "Gateway", leaf("P4", purl="pkg:pypi/Gate_Way@1.5", model_numbers=["GW-1"])
            ),
            branch("product_name", "Console", branch("product_version", "vers:all/*", leaf("P5"))),
        )
    ],
    "full_product_names": [
        leaf("F1", cpe="cpe:2.3:a:acme:agent:1.0:*:*:*:*:*:*:*", sbom_urls=["https://acme.example/b"])
    ],
    "product_groups": [{"group_id": "G", "product_ids": ["P1", "P3"]}],
}
