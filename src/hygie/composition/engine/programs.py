"""Mixed-integer linear programs, solved by HiGHS through scipy (extra ``cuts``)."""

import importlib
import math
import time
from dataclasses import dataclass
from types import ModuleType
from typing import NamedTuple

import numpy as np

from hygie.composition.engine.extras import MissingExtraError
from hygie.composition.engine.graph import Booleans, Floats, Offsets

HALF = 0.5
"""What an integral variable is compared with: the solver gives 0 or 1 up to 1e-6."""


class Rows(NamedTuple):
    """Constraints ``sum of value * x[column] >= at_least[row]``, as triples; repeated triples add up."""

    row: Offsets
    column: Offsets
    value: Floats
    at_least: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Minimise ``cost @ x`` under the rows, where ``0 <= x <= upper`` and some of ``x`` are integral."""

    cost: Floats
    integral: Booleans
    upper: Floats
    rows: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The best point found, whether it is proved optimal, and what no point can cost less than."""

    values: Floats
    bound: float
    optimal: bool


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No point satisfies the rows."""


@dataclass(frozen=True, slots=True)
class Unsolved:
    """The limit came before any point was found; none can cost less than ``bound``."""

    bound: float


class Deadline:
    """How long a search may still take; it decides when to stop, never what is answered."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds that are left, 0 when they are spent."""
        return max(0.0, self._end - time.monotonic())

    def spent(self) -> bool:
        """Say whether nothing is left."""
        return self.left() <= 0.0


def smallest(cost: Floats) -> float:
    """Give the smallest positive cost, or 1: the unit in which the solver's 1e-6 is harmless."""
    positive = cost[cost > 0]
    return float(positive.min()) if len(positive) else 1.0


def solve(program: Program, deadline: Deadline) -> Solved | Infeasible | Unsolved:
    """Solve a program whose costs are 0 or more.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    if deadline.spent():
        return Unsolved(0.0)
    result = _milp(program, deadline.left(), presolve=True)
    if result.status == _OTHER:  # HiGHS' presolve may not tell unbounded from infeasible
        result = _milp(program, deadline.left(), presolve=False)
    if result.status == _INFEASIBLE:
        return Infeasible()
    bound = _bound(result)
    if result.x is None or result.status not in (_OPTIMAL, _LIMIT):
        return Unsolved(bound)
    return Solved(np.asarray(result.x, dtype=np.float64), bound, result.status == _OPTIMAL)


_OPTIMAL, _LIMIT, _INFEASIBLE, _OTHER = 0, 1, 2, 4


def _bound(result: "_Result") -> float:
    """Give what is proved; costs are never negative, so 0 always is."""
    bound = result.get("mip_dual_bound")
    return 0.0 if bound is None or not math.isfinite(bound) else max(0.0, float(bound))


def _milp(program: Program, seconds: float, *, presolve: bool) -> "_Result":
    optimize, sparse = _scipy("scipy.optimize"), _scipy("scipy.sparse")
    shape = (len(program.rows.at_least), len(program.cost))
    matrix = sparse.csr_array((program.rows.value, (program.rows.row, program.rows.column)), shape=shape)
    constraints = [optimize.LinearConstraint(matrix, program.rows.at_least, np.inf)] if shape[0] else []
    return optimize.milp(  # type: ignore[no-any-return]
        program.cost,
        integrality=program.integral.astype(np.int8),
        bounds=optimize.Bounds(0.0, program.upper),
        constraints=constraints,
        # No relative gap: an optimum is an optimum, up to the solver's absolute 1e-6.
        options={"time_limit": max(seconds, 0.01), "mip_rel_gap": 0.0, "presolve": presolve},
    )


class _Result(dict[str, float | None]):
    """What scipy answers with, as far as it is read here."""

    status: int
    x: Floats | None


def _scipy(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as missing:
        extra = "cuts"
        raise MissingExtraError(extra) from missing
