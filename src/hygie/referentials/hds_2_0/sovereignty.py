"""Questions that the rules on sovereignty (EXI-28 to 31) ask in the same words."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import RemoteAccess, Storage
from hygie.dossier.vocabulary.assurance import Communication, CommunicationKind
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.hosting.answers import Answer
from hygie.hosting.communications import ALWAYS, CommunicationLog, Since, since_of
from hygie.kernel.parameters import Parameter
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hosting_checks import aside, check_of
from hygie.referentials.questions import lacking
from hygie.referentials.verdict import TRUE, Check, Criterion, every, some


def applies_if_any(facts: Facts, answers: Iterable[Answer], some_code: str, none_code: str) -> Check:
    """Answer whether a requirement has an object; the reason points to the first one, or to the actors."""
    listed = tuple(answers)
    found = next((answer for answer in listed if answer.truth is Truth.TRUE), None)
    if found is not None:
        return check_of(facts, found, (some_code, some_code))
    unknown = some(aside(facts, answer).negated() for answer in listed)
    if unknown.value is Truth.UNKNOWN:
        return unknown
    return facts.says(False, none_code, facts.path(None, "actors"))


class ToldCodes(NamedTuple):
    """The codes of somebody told, told too early, not told; and of clients told of everything at once."""

    told: str
    outdated: str
    not_told: str
    at_once: str = ""


class ToldAtOnce(NamedTuple):
    """Clients with the latest communication that told them of everything; its day is known and has come."""

    general: tuple[tuple[Client, Communication], ...]
    others: tuple[Client, ...]
    earliest: tuple[Since, ...]
    """The day of the earliest of these communications, if any."""
    nothing_else: frozenset[str]
    """Ids of the clients to whom nothing else was sent that could tell of one thing, or has no known day."""

    def told_of(self, since: Since) -> tuple[tuple[Client, Communication], ...]:
        """Keep the clients whose communication is not older than what it tells of."""
        if self.earliest_covers(since):
            return self.general
        return tuple(each for each in self.general if _covers(each[1], since))

    def earliest_covers(self, since: Since) -> bool:
        """Tell whether even the earliest communication is not older than this."""
        return all(
            first.day is not None and since.reached_by(first.day) is Truth.TRUE for first in self.earliest
        )


def _covers(communication: Communication, since: Since) -> bool:
    sent = known(communication.sent)
    return sent is not None and since.reached_by(sent) is Truth.TRUE


class Messages:
    """What was told to clients and to the certification body; the log is indexed once for a rule."""

    def __init__(self, facts: Facts) -> None:
        """Look at the communications of a dossier."""
        self._facts = facts
        self._log = CommunicationLog(facts.declared)
        self._at_once: dict[CommunicationKind, ToldAtOnce] = {}

    @cached_property
    def clients(self) -> tuple[Client, ...] | None:
        """The clients; None when they are not known."""
        return self._facts.listed(self._facts.declared.clients)

    def told_to_clients(
        self,
        name: str,
        kind: CommunicationKind,
        codes: ToldCodes,
        *subjects: Storage | RemoteAccess,
        **about: Parameter,
    ) -> Criterion:
        """Answer, for a criterion, whether every client was told of each subject; no object without client.

        A communication that names nothing tells of what is in place on its day (``since``), see
        ``hosting.communications``.
        """
        facts = self._facts
        if self.clients is None:
            return Criterion(name, facts.lacks(None, "clients"))
        path = facts.path(None, "clients")
        anybody = TRUE if self.clients else facts.says(False, "no_client", path)
        if self.clients and subjects and not self._log.listed:
            return Criterion(name, facts.lacks(None, "communications"))
        told = every(check for subject in subjects for check in self._each_told(kind, codes, subject, about))
        return Criterion(name, told, applies=anybody)

    def _each_told(
        self,
        kind: CommunicationKind,
        codes: ToldCodes,
        subject: Storage | RemoteAccess,
        about: Mapping[str, Parameter],
    ) -> Iterator[Check]:
        """Answer client by client, but for those who were told of everything in one communication.

        A host with a thousand clients and hundreds of accesses tells them all at once: asking of each
        client and each access would then be hundreds of thousands of times the same answer.
        """
        since, at_once = since_of(subject), self._told_everything(kind)
        told = at_once.told_of(since)
        if told:
            names = tuple(client.name for client, _ in told)
            path = self._facts.path(told[0][1], "sent")
            yield self._facts.says(True, codes.at_once, path, clients=names, **about)
        done = {client.id for client, _ in told}
        left = [each for each in at_once.general if each[0].id not in done]
        late = [each for each in left if not since.lacks and each[0].id in at_once.nothing_else]
        if late:
            names = tuple(client.name for client, _ in late)
            path = self._facts.path(late[0][1], "sent")
            yield self._facts.says(False, codes.outdated, path, client=names, **about)
            done.update(client.id for client, _ in late)
        rest = (*(client for client, _ in left if client.id not in done), *at_once.others)
        for client in rest:
            recipient, wanted = f"client:{client.id}", f"{subject.kind}:{subject.id}"
            yield self._told(recipient, kind, codes, wanted, since, client=client.name, **about)

    def _told_everything(self, kind: CommunicationKind) -> ToldAtOnce:
        if kind not in self._at_once:
            clock = self._facts.clock
            found = [
                (client, self._log.general(kind, f"client:{client.id}", clock))
                for client in self.clients or ()
            ]
            general = tuple((client, sent) for client, sent in found if sent is not None)
            others = tuple(client for client, sent in found if sent is None)
            days = [sent for _, each in general if (sent := known(each.sent)) is not None]
            earliest = (Since(min(days)),) if days else ()
            alone = frozenset(client.id for client, _ in general if self._nothing_else(kind, client))
            self._at_once[kind] = ToldAtOnce(general, others, earliest, alone)
        return self._at_once[kind]

    def _nothing_else(self, kind: CommunicationKind, client: Client) -> bool:
        listed = self._log.of(kind, f"client:{client.id}")
        return all(each.about is None and known(each.sent) is not None for each in listed)

    def told_to_certifier(
        self,
        kind: CommunicationKind,
        codes: ToldCodes,
        subject: str | None = None,
        since: Since = ALWAYS,
        /,
        **about: Parameter,
    ) -> Check:
        """Answer whether a certification body was told; ``since`` as in ``CommunicationLog.sent_to``."""
        facts = self._facts
        actors = known(facts.declared.actors)
        if actors is None:
            return facts.lacks(None, "actors")
        bodies = [actor for actor in actors if actor.role == "certification_body"]
        told = some(self._told(f"actor:{body.id}", kind, codes, subject, since, **about) for body in bodies)
        if told.value is not Truth.FALSE or told.reasons:
            return told
        if known(facts.declared.communications) is None:
            return facts.lacks(None, "communications")
        return facts.says(False, codes.not_told, facts.path(None, "communications"), **about)

    def _told(
        self,
        recipient: str,
        kind: CommunicationKind,
        codes: ToldCodes,
        subject: str | None,
        since: Since,
        **about: Parameter,
    ) -> Check:
        facts = self._facts
        wanted = None if subject is None else frozenset({subject})
        sent = self._log.sent_to(kind, recipient, facts.clock, wanted, (since,))
        if sent.truth is Truth.UNKNOWN:
            return lacking(facts, sent.lacks)
        if sent.entry is not None:
            return facts.says(True, codes.told, facts.path(sent.entry, "sent"), **about)
        if sent.outdated is not None:
            return facts.says(False, codes.outdated, facts.path(sent.outdated, "sent"), **about)
        return facts.says(False, codes.not_told, facts.path(None, "communications"), **about)
