"""A system, what the façade says of it, and what trying every set of its controls says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from tests.composition.laid_out import Fact, World
from tests.composition.supposed import Case, Supposed, Use, as_declared
from tests.composition.told import lowering_of_text, members

from hygie.composition.analysis.advice import Advice
from hygie.composition.analysis.analyse import CUTS, Analyst, Asked, serious
from hygie.composition.analysis.results import Analysis
from hygie.composition.lowering.assembly import without_copies
from hygie.composition.lowering.lower import Lowering


@dataclass(eq=False)
class Told:
    """A system, what the façade says of it, and what the page says when it is asked everything."""

    lowering: Lowering
    what_if: tuple[str, ...] = ()
    budget: int = 0

    @cached_property
    def analyst(self) -> Analyst:
        asked = Asked(what_if=self.what_if, acceptable=serious, budget=self.budget)
        return Analyst(self.lowering, "s", self.lowering.composition.declared.systems["s"], asked)

    @cached_property
    def advice(self) -> Advice:
        return self.analyst.advisor.advise(CUTS)

    @cached_property
    def analysis(self) -> Analysis:
        return self.analyst.analysis()

    @cached_property
    def world(self) -> World:
        return World(self.lowering.composition.declared, "s")

    @cached_property
    def declared(self) -> Case:
        return as_declared(self.world)

    @cached_property
    def losses(self) -> Mapping[str, list[Fact]]:
        """The losses of all instances that each name stands for."""
        found: dict[str, list[Fact]] = {}
        for goal, name in zip(self.analyst.goals, self.analyst.names, strict=True):
            places = members(self.analyst.model, self.world, goal.owner)
            found.setdefault(name, []).extend(
                place.fact("loss", f"{goal.asset}.{goal.criterion}") for place in places
            )
        return found

    @cached_property
    def needs(self) -> Mapping[str, int]:
        return {name: goal.need for goal, name in zip(self.analyst.goals, self.analyst.names, strict=True)}

    # -- what could be decided ---------------------------------------------------------------------

    @cached_property
    def options(self) -> Mapping[str, "Choice"]:
        """The controls that are not in place, by the name that a question gives them."""
        found: dict[str, Choice] = {}
        paths = {place.written for place in self.world.places}
        for place in self.world.places:
            for name, control in place.body.controls.items():
                if (place.path, name) in self.declared.in_place or not control.guards:
                    continue
                per_type = control.per == "type" and place.path
                kind = f"type:{place.type}" if place.type in paths else place.type
                where = kind if per_type else place.written
                cost = 1.0 if control.cost is None else control.cost
                known = found.setdefault(f"{name}@{where}" if where else name, Choice([], 0.0, not per_type))
                known.uses.append((place.path, name))
                known.cost = known.cost + cost if known.adds_up else cost
        return found

    def supposing(self, chosen: Sequence[str], *, attacked: bool = True) -> Case:
        """Put options in place."""
        more = {use for name in chosen for use in self.options[name].uses}
        now = self.declared if attacked else Case(self.declared.in_place, frozenset(), attacked=False)
        return now._replace(in_place=now.in_place | more)

    def cost(self, chosen: Sequence[str]) -> float:
        return sum(self.options[name].cost for name in chosen)


@dataclass
class Choice:
    """Uses of a control that are decided together; what they cost adds up unless it is paid for the type."""

    uses: list[Use]
    cost: float
    adds_up: bool


def subsets(items: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every subset, the smallest first."""
    for size in range(len(items) + 1):
        yield from combinations(items, size)


@dataclass(eq=False)
class Exhaustive:
    """Every set of options tried, attacked and not; ``of`` are the sets in the order of what is said of them."""

    told: Told

    def __post_init__(self) -> None:
        self.of = list(subsets(list(self.told.options)))
        self.place = {frozenset(chosen): index for index, chosen in enumerate(self.of)}
        attacked = [self.told.supposing(chosen) for chosen in self.of]
        quiet = [self.told.supposing(chosen, attacked=False) for chosen in self.of]
        found = Supposed(self.told.world, attacked + quiet)
        losses = self.told.losses
        self._modes = {name: [found.by_mode(fact) for fact in facts] for name, facts in losses.items()}

    def level(self, name: str, index: int, *, attacked: bool = True) -> int:
        """Give the worst level of a loss, in all instances and modes, once a set of options is in place."""
        return max(max(fact[index + (0 if attacked else len(self.of))]) for fact in self._modes[name])

    def accepted(self, name: str, index: int, *, attacked: bool = True) -> bool:
        return serious(self.told.needs[name], self.level(name, index, attacked=attacked))

    @cached_property
    def unacceptable(self) -> set[str]:
        return {name for name in self.told.losses if not self.accepted(name, 0)}

    @cached_property
    def essential(self) -> list[str]:
        return [
            name
            for name, goal in zip(self.told.analyst.names, self.told.analyst.goals, strict=True)
            if goal.declared.essential and goal.criterion == "availability"
        ]

    def removed(self, index: int) -> set[str]:
        return {name for name in self.unacceptable if self.accepted(name, index)}

    def costs(self, index: int) -> set[str]:
        """Give the essential functions that a set of options costs: sound before and not after."""
        return {name for name in self.essential if self._costs(name, index)}

    def _costs(self, name: str, index: int) -> bool:
        """Unattacked, no mode may lose it that did not; attacked, it must stay acceptable where it was."""
        quiet = len(self.of)
        unattacked = any(
            now == 0 < then
            for fact in self._modes[name]
            for now, then in zip(fact[quiet], fact[quiet + index], strict=True)
        )
        return unattacked or (self.accepted(name, 0) and not self.accepted(name, index))

    def created(self, index: int) -> set[str]:
        """Give the losses that become likelier in their worst mode, attacked or not, of some instance."""
        quiet = len(self.of)
        return {
            name
            for name, facts in self._modes.items()
            if any(max(fact[first + index]) > max(fact[first]) for fact in facts for first in (0, quiet))
        }

    def weight(self, index: int) -> float:
        """Add up the severities of what stays unacceptable; a component with a count weighs once."""
        found = {
            (name, without_copies(path))
            for name in self.unacceptable
            for (path, _, _), cases in zip(self.told.losses[name], self._modes[name], strict=True)
            if not serious(self.told.needs[name], max(cases[index]))
        }
        return float(sum(self.told.needs[name] for name, _ in found))

    @cached_property
    def refused(self) -> set[str]:
        """The options that by themselves cost an essential function."""
        return {chosen[0] for index, chosen in enumerate(self.of) if len(chosen) == 1 and self.costs(index)}

    @cached_property
    def admissible(self) -> list[int]:
        """The sets of options that cost no essential function, and of which none is refused."""
        return [
            index
            for index, chosen in enumerate(self.of)
            if not self.refused.intersection(chosen) and not self.costs(index)
        ]

    def cheapest(self, asked: set[str]) -> float | None:
        """Give what the cheapest admissible options cost that make these losses acceptable."""
        costs = [self.told.cost(self.of[index]) for index in self.admissible if asked <= self.removed(index)]
        return min(costs, default=None)


def told_text(text: str, *what_if: str) -> Told:
    """Tell of a system that a person wrote."""
    return Told(lowering_of_text(text), what_if)
