"""Every component is evaluated, or has one reason for not being."""

import re
from pathlib import Path

import pytest

from hygie.matching import judging
from hygie.matching.coverage import REASONS, coverage
from hygie.matching.identities import Route
from hygie.matching.index import index_of
from hygie.matching.index.compiling import DOUBTS
from hygie.matching.match import match
from hygie.matching.matched import IN_RANGE
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.bill import Component
from hygie.wording.sentences import sentences

RECORDS = [
    Advisory("A-1", affected=(Affected("npm", "one", ranges=(Range(fixed="2.0.0"),)),)),
    Advisory("A-2", affected=(Affected(cpes=("cpe:2.3:o:acme:pump:*:*:*:*:*:*:*:*",), everything=True),)),
    Advisory("A-3", affected=(Affected(product="jquery", ranges=(Range(fixed="3.5.0"),)),)),
]
CASES = [
    ("no_identifier", Component("r", "unheard-of", "1")),
    ("no_identifier", Component("r", "unheard-of")),
    ("purl_invalid", Component("r", "n", "1", purl="not a purl")),
    ("no_version", Component("r", "n", purl="pkg:npm/one")),
    ("no_version", Component("r", "n", cpe="cpe:2.3:o:acme:pump:*:*:*:*:*:*:*:*")),
    ("no_distribution", Component("r", "n", "1", purl="pkg:deb/debian/openssl@1.1.1-1")),
    ("version_invalid", Component("r", "n", purl="pkg:npm/one@!!")),
    ("ecosystem_unknown", Component("r", "n", purl="pkg:generic/one@1.0")),
    ("no_source", Component("r", "n", purl="pkg:cargo/one@1.0.0")),
    ("name_unknown", Component("r", "n", "1", cpe="cpe:2.3:a:acme:other:1:*:*:*:*:*:*:*")),
    ("", Component("r", "n", purl="pkg:npm/never-spoken-of@1.0.0")),
    ("", Component("r", "n", "1", purl="not a purl", cpe="cpe:2.3:o:acme:pump:1:*:*:*:*:*:*:*")),
    ("", Component("r", "jQuery", "3.6.0", type="library")),
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_one_reason_each(number: int) -> None:
    reason, component = CASES[number]
    found = coverage(match([component], [index_of(RECORDS)]))
    assert found.reason(0) == reason
    assert bool(found.by(0)) == (not reason)
    assert found.percent == (0 if reason else 100)


def test_every_reason_has_its_sentence() -> None:
    codes = {*REASONS, *DOUBTS, IN_RANGE} - {""}
    codes |= set(re.findall(r'TO_CHECK, "(\w+)"', Path(judging.__file__).read_text()))
    assert len(codes) > 15
    assert codes <= set(sentences())


def test_a_bill_adds_up() -> None:
    assert {reason for reason, _ in CASES} == set(REASONS)
    found = coverage(match([component for _, component in CASES], [index_of(RECORDS)]))
    assert found.total == len(CASES)
    assert found.evaluated + sum(found.not_evaluated.values()) == found.total
    assert [found.reason(number) for number in range(found.total)] == [reason for reason, _ in CASES]
    assert found.by(10) == (Route.PURL,)
    assert found.by(11) == (Route.CPE,)
    assert found.by(12) == (Route.NAME,)


def test_an_empty_base_evaluates_nothing_and_an_empty_bill_lacks_nothing() -> None:
    nothing = coverage(match([component for _, component in CASES], []))
    assert nothing.evaluated == 0
    assert sum(nothing.not_evaluated.values()) == nothing.total
    assert coverage(match([], [])).percent == 100


def test_cve_records_cover_no_ecosystem() -> None:
    component = Component("r", "n", purl="pkg:npm/other@1.0.0")
    assert coverage(match([component], [index_of(RECORDS, "cve5")])).reason(0) == "no_source"


def test_a_component_of_two_names_is_evaluated_by_one() -> None:
    known = Component("r", "n", "1", cpe="cpe:2.3:o:acme:pump:1:*:*:*:*:*:*:*", at="/packages/0")
    other = Component("r#2", "n", "1", cpe="cpe:2.3:o:acme:pomp:1:*:*:*:*:*:*:*", at="/packages/0")
    alone = Component("q", "n", "1", cpe="cpe:2.3:o:acme:pomp:1:*:*:*:*:*:*:*", at="/packages/1")
    found = coverage(match([known, other, alone], [index_of(RECORDS)]))
    assert [found.reason(number) for number in range(3)] == ["", "", "name_unknown"]
