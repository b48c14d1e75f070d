"""Keys of Debian versions, Ubuntu's as well.

Source: Debian policy 5.6.12 and deb-version(7): ``epoch:upstream-revision``; each is cut into words and
numbers in turn; in words ``~`` comes before the end, the end before letters, letters before all else.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import LONGEST, NUMBERS, ZERO

_END: Final = b"\x02"
_NO_REVISION: Final = _END + ZERO + _END
_ALLOWED: Final = re.compile(r"[A-Za-z0-9.+~:-]++").fullmatch
_PLAIN: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").fullmatch
_PARTS: Final = re.compile(r"([^0-9]*)([0-9]*)").findall
# "~" is 0x03 less two, letters are themselves, the rest comes after them.
_ORDER: Final = bytes.maketrans(b"~+-.:", b"\x01\xab\xad\xae\xba")
_DOT: Final = b"\xae" + _END


class _Words(dict[str, bytes]):
    """Encodings of words; short ones are kept: 58 characters, hence few."""

    def __missing__(self, word: str) -> bytes:
        encoded = word.encode().translate(_ORDER) + _END
        if len(word) <= 2:  # noqa: PLR2004 - most words have one or two characters
            self[word] = encoded
        return encoded


_WORDS: Final = _Words()


def debian(version: str) -> bytes | None:
    """Give the key of a Debian version; None if it is empty, has other characters or an epoch of letters."""
    if len(version) > LONGEST:
        return None
    if _PLAIN(version):
        return ZERO + _END + _DOT.join(map(NUMBERS.__getitem__, version.split("."))) + _END + _NO_REVISION
    version = version.strip()
    if not _ALLOWED(version):
        return None
    epoch, colon, rest = version.partition(":")
    if not colon:
        epoch, rest = "0", version
    elif not epoch.isdigit():
        return None
    upstream, _, revision = rest.rpartition("-") if "-" in rest else (rest, "", "")
    return NUMBERS[epoch] + _part(upstream) + (_part(revision) if revision else _NO_REVISION)


def _part(part: str) -> bytes:
    """Encode upstream or revision: word, number, word, number… and the empty word that ends it."""
    pieces = [_WORDS[word] + NUMBERS[digits] for word, digits in _PARTS(part)[:-1]]
    return b"".join(pieces) + _END if pieces else _NO_REVISION
