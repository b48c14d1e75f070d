"""Reporting deadlines of each regime, as written by the texts; clocks are run elsewhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Annotated

import msgspec

from hygie.law.dated import Certainty, MalformedLawError, Text, check_spans, holds
from hygie.law.periods import Period, parse_duration
from hygie.law.reading import read


@dataclass(frozen=True, slots=True)
class Deadline:
    """Who tells what to whom, within how long, from which instant.

    Exactly one of ``duration`` and ``promptness`` is given. ``duration`` is a ``timedelta`` for calendar
    hours, a ``Period`` for days and months from date to date, and runs from ``base``; ``promptness`` is
    the text's own word (``without_delay``…), which is no number of hours. ``by`` is None
    where the regime binds a single kind of actor.
    """

    id: str
    regime: str
    trigger: str
    by: str | None
    recipients: tuple[str, ...]
    duration: Period | timedelta | None
    promptness: str | None
    base: str | None
    content: tuple[str, ...]
    article: str
    since: date
    until: date | None
    certainty: Certainty
    note: str | None

    def covers(self, day: date) -> bool:
        """Tell whether the deadline is in force on that day."""
        return holds(self.since, self.until, day)


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Text
    regime: Text
    trigger: Text
    by: Text | None = None
    recipients: Annotated[list[Text], msgspec.Meta(min_length=1)]
    duration: Text | None = None
    promptness: Text | None = None
    base: Text | None = None
    content: list[Text] = []
    article: Text
    since: date = msgspec.field(name="from")
    until: date | None = None
    certainty: Certainty
    note: Text | None = None


class _DeadlinesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    deadlines: list[_Entry]


def all_deadlines() -> tuple[Deadline, ...]:
    """List every deadline, in force or not, in the order of the file."""
    return _deadlines()


def deadlines(as_of: date) -> tuple[Deadline, ...]:
    """List the deadlines in force on a day, in the order of the file."""
    return tuple(each for each in _deadlines() if each.covers(as_of))


@cache
def _deadlines() -> tuple[Deadline, ...]:
    found = tuple(_deadline(entry) for entry in read("deadlines.yaml", _DeadlinesFile).deadlines)
    for each in found:
        spans = sorted((other.since, other.until) for other in found if other.id == each.id)
        check_spans(each.id, spans)
    return found


def _deadline(entry: _Entry) -> Deadline:
    """Read one entry.

    Raises:
        MalformedLawError: it has not exactly one of a duration (with its base) and a promptness.
    """
    lasts, is_prompt, runs = (part is not None for part in (entry.duration, entry.promptness, entry.base))
    if lasts == is_prompt or lasts != runs:
        raise MalformedLawError(entry.id, "needs a duration and its base, or a promptness alone")
    try:
        duration = None if entry.duration is None else parse_duration(entry.duration)
    except ValueError as problem:
        raise MalformedLawError(entry.id, str(problem)) from problem
    return Deadline(
        id=entry.id,
        regime=entry.regime,
        trigger=entry.trigger,
        by=entry.by,
        recipients=tuple(entry.recipients),
        duration=duration,
        promptness=entry.promptness,
        base=entry.base,
        content=tuple(entry.content),
        article=entry.article,
        since=entry.since,
        until=entry.until,
        certainty=entry.certainty,
        note=entry.note,
    )
