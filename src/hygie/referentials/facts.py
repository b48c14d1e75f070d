"""What a rule may look at: the dossier as of a day, through a few questions that keep their traces."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from hygie.dossier.dossier import Dossier
from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import Entry, day, known
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.clock import Clock
from hygie.kernel.parameters import Duration, Parameter, Term
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown
from hygie.law import Period, changes, period
from hygie.referentials.verdict import Check, Missing, Reason, Reservation

E = TypeVar("E", bound=Entry)


class Facts:
    """The declared facts of a dossier as of a day, for rules."""

    def __init__(self, dossier: Dossier, clock: Clock) -> None:
        """Look at ``dossier`` as of the clock's day."""
        self.dossier = dossier
        self.clock = clock

    @property
    def declared(self) -> Declarations:
        """The typed declarations."""
        return self.dossier.declared

    @property
    def as_of(self) -> date:
        """The day of the assessment (for parameters of sentences; compare dates through ``clock``)."""
        return self.clock.as_of

    # -- answers ---------------------------------------------------------------------------------

    def path(self, entry: Entry | None, field: str | None = None) -> Path:
        """Give the path of an entry's field; ``None`` stands for the root."""
        return self.dossier.path(self.declared if entry is None else entry, field)

    def says(self, truth: bool | Truth, code: str, path: Path, **parameters: Parameter) -> Check:
        """Answer true or false, for one reason."""
        verdict = truth if isinstance(truth, Truth) else Truth.of(truth)
        return Check(verdict, (Reason(verdict, code, parameters, path),))

    def lacks(self, entry: Entry | None, *fields: str) -> Check:
        """Answer unknown, for want of these fields of an entry (``None``: of the root)."""
        return self.lacks_at(*(self.path(entry, field) for field in fields))

    def lacks_at(self, *paths: Path) -> Check:
        """Answer unknown, for want of what should stand at these paths."""
        return Check(
            Truth.UNKNOWN, missing=tuple(Missing(path, self.dossier.unknown_reason(path)) for path in paths)
        )

    def flag(
        self, entry: Entry, field: str, yes: str, no: str | None = None, /, **parameters: Parameter
    ) -> Check:
        """Answer with a declared boolean; ``yes`` and ``no`` are the codes of the two reasons."""
        declared = known(getattr(entry, field))
        if declared is None:
            return self.lacks(entry, field)
        return self.says(declared, yes if declared else no or yes, self.path(entry, field), **parameters)

    def done(self, entry: Entry, field: str, to_come: str, /, **parameters: Parameter) -> Check:
        """Answer whether an act has happened by the day of the assessment; ``to_come`` is the code if not.

        What is dated ahead is not done. An act without a date is done, and its reason is up to the rule; one
        whose date is said not to be known may be to come.
        """
        declared = getattr(entry, field)
        if isinstance(declared, Unknown):
            return self.lacks(entry, field)
        dated = day(declared)
        if dated is None or self.clock.reached(dated):
            return Check(Truth.TRUE)
        return self.says(False, to_come, self.path(entry, field), dated=dated, **parameters)

    def listed(self, values: Sequence[E] | Unknown | None) -> tuple[E, ...] | None:
        """Give a declared list, ``None`` when it is absent or unknown (a written list is the whole list)."""
        return None if values is None or isinstance(values, Unknown) else tuple(values)

    def reserve(self, code: str, path: Path, **parameters: Parameter) -> Check:
        """Answer true, with a reservation: a convention of ours is not respected."""
        return Check(Truth.TRUE, reservations=(Reservation(code, parameters, path),))

    def period(self, parameter: str) -> Period:
        """Give a period of the law room, as of the clock's day; the clock watches the days it changes."""
        self.clock.watch(*changes(parameter))
        return period(parameter, self.as_of).value

    def ahead(self, on: date | Unknown | None, path: Path) -> Check:
        """Reserve ``dated_ahead`` where a date that no requirement asks for has not come yet."""
        dated = known(on)
        if dated is None or self.clock.reached(dated):
            return Check(Truth.TRUE)
        return self.reserve("dated_ahead", path, dated=dated)

    def fresh(self, on: date | Unknown | None, parameter: str, path: Path) -> Check:
        """Reserve ``stale`` where a date is older than a conventional limit of the law room, or not given.

        It never lowers a status (hds-v2 §0.4): the answer is always true.
        """
        dated = known(on)
        if dated is None:
            return self.reserve("undated", path)
        limit = self.period(parameter)
        if not self.clock.reached(dated):
            return self.ahead(dated, path)
        if self.clock.within(dated, limit):
            return Check(Truth.TRUE)
        length = Duration(limit.years, limit.months, limit.days)
        return self.reserve("stale", path, dated=dated, limit=length, act=Term("renewal", parameter))
