"""Cheapest derivations by Dijkstra's method on AND/OR graphs, for lists and, compiled, for arrays.

A superior function never gives less than any of its arguments, so nodes can be settled in the order of their
values: D. E. Knuth, "A generalization of Dijkstra's algorithm", Information Processing Letters 6 (1), 1977.
The k-th smallest argument plus a delay is one, the sum of the k smallest arguments plus a cost another.

In all of them ``begin`` holds the nodes that hold by themselves and ``missing`` what each node still needs,
which is used up; the results are infinite at first.
"""

from collections.abc import MutableSequence, Sequence
from heapq import heapify, heappop, heappush


def earliest(
    begin: Sequence[int],
    missing: MutableSequence[int],
    starts: Sequence[int],
    heads: Sequence[int],
    delay: Sequence[float],
    times: MutableSequence[float],
) -> None:
    """Settle the time at which each node first holds."""
    queue = [(delay[node], node) for node in begin]
    heapify(queue)
    while queue:
        time, node = heappop(queue)
        times[node] = time
        for edge in range(starts[node], starts[node + 1]):
            head = heads[edge]
            missing[head] -= 1
            if missing[head] == 0:
                heappush(queue, (time + delay[head], head))


def earliest_on_links(
    begin: Sequence[int],
    missing: MutableSequence[int],
    starts: Sequence[int],
    heads: Sequence[int],
    delay: Sequence[float],
    link_delay: Sequence[float],
    times: MutableSequence[float],
) -> None:
    """Settle the same times when links delay too: each edge then waits in the queue for its own turn."""
    queue = [(delay[node], node) for node in begin]
    heapify(queue)
    for node in begin:
        missing[node] = 1
    while queue:
        time, node = heappop(queue)
        missing[node] -= 1
        if missing[node] == 0:
            times[node] = time
            for edge in range(starts[node], starts[node + 1]):
                head = heads[edge]
                if missing[head] > 0:
                    heappush(queue, (time + link_delay[edge] + delay[head], head))


def tree_cost(
    begin: Sequence[int],
    missing: MutableSequence[int],
    starts: Sequence[int],
    heads: Sequence[int],
    paid: MutableSequence[float],
    costs: MutableSequence[float],
) -> None:
    """Settle what each node costs; ``paid`` is its own cost at first, and is used up."""
    queue = [(paid[node], node) for node in begin]
    heapify(queue)
    while queue:
        total, node = heappop(queue)
        costs[node] = total
        for edge in range(starts[node], starts[node + 1]):
            head = heads[edge]
            if missing[head] > 0:
                paid[head] += total
                missing[head] -= 1
                if missing[head] == 0:
                    heappush(queue, (paid[head], head))
