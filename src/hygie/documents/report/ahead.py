"""What expires: the next twelve months as a line of flags, and the same in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from hygie.assessment.horizon import Change, changes_ahead, worsens
from hygie.documents.report.said import WORST_FIRST, Teller, because_of, tone_of
from hygie.documents.report.view import Ahead, Event, Lines, Month, Sign, Turn
from hygie.wording.labels import MONTHS
from hygie.wording.sentence import N_, N_plural

DAYS = 365
ENOUGH_EVENTS = 24
ENOUGH_FLAGS = 6
ENOUGH_NEXT = 2
ENOUGH_REASONS = 2

_FLAG = 22.0
"""Room that a flag with its date takes on the narrowest screen, in percent of the line."""
_LEVELS = 5
_NO_FLAG = (0, 0)

_SHORT_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def ahead_of(teller: Teller) -> Ahead:
    """Tell what changes within a year of the study, if nobody touches the dossier."""
    study = teller.study
    changes = changes_ahead(study, DAYS)
    days = [tuple(found) for _, found in groupby(changes, key=lambda change: change.day)]
    # What changes a status stays, however long the list.
    shown = sorted(sorted(days, key=_is_mere_doubt)[:ENOUGH_EVENTS], key=lambda found: found[0].day)
    flagged = [found for found in shown if not _is_mere_doubt(found)] or shown[:ENOUGH_FLAGS]
    flags = _flags(flagged[:ENOUGH_FLAGS], study.as_of)
    events = tuple(_event(found, flags.get(found[0].day, _NO_FLAG), teller) for found in shown)
    following = tuple(event for event in events if event.number)[:ENOUGH_NEXT]
    return Ahead(
        months=tuple(_months(study.as_of, teller)),
        events=events,
        next=following,
        later=tuple(event for event in events if event not in following),
        more=teller.others(len(days) - ENOUGH_EVENTS),
        levels=max((level for _, level in flags.values()), default=0) + 1,
        until=teller.voice.date(study.as_of + timedelta(days=DAYS)),
    )


def _is_mere_doubt(found: Iterable[Change]) -> bool:
    """Tell whether a day changes no status: only strengths, reservations and signals."""
    return not any(map(_changes_status, found))


def _flags(flagged: Sequence[Sequence[Change]], as_of: date) -> dict[date, tuple[int, int]]:
    """Number the days that have a flag, and give each flag a height."""
    days = [found[0].day for found in flagged]
    levels = levels_of([_position(day, as_of) for day in days])
    return {
        day: (number, level) for number, (day, level) in enumerate(zip(days, levels, strict=True), start=1)
    }


def _changes_status(change: Change) -> bool:
    return change.before.status is not change.after.status


def levels_of(positions: Sequence[float]) -> list[int]:
    """Give each flag a height, the positions being sorted, so that no date is written over another.

    Dates fly to the right of their pole. Going from the last flag to the first, each takes the lowest
    level that is free and that no later pole crosses; failing that, the lowest free one; failing that,
    the top.
    """
    levels = [0] * len(positions)
    for index in range(len(positions) - 1, -1, -1):
        near = [
            levels[later]
            for later in range(index + 1, len(positions))
            if positions[later] - positions[index] < _FLAG
        ]
        free = [level for level in range(_LEVELS) if level not in near]
        uncrossed = [level for level in free if level > max(near, default=-1)]
        levels[index] = next(iter((*uncrossed, *free)), _LEVELS - 1)
    return levels


def _position(day: date, as_of: date) -> float:
    return round(100 * (day - as_of).days / DAYS, 2)


def _event(found: Sequence[Change], flag: tuple[int, int], teller: Teller) -> Event:
    voice, day, as_of = teller.voice, found[0].day, teller.study.as_of
    number, level = flag
    day_of_month = voice.date(day).split()[0]  # 1er in French
    return Event(
        number=number,
        iso=day.isoformat(),
        day=voice.date(day),
        short=f"{day_of_month} {voice.say(_SHORT_MONTHS[day.month - 1])}",
        wait=voice.count(*N_plural("in {count} day", "in {count} days"), (day - as_of).days),
        position=_position(day, as_of),
        level=level,
        tone=_tone(found),
        said=_said(found, teller),
        turns=_turns(found, teller),
    )


def _tone(found: Iterable[Change]) -> str:
    """Give a day the colour of the worst status that it brings; a day of mere doubts has none of its own."""
    brought = {change.after.status for change in found if _changes_status(change)}
    return next((tone_of(status) for status in WORST_FIRST if status in brought), "not-applicable")


def _said(found: Iterable[Change], teller: Teller) -> Lines:
    """Say why, each thing once, what makes things worse first."""
    ordered = sorted(found, key=lambda change: (not _changes_status(change), not worsens(change)))
    items = [item for change in ordered for item in because_of(change)]
    unique = list({(item.code, item.path): item for item in reversed(items)}.values())[::-1]
    return teller.lines(map(teller.doubt, unique), len(unique), ENOUGH_REASONS)


def _turns(found: Sequence[Change], teller: Teller) -> tuple[Turn, ...]:
    """Put together the requirements that take the same turn; doubts are told of a day of mere doubts only."""
    told = [change for change in found if _changes_status(change)] or found
    turns: dict[tuple[Sign, Sign], list[str]] = {}
    for change in told:
        before, after = change.before, change.after
        signs = teller.status(before.status, before.strength), teller.status(after.status, after.strength)
        turns.setdefault(signs, []).append(change.requirement)
    return tuple(Turn(tuple(names), before, after) for (before, after), names in turns.items())


def _months(as_of: date, teller: Teller) -> Iterator[Month]:
    """Give the first day of each month on the line, but for one too close to its end to be named."""
    day = as_of
    for _ in range(12):
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        position = _position(day, as_of)
        if position < 96:  # noqa: PLR2004 - percent of the line
            name = teller.voice.say(MONTHS[day.month - 1])
            yield Month(position, name, name[0].upper())
