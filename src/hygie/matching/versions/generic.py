"""Keys of versions whose scheme nobody says: products named by CPE, firmware, libraries in C.

No specification: the order that NVD's ranges suppose. Numbers and words in turn, whatever separates them,
case left aside, ``v`` before and build metadata (``+…``) as well. At one place: ``~`` < pre-release words
(snapshot and dev, alpha, beta, milestone, pre and preview, rc) < nothing < other words by the alphabet (1.0.2
< 1.0.2k, 7.4 < 7.4p1) < numbers. Zeros before a word or the end are nothing: 1.0 = 1 and 1.0-beta = 1-beta.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import LONGEST, NUMBERS, ZERO, text, unusable

_TILDE: Final = b"\x02"
_END: Final = b"\x09"
_OTHER: Final = b"\x0a"
_WORDS: Final = {
    "~": _TILDE,
    "dev": b"\x03",
    "snapshot": b"\x03",
    "alpha": b"\x04",
    "beta": b"\x05",
    "milestone": b"\x06",
    "pre": b"\x07",
    "preview": b"\x07",
    "rc": b"\x08",
}

_PLAIN: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").fullmatch
_VERSION_SIGN: Final = re.compile(r"(?:version|ver|v)[. _-]?(?=[0-9])").match
_PARTS: Final = re.compile(r"[0-9]+|[^\W\d_]+|~").findall


def generic(version: str) -> bytes | None:
    """Give the key of a version of no known scheme; None if no digit is in it, or a space, or an operator."""
    if len(version) > LONGEST:
        return None
    if _PLAIN(version):
        return b"".join(map(NUMBERS.__getitem__, version.split("."))).rstrip(ZERO) + _END
    version = version.strip().lower()
    sign = _VERSION_SIGN(version)
    if sign:
        version = version[sign.end() :]
    version, _, _ = version.partition("+")
    if unusable(version):
        return None
    parts = _PARTS(version)
    key, numbers = b"", b""
    for part in parts:
        if part.isascii() and part.isdigit():
            numbers += NUMBERS[part]
            continue
        known = _WORDS.get(part)
        key += numbers.rstrip(ZERO) + (known if known is not None else _OTHER + text(part))
        numbers = b""
    if not any(part.isdigit() for part in parts):
        return None
    return key + numbers.rstrip(ZERO) + _END
