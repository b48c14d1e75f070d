"""The risk matrix: complete, never milder where worse, named and versioned."""

from itertools import pairwise

import pytest

from hygie.law.dated import Certainty, MalformedLawError
from hygie.risk.matrix import Level, UnknownMatrixError, read_matrix, risk_matrix

GOOD = """
name: sample
version: "1"
from: 2026-01-01
source: "nobody"
certainty: convention
levels:
  - [acceptable, acceptable, acceptable, acceptable]
  - [acceptable, acceptable, acceptable, acceptable]
  - [acceptable, acceptable, acceptable, tolerable]
  - [acceptable, acceptable, tolerable, tolerable]
  - [acceptable, tolerable, tolerable, unacceptable]
"""


def test_the_matrix_in_use_is_named_versioned_and_marked_as_ours() -> None:
    matrix = risk_matrix()
    assert (matrix.name, matrix.version) == ("risk-matrix", "2026.1")
    assert matrix.certainty is Certainty.CONVENTION


@pytest.mark.parametrize(
    ("severity", "likelihood", "level"),
    [
        (4, 4, "unacceptable"), (4, 1, "tolerable"), (3, 3, "unacceptable"), (3, 2, "tolerable"), (2, 4, "unacceptable"),
        (2, 1, "acceptable"), (1, 3, "tolerable"), (1, 2, "acceptable"), (0, 4, "acceptable"), (4, 0, "acceptable"),
    ],
)  # fmt: skip
def test_cells(severity: int, likelihood: int, level: str) -> None:
    matrix = risk_matrix()
    assert matrix.level(severity, likelihood) is Level(level)
    assert matrix.bears(severity, likelihood) == (level != "unacceptable")


def test_what_is_worse_is_never_worth_less() -> None:
    matrix = risk_matrix()
    for severity in range(5):
        ranks = [matrix.level(severity, likelihood).rank for likelihood in range(5)]
        assert all(before <= after for before, after in pairwise(ranks))
    for likelihood in range(5):
        ranks = [matrix.level(severity, likelihood).rank for severity in range(5)]
        assert all(before <= after for before, after in pairwise(ranks))


def test_a_matrix_of_our_own_is_read() -> None:
    assert read_matrix("sample", GOOD.encode()).level(4, 4) is Level.UNACCEPTABLE


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("tolerable, unacceptable]", "tolerable, acceptable]"),
        ("[acceptable, tolerable, tolerable, unacceptable]", "[acceptable, tolerable]"),
        ("  - [acceptable, tolerable, tolerable, unacceptable]\n", ""),
        ("tolerable, unacceptable]", "tolerable, dreadful]"),
        ("name: sample", "title: sample"),
    ],
    ids=["milder where worse", "a row too short", "a row too few", "no such level", "no such key"],
)
def test_a_malformed_matrix_is_refused(was: str, becomes: str) -> None:
    assert was in GOOD
    with pytest.raises(MalformedLawError):
        read_matrix("sample", GOOD.replace(was, becomes).encode())


def test_a_version_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownMatrixError):
        risk_matrix("1999.1")
