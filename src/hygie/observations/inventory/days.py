"""Dates as inventories write them: ISO, day first, or as a mapping says; never guessed between two."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][0-9:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
_OTHER: Final = re.compile(r"(\d{1,4})([/.\- ])(\d{1,2})\2(\d{1,4})(?:[T ][0-9:.]+)?")
_EARLIEST, _LATEST = 1950, 2150
_MONTHS: Final = 12


class Day(NamedTuple):
    """A date read, or why it is not (the code of a note)."""

    day: date | None
    problem: str = ""


def order_of(texts: Iterable[str]) -> str:
    """Say whether a file puts the day first: ``dmy`` if some of its dates can only be read so."""
    first = second = False
    for text in texts:
        found = _OTHER.fullmatch(text)
        if found and len(found[1]) <= 2:  # noqa: PLR2004 - digits of a day
            first = first or int(found[1]) > _MONTHS
            second = second or int(found[3]) > _MONTHS
    return "dmy" if first and not second else ""


def read_day(text: str, order: str) -> Day:
    """Read a date; ``order`` (``dmy``, ``mdy``, ``ymd``) is what is known of the file, empty if nothing."""
    found = _ISO.fullmatch(text) or (_COMPACT.fullmatch(text) if order == "ymd" else None)
    if found:
        return _made(int(found[1]), int(found[2]), int(found[3]))
    found = _OTHER.fullmatch(text)
    if found is None:
        return Day(None, "inventory_date")
    numbers = [int(found[1]), int(found[3]), int(found[4])]
    lengths = [len(found[1]), len(found[3]), len(found[4])]
    if 4 not in lengths:  # noqa: PLR2004 - no year of four digits: no century
        return Day(None, "inventory_date_ambiguous")
    if lengths[0] == 4:  # noqa: PLR2004
        return _made(*numbers)
    day, month, year = numbers
    if order == "mdy":
        day, month = month, day
    elif order != "dmy":
        if day <= _MONTHS and month <= _MONTHS and day != month:
            return Day(None, "inventory_date_ambiguous")
        if month > _MONTHS:
            day, month = month, day
    return _made(year, month, day)


def _made(year: int, month: int, day: int) -> Day:
    try:
        found = date(year, month, day)
    except ValueError:
        return Day(None, "inventory_date")
    return Day(found) if _EARLIEST <= year <= _LATEST else Day(None, "inventory_date_absurd")
