"""Small graphs as lists of integers: quicker than arrays when few nodes change at a time."""

from collections import deque
from collections.abc import Iterable, Mapping

import numpy as np

from hygie.composition.engine.graph import Graph
from hygie.composition.engine.monotone import antichain

Sets = tuple[int, ...]
"""The minimal sets that make a node hold, in order."""


class Netlist:
    """A graph of which no node holds by itself."""

    def __init__(self, graph: Graph) -> None:
        """Take a graph over; repeated edges become one that counts several times."""
        pairs = graph.tails().astype(np.int64) * graph.size + graph.heads
        distinct, times = np.unique(pairs, return_counts=True)
        self._need: list[int] = graph.need.tolist()
        self._after: list[list[tuple[int, int]]] = [[] for _ in self._need]
        self._before: list[list[tuple[int, int]]] = [[] for _ in self._need]
        for pair, count in zip(distinct.tolist(), times.tolist(), strict=True):
            tail, head = divmod(pair, graph.size)
            self._after[tail].append((head, count))
            self._before[head].append((tail, count))

    def holds(self, sources: Iterable[int], goal: int) -> bool:
        """Say whether a node holds when these do."""
        left = self._need.copy()
        waiting = list(dict.fromkeys(sources))
        for node in waiting:
            left[node] = 0
        while waiting:
            node = waiting.pop()
            if node == goal:
                return True
            for head, times in self._after[node]:
                if left[head] > 0:
                    left[head] -= times
                    if left[head] <= 0:
                        waiting.append(head)
        return False

    def lanes(self, seeds: Mapping[int, int]) -> list[int]:
        """Give the least fixpoint in each bit, from the bits in which nodes hold by themselves."""
        value = [0] * len(self._need)
        for node, bits in seeds.items():
            value[node] = bits
        waiting = _Queue(seeds)
        for node in waiting:
            for head, times in self._after[node]:
                more = value[node] if self._need[head] <= times else self._counted(head, value)
                if more & ~value[head]:
                    value[head] |= more
                    waiting.add(head)
        return value

    def _counted(self, node: int, value: list[int]) -> int:
        """Give the bits in which enough edges enter a node."""
        need, before = self._need[node], self._before[node]
        total = sum(times for _, times in before)
        if need > total:
            return 0
        if need == total:
            common = -1
            for tail, _ in before:
                common &= value[tail]
            return common
        at_least = [-1] + [0] * need
        for tail, times in before:
            for count in range(need, 0, -1):
                at_least[count] |= at_least[max(0, count - times)] & value[tail]
        return at_least[need]

    def minimal_sets(self, alone: Mapping[int, Sets], goal: int, *, cap: int, work: int) -> Sets | None:
        """Derive the minimal sets that make a node hold from those of the nodes that lead to it.

        Args:
            alone: The sets that make a node hold by themselves.
            goal: The node.
            cap: How many sets any node on the way may have.
            work: How many sets may be made in all; beyond either the answer is None.
        """
        algebra = _Algebra(cap, work)
        leading = self._leading(goal)
        value: dict[int, Sets] = dict.fromkeys(leading, ())
        value.update((node, sets) for node, sets in alone.items() if node in leading)
        waiting = _Queue(node for node in alone if node in leading)
        try:
            for node in waiting:
                for head, times in self._after[node]:
                    if head not in leading:
                        continue
                    more = value[node] if self._need[head] <= times else self._joined(head, value, algebra)
                    sets = algebra.either(value[head], more)
                    if sets != value[head]:
                        value[head] = sets
                        waiting.add(head)
        except _TooManyError:
            return None
        return value[goal]

    def _joined(self, node: int, value: Mapping[int, Sets], algebra: "_Algebra") -> Sets:
        """Give the sets that make enough edges enter a node."""
        need = self._need[node]
        before = [(value.get(tail, ()), times) for tail, times in self._before[node]]
        total = sum(times for sets, times in before if sets)
        if need > total:
            return ()
        if need == total:
            common: Sets = (0,)
            for sets in sorted(sets for sets, _ in before if sets):
                common = algebra.both(common, sets)
            return common
        at_least: list[Sets] = [(0,)] + [()] * need
        for sets, times in before:
            for count in range(need, 0, -1):
                more = algebra.both(at_least[max(0, count - times)], sets)
                at_least[count] = algebra.either(at_least[count], more)
        return at_least[need]

    def _leading(self, goal: int) -> set[int]:
        """Give the nodes from which another can be reached, itself included."""
        found, waiting = {goal}, [goal]
        while waiting:
            for tail, _ in self._before[waiting.pop()]:
                if tail not in found:
                    found.add(tail)
                    waiting.append(tail)
        return found


class _Queue:
    """Nodes to visit, each at most once at a time, in the order they came."""

    def __init__(self, nodes: Iterable[int]) -> None:
        self._order = deque(nodes)
        self._inside = set(self._order)

    def add(self, node: int) -> None:
        if node not in self._inside:
            self._inside.add(node)
            self._order.append(node)

    def __iter__(self) -> "_Queue":
        return self

    def __next__(self) -> int:
        if not self._order:
            raise StopIteration
        node = self._order.popleft()
        self._inside.discard(node)
        return node


class _TooManyError(Exception):
    """More sets than are allowed, on one node or in all."""


class _Algebra:
    """OR and AND of minimal sets, as long as they are few."""

    def __init__(self, cap: int, work: int) -> None:
        self._cap, self._left = cap, work

    def either(self, left: Sets, right: Sets) -> Sets:
        if not left or not right:
            return left or right
        return self._kept((*left, *right))

    def both(self, left: Sets, right: Sets) -> Sets:
        if left == (0,) or right == (0,):
            return right if left == (0,) else left
        self._spend(len(left) * len(right))
        return self._kept(tuple({one | other for one in left for other in right}))

    def _kept(self, sets: Sets) -> Sets:
        self._spend(len(sets))
        kept = antichain(sets)
        if len(kept) > self._cap:
            raise _TooManyError
        return kept

    def _spend(self, made: int) -> None:
        self._left -= made
        if self._left < 0:
            raise _TooManyError
