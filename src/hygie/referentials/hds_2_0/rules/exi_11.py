"""EXI-11: clients' points of contact, and their list for the authority (HDS §5.7.4; ISO 27001 7.4)."""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client, ContactList, PointOfContact
from hygie.referentials.facts import Facts
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every

REQUIREMENT = "EXI-11"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: each client has a contact; c2: who can name a professional; c3: the list can be sent at once.

    Without any client c1 and c2 have no object; the list must still be ready to be sent.
    """
    clients = facts.listed(facts.declared.clients)
    if clients is None:
        return Decision(undetermined=facts.lacks(None, "clients"))
    any_client = TRUE if clients else facts.says(True, "no_client", facts.path(None, "clients")).negated()
    contacts = Criterion("c1", every(_contact(client, facts) for client in clients), applies=any_client)
    naming = Criterion("c2", every(_names(client, facts) for client in clients), applies=any_client)
    return Decision((Case((contacts, naming, Criterion("c3", _transmission(facts)))),))


def _point(client: Client, facts: Facts) -> PointOfContact | Check:
    """Give the point of contact of a client, or the answer where there is none to speak of."""
    point = known(client.point_of_contact)
    if point is None:
        return facts.lacks(client, "point_of_contact")
    if not point.exists:
        return facts.says(False, "client_without_contact", facts.path(point, "exists"), client=client.name)
    return point


def _contact(client: Client, facts: Facts) -> Check:
    """c1: a person or a function is enough; a contact that was not checked for long is reserved."""
    point = _point(client, facts)
    if isinstance(point, Check):
        return point
    field = "function" if known(point.person) is None else "person"
    if known(getattr(point, field)) is None:
        return facts.lacks(point, field)
    there = facts.says(True, "client_with_contact", facts.path(point, field), client=client.name)
    return every(
        (there, facts.fresh(point.verified, "contact_list_freshness", facts.path(point, "verified")))
    )


def _names(client: Client, facts: Facts) -> Check:
    """c2: the contact can name a health professional entitled to see the data."""
    point = _point(client, facts)
    if isinstance(point, Check):
        return point
    field = "can_designate_health_professional"
    return facts.flag(point, field, "contact_can_designate", "contact_cannot_designate", client=client.name)


def _transmission(facts: Facts) -> Check:
    """c3: nothing delays the sending; a test of the export only supports it (convention)."""
    contact_list = known(facts.declared.contact_list)
    if contact_list is None:
        return facts.lacks(None, "contact_list")
    at_once = facts.flag(contact_list, "immediate", "contact_list_at_once", "contact_list_delayed")
    return every((at_once, _tested(contact_list, facts)))


def _tested(contact_list: ContactList, facts: Facts) -> Check:
    tested = known(contact_list.export_tested)
    if tested is not None and facts.clock.reached(tested):
        return TRUE
    return facts.reserve("convention:export_not_tested", facts.path(contact_list, "export_tested"))
