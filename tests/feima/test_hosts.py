"""FEIMA-02 with several hosts, and with the vendor's own hosting: what is taken up, and how well it is proved."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.dossiers import TODAY, change, conforming, verdicts_of
from tests.support.plain import Plain

from hygie.assessment.study import Study
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.kernel.diagnostic import Refusal
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth

SECOND_HOST = {"id": "other", "name": "Autre Nuage", "role": "host", "country": "FR"}


def _loaded(data: dict[str, Any], folder: Path) -> Dossier | Refusal:
    people = data.pop("people", [])
    (folder / "hygie.yaml").write_text(yaml.dump(data, Dumper=Plain, allow_unicode=True), encoding="utf-8")
    (folder / "people.yaml").write_text(yaml.dump({"people": people}, Dumper=Plain), encoding="utf-8")
    return load_dossier(folder)


def _codes(found: Dossier | Refusal) -> list[str]:
    return [mistake.code for mistake in found.mistakes] if isinstance(found, Refusal) else []


@pytest.mark.parametrize(
    ("roles", "referentials", "refused"),
    [
        (["vendor"], None, []),
        (["vendor", "host"], None, ["second_host"]),
        (["host"], None, ["second_host"]),
        (["vendor"], ["hds-2.0"], ["second_host"]),
        (["vendor"], ["feima-2021"], []),
    ],
)
def test_only_the_dossier_of_a_host_has_one_host(
    roles: list[str], referentials: list[str] | None, refused: list[str], tmp_path: Path
) -> None:
    data = conforming("feima")
    data["roles"] = roles
    if referentials is not None:
        data["referentials"] = referentials
    data["actors"].append(SECOND_HOST)

    assert _codes(_loaded(data, tmp_path)) == refused


def test_a_vendor_is_assessed_on_the_charter_alone(tmp_path: Path) -> None:
    dossier = _loaded(conforming("feima"), tmp_path)
    assert isinstance(dossier, Dossier)

    study = Study(dossier, TODAY)

    assert list(study.verdicts) == ["feima-2021"]
    assert {verdict.status for verdict in study.verdicts["feima-2021"].values()} == {Status.MET}
    assert len(study.verdicts["feima-2021"]) == 12


def test_two_hosts_of_one_role_are_each_asked_for_themselves() -> None:
    data = conforming("feima")
    change(data, "actors[coffre].role", "host")
    change(data, "actors[coffre].storage[coffre-rennes].country", "US")

    verdict = verdicts_of(data, TODAY, "feima-2021")["FEIMA-02"]

    by_product = {case.path: case.status for case in verdict.cases}
    assert by_product == {("products", 0): Status.MET, ("products", 1): Status.PARTIAL}


def _own_hosting() -> dict[str, Any]:
    data = conforming("feima")
    data["roles"] = ["vendor", "host"]
    data["services"] = [{"id": "saas", "name": "Service en ligne", "activities": [1, 2, 3, 4, 5, 6]}]
    change(data, "actors[nuage].services", ["saas"])
    change(data, "processing[records].service", "saas")
    told = {"id": "told", "what": "storage_location", "to": ["client:pins", "client:port"]}
    data["communications"] = [{**told, "sent": "2026-03-05"}]
    return data


def _storage_criterion(data: dict[str, Any], product: int = 0) -> Any:
    case = verdicts_of(data, TODAY, "feima-2021")["FEIMA-02"].cases[product]
    return next(criterion for criterion in case.criteria if criterion.id == "c2")


def test_the_verdict_on_storage_is_taken_up_with_its_strength() -> None:
    data = _own_hosting()
    piece = {
        "id": "audit",
        "evidence_kind": "audit_report",
        "title": "Audit de l'hébergement",
        "reference": "GED 9",
        "effective": "2026-01-01",
        "attester": "Cabinet d'audit",
        "supports": ["EXI-28"],
    }

    bare = _storage_criterion(data)
    data["evidence"].append(piece)
    attested = _storage_criterion(data)

    assert (bare.value, bare.strength) == (Truth.TRUE, Strength.DECLARED)
    assert (attested.value, attested.strength) == (Truth.TRUE, Strength.ATTESTED)
    assert [reason.code for reason in attested.reasons] == ["requirements_met"]
    assert verdicts_of(data)["EXI-28"].strength is Strength.ATTESTED


def test_a_host_that_is_somebody_else_is_asked_beside_ones_own() -> None:
    data = _own_hosting()
    change(data, "products[cabinet].hosting[+]", {"host": "coffre", "activities": [4]})
    change(data, "actors[coffre].storage[coffre-rennes].country", "CH")

    both = _storage_criterion(data)

    assert (both.value, both.strength) == (Truth.FALSE, None)
    assert [reason.code for reason in both.reasons] == ["storage_outside_eea"]


def test_ones_own_row_speaks_for_whom_one_supervises() -> None:
    data = _own_hosting()
    night = {
        "id": "night",
        "name": "Astreinte",
        "role": "subcontractor",
        "country": "FR",
        "services": ["saas"],
    }
    night |= {"under_host_supervision": True, "storage": [], "subject_to": []}
    data["actors"].append({**night, "remote_accesses": [{"id": "n", "country": "IN"}]})

    codes = {reason.code for reason in verdicts_of(data, TODAY, "feima-2021")["FEIMA-02"].reasons}

    assert "access_from_country_not_adequate" in codes
