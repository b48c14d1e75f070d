"""What may not change what holds, and what may only make less hold."""

import re
from copy import deepcopy
from random import Random
from typing import Any

import msgspec
from hypothesis import given, settings
from tests.composition.compositions import randoms, some, well_formed
from tests.composition.facts_written import Data, guardable
from tests.composition.laid_out import Fact
from tests.composition.naive import Question
from tests.composition.told import (
    Answers,
    engine_says,
    every_question,
    holds_only,
    lowering_of,
    model_of,
    world_of,
)


def asked(rng: Random, data: Data) -> list[Question]:
    return rng.sample(every_question(world_of(lowering_of(data))), 6)


def said(data: Data, questions: list[Question]) -> Answers:
    lowering = lowering_of(data)
    return holds_only(engine_says(model_of(lowering), world_of(lowering), questions))


def more(before: Answers, after: Answers) -> list[Fact]:
    """Give the facts that hold in a question in which they did not."""
    return [fact for fact, lanes in after.items() if lanes & ~before.get(fact, 0)]


def bodies(data: Data) -> list[Data]:
    return [*data["types"].values(), *data["systems"].values()]


@settings(max_examples=60, deadline=None)
@given(well_formed(), randoms())
def test_a_control_more_never_lets_more_happen(data: Data, rng: Random) -> None:
    questions = asked(rng, data)
    before = said(data, questions)
    for body in some(rng, bodies(data), 3, 1):
        guards = some(rng, guardable(data["types"], body), 4, 1)
        body["controls"]["added"] = {"title": "Added", "in_place": True, "guards": guards}
    assert more(before, said(data, questions)) == []


@settings(max_examples=60, deadline=None)
@given(well_formed(), randoms())
def test_a_wire_less_never_lets_more_happen(data: Data, rng: Random) -> None:
    """Assumptions that wires decided are vouched for: nobody else would once the wire is gone."""
    for body in bodies(data):
        for component in body["components"].values():
            assumes = data["types"][component["type"]]["assumes"]
            component["assumptions"] = {name: {"holds": True} for name in assumes}
    questions = asked(rng, data)
    before = said(data, questions)
    wired = [body for body in bodies(data) if body["wires"]]
    for body in some(rng, wired, 2, 1):
        body["wires"].pop(rng.randrange(len(body["wires"])))
    assert more(before, said(data, questions)) == []


@settings(max_examples=60, deadline=None)
@given(well_formed(), randoms())
def test_a_vulnerability_less_never_lets_more_happen(data: Data, rng: Random) -> None:
    questions = asked(rng, data)
    before = said(data, questions)
    data["vulnerabilities"] = rng.sample(data["vulnerabilities"], len(data["vulnerabilities"]) // 2)
    assert more(before, said(data, questions)) == []


@settings(max_examples=40, deadline=None)
@given(well_formed(), randoms())
def test_a_control_of_which_nothing_is_known_is_absent(data: Data, rng: Random) -> None:
    absent = deepcopy(data)
    for body in bodies(absent):
        for control in body["controls"].values():
            control["in_place"] = control.get("in_place") is True
        for component in body["components"].values():
            component["controls"] = {name: state is True for name, state in component["controls"].items()}
    questions = asked(rng, data)
    assert said(data, questions) == said(absent, questions)


@settings(max_examples=60, deadline=None)
@given(well_formed(), randoms())
def test_names_of_components_and_the_order_of_writing_say_nothing(data: Data, rng: Random) -> None:
    questions = asked(rng, data)
    other = msgspec.json.decode(renamed(msgspec.json.encode(data).decode()))
    before = {
        (renamed(path), kind, name): lanes for (path, kind, name), lanes in said(data, questions).items()
    }
    assert said(shuffled(rng, other), questions) == before


def renamed(text: str) -> str:
    """Rename every component, so that what came first by name comes last."""
    return re.sub(r"\bk([0-9])\b", lambda found: f"n{9 - int(found[1])}", text)


def shuffled(rng: Random, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: shuffled(rng, value[name]) for name in rng.sample(list(value), len(value))}
    if isinstance(value, list):
        return [shuffled(rng, item) for item in rng.sample(value, len(value))]
    return value


@settings(max_examples=60, deadline=None)
@given(well_formed(), randoms())
def test_an_instance_that_is_not_wired_changes_nothing_elsewhere(data: Data, rng: Random) -> None:
    questions = asked(rng, data)
    before = said(data, questions)
    components = data["systems"]["s"]["components"]
    components["again"] = deepcopy(components[rng.choice(list(components))])
    after = said(data, questions)
    assert {fact: lanes for fact, lanes in after.items() if not fact[0].startswith("again")} == before
