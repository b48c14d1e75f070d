"""EXI-16: internal audits of the ISMS and of access traces (HDS §5.9.2.1; ISO 27001 9.2.1)."""

from datetime import date

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import Audit
from hygie.dossier.vocabulary.base import known
from hygie.hosting.participants import host_of, subcontractors
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.audit_dates import work_ended
from hygie.referentials.hosting_checks import participation
from hygie.referentials.questions import spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-16"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: the ISMS was audited against HDS; c2: the traces of everyone who operates for the host were.

    Audits count from the end of their work. Several audits of traces may share the populations out.
    """
    audits = facts.listed(facts.declared.audits)
    if audits is None:
        return Decision(undetermined=facts.lacks(None, "audits"))
    return Decision((Case((Criterion("c1", _isms(audits, facts)), Criterion("c2", _traces(audits, facts)))),))


def _isms(audits: tuple[Audit, ...], facts: Facts) -> Check:
    done = [audit for audit in audits if audit.audit_kind == "isms_hds"]
    found = some(_ended(audit, facts) for audit in done)
    if found.value is Truth.FALSE:
        return facts.says(False, "no_isms_audit", facts.path(None, "audits"))
    return every((found, _fresh(done, facts)))


def _traces(audits: tuple[Audit, ...], facts: Facts) -> Check:
    host, others = host_of(facts.declared), subcontractors(facts.declared)
    if host is None or others is None:
        return facts.lacks(None, "actors")
    done = [audit for audit in audits if audit.audit_kind == "access_traces"]
    if not done:
        return facts.says(False, "no_trace_audit", facts.path(None, "audits"))
    concerned = [(actor, participation(actor, facts)) for actor in others]
    return every(
        (
            _audited(host, done, facts),
            *(
                some((spared(concerns), _audited(actor, done, facts)))
                for actor, concerns in concerned
                if concerns.value is not Truth.FALSE
            ),
        )
    )


def _audited(actor: Actor, audits: list[Audit], facts: Facts) -> Check:
    """Answer whether one audit of traces covers the people of an actor; its age only reserves."""
    found = some(every((_ended(audit, facts), _covers(audit, actor, facts))) for audit in audits)
    if found.value is Truth.FALSE:
        return facts.says(False, "traces_not_audited", facts.path(None, "audits"), actor=actor.name)
    covering = [audit for audit in audits if actor.id in (known(audit.populations) or ())]
    return every((found, _fresh(covering, facts)))


def _ended(audit: Audit, facts: Facts) -> Check:
    ended = work_ended(audit, facts)
    if isinstance(ended, Check):
        return ended
    title = known(audit.title) or audit.id
    path = facts.path(audit, "work_ended")
    return facts.says(facts.clock.reached(ended), "audit_carried_out", path, audit=title, ended=ended)


def _covers(audit: Audit, actor: Actor, facts: Facts) -> Check:
    populations = known(audit.populations)
    if populations is None:
        return facts.lacks(audit, "populations")
    title = known(audit.title) or audit.id
    path = facts.path(audit, "populations")
    return facts.says(actor.id in populations, "traces_audited", path, actor=actor.name, audit=title)


def _fresh(audits: list[Audit], facts: Facts) -> Check:
    """Reserve where the latest of several audits is old."""
    dated: dict[date, Audit] = {ended: audit for audit in audits if (ended := known(audit.work_ended))}
    last = facts.clock.latest(dated)
    if last is None:
        return TRUE
    return facts.fresh(last, "internal_audit_freshness", facts.path(dated[last], "work_ended"))
