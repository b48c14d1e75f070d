"""The engine says of every fact of every instance what the page of the language says, laid out naively."""

from itertools import product
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from tests.composition.compositions import Data, declarations, randoms, seeded, well_formed
from tests.composition.laid_out import Fact
from tests.composition.loopbacks import add_loopbacks, leave_unwired
from tests.composition.naive import Question, levels
from tests.composition.told import (
    FILE,
    engine_says,
    every_question,
    holds_only,
    lowering_of,
    lowering_of_text,
    model_of,
    page_says,
    world_of,
)

from hygie.composition.language.read import Composition, read_types

FORMS = [
    {"merged": merged, "explicit": explicit} for merged, explicit in product((True, False), (False, True))
]

BOX = """
types:
  box:
    title: Box
    ports: {p: {in: [reach, touch, order], out: [reach]}, q: {in: [reach], out: [reach]}}
    parts:
      os: {access: {network: [p.reach], local: [session], physical: [p.touch]}, privileges: {low: [session]}, interaction: []}
      app: {on: os}
      bare: {}
    assets: {data: {title: Data, on: app}}
    steps:
      session: {all: [q.reach], difficulty: low}
      relay: {any: [os.control, p.reach], emits: [q.reach], detect: {by: log}, difficulty: moderate}
      stop: {all: [p.touch], loses: [os.availability], modes: [manual]}
      both: {all: [p.reach], any: [q.reach], emits: [p.reach], difficulty: high}
      ring: {any: [gnir]}
      gnir: {any: [ring]}
    controls:
      log: {title: Log, in_place: true, modes: [nominal]}
      seal: {title: Seal, in_place: true, guards: [os.control], loses: [bare.availability], modes: [nominal]}
    assumes: {apart: {text: Apart, falsifies: [p.order]}}
    configurable: [seal]
  room:
    title: Room
    ports: {p: {in: [reach], out: [reach]}}
    components: {box: {type: box, count: 3, unused: [q]}}
    wires: [{between: [p, box.p]}]
    controls: {door: {title: Door, guards: [box.p.reach], in_place: {unknown: nobody looked}}}
systems:
  s:
    title: System
    modes: [nominal, manual]
    origins: {them: {title: They, has: [%s], level: %s}}
    components: {%s}
    wires: [%s]
    steps: {enough: {at_least: {count: 3, of: [%s]}}}
vulnerabilities: [%s]
"""
USUAL = {
    "has": "one.p.touch",
    "level": "4",
    "components": "one: {type: box, unused: [p, q], assumptions: {apart: {holds: true}}}",
    "wires": "",
    "among": "one.p.reach, one.q.reach, one.data.integrity",
    "vulnerabilities": "",
}


def box(**said: str) -> str:
    """Write the system of a case: what differs from the usual one."""
    return BOX % tuple({**USUAL, **said}.values())


def exploit(vector: str, *, part: str = "os", privileges: str = "N", interaction: str = "N") -> str:
    cvss = f"CVSS:3.1/AV:{vector}/AC:L/PR:{privileges}/UI:{interaction}/S:U/C:H/I:H/A:H"
    return f'{{id: X, type: box, part: {part}, cvss: ["{cvss}"], exploited: true}}'


REACHED = {"has": "one.p.reach", "vulnerabilities": exploit("N")}
SEVERAL = "one: {type: box, count: %d, unused: [p%s], assumptions: {apart: {holds: true}}}"
ALONE = "one: {type: box, assumptions: {apart: {holds: true}}}"
ROOM = "one: {type: box, unused: [p, q]}, room: {type: room, unused: [p]}"
SEVERAL_ALONE = "one: {type: box, count: 3, assumptions: {apart: {holds: true}}}"
ROOM_WIRED = "one: {type: box, unused: [p]}, room: {type: room}"
MANUAL = Question("manual")
CASES = [
    ("a cycle proves nothing", box(has="one.p.reach"), Question(), "step relay", "step ring"),
    ("an origin gives what it has", box(), Question(), "incoming p.touch", "incoming p.reach"),
    ("an origin of its level", box(has="one.p.reach", level="3"), Question(threshold=3), "incoming p.reach", ""),
    ("no origin above its level", box(level="3"), Question(threshold=4), "", "incoming p.touch"),
    ("each of all, one of any", box(has="one.p.reach, one.q.reach"), Question(), "outgoing p.reach", ""),
    ("not each of all", box(has="one.q.reach"), Question(), "step session", "outgoing p.reach"),
    ("a step of its level", box(has="one.p.reach"), Question(threshold=2), "step relay", ""),
    ("no step below the level", box(has="one.p.reach"), Question(threshold=3), "incoming p.reach", "step relay"),
    ("copies count", box(has="one.p.reach, one.q.reach", components=SEVERAL % (3, ", q"), among="one.p.reach"), Question(), "step enough s", ""),
    ("too few copies", box(has="one.p.reach, one.q.reach", components=SEVERAL % (2, ", q"), among="one.p.reach, one.data.integrity"), Question(), "outgoing p.reach one#2", "step enough s"),
    ("a step in its mode", box(), MANUAL, "part_availability app, loss data.availability", "loss data.integrity, control os"),
    ("no step in another mode", box(), Question(), "", "step stop, part_availability os"),
    ("copies are wired to one another", box(has="one.p.reach", components=SEVERAL % (2, ""), wires="{between: [one.q, one.q]}"), Question(), "incoming q.reach one#1, incoming q.reach one#2", ""),
    ("what enters a room enters what is in it", box(has="room.p.reach", components=ROOM), Question(), "incoming p.reach room.box#3", ""),
    ("a guard of a room", box(has="room.p.reach", components=ROOM).replace("{unknown: nobody looked}", "true"), Question(), "incoming p.reach room", "incoming p.reach room.box#3"),
    ("what nobody vouches for fails, but where wires decide", box(components=ROOM_WIRED, wires="{between: [one.q, room.p]}"), Question(), "incoming p.order one", "incoming p.order room.box#1"),
    ("no wire decides behind a port that is not wired", box(components=ROOM), Question(), "incoming p.order room.box#1", "incoming p.reach room"),
    ("two ports of one component are joined", box(vulnerabilities=exploit("P"), components=ALONE, wires="{between: [one.q, one.p]}"), MANUAL, "outgoing q.reach, incoming p.reach", ""),
    ("each is joined to itself", box(vulnerabilities=exploit("P"), components=SEVERAL_ALONE, wires="{between: [one.p, one.q], how: each}"), MANUAL, "incoming p.reach one#1, incoming p.reach one#3", ""),
    ("two ports that are not joined", box(vulnerabilities=exploit("P")), MANUAL, "outgoing q.reach", "incoming p.reach"),
    ("what somebody vouches for does not fail", box(), Question(), "", "incoming p.order"),
    ("a step that is seen", box(has="one.p.reach"), Question(undetected=True), "", "step relay"),
    ("a control sees in its mode", box(has="one.p.reach"), MANUAL._replace(undetected=True), "step relay", ""),
    ("a control costs in its mode", box(), Question(), "part_availability bare", ""),
    ("a control costs nothing in another", box(), MANUAL, "", "part_availability bare"),
    ("a guard in its mode", box(**REACHED), Question(), "exploit X:os", "control os, control app"),
    ("no guard in another", box(**REACHED), MANUAL, "control os, control app, loss data.confidentiality", ""),
    ("exploit by who is closer", box(has="one.q.reach", vulnerabilities=exploit("N")), MANUAL, "control os", "incoming p.reach"),
    ("exploit from too far", box(has="one.p.reach", vulnerabilities=exploit("L")), MANUAL, "", "exploit X:os"),
    ("touching is another matter", box(vulnerabilities=exploit("L")), MANUAL, "part_availability os", "exploit X:os"),
    ("exploit by touching", box(vulnerabilities=exploit("P")), MANUAL, "control os", ""),
    ("an access that is partly written", box(has="one.p.touch", vulnerabilities=exploit("A")), MANUAL, "exploit X:os", ""),
    ("who is closer, where it is partly written", box(has="one.q.reach", vulnerabilities=exploit("A")), MANUAL, "exploit X:os", ""),
    ("a privilege is needed", box(has="one.p.reach", vulnerabilities=exploit("N", privileges="L")), MANUAL, "", "exploit X:os"),
    ("a privilege is there", box(has="one.q.reach", vulnerabilities=exploit("N", privileges="L")), MANUAL, "exploit X:os", ""),
    ("a privilege that is not written", box(has="one.p.reach", vulnerabilities=exploit("N", privileges="H")), MANUAL, "exploit X:os", ""),
    ("a user never acts", box(has="one.p.reach", vulnerabilities=exploit("N", interaction="R")), MANUAL, "", "exploit X:os"),
    ("an access that is not written", box(has="one.q.reach", vulnerabilities=exploit("P", part="bare")), MANUAL, "control bare", ""),
    ("rated as it is", box(**REACHED), MANUAL._replace(threshold=4), "exploit X:os", ""),
    ("rated lower", box(**REACHED), MANUAL._replace(threshold=4, shift=-1), "", "exploit X:os"),
]  # fmt: skip


def facts(text: str) -> set[Fact]:
    """Read "KIND NAME PATH, …": the path is ``one`` where it is not written, ``s`` is the system itself."""
    read = [(*item.split(), "one")[:3] for item in text.split(", ") if item]
    return {("" if path == "s" else path, kind, name) for kind, name, path in read}


@pytest.mark.parametrize(
    ("text", "question", "holds", "not_holds"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_the_page_says(text: str, question: Question, holds: str, not_holds: str) -> None:
    lowering = lowering_of_text(text)
    world = world_of(lowering)
    engine = engine_says(model_of(lowering), world, [question])
    assert facts(holds) | facts(not_holds) <= set(engine)
    for said in (engine, page_says(world, [question])):
        assert facts(holds) <= set(holds_only(said))
        assert not facts(not_holds) & set(holds_only(said))


@settings(max_examples=120, deadline=None)
@given(well_formed(), randoms())
def test_the_engine_says_what_the_page_says(data: Data, rng: Random) -> None:
    lowering = lowering_of(leave_unwired(rng, add_loopbacks(rng, data)))
    world = world_of(lowering)
    questions = rng.sample(every_question(world), 3)
    expected = page_says(world, questions)
    for form in FORMS:
        said = engine_says(model_of(lowering, **form), world, questions)
        assert holds_only(said) == expected, (form, questions)


@settings(max_examples=30, deadline=None)
@given(well_formed(2), randoms())
def test_the_ordinal_valuation_is_four_boolean_fixpoints(data: Data, rng: Random) -> None:
    lowering = lowering_of(data)
    world = world_of(lowering)
    asked = rng.choice(every_question(world))
    said = engine_says(model_of(lowering), world, [asked._replace(threshold=level) for level in (1, 2, 3, 4)])
    by_definition = levels(world, asked)
    assert {fact: lanes.bit_count() for fact, lanes in said.items()} == {
        fact: by_definition.get(fact, 0) for fact in said
    }
    assert all(lanes & (lanes + 1) == 0 for lanes in said.values()), "a level holds, and a lower one does not"


@settings(max_examples=25, deadline=None)
@given(well_formed(), randoms())
def test_what_is_written_at_random_is_well_formed(data: Data, rng: Random) -> None:
    read = read_types(msgspec.json.encode(leave_unwired(rng, add_loopbacks(rng, data))), FILE)
    assert isinstance(read, Composition), read.mistakes


def test_what_is_written_at_random_says_something() -> None:
    """Neither nothing nor everything holds, in most systems: else there would be little to compare."""
    telling = 0
    for seed in range(40):
        lowering = lowering_of(declarations(seeded(seed), 2))
        world = world_of(lowering)
        said = engine_says(model_of(lowering), world, [Question(world.systems.systems["s"].modes[0])])
        kinds = {kind for _, kind, _ in holds_only(said)}
        telling += len(kinds) >= 5 and len(holds_only(said)) < 0.8 * len(said)
    assert telling > 20
