"""Cheapest derivations by Dijkstra's method on AND/OR graphs, for lists and, compiled, for arrays.

A superior function never gives less than any of its arguments, so nodes can be settled in the order of their
values: D. E. Knuth, "A generalization of Dijkstra's algorithm", Information Processing Letters 6 (1), 1977.
The k-th smallest argument plus a delay is one, the sum of the k smallest arguments plus a cost another.
"""

from collections.abc import MutableSequence, Sequence
from heapq import heapify, heappop, heappush


def earliest(
    missing: MutableSequence[int],
    starts: Sequence[int],
    heads: Sequence[int],
    delay: Sequence[float],
    times: MutableSequence[float],
) -> None:
    """Settle the times, infinite at first; ``missing`` is what each node still needs, and is used up."""
    queue = [(delay[node], node) for node in range(len(missing)) if missing[node] <= 0]
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
    missing: MutableSequence[int],
    starts: Sequence[int],
    heads: Sequence[int],
    delay: Sequence[float],
    link_delay: Sequence[float],
    times: MutableSequence[float],
) -> None:
    """Settle the times when links delay too: what counts towards a node then waits for its own turn."""
    queue = [(delay[node], node) for node in range(len(missing)) if missing[node] <= 0]
    for _, node in queue:
        missing[node] = 1
    heapify(queue)
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
    missing: MutableSequence[int],
    starts: Sequence[int],
    heads: Sequence[int],
    cost: Sequence[float],
    costs: MutableSequence[float],
) -> None:
    """Settle the costs, infinite at first; ``missing`` is what each node still needs, and is used up."""
    paid = [cost[node] for node in range(len(missing))]
    queue = [(paid[node], node) for node in range(len(missing)) if missing[node] <= 0]
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
