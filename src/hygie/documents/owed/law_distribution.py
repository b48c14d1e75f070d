"""To whom the analysis of third-country laws was told (EXI-30, c4 and c5): contracts, certification body."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Paragraph, Quiet, cell
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.contracts import Contract, ThirdCountryLawClause
from hygie.hosting.communications import CommunicationLog
from hygie.kernel.truth import Truth
from hygie.referentials.hds_2_0.contract_subjects import Subject, bound_clients, clause_of, has_ended
from hygie.referentials.hds_2_0.rules.exi_30 import MENTIONS
from hygie.referentials.verdict import TRUE
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

_CONTRACTS = (
    Column(N_("Client"), 5),
    Column(N_("Contract"), 6),
    Column(N_("Signed on"), 4),
    Column(N_("Article"), 3),
    Column(N_("States the laws"), 3),
    Column(N_("States the measures"), 3),
    Column(N_("States the risks that remain"), 3),
)
_BODIES = (Column(N_("Certification body"), 6), Column(N_("Told on"), 5))


class Distribution:
    """Says who was told, in one language."""

    def __init__(self, study: Study, voice: Voice, section: RequirementSection) -> None:
        """Speak of ``study`` with ``voice``; ``section`` is that of EXI-30."""
        self._study, self._voice, self._section = study, voice, section
        self._say, self._fields = Phrases(study, voice, places=False), Fields(study, voice)
        self._declared = study.dossier.declared

    def blocks(self, client: Client | None) -> Iterator[Block]:
        """Say it of every client and of the certification body; of one client, its contracts alone."""
        yield self._say.heading(2, self._voice.say(N_("To whom it was told")))
        rows = list(self._rows(client))
        title = self._voice.say(N_("What contracts in force state"))
        if rows:
            yield self._fields.table(title, _CONTRACTS, rows, title)
        elif known(self._declared.contracts) is None:
            yield Paragraph((title, *self._fields.silence(self._declared.contracts)))
        else:
            yield Paragraph((self._voice.say(N_("No contract binds a client.")),))
        if client is None:
            yield Paragraph((self._voice.say(N_("Stated in every contract:")), self._section.badge("c4")))
            yield from self._certification_body()

    # -- contracts ---------------------------------------------------------------------------------

    def _rows(self, client: Client | None) -> Iterator[tuple[Cell, ...]]:
        for contract in known(self._declared.contracts) or ():
            if client is None or contract.client == client.id:
                ended = has_ended(contract, self._study.facts).value
                if ended is not Truth.TRUE:
                    yield self._contract(contract, ended)
        for bound, check in bound_clients(self._study.facts):
            if bound is not None and check.value is Truth.FALSE and client in (None, bound):
                none = cell(self._voice.say(N_("no contract")))
                yield (
                    cell(bound.name),
                    none,
                    cell("–"),
                    cell("–"),
                    *((cell(self._say.truth(Truth.FALSE)),) * 3),
                )

    def _contract(self, contract: Contract, ended: Truth) -> tuple[Cell, ...]:
        named = cell(known(contract.title) or contract.id)
        if ended is Truth.UNKNOWN:
            named = (*named, (Quiet(self._voice.say(N_("in force or not: not determined"))),))
        path = self._study.dossier.path(contract)
        clause, _, unread = clause_of(
            self._study.facts, Subject(contract, contract.id, path, TRUE), "third_country_law"
        )
        stated: tuple[Truth, ...]
        article = cell("–")
        if isinstance(clause, ThirdCountryLawClause):
            stated = tuple(Truth.of(known(getattr(clause, mention))) for mention in MENTIONS)
            article = self._fields.text(clause, "article")
        else:
            stated = (Truth.UNKNOWN if unread is None else unread.value,) * len(MENTIONS)
        return (
            cell(self._fields.name("client", contract.client)),
            named,
            self._fields.day(contract, "signed"),
            article,
            *(cell(self._say.truth(value)) for value in stated),
        )

    # -- certification body ------------------------------------------------------------------------

    def _certification_body(self) -> Iterator[Block]:
        actors = known(self._declared.actors) or ()
        rows = [(cell(body.name), self._told(body)) for body in actors if body.role == "certification_body"]
        title = self._voice.say(N_("What the certification body was told"))
        if rows:
            yield self._fields.table(title, _BODIES, rows, title)
        yield Paragraph((self._voice.say(N_("Told to the certification body:")), self._section.badge("c5")))

    def _told(self, body: Actor) -> Cell:
        log = CommunicationLog(self._declared)
        if not log.listed:
            return (self._fields.silence(self._declared.communications),)
        sendings = log.of("third_country_law", f"actor:{body.id}")
        days = tuple(line for sending in sendings for line in self._fields.day(sending, "sent"))
        return days or cell(self._voice.say(N_("not told")))
