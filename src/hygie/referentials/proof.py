"""How well a fact is proved: the evidence that supports it, and whether it still holds."""

from collections.abc import Iterable
from itertools import chain

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.evidence import Evidence
from hygie.kernel.status import Strength
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Decision, Reason, Reservation


class Proof:
    """The evidence of one requirement.

    A piece supports a fact when it names the requirement, or an entry or section that holds the
    fact. It counts when it is in force on the day and somebody vouches for it (or it was observed).
    """

    def __init__(self, facts: Facts, requirement: str) -> None:
        """Look at the evidence of ``requirement``."""
        self._facts = facts
        self._table = facts.dossier.evidence_by_target
        self._general = self._table.get(requirement, ())

    def pieces(self, path: Path) -> tuple[Evidence, ...]:
        """List the pieces that support the fact at a path."""
        table = self._table
        if not table:
            return ()
        held = (table.get(path[:length], ()) for length in range(1, len(path) + 1))
        return tuple(chain(self._general, *held))

    def strength(self, path: Path) -> Strength:
        """Give the strength of the fact at a path: that of its best valid piece, else declared."""
        return max(map(self._worth, self.pieces(path)), default=Strength.DECLARED)

    def weakest(self, reasons: Iterable[Reason]) -> Strength:
        """Give the strength of the weakest of several facts; of none, declared."""
        paths = {reason.path for reason in reasons}
        return min(map(self.strength, paths), default=Strength.DECLARED)

    def _worth(self, piece: Evidence) -> Strength:
        if not self._in_force(piece):
            return Strength.DECLARED
        if piece.origin == "observed":
            return Strength.OBSERVED
        return Strength.ATTESTED if known(piece.attester) is not None else Strength.DECLARED

    def _in_force(self, piece: Evidence) -> bool:
        effective, last_day = known(piece.effective), known(piece.valid_until)
        clock = self._facts.clock
        if effective is None or not clock.reached(effective):
            return False
        return last_day is None or clock.valid_through(last_day)

    def _expired(self, piece: Evidence) -> bool:
        last_day = known(piece.valid_until)
        return last_day is not None and not self._facts.clock.valid_through(last_day)

    def used(self, decision: Decision) -> tuple[str, ...]:
        """Name the pieces that support the facts a decision rests on, each once."""
        if not self._table:
            return ()
        paths = {
            reason.path
            for case in decision.cases
            for criterion in case.criteria
            for reason in criterion.check.reasons
        }
        found = chain(self._general, *(self.pieces(path) for path in sorted(paths, key=str)))
        return tuple(dict.fromkeys(piece.id for piece in found))

    def reservations(self, strength: Strength) -> tuple[Reservation, ...]:
        """Reserve a verdict that rests on declarations alone, and one whose evidence has expired."""
        if strength is not Strength.DECLARED:
            return ()
        expired = [piece for piece in self._general if self._expired(piece)]
        if expired:
            path = self._facts.path(expired[0])
            return (Reservation("evidence_expired", {"evidence": expired[0].title}, path),)
        return (Reservation("evidence_missing", {}, ()),)
