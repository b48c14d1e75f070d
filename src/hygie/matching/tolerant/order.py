"""Which of two versions comes first, where anybody would say the same; else that it is not known.

Versions of devices follow no scheme: "V7.6.19", "C.00.04", "Rev B", "2.0.9-hotfix.7", "3.0 D15". What is
compared is what is written alike: the same letters in front, then numbers and letters in the same places; the
first difference decides, unless decimal numbers would stand otherwise ("2.50" and "2.6"), or one side alone
begins with a year ("2022.1" and "23.4"). What follows where one of the two ends decides only if its meaning
is common knowledge (a release candidate comes before, a service pack after).
"""

from enum import IntEnum
from typing import Final

from hygie.matching.tolerant.written import OTHER, POST, PRE, Token, Version

_RANKS: Final = {"alpha": 0, "beta": 1, "rc": 2}
_MODEL_NUMBER: Final = 1000
_YEARS: Final = range(1900, 2100)
_ZEROS, _ALL = 1, 2
"""Which second numbers may be decimals: those with a zero in front ("4.01"), or any ("4.10")."""


class Order(IntEnum):
    """Where a version stands to another.

    ``FINER``: it is the same with more numbers (9.33.1 to 9.33); ``COARSER``: the other way round.
    ``EXTENDS``: the same with a service pack, a patch or the like; ``EXTENDED``: the other way round.
    ``PRE``: a pre-release of the other; ``PRE_OF``: the other way round. ``WITHIN``: any that the other
    stands for (7.2 to 7.x). Not known: ``UNKNOWN``, they are not written alike; ``DECIMALS``, as decimal
    numbers they stand otherwise than as numbers between dots; ``YEAR``, one alone begins with a year.
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
    DECIMALS = 11
    YEAR = 12


def compare(one: Version, other: Version, *, exact: bool = False) -> Order:
    """Say where ``one`` stands to ``other``; ``one`` is not wild.

    ``exact``: a scheme says how they are ordered, so that neither years nor decimal numbers are in question.
    """
    mine, its = one.plain, other.plain
    if mine and its and mine[0] < _MODEL_NUMBER > its[0]:  # nearly all
        if mine[0] != its[0]:
            return Order.BEFORE if mine < its else Order.AFTER
        if exact or not _decimals(one, other):
            return _plainly(mine, its)
    if one.prefix != other.prefix:
        return Order.UNKNOWN
    if not exact and _one_year(one.tokens[0], other.tokens[0]):
        return Order.YEAR
    if _other_kind(one, other):
        return Order.UNKNOWN
    decimals = 0 if exact else _decimals(one, other)
    return _walk(one.tokens, other.tokens, other.wild, decimals=decimals)


def _decimals(one: Version, other: Version) -> int:
    """Say which of their second numbers may be decimals: of two of the same length, the order is one."""
    if min(one.numbers, other.numbers) > 2 or len(one.tokens) == 1 or len(other.tokens) == 1:  # noqa: PLR2004
        return 0
    if len(one.tokens[1].text) == len(other.tokens[1].text):
        return 0
    return _ALL if one.numbers == other.numbers == 2 and not other.wild else _ZEROS  # noqa: PLR2004


def _plainly(one: tuple[int, ...], other: tuple[int, ...]) -> Order:
    """Compare numbers alone: the first difference; zeros at the end say nothing."""
    size = min(len(one), len(other))
    mine, its = one[:size], other[:size]
    if mine != its:
        return Order.BEFORE if mine < its else Order.AFTER
    if any(one[size:]):
        return Order.FINER
    return Order.COARSER if any(other[size:]) else Order.SAME


def _one_year(one: Token, other: Token) -> bool:
    """Say whether one alone is a year, and the other a small number."""
    first, second = one.number, other.number
    if first >= _MODEL_NUMBER > second:
        return second >= 0 and first in _YEARS
    return second >= _MODEL_NUMBER > first >= 0 and second in _YEARS


def _other_kind(one: Version, other: Version) -> bool:
    """Say whether one looks like a date or a model number, and the other not."""
    if one.dated != other.dated:
        return True
    first, second = one.tokens[0].number, other.tokens[0].number
    if one.numbers == 1 and first >= _MODEL_NUMBER > second:
        return second >= 0
    return other.numbers == 1 and second >= _MODEL_NUMBER > first >= 0


def _walk(one: tuple[Token, ...], other: tuple[Token, ...], wild: bool, *, decimals: int) -> Order:
    """Find the first difference and judge it."""
    for index, (mine, its) in enumerate(zip(one, other, strict=False)):
        if mine.separator != its.separator or (mine.number < 0) != (its.number < 0):
            return _rest(one[index:], other[index:], wild)
        if mine.number >= 0:
            if mine.number != its.number and index and _is_code(one[index - 1]):
                return Order.UNKNOWN
            order = _numbers(mine, its, decimals=decimals if index == 1 else 0)
        else:
            order = _letters(mine.text, its.text)
        if order is not Order.SAME:
            return order
    shared = min(len(one), len(other))
    return _rest(one[shared:], other[shared:], wild)


def _is_code(token: Token) -> bool:
    """Say whether it is a word whose meaning is not known: the number after it ("HW01") may be no order."""
    return len(token.text) > 1 and token.number < 0 and token.text not in PRE | POST | OTHER


def _numbers(mine: Token, its: Token, *, decimals: int) -> Order:
    if mine.glued != its.glued:
        return Order.UNKNOWN
    order = _sign(mine.number, its.number)
    if decimals == _ALL or (decimals and "0" in (mine.text[0], its.text[0])):
        # "4.01" against "4.1", "4.10" against "4.1" or "4.9": as decimal numbers they stand otherwise.
        width = max(len(mine.text), len(its.text))
        if _sign(int(mine.text.ljust(width, "0")), int(its.text.ljust(width, "0"))) is not order:
            return Order.DECIMALS
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
        return _walk(mine, its, wild, decimals=0)
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
    return "pre" if first.text in PRE else "post" if first.text in POST else "other"
