"""Assumptions and guarantees: as supposing each of them, and every environment, tells."""

from collections.abc import Callable, Mapping
from functools import cached_property
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from tests.composition.advised_systems import Told, box, small_system, subsets, told_text
from tests.composition.compositions import MODES, Data, randoms, some
from tests.composition.facts_written import losses, own
from tests.composition.laid_out import Fact, Place, all_named
from tests.composition.naive import computed, vouched
from tests.composition.supposed import Case, Supposed, Use
from tests.composition.told import lowering_of, members

from hygie.composition.analysis.analyse import serious
from hygie.composition.analysis.premises import Premises
from hygie.composition.analysis.results import GuaranteeResult

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
        return {name: self._alike(use.owner, use.name) for name, use in zip(self.results, stance.assumptions, strict=True)}

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


@settings(max_examples=40)
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


@settings(max_examples=40)
@given(randoms())
def test_critical_sets_are_all_the_smallest_that_fail(rng: Random) -> None:
    assumed = Assumed(Told(lowering_of(assuming_more(rng, small_system(rng)))))
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
    expected = set()
    for loss in assumed.told.losses:
        fails = [
            frozenset(chosen) for index, chosen in enumerate(tried) if loss in assumed.flipped(found, index)
        ]
        expected |= {(chosen, loss) for chosen in fails if not any(other < chosen for other in fails)}
    assert {(frozenset(one.assumptions), loss) for one in told for loss in one.losses} == expected
    assert len(told) == len({one.assumptions for one in told})


def assuming_more(rng: Random, data: Data) -> Data:
    """Let types vouch for what enters them, and steps need several things that enter."""
    for kind, body in data["types"].items():
        entering = own(body, "in")
        vouched_for = {f"v{number}": fact for number, fact in enumerate(some(rng, entering, 3))}
        for name, fact in vouched_for.items():
            body["assumes"][name] = {"text": "Nobody", "falsifies": [fact]}
        for step in some(rng, list(body["steps"].values()), 3):
            step["all"] = some(rng, entering, 3, 1)
        for whole in (*data["types"].values(), *data["systems"].values()):
            for component in whole["components"].values():
                if component["type"] == kind:
                    component["assumptions"] |= {name: {"holds": True} for name in vouched_for}
    return data


@settings(max_examples=40)
@given(randoms())
def test_what_discharges_an_assumption_is_what_it_fails_without(rng: Random) -> None:
    assumed = Assumed(Told(lowering_of(small_system(rng))))
    declared = assumed.told.declared
    cases = [declared._replace(in_place=declared.in_place - where(uses)) for uses in assumed.controls.values()]
    found = Supposed(assumed.told.world, cases)
    for name, result in assumed.results.items():
        expected = {
            control
            for index, control in enumerate(assumed.controls)
            if any(found.worst(fact)[index] for fact in assumed.facts(name))
        }
        assert set(result.discharged_by) == (expected if result.status == "discharged" else set())


# -- guarantees --------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(randoms())
def test_a_guarantee_holds_if_no_environment_belies_it(rng: Random) -> None:
    data = small_system(rng)
    kind = rng.choice(list(data["types"]))
    guarantee = guarantee_of(rng, data["types"][kind])
    if guarantee is None:
        return
    data["types"][kind]["guarantees"] = {"g": guarantee}
    (result,) = guarantees(alone(data, kind))
    inputs, broken = environments(data, kind, guarantee)
    every = [chosen for chosen in subsets(inputs) if broken(chosen)]
    assert result.holds == (not every)
    if every:
        assert result.counterexample in every
        assert not any(set(other) < set(result.counterexample) for other in every)


def guarantee_of(rng: Random, body: Data) -> Data | None:
    promised = [*own(body, "out"), *losses(body)]
    inputs = len(own(body, "in")) + sum(bool(control.get("loses")) for control in body["controls"].values())
    if not promised or inputs > MOST:
        return None
    return {"never": some(rng, promised, 2, 1), "given": some(rng, [*body["assumes"], *body["controls"]], 4)}


def alone(data: Data, kind: str) -> Told:
    """Give a system of one component of a type, beside nothing."""
    component = {"type": kind, "unused": list(data["types"][kind]["ports"])}
    body = {"title": "Alone", "modes": list(MODES), "components": {"x": component}}
    everywhere = [
        {name: said for name, said in one.items() if name != "components"} for one in data["vulnerabilities"]
    ]
    return Told(lowering_of({**data, "systems": {"s": body}, "vulnerabilities": everywhere}))


def guarantees(told: Told) -> tuple[GuaranteeResult, ...]:
    return told.analysis.guarantees


def environments(data: Data, kind: str, guarantee: Data) -> tuple[list[str], Callable[[tuple[str, ...]], bool]]:
    """Give what may enter, or be in place at a cost, and whether it belies the guarantee in some mode.

    A control that is not given may be there and cost what it costs, but nothing may rest on its guarding.
    """
    body: Data = data["types"][kind]
    given_ = guarantee["given"]
    controls = {
        name: control if name in given_ else {**control, "guards": []}
        for name, control in body["controls"].items()
    }
    told = alone({**data, "types": {**data["types"], kind: {**body, "controls": controls}}}, kind)
    place = next(place for place in told.world.places if place.path == "x")
    excluded = {fact for name in given_ for fact in body["assumes"].get(name, {}).get("falsifies", ())}
    ports = [name for name in own(body, "in") if name not in excluded]
    costly = [name for name, control in controls.items() if control.get("loses") and name not in given_]
    others = {use for use in told.declared.in_place if use[0] != "x"}
    failing = {use for use in told.declared.failing if use[0] != "x"}
    failing |= {("x", name) for name in body["assumes"] if name not in given_}

    def case(chosen: tuple[str, ...]) -> Case:
        placed = {("x", name) for name in controls if name in given_ or name in chosen}
        entering = frozenset(place.fact("incoming", name) for name in chosen if name in ports)
        return Case(frozenset(others | placed), frozenset(failing), entering)

    tried = list(subsets([*ports, *costly]))
    found = Supposed(told.world, [case(chosen) for chosen in tried])
    facts = all_named(place, guarantee["never"], "emits")
    reached = {
        frozenset(chosen): any(found.worst(fact)[index] for fact in facts)
        for index, chosen in enumerate(tried)
    }
    return [*ports, *costly], lambda chosen: reached[frozenset(chosen)]
