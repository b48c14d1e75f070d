"""Published types: they give what the whole type gives, tell nothing more, and are not believed unsigned."""

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.composition.kernels import lanes
from hygie.composition.lower import Lowering
from hygie.composition.model import Model
from hygie.composition.names import Publication
from hygie.composition.publication import Published, read_publication
from hygie.composition.publishing import Document, TooLarge, publish
from hygie.composition.ratings import Rating, goals_of, rate_goals
from hygie.composition.read import Composition
from hygie.composition.scenario import Scenario, Stance, bits
from hygie.composition.signing import new_key, public_key
from hygie.composition.template import MODES, FactKind
from hygie.composition.vocabulary import Systems
from hygie.kernel.digest import digest_bytes
from tests.composition.random_systems import seeded
from tests.composition.random_types import compound_type, leaf_type, system, systems_of, vulnerabilities

OUTSIDE = (FactKind.INCOMING, FactKind.OUTGOING, FactKind.LOSS)


@cache
def pem() -> bytes:
    return new_key()


@cache
def key() -> str:
    return public_key(pem())


def lowering(declared: Systems, **published: Publication) -> Lowering:
    return Lowering(Composition(declared, {}, published, digest_bytes(b"")))


def published(declared: Systems, name: str) -> Published | None:
    """Publish a type, and read it back."""
    made = publish(lowering(declared), name, pem())
    if isinstance(made, TooLarge):
        return None
    read = read_publication(made.file, "t.json", key())
    assert isinstance(read, Published), read
    return read


class Twins(NamedTuple):
    """A system that uses a type whole, and the same system that uses it published."""

    whole: Model
    summed: Model


def twins(rng: Random, *, merged: bool) -> Twins | None:
    inner, other = leaf_type(rng, "u"), leaf_type(rng, "v")
    kind = compound_type(rng, "t", inner) if rng.random() < 0.7 else leaf_type(rng, "t")
    flaws = vulnerabilities(rng, kind) + vulnerabilities(rng, inner)
    told = published(systems_of(kind, inner, vulnerabilities=flaws), "t")
    if told is None:
        return None
    used = system(rng, {"x": kind, "y": kind, "z": other})
    whole = systems_of(kind, inner, other, system=used, vulnerabilities=flaws)
    summed = systems_of(other, system=used)
    return Twins(
        lowering(whole).model("s", whole.systems["s"], merged=merged),
        lowering(summed, t=told).model("s", summed.systems["s"], merged=merged),
    )


def facts(model: Model) -> dict[str, int]:
    """The nodes of ports and losses, by the name that one who knows the paths would write."""
    found = {}
    for index, instance in enumerate(model.assembly.instances):
        owner = model.classes.of[index]
        for fact in instance.template.ends:
            if fact.kind in OUTSIDE:
                found[f"{fact.kind.name}:{instance.path}.{fact.name}"] = model.fact(owner, fact)
    return found


def scenarios() -> Iterator[Scenario]:
    for mode in MODES:
        for threshold in (1, 2, 3, 4):
            yield Scenario(mode, threshold)
    for shift in (-1, 1):
        yield Scenario("nominal", 2, shift)
        yield Scenario("degraded", 3, shift, undetected=True)
    yield Scenario("nominal", 1, 0, undetected=True)


def held(model: Model) -> dict[str, list[bool]]:
    """In which scenarios each fact of the outside holds."""
    asked = list(scenarios())
    sources = Stance(model).lanes(asked)
    words = lanes(model.graph, sources=sources, width=sources.shape[1])
    return {name: bits(words, node, 0, len(asked)) for name, node in facts(model).items()}


def rated(model: Model) -> dict[str, tuple[int, Rating]]:
    """The need and the ratings of each loss that matters, by its name."""
    goals = list(goals_of(model))
    paths = [model.instances[goal.owner].path for goal in goals]
    ratings = rate_goals(Stance(model), MODES, goals)
    return {
        f"{path}.{goal.asset}.{goal.criterion}": (goal.need, rating)
        for path, goal, rating in zip(paths, goals, ratings, strict=True)
    }


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32))
def test_a_system_gives_the_same_with_a_type_or_its_publication(seed: int) -> None:
    pair = twins(seeded(seed), merged=False)
    if pair is None:
        return
    there, here = held(pair.whole), held(pair.summed)
    assert here == {name: there[name] for name in here}
    assert rated(pair.summed) == rated(pair.whole)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_so_it_does_where_what_is_alike_is_one(seed: int) -> None:
    pair = twins(seeded(seed), merged=True)
    if pair is not None:
        there, here = held(pair.whole), held(pair.summed)
        assert here == {name: there[name] for name in here}
