"""The page of the language (docs/composition.md) said again in plain sets: every copy is laid out, every rule
is a function, and everything is tried again until nothing new holds. It shares with the engine the words of
the language and the rating of vulnerabilities, nothing else.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from hygie.composition.exploitability import Exploit, Known, load_policy, rate
from hygie.composition.vocabulary import (
    CRITERIA,
    LEVEL_OF,
    Access,
    AssumptionState,
    AtLeast,
    Body,
    Component,
    ComponentType,
    DeclaredVulnerability,
    Part,
    Privileges,
    Step,
    System,
    Systems,
    Wire,
)
from hygie.kernel.unknown import Unknown

Fact = tuple[str, str, str]
"""The path of an instance, what kind of fact, its local name."""

CLOSER = {
    "network": ("network", "adjacent", "local"),
    "adjacent": ("adjacent", "local"),
    "local": ("local",),
    "physical": ("physical",),
}
POLICY = load_policy()


class Question(NamedTuple):
    """In which mode, from which level on, with vulnerabilities rated how much higher, seen or not."""

    mode: str = "nominal"
    threshold: int = 1
    shift: int = 0
    undetected: bool = False


class Clause(NamedTuple):
    """Where so many of each of these sets of facts hold, so does what it gives; ``cause`` is who acts, if any."""

    needs: Sequence[tuple[int, Sequence[Fact]]]
    gives: Sequence[Fact]
    cause: Fact | None = None
    level: int = 4


@dataclass(eq=False)
class Place:
    """One instance; ``inside`` are the copies of each of its components."""

    world: "World"
    path: str
    body: Body
    parent: "Place | None" = None
    name: str = ""
    component: Component | None = None
    inside: dict[str, list["Place"]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return "" if self.component is None else self.component.type.partition("@")[0]

    @cached_property
    def written(self) -> str:
        """Its path as a person writes it, which does not number copies."""
        above = self.parent.written if self.parent else ""
        return f"{above}.{self.name}" if above else self.name

    def fact(self, kind: str, name: str) -> Fact:
        return self.path, kind, name


@dataclass(eq=False)
class World:
    """A system laid out. ``states`` are those of controls that a question supposes, by written path and name."""

    systems: Systems
    name: str
    states: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    @cached_property
    def places(self) -> list[Place]:
        root = Place(self, "", self.systems.systems[self.name])
        found = [root]
        for place in found:
            for name, component in place.body.components.items():
                place.inside[name] = list(_copies(place, name, component))
                found += place.inside[name]
        return found

    def exploits_of(self, place: Place) -> Iterator[tuple[DeclaredVulnerability, Exploit]]:
        for item in self.systems.vulnerabilities:
            here = item.components is None or place.written in item.components
            if item.type.partition("@")[0] == place.type and here:
                exploit = rate(
                    Known(item.id, tuple(item.cvss), *map(_known, (item.exploited, item.public_exploit, item.epss))),
                    POLICY,
                )
                assert isinstance(exploit, Exploit)
                yield item, exploit


def holding(
    world: World,
    question: Question,
    *,
    causes: Collection[Fact] | None = None,
    types: Collection[str] | None = None,
    given: Iterable[Fact] = (),
) -> set[Fact]:
    """What holds; where asked so, with nobody acting but these causes, with no type but these."""
    barred = guarded(world, question)
    if types is not None:
        barred |= {fact for place in world.places if place.type not in (*types, "") for fact in facts_of(place)}
    clauses = [
        clause
        for clause in clauses_of(world, question)
        if clause.level >= question.threshold
        and (causes is None or clause.cause is None or clause.cause in causes)
        and (types is None or clause.cause is None or world.type_at(clause.cause[0]) in (*types, ""))
    ]
    held = set(given) - barred
    while True:
        fired = [clause for clause in clauses if _fires(clause, held)]
        if not fired:
            return held
        clauses = [clause for clause in clauses if clause not in fired]
        held |= {fact for clause in fired for fact in clause.gives} - barred
