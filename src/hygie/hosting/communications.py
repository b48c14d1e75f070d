"""What was sent to whom: certificates, guarantee table, places of storage, safeguards (EXI-12, 28 to 31)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from hygie.dossier.vocabulary.assurance import Communication, CommunicationKind
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.lack import Lack
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown


class Sent(NamedTuple):
    """Whether something was sent: by which communication if it was, what it lacks if that is not known."""

    truth: Truth
    entry: Communication | None = None
    lacks: tuple[Lack, ...] = ()


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

    def sent_to(
        self, kind: CommunicationKind, recipient: str, clock: Clock, about: frozenset[str] | None = None
    ) -> Sent:
        """Tell whether something of a kind was sent to ``client:id`` or ``actor:id`` by the clock's day.

        ``about`` asks for a communication about at least one of these ``kind:id``; a communication that
        does not say what it is about is about everything. A planned sending has not happened.
        """
        if not self.listed:
            return Sent(Truth.UNKNOWN, lacks=(Lack(None, "communications"),))
        lacks: list[Lack] = []
        for communication in self.of(kind, recipient):
            answer = _by(communication, clock, about)
            if answer.truth is Truth.TRUE:
                return answer
            lacks.extend(answer.lacks)
        return Sent(Truth.UNKNOWN, lacks=tuple(lacks)) if lacks else Sent(Truth.FALSE)


def sent_to(
    declared: Declarations,
    kind: CommunicationKind,
    recipient: str,
    clock: Clock,
    about: frozenset[str] | None = None,
) -> Sent:
    """Ask one question; for many (a question a client), keep one ``CommunicationLog``."""
    return CommunicationLog(declared).sent_to(kind, recipient, clock, about)


def _by(communication: Communication, clock: Clock, about: frozenset[str] | None) -> Sent:
    """Tell whether this communication answers; a false part settles it, whatever is not known."""
    concerns = concerned(communication, about)
    sent = known(communication.sent)
    come = Truth.UNKNOWN if sent is None else Truth.of(clock.reached(sent))
    truth = concerns & come
    if truth is not Truth.UNKNOWN:
        return Sent(truth, communication if truth is Truth.TRUE else None)
    lacks = (("about", concerns), ("sent", come))
    return Sent(
        truth, None, tuple(Lack(communication, field) for field, part in lacks if part is Truth.UNKNOWN)
    )


def concerned(communication: Communication, about: frozenset[str] | None) -> Truth:
    """Tell whether a communication is about one of these ``kind:id`` (``None``: anything will do)."""
    if about is None or communication.about is None:
        return Truth.TRUE
    if isinstance(communication.about, Unknown):
        return Truth.UNKNOWN
    return Truth.of(not about.isdisjoint(communication.about))
