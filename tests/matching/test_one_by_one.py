"""What is judged one by one: the same verdicts whoever shares them, what mends each, and no cliffs."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.matching import judging
from hygie.matching.identities import Route
from hygie.matching.index import index_of
from hygie.matching.judging import Product, Standings, judge_record
from hygie.matching.match import match
from hygie.matching.one_by_one import CROWD
from hygie.matching.questions import Questions
from hygie.matching.tolerant import judge_affected, parts
from hygie.observations.advisory import Advisory, Affected, Range, Standing
from hygie.observations.bill import Component

TWO_BRANCHES = (Range("1.0", "1.9"), Range("2.0", "2.4"))
KERNEL = "cpe:2.3:o:linux:linux_kernel:*:*:*:*:*:*:*:*"


def pump(version: str, **more: str) -> Component:
    return Component("r", "pump", version, **more)


@pytest.mark.parametrize(
    ("version", "ranges", "versions", "fixed", "told"),
    [
        ("2.1.0", TWO_BRANCHES, (), "2.4", "2.4"),
        ("1.5.0", TWO_BRANCHES, (), "1.9", "1.9"),
        ("2.1.0", (Range("1.0", "1.9"), Range("2.0", "", "2.4")), (), "", ""),
        ("2.1.0", TWO_BRANCHES, ("2.1.0",), "2.4", "2.4"),
        ("2.1.0", (Range("1.0", "1.9"),), ("2.1.0",), "", None),
        ("", TWO_BRANCHES, (), "", None),
    ],
    ids=["second", "first", "no-fix", "listed-too", "listed", "unknown"],
)
def test_what_mends_is_the_end_of_the_range_that_answered(
    version: str, ranges: tuple[Range, ...], versions: tuple[str, ...], fixed: str, told: str | None
) -> None:
    affected = Affected(
        cpes=("cpe:2.3:a:acme:pump:*:*:*:*:*:*:*:*",),
        vendor="Acme", product="Pump", ranges=ranges, versions=versions,
    )  # fmt: skip
    component = pump(version, supplier="Acme", cpe="cpe:2.3:a:acme:pump:*:*:*:*:*:*:*:*")
    matched = match([component], [index_of([Advisory("A-1", affected=(affected,))])])
    hits = {hit.route: hit for hit in matched.hits()}
    assert set(hits) == {Route.CPE, Route.NAME}
    assert {hit.fixed for hit in hits.values()} == {fixed}
    reasons = {matched.reasons[number].fixed for number in matched.columns.reason.tolist()}
    assert reasons == {told}


def test_another_build_keeps_what_mends_it() -> None:
    affected = Affected(cpes=("cpe:2.3:a:acme:pump:*:*:*:*:home:*:*:*",), ranges=TWO_BRANCHES)
    component = Component("r", "x", cpe="cpe:2.3:a:acme:pump:2.1:*:*:*:pro:*:*:*")
    (hit,) = match([component], [index_of([Advisory("A-1", affected=(affected,))])]).hits()
    assert (hit.code, hit.fixed) == ("cpe_of_another_build", "2.4")


ranges = st.lists(
    st.builds(Range, *[st.sampled_from(["", "1", "1.5", "2", "2.50", "!"])] * 2), max_size=2
).map(tuple)
affected = st.builds(
    Affected,
    cpes=st.lists(
        st.builds(
            "cpe:2.3:{}:acme:pump:{}:*:*:*:*:{}:*:*".format,
            st.sampled_from("ah"), st.sampled_from("*-1"), st.sampled_from(["*", "linux"]),
        ),
        max_size=2,
    ).map(tuple),
    vendor=st.sampled_from(["", "Acme", "Other"]),
    product=st.sampled_from(["Pump", "Pump Two", "Infusion Pump"]),
    ranges=ranges,
    versions=st.lists(st.sampled_from(["1", "2", "n/a"]), max_size=2).map(tuple),
    expressions=st.lists(st.sampled_from(["<= 2", "see label"]), max_size=1).map(tuple),
    excluded=ranges,
    standing=st.sampled_from([Standing.AFFECTED, Standing.AFFECTED, *Standing]),
    within=st.sampled_from([None, None, Affected(vendor="Acme", product="Cart")]),
)  # fmt: skip
records = st.lists(
    st.builds(Advisory, id=st.just("A"), affected=st.lists(affected, min_size=1, max_size=2).map(tuple)),
    max_size=5,
)
components = st.lists(
    st.builds(
        lambda version, cpe, supplier, purl: Component(
            "r", "Pump", version, supplier=supplier, cpe=cpe, purl=purl
        ),
        st.sampled_from(["", "1", "1.5", "2.6", "unknown", "x"]),
        st.sampled_from(["", "cpe:2.3:a:acme:pump:*:*:*:*:*:*:*:*", "cpe:2.3:a:acme:pump:1:*:*:*:*:win:*:*"]),
        st.sampled_from(["", "Acme"]),
        st.sampled_from(["", "pkg:deb/debian/pump?distro=debian-11"]),
    ),
    max_size=4,
)


@settings(max_examples=100)
@given(components, records)
def test_shared_verdicts_are_those_of_each_pair_alone(held: list[Component], said: list[Advisory]) -> None:
    index = index_of(said)
    matched = match(held, [index])
    columns, questions = matched.columns, Questions()
    found = {
        (component, record, route): (state, matched.reasons[reason])
        for component, _, record, _, route, state, reason, _ in zip(*map(list, columns), strict=True)
    }
    subjects = questions.add(held)
    groups = index.find(questions.hashes).tolist() if questions.identities else []
    expected: dict[tuple[int, int, int], list[tuple[Any, ...]]] = {}
    for place in range(len(questions.of_subject)):
        group, probe = groups[questions.of_identity[place]], questions.probe(place)
        if group < 0:
            continue
        pairs: dict[int, list[int]] = {}
        for at in range(index.judged_starts[group], index.judged_starts[group + 1]):
            pairs.setdefault(int(index.judged_record[at]), []).append(int(index.judged_affected[at]))
        owner = Standings(bool(questions.distribution[questions.of_subject[place]]))
        for record, numbers in pairs.items():
            verdict = judge_record(probe, [Product(said[record].affected[at]) for at in numbers], owner)
            if verdict.state is not None:
                reason = (verdict.state, verdict.code, dict(verdict.parameters), verdict.fixed)
                for component in [
                    at for at, own in enumerate(subjects) if own == questions.of_subject[place]
                ]:
                    expected.setdefault((component, record, probe.route), []).append(reason)
    assert found.keys() == expected.keys()
    for key, (state, reason) in found.items():
        alone = (state, reason.code, dict(reason.parameters), reason.fixed)
        assert alone in expected[key]
        assert state == min(each[0] for each in expected[key])


def test_a_version_is_held_against_each_interval_once(monkeypatch: pytest.MonkeyPatch) -> None:
    held: Counter[tuple[object, object]] = Counter()
    say = parts.Interval.say

    def counted(self: parts.Interval, version: parts.Held) -> parts.Said:
        held[self, version.text] += 1
        return say(self, version)

    monkeypatch.setattr(parts.Interval, "say", counted)
    said = [
        Advisory(
            f"C-{number}", affected=(Affected(cpes=(KERNEL,), ranges=(Range("4.0", f"5.{number % 7}.1"),)),)
        )
        for number in range(500)
    ]
    component = [Component("r", "k", cpe=KERNEL.replace("kernel:*", f"kernel:5.{n}.0")) for n in range(9)]
    matched = match(component, [index_of(said)])
    assert len(held) == 7 * 9
    assert set(held.values()) == {1}
    assert len(matched.reasons) < 100 < len(matched)


def test_each_pair_of_names_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: Counter[tuple[object, ...]] = Counter()
    judge = judging.judge_names

    def counted(*names: object) -> object:
        judged[names] += 1
        return judge(*names)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "judge_names", counted)
    judging.met_names.cache_clear()
    said = [
        Advisory(
            f"C-{number}", affected=(Affected(vendor="Acme", product=f"Pump {number % 5}", everything=True),)
        )
        for number in range(200)
    ]
    match([pump(f"1.{n}", supplier="Acme") for n in range(20)], [index_of(said)])
    judging.met_names.cache_clear()
    assert judged
    assert set(judged.values()) == {1}


@pytest.mark.parametrize(
    ("records", "hits", "crowded"), [(CROWD, CROWD, 0), (CROWD + 1, 0, 1)], ids=["few", "many"]
)
def test_a_likeness_that_too_many_share_is_counted_and_not_followed(
    records: int, hits: int, crowded: int
) -> None:
    said = [
        Advisory(f"C-{n}", affected=(Affected(vendor="Acme", product=f"Pump Model{n}", everything=True),))
        for n in range(records)
    ]
    matched = match([Component("r", "Pump", "1.0", supplier="Acme")], [index_of(said)])
    assert (len(matched), matched.crowded) == (hits, crowded)


def test_a_name_that_many_share_is_followed() -> None:
    said = [
        Advisory(f"C-{n}", affected=(Affected(vendor="Acme", product="Pump", everything=True),))
        for n in range(CROWD + 1)
    ]
    assert len(match([pump("1.0", supplier="Acme")], [index_of(said)])) == CROWD + 1


def test_a_plain_no_says_what_it_was_held_against() -> None:
    found = judge_affected("3.0.1", Affected(ranges=TWO_BRANCHES))
    assert found.parameters == {"version": "3.0.1", "range": ">= 1.0, < 1.9 ; >= 2.0, < 2.4"}
