"""EXI-15: the four verifications that clients may carry out (HDS §5.9.1; ISO 27001 9.1)."""

from collections.abc import Callable

from hygie.dossier.vocabulary.assurance import Audit, ClientVerifications, SummaryRequest
from hygie.dossier.vocabulary.base import day, known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.services import Service
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.audit_dates import work_ended
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-15"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """15-1 and 15-3 have an object where resources are dedicated, 15-2 where some are shared; 15-4 always."""
    dedicated, shared = _offered("dedicated", facts), _offered("shared", facts)
    criteria = (
        Criterion("15-1", _opened(_dedicated_audits, facts), applies=dedicated),
        Criterion("15-2", _shared_audit(facts), applies=shared),
        Criterion("15-3", _opened(_traces, facts), applies=dedicated),
        Criterion("15-4", _opened(_report_terms, facts)),
    )
    return Decision((Case(criteria),))


def _offered(resources: str, facts: Facts) -> Check:
    """Answer whether a service gives clients resources of a kind."""
    services = facts.listed(facts.declared.services)
    if services is None:
        return facts.lacks(None, "services")
    if not services:
        return facts.says(False, "no_service", facts.path(None, "services"))
    return some(_gives(service, resources, facts) for service in services)


def _gives(service: Service, resources: str, facts: Facts) -> Check:
    given = known(service.resources)
    if given is None:
        return facts.lacks(service, "resources")
    found = resources in given
    code = f"{resources}_resources" if found else f"no_{resources}_resources"
    return facts.says(found, code, facts.path(service, "resources"), service=service.name)


def _opened(right: Callable[[ClientVerifications, Facts], Check], facts: Facts) -> Check:
    """Answer for a right, once what is opened to clients is known."""
    opened = known(facts.declared.client_verifications)
    return facts.lacks(None, "client_verifications") if opened is None else right(opened, facts)


def _dedicated_audits(opened: ClientVerifications, facts: Facts) -> Check:
    audits = known(opened.dedicated_audits)
    if audits is None:
        return facts.lacks(opened, "dedicated_audits")
    return every(
        (
            facts.flag(audits, "allowed", "client_audits_allowed", "client_audits_not_allowed"),
            facts.flag(audits, "assistance", "client_audits_assisted", "client_audits_not_assisted"),
        )
    )


def _traces(opened: ClientVerifications, facts: Facts) -> Check:
    access = known(opened.trace_access)
    if access is None:
        return facts.lacks(opened, "trace_access")
    everyone = ("traces_of_everyone", "traces_not_of_everyone")
    return every(
        (
            facts.flag(access, "available", "traces_open", "traces_not_open"),
            facts.flag(access, "covers_all_personnel", *everyone),
        )
    )


def _report_terms(opened: ClientVerifications, facts: Facts) -> Check:
    field = "certification_report_terms"
    return facts.flag(opened, field, "report_terms_written", "report_terms_not_written")


def _shared_audit(facts: Facts) -> Check:
    """15-2: a recent independent audit of shared resources, its summary, and requests that are honoured."""
    return every((_audited(facts), _opened(_requests, facts)))


def _audited(facts: Facts) -> Check:
    """Answer whether each service that shares resources is covered by an audit that answers."""
    listed = facts.listed(facts.declared.audits)
    if listed is None:
        return facts.lacks(None, "audits")
    audits = [audit for audit in listed if audit.audit_kind == "shared_resources"]
    if not audits:
        return facts.says(False, "no_shared_audit", facts.path(None, "audits"))
    answers = [(audit, _answers(audit, facts)) for audit in audits]
    services = facts.listed(facts.declared.services)
    if services is None:
        return facts.lacks(None, "services")
    return every(_service_audited(service, answers, facts) for service in services)


def _service_audited(service: Service, answers: list[tuple[Audit, Check]], facts: Facts) -> Check:
    shared = _gives(service, "shared", facts)
    if shared.value is Truth.FALSE:
        return TRUE
    audited = some(every((answer, _covers(audit, service, facts))) for audit, answer in answers)
    return audited if shared.value is Truth.TRUE else some((shared, audited))


def _covers(audit: Audit, service: Service, facts: Facts) -> Check:
    services = known(audit.services)
    if services is None:
        return facts.lacks(audit, "services")
    found = service.id in services
    named = {"audit": known(audit.title) or audit.id, "service": service.name}
    code = "audit_covers_service" if found else "audit_of_other_resources"
    return facts.says(found, code, facts.path(audit, "services"), **named)


def _answers(audit: Audit, facts: Facts) -> Check:
    named = {"audit": known(audit.title) or audit.id}
    return every(
        (
            _young(audit, facts),
            facts.flag(audit, "independent", "audit_independent", "audit_not_independent", **named),
            facts.flag(audit, "management_summary", "audit_summarised", "audit_not_summarised", **named),
        )
    )


def _young(audit: Audit, facts: Facts) -> Check:
    """Answer whether the audit's work ended less than three years ago: on the anniversary it is too old."""
    ended = work_ended(audit, facts)
    if isinstance(ended, Check):
        return ended
    path, title = facts.path(audit, "work_ended"), known(audit.title) or audit.id
    if not facts.clock.reached(ended):
        return facts.says(False, "audit_not_ended", path, audit=title, ended=ended)
    limit = facts.period("shared_audit_maximum_age")
    young = facts.clock.within(ended, limit)
    return facts.says(young, "audit_recent" if young else "audit_too_old", path, audit=title, ended=ended)


def _requests(opened: ClientVerifications, facts: Facts) -> Check:
    requests = facts.listed(opened.summary_requests)
    if requests is None:
        return facts.lacks(opened, "summary_requests")
    return every(_honoured(request, facts) for request in requests)


def _honoured(request: SummaryRequest, facts: Facts) -> Check:
    """A request is dishonoured by a refusal; one that waits for its answer is reserved (convention)."""
    if not facts.clock.reached(request.asked):
        return TRUE
    answered = known(request.answered)
    if answered is None:
        return facts.lacks(request, "answered")
    path = facts.path(request, "answered")
    asking = facts.dossier.entry(f"client:{request.client}")
    client = asking.name if isinstance(asking, Client) else request.client
    if answered == "refused":
        return facts.says(False, "summary_refused", path, client=client)
    given = day(answered)
    if given is None or not facts.clock.reached(given):
        return facts.reserve("convention:summary_pending", path, client=client, asked=request.asked)
    return facts.says(True, "summary_given", path, client=client, answered=given)
