"""The set expressions of a MAL language, computed for all the assets of a type at once.

An expression says, of each asset, at which assets it ends. It is held as pairs (asset, asset), each one
number ``asset * assets + asset``, sorted and unique: union, intersection and difference are those of sets of
numbers, following a field is a join with the links of the model. ``x*`` holds the asset itself, as in
mal-toolbox; an expression under it is read asset by asset.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hygie.composition.engine.graph import Booleans, Graph, Integers, from_edges
from hygie.composition.engine.kernels import lanes, pack, unpack
from hygie.composition.exchange.mal_toolbox import Expression, LanguageAsset, Model

Numbers = NDArray[np.int64]

ROOM = 1 << 22
"""Pairs (source, asset) that one sweep of a transitive expression may give."""

_NOTHING: Numbers = np.zeros(0, dtype=np.int64)


class Relations:
    """The assets of a mal-toolbox ``Model``, numbered in its order, and what expressions say of them.

    ``offsets`` gives the number of the first step of each asset; shape (assets,).
    """

    def __init__(self, model: Model) -> None:
        """Number the assets and gather their links by field."""
        self.assets: list[Any] = list(model.assets.values())
        self._languages: list[LanguageAsset] = list(model.lang_graph.assets.values())
        number = {language.name: index for index, language in enumerate(self._languages)}
        self._types: Numbers = np.array([number[asset.type] for asset in self.assets], dtype=np.int64)
        sizes = np.array([len(language.attack_steps) for language in self._languages], dtype=np.int64)
        self.offsets: Numbers = np.cumsum(sizes[self._types]) - sizes[self._types]
        self._positions = [
            {name: position for position, name in enumerate(language.attack_steps)}
            for language in self._languages
        ]
        self._fields = self._links()

    def _links(self) -> dict[str, tuple[Numbers, Numbers]]:
        """Gather the links of each field in compressed rows: where each asset's begin, and the targets."""
        index = {id(asset): number for number, asset in enumerate(self.assets)}
        rows: dict[str, tuple[list[int], list[int]]] = {}
        for number, asset in enumerate(self.assets):
            for field, targets in asset.associated_assets.items():
                sources, ends = rows.setdefault(field, ([], []))
                sources.extend([number] * len(targets))
                ends.extend(sorted(index[id(target)] for target in targets))
        count = len(self.assets)
        links = {}
        for field, (sources, ends) in rows.items():
            starts = np.zeros(count + 1, dtype=np.int64)
            np.cumsum(np.bincount(sources, minlength=count), out=starts[1:])
            links[field] = (starts, np.array(ends, dtype=np.int64))
        return links

    def languages_of_assets(self) -> Iterator[LanguageAsset]:
        """Give the language's asset of each asset."""
        return (self._languages[index] for index in self._types)

    def by_type(self) -> Iterator[tuple[LanguageAsset, Numbers]]:
        """Give each type that has assets, with their numbers."""
        for index, language in enumerate(self._languages):
            owners = np.flatnonzero(self._types == index).astype(np.int64)
            if len(owners):
                yield language, owners

    def edges(self) -> tuple[Integers, Integers]:
        """Give the edges between steps, each once.

        Raises:
            ValueError: a step leads to a step that the asset does not have.
        """
        total = int(sum(len(language.attack_steps) for language in self.languages_of_assets()))
        found: list[Numbers] = []
        for language, owners in self.by_type():
            for position, step in enumerate(language.attack_steps.values()):
                for child, chains in step.children.items():
                    for chain in chains:
                        sources, targets = self._split(self.pairs(chain, owners))
                        tails = self.offsets[sources] + position
                        found.append(tails * total + self._heads(child.name, targets))
        keys = _distinct(np.concatenate(found)) if found else _NOTHING
        return (keys // max(total, 1)).astype(np.int32), (keys % max(total, 1)).astype(np.int32)

    def _heads(self, name: str, targets: Numbers) -> Numbers:
        places = np.array([positions.get(name, -1) for positions in self._positions], dtype=np.int64)
        place = places[self._types[targets]]
        if (place < 0).any():
            raise ValueError(name)
        return self.offsets[targets] + place

    def has_any(self, chains: Sequence[Expression], owners: Numbers) -> Booleans:
        """Say of each owner whether one of the expressions ends at an asset; shape (owners,)."""
        there = np.zeros(len(self.assets), dtype=np.bool_)
        for chain in chains:
            there[self._split(self.pairs(chain, owners))[0]] = True
        return there[owners]

    def pairs(self, chain: Expression, sources: Numbers) -> Numbers:
        """Compute an expression from each of the sources, in which no asset stands twice."""
        if chain is None:
            return np.sort(sources * len(self.assets) + sources)
        kind = str(getattr(chain.type, "value", chain.type))
        if kind == "field":
            return self._follow(sources, chain.fieldname)
        if kind == "collect":
            first = self.pairs(chain.left_link, sources)
            ends = _distinct(self._split(first)[1])
            return self._join(first, self.pairs(chain.right_link, ends))
        if kind == "transitive":
            return self._transitive(chain.sub_link, sources)
        if kind == "subType":
            return self._of_type(self.pairs(chain.sub_link, sources), chain.subtype)
        left, right = self.pairs(chain.left_link, sources), self.pairs(chain.right_link, sources)
        return _combined(kind, left, right)

    def _split(self, pairs: Numbers) -> tuple[Numbers, Numbers]:
        return pairs // max(len(self.assets), 1), pairs % max(len(self.assets), 1)

    def _follow(self, sources: Numbers, field: str) -> Numbers:
        if field not in self._fields:
            return _NOTHING
        return self._joined(sources, sources, *self._fields[field])

    def _join(self, first: Numbers, second: Numbers) -> Numbers:
        middles, targets = self._split(second)
        starts = np.zeros(len(self.assets) + 1, dtype=np.int64)
        np.cumsum(np.bincount(middles, minlength=len(self.assets)), out=starts[1:])
        return self._joined(*self._split(first), starts, targets)

    def _joined(self, sources: Numbers, ends: Numbers, starts: Numbers, targets: Numbers) -> Numbers:
        """Join pairs with links in compressed rows."""
        counts = starts[ends + 1] - starts[ends]
        before = np.cumsum(counts) - counts
        places = np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(starts[ends] - before, counts)
        return _distinct(np.repeat(sources, counts) * len(self.assets) + targets[places])

    def _transitive(self, chain: Expression, sources: Numbers) -> Numbers:
        """Follow an expression any number of times: its links make a graph, swept from all the sources."""
        tails, heads = self._split(self._links_from(chain, sources))
        nodes = _distinct(np.concatenate([sources, heads]))
        graph = from_edges(
            np.ones(len(nodes), dtype=np.int32),
            np.searchsorted(nodes, tails).astype(np.int32),
            np.searchsorted(nodes, heads).astype(np.int32),
        )
        return np.concatenate([_NOTHING, *self._swept(graph, nodes, np.sort(sources))])

    def _swept(self, graph: Graph, nodes: Numbers, sources: Numbers) -> Iterator[Numbers]:
        """Give the pairs of each source and what it reaches in the graph, some sources at a time."""
        width = max(ROOM // (64 * max(graph.size, 1)), 1)
        for first in range(0, len(sources), 64 * width):
            begun = sources[first : first + 64 * width]
            alone = np.zeros((len(begun), graph.size), dtype=np.bool_)
            alone[np.arange(len(begun)), np.searchsorted(nodes, begun)] = True
            words = pack(alone)
            held = unpack(lanes(graph, sources=words, width=words.shape[1]), len(begun))
            rows, ends = np.nonzero(held)
            yield begun[rows] * len(self.assets) + nodes[ends]

    def _links_from(self, chain: Expression, sources: Numbers) -> Numbers:
        """Compute an expression once from each asset that following it again and again leads to."""
        read = np.zeros(len(self.assets), dtype=np.bool_)
        found, frontier = [_NOTHING], sources
        while len(frontier):
            read[frontier] = True
            found.append(self.pairs(chain, frontier))
            ends = _distinct(self._split(found[-1])[1])
            frontier = ends[~read[ends]]
        return np.concatenate(found)

    def _of_type(self, pairs: Numbers, subtype: LanguageAsset) -> Numbers:
        suits = np.array([language.is_subasset_of(subtype) for language in self._languages], dtype=np.bool_)
        return pairs[suits[self._types[self._split(pairs)[1]]]]


def _distinct(numbers: Numbers) -> Numbers:
    """Sort, and keep each number once: numpy.unique hashes, a hundred times slower on pairs as regular."""
    ordered = np.sort(numbers, kind="stable")
    first = np.ones(len(ordered), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _combined(kind: str, left: Numbers, right: Numbers) -> Numbers:
    if kind == "union":
        return _distinct(np.concatenate([left, right]))
    if kind == "intersection":
        return np.intersect1d(left, right, assume_unique=True)
    if kind == "difference":
        return np.setdiff1d(left, right, assume_unique=True)
    raise ValueError(kind)
