"""Which cycles of a product some words may mean; several where they do not say enough."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from hygie.matching.lifecycle.words import table, words_of
from hygie.observations.lifecycle import Cycle, ProductLife

_QUOTED: Final = re.compile(r"'[^']*'|<[^>]*>")
_VERSION: Final = re.compile(r"\d")
_BUILD_FIELDS: Final = 3
_SPLIT: Final = re.compile(r"[-\s]+")
_BUILDS_BETWEEN: Final = frozenset({"mssqlserver"})
"""Products whose builds grow within a version: each build between two service packs is of the second."""
_NEVER_IMPLIED: Final = frozenset({"r2"})


class Found(NamedTuple):
    """Cycles that may be meant, why (a sentence's code, empty if it is certain), words not understood."""

    cycles: tuple[Cycle, ...]
    code: str = ""
    left: tuple[str, ...] = ()


class _Sayings(NamedTuple):
    cycle: Cycle
    ways: tuple[frozenset[str], ...]
    """The sets of words that each say this cycle: those of its name, of its label."""
    codename: tuple[str, ...]
    rank: int


class Cycles:
    """The cycles of a product, by the words that say them."""

    def __init__(self, product: ProductLife) -> None:
        """Index them."""
        self.product = product
        self._packs = product.product in _BUILDS_BETWEEN
        noise = table().noise | set(words_of(product.title)) | set(words_of(product.product))
        self._sayings = [_sayings(cycle, noise, rank) for rank, cycle in enumerate(product.cycles)]
        self._codenames = {word for each in self._sayings for word in each.codename}
        self._saying: dict[str, list[_Sayings]] = {}
        for each in self._sayings:
            for word in {word for way in each.ways for word in way} | set(each.codename):
                self._saying.setdefault(word, []).append(each)
        self._stems = {stem for word in self._saying for stem in _lines(word)}
        self._known = self._saying.keys() - self._codenames

    def understands(self, word: str) -> bool:
        """Say whether a word can say a version of this product, or says nothing."""
        return (
            _VERSION.search(word) is not None
            or word in self._known
            or word in self._codenames
            or word in table().noise
        )

    def find(self, words: Sequence[str]) -> Found:
        """Give the cycles that the words may mean."""
        left = tuple(word for word in words if not self.understands(word))
        said = self._telling(words)
        if not said:
            return Found(self.product.cycles, "lifecycle_no_version", left)
        tokens = {token for word in said for token in _lines(word) if token in self._saying}
        exact = self._exact(tokens)
        if exact:
            wider = self._wider(exact, tokens)
            if not wider and len(exact) == 1:
                return Found((exact[0].cycle,), "lifecycle_other_words" if left else "", left)
            both = tuple(dict.fromkeys(each.cycle for each in (*exact, *wider)))
            built = by_build(both, said, packs=self._packs)
            return built or Found(both, "lifecycle_several_cycles", left)
        built = by_build(self.product.cycles, said, packs=self._packs)
        if built:
            return built
        partial: tuple[Cycle, ...] = ()
        if self._stems.issuperset(said):
            partial = tuple(
                each.cycle for each in self._sayings if any(_within(said, way) for way in each.ways)
            )
        if not partial:
            return Found((), "lifecycle_no_cycle", left)
        code = "lifecycle_less_said" if len(partial) == 1 else "lifecycle_several_cycles"
        return Found(partial, code, left)

    def _telling(self, words: Iterable[str]) -> list[str]:
        return [
            word
            for word in dict.fromkeys(words)
            if word in self._known
            or word in self._codenames
            or (_VERSION.search(word) and word not in table().noise)
        ]

    def _touched(self, tokens: Iterable[str]) -> list[_Sayings]:
        """Give the cycles that one of the words speaks of, in the order of the product."""
        found = {id(each): each for token in tokens for each in self._saying[token]}
        return sorted(found.values(), key=lambda each: each.rank)

    def _exact(self, tokens: set[str]) -> list[_Sayings]:
        """Give the cycles all of whose words are said, those that say most."""
        best = 0
        found: list[_Sayings] = []
        for each in self._touched(tokens):
            score = max((_weight(way) for way in each.ways if way <= tokens), default=0)
            if each.codename and not tokens.isdisjoint(each.codename):
                score = max(score, 1)
            if score and score >= best:
                found = [*found, each] if score == best else [each]
                best = score
        return found

    def _wider(self, exact: Sequence[_Sayings], tokens: set[str]) -> list[_Sayings]:
        """Give the cycles that say the same and more (a service pack, a channel): they may be meant too."""
        matched = [way for each in exact for way in each.ways if way <= tokens]
        ranks = {each.rank for each in exact}
        return [
            each
            for each in self._touched(tokens)
            if each.rank not in ranks
            and any(way > base and not (way - base) & _NEVER_IMPLIED for way in each.ways for base in matched)
        ]


def _sayings(cycle: Cycle, noise: frozenset[str] | set[str], rank: int) -> _Sayings:
    ways = [frozenset(words_of(" ".join(_SPLIT.split(cycle.name)))) - _markers(noise)]
    label = frozenset(words_of(_QUOTED.sub(" ", cycle.label))) - noise
    codename = tuple(word for word in words_of(cycle.codename) if len(word) > 2)  # noqa: PLR2004 - "v2", "os"
    label -= set(codename)
    return _Sayings(cycle, tuple(way for way in dict.fromkeys((*ways, label)) if way), codename, rank)


def _markers(noise: Iterable[str]) -> frozenset[str]:
    return frozenset(noise) & {"sac", "ac"}


def _lines(word: str) -> Iterator[str]:
    """Give the lines that a version may be of: ``1.0.2k`` is of ``1.0.2``, ``1.0`` and ``1``."""
    yield word
    if word[0].isdigit():
        for at in range(1, len(word)):
            if word[at] == "." or (word[at].isalpha() and word[at - 1].isdigit()):
                yield word[:at]


def _within(said: Sequence[str], way: Iterable[str]) -> bool:
    """Say whether the words are less than what a cycle is called, and nothing else."""
    tokens = set(way)
    if tokens & _NEVER_IMPLIED - set(said):
        return False
    return all(any(token == word or token.startswith(f"{word}.") for token in tokens) for word in said)


def _weight(way: Iterable[str]) -> int:
    return sum(10 + len(token) for token in way)


def by_build(cycles: Sequence[Cycle], said: Sequence[str], *, packs: bool = False) -> Found | None:
    """Find cycles by a build number, where the data gives the last build of each: ``10.0.17763.1``.

    The build is that of a line; with ``packs`` it may lie between the last builds of two service packs.
    """
    for word in said:
        fields = _numbers(word)
        if len(fields) < _BUILD_FIELDS:
            continue
        lasts = [(_numbers(cycle.latest), cycle) for cycle in cycles]
        lines = [cycle for last, cycle in lasts if last[:_BUILD_FIELDS] == fields[:_BUILD_FIELDS]]
        if lines:
            return Found(tuple(lines), "" if len(lines) == 1 else "lifecycle_several_cycles")
        later = [each for each in lasts if each[0][:2] == fields[:2] and fields <= each[0]]
        if packs and later:
            return Found((min(later, key=lambda each: each[0])[1],))
    return None


@lru_cache(maxsize=1 << 14)
def _numbers(text: str) -> tuple[int, ...]:
    first = text.partition(" ")[0]
    return tuple(int(part[:9]) for part in first.split(".")) if re.fullmatch(r"\d+(\.\d+)+", first) else ()
