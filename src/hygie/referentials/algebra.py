"""The algebra of verdicts: one total function from criteria to a status, and the worst of several.

Convention of Hygie (hds-v2 §0.4), tested by its whole truth table. A definite status stays the same
whatever the unknown criteria turn out to be.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hygie.kernel.status import Status
from hygie.kernel.truth import Truth


class Ballot(NamedTuple):
    """What a criterion brings to the count: its value, and whether false alone is enough to fail."""

    value: Truth
    blocking: bool = False


def decide(applies: Truth, ballots: Sequence[Ballot]) -> Status:
    """Give the status of one subject, by the six ordered rules of §0.4; of no criterion, not applicable."""
    if applies is not Truth.TRUE:  # rule 1
        return Status.NOT_APPLICABLE if applies is Truth.FALSE else Status.UNDETERMINED
    if not ballots:  # every sub-criterion turned out to have no object
        return Status.NOT_APPLICABLE
    false = [ballot for ballot in ballots if ballot.value is Truth.FALSE]
    unknown = [ballot for ballot in ballots if ballot.value is Truth.UNKNOWN]
    if any(ballot.blocking for ballot in false) or len(false) == len(ballots):  # rule 2
        return Status.NOT_MET
    if false:
        some_true = len(false) + len(unknown) < len(ballots)
        could_fail = any(ballot.blocking for ballot in unknown) or not some_true
        return Status.UNDETERMINED if could_fail else Status.PARTIAL  # rules 3 and 4
    return Status.UNDETERMINED if unknown else Status.MET  # rules 5 and 6


_WORST_FIRST = (Status.NOT_MET, Status.UNDETERMINED, Status.PARTIAL, Status.MET)


def worst(statuses: Iterable[Status]) -> Status:
    """Give the worst of several statuses, those that do not apply left out; of none, not applicable."""
    found = set(statuses)
    return next((status for status in _WORST_FIRST if status in found), Status.NOT_APPLICABLE)


def worst_first(status: Status) -> int:
    """Rank a status for lists that start with what matters: the worst first, what does not apply last."""
    return _WORST_FIRST.index(status) if status in _WORST_FIRST else len(_WORST_FIRST)
