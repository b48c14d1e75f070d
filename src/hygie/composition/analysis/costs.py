"""What a loss costs the attacker: the quickest attack, the cheapest, and their chances."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hygie.composition.analysis.ratings import Goal
from hygie.composition.engine.effort import Effort, least_effort
from hygie.composition.engine.graph import Booleans, Floats
from hygie.composition.engine.kernels import backward, closure, earliest
from hygie.composition.engine.probability import Exact, probability
from hygie.composition.language.vocabulary import Mode
from hygie.composition.lowering.assembly import without_copies
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance
from hygie.composition.lowering.template import FactKind, Key

LAID_OUT = 3_000
"""With more instances than this, efforts are bounds: copies that are alike would have to be told apart."""


@dataclass(frozen=True, eq=False)
class Costs:
    """Times and efforts of the goals of a model, in whatever mode they are the least.

    ``laid_out`` gives the model with every copy by itself: two copies taken are paid twice.
    """

    stance: Stance
    modes: Sequence[Mode]
    laid_out: Callable[[], Model]

    @cached_property
    def _model(self) -> Model:
        return self.stance.model

    def earliest(self, goals: Sequence[Goal]) -> list[float | None]:
        """Give the earliest time of each goal, minutes; none where it is not reached or no step takes any."""
        minutes = self._model.spread("minutes", 0)
        if not minutes.any():
            return [None] * len(goals)
        each = [earliest(self._model.graph, minutes, sources=self._sources(mode)) for mode in self.modes]
        times = np.min(each, axis=0)
        return [float(times[goal.node]) if np.isfinite(times[goal.node]) else None for goal in goals]

    def _sources(self, mode: Mode) -> Booleans:
        return self.stance.sources(Scenario(mode))

    @cached_property
    def beyond_published(self) -> Booleans:
        """Mark what an attack may reach through a published type, whose inside takes no time here."""
        published = [
            self._model.node(owner, ends.fact)
            for owner, instance in enumerate(self._model.instances)
            if instance.outside.body is None
            for ends in instance.template.ends.values()
        ]
        return backward(self._model.graph.reversed(), np.array(published, dtype=np.int32))

    # -- probability -------------------------------------------------------------------------------

    def probability(self, goal: Goal) -> tuple[float, float] | None:
        """Bound the probability of a goal in the mode where it is the greatest, if steps state theirs.

        Whatever states none succeeds: it is the probability that those steps do which state one. The same
        step of two copies is two independent steps, so there is no answer where copies are too many.
        """
        if self._chance.min() >= 1 or self._separate is None:
            return None
        stance, owners = self._separate
        node = self._apart(goal, stance, owners)
        chance = stance.model.spread("probability", 1)
        found = [
            probability(stance.model.graph, chance, node, sources=stance.sources(Scenario(mode)))
            for mode in self.modes
        ]
        bounds = [
            (item.value, item.value) if isinstance(item, Exact) else (item.low, item.high) for item in found
        ]
        return max(bounds)

    @cached_property
    def _chance(self) -> Floats:
        return self._model.spread("probability", 1)

    # -- effort ------------------------------------------------------------------------------------

    def effort(self, goal: Goal) -> tuple[float, float | None, float | None] | None:
        """Bound the effort of a goal, in person-days: at least, exactly where known, at most where known.

        Raises:
            MissingExtraError: scipy is not installed.
        """
        if not self._effort.any():
            return None
        known = [found for mode in self.modes if (found := self._least(goal, mode)) is not None]
        if not known:
            return None
        lower = min(found.lower for found in known)
        if self.beyond_published[goal.node]:
            return lower, None, None
        exact = [found.exact for found in known]
        sure = None if None in exact else min(value for value in exact if value is not None)
        return lower, sure, min(found.upper for found in known)

    @cached_property
    def _effort(self) -> Floats:
        return self._model.spread("effort", 0)

    @cached_property
    def _separate(self) -> tuple[Stance, Mapping[str, int]] | None:
        """The model laid out, and one instance of each path; none where it is too large."""
        if sum(self._model.copies) > LAID_OUT:
            return None
        model = self.laid_out()
        owners = {without_copies(instance.path): owner for owner, instance in enumerate(model.instances)}
        return Stance(model, self.stance.alone), owners

    def _apart(self, goal: Goal, stance: Stance, owners: Mapping[str, int]) -> int:
        """Give the node of a goal where copies are laid out, that of the first of them."""
        owner = owners[self._model.instances[goal.owner].path]
        return stance.model.fact(owner, Key(FactKind.LOSS, f"{goal.asset}.{goal.criterion}"))

    def _least(self, goal: Goal, mode: Mode) -> Effort | None:
        sources = self._sources(mode)
        if not closure(self._model.graph, sources=sources).holds[goal.node]:
            return None
        if self._separate is None:
            # Copies that are alike are one here: the cheapest attack may have to pay for several.
            found = least_effort(self._model.graph, self._effort, goal.node, sources=sources, max_steps=0)
            return Effort(found.lower, None, found.upper, ()) if isinstance(found, Effort) else None
        stance, owners = self._separate
        effort = stance.model.spread("effort", 0)
        node = self._apart(goal, stance, owners)
        found = least_effort(stance.model.graph, effort, node, sources=stance.sources(Scenario(mode)))
        return found if isinstance(found, Effort) else None
