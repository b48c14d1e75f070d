"""Whether a certificate or a qualification is in force on the clock's day."""

from hygie.dossier.vocabulary.actors import Certificate, Qualification
from hygie.dossier.vocabulary.base import day, known
from hygie.hosting.answers import YES, Answer, begun, both, dated, lacking, settled
from hygie.kernel.clock import Clock

SECNUMCLOUD = "3.2"
"""The version of SecNumCloud that EXI-31 names; any other one counts as no qualification."""


def certificate_in_force(certificate: Certificate, clock: Clock) -> Answer:
    """Tell whether a certificate is valid: issued, not expired, neither suspended nor withdrawn.

    A withdrawal that is not written has not taken place; a suspension has to be denied, since a
    certificate does not tell it.
    """
    issued = dated(certificate, "issued", clock)
    return both(
        (issued, _running(certificate, clock), _not_suspended(certificate, clock), _kept(certificate, clock))
    )


def _running(document: Certificate | Qualification, clock: Clock) -> Answer:
    last = day(document.expires)
    if last is None:
        return lacking(document, "expires")
    return settled(clock.valid_through(last), document, "expires")


def _not_suspended(certificate: Certificate, clock: Clock) -> Answer:
    suspended = known(certificate.suspended)
    if suspended is None:
        return lacking(certificate, "suspended")
    if not suspended or certificate.suspended_since is None:
        return settled(not suspended, certificate, "suspended")
    return begun(certificate, "suspended_since", clock).negated()


def _kept(certificate: Certificate, clock: Clock) -> Answer:
    return YES if certificate.withdrawn is None else dated(certificate, "withdrawn", clock).negated()


def secnumcloud_covers(qualification: Qualification, activity: int, clock: Clock) -> Answer:
    """Tell whether a qualification is SecNumCloud 3.2, in force, and covers an HDS activity."""
    granted = dated(qualification, "granted", clock)
    scope = known(qualification.activities)
    covers = (
        lacking(qualification, "activities")
        if scope is None
        else settled(activity in scope, qualification, "activities")
    )
    return both((_is_3_2(qualification), granted, _running(qualification, clock), covers))


def _is_3_2(qualification: Qualification) -> Answer:
    version = known(qualification.version)
    if version is None:
        return lacking(qualification, "version")
    return settled(version.strip().lower().removeprefix("v").strip() == SECNUMCLOUD, qualification, "version")
