"""The articles of an annex to sign, for lawyers: facts, what the contract states, what is to write.

A mention is put as stated where the criterion of the verdict is true, and nowhere else; any other stands in
a drafting note between brackets, which says what is asked. Nothing is promised on anybody's behalf: facts
are those of the dossier, on its day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hygie.assessment.study import Study
from hygie.documents.owed.annex_clauses import ClauseFacts
from hygie.documents.owed.annex_facts import AnnexFacts, Fact, Ids
from hygie.documents.owed.annex_items import Item, Mention, clause_in
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.contracts import Clause, Contract, Indicator, ServiceLevelsClause
from hygie.hosting.certificates import InForce
from hygie.kernel.truth import Truth
from hygie.referentials.hds_2_0.rules import exi_30
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

TITLES: Final = {
    "EXI-17": N_("Certificate of compliance"),
    "EXI-18": N_("Description of the services"),
    "CSP-R1111-11-3": N_("Places of hosting"),
    "EXI-19": N_("Rights of the data subjects"),
    "EXI-20": N_("Contact for incidents"),
    "EXI-21": N_("Service levels and penalties"),
    "EXI-22": N_("Subcontracting"),
    "EXI-23": N_("Access to the hosted data"),
    "EXI-24": N_("Technical changes"),
    "EXI-25": N_("Failure of the host"),
    "EXI-26": N_("No other use of the data"),
    "EXI-27": N_("Reversibility"),
    "EXI-30": N_("Law of third countries"),
}
"""The title of the article that each requirement gives rise to."""

_LEADS: Final = {
    "EXI-18": N_("The hosting covers the following services:"),
    "CSP-R1111-11-3": N_("On {day}, the health data of these services is hosted in the following places:"),
    "EXI-22": N_("On {day}, the following subcontractors take part in these services:"),
    "EXI-23": N_("On {day}, the following remote accesses to the data of these services exist:"),
    "EXI-27": N_("For the service “{service}”, data comes back and is destroyed as follows:"),
    "EXI-30": N_("On {day}, the analysis of the host gives the following:"),
}
"""What leads to the lines of facts: whole sentences, so that each language has its own order."""

_IN_TABLE: Final = "indicators"
_OF_EXI_30: Final = dict(zip(exi_30.MENTIONS, ("c1", "c2", "c3"), strict=True))
"""The criterion of EXI-30 whose text says what each of its three mentions is."""

_STATED_AT: Final = N_("Article {article} of the contract states the following:")
_STATED: Final = N_("The contract states the following:")
_TO_COMPLETE: Final = N_("[To complete: {what}]")
_TO_CHECK: Final = N_("[To check: {what}]")
_NOT_STATED: Final = N_("[To complete: the contract does not state it. What is asked: {what}]")
_NOT_KNOWN: Final = N_("[To check: whether the contract states it is not known. What is asked: {what}]")


@dataclass(frozen=True, slots=True)
class Lines:
    """A sentence and the lines that it leads to."""

    lead: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the draft: ``stated`` names mentions that the contract states, and only these."""

    heading: str
    sentences: tuple[str, ...]
    lists: tuple[Lines, ...]
    stated: tuple[Mention, ...]
    indicators: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


class Drafting:
    """Drafts articles of a study in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Draft for ``study`` with ``voice``."""
        self._study = study
        self._voice = voice
        self._say = voice.say
        self._clauses = ClauseFacts(voice)
        self._facts = AnnexFacts(study, voice)

    def blank(self, what: str) -> str:
        """Leave a visible blank; ``what`` is a message to translate."""
        return self._say(_TO_COMPLETE, what=self._say(what))

    def to_check(self, what: str) -> str:
        """Ask that something be looked at; ``what`` is a message to translate."""
        return self._say(_TO_CHECK, what=self._say(what))

    def article(self, number: int, item: Item, contract: Contract | None, services: Ids) -> Article:
        """Draft the article that an item of the law gives rise to."""
        clause = None if contract is None else clause_in(contract, item.requirement.id)
        sentences, lists, doubts = self._declared(item.requirement.id, services)
        stated = item.of(Truth.TRUE)
        if stated:
            lists.append(self._stated(stated, clause))
        table = _IN_TABLE in {mention.id for mention in stated}
        return Article(
            self._heading(number, item),
            tuple(sentences),
            tuple(lists),
            stated,
            tuple(self._indicators(clause)) if table else (),
            (*doubts, *self._notes(item, clause)),
        )

    def _heading(self, number: int, item: Item) -> str:
        title = self._say(TITLES[item.requirement.id])
        if not item.number:
            said = N_("Article {number} – {title} (requirement 30 of the HDS referential)")
            return self._say(said, number=number, title=title)
        said = N_("Article {number} – {title} (article R.1111-11, {item})")
        return self._say(said, number=number, title=title, item=item.number)

    # -- what the dossier declares ---------------------------------------------------------------

    def _declared(self, requirement: str, services: Ids) -> tuple[list[str], list[Lines], list[str]]:
        """Give sentences, lists of lines, and doubts as notes between brackets."""
        if requirement == "EXI-17":
            return self._certificates()
        sentences: list[str] = []
        lists: list[Lines] = []
        doubts: list[str] = []
        for group in self._facts.declared(requirement, services):
            lines = tuple(_that_are(group.facts, "listed"))
            sentences += _that_are(group.facts, "alone")
            doubts += (self._doubt(text, group.service) for text in _that_are(group.facts, "doubt"))
            if lines:
                lead = self._say(_LEADS[requirement], day=self._study.as_of, service=group.service)
                lists.append(Lines(lead, lines))
        return sentences, lists, doubts

    def _doubt(self, text: str, service: str) -> str:
        if service:
            text = self._say(N_("{service} – {what}"), service=service, what=text)
        return self._say(_TO_CHECK, what=text)

    def _certificates(self) -> tuple[list[str], list[Lines], list[str]]:
        found = self._facts.certificates()
        if found is None:
            return [], [], [self.to_check(N_("the HDS certificate in force"))]
        if not found:
            return [], [], [self.blank(N_("no HDS certificate in force is declared"))]
        doubts = [self._unsure(item) for item in found if item.truth is Truth.UNKNOWN]
        return [self._certificate(item) for item in found], [], doubts

    def _unsure(self, item: InForce) -> str:
        number = known(item.certificate.number) or "–"
        what = self._say(N_("whether the certificate {number} is in force"), number=number)
        return self._say(_TO_CHECK, what=what)

    def _certificate(self, item: InForce) -> str:
        one = item.certificate
        activities = known(one.activities)
        numbers = None if activities is None else ", ".join(map(str, sorted(activities)))
        return self._say(
            N_(
                "The host holds the HDS certificate {number}, issued on {issued} by {body} and valid until "
                "{expires}, for the following scope: {scope} (hosting activities: {activities})."
            ),
            number=known(one.number) or self.blank(N_("number of the certificate")),
            issued=self._day(known(one.issued), N_("date of issue")),
            body=self._facts.body(item) or self.blank(N_("certification body")),
            expires=self._day(known(one.expires), N_("date of renewal")),
            scope=(known(one.scope) or "").rstrip(". ") or self.blank(N_("scope of the certificate")),
            activities=numbers or self.blank(N_("activities that the certificate covers")),
        )

    def _day(self, day: date | None, what: str) -> str:
        return self.blank(what) if day is None else self._voice.date(day)

    # -- what the contract states ----------------------------------------------------------------

    def _stated(self, stated: Sequence[Mention], clause: Clause | None) -> Lines:
        """List the mentions that the contract states, each by what its clause gives, else by its name."""
        article = None if clause is None else known(clause.article)
        lead = self._say(_STATED) if article is None else self._say(_STATED_AT, article=article)
        lines = []
        for mention in stated:
            given = [text for name, text in self._clauses.by_mention(clause) if name == mention.id]
            lines += [mention.name] if not given or mention.id == _IN_TABLE else given
        return Lines(lead, tuple(lines))

    def _indicators(self, clause: Clause | None) -> Iterator[tuple[str, str, str]]:
        if isinstance(clause, ServiceLevelsClause):
            for indicator in known(clause.indicators) or ():
                yield self._indicator(indicator)

    def _indicator(self, indicator: Indicator) -> tuple[str, str, str]:
        return (
            indicator.measure,
            self._measured(known(indicator.guaranteed_level), N_("guaranteed level")),
            self._measured(known(indicator.period), N_("frequency of measurement")),
        )

    def _measured(self, value: object, what: str) -> str:
        if isinstance(value, str):
            return value
        return self.blank(what) if value is False else self.to_check(what)

    # -- what is left to write -------------------------------------------------------------------

    def _notes(self, item: Item, clause: Clause | None) -> Iterator[str]:
        """Put between brackets what the law asks for each mention that is not stated."""
        for mention in item.mentions:
            if mention.truth is Truth.TRUE:
                continue
            if mention.truth is None:
                what = self._say(N_("{mention}: has no object here."), mention=mention.name)
                yield self._bracketed(N_("[To confirm: {what}]"), [what, *mention.notes])
                continue
            given = [text for name, text in self._clauses.by_mention(clause) if name == mention.id]
            written: tuple[str, ...] = ()
            if given:
                said = N_("The contract that was read holds: {what}.")
                written = (self._say(said, what="; ".join(given)),)
            form = _NOT_STATED if mention.truth is Truth.FALSE else _NOT_KNOWN
            yield self._bracketed(form, [self._asked(item, mention), *mention.notes, *written])
        for note in item.notes:
            yield self._say(N_("[Note: {what}]"), what=note)

    def _bracketed(self, form: str, sentences: Sequence[str]) -> str:
        return self._say(form, what=" ".join(sentences))

    def _asked(self, item: Item, mention: Mention) -> str:
        """Say what is asked, in the words of the catalogue's criterion."""
        wanted = _OF_EXI_30.get(mention.id, mention.id)
        for criterion in item.requirement.criteria:
            if criterion.id == wanted:
                text = self._voice.text(criterion.text)
                return text[:1].lower() + text[1:]
        return mention.name


def _that_are(facts: Sequence[Fact], how: str) -> Iterator[str]:
    return (fact.text for fact in facts if fact.how == how)
