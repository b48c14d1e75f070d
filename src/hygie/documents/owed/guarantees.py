"""The guarantee table (D2; HDS v2.0, chapter 8), which is given to every client.

One table for all the services: the row of an actor speaks of everything it does for the host, a client
reads the same table as the others, and the digest under it is that of the table that EXI-31 publishes.
Where there are several services, a second table says who takes part in which. As a Word file, it is
filled from the same blocks.
"""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Code, Line, Notice, Pairs, Paragraph, Table, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind, Words
from hygie.documents.owed.guarantee_table import Guarantees, missing_of
from hygie.documents.owed.preliminary import HDS
from hygie.documents.phrases import Phrases
from hygie.documents.word_frame import framed, written
from hygie.dossier.vocabulary.base import known
from hygie.hosting.coherence import incoherences
from hygie.hosting.guarantees import GuaranteeTable, guarantee_table
from hygie.kernel.clock import Clock
from hygie.referentials.verdict import Reservation
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "guarantees"
TITLE = N_("Guarantee table")


def build(study: Study, voice: Voice) -> Document:
    """Make the guarantee table; what is not determined is said in its cell, never left out."""
    frame = frame_of(study, voice, "policy", [HDS])
    blocks = tuple(_Guarantees(study, voice).blocks())
    return Document(KIND, voice.say(TITLE), frame, blocks, landscape=True)


NO_DIGEST = N_("none while something is not determined")

CELLS = (
    "actor",
    "role",
    "hds_certified",
    "secnumcloud",
    "activities",
    "access",
    "third_country_law",
)
"""The seven columns, by the names that a Word template gives them."""

LABELS = {
    "digest": N_("Digest of the table (SHA-256)"),
    "missing": N_("This table is not complete and cannot be given as it is: data are missing"),
    "by_service": N_("Who takes part in which service"),
    "service": N_("Service"),
    "activities": N_("Activities"),
    "actors": N_("Actors of the table that take part"),
    "page": N_("Page"),
}
"""Words that stand in the Word template, whatever the table says."""


def to_words(study: Study, voice: Voice) -> Words:
    """Give the words of the guarantee table for a Word template (docs/templates.md)."""
    return _Guarantees(study, voice).words()


class _Guarantees:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice, places=False)
        self._declared = study.dossier.declared
        self._clock = Clock(study.as_of)
        self._table = guarantee_table(self._declared, self._clock)

    def words(self) -> Words:
        frame = frame_of(self._study, self._voice, "policy", [HDS])
        table = Guarantees(self._study, self._voice).table(self._table)
        services = next((block for block in self._by_service() if isinstance(block, Table)), None)
        # Places in files are for those who hold the dossier: a sentence is the first run of its line.
        missing = [line[0] for block in self._not_complete() for line in block.lines]
        return {
            **framed(self._voice.say(TITLE), frame, self._study.as_of),
            "introduction": self._introduction(),
            "complete": not missing,
            "missing": missing,
            "caption": table.caption,
            "columns": dict(zip(CELLS, table.columns, strict=True)),
            "rows": [dict(zip(CELLS, map(written, row), strict=True)) for row in table.rows],
            "digest": self._table.digest or self._voice.say(NO_DIGEST),
            "services": [
                dict(zip(("service", "activities", "actors"), map(written, row), strict=True))
                for row in (() if services is None else services.rows)
            ],
            "labels": {key: self._voice.say(label) for key, label in LABELS.items()},
        }

    def _introduction(self) -> str:
        return self._voice.say(
            N_(
                "Each actor that contributes to the security of the health data has one row. "
                "Subcontractors that act under the policy and the surveillance of the certified host "
                "have none: their accesses and the laws that bind them stand on the host's row."
            )
        )

    def blocks(self) -> Iterator[Block]:
        yield Paragraph((self._introduction(),))
        yield from self._not_complete()
        if self._table.rows:
            yield Guarantees(self._study, self._voice).table(self._table)
        yield self._digest(self._table)
        yield from self._incoherences()
        yield from self._by_service()
        yield from self._exempt()

    def _not_complete(self) -> Iterator[Notice]:
        doubtful = [
            (
                self._voice.say(N_("Whether {actor} has a row is not determined."), actor=actor.name),
                *(self._voice.missing(item, self._study.dossier) for item in missing_of(self._study, lacks)),
            )
            for actor, lacks in self._table.doubtful
        ]
        lines: list[Line] = [
            *map(self._say.missing, missing_of(self._study, self._table.unlisted)),
            *doubtful,
        ]
        cells = (lack for row in self._table.rows for value in row.cells for lack in value.lacks)
        lines += map(self._say.missing, missing_of(self._study, cells))
        if lines:
            yield Notice(
                "refusal",
                self._voice.say(LABELS["missing"]),
                tuple(dict.fromkeys(lines)),
            )

    def _digest(self, table: GuaranteeTable) -> Block:
        label = self._voice.say(LABELS["digest"])
        value = cell(self._voice.say(NO_DIGEST) if table.digest is None else Code(table.digest))
        return Pairs(((label, value),))

    def _incoherences(self) -> Iterator[Block]:
        found = incoherences(self._declared, self._table, self._clock)
        yield self._say.heading(2, self._voice.say(N_("Coherence of the table")))
        if not found:
            yield Paragraph((self._voice.say(N_("Nothing in the table contradicts the dossier.")),))
            return
        dossier = self._study.dossier
        doubts = [
            Reservation(item.code, item.parameters, dossier.path(item.entry or self._declared, item.field))
            for item in found
        ]
        yield self._say.bullets(map(self._say.said, doubts))

    def _by_service(self) -> Iterator[Block]:
        services = known(self._declared.services) or ()
        if len(services) <= 1:
            return
        columns = (LABELS["service"], LABELS["activities"], LABELS["actors"])
        yield self._say.heading(2, self._voice.say(N_("Services")))
        yield Table(
            self._voice.say(LABELS["by_service"]),
            tuple(map(self._voice.say, columns)),
            tuple(
                (
                    cell(service.name),
                    cell(self._say.activities(known(service.activities) or ()) or "–"),
                    self._taking_part(service.id),
                )
                for service in services
            ),
            (3, 2, 5),
        )

    def _taking_part(self, service: str) -> Cell:
        names = [
            row.actor.name
            for row in self._table.rows
            if row.actor.role == "host" or service in (known(row.actor.services) or ())
        ]
        return self._say.cell((name,) for name in names)

    def _exempt(self) -> Iterator[Block]:
        if any(row.hds_certified.value == "exempt" for row in self._table.rows):
            yield Notice(
                "attention",
                self._voice.say(
                    N_("The referential allows “exempt” in column 3 without saying what it means.")
                ),
            )


DOCUMENT = Kind(
    KIND,
    TITLE,
    (*PAGES, "docx"),
    "policy",
    (HDS,),
    lambda study, voice, _: build(study, voice),
    words=lambda study, voice, _: to_words(study, voice),
    template="guarantees.docx",
)
