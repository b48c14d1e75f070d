"""Every commitment of the charter decided on cases that a lawyer can read: ``cases/*.yaml``.

A case is written as those of ``tests/hds/cases`` are: how it differs from the conforming dossier (``set``),
the day (``as_of``), and what must come out. ``counts`` gives the number of products of each status.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.dossiers import TODAY, change, conforming, dossier_of, verdicts_of

from hygie.referentials.referential import catalog_of

CASES = Path(__file__).parent / "cases"
COMMITMENTS = [item.id for item in catalog_of("feima-2021").requirements]


def _read() -> list[Any]:
    rows = []
    for file in sorted(CASES.glob("*.yaml")):
        table = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        name = table["requirement"]
        rows.extend(pytest.param(name, case, id=f"{name}: {case['name']}") for case in table["cases"])
    return rows


@pytest.mark.parametrize(("requirement", "case"), _read())
def test_case(requirement: str, case: dict[str, Any]) -> None:
    data = conforming("feima")
    for address, value in case.get("set", {}).items():
        change(data, address, value)
    as_of: date = case.get("as_of", TODAY)
    verdict = verdicts_of(data, as_of, "feima-2021")[requirement]
    assert verdict.status.value == case["status"], verdict.reasons + verdict.missing
    given = {reason.code for reason in (*verdict.reasons, *verdict.notes)}
    assert set(case.get("reasons", ())) <= given
    reserved = {item.code for item in verdict.reservations}
    assert set(case.get("reservations", ())) <= reserved
    assert reserved.isdisjoint(case.get("without", ()))
    if "counts" in case:
        assert {status.value: count for status, count in verdict.counts.items()} == case["counts"]
    if "missing" in case:
        dossier = dossier_of(data)
        assert {dossier.address(item.path) for item in verdict.missing} == set(case["missing"])


@pytest.mark.parametrize("requirement", COMMITMENTS)
def test_conforming_dossier_meets(requirement: str) -> None:
    verdict = verdicts_of(conforming("feima"), TODAY, "feima-2021")[requirement]
    assert verdict.status.value == "met", (verdict.reasons, verdict.missing)


def test_every_commitment_has_cases() -> None:
    decided = {yaml.safe_load(file.read_bytes())["requirement"] for file in CASES.glob("*.yaml")}
    assert decided == set(COMMITMENTS)
