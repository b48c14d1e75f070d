"""Keys of PHP packages' versions.

Source: php.net, version_compare: ``-``, ``_`` and ``+`` are dots, and a dot stands between digits and
letters; at one place: any other word < dev < alpha = a < beta = b < RC < nothing < number < pl = p = patch.
Words count with their case (``ALPHA`` is any other word), ``RC`` and ``rc`` are one. ``v`` before is nothing
(Composer). ``1.0`` comes before ``1.0.0``; a branch (``dev-main``) before all numbers.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import LONGEST, NUMBERS, unusable

_OTHER: Final = b"\x02"
_END: Final = b"\x07"
_WORDS: Final = {
    "dev": b"\x03",
    "alpha": b"\x04",
    "a": b"\x04",
    "beta": b"\x05",
    "b": b"\x05",
    "rc": b"\x06",
    "RC": b"\x06",
    "pl": b"\xf0",
    "p": b"\xf0",
    "patch": b"\xf0",
}

_PLAIN: Final = re.compile(r"[vV]?+([0-9]++(?:\.[0-9]++)*+)").fullmatch
_PARTS: Final = re.compile(r"[0-9]+|[^0-9._+#-]+").findall


def packagist(version: str) -> bytes | None:
    """Give the key of a PHP package's version; None if it holds neither letter nor digit."""
    if len(version) > LONGEST:
        return None
    plain = _PLAIN(version)
    if plain is not None:
        return b"".join(map(NUMBERS.__getitem__, plain[1].split("."))) + _END
    version = version.strip()
    if version[:1] in {"v", "V"}:
        version = version[1:]
    if unusable(version) or not any(map(str.isalnum, version)):
        return None
    pieces = [
        NUMBERS[part] if part.isascii() and part.isdigit() else _WORDS.get(part, _OTHER)
        for part in _PARTS(version)
    ]
    return b"".join(pieces) + _END
