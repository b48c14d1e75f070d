"""EXI-07: client interfaces and first-level support, at least in French (HDS §5.6.1.3)."""

from hygie.dossier.vocabulary.services import Interface, Service
from hygie.dossier.vocabulary.base import known
from hygie.referentials.facts import Facts
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every

REQUIREMENT = "EXI-07"
FRENCH = "fr"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: each interface is in French; c2: so is first-level support, service by service."""
    services = facts.listed(facts.declared.services)
    if services is None:
        return Decision(undetermined=facts.lacks(None, "services"))
    interfaces = Criterion("c1", _interfaces(services, facts), applies=_any_interface(services, facts))
    support = Criterion("c2", every(_support(service, facts) for service in services))
    return Decision((Case((interfaces, support)),))


def _any_interface(services: tuple[Service, ...], facts: Facts) -> Check:
    """c1 has no object for a host that offers no interface to its clients."""
    checks = []
    for service in services:
        interfaces = facts.listed(service.interfaces)
        if interfaces is None:
            checks.append(facts.lacks(service, "interfaces"))
        else:
            path = facts.path(service, "interfaces")
            checks.append(facts.says(not interfaces, "service_has_no_interface", path, service=service.name))
    return every(checks).negated()


def _interfaces(services: tuple[Service, ...], facts: Facts) -> Check:
    return every(
        _interface(interface, service, facts)
        for service in services
        for interface in facts.listed(service.interfaces) or ()
    )


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
