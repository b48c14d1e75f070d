"""What a clause is compared with: the host's certificate in force, the activities that a contract covers."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.certificates import InForce, in_force_of
from hygie.hosting.lack import Lack
from hygie.hosting.participants import activities_of, host_of
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.contract_subjects import Subject
from hygie.referentials.questions import lacking
from hygie.referentials.verdict import Check, Missing, some

VIRTUAL = frozenset({3, 4})
"""Activities in which virtual machines and containers may have to be moved (convention)."""

_CERTIFICATE_FIELD = {"issue_date": "issued", "renewal_date": "expires"}


class Compared(NamedTuple):
    """Whether a date is that of the certificate in force; ``compared`` is false when there was none."""

    truth: Truth
    compared: bool = True
    missing: tuple[Missing, ...] = ()


class Circumstances:
    """Answers that many contracts share, each computed once."""

    def __init__(self, facts: Facts) -> None:
        """Look at the facts around the contracts."""
        self._facts = facts
        self._dates: dict[tuple[str, date], Compared] = {}
        self._virtual: dict[tuple[str, ...], Check] = {}

    def certificate_date(self, mention: str, stated: date) -> Compared:
        """Compare a date that a clause states with that of the host's HDS certificate in force."""
        key = (mention, stated)
        if key not in self._dates:
            self._dates[key] = self._compare(_CERTIFICATE_FIELD[mention], stated)
        return self._dates[key]

    @cached_property
    def _certificates(self) -> tuple[InForce, ...] | Lack:
        """The HDS certificates of the host that are, or may be, in force."""
        host = host_of(self._facts.declared)
        if host is None:
            return Lack(None, "actors")
        found = in_force_of(host, "hds", self._facts.clock)
        if found is None:
            return Lack(host, "certificates")
        return tuple(item for item in found if item.truth is not Truth.FALSE)

    def _compare(self, field: str, stated: date) -> Compared:
        """True where no certificate is in force (none contradicts), false where none in force can match."""
        found = self._certificates
        if isinstance(found, Lack):
            return Compared(Truth.UNKNOWN, missing=lacking(self._facts, (found,)).missing)
        same = [_same(item, field, stated) for item in found]
        sure = [item.truth is Truth.TRUE for item in found]
        if all(match is Truth.TRUE for match in same) or (Truth.TRUE, True) in zip(same, sure, strict=True):
            return Compared(Truth.TRUE, compared=bool(found))
        if any(sure) and all(match is Truth.FALSE for match in same):
            return Compared(Truth.FALSE)
        lacks = [lack for item in found for lack in item.lacks]
        return Compared(Truth.UNKNOWN, missing=lacking(self._facts, lacks).missing)

    def virtual(self, subject: Subject) -> Check:
        """Answer whether a contract covers activity 3 or 4; unknown while its services are."""
        services = known(subject.entry.services)
        if services is None:
            return self._facts.lacks_at((*subject.path, "services"))
        key = tuple(services)
        if key not in self._virtual:
            unlisted = self._facts.lacks(None, "services")
            self._virtual[key] = some(self._services.get(service, unlisted) for service in key)
        return self._virtual[key]

    @cached_property
    def _services(self) -> dict[str, Check]:
        return {
            service.id: self._comprises(service) for service in known(self._facts.declared.services) or ()
        }

    def _comprises(self, service: Service) -> Check:
        activities = activities_of(service)
        if activities is None:
            return self._facts.lacks(service, "activities")
        found = bool(activities & VIRTUAL)
        code = "service_with_virtual_activity" if found else "service_without_virtual_activity"
        return self._facts.says(found, code, self._facts.path(service, "activities"), service=service.name)


def _same(item: InForce, field: str, stated: date) -> Truth:
    """Tell whether the date is that of the certificate: two written dates, whatever the day of assessment."""
    declared: date | None = known(getattr(item.certificate, field))
    return Truth.UNKNOWN if declared is None else Truth.of(declared == stated)
