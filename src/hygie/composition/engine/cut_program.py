"""The mixed-integer program whose feasible points are the sets of decisions that make nodes fall.

A binary ``y`` for each decision, and for each node ``v`` an ``r`` in [0, 1] that is 1 if ``v`` holds. With
``Y`` the sum of ``y`` over the decisions that guard ``v``:

    holds by itself          r_v + Y >= 1
    created by a decision    r_v + Y >= y
    any of u                 r_v + Y >= r_u                         for each u
    all of k nodes u         r_v + Y >= sum r_u - (k - 1)
    k of weights w_u         (W - k + 1) (r_v + Y) >= sum w_u r_u - (k - 1),   r_v binary, W = sum w_u

Why that is exact, though most ``r`` are continuous and the graph has cycles. Take integral ``y``.
(1) The nodes that hold under ``y``, as 0 and 1, satisfy every row, so nothing that can be done is excluded.
(2) In every feasible point ``r = 1`` on all nodes that hold: by induction on the round at which a node first
holds it is not guarded (Y = 0), and its row, fed with enough tails of ``r = 1`` and others that are at least
0, asks for ``r_v >= 1``; in the last row it asks for ``r_v >= 1 / (W - k + 1) > 0``, hence 1 as it is binary.
So ``r_v = 0`` is feasible exactly if ``v`` does not hold, whatever else is fractional: cycles need no
further rows, because a cycle that is not fed may be 1 but never has to be.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hygie.composition.engine.cut_problem import Problem
from hygie.composition.engine.graph import Booleans, Graph, Offsets
from hygie.composition.engine.kernels import closure
from hygie.composition.engine.programs import Program, Rows, smallest


@dataclass(frozen=True, slots=True, eq=False)
class CutProgram:
    """The program of a problem: first a column for each decision, then one for each node that can fall.

    ``column`` has shape (n,) and gives the column of a node, -1 if it has none; ``certain`` nodes hold
    whatever is decided. Costs are in units of ``unit``.
    """

    program: Program
    column: Offsets
    certain: Booleans
    unit: float


class _Edges(NamedTuple):
    """Distinct edges among nodes that can fall, with how often each counts, at most the need of its head."""

    tail: Offsets
    head: Offsets
    weight: Offsets


class _Forcing(NamedTuple):
    """Rows ``scale * (r_head + Y) >= sum of weight * x[column] + at_least``, the sums as triples."""

    head: Offsets
    scale: Offsets
    at_least: Offsets
    row: Offsets
    column: Offsets
    weight: Offsets


def cut_program(problem: Problem, fallen: tuple[int, ...]) -> CutProgram:
    """Write the program of a reduced problem in which the nodes ``fallen`` must not hold."""
    certain = closure(
        problem.graph, sources=problem.sources, blocked=problem.blocked | problem.guarded()
    ).holds
    count = len(problem.decisions)
    column = np.full(problem.graph.size, -1, dtype=np.int64)
    column[~certain] = count + np.arange(int((~certain).sum()))
    forcing, thresholds = _forcing(problem, certain, column)
    costs = problem.costs()
    unit = smallest(costs)
    size = count + int((~certain).sum())
    integral = np.zeros(size, dtype=np.bool_)
    integral[:count] = True
    integral[column[thresholds]] = True
    upper = np.ones(size)
    upper[:count] = [bool(decision.guards) for decision in problem.decisions]
    upper[[int(column[node]) for node in fallen if column[node] >= 0]] = 0.0
    objective = np.concatenate([costs / unit, np.zeros(size - count)])
    program = Program(objective, integral, upper, _rows(problem, forcing, column))
    return CutProgram(program, column, certain, unit)


def _forcing(problem: Problem, certain: Booleans, column: Offsets) -> tuple[_Forcing, Offsets]:
    """Give the rows that make nodes hold, and the nodes that are k of n."""
    need = _lowered_need(problem, certain)
    edges = _distinct_edges(problem.graph, certain, need)
    total = np.zeros(len(need), dtype=np.int64)
    np.add.at(total, edges.head, edges.weight)
    lightest = np.full(len(need), np.iinfo(np.int64).max)
    np.minimum.at(lightest, edges.head, edges.weight)
    open_to = ~certain & ~problem.blocked
    fed = open_to & (need > 0) & (total >= need)
    any_of = fed & (lightest >= need)
    all_of = fed & ~any_of & (total - lightest < need)
    some_of = fed & ~any_of & ~all_of
    parts = [
        _by_itself(open_to & (need <= 0)),
        _created(problem, open_to),
        _any_of(edges, any_of, column),
        _several(edges, all_of, column, np.ones_like(need), weighted=False),
        _several(edges, some_of, column, need, weighted=True),
    ]
    return _stacked(parts), np.flatnonzero(some_of)


def _lowered_need(problem: Problem, certain: Booleans) -> Offsets:
    """Give what each node still needs besides its tails that hold whatever is decided."""
    need = problem.graph.need.astype(np.int64)
    given = certain[problem.graph.tails()]
    need -= np.bincount(problem.graph.heads[given], minlength=len(need))
    need[problem.sources] = 0
    return need


def _distinct_edges(graph: Graph, certain: Booleans, need: Offsets) -> _Edges:
    """Merge repeated edges; sorted by head, then tail."""
    tails, heads = graph.tails().astype(np.int64), graph.heads.astype(np.int64)
    kept = ~certain[tails] & ~certain[heads] & (need[heads] > 0)
    keys, weight = np.unique(heads[kept] * graph.size + tails[kept], return_counts=True)
    head = keys // max(graph.size, 1)
    return _Edges(keys % max(graph.size, 1), head, np.minimum(weight, need[head]))


def _by_itself(nodes: Booleans) -> _Forcing:
    head = np.flatnonzero(nodes)
    none = np.zeros(0, dtype=np.int64)
    return _Forcing(head, np.ones_like(head), np.ones_like(head), none, none, none)


def _created(problem: Problem, open_to: Booleans) -> _Forcing:
    kept = open_to[problem.creating.node]
    head = problem.creating.node[kept].astype(np.int64)
    column = problem.creating.decision[kept].astype(np.int64)
    one = np.ones_like(head)
    return _Forcing(head, one, np.zeros_like(head), np.arange(len(head)), column, one)


def _any_of(edges: _Edges, nodes: Booleans, column: Offsets) -> _Forcing:
    kept = nodes[edges.head]
    head = edges.head[kept]
    one = np.ones_like(head)
    return _Forcing(head, one, np.zeros_like(head), np.arange(len(head)), column[edges.tail[kept]], one)


def _several(edges: _Edges, nodes: Booleans, column: Offsets, need: Offsets, *, weighted: bool) -> _Forcing:
    """One row a node: all of its tails, or enough of them by weight."""
    kept = nodes[edges.head]
    head, row = np.unique(edges.head[kept], return_inverse=True)
    weight = edges.weight[kept] if weighted else np.ones(int(kept.sum()), dtype=np.int64)
    total = np.bincount(row, weights=weight, minlength=len(head)).astype(np.int64)
    least = need[head] if weighted else total
    return _Forcing(head, total - least + 1, 1 - least, row, column[edges.tail[kept]], weight)


def _stacked(parts: list[_Forcing]) -> _Forcing:
    offsets = np.cumsum([0] + [len(part.head) for part in parts[:-1]])
    moved = [part._replace(row=part.row + offset) for part, offset in zip(parts, offsets, strict=True)]
    return _Forcing(*(np.concatenate(arrays).astype(np.int64) for arrays in zip(*moved, strict=True)))


def _rows(problem: Problem, forcing: _Forcing, column: Offsets) -> Rows:
    """Write ``scale * r_head + scale * Y - sum >= at_least`` as triples."""
    numbers = np.arange(len(forcing.head))
    guard_row, guard_column = _guards(problem, forcing.head)
    row = np.concatenate([numbers, guard_row, forcing.row])
    columns = np.concatenate([column[forcing.head], guard_column, forcing.column])
    value = np.concatenate([forcing.scale, forcing.scale[guard_row], -forcing.weight]).astype(np.float64)
    return Rows(row, columns, value, forcing.at_least.astype(np.float64))


def _guards(problem: Problem, heads: Offsets) -> tuple[Offsets, Offsets]:
    """Pair each row with the decisions that guard its head."""
    nodes, decisions = problem.guarding
    first, last = np.searchsorted(nodes, heads, "left"), np.searchsorted(nodes, heads, "right")
    lengths = last - first
    row = np.repeat(np.arange(len(heads)), lengths)
    within = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return row, decisions[np.repeat(first, lengths) + within].astype(np.int64)


Row = tuple[dict[int, float], float]
"""One more row: the value of each column, and what their sum is at least."""


def exactly(taken: frozenset[int], count: int) -> Row:
    """Keep out this very set of the ``count`` decisions."""
    return {index: -1.0 if index in taken else 1.0 for index in range(count)}, 1.0 - len(taken)


def with_rows(program: Program, more: list[Row]) -> Program:
    """Add rows ``sum of value * x[column] >= at_least``."""
    start = len(program.rows.at_least)
    entries = [(start + i, c, v) for i, (row, _) in enumerate(more) for c, v in sorted(row.items())]
    rows = Rows(
        np.concatenate([program.rows.row, np.array([r for r, _, _ in entries], dtype=np.int64)]),
        np.concatenate([program.rows.column, np.array([c for _, c, _ in entries], dtype=np.int64)]),
        np.concatenate([program.rows.value, np.array([v for _, _, v in entries], dtype=np.float64)]),
        np.concatenate([program.rows.at_least, np.array([least for _, least in more], dtype=np.float64)]),
    )
    return Program(program.cost, program.integral, program.upper, rows)
