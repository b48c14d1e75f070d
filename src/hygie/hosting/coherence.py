"""What contradicts itself in a guarantee table, or is not borne out by the dossier (HDS §8)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import Entry, known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.certificates import in_force_of
from hygie.hosting.guarantees import GuaranteeTable, Row
from hygie.hosting.participants import offered_activities, participants
from hygie.hosting.places import adequacy_of, country_of, country_outside_eea
from hygie.hosting.transfers import Ground, remote_accesses
from hygie.kernel.clock import Clock
from hygie.kernel.parameters import Country, Parameter, Parameters
from hygie.kernel.truth import Truth
from hygie.law import Adequacy


class Incoherence(NamedTuple):
    """Something to look at again: a code with its parameters, and the declared field that it is about."""

    code: str
    parameters: Parameters
    entry: Entry | None
    field: str


def incoherences(declared: Declarations, table: GuaranteeTable, clock: Clock) -> tuple[Incoherence, ...]:
    """List what the constraints of coherence of the guarantee table find, on what is known alone."""
    return (
        *_of_the_table(declared, table),
        *(found for row in table.rows for found in _of_row(row, declared, clock)),
        *_of_accesses(declared, clock),
        *(found for actor in participants(declared) or () for found in _of_office(actor, clock)),
    )


def _of_the_table(declared: Declarations, table: GuaranteeTable) -> Iterator[Incoherence]:
    if known(declared.actors) is not None and not any(row.actor.role == "host" for row in table.rows):
        yield Incoherence("guarantee_without_host", {}, None, "actors")
    offered = offered_activities(declared)
    shown = [row.activities.value for row in table.rows]
    if offered is None or table.unlisted or table.doubtful or any(each is None for each in shown):
        return
    missing = offered.difference(*(each for each in shown if each is not None))
    if missing:
        yield Incoherence(
            "guarantee_activities_of_nobody", {"activities": tuple(sorted(missing))}, None, "actors"
        )


def _of_row(row: Row, declared: Declarations, clock: Clock) -> Iterator[Incoherence]:
    actor = row.actor
    name: dict[str, Parameter] = {"actor": actor.name}
    if row.activities.value == ():
        yield Incoherence("guarantee_without_activity", name, actor, "activities")
    if row.secnumcloud.value and row.third_country_law.value:
        countries = tuple(Country(code) for code in row.third_country_law.value)
        yield Incoherence(
            "guarantee_qualified_yet_at_risk", {**name, "countries": countries}, actor, "qualifications"
        )
    if row.hds_certified.value == "exempt" and actor.exemption_reason is None:
        yield Incoherence("guarantee_exempt_without_reason", name, actor, "exemption_reason")
    if row.hds_certified.value == "yes":
        yield from _of_certificate(row, clock)
    if row.third_country_law.value and not _described(declared):
        yield Incoherence("guarantee_risk_not_described", name, None, "third_country_law")


def _of_certificate(row: Row, clock: Clock) -> Iterator[Incoherence]:
    found = unborne_certification(row.actor, row.activities.value, clock)
    if found is not None:
        yield found


def unborne_certification(actor: Actor, activities: Iterable[int] | None, clock: Clock) -> Incoherence | None:
    """Say what does not bear out an actor's declared certification; nothing where that is not known.

    A "yes" in column 3 asks for a certificate in force that covers the activities of column 5.
    """
    found = in_force_of(actor, "hds", clock)
    if found is None or any(item.truth is Truth.UNKNOWN for item in found):
        return None
    valid = [item.certificate for item in found if item.truth is Truth.TRUE]
    name: dict[str, Parameter] = {"actor": actor.name}
    if not valid:
        return Incoherence("guarantee_certified_without_certificate", name, actor, "certificates")
    scopes = [known(certificate.activities) for certificate in valid]
    if activities is None or any(scope is None for scope in scopes):
        return None
    beyond = frozenset(activities).difference(*(scope for scope in scopes if scope is not None))
    if not beyond:
        return None
    parameters = {**name, "activities": tuple(sorted(beyond))}
    return Incoherence("guarantee_activities_beyond_certificate", parameters, valid[0], "activities")


def _described(declared: Declarations) -> bool:
    """Tell whether the analysis of third-country law has begun to be written."""
    analysis = known(declared.third_country_law)
    return analysis is not None and known(analysis.laws) is not None


def _of_accesses(declared: Declarations, clock: Clock) -> Iterator[Incoherence]:
    for access in remote_accesses(declared, clock):
        if access.ground is Ground.NO_DECISION and access.country is not None:
            parameters: dict[str, Parameter] = {
                "actor": access.actor.name,
                "country": Country(access.country),
            }
            yield Incoherence("guarantee_adequacy_without_decision", parameters, access.entry, "basis")


def _of_office(actor: Actor, clock: Clock) -> Iterator[Incoherence]:
    """Note a registered office under a partial adequacy decision that no subjection speaks of.

    Elsewhere the office makes the actor subject by itself, and listing it adds nothing; there, the
    subjection alone can say whether the decision covers the actor.
    """
    country, bonds = country_of(actor), known(actor.subject_to)
    if country is None or bonds is None or not country_outside_eea(country, clock):
        return
    partial = adequacy_of(country, None, clock) is Adequacy.PARTIAL_UNPROVEN
    if partial and all(bond.country != country for bond in bonds):
        parameters: dict[str, Parameter] = {"actor": actor.name, "country": Country(country)}
        yield Incoherence("guarantee_law_of_office_not_listed", parameters, actor, "subject_to")
