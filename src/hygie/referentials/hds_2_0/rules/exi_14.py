"""EXI-14: what is done when a certified subcontractor loses its certificate (HDS §5.8.3; ISO 27001 8.3)."""

from collections.abc import Iterator

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import CertificateLossProcedure
from hygie.dossier.vocabulary.base import known
from hygie.hosting.certificates import InForce, about_to_expire, in_force_of
from hygie.hosting.participants import subcontractors
from hygie.kernel.parameters import Parameter
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.certified_subcontractors import certified
from hygie.referentials.hosting_checks import name_of, why_not
from hygie.referentials.questions import left_out, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, Reason, every, some

REQUIREMENT = "EXI-14"
TRIGGERS = ("loss", "suspension")


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: a procedure exists; c2: it covers loss and suspension; c3: and each certified subcontractor.

    It applies as soon as a subcontractor that takes part was chosen as certified, whatever has become of
    its certificate. Notes warn of a certificate that is about to expire, or is no longer in force.
    """
    actors = subcontractors(facts.declared)
    if actors is None:
        return Decision(undetermined=facts.lacks(None, "actors"))
    if not actors:
        return Decision(applies=facts.says(False, "no_subcontractor", facts.path(None, "actors")))
    concerned = [(actor, certified(actor, facts)) for actor in actors]
    applies = some(concerns for _, concerns in concerned)
    notes = tuple(
        note
        for actor, concerns in concerned
        if concerns.value is not Truth.FALSE
        for note in _warnings(actor, facts)
    )
    return Decision((Case(_criteria(concerned, facts)),), applies=applies, notes=notes)


def _criteria(concerned: list[tuple[Actor, Check]], facts: Facts) -> tuple[Criterion, ...]:
    procedure = known(facts.declared.certificate_loss_procedure)
    if procedure is None:
        unknown = facts.lacks(None, "certificate_loss_procedure")
        return tuple(Criterion(name, unknown) for name in ("c1", "c2", "c3"))
    there = _exists(procedure, facts)
    if there.value is Truth.FALSE:
        return tuple(Criterion(name, there) for name in ("c1", "c2", "c3"))
    covers = every(
        some((spared(concerns), _covers(procedure, actor, facts)))
        for actor, concerns in concerned
        if concerns.value is not Truth.FALSE
    )
    return (
        Criterion("c1", there),
        Criterion("c2", _triggers(procedure, facts)),
        Criterion("c3", covers, left_out=left_out(concerned, facts)),
    )


def _exists(procedure: CertificateLossProcedure, facts: Facts) -> Check:
    """c1: a procedure dated after the day does not exist yet; one that is not dated does."""
    come = facts.done(procedure, "dated", "loss_procedure_to_come") if procedure.exists else TRUE
    if come.value is not Truth.TRUE:
        return come
    return facts.flag(procedure, "exists", "loss_procedure", "no_loss_procedure")


def _triggers(procedure: CertificateLossProcedure, facts: Facts) -> Check:
    triggers = known(procedure.triggers)
    if triggers is None:
        return facts.lacks(procedure, "triggers")
    path = facts.path(procedure, "triggers")
    return every(
        facts.says(
            trigger in triggers, f"{trigger}_{'covered' if trigger in triggers else 'not_covered'}", path
        )
        for trigger in TRIGGERS
    )


def _covers(procedure: CertificateLossProcedure, actor: Actor, facts: Facts) -> Check:
    covered = known(procedure.subcontractors)
    if covered is None:
        return facts.lacks(procedure, "subcontractors")
    code = "loss_of_subcontractor_covered" if actor.id in covered else "loss_of_subcontractor_not_covered"
    return facts.says(actor.id in covered, code, facts.path(procedure, "subcontractors"), actor=actor.name)


def _warnings(actor: Actor, facts: Facts) -> Iterator[Reason]:
    """Signal certificates about to expire, and those no longer in force unless another one is."""
    found = in_force_of(actor, "hds", facts.clock) or ()
    replaced = any(item.truth is Truth.TRUE for item in found)
    for item in found:
        if item.truth is Truth.FALSE and not replaced:
            yield from why_not(item, actor, facts).reasons
        elif item.truth is not Truth.FALSE:
            yield from _expiry(item, actor, facts)


def _expiry(item: InForce, actor: Actor, facts: Facts) -> Iterator[Reason]:
    notice = facts.period("certificate_expiry_warning")
    last_day = known(item.certificate.expires)
    if last_day is None or not about_to_expire(item.certificate, notice, facts.clock):
        return
    parameters: dict[str, Parameter] = {
        "actor": actor.name,
        "certificate": name_of(item.certificate),
        "day": last_day,
    }
    path = facts.path(item.certificate, "expires")
    yield Reason(Truth.TRUE, "certificate_about_to_expire", parameters, path)
