"""Which cycles of a product some words may mean; several where they do not say enough."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from hygie.matching.lifecycle.words import table, words_of
from hygie.observations.lifecycle import Cycle, ProductLife

_QUOTED: Final = re.compile(r"'[^']*'|<[^>]*>")
_VERSION: Final = re.compile(r"\d")
_BUILD_FIELDS: Final = 3
_SPLIT: Final = re.compile(r"[-\s]+")
_NEVER_IMPLIED: Final = frozenset({"r2"})


class Found(NamedTuple):
    """Cycles that may be meant, why (the code of a sentence, empty if it is certain), words not understood."""

    cycles: tuple[Cycle, ...]
    code: str = ""
    left: tuple[str, ...] = ()


class _Sayings(NamedTuple):
    cycle: Cycle
    ways: tuple[frozenset[str], ...]
    """The sets of words that each say this cycle: those of its name, of its label."""
    codename: tuple[str, ...]


class Cycles:
    """The cycles of a product, by the words that say them."""

    def __init__(self, product: ProductLife) -> None:
        """Index them."""
        self.product = product
        noise = table().noise | set(words_of(product.title)) | set(words_of(product.product))
        self._sayings = [_sayings(cycle, noise) for cycle in product.cycles]
        self._codenames = {word for each in self._sayings for word in each.codename}
        self._known = {word for each in self._sayings for way in each.ways for word in way}

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
        exact = self._exact(said)
        if exact:
            wider = self._wider(exact, said)
            if not wider and len(exact) == 1:
                return Found((exact[0].cycle,), "lifecycle_other_words" if left else "", left)
            both = tuple(dict.fromkeys(each.cycle for each in (*exact, *wider)))
            return by_build(both, said) or Found(both, "lifecycle_several_cycles", left)
        built = by_build(self.product.cycles, said)
        if built:
            return built
        partial = tuple(each.cycle for each in self._sayings if any(_within(said, way) for way in each.ways))
        if not partial:
            return Found((), "lifecycle_no_cycle", left)
        return Found(partial, "lifecycle_less_said" if len(partial) == 1 else "lifecycle_several_cycles", left)

    def _telling(self, words: Iterable[str]) -> list[str]:
        return [
            word
            for word in dict.fromkeys(words)
            if word in self._known
            or word in self._codenames
            or (_VERSION.search(word) and word not in table().noise)
        ]

    def _exact(self, said: Sequence[str]) -> list[_Sayings]:
        """Give the cycles all of whose words are said, those that say most."""
        best, found = 0, []
        for each in self._sayings:
            score = max((_weight(way) for way in each.ways if _says(said, way)), default=0)
            if each.codename and set(each.codename) & set(said):
                score = max(score, 1)
            if score and score >= best:
                found = [*found, each] if score == best else [each]
                best = score
        return found

    def _wider(self, exact: Sequence[_Sayings], said: Sequence[str]) -> list[_Sayings]:
        """Give the cycles that say the same and more (a service pack, a channel): they may be meant too."""
        matched = [way for each in exact for way in each.ways if _says(said, way)]
        return [
            each
            for each in self._sayings
            if each not in exact
            and any(way > base and not (way - base) & _NEVER_IMPLIED for way in each.ways for base in matched)
        ]


def _sayings(cycle: Cycle, noise: frozenset[str] | set[str]) -> _Sayings:
    ways = [frozenset(words_of(" ".join(_SPLIT.split(cycle.name)))) - _markers(noise)]
    label = frozenset(words_of(_QUOTED.sub(" ", cycle.label))) - noise
    codename = tuple(word for word in words_of(cycle.codename) if len(word) > 2)  # noqa: PLR2004 - "v2", "os"
    label -= set(codename)
    return _Sayings(cycle, tuple(way for way in dict.fromkeys((*ways, label)) if way), codename)


def _markers(noise: Iterable[str]) -> frozenset[str]:
    return frozenset(noise) & {"sac", "ac"}


def _says(said: Sequence[str], way: Iterable[str]) -> bool:
    return all(any(_begins(word, token) for word in said) for token in way)


def _begins(word: str, token: str) -> bool:
    """Say whether a version is of a line: ``18.04.6`` of ``18.04``, ``1.0.2k`` of ``1.0.2``, ``8u201`` of ``8``."""
    if not word.startswith(token):
        return False
    after = word[len(token) : len(token) + 1]
    return not after or (token[-1].isdigit() and (after == "." or after.isalpha()) and token[0].isdigit())


def _within(said: Sequence[str], way: Iterable[str]) -> bool:
    """Say whether the words are less than what a cycle is called, and nothing else."""
    tokens = set(way)
    if tokens & _NEVER_IMPLIED - set(said):
        return False
    return all(any(token == word or token.startswith(f"{word}.") for token in tokens) for word in said)


def _weight(way: Iterable[str]) -> int:
    return sum(10 + len(token) for token in way)


def by_build(cycles: Sequence[Cycle], said: Sequence[str]) -> Found | None:
    """Find cycles by a build number, where the data gives the last build of each: ``10.0.17763.1``.

    The build is that of a line, or lies between the last builds of two service packs.
    """
    for word in said:
        fields = _numbers(word)
        if len(fields) < _BUILD_FIELDS:
            continue
        lines = [cycle for cycle in cycles if _numbers(cycle.latest)[:_BUILD_FIELDS] == fields[:_BUILD_FIELDS]]
        if lines:
            return Found(tuple(lines), "" if len(lines) == 1 else "lifecycle_several_cycles")
        packs = sorted((_numbers(cycle.latest), cycle) for cycle in cycles if _numbers(cycle.latest)[:2] == fields[:2])
        if len(packs) > 1 and fields <= packs[-1][0]:
            return Found((next(cycle for last, cycle in packs if fields <= last),))
    return None


def _numbers(text: str) -> tuple[int, ...]:
    first = text.split(" ")[0]
    return tuple(int(part[:9]) for part in first.split(".")) if re.fullmatch(r"\d+(\.\d+)+", first) else ()
