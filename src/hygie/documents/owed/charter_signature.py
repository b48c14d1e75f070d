"""The signature of the charter: who signed, when, and for which products."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Day, Line, Pairs, Quiet, Run, cell
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.base import Maybe, day, known
from hygie.dossier.vocabulary.charter import Charter
from hygie.dossier.vocabulary.evidence import Person
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


def signature(study: Study, voice: Voice) -> Iterator[Block]:
    """Give the section of the signature; what is not declared is said not to be."""
    return _Signature(study, voice).blocks()


class _Signature:
    """The answers of the section, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study = study
        self._voice = voice
        self._declared = study.dossier.declared
        self._say = Phrases(study, voice)

    def blocks(self) -> Iterator[Block]:
        charter = known(self._declared.charter) or Charter()
        said = self._voice.say
        pairs: list[tuple[str, Cell]] = [
            (said(N_("Member of the federation")), cell(self._yes_or_no(known(charter.member)))),
            (said(N_("Candidate for membership")), cell(self._yes_or_no(known(charter.candidate)))),
            (said(N_("Day of the signature")), cell(self._signed(charter))),
            (said(N_("Company that signed")), cell(known(charter.company) or self._not_stated())),
            (said(N_("Signed by")), cell(self._signatory(charter))),
            (said(N_("Products named with the signature")), self._named(charter)),
            (said(N_("Products on the market")), self._on_the_market()),
        ]
        yield self._say.heading(2, said(N_("The signature")))
        yield Pairs(tuple(pairs))

    def _not_stated(self) -> str:
        return self._voice.say(N_("not stated"))

    def _yes_or_no(self, value: bool | None) -> str:
        return self._not_stated() if value is None else self._voice.parameter(value)

    def _signed(self, charter: Charter) -> Run:
        signed = known(charter.signed)
        on = day(signed)
        if on is not None:
            return Day(self._voice.date(on), on.isoformat())
        return self._not_stated() if signed is None else self._voice.say(N_("not signed"))

    def _signatory(self, charter: Charter) -> str:
        """Give the function of who signed, never a name: those stay with the company."""
        person = self._study.dossier.entry(f"person:{known(charter.signatory)}")
        function = known(person.function) if isinstance(person, Person) else None
        return function or self._not_stated()

    def _named(self, charter: Charter) -> Cell:
        named = known(charter.products)
        if named is None:
            return cell(self._not_stated())
        names = {item.id: item.name for item in known(self._declared.products) or ()}
        lines: list[Line] = [(names.get(product, product),) for product in named]
        if set(names) - set(named):
            binding = N_("The charter binds for every product, named with the signature or not.")
            lines.append((Quiet(self._voice.say(binding)),))
        return self._say.cell(lines)

    def _on_the_market(self) -> Cell:
        products = known(self._declared.products)
        if products is None:
            return cell(self._not_stated())
        return self._say.cell(
            (" ".join(filter(None, (item.name, known(item.version)))), *self._described(item.description))
            for item in products
        )

    def _described(self, description: Maybe[str]) -> tuple[Run, ...]:
        words = known(description)
        return () if words is None else (Quiet(words),)
