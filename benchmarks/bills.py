"""Makes bills of materials for measurements: real packages in real versions, as advisories name them."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

COMPONENTS = 14_466


def osv_records(data: Path) -> list[dict[str, Any]]:
    """Read the OSV records of the public data: Go and PyPI."""
    return [
        json.loads(line)
        for name in ("go", "pypi")
        for line in gzip.open(data / "osv" / f"{name}.jsonl.gz", "rb").read().splitlines()
    ]


def write_bill(records: list[dict[str, Any]], path: Path, components: int = COMPONENTS) -> int:
    """Write a CycloneDX bill of so many packages, those that most advisories name first; give how many."""
    counted = Counter(purl for record in records for purl in named(record))
    chosen = sorted(
        purl for purl, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:components]
    )
    listed = [
        {
            "type": "library",
            "bom-ref": f"c{number}",
            "name": purl.partition("/")[2].rpartition("@")[0],
            "version": purl.rpartition("@")[2],
            "purl": purl,
        }
        for number, purl in enumerate(chosen)
    ]
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": listed}
    path.write_text(json.dumps(bill))
    return len(listed)


def named(record: Mapping[str, Any]) -> Iterator[str]:
    """List the package@version that a record names, by enumeration or as bounds of ranges."""
    for affected in record.get("affected", ()):
        package = affected["package"]
        versions = set(affected.get("versions", ()))
        for ranges in affected.get("ranges", ()):
            if ranges["type"] != "GIT":
                versions |= {value for event in ranges["events"] for value in event.values() if value != "0"}
        for version in versions:
            if package["ecosystem"] == "PyPI":
                yield f"pkg:pypi/{package['name'].lower().replace('_', '-')}@{quote(version, safe='!')}"
            else:
                yield f"pkg:golang/{package['name'].lower()}@v{quote(version, safe='')}"
