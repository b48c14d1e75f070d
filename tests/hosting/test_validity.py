"""Certificates and qualifications on the days around their limits."""

from datetime import date
from typing import Any

import pytest

from hygie.dossier.vocabulary.actors import Certificate
from hygie.hosting.certificates import in_force
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

DAY = date(2026, 11, 22)
SOUND = {
    "id": "hds",
    "scheme": "hds",
    "issued": date(2025, 1, 1),
    "expires": date(2027, 12, 31),
    "suspended": False,
}


@pytest.mark.parametrize(
    ("changes", "truth", "flaw"),
    [
        ({}, Truth.TRUE, None),
        ({"issued": DAY}, Truth.TRUE, None),
        ({"issued": date(2026, 11, 23)}, Truth.FALSE, "not_yet_issued"),
        ({"expires": DAY}, Truth.TRUE, None),
        ({"expires": date(2026, 11, 21)}, Truth.FALSE, "expired"),
        ({"suspended": True}, Truth.FALSE, "suspended"),
        ({"suspended": True, "suspended_since": DAY}, Truth.FALSE, "suspended"),
        ({"suspended": True, "suspended_since": date(2026, 11, 23)}, Truth.TRUE, None),
        ({"suspended": None}, Truth.UNKNOWN, None),
        ({"withdrawn": DAY}, Truth.FALSE, "withdrawn"),
        ({"withdrawn": date(2026, 11, 23)}, Truth.TRUE, None),
        ({"expires": None}, Truth.UNKNOWN, None),
    ],
)
def test_a_certificate_is_in_force_or_says_why_not(
    changes: dict[str, Any], truth: Truth, flaw: str | None
) -> None:
    found = in_force(Certificate.model_validate({**SOUND, **changes}), Clock(DAY))

    assert (found.truth, found.flaw) == (truth, flaw)
