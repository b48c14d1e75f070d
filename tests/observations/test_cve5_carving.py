"""Entries of a CVE record that overlap: the first that matches decides, held against the rule itself."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.observations.advisory import Advisory, Affected, Range, Standing
from hygie.observations.cve5 import advisory_of_cve5, carving

VERSIONS = range(12)


def read(entries: list[dict[str, Any]], default: str | None) -> tuple[Affected, ...]:
    product: dict[str, Any] = {"vendor": "Maker", "product": "Pump", "versions": entries}
    product |= {"defaultStatus": default} if default else {}
    record = {
        "cveMetadata": {"cveId": "CVE-2026-0001", "state": "PUBLISHED"},
        "containers": {"cna": {"affected": [product]}},
    }
    found = advisory_of_cve5(json.dumps(record).encode())
    assert isinstance(found, Advisory)
    return found.affected


def decided(entries: list[dict[str, Any]], default: str | None, tested: int) -> str:
    """Decide as docs/versions.md of the format does, on integers."""
    for each in entries:
        low, high = int(each["version"]), each.get("lessThan") or each.get("lessThanOrEqual")
        below = "lessThan" in each
        if high is None:
            matches = tested == low
        else:
            end = 10**9 if high == "*" else int(high)
            matches = low <= tested and (tested < end if below else tested <= end)
        if matches:
            status = each["status"]
            for change in each.get("changes", ()):
                if int(change["at"]) <= tested:
                    status = change["status"]
            return str(status)
    return default or "unknown"


def holds(interval: Range, tested: int) -> bool:
    return (
        (not interval.introduced or tested >= int(interval.introduced))
        and (not interval.fixed or tested < int(interval.fixed))
        and (not interval.last_affected or tested <= int(interval.last_affected))
    )


def concerned(found: Affected, tested: int) -> bool:
    named = found.everything or str(tested) in found.versions
    named = named or any(holds(each, tested) for each in found.ranges)
    return named and not any(holds(each, tested) for each in found.excluded)


statuses = st.sampled_from(["affected", "unaffected", "unknown"])


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    low = draw(st.integers(0, 9))
    found: dict[str, Any] = {"version": str(low), "status": draw(statuses)}
    form = draw(st.sampled_from(["one", "lessThan", "lessThanOrEqual", "open", "changes"]))
    if form == "one":
        return found
    if form == "open":
        return found | {"lessThan": "*", "versionType": "custom"}
    bound = draw(st.integers(low + 2, 12))
    if form == "changes":
        changes = [{"at": str(draw(st.integers(low, bound - 1))), "status": draw(statuses)}]
        return found | {"lessThan": str(bound), "versionType": "custom", "changes": changes}
    return found | {form: str(bound), "versionType": "custom"}


lists = st.lists(entries(), min_size=1, max_size=6)
defaults = st.sampled_from(["affected", "unaffected", "unknown", None])


@settings(max_examples=100)
@given(lists, defaults)
def test_the_first_entry_that_matches_decides(listed: list[dict[str, Any]], default: str | None) -> None:
    found = read(listed, default)
    assert found
    for tested in VERSIONS:
        said = {each.standing for each in found if concerned(each, tested)}
        expected = decided(listed, default, tested)
        assert (Standing.AFFECTED in said) == (expected == "affected"), (tested, expected, found)
        if expected == "unaffected":
            assert Standing.UNDER_INVESTIGATION not in said, (tested, found)


@settings(max_examples=50)
@given(lists, defaults)
def test_what_is_too_much_to_carve_is_left_to_a_person(
    listed: list[dict[str, Any]], default: str | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(carving, "MOST", -1)
        found = read(listed, default)
    doubtful = any(each.expressions for each in found if each.standing is Standing.AFFECTED)
    for tested in VERSIONS:
        said = {each.standing for each in found if concerned(each, tested)}
        expected = decided(listed, default, tested)
        assert doubtful or (Standing.AFFECTED in said) == (expected == "affected"), (tested, found)
        if expected == "unaffected":
            assert Standing.AFFECTED not in said


def version(text: str, status: str, **more: str) -> dict[str, Any]:
    return {"version": text, "status": status, **more}


def test_a_version_that_is_affected_first_stays_so() -> None:
    listed = [version("1.5.0", "affected"), version("0", "unaffected", lessThan="2.0.0")]
    assert read(listed, "unaffected") == (Affected(vendor="Maker", product="Pump", versions=("1.5.0",)),)


def test_what_is_affected_first_is_said_beside_all_versions_but_the_exceptions() -> None:
    listed = [
        version("1.5.0", "affected", lessThan="1.7.0"),
        version("1.0.0", "unaffected", lessThan="2.0.0"),
    ]
    first, rest = read(listed, "affected")
    assert (first.ranges, first.excluded, first.everything) == ((Range("1.5.0", "1.7.0"),), (), False)
    assert (rest.ranges, rest.excluded, rest.everything) == ((), (Range("1.0.0", "2.0.0"),), True)


def test_exceptions_that_surely_lie_elsewhere_make_no_entry_of_their_own() -> None:
    listed = [
        version("4.19", "affected"),
        version("0", "unaffected", lessThan="4.19"),
        version("5.4.1", "unaffected", lessThanOrEqual="5.4.*"),
    ]
    (found,) = read(listed, "affected")
    assert (found.everything, found.versions) == (True, ("4.19",))
    assert found.excluded == (Range(fixed="4.19"), Range("5.4.1", last_affected="5.4.999999999"))


@pytest.mark.parametrize("other", ["1.0.0", "1.0-rc1", "R2"])
def test_versions_that_may_be_one_are_not_taken_for_apart(other: str) -> None:
    listed = [version("1", "unaffected"), version(other, "affected", lessThan="3")]
    (found,) = read(listed, "unaffected")
    assert found.excluded == (Range("1", last_affected="1"),)


def test_many_entries_take_no_quadratic_time() -> None:
    listed = [version(f"{at}-x", ("affected", "unaffected")[at % 2]) for at in range(20_000)]
    found = read(listed, "unaffected")
    assert any(each.expressions for each in found)
    assert sum(len(each.excluded) for each in found) <= carving.MOST
