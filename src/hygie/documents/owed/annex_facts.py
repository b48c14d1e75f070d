"""The facts that an annex sets beside each item: what the dossier declares on the day.

They inform and decide nothing: certificate, services, storage, subcontractors, remote accesses and plans
of the contract's own services.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import Final, Literal, NamedTuple

from hygie.assessment.study import Study
from hygie.documents.labels import ACTIVITIES
from hygie.documents.owed.annex_clauses import NOT_KNOWN, pair
from hygie.documents.owed.annex_reversibility import PlanFacts
from hygie.documents.owed.guarantee_table import CERTIFIED
from hygie.dossier.vocabulary.actors import Actor, Storage
from hygie.dossier.vocabulary.base import known
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


Ids = Sequence[str] | None
"""Services by id; None when they are not known."""


class Fact(NamedTuple):
    """What the dossier says: one line of a list, a sentence that stands alone, or a doubt to lift."""

    text: str
    how: Literal["listed", "alone", "doubt"] = "listed"


@dataclass(frozen=True, slots=True)
class Group:
    """The facts beside an item; those of one service where ``service`` names it."""

    facts: tuple[Fact, ...]
    service: str = ""


class AnnexFacts:
    """The facts around contracts, as of the study's day, in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Look at ``study`` and speak with ``voice``."""
        self._study = study
        self._declared = study.dossier.declared
        self._clock = Clock(study.as_of)
        self._voice = voice
        self._say = voice.say

    def declared(self, requirement: str, services: Ids) -> tuple[Group, ...]:
        """Say what the dossier declares of the subject of a requirement, for some services."""
        if requirement == "EXI-27":
            found = PlanFacts(self._study, self._voice).by_service(services)
            return tuple(Group(tuple(starmap(Fact, facts)), name) for name, facts in found)
        facts: Mapping[str, Callable[[Ids], Iterator[Fact]]] = {
            "EXI-17": self._certificates,
            "EXI-18": self._services,
            "CSP-R1111-11-3": self._storage,
            "EXI-22": self._subcontractors,
            "EXI-23": self._accesses,
            "EXI-30": self._laws,
        }
        said = tuple(facts[requirement](services)) if requirement in facts else ()
        return (Group(said),) if said else ()

    def services(self, services: Ids) -> tuple[Service, ...] | None:
        """List services; None when they are not known."""
        if services is None:
            return None
        entries = (self._study.dossier.entry(f"service:{name}") for name in services)
        return tuple(entry for entry in entries if isinstance(entry, Service))

    def certificates(self) -> tuple[InForce, ...] | None:
        """List the HDS certificates of the host that are in force, or may be; None when not known."""
        host = host_of(self._declared)
        found = None if host is None else in_force_of(host, "hds", self._clock)
        return None if found is None else tuple(item for item in found if item.truth is not Truth.FALSE)

    def body(self, item: InForce) -> str | None:
        """Name the certification body of a certificate."""
        body = self._study.dossier.entry(f"actor:{known(item.certificate.body)}")
        return body.name if isinstance(body, Actor) else None

    def _pair(self, label: str, value: str) -> Fact:
        return Fact(pair(self._voice, label, value))

    def _doubt(self, label: str) -> Fact:
        return Fact(pair(self._voice, label, self._say(NOT_KNOWN)), "doubt")

    def _certificates(self, _services: Ids) -> Iterator[Fact]:
        found = self.certificates()
        if found is None:
            yield self._doubt(N_("HDS certificate in force"))
        elif not found:
            yield self._pair(N_("HDS certificate in force"), self._say(N_("none")))
        for item in found or ():
            yield from self._certificate(item)

    def _certificate(self, item: InForce) -> Iterator[Fact]:
        certificate = item.certificate
        body = self.body(item)
        yield self._pair(N_("HDS certificate in force"), self._or_not_known(known(certificate.number)))
        if item.truth is Truth.UNKNOWN:
            yield Fact(self._say(N_("Whether this certificate is in force is not determined.")), "doubt")
        if body is not None:
            yield self._pair(N_("Certification body"), body)
        yield self._pair(N_("Scope"), self._or_not_known(known(certificate.scope)))
        activities = known(certificate.activities)
        if activities is not None:
            yield self._pair(N_("Activities"), ", ".join(map(str, sorted(activities))))
        yield self._pair(N_("Issued on"), self._date(known(certificate.issued)))
        yield self._pair(N_("Valid until"), self._date(known(certificate.expires)))

    def _services(self, ids: Ids) -> Iterator[Fact]:
        services = self.services(ids)
        if services is None:
            yield self._doubt(N_("Services"))
        for service in services or ():
            words = [self._activity(number) for number in sorted(known(service.activities) or ())]
            words += [self._say(_RESOURCES[kind]) for kind in known(service.resources) or ()]
            yield Fact(
                self._say(N_("{label}: {value}"), label=service.name, value="; ".join(words) or "–"),
                "listed" if words else "doubt",
            )

    def _activity(self, number: int) -> str:
        return self._say(N_("activity {number} ({name})"), number=number, name=self._say(ACTIVITIES[number]))

    def _storage(self, ids: Ids) -> Iterator[Fact]:
        if ids is None:
            yield self._doubt(N_("Storage"))
            return
        places = hosting_places(self._declared, ids, self._clock)
        yield from map(Fact, dict.fromkeys(map(self._stored, places.certain)))
        for storage, _ in places.possible:
            yield self._to_confirm(self._stored(storage))
        if places.unlisted:
            said = N_("This list may not be complete: an actor's places of storage are not known.")
            yield Fact(self._say(said), "doubt")
        elif not places.certain and not places.possible:
            yield Fact(self._say(N_("No health data is stored for these services.")), "alone")

    def _stored(self, storage: Storage) -> str:
        country, nature = known(storage.country), known(storage.nature)
        words = [self._or_not_known(known(storage.site))]
        words.append(self._say(NOT_KNOWN) if country is None else self._voice.country(country))
        text = ", ".join(words)
        return text if nature is None else f"{text} ({self._say(_NATURES[nature])})"

    def _subcontractors(self, services: Ids) -> Iterator[Fact]:
        actors = subcontractors(self._declared)
        if actors is None:
            yield self._doubt(N_("Subcontractors"))
            return
        lines = [line for actor in actors for line in self._subcontractor(actor, services)]
        yield from lines or [Fact(self._say(N_("No subcontractor takes part in these services.")), "alone")]

    def _subcontractor(self, actor: Actor, services: Ids) -> Iterator[Fact]:
        shared = _shared(known(actor.services), services)
        if shared is Truth.FALSE:
            return
        country, certified = known(actor.country), known(actor.hds_certified)
        words = [self._say(NOT_KNOWN) if country is None else self._voice.country(country)]
        words += [self._activity(number) for number in sorted(known(actor.activities) or ())]
        if certified is not None:
            words.append(pair(self._voice, N_("HDS certified"), self._say(CERTIFIED[certified])))
        line = self._say(N_("{label}: {value}"), label=actor.name, value="; ".join(words))
        yield Fact(line) if shared is Truth.TRUE else self._to_confirm(line)
        if certified == "yes":
            yield from self._certification(actor)

    def _certification(self, actor: Actor) -> Iterator[Fact]:
        """Say what does not bear out a declared certification on the day, as the guarantee table does."""
        doubt = unborne_certification(actor, known(actor.activities), self._clock)
        if doubt is not None:
            path = self._study.dossier.path(doubt.entry or self._declared, doubt.field)
            yield Fact(self._voice.reason(Reservation(doubt.code, doubt.parameters, path)), "doubt")
            return
        found = in_force_of(actor, "hds", self._clock)
        if found is None or all(item.truth is not Truth.TRUE for item in found):
            said = N_("Whether {actor} has an HDS certificate in force is not determined.")
            yield Fact(self._say(said, actor=actor.name), "doubt")

    def _to_confirm(self, line: str) -> Fact:
        return Fact(self._say(N_("{place} – to be confirmed"), place=line), "doubt")

    def _accesses(self, services: Ids) -> Iterator[Fact]:
        lines = []
        for access in remote_accesses(self._declared, self._clock):
            shared = _shared(known(access.entry.services), services)
            if shared is not Truth.FALSE and access.concerned.truth is not Truth.FALSE:
                line = self._access(access)
                sure = shared is Truth.TRUE and access.concerned.truth is Truth.TRUE
                weak = access.outside.truth is not Truth.FALSE and access.ground in _WEAK
                said = Fact(line, "doubt" if weak else "listed")
                lines.append(said if sure else self._to_confirm(line))
        yield from lines
        if any(known(actor.remote_accesses) is None for actor in known(self._declared.actors) or ()
               if actor.role in {"host", "subcontractor"}):  # fmt: skip
            gap = N_("This list may not be complete: an actor's remote accesses are not known.")
            yield Fact(self._say(gap), "doubt")
        elif not lines:
            none = N_("No remote access to the data of these services is declared.")
            yield Fact(self._say(none), "alone")

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

    def _laws(self, _services: Ids) -> Iterator[Fact]:
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
