"""What expires: the next twelve months as a line of flags, and the same in words."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from hygie.assessment.horizon import Change, changes_ahead, worsens
from hygie.documents.report.said import WORST_FIRST, Teller, tone_of
from hygie.documents.report.view import Ahead, Event, Lines, Month, Turn
from hygie.wording.click_words import N_plural
from hygie.wording.labels import MONTHS
from hygie.wording.sentence import N_

DAYS = 365
ENOUGH_EVENTS = 12
ENOUGH_NEXT = 3
ENOUGH_REASONS = 3
ENOUGH_TURNS = 6

_FLAG = 20.0
"""Room that a flag with its date takes on the narrowest screen, in percent of the line."""
_LEVELS = 4

_SHORT_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May "), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def ahead_of(teller: Teller) -> Ahead:
    """Tell what changes within a year of the study, if nobody touches the dossier."""
    study = teller.study
    by_day = [(day, list(found)) for day, found in groupby(changes_ahead(study, DAYS), key=lambda item: item.day)]
    flags = Flags()
    events = tuple(
        _event(number, day, found, flags, teller)
        for number, (day, found) in enumerate(by_day[:ENOUGH_EVENTS], start=1)
    )
    first = _most_pressing(events, {day for day, found in by_day if any(map(_changes_status, found))})
    return Ahead(
        months=tuple(_months(study.as_of, teller)),
        events=events,
        next=first,
        later=tuple(event for event in events if event not in first),
        more=teller.others(len(by_day) - ENOUGH_EVENTS),
        levels=max((event.level for event in events), default=0) + 1,
        until=teller.voice.date(study.as_of + timedelta(days=DAYS)),
    )


def _most_pressing(events: tuple[Event, ...], decisive: set[date]) -> tuple[Event, ...]:
    """Choose the days told on the first screen: those that change a status, else the nearest."""
    chosen = [event for event in events if date.fromisoformat(event.iso) in decisive]
    return tuple(chosen[:ENOUGH_NEXT]) or events[:ENOUGH_NEXT]


def _changes_status(change: Change) -> bool:
    return change.before.status is not change.after.status


class Flags:
    """Finds room for each flag, so that no date is written over another."""

    def __init__(self) -> None:
        """Begin with a free line."""
        self._taken: list[list[tuple[float, float]]] = [[] for _ in range(_LEVELS)]

    def plant(self, position: float) -> tuple[int, bool]:
        """Give the level of a flag, and whether it flies leftwards; the highest level takes what is left."""
        leftwards = position > 100 - _FLAG
        start, end = (position - _FLAG, position + 4) if leftwards else (position - 4, position + _FLAG)
        for level, taken in enumerate(self._taken):
            if all(end <= other_start or start >= other_end for other_start, other_end in taken):
                taken.append((start, end))
                return level, leftwards
        return _LEVELS - 1, leftwards


def _event(number: int, day: date, found: list[Change], flags: Flags, teller: Teller) -> Event:
    voice, wait = teller.voice, (day - teller.study.as_of).days
    position = round(100 * wait / DAYS, 2)
    level, leftwards = flags.plant(position)
    turns = [change for change in found if _changes_status(change)]
    return Event(
        number=number,
        iso=day.isoformat(),
        day=voice.date(day),
        short=f"{day.day} {voice.say(_SHORT_MONTHS[day.month - 1])}",
        wait=voice.count(*N_plural("in {count} day", "in {count} days"), wait),
        position=position,
        level=level,
        leftwards=leftwards,
        tone=_tone(found),
        said=_said(found, teller),
        turns=tuple(_turn(change, teller) for change in (turns or found)[:ENOUGH_TURNS]),
    )


def _tone(found: Iterable[Change]) -> str:
    """Give a day the colour of the worst status that it brings; a day of mere doubts has none of its own."""
    brought = {change.after.status for change in found if _changes_status(change)}
    return next((tone_of(status) for status in WORST_FIRST if status in brought), "not-applicable")


def _said(found: list[Change], teller: Teller) -> Lines:
    """Say why, each thing once, what makes things worse first."""
    ordered = sorted(found, key=lambda change: (not _changes_status(change), not worsens(change)))
    items = [item for change in ordered for item in (*change.reasons, *change.reservations)]
    unique = list({(item.code, item.path): item for item in reversed(items)}.values())[::-1]
    return teller.lines(map(teller.doubt, unique), len(unique), ENOUGH_REASONS)


def _turn(change: Change, teller: Teller) -> Turn:
    before, after = change.before, change.after
    return Turn(
        change.requirement,
        teller.status(before.status, before.strength),
        teller.status(after.status, after.strength),
    )


def _months(as_of: date, teller: Teller) -> Iterator[Month]:
    """Give the first day of each month on the line, but for one too close to its end to be named."""
    day = as_of
    for _ in range(12):
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        position = round(100 * (day - as_of).days / DAYS, 2)
        if position < 96:  # noqa: PLR2004 - percent of the line
            name = teller.voice.say(MONTHS[day.month - 1])
            yield Month(position, name, name[0].upper())
