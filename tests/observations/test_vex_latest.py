"""Which of several statements on the same thing holds."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.observations.advisory import Standing
from hygie.observations.statement import Statement, Subject
from hygie.observations.vex import latest

A, B = Subject(purl="pkg:npm/a@1"), Subject(purl="pkg:npm/b@1")
DATES = ["", "soon", "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00.511060115Z",
         "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2027-01-01"]  # fmt: skip


def say(standing: Standing, stated: str = "", *subjects: Subject, **more: str) -> Statement:
    return Statement("CVE-2026-1", standing, subjects or (A,), stated=stated, **more)


def held(*statements: Statement) -> Standing:
    found = latest(statements)["CVE-2026-1", A].standing
    assert latest(statements[::-1])["CVE-2026-1", A].standing is found
    return found


def test_the_later_statement_holds() -> None:
    assert held(say(Standing.AFFECTED, "2026-01-01"), say(Standing.FIXED, "2026-01-02")) is Standing.FIXED
    # The same instants in other zones, and dates that are none, come in their own order.
    later, earlier = "2026-01-01T00:30:00Z", "2026-01-01T01:00:00+01:00"
    assert held(say(Standing.AFFECTED, earlier), say(Standing.NOT_AFFECTED, later)) is Standing.NOT_AFFECTED
    assert held(say(Standing.AFFECTED, "soon"), say(Standing.FIXED, "2020-01-01")) is Standing.FIXED


def test_of_two_at_once_the_less_favourable_holds() -> None:
    order = [Standing.AFFECTED, Standing.UNDER_INVESTIGATION, Standing.FIXED, Standing.NOT_AFFECTED]
    for worse, better in pairwise(order):
        assert held(say(better, "2026-01-01T00:00:00Z"), say(worse, "2026-01-01T01:00:00+01:00")) is worse
        assert held(say(better), say(worse, "soon")) is worse


def test_each_subject_and_each_alias_is_held_by_itself() -> None:
    old = Statement("CVE-2026-1", Standing.AFFECTED, (A, B), ("GHSA-1",), stated="2026-01-01")
    new = Statement("GHSA-1", Standing.FIXED, (B,), stated="2026-02-01")
    found = latest([old, new])
    assert {key: each.standing for key, each in found.items()} == {
        ("CVE-2026-1", A): Standing.AFFECTED, ("CVE-2026-1", B): Standing.AFFECTED,
        ("GHSA-1", A): Standing.AFFECTED, ("GHSA-1", B): Standing.FIXED,
    }  # fmt: skip


STATEMENTS = st.builds(
    say,
    st.sampled_from(Standing),
    st.sampled_from(DATES),
    st.sampled_from([A, B]),
    author=st.sampled_from("xy"),
)


@settings(max_examples=50, deadline=None)
@given(st.data(), st.lists(STATEMENTS, max_size=5))
def test_the_order_of_the_statements_does_not_matter(
    data: st.DataObject, statements: list[Statement]
) -> None:
    found = latest(statements)
    assert latest(data.draw(st.permutations(statements))) == found
    assert {key[1] for key in found} == {subject for each in statements for subject in each.subjects}
