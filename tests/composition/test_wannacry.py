"""A public incident replayed: the model of a hospital in May 2017 loses what was lost, and nothing that was not."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from hygie.composition.analysis.ratings import goals_of, rate_goals
from hygie.composition.analysis.what_if import suppose
from hygie.composition.language.read import Composition, read_systems
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Stance

FOLDER = Path(__file__).parents[1] / "data" / "composition" / "wannacry"
CASES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))["cases"]
FACTS: dict[str, Any] = yaml.safe_load((FOLDER / "facts.yaml").read_text(encoding="utf-8"))


def named(case: Mapping[str, Any]) -> str:
    return str(case["case"])


@cache
def composition() -> Composition:
    read = read_systems(FOLDER)
    assert isinstance(read, Composition), read.mistakes
    return read


@cache
def model(system: str) -> Model:
    return Lowering(composition()).model(system, composition().declared.systems[system])


def lost(case: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """What is lost of the system's own assets, and of those of its components."""
    supposed, mistakes = suppose(model(case["system"]).assembly.instances, case.get("what_if", []))
    assert not mistakes
    body = composition().declared.systems[case["system"]]
    whole = Lowering(composition()).model(case["system"], body, overrides=supposed)
    goals = tuple(goals_of(whole))
    rated = rate_goals(Stance(whole), [case["mode"]], goals)
    own, inside = set[str](), set[str]()
    for goal, rating in zip(goals, rated, strict=True):
        if rating.likelihood:
            where = inside if whole.instances[goal.owner].path else own
            where.add(f"{goal.asset}.{goal.criterion}")
    return own, inside


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_was_lost_is_lost_and_the_rest_is_not(case: Mapping[str, Any]) -> None:
    own, _ = lost(case)
    expected = set(case["lost"])
    assert own == expected if case.get("only") else own >= expected
    assert not own & set(case.get("not_lost", ()))


@pytest.mark.parametrize("case", CASES, ids=named)
def test_nothing_reads_data_out(case: Mapping[str, Any]) -> None:
    own, inside = lost(case)
    assert not [name for name in own | inside if name.endswith(".confidentiality")]


def test_data_would_be_read_out_if_the_worm_took_control() -> None:
    """The model can tell a leak: with a vulnerability that gives control, the records are read."""
    leaking = composition().declared.types["windows-machine"]
    infect = leaking.steps["infect"].model_copy(update={"takes": ["os.control"]})
    taken = leaking.model_copy(update={"steps": {**leaking.steps, "infect": infect}})
    declared = composition().declared
    changed = declared.model_copy(update={"types": {**declared.types, "windows-machine": taken}})
    other = Composition(changed, {}, {}, composition().digest, composition().sources)
    whole = Lowering(other).model("trust", changed.systems["trust"])
    goals = tuple(goals_of(whole))
    rated = rate_goals(Stance(whole), ["nominal"], goals)
    reached = {
        f"{goal.asset}.{goal.criterion}"
        for goal, rating in zip(goals, rated, strict=True)
        if rating.likelihood
    }
    assert "patient-data.confidentiality" in reached


def test_every_fact_cited_is_a_fact_with_its_sources() -> None:
    facts, sources = FACTS["facts"], FACTS["sources"]
    text = (FOLDER / "systems" / "wannacry.yaml").read_text(encoding="utf-8")
    cited = {fact for case in CASES for fact in case["facts"]}
    cited |= set(re.findall(r"\b[MLPKC]\d{1,2}\b", text.replace("M1 to M11", "M1 M11")))
    assert cited <= facts.keys()
    assert all(set(fact["sources"]) <= sources.keys() and fact["sources"] for fact in facts.values())
    assert {name for fact in facts.values() for name in fact["sources"]} == sources.keys()


def test_disabling_smbv1_costs_file_access() -> None:
    case = {"system": "trust", "mode": "nominal", "what_if": ["+smbv1-off@windows-machine"]}
    assert lost(case) == (set(), {"file-access.availability"})
