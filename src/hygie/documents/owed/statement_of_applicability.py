"""The statement of applicability (D8; ISO 27001, 6.1.3 d; EXI-08): 93 measures, in the reader's language.

One table a theme says of each measure what the statement decides and why, how far it is in place, what the
study concludes, by which controls and pieces, and the SecNumCloud 3.2 sections that the HDS referential puts
beside it. Justifications are the organisation's own words. A correspondence is shown as one, never as an
equivalence; where the matrix itself is odd, a note under the tables says so.
"""

from collections.abc import Iterator, Sequence

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Code, Line, Notice, Pairs, Paragraph, Table, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.measure_rows import Measures
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Fields
from hygie.documents.phrases import BY_URGENCY, Phrases
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.isms import Scope, StatementOfApplicability
from hygie.kernel.status import Status
from hygie.referentials.annex_a import REFERENTIAL, Stance, lines_of, stances_of
from hygie.referentials.catalog import Requirement
from hygie.referentials.verdict import Reason, Reservation
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "statement-of-applicability"
TITLE = N_("Statement of applicability")

UNPROVED = frozenset({"evidence_missing", "evidence_expired"})
"""Reservations that the strength already shows."""


def build(study: Study, voice: Voice) -> Document:
    """Make the statement of applicability, whatever it still lacks."""
    frame = frame_of(study, voice, "policy", [REFERENTIAL])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Statement(study, voice).blocks()), landscape=True)


class _Statement:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study = study
        self._dossier = study.dossier
        self._voice = voice
        self._say = Phrases(study, voice, places=False)
        self._catalog = study.catalog(REFERENTIAL)
        # A dossier may ask for HDS v2.0 only, which calls for the statement all the same.
        self._verdicts = (
            study.verdicts.get(REFERENTIAL)
            or Study(study.dossier, study.as_of, (REFERENTIAL,)).verdicts[REFERENTIAL]
        )
        self._fields = Fields(study, voice)

    def blocks(self) -> Iterator[Block]:
        yield self._identity()
        yield self._counts()
        yield from self._unexplained()
        yield Notice(
            "attention",
            self._voice.say(N_("A correspondence with SecNumCloud 3.2 is not an equivalence")),
            ((self._voice.text(self._catalog.note),),),
        )
        measures = Measures(self._study, self._voice, self._verdicts)
        for group, title in self._catalog.groups.items():
            name = self._voice.text(title)
            yield self._say.heading(2, name)
            yield measures.table(name, [item for item in self._catalog if item.group == group])
        yield from self._to_settle()
        yield from self._anomalies()

    # -- what it is ------------------------------------------------------------------------------

    def _identity(self) -> Block:
        isms = known(self._study.dossier.declared.isms)
        statement = (known(isms.statement_of_applicability) if isms else None) or StatementOfApplicability()
        scope = (known(isms.scope) if isms else None) or Scope()
        return Pairs(
            (
                (self._voice.say(N_("Version")), self._fields.text(statement, "version")),
                (self._voice.say(N_("Approved on")), self._fields.day(statement, "approved")),
                (self._voice.say(N_("Available in")), self._fields.words(statement, "languages", "language")),
                (self._voice.say(N_("Scope of the ISMS")), self._fields.text(scope, "statement")),
            )
        )

    # -- in short --------------------------------------------------------------------------------

    def _counts(self) -> Block:
        """Count verdicts by theme: figures that people compare, never a share of anything."""
        statuses = (f"{self._voice.glyph(status)} {self._voice.status(status)}" for status in BY_URGENCY)
        rows = [
            (self._voice.text(title), [item for item in self._catalog if item.group == group])
            for group, title in self._catalog.groups.items()
        ]
        rows.append((self._voice.say(N_("All themes")), list(self._catalog)))
        return Table(
            self._voice.say(N_("Measures by theme and verdict")),
            (self._voice.say(N_("Theme")), *statuses, self._voice.say(N_("Measures"))),
            tuple(self._count(name, items) for name, items in rows),
            (6, *(2 for _ in BY_URGENCY), 2),
            self._voice.say(N_("Summary")),
        )

    def _count(self, name: str, items: Sequence[Requirement]) -> tuple[Cell, ...]:
        statuses = [self._verdicts[item.id].status for item in items]
        counted = (str(statuses.count(status)) for status in BY_URGENCY)
        return (cell(name), *map(cell, counted), cell(str(len(items))))

    def _unexplained(self) -> Iterator[Block]:
        """Name the exclusions that have no reason: the first thing that an auditor asks about."""
        lines = [
            (f"{line.measure}. {self._title(line.measure)}",)
            for item in self._catalog
            for line in lines_of(item.id, self._dossier)
            if stances_of(line) == {Stance.UNEXPLAINED}
        ]
        if lines:
            yield Notice("refusal", self._voice.say(N_("Excluded without a reason")), tuple(lines))

    def _title(self, measure: str) -> str:
        return self._voice.text(self._catalog.requirement(measure).title)

    # -- what remains ----------------------------------------------------------------------------

    def _to_settle(self) -> Iterator[Block]:
        """Say why each measure is not met, and every doubt about the statement itself."""
        lines = [line for status in BY_URGENCY for line in self._points(status)]
        if lines:
            yield self._say.heading(2, self._voice.say(N_("Points to settle")))
            yield self._say.bullets(lines)

    def _points(self, status: Status) -> Iterator[Line]:
        for name, verdict in self._verdicts.items():
            if verdict.status is not status:
                continue
            settled = status in (Status.MET, Status.NOT_APPLICABLE)
            points: list[Reason | Reservation] = [] if settled else list(verdict.reasons)
            points += [item for item in verdict.reservations if item.code not in UNPROVED]
            for item in points:
                yield (self._say.badge(status), *self._say.said(item))
            for missing in verdict.missing:
                yield (self._say.badge(status), f"{name}.", *self._say.missing(missing))

    def _anomalies(self) -> Iterator[Block]:
        """Note where the matrix of the HDS referential is odd; it is reproduced as it is."""
        yield self._say.heading(2, self._voice.say(N_("Notes on the matrix of correspondences")))
        yield Paragraph(
            (self._voice.say(N_("Source: HDS v2.0, annex 1, reproduced with its own anomalies.")),)
        )
        yield self._say.bullets(
            (Code(item.id), self._voice.text(doubt)) for item in self._catalog for doubt in item.doubts
        )
        yield Paragraph(
            (
                self._voice.say(
                    N_(
                        "The matrix leaves {count} measures without a SecNumCloud requirement. It says that "
                        "sections 19.1 (service agreement) and 19.2 (location of data) of SecNumCloud 3.2 "
                        "correspond to no measure; HDS v2.0 deals with them in part, in its own requirements."
                    ),
                    count=sum(not item.mappings for item in self._catalog),
                ),
            )
        )


DOCUMENT = Kind(
    KIND,
    TITLE,
    (*PAGES, "xlsx"),
    "policy",
    (REFERENTIAL, HDS),
    lambda study, voice, _: build(study, voice),
)
