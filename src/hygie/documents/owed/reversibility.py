"""The reversibility plan (D12; HDS v2.0, EXI-27): how each service ends, and what contracts state of it.

Per service: the steps and their delays, the formats, the destruction of copies and its proof, the costs,
the move of virtual machines where the service has some, the last trial; then the contracts that rest on
it, with what their clause states or not, as the verdict of EXI-27 has it. What is not declared is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Day, Notice, Pairs, Paragraph, Quiet, Table, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.annex_items import Items, cases_of, clause_in
from hygie.documents.owed.preliminary import HDS
from hygie.documents.phrases import Phrases
from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import Entry, known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.contracts import Contract, ContractTemplate
from hygie.dossier.vocabulary.reversibility import ReversibilityPlan, ReversibilityStep
from hygie.dossier.vocabulary.services import Service
from hygie.hosting.participants import activities_of
from hygie.kernel.clock import Clock
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.hds_2_0.contract_circumstances import VIRTUAL
from hygie.referentials.verdict import Missing
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "reversibility"
TITLE = N_("Reversibility plan")
REQUIREMENT = "EXI-27"

_FIELDS: Final = (
    ("formats", N_("Formats in which data is given back")),
    ("destruction", N_("Destruction of copies and its proof")),
    ("costs", N_("How costs are computed")),
    ("virtual_machines", N_("Virtual machines and containers")),
    ("tested", N_("Last trial")),
)


def build(study: Study, voice: Voice) -> Document:
    """Make the reversibility plan of every service."""
    frame = frame_of(study, voice, "policy", [HDS])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Reversibility(study, voice).blocks()))


class _Reversibility:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice)
        self._declared = study.dossier.declared
        self._cases = cases_of(study)
        self._items = Items(self._cases, voice)
        self._plans: dict[str, list[ReversibilityPlan]] = defaultdict(list)
        for plan in known(self._declared.reversibility_plans) or ():
            for service in dict.fromkeys(plan.services):
                self._plans[service].append(plan)
        self._contracts: dict[str | None, list[Contract]] = defaultdict(list)
        for contract in known(self._declared.contracts) or ():
            if self._cases.concerns(contract):
                for name in _services_of(contract):
                    self._contracts[name].append(contract)
        self._described: dict[str, str] = {}

    def blocks(self) -> Iterator[Block]:
        yield Paragraph(
            (
                self._voice.say(
                    N_(
                        "How data comes back to clients, and disappears from the host, at the end of a "
                        "contract. This document names several clients: it is not to be given to one of "
                        "them as it is."
                    )
                ),
            )
        )
        verdict = self._cases.verdicts[REQUIREMENT]
        title = self._voice.text(self._study.catalog(HDS).requirement(REQUIREMENT).title)
        yield Pairs(((f"{REQUIREMENT}. {title}", (self._say.verdict(verdict),)),))
        yield from self._not_listed()
        for service in known(self._declared.services) or ():
            yield from self._service(service)
        yield from self._unplaced()

    def _not_listed(self) -> Iterator[Block]:
        """Say which whole sections are not declared."""
        sections = ("services", "reversibility_plans", "contracts")
        lines = tuple(
            self._say.missing(self._missing((section,)))
            for section in sections
            if known(getattr(self._declared, section)) is None
        )
        if lines:
            title = self._voice.say(N_("This document is not complete: data are missing"))
            yield Notice("attention", title, lines)

    def _missing(self, path: Path) -> Missing:
        return Missing(path, self._study.dossier.unknown_reason(path))

    # -- a service -------------------------------------------------------------------------------

    def _service(self, service: Service) -> Iterator[Block]:
        yield self._say.heading(2, service.name)
        plans = self._plans[service.id]
        if not plans and known(self._declared.reversibility_plans) is not None:
            title = N_("No reversibility plan covers the service “{service}”.")
            yield Notice("attention", self._voice.say(title, service=service.name))
        for plan in plans:
            yield from self._plan(plan, service)
        yield from self._resting(service.name, self._contracts[service.id], service)

    def _plan(self, plan: ReversibilityPlan, service: Service) -> Iterator[Block]:
        yield self._say.heading(3, self._voice.say(N_("Plan “{plan}”"), plan=plan.id))
        if plan.id in self._described:
            first = self._described[plan.id]
            sentence = N_("This plan is described under the service “{service}”.")
            yield Paragraph((self._voice.say(sentence, service=first),))
            yield from self._pairs(plan, service, ("virtual_machines",) if self._virtual(service) else ())
            return
        self._described[plan.id] = service.name
        yield from self._steps(plan)
        wanted = [name for name, _ in _FIELDS if name != "virtual_machines" or self._virtual(service)]
        yield from self._pairs(plan, service, wanted)

    def _virtual(self, service: Service) -> bool:
        """Tell whether virtual machines or containers may have to be moved (activities 3 and 4)."""
        activities = activities_of(service)
        return activities is None or not activities.isdisjoint(VIRTUAL)

    def _pairs(self, plan: ReversibilityPlan, service: Service, fields: Iterable[str]) -> Iterator[Block]:
        labels = dict(_FIELDS)
        items = tuple((self._voice.say(labels[name]), self._field(plan, name)) for name in fields)
        if items:
            yield Pairs(items)
        if "virtual_machines" in fields and activities_of(service) is None:
            yield Notice(
                "attention",
                self._voice.say(N_("Whether virtual machines are to be moved is not determined.")),
                (self._say.missing(self._missing(self._study.dossier.path(service, "activities"))),),
            )

    def _field(self, plan: ReversibilityPlan, name: str) -> Cell:
        value = known(getattr(plan, name))
        if value is None:
            return self._lacks(plan, name)
        if name == "tested":
            day = Day(self._voice.date(value), value.isoformat())
            come = Clock(self._study.as_of).reached(value)
            return ((day,),) if come else ((day, Quiet(self._voice.say(N_("(planned)")))),)
        if name == "formats":
            return self._say.cell((text,) for text in value)
        return cell(str(value))

    def _lacks(self, entry: Entry, name: str) -> Cell:
        sentence, place = self._say.missing(self._missing(self._study.dossier.path(entry, name)))
        return ((self._say.badge(Status.UNDETERMINED),), (Quiet(str(sentence)), place))

    def _steps(self, plan: ReversibilityPlan) -> Iterator[Block]:
        steps = known(plan.steps)
        if not steps:
            missing = self._missing(self._study.dossier.path(plan, "steps"))
            title = N_("This plan has no step.")
            if steps is None:
                title = N_("The steps of this plan are not declared.")
            yield Notice("attention", self._voice.say(title), (self._say.missing(missing),))
            return
        columns = (N_("Step"), N_("Who does it"), N_("Within (days after the end is notified)"))
        yield Table(
            self._voice.say(N_("Steps of the plan “{plan}”"), plan=plan.id),
            tuple(map(self._voice.say, columns)),
            tuple(self._step(number, step) for number, step in enumerate(steps, start=1)),
            (6, 4, 3),
        )

    def _step(self, number: int, step: ReversibilityStep) -> tuple[Cell, ...]:
        who, days = known(step.responsible), known(step.within_days)
        return (
            cell(f"{number}. {step.title}"),
            self._lacks(step, "responsible") if who is None else cell(who),
            self._lacks(step, "within_days") if days is None else cell(self._voice.number(days)),
        )

    # -- the contracts that rest on it -----------------------------------------------------------

    def _resting(self, name: str, contracts: list[Contract], service: Service | None) -> Iterator[Block]:
        rows = [self._row(contract) for contract in contracts]
        model = known(self._declared.contract_template)
        if model is not None and service is not None and service.id in (known(model.services) or ()):
            rows.append(self._row(model))
        if not rows:
            if service is not None and known(self._declared.contracts) is not None:
                yield Paragraph((self._voice.say(N_("No contract in force covers this service.")),))
            return
        columns = (
            N_("Contract"),
            N_("Client"),
            N_("Article"),
            N_("What the clause states"),
            N_("What it does not state"),
            N_("Not determined"),
        )
        caption = N_("Contracts that rest on “{service}”: their reversibility clause")
        yield Table(
            self._voice.say(caption, service=name),
            tuple(map(self._voice.say, columns)),
            tuple(rows),
            (4, 3, 2, 5, 5, 4),
        )

    def _row(self, entry: Contract | ContractTemplate) -> tuple[Cell, ...]:
        item = self._items.one(REQUIREMENT, self._study.dossier.path(entry))
        client, article, name = self._voice.say(N_("Model contract")), None, entry.id
        if isinstance(entry, Contract):
            found = self._study.dossier.entry(f"client:{entry.client}")
            client = found.name if isinstance(found, Client) else entry.client
            name = known(entry.title) or entry.id
            clause = clause_in(entry, REQUIREMENT)
            article = None if clause is None else known(clause.article)
        states = (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN)
        told = (() if item is None else tuple(mention.name for mention in item.of(truth)) for truth in states)
        return (cell(name), cell(client), cell(article or "–"), *(self._lines(names) for names in told))

    def _lines(self, names: tuple[str, ...]) -> Cell:
        return self._say.cell((name,) for name in names)

    def _unplaced(self) -> Iterator[Block]:
        """List the contracts of which the services are not known."""
        contracts = self._contracts[None]
        if contracts:
            title = self._voice.say(N_("Contracts whose services are not known"))
            yield self._say.heading(2, title)
            yield from self._resting(title, contracts, None)


def _services_of(contract: Contract) -> tuple[str | None, ...]:
    services = known(contract.services)
    return (None,) if services is None else tuple(dict.fromkeys(services))


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (HDS,), lambda study, voice, _: build(study, voice))
