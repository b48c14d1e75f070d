"""The façade of the engine: from a dossier's systems, or a type alone, to an analysis."""

import importlib.util
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from hygie.composition.analysis.advice import Advice, Advisor
from hygie.composition.analysis.costs import Costs
from hygie.composition.analysis.outline import system_map
from hygie.composition.analysis.premises import Premises, every_guarantee
from hygie.composition.analysis.ratings import Acceptable, Goal, Rating, goals_of, rate_goals
from hygie.composition.analysis.results import (
    Analysis,
    BudgetPoint,
    LossResult,
    Size,
)
from hygie.composition.analysis.unknowns import unknowns
from hygie.composition.analysis.what_if import Supposed, suppose
from hygie.composition.analysis.witness import Attacks, Explainer
from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.engine.programs import Deadline
from hygie.composition.language.read import read_systems, read_types
from hygie.composition.language.vocabulary import Body, Mode, System
from hygie.composition.lowering.assembly import Instance
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance
from hygie.composition.lowering.template import MODES, FactKind, Key
from hygie.dossier.dossier import Dossier
from hygie.kernel.diagnostic import Diagnostic, Refusal

DETAILED = 6
"""So many losses, the worst, are explained by all their classes of attacks; the others by one path."""

CUTS = 5
"""So many single losses get a cut of their own."""

SEPARATE = 20_000
"""With more instances than this, those that are alike are decided together: a cut may not be the cheapest."""


def serious(severity: int, likelihood: int) -> bool:
    """Accept what is neither severe (3 or more) nor likely (3 or more), or not reached at all."""
    return likelihood == 0 or severity + likelihood < 5  # noqa: PLR2004 - the default scale


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: controls supposed, what is acceptable, how long a search may last, seconds.

    Without ``cuts`` none is looked for. ``budget`` is how many budgets to try, none unless it is asked: it is
    the longest of all questions.
    """

    what_if: tuple[str, ...] = ()
    acceptable: Acceptable = serious
    time_limit: float = 60.0
    cuts: bool = True
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
        found = [suppose(analyst.places, [question])[1] for analyst in analysts]
        if found and all(found):
            mistakes += found[0]
    if mistakes:
        return Refusal(tuple(mistakes))
    return tuple(analyst.analysis() for analyst in analysts)


@dataclass(frozen=True, eq=False)
class Analyst:
    """Analyses one body; every intermediate result is computed once."""

    lowering: Lowering
    name: str
    body: Body
    asked: Asked

    @cached_property
    def places(self) -> Sequence[Instance]:
        """Every component, as it is written."""
        return self._declared.assembly.instances

    @cached_property
    def _declared(self) -> Model:
        return self.lowering.declared(self.name, self.body)

    @cached_property
    def _supposed(self) -> Supposed:
        return suppose(self.places, self.asked.what_if)[0] if self.asked.what_if else {}

    @cached_property
    def _by_class(self) -> Mapping[tuple[int, str], bool] | None:
        """What is supposed, by class; none where it tells apart instances that are alike as declared."""
        model = self._declared
        owners = {instance.path: owner for instance, owner in zip(self.places, model.classes.of, strict=True)}
        counted = Counter((owners[path], name, state) for (path, name), state in self._supposed.items())
        members = model.classes.members
        if any(number < len(members[owner]) for (owner, _, _), number in counted.items()):
            return None
        return {(owner, name): state for owner, name, state in counted}

    @cached_property
    def model(self) -> Model:
        """The graph of the body, instances that are alike once what is supposed is said being one."""
        if self._by_class is not None:
            return self._declared
        return self.lowering.model(self.name, self.body, overrides=self._supposed)

    @cached_property
    def stance(self) -> Stance:
        """The model with what is declared, and supposed, of its controls."""
        return Stance(self.model, alone=not isinstance(self.body, System), supposed=self._by_class or {})

    @cached_property
    def modes(self) -> tuple[Mode, ...]:
        """The modes studied."""
        return tuple(dict.fromkeys(self.body.modes)) if isinstance(self.body, System) else MODES

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
            not unacceptable, not goal.need_known, -weight, -goal.need, not goal.declared.essential,
            -rating.undetected,
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
        """Who finds cuts, with every instance decided by itself: one of several alike may be enough."""
        deadline = Deadline(self.asked.time_limit)
        merged = Advisor(
            self.stance, self.modes, self.goals, self.ratings, self.names, self.asked.acceptable, deadline
        )
        members = self.model.classes.members
        if all(len(each) == 1 for each in members):
            return merged
        if len(self.model.assembly.instances) > SEPARATE:
            return replace(merged, exact=False)
        model = self.lowering.model(self.name, self.body, overrides=self._supposed, merged=False)
        goals, ratings, names = [], [], []
        for goal, rating, name in zip(self.goals, self.ratings, self.names, strict=True):
            key = Key(FactKind.LOSS, f"{goal.asset}.{goal.criterion}")
            for member in members[goal.owner]:
                goals.append(replace(goal, owner=member, node=model.fact(member, key)))
                ratings.append(rating)
                names.append(name)
        stance = Stance(model, self.stance.alone)
        return replace(merged, stance=stance, goals=goals, ratings=ratings, names=names)

    @cached_property
    def _costs(self) -> Costs:
        def laid_out() -> Model:
            return self.lowering.model(
                self.name, self.body, overrides=self._supposed, merged=False, explicit=True
            )

        return Costs(self.stance, self.modes, laid_out)

    # -- the answer ------------------------------------------------------------------------------

    def analysis(self) -> Analysis:
        """Give the whole answer."""
        premises = Premises(self.stance, self.modes, self.goals, self.names, self.asked.acceptable)
        critical, all_critical = premises.critical_sets()
        advice, budget, missing = self._advice()
        losses = tuple(self._losses())
        capped = [*advice.capped, *(() if all_critical else ("critical_sets",))]
        if any(not loss.all_counted for loss in losses[:DETAILED]):
            capped.append("classes")
        return Analysis(
            system=self.name,
            title=self.body.title,
            modes=self.modes,
            digest=self.lowering.composition.digest,
            policy=self.lowering.policy.version,
            losses=losses,
            cuts=advice.cuts,
            uncut=advice.uncut,
            conflicting=advice.conflicting,
            attacked=bool(self.stance.starts),
            refused_controls=self.advisor.refused if self.asked.cuts else (),
            budget=budget,
            assumptions=premises.results(),
            critical_sets=critical,
            guarantees=tuple(every_guarantee(self.lowering, self.model)),
            unknowns=tuple(unknowns(self.stance, self.goals, self.lowering)),
            map=system_map(self.model),
            size=self.size,
            controls={use.name: use.declared.title for use in reversed(self.stance.controls)},
            what_if=self.asked.what_if,
            missing_extras=missing,
            capped=tuple(capped),
        )

    def _losses(self) -> Iterator[LossResult]:
        times = self._costs.earliest(self.goals)
        beyond = self._costs.beyond_published
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
                costs_left_out=bool(beyond[goal.node]),
                probability=self._costs.probability(goal) if position < DETAILED else None,
                members=tuple(self.places[member].path for member in self.model.classes.members[goal.owner]),
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

    def _effort(self, goal: Goal, rating: Rating) -> tuple[float, float | None, float | None] | None:
        if rating.likelihood == 0:
            return None
        try:
            return self._costs.effort(goal)
        except MissingExtraError:
            return None  # `_advice` says which extra is missing

    def _advice(self) -> tuple[Advice, tuple[BudgetPoint, ...], tuple[str, ...]]:
        """Find cuts, and what budgets buy where that is asked; or name the extra that it would take."""
        if not self.asked.cuts:
            return Advice(), (), ()
        if importlib.util.find_spec("scipy") is None:
            return Advice(), (), ("cuts",)
        advice = self.advisor.advise(CUTS)
        if not (self.asked.budget and advice.cuts):
            return advice, (), ()
        enough = advice.cuts[0].cost
        tried = [enough * part / self.asked.budget for part in range(self.asked.budget + 1)]
        return advice, self.advisor.budget(tried), ()

    @cached_property
    def size(self) -> Size:
        """How large the model is."""
        types = {instance.outside.name for instance in self.model.instances if instance.path}
        return Size(
            types=len(types),
            instances=sum(self.model.copies) - 1,
            classes=len(self.model.instances) - 1,
            facts=self.model.graph.size,
        )
