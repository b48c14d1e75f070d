"""The contract annex as blocks: the control view, which says of each mention whether it is stated."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hygie.assessment.study import Study
from hygie.documents.blocks import (
    Badge,
    Block,
    Bullets,
    Cell,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quiet,
    Table,
    cell,
)
from hygie.documents.frame import Document, Frame, frame_of
from hygie.documents.owed.annex_clauses import ClauseFacts
from hygie.documents.owed.annex_facts import AnnexFacts, Group
from hygie.documents.owed.annex_items import Item, Mention, clause_in, numbered
from hygie.documents.owed.preliminary import HDS
from hygie.documents.phrases import STATUS_OF, Phrases
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.contracts import Contract
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.law import NotInForceError, parameter_title, value
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "contract-annex"

STATES: Final = {
    Truth.TRUE: N_("stated"),
    Truth.FALSE: N_("not stated: to be completed"),
    Truth.UNKNOWN: N_("not determined: to be checked in the contract"),
    None: N_("has no object here"),
}

LABELS: Final = {
    "to_complete": N_("Not stated: to be completed"),
    "to_check": N_("Not determined: to be checked in the contract"),
    "article": N_("Article of the contract"),
    "according_to_contract": N_("According to the contract"),
    "according_to_dossier": N_("Declared by the host"),
    "item": N_("Item"),
    "subject": N_("Subject"),
    "state": N_("In the contract"),
}
"""Words that stand in the document, whatever the client."""

INTRODUCTION: Final = N_(
    "This annex goes through what article R.1111-11 of the public health code asks of a hosting contract, "
    "item by item: what is asked, in our words; what the contract states; what it does not, and has to be "
    "completed."
)
_NUMBERING: Final = N_("Items are numbered as HDS v{version} quotes the article, {reference}. {doubt}")
_RULE: Final = N_("As of {day}, {rule}: {answer} ({source}).")
NOT_APPLICABLE: Final = N_(
    "Chapter 6 of the HDS referential does not apply to the contracts of this host: this annex has no object."
)
_ALL_STATED: Final = N_("Every mention that the article calls for is stated.")


@dataclass(frozen=True, slots=True)
class Part:
    """What an annex says of one contract, or of there being none: ``contract`` is then None."""

    title: str
    contract: Contract | None
    terms: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """The annex of a client; where chapter 6 binds nobody, ``applies`` is false and there is no part."""

    client: Client
    applies: bool
    parts: tuple[Part, ...]


class AnnexWriter:
    """Writes annexes of a study in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Write for ``study`` with ``voice``."""
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice)
        self._clauses = ClauseFacts(voice)
        self._facts = AnnexFacts(study, voice)

    # -- blocks ----------------------------------------------------------------------------------

    def document(self, annex: Annex) -> Document:
        """Draw an annex as blocks."""
        return Document(KIND, self.title(annex), self.frame(), tuple(self._blocks(annex)))

    def frame(self) -> Frame:
        """Give what stands on every page."""
        return frame_of(self._study, self._voice, "policy", [HDS])

    def title(self, annex: Annex) -> str:
        """Name an annex."""
        return self._voice.say(N_("Contract annex (article R.1111-11): {client}"), client=annex.client.name)

    def _blocks(self, annex: Annex) -> Iterator[Block]:
        yield Paragraph((self._voice.say(INTRODUCTION),))
        yield Paragraph((Quiet(" ".join(self.numbering())),))
        if not annex.applies:
            yield Notice("plain", self._voice.say(NOT_APPLICABLE))
        for part in annex.parts:
            yield self._say.heading(2, part.title)
            for note in part.notes:
                yield Notice("attention", note)
            if part.terms:
                yield Pairs(tuple((label, cell(text)) for label, text in part.terms))
            yield from self._left_open(part)
            yield self._overview(part)
            for item in part.items:
                yield from self._item(item, part.contract)

    def numbering(self) -> Iterator[str]:
        """Say which version of the article is meant, and what holds on the day."""
        catalog = self._study.catalog(HDS)
        requirement = numbered(self._study)[0][0]
        doubt = " ".join(self._voice.text(item) for item in requirement.doubts)
        yield self._voice.say(
            _NUMBERING, version=catalog.version, reference=catalog.reference, doubt=doubt
        ).strip()
        name = "hosting_code_eea_rules"
        try:
            rule = value(name, self._study.as_of)
        except NotInForceError:
            return
        yield self._voice.say(
            _RULE,
            day=self._study.as_of,
            rule=parameter_title(name, self._voice.language),
            answer=bool(rule.value),
            source=rule.source,
        )

    def _left_open(self, part: Part) -> Iterator[Block]:
        open_ones = False
        for truth, label in ((Truth.FALSE, "to_complete"), (Truth.UNKNOWN, "to_check")):
            lines: tuple[Line, ...] = tuple(
                (f"{named(item)} – {mention.name}",) for item in part.items for mention in item.of(truth)
            )
            if lines:
                open_ones = True
                yield Notice("attention", self._voice.say(LABELS[label]), lines)
        if not open_ones:
            yield Notice("plain", self._voice.say(_ALL_STATED))

    def _overview(self, part: Part) -> Table:
        columns = ("item", "subject", "article", "state")
        return Table(
            self._voice.say(N_("{contract}, item by item"), contract=part.title),
            tuple(self._voice.say(LABELS[column]) for column in columns),
            tuple(
                (
                    cell(named(item)),
                    cell(self._voice.text(item.requirement.title)),
                    cell(self.article(item, part.contract) or "–"),
                    ((self._say.badge(item.status),),),
                )
                for item in part.items
            ),
            (2, 6, 3, 4),
        )

    def _item(self, item: Item, contract: Contract | None) -> Iterator[Block]:
        yield self._say.heading(3, self.heading(item))
        yield Paragraph((self._voice.text(item.requirement.statement),))
        for note in item.notes:
            yield Notice("attention", note)
        if item.mentions:
            yield Bullets(tuple(self._mention(mention) for mention in item.mentions))
        pairs = tuple(self._pairs(item, contract))
        if pairs:
            yield Pairs(pairs)

    def heading(self, item: Item) -> str:
        """Give the number and the subject of an item."""
        return f"{named(item)}. {self._voice.text(item.requirement.title)}"

    def _mention(self, mention: Mention) -> Line:
        return (self.badge(mention), mention.name, *map(Quiet, mention.notes))

    def badge(self, mention: Mention) -> Badge:
        """Say whether a mention is stated."""
        status = Status.NOT_APPLICABLE if mention.truth is None else STATUS_OF[mention.truth]
        return Badge(status, self._voice.glyph(status), self._voice.say(STATES[mention.truth]))

    def _pairs(self, item: Item, contract: Contract | None) -> Iterator[tuple[str, Cell]]:
        article = self.article(item, contract)
        if article is not None:
            yield self._voice.say(LABELS["article"]), cell(article)
        stated = self.stated(item, contract)
        if stated:
            yield self._voice.say(LABELS["according_to_contract"]), cell(*stated)
        for group in self.declared(item, contract):
            label = self._voice.say(LABELS["according_to_dossier"])
            if group.service:
                said = N_("{label}, service “{service}”")
                label = self._voice.say(said, label=label, service=group.service)
            yield label, cell(*(fact.text for fact in group.facts))

    def article(self, item: Item, contract: Contract | None) -> str | None:
        """Give the article of the contract that holds an item."""
        clause = None if contract is None else clause_in(contract, item.requirement.id)
        return None if clause is None else known(clause.article)

    def stated(self, item: Item, contract: Contract | None) -> tuple[str, ...]:
        """Give what the clause itself says."""
        clause = None if contract is None else clause_in(contract, item.requirement.id)
        return self._clauses.stated(clause)

    def declared(self, item: Item, contract: Contract | None) -> tuple[Group, ...]:
        """Give what the dossier declares beside an item of a contract."""
        return () if contract is None else self._facts.declared(item.requirement.id, known(contract.services))


def named(item: Item) -> str:
    """Name an item by its number in the article; the clause of EXI-30 by its requirement."""
    return item.number or item.requirement.id
