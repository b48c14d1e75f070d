"""Studies for the tests of the report: conforming, with shortcomings, hardly begun, with many subjects."""

import json
from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

from tests.support.dossiers import TODAY, conforming, dossier_of

from hygie.assessment.snapshot import Comparison, compare, read_snapshot
from hygie.assessment.study import Study
from hygie.documents.answers import Answers
from hygie.wording.voice import Voice

FRENCH, ENGLISH = Voice("fr"), Voice("en")


def study_of(data: dict[str, Any], as_of: date = TODAY) -> Study:
    return Study(dossier_of(data), as_of)


@cache
def conforming_study() -> Study:
    return study_of(conforming())


def with_shortcomings() -> dict[str, Any]:
    """Fails EXI-07, lacks the data of EXI-02, and falls when a certificate expires in January."""
    data = conforming()
    data["services"][0]["interfaces"][0]["languages"] = ["en"]
    data["services"][0]["level_1_support_languages"] = ["en"]
    del data["isms"]["context"]["issues"]
    data["actors"][1]["certificates"][0]["expires"] = "2027-01-02"
    data["evidence"] = [
        {
            "id": "captures",
            "evidence_kind": "screenshot",
            "title": "Captures des interfaces",
            "effective": "2026-01-01",
            "valid_until": "2026-06-30",
            "attester": "LNE",
            "supports": ["EXI-07"],
        }
    ]
    return data


@cache
def study_with_shortcomings() -> Study:
    return study_of(with_shortcomings())


@cache
def hardly_begun() -> Study:
    return study_of({"format": 1, "organization": {"name": "Hébergeur Débutant"}, "roles": ["host"]})


def with_contracts(count: int) -> dict[str, Any]:
    """Make many contracts, none of which says anything of penalties but the first."""
    data = conforming()
    model = data["contracts"][0]
    data["contracts"] = data["contracts"][:2]
    for number in range(2, count):
        contract = deepcopy(model) | {"id": f"c-{number}", "title": f"Contrat numéro {number}"}
        del contract["clauses"]["service_levels"]["penalties"]
        data["contracts"].append(contract)
    return data


def compared(before: Study, after: Study) -> Comparison:
    """Compare through the JSON that the command line gives."""
    return compare(read_snapshot(json.dumps(Answers(before, FRENCH).check()).encode()), after)
