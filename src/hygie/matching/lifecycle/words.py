"""Names as lists of words, and the table of the names that people write (``names.toml``)."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pkgutil import get_data
from typing import Final, NamedTuple

LONGEST: Final = 300
"""Characters of a name that are looked at."""
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9.]*")
_BITS: Final = re.compile(r"\b(?:32|64)[\s-]?bits?\b")
_UPDATE: Final = re.compile(r"\b(?:update|mise a jour|cu|patch|hotfix|revision)\s*\d[\w.]*")
_SERVICE_PACK: Final = re.compile(r"(?<![a-z])(?:service[\s-]?pack|sp)[\s-]?(\d)\b")
_GLUED: Final = re.compile(r"([a-z]{2,})(\d[\w.]*)")
_WILDCARD: Final = re.compile(r"\.x(?:\.x)*$|\.\*$")


class Alias(NamedTuple):
    """A name: its words, whether each still says which version, and what it names.

    ``products`` holds one product, or several that share the name. ``kind`` is ``product``, ``sibling``
    (``products`` holds the product and the cycle that are closest) or ``absent``.
    """

    words: tuple[str, ...]
    kept: tuple[bool, ...]
    products: tuple[str, ...]
    kind: str = "product"

    def rest(self, words: Sequence[str]) -> list[str]:
        """Give the words that say which version, of a name that begins with this alias."""
        return [word for word, kept in zip(self.words, self.kept, strict=True) if kept] + list(
            words[len(self.words) :]
        )


class Table(NamedTuple):
    """The names, longest first, by first word; the words that say nothing; the makers."""

    aliases: dict[str, tuple[Alias, ...]]
    noise: frozenset[str]
    makers: frozenset[str]


def plain(text: str) -> str:
    """Put a name in lower case without accents."""
    bare = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 16)
def words_of(text: str) -> tuple[str, ...]:
    """Cut a name into words: ``Windows Server 2008R2 Service Pack 1 (64-bit)`` gives five."""
    lowered = plain(text).replace(".net", " dotnet ")
    lowered = _UPDATE.sub(" ", _BITS.sub(" ", lowered))
    lowered = _SERVICE_PACK.sub(r" sp\1 ", lowered)
    lowered = re.sub(r"\b(\d{4})[\s-]?r2\b", r"\1 r2 ", lowered)
    return tuple(part for word in _WORD.findall(lowered) for part in _parts(word.strip(".")))


def _parts(word: str) -> Iterator[str]:
    if word[:1] == "v" and word[1:2].isdigit():
        word = word[1:]
    word = _WILDCARD.sub("", word)
    glued = _GLUED.fullmatch(word)
    if glued and word not in _first_words() and (glued[1] in _first_words() or glued[1] in {"ltsc", "ltsb"}):
        yield glued[1]
        yield glued[2]
    elif word:
        yield word


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    content = get_data("hygie.matching.lifecycle", "names.toml") or b""
    return tomllib.loads(content.decode())


@cache
def _first_words() -> frozenset[str]:
    data = _data()
    names = [name for names in data["products"].values() for name in names]
    names += [*data["shared"], *data["siblings"], *data["absent"]["names"]]
    return frozenset(name.split()[0] for name in names)


@cache
def table() -> Table:
    """Give the table of names."""
    data = _data()
    found = [_alias(name, (slug,)) for slug, names in data["products"].items() for name in names]
    found += [_alias(name, tuple(slugs)) for name, slugs in data["shared"].items()]
    found += [_alias(name, tuple(both), "sibling") for name, both in data["siblings"].items()]
    found += [_alias(name, (), "absent") for name in data["absent"]["names"]]
    grouped: dict[str, list[Alias]] = {}
    for alias in sorted(found, key=lambda each: -len(each.words)):
        grouped.setdefault(alias.words[0], []).append(alias)
    return Table(
        {first: tuple(aliases) for first, aliases in grouped.items()},
        frozenset(data["words"]["noise"]),
        frozenset(data["words"]["makers"]),
    )


def _alias(name: str, products: tuple[str, ...], kind: str = "product") -> Alias:
    parts = name.split()
    return Alias(
        tuple(part.strip("[]") for part in parts), tuple(part[0] == "[" for part in parts), products, kind
    )


def aliases_of(words: Sequence[str]) -> Iterator[tuple[Alias, list[str]]]:
    """Give the names that a list of words begins with, longest first, and the words that say which version.

    The name of a maker may stand before.
    """
    names = table()
    for start in range(len(words)):
        here = words[start:]
        for alias in names.aliases.get(here[0], ()):
            if tuple(here[: len(alias.words)]) == alias.words:
                yield alias, alias.rest(here)
        if here[0] not in names.makers:
            return
