"""Monotone functions of sets: what is minimal among the sets that make something hold.

A set of elements ``0 .. size - 1`` is an integer whose bit ``i`` says whether element ``i`` is in it. A
function of sets is monotone when adding an element never turns it from true to false: so is everything that
is asked of a graph without negation (docs/composition.md).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

Holds = Callable[[int], bool]
"""A monotone function of a set of elements, asked one set at a time."""


class MinimalSets(NamedTuple):
    """Minimal sets, by size then element by element; not all of them when the search was cut short."""

    sets: tuple[int, ...]
    complete: bool


def elements(chosen: int) -> Iterator[int]:
    """Give the elements of a set in ascending order."""
    while chosen:
        lowest = chosen & -chosen
        yield lowest.bit_length() - 1
        chosen ^= lowest


def ordered(sets: Iterable[int]) -> tuple[int, ...]:
    """Put sets in order: by size, then element by element."""
    return tuple(sorted(sets, key=lambda chosen: (chosen.bit_count(), tuple(elements(chosen)))))


def antichain(sets: Iterable[int]) -> tuple[int, ...]:
    """Keep the sets that contain no other of them, in order."""
    # A set that lies in another has its lowest element there: only those are compared.
    kept: dict[int, list[int]] = {}
    result = []
    for chosen in ordered(set(sets)):
        lowest = (1 << element for element in elements(chosen))
        if 0 in kept or any(inner & chosen == inner for low in lowest for inner in kept.get(low, ())):
            continue
        kept.setdefault(chosen & -chosen, []).append(chosen)
        result.append(chosen)
    return tuple(result)


def shrink(start: int, holds: Holds) -> int:
    """Give a minimal set within ``start`` for which the function is true.

    Elements of low number are kept rather than those of high number. Of a minimal set of k elements among n,
    about k log2(n) questions are asked.

    Raises:
        ValueError: the function is false for ``start`` itself.
    """
    if not holds(start):
        message = "the function is false for the set to shrink"
        raise ValueError(message)
    kept, rest = 0, list(elements(start))
    while (length := _shortest_prefix(kept, rest, holds)) > 0:
        kept |= 1 << rest[length - 1]
        rest = rest[: length - 1]
    return kept


def _shortest_prefix(kept: int, rest: list[int], holds: Holds) -> int:
    """Give how many first elements of ``rest`` suffice beside those kept; all of them do."""
    low, high = 0, len(rest)
    while low < high:
        middle = (low + high) // 2
        if holds(kept | sum(1 << element for element in rest[:middle])):
            high = middle
        else:
            low = middle + 1
    return low


def grow(start: int, size: int, holds: Holds) -> int:
    """Give a maximal set around ``start`` for which the function is false.

    Raises:
        ValueError: the function is true for ``start`` itself.
    """
    everything = (1 << size) - 1
    return everything ^ shrink(everything ^ start, lambda left_out: not holds(everything ^ left_out))


def table_variable(variable: int, variables: int) -> int:
    """Give the truth table of one of the variables: bit ``x`` says whether point ``x`` has it."""
    everything, block = (1 << (1 << variables)) - 1, 1 << variable
    return everything // ((1 << block) + 1) << block


def minimise_table(truth: int, variables: int) -> tuple[int, ...]:
    """Give the minimal points of a monotone truth table, in order.

    Bit ``x`` of ``truth`` is the value at point ``x``, itself a set of variables.
    """
    above = 0
    for variable in range(variables):
        without = truth & ~table_variable(variable, variables)
        above |= without << (1 << variable)
    return ordered(elements(truth & ~above))


def minimal_sets(size: int, holds: Holds, *, cap: int = 5_000, work: int = 200_000) -> MinimalSets:
    """Find every minimal set for which a monotone function is true.

    Each true set has an element outside each maximal false set. So the candidates are the minimal sets that
    meet the complements of the maximal false sets found so far: one that is true is minimal, one that is
    false grows into a maximal false set more. When a whole pass finds none, the sets found are all
    (Gunopulos et al., "Discovering all most specific sentences", ACM TODS 28, 2003).

    Any method that only asks the function must see every maximal false set: where they are too many for
    ``work``, the answer is not complete however few the minimal sets are.

    Args:
        size: The number of elements.
        holds: The function.
        cap: How many minimal sets are enough; one more, and the search is cut short.
        work: How many times the function may be asked; 32 steps of search weigh as much as one question.
    """
    if holds(0):
        return MinimalSets((0,), complete=True)
    if not holds((1 << size) - 1):
        return MinimalSets((), complete=True)
    return _Search(size, holds, cap, work).run()


def transversals(sets: Collection[int], *, cap: int = 5_000, work: int = 200_000) -> MinimalSets:
    """Find every minimal set that has an element in common with each of these sets."""
    edges = antichain(sets)
    if not edges or not edges[0]:
        return MinimalSets(() if edges else (0,), complete=True)
    size = max(edge.bit_length() for edge in edges)
    return _Search(size, lambda _: True, cap, work, edges).run()


class _CutShortError(Exception):
    """The search has found more than it was asked for, or has worked as much as it may."""


class _Branch(NamedTuple):
    """A set to visit: ``chosen`` and one element more, the later ones being among ``candidates``.

    ``alone`` gives, of each chosen element, the edges that it is the only one to meet.
    """

    chosen: int
    alone: tuple[int, ...]
    met: int
    element: int
    candidates: int


class _Search:
    """Enumerates minimal transversals of edges that the function gives as the search goes.

    The order of visit and the test of what each element is alone to meet are those of Murakami and Uno,
    "Efficient algorithms for dualizing large-scale hypergraphs", 2014 (MMCS).
    """

    def __init__(self, size: int, holds: Holds, cap: int, work: int, edges: Collection[int] = ()) -> None:
        self._size, self._holds, self._cap = size, holds, cap
        self._left = work * 32
        self._found: set[int] = set()
        self._learn(edges)

    def run(self) -> MinimalSets:
        try:
            while self._pass():
                # An element that looked idle may have been needed for an edge found later: look again.
                self._learn(ordered(self._edges))
        except _CutShortError:
            return MinimalSets(ordered(self._found)[: self._cap], complete=False)
        return MinimalSets(ordered(self._found), complete=True)

    def _learn(self, edges: Collection[int]) -> None:
        self._edges: list[int] = []
        self._of = [0] * self._size
        for edge in edges:
            self._add(edge)

    def _add(self, edge: int) -> None:
        for element in elements(edge):
            self._of[element] |= 1 << len(self._edges)
        self._edges.append(edge)

    def _pass(self) -> bool:
        """Visit every minimal transversal; give whether an edge was found on the way."""
        known = len(self._edges)
        everything = (1 << self._size) - 1
        stack = list(self._extend(0, (), 0, everything))
        while stack:
            branch = stack.pop()
            self._spend(1)
            met = self._of[branch.element]
            alone = (*(edges & ~met for edges in branch.alone), met & ~branch.met)
            # An edge found since is met by no element chosen before: what was met then is still so.
            if all(alone):
                chosen = branch.chosen | 1 << branch.element
                stack.extend(self._extend(chosen, alone, branch.met | met, branch.candidates))
        return len(self._edges) > known

    def _extend(self, chosen: int, alone: tuple[int, ...], met: int, candidates: int) -> Iterator[_Branch]:
        unmet = ((1 << len(self._edges)) - 1) & ~met
        if not unmet:
            if self._judge(chosen):
                return
            unmet = 1 << (len(self._edges) - 1)
        edge = self._edges[(unmet & -unmet).bit_length() - 1] & candidates
        candidates &= ~edge
        for element in elements(edge):
            yield _Branch(chosen, alone, met, element, candidates)
            candidates |= 1 << element

    def _judge(self, chosen: int) -> bool:
        """Keep a set that is true; of one that is false, keep the edge that it leaves unmet."""
        if chosen in self._found:
            return True
        if self._ask(chosen):
            self._found.add(chosen)
            if len(self._found) > self._cap:
                raise _CutShortError
            return True
        everything = (1 << self._size) - 1
        self._add(everything ^ grow(chosen, self._size, self._ask))
        return False

    def _ask(self, chosen: int) -> bool:
        self._spend(32)
        return self._holds(chosen)

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise _CutShortError
