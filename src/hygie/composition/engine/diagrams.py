"""Reduced ordered binary decision diagrams, as far as monotone functions need them.

A function is a number: 0 is false, 1 is true, any other is a node that tests a variable. Equal functions
have equal numbers (Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE Transactions on
Computers C-35, 1986).
"""

from collections.abc import Iterable, Sequence
from functools import reduce

FALSE, TRUE = 0, 1

_NO_VARIABLE = 1 << 62


class TooManyNodesError(Exception):
    """The functions asked for do not fit in the nodes allowed."""


class Diagrams:
    """Functions of the variables 0, 1, 2..., tested in that order."""

    def __init__(self, most: int) -> None:
        """Begin with the two constants; ``most`` nodes may be made."""
        self._most = most
        self._variable = [_NO_VARIABLE, _NO_VARIABLE]
        self._low = [FALSE, TRUE]
        self._high = [FALSE, TRUE]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}

    def variable(self, number: int) -> int:
        """Give the function that is true when this variable is."""
        return self._node(number, FALSE, TRUE)

    def both(self, a: int, b: int) -> int:
        """Give the conjunction."""
        if a > b:
            a, b = b, a
        if a in (FALSE, b):
            return a
        if a == TRUE:
            return b
        known = self._both.get((a, b))
        if known is None:
            variable, (low_a, high_a), (low_b, high_b) = self._split(a, b)
            known = self._node(variable, self.both(low_a, low_b), self.both(high_a, high_b))
            self._both[a, b] = known
        return known

    def either(self, a: int, b: int) -> int:
        """Give the disjunction."""
        if a > b:
            a, b = b, a
        if a in (FALSE, b):
            return b
        if a == TRUE:
            return TRUE
        known = self._either.get((a, b))
        if known is None:
            variable, (low_a, high_a), (low_b, high_b) = self._split(a, b)
            known = self._node(variable, self.either(low_a, low_b), self.either(high_a, high_b))
            self._either[a, b] = known
        return known

    def at_least(self, count: int, functions: Iterable[int]) -> int:
        """Give the function that is true when so many of these are; repeated ones count as they stand."""
        functions = list(functions)
        if count == 1:
            return reduce(self.either, functions, FALSE)
        if count == len(functions):
            return reduce(self.both, functions, TRUE)
        reached = [TRUE] + [FALSE] * count  # at least so many among those seen
        for function in functions:
            for number in range(count, 0, -1):
                reached[number] = self.either(reached[number], self.both(reached[number - 1], function))
        return reached[count]

    def probability(self, function: int, chances: Sequence[float]) -> float:
        """Give the probability that a function is true, its variables being independent."""
        values = {FALSE: 0.0, TRUE: 1.0}
        for node in sorted(self._below(function)):  # a node is made after those that it leads to
            chance = chances[self._variable[node]]
            values[node] = (1.0 - chance) * values[self._low[node]] + chance * values[self._high[node]]
        return values[function]

    def _below(self, function: int) -> set[int]:
        found: set[int] = set()
        pending = [function]
        while pending:
            node = pending.pop()
            if node > TRUE and node not in found:
                found.add(node)
                pending += [self._low[node], self._high[node]]
        return found

    def _split(self, a: int, b: int) -> tuple[int, tuple[int, int], tuple[int, int]]:
        """Give the first variable that either tests, and each for that variable false and true."""
        variable = min(self._variable[a], self._variable[b])
        of_a = (self._low[a], self._high[a]) if self._variable[a] == variable else (a, a)
        of_b = (self._low[b], self._high[b]) if self._variable[b] == variable else (b, b)
        return variable, of_a, of_b

    def _node(self, variable: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = (variable, low, high)
        known = self._unique.get(key)
        if known is None:
            known = len(self._variable)
            if known > self._most:
                raise TooManyNodesError
            self._unique[key] = known
            self._variable.append(variable)
            self._low.append(low)
            self._high.append(high)
        return known
