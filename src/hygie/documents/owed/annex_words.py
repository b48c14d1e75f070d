"""The contract annex as the words of its Word template: a draft to sign, and a sheet to check it by.

The draft is what lawyers edit: parties, articles, drafting notes. The control sheet takes up the verdicts
mention by mention; it is to be removed before signing.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from hygie.assessment.study import Study
from hygie.documents.kind import Words
from hygie.documents.owed.annex_articles import Article, Drafting
from hygie.documents.owed.annex_document import (
    INTRODUCTION,
    LABELS,
    NOT_APPLICABLE,
    Annex,
    AnnexWriter,
    Part,
    named,
)
from hygie.documents.owed.annex_facts import AnnexFacts, Ids
from hygie.documents.owed.annex_items import Item, Mention
from hygie.documents.word_frame import framed
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.contracts import Contract
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

_LABELS: Final = {
    **LABELS,
    "client": N_("Client"),
    "host": N_("Host"),
    "between": N_("Between the undersigned"),
    "mention": N_("Mention"),
    "measure": N_("Indicator"),
    "level": N_("Guaranteed level"),
    "period": N_("Frequency of measurement"),
    "control": N_("Control sheet (to be removed before signing)"),
    "page": N_("Page"),
    "signed_by_host": N_("For the host (name, function, date, signature)"),
    "signed_by_client": N_("For the client (name, function, date, signature)"),
}
"""Words that stand in the template, whatever the client."""

_DRAFT: Final = N_(
    "Draft of {day}, made from what the host declares on that day. Texts between brackets are for those who "
    "draft: settle each of them and remove it before signing."
)
_HOST: Final = N_(
    "{name}, registered under number {registration}, whose registered office is in: {country}, represented "
    "by {representative}, hereinafter “the host”,"
)
_CLIENT: Final = N_(
    "and {name}, registered under number {registration}, represented by {representative}, hereinafter “the "
    "client”."
)
_REPRESENTATIVE: Final = N_("name and function of the representative")
_REGISTRATION: Final = N_("SIREN, SIRET or FINESS number")


class AnnexWords:
    """Gives annexes of a study as plain data, in one language (docs/templates.md)."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Write for ``study`` with ``voice``."""
        self._study = study
        self._voice = voice
        self._say = voice.say
        self._writer = AnnexWriter(study, voice)
        self._drafting = Drafting(study, voice)
        self._facts = AnnexFacts(study, voice)

    def words(self, annex: Annex) -> Words:
        """Give an annex as plain data for a Word template."""
        return {
            **framed(self._writer.title(annex), self._writer.frame(), self._study.as_of),
            "client": annex.client.name,
            "draft": self._say(_DRAFT, day=self._study.as_of),
            "parties": list(self._parties(annex.client)),
            "introduction": self._say(INTRODUCTION),
            "numbering": list(self._writer.numbering()),
            "applies": annex.applies,
            "not_applicable": "" if annex.applies else self._say(NOT_APPLICABLE),
            "contracts": [self._part(part, annex.client) for part in annex.parts],
            "labels": {key: self._say(label) for key, label in _LABELS.items()},
        }

    # -- the draft -------------------------------------------------------------------------------

    def _parties(self, client: Client) -> Iterator[str]:
        """Name the parties; whoever signs for them is left blank, to be filled in by hand."""
        organization = self._study.dossier.declared.organization
        country = known(organization.country)
        blank = self._drafting.blank
        yield self._say(
            _HOST,
            name=organization.name,
            registration=known(organization.registration) or blank(_REGISTRATION),
            country=blank(N_("registered office")) if country is None else self._voice.country(country),
            representative=blank(_REPRESENTATIVE),
        )
        yield self._say(
            _CLIENT,
            name=client.name,
            registration=blank(_REGISTRATION),
            representative=blank(_REPRESENTATIVE),
        )

    def _reference(self, part: Part, services: Ids) -> Iterator[str]:
        """Say which contract the annex completes, from when to when, and for which services."""
        if part.contract is None:
            said = N_("reference and dates of the hosting contract: none in force binds this client")
            yield self._drafting.blank(said)
        else:
            yield from self._contract(part.title, part.contract)
        found = self._facts.services(services)
        if not found:
            yield self._drafting.blank(N_("services that the contract covers"))
        else:
            names = ", ".join(service.name for service in found)
            yield self._say(N_("Services covered: {services}."), services=names)

    def _contract(self, title: str, contract: Contract) -> Iterator[str]:
        said = N_("This annex completes the contract “{title}”, signed on {signed}, in effect from {start}.")
        yield self._say(
            said,
            title=title,
            signed=self._day(known(contract.signed), N_("date of the signature")),
            start=self._day(known(contract.effective), N_("date of effect")),
        )
        if isinstance(contract.end, Unknown):
            yield self._drafting.to_check(N_("the end of the contract, and whether it is still in force"))
        elif contract.end is None:
            yield self._say(N_("The contract is open-ended."))
        else:
            yield self._say(N_("The contract ends on {day}."), day=contract.end)

    def _day(self, day: date | None, what: str) -> str:
        return self._drafting.blank(what) if day is None else self._voice.date(day)

    def _article(self, article: Article) -> dict[str, Any]:
        return {
            "heading": article.heading,
            "sentences": list(article.sentences),
            "lists": [{"lead": one.lead, "lines": list(one.lines)} for one in article.lists],
            "indicators": [
                {"measure": measure, "level": level, "period": period}
                for measure, level, period in article.indicators
            ],
            "notes": list(article.notes),
        }

    def _part(self, part: Part, client: Client) -> dict[str, Any]:
        services = known((part.contract or client).services)
        articles = (
            self._drafting.article(number, item, part.contract, services)
            for number, item in enumerate(part.items, start=1)
        )
        return {
            "title": part.title,
            "reference": list(self._reference(part, services)),
            "articles": [self._article(article) for article in articles],
            "notes": list(part.notes),
            "terms": [{"label": label, "value": text} for label, text in part.terms],
            "to_complete": _open(part, Truth.FALSE),
            "to_check": _open(part, Truth.UNKNOWN),
            "items": [self._item(item, part.contract) for item in part.items],
        }

    # -- the control sheet -----------------------------------------------------------------------

    def _item(self, item: Item, contract: Contract | None) -> dict[str, Any]:
        writer = self._writer
        return {
            "number": named(item),
            "heading": writer.heading(item),
            "title": self._voice.text(item.requirement.title),
            "requirement": item.requirement.id,
            "asked": self._voice.text(item.requirement.statement),
            "article": writer.article(item, contract) or "",
            "state": f"{self._voice.glyph(item.status)} {self._voice.status(item.status)}",
            "mentions": [self._mention(mention) for mention in item.mentions],
            "notes": list(item.notes),
            "according_to_contract": list(writer.stated(item, contract)),
            "according_to_dossier": list(self._declared(item, contract)),
        }

    def _declared(self, item: Item, contract: Contract | None) -> Iterator[str]:
        for group in self._writer.declared(item, contract):
            for fact in group.facts:
                said = N_("{service} – {what}")
                named_too = self._say(said, service=group.service, what=fact.text)
                yield named_too if group.service else fact.text

    def _mention(self, mention: Mention) -> dict[str, Any]:
        badge = self._writer.badge(mention)
        return {
            "text": mention.name,
            "state": f"{badge.glyph} {badge.word}",
            "stated": mention.truth is Truth.TRUE,
            "to_complete": mention.truth is Truth.FALSE,
            "notes": list(mention.notes),
        }


def _open(part: Part, truth: Truth) -> list[str]:
    return [f"{named(item)} – {mention.name}" for item in part.items for mention in item.of(truth)]
