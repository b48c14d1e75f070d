"""Names brought to one writing, and the vendors that go by several."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

LONGEST: Final = 300
"""Characters of a name that are looked at."""

_FILE: Final = Path(__file__).parent / "data" / "aliases.json"
_MARKS: Final = re.compile(r"[\u2122\u00ae\u00a9\u2120]|\((?:tm|r|c|sm)\)", re.IGNORECASE)
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){2,}")
_PUNCTUATION: Final = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("&"): " and "}
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LEGAL: Final = frozenset(
    (
        *(
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "co",
            "company",
            "ltd",
            "limited",
            "llc",
            "llp",
            "plc",
        ),
        *(
            "gmbh",
            "ag",
            "kg",
            "kgaa",
            "ohg",
            "ev",
            "se",
            "sa",
            "sas",
            "sasu",
            "sarl",
            "spa",
            "srl",
            "bv",
            "nv",
        ),
        *("ab", "as", "aps", "oy", "oyj", "kk", "pty", "pvt", "group", "holding", "holdings"),
        *("foundation", "project", "and"),
    )
)
"""Words at the end of a name that say what sort of body it is, not which."""
_NOBODY: Final = frozenset(("", "na", "none", "unknown", "unspecified", "various", "vendor", "noassertion"))
"""What is written in the place of a vendor that is not known, spaces left out."""


def words_of(name: str) -> list[str]:
    """Cut a name into words, without case, accents, trade marks and punctuation; keeps any script."""
    text = name[:LONGEST]
    if text.isascii():  # the way of nearly all names: this is called once per component
        text = text.lower()
        if "(" in text:
            text = _MARKS.sub(" ", text)
        if "." in text:
            text = _INITIALS.sub(_without_dots, text)
        return text.translate(_PUNCTUATION).split()
    text = "".join(
        c for c in unicodedata.normalize("NFKD", _MARKS.sub(" ", text)) if not unicodedata.combining(c)
    )
    text = _INITIALS.sub(_without_dots, text.casefold().replace("&", " and "))
    return "".join(c if c.isalnum() else " " for c in text).split()


def _without_dots(initials: re.Match[str]) -> str:
    return initials[0].replace(".", "")


def without_brackets(name: str) -> str:
    """Give a name without what stands in brackets."""
    return _BRACKETS.sub(" ", name[:LONGEST])


class Vendor(NamedTuple):
    """A vendor: ``id`` for comparison, ``written`` its plain writing; both empty if nobody is named.

    ``unsure``: the name may be that vendor's, or another's.
    """

    id: str
    written: str
    unsure: bool = False


class _Group(msgspec.Struct, frozen=True):
    id: str
    names: tuple[str, ...]
    reason: str
    unsure: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True):
    vendors: tuple[_Group, ...]


@cache
def groups() -> tuple[_Group, ...]:
    """Read the vendors that go by several names."""
    return msgspec.json.decode(_FILE.read_bytes(), type=_File).vendors


@cache
def _known() -> dict[str, tuple[str, bool]]:
    """Give the group of each writing, and whether it is unsure."""
    found = {_plain(name): (group.id, False) for group in groups() for name in group.names}
    unsure = {_plain(name): (group.id, True) for group in groups() for name in group.unsure}
    return unsure | found


def fronts(vendor: str) -> tuple[tuple[str, ...], ...]:
    """Give the names of a known vendor as words, the longest first: what stands in front of its products."""
    return _fronts().get(vendor, ())


@cache
def _fronts() -> dict[str, tuple[tuple[str, ...], ...]]:
    found = {}
    for group in groups():
        names = {tuple(_without_legal(words_of(name))) for name in (*group.names, *group.unsure)}
        found[group.id] = tuple(sorted(names, key=lambda words: (-len(words), words)))
    return found


def _without_legal(words: list[str]) -> list[str]:
    found = words[1:] if words[:1] == ["the"] else words
    while len(found) > 1 and found[-1] in _LEGAL:
        found = found[:-1]
    return found or words


def _plain(name: str) -> str:
    return "".join(_without_legal(words_of(name)))


@lru_cache(maxsize=1 << 14)
def vendor_of(name: str) -> Vendor:
    """Say which vendor a name is; brackets give another name of it ("Becton, Dickinson and Company (BD)")."""
    known = _known()
    written = _plain(without_brackets(name))
    whole = _plain(name)
    inside = [_plain(match[1]) for match in _BRACKETS.finditer(name[:LONGEST])]
    written = written or whole
    if written in _NOBODY:
        return Vendor("", "")
    for each in (whole, written, *inside):
        if each in known and not known[each][1]:
            return Vendor(known[each][0], written)
    if written in known:
        return Vendor(known[written][0], written, unsure=True)
    return Vendor(written, written)
