"""How what is said of a measure combines into every status that it may turn out to have.

Each fact carries all the grades it may have; the outcomes are those of every way of settling them. One
outcome is a definite verdict, several are an undetermined one.
"""

from collections.abc import Sequence
from enum import Enum

from hygie.kernel.status import Status
from hygie.referentials.annex_a import Stance, Stances


class Grade(Enum):
    """How far one fact says that a measure is in place."""

    IN_PLACE = "in_place"
    IN_PART = "in_part"
    NOT = "not"


Grades = frozenset[Grade]

ANY: Grades = frozenset(Grade)


def outcomes(stances: Stances, grades: Sequence[Grades]) -> frozenset[Status]:
    """Give every status that a measure may turn out to have, given the grades that each fact may have."""
    found: set[Status] = set()
    if Stance.RETAINED in stances:
        found |= _of_retained(grades)
    if Stance.EXCLUDED in stances:
        found.add(Status.NOT_APPLICABLE)
    if Stance.UNEXPLAINED in stances:
        found.add(Status.NOT_MET)
    return frozenset(found)


def _of_retained(grades: Sequence[Grades]) -> set[Status]:
    """Give the outcomes of a retained measure; of one of which nothing is said, all of them."""
    if not grades:
        return {Status.MET, Status.PARTIAL, Status.NOT_MET}
    found: set[Status] = set()
    if all(Grade.IN_PLACE in allowed for allowed in grades):
        found.add(Status.MET)
    if all(Grade.NOT in allowed for allowed in grades):
        found.add(Status.NOT_MET)
    in_place = {index for index, allowed in enumerate(grades) if Grade.IN_PLACE in allowed}
    absent = {index for index, allowed in enumerate(grades) if Grade.NOT in allowed}
    # In place here and not there: two different facts are needed, a single one cannot be both.
    apart = bool(in_place) and bool(absent) and len(in_place | absent) > 1
    if apart or any(Grade.IN_PART in allowed for allowed in grades):
        found.add(Status.PARTIAL)
    return found
