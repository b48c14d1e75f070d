"""Many suppositions at once, as the page of the language says: of each fact, the cases in which it holds.

A fact is a whole number, with one bit for each case, mode and level; the rules are those of ``naive``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tests.composition.laid_out import Fact, Place, World, all_named
from tests.composition.naive import Question, computed, exploits, hosting, origins, steps, vouched, wires

LEVELS = 4

Use = tuple[str, str]
"""A control or an assumption: the path of its instance, its name."""


class Case(NamedTuple):
    """What is supposed: the controls in place, the assumptions that fail, what holds or cannot hold besides."""

    in_place: frozenset[Use]
    failing: frozenset[Use]
    given: frozenset[Fact] = frozenset()
    barred: frozenset[Fact] = frozenset()
    attacked: bool = True


def as_declared(world: World) -> Case:
    """Give what the system says of itself; a control that works in no mode studied is in place all the same."""
    in_place = {
        (place.path, name)
        for place in world.places
        for name, control in place.body.controls.items()
        if any(world.works(place, name, mode) for mode in control.modes or ["nominal"])
    }
    failing = {
        (place.path, name)
        for place in world.places
        for name, assumption in place.body.assumes.items()
        if not vouched(place, name) and not computed(place, assumption.falsifies)
    }
    return Case(frozenset(in_place), frozenset(failing))


class Supposed:
    """The least fixpoints of all cases, in all modes and from all levels on."""

    def __init__(self, world: World, cases: Sequence[Case], modes: Sequence[str] | None = None) -> None:
        self.world = world
        self.cases = cases
        self.modes = modes or list(dict.fromkeys(world.systems.systems[world.name].modes))
        self.held: dict[Fact, int] = defaultdict(int)
        self.barred: dict[Fact, int] = defaultdict(int)
        self.rules: dict[tuple[tuple[tuple[int, tuple[Fact, ...]], ...], tuple[Fact, ...]], int] = {}
        self._write_rules()
        for place in world.places:
            self._write_states(place)
        for fact in {fact for case in cases for fact in case.given | case.barred}:
            self._rule(
                [], [fact], self._lanes(index for index, case in enumerate(cases) if fact in case.given)
            )
            self.barred[fact] |= self._lanes(index for index, case in enumerate(cases) if fact in case.barred)
        self._close()

    def worst(self, fact: Fact) -> list[int]:
        """Give the level of a fact in its worst mode, for each case."""
        return [max(modes) for modes in self.by_mode(fact)]

    def by_mode(self, fact: Fact) -> list[list[int]]:
        """Give the level of a fact in each mode, for each case."""
        lanes, held = LEVELS * len(self.modes), self.held.get(fact, 0)
        return [
            [(held >> first + LEVELS * mode & 15).bit_count() for mode in range(len(self.modes))]
            for first in range(0, lanes * len(self.cases), lanes)
        ]

    def _lanes(self, cases: Iterable[int], modes: Sequence[str] | None = None, level: int = LEVELS) -> int:
        """Give the bits of some cases, in some modes, up to a level."""
        each = sum(
            ((1 << level) - 1) << LEVELS * number
            for number, mode in enumerate(self.modes)
            if modes is None or mode in modes
        )
        return sum(each << index * LEVELS * len(self.modes) for index in cases)

    def _write_rules(self) -> None:
        everything = range(len(self.cases))
        attacked = [index for index, case in enumerate(self.cases) if case.attacked]
        for mode in self.modes:
            for rule in (steps, hosting, wires, exploits, origins):
                cases = attacked if rule is origins else everything
                lanes = [self._lanes(cases, [mode], level) for level in range(LEVELS + 1)]
                for place in self.world.places:
                    for clause in rule(self.world, place, Question(mode)):
                        self._rule(clause.needs, clause.gives, lanes[clause.level])

    def _rule(self, needs: Sequence[tuple[int, Sequence[Fact]]], gives: Sequence[Fact], lanes: int) -> None:
        key = tuple((count, tuple(facts)) for count, facts in needs), tuple(gives)
        self.rules[key] = self.rules.get(key, 0) | lanes

    def _write_states(self, place: Place) -> None:
        """Let controls in place guard and cost, and assumptions that fail falsify."""
        for name, control in place.body.controls.items():
            cases = [index for index, case in enumerate(self.cases) if (place.path, name) in case.in_place]
            lanes = self._lanes(cases, control.modes)
            for fact in all_named(place, control.guards, "guards"):
                self.barred[fact] |= lanes
            self._rule([], all_named(place, control.loses, "loses"), lanes)
        for name, assumption in place.body.assumes.items():
            cases = [index for index, case in enumerate(self.cases) if (place.path, name) in case.failing]
            self._rule([], all_named(place, assumption.falsifies, "falsifies"), self._lanes(cases))

    def _close(self) -> None:
        changed = True
        while changed:
            changed = False
            for (needs, gives), lanes in self.rules.items():
                reached = lanes
                for count, facts in needs:
                    reached &= self._at_least(count, facts)
                for fact in gives if reached else ():
                    more = reached & ~self.barred.get(fact, 0) & ~self.held[fact]
                    self.held[fact] |= more
                    changed = changed or more != 0

    def _at_least(self, count: int, facts: Sequence[Fact]) -> int:
        reached = [-1] + [0] * count
        for fact in facts:
            held = self.held.get(fact, 0)
            for number in range(count, 0, -1):
                reached[number] |= reached[number - 1] & held
        return reached[count]
