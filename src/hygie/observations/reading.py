"""What a reader gives back: the items it could use, and each one that it set aside, with the reason."""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from hygie.kernel.diagnostic import Diagnostic

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a file is read: beyond, the file is refused with the bound that it passes.

    ``size``: bytes once decompressed; ``expansion``: decompressed bytes per compressed byte; ``depth``:
    levels of nesting; ``items``: components, advisories or rows; ``text``: characters of one value that is
    kept (an identifier longer than that is rejected, a text for people is cut).
    """

    size: int = 512 * 1024 * 1024
    expansion: int = 200
    depth: int = 128
    items: int = 2_000_000
    text: int = 2_000


DEFAULT: Final = Bounds()


@dataclass(frozen=True, slots=True)
class Reading(Generic[Item]):
    """A file that was read: what can be used of it, in its order, and what was set aside.

    ``rejected`` says of each item set aside where it stands and why. ``notes`` tell what was read all the
    same though it is not as the format asks (a sloppy date, an unknown type): nothing is missing for them.
    """

    items: tuple[Item, ...]
    rejected: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def total(self) -> int:
        """Count the items that the file holds, usable or not."""
        return len(self.items) + len(self.rejected)
