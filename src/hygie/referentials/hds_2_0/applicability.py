"""Whether the HDS certification concerns the organisation (HDS §3.1; CSP L.1111-8, R.1111-8-8, R.1111-9).

Five conditions, all needed, are looked at in each record of processing: one record that meets the five
is enough. An organisation may also ask to be evaluated without being bound (``certification.voluntary``):
this is a request and no fact, so not writing it is not asking; ``{unknown: …}`` leaves it open.
"""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.data_protection import Processing
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.participants import activities_of
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Check, every, some

VOLUNTARY = ("certification", "voluntary")


def binds(facts: Facts) -> Check:
    """Answer whether requirements EXI-01 to 31 bind: certification is required, or sought voluntarily."""
    return some((_voluntary(facts), certification_required(facts)))


def certification_required(facts: Facts) -> Check:
    """Answer whether one processing meets the five conditions (hds-v2 §0.1); false if each fails one.

    The reasons of a false answer, and the missing data of an unknown one, say which condition.
    """
    records = facts.listed(facts.declared.processing)
    if records is None:
        return facts.lacks(None, "processing")
    if not records:
        return facts.says(False, "no_processing_recorded", facts.path(None, "processing"))
    answers = [_required_for(record, facts) for record in records]
    # One processing is enough: the others would only repeat it in every verdict.
    return next((answer for answer in answers if answer.value is Truth.TRUE), some(answers))


def conditions(record: Processing, facts: Facts) -> tuple[Check, Check, Check, Check, Check]:
    """Answer the five conditions for one processing, in the order of HDS §3.1.1 to 3.1.4."""
    return (
        _as_processor(record, facts),
        facts.flag(
            record,
            "health_data",
            "processing_of_health_data",
            "processing_without_health_data",
            processing=record.name,
        ),
        _collected_in_care(record, facts),
        _for_originator_or_patient(record, facts),
        _hosting_activity(record, facts),
    )


def _voluntary(facts: Facts) -> Check:
    asked = facts.dossier.value_at(VOLUNTARY)
    if asked is True:
        return facts.says(True, "voluntary_evaluation", VOLUNTARY)
    if facts.dossier.unknown_reason(VOLUNTARY) is not None:
        return facts.lacks_at(VOLUNTARY)
    return facts.says(False, "no_voluntary_evaluation", VOLUNTARY)


def _required_for(record: Processing, facts: Facts) -> Check:
    answer = every(conditions(record, facts))
    if answer.value is not Truth.TRUE:
        return answer
    return facts.says(True, "processing_calls_for_certification", facts.path(record), processing=record.name)


def _as_processor(record: Processing, facts: Facts) -> Check:
    """§3.1.1: processor in the sense of GDPR article 28; hosting one's own data is not concerned."""
    role = known(record.role)
    if role is None:
        return facts.lacks(record, "role")
    code = "processing_as_processor" if role == "processor" else "processing_not_as_processor"
    path, word = facts.path(record, "role"), Term("processing_role", role)
    return facts.says(role == "processor", code, path, processing=record.name, role=word)


def _collected_in_care(record: Processing, facts: Facts) -> Check:
    """§3.1.3, first paragraph: collected in prevention, diagnosis, care, social or similar follow-up."""
    context = known(record.collection_context)
    if context is None:
        return facts.lacks(record, "collection_context")
    code = "processing_collected_elsewhere" if context == "other" else "processing_collected_in_care"
    path, word = facts.path(record, "collection_context"), Term("collection_context", context)
    return facts.says(context != "other", code, path, processing=record.name, context=word)


def _for_originator_or_patient(record: Processing, facts: Facts) -> Check:
    """§3.1.3, second paragraph: for whoever produced or collected the data, or for the patient."""
    principal = known(record.on_behalf_of)
    if principal is None:
        return facts.lacks(record, "on_behalf_of")
    code = "processing_for_someone_else" if principal == "other" else "processing_for_originator_or_patient"
    path, word = facts.path(record, "on_behalf_of"), Term("on_behalf_of", principal)
    return facts.says(principal != "other", code, path, processing=record.name, principal=word)


def _hosting_activity(record: Processing, facts: Facts) -> Check:
    """§3.1.4: the service through which it is carried out comprises one of the six activities."""
    reference = known(record.service)
    service = None if reference is None else facts.dossier.entry(f"service:{reference}")
    if not isinstance(service, Service):
        return facts.lacks(record, "service")
    activities = activities_of(service)
    if activities is None:
        return facts.lacks(service, "activities")
    code = "processing_through_hosting" if activities else "processing_without_hosting"
    path = facts.path(service, "activities")
    return facts.says(bool(activities), code, path, processing=record.name, service=service.name)
