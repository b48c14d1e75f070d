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
from tests.composition.random_types import Data, compound_type, leaf_type, some, system, systems_of

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
from hygie.dossier.load import Refusal
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
        ("[{between: [n, b.n]}]", "[]", []),
    ],
    ids=["name-taken", "vouched-inside", "denied-inside", "matters-to-nothing", "wired-to-nothing"],
)  # fmt: skip
def test_only_a_port_that_decides_something_is_told_of(old: str, new: str, names: list[str]) -> None:
    read = read_types(ROOM.replace(old, new).replace("b.n]", "b.n]").encode(), "room.yaml")
    kinds = read.declared if isinstance(read, Composition) else None
    if kinds is None:  # a port wired to nothing is refused in a file, not by what reads it
        data = {"bed": ROOM_DATA["bed"], "room": ROOM_DATA["room"] | {"wires": []}}
        kinds = Systems.model_validate({"types": data})
    made = publish(Lowering(Composition(kinds, {}, {}, digest_bytes(b""))), "room", pem())
    assert isinstance(made, Document)

    assert list(made.content.assumes) == names


def test_a_long_name_leaves_room_for_a_number() -> None:
    port = "n" * 64
    data = json.loads(json.dumps(ROOM_DATA))
    data["room"]["ports"] = {port: {"in": ["y"]}}
    data["room"]["wires"] = [{"between": [port, "b.n"]}]
    made = publish(Lowering(Composition(Systems.model_validate({"types": data}), {}, {}, digest_bytes(b""))), "room", pem())  # fmt: skip
    assert isinstance(made, Document)

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
