"""Requirements of npm and of Cargo against their definitions, checked on every version of a grid."""

import re
from functools import cmp_to_key
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.observations.advisory import Range
from hygie.observations.ecosystems.intervals import Intervals, complement, intersection, ranges_of, union
from hygie.observations.ecosystems.requirements import cargo_requirement, npm_range

Parsed = tuple[tuple[int, int, int], tuple[str, ...]]
GRID = [
    f"{a}.{b}.{c}{pre}"
    for a, b, c, pre in product(range(4), range(3), range(3), ("", "-0", "-alpha", "-beta.2", "-beta.11"))
]


def parse(text: str) -> Parsed:
    core, _, early = text.partition("-")
    a, b, c = (int(part) for part in core.split("."))
    return (a, b, c), tuple(early.split(".")) if early else ()


def compare(one: Parsed, other: Parsed) -> int:
    """Compare as SemVer 2.0.0, item 11, says."""
    if one[0] != other[0]:
        return -1 if one[0] < other[0] else 1
    if not one[1] or not other[1]:
        return bool(other[1]) - bool(one[1])
    for a, b in zip(one[1], other[1], strict=False):
        if a != b:
            if a.isdecimal() and b.isdecimal():
                return -1 if int(a) < int(b) else 1
            if a.isdecimal() != b.isdecimal():
                return -1 if a.isdecimal() else 1
            return -1 if a < b else 1
    return (len(one[1]) > len(other[1])) - (len(one[1]) < len(other[1]))


def at_least(one: Parsed, other: Parsed) -> bool:
    return compare(one, other) >= 0


def meets(operator: str, wanted: str, text: str, *, npm: bool) -> bool:
    """Say whether a version meets a comparator, by its definition: which of its numbers may change."""
    version = parse(text)
    if wanted == "*":
        return True
    core, _, early = wanted.partition("-")
    numbers = tuple(int(part) for part in core.split(".") if part not in ("x", "*"))
    count = len(numbers)
    whole: Parsed = ((*numbers, 0, 0)[:3], tuple(early.split(".")) if early else ())  # type: ignore[assignment]
    head = version[0][:count]
    open_start = npm and count < 3
    above = head >= numbers if open_start else at_least(version, whole)
    if operator == ">=":
        return above
    if operator == "<":
        return not above
    if operator == ">":
        if count == 3:
            return compare(version, whole) > 0
        return head > numbers and (npm or at_least(version, ((*numbers[:-1], numbers[-1] + 1, 0, 0)[:3], ())))  # type: ignore[arg-type]
    if operator == "<=":
        return compare(version, whole) <= 0 if count == 3 else head <= numbers
    if operator == "=":
        return compare(version, whole) == 0 if count == 3 else above and head == numbers
    fixed = min(2, count)
    if operator == "^":
        fixed = next((at + 1 for at, number in enumerate(numbers) if number), count)
    return above and version[0][:fixed] == numbers[:fixed]


def holds(ranges: tuple[Range, ...], text: str) -> bool:
    version = parse(text)
    return any(
        (not r.introduced or compare(version, parse(r.introduced)) >= 0)
        and (not r.after or compare(version, parse(r.after)) > 0)
        and (not r.fixed or compare(version, parse(r.fixed)) < 0)
        and (not r.last_affected or compare(version, parse(r.last_affected)) <= 0)
        for r in ranges
    )


operators = st.sampled_from(["", "=", ">=", "<", ">", "<=", "~", "^"])
small = st.integers(0, 3)
wholes = st.builds(
    lambda a, b, c, e: f"{a}.{b}.{c}{e}",
    small,
    small,
    small,
    st.sampled_from(["", "", "", "-alpha", "-beta.10"]),
)
partials = st.one_of(small.map(str), st.builds(lambda a, b: f"{a}.{b}", small, small))
series = st.one_of(
    st.just("*"), st.builds(lambda a: f"{a}.x", small), st.builds(lambda a, b: f"{a}.{b}.x", small, small)
)
comparators = st.tuples(operators, st.one_of(wholes, partials, series)).filter(
    lambda c: c[1] != "*" or c[0] in ("", "=", ">=")
)


@settings(max_examples=100)
@given(
    st.lists(st.lists(comparators, min_size=1, max_size=2), min_size=1, max_size=3),
    st.sampled_from(["", " "]),
)
def test_npm_ranges_hold_the_versions_of_their_definition(
    parts: list[list[tuple[str, str]]], space: str
) -> None:
    text = " || ".join(" ".join(f"{operator}{space}{wanted}" for operator, wanted in part) for part in parts)
    read = npm_range(text)
    assert read is not None, text
    ranges = ranges_of(read)
    for version in GRID:
        expected = any(all(meets(o or "=", w, version, npm=True) for o, w in part) for part in parts)
        assert holds(ranges, version) == expected, (text, version, ranges)


@settings(max_examples=100)
@given(st.lists(comparators, min_size=1, max_size=3))
def test_cargo_requirements_hold_the_versions_of_their_definition(parts: list[tuple[str, str]]) -> None:
    text = ", ".join(f"{operator} {wanted}" for operator, wanted in parts)
    read = cargo_requirement(text)
    assert read is not None, text
    ranges = ranges_of(read)
    for version in GRID:
        expected = all(meets(o or "^", w, version, npm=False) for o, w in parts)
        assert holds(ranges, version) == expected, (text, version, ranges)


@settings(max_examples=50)
@given(st.lists(comparators, min_size=1, max_size=3), st.lists(comparators, min_size=1, max_size=3))
def test_intervals_are_sets(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    def read(parts: list[tuple[str, str]]) -> Intervals:
        found = npm_range(" || ".join(f"{operator}{wanted}" for operator, wanted in parts))
        assert found is not None
        return found

    a, b = read(one), read(other)
    both, either, rest = (ranges_of(each) for each in (intersection(a, b), union((*a, *b)), complement(a)))
    for version in GRID:
        in_a, in_b = holds(ranges_of(a), version), holds(ranges_of(b), version)
        assert holds(both, version) == (in_a and in_b)
        assert holds(either, version) == (in_a or in_b)
        assert holds(rest, version) == (not in_a)
    keys = [compare(parse(r.introduced or "0.0.0-0"), parse(r.introduced or "0.0.0-0")) for r in either]
    assert keys == sorted(keys, key=cmp_to_key(lambda x, y: x - y))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("^1.2 || ~2.3", (Range("1.2.0-0", fixed="2.0.0-0"), Range("2.3.0-0", fixed="2.4.0-0"))),
        (">=1 <2", (Range("1.0.0-0", fixed="2.0.0-0"),)),
        ("1.2.3 - 2.3", (Range("1.2.3", fixed="2.4.0-0"),)),
        ("<=v2.0.0-alpha8", (Range(last_affected="2.0.0-alpha8"),)),
        (">= 5.2.1 <= 6.0.0 || >=6.0.0 <= 6.0.2", (Range("5.2.1", last_affected="6.0.2"),)),
        ("1.2.3beta", (Range("1.2.3-beta", last_affected="1.2.3-beta"),)),
        ("", (Range(),)),
        ("<0", ()),
        ("> 9 < 3", ()),
    ],
)
def test_npm_ranges_as_written_in_advisories(text: str, expected: tuple[Range, ...]) -> None:
    found = npm_range(text)
    assert found is not None
    assert ranges_of(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "latest",
        "git://x",
        ">>1",
        "1.2.3.4",
        "^",
        "1..2",
        "|",
        "&& 1",
        "1 |",
        "9" * 5000,
        "1.2.99999999999999999999",
    ],
)
def test_what_is_no_range_is_none(text: str) -> None:
    assert npm_range(text) is None
    assert cargo_requirement(text) is None


@settings(max_examples=100)
@given(st.text(st.sampled_from("0123x*.^~<>=| -v,+a"), max_size=30))
def test_no_text_makes_it_fail(text: str) -> None:
    for read in (npm_range(text), cargo_requirement(text)):
        assert read is None or all(
            re.fullmatch(r"[\w.+-]*", bound)
            for r in ranges_of(read)
            for bound in (r.introduced, r.fixed, r.after, r.last_affected)
        )
