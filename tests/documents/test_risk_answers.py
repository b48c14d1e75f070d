"""The JSON of hygie risk: its schema, the contract's keys, several systems, a change compared."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.support.analyses import a_type, hardened, hospital, with_analyses
from tests.support.samples import ENGLISH, FRENCH, conforming_study

from hygie.composition.analysis.results import Analysis
from hygie.documents.risk_answers import head_of_dossier, head_of_type, risk_answer
from hygie.kernel.digest import digest_bytes
from hygie.risk.matrix import risk_matrix
from hygie.risk.ranking import rank
from hygie.wording.voice import Voice

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "src/hygie/documents/schemas/risk.schema.json").read_text(encoding="utf-8")
)
CONTRACT = {
    "risks": {
        "id", "asset", "criterion", "hazardous_situation", "harm", "severity", "likelihood", "level", "acceptable", "path",
        "instances",
    },
    "cuts": {"controls", "cost", "removes", "creates", "optimal"},
    "assumptions": {"id", "discharged_by", "critical_for"},
}  # fmt: skip


def answer_of(
    *analyses: Analysis, before: tuple[Analysis, ...] = (), voice: Voice = ENGLISH
) -> dict[str, Any]:
    start = head_of_dossier(with_analyses(conforming_study(), *analyses))
    now, then = ([rank(analysis, risk_matrix()) for analysis in found] for found in (analyses, before))
    answer = risk_answer(start, now, then, risk_matrix(), voice)
    return json.loads(json.dumps(answer))  # type: ignore[no-any-return]


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize(
    "analyses", [(hospital(),), (hospital(), hardened(), a_type())], ids=["one", "several"]
)
def test_it_follows_its_schema_and_has_the_keys_of_the_contract(
    analyses: tuple[Analysis, ...], voice: Voice
) -> None:
    answer = answer_of(*analyses, voice=voice)
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(answer)
    for section, keys in CONTRACT.items():
        assert answer[section]
        assert all(keys <= set(row) for row in answer[section])
    for step in (step for risk in answer["risks"] for step in risk["path"]):
        assert {"component", "step", "because"} <= set(step)


def test_a_type_alone_follows_the_schema_too() -> None:
    start = head_of_type("0.1.0", "2026-11-22", "pump.yaml", digest_bytes(b"x"))
    answer = risk_answer(start, [rank(a_type(), risk_matrix())], [], risk_matrix(), ENGLISH)
    Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(answer)))


def test_only_acceptable_risks_are_acceptable() -> None:
    answer = answer_of(hospital())
    assert {risk["level"] for risk in answer["risks"]} == {"acceptable", "tolerable", "unacceptable"}
    assert all(risk["acceptable"] == (risk["level"] == "acceptable") for risk in answer["risks"])
    assert [item["id"] for item in answer["not_reached"]] == ["central.alarms.availability"]
    assert answer["systems"][0]["counts"] == {
        "unacceptable": 3,
        "tolerable": 3,
        "acceptable": 1,
        "not_reached": 1,
    }
    assert answer["systems"][0]["components"] == {"unacceptable": 231, "tolerable": 3, "acceptable": 1}
    assert answer["systems"][0]["attacked"] is True


def test_every_row_says_of_which_system_it_is() -> None:
    answer = answer_of(hospital(), a_type())
    for section in (
        "risks",
        "cuts",
        "assumptions",
        "unknowns",
        "guarantees",
        "budget",
        "refused_controls",
        "uncut",
    ):
        assert {row["system"] for row in answer[section]} == {"hospital", "infusion-pump"}


def test_a_change_is_compared_with_the_present() -> None:
    answer = answer_of(hardened(), before=(hospital(),))
    Draft202012Validator(SCHEMA).validate(answer)
    assert answer["what_if"]["controls"] == ["+library-signature@library"]
    assert [(row["risk"], row["movement"]) for row in answer["what_if"]["changes"]] == [
        ("pacs.images.availability", "worse"),
        ("pump.dose.integrity", "disappeared"),
    ]


def test_words_follow_the_language_and_names_do_not() -> None:
    french, english = answer_of(hospital(), voice=FRENCH), answer_of(hospital())
    assert french["systems"][0]["title"] == "Hôpital de jour et réanimation"
    assert english["systems"][0]["title"] == "Day hospital and intensive care"
    assert [risk["id"] for risk in french["risks"]] == [risk["id"] for risk in english["risks"]]
    assert french["risks"][0]["path"][2]["step"] == "quelqu’un ouvre la pièce jointe"
