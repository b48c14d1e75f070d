"""What the engine and the oracle say of every fact of every instance, put so that they can be compared."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import msgspec
import numpy as np
from tests.composition.laid_out import Fact, Place, World
from tests.composition.naive import Question, holding

from hygie.composition.engine.kernels import lanes
from hygie.composition.language.read import Composition, read_types
from hygie.composition.language.vocabulary import Systems
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance
from hygie.composition.lowering.template import SHARED, FactKind
from hygie.dossier.yaml_reader import Document, read_yaml
from hygie.kernel.digest import digest_bytes

FILE = "systems/all.yaml"
NAMED = frozenset(
    {
        FactKind.INCOMING, FactKind.OUTGOING, FactKind.CONTROL, FactKind.PART_AVAILABILITY, FactKind.LOSS,
        FactKind.STEP, FactKind.EXPLOIT,
    }
)  # fmt: skip

Answers = dict[Fact, int]
"""For each fact, the questions in which it holds, one a bit."""


def lowering_of(data: dict[str, Any]) -> Lowering:
    """Lower declarations without checking them, which takes most of the time."""
    declared = Systems.model_validate_json(msgspec.json.encode(data))
    return Lowering(Composition(declared, {}, {}, digest_bytes(b"")))


def lowering_of_text(text: str) -> Lowering:
    """Lower what a person wrote, which must be well-formed."""
    read = read_types(text.encode(), FILE)
    assert isinstance(read, Composition), read.mistakes
    return Lowering(read)


def data_of_text(text: str) -> dict[str, Any]:
    read = read_yaml(text.encode(), FILE)
    assert isinstance(read, Document)
    return read.data


def model_of(lowering: Lowering, **form: bool) -> Model:
    return lowering.model("s", lowering.composition.declared.systems["s"], **form)


def world_of(lowering: Lowering) -> World:
    return World(lowering.composition.declared, "s")


def every_question(world: World) -> list[Question]:
    modes = world.systems.systems[world.name].modes
    return [Question(*asked) for asked in product(modes, (1, 2, 3, 4), (-1, 0, 1), (False, True))]


def named_nodes(model: Model) -> Iterator[tuple[int, int, str, str]]:
    """Give every named fact of every class: the node past all its guards, the class, its kind, its name."""
    for owner, instance in enumerate(model.instances):
        for local, fact in enumerate(instance.template.facts[SHARED:], SHARED):
            if fact.kind in NAMED:
                node = model.node(owner, local)
                yield model.guarded.get(node, node), owner, fact.kind.name.lower(), fact.name


def members(model: Model, world: World, owner: int) -> list[Place]:
    """Give every copy that a class stands for; where paths are written without copies, all of those."""
    paths = {model.assembly.instances[index].path for index in model.classes.members[owner]}
    return [place for place in world.places if paths & {place.path, place.written}]


def engine_says(model: Model, world: World, questions: Sequence[Question]) -> Answers:
    """Give what holds of every instance, all questions in one sweep."""
    sources = Stance(model).lanes([Scenario(*question) for question in questions])  # type: ignore[arg-type]
    words = lanes(model.graph, sources=sources, width=sources.shape[1]).astype("<u8")
    asked = (1 << len(questions)) - 1
    places = [members(model, world, owner) for owner in range(len(model.instances))]
    return {
        place.fact(kind, name): int.from_bytes(np.ascontiguousarray(words[node]).tobytes(), "little") & asked
        for node, owner, kind, name in named_nodes(model)
        for place in places[owner]
    }


def page_says(world: World, questions: Sequence[Question]) -> Answers:
    """Give what holds by the oracle, acts that have no name in a type left out."""
    found: Answers = {}
    for lane, question in enumerate(questions):
        for fact in holding(world, question):
            if fact[1] not in {"origin", "fails", "in_place"}:
                found[fact] = found.get(fact, 0) | 1 << lane
    return found


def holds_only(answers: Answers) -> Answers:
    """Leave out what never holds."""
    return {fact: lanes for fact, lanes in answers.items() if lanes}
