"""From the losses of an analysis to its risks, worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hygie.composition.analysis.results import Analysis, LossResult
from hygie.risk.matrix import Level, RiskMatrix

Movement = Literal["appeared", "disappeared", "worse", "better"]
"""How a risk differs from what it was."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A loss that can be reached, and what it is worth; ``if_…`` with vulnerabilities rated otherwise."""

    loss: LossResult
    level: Level
    if_vulnerabilities_lower: Level
    if_vulnerabilities_higher: Level


@dataclass(frozen=True)
class Ranking:
    """The risks of one analysis, worst first, and the losses that nothing reaches."""

    analysis: Analysis
    risks: tuple[Risk, ...]
    not_reached: tuple[LossResult, ...]

    @cached_property
    def counts(self) -> dict[Level, int]:
        """The number of risks of each level, the worst first."""
        found = [risk.level for risk in self.risks]
        return {level: found.count(level) for level in reversed(Level)}

    @property
    def worst(self) -> Level | None:
        """The level of the worst risk, if there is any."""
        return self.risks[0].level if self.risks else None


@dataclass(frozen=True, slots=True)
class Move:
    """A risk that a change of controls makes appear, disappear, worse or better; the absent end is None."""

    movement: Movement
    before: Risk | None
    after: Risk | None

    @property
    def loss(self) -> LossResult:
        """The loss, as it is after where it still is."""
        risk = self.after or self.before
        if risk is None:
            raise AssertionError
        return risk.loss


def rank(analysis: Analysis, matrix: RiskMatrix) -> Ranking:
    """Rank the losses of an analysis by level, severity and likelihood; then essential functions first."""
    reached = [_risk(loss, matrix) for loss in analysis.losses if loss.likelihood]
    not_reached = tuple(loss for loss in analysis.losses if not loss.likelihood)
    return Ranking(analysis, tuple(sorted(reached, key=_worst_first)), not_reached)


def _risk(loss: LossResult, matrix: RiskMatrix) -> Risk:
    likelihoods = (loss.likelihood, loss.if_vulnerabilities_lower, loss.if_vulnerabilities_higher)
    return Risk(loss, *(matrix.level(loss.severity, likelihood) for likelihood in likelihoods))


def _worst_first(risk: Risk) -> tuple[int, int, int, bool, int, int, str]:
    loss = risk.loss
    return (
        -risk.level.rank,
        -loss.severity,
        -loss.likelihood,
        not loss.essential,
        -loss.undetected,
        -loss.instances,
        loss.id,
    )


def moves(before: Ranking, after: Ranking) -> tuple[Move, ...]:
    """Say how the risks of a system differ before and after a change: what gets worse first."""
    earlier = {risk.loss.id: risk for risk in before.risks}
    later = {risk.loss.id: risk for risk in after.risks}
    found = [
        Move(movement, earlier.get(name), later.get(name))
        for name in _each((*later, *earlier))
        if (movement := _movement(earlier.get(name), later.get(name))) is not None
    ]
    return tuple(sorted(found, key=lambda move: _MOVEMENTS.index(move.movement)))


_MOVEMENTS: tuple[Movement, ...] = ("appeared", "worse", "disappeared", "better")


def _movement(before: Risk | None, after: Risk | None) -> Movement | None:
    if before is None or after is None:
        return "appeared" if before is None else "disappeared"
    earlier, later = (
        (risk.level.rank, risk.loss.severity, risk.loss.likelihood, risk.loss.undetected)
        for risk in (before, after)
    )
    if earlier == later:
        return None
    return "worse" if later > earlier else "better"


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def reaches(rankings: Iterable[Ranking], level: Level | None) -> bool:
    """Tell whether a risk is at a level or worse; at none, never."""
    return level is not None and any(
        risk.level.rank >= level.rank for ranking in rankings for risk in ranking.risks
    )
