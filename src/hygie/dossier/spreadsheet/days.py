"""Days as people write them in a cell."""

import re
from datetime import date
from typing import Final

_FRENCH_DAY: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def iso_day(text: str) -> str | None:
    """Read a day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() if len(text) == len("2026-11-22") else None
    except ValueError:
        return None


def french_day(text: str) -> str | None:
    """Read a day written as French people do, the day first; a year of two digits says no century."""
    match = _FRENCH_DAY.fullmatch(text)
    return iso_day(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}") if match else None
