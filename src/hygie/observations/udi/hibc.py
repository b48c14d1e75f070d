"""Identifiers of the Health Industry Bar Code (HIBC), supplier labeling: ``+A123BJC5D6E71/$$52001510X3F``.

Source: ANSI/HIBC 2.6, 2.2 (primary data), 2.3 (secondary data), 2.4 (concatenation), appendix B (check
character, modulo 43).
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from hygie.observations.udi.shapes import Issuer, NoUdi, Udi

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
"""The 43 characters of Code 39; the place of each is its value."""
_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)}
_PRIMARY: Final = re.compile(r"[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]")
_LOT: Final = re.compile(r"[A-Z0-9. $%-]{0,18}")
_DATES: Final = {"2": "MDY", "3": "YMD", "4": "YMDH", "5": "YJ", "6": "YJH"}
_WIDTHS: Final = {"Y": 2, "M": 2, "D": 2, "H": 2, "J": 3}
_QUANTITIES: Final = {"8": 2, "9": 5}
_NO_DATE: Final = "7"
_JULIAN: Final = 5
_LATEST_HOUR: Final = 23


def check_character(text: str) -> str:
    """Compute the check character of a text (``+`` included): the sum of the values, modulo 43.

    Raises:
        KeyError: a character is none of the 43.
    """
    return ALPHABET[sum(_VALUES[letter] for letter in text) % 43]


def hibc(text: str) -> Udi | NoUdi:
    """Read primary data, alone or with secondary data: in one symbol (``/``), or in two side by side.

    The second of two symbols holds the check character of the first, its link, before its own.
    """
    text = text.strip("\r\n\t").removeprefix("*").removesuffix("*").upper()
    if text.startswith("++"):
        return NoUdi("udi_basic", {"found": text[:40]})
    first, _, second = text.partition(" +")
    if second and _checks(first.strip()) and _checks(f"+{second}"):
        return _linked(first.strip(), f"+{second}")
    checked = _checked(text)
    if not checked:
        return _wrong(text)
    primary, slash, rest = checked[1:].partition("/")
    if not _PRIMARY.fullmatch(primary):
        code = "udi_secondary_only" if primary[:1] in {"$", *"0123456789"} else "udi_hibc"
        return NoUdi(code, {"found": text[:40]})
    return _secondary(primary, rest) if slash else Udi(Issuer.HIBCC, primary)


def _checks(text: str) -> bool:
    return len(text) > 2 and set(text) <= _VALUES.keys() and check_character(text[:-1]) == text[-1]  # noqa: PLR2004


def _checked(text: str) -> str:
    """Give the text without its check character (a space is printed ``_``); empty if that is wrong."""
    whole = text.removesuffix("_") + " " if text.endswith("_") else text
    return whole[:-1] if _checks(whole) else ""


def _wrong(text: str) -> NoUdi:
    text = text.strip()
    if not set(text) <= _VALUES.keys():
        return NoUdi("udi_hibc", {"found": text[:40]})
    return NoUdi("udi_check_character", {"found": text[:60], "expected": check_character(text[:-1])})


def _linked(first: str, second: str) -> Udi | NoUdi:
    primary = first[1:-1]
    if not _PRIMARY.fullmatch(primary):
        return NoUdi("udi_hibc", {"found": first[:40]})
    if second[-2] != first[-1]:
        return NoUdi("udi_link", {"found": second[-2], "expected": first[-1]})
    return _secondary(primary, second[1:-2])


def _secondary(primary: str, text: str) -> Udi | NoUdi:
    first, *others = text.split("/")
    fields: dict[str, str | date] = {}
    wrong = _production(first, fields) or next(
        filter(None, (_supplement(each, fields) for each in others)), None
    )
    return wrong or Udi(Issuer.HIBCC, primary, **fields)  # type: ignore[arg-type]


def _production(text: str, fields: dict[str, str | date]) -> NoUdi | None:
    """Read the date and the lot or serial number; a reason if they are not what the standard says."""
    unread = NoUdi("udi_hibc", {"found": text[:40]})
    rest = text.lstrip("$")
    flags = text[: len(text) - len(rest)]
    what = "lot"
    if flags and rest.startswith("+"):
        what, rest = "serial", rest[1:]
    if flags == "$$":
        width = _QUANTITIES.get(rest[:1])
        dated = _dated(rest if width is None else rest[width + 1 :], fields)
        if dated is None:
            return unread
        rest = dated
    elif not flags:
        day = _day("YJ", rest[:_JULIAN]) if text else None
        if day is None:
            return unread
        fields["expires"], rest = day, rest[_JULIAN:]
    elif flags != "$":
        return unread
    if not _LOT.fullmatch(rest):
        return unread
    if rest:
        fields[what] = rest
    return None


def _dated(text: str, fields: dict[str, str | date]) -> str | None:
    """Take the date at the start of a text away; none if it is no date."""
    flag = text[:1]
    if flag == _NO_DATE:
        return text[1:]
    if flag not in _DATES and flag not in {"0", "1"}:
        return text if not flag.isdigit() else None
    form, text = ("MY", text) if flag in {"0", "1"} else (_DATES[flag], text[1:])
    width = sum(_WIDTHS[letter] for letter in form)
    day = _day(form, text[:width])
    if day is None:
        return None
    fields["expires"] = day
    return text[width:]


def _day(form: str, text: str) -> date | None:
    if len(text) != sum(_WIDTHS[letter] for letter in form) or not (text.isascii() and text.isdigit()):
        return None
    parts: dict[str, int] = {}
    for letter in form:
        parts[letter], text = int(text[: _WIDTHS[letter]]), text[_WIDTHS[letter] :]
    if parts.get("H", 0) > _LATEST_HOUR:
        return None
    year = 2000 + parts["Y"]
    try:
        if "J" in parts:
            day = date(year, 1, 1) + timedelta(parts["J"] - 1)
            return day if parts["J"] and day.year == year else None
        return date(year, parts["M"], parts["D"] if "D" in parts else monthrange(year, parts["M"])[1])
    except ValueError:
        return None


def _supplement(text: str, fields: dict[str, str | date]) -> NoUdi | None:
    """Read what a further ``/`` adds: serial number, dates; a quantity is left aside."""
    if text.startswith(("14D", "16D")):
        name = "expires" if text.startswith("14D") else "manufactured"
        try:
            fields[name] = date(int(text[3:7]), int(text[7:9]), int(text[9:11]))
        except ValueError:
            return NoUdi("udi_date", {"found": text[3:43], "field": text[:3]})
    elif text.startswith("S"):
        fields["serial"] = text[1:]
    elif not text.startswith("Q"):
        return NoUdi("udi_hibc", {"found": text[:40]})
    return None
