"""Contracts: which assumptions hold, what rests on them, and whether guarantees are kept."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from hygie.composition.analysis.options import at
from hygie.composition.analysis.ratings import (
    Acceptable,
    Change,
    Goal,
    Levels,
    accepted,
    needs_of,
    worst_likelihoods,
)
from hygie.composition.analysis.results import (
    AssumptionResult,
    AssumptionStatus,
    CriticalSet,
    GuaranteeResult,
)
from hygie.composition.engine.graph import Booleans, Integers
from hygie.composition.engine.kernels import closure
from hygie.composition.engine.monotone import elements, minimal_sets, ordered, shrink
from hygie.composition.language.names import Publication
from hygie.composition.language.vocabulary import ComponentType, Guarantee, Mode, System
from hygie.composition.lowering.assembly import Outside
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import AssumptionUse, Scenario, Stance
from hygie.composition.lowering.template import MODES, FactKind
from hygie.composition.published.publication import Published
from hygie.composition.published.publication_guarantees import belied_by

TOGETHER = 40
"""With more assumptions than this, those that matter only together are not looked for."""

SETS, QUESTIONS = 20, 400
"""At most so many critical sets, and so many questions to find them."""


@dataclass(frozen=True, eq=False)
class Premises:
    """Judges the assumptions of a system by what its goals become with and without them."""

    stance: Stance
    modes: Sequence[Mode]
    goals: Sequence[Goal]
    names: Sequence[str]
    acceptable: Acceptable

    @cached_property
    def statuses(self) -> tuple[AssumptionStatus, ...]:
        """How each assumption stands."""
        uses = self.stance.assumptions
        facts = [fact for use in uses for fact in use.facts]
        reached = dict(zip(facts, self.levels(facts, [Change()])[0], strict=True)) if facts else {}
        return tuple(_status(use, any(reached[fact] for fact in use.facts)) for use in uses)

    def results(self) -> tuple[AssumptionResult, ...]:
        """Tell of every assumption how it stands, what makes it hold, and which losses rest on it."""
        uses = self.stance.assumptions
        if not uses:
            return ()
        nodes = [goal.node for goal in self.goals]
        now = self.levels(nodes, [Change()])[0]
        otherwise = self.levels(nodes, [self._otherwise(at_) for at_ in range(len(uses))])
        keeping = self._keeping()
        return tuple(
            AssumptionResult(
                id=self._id(use),
                text=use.declared.text,
                status=self.statuses[position],
                discharged_by=keeping[position],
                critical_for=tuple(self.names[at_] for at_ in self.flips(now, otherwise[position])),
                because=use.because,
            )
            for position, use in enumerate(uses)
        )

    def critical_sets(self) -> tuple[tuple[CriticalSet, ...], bool]:
        """Give, loss by loss, the smallest sets whose failure makes it unacceptable; and if that is all.

        Losses that rest on the same set are told together.
        """
        holding = [at_ for at_, status in enumerate(self.statuses) if status in {"discharged", "vouched"}]
        if not holding:
            return (), True
        if len(holding) > TOGETHER:
            return (), False
        search = _Failures(self, [self.stance.assumptions[at_].fails for at_ in holding])
        found: dict[int, list[str]] = {}
        complete = True
        for position in search.flipped((1 << len(holding)) - 1):
            sets = minimal_sets(len(holding), search.of(position), cap=SETS, work=QUESTIONS)
            complete = complete and sets.complete
            for chosen in sets.sets:
                found.setdefault(chosen, []).append(self.names[position])
        told = (
            CriticalSet(
                tuple(self._id(self.stance.assumptions[holding[element]]) for element in elements(chosen)),
                tuple(dict.fromkeys(found[chosen])),
            )
            for chosen in ordered(found)
        )
        return tuple(told), complete

    def levels(self, nodes: Sequence[int], changes: Sequence[Change]) -> Levels:
        """Give the likelihood of nodes in their worst mode after each change; shape (changes, nodes)."""
        return worst_likelihoods(self.stance, self.modes, nodes, changes)

    def _otherwise(self, position: int) -> Change:
        """Suppose the contrary: that an assumption which holds fails, that one which fails holds."""
        use, status = self.stance.assumptions[position], self.statuses[position]
        if status in {"discharged", "vouched"}:
            return Change(holds=(use.fails,))
        return Change(falls=(use.fails, *(use.facts if use.computed else ())))

    def _keeping(self) -> list[tuple[str, ...]]:
        """Give the controls in place without each of which a computed assumption would be violated."""
        uses = self.stance.assumptions
        kept: list[tuple[str, ...]] = [()] * len(uses)
        watched = [at_ for at_, use in enumerate(uses) if use.computed and self.statuses[at_] == "discharged"]
        controls = [control for control in self.stance.controls if control.in_place]
        facts = [fact for at_ in watched for fact in uses[at_].facts]
        if not (facts and controls):
            return kept
        changes = [
            Change(holds=(control.absent,), falls=(control.placed,) if control.placed >= 0 else ())
            for control in controls
        ]
        levels = self.levels(facts, changes)
        column = 0
        for position in watched:
            width = len(uses[position].facts)
            matter = np.flatnonzero(levels[:, column : column + width].any(axis=1)).tolist()
            kept[position] = tuple(
                at(controls[row].name, self.stance.model.instances[controls[row].owner].path)
                for row in matter
            )
            column += width
        return kept

    def flips(self, now: Levels, then: Levels) -> list[int]:
        """Give the losses that are acceptable in one case and not in the other."""
        before, after = (accepted(self.acceptable, self._needs, levels) for levels in (now, then))
        positions: list[int] = np.flatnonzero(before != after).tolist()
        return positions

    @cached_property
    def _needs(self) -> Integers:
        return needs_of(self.goals)

    def _id(self, use: AssumptionUse) -> str:
        return at(use.name, self.stance.model.instances[use.owner].path)


class _Failures:
    """Which losses become unacceptable when some assumptions fail; each question is swept once."""

    def __init__(self, premises: Premises, fails: Sequence[int]) -> None:
        self.premises = premises
        self.fails = fails
        self.nodes = [goal.node for goal in premises.goals]
        self.now = premises.levels(self.nodes, [Change()])[0]
        self._known: dict[int, frozenset[int]] = {}

    def of(self, position: int) -> Callable[[int], bool]:
        return lambda chosen: position in self.flipped(chosen)

    def flipped(self, chosen: int) -> frozenset[int]:
        found = self._known.get(chosen)
        if found is None:
            change = Change(holds=tuple(self.fails[element] for element in elements(chosen)))
            then = self.premises.levels(self.nodes, [change])[0]
            found = self._known[chosen] = frozenset(self.premises.flips(self.now, then))
        return found


def _status(use: AssumptionUse, reached: bool) -> AssumptionStatus:
    if use.computed:
        return "violated" if reached else "discharged"
    if use.holds is None:
        return "unknown"
    return "vouched" if use.holds else "false"


def every_guarantee(lowering: Lowering, model: Model) -> Iterator[GuaranteeResult]:
    """Check the guarantees of all types that a model uses.

    Where vulnerabilities touch some instances of a type only, or some inside them, one instance of each sort
    is checked and named. Those of published types are what their summaries say.
    """
    is_system = isinstance(model.instances[0].outside.body, System)
    sorts: dict[str, dict[Hashable, tuple[Outside, str]]] = {}
    for instance in model.assembly.instances:
        outside, path = instance.outside, instance.path if is_system else ""
        if isinstance(outside.body, ComponentType) and outside.body.guarantees:
            sort = lowering.variant(outside, path)
            sorts.setdefault(outside.name, {}).setdefault(sort, (outside, path))
    published = {found.outside.name for found in model.assembly.instances}.intersection(
        lowering.composition.published
    )
    for name in sorted({*sorts, *published}):
        if name in published:
            yield from _said(name, lowering.composition.published[name])
            continue
        found = sorts[name]
        for outside, path in found.values():
            shown = name if len(found) == 1 else path
            yield from check_guarantees(
                shown, cast("ComponentType", outside.body), lowering.alone(outside, path)
            )


def _said(name: str, publication: Publication) -> Iterator[GuaranteeResult]:
    """Give the guarantees of a published type, as they were computed of the whole inside."""
    if isinstance(publication, Published):
        content = publication.content
        for label, said in content.guarantees.items():
            shown = () if said.holds else belied_by(content, publication.template, label)
            yield GuaranteeResult(at(label, name), said.text, said.holds, shown)


def check_guarantees(name: str, kind: ComponentType, model: Model) -> Iterator[GuaranteeResult]:
    """Check the guarantees of a type against the model of it alone, whatever enters its ports."""
    for label, guarantee in kind.guarantees.items():
        inputs = tuple(_inputs(model, guarantee))
        broken = _Breaking(model, guarantee, label, [node for _, node in inputs])
        everything = (1 << len(inputs)) - 1
        if not broken(everything):
            yield GuaranteeResult(at(label, name), guarantee.text, holds=True)
            continue
        least = shrink(everything, broken)
        shown = tuple(inputs[element][0] for element in elements(least))
        yield GuaranteeResult(at(label, name), guarantee.text, holds=False, counterexample=shown)


class _Breaking:
    """Tells whether a guarantee is broken in some mode when these facts enter."""

    def __init__(self, model: Model, guarantee: Guarantee, label: str, inputs: Sequence[int]) -> None:
        self.model = model
        self.inputs = inputs
        promised = model.instances[0].template.promises[label]
        self.facts = [node for component, key in promised for node in model.inner_facts(component, key)]
        self.least = [_least(model, guarantee, mode) for mode in MODES]

    def __call__(self, chosen: int) -> bool:
        entering = [self.inputs[element] for element in elements(chosen)]
        return any(self._in_mode(sources, entering) for sources in self.least)

    def _in_mode(self, sources: Booleans, entering: Sequence[int]) -> bool:
        given = sources.copy()
        given[list(entering)] = True
        return bool(closure(self.model.graph, sources=given).holds[self.facts].any())


def _inputs(model: Model, guarantee: Guarantee) -> Iterator[tuple[str, int]]:
    """Give what may enter the type, save what the assumptions that are given exclude.

    A control that is not given may be there or not: it does not guard, and it may cost what it costs.
    """
    template = model.instances[0].template
    excluded = {key for name in guarantee.given for key in template.falsified.get(name, ())}
    for key, ends in template.ends.items():
        if key.kind is FactKind.INCOMING and key not in excluded:
            yield key.name, model.node(0, ends.entry)
    for name, gates in template.controls.items():
        if gates.in_place >= 0 and name not in guarantee.given:
            yield name, model.node(0, gates.in_place)


def _least(model: Model, guarantee: Guarantee, mode: Mode) -> Booleans:
    """Give what holds of itself under a guarantee: only what is given is in place, or assumed."""
    stance = Stance(model)
    sources = stance.sources(Scenario(mode))
    for control in stance.controls:
        if control.owner == 0:
            sources[control.absent] = control.name not in guarantee.given
            if control.placed >= 0:
                sources[control.placed] = control.name in guarantee.given
    for use in stance.assumptions:
        if use.owner == 0:
            sources[use.fails] = use.name not in guarantee.given
    return sources
