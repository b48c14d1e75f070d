"""The three answers, and why."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from hygie.kernel.parameters import Parameter


class Answer(StrEnum):
    """Whether a version is concerned; ``TO_CHECK`` is for a person to say."""

    YES = "yes"
    NO = "no"
    TO_CHECK = "to_check"


class Judgement(NamedTuple):
    """An answer and its reason: ``code`` and ``parameters`` make the sentence.

    ``fixed``: first version outside the range that answered, empty if it says none; None if it was no range
    in particular.
    """

    answer: Answer
    code: str
    parameters: Mapping[str, Parameter] = {}
    fixed: str | None = None
