"""What follows where a part of a record was lost: nothing that it spoke of goes silent, nothing closes."""

import re
from collections.abc import Iterable

import msgspec

from hygie.observations.advisory import Affected
from hygie.observations.content import line
from hygie.observations.dates import day_of
from hygie.observations.records import UNSAID, Flaw


def still_said(affected: tuple[Affected, ...], flaws: Iterable[Flaw], under: str) -> tuple[Affected, ...]:
    """Give the same, a person being asked to look at all of it if some of what spoke of it was lost.

    ``under`` is a pattern of the JSON pointers of what speaks of it.
    """
    if not any(flaw.lost and re.match(under, flaw.pointer) for flaw in flaws):
        return affected
    replace = msgspec.structs.replace
    return tuple([replace(each, expressions=(*each.expressions, UNSAID)) for each in affected])


def nothing_said(flaws: Iterable[Flaw], under: str) -> Flaw | None:
    """Say why a record that speaks of no product cannot be used: what spoke of them was lost; None if not."""
    for flaw in flaws:
        if flaw.lost and re.match(under, flaw.pointer):
            return Flaw("advisory_part_missing", flaw.pointer, flaw.parameters)
    return None


def withdrawal(found: str | None, flaws: list[Flaw], pointer: str = "/withdrawn") -> str:
    """Give the date of a withdrawal; what is no date withdraws nothing, and is said to be lost."""
    if not found or day_of(found):
        return found or ""
    flaws.append(Flaw("advisory_withdrawn", pointer, {"found": line(found, 80)}, lost=True))
    return ""
