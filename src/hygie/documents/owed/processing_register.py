"""The record of processing activities (GDPR art. 30): as a controller (30(1)), then as a processor (30(2)).

Whatever article 30 asks of a line has its cell, which says so where the dossier is silent. The transfers that
the actors' remote accesses and storage places make stand beside those that the record declares. Persons are
given by their function only.
"""

from collections.abc import Iterable, Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Notice, Pairs, Paragraph, Strong, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import Kind
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.processing_cells import ProcessingCells
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.data_protection import DataProtection, Processing
from hygie.hosting.processing_register import Part, part_of
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "processing-register"
TITLE = N_("Record of processing activities")
RESTS_ON = (HDS, "feima-2021")

_AS_CONTROLLER = (
    Column(N_("Processing activity"), 7),
    Column(N_("Purposes"), 8),
    Column(N_("Data subjects"), 6),
    Column(N_("Categories of data"), 6),
    Column(N_("Recipients"), 6),
    Column(N_("Transfers declared"), 6),
    Column(N_("Transfers found elsewhere in the dossier"), 7),
    Column(N_("Retention"), 6),
    Column(N_("Security measures"), 8),
    Column(N_("Last reviewed on"), 5),
)
_AS_PROCESSOR = (
    Column(N_("Processing activity"), 7),
    Column(N_("On behalf of"), 8),
    Column(N_("What is done"), 8),
    Column(N_("Categories of data"), 6),
    Column(N_("Other processors"), 6),
    Column(N_("Transfers declared"), 6),
    Column(N_("Transfers found elsewhere in the dossier"), 7),
    Column(N_("Retention"), 6),
    Column(N_("Security measures"), 8),
    Column(N_("Last reviewed on"), 5),
)


def build(study: Study, voice: Voice) -> Document:
    """Make the record of processing activities."""
    frame = frame_of(study, voice, "policy", [name for name in RESTS_ON if name in study.applicable])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Register(study, voice).blocks()), landscape=True)


class _Register:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._voice = voice
        self._say = Phrases(study, voice)
        self._fields = Fields(study, voice)
        self._cells = ProcessingCells(study, voice)
        self._declared = study.dossier.declared

    def blocks(self) -> Iterator[Block]:
        yield self._say.heading(2, self._voice.say(N_("The organisation and its officer")))
        yield self._organization()
        yield Paragraph(
            (
                self._voice.say(
                    N_(
                        "Article 30 of the GDPR asks for the officer's name and contact details: they are "
                        "not repeated here, and are to be added by hand for an authority that asks."
                    )
                ),
            )
        )
        listed = known(self._declared.processing)
        if listed is None:
            title = self._voice.say(N_("The dossier does not give the processing activities."))
            yield Notice("attention", title, (self._fields.silence(self._declared.processing),))
        elif not listed:
            yield Notice("attention", self._voice.say(N_("No processing activity is declared.")))
        yield from self._parts(listed or ())

    def _organization(self) -> Block:
        organization = self._declared.organization
        protection = known(self._declared.data_protection) or DataProtection()
        country = known(organization.country)
        items = (
            (N_("Organisation"), cell(organization.name)),
            (N_("Registration number"), self._fields.text(organization, "registration")),
            (
                N_("Country"),
                (self._fields.silence(organization.country),)
                if country is None
                else cell(self._voice.country(country)),
            ),
            (N_("How to reach it"), self._fields.text(organization, "contact")),
            (N_("Data-protection officer"), self._officer(protection)),
            (N_("Designated on"), self._fields.day(protection, "designated_on")),
        )
        return Pairs(tuple((self._voice.say(label), content) for label, content in items))

    def _officer(self, protection: DataProtection) -> Cell:
        """Give the officer's function; why there is none where a reason is written."""
        content = self._fields.function(protection, "officer")
        reason = known(protection.officer_not_required)
        if not reason:
            return content
        spared = self._voice.say(N_("none has to be designated: {reason}"), reason=str(reason))
        return ((spared,),) if not known(protection.officer) else (*content, (spared,))

    # -- the two parts ---------------------------------------------------------------------------

    def _parts(self, listed: Iterable[Processing]) -> Iterator[Block]:
        parts: dict[Part, list[Processing]] = {part: [] for part in Part}
        for processing in listed:
            parts[part_of(processing)].append(processing)
        yield self._say.heading(2, self._voice.say(N_("As a controller (GDPR, article 30(1))")))
        rows = map(self._as_controller, parts[Part.CONTROLLER])
        caption = self._voice.say(N_("Processing of which the organisation determines the purposes"))
        yield self._part(caption, _AS_CONTROLLER, tuple(rows), self._voice.say(N_("Controller")))
        yield self._say.heading(2, self._voice.say(N_("As a processor (GDPR, article 30(2))")))
        rows = map(self._as_processor, parts[Part.PROCESSOR])
        caption = self._voice.say(N_("Processing carried out on behalf of controllers"))
        yield self._part(caption, _AS_PROCESSOR, tuple(rows), self._voice.say(N_("Processor")))
        yield from self._unplaced(parts[Part.UNKNOWN])

    def _part(
        self, caption: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], sheet: str
    ) -> Block:
        if not rows:
            return Paragraph((self._voice.say(N_("No processing activity is declared in this part.")),))
        return self._fields.table(caption, columns, rows, sheet)

    def _unplaced(self, listed: list[Processing]) -> Iterator[Block]:
        lines: list[Line] = [
            (Strong(processing.name), *self._fields.silence(processing.role)) for processing in listed
        ]
        if lines:
            title = self._voice.say(
                N_("In neither part: whether these are done as a controller or as a processor is not known")
            )
            yield Notice("refusal", title, tuple(lines))

    # -- lines -----------------------------------------------------------------------------------

    def _as_controller(self, processing: Processing) -> tuple[Cell, ...]:
        return (
            self._cells.named(processing),
            self._cells.purposes(processing),
            self._fields.lines(processing, "data_subjects"),
            self._fields.lines(processing, "data_categories"),
            self._fields.lines(processing, "recipients"),
            *self._shared(processing),
        )

    def _as_processor(self, processing: Processing) -> tuple[Cell, ...]:
        return (
            self._cells.named(processing),
            self._cells.controllers(processing),
            self._cells.purposes(processing),
            self._fields.lines(processing, "data_categories"),
            self._cells.processors(processing),
            *self._shared(processing),
        )

    def _shared(self, processing: Processing) -> tuple[Cell, ...]:
        """Give what both parts ask for: transfers, retention, security, and when the line was reviewed."""
        return (
            self._cells.transfers(processing),
            self._cells.computed(processing),
            self._fields.text(processing, "retention"),
            self._cells.security(processing),
            self._fields.day(processing, "reviewed"),
        )


DOCUMENT = Kind(
    KIND, TITLE, ("html", "pdf", "xlsx"), "policy", RESTS_ON, lambda study, voice, _: build(study, voice)
)
