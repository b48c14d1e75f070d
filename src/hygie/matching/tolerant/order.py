"""Which of two versions comes first, where anybody would say the same; else that it is not known.

Versions of devices follow no scheme: "V7.6.19", "C.00.04", "Rev B", "2.0.9-hotfix.7", "3.0 D15". What is
compared is what is written alike: the same letters in front, then numbers and letters in the same places; the
first difference decides. What follows where one of the two ends decides only if its meaning is common
knowledge (a release candidate comes before, a service pack after).
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST: Final = 200
"""Characters: what is longer is no version."""


class Order(IntEnum):
    """Where a version stands to another.

    ``FINER``: it is the same with more numbers (9.33.1 to 9.33); ``COARSER``: the other way round.
    ``EXTENDS``: the same with a service pack, a patch or the like; ``EXTENDED``: the other way round.
    ``PRE``: a pre-release of the other; ``PRE_OF``: the other way round. ``WITHIN``: any that the other
    stands for (7.2 to 7.x).
    """

    UNKNOWN = 0
    BEFORE = 1
    SAME = 2
    AFTER = 3
    FINER = 4
    COARSER = 5
    EXTENDS = 6
    EXTENDED = 7
    PRE = 8
    PRE_OF = 9
    WITHIN = 10


class Token(NamedTuple):
    """A run of digits or of letters, in lower case.

    ``separator``: ``.``, ``-`` for any other, empty if it is attached or stands beside a word. ``number`` is
    -1 for letters. ``glued``: a number with letters attached, which is no number of its own ("012U000040").
    """

    separator: str
    text: str
    number: int
    glued: bool = False


class Version(NamedTuple):
    """A version that can be compared. ``prefix``: the letters in front; ``wild``: it ends with ``.x``.

    ``numbers``: how many numbers stand at its start, between dots. ``dated``: it is written as a date.
    """

    prefix: str
    tokens: tuple[Token, ...]
    wild: bool
    numbers: int
    dated: bool


# Possessive throughout: linear.
_SHAPE: Final = re.compile(r"[a-z0-9]++(?:[._+~ -]++[a-z0-9]++)*+").fullmatch
_TOKEN: Final = re.compile(r"([._+~ -]*+)(?:([0-9]++)|([a-z]++))")
_SPACED: Final = re.compile(r"[0-9] +[0-9]").search
_WILD: Final = re.compile(r"(?:\.[x*])+$")
_DATE: Final = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}|(?:19|20)[0-9]{6}").match
_PHRASES: Final = (
    (re.compile(r"\bservice[ -]?pack\b"), "sp"),
    (re.compile(r"\bhot[ -]fix\b"), "hotfix"),
    (re.compile(r"\brelease[ -]candidate\b"), "rc"),
    (re.compile(r"\bmaintenance[ -]release\b"), "mr"),
    (re.compile(r"\brevision\b|\brev\."), "rev"),
)
_MARKS: Final = frozenset(
    ("v", "ver", "vers", "version", "versions", "sw", "software", "fw", "firmware", "release", "rel")
)
"""Words in front of a version that say only that it is one."""
_FINAL: Final = frozenset(("final", "ga", "lts", "stable"))
_PRE: Final = frozenset(["alpha", "beta", "rc", "pre", "preview", "prerelease", "dev", "snapshot"])
_POST: Final = frozenset(["sp", "sr", "hotfix", "hf", "patch", "post", "update", "cu", "fix", "mr", "fp"])
_OTHER: Final = frozenset(("build", "rev"))
_RANKS: Final = {"alpha": 0, "beta": 1, "rc": 2}
_MODEL_NUMBER: Final = 1000


@lru_cache(maxsize=1 << 15)
def parse(text: str) -> Version | None:
    """Read a version; None if it is free text, several versions, or too long. Never raises; linear."""
    if len(text) > LONGEST:
        return None
    text = " ".join(text.lower().split())
    wild = _WILD.search(text)
    if wild:
        text = text[: wild.start()]
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    text = text.replace("ver.", "ver ").replace("v.", "v ") if text[:1] == "v" else text
    if not _SHAPE(text) or _SPACED(text):
        return None
    tokens = _tokens(text)
    if tokens is None:
        return None
    prefix = ""
    while tokens and tokens[0].number < 0 and not _is_letter(tokens):
        if tokens[0].text not in _MARKS:
            prefix = f"{prefix} {tokens[0].text}".strip()
        tokens = tokens[1:]
    if prefix == "rev" and len(tokens) == 1 and tokens[0].number < 0:
        prefix = ""
    if not tokens:
        return None
    return Version(prefix, tokens, wild is not None, _count_numbers(tokens), _is_date(tokens))


def _count_numbers(tokens: tuple[Token, ...]) -> int:
    count = 0
    for token in tokens:
        if token.number < 0 or (count and token.separator != "."):
            break
        count += 1
    return count


def _is_letter(tokens: tuple[Token, ...]) -> bool:
    """Say whether the first token is a letter that is ordered: alone, or before a dot ("C.00.04")."""
    if len(tokens[0].text) > 1:
        return False
    return len(tokens) == 1 or (tokens[1].separator == "." and tokens[0].text != "v")


def _tokens(text: str) -> tuple[Token, ...] | None:
    """Cut a version; None if a word stands in it, after a space, that no version holds."""
    found: list[Token] = []
    worded = False
    for match in _TOKEN.finditer(text):
        separator, digits, letters = match.groups()
        word = letters is not None and len(letters) > 1
        numbered = any(token.number >= 0 for token in found)
        if word and numbered and letters in _FINAL:
            continue
        if word and numbered and " " in separator and letters not in _PRE | _POST | _OTHER:
            return None
        sign = separator if separator in ("", ".") else "-"
        sign = "" if word or worded else sign
        found.append(Token(sign, digits or letters, int(digits) if digits else -1))
        worded = word
    if len(found) > 1 and found[-1].text == "x" and not found[-1].separator:
        return None  # "8.1x": any of 8.10 to 8.19, or a version
    return tuple(
        token._replace(glued=True) if token.number >= 0 and _is_glued(found, index) else token
        for index, token in enumerate(found)
    )


def _is_glued(tokens: list[Token], index: int) -> bool:
    """Say whether letters are attached to a number so that it is a part of a code rather than a number."""
    after = tokens[index + 1 : index + 3]
    if not after or after[0].separator or after[0].number >= 0:
        return False
    if after[0].text in _PRE | _POST | _OTHER:
        return False
    alone = index == 0 or tokens[index - 1].number < 0
    return alone or (len(after) > 1 and not after[1].separator)


def compare(one: Version, other: Version) -> Order:
    """Say where ``one`` stands to ``other``; ``one`` is not wild."""
    if one.prefix != other.prefix or _other_kind(one, other):
        return Order.UNKNOWN
    two_numbers = min(one.numbers, other.numbers) <= 2  # noqa: PLR2004 - "4.01" may be a decimal number
    return _walk(one.tokens, other.tokens, other.wild, decimals=two_numbers)


def _other_kind(one: Version, other: Version) -> bool:
    """Say whether one looks like a date or a model number, and the other not."""
    if one.dated != other.dated:
        return True
    first, second = one.tokens[0].number, other.tokens[0].number
    if one.numbers == 1 and first >= _MODEL_NUMBER > second:
        return second >= 0
    return other.numbers == 1 and second >= _MODEL_NUMBER > first >= 0


def _is_date(tokens: tuple[Token, ...]) -> bool:
    return _DATE("".join(token.separator + token.text for token in tokens[:3])) is not None


def _walk(one: tuple[Token, ...], other: tuple[Token, ...], wild: bool, *, decimals: bool) -> Order:
    """Find the first difference and judge it."""
    for index, (mine, its) in enumerate(zip(one, other, strict=False)):
        if mine.separator != its.separator or (mine.number < 0) != (its.number < 0):
            return _rest(one[index:], other[index:], wild)
        if mine.number >= 0:
            if mine.number != its.number and index and _is_code(one[index - 1]):
                return Order.UNKNOWN
            order = _numbers(mine, its, decimals=decimals and index == 1)
        else:
            order = _letters(mine.text, its.text)
        if order is not Order.SAME:
            return order
    shared = min(len(one), len(other))
    return _rest(one[shared:], other[shared:], wild)


def _is_code(token: Token) -> bool:
    """Say whether it is a word whose meaning is not known: the number after it ("HW01") may be no order."""
    return len(token.text) > 1 and token.number < 0 and token.text not in _PRE | _POST | _OTHER


def _numbers(mine: Token, its: Token, *, decimals: bool) -> Order:
    if mine.glued != its.glued:
        return Order.UNKNOWN
    order = _sign(mine.number, its.number)
    if decimals and len(mine.text) != len(its.text) and "0" in (mine.text[0], its.text[0]):
        # "4.01" against "4.1": the numbers are equal, the decimal numbers are not.
        width = max(len(mine.text), len(its.text))
        if _sign(int(mine.text.ljust(width, "0")), int(its.text.ljust(width, "0"))) is not order:
            return Order.UNKNOWN
    return order


def _sign(one: int, other: int) -> Order:
    return Order.BEFORE if one < other else Order.AFTER if one > other else Order.SAME


def _letters(mine: str, its: str) -> Order:
    if mine == its:
        return Order.SAME
    if len(mine) == len(its) == 1:
        return _sign(ord(mine), ord(its))
    if mine in _RANKS and its in _RANKS:
        return _sign(_RANKS[mine], _RANKS[its])
    return Order.UNKNOWN


_RESTS: Final = {
    ("", ""): Order.SAME,
    ("number", ""): Order.FINER,
    ("", "number"): Order.COARSER,
    ("post", ""): Order.EXTENDS,
    ("", "post"): Order.EXTENDED,
    ("pre", ""): Order.PRE,
    ("", "pre"): Order.PRE_OF,
    ("pre", "number"): Order.BEFORE,
    ("pre", "post"): Order.BEFORE,
    ("number", "pre"): Order.AFTER,
    ("post", "pre"): Order.AFTER,
}


def _rest(one: tuple[Token, ...], other: tuple[Token, ...], wild: bool) -> Order:
    """Judge what is left of both where they part; numbers that are zero say nothing."""
    mine, its = _without_zeros(one), _without_zeros(other)
    if (mine is not one or its is not other) and mine and its:
        return _walk(mine, its, wild, decimals=False)
    kinds = _kind(mine), _kind(its)
    if wild and not its:
        return Order.WITHIN if kinds[0] in ("", "number", "post") else Order.UNKNOWN
    return _RESTS.get(kinds, Order.UNKNOWN)


def _without_zeros(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    start = 0
    while start < len(tokens) and tokens[start].separator == "." and tokens[start].number == 0:
        start += 1
    return tokens[start:] if start else tokens


def _kind(tokens: tuple[Token, ...]) -> str:
    if not tokens:
        return ""
    first = tokens[0]
    if first.number >= 0:
        return "number" if first.separator == "." and not first.glued else "other"
    return "pre" if first.text in _PRE else "post" if first.text in _POST else "other"
