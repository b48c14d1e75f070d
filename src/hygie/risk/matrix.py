"""The risk matrix: what a severity and a likelihood are worth together, as named and versioned data.

Where the unacceptable begins is fixed by no text: the cells are a convention of ours, marked so. Scales in
the manner of EBIOS Risk Manager, workshops 1 and 4.
"""

from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pkgutil import get_data

import msgspec

from hygie.law.dated import Certainty, MalformedLawError
from hygie.law.reading import decode

CURRENT = "2026.1"
"""The version of the matrix that is used unless another one is named."""

SEVERITIES = range(5)
"""G0 (nothing) to G4 (vital)."""

LIKELIHOODS = range(1, 5)
"""V1 to V4; 0 is not reached, and then there is no risk."""


class Level(StrEnum):
    """What a risk is worth."""

    ACCEPTABLE = "acceptable"
    TOLERABLE = "tolerable"
    UNACCEPTABLE = "unacceptable"

    @property
    def rank(self) -> int:
        """Its place, the worst last."""
        return tuple(Level).index(self)


class RiskMatrix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A matrix: one row a severity, from G0; one cell a likelihood, from V1."""

    name: str
    version: str
    since: date = msgspec.field(name="from")
    source: str
    certainty: Certainty
    levels: tuple[tuple[Level, ...], ...]

    def level(self, severity: int, likelihood: int) -> Level:
        """Give what a severity (0 to 4) and a likelihood (0 to 4) are worth; 0 is not reached, acceptable."""
        return self.levels[severity][likelihood - 1] if likelihood else Level.ACCEPTABLE

    def bears(self, severity: int, likelihood: int) -> bool:
        """Tell whether a risk may stay as it is, at least for a time: it is not unacceptable."""
        return self.level(severity, likelihood) is not Level.UNACCEPTABLE


class UnknownMatrixError(LookupError):
    """No risk matrix has that version."""


@cache
def risk_matrix(version: str = CURRENT) -> RiskMatrix:
    """Read a version of the matrix.

    Raises:
        UnknownMatrixError: there is no such version.
        MalformedLawError: its file has not the shape of a matrix, or a worse case is worth less.
    """
    file = f"risk-matrix-{version}.yaml"
    try:
        content = get_data("hygie.risk", f"policies/{file}")
    except OSError as missing:
        raise UnknownMatrixError(version) from missing
    return read_matrix(file, content)


def read_matrix(file: str, content: bytes | None) -> RiskMatrix:
    """Read the content of a matrix's file and check it.

    Raises:
        MalformedLawError: it has not the shape of a matrix, or a worse case is worth less.
    """
    matrix = decode(file, content, RiskMatrix)
    if len(matrix.levels) != len(SEVERITIES) or any(len(row) != len(LIKELIHOODS) for row in matrix.levels):
        raise MalformedLawError(file, "a matrix has five rows of four cells")
    for line in (*matrix.levels, *zip(*matrix.levels, strict=True)):
        if any(after.rank < before.rank for before, after in pairwise(line)):
            raise MalformedLawError(file, "what is more severe or more likely cannot be worth less")
    return matrix
