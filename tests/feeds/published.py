"""What publishers publish, written by a test and given by a server of this machine."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

from tests.feeds.server import Server, body

from hygie.feeds.base import Base
from hygie.feeds.download.addresses import Address, Way
from hygie.feeds.download.client import Settings
from hygie.feeds.network import sync_network
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Snapshot

QUICK = Settings(connect=2, read=1, deadline=5, tries=2, backoff=0)


def osv(
    name: str, modified: str = "2024-01-02T00:00:00Z", ecosystem: str = "PyPI", **more: Any
) -> dict[str, Any]:
    package = {"ecosystem": ecosystem, "name": "some-package"}
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}]
    return {
        "schema_version": "1.6.0",
        "id": name,
        "modified": modified,
        "affected": [{"package": package, "ranges": ranges}],
        **more,
    }


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def all_zip(*records: dict[str, Any]) -> bytes:
    return zipped({f"{record['id']}.json": json.dumps(record, indent=1).encode() for record in records})


def address(server: Server, source: str, path: str, way: Way = Way.FILE) -> Address:
    return Address(source, server.url + path, way, 1 << 24, "")


def synced(base: Base, *wanted: Address, day: int = 1) -> Outcome:
    found = sync_network(wanted, base, settings=QUICK, now=datetime(2026, 11, day, tzinfo=UTC))
    assert isinstance(found, Outcome), found
    return found


def ids(snapshot: Snapshot, source: str) -> list[str]:
    segment = snapshot.segment(source)
    assert segment is not None
    return [record.id for record in segment.records()]


def cve(name: str, updated: str) -> bytes:
    metadata = {"cveId": name, "state": "PUBLISHED", "dateUpdated": updated, "assignerOrgId": "x"}
    cna = {
        "affected": [{"vendor": "v", "product": "p", "versions": [{"version": "1", "status": "affected"}]}],
        "descriptions": [],
    }
    return json.dumps(
        {"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": metadata, "containers": {"cna": cna}}
    ).encode()


def csaf(name: str, tlp: str = "WHITE", version: str = "1") -> bytes:
    document = {
        "category": "csaf_security_advisory", "csaf_version": "2.0", "title": name, "distribution": {"tlp": {"label": tlp}},
        "publisher": {"category": "vendor", "name": "V", "namespace": "https://v.example"},
        "tracking": {"id": name, "status": "final", "version": version, "initial_release_date": "2024-01-01T00:00:00Z", "current_release_date": "2024-01-01T00:00:00Z",
                     "revision_history": [{"date": "2024-01-01T00:00:00Z", "number": "1", "summary": "s"}]},
    }  # fmt: skip
    tree = {"full_product_names": [{"product_id": "P", "name": f"Pump {version}"}]}
    return json.dumps(
        {
            "document": document,
            "product_tree": tree,
            "vulnerabilities": [{"cve": "CVE-2024-0001", "product_status": {"known_affected": ["P"]}}],
        }
    ).encode()


class Provider:
    def __init__(self, server: Server, *, rolie: bool) -> None:
        self.server = server
        self.rolie = rolie
        self.listed: dict[str, str] = {}
        feeds = [
            {"tlp_label": "WHITE", "url": f"{server.url}/feed.json"},
            {"tlp_label": "AMBER", "url": f"{server.url}/secret.json"},
        ]
        where = {"rolie": {"feeds": feeds}} if rolie else {"directory_url": f"{server.url}/d/"}
        metadata = {"canonical_url": "x", "metadata_version": "2.0", "distributions": [where]}
        server.answers["/provider-metadata.json"] = body(json.dumps(metadata).encode())

    def put(self, name: str, content: bytes, updated: str, checksum: bytes | None = None) -> None:
        self.listed[name] = updated
        algorithm = "sha512" if self.rolie else "sha256"
        right = hashlib.new(algorithm, content).hexdigest().encode()
        self.server.answers[f"/d/{name}"] = body(content)
        self.server.answers[f"/d/{name}.{algorithm}"] = body(
            (checksum or right) + b"  " + name.encode() + b"\n"
        )
        self.publish()

    def publish(self) -> None:
        entries = [
            {"id": name, "updated": updated, "content": {"src": f"{self.server.url}/d/{name}"},
             "link": [{"rel": "self", "href": f"{self.server.url}/d/{name}"}, {"rel": "hash", "href": f"{self.server.url}/d/{name}.sha512"}]}
            for name, updated in self.listed.items()
        ]  # fmt: skip
        self.server.answers["/feed.json"] = body(json.dumps({"feed": {"id": "f", "entry": entries}}).encode())
        rows = [f'"{name}","{updated}"' for name, updated in self.listed.items()]
        self.server.answers["/d/changes.csv"] = body(
            "\n".join(
                [*rows, '"../outside.json","2024"', '"https://elsewhere.example/x.json","2024"']
            ).encode()
        )
