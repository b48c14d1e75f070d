"""The register of points of contact (D6; EXI-11), which the authority may ask for at any time.

It names persons where the dossier does, because it is drawn up for the authority: its mark says so. It is
never refused: an authority that asks gets what is known at once, and what is not is said in its cell.
"""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Block, Cell, Line, Notice, Pairs, Quiet, Strong, Tone, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import Kind
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import ContactList, PointOfContact
from hygie.hosting.contact_list import Contact, Standing, contacts
from hygie.kernel.status import Status
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "contacts"
TITLE = N_("Register of points of contact")

_COLUMNS = (
    Column(N_("Client"), 6),
    Column(N_("Point of contact"), 6),
    Column(N_("How to reach it"), 7),
    Column(N_("Can name a health professional"), 4),
    Column(N_("Last verified on"), 4),
    Column(N_("Services"), 5),
)

_FORMATS = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "pdf": "PDF",
    "json": "JSON",
    "paper": N_("paper"),
    "other": N_("another format"),
}

_LACKING: dict[Standing, tuple[Tone, str]] = {
    Standing.NONE: ("refusal", N_("These clients have no point of contact")),
    Standing.UNKNOWN: ("attention", N_("Whether these clients have a point of contact is not known")),
}


def build(study: Study, voice: Voice) -> Document:
    """Make the register of points of contact; it names persons, and is marked for the authority alone."""
    frame = frame_of(study, voice, "authority", [HDS])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Contacts(study, voice).blocks()), landscape=True)


class _Contacts:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._voice = voice
        self._say = Phrases(study, voice)
        self._fields = Fields(study, voice)
        self._section = RequirementSection(study, voice, "EXI-11")
        self._declared = study.dossier.declared
        self._contacts = contacts(self._declared)

    def blocks(self) -> Iterator[Block]:
        yield self._section.asked()
        yield from self._gaps()
        yield self._register()
        yield self._say.heading(2, self._voice.say(N_("How this list reaches the authority")))
        yield self._transmission()
        yield from self._section.blocks()

    def _gaps(self) -> Iterator[Block]:
        for standing, (tone, title) in _LACKING.items():
            lines: list[Line] = [
                (each.client.name,) for each in self._contacts or () if each.standing is standing
            ]
            if lines:
                yield Notice(tone, self._voice.say(title), tuple(lines))

    # -- the register ----------------------------------------------------------------------------

    def _register(self) -> Block:
        if self._contacts is None:
            title = self._voice.say(N_("The dossier does not give the list of clients."))
            return Notice("attention", title, (self._fields.silence(self._declared.clients),))
        if not self._contacts:
            return Notice("plain", self._voice.say(N_("No client is declared.")))
        caption = self._voice.say(N_("Points of contact of the clients, by name of client"))
        sheet = self._voice.say(N_("Contacts"))
        return self._fields.table(caption, _COLUMNS, map(self._row, self._contacts), sheet)

    def _row(self, contact: Contact) -> tuple[Cell, ...]:
        services = self._fields.names(contact.client, "services", "service")
        name = cell(contact.client.name)
        if contact.point is None:
            dash = cell("–")
            return (name, (self._absent(contact),), dash, dash, dash, services)
        return (
            name,
            self._who(contact.point),
            self._reach(contact.point),
            self._fields.flag(contact.point, "can_designate_health_professional"),
            self._fields.day(contact.point, "verified"),
            services,
        )

    def _absent(self, contact: Contact) -> Line:
        if contact.standing is Standing.UNKNOWN:
            return self._fields.silence(contact.client.point_of_contact)
        words = self._voice.say(N_("no point of contact"))
        return (Badge(Status.NOT_MET, self._voice.glyph(Status.NOT_MET), words),)

    def _who(self, point: PointOfContact) -> Cell:
        """Name the person, where there is one, and the function."""
        reference = known(point.person)
        person = None if reference is None else self._fields.person(reference)
        named = None if person is None else known(person.name)
        functions = (known(point.function), None if person is None else known(person.function))
        lines: list[Line] = [] if named is None else [(Strong(named),)]
        lines += [(function,) for function in functions if function is not None]
        if reference is not None and person is None:
            lines.append(
                (Quiet(self._voice.say(N_("a person is named, but the list of people is not at hand"))),)
            )
        return tuple(dict.fromkeys(lines)) or (self._fields.silence(point.function),)

    def _reach(self, point: PointOfContact) -> Cell:
        reference = known(point.person)
        person = None if reference is None else self._fields.person(reference)
        means = [point.reach, *((person.email, person.telephone) if person is not None else ())]
        lines: list[Line] = [(one,) for one in map(known, means) if one is not None]
        return tuple(dict.fromkeys(lines)) or (self._fields.silence(point.reach),)

    # -- how it is sent --------------------------------------------------------------------------

    def _transmission(self) -> Block:
        given = known(self._declared.contact_list) or ContactList()
        form = known(given.export_format)
        shown = (
            (self._fields.silence(given.export_format),)
            if form is None
            else cell(self._voice.say(_FORMATS[form]))
        )
        items = (
            (N_("Can be sent at once on request"), self._fields.flag(given, "immediate")),
            (N_("Format"), shown),
            (N_("Sending last tested on"), self._fields.day(given, "export_tested")),
        )
        return Pairs(tuple((self._voice.say(label), content) for label, content in items))


DOCUMENT = Kind(
    KIND, TITLE, ("html", "pdf", "xlsx"), "authority", (HDS,), lambda study, voice, _: build(study, voice)
)
