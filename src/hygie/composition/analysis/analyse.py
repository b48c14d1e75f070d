"""The façade of the engine: from a dossier's systems, or a type alone, to an analysis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from hygie.composition.analysis.advice import Acceptable, Advisor
from hygie.composition.analysis.outline import system_map
from hygie.composition.analysis.premises import Premises, check_guarantees
from hygie.composition.analysis.ratings import Goal, Rating, goals_of, rate_goals
from hygie.composition.analysis.results import (
    Analysis,
    BudgetPoint,
    CutResult,
    GuaranteeResult,
    LossResult,
    Size,
    UnknownResult,
)
from hygie.composition.analysis.what_if import suppose
from hygie.composition.analysis.witness import Attacks, Explainer
from hygie.composition.engine.effort import Effort, least_effort
from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.engine.graph import Floats
from hygie.composition.engine.kernels import earliest
from hygie.composition.exploitability import Exploit
from hygie.composition.language.names import without_version
from hygie.composition.language.read import read_systems, read_types
from hygie.composition.language.vocabulary import Body, ComponentType, Mode, System
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import Refusal
from hygie.kernel.diagnostic import Diagnostic

DETAILED = 6
"""So many losses, the worst, are explained by all their classes of attacks; the others by one path."""

CUTS = 5
"""So many single losses get a cut of their own."""

ALONE: tuple[Mode, ...] = ("nominal",)


def serious(severity: int, likelihood: int) -> bool:
    """Accept what is neither severe (3 or more) nor likely (3 or more), or not reached at all."""
    return likelihood == 0 or severity + likelihood < 5  # noqa: PLR2004 - the default scale


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: controls supposed, what is acceptable, how long a search may last, seconds.

    ``budget`` is how many budgets to try, none unless it is asked: it is the longest of all questions.
    """

    what_if: tuple[str, ...] = ()
    acceptable: Acceptable = serious
    time_limit: float = 60.0
    budget: int = 0


def analyse_dossier(
    root: Path, dossier: Dossier | None, asked: Asked | None = None
) -> tuple[Analysis, ...] | Refusal:
    """Analyse every system of a dossier."""
    composition = read_systems(root, dossier)
    if isinstance(composition, Refusal):
        return composition
    lowering = Lowering(composition, dossier)
    bodies: list[tuple[str, Body]] = [*composition.declared.systems.items()]
    return _analyse_all(lowering, bodies, asked or Asked())


def analyse_type(content: bytes, file: str, asked: Asked | None = None) -> tuple[Analysis, ...] | Refusal:
    """Analyse the types of a file, each alone, attacked by whoever holds all that enters its ports."""
    composition = read_types(content, file)
    if isinstance(composition, Refusal):
        return composition
    bodies: list[tuple[str, Body]] = [*composition.declared.types.items()]
    return _analyse_all(Lowering(composition), bodies, asked or Asked())


def _analyse_all(
    lowering: Lowering, bodies: Sequence[tuple[str, Body]], asked: Asked
) -> tuple[Analysis, ...] | Refusal:
    """Analyse bodies; what is supposed must mean something in one of them at least."""
    analysts = [Analyst(lowering, name, body, asked) for name, body in bodies]
    mistakes: list[Diagnostic] = []
    for question in asked.what_if:
        found = [suppose(analyst.model, [question])[1] for analyst in analysts]
        if found and all(found):
            mistakes += found[0]
    if mistakes:
        return Refusal(tuple(mistakes))
    return tuple(analyst.analysis() for analyst in analysts)


@dataclass(frozen=True, slots=True)
class _Advice:
    cuts: tuple[CutResult, ...] = ()
    budget: tuple[BudgetPoint, ...] = ()
    uncut: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Analyst:
    """Analyses one body; every intermediate result is computed once."""

    lowering: Lowering
    name: str
    body: Body
    asked: Asked

    @cached_property
    def model(self) -> Model:
        """The graph of the body."""
        return self.lowering.model(self.name, self.body)

    @cached_property
    def stance(self) -> Stance:
        """The model with what is declared, and supposed, of its controls."""
        supposed, _ = suppose(self.model, self.asked.what_if)
        return Stance(self.model, alone=not isinstance(self.body, System), supposed=supposed)

    @cached_property
    def modes(self) -> tuple[Mode, ...]:
        """The modes studied."""
        return tuple(dict.fromkeys(self.body.modes)) if isinstance(self.body, System) else ALONE

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The losses that matter, the worst first."""
        return tuple(goal for goal, _ in self._ranked)

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        """Their ratings, in the same order."""
        return tuple(rating for _, rating in self._ranked)

    @cached_property
    def _ranked(self) -> list[tuple[Goal, Rating]]:
        goals = list(goals_of(self.model))
        rated = list(zip(goals, rate_goals(self.stance, self.modes, goals), strict=True))
        return sorted(rated, key=lambda pair: self._rank(*pair))

    def _rank(self, goal: Goal, rating: Rating) -> tuple[object, ...]:
        unacceptable = not self.asked.acceptable(goal.need, rating.likelihood)
        weight = (rating.likelihood > 0) * (goal.need + rating.likelihood)
        return (
            not unacceptable, -weight, -goal.need, not goal.declared.essential, -rating.undetected,
            -self.model.copies[goal.owner], self._id(goal),
        )  # fmt: skip

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids of the goals."""
        return tuple(map(self._id, self.goals))

    def _id(self, goal: Goal) -> str:
        path = self.model.instances[goal.owner].path
        return ".".join(filter(None, (path, goal.asset, goal.criterion)))

    @cached_property
    def advisor(self) -> Advisor:
        """Who finds cuts."""
        return Advisor(
            self.stance, self.modes, self.goals, self.ratings, self.names, self.asked.acceptable,
            self.asked.time_limit,
        )  # fmt: skip

    # -- the answer ------------------------------------------------------------------------------

    def analysis(self) -> Analysis:
        """Give the whole answer."""
        premises = Premises(self.stance, self.modes, self.goals, self.names, self.asked.acceptable)
        critical, all_critical = premises.critical_sets()
        advice = self._cuts()
        return Analysis(
            system=self.name,
            title=self.body.title,
            modes=self.modes,
            digest=self.lowering.composition.digest,
            policy=self.lowering.policy.version,
            losses=tuple(self._losses()),
            cuts=advice.cuts,
            uncut=advice.uncut,
            refused_controls=self.advisor.refused,
            budget=advice.budget,
            assumptions=premises.results(),
            critical_sets=critical,
            guarantees=tuple(self._guarantees()),
            unknowns=tuple(self._unknowns()),
            map=system_map(self.model),
            size=self._size(),
            what_if=self.asked.what_if,
            missing_extras=advice.missing,
            capped=() if all_critical else ("critical_sets",),
        )

    def _losses(self) -> Iterator[LossResult]:
        times = self._earliest()
        for position, (goal, rating) in enumerate(zip(self.goals, self.ratings, strict=True)):
            attacks = self._attacks(goal, rating, detailed=position < DETAILED)
            instance = self.model.instances[goal.owner]
            yield LossResult(
                id=self.names[position],
                component=instance.path,
                type=instance.outside.name,
                title=goal.declared.title,
                asset=goal.asset,
                criterion=goal.criterion,
                severity=goal.need,
                severity_known=goal.need_known,
                essential=goal.declared.essential,
                instances=self.model.copies[goal.owner] * instance.outside.asset_copies.get(goal.asset, 1),
                likelihood=rating.likelihood,
                by_mode=rating.by_mode,
                undetected=rating.undetected,
                if_vulnerabilities_lower=rating.lower,
                if_vulnerabilities_higher=rating.higher,
                earliest=times[position],
                effort=self._effort(goal, rating) if position < DETAILED else None,
                paths=attacks.shown,
                other_paths=attacks.others,
                all_counted=attacks.all_counted,
            )

    def _explainer(self, rating: Rating) -> Explainer:
        scenario = Scenario(rating.mode, max(1, rating.likelihood))
        return self._explainers.setdefault(scenario, Explainer(self.stance, scenario))

    @cached_property
    def _explainers(self) -> dict[Scenario, Explainer]:
        return {}

    def _attacks(self, goal: Goal, rating: Rating, *, detailed: bool) -> Attacks:
        if rating.likelihood == 0:
            return Attacks((), 0, all_counted=True)
        explainer = self._explainer(rating)
        if detailed:
            return explainer.attacks(goal.node)
        path = explainer.path(goal.node)
        return Attacks((path,) if path else (), 0, all_counted=False)

    @cached_property
    def _minutes(self) -> Floats:
        return self.model.spread("minutes", 0)

    def _earliest(self) -> list[float | None]:
        """Give the earliest time of each goal in its worst mode; none where no step takes any."""
        if not self._minutes.any():
            return [None] * len(self.goals)
        times = {
            mode: earliest(self.model.graph, self._minutes, sources=self.stance.sources(Scenario(mode)))
            for mode in dict.fromkeys(rating.mode for rating in self.ratings)
        }
        pairs = zip(self.goals, self.ratings, strict=True)
        found = (float(times[rating.mode][goal.node]) for goal, rating in pairs)
        return [time if np.isfinite(time) else None for time in found]

    def _effort(self, goal: Goal, rating: Rating) -> tuple[float, float | None, float] | None:
        cost = self.model.spread("effort", 0)
        if rating.likelihood == 0 or not cost.any():
            return None
        sources = self.stance.sources(Scenario(rating.mode))
        try:
            found = least_effort(self.model.graph, cost, goal.node, sources=sources)
        except MissingExtraError:
            return None
        return (found.lower, found.exact, found.upper) if isinstance(found, Effort) else None

    def _cuts(self) -> "_Advice":
        """Find cuts of all unacceptable losses together, then of the worst one by one."""
        wanted = self.advisor.unacceptable
        if not wanted:
            return _Advice()
        try:
            uncut = self.advisor.uncut(wanted)
            left = [position for position in wanted if position not in set(uncut)]
            asked = [left, *([position] for position in left[:CUTS])] if left else []
            found = [cut for positions in asked if (cut := self.advisor.cut(positions)) is not None]
            budget = self._budget(wanted, found[0].cost) if self.asked.budget and found else ()
        except MissingExtraError as missing:
            return _Advice(missing=(missing.extra,))
        cuts = {cut.controls: cut for cut in found}
        return _Advice(tuple(cuts.values()), budget, tuple(self.names[position] for position in uncut))

    def _budget(self, wanted: Sequence[int], enough: float) -> tuple[BudgetPoint, ...]:
        """Try budgets from nothing to what makes all acceptable that can be."""
        tried = [enough * part / self.asked.budget for part in range(self.asked.budget + 1)]
        return self.advisor.budget(wanted, tried)

    def _guarantees(self) -> Iterator[GuaranteeResult]:
        """Check the guarantees of every type that is used."""
        used = {instance.outside.name: instance.outside.body for instance in self.model.instances}
        for name, body in sorted(used.items()):
            if isinstance(body, ComponentType) and body.guarantees:
                yield from check_guarantees(name, body, self.lowering.model(name, body))

    # -- what was not known ------------------------------------------------------------------------

    def _unknowns(self) -> Iterator[UnknownResult]:
        for control in self.stance.controls:
            if control.in_place is None and control.declared.guards:
                yield UnknownResult("control", control.name, self._path(control.owner))
        for use in self.stance.assumptions:
            if not use.computed and use.holds is None:
                yield UnknownResult("assumption", use.name, self._path(use.owner))
        for owner, instance in enumerate(self.model.instances):
            for kind, name in instance.template.unknowns:
                yield UnknownResult(kind, name, self._path(owner))
        for goal in self.goals:
            if not goal.need_known:
                yield UnknownResult("need", f"{goal.asset}.{goal.criterion}", self._path(goal.owner))
        yield from self._unrated()

    def _unrated(self) -> Iterator[UnknownResult]:
        """Tell what was not known of the vulnerabilities of the types that are used."""
        used = {instance.outside.name for instance in self.model.instances}
        for item in self.lowering.composition.declared.vulnerabilities:
            rated = self.lowering.rated(item)
            if without_version(item.type) in used and isinstance(rated, Exploit):
                for unknown in rated.unknowns:
                    yield UnknownResult("rating", unknown, item.id)

    def _path(self, owner: int) -> str:
        return self.model.instances[owner].path

    def _size(self) -> Size:
        types = {instance.outside.name for instance in self.model.instances if instance.path}
        return Size(
            types=len(types),
            instances=sum(self.model.copies) - 1,
            classes=len(self.model.instances) - 1,
            facts=self.model.graph.size,
        )
