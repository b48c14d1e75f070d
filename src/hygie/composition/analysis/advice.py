"""What breaks attacks at least cost: the controls of a system as decisions, in every mode at once.

A goal is cut when its likelihood is acceptable in every mode. Each mode and level asked about is a copy of
the graph; a copy without any attack says what the controls themselves would cost (ISO 14971:2019, 7.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from hygie.composition.analysis.options import Option, change_of, options_of
from hygie.composition.analysis.ratings import (
    Acceptable,
    Change,
    Goal,
    Levels,
    Rating,
    accepted,
    needs_of,
    worst_likelihoods,
)
from hygie.composition.analysis.results import BudgetPoint, CutResult, RefusedControl
from hygie.composition.engine.budgets import budget_curve
from hygie.composition.engine.cut_problem import reduce, remaining
from hygie.composition.engine.cuts import Capped, Cut, Decision, NoCut, Problem, cheapest_cut
from hygie.composition.engine.graph import Booleans, Graph, from_edges
from hygie.composition.engine.programs import Deadline
from hygie.composition.language.vocabulary import Mode
from hygie.composition.lowering.scenario import Scenario, Stance


@dataclass(frozen=True, slots=True)
class Advice:
    """What can be done: cuts, the joint one first.

    ``uncut`` are the unacceptable losses that no admissible set of controls makes acceptable; ``conflicting``
    says that each of the others has a cut but all together have none; ``capped`` names what was given up.
    """

    cuts: tuple[CutResult, ...] = ()
    uncut: tuple[str, ...] = ()
    conflicting: bool = False
    capped: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Advisor:
    """Asks for cuts of the goals of a system.

    ``names`` are those of the goals; goals of the same name (of instances that are alike) fall together.
    Unless ``exact``, instances that are alike are decided together: what is found is a cut, but another
    may be cheaper.
    """

    stance: Stance
    modes: Sequence[Mode]
    goals: Sequence[Goal]
    ratings: Sequence[Rating]
    names: Sequence[str]
    acceptable: Acceptable
    deadline: Deadline
    exact: bool = True

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The controls that are not in place, or not known to be."""
        return tuple(options_of(self.stance))

    @cached_property
    def unacceptable(self) -> dict[str, list[int]]:
        """The goals that are not acceptable as things stand, by name, in their order."""
        found: dict[str, list[int]] = {}
        for position, (goal, rating) in enumerate(zip(self.goals, self.ratings, strict=True)):
            if not self.acceptable(goal.need, rating.likelihood):
                found.setdefault(self.names[position], []).append(position)
        return found

    @cached_property
    def refused(self) -> tuple[RefusedControl, ...]:
        """The controls that by themselves would let an essential function be lost, attacked or not."""
        costly = [option for option in self.options if any(use.placed >= 0 for use in option.uses)]
        if not costly:
            return ()
        essential = [at for at, goal in enumerate(self.goals) if _is_essential(goal)]
        nodes = [self.goals[at].node for at in essential]
        changes = [change_of([option]) for option in costly]
        now, then = (
            worst_likelihoods(self.stance, self.modes, nodes, asked) for asked in ([Change()], changes)
        )
        lost = self._accepted(essential, now) & ~self._accepted(essential, then)
        for mode in self.modes:
            calm, costs = (
                worst_likelihoods(self.quiet, [mode], nodes, asked) for asked in ([Change()], changes)
            )
            lost |= (calm == 0) & (costs > 0)
        return tuple(
            RefusedControl(
                option.name, tuple(dict.fromkeys(self.names[essential[at]] for at in np.flatnonzero(row)))
            )
            for option, row in zip(costly, lost, strict=True)
            if row.any()
        )

    def _accepted(self, positions: Sequence[int], levels: Levels) -> Booleans:
        return accepted(self.acceptable, needs_of([self.goals[at] for at in positions]), levels)

    def advise(self, single: int) -> Advice:
        """Find a cut of all unacceptable losses together, then of the first so many one by one.

        Where there is none of all together, each is asked about: those that have none are left out.

        Raises:
            MissingExtraError: scipy is not installed.
        """
        if not self.unacceptable:
            return Advice()
        everything = _Copies(self, [at for positions in self.unacceptable.values() for at in positions])
        remain = set(remaining(everything.problem, reduce(everything.problem).refused))
        uncut = dict.fromkeys(self.names[at] for at, node in everything.goals.items() if node in remain)
        left = [name for name in self.unacceptable if name not in uncut]
        joint = self.cut(left) if left else None
        alone = left if isinstance(joint, NoCut) else left[:single]
        each = {name: joint if [name] == left else self.cut([name]) for name in alone}
        none = [name for name, outcome in each.items() if isinstance(outcome, NoCut)]
        if none:
            left = [name for name in left if name not in none]
            joint = self.cut(left) if left else None
        outcomes = [joint, *each.values()]
        cuts = {cut.controls: cut for cut in outcomes if isinstance(cut, CutResult)}
        capped = ("cuts",) if any(isinstance(outcome, Capped) for outcome in outcomes) else ()
        return Advice(tuple(cuts.values()), (*uncut, *none), isinstance(joint, NoCut), capped)

    def budget(self, budgets: Sequence[float]) -> tuple[BudgetPoint, ...]:
        """Find what budgets leave of the unacceptable losses at least, weighed by their severity.

        Raises:
            MissingExtraError: scipy is not installed.
        """
        copies = _Copies(self, [at for positions in self.unacceptable.values() for at in positions])
        weights = {node: float(self.goals[at].need) for at, node in copies.goals.items()}
        curve = budget_curve(copies.problem, weights, budgets=budgets, time_limit=self.deadline.left())
        told = []
        for point in curve.points:
            holds = copies.problem.after(point.decisions)
            remain = dict.fromkeys(self.names[at] for at, node in copies.goals.items() if holds[node])
            names = tuple(self.options[index].name for index in point.decisions)
            told.append(BudgetPoint(point.cost, names, tuple(remain), curve.complete and self.exact))
        return tuple(told)

    def cut(self, names: Sequence[str]) -> CutResult | NoCut | Capped:
        """Find the cheapest controls after which all losses of these names are acceptable."""
        positions = [at for name in names for at in self.unacceptable[name]]
        cut = cheapest_cut(_Copies(self, positions).problem, time_limit=self.deadline.left())
        return self._told(cut) if isinstance(cut, Cut) else cut

    def _told(self, cut: Cut) -> CutResult:
        """Tell a cut by what becomes of every goal, attacked and not."""
        options = [self.options[index] for index in cut.decisions]
        declared = [option.uses[0].declared for option in options]
        removes, creates = self._effects(options)
        return CutResult(
            controls=tuple(option.name for option in options),
            titles=tuple(control.title for control in declared),
            implements=tuple(dict.fromkeys(name for control in declared for name in control.implements)),
            cost=cut.cost,
            rated=all(option.rated for option in options),
            removes=removes,
            creates=creates,
            optimal=cut.optimal and self.exact,
            bound=cut.bound if self.exact else 0.0,
        )

    def _effects(self, options: Sequence[Option]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the losses that become acceptable, and those that become likelier or come about unattacked."""
        nodes = [goal.node for goal in self.goals]
        change = [Change(), change_of(options)]
        now, then = worst_likelihoods(self.stance, self.modes, nodes, change)
        calm, costs = worst_likelihoods(self.quiet, self.modes, nodes, change)
        still = {
            self.names[at]
            for at, goal in enumerate(self.goals)
            if not self.acceptable(goal.need, int(then[at]))
        }
        removes = tuple(name for name in self.unacceptable if name not in still)
        worse = np.flatnonzero((then > now) | (costs > calm)).tolist()
        return removes, tuple(dict.fromkeys(self.names[at] for at in worse))

    @cached_property
    def quiet(self) -> Stance:
        """The same system when nobody attacks it."""
        return replace(self.stance, attacked=False)

    def first_unacceptable(self, goal: Goal) -> int | None:
        """Give the lowest likelihood at which a goal is not acceptable, if there is one."""
        return next((level for level in range(1, 5) if not self.acceptable(goal.need, level)), None)


def _is_essential(goal: Goal) -> bool:
    return goal.declared.essential and goal.criterion == "availability"


class _Copies:
    """Copies of a graph side by side, and the decisions in all of them.

    Each mode and level asked about is one; so is each at which an essential function, sound today, would
    not be; and each mode without attack, where only controls themselves cost something.
    """

    def __init__(self, advisor: Advisor, positions: Sequence[int]) -> None:
        asked: dict[Scenario, list[int]] = {}
        kept: dict[Scenario, list[int]] = {}
        bad = {at for found in advisor.unacceptable.values() for at in found}
        watched = [at for at, goal in enumerate(advisor.goals) if _is_essential(goal) and at not in bad]
        for found, wanted in ((asked, positions), (kept, watched)):
            for at in wanted:
                level = advisor.first_unacceptable(advisor.goals[at])
                if level is not None:
                    for mode in advisor.modes:
                        found.setdefault(Scenario(mode, level), []).append(at)
        attacked = list(dict.fromkeys([*asked, *kept]))
        graph = advisor.stance.model.graph
        sources = [advisor.stance.sources(scenario) for scenario in attacked]
        sources += [advisor.quiet.sources(Scenario(mode)) for mode in advisor.modes]
        shifts = [number * graph.size for number in range(len(sources))]
        reached: dict[int, list[int]] = {}
        protected: list[int] = []
        for shift, scenario in zip(shifts, attacked, strict=False):
            for at in asked.get(scenario, ()):
                reached.setdefault(at, []).append(advisor.goals[at].node + shift)
            protected += [advisor.goals[at].node + shift for at in kept.get(scenario, ())]
        essential = [goal.node for goal in advisor.goals if _is_essential(goal)]
        protected += [node + shift for shift in shifts[len(attacked) :] for node in essential]
        whole = _side_by_side(graph, len(shifts), list(reached.values()))
        first = len(shifts) * graph.size
        self.goals = {at: first + number for number, at in enumerate(reached)}
        none = np.zeros(whole.size, dtype=np.bool_)
        held = none.copy()
        held[:first] = np.concatenate(sources)
        decisions = tuple(_decision(option, shifts) for option in advisor.options)
        self.problem = Problem(whole, held, none, tuple(self.goals.values()), decisions, tuple(protected))


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
