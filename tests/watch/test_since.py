"""What changed since an earlier base: what opened, what closed, and for which reason."""

from datetime import date
from typing import Any

import pytest
from tests.watch.building import AS_OF, bill, cve5, decided, kev, lib, osv, said, snapshot_of, surveyed, told
from tests.watch.conftest import MakeBase

from hygie.observations.statement import Subject
from hygie.watch.decisions import Decisions
from hygie.watch.since import Difference
from hygie.watch.survey import compare

ONE, TWO = "CVE-2026-0001", "CVE-2026-0002"
EARLIER = date(2026, 11, 1)
BILLS = {"a": bill(lib(), root=lib("pump", "3")), "b": bill(lib(), root=lib("bed", "1"))}
OTHER = osv("GHSA-9", "another")
"""A record that is always there: a source of which nothing is left is not believed."""


def changed(
    make_base: MakeBase, before: dict[str, Any], after: dict[str, Any], held: Decisions | None = None
) -> Difference:
    held = held or Decisions()
    earlier = snapshot_of(make_base(EARLIER, **{**before, "records": [OTHER, *before["records"]]}))
    base = make_base(AS_OF, **{**after, "records": [OTHER, *after["records"]]})
    return compare(surveyed(base, BILLS, held), earlier, base.cache, held)


def shown(found: Difference) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    opened = [(each.vulnerability.id, str(why)) for each, why in zip(found.opened, found.why, strict=True)]
    return opened, [(each.vulnerability.id, str(why)) for each, why in found.closed]


@pytest.mark.parametrize(
    ("before", "after", "opened", "closed"),
    [
        ([], [osv("GHSA-1")], [("GHSA-1", "new")], []),
        ([osv("GHSA-1")], [osv("GHSA-1")], [], []),
        ([osv("GHSA-1")], [osv("GHSA-1", summary="Told otherwise.")], [], []),
        ([osv("GHSA-1", fixed="0.5")], [osv("GHSA-1", fixed="2.0")], [("GHSA-1", "changed")], []),
        ([osv("GHSA-1", fixed="2.0")], [osv("GHSA-1", fixed="0.5")], [], [("GHSA-1", "changed")]),
        ([osv("GHSA-1")], [osv("GHSA-1", withdrawn=True)], [], [("GHSA-1", "withdrawn")]),
        ([osv("GHSA-1", withdrawn=True)], [osv("GHSA-1")], [("GHSA-1", "reinstated")], []),
        ([osv("GHSA-1")], [], [], [("GHSA-1", "removed")]),
        ([osv("GHSA-1", aliases=[ONE])], [osv("GHSA-1", aliases=[ONE]), osv("P-1", aliases=[ONE])], [], []),
        ([osv("GHSA-1")], [osv("GHSA-1", aliases=[ONE])], [], []),
    ],
    ids=[
        "new",
        "same",
        "words",
        "range-grows",
        "range-shrinks",
        "withdrawn",
        "reinstated",
        "removed",
        "second-source",
        "named",
    ],
)
def test_why_findings_open_and_close(
    make_base: MakeBase, before: list[Any], after: list[Any], opened: list[Any], closed: list[Any]
) -> None:
    assert shown(changed(make_base, {"records": before}, {"records": after})) == (opened, closed)


def test_a_known_finding_that_is_exploited_since_is_told_again(make_base: MakeBase) -> None:
    records = [osv("GHSA-1", aliases=[ONE]), osv("GHSA-2", aliases=[TWO])]
    before = {"records": records, "exploited": [kev(TWO)]}
    found = changed(make_base, before, {"records": records, "exploited": [kev(TWO), kev(ONE)]})
    assert shown(found) == ([(ONE, "now_exploited")], [])
    assert [each.rank for each in found.opened] == [1]


RATED = {
    word: osv("GHSA-1", aliases=[ONE], database_specific={"severity": word.upper()})
    for word in ("low", "high", "critical")
}
UNRATED = osv("GHSA-1", aliases=[ONE])
DOUBTFUL = osv("GHSA-1", aliases=[ONE], introduced="no version")


@pytest.mark.parametrize(
    ("before", "after", "opened"),
    [
        ([DOUBTFUL], [UNRATED], ["changed"]),
        ([UNRATED], [DOUBTFUL], []),
        ([DOUBTFUL], [DOUBTFUL, osv("PYSEC-1", aliases=[ONE])], ["changed"]),
        ([RATED["low"]], [RATED["high"]], ["changed"]),
        ([UNRATED], [UNRATED, cve5(ONE, score=9.8)], ["changed"]),
        ([UNRATED, cve5(ONE, score=9.8)], [UNRATED, cve5(ONE, score=3.0)], []),
        ([RATED["high"]], [RATED["critical"]], []),
        ([UNRATED], [RATED["low"]], []),
        ([RATED["low"]], [UNRATED], []),
        ([UNRATED], [UNRATED, cve5(ONE, score=9.8, exploitation="active")], ["now_exploited"]),
    ],
    ids=[
        "doubt-ends",
        "doubt-begins",
        "another-is-sure",
        "low-to-high",
        "rated-elsewhere",
        "high-to-low",
        "higher",
        "rated-low",
        "unrated",
        "exploited-and-high",
    ],
)
def test_what_got_worse_is_told_again(
    make_base: MakeBase, before: list[Any], after: list[Any], opened: list[str]
) -> None:
    found = changed(make_base, {"records": before}, {"records": after})
    assert shown(found) == ([(ONE, why) for why in opened], [])


def test_nothing_is_lost_of_a_finding_that_statements_split(make_base: MakeBase) -> None:
    held = decided(said(ONE, "affected", Subject(purl="pkg:pypi/pump")))
    found = changed(make_base, {"records": []}, {"records": [osv("GHSA-1", aliases=[ONE])]}, held)
    assert sorted(told(each)[3] for each in found.opened) == [("a",), ("b",)]
    gone = changed(make_base, {"records": [osv("GHSA-1", aliases=[ONE])]}, {"records": []}, held)
    assert sorted(told(each)[3] for each, _ in gone.closed) == [("a",), ("b",)]


def test_a_finding_that_a_statement_closes_is_neither_new_nor_gone(make_base: MakeBase) -> None:
    held = decided(said(ONE, "fixed", Subject(purl="pkg:pypi/lib")))
    record = osv("GHSA-1", aliases=[ONE])
    assert shown(changed(make_base, {"records": []}, {"records": [record]}, held)) == ([], [])
    assert shown(changed(make_base, {"records": [record]}, {"records": []}, held)) == ([], [])
