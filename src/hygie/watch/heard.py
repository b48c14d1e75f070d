"""What became of the statements: which components they name, and which of them name none."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.observations.statement import Subject
from hygie.watch.bearing import Bearing, Named
from hygie.watch.decisions import Decision, Decisions, Listing
from hygie.watch.gathering import Gathered

_EXAMPLES: Final = 3


class Idle(msgspec.Struct, frozen=True):
    """Statements of a file that apply to no component: how many, and the first, (vulnerability, subject)."""

    file: str
    count: int
    examples: tuple[tuple[str, str], ...]


class Heard(msgspec.Struct, frozen=True):
    """What became of the statements: all of them are applied, idle, or ahead of the day asked for.

    ``listed``: vulnerabilities that bills list without a statement. ``notes``: statements that are ahead,
    what bills list that leads nowhere, and what of it could not be used.
    """

    read: int = 0
    applied: int = 0
    idle: tuple[Idle, ...] = ()
    ahead: int = 0
    listed: int = 0
    notes: tuple[Diagnostic, ...] = ()


class Spoken(NamedTuple):
    """What components each statement and each entry of a bill names."""

    statements: Sequence[tuple[Decision, Named]]
    listed: Sequence[tuple[Listing, Named]]

    def heard(self, decisions: Decisions) -> Heard:
        """Count what applies, and keep what does not."""
        idle: dict[str, list[Decision]] = {}
        for decision, named in self.statements:
            if not named:
                idle.setdefault(decision.file, []).append(decision)
        return Heard(
            len(self.statements) + len(decisions.ahead),
            sum(bool(named) for _, named in self.statements),
            tuple(Idle(file, len(those), _examples(those)) for file, those in idle.items()),
            len(decisions.ahead),
            len(self.listed),
            (
                *map(_ahead, decisions.ahead),
                *(_nowhere(listing) for listing, named in self.listed if not named),
                *decisions.notes,
            ),
        )


def spoken(decisions: Decisions, gathered: Gathered) -> Spoken:
    """Find the components that statements and bills speak of."""
    bearing = Bearing(
        (
            *(subject for each in decisions.everything for subject in each.statement.subjects),
            *(subject for each in decisions.listed for subject in each.listed.subjects),
        ),
        gathered,
    )
    return Spoken(
        [(each, bearing.of(each.statement.subjects)) for each in decisions.everything],
        [(each, bearing.of(each.listed.subjects)) for each in decisions.listed],
    )


def _ahead(decision: Decision) -> Diagnostic:
    said = decision.statement
    return Diagnostic(
        "statement_ahead",
        Place(decision.file),
        {"vulnerability": said.vulnerability, "day": decision.made.day},
    )


def _nowhere(listing: Listing) -> Diagnostic:
    return Diagnostic("listed_nowhere", Place(listing.file), {"vulnerability": listing.listed.vulnerability})


def _examples(those: Sequence[Decision]) -> tuple[tuple[str, str], ...]:
    found = (
        (each.statement.vulnerability, _shown(subject))
        for each in those
        for subject in each.statement.subjects[:1]
    )
    return tuple(dict.fromkeys(found))[:_EXAMPLES]


def _shown(subject: Subject) -> str:
    called = f"{subject.name} {subject.version}".strip()
    return subject.purl or subject.cpe or called or f"{subject.bill}#{subject.ref}"
