"""Sources fetched end to end from a server of this machine."""

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.feeds.filling import fill_base
from tests.feeds.server import Server, body, running, status

from hygie.feeds.base import Base
from hygie.feeds.download.addresses import Address, Way
from hygie.feeds.download.client import Settings
from hygie.feeds.network import sync_network
from hygie.feeds.outcome import Outcome
from hygie.feeds.snapshot import Kind, Snapshot
from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory

QUICK = Settings(connect=2, read=1, deadline=5, tries=2, backoff=0)
KEV = {
    "title": "x",
    "catalogVersion": "1",
    "vulnerabilities": [{"cveID": "CVE-2024-0001", "dateAdded": "2024-01-02"}],
}


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        yield made


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


def test_an_archive_of_osv_is_fetched_once_and_again_when_it_changes(server: Server, tmp_path: Path) -> None:
    base, pypi = Base(tmp_path), address(server, "osv:PyPI", "/PyPI/all.zip")
    server.answers["/PyPI/all.zip"] = body(all_zip(osv("A"), osv("B")), '"1"')
    first = synced(base, pypi)
    assert ids(first.snapshot, "osv:PyPI") == ["A", "B"]
    assert first.snapshot.segments[0].origin == f"{server.url}/PyPI/all.zip"
    again = synced(base, pypi, day=2)
    assert again.unchanged == ("osv:PyPI",)
    assert again.snapshot.digest == first.snapshot.digest
    assert again.snapshot.segments[0].fetched == "2026-11-02T00:00:00Z"
    changed = [osv("A", "2024-02-02T00:00:00Z", withdrawn="2024-02-02T00:00:00Z"), osv("C", ecosystem="npm")]
    server.answers["/PyPI/all.zip"] = body(all_zip(*changed), '"2"')
    third = synced(base, pypi, day=3)
    found = third.changes["osv:PyPI"]
    assert (found.added, found.withdrawn, found.removed) == (("C",), ("A",), ("B",))
    assert not list(base.downloads.glob("*.part"))


def test_what_was_brought_in_from_files_meanwhile_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    base, pypi = Base(tmp_path), address(server, "osv:PyPI", "/a.zip")
    server.answers["/a.zip"] = body(all_zip(osv("A")), '"1"')
    synced(base, pypi)
    fill_base(base, {"osv:PyPI": (Kind.ADVISORIES, [Advisory("OLD")])})
    assert ids(synced(base, pypi, day=2).snapshot, "osv:PyPI") == ["A"]


def test_a_source_that_fails_stays_and_the_others_go_on(server: Server, tmp_path: Path) -> None:
    base = Base(tmp_path)
    kev, pypi = address(server, "kev", "/kev"), address(server, "osv:PyPI", "/a.zip")
    server.answers |= {"/kev": body(json.dumps(KEV).encode()), "/a.zip": body(all_zip(osv("A")))}
    synced(base, kev, pypi)
    damaged = all_zip(osv("B"))[:-30]
    for answer, code in [(status(500), "download_status"), (body(damaged), "feeds_archive_damaged"),
                         (body(b"<html>please log in</html>", '"h"'), "feeds_not_a_feed"), (body(json.dumps(KEV).encode()), "feeds_not_a_feed"),
                         (body(all_zip()), "feeds_source_empty")]:  # fmt: skip
        server.answers["/a.zip"] = answer
        made = synced(base, kev, pypi, day=2)
        assert [(source, diagnostic.code) for source, diagnostic in made.failed] == [("osv:PyPI", code)]
        assert ids(made.snapshot, "osv:PyPI") == ["A"]
        assert made.snapshot.segment("osv:PyPI").fetched == "2026-11-01T00:00:00Z"  # type: ignore[union-attr]
        assert made.snapshot.segment("kev").fetched == "2026-11-02T00:00:00Z"  # type: ignore[union-attr]


def test_nothing_can_be_had_and_the_base_is_as_it_was(tmp_path: Path) -> None:
    base = Base(tmp_path)
    before = fill_base(base, {"kev": (Kind.ADVISORIES, [Advisory("A")])}).snapshot
    with running() as gone:
        nobody = [address(gone, "kev", "/kev"), address(gone, "epss", "/epss")]
    found = sync_network(tuple(nobody), base, settings=QUICK)
    assert isinstance(found, Refusal)
    assert {item.code for item in found.mistakes} == {"download_unreachable"}
    assert base.current() == before


def test_scores_and_lifecycles(server: Server, tmp_path: Path) -> None:
    scores = b"#model_version:v2025.03.14,score_date:2026-10-30T00:00:00+0000\ncve,epss,percentile\nCVE-2024-0001,0.5,0.9\n"
    lives = {
        "schema_version": "1.0",
        "result": [
            {
                "name": "debian",
                "label": "Debian",
                "identifiers": [],
                "releases": [{"name": "12", "releaseDate": "2023-06-10"}],
            }
        ],
    }
    server.answers |= {"/epss": body(gzip.compress(scores)), "/life": body(json.dumps(lives).encode())}
    made = synced(Base(tmp_path), address(server, "epss", "/epss"), address(server, "endoflife", "/life"))
    epss = made.snapshot.segment("epss")
    assert epss is not None
    assert (epss.kind, epss.count, epss.newest, epss.notes["model"]) == (
        Kind.EPSS,
        1,
        "2026-10-30",
        "v2025.03.14",
    )
    assert [item.product for item in made.snapshot.segment("endoflife").records()] == ["debian"]  # type: ignore[union-attr]


def cve(name: str, updated: str) -> bytes:
    metadata = {"cveId": name, "state": "PUBLISHED", "dateUpdated": updated, "assignerOrgId": "x"}
    cna = {
        "affected": [{"vendor": "v", "product": "p", "versions": [{"version": "1", "status": "affected"}]}],
        "descriptions": [],
    }
    return json.dumps(
        {"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": metadata, "containers": {"cna": cna}}
    ).encode()


def test_the_list_of_cve_whole_then_what_changed_since(server: Server, tmp_path: Path) -> None:
    def release(day: str, hour: str) -> None:
        names = [f"{day}_all_CVEs_at_midnight.zip.zip", f"{day}_delta_CVEs_at_{hour}Z.zip"]
        assets = [{"name": name, "browser_download_url": f"{server.url}/{name}"} for name in names]
        server.answers["/latest"] = body(json.dumps({"assets": assets}).encode())

    whole = zipped(
        {
            f"cves/2024/{number}.json": cve(f"CVE-2024-000{number}", "2024-01-01T00:00:00Z")
            for number in (1, 2)
        }
    )
    server.answers["/D1_all_CVEs_at_midnight.zip.zip"] = body(zipped({"cves.zip": whole}))
    server.answers["/D1_delta_CVEs_at_0100Z.zip"] = body(
        zipped({"x/CVE-2024-0002.json": cve("CVE-2024-0002", "2024-01-02T00:00:00Z")}), '"1"'
    )
    server.answers["/D1_delta_CVEs_at_0200Z.zip"] = body(
        zipped({"x/CVE-2024-0003.json": cve("CVE-2024-0003", "2024-01-03T00:00:00Z")}), '"2"'
    )
    base, listed = Base(tmp_path), address(server, "cve5", "/latest", Way.CVE5)
    release("D1", "0100")
    first = synced(base, listed)
    assert ids(first.snapshot, "cve5") == ["CVE-2024-0001", "CVE-2024-0002"]
    assert first.snapshot.segments[0].rejected == 0
    assert first.snapshot.segments[0].newest == "2024-01-02"
    assert synced(base, listed, day=2).unchanged == ("cve5",)
    release("D1", "0200")
    server.asked.clear()
    third = synced(base, listed, day=3)
    assert ids(third.snapshot, "cve5") == ["CVE-2024-0001", "CVE-2024-0002", "CVE-2024-0003"]
    assert [path for path, _ in server.asked] == ["/latest", "/D1_delta_CVEs_at_0200Z.zip"]


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


@pytest.mark.parametrize("rolie", [True, False])
def test_a_csaf_provider_from_its_metadata_to_what_changed(
    server: Server, tmp_path: Path, *, rolie: bool
) -> None:
    base, provider = Base(tmp_path), Provider(server, rolie=rolie)
    wanted = address(server, "csaf:v.example", "/provider-metadata.json", Way.CSAF)
    for name in ("a", "b", "c"):
        provider.put(f"{name}.json", csaf(name.upper()), "2024-01-01T00:00:00Z")
    provider.put("amber.json", csaf("AMBER", "AMBER"), "2024-01-01T00:00:00Z")
    provider.put("bad.json", csaf("BAD"), "2024-01-01T00:00:00Z", checksum=b"0" * (128 if rolie else 64))
    first = synced(base, wanted)
    assert [name.partition("#")[0] for name in ids(first.snapshot, "csaf:v.example")] == ["A", "B", "C"]
    assert {each.code for report in first.files for each in report.refused} == {
        "feeds_not_public",
        "download_checksum",
    }
    assert "/secret.json" not in [path for path, _ in server.asked]
    # One changes, one goes, one cannot be had this time.
    provider.put("a.json", csaf("A", version="2"), "2024-02-01T00:00:00Z")
    provider.put("c.json", csaf("C", version="2"), "2024-02-01T00:00:00Z")
    server.answers["/d/c.json"] = status(500)
    provider.listed = {"a.json": provider.listed["a.json"], "c.json": provider.listed["c.json"]}
    provider.publish()
    server.asked.clear()
    second = synced(base, wanted, day=2)
    assert [name.partition("#")[0] for name in ids(second.snapshot, "csaf:v.example")] == ["A", "C"]
    assert second.refusals == 1
    changed = second.changes["csaf:v.example"]
    assert (len(changed.changed), len(changed.removed), len(changed.added)) == (1, 1, 0)
    # Nothing else was fetched again, and once all is well nothing is.
    provider.put("c.json", csaf("C", version="2"), "2024-02-01T00:00:00Z")
    assert len(synced(base, wanted, day=3).changes["csaf:v.example"].changed) == 1
    assert synced(base, wanted, day=4).unchanged == ("csaf:v.example",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"<html>",
        b'{"distributions": 5}',
        b'{"distributions": [{"rolie": {"feeds": [{"tlp_label": "RED"}]}}]}',
    ],
)
def test_a_provider_that_makes_no_sense(server: Server, tmp_path: Path, content: bytes) -> None:
    server.answers["/p.json"] = body(content)
    found = sync_network(
        (address(server, "csaf:v.example", "/p.json", Way.CSAF),), Base(tmp_path), settings=QUICK
    )
    assert isinstance(found, Refusal)
    assert [item.code for item in found.mistakes] == ["download_not_understood"]
