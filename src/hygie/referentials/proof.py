"""How well a fact is proved: the evidence that supports it, and whether it still holds."""

from collections.abc import Iterable, Iterator
from itertools import chain

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.evidence import Evidence
from hygie.kernel.parameters import Named, Parameter, Scalar
from hygie.kernel.status import Strength
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Case, Decision, Reason, Reservation


class Proof:
    """The evidence of one requirement.

    A piece supports a fact when it names the requirement, or an entry or section that holds the
    fact. It counts when it is in force on the day and somebody vouches for it (or it was observed).
    """

    def __init__(self, facts: Facts, requirement: str) -> None:
        """Look at the evidence of ``requirement``."""
        self._facts = facts
        self._requirement = requirement
        self._contexts: dict[int, tuple[tuple[Reason, ...], tuple[Reason, ...]]] = {}
        self._table = facts.dossier.evidence_by_target
        self._general = self._table.get(requirement, ())

    def context(self, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        """Keep why something has no object as facts that hold: they say nothing against the requirement.

        A thousand subjects often share one answer, so each is made once.
        """
        found = self._contexts.get(id(reasons))
        if found is None:
            # The reasons are kept beside, so that their identity stays theirs.
            found = (reasons, tuple(reason._replace(value=Truth.TRUE) for reason in reasons))
            self._contexts[id(reasons)] = found
        return found[1]

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
            # What was observed must be there to be seen again: the file as it was, or where it is kept.
            kept = known(piece.reference) is not None or None not in (known(piece.file), known(piece.sha256))
            return Strength.OBSERVED if kept else Strength.DECLARED
        return Strength.ATTESTED if known(piece.attester) is not None else Strength.DECLARED

    def _in_force(self, piece: Evidence) -> bool:
        effective, last_day = known(piece.effective), known(piece.valid_until)
        received = known(piece.received)
        clock = self._facts.clock
        if effective is None or not clock.reached(effective):
            return False
        if received is not None and not clock.reached(received):
            return False
        return last_day is None or clock.valid_through(last_day)

    def _expired(self, piece: Evidence) -> bool:
        last_day = known(piece.valid_until)
        return last_day is not None and not self._facts.clock.valid_through(last_day)

    def used(self, decision: Decision) -> tuple[str, ...]:
        """Name the pieces that support the facts a decision rests on, each once."""
        return tuple(dict.fromkeys(piece.id for piece in self._supporting(decision)))

    def _supporting(self, decision: Decision) -> Iterator[Evidence]:
        if self._table:
            yield from self._general
            for path in sorted(_paths(decision), key=str):
                yield from self.pieces(path)

    def reservations(self, strength: Strength, decision: Decision) -> tuple[Reservation, ...]:
        """Reserve a verdict that rests on a mere declaration: an expired piece, or the fact without any."""
        if strength is not Strength.DECLARED:
            return ()
        expired = next((piece for piece in self._supporting(decision) if self._expired(piece)), None)
        if expired is not None:
            path = self._facts.path(expired)
            return (Reservation("evidence_expired", {"evidence": expired.title}, path),)
        bare = [path for path in _paths(decision) if path and self.strength(path) is Strength.DECLARED]
        path = min(bare, key=str, default=())
        # A verdict that sums up others rests on no fact of its own: the requirement stands for them.
        fact = self._facts.dossier.address(path) or self._requirement
        # A piece may name the entry that holds the fact, or the requirement; nothing in between.
        subject = self._facts.dossier.subject(path)
        target = subject if ":" in subject else self._requirement
        about: dict[str, Parameter] = {"fact": fact, "target": target, "subject": self._named(target)}
        return (Reservation("evidence_missing", about, path),)

    def _named(self, target: str) -> Scalar:
        """Name what a piece would support as people do: an entry by its kind and its name."""
        entry = self._facts.dossier.entry(target)
        if entry is None:
            return target
        name = getattr(entry, "name", None) or getattr(entry, "title", None)
        return Named(entry.kind, name if isinstance(name, str) else target.partition(":")[2])


def _paths(decision: Decision) -> set[Path]:
    """Give the paths of the facts that a decision rests on: what is said, and why the rest has no object."""
    return set(chain.from_iterable(map(_paths_of, decision.cases)))


def _paths_of(case: Case) -> Iterator[Path]:
    if case.applies.value is Truth.FALSE:
        yield from (reason.path for reason in case.applies.reasons)
        return
    for criterion in case.criteria:
        said = criterion.applies if criterion.applies.value is Truth.FALSE else criterion.check
        yield from (reason.path for reason in said.reasons)
        yield from criterion.left_out
