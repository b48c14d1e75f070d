"""FEIMA-01: the organisation keeps to the GDPR, for itself and for its clients (charter §3)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.data_protection import (
    BreachProcedure,
    DataProtection,
    Processing,
    ProcessorAgreement,
)
from hygie.dossier.vocabulary.evidence import Evidence
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.questions import left_out, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, Reason, every, some

REQUIREMENT = "FEIMA-01"
FRESHNESS = "gdpr_piece_freshness"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: record; c2: officer; c3: impact assessments; c4: agreements; c5: measures; c6: breaches.

    That the procedure for breaches has clients told is signalled beside: the six points are all that counts.
    """
    protection = known(facts.declared.data_protection)
    criteria = (
        Criterion("c1", _recorded(facts)),
        _point("c2", protection, _officer, facts),
        _assessed(facts),
        _agreed(protection, facts),
        _point("c5", protection, _measures, facts),
        _point("c6", protection, _breaches, facts),
    )
    return Decision((Case(criteria),), notes=tuple(_notes(protection, facts)))


def _point(
    criterion: str,
    protection: DataProtection | None,
    answer: Callable[[DataProtection, Facts], Check],
    facts: Facts,
) -> Criterion:
    given = facts.lacks(None, "data_protection") if protection is None else answer(protection, facts)
    return Criterion(criterion, given)


def _recorded(facts: Facts) -> Check:
    """c1: a record is kept; the age of each of its entries only reserves."""
    records = facts.listed(facts.declared.processing)
    path = facts.path(None, "processing")
    if records is None:
        return facts.lacks(None, "processing")
    if not records:
        return facts.says(False, "record_of_processing_empty", path)
    kept = facts.says(True, "record_of_processing_kept", path, entries=len(records))
    reviewed = (facts.fresh(each.reviewed, FRESHNESS, facts.path(each, "reviewed")) for each in records)
    return every((kept, *reviewed))


def _officer(protection: DataProtection, facts: Facts) -> Check:
    """c2: an officer is designated, or a reason says why none has to be."""
    officer, reason = known(protection.officer), known(protection.officer_not_required)
    designated = facts.lacks(protection, "officer")
    if officer is not None:
        code = "no_officer" if officer is False else "officer_designated"
        named = facts.says(officer is not False, code, facts.path(protection, "officer"))
        come = TRUE if officer is False else facts.done(protection, "designated_on", "officer_to_come")
        designated = every((named, come))
    excused = facts.lacks(protection, "officer_not_required")
    if reason is not None:
        code = "no_reason_without_officer" if reason is False else "officer_not_required"
        excused = facts.says(reason is not False, code, facts.path(protection, "officer_not_required"))
    return some((designated, excused))


# -- c3: impact assessments ----------------------------------------------------------------------------


def _assessed(facts: Facts) -> Criterion:
    records = facts.listed(facts.declared.processing)
    if records is None:
        return Criterion("c3", facts.lacks(None, "processing"))
    required = [(record, _required(record, facts)) for record in records]
    done = every(
        some((spared(asked), _done(record, facts)))
        for record, asked in required
        if asked.value is not Truth.FALSE
    )
    applies = some(asked for _, asked in required)
    if applies.value is Truth.FALSE:
        applies = facts.says(False, "no_assessment_required", facts.path(None, "processing"))
    return Criterion("c3", done, applies, left_out=left_out(required, facts))


def _required(record: Processing, facts: Facts) -> Check:
    codes = ("assessment_required", "assessment_not_required")
    return facts.flag(record, "dpia_required", *codes, processing=record.name)


def _done(record: Processing, facts: Facts) -> Check:
    reference = known(record.dpia)
    path = facts.path(record, "dpia")
    if reference is None:
        return facts.lacks_at(path)
    if reference == "not_done":
        return facts.says(False, "assessment_not_done", path, processing=record.name)
    piece = facts.dossier.entry(f"evidence:{reference}")
    done = facts.says(True, "assessment_done", path, processing=record.name)
    if not isinstance(piece, Evidence):
        return done
    come = facts.done(piece, "effective", "assessment_to_come", processing=record.name)
    age = facts.fresh(piece.effective, FRESHNESS, facts.path(piece, "effective"))
    return every((done, age)) if come.value is Truth.TRUE else come


# -- c4: agreements with clients -----------------------------------------------------------------------


def _agreed(protection: DataProtection | None, facts: Facts) -> Criterion:
    """c4: signed with each client; with some and not with others, it holds in part."""
    clients = facts.listed(facts.declared.clients)
    if clients is None:
        return Criterion("c4", facts.lacks(None, "clients"))
    if not clients:
        return Criterion("c4", TRUE, applies=facts.says(False, "no_client", facts.path(None, "clients")))
    if protection is None:
        return Criterion("c4", facts.lacks(None, "data_protection"))
    agreements = facts.listed(protection.processor_agreements)
    if agreements is None:
        return Criterion("c4", facts.lacks(protection, "processor_agreements"))
    return _shared_out(clients, protection, agreements, facts)


def _shared_out(
    clients: tuple[Client, ...],
    protection: DataProtection,
    agreements: tuple[ProcessorAgreement, ...],
    facts: Facts,
) -> Criterion:
    of_client: dict[str, list[ProcessorAgreement]] = {}
    for agreement in agreements:
        of_client.setdefault(agreement.client, []).append(agreement)
    answers = [(client, _signed(of_client.get(client.id, ()), facts)) for client in clients]
    named = {
        value: tuple(client.name for client, answer in answers if answer.value is value) for value in Truth
    }
    signed, unsigned, unsure = named[Truth.TRUE], named[Truth.FALSE], named[Truth.UNKNOWN]
    path = facts.path(protection, "processor_agreements")
    about = {"signed": len(signed), "clients": len(clients)}
    if unsigned and (signed or not unsure):
        said = facts.says(False, "agreements_not_signed", path, without=unsigned, **about)
        return Criterion("c4", said, mixed=bool(signed))
    if unsure:
        return Criterion("c4", every(answer for _, answer in answers if answer.value is Truth.UNKNOWN))
    return Criterion("c4", facts.says(True, "agreements_signed", path, **about))


def _signed(agreements: Sequence[ProcessorAgreement], facts: Facts) -> Check:
    """Answer whether one of a client's agreements is signed, on a day that has come; false of none."""
    return some(_signature(agreement, facts) for agreement in agreements)


def _signature(agreement: ProcessorAgreement, facts: Facts) -> Check:
    signed = known(agreement.signed)
    if signed is None:
        return facts.lacks(agreement, "signed")
    return Check(Truth.of(isinstance(signed, date) and facts.clock.reached(signed)))


# -- c5 and c6: measures, breaches ---------------------------------------------------------------------


def _measures(protection: DataProtection, facts: Facts) -> Check:
    chosen = known(protection.security_measures)
    path = facts.path(protection, "security_measures")
    if chosen is None:
        return facts.lacks_at(path)
    if not isinstance(chosen, date):
        return facts.says(False, "measures_not_chosen", path)
    come = facts.done(protection, "security_measures", "measures_to_come")
    if come.value is not Truth.TRUE:
        return come
    said = facts.says(True, "measures_chosen", path, dated=chosen)
    return every((said, facts.fresh(chosen, FRESHNESS, path)))


def _breaches(protection: DataProtection, facts: Facts) -> Check:
    """c6: a procedure dated after the day is none yet; one that is not dated is in effect."""
    procedure = known(protection.breach_procedure)
    if procedure is None:
        return facts.lacks(protection, "breach_procedure")
    if not procedure.exists:
        return facts.says(False, "no_breach_procedure", facts.path(procedure, "exists"))
    come = facts.done(procedure, "dated", "breach_procedure_to_come")
    if come.value is not Truth.TRUE:
        return come
    codes = ("breaches_within_72_hours", "breaches_not_within_72_hours")
    in_time = facts.flag(procedure, "notifies_within_72_hours", *codes)
    return every((in_time, facts.fresh(procedure.dated, FRESHNESS, facts.path(procedure, "dated"))))


def _notes(protection: DataProtection | None, facts: Facts) -> Iterator[Reason]:
    """Signal a procedure that does not have the controllers told (GDPR art. 33(2))."""
    procedure = None if protection is None else known(protection.breach_procedure)
    if isinstance(procedure, BreachProcedure) and known(procedure.tells_controllers) is False:
        path = facts.path(procedure, "tells_controllers")
        yield Reason(Truth.FALSE, "controllers_not_told_of_breaches", {}, path)
