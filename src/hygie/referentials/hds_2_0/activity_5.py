"""Whether certification is due for activity 5, managed operation (HDS §2.1.2; CSP R.1111-9, 5°).

The text spares a host whose four parts of activity 5 are done only because activities 1 to 4 imply them,
and says that certification is due only from whoever carries out activity 5 alone. A host that goes beyond
what activities 1 to 4 imply stands between the two sentences: Hygie does not decide, and advises.

The activities looked at are those of the services offered, whoever carries them out.
"""

from enum import Enum
from typing import NamedTuple

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.participants import activities_of
from hygie.kernel.parameters import Parameters
from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Mark
from hygie.referentials.facts import Facts
from hygie.referentials.questions import declared_at, spared
from hygie.referentials.verdict import Check, Missing, Reason, every, some

MANAGED_OPERATION = 5
BACKUP = 6
INFRASTRUCTURE = frozenset({1, 2, 3, 4})

PARTS = ("access_rights_process", "secured_access", "access_traces", "prior_validation")
"""The four parts of activity 5, (a) to (d): all are needed."""

TREAT_AS_REQUIRED = "activity_5_treat_as_required"


class Outcome(Enum):
    """Whether certification for activity 5 is due."""

    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    UNDETERMINED = "undetermined"


class Activity5(NamedTuple):
    """The answer: the row of the table that holds, what it rests on, and how sure the reading is.

    ``code`` and ``parameters`` make its sentence; ``paths`` are the facts looked at and ``missing`` those
    that are not given; ``mark`` is "S" where the text decides, "?" where the reading is ours; ``advice`` is
    the code of what Hygie advises where the text does not decide. ``parts`` answers, for (a) to (d) in
    order, whether every service that comprises activity 5 does that part.
    """

    outcome: Outcome
    code: str
    mark: Mark
    parameters: Parameters
    paths: tuple[Path, ...]
    missing: tuple[Missing, ...]
    advice: str | None
    parts: tuple[Check, ...]

    def notes(self) -> tuple[Reason, ...]:
        """Give the answer as signals for EXI-01: the row, the advice, and each part that is not done."""
        path = self.paths[0] if self.paths else ("services",)
        rows = [Reason(_VALUES[self.outcome], self.code, self.parameters, path)]
        if self.advice is not None:
            rows.append(Reason(Truth.UNKNOWN, self.advice, {}, path))
        for part in self.parts:
            rows.extend(reason for reason in part.reasons if reason.value is Truth.FALSE)
        return tuple(rows)


_VALUES = {
    Outcome.REQUIRED: Truth.TRUE,
    Outcome.NOT_REQUIRED: Truth.FALSE,
    Outcome.UNDETERMINED: Truth.UNKNOWN,
}

_ROWS = {
    "activity_5_not_offered": (Outcome.NOT_REQUIRED, Mark.SOURCE, None),
    "activity_5_alone": (Outcome.REQUIRED, Mark.SOURCE, None),
    "activity_5_with_backup_only": (Outcome.REQUIRED, Mark.UNCERTAIN, None),
    "activity_5_ancillary": (Outcome.NOT_REQUIRED, Mark.SOURCE, None),
    "activity_5_beyond_ancillary": (Outcome.UNDETERMINED, Mark.UNCERTAIN, TREAT_AS_REQUIRED),
    "activity_5_not_known": (Outcome.UNDETERMINED, Mark.SOURCE, None),
}
"""The rows of hds-v2 §0.3, by code."""


def decide(facts: Facts) -> Activity5:
    """Decide by the table of hds-v2 §0.3."""
    services = facts.listed(facts.declared.services)
    if services is None:
        unknown = facts.lacks(None, "services")
        return _row("activity_5_not_known", unknown, tuple(unknown for _ in PARTS))
    operated = some(_comprises(service, {MANAGED_OPERATION}, facts) for service in services)
    done = tuple(_part(part, services, facts) for part in PARTS)
    if operated.value is not Truth.TRUE:
        refused = operated.value is Truth.FALSE
        return _row("activity_5_not_offered" if refused else "activity_5_not_known", operated, done)
    beside = some(_comprises(service, INFRASTRUCTURE, facts) for service in services)
    if beside.value is Truth.FALSE:
        backup = some(_comprises(service, {BACKUP}, facts) for service in services)
        with_backup = backup.value is Truth.TRUE
        code = "activity_5_with_backup_only" if with_backup else "activity_5_alone"
        return _row(code, backup if with_backup else operated, done)
    ancillary = every(_ancillary_only(service, facts) for service in services)
    if beside.value is Truth.UNKNOWN or ancillary.value is Truth.UNKNOWN:
        lacking = Check(Truth.UNKNOWN, missing=(*beside.missing, *ancillary.missing))
        return _row("activity_5_not_known", lacking, done)
    kept = "activity_5_ancillary" if ancillary.value is Truth.TRUE else "activity_5_beyond_ancillary"
    return _row(kept, ancillary, done)


def _row(code: str, rests_on: Check, parts: tuple[Check, ...]) -> Activity5:
    outcome, mark, advice = _ROWS[code]
    paths = tuple(dict.fromkeys(reason.path for reason in rests_on.reasons))
    return Activity5(outcome, code, mark, {}, paths, rests_on.missing, advice, parts)


def _comprises(service: Service, wanted: frozenset[int] | set[int], facts: Facts) -> Check:
    """Answer whether a service comprises one of some activities."""
    activities = activities_of(service)
    if activities is None:
        return facts.lacks(service, "activities")
    code = "service_comprises" if activities & wanted else "service_does_not_comprise"
    found = tuple(sorted(activities & wanted or wanted))
    path = facts.path(service, "activities")
    return facts.says(bool(activities & wanted), code, path, service=service.name, activities=found)


def _ancillary_only(service: Service, facts: Facts) -> Check:
    codes = ("managed_operation_ancillary", "managed_operation_beyond")
    return _if_operated(service, "ancillary_only", codes, facts)


def _part(part: str, services: tuple[Service, ...], facts: Facts) -> Check:
    codes = (f"{part}_done", f"{part}_not_done")
    return every(_if_operated(service, part, codes, facts) for service in services)


def _if_operated(service: Service, field: str, codes: tuple[str, str], facts: Facts) -> Check:
    """Answer with a datum of managed operation; a service without activity 5 is not concerned."""
    path = (*facts.path(service, "managed_operation"), field)
    declared = declared_at(facts, path)
    if declared is None:
        answer = facts.lacks_at(path)
    else:
        answer = facts.says(declared, codes[0] if declared else codes[1], path, service=service.name)
    return some((spared(_comprises(service, {MANAGED_OPERATION}, facts)), answer))
