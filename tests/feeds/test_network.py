"""Sources fetched end to end from a server of this machine."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.feeds.filling import fill_base
from tests.feeds.published import QUICK, address, all_zip, cve, ids, osv, synced, zipped
from tests.feeds.server import Server, body, running, status

from hygie.feeds.base import Base
from hygie.feeds.download.addresses import Way
from hygie.feeds.network import sync_network
from hygie.feeds.snapshot import Kind
from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Advisory

KEV = {
    "title": "x",
    "catalogVersion": "1",
    "vulnerabilities": [{"cveID": "CVE-2024-0001", "dateAdded": "2024-01-02"}],
}


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        yield made


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


def test_a_damaged_member_is_asked_for_again_and_its_record_stays(server: Server, tmp_path: Path) -> None:
    base, pypi = Base(tmp_path), address(server, "osv:PyPI", "/a.zip")
    good = {f"{name}.json": json.dumps(osv(name)).encode() for name in "AB"}
    server.answers["/a.zip"] = body(zipped(good), '"1"')
    synced(base, pypi)
    server.answers["/a.zip"] = body(zipped(good | {"A.json": good["A.json"][:60]}), '"2"')
    second = synced(base, pypi, day=2)
    assert second.refusals == 1
    assert ids(second.snapshot, "osv:PyPI") == ["A", "B"]
    # The same tag: it is asked for all the same.
    server.answers["/a.zip"] = body(zipped(good), '"2"')
    assert synced(base, pypi, day=3).unchanged == ()
    assert synced(base, pypi, day=4).unchanged == ("osv:PyPI",)


@pytest.mark.parametrize("which", ["whole", "delta"])
def test_a_damaged_member_of_the_list_of_cve_is_asked_for_again(
    server: Server, tmp_path: Path, which: str
) -> None:
    base, listed = Base(tmp_path), address(server, "cve5", "/latest", Way.CVE5)
    names = ["D_all_CVEs_at_midnight.zip.zip", "D_delta_CVEs_at_0100Z.zip"]
    assets = [{"name": name, "browser_download_url": f"{server.url}/{name}"} for name in names]
    server.answers["/latest"] = body(json.dumps({"assets": assets}).encode())
    records = [
        {f"{n}.json": cve(f"CVE-2024-000{n}", "2024-01-01T00:00:00Z") for n in part}
        for part in ((1, 2), (3, 4))
    ]

    def publish(damaged: int | None) -> None:
        for part, name in enumerate(names):
            spoilt = {
                n: c[:60] if (part, n[0]) == (damaged, "24"[part]) else c for n, c in records[part].items()
            }
            server.answers[f"/{name}"] = body(zipped(spoilt), '"same"')

    publish(["whole", "delta"].index(which))
    first = synced(base, listed)
    assert first.refusals == 1
    assert len(ids(first.snapshot, "cve5")) == 3
    publish(None)
    second = synced(base, listed, day=2)
    assert ids(second.snapshot, "cve5") == [f"CVE-2024-000{n}" for n in (1, 2, 3, 4)]
    assert synced(base, listed, day=3).unchanged == ("cve5",)


def test_nothing_changed_is_no_answer_where_nothing_is_known(server: Server, tmp_path: Path) -> None:
    base, kev = Base(tmp_path), address(server, "kev", "/kev")
    server.answers["/kev"] = status(304)
    found = sync_network((kev,), base, settings=QUICK)
    assert isinstance(found, Refusal)
    assert [item.code for item in found.mistakes] == ["download_not_asked"]
    assert base.current() is None
    # Nor where the base has the source, and nothing by which the server could know.
    server.answers["/kev"] = body(json.dumps(KEV).encode())
    synced(base, kev)
    server.answers["/kev"] = status(304)
    assert isinstance(sync_network((kev,), base, settings=QUICK), Refusal)
    snapshot = base.current()
    assert snapshot is not None
    assert snapshot.segments[0].count == 1
