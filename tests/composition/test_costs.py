"""What a loss costs the attacker at least: as trying every set of steps tells, on systems laid out."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from tests.composition.advised_systems import box, small_system
from tests.composition.compositions import randoms
from tests.composition.laid_out import Fact, World
from tests.composition.naive import Question, clauses, guarded
from tests.composition.supposed import Supposed
from tests.composition.told import lowering_of, lowering_of_text
from tests.composition.tried import Told, subsets, told_text

from hygie.composition.analysis.analyse import analyse_dossier
from hygie.composition.analysis.costs import Costs
from hygie.composition.lowering.model import Model
from hygie.composition.published.publishing import publish
from hygie.composition.published.signing import new_key
from hygie.kernel.diagnostic import Refusal

MOST_COSTLY = 9
MINUTES = {"min": 1, "h": 60, "d": 1440}


def costs_of(told: Told) -> Costs:
    def laid_out() -> Model:
        body = told.lowering.composition.declared.systems["s"]
        return told.lowering.model("s", body, merged=False, explicit=True)

    return Costs(told.analyst.stance, told.analyst.modes, laid_out)


def costly_steps(world: World) -> dict[Fact, float]:
    return {
        place.fact("step", name): step.effort
        for place in world.places
        for name, step in place.body.steps.items()
        if step.effort
    }


def system_of_few_costly_steps(rng: Random) -> Told:
    while True:
        told = Told(lowering_of(small_system(rng)))
        if len(costly_steps(told.world)) <= MOST_COSTLY:
            return told


@settings(max_examples=25)
@given(randoms())
def test_effort_is_that_of_the_cheapest_steps(rng: Random) -> None:
    told = system_of_few_costly_steps(rng)
    efforts, costs = costly_steps(told.world), costs_of(told)
    tried = list(subsets(list(efforts)))
    found = Supposed(
        told.world,
        [told.declared._replace(barred=frozenset(efforts) - frozenset(allowed)) for allowed in tried],
    )
    for goal, name in zip(told.analyst.goals, told.analyst.names, strict=True):
        effort = costs.effort(goal)
        for loss in told.losses[name]:
            enough = [
                sum(efforts[step] for step in allowed)
                for allowed, level in zip(tried, found.worst(loss), strict=True)
                if level
            ]
            if effort is None:
                assert not efforts or not enough
                continue
            lower, exact, upper = effort
            assert exact is not None
            assert upper is not None
            assert math.isclose(exact, min(enough))
            assert lower <= exact + 1e-9
            assert exact <= upper + 1e-9


@settings(max_examples=25)
@given(randoms())
def test_earliest_is_that_of_the_quickest_mode(rng: Random) -> None:
    told = Told(lowering_of(small_system(rng)))
    minutes = minutes_of(told.world)
    each = [makespans(told.world, mode, minutes) for mode in told.analyst.modes]
    found = costs_of(told).earliest(told.analyst.goals)
    for name, time in zip(told.analyst.names, found, strict=True):
        for loss in told.losses[name]:
            expected = min(times.get(loss, math.inf) for times in each)
            assert time == (expected if any(minutes.values()) and math.isfinite(expected) else None)


def minutes_of(world: World) -> dict[Fact, float]:
    def minutes(delay: str | None) -> float:
        unit = (delay or "0min").lstrip("0123456789.")
        return float((delay or "0min").removesuffix(unit)) * MINUTES[unit]

    return {
        place.fact("step", name): minutes(step.time)
        for place in world.places
        for name, step in place.body.steps.items()
    }


def makespans(world: World, mode: str, minutes: Mapping[Fact, float]) -> dict[Fact, float]:
    """Give when each fact holds at the earliest: conditions are met side by side, a step takes its time."""
    barred = guarded(world, Question(mode))
    rules = clauses(world, Question(mode))
    found: dict[Fact, float] = {}
    while True:
        before = dict(found)
        for clause in rules:
            ready = max((kth(count, facts, found) for count, facts in clause.needs), default=0.0)
            for fact in clause.gives:
                when = ready + minutes.get(fact, 0.0)
                if fact not in barred and when < found.get(fact, math.inf):
                    found[fact] = when
        if found == before:
            return found


def kth(count: int, facts: Sequence[Fact], times: Mapping[Fact, float]) -> float:
    known = sorted(times.get(fact, math.inf) for fact in facts)
    return known[count - 1] if count <= len(known) else math.inf


# -- by hand -----------------------------------------------------------------------------------------

SLOW = (
    "slow: {any: [n.y], loses: [d.integrity], modes: [nominal], time: 2d, effort: 1, difficulty: negligible}"
)
FAST = "fast: {any: [n.y], loses: [d.integrity], modes: [degraded], time: 5min, effort: 9, difficulty: low}"


def test_the_quickest_and_the_cheapest_attack_may_be_in_other_modes_than_the_likeliest() -> None:
    told = told_text(box(modes=["nominal", "degraded"], steps=f"{SLOW}\n{FAST}"))
    (loss,) = told.analysis.losses
    assert dict(loss.by_mode) == {"nominal": 4, "degraded": 3}
    assert loss.earliest == 5.0
    assert loss.effort == (1.0, 1.0, 1.0)


TWINS = """
types:
  server:
    title: Server
    ports: {a: {in: [x], out: [dead]}}
    steps: {hack: {any: [a.x], emits: [a.dead], effort: 3, time: 1h}}
systems:
  s:
    title: S
    origins: {o: {title: O, has: [%s]}}
    components: {%s}
    assets: {care: {title: Care, needs: {availability: 4, integrity: 0, confidentiality: 0, auditability: 0}}}
    steps: {down: {%s, loses: [care.availability]}}
"""
PAIR = "p1.a.x, p2.a.x", "p1: {type: server}, p2: {type: server}"


@pytest.mark.parametrize(
    ("parts", "effort"),
    [
        ((*PAIR, "at_least: {count: 2, of: [p1.a.dead, p2.a.dead]}"), 6.0),
        ((*PAIR, "all: [p1.a.dead, p2.a.dead]"), 6.0),
        ((*PAIR, "any: [p1.a.dead, p2.a.dead]"), 3.0),
        (("p1.a.x", "p1: {type: server, count: 3}", "at_least: {count: 2, of: [p1.a.dead]}"), 6.0),
        (("p1.a.x", "p1: {type: server, count: 3}", "any: [p1.a.dead]"), 3.0),
    ],
    ids=["two-of-two", "all-of-two", "one-of-two", "two-of-three-copies", "one-of-three-copies"],
)
def test_instances_that_are_alike_are_paid_one_by_one(parts: tuple[str, str, str], effort: float) -> None:
    (loss,) = told_text(TWINS % parts).analysis.losses
    assert loss.effort is not None
    assert loss.effort[1] == effort
    assert loss.earliest == 60.0, "they are attacked side by side"


def test_what_is_not_reached_costs_nothing_that_could_be_told() -> None:
    (loss,) = told_text(
        box(steps="far: {any: [n.z], loses: [d.integrity], time: 1h, effort: 2}")
    ).analysis.losses
    assert (loss.likelihood, loss.earliest, loss.effort) == (0, None, None)


DEVICE = """
types:
  device:
    title: Device
    ports: {n: {in: [y], out: [z]}}
    steps: {go: {any: [n.y], emits: [n.z], time: 10d, effort: 50}}
"""
AROUND = """
types:
  care:
    title: Care
    ports: {n: {in: [z]}}
    assets: {d: {title: D, needs: {availability: 0, integrity: 4, confidentiality: 0, auditability: 0}}}
    steps: {harm: {any: [n.z], loses: [d.integrity], time: 1h, effort: 1}}
systems:
  s:
    title: S
    origins: {o: {title: O, has: [b.n.y]}}
    components: {b: {type: device}, c: {type: care}}
    wires: [{between: [b.n, c.n]}]
published: {device: {file: device.json, signed_by: maker}}
"""


def test_what_is_inside_a_published_type_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    published = publish(lowering_of_text(DEVICE), "device", new_key())
    assert not isinstance(published, Refusal)
    maker = f"publishers: {{maker: {{title: Maker, ed25519: '{published.signed_by}'}}}}\n"
    (tmp_path / "systems").mkdir()
    (tmp_path / "systems" / "device.json").write_bytes(published.file)
    (tmp_path / "systems" / "all.yaml").write_text(AROUND + maker, encoding="utf-8")
    analyses = analyse_dossier(tmp_path, None)
    assert not isinstance(analyses, Refusal)
    (loss,) = analyses[0].losses
    assert (loss.earliest, loss.effort, loss.costs_left_out) == (60.0, (1.0, None, None), True)
    (whole,) = told_text(
        f"{DEVICE}{AROUND[AROUND.index('  care:') : AROUND.index('published:')]}"
    ).analysis.losses
    assert (whole.earliest, whole.effort, whole.costs_left_out) == (14_460.0, (51.0, 51.0, 51.0), False)
