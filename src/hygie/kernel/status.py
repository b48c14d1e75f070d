"""The two axes of a verdict, never mixed: the status, and how well it is proved."""

from enum import Enum, IntEnum


class Status(Enum):
    """Whether what is described answers what the source asks."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


class Strength(IntEnum):
    """How well a fact is proved, from the weakest to the strongest."""

    DECLARED = 1
    ATTESTED = 2
    OBSERVED = 3

    @property
    def word(self) -> str:
        """The lower-case word used in data and code."""
        return self.name.lower()
