"""How a version is written: a text cut into numbers, letters and what separates them."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST: Final = 200
"""Characters: what is longer is no version."""


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
    ``plain``: its numbers, if it is nothing else, empty else.
    """

    prefix: str
    tokens: tuple[Token, ...]
    wild: bool
    numbers: int
    dated: bool
    plain: tuple[int, ...] = ()


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
PRE: Final = frozenset(["alpha", "beta", "rc", "pre", "preview", "prerelease", "dev", "snapshot"])
POST: Final = frozenset(["sp", "sr", "hotfix", "hf", "patch", "post", "update", "cu", "fix", "mr", "fp"])
OTHER: Final = frozenset(("build", "rev"))


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
    numbers, dated = _count_numbers(tokens), _is_date(tokens)
    is_plain = not (prefix or wild or dated or tokens[0].separator) and numbers == len(tokens)
    plain = tuple(token.number for token in tokens) if is_plain else ()
    return Version(prefix, tokens, wild is not None, numbers, dated, plain)


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
        if word and numbered and " " in separator and letters not in PRE | POST | OTHER:
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
    if after[0].text in PRE | POST | OTHER:
        return False
    alone = index == 0 or tokens[index - 1].number < 0
    return alone or (len(after) > 1 and not after[1].separator)


def _is_date(tokens: tuple[Token, ...]) -> bool:
    return _DATE("".join(token.separator + token.text for token in tokens[:3])) is not None
