"""Keys of Maven versions.

Source: maven.apache.org/pom.html, "Version Order Specification", and ComparableVersion 3.8 where the two
differ: a version is compared with nothing (1.foo with 1) as its first qualifier is with the empty one.

Tokens are numbers and qualifiers; nulls (0, "", ga, final, release) are dropped at the end and before a
hyphen; a change between digits and letters is a hyphen. That comparison is no order (2.9.0.RC1 < 2.9.0 <
2.9.0-1 < 2.9.0.RC1); this one is, and takes a pre-release for one wherever it stands. At one place:
``.``alpha, beta, milestone, rc, snapshot < ``-``the same < zeros that such a word follows < nothing <
``.``sp, other words < ``-``sp, other words < ``-number`` < ``.number``.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import LONGEST, NUMBERS, ZERO, text, unusable

_DOT_BEFORE: Final = b"\x02"
_HYPHEN_BEFORE: Final = b"\x03"
_ZERO_BEFORE: Final = b"\x04"
_END: Final = b"\x07"
_NULL: Final = b"\x08"
_DOT_WORD: Final = b"\x09"
_HYPHEN_WORD: Final = b"\x0a"
_HYPHEN_NUMBER: Final = b"\x0b"
_PRE: Final = {
    "alpha": b"\x02",
    "beta": b"\x03",
    "milestone": b"\x04",
    "rc": b"\x05",
    "cr": b"\x05",
    "snapshot": b"\x06",
}
_SHORT: Final = {"a": b"\x02", "b": b"\x03", "m": b"\x04"}
_NULLS: Final = frozenset(("ga", "final", "release"))
_SP: Final = b"\x02"
_OTHER: Final = b"\x03"

_PLAIN: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").fullmatch
_TOKENS: Final = re.compile(r"([.-]?)([0-9]+|[^0-9.-]*)").finditer


def maven(version: str) -> bytes | None:
    """Give the key of a Maven version; None if it holds neither letter nor digit."""
    if len(version) > LONGEST:
        return None
    if _PLAIN(version):
        return b"".join(map(NUMBERS.__getitem__, version.split("."))).rstrip(ZERO) + _END
    version = version.strip().lower()
    if unusable(version) or not any(map(str.isalnum, version)):
        return None
    return _key(version)


def _key(version: str) -> bytes:
    """Encode the tokens; ``nulls`` counts those at the end of ``pieces``, which may still have to go."""
    pieces: list[bytes] = []
    nulls = 0
    was_number = True
    for found in _TOKENS(version):
        prefix, token = found[1], found[2]
        if not prefix and not token:
            break
        is_number = not token or token[0] in "0123456789"
        hyphen = prefix == "-" or (not prefix and bool(pieces) and is_number != was_number)
        was_number = is_number
        if hyphen and nulls:
            del pieces[-nulls:]
            nulls = 0
        if is_number:
            piece = _HYPHEN_NUMBER + NUMBERS[token] if hyphen else NUMBERS[token]
        else:
            after = found.end()
            piece = _word(token, version[after : after + 1], hyphen=hyphen)
            if piece[:1] == _DOT_BEFORE:  # zeros before it are less than nothing
                pieces[len(pieces) - nulls :] = [_ZERO_BEFORE] * nulls
        nulls = nulls + 1 if piece == _NULL or piece[-1:] == ZERO else 0
        pieces.append(piece)
    return b"".join(pieces[: len(pieces) - nulls]) + _END


def _word(word: str, after: str, *, hyphen: bool) -> bytes:
    """Encode a qualifier; ``after`` is the character that follows it."""
    pre = _PRE.get(word)
    if pre is None and after and after in "0123456789":
        pre = _SHORT.get(word)
    if pre is not None:
        return (_HYPHEN_BEFORE if hyphen else _DOT_BEFORE) + pre
    if word in _NULLS:
        return _NULL
    return (_HYPHEN_WORD if hyphen else _DOT_WORD) + (_SP if word == "sp" else _OTHER + text(word))
