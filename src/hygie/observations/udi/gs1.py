"""Identifiers of GS1: a GTIN alone, or application identifiers, printed with brackets or scanned.

Source: GS1 General Specifications, 3 (application identifiers), 7.9 (check digit), 7.12 (centuries). The few
identifiers that labels of devices bear are read here, as loading ``biip`` costs more than a fleet of them;
whatever else is said, and what a scanner gives, is for ``biip``.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from hygie.observations.udi.shapes import Issuer, NoUdi, Udi

_GTINS: Final = frozenset({8, 12, 13, 14})
_GTIN: Final = "01"
_FIELDS: Final = {
    "01": "di", "10": "lot", "11": "manufactured", "17": "expires", "21": "serial", "240": "additional",
    "8012": "software_version",
}  # fmt: skip
_LONGEST: Final = {"10": 20, "21": 20, "240": 30, "8012": 20}
_DATES: Final = frozenset({"11", "17"})
_BRACKETED: Final = re.compile(r"\(\s*(\d{2,4})\s*\)([^()]*)")
_TEXT: Final = re.compile(r"[!\"%-?A-Z_a-z]+")
"""The 82 characters of texts (GS1 AI encodable character set 82)."""
_SEPARATOR: Final = re.compile(r"<GS>|<FNC1>|\{GS\}|\{FNC1\}|\[FNC1\]|\\x1d|\\u001d", re.IGNORECASE)
_ZEROS: Final = 28 * ord("0")
"""What 14 zeros weigh as characters, with weights 3 and 1."""
_CENTURY_BEFORE, _CENTURY_AFTER = 51, -50


def check_digit(digits: str) -> str:
    """Compute the check digit of a GTIN without it: weights 3 and 1 from the right, modulo 10."""
    total = sum(map(int, digits[-2::-2])) + 3 * sum(map(int, digits[-1::-2]))
    return str(-total % 10)


def is_gtin_like(text: str) -> bool:
    """Say whether a text has as many digits as a GTIN, and nothing else."""
    return len(text) in _GTINS and text.isascii() and text.isdigit()


def gtin(text: str) -> Udi | NoUdi:
    """Read a GTIN of 8, 12, 13 or 14 digits, alone; its last digit checks the others."""
    if not is_gtin_like(text):
        return NoUdi("udi_gtin_length", {"found": text[:40]})
    whole = text.zfill(14)
    if (3 * sum(whole.encode()[::2]) + sum(whole.encode()[1::2]) - _ZEROS) % 10:
        return NoUdi("udi_check_digit", {"found": text, "expected": check_digit(text[:-1])})
    return Udi(Issuer.GS1, whole)


def gs1(text: str) -> Udi | NoUdi:
    """Read application identifiers: ``(01)…(21)…`` as printed, or as scanned with group separators."""
    if not text.startswith("("):
        return _scanned(text)
    values: dict[str, str] = {}
    end = 0
    for found in _BRACKETED.finditer(text):
        if found.start() != end or found[1] not in _FIELDS or found[1] in values:
            return _by_library(text, printed=True)
        values[found[1]], end = found[2].strip(), found.end()
    return _made(values) if end == len(text) else _by_library(text, printed=True)


def _made(values: dict[str, str]) -> Udi | NoUdi:
    said = dict(values)
    number = said.pop(_GTIN, "")
    if len(number) != 14:  # noqa: PLR2004 - a GTIN after (01) always has 14 digits
        return NoUdi("udi_gtin_length", {"found": number[:40]}) if number else NoUdi("udi_no_device")
    model = gtin(number)
    if isinstance(model, NoUdi):
        return model
    fields: dict[str, str | date] = {}
    for identifier, value in said.items():
        if identifier in _DATES:
            day = _day(value)
            if day is None:
                return NoUdi("udi_date", {"found": value[:40], "field": f"({identifier})"})
            fields[_FIELDS[identifier]] = day
        elif not _TEXT.fullmatch(value) or len(value) > _LONGEST[identifier]:
            return NoUdi("udi_value", {"found": value[:40], "field": f"({identifier})"})
        else:
            fields[_FIELDS[identifier]] = value
    return Udi(Issuer.GS1, model.di, **fields)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    """Read YYMMDD; day 00 is the last of the month, and the century that which is nearest to today."""
    if len(text) != 6 or not (text.isascii() and text.isdigit()):  # noqa: PLR2004 - YYMMDD
        return None
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    today = datetime.now(UTC).year
    apart = year - today % 100
    year += today - today % 100
    year += -100 if apart >= _CENTURY_BEFORE else 100 if apart <= _CENTURY_AFTER else 0
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def _scanned(text: str) -> Udi | NoUdi:
    return _by_library(_SEPARATOR.sub("\x1d", text), printed=False)


def _by_library(text: str, *, printed: bool) -> Udi | NoUdi:
    """Read any identifiers with ``biip``, which refuses wrong check digits, dates and lengths."""
    from biip import ParseError, parse  # noqa: PLC0415 - 0.3 s, for labels that say more than usual
    from biip.gs1_messages import GS1Message  # noqa: PLC0415 - as above

    unread = NoUdi("udi_gs1", {"found": text.replace("\x1d", "<GS>")[:60]})
    try:
        message = GS1Message.parse_hri(text) if printed else parse(text).gs1_message
    except (ParseError, ValueError, IndexError):
        return unread
    if message is None:
        return unread
    fields: dict[str, str | date] = {}
    for element in message.element_strings:
        name = _FIELDS.get(element.ai.ai)
        if name == "di" and element.gtin is None:
            return NoUdi(
                "udi_check_digit", {"found": element.value, "expected": check_digit(element.value[:-1])}
            )
        if name and name not in fields:
            fields[name] = (element.date or "") if element.ai.ai in _DATES else element.value
    if "di" not in fields:
        return NoUdi("udi_no_device")
    return Udi(Issuer.GS1, **{name: value for name, value in fields.items() if value})  # type: ignore[arg-type]
