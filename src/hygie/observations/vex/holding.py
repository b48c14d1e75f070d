"""Which of several statements on the same thing holds."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from hygie.observations.advisory import Standing
from hygie.observations.statement import Statement, Subject

_LEAST_FAVOURABLE_FIRST: Final = (
    Standing.AFFECTED,
    Standing.UNDER_INVESTIGATION,
    Standing.FIXED,
    Standing.NOT_AFFECTED,
)
_EVER: Final = timedelta.min


def latest(statements: Iterable[Statement]) -> Mapping[tuple[str, Subject], Statement]:
    """Choose the statement that holds for each (vulnerability, subject), in whatever order they are given.

    The later ``stated`` holds; of two stated at once, or that say no date, the less favourable: affected,
    under investigation, fixed, not affected. What says no date, or none that can be read, comes before any
    that does.
    A statement is found under the name of its vulnerability and under each alias.
    """
    held: dict[tuple[str, Subject], tuple[tuple[timedelta, int], Statement]] = {}
    for statement in statements:
        rank = (_moment(statement.stated), -_LEAST_FAVOURABLE_FIRST.index(statement.standing))
        for name in (statement.vulnerability, *statement.aliases):
            for subject in statement.subjects:
                before = held.get((name, subject))
                if before is None or _wins(rank, statement, before):
                    held[name, subject] = (rank, statement)
    return {key: statement for key, (_, statement) in held.items()}


def _wins(
    rank: tuple[timedelta, int], statement: Statement, before: tuple[tuple[timedelta, int], Statement]
) -> bool:
    if rank != before[0]:
        return rank > before[0]
    return _rest(statement) > _rest(before[1])  # equal claims: any, but always the same


def _rest(found: Statement) -> tuple[str, ...]:
    texts = (found.stated, found.justification, found.explanation, found.action, found.author, found.at)
    return (*texts, found.vulnerability, *found.aliases)


def _moment(stated: str) -> timedelta:
    """Give the time since the year 1 of an ISO 8601 date, with a time or not; UTC where no zone is said."""
    try:
        found = datetime.fromisoformat(stated.strip())
    except ValueError:
        return _EVER
    return found.replace(tzinfo=None) - datetime.min - (found.utcoffset() or timedelta())  # noqa: DTZ901
