"""Three-valued answers that say which facts decide them, or which data they lack."""

from collections.abc import Iterable
from typing import NamedTuple

from hygie.dossier.vocabulary.base import Entry, day
from hygie.hosting.lack import Lack
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth, all_of, any_of
from hygie.kernel.unknown import Unknown


class Fact(NamedTuple):
    """A declared field that was read: of an entry, or of the dossier itself (``None``)."""

    entry: Entry | None
    field: str


class Answer(NamedTuple):
    """A truth value, the facts that decide it, and what it lacks when it is not known."""

    truth: Truth
    because: tuple[Fact, ...] = ()
    lacks: tuple[Lack, ...] = ()

    def negated(self) -> "Answer":
        """Turn true into false; facts and lacks stay."""
        return self._replace(truth=~self.truth)


YES = Answer(Truth.TRUE)
NO = Answer(Truth.FALSE)


def settled(value: bool, entry: Entry | None, field: str) -> Answer:
    """Answer true or false, because of one declared field."""
    return Answer(Truth.of(value), (Fact(entry, field),))


def lacking(entry: Entry | None, *fields: str) -> Answer:
    """Answer that it is not known, for want of these fields."""
    return Answer(Truth.UNKNOWN, lacks=tuple(Lack(entry, field) for field in fields))


def both(answers: Iterable[Answer]) -> Answer:
    """Conjunction of any number of answers; true of none."""
    return _combine(tuple(answers), decisive=Truth.FALSE)


def either(answers: Iterable[Answer]) -> Answer:
    """Disjunction of any number of answers; false of none."""
    return _combine(tuple(answers), decisive=Truth.TRUE)


def _combine(answers: tuple[Answer, ...], decisive: Truth) -> Answer:
    values = [answer.truth for answer in answers]
    truth = all_of(values) if decisive is Truth.FALSE else any_of(values)
    kept = [answer for answer in answers if answer.truth is truth]
    return Answer(
        truth,
        tuple(fact for answer in kept for fact in answer.because),
        tuple(lack for answer in kept for lack in answer.lacks),
    )


def begun(entry: Entry, field: str, clock: Clock) -> Answer:
    """Tell whether the day of a field has come; a field that is not written says that it has, long ago."""
    value = getattr(entry, field)
    if isinstance(value, Unknown):
        return lacking(entry, field)
    since = day(value)
    return YES if since is None else settled(clock.reached(since), entry, field)


def dated(entry: Entry, field: str, clock: Clock) -> Answer:
    """Tell whether something was done on a day that has come; a word such as ``not_done`` says it was not."""
    value = getattr(entry, field)
    if value is None or isinstance(value, Unknown):
        return lacking(entry, field)
    when = day(value)
    return settled(when is not None and clock.reached(when), entry, field)
