"""Certificates as of a day: first and last days, suspension, and the notice before expiry."""

from datetime import date

import pytest

from hygie.dossier.vocabulary.actors import Certificate
from hygie.hosting.certificates import about_to_expire, in_force
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.law import Period

NINETY_DAYS = Period(days=90)
ISSUED, EXPIRES = date(2024, 3, 1), date(2027, 2, 28)


def _certificate(**fields: object) -> Certificate:
    return Certificate.model_validate(
        {"id": "c", "scheme": "hds", "issued": ISSUED, "expires": EXPIRES, "suspended": False} | fields
    )


@pytest.mark.parametrize(
    ("day", "truth", "flaw"),
    [
        (date(2024, 2, 29), Truth.FALSE, "not_yet_issued"),
        (ISSUED, Truth.TRUE, None),
        (EXPIRES, Truth.TRUE, None),
        (date(2027, 3, 1), Truth.FALSE, "expired"),
    ],
)
def test_first_and_last_days_are_included(day: date, truth: Truth, flaw: str | None) -> None:
    found = in_force(_certificate(), Clock(day))
    assert (found.truth, found.flaw) == (truth, flaw)


def test_a_suspension_refined_by_its_date_begins_on_that_day() -> None:
    certificate = _certificate(suspended=True, suspended_since=date(2026, 6, 1))
    assert in_force(certificate, Clock(date(2026, 5, 31))).truth is Truth.TRUE
    assert in_force(certificate, Clock(date(2026, 6, 1))).flaw == "suspended"


def test_what_is_lacking_is_named() -> None:
    certificate = _certificate(suspended=None, expires=None)
    found = in_force(certificate, Clock(ISSUED))
    assert found.truth is Truth.UNKNOWN
    assert {(lack.entry, lack.field) for lack in found.lacks} == {
        (certificate, "suspended"),
        (certificate, "expires"),
    }


def test_a_flaw_decides_whatever_is_not_known() -> None:
    assert (
        in_force(_certificate(suspended=None, expires=date(2025, 1, 1)), Clock(date(2026, 1, 1))).flaw
        == "expired"
    )


def test_warning_starts_when_less_than_the_notice_remains() -> None:
    last_quiet_day = date(2026, 11, 30)
    clock = Clock(last_quiet_day)
    assert not about_to_expire(_certificate(), NINETY_DAYS, clock)
    assert clock.next_change == date(2026, 12, 1)
    assert about_to_expire(_certificate(), NINETY_DAYS, Clock(date(2026, 12, 1)))


def test_notice_in_months_is_counted_from_date_to_date() -> None:
    three_months = Period(months=3)
    assert not about_to_expire(_certificate(), three_months, Clock(date(2026, 11, 28)))
    assert about_to_expire(_certificate(), three_months, Clock(date(2026, 12, 1)))


@pytest.mark.parametrize("expires", [None, date.max])
def test_no_warning_without_a_last_day(expires: date | None) -> None:
    assert not about_to_expire(_certificate(expires=expires), NINETY_DAYS, Clock(EXPIRES))
