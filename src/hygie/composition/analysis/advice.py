"""What breaks attacks at least cost: the controls of a system as decisions, in every mode at once.

A goal is cut when its likelihood is acceptable in every mode. Each mode and level asked about is a copy of
the graph; a copy without any attack says what the controls themselves would cost (ISO 14971:2019, 7.5).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hygie.composition.analysis.ratings import Change, Goal, Rating, worst_likelihoods
from hygie.composition.analysis.results import BudgetPoint, CutResult, RefusedControl
from hygie.composition.engine.budgets import budget_curve
from hygie.composition.engine.cut_problem import reduce, remaining
from hygie.composition.engine.cuts import Cut, Decision, Problem, cheapest_cut
from hygie.composition.engine.graph import Graph, from_edges
from hygie.composition.language.vocabulary import Mode
from hygie.composition.lowering.scenario import ControlUse, Scenario, Stance
from hygie.composition.lowering.template import FactKind, Key

Acceptable = Callable[[int, int], bool]
"""Tells whether a loss of a severity (0 to 4) is acceptable at a likelihood (0 to 4)."""

UNRATED = 1.0
"""What a control costs whose cost is not written; the answer says that it is not rated."""


@dataclass(frozen=True, slots=True)
class Option:
    """A control that could be put in place: once for a class, or once for all instances of a type."""

    name: str
    uses: tuple[ControlUse, ...]
    cost: float
    rated: bool


@dataclass(frozen=True, eq=False)
class Advisor:
    """Asks for cuts of the goals of a system."""

    stance: Stance
    modes: Sequence[Mode]
    goals: Sequence[Goal]
    ratings: Sequence[Rating]
    names: Sequence[str]
    acceptable: Acceptable
    time_limit: float = 60.0

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The controls that are not in place, or not known to be."""
        return tuple(_options(self.stance))

    @cached_property
    def unacceptable(self) -> tuple[int, ...]:
        """The positions of the goals that are not acceptable as things stand."""
        return tuple(
            position
            for position, (goal, rating) in enumerate(zip(self.goals, self.ratings, strict=True))
            if not self.acceptable(goal.need, rating.likelihood)
        )

    @cached_property
    def refused(self) -> tuple[RefusedControl, ...]:
        """The controls that would by themselves cost an essential function its availability."""
        found = []
        for option in self.options:
            lost = [name for name, essential in self._own_losses((option,)) if essential]
            if lost:
                found.append(RefusedControl(option.name, tuple(lost)))
        return tuple(found)

    def uncut(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Tell which of these goals no admissible control makes acceptable."""
        copies = self._problem(positions)
        remain = set(remaining(copies.problem, reduce(copies.problem).refused))
        return tuple(position for position, node in copies.goals.items() if node in remain)

    def cut(self, positions: Sequence[int]) -> CutResult | None:
        """Find the cheapest controls after which all these goals are acceptable, if there are some.

        Raises:
            MissingExtraError: scipy is not installed.
        """
        problem = self._problem(positions)
        cut = cheapest_cut(problem.problem, time_limit=self.time_limit)
        return self._told(cut) if isinstance(cut, Cut) and cut.decisions else None

    def budget(self, positions: Sequence[int], budgets: Sequence[float]) -> tuple[BudgetPoint, ...]:
        """Find what budgets leave of these goals at least, weighed by their severity.

        Raises:
            MissingExtraError: scipy is not installed.
        """
        problem = self._problem(positions)
        weights = {node: float(self.goals[at].need) for at, node in problem.goals.items()}
        curve = budget_curve(problem.problem, weights, budgets=budgets, time_limit=self.time_limit)
        told = []
        for point in curve.points:
            holds = problem.problem.after(point.decisions)
            remaining = tuple(self.names[at] for at, node in problem.goals.items() if holds[node])
            names = tuple(self.options[index].name for index in point.decisions)
            told.append(BudgetPoint(point.cost, names, remaining, curve.complete))
        return tuple(told)

    # -- the problem -----------------------------------------------------------------------------

    def _problem(self, positions: Sequence[int]) -> "_Copies":
        """Lay out a copy of the graph for each mode and level asked about, and one without attack."""
        asked: dict[Scenario, list[int]] = {}
        for position in positions:
            goal, rating = self.goals[position], self.ratings[position]
            first = next(level for level in range(1, 5) if not self.acceptable(goal.need, level))
            for mode, likelihood in rating.by_mode.items():
                if likelihood >= first:
                    asked.setdefault(Scenario(mode, first), []).append(position)
        return _Copies(self, asked)

    def _told(self, cut: Cut) -> CutResult:
        options = [self.options[index] for index in cut.decisions]
        after = worst_likelihoods(
            self.stance, self.modes, [goal.node for goal in self.goals], [_change(options)]
        )[0]
        removed = tuple(
            self.names[at] for at in self.unacceptable if self.acceptable(self.goals[at].need, int(after[at]))
        )
        declared = [option.uses[0].declared for option in options]
        return CutResult(
            controls=tuple(option.name for option in options),
            titles=tuple(control.title for control in declared),
            implements=tuple(dict.fromkeys(name for control in declared for name in control.implements)),
            cost=cut.cost,
            rated=all(option.rated for option in options),
            removes=removed,
            creates=tuple(name for name, _ in self._own_losses(options)),
            optimal=cut.optimal,
            bound=cut.bound,
        )

    def _own_losses(self, options: Sequence[Option]) -> list[tuple[str, bool]]:
        """Give what controls cost with no attack at all, and whether that is an essential function."""
        placed = _change(options).holds
        if not placed:
            return []
        quiet = self._quiet
        nodes = [goal.node for goal in self.goals]
        before, after = (
            worst_likelihoods(quiet, self.modes, nodes, [Change(holds=held)])[0] for held in ((), placed)
        )
        return [
            (self.names[at], goal.declared.essential and goal.criterion == "availability")
            for at, goal in enumerate(self.goals)
            if after[at] > before[at]
        ]

    @cached_property
    def _quiet(self) -> Stance:
        return Stance(self.stance.model, self.stance.alone, self.stance.supposed, attacked=False)

    def protected(self) -> Iterator[int]:
        """Give the losses of availability of essential functions."""
        for owner, instance in enumerate(self.stance.model.instances):
            for name, asset in instance.outside.assets.items():
                if asset.essential:
                    yield self.stance.model.fact(owner, Key(FactKind.LOSS, f"{name}.availability"))

    @property
    def quiet(self) -> Stance:
        """The same system when nobody attacks it."""
        return self._quiet


class _Copies:
    """Copies of a graph side by side, and the decisions in all of them."""

    def __init__(self, advisor: Advisor, asked: Mapping[Scenario, Sequence[int]]) -> None:
        graph = advisor.stance.model.graph
        attacked = list(asked)
        quiet = [Scenario(mode) for mode in advisor.modes]
        copies = len(attacked) + len(quiet)
        shifts = [number * graph.size for number in range(copies)]
        sources = [advisor.stance.sources(scenario) for scenario in attacked]
        sources += [advisor.quiet.sources(scenario) for scenario in quiet]
        reached: dict[int, list[int]] = {}
        for shift, scenario in zip(shifts, attacked, strict=False):
            for position in asked[scenario]:
                reached.setdefault(position, []).append(advisor.goals[position].node + shift)
        self.goals: dict[int, int] = {}
        whole = _side_by_side(graph, copies, list(reached.values()))
        for number, position in enumerate(reached):
            self.goals[position] = copies * graph.size + number
        none = np.zeros(whole.size, dtype=np.bool_)
        held = none.copy()
        held[: copies * graph.size] = np.concatenate(sources)
        protected = tuple(node + shift for shift in shifts[len(attacked) :] for node in advisor.protected())
        decisions = tuple(_decision(option, shifts) for option in advisor.options)
        self.problem = Problem(whole, held, none, tuple(self.goals.values()), decisions, protected)


def _side_by_side(graph: Graph, copies: int, joined: Sequence[Sequence[int]]) -> Graph:
    """Lay copies of a graph side by side, then a node for each set of nodes, which holds when one does."""
    shifts = np.repeat(np.arange(copies, dtype=np.int32) * graph.size, graph.edges)
    tails, heads = np.tile(graph.tails(), copies) + shifts, np.tile(graph.heads, copies) + shifts
    extra = [(tail, copies * graph.size + number) for number, nodes in enumerate(joined) for tail in nodes]
    added = np.array(extra, dtype=np.int32).reshape(-1, 2)
    need = np.concatenate((np.tile(graph.need, copies), np.ones(len(joined), dtype=np.int32)))
    return from_edges(need, np.concatenate((tails, added[:, 0])), np.concatenate((heads, added[:, 1])))


def _decision(option: Option, shifts: Sequence[int]) -> Decision:
    guards = tuple(use.absent + shift for shift in shifts for use in option.uses)
    creates = tuple(use.placed + shift for shift in shifts for use in option.uses if use.placed >= 0)
    return Decision(guards, creates, option.cost)


def _change(options: Sequence[Option]) -> Change:
    uses = [use for option in options for use in option.uses]
    return Change(
        holds=tuple(use.placed for use in uses if use.placed >= 0), falls=tuple(use.absent for use in uses)
    )


def _options(stance: Stance) -> Iterator[Option]:
    """List what can be decided; a control that is paid once for a type is decided once for it."""
    by_type: dict[tuple[str, str], list[ControlUse]] = {}
    for use in stance.controls:
        if use.in_place or not use.declared.guards:
            continue
        instance = stance.model.instances[use.owner]
        if use.declared.per == "type":
            by_type.setdefault((instance.outside.name, use.name), []).append(use)
            continue
        cost = UNRATED if use.declared.cost is None else use.declared.cost
        name = at(use.name, instance.path)
        yield Option(name, (use,), cost * stance.model.copies[use.owner], use.declared.cost is not None)
    for (kind, name), uses in by_type.items():
        once = uses[0].declared.cost
        yield Option(at(name, kind), tuple(uses), UNRATED if once is None else once, once is not None)


def at(name: str, where: str) -> str:
    """Write a control or an assumption with its place, as ``--what-if`` wants it."""
    return f"{name}@{where}" if where else name
