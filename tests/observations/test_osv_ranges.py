"""OSV: the intervals of a range hold the versions that the schema's algorithm says."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.version import InvalidVersion, Version

from hygie.observations.advisory import Range
from hygie.observations.osv import read_osv
from hygie.observations.osv_ranges import Event, ranges_of
from hygie.observations.reading import Reading


# The algorithm of the schema, on integers: independent of what is tested.
def oracle(events: list[Event], version: int) -> bool:
    limits = [e for e in events if e.kind == "limit"]
    if limits and not any(e.version == "*" or version < int(e.version) for e in limits):
        return False
    if not any(e.kind == "introduced" for e in events):
        events = [Event("introduced", "0"), *events]

    def place(event: Event) -> tuple[int, int]:
        opens_all = event.kind == "introduced" and event.version == "0"
        order = ("fixed", "introduced", "last_affected")
        return (-1 if opens_all else int(event.version), order.index(event.kind))

    vulnerable = False
    for event in sorted((e for e in events if e.kind != "limit"), key=place):
        at = -1 if event.kind == "introduced" and event.version == "0" else int(event.version)
        if event.kind == "introduced" and version >= at:
            vulnerable = True
        elif (event.kind == "fixed" and version >= at) or (event.kind == "last_affected" and version > at):
            vulnerable = False
    return vulnerable


def inside(found: tuple[Range, ...], version: int) -> bool:
    return any(
        (not r.introduced or version >= int(r.introduced))
        and (not r.fixed or version < int(r.fixed))
        and (not r.last_affected or version <= int(r.last_affected))
        for r in found
    )


kinds = st.sampled_from(["introduced", "introduced", "fixed", "fixed", "last_affected", "limit"])
events_lists = st.lists(st.builds(Event, kinds, st.integers(0, 12).map(str)), min_size=1, max_size=7)


@settings(max_examples=100)
@given(events_lists, st.booleans())
def test_ranges_are_those_of_the_schemas_algorithm_whatever_the_order_of_events(
    events: list[Event], semver: bool
) -> None:
    if len(events) == 2 and events[0].kind == "introduced" and events[1].kind in ("fixed", "last_affected"):
        # One pair is kept as written, so that matching sees that it contradicts itself.
        assert ranges_of(events, semver=semver) == (
            Range(
                **{
                    "introduced": events[0].version.removeprefix("0")
                    if events[0].version == "0"
                    else events[0].version,
                    events[1].kind: events[1].version,
                }
            ),
        )
        return
    if events == [Event("introduced", events[0].version)]:
        assert ranges_of(events, semver=semver) == (
            Range("" if events[0].version == "0" else events[0].version),
        )
        return
    found = ranges_of(events, semver=semver)
    assert [inside(found, v) for v in range(14)] == [oracle(events, v) for v in range(14)]


def test_pairs_in_turn_keep_the_order_of_the_file_where_versions_are_not_plain() -> None:
    events = [
        Event("introduced", "1:2"),
        Event("fixed", "1:3~x"),
        Event("introduced", "1:1"),
        Event("fixed", "1:1.5"),
    ]
    assert ranges_of(events, semver=False) == (Range("1:2", fixed="1:3~x"), Range("1:1", fixed="1:1.5"))


def test_semantic_versions_are_sorted_by_precedence() -> None:
    events = [
        Event("fixed", "1.0.0"),
        Event("introduced", "1.0.0-rc.9"),
        Event("fixed", "1.0.0-rc.10"),
        Event("introduced", "1.0.0-rc.11"),
    ]
    assert ranges_of(events, semver=True) == (
        Range("1.0.0-rc.9", fixed="1.0.0-rc.10"),
        Range("1.0.0-rc.11", fixed="1.0.0"),
    )


def test_an_infinite_limit_is_none() -> None:
    assert ranges_of([Event("introduced", "1"), Event("limit", "*")], semver=False) == (Range("1"),)


@pytest.mark.realdata
def test_public_ranges_hold_the_versions_that_the_schemas_algorithm_says(veille: Path) -> None:
    found = read_osv((veille / "osv" / "pypi.jsonl.gz").read_bytes(), "pypi")
    assert isinstance(found, Reading)
    records = [
        json.loads(line)
        for line in gzip.decompress((veille / "osv" / "pypi.jsonl.gz").read_bytes()).splitlines()
    ]
    compared = 0
    for record, item in zip(records, found.items, strict=True):
        for entry, one in zip(record["affected"], item.affected, strict=True):
            ordered = [r["events"] for r in entry.get("ranges", []) if r["type"] != "GIT"]
            bounds = {bound for events in ordered for event in events for bound in event.values()}
            try:
                versions = {Version(text) for text in (*bounds, *entry.get("versions", [])[:6])}
            except InvalidVersion:
                continue
            for version in versions:
                said = any(pypi_oracle(events, version) for events in ordered)
                assert said == any(pypi_inside(each, version) for each in one.ranges), (item.id, version)
                compared += 1
    assert compared > 15_000


def pypi_oracle(events: list[dict[str, str]], version: Version) -> bool:
    vulnerable = False
    first = Version("0.dev0")
    timeline = [
        (first if kind == "introduced" and text == "0" else Version(text), kind)
        for event in events
        for kind, text in event.items()
    ]
    for at, kind in sorted(timeline):
        if kind == "introduced" and version >= at:
            vulnerable = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            vulnerable = False
    return vulnerable


def pypi_inside(one: Range, version: Version) -> bool:
    return (
        (not one.introduced or version >= Version(one.introduced))
        and (not one.fixed or version < Version(one.fixed))
        and (not one.last_affected or version <= Version(one.last_affected))
    )
