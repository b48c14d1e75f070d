"""Which versions have which status where the entries of a CVE record overlap: the first that matches decides.

Versions are not ordered here, beyond those of plain numbers: what an entry takes from those after it is said
as versions excluded, beside the versions that it takes them from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from hygie.observations.advisory import Range
from hygie.observations.records import UNSAID
from hygie.observations.version_order import plain_key

MOST: Final = 100_000
"""Pairs of parts of one product that are held against one another: beyond, a person must look."""
_EVERYTHING: Final = Range()

What: TypeAlias = Literal["range", "version", "all", "text", "commits"]


class Part(NamedTuple):
    """What an entry says of some versions.

    ``entry`` is its place in the list, several parts of one entry being apart. ``interval`` are the versions
    (that of a single one ends where it begins); a text is in ``text``, and has none, as commits have none.
    """

    entry: int
    status: str
    what: What
    interval: Range | None = None
    text: str = ""


@dataclass(slots=True)
class Spoken:
    """Versions that have one status, as the fields of ``Affected`` say them."""

    ranges: list[Range] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    excluded: tuple[Range, ...] = ()
    everything: bool = False
    commits: bool = False

    def add(self, part: Part) -> None:
        """Take the versions of a part."""
        if part.what == "text":
            self.texts.append(part.text)
        elif part.interval is None:
            self.commits = True
        elif part.what == "version":
            self.versions.append(part.interval.introduced)
        elif part.what == "all":
            self.everything = True
        else:
            self.ranges.append(part.interval)


def carved(parts: Sequence[Part], status: str, default: str) -> list[Spoken]:
    """Give the versions that have a status, ``default`` being that of the versions that no part matches."""
    own = [part for part in parts if part.status == status]
    others = [part for part in parts if part.status != status]
    if default != status and (not own or not others or own[-1].entry < others[0].entry):  # nearly all
        return [_together(own)] if own else []
    held = _Others(others, len(own))
    groups: dict[tuple[Range, ...], Spoken] = {}
    doubtful = False
    for part in own:
        if part.entry > held.whole:
            continue
        taken = held.before(part)
        if taken is None:
            doubtful = True
            continue
        if not taken and default == status and held.apart_from(part):
            taken = held.intervals  # it is among all versions less those
        groups.setdefault(taken, Spoken(excluded=taken)).add(part)
    if default == status and not any(part.interval == _EVERYTHING for part in parts):
        _add_default(groups.setdefault(held.intervals, Spoken(excluded=held.intervals)), others)
    return [*groups.values(), *([Spoken(texts=[UNSAID])] if doubtful else [])]


def _together(parts: Iterable[Part]) -> Spoken:
    found = Spoken()
    for part in parts:
        found.add(part)
    return found


def _add_default(spoken: Spoken, others: Sequence[Part]) -> None:
    """Add all versions that are not excluded; texts among the others are for a person."""
    texts = [part.text for part in others if part.what == "text"]
    if texts:
        spoken.texts.extend(f"!= {text}" for text in texts)
    elif others and all(part.what == "commits" for part in others):
        spoken.commits = True
    else:
        spoken.everything = True


class _Others:
    """The parts of other statuses than one, held against those of that one."""

    def __init__(self, others: Iterable[Part], number: int) -> None:
        self._parts = [(part.entry, part.interval) for part in others if part.interval is not None]
        self.intervals = tuple(dict.fromkeys(interval for _, interval in self._parts))
        # Nothing that stands after one that speaks of all versions is ever asked.
        self.whole = min((entry for entry, each in self._parts if each == _EVERYTHING), default=1 << 62)
        self._too_many = number * len(self._parts) > MOST
        self._first = min((entry for entry, _ in self._parts), default=1 << 62)

    def before(self, part: Part) -> tuple[Range, ...] | None:
        """Give what those before a part may take from it; None if there are too many to tell."""
        if part.entry < self._first or part.what == "commits":
            return ()
        if self._too_many:
            return None
        return tuple(
            dict.fromkeys(
                each for entry, each in self._parts if entry < part.entry and not _apart(part.interval, each)
            )
        )

    def apart_from(self, part: Part) -> bool:
        """Say whether a part surely holds no version of any of them."""
        if part.what == "commits":
            return True
        return not self._too_many and all(_apart(part.interval, each) for _, each in self._parts)


def _apart(one: Range | None, other: Range) -> bool:
    """Say whether two intervals surely hold no version in common; None is a text, which may hold any."""
    return one is not None and (_is_below(one, other) or _is_below(other, one))


def _is_below(one: Range, other: Range) -> bool:
    """Say whether an interval surely ends before another begins, however versions are ordered."""
    high, low = one.fixed or one.last_affected, other.introduced or other.after
    if not high or not low:
        return False
    if high == low:
        return bool(one.fixed or other.after)
    before, after = _key(high), _key(low)
    return before is not None and after is not None and before < after


@lru_cache(maxsize=1 << 14)
def _key(version: str) -> tuple[int, ...] | None:
    """Give the key of a version of plain numbers, less the zeros at its end: 1 and 1.0 may be equal."""
    key = plain_key(version)
    if key is None:
        return None
    end = len(key)
    while end and not key[end - 1]:
        end -= 1
    return key[:end]
