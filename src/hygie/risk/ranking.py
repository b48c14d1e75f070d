"""From the losses of an analysis to its risks, worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from hygie.composition.analysis.results import Analysis, LossResult
from hygie.composition.language.vocabulary import Words
from hygie.risk.matrix import Level, RiskMatrix

Alike = tuple[object, ...]
"""What risks have in common that are told together."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A loss that can be reached, and what it is worth; ``if_…`` with vulnerabilities rated otherwise."""

    loss: LossResult
    level: Level
    if_vulnerabilities_lower: Level
    if_vulnerabilities_higher: Level


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """Risks alike in all that is told of them: same type and title of component, same loss, same ratings.

    The engine tells components apart as soon as anything tells them apart, a control supposed on one of
    them for example; counted by groups, risks stay comparable before and after.
    """

    risks: tuple[Risk, ...]

    @property
    def first(self) -> Risk:
        """The risk that stands for all."""
        return self.risks[0]

    @property
    def level(self) -> Level:
        """The level of each."""
        return self.first.level

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of their losses."""
        return tuple(risk.loss.id for risk in self.risks)

    @property
    def members(self) -> tuple[str, ...]:
        """The paths of the components."""
        return tuple(path for risk in self.risks for path in members_of(risk.loss))

    @property
    def instances(self) -> int:
        """How many components there are."""
        return sum(risk.loss.instances for risk in self.risks)


def members_of(loss: LossResult) -> tuple[str, ...]:
    """Give the paths of the components that a loss is about."""
    return loss.members or (loss.component,)


@dataclass(frozen=True)
class Ranking:
    """The risks of one analysis, worst first, and the losses that nothing reaches."""

    analysis: Analysis
    risks: tuple[Risk, ...]
    not_reached: tuple[LossResult, ...]

    @cached_property
    def groups(self) -> tuple[RiskGroup, ...]:
        """The risks by groups of components alike, the worst first."""
        found: dict[Alike, list[Risk]] = {}
        for risk in self.risks:
            found.setdefault(self._alike(risk), []).append(risk)
        groups = [RiskGroup(tuple(risks)) for risks in found.values()]
        return tuple(sorted(groups, key=lambda group: _worst_first(group.first, group.instances)))

    @cached_property
    def counts(self) -> dict[Level, int]:
        """The number of groups of risks of each level, the worst first."""
        found = [group.level for group in self.groups]
        return {level: found.count(level) for level in reversed(Level)}

    @cached_property
    def components(self) -> dict[Level, int]:
        """The number of components that bear a risk of each level, each counted once a level."""
        found: dict[tuple[Level, str], int] = {}
        for risk in self.risks:
            key = risk.level, risk.loss.component
            found[key] = max(found.get(key, 0), risk.loss.instances)
        levels = dict.fromkeys(reversed(Level), 0)
        for (level, _), number in found.items():
            levels[level] += number
        return levels

    @property
    def unreached(self) -> int:
        """The number of losses that nothing reaches, once for all components of the same type and title."""
        return len({self.kind(loss) for loss in self.not_reached})

    @property
    def worst(self) -> Level | None:
        """The level of the worst risk, if there is any."""
        return self.risks[0].level if self.risks else None

    @property
    def is_void(self) -> bool:
        """Whether nothing could be reached for want of anybody who attacks; it says nothing of the system."""
        return not self.analysis.attacked and not self.risks

    @cached_property
    def _titles(self) -> dict[str, Words]:
        return {node.path: node.title for node in self.analysis.map.nodes}

    def kind(self, loss: LossResult) -> Alike:
        """Give what names a loss, whatever component bears it."""
        return loss.type, self._titles.get(loss.component), loss.asset, loss.criterion

    def _alike(self, risk: Risk) -> Alike:
        loss = risk.loss
        return (
            *self.kind(loss),
            loss.severity,
            loss.severity_known,
            loss.likelihood,
            loss.undetected,
            tuple(loss.by_mode.items()),
            loss.if_vulnerabilities_lower,
            loss.if_vulnerabilities_higher,
        )


def rank(analysis: Analysis, matrix: RiskMatrix) -> Ranking:
    """Rank the losses of an analysis by level, severity and likelihood; then essential functions first."""
    reached = [_risk(loss, matrix) for loss in analysis.losses if loss.likelihood]
    not_reached = tuple(loss for loss in analysis.losses if not loss.likelihood)
    return Ranking(
        analysis,
        tuple(sorted(reached, key=lambda risk: _worst_first(risk, risk.loss.instances))),
        not_reached,
    )


def _risk(loss: LossResult, matrix: RiskMatrix) -> Risk:
    likelihoods = (loss.likelihood, loss.if_vulnerabilities_lower, loss.if_vulnerabilities_higher)
    return Risk(loss, *(matrix.level(loss.severity, likelihood) for likelihood in likelihoods))


def _worst_first(risk: Risk, instances: int) -> tuple[int, int, int, bool, int, int, str]:
    loss = risk.loss
    return (
        -risk.level.rank,
        -loss.severity,
        -loss.likelihood,
        not loss.essential,
        -loss.undetected,
        -instances,
        loss.id,
    )


def reaches(rankings: Iterable[Ranking], level: Level | None) -> bool:
    """Tell whether a risk is at a level or worse; at none, never."""
    return level is not None and any(
        risk.level.rank >= level.rank for ranking in rankings for risk in ranking.risks
    )
