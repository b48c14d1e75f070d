"""What is known of the support of a product: which cycle, how surely, until when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hygie.kernel.parameters import Parameters
from hygie.kernel.truth import Truth
from hygie.observations.lifecycle import Cycle, ProductLife


class Certainty(StrEnum):
    """Whether the cycle is the one, or a person is to say."""

    YES = "yes"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as the code of a sentence and what it speaks of."""

    code: str
    parameters: Parameters = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cycle that may be meant."""

    product: ProductLife
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class Support:
    """The product that is meant and its cycle.

    ``candidates`` are the cycles that may be meant: one if it is certain. ``cycle`` is it, none if there are
    several or none. ``comparable`` is false where the candidate is only the closest one in the data: its
    dates are shown, and nothing is concluded of them. ``route``: purl, cpe or name.
    """

    product: ProductLife
    certainty: Certainty
    reason: Reason
    candidates: tuple[Candidate, ...] = ()
    comparable: bool = True
    route: str = "name"

    @property
    def cycle(self) -> Cycle | None:
        """Give the cycle, if there is one only."""
        return self.candidates[0].cycle if len(self.candidates) == 1 else None

    @property
    def active_end(self) -> str | bool | None:
        """Give the end of active support: ISO date, true (ended), false (not ended), none (not known)."""
        return None if self.cycle is None else self.cycle.support_end

    @property
    def security_end(self) -> str | bool | None:
        """Give the end of security support, as ``active_end``."""
        return None if self.cycle is None else self.cycle.end

    @property
    def extended_end(self) -> str | bool | None:
        """Give the end of the support that is paid for, as ``active_end``."""
        return None if self.cycle is None else self.cycle.extended_end


def ended(support: Support | None, as_of: date, *, paid: bool = False) -> Truth:
    """Say whether security support ended before a day; the day that the data names is the last of support.

    ``paid`` counts the support that is paid for, where there is one. Where several cycles may be meant, the
    answer is that which all of them give.
    """
    if support is None or not support.comparable:
        return Truth.UNKNOWN
    found = {_ended(candidate.cycle, as_of, paid=paid) for candidate in support.candidates}
    return _only(found)


def _only(found: Iterable[Truth]) -> Truth:
    answers = set(found)
    return answers.pop() if len(answers) == 1 else Truth.UNKNOWN


def _ended(cycle: Cycle, as_of: date, *, paid: bool) -> Truth:
    end = cycle.extended_end if paid and cycle.extended_end is not None else cycle.end
    if end is None or isinstance(end, bool):
        return Truth.of(end)
    try:
        return Truth.of(date.fromisoformat(end) < as_of)
    except ValueError:
        return Truth.UNKNOWN
