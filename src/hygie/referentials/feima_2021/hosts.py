"""What a host owes the charter: certificate, storage in the EEA, distance from third countries (FEIMA-02).

Everything is asked of one host at a time, from the room of hosting. Where the organisation hosts itself,
what HDS already says of it is taken up: the verdict of EXI-28, and its row of the guarantee table.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.hosting.certificates import coverage, in_force_of
from hygie.hosting.guarantees import AccessCountries, Exposure, exposure_of, guarantee_table
from hygie.hosting.participants import own_host
from hygie.hosting.transfers import storages_by
from hygie.kernel.parameters import Country
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.groups import Member, group
from hygie.referentials.hosting_checks import aside, some_in_force, stored_inside
from hygie.referentials.questions import lacking
from hygie.referentials.verdict import Check, Verdict, every, some

STORAGE = "EXI-28"


class Part(NamedTuple):
    """The answer for one host: it may hold in part; ``strength`` is that of a verdict it takes up."""

    check: Check
    mixed: bool = False
    strength: Strength | None = None


class Hosts:
    """Answers for the hosts of a dossier; ``storage`` is the verdict of EXI-28."""

    def __init__(self, facts: Facts, storage: Verdict) -> None:
        """Look at the hosts of a dossier."""
        self._facts, self._storage = facts, storage

    @cached_property
    def _own(self) -> Actor | None:
        """The organisation itself as a host."""
        return own_host(self._facts.declared)

    @cached_property
    def _rows(self) -> dict[str, Exposure]:
        table = guarantee_table(self._facts.declared, self._facts.clock)
        return {row.actor.id: Exposure(row.access, row.third_country_law) for row in table.rows}

    def certified(self, actor: Actor, activities: list[int] | None, unread: Check) -> Check:
        """c1: certificates in force cover the activities used; ``unread`` where these are not known."""
        facts = self._facts
        base, listed = some_in_force(facts, actor, "hds"), in_force_of(actor, "hds", facts.clock)
        if activities is None:
            return every((base, unread))
        if listed is None or base.value is Truth.FALSE:
            return base
        found, path = coverage(listed, activities), facts.path(actor, "certificates")
        if found.truth is Truth.FALSE:
            code, outside = "activities_not_certified", found.outside
            return facts.says(False, code, path, actor=actor.name, activities=outside)
        if found.truth is Truth.UNKNOWN:
            return lacking(facts, found.lacks)
        return every((base, facts.says(True, "activities_certified", path, actor=actor.name)))

    def inside(self, actor: Actor, stores: Check) -> Part:
        """c2: health data is stored in the EEA; EXI-28 says it of the organisation, where it applies.

        ``stores`` says whether what the host does needs a place of storage: it has then to name one.
        """
        verdict = self._storage
        if self._is_own(actor) and verdict.status is not Status.NOT_APPLICABLE:
            member = Member(verdict.status, verdict.missing, verdict.strength)
            summed = group("c2", {STORAGE: member})
            return Part(summed.check, summed.mixed, summed.strength)
        return Part(self._stored(actor, stores))

    def _stored(self, actor: Actor, stores: Check) -> Check:
        facts, path = self._facts, self._facts.path(actor, "storage")
        if known(actor.storage) is None:
            return facts.lacks(actor, "storage")
        used = [
            place for place in storages_by(actor, facts.clock) if place.concerned.truth is not Truth.FALSE
        ]
        if not used and stores.value is Truth.FALSE:
            return facts.says(True, "host_stores_nothing", path, actor=actor.name)
        somewhere = some(aside(facts, place.concerned).negated() for place in used)
        if somewhere.value is Truth.FALSE:
            somewhere = facts.says(False, "no_storage_named", path, actor=actor.name)
        inside = (stored_inside(place, facts) for place in used)
        return every((some((stores.negated(), somewhere)), *inside))

    def sovereign(self, actor: Actor) -> Part:
        """c3: columns 6 and 7 of the guarantee table: both empty, or else what they say.

        An access from a country that is not adequate fails; any other entry makes it hold in part. That
        threshold is a choice: the charter does not define sovereignty.
        """
        facts, exposure = self._facts, self._exposure(actor)
        access, laws = exposure.access.value, exposure.third_country_law.value
        if access is None:
            return Part(lacking(facts, exposure.access.lacks))
        if access.not_adequate:
            return Part(self._accessed("access_from_country_not_adequate", actor, access.not_adequate))
        if access.adequate or laws:
            return Part(every(self._shadows(actor, access, laws or ())), mixed=True)
        if laws is None:
            return Part(lacking(facts, exposure.third_country_law.lacks))
        path = facts.path(actor, "remote_accesses")
        return Part(facts.says(True, "host_without_third_country", path, actor=actor.name))

    def _shadows(self, actor: Actor, access: AccessCountries, laws: tuple[str, ...]) -> Iterable[Check]:
        if access.adequate:
            yield self._accessed("access_from_adequate_country", actor, access.adequate)
        if laws:
            path, named = self._facts.path(actor, "subject_to"), tuple(map(Country, laws))
            code = "host_under_third_country_law"
            yield self._facts.says(False, code, path, actor=actor.name, countries=named)

    def _accessed(self, code: str, actor: Actor, countries: tuple[str, ...]) -> Check:
        path, named = self._facts.path(actor, "remote_accesses"), tuple(map(Country, countries))
        return self._facts.says(False, code, path, actor=actor.name, countries=named)

    def _exposure(self, actor: Actor) -> Exposure:
        """Give columns 6 and 7: the organisation's own row also speaks for whoever it supervises."""
        row = self._rows.get(actor.id) if self._is_own(actor) else None
        return exposure_of(actor, self._facts.clock) if row is None else row

    def _is_own(self, actor: Actor) -> bool:
        return self._own is not None and actor.id == self._own.id
