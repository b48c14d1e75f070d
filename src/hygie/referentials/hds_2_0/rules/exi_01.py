"""EXI-01: the conditions of certification, which sum up all the others (HDS §4).

Five conditions: a certified and complete ISMS, a scope that covers every activity, contracts, sovereignty,
and guarantees that clients are told of. Whether activity 5 calls for certification is a note.
"""

from collections.abc import Sequence

from hygie.dossier.vocabulary.actors import Actor, Certificate
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.communications import CommunicationLog, Since
from hygie.hosting.participants import activities_of, host_of
from hygie.hosting.table_currency import table_since
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.groups import Member, group
from hygie.referentials.hds_2_0 import activity_5
from hygie.referentials.hosting_checks import name_of, some_in_force
from hygie.referentials.questions import lacking
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, Verdict, every

REQUIREMENT = "EXI-01"


def _range(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"EXI-{number:02}" for number in range(first, last + 1))


GROUPS = {"c3": _range(2, 16), "c4": _range(17, 27), "c5": _range(28, 31)}
NEEDS = _range(2, 31)


def decide(facts: Facts, verdicts: Verdicts) -> Decision:
    """c1: ISO 27001 certificate; c2: its scope; c3 to c5: the other requirements; c6: the guarantee table."""
    host = host_of(facts.declared)
    groups = (
        group(name, {item: _member(verdicts[item]) for item in members}) for name, members in GROUPS.items()
    )
    criteria = (Criterion("c1", _certified(host, facts)), Criterion("c2", _in_scope(host, facts)), *groups)
    notes = activity_5.decide(facts).notes()
    return Decision((Case((*criteria, _guarantees(facts))),), notes=notes)


def _certified(host: Actor | None, facts: Facts) -> Check:
    return facts.lacks(None, "actors") if host is None else some_in_force(facts, host, "iso27001")


def _in_scope(host: Actor | None, facts: Facts) -> Check:
    """c2: one certificate in force covers the activities of every service offered."""
    services = facts.listed(facts.declared.services)
    if host is None or services is None:
        sections = {"actors": host, "services": services}
        return facts.lacks(None, *(name for name, given in sections.items() if given is None))
    return some_in_force(
        facts,
        host,
        "iso27001",
        lambda certificate: every(_covered(service, certificate, facts) for service in services),
    )


def _member(verdict: Verdict) -> Member:
    return Member(verdict.status, verdict.missing, verdict.strength)


def _covered(service: Service, certificate: Certificate, facts: Facts) -> Check:
    carried_out, covered = activities_of(service), known(certificate.activities)
    if carried_out is None:
        return facts.lacks(service, "activities")
    if covered is None:
        return facts.lacks(certificate, "activities")
    outside = tuple(sorted(carried_out.difference(covered)))
    path = facts.path(certificate, "activities")
    about = {"service": service.name, "certificate": name_of(certificate)}
    if outside:
        return facts.says(False, "activities_outside_isms", path, activities=outside, **about)
    return facts.says(True, "activities_in_isms", path, **about)


def _guarantees(facts: Facts) -> Criterion:
    """c6: the guarantee table was sent to every client; without any client it has no object.

    One sent before the certificate in force was issued, or before a storage or an access in place was
    there, announces other guarantees.
    """
    clients = facts.listed(facts.declared.clients)
    if clients is None:
        return Criterion("c6", facts.lacks(None, "clients"))
    log = CommunicationLog(facts.declared)
    since = table_since(facts.declared, facts.clock)
    any_client = TRUE if clients else facts.says(True, "no_client", facts.path(None, "clients")).negated()
    return Criterion("c6", every(_told(client, log, since, facts) for client in clients), applies=any_client)


def _told(client: Client, log: CommunicationLog, since: Sequence[Since], facts: Facts) -> Check:
    sent = log.sent_to("guarantee_table", f"client:{client.id}", facts.clock, since=since)
    if sent.truth is Truth.UNKNOWN:
        return lacking(facts, sent.lacks)
    if sent.entry is not None:
        return facts.says(True, "guarantee_table_sent", facts.path(sent.entry, "sent"), client=client.name)
    if sent.outdated is not None:
        path = facts.path(sent.outdated, "sent")
        return facts.says(False, "guarantee_table_outdated", path, client=client.name)
    path = facts.path(None, "communications")
    return facts.says(False, "guarantee_table_not_sent", path, client=client.name)
