"""The algebra of verdicts, against its written definition (hds-v2 §0.4) and against brute force."""

from itertools import product

import pytest

from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.algebra import Ballot, decide, worst

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
MET, PARTIAL, NOT_MET = Status.MET, Status.PARTIAL, Status.NOT_MET
UNDETERMINED, NOT_APPLICABLE = Status.UNDETERMINED, Status.NOT_APPLICABLE

# blocking criterion, other criterion -> status: the whole table of two.
TABLE = [
    (T, T, MET),
    (T, F, PARTIAL),
    (T, U, UNDETERMINED),
    (F, T, NOT_MET),
    (F, F, NOT_MET),
    (F, U, NOT_MET),
    (U, T, UNDETERMINED),
    (U, F, UNDETERMINED),
    (U, U, UNDETERMINED),
]
PLAIN = [
    (T, T, MET),
    (T, F, PARTIAL),
    (T, U, UNDETERMINED),
    (F, F, NOT_MET),
    (F, U, UNDETERMINED),
    (U, U, UNDETERMINED),
]


@pytest.mark.parametrize(("blocking", "other", "expected"), TABLE)
def test_a_blocking_criterion_and_another(blocking: Truth, other: Truth, expected: Status) -> None:
    assert decide(T, [Ballot(blocking, blocking=True), Ballot(other)]) is expected


@pytest.mark.parametrize(("one", "other", "expected"), PLAIN)
def test_two_plain_criteria_in_any_order(one: Truth, other: Truth, expected: Status) -> None:
    assert decide(T, [Ballot(one), Ballot(other)]) is expected
    assert decide(T, [Ballot(other), Ballot(one)]) is expected


ALL = [Ballot(value, blocking) for value in Truth for blocking in (False, True)]
VECTORS = [vector for size in range(5) for vector in product(ALL, repeat=size)]


def _known(applies: bool, values: list[bool], blocking: list[bool]) -> Status:
    """The definition where everything is known: the only part of the table that is not logic."""
    if not applies or not values:
        return NOT_APPLICABLE
    if all(values):
        return MET
    if not any(values) or any(b and not v for v, b in zip(values, blocking, strict=True)):
        return NOT_MET
    return PARTIAL


def _completions(vector: tuple[Ballot, ...]) -> set[Status]:
    choices = [{T: [True], F: [False], U: [True, False]}[ballot.value] for ballot in vector]
    blocking = [ballot.blocking for ballot in vector]
    return {_known(True, list(values), blocking) for values in product(*choices)}


def test_the_table_is_total_and_exact() -> None:
    """Definite exactly when every completion of the unknowns agrees, and then equal to it."""
    for vector in VECTORS:
        outcomes = _completions(vector)
        expected = outcomes.pop() if len(outcomes) == 1 else UNDETERMINED
        assert decide(T, list(vector)) is expected, vector


@pytest.mark.parametrize(("applies", "expected"), [(F, NOT_APPLICABLE), (U, UNDETERMINED)])
def test_applicability_comes_first(applies: Truth, expected: Status) -> None:
    assert decide(applies, [Ballot(F, blocking=True)]) is expected


ORDER = [NOT_MET, UNDETERMINED, PARTIAL, MET]


@pytest.mark.parametrize("pair", list(product(Status, repeat=2)))
def test_the_worst_of_two(pair: tuple[Status, Status]) -> None:
    ranked = [status for status in ORDER if status in pair]
    assert worst(pair) is (ranked[0] if ranked else NOT_APPLICABLE)


def test_the_worst_of_none_has_no_object() -> None:
    assert worst([]) is NOT_APPLICABLE
