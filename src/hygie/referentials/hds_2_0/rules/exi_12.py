"""EXI-12: clients are given the host's certificate and those of certified subcontractors (HDS §5.7.4).

One case a client. The certificate in force is what has to be sent: a sending that names it, or one that
came on or after its day of issue without naming another. A host, or a subcontractor declared certified,
whose certificate is no longer in force has none to give.
"""

from hygie.dossier.vocabulary.actors import Actor, Certificate
from hygie.dossier.vocabulary.assurance import Communication, CommunicationKind
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.hosting.communications import CommunicationLog, concerned
from hygie.hosting.participants import host_of, subcontractors
from hygie.kernel.clock import Clock
from hygie.kernel.parameters import Parameter
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.certified_subcontractors import certified
from hygie.referentials.hosting_checks import name_of, some_in_force
from hygie.referentials.questions import left_out, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-12"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: the host's certificate was sent to the client; c2: so was each certified subcontractor's."""
    clients = facts.listed(facts.declared.clients)
    if clients is None:
        return Decision(undetermined=facts.lacks(None, "clients"))
    if not clients:
        return Decision(applies=facts.says(False, "no_client", facts.path(None, "clients")))
    sendings = _Sendings(facts)
    return Decision(tuple(sendings.case(client) for client in clients))


class _Sendings:
    """The sendings of certificates, client by client; what does not depend on the client is found once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._log = CommunicationLog(facts.declared)
        self._host = host_of(facts.declared)
        actors = subcontractors(facts.declared)
        found = [(actor, certified(actor, facts)) for actor in actors or ()]
        self._listed = actors is not None
        self._certified = [
            (actor, concerns) for actor, concerns in found if concerns.value is not Truth.FALSE
        ]
        self._left_out = left_out(found, facts)
        self._any_certified = some(concerns for _, concerns in found)

    def case(self, client: Client) -> Case:
        return Case((Criterion("c1", self._own(client)), self._others(client)), self._facts.path(client))

    def _own(self, client: Client) -> Check:
        if self._host is None:
            return self._facts.lacks(None, "actors")
        return self._sent(self._host, "hds_certificate", client)

    def _others(self, client: Client) -> Criterion:
        """c2 has no object without a certified subcontractor taking part."""
        if not self._listed:
            return Criterion("c2", self._facts.lacks(None, "actors"))
        sent = every(
            some((spared(concerns), self._sent(actor, "subcontractor_certificate", client)))
            for actor, concerns in self._certified
        )
        return Criterion("c2", sent, applies=self._any_certified, left_out=self._left_out)

    def _sent(self, actor: Actor, kind: CommunicationKind, client: Client) -> Check:
        """Answer whether a certificate of an actor that is in force was sent to a client."""
        return some_in_force(
            self._facts, actor, "hds", lambda certificate: self._reached(certificate, actor, kind, client)
        )

    def _reached(
        self, certificate: Certificate, actor: Actor, kind: CommunicationKind, client: Client
    ) -> Check:
        facts = self._facts
        if not self._log.listed:
            return facts.lacks(None, "communications")
        sendings = self._log.of(kind, f"client:{client.id}")
        about: dict[str, Parameter] = {"client": client.name, "actor": actor.name}
        about["certificate"] = name_of(certificate)
        found = some(_carries(item, certificate, actor, about, facts) for item in sendings)
        if found.value is not Truth.FALSE:
            return found
        return facts.says(False, "certificate_not_sent", facts.path(None, "communications"), **about)


def _carries(
    sending: Communication,
    certificate: Certificate,
    actor: Actor,
    about: dict[str, Parameter],
    facts: Facts,
) -> Check:
    """Answer whether a sending has come and is about this certificate."""
    sent = known(sending.sent)
    if sent is None:
        came = facts.lacks(sending, "sent")
    else:
        path = facts.path(sending, "sent")
        came = facts.says(facts.clock.reached(sent), "certificate_sent", path, sent=sent, **about)
    return every((came, _is_about(sending, certificate, actor, facts)))


def _is_about(sending: Communication, certificate: Certificate, actor: Actor, facts: Facts) -> Check:
    """Answer whether it names the certificate; else whether it can be this one, by its day of issue."""
    if sending.about is not None and known(sending.about) is None:
        return facts.lacks(sending, "about")
    name = f"certificate:{certificate.id}"
    if sending.about is not None and concerned(sending, frozenset({name})) is Truth.TRUE:
        return Check(Truth.TRUE)
    if concerned(sending, frozenset({f"actor:{actor.id}"})) is Truth.FALSE:
        return Check(Truth.FALSE)
    issued, sent = known(certificate.issued), known(sending.sent)
    if issued is None:
        return facts.lacks(certificate, "issued")
    # On the day of the sending, had the certificate been issued?
    return facts.lacks(sending, "sent") if sent is None else Check(Truth.of(Clock(sent).reached(issued)))
