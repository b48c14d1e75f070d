"""The JSON answers of the command line (contract: keys may be added, never renamed)."""

from collections.abc import Iterable, Mapping
from typing import Any

from hygie.assessment.horizon import Change
from hygie.assessment.priorities import first_actions
from hygie.assessment.snapshot import REASON_STATUS, Comparison, Line, reason_status
from hygie.assessment.study import Study
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.evidence import Evidence
from hygie.kernel.status import Status
from hygie.referentials.catalog import Requirement
from hygie.referentials.verdict import (
    CaseVerdict,
    CriterionVerdict,
    Missing,
    Reason,
    Reservation,
    Verdict,
)
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

Json = dict[str, Any]


def head(study: Study) -> Json:
    """Give the block that starts every answer: version, date, inputs by digest, dossier."""
    declared = study.dossier.declared
    return {
        "hygie": study.version,
        "as_of": study.as_of.isoformat(),
        "inputs": {"dossier": study.dossier.digest, "feeds": None, "traces": None, "policies": {}},
        "dossier": {
            "path": study.dossier.location,
            "organization": declared.organization.name,
            "roles": list(declared.roles),
        },
    }


class Answers:
    """Makes the answers of a study in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Answer for a study, in the language of a voice."""
        self._study = study
        self._voice = voice
        self._evidence: Mapping[str, Evidence] = {item.id: item for item in study.dossier.declared.evidence}

    def check(self, comparison: Comparison | None = None, ahead: Iterable[Change] | None = None) -> Json:
        """Answer ``hygie check``; with a comparison or a horizon where they were asked for."""
        answer = head(self._study) | {
            "referentials": [self._referential(name) for name in self._study.applicable]
        }
        if comparison is not None:
            answer["against"] = self._comparison(comparison)
        if ahead is not None:
            answer["horizon"] = [self._change(change) for change in ahead]
        return answer

    def explain(self, requirement: Requirement, referential: str, verdict: Verdict) -> Json:
        """Answer ``hygie explain``: the verdict, what is required, criteria, needs and mappings."""
        names = {item.id: item for item in requirement.criteria}
        criteria = [
            self._criterion(item, case, names[item.id].text.in_language(self._voice.language))
            for case in verdict.cases
            for item in case.criteria
        ]
        return (
            head(self._study)
            | self.verdict(verdict)
            | {
                "referential": referential,
                "title": self._voice.text(requirement.title),
                "requires": self._voice.text(requirement.statement),
                "source": {
                    "document": requirement.source.document,
                    "section": requirement.source.section,
                    "clause": requirement.source.clause,
                },
                "criteria": criteria,
                "needs": self._needs(referential, requirement),
                "mappings": [
                    {
                        "framework": item.framework,
                        "id": item.id,
                        "relation": item.relation.value,
                        "authority": item.authority,
                        "title": item.title,
                        "own_title": item.own_title,
                        "paragraphs": list(item.paragraphs),
                    }
                    for item in requirement.mappings
                ],
                "doubts": [self._voice.text(doubt) for doubt in requirement.doubts],
            }
        )

    def _needs(self, referential: str, requirement: Requirement) -> list[Json]:
        needed = self._study.needed(referential, requirement.id)
        return [{"requirement": name, "status": verdict.status.value} for name, verdict in needed.items()]

    def _referential(self, name: str) -> Json:
        catalog = self._study.catalog(name)
        counts = {status.value: count for status, count in self._study.counts(name).items()}
        return {
            "id": name,
            "title": self._voice.text(catalog.title),
            "counts": counts,
            "verdicts": [self.verdict(verdict) for verdict in self._study.verdicts[name].values()],
            "first": [item["message"] for item in self.actions(name)],
        }

    def actions(self, referential: str) -> list[Json]:
        """List what to do first, each with its place and the requirements it touches."""
        actions = first_actions(self._study, referential)
        rows = []
        for shortcoming in actions.shortcomings:
            message = self._voice.todo(shortcoming.reason) or self._voice.reason(shortcoming.reason)
            rows.append(self._action(message, shortcoming.reason.path, shortcoming.requirements))
        rows += [
            self._action(self.fall(change), self._fall_path(change), (change.requirement,))
            for change in actions.falls
        ]
        for unlock in actions.unlocks:
            message = self._voice.missing(unlock.missing, self._study.dossier)
            rows.append(self._action(message, unlock.missing.path, unlock.requirements))
        return rows

    def _action(self, message: str, path: tuple[str | int, ...], requirements: tuple[str, ...]) -> Json:
        place = self._study.dossier.place(path)
        return {
            "message": message,
            "file": place.file,
            "line": place.line,
            "requirements": list(requirements),
        }

    def fall(self, change: Change) -> str:
        """Say in one sentence what a day will change."""
        first = next(iter(because(change)), None)
        days = (change.day - self._study.as_of).days
        said = self._voice.reason(first) if first else self._voice.status(change.after.status)
        forms = N_plural("In {count} day: {said}", "In {count} days: {said}")
        ahead = self._voice.count(*forms, days, said=said)
        todo = self._voice.todo(first) if first else None
        return self._voice.say(N_("{todo}. {ahead}"), todo=todo, ahead=ahead) if todo else ahead

    def _fall_path(self, change: Change) -> tuple[str | int, ...]:
        return next((item.path for item in because(change)), ())

    def verdict(self, verdict: Verdict) -> Json:
        """Give a verdict as the contract writes it, with the subjects where there are several."""
        answer: Json = {
            "requirement": verdict.requirement,
            "status": verdict.status.value,
            "strength": verdict.strength.word if verdict.strength else None,
            "summary": self.summary(verdict),
            "reasons": [
                {"status": reason_status(item, verdict)} | self._said(item) for item in verdict.reasons
            ],
            "missing": [self._missing(missing) for missing in verdict.missing],
            "reservations": [self._reservation(item) for item in verdict.reservations],
            "evidence": [self._piece(name) for name in verdict.evidence],
            "next": self.next_steps(verdict),
            "notes": [self._reason(note) for note in verdict.notes],
        }
        if verdict.counts:
            answer["subjects"] = {status.value: count for status, count in verdict.counts.items()}
        if verdict.binding:
            answer["binding"] = verdict.binding
        return answer

    def summary(self, verdict: Verdict) -> str:
        """Say a verdict in one sentence: its first reason, or what is missing."""
        if verdict.status is Status.UNDETERMINED and len(verdict.missing) == 1:
            return self._voice.missing(verdict.missing[0], self._study.dossier)
        if verdict.status is Status.UNDETERMINED and verdict.missing:
            return self._voice.count(
                *N_plural("{count} datum is missing to decide.", "{count} data are missing to decide."),
                len(verdict.missing),
            )
        wanted = REASON_OF.get(verdict.status)
        first = next((item for item in verdict.reasons if REASON_STATUS[item.value.value] == wanted), None)
        first = first or next(iter(verdict.reasons), None)
        return self._voice.reason(first) if first else self._voice.status(verdict.status)

    def next_steps(self, verdict: Verdict) -> list[str]:
        """Say what would raise a verdict: what to mend, what to write, what to prove."""
        dossier = self._study.dossier
        steps = [self._voice.missing(missing, dossier) for missing in verdict.missing]
        doubtful: tuple[Reason | Reservation, ...] = (*verdict.reasons, *verdict.reservations)
        steps += [todo for item in doubtful if (todo := self._voice.todo(item))]
        return list(dict.fromkeys(steps))

    def _reason(self, reason: Reason) -> Json:
        return {"status": REASON_STATUS[reason.value.value]} | self._said(reason)

    def _reservation(self, reservation: Reservation) -> Json:
        return self._said(reservation)

    def _said(self, item: Reason | Reservation) -> Json:
        dossier = self._study.dossier
        place = dossier.place(item.path)
        return {
            "code": item.code,
            "message": self._voice.reason(item),
            "file": place.file,
            "line": place.line,
            "subject": dossier.subject(item.path),
            "address": dossier.address(item.path),
        }

    def _missing(self, missing: Missing) -> Json:
        dossier = self._study.dossier
        place = dossier.place(missing.path)
        return {
            "data": dossier.address(missing.path),
            "message": self._voice.missing(missing, dossier),
            "file": place.file,
            "line": place.line,
        }

    def _piece(self, name: str) -> Json:
        last_day = known(self._evidence[name].valid_until)
        return {"id": name, "valid_until": last_day.isoformat() if last_day else None}

    def _criterion(self, item: CriterionVerdict, case: CaseVerdict, text: str) -> Json:
        return {
            "id": item.id,
            "text": text,
            "value": "mixed" if item.mixed else item.value.value,
            "applies": item.applies.value,
            "blocking": item.blocking,
            "subject": self._study.dossier.subject(case.path) if case.path else None,
            "reasons": [self._reason(reason) for reason in item.reasons],
            "missing": [self._missing(missing) for missing in item.missing],
        }

    def _change(self, change: Change) -> Json:
        return {
            "date": change.day.isoformat(),
            "referential": change.referential,
            "requirement": change.requirement,
            "before": change.before.status.value,
            "after": change.after.status.value,
            "strength_before": change.before.strength.word if change.before.strength else None,
            "strength_after": change.after.strength.word if change.after.strength else None,
            "reasons": [self._said(item) for item in because(change)],
        }

    def _comparison(self, comparison: Comparison) -> Json:
        return {
            "as_of": comparison.earlier_as_of,
            "dossier_changed": comparison.dossier_changed,
            "day_changed": comparison.day_changed,
            "version_changed": comparison.version_changed,
            "changes": [
                {
                    "referential": item.referential,
                    "requirement": item.requirement,
                    "before": item.before,
                    "after": item.after,
                    "strength_before": item.strength_before,
                    "strength_after": item.strength_after,
                    "appeared": [_line(line) for line in item.appeared],
                    "gone": [_line(line) for line in item.gone],
                }
                for item in comparison.differences
            ],
        }


def because(change: Change) -> tuple[Reason | Reservation, ...]:
    """Give what appears with a change: reasons first, then doubts."""
    return (*change.reasons, *change.reservations)


def _line(line: Line) -> Json:
    return {"code": line.code, "subject": line.subject, "address": line.address, "status": line.status}


REASON_OF = {
    Status.MET: "met",
    Status.PARTIAL: "not_met",
    Status.NOT_MET: "not_met",
    Status.UNDETERMINED: "undetermined",
}
"""The reasons that a status is first explained by."""
