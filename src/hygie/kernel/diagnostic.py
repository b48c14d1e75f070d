"""A mistake in what the user wrote: a value, collected with all the others, never an exception."""

from dataclasses import dataclass, field

from hygie.kernel.parameters import Parameters
from hygie.kernel.place import Place


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake: where it stands, what it is (``code``) and what the sentence needs (``parameters``).

    ``related`` is the other end, where there is one: the first of two equal keys, the place that
    refers to a missing id.
    """

    code: str
    place: Place
    parameters: Parameters = field(default_factory=dict)
    related: Place | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that cannot be used, and every reason why, in the order of the files."""

    mistakes: tuple[Diagnostic, ...]
