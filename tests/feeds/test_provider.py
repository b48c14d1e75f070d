"""A CSAF provider, end to end from a server of this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.feeds.published import QUICK, Provider, address, csaf, ids, synced
from tests.feeds.server import Server, body, running, status

from hygie.feeds.base import Base
from hygie.feeds.download.addresses import Way
from hygie.feeds.network import sync_network
from hygie.feeds.outcome import Outcome
from hygie.kernel.diagnostic import Refusal


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        yield made


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
    aside = ["csaf_list_not_public"] if rolie else ["csaf_row_unusable"] * 2
    assert [each.code for report in first.files for each in report.refused] == [
        *aside,
        "feeds_not_public",
        "download_checksum",
    ]
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
    assert second.refusals == len(aside) + 1
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


def refused(outcome: Outcome) -> list[str]:
    return [each.code for report in outcome.files for each in report.refused]


def names(outcome: Outcome) -> list[str]:
    return sorted({name.partition("#")[0] for name in ids(outcome.snapshot, "csaf:v.example")})


@pytest.mark.parametrize("spoilt", [csaf("A")[:200], csaf("A", "AMBER"), b"\x1f\x8b damaged"])
def test_a_document_that_is_damaged_once_is_not_lost(server: Server, tmp_path: Path, spoilt: bytes) -> None:
    base, provider = Base(tmp_path), Provider(server, rolie=True)
    wanted = address(server, "csaf:v.example", "/provider-metadata.json", Way.CSAF)
    for name in "ab":
        provider.put(f"{name}.json", csaf(name.upper()), "2024-01-01T00:00:00Z")
    synced(base, wanted)
    provider.put("a.json", spoilt, "2024-02-01T00:00:00Z")
    provider.put("c.json", spoilt, "2024-02-01T00:00:00Z")
    second = synced(base, wanted, day=2)
    assert second.refusals == 3
    assert names(second) == ["A", "B"]
    assert not second.changes["csaf:v.example"]
    # Mended, under the same date.
    provider.put("a.json", csaf("A", version="2"), "2024-02-01T00:00:00Z")
    provider.put("c.json", csaf("C"), "2024-02-01T00:00:00Z")
    third = synced(base, wanted, day=3)
    assert names(third) == ["A", "B", "C"]
    assert len(third.changes["csaf:v.example"].changed) == 1
    assert synced(base, wanted, day=4).unchanged == ("csaf:v.example",)


def test_a_list_that_is_not_for_everybody_any_more_takes_nothing_away(server: Server, tmp_path: Path) -> None:
    base, first, second = Base(tmp_path), Provider(server, rolie=True), f"{server.url}/second.json"
    wanted = address(server, "csaf:v.example", "/provider-metadata.json", Way.CSAF)
    for name in "ab":
        first.put(f"{name}.json", csaf(name.upper()), "2024-01-01T00:00:00Z")
    entry = {"updated": "2024-01-01T00:00:00Z", "content": {"src": f"{server.url}/d/c.json"}}
    server.answers["/second.json"] = body(json.dumps({"feed": {"entry": [entry]}}).encode())
    server.answers["/d/c.json"] = body(csaf("C"))

    def publish(label: str) -> None:
        feeds = [
            {"tlp_label": "WHITE", "url": f"{server.url}/feed.json"},
            {"tlp_label": label, "url": second},
        ]
        metadata = {"distributions": [{"rolie": {"feeds": feeds}}]}
        server.answers["/provider-metadata.json"] = body(json.dumps(metadata).encode())

    publish("CLEAR")
    assert names(synced(base, wanted)) == ["A", "B", "C"]
    publish("GREEN")
    again = synced(base, wanted, day=2)
    assert again.unchanged == ("csaf:v.example",)
    assert refused(again) == ["csaf_list_not_public"]
    # What its own list does not name any more goes all the same.
    first.listed.pop("b.json")
    first.publish()
    third = synced(base, wanted, day=3)
    assert names(third) == ["A", "C"]


def test_entries_that_cannot_be_used_are_counted_and_take_nothing_away(
    server: Server, tmp_path: Path
) -> None:
    base, provider = Base(tmp_path), Provider(server, rolie=True)
    wanted = address(server, "csaf:v.example", "/provider-metadata.json", Way.CSAF)
    for name in "ab":
        provider.put(f"{name}.json", csaf(name.upper()), "2024-01-01T00:00:00Z")
    synced(base, wanted)
    hostile = [
        "http://outside.example/a.json?token=hush",
        "https://[::1",
        "https://outside.example\\@127.0.0.1/x.json",
    ]
    entries: list[object] = [{"updated": "2024", "content": {"src": place}} for place in hostile]
    good = {"updated": "2024-01-01T00:00:00Z", "content": {"src": f"{server.url}/d/b.json"}}
    server.answers["/feed.json"] = body(json.dumps({"feed": {"entry": [*entries, good]}}).encode())
    second = synced(base, wanted, day=2)
    assert refused(second) == ["csaf_list_not_public"] + ["csaf_entry_unusable"] * 3
    assert names(second) == ["A", "B"]
    assert "hush" not in str(second.files)
    # An entry that does not even say which document it is may be that of any.
    server.answers["/feed.json"] = body(json.dumps({"feed": {"entry": [5, good]}}).encode())
    assert names(synced(base, wanted, day=3)) == ["A", "B"]
    server.answers["/feed.json"] = body(json.dumps({"feed": {"entry": [good]}}).encode())
    assert names(synced(base, wanted, day=4)) == ["B"]


def test_a_list_beyond_the_bound_is_refused_whole(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, provider = Base(tmp_path), Provider(server, rolie=False)
    wanted = address(server, "csaf:v.example", "/provider-metadata.json", Way.CSAF)
    for name in "abc":
        provider.put(f"{name}.json", csaf(name.upper()), "2024-01-01T00:00:00Z")
    first = synced(base, wanted).snapshot
    monkeypatch.setattr("hygie.feeds.download.listing.MOST_DOCUMENTS", 2)
    found = sync_network((wanted,), base, settings=QUICK)
    assert isinstance(found, Refusal)
    assert [item.code for item in found.mistakes] == ["download_too_many"]
    assert base.current() == first


def test_an_empty_list_makes_no_empty_base(server: Server, tmp_path: Path) -> None:
    base, provider = Base(tmp_path), Provider(server, rolie=True)
    provider.publish()
    found = sync_network(
        (address(server, "csaf:v.example", "/provider-metadata.json", Way.CSAF),), base, settings=QUICK
    )
    assert isinstance(found, Refusal)
    assert found.mistakes
    assert base.current() is None
