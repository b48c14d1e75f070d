"""Every requirement decided on cases that a lawyer can read: ``cases/*.yaml``.

A case says how it differs from the conforming dossier (``set``: address and value, or ``absent``),
the day (``as_of``), and what must come out: the status, and where useful the codes of reasons and
reservations that must be among those given, those of reservations that must not (``without``), and the
addresses of the missing data.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.dossiers import TODAY, change, conforming, dossier_of, verdicts_of

from hygie.referentials.referential import catalog_of

CASES = Path(__file__).parent / "cases"


def _read() -> list[Any]:
    rows = []
    for file in sorted(CASES.glob("*.yaml")):
        table = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        name = table["requirement"]
        rows.extend(pytest.param(name, case, id=f"{name}: {case['name']}") for case in table["cases"])
    return rows


@pytest.mark.parametrize(("requirement", "case"), _read())
def test_case(requirement: str, case: dict[str, Any]) -> None:
    data = conforming()
    for address, value in case.get("set", {}).items():
        change(data, address, value)
    as_of: date = case.get("as_of", TODAY)
    verdict = verdicts_of(data, as_of)[requirement]
    assert verdict.status.value == case["status"], verdict.reasons + verdict.missing
    given = {reason.code for reason in (*verdict.reasons, *verdict.notes)}
    assert set(case.get("reasons", ())) <= given
    reserved = {item.code for item in verdict.reservations}
    assert set(case.get("reservations", ())) <= reserved
    assert reserved.isdisjoint(case.get("without", ()))
    if "missing" in case:
        dossier = dossier_of(data)
        assert {dossier.address(item.path) for item in verdict.missing} == set(case["missing"])


@pytest.mark.parametrize("requirement", [item.id for item in catalog_of("hds-2.0").requirements])
def test_conforming_dossier_meets(requirement: str) -> None:
    verdict = verdicts_of(conforming())[requirement]
    assert verdict.status.value == "met", (verdict.reasons, verdict.missing)


def test_every_requirement_has_cases() -> None:
    decided = {yaml.safe_load(file.read_bytes())["requirement"] for file in CASES.glob("*.yaml")}
    assert decided == {item.id for item in catalog_of("hds-2.0").requirements}
