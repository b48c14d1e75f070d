"""The map of transfers (D10): where health data is stored, from where it can be reached, and on what basis.

One drawing, then a table for each thing that the requirements on sovereignty look at (EXI-28 to 31), each
followed by the verdict's own words. What is not known is drawn and written as such, never left out; what
is not in place on the day is listed apart.
"""

from collections.abc import Iterable, Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Notice, Paragraph, Quiet, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.owed.sovereignty_words import NATURES, SovereigntyWords
from hygie.documents.owed.transfer_figure import figures
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.actors import Actor, RemoteAccess, Storage
from hygie.dossier.vocabulary.base import known
from hygie.hosting.answers import Answer
from hygie.hosting.lack import Lack
from hygie.hosting.publication import ACTIVITIES, Publication, PublicationCase, Standing
from hygie.hosting.subjections import Bond, subjections
from hygie.hosting.transfers import Transfer, remote_accesses, storages, unlisted
from hygie.kernel.clock import Clock
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import CaseVerdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "transfer-map"
TITLE = N_("Map of the transfers of health data")

_STORAGES = (
    Column(N_("Actor"), 6),
    Column(N_("Country"), 4),
    Column(N_("In the EEA"), 4),
    Column(N_("Site"), 5),
    Column(N_("What is stored"), 4),
    Column(N_("Services"), 6),
    Column(N_("In use since"), 4),
)
_ACCESSES = (
    Column(N_("Actor"), 5),
    Column(N_("Country"), 4),
    Column(N_("Purpose"), 5),
    Column(N_("Services"), 5),
    Column(N_("Basis"), 6),
    Column(N_("Date of the instrument"), 4),
    Column(N_("Adequacy on the day"), 5),
    Column(N_("Supplementary measures"), 6),
    Column(N_("Clients told"), 4),
)
_LAWS = (
    Column(N_("Actor"), 6),
    Column(N_("Country whose law applies"), 5),
    Column(N_("Why"), 5),
    Column(N_("Adequacy on the day"), 6),
    Column(N_("Calls for EXI-30"), 4),
)
_PUBLIC = (
    Column(N_("Activity"), 6),
    Column(N_("Certified"), 4),
    Column(N_("SecNumCloud 3.2 qualified"), 4),
    Column(N_("Transfer outside the EEA"), 4),
    Column(N_("Third-country law"), 4),
    Column(N_("To be published"), 6),
    Column(N_("Published as due"), 4),
)


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
        self._declared, self._clock = study.dossier.declared, Clock(study.as_of)
        self._storages = storages(self._declared, self._clock)
        self._accesses = remote_accesses(self._declared, self._clock)
        self._bonds = subjections(self._declared, self._clock)
        self._sections = {
            name: RequirementSection(study, voice, name) for name in ("EXI-28", "EXI-29", "EXI-30", "EXI-31")
        }

    def blocks(self) -> Iterator[Block]:
        yield from self._not_complete()
        yield from figures(self._study, self._voice)
        yield from self._to_come()
        yield from self._part(N_("Where health data is stored"), _STORAGES, self._stored(), "EXI-28")
        yield from self._part(N_("Remote accesses"), _ACCESSES, self._reached(), "EXI-29")
        yield from self._part(N_("Laws of third countries"), _LAWS, self._bound(), "EXI-30")
        yield from self._part(N_("What is to be public"), _PUBLIC, self._published(), "EXI-31")

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
        yield from self._sections[requirement].blocks()

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
        for found in (*self._storages, *self._accesses):
            if found.concerned.truth is not Truth.FALSE:
                yield from (*found.concerned.lacks, *found.outside.lacks, *found.lacks)
        for storage in self._in_place(self._storages):
            if known(storage.entry.site if isinstance(storage.entry, Storage) else None) is None:
                yield Lack(storage.entry, "site")
        for bond in self._bonds:
            if bond.applies.truth is Truth.UNKNOWN:
                yield from bond.applies.lacks

    def _to_come(self) -> Iterator[Block]:
        lines = [
            self._one_to_come(found)
            for found in (*self._storages, *self._accesses)
            if found.concerned.truth is Truth.FALSE
            and any(fact.field == "since" for fact in found.concerned.because)
        ]
        if lines:
            title = N_("Not in place on the day, and to come: neither drawn nor counted")
            yield Notice("plain", self._voice.say(title), tuple(lines))

    def _one_to_come(self, found: Transfer) -> Line:
        template = (
            N_("{actor}, {country}: storage")
            if isinstance(found.entry, Storage)
            else N_("{actor}, {country}: remote access")
        )
        country = self._voice.say(N_("country not known"))
        if found.country is not None:
            country = self._voice.country(found.country)
        ((since,),) = self._fields.day(found.entry, "since")
        return self._voice.say(template, actor=found.actor.name, country=country), since

    @staticmethod
    def _in_place(listed: Iterable[Transfer]) -> Iterator[Transfer]:
        return (found for found in listed if found.concerned.truth is not Truth.FALSE)

    # -- tables ------------------------------------------------------------------------------------

    def _stored(self) -> Iterator[tuple[Cell, ...]]:
        for found in self._in_place(self._storages):
            if isinstance(found.entry, Storage):
                yield self._storage(found, found.entry)
        yield from self._not_listed("storage", len(_STORAGES))

    def _storage(self, found: Transfer, entry: Storage) -> tuple[Cell, ...]:
        nature = known(entry.nature)
        stored = (
            cell(self._voice.say(NATURES[nature]))
            if nature is not None
            else (self._fields.silence(entry.nature),)
        )
        if known(entry.health_data) is None:
            stored = (*stored, (Quiet(self._voice.say(N_("health data or not: not determined"))),))
        return (
            self._actor(found.actor, found.concerned),
            self._words.country(entry),
            cell(self._say.truth(found.outside.negated().truth)),
            self._fields.text(entry, "site"),
            stored,
            self._fields.names(entry, "services", "service"),
            self._since(entry),
        )

    def _since(self, entry: Storage) -> Cell:
        if entry.since is None:
            return cell(self._voice.say(N_("already in use")))
        return self._fields.day(entry, "since")

    def _reached(self) -> Iterator[tuple[Cell, ...]]:
        verdict = self._sections["EXI-29"].verdict
        cases = {case.path: case for case in verdict.cases} if verdict is not None else {}
        for found in self._in_place(self._accesses):
            if isinstance(found.entry, RemoteAccess):
                yield self._access(found, found.entry, cases.get(self._study.dossier.path(found.entry)))
        yield from self._not_listed("remote_accesses", len(_ACCESSES))

    def _access(self, found: Transfer, entry: RemoteAccess, case: CaseVerdict | None) -> tuple[Cell, ...]:
        rests_on_46 = (known(entry.basis) or "").startswith("art46")
        measures = self._fields.lines(entry, "supplementary_measures")
        if known(entry.supplementary_measures) == []:
            measures = cell(self._voice.say(N_("none found necessary")))
        return (
            self._actor(found.actor, found.concerned),
            self._words.country(entry),
            self._fields.text(entry, "purpose"),
            self._fields.names(entry, "services", "service"),
            self._basis(found, case),
            self._fields.day(entry, "basis_date") if rests_on_46 else cell("–"),
            self._words.adequacy(found),
            measures if rests_on_46 else cell("–"),
            self._told(found, case),
        )

    def _basis(self, found: Transfer, case: CaseVerdict | None) -> Cell:
        """Say the basis, and whether it is valid in the verdict's words."""
        words = self._words.basis(found)
        valid = {item.id: item for item in case.criteria}.get("c1") if case is not None else None
        return cell(words) if valid is None else cell(words, self._say.truth(valid.value))

    def _told(self, found: Transfer, case: CaseVerdict | None) -> Cell:
        """Say whether clients were told of the absence of adequacy and of the safeguards (EXI-29, c2)."""
        if found.outside.truth is Truth.FALSE:
            return cell("–")
        told = {item.id: item for item in case.criteria}.get("c2") if case is not None else None
        if told is None:
            return cell(self._say.badge(Status.UNDETERMINED))
        if told.applies is Truth.FALSE:
            return cell(self._voice.say(N_("not to be told")))
        return cell(self._say.truth(told.value))

    def _bound(self) -> Iterator[tuple[Cell, ...]]:
        for bond in self._bonds:
            if bond.holds.truth is not Truth.FALSE:
                yield self._bond(bond)
        yield from self._not_listed("subject_to", len(_LAWS))

    def _bond(self, bond: Bond) -> tuple[Cell, ...]:
        return (
            self._actor(bond.actor, bond.holds),
            self._words.country(bond.entry),
            self._words.link(bond),
            self._words.adequacy(bond),
            cell(self._voice.say(_PLAIN[bond.applies.truth])),
        )

    def _published(self) -> Iterator[tuple[Cell, ...]]:
        looked_at = Publication(self._declared, self._clock)
        standings = [looked_at.standing(activity) for activity in ACTIVITIES]
        concerned = [each for each in standings if each.certified.truth is not Truth.FALSE]
        verdict = self._sections["EXI-31"].verdict
        cases = verdict.cases if verdict is not None else ()
        statuses = [case.status for case in cases]
        if len(statuses) != len(concerned):
            # No case was decided: the requirement does not apply, or nobody knows whether it does.
            statuses = [Status.UNDETERMINED if verdict is None else verdict.status] * len(concerned)
        for standing, status in zip(concerned, statuses, strict=True):
            yield self._activity(standing, status)

    def _activity(self, standing: Standing, status: Status) -> tuple[Cell, ...]:
        answers = (standing.certified, standing.qualified, standing.transfer, standing.risk)
        case = self._voice.term("publication_case", standing.case.value)
        due = cell(case)
        if standing.case is PublicationCase.UNDETERMINED:
            due = cell(self._say.badge(Status.UNDETERMINED))
        return (
            cell(self._say.activity(standing.activity)),
            *(cell(self._voice.say(_PLAIN[answer.truth])) for answer in answers),
            due,
            cell(self._say.badge(status)),
        )

    def _actor(self, actor: Actor, concerned: Answer) -> Cell:
        if concerned.truth is Truth.TRUE:
            return cell(actor.name)
        return cell(actor.name, Quiet(self._voice.say(N_("in place or not: not determined"))))

    def _not_listed(self, field: str, columns: int) -> Iterator[tuple[Cell, ...]]:
        """Give a row to each actor whose list is not given: nothing says that it is empty."""
        for actor, answer in unlisted(self._declared, field):
            if answer.truth is not Truth.FALSE:
                silence = (self._fields.silence(getattr(actor, field)),)
                yield cell(actor.name), *((silence,) * (columns - 1))


_PLAIN = {Truth.TRUE: N_("yes"), Truth.FALSE: N_("no"), Truth.UNKNOWN: N_("not determined")}
"""Answers that are neither good nor bad by themselves."""

DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (HDS,), lambda study, voice, _: build(study, voice))
