"""Keys of Alpine versions, Wolfi's and Chainguard's as well.

Source: apk-package(5), "pkgver", and the order of apk-tools:
``digits{.digits}{letter}{_suffix{digits}}{~hash} {-rdigits}``; suffixes alpha, beta, pre, rc come before
nothing, cvs, svn, git, hg, p after. A number after the first that starts with 0 is compared as text. What is
not so written ends the comparison, below what ends well.

At one place: pre-release suffix < not valid < end < revision < hash < number of a suffix < suffix < letter <
number.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import LONGEST, NUMBERS, text

_BEFORE: Final = b"\x02"
_INVALID: Final = b"\x03"
_END: Final = b"\x04"
_REVISION: Final = b"\x05"
_HASH: Final = b"\x06"
_SUFFIX_NUMBER: Final = b"\x07"
_SUFFIX: Final = b"\x08"
_LETTER: Final = b"\x09"
_DIGITS: Final = b"\x0a"
_NO_DIGITS: Final = _DIGITS + b"\x02"
_LEADING_ZERO: Final = b"\x03"
_SUFFIXES: Final = {
    "alpha": _BEFORE + b"\x02",
    "beta": _BEFORE + b"\x03",
    "pre": _BEFORE + b"\x04",
    "rc": _BEFORE + b"\x05",
    "cvs": _SUFFIX + b"\x02",
    "svn": _SUFFIX + b"\x03",
    "git": _SUFFIX + b"\x04",
    "hg": _SUFFIX + b"\x05",
    "p": _SUFFIX + b"\x06",
}

_PLAIN: Final = re.compile(r"([0-9]++)((?:\.[0-9]++)*+)(?:-r([0-9]++))?").fullmatch
_VERSION: Final = re.compile(
    r"([0-9]*+)((?:\.[0-9]*+)*+)(?:([a-z])(?![a-z])([0-9]++(?:\.[0-9]*+)*+)?|([a-z])(?=[a-z]))?"
    r"((?:_[a-z]++[0-9]*+)*+)(?:~([0-9a-f]++))?(?:-r(?![a-z])([0-9]*+))?"
).match
_SUFFIX_PARTS: Final = re.compile(r"_([a-z]++)([0-9]*+)").findall
_SOMETHING: Final = re.compile(r"[0-9]|\A[a-z]\Z").search


class _Parts(dict[str, bytes]):
    """Encodings of the numbers after the first; short ones are kept, at most 11,111 of them."""

    def __missing__(self, digits: str) -> bytes:
        if not digits:
            encoded = _NO_DIGITS
        elif digits[0] == "0":
            encoded = _DIGITS + _LEADING_ZERO + text(digits)
        else:
            encoded = _DIGITS + NUMBERS[digits]
        if len(digits) <= 4:  # noqa: PLR2004 - as NUMBERS does
            self[digits] = encoded
        return encoded


_PARTS: Final = _Parts()


def alpine(version: str) -> bytes | None:
    """Give the key of an Alpine version; None if it has no digit (a letter alone has a key)."""
    if len(version) > LONGEST:
        return None
    plain = _PLAIN(version)
    if plain is None:
        version = version.strip()
        return _key(version) if _SOMETHING(version) else None
    first, others, revision = plain.groups()
    key = NUMBERS[first]
    if others:
        key += b"".join(map(_PARTS.__getitem__, others[1:].split(".")))
    return key + _REVISION + NUMBERS[revision] + _END if revision is not None else key + _END


def _key(version: str) -> bytes:
    """Encode what can be read from the left, and how it ends."""
    found = _VERSION(version)
    if found is None:  # cannot be: every part may be empty
        return NUMBERS[""] + _INVALID
    first, others, letter, after, stray, suffixes, commit, revision = found.groups()
    key = NUMBERS[first] + _numbers(others)
    if others[-1:] == "." and (
        letter or stray
    ):  # that dot is not valid, what follows is compared all the same
        key = key[: -len(_NO_DIGITS)] + _INVALID
    if stray:  # two letters: the second is not valid
        return key + _LETTER + stray.encode() + _INVALID
    if letter:
        key += _LETTER + letter.encode() + _numbers("." + after if after else "")
    for suffix, number in _SUFFIX_PARTS(suffixes):
        known = _SUFFIXES.get(suffix)
        if known is None:
            return key + _INVALID
        key += known + (_SUFFIX_NUMBER + NUMBERS[number] if number else b"")
    if commit:
        key += _HASH + text(commit)
    if revision is not None:
        key += _REVISION + NUMBERS[revision]
    return key + (_END if found.end() == len(version) else _INVALID)


def _numbers(dotted: str) -> bytes:
    """Encode the numbers after the first, a dot before each."""
    return b"".join(map(_PARTS.__getitem__, dotted[1:].split("."))) if dotted else b""
