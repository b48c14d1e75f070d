"""The guarantee table (D2; HDS v2.0, chapter 8), which is given to every client.

One table for all the services: the row of an actor speaks of everything it does for the host, a client
reads the same table as the others, and the digest under it is that of the table that EXI-31 publishes.
Where there are several services, a second table says who takes part in which.
"""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Code, Line, Notice, Pairs, Paragraph, Table, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.guarantee_table import Guarantees, missing_of
from hygie.documents.owed.preliminary import HDS
from hygie.documents.phrases import Phrases
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


class _Guarantees:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice)
        self._declared = study.dossier.declared
        self._clock = Clock(study.as_of)
        self._table = guarantee_table(self._declared, self._clock)

    def blocks(self) -> Iterator[Block]:
        yield Paragraph(
            (
                self._voice.say(
                    N_(
                        "Each actor that contributes to the security of the health data has one row. "
                        "Subcontractors that act under the policy and the surveillance of the certified host "
                        "have none: their accesses and the laws that bind them stand on the host's row."
                    )
                ),
            )
        )
        yield from self._not_complete()
        if self._table.rows:
            yield Guarantees(self._study, self._voice).table(self._table)
        yield self._digest(self._table)
        yield from self._incoherences()
        yield from self._by_service()
        yield from self._exempt()

    def _not_complete(self) -> Iterator[Block]:
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
                self._voice.say(
                    N_("This table is not complete and cannot be given as it is: data are missing")
                ),
                tuple(dict.fromkeys(lines)),
            )

    def _digest(self, table: GuaranteeTable) -> Block:
        label = self._voice.say(N_("Digest of the table (SHA-256)"))
        if table.digest is None:
            value = cell(self._voice.say(N_("none while something is not determined")))
        else:
            value = cell(Code(table.digest))
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
        columns = (N_("Service"), N_("Activities"), N_("Actors of the table that take part"))
        yield self._say.heading(2, self._voice.say(N_("Services")))
        yield Table(
            self._voice.say(N_("Who takes part in which service")),
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


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (HDS,), lambda study, voice, _: build(study, voice))
