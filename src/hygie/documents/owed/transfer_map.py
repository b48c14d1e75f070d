"""The map of transfers (D10): where health data is stored, from where it can be reached, and on what basis.

One drawing, then a table for each thing that the requirements on sovereignty look at (EXI-28 to 31), each
followed by the verdict's own words. What is not known is drawn and written as such, never left out; what
is not in place on the day is listed apart.
"""

from collections.abc import Iterable, Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Notice, Paragraph
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.owed.sovereignty_words import SovereigntyWords
from hygie.documents.owed.transfer_figure import figures
from hygie.documents.owed.transfer_tables import ACCESSES, LAWS, PUBLIC, STORAGES, TransferTables
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.actors import Storage
from hygie.dossier.vocabulary.base import known
from hygie.hosting.lack import Lack
from hygie.hosting.transfers import Transfer, unlisted
from hygie.kernel.truth import Truth
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "transfer-map"
TITLE = N_("Map of the transfers of health data")


def build(study: Study, voice: Voice) -> Document:
    """Make the map of transfers."""
    frame = frame_of(study, voice, "policy", [HDS])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Map(study, voice).blocks()), landscape=True)


class _Map:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study, self._voice = study, voice
        self._say, self._fields = Phrases(study, voice), Fields(study, voice)
        self._words = SovereigntyWords(study, voice)
        self._declared, self._tables = study.dossier.declared, TransferTables(study, voice)
        self._sections = {
            name: RequirementSection(study, voice, name) for name in ("EXI-28", "EXI-29", "EXI-30", "EXI-31")
        }

    def blocks(self) -> Iterator[Block]:
        yield from self._not_complete()
        yield from figures(self._study, self._voice)
        yield from self._to_come()
        yield from self._part(N_("Where health data is stored"), STORAGES, self._tables.stored(), "EXI-28")
        yield from self._part(N_("Remote accesses"), ACCESSES, self._tables.reached(), "EXI-29")
        yield from self._part(N_("Laws of third countries"), LAWS, self._tables.bound(), "EXI-30")
        yield from self._part(N_("What is to be public"), PUBLIC, self._tables.published(), "EXI-31")

    def _part(
        self, title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], requirement: str
    ) -> Iterator[Block]:
        words = self._voice.say(title)
        listed = tuple(rows)
        yield self._say.heading(2, words)
        if listed:
            caption = self._voice.say(N_("{title}, as of {day}"), title=words, day=self._study.as_of)
            yield self._fields.table(caption, columns, listed, words)
        elif known(self._declared.actors) is None:
            yield Paragraph((self._voice.say(N_("The actors are not known.")),))
        else:
            yield Paragraph((self._voice.say(N_("There is nothing to list.")),))
        section = self._sections[requirement]
        # Several subjects have several answers to one criterion: they stand in the table above.
        one = section.verdict is None or len(section.verdict.cases) <= 1
        yield from section.blocks(criteria=one)

    # -- what is not known, what is to come --------------------------------------------------------

    def _not_complete(self) -> Iterator[Block]:
        lines = self._words.missing(self._lacks())
        if lines:
            title = N_("This map is not complete: what is missing is shown as not known")
            yield Notice("attention", self._voice.say(title), lines)

    def _lacks(self) -> Iterator[Lack]:
        if known(self._declared.actors) is None:
            yield Lack(None, "actors")
        for _, answer in unlisted(self._declared, "storage", "remote_accesses", "subject_to"):
            yield from answer.lacks
        for found in (*self._tables.storages, *self._tables.accesses):
            yield from (*found.concerned.lacks, *found.outside.lacks, *found.lacks)
            if isinstance(found.entry, Storage) and known(found.entry.site) is None:
                yield Lack(found.entry, "site")
        for bond in self._tables.bonds:
            if bond.applies.truth is Truth.UNKNOWN:
                yield from bond.applies.lacks

    def _to_come(self) -> Iterator[Block]:
        lines = tuple(map(self._one_to_come, self._tables.to_come))
        if lines:
            title = N_("Not in place on the day, and to come: neither drawn nor counted")
            yield Notice("plain", self._voice.say(title), lines)

    def _one_to_come(self, found: Transfer) -> Line:
        template = (
            N_("{actor}, {country}: storage from")
            if isinstance(found.entry, Storage)
            else N_("{actor}, {country}: remote access from")
        )
        country = self._voice.say(N_("country not known"))
        if found.country is not None:
            country = self._voice.country(found.country)
        ((since,),) = self._fields.day(found.entry, "since")
        return self._voice.say(template, actor=found.actor.name, country=country), since


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (HDS,), lambda study, voice, _: build(study, voice))
