"""Instances that are alike are one node: no more of them than needed, and the same facts at every round."""

from collections.abc import Hashable, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from tests.composition.compositions import Data, randoms, well_formed
from tests.composition.loopbacks import add_loopbacks
from tests.composition.told import (
    data_of_text,
    every_question,
    lowering_of,
    model_of,
    named_nodes,
    world_of,
)

from hygie.composition.engine.kernels import closure
from hygie.composition.lowering.merge import Neighbours, refine
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance

WARD = """
types:
  pump:
    title: Pump
    ports: {lan: {in: [reach], out: [reach]}, line: {out: [dose]}}
    parts: {os: {access: {network: [lan.reach]}, interaction: []}}
    steps: {overdose: {any: [lan.reach], emits: [line.dose]}}
    controls: {limit: {title: Limit, guards: [overdose], in_place: false}}
    assumes: {quiet: {text: Quiet, falsifies: [os.control]}}
    configurable: [limit]
  switch:
    title: Switch
    ports: {lan: {in: [reach], out: [reach]}, up: {in: [reach], out: [reach]}}
    steps: {down: {any: [up.reach], emits: [lan.reach]}}
  patient:
    title: Patient
    ports: {line: {in: [dose]}}
    assets: {care: {title: Care}}
    steps: {harm: {any: [line.dose], loses: [care.integrity]}}
  ward:
    title: Ward
    ports: {up: {in: [reach], out: [reach]}}
    components: {switch: {type: switch}, pump: {type: pump, count: 4}, patient: {type: patient, count: 4}}
    wires:
      - between: [up, switch.up]
      - between: [pump.lan, switch.lan]
      - {between: [pump.line, patient.line], how: each}
systems:
  s:
    title: Hospital
    components: {ward: {type: ward, count: 3}, net: {type: switch, unused: [up]}}
    wires: [{between: [net.lan, ward.up]}]
    origins: {them: {title: They, has: [net.up.reach]}}
"""
TWO_MORE = """\
    components: {odd: {type: pump%s}, even: {type: pump%s}, switch: {type: switch}, pump: {type: pump, count: 4}, patient: {type: patient, count: 4}}
    wires:
      - {between: [odd.lan, switch.lan]%s}
      - {between: [even.lan, switch.lan]%s}
"""
"""Two more pumps in the ward, which may differ from one another."""

BASE = WARD[WARD.index("    components: {switch") : WARD.index("      - between: [up, switch.up]")]
TOUCHED = "vulnerabilities: [{id: X, type: pump, part: os, components: [%s]}]"
UNLIKE = [
    ("alike", ("", "", "", ""), "", False),
    ("a control", (", controls: {limit: true}", "", "", ""), "", True),
    ("the same control", (", controls: {limit: true}", ", controls: {limit: true}", "", ""), "", False),
    ("an assumption", (", assumptions: {quiet: {holds: true}}", "", "", ""), "", True),
    ("a wire in some modes", ("", "", ", modes: [manual]", ""), "", True),
    ("wires in other modes", ("", "", ", modes: [manual]", ", modes: [nominal]"), "", True),
    ("a vulnerability", ("", "", "", ""), TOUCHED % "ward.odd", True),
    ("the same vulnerability", ("", "", "", ""), TOUCHED % "ward.odd, ward.even", False),
]


def counted(model: Model) -> dict[str, list[int]]:
    """Give how many each class of a type stands for, by type."""
    found: dict[str, list[int]] = {}
    for instance, copies in zip(model.instances, model.copies, strict=True):
        found.setdefault(instance.outside.name, []).append(copies)
    return {name: sorted(copies) for name, copies in found.items()}


def model_of_text(text: str, **form: bool) -> Model:
    return model_of(lowering_of(data_of_text(text)), **form)


forms = pytest.mark.parametrize("explicit", [False, True], ids=["written", "laid out"])


@forms
def test_a_symmetrical_hospital_has_one_class_for_each_thing(explicit: bool) -> None:
    model = model_of_text(WARD, explicit=explicit)
    names = {instance.name: copies for instance, copies in zip(model.instances, model.copies, strict=True)}
    assert len(model.instances) == 6
    assert names == {"": 1, "net": 1, "ward": 3, "switch": 3, "pump": 12, "patient": 12}


@forms
@pytest.mark.parametrize(
    ("settings_of", "more", "apart"), [case[1:] for case in UNLIKE], ids=[case[0] for case in UNLIKE]
)
def test_what_differs_is_kept_apart(
    settings_of: tuple[str, ...], more: str, apart: bool, explicit: bool
) -> None:
    text = WARD.replace(BASE, TWO_MORE % settings_of) + more
    assert counted(model_of_text(text, explicit=explicit))["pump"] == ([3, 3, 12] if apart else [6, 12])


@pytest.mark.parametrize(
    ("patients", "pumps_apart", "patients_apart"),
    [(4, [12], [12]), (2, [12], [6]), (8, [12], [24]), (3, [6, 6], [3, 6]), (6, [6, 6], [6, 12])],
)
def test_what_is_shared_out_unevenly_is_kept_apart(
    patients: int, pumps_apart: list[int], patients_apart: list[int]
) -> None:
    text = WARD.replace("{type: patient, count: 4}", f"{{type: patient, count: {patients}}}")
    found = counted(model_of_text(text, explicit=True))
    assert (found["pump"], found["patient"]) == (pumps_apart, patients_apart)


@settings(max_examples=60, deadline=None)
@given(well_formed())
def test_every_instance_is_counted_once(data: Data) -> None:
    lowering = lowering_of(data)
    laid_out = len(world_of(lowering).places)
    for merged in (False, True):
        for explicit in (False, True):
            assert sum(model_of(lowering, merged=merged, explicit=explicit).copies) == laid_out


@settings(max_examples=60, deadline=None)
@given(well_formed(), randoms())
def test_copies_laid_out_one_by_one_are_merged_again(data: Data, rng: Random) -> None:
    lowering = lowering_of(add_loopbacks(rng, data))
    written, laid_out = model_of(lowering), model_of(lowering, explicit=True)
    assert len(laid_out.instances) <= len(written.instances)
    assert len(written.instances) <= len(model_of(lowering, merged=False).instances)


@settings(max_examples=60, deadline=None)
@given(well_formed(), randoms())
def test_the_same_holds_at_the_same_round(data: Data, rng: Random) -> None:
    lowering = lowering_of(add_loopbacks(rng, data))
    scenario = Scenario(*rng.choice(every_question(world_of(lowering))))
    for explicit in (False, True):
        rounds = [
            rounds_of(model_of(lowering, merged=merged, explicit=explicit), scenario)
            for merged in (False, True)
        ]
        assert rounds[0] == rounds[1]


def rounds_of(model: Model, scenario: Scenario) -> dict[tuple[str, str, str], int]:
    """Give the round at which each fact of each instance first holds, -1 for never."""
    stage = closure(model.graph, sources=Stance(model).sources(scenario)).stage
    return {
        (model.assembly.instances[index].path, kind, name): int(stage[node])
        for node, owner, kind, name in named_nodes(model)
        for index in model.classes.members[owner]
    }


# -- the refinement by itself ----------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(randoms())
def test_refinement_is_that_of_rounds_over_all(rng: Random) -> None:
    size, colours, ways = rng.randint(1, 12), rng.randint(1, 3), rng.randint(1, 3)
    looks = numbered([rng.randrange(colours) for _ in range(size)])
    around: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for _ in range(rng.randint(0, 2 * size)):
        first, second, way = rng.randrange(size), rng.randrange(size), rng.randrange(ways)
        around[first].append((2 * way, second))
        if rng.random() < 0.8:  # most joints are seen from both ends
            around[second].append((2 * way + 1, first))
    assert refine(looks, around) == by_rounds(looks, around)


def by_rounds(looks: list[int], around: Neighbours) -> list[int]:
    """Refine by the definition: all instances again, until a round tells no more of them apart."""
    colours = list(looks)
    while True:
        seen = [sorted((way, colours[other]) for way, other in near) for near in around]
        finer = numbered(list(zip(colours, map(tuple, seen), strict=True)))
        if max(finer) == max(colours):
            return finer
        colours = finer


def numbered(items: Sequence[Hashable]) -> list[int]:
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(item, len(numbers)) for item in items]


@pytest.mark.parametrize("size", [3000, 3001])
def test_a_row_of_thousands_is_refined_from_both_ends(size: int) -> None:
    """Rounds over all would be half as many as there are instances."""
    around = [[(0, other) for other in (at - 1, at + 1) if 0 <= other < size] for at in range(size)]
    assert refine([0] * size, around) == [min(at, size - 1 - at) for at in range(size)]


def test_a_row_of_thousands_of_components() -> None:
    size = 3000
    components = {f"c{number}": {"type": "switch"} for number in range(size)}
    wires = [{"between": [f"c{number}.lan", f"c{number + 1}.up"]} for number in range(size - 1)]
    data = data_of_text(WARD)
    data["systems"]["s"] = {"title": "Row", "components": components, "wires": wires}
    assert len(model_of(lowering_of(data)).instances) == size + 1
