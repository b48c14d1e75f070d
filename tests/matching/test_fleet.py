"""A fleet answers as its bills do one by one; a day's advisories as a full match restricted to them."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.matching.fleet import Fleet, delta, findings, full_rematch, load_fleet, save_fleet
from hygie.matching.index import SegmentIndex, index_of
from hygie.matching.match import match
from hygie.matching.matched import Matched
from hygie.observations.advisory import Advisory, Affected, Range, Standing
from hygie.observations.bill import Component

VERSIONS = ["", "1", "2", "3.0", "3", "!!"]
version = st.sampled_from(VERSIONS)
ranges = st.builds(
    Range,
    *[st.sampled_from(["", "1", "2", "2.5", "3", "4"])] * 2,
    st.sampled_from(["", "", "3"]),
    st.just(""),
)
affected = st.builds(
    Affected,
    ecosystem=st.sampled_from(["pypi", "npm"]),
    package=st.sampled_from(["one", "two", "three"]),
    cpes=st.sampled_from([(), ("cpe:2.3:a:acme:one:*:*:*:*:*:*:*:*",)]),
    ranges=st.lists(ranges, max_size=2).map(tuple),
    versions=st.lists(version.filter(bool), max_size=2).map(tuple),
    excluded=st.lists(ranges, max_size=1).map(tuple),
    everything=st.booleans(),
    standing=st.sampled_from([Standing.AFFECTED, Standing.AFFECTED, Standing.FIXED]),
)
advisories = st.lists(
    st.builds(Advisory, id=st.text("AB", max_size=2), affected=st.lists(affected, max_size=3).map(tuple)),
    max_size=6,
)
components = st.lists(
    st.builds(
        lambda kind, name, told, cpe: Component(
            "r", name, told, type="library", purl=f"pkg:{kind}/{name}" + (f"@{told}" if told else ""), cpe=cpe
        ),
        st.sampled_from(["pypi", "npm"]),
        st.sampled_from(["one", "two", "four"]),
        version,
        st.sampled_from(["", "cpe:2.3:a:acme:one:1:*:*:*:*:*:*:*", "cpe:2.3:a:acme:one:*:*:*:*:*:*:*:*"]),
    ),
    max_size=6,
)
bills = st.dictionaries(st.sampled_from("abcd"), components, max_size=4)


def fleet_of(held: dict[str, list[Component]]) -> Fleet:
    fleet = Fleet()
    for name, parts in held.items():
        fleet.add(name, parts)
    return fleet


def told(matched: Matched) -> set[tuple[str, ...]]:
    """Name hits by what they say, whatever the numbers."""
    return {
        (
            hit.part.purl,
            hit.part.cpe,
            hit.part.version,
            str(hit.number),
            hit.route,
            hit.state,
            hit.code,
            hit.fixed,
        )
        for hit in (Told(matched, place) for place in range(len(matched)))
    }


class Told:
    def __init__(self, matched: Matched, place: int) -> None:
        hit = matched.hit(place)
        self.part = matched.components[hit.component]
        self.number = int(matched.columns.record[place])
        self.route, self.state, self.code, self.fixed = hit.route.name, hit.state.name, hit.code, hit.fixed


@settings(max_examples=60)
@given(bills, advisories)
def test_delta_is_the_full_match_of_these_records(
    held: dict[str, list[Component]], new: list[Advisory]
) -> None:
    fleet, index = fleet_of(held), index_of(new)
    whole = told(full_rematch(fleet, [index]))
    assert told(delta(fleet, index)) == whole
    assert told(match([part for parts in held.values() for part in parts], [index])) == whole


@settings(max_examples=40)
@given(bills, advisories, st.randoms())
def test_order_of_bills_does_not_matter(
    held: dict[str, list[Component]], new: list[Advisory], chance: random.Random
) -> None:
    index = index_of(new)
    names = list(held)
    chance.shuffle(names)
    one, other = fleet_of(held), fleet_of({name: held[name] for name in names})
    other.add("gone", held.get("a", []))
    other.remove("gone")
    other.add("a", held.get("b", []))
    other.add("a", held["a"]) if "a" in held else other.remove("a")
    assert stream(one, index) == stream(other, index)


def stream(fleet: Fleet, index: SegmentIndex) -> list[tuple[str, ...]]:
    matched = full_rematch(fleet, [index])
    return sorted(
        (found.bill, *map(str, vars(Told(matched, found.hit)).values())) for found in findings(fleet, matched)
    )


def test_delta_finds_versions_that_are_none_of_their_scheme() -> None:
    index = index_of([Advisory("A-1", affected=(Affected("npm", "one", versions=("!!",)),))])
    fleet = fleet_of({"a": [Component("r", "one", "!!", purl="pkg:npm/one")]})
    assert told(delta(fleet, index)) == told(full_rematch(fleet, [index])) != set()


def test_delta_after_another_bill_or_another_day_is_not_that_of_before() -> None:
    first, second = (
        index_of([Advisory("A-1", affected=(Affected("npm", name, everything=True),))])
        for name in ("one", "two")
    )
    fleet = fleet_of({"a": [Component("r", "one", "1", purl="pkg:npm/one@1")]})
    assert [len(delta(fleet, index)) for index in (first, second, first)] == [1, 0, 1]
    fleet.add(
        "b",
        [Component("r", "two", "1", purl="pkg:npm/two@1"), Component("r", "one", "2", purl="pkg:npm/one@2")],
    )
    assert [len(delta(fleet, index)) for index in (first, second)] == [2, 1]


def test_each_bill_has_each_of_its_findings() -> None:
    index = index_of([Advisory("A-1", affected=(Affected("pypi", "one", everything=True),))])
    part = Component("r", "one", "1", purl="pkg:pypi/one@1")
    fleet = fleet_of({"a": [part, part], "b": [part], "c": []})
    found = [each.bill for each in findings(fleet, full_rematch(fleet, [index]))]
    assert found == ["a", "a", "b"]


@settings(max_examples=20)
@given(bills, advisories)
def test_kept_fleet_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, held: dict[str, list[Component]], new: list[Advisory]
) -> None:
    path: Path = tmp_path_factory.mktemp("fleet") / "fleet"
    fleet, index = fleet_of(held), index_of(new)
    save_fleet(fleet, path)
    again = load_fleet(path)
    assert again is not None
    assert stream(again, index) == stream(fleet, index)
    again.add("late", [Component("r", "one", "1", purl="pkg:pypi/one@1")])
    fleet.add("late", [Component("r", "one", "1", purl="pkg:pypi/one@1")])
    assert stream(again, index) == stream(fleet, index)


def test_damaged_fleet_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "fleet"
    assert load_fleet(path) is None
    save_fleet(fleet_of({"a": [Component("r", "one", "1")]}), path)
    content = path.read_bytes()
    for spoiled in (b"", content[:-8], content[:40], content[:-9] + b"\1" + content[-8:]):
        path.write_bytes(spoiled)
        assert load_fleet(path) is None
