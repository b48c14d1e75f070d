"""What to do first: the facts that unlock most, and the shortcomings that weigh most."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from hygie.assessment.horizon import Change, changes_ahead, worsens
from hygie.assessment.study import Study
from hygie.dossier.paths import Path
from hygie.kernel.parameters import Requirement
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import Missing, Reason, Reservation, Verdict


class Unlock(NamedTuple):
    """A datum that is not given: the requirements that name it, and those that lack nothing else."""

    missing: Missing
    requirements: tuple[str, ...]
    alone: tuple[str, ...]


class Shortcoming(NamedTuple):
    """A fact that keeps requirements from being met."""

    reason: Reason
    requirements: tuple[str, ...]
    status: Status


def unlocks(study: Study, referential: str) -> tuple[Unlock, ...]:
    """Rank the missing data: first those that alone would decide most requirements, then the most named."""
    named: dict[Path, list[str]] = defaultdict(list)
    alone: dict[Path, list[str]] = defaultdict(list)
    first: dict[Path, Missing] = {}
    for verdict, lacking in _own_missing(study, referential):
        for missing in lacking:
            first.setdefault(missing.path, missing)
            named[missing.path].append(verdict.requirement)
        if len(verdict.missing) == 1 and lacking:
            alone[lacking[0].path].append(verdict.requirement)
    found = [Unlock(first[path], tuple(names), tuple(alone[path])) for path, names in named.items()]
    return tuple(sorted(found, key=lambda unlock: (-len(unlock.alone), -len(unlock.requirements))))


def shortcomings(study: Study, referential: str) -> tuple[Shortcoming, ...]:
    """Rank what fails: requirements not met before partial ones, then what touches most requirements."""
    touched: dict[tuple[str, Path, str], list[Verdict]] = defaultdict(list)
    first: dict[tuple[str, Path, str], Reason] = {}
    for verdict in study.verdicts[referential].values():
        if verdict.status not in (Status.NOT_MET, Status.PARTIAL):
            continue
        for reason in verdict.reasons:
            if reason.value is Truth.FALSE and not _repeats(reason):
                key = (reason.code, reason.path, repr(reason.parameters))
                first.setdefault(key, reason)
                touched[key].append(verdict)
    found = [_shortcoming(first[key], verdicts) for key, verdicts in touched.items()]
    return tuple(sorted(found, key=lambda item: (item.status is not Status.NOT_MET, -len(item.requirements))))


def _shortcoming(reason: Reason, verdicts: Iterable[Verdict]) -> Shortcoming:
    names = tuple(dict.fromkeys(verdict.requirement for verdict in verdicts))
    fails = any(verdict.status is Status.NOT_MET for verdict in verdicts)
    return Shortcoming(reason, names, Status.NOT_MET if fails else Status.PARTIAL)


def _own_missing(study: Study, referential: str) -> Iterator[tuple[Verdict, tuple[Missing, ...]]]:
    """Give what each undetermined verdict lacks; a verdict that sums up others repeats nothing of theirs."""
    for name, verdict in study.verdicts[referential].items():
        if verdict.status is Status.UNDETERMINED:
            needed = study.needed(referential, name).values()
            elsewhere = {item.path for other in needed for item in other.missing}
            yield verdict, tuple(item for item in verdict.missing if item.path not in elsewhere)


def _repeats(reason: Reason) -> bool:
    """Tell whether a reason only says that other requirements are not met."""
    values = chain.from_iterable(
        value if isinstance(value, tuple) else (value,) for value in reason.parameters.values()
    )
    return any(isinstance(value, Requirement) for value in values)


class Actions(NamedTuple):
    """What to do first, by kind: what fails, what is about to fall, what would be decided by one fact.

    ``rest`` counts what was found beside those that are given.
    """

    shortcomings: tuple[Shortcoming, ...]
    falls: tuple[Change, ...]
    unlocks: tuple[Unlock, ...]
    rest: int = 0


SOON = 90
"""Days within which a fall belongs among the first things to do."""


def first_actions(study: Study, referential: str, limit: int = 5) -> Actions:
    """Choose what to do first: what fails, but for a place kept for what falls and one for what unlocks."""
    failing = shortcomings(study, referential)
    ahead = changes_ahead(study, SOON)
    falling = _one_a_cause(
        change for change in ahead if change.referential == referential and worsens(change)
    )
    lacking = unlocks(study, referential)
    taken = _share((len(failing), len(falling), len(lacking)), limit)
    rest = len(failing) + len(falling) + len(lacking) - sum(taken)
    return Actions(failing[: taken[0]], falling[: taken[1]], lacking[: taken[2]], rest)


def _one_a_cause(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Keep the first of the changes that one thing causes: a certificate expires once for all."""
    kept: dict[object, Change] = {}
    for change in changes:
        causes: tuple[Reason | Reservation, ...] = (*change.reasons, *change.reservations)
        about = causes[0].path if causes else change.requirement
        kept.setdefault((change.day, about), change)
    return tuple(kept.values())


def _share(available: tuple[int, ...], limit: int) -> list[int]:
    """Deal places: one to each kind that has something, the others to the first kinds that have more."""
    taken = [min(count, 1) for count in available]
    for position, count in enumerate(available):
        taken[position] += min(count - taken[position], limit - sum(taken))
    return taken
