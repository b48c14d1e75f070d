"""Assumptions and guarantees: as supposing each of them, and every environment, tells."""

from collections.abc import Mapping
from functools import cached_property
from random import Random

import pytest
from hypothesis import given, settings
from tests.composition.advised_systems import box, small_system
from tests.composition.compositions import MODES, Data, randoms, some
from tests.composition.laid_out import Fact, Place, all_named
from tests.composition.naive import computed, vouched
from tests.composition.supposed import Case, Supposed, Use
from tests.composition.told import lowering_of, lowering_of_text, members
from tests.composition.tried import Told, subsets, told_text

from hygie.composition.analysis.analyse import Analyst, Asked, serious
from hygie.composition.analysis.premises import Premises

MOST = 7


class Assumed:
    """A system's assumptions and controls, by the names that the façade gives them, and what it says of them."""

    def __init__(self, told: Told) -> None:
        self.told = told
        analyst = told.analyst
        self.premises = Premises(
            analyst.stance, analyst.modes, analyst.goals, analyst.names, analyst.asked.acceptable
        )
        self.results = {result.id: result for result in self.premises.results()}

    @cached_property
    def uses(self) -> Mapping[str, list[tuple[Place, str]]]:
        """The assumptions of all instances that are alike, together."""
        stance = self.told.analyst.stance
        return {
            name: self._alike(use.owner, use.name)
            for name, use in zip(self.results, stance.assumptions, strict=True)
        }

    @cached_property
    def controls(self) -> Mapping[str, list[tuple[Place, str]]]:
        """The controls in place."""
        stance = self.told.analyst.stance
        return {
            self._at(use.name, use.owner): self._alike(use.owner, use.name)
            for use in stance.controls
            if use.in_place
        }

    def _at(self, name: str, owner: int) -> str:
        path = self.told.analyst.model.instances[owner].path
        return f"{name}@{path}" if path else name

    def _alike(self, owner: int, name: str) -> list[tuple[Place, str]]:
        return [(place, name) for place in members(self.told.analyst.model, self.told.world, owner)]

    def is_computed(self, name: str) -> bool:
        place, local = self.uses[name][0]
        return computed(place, place.body.assumes[local].falsifies)

    def facts(self, name: str) -> list[Fact]:
        return [
            fact
            for place, local in self.uses[name]
            for fact in all_named(place, place.body.assumes[local].falsifies, "falsifies")
        ]

    def flipped(self, found: Supposed, index: int) -> set[str]:
        """Give the losses that are acceptable in the first case and not in another, or the other way round."""
        return {
            name
            for name, facts in self.told.losses.items()
            for fact in facts[:1]
            if serious(self.told.needs[name], found.worst(fact)[0])
            != serious(self.told.needs[name], found.worst(fact)[index])
        }


def where(uses: list[tuple[Place, str]]) -> frozenset[Use]:
    return frozenset((place.path, name) for place, name in uses)


@settings(max_examples=30)
@given(randoms())
def test_how_assumptions_stand_and_what_rests_on_each(rng: Random) -> None:
    assumed = Assumed(Told(lowering_of(small_system(rng))))
    declared = assumed.told.declared
    cases = [declared, *(otherwise(assumed, declared, name) for name in assumed.uses)]
    found = Supposed(assumed.told.world, cases)
    for index, (name, result) in enumerate(assumed.results.items(), 1):
        assert result.status in statuses(assumed, name, found)
        assert set(result.critical_for) == assumed.flipped(found, index)


def statuses(assumed: Assumed, name: str, found: Supposed) -> set[str]:
    place, local = assumed.uses[name][0]
    if assumed.is_computed(name):
        reached = any(found.worst(fact)[0] for fact in assumed.facts(name))
        return {"violated"} if reached else {"discharged"}
    return {"vouched"} if vouched(place, local) else {"false", "unknown"}


def otherwise(assumed: Assumed, declared: Case, name: str) -> Case:
    """Suppose that an assumption fails which holds, or that it holds."""
    if assumed.results[name].status in {"discharged", "vouched"}:
        return declared._replace(failing=declared.failing | where(assumed.uses[name]))
    barred = frozenset(assumed.facts(name)) if assumed.is_computed(name) else frozenset()
    return declared._replace(failing=declared.failing - where(assumed.uses[name]), barred=barred)


@settings(max_examples=30)
@given(randoms())
def test_critical_sets_are_all_the_smallest_that_fail(rng: Random) -> None:
    data = boxes_of_assumptions(rng) if rng.random() < 0.7 else small_system(rng)
    assumed = Assumed(Told(lowering_of(data)))
    holding = [name for name, result in assumed.results.items() if result.status in {"discharged", "vouched"}]
    told, complete = assumed.premises.critical_sets()
    assert complete
    if len(holding) > MOST:
        return
    declared, tried = assumed.told.declared, list(subsets(holding))
    failing = [frozenset().union(*(where(assumed.uses[name]) for name in chosen)) for chosen in tried]
    found = Supposed(
        assumed.told.world, [declared._replace(failing=declared.failing | more) for more in failing]
    )
    flipped = [assumed.flipped(found, index) for index in range(len(tried))]
    expected = set()
    for loss in assumed.told.losses:
        fails = [frozenset(chosen) for chosen, lost in zip(tried, flipped, strict=True) if loss in lost]
        expected |= {(chosen, loss) for chosen in fails if not any(other < chosen for other in fails)}
    assert {(frozenset(one.assumptions), loss) for one in told for loss in one.losses} == expected
    assert len(told) == len({one.assumptions for one in told})


def boxes_of_assumptions(rng: Random) -> Data:
    """Write a system whose components assume that nothing enters them, and where much has to enter."""
    entering = [f"n.c{number}" for number in range(5)]
    steps: Data = {}
    for number in range(rng.randint(2, 5)):
        seen = [*entering, *steps]
        forms = {
            "any": some(rng, seen, 2, 1),
            "all": some(rng, seen, 3, 2),
            "at_least": {"count": 2, "of": some(rng, seen, 4, 2)},
        }
        form = rng.choice(list(forms))
        lost = some(rng, ["d.integrity", "e.availability"], 2)
        steps[f"s{number}"] = {
            form: forms[form],
            "loses": lost,
            "difficulty": rng.choice(["negligible", "high"]),
        }
    assumes = {
        f"h{number}": {"text": "Nobody", "falsifies": some(rng, entering, 2, 1)}
        for number in range(rng.randint(2, 4))
    }
    kind = {
        "title": "Box",
        "ports": {"n": {"in": [name.removeprefix("n.") for name in entering]}},
        "assets": {"d": {"title": "D"}, "e": {"title": "E", "needs": {"availability": 1}}},
        "steps": steps,
        "assumes": assumes,
    }
    components = {
        f"k{number}": {
            "type": "box",
            "unused": ["n"],
            "assumptions": {name: {"holds": rng.random() < 0.9} for name in assumes},
        }
        for number in range(rng.randint(1, 2))
    }
    return {"types": {"box": kind}, "systems": {"s": {"title": "S", "components": components}}}


@settings(max_examples=30)
@given(randoms())
def test_what_discharges_an_assumption_is_what_it_fails_without(rng: Random) -> None:
    assumed = Assumed(Told(lowering_of(small_system(rng))))
    declared = assumed.told.declared
    cases = [
        declared._replace(in_place=declared.in_place - where(uses)) for uses in assumed.controls.values()
    ]
    found = Supposed(assumed.told.world, cases)
    for name, result in assumed.results.items():
        expected = {
            control
            for index, control in enumerate(assumed.controls)
            if any(found.worst(fact)[index] for fact in assumed.facts(name))
        }
        assert set(result.discharged_by) == (expected if result.status == "discharged" else set())


# -- by hand -----------------------------------------------------------------------------------------

NOBODY = "ay: {text: Nobody, falsifies: [n.y]}\naz: {text: Nobody, falsifies: [n.z]}"
TWO_LOSSES = "one: {any: [n.y], loses: [d.integrity]}\nother: {all: [n.y, n.z], loses: [e.integrity]}"
VOUCHED = "{b: {type: b, unused: [n], assumptions: {ay: {holds: true}, az: {holds: true}}}}"


def test_each_loss_has_critical_sets_of_its_own() -> None:
    """A set that is critical for one loss does not hide a larger one of another."""
    text = box(assumes=NOBODY, steps=TWO_LOSSES, components=VOUCHED, attacked=False)
    found = told_text(text).analysis.critical_sets
    assert {one.assumptions: one.losses for one in found} == {
        ("ay@b",): ("b.d.integrity",),
        ("ay@b", "az@b"): ("b.e.integrity",),
    }


WRAPPED = """
types:
  b:
    title: B
    ports: {n: {in: [y]}}
    assets: {d: {title: D, needs: {availability: 0, integrity: 4, confidentiality: 0, auditability: 0}}}
    assumes: {safe: {text: Nobody, falsifies: [n.y]}}
    steps: {hack: {any: [n.y], loses: [d.integrity]}}
  room:
    title: Room
    ports: {n: {in: [y]}}
    components: {b: {type: b}}
    wires: [{between: [n, b.n]}]
  net:
    title: Net
    ports: {n: {in: [go, stay], out: [y]}}
    steps: {pass: {any: [n.%s], emits: [n.y]}}
systems:
  s:
    title: S
    components: {%s}
    wires: [%s]
    origins: {o: {title: O, has: [net.n.go]}}
"""
UNUSED = "x: {type: %s, unused: [n]}, net: {type: net, unused: [n]}"
JOINED = "x: {type: %s}, net: {type: net}"
WIRE = "{between: [x.n, net.n]}"


@pytest.mark.parametrize(
    ("passing", "components", "wires", "status", "level"),
    [
        ("go", UNUSED % "b", "", "unknown", 4),
        ("go", UNUSED % "room", "", "unknown", 4),
        ("go", JOINED % "b", WIRE, "violated", 4),
        ("go", JOINED % "room", WIRE, "violated", 4),
        ("stay", JOINED % "b", WIRE, "discharged", 0),
        ("stay", JOINED % "room", WIRE, "discharged", 0),
    ],
)
def test_only_what_is_wired_in_the_end_is_computed(
    passing: str, components: str, wires: str, status: str, level: int
) -> None:
    analysis = told_text(WRAPPED % (passing, components, wires)).analysis
    (assumption,) = analysis.assumptions
    assert (assumption.status, analysis.losses[0].likelihood) == (status, level)


def test_a_type_alone_is_judged_in_every_mode() -> None:
    step = "service: {any: [n.y], loses: [d.integrity], modes: [maintenance]}"
    lowering = lowering_of_text(box(steps=step))
    body = lowering.composition.declared.types["b"]
    (loss,) = Analyst(lowering, "b", body, Asked()).analysis().losses
    assert {mode for mode, level in loss.by_mode.items() if level} == {"maintenance"}
    assert set(loss.by_mode) == set(MODES)
