"""One vulnerability is one group, whatever the order of the records; two are never made one."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.matching.aliases import Names, canonical

NAMES = ["CVE-2020-1000", "CVE-2020-2000", "GHSA-a", "GHSA-b", "GO-1", "PYSEC-1", "DSA-1"]
records = st.lists(
    st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3).map(tuple), st.booleans()),
    max_size=7,
)


def test_the_cases() -> None:
    told: list[Names] = [
        ("PYSEC-1", ("CVE-2020-1000", "GHSA-a"), False),
        ("GHSA-a", (), False),
        ("CVE-2020-1000", (), False),
        ("DSA-1", ("CVE-2020-1000", "CVE-2020-2000"), False),
        ("ICSMA-1#CVE-2020-2000", ("CVE-2020-2000",), False),
        ("GO-2", ("GHSA-z",), False),
        ("GHSA-z", (), False),
        ("X-1", ("GHSA-y",), True),
        ("GHSA-y", (), False),
        ("GHSA-w", (), False),
        ("Y-1", ("GHSA-w", "CVE-2020-3000"), True),
        ("Z-9", ("GO-2",), False),
        ("CHAIN-1", ("CHAIN-2",), False),
        ("CHAIN-3", ("CHAIN-2", "GHSA-a"), False),
    ]
    assert canonical(told) == [
        "CVE-2020-1000",
        "CVE-2020-1000",
        "CVE-2020-1000",
        "DSA-1",
        "CVE-2020-2000",
        "GHSA-z",
        "GHSA-z",
        "X-1",
        "GHSA-y",
        "GHSA-w",
        "CVE-2020-3000",
        "GHSA-z",
        "CVE-2020-1000",
        "CVE-2020-1000",
    ]


@settings(max_examples=80)
@given(records, st.randoms())
def test_order_does_not_matter_and_two_cves_stay_two(told: list[Names], chance: random.Random) -> None:
    named = dict(zip(range(len(told)), canonical(told), strict=True))
    order = list(range(len(told)))
    chance.shuffle(order)
    again = canonical([told[number] for number in order])
    assert dict(zip(order, again, strict=True)) == named
    for number, (own, aliases, _) in enumerate(told):
        cves = {name for name in (own, *aliases) if name.startswith("CVE")}
        assert named[number] == (cves.pop() if len(cves) == 1 else own if cves else named[number])
