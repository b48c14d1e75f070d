"""What is advised is what trying every set of controls would advise, by the page of the language."""

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from tests.composition.advised_systems import box, small_system
from tests.composition.compositions import randoms
from tests.composition.told import lowering_of
from tests.composition.tried import Exhaustive, Told, told_text

from hygie.composition.analysis.analyse import CUTS
from hygie.composition.analysis.results import CutResult
from hygie.composition.engine.programs import Deadline


def told_and_tried(rng: Random) -> tuple[Told, Exhaustive]:
    told = Told(lowering_of(small_system(rng)))
    return told, Exhaustive(told)


@settings(max_examples=30)
@given(randoms())
def test_a_cut_does_what_it_says(rng: Random) -> None:
    told, tried = told_and_tried(rng)
    assert {option.name: option.cost for option in told.analyst.advisor.options} == {
        name: option.cost for name, option in told.options.items()
    }
    assert set(told.analyst.advisor.unacceptable) == tried.unacceptable
    for cut in told.advice.cuts:
        index = tried.place[frozenset(cut.controls)]
        assert cut.removes
        assert set(cut.removes) == tried.removed(index)
        assert set(cut.creates) == tried.created(index)
        assert not tried.costs(index)
        assert cut.cost == told.cost(cut.controls)


@settings(max_examples=30)
@given(randoms())
def test_cuts_are_the_cheapest_and_what_has_none_is_told(rng: Random) -> None:
    told, tried = told_and_tried(rng)
    advice = told.advice
    assert not advice.capped
    assert {one.control for one in told.analyst.advisor.refused} == tried.refused
    assert set(advice.uncut) == {name for name in tried.unacceptable if tried.cheapest({name}) is None}
    left = [name for name in told.analyst.advisor.unacceptable if name not in advice.uncut]
    together = tried.cheapest(set(left))
    assert advice.conflicting == (together is None)
    for asked in [left, *([name] for name in left[:CUTS])]:
        cost = tried.cheapest(set(asked))
        if left and cost is not None:
            assert any(cheapest(cut, cost, asked) for cut in advice.cuts)
    if together is not None:
        cut_or_not = {name for cut in advice.cuts for name in cut.removes} | set(advice.uncut)
        assert cut_or_not == tried.unacceptable


def cheapest(cut: CutResult, cost: float, asked: list[str]) -> bool:
    return (
        math.isclose(cut.cost, cost) and cut.optimal and cut.bound == cut.cost and {*asked} <= {*cut.removes}
    )


@settings(max_examples=15)
@given(randoms())
def test_budgets_buy_the_most_that_they_can(rng: Random) -> None:
    told, tried = told_and_tried(rng)
    assume(tried.unacceptable)
    everything = told.cost(list(told.options))
    budgets = [everything * part / 4 for part in range(5)]
    expected: list[tuple[float, float]] = []
    for budget in budgets:
        costs = [(tried.weight(index), told.cost(tried.of[index])) for index in tried.admissible]
        best = min(one for one in costs if one[1] <= budget)
        if not expected or best[0] < expected[-1][0]:
            expected.append(best)
    points = told.analyst.advisor.budget(budgets)
    indices = [tried.place[frozenset(point.controls)] for point in points]
    assert [
        (tried.weight(index), point.cost) for index, point in zip(indices, points, strict=True)
    ] == expected
    for index, point in zip(indices, points, strict=True):
        assert index in tried.admissible
        assert point.optimal
        assert point.cost == told.cost(point.controls)
        assert set(point.remaining) == tried.unacceptable - tried.removed(index)


# -- cases that went wrong, or nearly ----------------------------------------------------------------

HACK = "hack: {any: [n.y], loses: [d.integrity], difficulty: negligible}"
DEAR = "dear: {title: Dear, in_place: false, cost: 5, guards: [hack]}"
CHEAP = "cheap: {title: Cheap, in_place: false, cost: 1, guards: [hack], loses: [%s]}"
LOG = "log: {}"

TWINS = """
types:
  server:
    title: Server
    ports: {a: {in: [x], out: [dead]}}
    controls: {fw: {title: Filter, in_place: false, cost: 5, guards: [hack]}}
    steps: {hack: {any: [a.x], emits: [a.dead], difficulty: negligible}}
systems:
  s:
    title: S
    origins: {o: {title: O, has: [%s]}}
    components: {%s}
    assets: {care: {title: Care, needs: {availability: 4, integrity: 0, confidentiality: 0, auditability: 0}}}
    steps: {down: {%s, loses: [care.availability], difficulty: negligible}}
"""
PAIR = "p1.a.x, p2.a.x", "p1: {type: server}, p2: {type: server}"
COUNTED = "p1.a.x", "p1: {type: server, count: 3}"


@pytest.mark.parametrize(
    ("system", "condition", "controls", "cost"),
    [
        (PAIR, "at_least: {count: 2, of: [p1.a.dead, p2.a.dead]}", 1, 5),
        (PAIR, "all: [p1.a.dead, p2.a.dead]", 1, 5),
        (PAIR, "any: [p1.a.dead, p2.a.dead]", 2, 10),
        (COUNTED, "at_least: {count: 2, of: [p1.a.dead]}", 1, 15),
    ],
    ids=["both-of-two", "all-of-two", "one-of-two", "a-component-with-a-count-is-decided-once"],
)
def test_instances_that_are_alike_are_decided_one_by_one(
    system: tuple[str, str], condition: str, controls: int, cost: float
) -> None:
    told = told_text(TWINS % (*system, condition))
    (cut,) = told.advice.cuts
    assert (len(cut.controls), cut.cost, cut.removes) == (controls, cost, ("care.availability",))
    assert told.advice.uncut == ()
    supposed = told_text(TWINS % (*system, condition), *(f"+{name}" for name in cut.controls))
    assert supposed.analyst.advisor.unacceptable == {}


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (
            box(
                modes=["nominal", "degraded"],
                parts=LOG,
                controls=f"{CHEAP % 'log.availability'}\n{DEAR}",
                steps="""hack: {any: [n.y], loses: [d.integrity], modes: [nominal]}
                blind: {all: [n.y, log.availability], loses: [d.integrity], modes: [degraded]}""",
            ),
            set(),
        ),
        (
            box(
                parts=LOG,
                controls=f"{CHEAP % 'log.availability'}\n{DEAR}",
                steps=f"""{HACK}
                blind: {{all: [n.y, log.availability], loses: [care.availability]}}""",
            ),
            {"cheap@b"},
        ),
        (box(controls=f"{CHEAP % 'care.availability'}\n{DEAR}", steps=HACK), {"cheap@b"}),
        (
            box(
                controls=f"{DEAR}\n{CHEAP % 'care.availability'}"[:-1] + ", modes: [nominal]}",
                modes=["degraded", "nominal"],
                steps=HACK,
            ),
            {"cheap@b"},
        ),
    ],
    ids=["in-another-mode", "by-an-attack-on-a-function", "a-function-by-itself", "in-one-mode-only"],
)
def test_what_a_cheap_control_opens_is_not_bought(text: str, refused: set[str]) -> None:
    told = told_text(text)
    (cut,) = told.advice.cuts
    assert (cut.controls, cut.cost, cut.removes) == (("dear@b",), 5.0, ("b.d.integrity",))
    assert {one.control for one in told.analyst.advisor.refused} == refused


def test_a_control_that_works_in_no_mode_studied_cuts_nothing() -> None:
    elsewhere = f"{CHEAP[:-1]}, modes: [emergency]}}" % "care.availability"
    told = told_text(box(controls=f"{elsewhere}\n{DEAR}", steps=HACK))
    assert [cut.controls for cut in told.advice.cuts] == [("dear@b",)]
    assert told.analyst.advisor.refused == ()


def test_a_loss_that_controls_only_open_again_is_uncut() -> None:
    steps = f"{HACK}\nblind: {{all: [n.y, log.availability], loses: [d.integrity]}}"
    told = told_text(box(parts=LOG, controls=CHEAP % "log.availability", steps=steps))
    assert (told.advice.uncut, told.advice.cuts) == (("b.d.integrity",), ())
    assert not told.advice.conflicting, "there is no other loss that it could conflict with"


BOTH = """hack: {any: [n.y], loses: [d.integrity]}
    tamper: {any: [n.y], loses: [e.integrity]}
    crash: {all: [p.availability, q.availability], loses: [d.integrity, e.integrity]}"""
EACH = """one: {title: One, in_place: false, cost: 1, guards: [hack], loses: [p.availability]}
    other: {title: Other, in_place: false, cost: 1, guards: [tamper], loses: [q.availability]}"""


def test_losses_that_can_be_cut_alone_but_not_together() -> None:
    told = told_text(box(parts="p: {}\nq: {}", controls=EACH, steps=BOTH))
    assert {cut.controls: cut.removes for cut in told.advice.cuts} == {
        ("one@b",): ("b.d.integrity",),
        ("other@b",): ("b.e.integrity",),
    }
    assert told.advice.conflicting
    assert told.advice.uncut == ()


def test_a_loss_without_a_cut_does_not_hide_that_of_the_others() -> None:
    steps = f"""{HACK}
    blind: {{all: [n.y, log.availability], loses: [d.integrity]}}
    tamper: {{any: [n.y], loses: [e.integrity]}}"""
    controls = (
        f"{CHEAP % 'log.availability'}\nseal: {{title: Seal, in_place: false, cost: 2, guards: [tamper]}}"
    )
    told = told_text(box(parts=LOG, controls=controls, steps=steps))
    assert [(cut.controls, cut.removes) for cut in told.advice.cuts] == [(("seal@b",), ("b.e.integrity",))]
    assert told.advice.uncut == ("b.d.integrity",)
    assert not told.advice.conflicting


def test_without_time_what_is_not_proved_is_not_said_to_be() -> None:
    steps = f"{HACK}\ntamper: {{any: [n.y], loses: [d.integrity]}}"
    told = told_text(box(parts="p: {}\nq: {}", controls=EACH, steps=steps))
    advisor = replace(told.analyst.advisor, deadline=Deadline(0.0))
    advice = advisor.advise(CUTS)
    (cut,) = advice.cuts or [None]
    assert "cuts" in advice.capped if cut is None else (not cut.optimal and cut.bound <= cut.cost)


def test_a_control_of_the_system_itself_is_named_as_a_question_wants_it() -> None:
    text = """
systems:
  s:
    title: S
    components: {}
    parts: {os: {}}
    assets: {d: {title: D, needs: {availability: 0, integrity: 4, confidentiality: 0, auditability: 0}}}
    assumes: {a: {text: T, falsifies: [os.control]}}
    steps: {hack: {any: [os.control], loses: [d.integrity]}}
    controls: {policy: {title: P, in_place: false, guards: [hack], per: type, cost: 2}}
"""
    told = told_text(text)
    assert [(cut.controls, cut.cost) for cut in told.advice.cuts] == [(("policy",), 2.0)]
    assert told_text(text, "+policy").analyst.advisor.unacceptable == {}
