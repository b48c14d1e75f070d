"""Three-valued truth (strong Kleene logic): true, false, and not known."""

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """The value of a criterion: ``TRUE``, ``FALSE`` or ``UNKNOWN``."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> "Truth":
        """Read a boolean that may not be known (``None``)."""
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE

    def __invert__(self) -> "Truth":
        """Negate: what is not known stays so."""
        return _NEGATION[self]

    def __and__(self, other: "Truth") -> "Truth":
        """Conjunction."""
        return all_of((self, other))

    def __or__(self, other: "Truth") -> "Truth":
        """Disjunction."""
        return any_of((self, other))

    def __bool__(self) -> bool:
        """Refuse: a truth that may be unknown is compared, never tested as a boolean."""
        message = "compare a Truth with `is`, it has three values"
        raise TypeError(message)


_NEGATION = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}


def all_of(values: Iterable[Truth]) -> Truth:
    """Conjunction of any number of values; true of none."""
    seen = set(values)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def any_of(values: Iterable[Truth]) -> Truth:
    """Disjunction of any number of values; false of none."""
    return ~all_of(~value for value in values)
