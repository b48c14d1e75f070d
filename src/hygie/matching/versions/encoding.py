"""Bytes whose order is that of numbers and texts: what the version keys of every scheme are made of.

A number is a byte saying how many digits it has (leading zeros apart), from 0x10 on, then its digits: no
integer is ever made, so a number may have any length. A text ends with 0x01, below any character that is let
in. Bytes from 0x02 to 0x0F are for the marks of a scheme. No key holds a zero byte: arrays of fixed width may
pad with it.
"""

import re
from typing import Final

LONGEST: Final = 500
"""Characters; a longer text is no version."""
END_OF_TEXT: Final = b"\x01"
ZERO: Final = b"\x10"
"""The number zero; no other encoding of a number ends with this byte."""

_FIRST: Final = 0x10
_MANY: Final = 0xE0
_KEPT: Final = 4

unusable: Final = re.compile(r"[\x00-\x20\x7f-\xa0<>=|,*\u2028\u2029\ud800-\udfff]").search
"""Find what no version holds: white space, control characters, operators of ranges, surrogates."""


class _Numbers(dict[str, bytes]):
    """Encodings by digits; those of short numbers are kept, at most 11,111 of them."""

    def __missing__(self, digits: str) -> bytes:
        encoded = number(digits)
        if len(digits) <= _KEPT:
            self[digits] = encoded
        return encoded


def number(digits: str) -> bytes:
    """Encode ASCII digits, at most ``LONGEST`` of them; no digit at all is zero."""
    digits = digits.lstrip("0")
    length = len(digits)
    if length < _MANY - _FIRST:
        return bytes((_FIRST + length,)) + digits.encode()
    return bytes((_MANY, 1 + length // 0xFF, 1 + length % 0xFF)) + digits.encode()


NUMBERS: Final = _Numbers()
"""``NUMBERS[digits]`` is ``number(digits)``, faster."""


def text(word: str) -> bytes:
    """Encode a word in which ``unusable`` finds nothing; order of its UTF-8 bytes, a prefix comes first."""
    return word.encode() + END_OF_TEXT
