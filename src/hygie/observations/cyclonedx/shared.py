"""What the two ways to read a bill share: what they gather, and how a property of support is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from hygie.kernel.parameters import Parameters
from hygie.observations.bill import Component

_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_LEVEL: Final = ("levelofsupport", "supportlevel")
_END: Final = ("endofsupport", "endofsupportdate", "supportend", "supportenddate", "validuntildate")


class Fault(NamedTuple):
    """Something to say of what stands at ``at`` (see ``Component.at``)."""

    code: str
    at: str
    parameters: Parameters


class Placed(dict[str, Any]):
    """A mapping that remembers where it was opened, as ``line:column``."""

    __slots__ = ("at",)

    def __init__(self, at: str) -> None:
        """Begin empty."""
        super().__init__()
        self.at = at


@dataclass(slots=True)
class Gathered:
    """What was read of a bill, before its places are known."""

    version: str = ""
    identifier: str = ""
    created: str = ""
    root: str = ""
    components: list[Component] = field(default_factory=list)
    depends: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    rejected: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def support_of(properties: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Find level and end of support among properties (FDA, premarket cybersecurity guidance, V.A.4).

    Their names are not agreed upon: case, hyphens, blanks and a namespace before them do not count.
    """
    level = end = ""
    for name, value in properties:
        meaning = _meaning(name[-80:])
        if meaning == "level":
            level = level or value
        elif meaning == "end":
            end = end or value
    return level, end


@lru_cache(maxsize=4096)
def _meaning(name: str) -> str:
    plain = _NOT_LETTERS.sub("", name).casefold()
    if plain.endswith(_LEVEL):
        return "level"
    return "end" if plain.endswith(_END) else ""
