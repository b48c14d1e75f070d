"""The JSON answer of ``hygie risk`` (contract: keys may be added, never renamed)."""

from collections.abc import Iterator, Sequence
from typing import Any

from hygie.assessment.study import Study
from hygie.composition.analysis.results import AttackPath, LossResult
from hygie.documents.answers import head
from hygie.documents.risk_phrases import RiskPhrases
from hygie.kernel.digest import Digest
from hygie.risk.matrix import Level, RiskMatrix
from hygie.risk.movements import Move, moves
from hygie.risk.ranking import Ranking, Risk, members_of
from hygie.wording.voice import Voice

Json = dict[str, Any]


def head_of_type(version: str, day: str, file: str, digest: Digest) -> Json:
    """Give the block that starts an answer about one type, which has no dossier."""
    inputs: Json = {"dossier": None, "type": digest, "feeds": None, "traces": None, "policies": {}}
    return {"hygie": version, "as_of": day, "inputs": inputs, "dossier": None, "type": {"path": file}}


def head_of_dossier(study: Study) -> Json:
    """Give the block that starts an answer about the systems of a dossier."""
    return head(study)


def risk_answer(
    start: Json, rankings: Sequence[Ranking], before: Sequence[Ranking], matrix: RiskMatrix, voice: Voice
) -> Json:
    """Answer ``hygie risk``: everything about each system, worst risks first.

    ``before`` are the rankings of the present where ``rankings`` are those of a change, else empty.
    """
    parts = [_Part(ranking, voice) for ranking in rankings]
    policies = {"exploitability": _version(rankings), "risk_matrix": matrix.version}
    return start | {
        "inputs": start["inputs"] | {"systems": _digest(rankings), "policies": policies},
        "systems": [part.system() for part in parts],
        "risks": [row for part in parts for row in part.risks()],
        "not_reached": [row for part in parts for row in part.not_reached()],
        "cuts": [row for part in parts for row in part.cuts()],
        "uncut": [row for part in parts for row in part.uncut()],
        "refused_controls": [row for part in parts for row in part.refused()],
        "budget": [row for part in parts for row in part.budget()],
        "assumptions": [row for part in parts for row in part.assumptions()],
        "critical_sets": [row for part in parts for row in part.critical_sets()],
        "guarantees": [row for part in parts for row in part.guarantees()],
        "unknowns": [row for part in parts for row in part.unknowns()],
        "what_if": _what_if(rankings, before) if before else None,
    }


def _digest(rankings: Sequence[Ranking]) -> Digest | None:
    return next((ranking.analysis.digest for ranking in rankings), None)


def _version(rankings: Sequence[Ranking]) -> str | None:
    return next((ranking.analysis.policy for ranking in rankings), None)


def _what_if(rankings: Sequence[Ranking], before: Sequence[Ranking]) -> Json:
    earlier = {ranking.analysis.system: ranking for ranking in before}
    controls = dict.fromkeys(name for ranking in rankings for name in ranking.analysis.what_if)
    changes = [
        _move(ranking.analysis.system, move)
        for ranking in rankings
        if ranking.analysis.system in earlier
        for move in moves(earlier[ranking.analysis.system], ranking)
    ]
    return {"controls": list(controls), "changes": changes}


def _move(system: str, move: Move) -> Json:
    def end(risk: Risk | None) -> Json | None:
        if risk is None:
            return None
        return {
            "level": risk.level.value,
            "likelihood": risk.loss.likelihood,
            "undetected": risk.loss.undetected,
        }

    return {
        "system": system,
        "risk": move.loss.id,
        "movement": move.movement,
        "members": list(move.members),
        "instances": move.instances,
        "out_of": move.out_of,
        "before": end(move.before),
        "after": end(move.after),
    }


class _Part:
    """The rows of one system."""

    def __init__(self, ranking: Ranking, voice: Voice) -> None:
        self._ranking, self._analysis = ranking, ranking.analysis
        self._say = RiskPhrases(ranking.analysis, voice)

    def _row(self, **values: Any) -> Json:  # noqa: ANN401 - rows are plain data
        return values | {"system": self._analysis.system}

    def system(self) -> Json:
        analysis, size = self._analysis, self._analysis.size
        return {
            "id": analysis.system,
            "title": self._say.words(analysis.title),
            "modes": list(analysis.modes),
            "counts": {level.value: count for level, count in self._ranking.counts.items()}
            | {"not_reached": self._ranking.unreached},
            "size": {
                "types": size.types,
                "instances": size.instances,
                "classes": size.classes,
                "facts": size.facts,
            },
            "components": {level.value: count for level, count in self._ranking.components.items()},
            "attacked": analysis.attacked,
            "conflicting": analysis.conflicting,
            "missing_extras": list(analysis.missing_extras),
            "capped": list(analysis.capped),
        }

    def risks(self) -> Iterator[Json]:
        for risk in self._ranking.risks:
            yield self._risk(risk)

    def _risk(self, risk: Risk) -> Json:
        loss = risk.loss
        paths = [self._path(path) for path in loss.paths]
        return self._row(
            id=loss.id,
            asset=loss.asset,
            criterion=loss.criterion,
            hazardous_situation=None,
            harm=None,
            severity=loss.severity,
            likelihood=loss.likelihood,
            level=risk.level.value,
            acceptable=risk.level is Level.ACCEPTABLE,
            path=paths[0]["steps"] if paths else [],
            instances=loss.instances,
            component=loss.component,
            members=list(members_of(loss)),
            type=loss.type,
            title=self._say.loss_named(loss.id),
            severity_known=loss.severity_known,
            essential=loss.essential,
            by_mode=dict(loss.by_mode),
            undetected=loss.undetected,
            sensitivity={
                "lower": _rated(loss.if_vulnerabilities_lower, risk.if_vulnerabilities_lower),
                "higher": _rated(loss.if_vulnerabilities_higher, risk.if_vulnerabilities_higher),
            },
            earliest_minutes=loss.earliest,
            effort=_effort(loss),
            costs_left_out=loss.costs_left_out,
            paths=paths,
            other_paths={"count": loss.other_paths, "exact": loss.all_counted},
        )

    def _path(self, path: AttackPath) -> Json:
        steps = [
            {
                "component": step.component,
                "step": self._say.happening(step),
                "because": self._say.because(step),
                "type": step.type,
                "fact": step.fact,
                "cause": step.cause,
                "by": step.by,
                "needs": list(step.needs),
                "through": list(step.through),
                "level": step.level,
                "guarded_by": list(step.guarded_by),
                "detected_by": step.detected_by,
            }
            for step in path.steps
        ]
        types = sorted(path.types)
        return {"level": path.level, "origins": list(path.origins), "types": types, "steps": steps}

    def not_reached(self) -> Iterator[Json]:
        for loss in self._ranking.not_reached:
            yield self._row(
                id=loss.id,
                component=loss.component,
                asset=loss.asset,
                criterion=loss.criterion,
                severity=loss.severity,
                instances=loss.instances,
            )

    def cuts(self) -> Iterator[Json]:
        for cut in self._analysis.cuts:
            yield self._row(
                controls=list(cut.controls),
                cost=cut.cost,
                removes=list(cut.removes),
                creates=list(cut.creates),
                optimal=cut.optimal,
                bound=cut.bound,
                rated=cut.rated,
                titles=[self._say.words(title) for title in cut.titles],
                implements=list(cut.implements),
            )

    def uncut(self) -> Iterator[Json]:
        for name in self._analysis.uncut:
            yield self._row(risk=name)

    def refused(self) -> Iterator[Json]:
        for refused in self._analysis.refused_controls:
            yield self._row(control=refused.control, loses=list(refused.loses))

    def budget(self) -> Iterator[Json]:
        for point in self._analysis.budget:
            yield self._row(
                cost=point.cost,
                controls=list(point.controls),
                remaining=list(point.remaining),
                optimal=point.optimal,
            )

    def assumptions(self) -> Iterator[Json]:
        for item in self._say.assumptions():
            yield self._row(
                id=item.id,
                discharged_by=list(item.discharged_by),
                critical_for=list(item.critical_for),
                status=item.status,
                text=self._say.words(item.text),
                because=item.because,
            )

    def critical_sets(self) -> Iterator[Json]:
        for found in self._analysis.critical_sets:
            yield self._row(assumptions=list(found.assumptions), losses=list(found.losses))

    def guarantees(self) -> Iterator[Json]:
        for item in self._analysis.guarantees:
            text = None if item.text is None else self._say.words(item.text)
            yield self._row(id=item.id, text=text, holds=item.holds, counterexample=list(item.counterexample))

    def unknowns(self) -> Iterator[Json]:
        for item in self._analysis.unknowns:
            yield self._row(kind=item.kind, name=item.name, where=item.where)


def _rated(likelihood: int, level: Level) -> Json:
    return {"likelihood": likelihood, "level": level.value}


def _effort(loss: LossResult) -> Json | None:
    if loss.effort is None:
        return None
    least, exact, most = loss.effort
    return {"least": least, "exact": exact, "most": most}
