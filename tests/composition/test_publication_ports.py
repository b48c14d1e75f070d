"""Published composites whose ports are not wired: what nobody inside vouches for fails there too."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.composition.random_systems import seeded
from tests.composition.random_types import (
    CAPABILITIES,
    Data,
    compound_type,
    leaf_type,
    some,
    system,
    systems_of,
)

from hygie.composition.analysis.analyse import analyse_dossier
from hygie.composition.analysis.ratings import Rating, goals_of, rate_goals
from hygie.composition.engine.kernels import lanes
from hygie.composition.language.names import Publication
from hygie.composition.language.read import Composition, read_types
from hygie.composition.language.vocabulary import Systems
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance, bits
from hygie.composition.lowering.template import MODES, FactKind
from hygie.composition.published.publication import Published, read_publication
from hygie.composition.published.publication_content import canonical
from hygie.composition.published.publishing import Document, TooLarge, publish
from hygie.composition.published.signing import new_key, public_key, sign
from hygie.kernel.diagnostic import Refusal
from hygie.kernel.digest import digest_bytes


@cache
def pem() -> bytes:
    return new_key()


@cache
def key() -> str:
    return public_key(pem())


# -- one room, by hand -----------------------------------------------------------------------------

ROOM = """
types:
  bed:
    title: Bed
    ports: {n: {in: [y]}}
    assets: {d: {title: D, needs: {availability: 0, integrity: 4, confidentiality: 0, auditability: 0}}}
    assumes: {safe: {text: Nobody is there, falsifies: [n.y]}}
    steps: {hack: {any: [n.y], loses: [d.integrity], difficulty: negligible}}
  room:
    title: Room
    ports: {n: {in: [y]}}
    components: {b: {type: bed}}
    wires: [{between: [n, b.n]}]
"""

HOSPITAL = """
systems:
  s:
    title: S
    ORIGIN
    components: {r: {type: room, SETTINGS}, p: {type: plug, unused: [far]}}
    wires: [WIRE]
"""

PLUG = """
types:
  plug:
    title: Plug
    ports: {near: {out: [y]}, far: {in: [y]}, other: {out: [y]}}
    steps: {through: {any: [far.y], emits: [near.y], difficulty: low}}
"""

UNUSED, WIRED = "unused: [n]", "{between: [p.near, r.n]}"
ORIGIN = "origins: {thief: {title: Thief, has: [p.far.y]}}"


def document(text: str = ROOM, name: str = "room") -> Document:
    read = read_types(text.encode(), "room.yaml")
    assert isinstance(read, Composition), read
    made = publish(Lowering(read), name, pem())
    assert isinstance(made, Document)
    return made


def likelihood(folder: Path, *, summed: bool, settings: str = "", wire: str = "", origin: str = "") -> int:
    """How likely the loss inside the room is, with its type whole or published."""
    (folder / "systems").mkdir()
    text = HOSPITAL.replace("SETTINGS", settings).replace("WIRE", wire).replace("ORIGIN", origin) + PLUG
    if summed:
        (folder / "systems" / "room.json").write_bytes(document().file)
        text += "published: {room: {file: room.json, signed_by: maker}}\n"
        text += f"publishers: {{maker: {{title: Maker, ed25519: '{key()}'}}}}\n"
    else:
        text += ROOM.replace("types:", "")
    (folder / "systems" / "all.yaml").write_text(text, encoding="utf-8")
    found = analyse_dossier(folder, None)
    assert not isinstance(found, Refusal), found
    return found[0].losses[0].likelihood


@pytest.mark.parametrize("summed", [False, True], ids=["whole", "published"])
@pytest.mark.parametrize(
    ("settings", "wire", "origin", "expected"),
    [
        (UNUSED, "", "", 4),
        ("", WIRED, "", 0),
        ("", WIRED, ORIGIN, 3),
    ],
    ids=["unused", "wired", "wired-to-a-thief"],
)
def test_a_port_that_is_not_used_vouches_for_nothing(
    tmp_path: Path, settings: str, wire: str, origin: str, expected: int, *, summed: bool
) -> None:
    assert likelihood(tmp_path, summed=summed, settings=settings, wire=wire, origin=origin) == expected


def test_who_uses_the_type_may_vouch_for_the_port(tmp_path: Path) -> None:
    vouched = "unused: [n], assumptions: {port-n: {holds: true, because: It is sealed}}"

    assert likelihood(tmp_path, summed=True, settings=vouched) == 0


def test_what_is_told_of_the_port() -> None:
    content = document().content

    assert content.assumes["port-n"].model_dump() == {
        "text": {
            "fr": "Rien n’entre par le port n que par ce qui y est relié",
            "en": "Nothing enters port n but through what is wired to it",
        },
        "falsifies": [],
        "inside": False,
        "port": "n",
    }
    assert content.facts["loss:b.d.integrity"] == [["fails:port-n"], ["in:n.y"]]
    assert content.unknowns == {}


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("components: {b:", "assumes: {port-n: {text: t, falsifies: [n.y]}}\n    components: {b:", ["port-n", "port-n-2"]),
        ("{type: bed}", "{type: bed, assumptions: {safe: {holds: true, because: t}}}", []),
        ("{type: bed}", "{type: bed, assumptions: {safe: {holds: false, because: t}}}", ["port-n"]),
        ("integrity: 4", "integrity: 0", []),
        ("{type: bed}}\n    wires: [{between: [n, b.n]}]", "{type: bed, unused: [n]}}\n    steps: {t: {any: [n.y]}}", []),
    ],
    ids=["name-taken", "vouched-inside", "denied-inside", "matters-to-nothing", "wired-to-nothing"],
)  # fmt: skip
def test_only_a_port_that_decides_something_is_told_of(old: str, new: str, names: list[str]) -> None:
    assert old in ROOM
    assert list(document(ROOM.replace(old, new)).content.assumes) == names


def test_a_long_name_leaves_room_for_a_number() -> None:
    port = "n" * 64
    made = document(ROOM.replace("ports: {n: {in: [y]}}\n    comp", f"ports: {{{port}: {{in: [y]}}}}\n    comp").replace("[n, b", f"[{port}, b"))  # fmt: skip

    assert list(made.content.assumes) == ["port-" + "n" * 53]
    assert isinstance(read_publication(made.file, "t.json", key()), Published)


def test_a_port_that_the_type_has_not_is_refused() -> None:
    content = json.loads(document().file)["content"]
    content["assumes"]["port-n"]["port"] = "m"
    sealed = canonical(content)
    whole = {"content": content, "digest": digest_bytes(sealed), **sign(sealed, pem())._asdict()}

    read = read_publication(json.dumps(whole).encode(), "t.json", key())

    assert isinstance(read, tuple)
    assert [mistake.code for mistake in read] == ["publication_unknown_name"]


def test_a_need_said_not_to_be_known_is_not_that_of_the_type() -> None:
    unknown = ROOM.replace("{type: bed}", "{type: bed, needs: {d: {integrity: {unknown: not asked yet}}}}")
    unknown = unknown.replace("steps:", "configurable: [d]\n    steps:")

    assert document(unknown).content.assets["b.d"].needs.integrity is None
    assert document().content.assets["b.d"].needs.integrity == 4


# -- many, at random -------------------------------------------------------------------------------


def lowering(declared: Systems, **published: Publication) -> Lowering:
    return Lowering(Composition(declared, {}, published, digest_bytes(b"")))


def summary(declared: Systems, name: str, **published: Publication) -> Published | None:
    """Publish a type, and read it back; nothing where it has too many ways."""
    made = publish(lowering(declared, **published), name, pem())
    if isinstance(made, TooLarge):
        return None
    read = read_publication(made.file, "t.json", key())
    assert isinstance(read, Published), read
    return read


def assuming(rng: Random, kind: Data) -> Data:
    """Have a type assume something of its ports, on which a loss rests."""
    kind["ports"]["p0"]["in"] = [*CAPABILITIES]
    entering = [f"{port}.{each}" for port, sides in kind["ports"].items() for each in sides["in"]]
    kind["assumes"] = {
        f"h{number}": {"text": "h", "falsifies": some(rng, entering, 2, 1)} for number in (0, 1)
    }
    kind["assets"]["a9"] = {"title": "a9"}
    kind["steps"]["t9"] = {"any": entering, "loses": ["a9.integrity"]}
    return kind


def sparsely_wired(rng: Random, kind: Data, inner: Data) -> Data:
    """Wire components to the ports around them more often than to each other, and say little of them."""
    inside = [f"{name}.{port}" for name in kind["components"] for port in inner["ports"]]
    pairs = [(own, end) for end in inside for own in some(rng, kind["ports"], 2) if rng.random() < 0.9]
    if rng.random() < 0.2:
        pairs.append((rng.choice(inside), rng.choice(inside)))
    kind["wires"] = [{"between": list(pair)} for pair in pairs if pair[0] != pair[1]]
    for component in kind["components"].values():
        component["assumptions"] = {"h0": {"holds": False}} if inner["assumes"] and rng.random() < 0.2 else {}
    return kind


def households(rng: Random) -> tuple[Data, Data, Data, Data]:
    """A type in a type in a type, and another beside it."""
    inner = assuming(rng, leaf_type(rng, "u"))
    middle = sparsely_wired(rng, compound_type(rng, "t", inner), inner)
    outer = sparsely_wired(rng, compound_type(rng, "w", middle), middle)
    return inner, middle, outer, leaf_type(rng, "v")


def held(model: Model) -> dict[str, list[bool]]:
    """In which scenarios each fact of the outside holds, by the path of its component."""
    asked = [Scenario(mode, threshold) for mode in MODES for threshold in (1, 2, 3, 4)]
    asked += [Scenario("nominal", 2, shift, undetected=True) for shift in (-1, 1)]
    sources = Stance(model).lanes(asked)
    words = lanes(model.graph, sources=sources, width=sources.shape[1])
    found = {}
    for index, instance in enumerate(model.assembly.instances):
        for fact in instance.template.ends:
            if fact.kind in {FactKind.INCOMING, FactKind.OUTGOING, FactKind.LOSS}:
                node = model.fact(model.classes.of[index], fact)
                found[f"{fact.kind.name}:{instance.path}.{fact.name}"] = bits(words, node, 0, len(asked))
    return found


def rated(model: Model) -> dict[str, tuple[int, Rating]]:
    goals = list(goals_of(model))
    ratings = rate_goals(Stance(model), MODES, goals)
    return {
        f"{model.instances[goal.owner].path}.{goal.asset}.{goal.criterion}": (goal.need, rating)
        for goal, rating in zip(goals, ratings, strict=True)
    }


def port_assumptions(model: Model) -> Iterator[bool]:
    """For each assumption of a port as a whole, whether wires decide it."""
    yield from (use.computed for use in Stance(model).assumptions if use.name.startswith("port-"))


def compared(seed: int, *, merged: bool, nested: bool) -> list[bool]:
    """Compare a system that uses a type whole and published; give how its port assumptions are decided."""
    rng = seeded(seed)
    inner, middle, outer, other = households(rng)
    kind = outer if nested else middle
    used: dict[str, Any] = system(rng, {"x": kind, "y": kind, "z": other})
    used["wires"] = [
        {"between": [f"{name}.{port}", f"z.{rng.choice([*other['ports']])}"]}
        for name in "xy"
        for port in kind["ports"]
        if rng.random() < 0.5
    ]
    whole = systems_of(kind, *([middle] if nested else []), inner, other, system=used)
    first = summary(systems_of(middle, inner), "t")
    told = summary(systems_of(outer), "w", t=first) if first and nested else first
    if told is None:
        return []
    there = lowering(whole).model("s", whole.systems["s"], merged=merged)
    summed = systems_of(other, system=used)
    here = lowering(summed, **{kind["title"]: told}).model("s", summed.systems["s"], merged=merged)
    facts = held(there)
    found = held(here)
    assert found == {name: facts[name] for name in found}
    if not merged:
        assert rated(here) == rated(there)
    return list(port_assumptions(here))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.booleans(), st.booleans())
def test_a_system_with_ports_left_open_gives_the_same(seed: int, merged: bool, nested: bool) -> None:
    compared(seed, merged=merged, nested=nested)


@pytest.mark.parametrize("nested", [False, True], ids=["once", "twice"])
def test_such_systems_have_ports_of_both_sorts(*, nested: bool) -> None:
    decided = [each for seed in range(20) for each in compared(seed, merged=False, nested=nested)]

    assert decided.count(True) >= 5
    assert decided.count(False) >= 5


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_to_vouch_for_ports_is_to_wire_them_to_what_gives_nothing(seed: int) -> None:
    rng = seeded(seed)
    inner, middle, _, _ = households(rng)
    told = summary(systems_of(middle, inner), "t")
    if told is None:
        return
    ports = [said.port for said in told.content.assumes.values() if said.port is not None]
    vouched = {name: {"holds": True} for name in told.content.assumes}
    sealed = {"title": "s", "components": {"x": {"type": "t", "assumptions": vouched}}}
    own = {name: {"holds": True} for name in middle["assumes"]}
    plugged = {
        "title": "s",
        "components": {"x": {"type": "t", "assumptions": own}, "z": {"type": "plug"}},
        "wires": [{"between": [f"x.{port}", "z.end"]} for port in ports],
    }
    plug = {"title": "plug", "ports": {"end": {"in": [], "out": []}}}
    closed, whole = systems_of(system=sealed), systems_of(middle, inner, plug, system=plugged)

    here = held(lowering(closed, t=told).model("s", closed.systems["s"]))
    there = held(lowering(whole).model("s", whole.systems["s"], merged=False))

    assert here == {name: there[name] for name in here}
