"""Orders of versions, to put the bounds of one record in order; matching has the exact ones.

``semver_key`` is the precedence of SemVer 2.0.0, item 11. ``rough_key`` is what most ecosystems would agree
on.
"""

import re
from functools import lru_cache
from typing import Final, TypeAlias

Token: TypeAlias = tuple[int, int, str]
Key: TypeAlias = tuple[Token, ...]

_SEMVER: Final = re.compile(
    r"[v=\s]*(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?\s*", re.ASCII
).fullmatch
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)*", re.ASCII).fullmatch
_TOKENS: Final = re.compile(r"\d+|[a-z]+|~", re.ASCII)
_EPOCH: Final = re.compile(r"(\d+)[:!](.*)", re.ASCII | re.DOTALL).fullmatch
_EARLY: Final = frozenset(
    [
        "a",
        "alpha",
        "b",
        "beta",
        "c",
        "canary",
        "cr",
        "ea",
        "m",
        "milestone",
        "next",
        "nightly",
        "pre",
        "preview",
        "rc",
        "snapshot",
    ]
)
_SHORT: Final = frozenset(["a", "b", "c", "m"])
"""Words that are alpha, beta, candidate and milestone only before a number: 1.0.2a is an OpenSSL."""
_END: Final[Token] = (0, 0, "")
_LONGEST: Final = 300


def _number(digits: str) -> tuple[int, str]:
    """Order numbers of any length, without making integers of them."""
    digits = digits.lstrip("0")
    return len(digits), digits


@lru_cache(maxsize=1 << 14)
def plain_key(version: str) -> tuple[int, ...] | None:
    """Give the key of a version of numbers and dots, which all ecosystems order alike; None of another."""
    if len(version) > _LONGEST or _PLAIN(version) is None:
        return None
    return tuple(map(int, version.split(".")))


@lru_cache(maxsize=1 << 14)
def semver_key(version: str) -> Key | None:
    """Give the key of SemVer precedence, build metadata left aside; None if it is not of three numbers."""
    found = _SEMVER(version)
    if found is None or len(version) > _LONGEST:
        return None
    core = tuple((3, *_number(found[at])) for at in (1, 2, 3))
    if not found[4]:
        return (*core, (3, 0, ""))
    early = tuple((1, *_number(word)) if word.isdecimal() else (2, 0, word) for word in found[4].split("."))
    return (*core, *early, _END)


@lru_cache(maxsize=1 << 14)
def rough_key(version: str) -> Key:
    """Give a key for any version: numbers as numbers, alpha to rc before their release, ``~`` before all."""
    found = _EPOCH(version[:_LONGEST].strip().lower())
    epoch, rest = (found[1], found[2]) if found else ("", version[:_LONGEST].strip().lower())
    words = _TOKENS.findall(rest[1:] if rest[:1] == "v" else rest)
    tokens: list[Token] = [(2, *_number(epoch))]
    for at, word in enumerate(words):
        if word.isdecimal():
            tokens.append((2, *_number(word)))
            continue
        while tokens[-1] == (2, 0, "") and len(tokens) > 1:  # 1.0rc1 is before 1.0.0 as before 1
            tokens.pop()
        numbered = at + 1 < len(words) and words[at + 1].isdecimal()
        tokens.append(_word(word, numbered=numbered))
    while tokens[-1] == (2, 0, "") and len(tokens) > 1:
        tokens.pop()
    return (*tokens, _END)


def _word(word: str, *, numbered: bool) -> Token:
    if word == "~":
        return (-3, 0, "")
    if word == "dev":
        return (-2, 0, "")
    early = word in _EARLY and (numbered or word not in _SHORT)
    return (-1, 0, word) if early else (1, 0, word)
