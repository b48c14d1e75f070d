"""EXI-07: client interfaces and first-level support, at least in French (HDS §5.6.1.3)."""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.services import Interface, Service
from hygie.referentials.facts import Facts
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-07"
FRENCH = "fr"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: each interface is in French; c2: so is first-level support, service by service."""
    services = facts.listed(facts.declared.services)
    if services is None:
        return Decision(undetermined=facts.lacks(None, "services"))
    if not services:
        return Decision(applies=facts.says(False, "no_service_offered", facts.path(None, "services")))
    offered = some(_offers_interface(service, facts) for service in services)
    interfaces = Criterion("c1", every(_interfaces(service, facts) for service in services), applies=offered)
    support = Criterion("c2", every(_support(service, facts) for service in services))
    return Decision((Case((interfaces, support)),))


def _offers_interface(service: Service, facts: Facts) -> Check:
    """c1 has no object for a host that offers no interface to its clients."""
    interfaces = facts.listed(service.interfaces)
    if interfaces is None:
        return facts.lacks(service, "interfaces")
    code = "service_has_interface" if interfaces else "service_has_no_interface"
    return facts.says(bool(interfaces), code, facts.path(service, "interfaces"), service=service.name)


def _interfaces(service: Service, facts: Facts) -> Check:
    interfaces = facts.listed(service.interfaces)
    if interfaces is None:
        return facts.lacks(service, "interfaces")
    return every(_interface(interface, service, facts) for interface in interfaces)


def _interface(interface: Interface, service: Service, facts: Facts) -> Check:
    languages = known(interface.languages)
    if languages is None:
        return facts.lacks(interface, "languages")
    french = FRENCH in languages
    code = "interface_in_french" if french else "interface_not_in_french"
    path = facts.path(interface, "languages")
    return facts.says(french, code, path, interface=interface.name, service=service.name)


def _support(service: Service, facts: Facts) -> Check:
    languages = known(service.level_1_support_languages)
    if languages is None:
        return facts.lacks(service, "level_1_support_languages")
    french = FRENCH in languages
    code = "support_in_french" if french else "support_not_in_french"
    return facts.says(french, code, facts.path(service, "level_1_support_languages"), service=service.name)
