"""Questions that the rules on sovereignty (EXI-28 to 31) ask in the same words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.assurance import CommunicationKind
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.hosting.answers import Answer
from hygie.hosting.communications import CommunicationLog
from hygie.kernel.parameters import Parameter
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.certificate_checks import lacking
from hygie.referentials.verdict import TRUE, Check, Criterion, every, some


def check_of(
    facts: Facts, answer: Answer, codes: tuple[str, str], path: Path | None = None, /, **about: Parameter
) -> Check:
    """Turn an answer into a check: ``codes`` if it is true, and if it is false.

    Without a path, the reason points to the last fact that decides, the most particular one.
    """
    if answer.truth is Truth.UNKNOWN:
        return lacking(facts, answer.lacks)
    if path is None:
        fact = answer.because[-1]
        path = facts.path(fact.entry, fact.field)
    return facts.says(answer.truth, codes[0 if answer.truth is Truth.TRUE else 1], path, **about)


def aside(facts: Facts, answer: Answer) -> Check:
    """Answer whether something is out of question, without a reason: the other half of an implication."""
    return lacking(facts, answer.lacks) if answer.truth is Truth.UNKNOWN else Check(~answer.truth)


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


ToldCodes = tuple[str, str, str]


class ToldAtOnce(NamedTuple):
    """Clients told of everything in one communication (their names, its path), and the others."""

    names: tuple[str, ...]
    path: Path
    others: tuple[Client, ...]


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
        self, name: str, kind: CommunicationKind, codes: ToldCodes, *subjects: str, **about: Parameter
    ) -> Criterion:
        """Answer, for a criterion, whether every client was told of each subject; no object without client.

        ``codes`` are those of a client told, a client not told, and several told of everything at once.
        """
        facts = self._facts
        if self.clients is None:
            return Criterion(name, facts.lacks(None, "clients"))
        path = facts.path(None, "clients")
        anybody = TRUE if self.clients else facts.says(False, "no_client", path)
        if self.clients and subjects and not self._log.listed:
            return Criterion(name, facts.lacks(None, "communications"))
        told = every(self._each_told(kind, codes, subjects, about))
        return Criterion(name, told, applies=anybody)

    def _each_told(
        self,
        kind: CommunicationKind,
        codes: ToldCodes,
        subjects: Sequence[str],
        about: Mapping[str, Parameter],
    ) -> Iterator[Check]:
        """Answer client by client, but for those who were told of everything in one communication.

        A host with a thousand clients and hundreds of accesses tells them all at once: asking of each
        client and each access would then be hundreds of thousands of times the same answer.
        """
        at_once = self._told_everything(kind)
        if at_once.names and subjects:
            yield self._facts.says(True, codes[2], at_once.path, clients=at_once.names, **about)
        for client in at_once.others:
            for subject in subjects:
                yield self._told(f"client:{client.id}", kind, codes[:2], subject, client=client.name, **about)

    def _told_everything(self, kind: CommunicationKind) -> ToldAtOnce:
        if kind not in self._at_once:
            names: list[str] = []
            others: list[Client] = []
            path: Path = ()
            for client in self.clients or ():
                sent = self._log.sent_to(kind, f"client:{client.id}", self._facts.clock, frozenset())
                if sent.entry is None:
                    others.append(client)
                else:
                    names.append(client.name)
                    path = path or self._facts.path(sent.entry, "sent")
            self._at_once[kind] = ToldAtOnce(tuple(names), path, tuple(others))
        return self._at_once[kind]

    def told_to_certifier(
        self, kind: CommunicationKind, codes: tuple[str, str], subject: str | None = None, **about: Parameter
    ) -> Check:
        """Answer whether a certification body was told."""
        facts = self._facts
        actors = known(facts.declared.actors)
        if actors is None:
            return facts.lacks(None, "actors")
        bodies = [actor for actor in actors if actor.role == "certification_body"]
        told = some(self._told(f"actor:{body.id}", kind, codes, subject, **about) for body in bodies)
        if told.value is not Truth.FALSE:
            return told
        if known(facts.declared.communications) is None:
            return facts.lacks(None, "communications")
        return facts.says(False, codes[1], facts.path(None, "communications"), **about)

    def _told(
        self,
        recipient: str,
        kind: CommunicationKind,
        codes: tuple[str, str],
        subject: str | None,
        **about: Parameter,
    ) -> Check:
        facts = self._facts
        wanted = None if subject is None else frozenset({subject})
        sent = self._log.sent_to(kind, recipient, facts.clock, wanted)
        if sent.truth is Truth.UNKNOWN:
            return lacking(facts, sent.lacks)
        if sent.entry is None:
            return facts.says(False, codes[1], facts.path(None, "communications"), **about)
        return facts.says(True, codes[0], facts.path(sent.entry, "sent"), **about)
