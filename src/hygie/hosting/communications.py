"""What was sent to whom: certificates, guarantee table, places of storage, safeguards (EXI-12, 28 to 31).

A communication that does not name a thing is about everything, that is, about what existed on its day:
nobody was told of a storage by a letter sent before it was used. One that names it counts whenever it
was sent. Convention: the text asks that clients and the certification body be told, and does not say when.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import RemoteAccess, Storage
from hygie.dossier.vocabulary.assurance import Communication, CommunicationKind
from hygie.dossier.vocabulary.base import day, known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.lack import Lack
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown


class Since(NamedTuple):
    """The first day on which something can be told by a communication that does not name it.

    No day: on any day. With ``lacks``, the day may not count, or a later one may: a communication sent
    from ``day`` on is enough all the same, and of an earlier one nothing is known.
    """

    day: date | None = None
    lacks: tuple[Lack, ...] = ()

    def reached_by(self, sent: date) -> Truth:
        """Tell whether it can be told on a day."""
        if self.day is not None and Clock(sent).reached(self.day):
            return Truth.TRUE
        if self.lacks:
            return Truth.UNKNOWN
        return Truth.of(self.day is None)


ALWAYS = Since()
"""It has always been there: any communication tells of it."""


def since_of(entry: Storage | RemoteAccess) -> Since:
    """Give the day from which a storage or an access can be told; none where it has always been there."""
    unknown = isinstance(entry.since, Unknown)
    return Since(day(entry.since), (Lack(entry, "since"),) if unknown else ())


class Sent(NamedTuple):
    """Whether something was sent: by which communication if it was, what it lacks if that is not known.

    ``outdated`` is a communication that would do, had it not been sent too early.
    """

    truth: Truth
    entry: Communication | None = None
    lacks: tuple[Lack, ...] = ()
    outdated: Communication | None = None


class CommunicationLog:
    """The communications of a dossier, by what was sent and to whom (indexed once, asked many times)."""

    def __init__(self, declared: Declarations) -> None:
        """Index the communications of a dossier."""
        listed = known(declared.communications)
        self.listed = listed is not None
        self._index: dict[tuple[CommunicationKind, str], list[Communication]] = defaultdict(list)
        for communication in listed or ():
            for recipient in communication.to:
                self._index[communication.what, recipient].append(communication)

    def of(self, kind: CommunicationKind, recipient: str) -> Sequence[Communication]:
        """List what was sent or is planned, of a kind and to ``client:id`` or ``actor:id``, as declared."""
        return self._index.get((kind, recipient), ())

    def general(self, kind: CommunicationKind, recipient: str, clock: Clock) -> Communication | None:
        """Find the latest communication of a kind that was sent to a recipient and names nothing."""
        by_day = {
            sent: communication
            for communication in self.of(kind, recipient)
            if communication.about is None and (sent := known(communication.sent)) is not None
        }
        latest = clock.latest(by_day)
        return None if latest is None else by_day[latest]

    def sent_to(
        self,
        kind: CommunicationKind,
        recipient: str,
        clock: Clock,
        about: frozenset[str] | None = None,
        since: Sequence[Since] = (),
    ) -> Sent:
        """Tell whether something of a kind was sent to ``client:id`` or ``actor:id`` by the clock's day.

        ``about`` asks for a communication about at least one of these ``kind:id``; a communication that
        does not say what it is about is about everything, from each day of ``since`` on. Without
        ``about`` there is nothing to name: ``since`` then holds for every communication. A planned
        sending has not happened.
        """
        if not self.listed:
            return Sent(Truth.UNKNOWN, lacks=(Lack(None, "communications"),))
        lacks: list[Lack] = []
        outdated: Communication | None = None
        for communication in self.of(kind, recipient):
            answer = _by(communication, clock, about, since)
            if answer.truth is Truth.TRUE:
                return answer
            lacks.extend(answer.lacks)
            outdated = outdated or answer.outdated
        return Sent(Truth.UNKNOWN, lacks=tuple(lacks)) if lacks else Sent(Truth.FALSE, outdated=outdated)


def sent_to(
    declared: Declarations,
    kind: CommunicationKind,
    recipient: str,
    clock: Clock,
    about: frozenset[str] | None = None,
    since: Sequence[Since] = (),
) -> Sent:
    """Ask one question; for many (a question a client), keep one ``CommunicationLog``."""
    return CommunicationLog(declared).sent_to(kind, recipient, clock, about, since)


def _by(
    communication: Communication, clock: Clock, about: frozenset[str] | None, since: Sequence[Since]
) -> Sent:
    """Tell whether this communication answers; a false part settles it, whatever is not known."""
    concerns = concerned(communication, about)
    sent = known(communication.sent)
    come = Truth.UNKNOWN if sent is None else Truth.of(clock.reached(sent))
    if Truth.FALSE in (concerns, come):
        return Sent(Truth.FALSE)
    lacks = [
        Lack(communication, field)
        for field, part in (("about", concerns), ("sent", come))
        if part is Truth.UNKNOWN
    ]
    if sent is not None and (about is None or communication.about is None):
        timely = [(each.reached_by(sent), each.lacks) for each in since]
        if any(truth is Truth.FALSE for truth, _ in timely):
            return Sent(Truth.FALSE, outdated=communication)
        lacks.extend(lack for truth, missing in timely if truth is Truth.UNKNOWN for lack in missing)
    return Sent(Truth.UNKNOWN, lacks=tuple(lacks)) if lacks else Sent(Truth.TRUE, communication)


def concerned(communication: Communication, about: frozenset[str] | None) -> Truth:
    """Tell whether a communication is about one of these ``kind:id`` (``None``: anything will do)."""
    if about is None or communication.about is None:
        return Truth.TRUE
    if isinstance(communication.about, Unknown):
        return Truth.UNKNOWN
    return Truth.of(not about.isdisjoint(communication.about))
