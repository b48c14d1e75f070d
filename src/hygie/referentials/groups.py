"""A group of requirements as one criterion of another one (EXI-01, c3 to c5; HDS-6.0, c2)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hygie.dossier.paths import Path
from hygie.kernel.parameters import Requirement
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import Check, Criterion, Missing, Reason


class Member(NamedTuple):
    """The verdict of a requirement of the group: status, what it lacks if undetermined, strength."""

    status: Status
    missing: tuple[Missing, ...] = ()
    strength: Strength | None = None


_DECIDES = (
    (Status.NOT_MET, Truth.FALSE, "requirements_not_met"),
    (Status.UNDETERMINED, Truth.UNKNOWN, "requirements_undetermined"),
    (Status.PARTIAL, Truth.FALSE, "requirements_partial"),
    (Status.MET, Truth.TRUE, "requirements_met"),
    (Status.NOT_APPLICABLE, Truth.TRUE, "requirements_not_applicable"),
)
"""The status that decides a group, the worst first: its value and the code of its reason."""


def group(criterion: str, members: Mapping[str, Member], path: Path = ()) -> Criterion:
    """Sum up a group: false if one is not met, unknown if one is undetermined, mixed if one is partial.

    Requirements that do not apply are left out; a group in which none applies is true. ``members`` are by
    requirement id, and at least one.
    """
    status, value, code = next(row for row in _DECIDES if _named(members, row[0]))
    names = tuple(Requirement(name) for name in _named(members, status))
    undetermined = value is Truth.UNKNOWN
    missing = [item for member in members.values() for item in member.missing] if undetermined else ()
    check = Check(value, (Reason(value, code, {"requirements": names}, path),), _unique(missing))
    return Criterion(criterion, check, mixed=status is Status.PARTIAL, strength=_strength(members, status))


def _strength(members: Mapping[str, Member], status: Status) -> Strength | None:
    """Give how well the group is proved: one failing member is enough to fail, all are needed otherwise."""
    fails = status is Status.NOT_MET
    counted = [member for member in members.values() if not fails or member.status is Status.NOT_MET]
    strengths = [member.strength for member in counted if member.strength is not None]
    return (max if fails else min)(strengths, default=None)


def _named(members: Mapping[str, Member], status: Status) -> list[str]:
    return [name for name, member in members.items() if member.status is status]


def _unique(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    return tuple(dict.fromkeys(missing))
