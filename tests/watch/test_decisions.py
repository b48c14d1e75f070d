"""Statements of suppliers: which components they are about, which findings they close, which of two holds."""

from typing import Any

import pytest
from tests.watch.building import bill, decided, kev, lib, osv, said, surveyed, told
from tests.watch.conftest import MakeBase

from hygie.feeds.base import Base
from hygie.observations.bill import Component
from hygie.observations.statement import Subject

ONE = "CVE-2026-0001"
WHY = {"justification": "vulnerable_code_not_present"}
SERIAL = "urn:uuid:11111111-1111-4111-8111-111111111111"
PUMP = Component("pump", "Pump", "3", purl="pkg:generic/acme/pump@3", type="device")
OTHER = Component("other", "Other", "3", purl="pkg:generic/acme/other@3", type="device")
PART = lib(cpe="cpe:2.3:a:acme:lib:1.0:*:*:*:*:*:*:*")


@pytest.fixture
def base(make_base: MakeBase) -> Base:
    return make_base(records=[osv("GHSA-1", aliases=[ONE])])


def status(base: Base, *statements: Any, **more: Any) -> str:
    """Give the status of the one finding in a pump, once statements are known."""
    pump = {"pump.json": bill(PART, root=PUMP, identifier=SERIAL)}
    (finding,) = surveyed(base, pump, decided(*statements), **more).findings
    return str(finding.status)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (Subject(purl="pkg:pypi/lib"), "not_affected"),
        (Subject(purl="pkg:pypi/lib@1.0"), "not_affected"),
        (Subject(purl="pkg:pypi/Lib@1.0"), "not_affected"),
        (Subject(purl="pkg:pypi/lib@1.1"), "affected"),
        (Subject(purl="pkg:npm/lib@1.0"), "affected"),
        (Subject(purl="pkg:pypi/other"), "affected"),
        (Subject(cpe="cpe:2.3:a:acme:lib:*:*:*:*:*:*:*:*"), "not_affected"),
        (Subject(cpe="cpe:2.3:a:acme:lib:1.0:*:*:*:*:*:*:*"), "not_affected"),
        (Subject(cpe="cpe:2.3:a:acme:lib:2.0:*:*:*:*:*:*:*"), "affected"),
        (Subject(cpe="cpe:2.3:o:acme:lib:*:*:*:*:*:*:*:*"), "affected"),
        (Subject(bill=SERIAL, ref="lib-1.0"), "not_affected"),
        (Subject(bill="pump.json", ref="lib-1.0"), "not_affected"),
        (Subject(bill="urn:uuid:22222222-2222-4222-8222-222222222222", ref="lib-1.0"), "affected"),
        (Subject(bill=SERIAL, ref="lib-2.0"), "affected"),
        (Subject(bill=SERIAL, ref="pump"), "not_affected"),
        (Subject(name="lib"), "affected"),
        (Subject(name="lib", version="1.0"), "affected"),
        (Subject(name="lib", version="2.0"), "affected"),
        (Subject(purl="pkg:generic/acme/pump"), "not_affected"),
        (Subject(purl="pkg:generic/acme/pump@3"), "not_affected"),
        (Subject(purl="pkg:generic/acme/pump@2"), "affected"),
        (Subject(name="Pump", version="3"), "affected"),
        (Subject(purl="pkg:pypi/lib", within="pkg:generic/acme/pump@3"), "not_affected"),
        (Subject(purl="pkg:pypi/lib", within="Pump"), "affected"),
        (Subject(purl="pkg:pypi/lib", within="pkg:generic/acme/other"), "affected"),
        (Subject(purl="pkg:generic/acme/pump@3", within="pkg:generic/acme/pump@3"), "affected"),
        (Subject(), "affected"),
    ],
    ids=str,
)
def test_what_a_statement_is_about(base: Base, subject: Subject, expected: str) -> None:
    assert status(base, said(ONE, "not_affected", subject, **WHY)) == expected


@pytest.mark.parametrize("name", [ONE, ONE.lower(), "GHSA-1"])
def test_any_name_of_the_vulnerability_will_do(base: Base, name: str) -> None:
    assert status(base, said(name, "fixed", Subject(purl="pkg:pypi/lib"))) == "fixed"


@pytest.mark.parametrize(
    ("standing", "why", "expected", "closes"),
    [
        ("not_affected", {}, "affected", False),
        ("not_affected", {"justification": "component_not_present"}, "not_affected", True),
        ("not_affected", {"explanation": "never called"}, "not_affected", True),
        ("fixed", {}, "fixed", True),
        ("affected", {}, "affected", False),
        ("under_investigation", {}, "affected", False),
    ],
)
def test_silence_about_why_closes_nothing(
    base: Base, standing: str, why: dict[str, str], expected: str, closes: bool
) -> None:
    held = decided(said(ONE, standing, Subject(purl="pkg:pypi/lib"), **why))
    (finding,) = surveyed(base, {"a": bill(lib())}, held).findings
    assert (str(finding.status), finding.status.open) == (expected, not closes)
    assert finding.decision is not None
    assert (finding.decision.closes, finding.decision.file) == (closes, "said.json")


def test_a_supplier_who_says_affected_answers_what_was_to_be_checked(make_base: MakeBase) -> None:
    unsure = make_base(records=[osv("GHSA-1", aliases=[ONE], introduced="no version")])
    assert status(unsure) == "to_check"
    assert status(unsure, said(ONE, "under_investigation", Subject(purl="pkg:pypi/lib"))) == "to_check"
    assert status(unsure, said(ONE, "affected", Subject(purl="pkg:pypi/lib"))) == "affected"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (("not_affected", "2026-01-01"), ("affected", "2026-02-01"), "affected"),
        (("affected", "2026-01-01"), ("not_affected", "2026-02-01T08:00:00+02:00"), "not_affected"),
        (("fixed", "2026-01-01"), ("under_investigation", "2026-01-01T10:00:00Z"), "affected"),
        (("not_affected", ""), ("affected", ""), "affected"),
        (("not_affected", "2026-01-01"), ("fixed", ""), "not_affected"),
    ],
)
def test_the_later_statement_holds_and_of_one_day_the_less_favourable(
    base: Base, first: tuple[str, str], last: tuple[str, str], expected: str
) -> None:
    statements = [
        said(ONE, standing, Subject(purl="pkg:pypi/lib"), stated=day, **WHY)
        for standing, day in (first, last)
    ]
    assert status(base, *statements) == expected
    assert status(base, *reversed(statements)) == expected


def test_a_finding_about_two_products_is_split_where_they_are_not_in_the_same_case(base: Base) -> None:
    held = decided(said(ONE, "not_affected", Subject(purl="pkg:generic/acme/pump"), **WHY))
    bills = {"pump": bill(lib(), root=PUMP), "other": bill(lib(), root=OTHER), "bare": bill(lib())}
    found = surveyed(base, bills, held).findings
    assert [told(each) for each in found] == [
        (ONE, "lib 1.0", "affected", ("other", "bare")),
        (ONE, "lib 1.0", "not_affected", ("pump",)),
    ]


def test_a_reference_means_one_place_of_one_bill(base: Base) -> None:
    held = decided(said(ONE, "fixed", Subject(bill=SERIAL, ref="lib-1.0")))
    bills = {
        "one": bill(lib(), identifier=SERIAL),
        "two": bill(lib(), identifier="urn:uuid:0"),
        "three": bill(lib(ref="x")),
    }
    found = surveyed(base, bills, held).findings
    assert {(told(each)[2:]) for each in found} == {("affected", ("two", "three")), ("fixed", ("one",))}


# -- several CVEs, one name ------------------------------------------------------------------------

TWO = "CVE-2026-0002"
LIB = Subject(purl="pkg:pypi/lib")


@pytest.mark.parametrize(
    ("statements", "expected", "decided_by"),
    [
        ([(ONE, "not_affected")], "affected", ONE),
        ([(ONE, "not_affected"), (TWO, "affected")], "affected", TWO),
        ([(ONE, "not_affected"), (TWO, "under_investigation")], "affected", TWO),
        ([(ONE, "not_affected"), (TWO, "not_affected")], "not_affected", ONE),
        ([(ONE, "fixed"), (TWO, "not_affected")], "fixed", ONE),
        ([("RHSA-1", "not_affected")], "not_affected", "RHSA-1"),
        ([("rhsa-1", "not_affected"), (TWO, "affected")], "affected", TWO),
    ],
    ids=str,
)
@pytest.mark.parametrize("alias", [(), ("RHSA-1",)], ids=["alone", "told by"])
def test_an_advisory_on_several_is_closed_for_all_of_them_or_not(
    make_base: MakeBase,
    statements: list[tuple[str, str]],
    expected: str,
    decided_by: str,
    alias: tuple[str, ...],
) -> None:
    base = make_base(records=[osv("RHSA-1", aliases=[ONE, TWO])], exploited=[kev(TWO)])
    held = [
        said(name, standing, LIB, aliases=alias if name.startswith("CVE") else (), **WHY)
        for name, standing in statements
    ]
    (finding,) = surveyed(base, {"a": bill(lib())}, decided(*held)).findings
    assert str(finding.status) == expected
    assert finding.decision is not None
    assert finding.decision.statement.vulnerability == decided_by
    assert finding.decision.closes is not finding.status.open


BARE = Component("bare", "Infusion Pump", "3", type="device", supplier="Vendor B")


@pytest.mark.parametrize(
    ("subject", "expected", "shown"),
    [
        (Subject(name="Infusion Pump"), "affected", True),
        (Subject(name="Infusion Pump", vendor="Vendor A"), "affected", False),
        (Subject(name="Infusion Pump", vendor="vendor b, Inc."), "not_affected", True),
        (Subject(name="Infusion Pump", vendor="Vendor B", version="2"), "affected", False),
        (Subject(purl="pkg:pypi/lib", within="Infusion Pump"), "affected", True),
        (Subject(purl="pkg:pypi/lib", within="Infusion Pump", vendor="Vendor A"), "affected", False),
        (Subject(purl="pkg:pypi/lib", within="Infusion Pump", vendor="Vendor B"), "not_affected", True),
    ],
    ids=str,
)
def test_a_name_is_not_enough_without_its_vendor(
    base: Base, subject: Subject, expected: str, shown: bool
) -> None:
    held = decided(said(ONE, "not_affected", subject, **WHY))
    (finding,) = surveyed(base, {"a": bill(lib(), root=BARE)}, held).findings
    assert (str(finding.status), finding.decision is not None) == (expected, shown)
    other = said(TWO, "fixed", subject)
    stated = [each for each in surveyed(base, {"a": bill(lib(), root=BARE)}, decided(other)).findings
              if each.vulnerability.id == TWO]  # fmt: skip
    assert [str(each.status) for each in stated] == (["fixed"] if expected == "not_affected" else [])


def test_what_is_surer_goes_before_a_name(base: Base) -> None:
    sure = said(ONE, "fixed", LIB, stated="2026-01-01")
    name = said(ONE, "affected", Subject(name="Infusion Pump"), stated="2026-02-01")
    (finding,) = surveyed(base, {"a": bill(lib(), root=BARE)}, decided(sure, name)).findings
    assert str(finding.status) == "fixed"


@pytest.mark.parametrize(
    ("affected", "fixed", "expected"),
    [
        ("2026-03-01T00:30:00+02:00", "2026-02-28T23:00:00Z", "fixed"),
        ("2026-02-28T23:00:00Z", "2026-03-01T00:30:00+02:00", "affected"),
        ("2026-03-01T23:30:00-05:00", "20260303", "fixed"),
        ("20260302", "2026-03-01T23:30:00-05:00", "affected"),
        ("2026-03-02T10:00:00", "2026-03-02T11:00:00Z", "affected"),
        ("soon", "2020-01-01", "fixed"),
        ("2020-01-01", "yesterday", "affected"),
    ],
)
def test_dates_are_compared_as_moments(base: Base, affected: str, fixed: str, expected: str) -> None:
    held = [said(ONE, "affected", LIB, stated=affected), said(ONE, "fixed", LIB, stated=fixed)]
    assert status(base, *held) == expected
    assert status(base, *reversed(held)) == expected
