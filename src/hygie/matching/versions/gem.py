"""Keys of RubyGems versions.

Source: Gem::Version (rubygems.org, guides "Patterns" and the class's own documentation): segments of digits
or letters, ``-`` being ``.pre.``; a word comes before any number; missing segments are 0; case counts.

Zeros followed by a word are lower than nothing, and zeros followed by a number higher: each has its mark.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import LONGEST, NUMBERS, ZERO, text

_WORD: Final = b"\x02"
_ZERO_BEFORE_WORD: Final = b"\x03"
_END: Final = b"\x04"
_ZERO_BEFORE_NUMBER: Final = b"\x05"
_SHORT: Final = 200

_PLAIN: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").fullmatch
_VALID: Final = re.compile(
    r"[0-9][0-9a-zA-Z]*+(?:\.[0-9a-zA-Z]++)*+(?:-[0-9A-Za-z-]++(?:\.[0-9A-Za-z-]++)*+)?"
).fullmatch
_SEGMENTS: Final = re.compile(r"[0-9]+|[a-zA-Z]+").findall


def gem(version: str) -> bytes | None:
    """Give the key of a gem's version; None if it is none (``v`` before it, and ``1beta``, are taken)."""
    if len(version) > LONGEST:
        return None
    if len(version) <= _SHORT and _PLAIN(version):
        # The byte of zero stands nowhere else in numbers of less than 200 digits.
        numbers = b"".join(map(NUMBERS.__getitem__, version.split("."))).rstrip(ZERO)
        return numbers.replace(ZERO, _ZERO_BEFORE_NUMBER) + _END
    version = version.strip().removeprefix("v")
    if not _VALID(version):
        return None
    found = _SEGMENTS(version.replace("-", ".pre."))
    segments = _canonical([NUMBERS[part] if part[0].isdigit() else _WORD + text(part) for part in found])
    while segments and segments[-1] == ZERO:
        segments.pop()
    if ZERO in segments:
        segments = _marked(segments)
    return b"".join(segments) + _END


def _canonical(segments: list[bytes]) -> list[bytes]:
    """Drop the zeros that end the numbers before the first word."""
    at = next((i for i, segment in enumerate(segments) if segment[:1] == _WORD), len(segments))
    start = at
    while start and segments[start - 1] == ZERO:
        start -= 1
    return segments[:start] + segments[at:]


def _marked(segments: list[bytes]) -> list[bytes]:
    """Mark each zero by what follows its run."""
    marked: list[bytes] = []
    mark = _ZERO_BEFORE_NUMBER
    for segment in reversed(segments):
        if segment == ZERO:
            marked.append(mark)
        else:
            marked.append(segment)
            mark = _ZERO_BEFORE_WORD if segment[:1] == _WORD else _ZERO_BEFORE_NUMBER
    return marked[::-1]
