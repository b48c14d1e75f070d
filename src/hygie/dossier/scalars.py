"""What a plain (unquoted) YAML scalar means: the core schema of YAML 1.2, and nothing else.

Null, booleans, integers and floats are read as section 10.3.2 of YAML 1.2.2 says; everything else is
text, so that ``NO`` stays a country, ``12:30`` a time and ``2026-01-01`` a date still to be read by the
vocabulary. One deviation: an integer with leading zeros, or of more than eight digits, stays text. Such
a thing is an identifier (a SIREN, SIRET or FINESS number, a telephone or serial number) and no quantity
of a dossier is that large. A shorter identifier is to be quoted.
"""

import math
import re
from collections.abc import Mapping

Scalar = str | int | float | bool | None

MAXIMUM_DIGITS = 8
"""An integer written with more digits than that stays text."""

WORDS: Mapping[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
"""Every plain spelling that is null or a boolean."""

NUMERIC_STARTS = frozenset("+-.0123456789")
"""The characters a number can start with: a plain scalar that starts otherwise is not one."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)")
_NOT_A_NUMBER = frozenset({".nan", ".NaN", ".NAN"})


def read_plain(text: str) -> Scalar:
    """Read a plain scalar; a float may come out infinite or not a number, for the caller to refuse."""
    if text in WORDS:
        return WORDS[text]
    return read_number(text) if text[0] in NUMERIC_STARTS else text


def read_number(text: str) -> str | int | float:
    """Read a plain scalar that starts like a number, or give it back as text."""
    if _INTEGER.fullmatch(text):
        digits = text.lstrip("+-")
        is_identifier = len(digits) > MAXIMUM_DIGITS or (len(digits) > 1 and digits[0] == "0")
        return text if is_identifier else int(text)
    for pattern, base in ((_OCTAL, 8), (_HEXADECIMAL, 16)):
        if pattern.fullmatch(text):
            return text if len(text) > MAXIMUM_DIGITS + 2 else int(text[2:], base)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _INFINITE.fullmatch(text):
        return -math.inf if text[0] == "-" else math.inf
    return math.nan if text in _NOT_A_NUMBER else text
