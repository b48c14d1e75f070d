"""Guarantees hold where no environment belies them, and the smallest that does is shown."""

from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given, settings
from tests.composition.advised_systems import small_system
from tests.composition.compositions import MODES, Data, randoms, some
from tests.composition.facts_written import losses, own
from tests.composition.laid_out import all_named
from tests.composition.supposed import Case, Supposed
from tests.composition.told import lowering_of
from tests.composition.tried import Told, subsets, told_text

from hygie.composition.analysis.results import GuaranteeResult

MOST = 7


@settings(max_examples=30)
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


def environments(
    data: Data, kind: str, guarantee: Data
) -> tuple[list[str], Callable[[tuple[str, ...]], bool]]:
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


# -- by hand -----------------------------------------------------------------------------------------

HOLED = """
types:
  b:
    title: B
    ports: {n: {in: [y]}}
    parts: {os: {access: {network: [n.y]}}}
    assets: {d: {title: D, on: os, needs: {availability: 0, integrity: 4, confidentiality: 0, auditability: 0}}}
    guarantees: {g: {never: [d.integrity]}}
systems:
  s:
    title: S
    origins: {o: {title: O, has: [b1.n.y]}}
    components: {b1: {type: b}, b2: {type: b, unused: [n]}}
vulnerabilities: [{id: CVE-1, type: b, part: os, %s cvss: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"]}]
"""


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ("", {"g@b": False}),
        ("components: [b1, b2],", {"g@b": False}),
        ("components: [b1],", {"g@b1": False, "g@b2": True}),
    ],
    ids=["the-type", "every-instance", "one-instance"],
)
def test_a_vulnerable_instance_breaks_the_guarantee(components: str, expected: Mapping[str, bool]) -> None:
    found = guarantees(told_text(HOLED % components))
    assert {one.id: one.holds for one in found} == expected
    assert all(one.counterexample == (() if one.holds else ("n.y",)) for one in found)


BOTH_WAYS = """
types:
  b:
    title: B
    ports: {n: {in: [go, y], out: [y]}}
    controls: {fw: {title: Filter, in_place: true, guards: [n.y]}}
    steps: {emit: {any: [n.go], emits: [n.y]}}
    guarantees: {g: {never: [n.y], given: [fw]}}
systems:
  s: {title: S, components: {b: {type: b, unused: [n]}}}
"""


@pytest.mark.parametrize(
    ("incoming", "holds"), [("go, y", False), ("go", True)], ids=["both-ways", "out-only"]
)
def test_what_a_control_guards_at_a_port_is_first_what_enters(incoming: str, holds: bool) -> None:
    (found,) = guarantees(told_text(BOTH_WAYS.replace("go, y", incoming)))
    assert (found.holds, found.counterexample) == (holds, () if holds else ("n.go",))
