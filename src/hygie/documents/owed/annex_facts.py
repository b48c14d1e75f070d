"""The facts that an annex sets beside each item: what the dossier declares on the day.

They inform and decide nothing: certificate, services, storage, subcontractors, remote accesses and plans
of the contract's own services.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from hygie.assessment.study import Study
from hygie.documents.labels import ACTIVITIES
from hygie.documents.owed.annex_clauses import NOT_KNOWN, pair
from hygie.documents.owed.guarantee_table import CERTIFIED
from hygie.dossier.vocabulary.actors import Actor, Storage
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.contracts import Contract
from hygie.dossier.vocabulary.reversibility import ReversibilityPlan
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.certificates import InForce, in_force_of
from hygie.hosting.coherence import unborne_certification
from hygie.hosting.hosting_places import hosting_places
from hygie.hosting.participants import host_of, subcontractors
from hygie.hosting.transfers import Ground, Transfer, remote_accesses
from hygie.kernel.clock import Clock
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import Reservation
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

_NATURES: Final = {
    "production": N_("production"),
    "replica": N_("replica"),
    "backup": N_("backup"),
    "archive": N_("archive"),
    "log": N_("logs with health data"),
}
_RESOURCES: Final = {"dedicated": N_("dedicated resources"), "shared": N_("shared resources")}
_WEAK: Final = {
    Ground.ARTICLE_46_NOT_YET: N_("not in effect yet"),
    Ground.NO_DECISION: N_("no decision in force covers it"),
    Ground.ARTICLE_49: N_("a derogation does not suffice"),
    Ground.NONE: N_("no basis"),
    Ground.UNKNOWN: N_("basis not determined"),
}


class AnnexFacts:
    """The facts around contracts, as of the study's day, in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Look at ``study`` and speak with ``voice``."""
        self._study = study
        self._declared = study.dossier.declared
        self._clock = Clock(study.as_of)
        self._voice = voice
        self._say = voice.say

    def declared(self, requirement: str, contract: Contract) -> tuple[str, ...]:
        """Say what the dossier declares of the subject of a requirement, for the services of a contract."""
        facts: Mapping[str, Callable[[Contract], Iterator[str]]] = {
            "EXI-17": self._certificates,
            "EXI-18": self._services,
            "CSP-R1111-11-3": self._storage,
            "EXI-22": self._subcontractors,
            "EXI-23": self._accesses,
            "EXI-27": self._reversibility,
            "EXI-30": self._laws,
        }
        return tuple(facts[requirement](contract)) if requirement in facts else ()

    def services(self, contract: Contract) -> tuple[Service, ...] | None:
        """List the services of a contract; None when they are not known."""
        ids = known(contract.services)
        if ids is None:
            return None
        entries = (self._study.dossier.entry(f"service:{name}") for name in ids)
        return tuple(entry for entry in entries if isinstance(entry, Service))

    def _pair(self, label: str, value: str) -> str:
        return pair(self._voice, label, value)

    def _certificates(self, _contract: Contract) -> Iterator[str]:
        host = host_of(self._declared)
        found = None if host is None else in_force_of(host, "hds", self._clock)
        if found is None:
            yield self._pair(N_("HDS certificate in force"), self._say(NOT_KNOWN))
            return
        kept = [item for item in found if item.truth is not Truth.FALSE]
        if not kept:
            yield self._pair(N_("HDS certificate in force"), self._say(N_("none")))
        for item in kept:
            yield from self._certificate(item)

    def _certificate(self, item: InForce) -> Iterator[str]:
        certificate = item.certificate
        body = self._study.dossier.entry(f"actor:{known(certificate.body)}")
        yield self._pair(N_("HDS certificate in force"), self._or_not_known(known(certificate.number)))
        if item.truth is Truth.UNKNOWN:
            yield self._say(N_("Whether this certificate is in force is not determined."))
        if isinstance(body, Actor):
            yield self._pair(N_("Certification body"), body.name)
        yield self._pair(N_("Scope"), self._or_not_known(known(certificate.scope)))
        activities = known(certificate.activities)
        if activities is not None:
            yield self._pair(N_("Activities"), ", ".join(map(str, sorted(activities))))
        yield self._pair(N_("Issued on"), self._date(known(certificate.issued)))
        yield self._pair(N_("Valid until"), self._date(known(certificate.expires)))

    def _services(self, contract: Contract) -> Iterator[str]:
        services = self.services(contract)
        if services is None:
            yield self._pair(N_("Services"), self._say(NOT_KNOWN))
        for service in services or ():
            words = [self._activity(number) for number in sorted(known(service.activities) or ())]
            words += [self._say(_RESOURCES[kind]) for kind in known(service.resources) or ()]
            yield self._say(N_("{label}: {value}"), label=service.name, value="; ".join(words) or "–")

    def _activity(self, number: int) -> str:
        return self._say(N_("activity {number} ({name})"), number=number, name=self._say(ACTIVITIES[number]))

    def _storage(self, contract: Contract) -> Iterator[str]:
        ids = known(contract.services)
        if ids is None:
            yield self._pair(N_("Storage"), self._say(NOT_KNOWN))
            return
        places = hosting_places(self._declared, ids, self._clock)
        yield from dict.fromkeys(map(self._stored, places.certain))
        for storage, _ in places.possible:
            yield self._say(N_("{place} – to be confirmed"), place=self._stored(storage))
        if places.unlisted:
            yield self._say(N_("This list may not be complete: an actor's places of storage are not known."))
        elif not places.certain and not places.possible:
            yield self._say(N_("No health data is stored for these services."))

    def _stored(self, storage: Storage) -> str:
        country, nature = known(storage.country), known(storage.nature)
        words = [self._or_not_known(known(storage.site))]
        words.append(self._say(NOT_KNOWN) if country is None else self._voice.country(country))
        text = ", ".join(words)
        return text if nature is None else f"{text} ({self._say(_NATURES[nature])})"

    def _subcontractors(self, contract: Contract) -> Iterator[str]:
        actors = subcontractors(self._declared)
        if actors is None:
            yield self._pair(N_("Subcontractors"), self._say(NOT_KNOWN))
            return
        lines = [line for actor in actors for line in self._subcontractor(actor, contract)]
        yield from lines or [self._say(N_("No subcontractor takes part in these services."))]

    def _subcontractor(self, actor: Actor, contract: Contract) -> Iterator[str]:
        shared = _shared(known(actor.services), known(contract.services))
        if shared is Truth.FALSE:
            return
        country, certified = known(actor.country), known(actor.hds_certified)
        words = [self._say(NOT_KNOWN) if country is None else self._voice.country(country)]
        words += [self._activity(number) for number in sorted(known(actor.activities) or ())]
        if certified is not None:
            words.append(self._pair(N_("HDS certified"), self._say(CERTIFIED[certified])))
        line = self._say(N_("{label}: {value}"), label=actor.name, value="; ".join(words))
        yield line if shared is Truth.TRUE else self._to_confirm(line)
        if certified == "yes":
            yield from self._certification(actor)

    def _certification(self, actor: Actor) -> Iterator[str]:
        """Say what does not bear out a declared certification on the day, as the guarantee table does."""
        doubt = unborne_certification(actor, known(actor.activities), self._clock)
        if doubt is not None:
            path = self._study.dossier.path(doubt.entry or self._declared, doubt.field)
            yield self._voice.reason(Reservation(doubt.code, doubt.parameters, path))
            return
        found = in_force_of(actor, "hds", self._clock)
        if found is None or all(item.truth is not Truth.TRUE for item in found):
            said = N_("Whether {actor} has an HDS certificate in force is not determined.")
            yield self._say(said, actor=actor.name)

    def _to_confirm(self, line: str) -> str:
        return self._say(N_("{place} – to be confirmed"), place=line)

    def _accesses(self, contract: Contract) -> Iterator[str]:
        lines = []
        for access in remote_accesses(self._declared, self._clock):
            shared = _shared(known(access.entry.services), known(contract.services))
            if shared is not Truth.FALSE and access.concerned.truth is not Truth.FALSE:
                line = self._access(access)
                sure = shared is Truth.TRUE and access.concerned.truth is Truth.TRUE
                lines.append(line if sure else self._to_confirm(line))
        yield from lines
        if any(known(actor.remote_accesses) is None for actor in known(self._declared.actors) or ()
               if actor.role in {"host", "subcontractor"}):  # fmt: skip
            yield self._say(N_("This list may not be complete: an actor's remote accesses are not known."))
        elif not lines:
            yield self._say(N_("No remote access to the data of these services is declared."))

    def _access(self, access: Transfer) -> str:
        entry = access.entry
        words = [self._say(NOT_KNOWN) if access.country is None else self._voice.country(access.country)]
        words += [purpose for purpose in (known(getattr(entry, "purpose", None)),) if purpose is not None]
        if access.outside.truth is not Truth.FALSE:
            basis = known(getattr(entry, "basis", None))
            if basis is not None:
                words.append(self._voice.parameter(Term("transfer_basis", basis)))
            if access.ground in _WEAK and not (access.ground is Ground.NONE and basis == "none"):
                words.append(self._say(_WEAK[access.ground]))
        return self._say(N_("{label}: {value}"), label=access.actor.name, value="; ".join(words))

    def plans(self, services: Iterable[str] | None) -> tuple[ReversibilityPlan, ...] | None:
        """List the reversibility plans that cover one of these services; None when plans are not known."""
        listed = known(self._declared.reversibility_plans)
        if listed is None or services is None:
            return None
        wanted = frozenset(services)
        return tuple(plan for plan in listed if not wanted.isdisjoint(plan.services))

    def _reversibility(self, contract: Contract) -> Iterator[str]:
        plans = self.plans(known(contract.services))
        if plans is None:
            yield self._pair(N_("Reversibility plan"), self._say(NOT_KNOWN))
        elif not plans:
            yield self._pair(N_("Reversibility plan"), self._say(N_("none")))
        for plan in plans or ():
            for label, value in (
                (N_("Formats of the return"), ", ".join(known(plan.formats) or ())),
                (N_("Destruction of copies and its proof"), known(plan.destruction)),
                (N_("How costs are computed"), known(plan.costs)),
                (N_("Virtual machines and containers"), known(plan.virtual_machines)),
            ):
                if value:
                    yield self._pair(label, value)

    def _laws(self, _contract: Contract) -> Iterator[str]:
        analysis = known(self._declared.third_country_law)
        if analysis is None:
            return
        for law in known(analysis.laws) or ():
            country = self._voice.country(law.country)
            yield self._pair(
                N_("Regulation that could impose an access"),
                self._say(N_("{label}: {value}"), label=country, value=law.text),
            )
        for measure in known(analysis.mitigations) or ():
            yield self._pair(N_("Measure that reduces the risk"), measure)
        for risk in known(analysis.residual_risks) or ():
            yield self._pair(N_("Risk that remains"), risk)

    def _or_not_known(self, text: str | None) -> str:
        return self._say(NOT_KNOWN) if text is None else text

    def _date(self, value: date | None) -> str:
        return self._say(NOT_KNOWN) if value is None else self._voice.date(value)


def _shared(some: Iterable[str] | None, others: Iterable[str] | None) -> Truth:
    """Tell whether two lists of services share one."""
    if some is None or others is None:
        return Truth.UNKNOWN
    return Truth.of(not frozenset(some).isdisjoint(others))
