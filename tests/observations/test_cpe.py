"""CPE names of both bindings give the same attributes; ANY, NA and wildcards are kept apart."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.observations.cpe import ANY, LONGEST, NA, Cpe, read_cpe

VALUE = st.text("abcZ019_.-~!+/@:\\*?é", min_size=1, max_size=8)


def bound(value: str) -> str:
    """Write a value as a formatted string does: all but letters, digits and _ is escaped."""
    return "".join(char if char.isalnum() or char == "_" else f"\\{char}" for char in value)


def unbound(value: str) -> str:
    """Write a value as it is read: escapes stay where a sign would have a meaning."""
    if value == "-":
        return "\\-"
    return "".join(f"\\{char}" if char in "\\*?" else char for char in value.lower())


@settings(max_examples=50)
@given(st.lists(st.sampled_from([None, ANY, NA]) | VALUE, min_size=10, max_size=10), VALUE)
def test_a_formatted_string_gives_back_each_attribute(values: list[str | None], instead: str) -> None:
    # ANY and NA are written bare, all the rest is a value.
    written = [value if value in {ANY, NA} else bound(value or instead) for value in values]
    expected = [value if value in {ANY, NA} else unbound(value or instead) for value in values]

    assert read_cpe(":".join(["cpe:2.3:a", *written])) == ("a", *expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cpe:2.3:o:Ubiquiti:EdgeOS:2.0.9-hotfix.7:*:*:*:*:*:*:*", Cpe("o", "ubiquiti", "edgeos", "2.0.9-hotfix.7")),
        ("cpe:2.3:a:hp:insight_diagnostics:7.4.0.1570:-:*:*:online:win2003:x64:*", Cpe("a", "hp", "insight_diagnostics", "7.4.0.1570", NA, ANY, ANY, "online", "win2003", "x64", ANY)),
        ("cpe:/a:hp:insight_diagnostics:7.4.0.1570:-:~~online~win2003~x64~", Cpe("a", "hp", "insight_diagnostics", "7.4.0.1570", NA, ANY, ANY, "online", "win2003", "x64", ANY)),
        ("cpe:2.3:a:a:b\\:c\\/d:1\\.0", Cpe("a", "a", "b:c/d", "1.0")),
        ("cpe:/a:a:b%3ac%2fd:1.0", Cpe("a", "a", "b:c/d", "1.0")),
        ("cpe:/a:a:b%02:8.%01", Cpe("a", "a", "b*", "8.?")),
        ("cpe:2.3:a:a:b*:8.?:*", Cpe("a", "a", "b*", "8.?")),
        ("cpe:2.3:a:a:b\\*:8.\\?", Cpe("a", "a", "b\\*", "8.\\?")),
        ("cpe:/a:a:b:%2d", Cpe("a", "a", "b", "\\-")),
        ("cpe:2.3:a:a:b:\\-:\\*", Cpe("a", "a", "b", "\\-", "\\*")),
        ("cpe:2.3:a:The Vendor:b::*:", Cpe("a", "the_vendor", "b")),
        ("cpe:/o:microsoft:windows_xp", Cpe("o", "microsoft", "windows_xp")),
    ],
    ids=range(12),
)  # fmt: skip
def test_names_are_read(text: str, expected: tuple[object, ...]) -> None:
    assert read_cpe(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "cpe:", "cpe:/", "cpe:2.3:", "cpe:2.3:x:a:b", "cpe:2.3::a:b", "cpe:/z:a", "a:b:c", "cpe:2.3:a:b\\", "cpe:2.3:a:b:\x1b[1m:1", "cpe:/a:b:c%07",
     "cpe:2.3:a:1:2:3:4:5:6:7:8:9:10:11", "cpe:2.3:a:1\\::2:3:4:5:6:7:8:9:10:11", "cpe:/a:1:2:3:4:5:6:7", "cpe:/a:1:2:3:4:~1~2~3~4~5~6", "cpe:2.3:a:" + "a" * LONGEST],
    ids=range(16),
)  # fmt: skip
def test_what_is_malformed_is_none(text: str) -> None:
    assert read_cpe(text) is None


@pytest.mark.parametrize(
    ("text", "wild"),
    [("cpe:2.3:a:*:b:1", True), ("cpe:2.3:a:a:*:1", True), ("cpe:2.3:a:a:b*:1", True), ("cpe:2.3:a:a:b\\*:*", False), ("cpe:2.3:a:a:b:1.*", False)],
)  # fmt: skip
def test_a_name_is_wild_if_its_vendor_or_product_is(text: str, wild: bool) -> None:
    cpe = read_cpe(text)

    assert cpe is not None
    assert cpe.wild == wild


@settings(max_examples=50)
@given(st.text(max_size=60), st.text(":\\*?-%0123af~", max_size=80))
def test_no_string_makes_it_raise(text: str, signs: str) -> None:
    for start in ("", "cpe:2.3:", "cpe:2.3:a:", "cpe:/", "cpe:/a:"):
        read_cpe(start + text)
        read_cpe(start + signs)


def test_hostile_strings_are_read_in_linear_time() -> None:
    before = time.process_time()
    for text in ("\\" * 2001, "\\:" * 1000, ":" * 2000, "%02" * 600, "~" * 2000, "a\\" * 1000):
        read_cpe("cpe:2.3:a:" + text)
        read_cpe("cpe:/a:" + text)

    assert time.process_time() - before < 1
