"""Versions between the ends that a CSAF document gives, versions recommended, names of trackers."""

from typing import Any

import pytest
from tests.observations.written_csaf import branch, document, leaf, read

from hygie.observations.advisory import Advisory, Affected, Range, Standing

VERSIONS = ("1.0", "1.2", "1.5", "2.0", "2.4", "3.0", "3.1")


def told(known: str = "", **status: list[str]) -> Advisory:
    """Read a document about versions of one pump; ``known`` is a range of them, known_affected."""
    inner = [branch("product_version", version, leaf(version)) for version in VERSIONS]
    if known:
        inner.append(branch("product_version_range", known, leaf("range")))
    tree = {"branches": [branch("vendor", "ACME", branch("product_name", "Pump", *inner))]}
    vulnerability: dict[str, Any] = {"cve": "CVE-2026-0001", "product_status": status}
    found = read(document(tree, vulnerability))
    assert found.rejected == ()
    (item,) = found.items
    return item


def spans(item: Advisory) -> list[Affected]:
    return [each for each in item.affected if each.ranges and not each.versions]


def test_between_one_first_and_one_last_versions_are_affected() -> None:
    item = told(first_affected=["1.0"], last_affected=["2.0"], first_fixed=["3.0"])
    (found,) = spans(item)
    assert (found.vendor, found.product, found.standing) == ("ACME", "Pump", Standing.AFFECTED)
    assert found.ranges == (Range("1.0", last_affected="2.0"),)
    assert found.excluded == (Range("3.0", last_affected="3.0"),)
    assert [each.standing for each in item.affected if each.versions == ("3.0",)] == [Standing.FIXED]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ({"first_affected": ["1.0"]}, (Range("1.0"),)),
        ({"first_affected": ["1.0"], "first_fixed": ["3.0"]}, (Range("1.0", fixed="3.0"),)),
        ({"last_affected": ["2.0"]}, (Range(last_affected="2.0"),)),
        # Two trains: 1.0 to 1.5, and 2.0 to 2.4.
        (
            {"first_affected": ["1.0", "2.0"], "last_affected": ["1.5", "2.4"]},
            (Range("1.0", last_affected="2.4"),),
        ),
        # The end of the second, or the beginning of the first, is not said.
        ({"first_affected": ["1.0", "2.0"], "last_affected": ["1.5"]}, (Range("1.0"),)),
        ({"first_affected": ["2.0"], "last_affected": ["1.5", "2.4"]}, (Range(last_affected="2.4"),)),
        ({"first_affected": ["2.0"], "last_affected": ["1.5"]}, (Range(last_affected="1.5"), Range("2.0"))),
        # Single versions are known to be affected: it is not said what those between them are.
        (
            {"first_affected": ["1.0"], "last_affected": ["2.0"], "known_affected": ["1.2"]},
            (Range("1.0", last_affected="2.0"),),
        ),
    ],
)
def test_what_may_lie_between_is_to_be_checked(
    status: dict[str, list[str]], expected: tuple[Range, ...]
) -> None:
    (found,) = spans(told(**status))
    assert (found.ranges, found.standing) == (expected, Standing.UNDER_INVESTIGATION)


def test_versions_that_are_fixed_stay_so_among_those_to_be_checked() -> None:
    (found,) = spans(told(first_affected=["1.0", "2.0"], last_affected=["1.2", "2.4"], fixed=["1.5"]))
    assert found.excluded == (Range("1.5", last_affected="1.5"),)


def test_a_range_that_is_known_to_be_affected_says_all() -> None:
    item = told("vers:generic/>=1.0|<=2.0", first_affected=["1.0"], known_affected=["range"])
    assert [each.ranges for each in spans(item)] == [(Range("1.0", last_affected="2.0"),)]


def test_a_list_of_what_is_known_to_be_affected_needs_no_interval_that_has_one_end_in_it() -> None:
    assert spans(told(last_affected=["1.5"], known_affected=["1.2", "1.5"])) == []


def test_what_is_recommended_has_no_standing_of_its_own() -> None:
    item = told(known_affected=["1.0"], recommended=["1.0", "3.1"])
    assert [(each.versions, each.standing) for each in item.affected] == [(("1.0",), Standing.AFFECTED)]


def test_the_number_of_a_tracker_has_the_name_of_its_system() -> None:
    ids = [
        {"system_name": "Bugzilla", "text": "1234"},
        {"text": "77"},
        {"system_name": "GitHub", "text": "GHSA-xxxx-yyyy-2222"},
        {"system_name": "CVE", "text": "CVE-2026-0002"},
        {"system_name": "Python", "text": "PYSEC-2026-7"},
        {"system_name": "Bugs", "text": "BUG-2026-7"},
    ]
    (item,) = read(document({}, {"ids": ids})).items
    assert item.aliases == (
        "Bugzilla:1234",
        "ACME:77",
        "GHSA-xxxx-yyyy-2222",
        "CVE-2026-0002",
        "PYSEC-2026-7",
        "Bugs:BUG-2026-7",
    )
