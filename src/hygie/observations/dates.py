"""Dates as the formats of others write them: ISO 8601, the day first read, whatever time follows it."""

import re
from datetime import date
from typing import Final

_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.DOTALL).fullmatch


def day_of(found: str) -> str:
    """Give the day of a date or of a date and time (``2024-02-29T…``); empty if there is none such."""
    match = _DAY(found)
    if match is None:
        return ""
    try:
        date.fromisoformat(match[1])
    except ValueError:  # a 31st of February
        return ""
    return match[1]
