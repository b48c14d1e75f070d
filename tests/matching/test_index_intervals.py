"""The index answers as a naive reading of OSV does, whatever the ranges."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.matching.index import index_of
from hygie.matching.judging import State
from hygie.matching.match import match
from hygie.matching.matched import Matched
from hygie.observations.advisory import Advisory, Affected, Range, Standing
from hygie.observations.bill import Component

VERSIONS = [str(number) for number in range(8)]
ODD = ["!!", "!"]
NAMES = ["one", "two", "three"]
version = st.sampled_from(VERSIONS)
bound = st.one_of(st.just(""), version)
ranges = st.builds(Range, introduced=bound, fixed=bound, last_affected=bound, after=bound)
affected = st.builds(
    Affected,
    ecosystem=st.just("pypi"),
    package=st.sampled_from(NAMES),
    ranges=st.lists(ranges, max_size=3).map(tuple),
    versions=st.lists(st.sampled_from(VERSIONS + ODD), max_size=3).map(tuple),
    excluded=st.lists(ranges, max_size=2).map(tuple),
    everything=st.booleans(),
    commits=st.booleans(),
    standing=st.sampled_from([Standing.AFFECTED] * 4 + [Standing.FIXED, Standing.UNDER_INVESTIGATION]),
)
advisories = st.lists(
    st.builds(
        Advisory,
        id=st.text("AB", min_size=1, max_size=3),
        affected=st.lists(affected, max_size=3).map(tuple),
        withdrawn=st.sampled_from(["", "", "2020-01-01"]),
    ),
    max_size=6,
)
components = st.lists(
    st.builds(
        lambda name, version: Component(ref="r", name="", version="", purl=f"pkg:pypi/{name}{version}"),
        st.sampled_from([*NAMES, "unknown"]),
        st.sampled_from(["", *(f"@{each}" for each in VERSIONS + ODD)]),
    ),
    max_size=8,
)


def is_contradictory(found: Range) -> bool:
    lows = [(int(text), out) for text, out in ((found.introduced, False), (found.after, True)) if text]
    highs = [
        (int(text), inside) for text, inside in ((found.fixed, False), (found.last_affected, True)) if text
    ]
    if not lows or not highs:
        return False
    low, out = max(lows)
    high, inside = min(highs)
    return low > high or (low == high and (out or not inside))


def inside(found: Range, number: int) -> bool:
    return not (
        (found.introduced and number < int(found.introduced))
        or (found.after and number <= int(found.after))
        or (found.fixed and number >= int(found.fixed))
        or (found.last_affected and number > int(found.last_affected))
    )


def says(told: Affected, text: str) -> State | None:
    """Read one product directly, as the OSV schema says."""
    excluded = [each for each in told.excluded if not is_contradictory(each)]
    sure = [each for each in told.ranges if not is_contradictory(each)]
    unsure = len(sure) < len(told.ranges) or not (told.ranges or told.versions or told.everything)
    whole = told.everything or Range() in sure
    if text in VERSIONS:
        number = int(text)
        if any(inside(each, number) for each in excluded):
            return None
        hit = told.everything or text in told.versions or any(inside(each, number) for each in sure)
    elif text and text in told.versions:  # only itself, or all versions, hold it
        hit = True
    else:
        hit, unsure = whole and not excluded, unsure and not excluded
    in_doubt = len(excluded) < len(told.excluded) or told.standing is Standing.UNDER_INVESTIGATION
    if hit and not in_doubt:
        return State.AFFECTED
    return State.TO_CHECK if hit or unsure else None


def naive(record: Advisory, name: str, text: str) -> State | None:
    own = [told for told in record.affected if told.package == name and not record.withdrawn]
    states = [says(told, text) for told in own if told.standing is not Standing.FIXED]
    held = [state for state in states if state is not None]
    denied = any(says(told, text) is State.AFFECTED for told in own if told.standing is Standing.FIXED)
    return None if not held else State.TO_CHECK if denied else min(held)


def answers(matched: Matched, records: list[Advisory]) -> dict[tuple[str, int], State]:
    columns = matched.columns
    return {
        (matched.components[subject].purl, record): State(state)
        for subject, record, state in zip(
            columns.subject.tolist(), columns.record.tolist(), columns.state.tolist(), strict=True
        )
        if records
    }


def expected(records: Iterable[Advisory], found: Iterable[Component]) -> dict[tuple[str, int], State]:
    pairs = {}
    for each in found:
        name, _, text = each.purl.removeprefix("pkg:pypi/").partition("@")
        for number, record in enumerate(records):
            state = naive(record, name, text)
            if state is not None:
                pairs[each.purl, number] = state
    return pairs


# A version that cannot be ranked is held against "all versions" alone, and a record that denies some of them
# says nothing of it: such records are left to the test of ranked versions.
ranked = components.map(lambda found: [each for each in found if each.purl.rpartition("@")[2] in VERSIONS])
without_denial = advisories.map(
    lambda records: [
        each for each in records if all(told.standing is not Standing.FIXED for told in each.affected)
    ]
)


@settings(max_examples=60)
@given(
    st.one_of(st.tuples(advisories, ranked), st.tuples(without_denial, components)), st.sampled_from([1, 64])
)
def test_index_is_the_naive_reading(drawn: tuple[list[Advisory], list[Component]], bits: int) -> None:
    records, found = drawn
    matched = match(found, [index_of(records, bits=bits)])
    assert answers(matched, records) == expected(records, found)
