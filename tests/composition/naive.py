"""The page of the language (docs/composition.md) said again in plain sets: every rule is a small function, and
all of them are tried again until nothing new holds. It shares with the engine the words of the language and
the rating of vulnerabilities, nothing else.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tests.composition.laid_out import Fact, Place, World, all_named, exists, named

from hygie.composition.exploitability import Exploit
from hygie.composition.language.vocabulary import (
    CRITERIA,
    LEVEL_OF,
    Access,
    Part,
    Privileges,
    Step,
    System,
    Wire,
)

ACTS = ("step", "exploit", "origin", "fails", "in_place")
"""Kinds of facts that somebody or something does; the others follow."""

CLOSER = {
    "network": ("network", "adjacent", "local"),
    "adjacent": ("adjacent", "local"),
    "local": ("local",),
    "physical": ("physical",),
}


class Question(NamedTuple):
    """In which mode, from which level on, with vulnerabilities rated how much higher, seen or not."""

    mode: str = "nominal"
    threshold: int = 1
    shift: int = 0
    undetected: bool = False


class Clause(NamedTuple):
    """Where so many of each of these facts hold, the facts it gives hold as well, at most at its level."""

    needs: Sequence[tuple[int, Sequence[Fact]]]
    gives: Sequence[Fact]
    level: int = 4


# -- the rules ------------------------------------------------------------------------------------


def steps(world: World, place: Place, question: Question) -> Iterator[Clause]:
    """Rule 1, and what is not done where somebody would see it; what follows does so however it is done."""
    for name, step in place.body.steps.items():
        done = place.fact("step", name)
        seen = step.detect is not None and world.works(place, step.detect.by, question.mode)
        if exists(step.modes, question.mode) and not (question.undetected and seen):
            yield Clause(conditions(place, step), [done], LEVEL_OF[step.difficulty or "negligible"])
        for references, use in ((step.takes, "takes"), (step.emits, "emits"), (step.loses, "loses")):
            yield Clause([(1, [done])], all_named(place, references, use))


def conditions(place: Place, step: Step) -> list[tuple[int, list[Fact]]]:
    found = []
    if step.any is not None:
        found.append((1, all_named(place, step.any, "condition")))
    if step.all is not None:
        found += [(1, named(place, reference, "condition")) for reference in step.all]
    if step.at_least is not None:
        found.append((step.at_least.count, all_named(place, step.at_least.of, "condition")))
    return found


def hosting(_world: World, place: Place, _question: Question) -> Iterator[Clause]:
    """Rule 2."""
    for name, part in place.body.parts.items():
        taken, down = place.fact("control", name), place.fact("part_availability", name)
        yield Clause([(1, [taken])], [down])
        if part.on is not None:
            yield Clause([(1, [place.fact("control", part.on)])], [taken])
            yield Clause([(1, [place.fact("part_availability", part.on)])], [down])
    for name, asset in place.body.assets.items():
        if asset.on is not None:
            lost = [place.fact("loss", f"{name}.{criterion}") for criterion in CRITERIA]
            yield Clause([(1, [place.fact("control", asset.on)])], lost)
            yield Clause([(1, [place.fact("part_availability", asset.on)])], lost[:1])


def wires(_world: World, place: Place, question: Question) -> Iterator[Clause]:
    """Rule 3."""
    for wire in place.body.wires:
        if not exists(wire.modes, question.mode):
            continue
        for one, port, other, other_port in joined(place, wire):
            sides = one.ports[port], other.ports[other_port]
            inwards = one is place
            enters, leaves = ("incoming", "outgoing") if inwards else ("outgoing", "incoming")
            for capability in getattr(sides[0], enters):
                if capability in sides[1].incoming:
                    tail = one.fact(enters, f"{port}.{capability}")
                    yield Clause([(1, [tail])], [other.fact("incoming", f"{other_port}.{capability}")])
            for capability in sides[1].outgoing:
                if capability in getattr(sides[0], leaves):
                    tail = other.fact("outgoing", f"{other_port}.{capability}")
                    yield Clause([(1, [tail])], [one.fact(leaves, f"{port}.{capability}")])


def joined(place: Place, wire: Wire) -> Iterator[tuple[Place, str, Place, str]]:
    """Give what a wire joins, the type's own port first; no port is joined to itself."""
    (first, _, port), (second, _, other_port) = sorted(
        (text.rpartition(".") for text in wire.between), key=lambda end: bool(end[0])
    )
    ones = place.inside[first] if first else [place]
    others = place.inside[second]
    for number, one in enumerate(ones):
        for other_number, other in enumerate(others):
            sharing = bool(first) and wire.how == "each"
            if sharing and not _shared(number, len(ones), other_number, len(others)):
                continue
            if one is not other or port != other_port:
                yield one, port, other, other_port


def _shared(number: int, size: int, other: int, others: int) -> bool:
    """Share the more numerous out among the less numerous, in blocks: which ones meet must not matter."""
    return number * others // size == other if size >= others else other * size // others == number


def exploits(_world: World, place: Place, question: Question) -> Iterator[Clause]:
    """Rule 4."""
    for name, part_name, exploit in place.touching:
        part = place.body.parts[part_name]
        done = place.fact("exploit", name)
        needs = [(1, access(place, part, exploit)), *privileges(place, part, exploit)]
        if exploit.interaction and part.interaction is not None:
            needs.append((1, all_named(place, part.interaction, "condition")))
        level = min(4, max(1, LEVEL_OF[exploit.difficulty] + question.shift))
        yield Clause(needs, [done], level)
        given = [place.fact("control", part_name)] if exploit.control else []
        given += impacts(place, part_name, exploit.impacts)
        if part.on is not None:
            given += impacts(place, part.on, exploit.subsequent)
        yield Clause([(1, [done])], given)


def access(place: Place, part: Part, exploit: Exploit) -> list[Fact]:
    written = part.access or Access()
    ways = [(getattr(written, vector) or []) for vector in CLOSER[exploit.vector]]
    found = [fact for references in ways for fact in all_named(place, references, "condition")]
    if getattr(written, exploit.vector) is None:
        every = ((name, capability) for name, port in place.ports.items() for capability in port.incoming)
        found += [place.fact("incoming", f"{name}.{capability}") for name, capability in every]
    return found


def privileges(place: Place, part: Part, exploit: Exploit) -> list[tuple[int, list[Fact]]]:
    given = part.privileges or Privileges()
    if exploit.privileges == "none" or getattr(given, exploit.privileges) is None:
        return []
    enough = [*(given.high or []), *((given.low or []) if exploit.privileges == "low" else [])]
    return [(1, all_named(place, enough, "condition"))]


def impacts(place: Place, part: str, levels: Mapping[Any, str]) -> list[Fact]:
    lost = [criterion for criterion in CRITERIA if levels[criterion] != "none"]
    held = [name for name, asset in place.body.assets.items() if asset.on == part]
    down = [place.fact("part_availability", part)] if "availability" in lost else []
    return [*down, *(place.fact("loss", f"{name}.{criterion}") for name in held for criterion in lost)]


def origins(_world: World, place: Place, question: Question) -> Iterator[Clause]:
    """Rule 5, the first half."""
    if isinstance(place.body, System):
        for name, origin in place.body.origins.items():
            if exists(origin.modes, question.mode):
                yield Clause([], [place.fact("origin", name)], origin.level)
                yield Clause([(1, [place.fact("origin", name)])], all_named(place, origin.has, "has"))


def failures(_world: World, place: Place, _question: Question) -> Iterator[Clause]:
    """Rule 5, the second half: what nobody vouches for fails, where nothing computes it."""
    for name, assumption in place.body.assumes.items():
        if not vouched(place, name) and not computed(place, assumption.falsifies):
            yield Clause([], [place.fact("fails", name)])
            given = all_named(place, assumption.falsifies, "falsifies")
            yield Clause([(1, [place.fact("fails", name)])], given)


def vouched(place: Place, name: str) -> bool:
    if place.component is not None:
        states = place.component.assumptions
    else:
        assert isinstance(place.body, System)
        states = place.body.assumptions
    return name in states and states[name].holds is True


def computed(place: Place, falsifies: Sequence[str]) -> bool:
    """Say whether these are all capabilities that enter the place through ports wired from outside."""
    return all(
        (path, kind) == (place.path, "incoming") and wired(place, name.partition(".")[0])
        for path, kind, name in all_named(place, falsifies, "falsifies")
    )


def wired(place: Place, port: str) -> bool:
    """Say whether a port is joined to a component beside, or to a port around that is wired in turn."""
    if place.parent is None:
        return False
    here = f"{place.name}.{port}"
    joints = [wire.between for wire in place.parent.body.wires if here in wire.between]
    beyond = [second if first == here else first for first, second in joints]
    return any("." in end or wired(place.parent, end) for end in beyond)


def own_losses(world: World, place: Place, question: Question) -> Iterator[Clause]:
    """Rule 6, the second half: what a control costs."""
    for name, control in place.body.controls.items():
        if control.loses and world.works(place, name, question.mode):
            yield Clause([], [place.fact("in_place", name)])
            yield Clause([(1, [place.fact("in_place", name)])], all_named(place, control.loses, "loses"))


RULES: tuple[Callable[[World, Place, Question], Iterator[Clause]], ...] = (
    steps, hosting, wires, exploits, origins, failures, own_losses,
)  # fmt: skip


def clauses(world: World, question: Question) -> list[Clause]:
    return [clause for place in world.places for rule in RULES for clause in rule(world, place, question)]


def guarded(world: World, question: Question) -> set[Fact]:
    """Rule 6, the first half: what cannot hold."""
    return {
        fact
        for place in world.places
        for name, control in place.body.controls.items()
        if world.works(place, name, question.mode)
        for fact in all_named(place, control.guards, "guards")
    }


# -- what holds -----------------------------------------------------------------------------------


def holding(
    world: World,
    question: Question,
    *,
    acts: Collection[Fact] | None = None,
    types: Collection[str] | None = None,
) -> set[Fact]:
    """Give what holds; where asked so, with no act but these, with no type but these beside the system."""
    barred = guarded(world, question)
    absent = {place.path for place in world.places if types is not None and place.type not in {"", *types}}

    def may_hold(fact: Fact) -> bool:
        done = acts is None or fact[1] not in ACTS or fact in acts
        return done and fact not in barred and fact[0] not in absent

    waiting = [clause for clause in clauses(world, question) if clause.level >= question.threshold]
    held: set[Fact] = set()
    while True:
        later = []
        before = len(held)
        for clause in waiting:
            if all(sum(fact in held for fact in facts) >= count for count, facts in clause.needs):
                held.update(filter(may_hold, clause.gives))
            else:
                later.append(clause)
        waiting = later
        if len(held) == before:
            return held


def levels(world: World, question: Question) -> dict[Fact, int]:
    """Give the ordinal valuation by its own definition: max, min, k-th greatest; 0 is not there."""
    barred = guarded(world, question)
    rules = clauses(world, question)
    found: dict[Fact, int] = {}
    while True:
        before = dict(found)
        for clause in rules:
            reached = [
                sorted((found.get(fact, 0) for fact in facts), reverse=True)[count - 1]
                if len(facts) >= count
                else 0
                for count, facts in clause.needs
            ]
            level = min(clause.level, *reached, 4)
            for fact in clause.gives:
                if level > found.get(fact, 0) and fact not in barred:
                    found[fact] = level
        if found == before:
            return found
