"""The responsibility matrix (D7; EXI-13): measure by measure, what is the host's and what is the client's."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Notice, Pairs, Strong, cell, texts
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import Kind
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.assurance import Responsibility, ResponsibilityMatrix
from hygie.dossier.vocabulary.base import known
from hygie.hosting.responsibilities import (
    Gap,
    accountability_gaps,
    retained_measures,
    services_without_matrix,
)
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "responsibilities"
TITLE = N_("Responsibility matrix")
ANNEX_A = "iso27001-2022"

_COLUMNS = (
    Column(N_("Measure"), 2),
    Column(N_("What it is about"), 8),
    Column(N_("Host"), 2),
    Column(N_("Client"), 2),
    Column(N_("Remarks"), 6),
)

_LEGEND = (
    ("R", N_("responsible: carries it out")),
    ("A", N_("accountable: answers for the result; one party only")),
    ("RA", N_("responsible and accountable: carries it out and answers for the result")),
    ("C", N_("consulted beforehand")),
    ("I", N_("informed")),
    ("–", N_("no part")),
)


def build(study: Study, voice: Voice) -> Document:
    """Make the responsibility matrix, one table a matrix of the dossier."""
    frame = frame_of(study, voice, "policy", [HDS])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Responsibilities(study, voice).blocks()))


class _Responsibilities:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._voice = voice
        self._say = Phrases(study, voice)
        self._fields = Fields(study, voice)
        self._section = RequirementSection(study, voice, "EXI-13")
        self._declared = study.dossier.declared
        self._titles = {item.id: voice.text(item.title) for item in study.catalog(ANNEX_A)}
        self._retained = retained_measures(self._declared)

    def blocks(self) -> Iterator[Block]:
        yield self._section.asked()
        yield self._say.heading(2, self._voice.say(N_("How to read it")))
        yield Pairs(tuple((letter, cell(self._voice.say(words))) for letter, words in _LEGEND))
        yield from self._uncovered()
        yield from self._matrices()
        yield from self._section.blocks()

    def _uncovered(self) -> Iterator[Block]:
        lines: list[Line] = [(service.name,) for service in services_without_matrix(self._declared)]
        if lines:
            yield Notice("refusal", self._voice.say(N_("No matrix covers these services")), tuple(lines))

    def _matrices(self) -> Iterator[Block]:
        matrices = known(self._declared.responsibility_matrices)
        if matrices is None:
            title = self._voice.say(
                N_("The dossier does not say how responsibilities are shared with clients.")
            )
            yield Notice("attention", title, (self._fields.silence(self._declared.responsibility_matrices),))
        elif not matrices:
            yield Notice("attention", self._voice.say(N_("No responsibility matrix is declared.")))
        for matrix in matrices or ():
            yield from self._matrix(matrix)

    def _matrix(self, matrix: ResponsibilityMatrix) -> Iterator[Block]:
        services = self._fields.names(matrix, "services", "service")
        name = ", ".join(texts(services))
        gaps = {gap.measure: gap for gap in accountability_gaps(matrix, self._retained)}
        yield self._say.heading(2, name)
        yield Pairs(
            (
                (self._voice.say(N_("Services")), services),
                (self._voice.say(N_("Given to")), self._fields.names(matrix, "clients", "client")),
                (self._voice.say(N_("Split last reviewed on")), self._fields.day(matrix, "reviewed")),
                (self._voice.say(N_("Gaps followed up")), self._fields.flag(matrix, "gaps_followed")),
            )
        )
        yield from self._without_row(gap for gap in gaps.values() if not gap.rows)
        rows = known(matrix.rows)
        if not rows:
            title = self._voice.say(N_("This matrix has no row."))
            yield Notice("attention", title, () if rows == [] else (self._fields.silence(matrix.rows),))
            return
        caption = self._voice.say(N_("Split of responsibilities: {services}"), services=name)
        yield self._fields.table(caption, _COLUMNS, (self._row(row, gaps) for row in rows), name)

    def _without_row(self, gaps: Iterator[Gap]) -> Iterator[Block]:
        lines: list[Line] = [(Strong(gap.measure), self._titles.get(gap.measure, "")) for gap in gaps]
        if lines:
            title = self._voice.say(N_("These measures are retained, and no row shares them out"))
            yield Notice("attention", title, tuple(lines))

    def _row(self, row: Responsibility, gaps: dict[str, Gap]) -> tuple[Cell, ...]:
        return (
            cell(row.measure),
            cell(self._titles.get(row.measure, "–")),
            self._part(row, "host"),
            self._part(row, "client"),
            self._say.cell(self._remarks(row, gaps)),
        )

    def _part(self, row: Responsibility, party: str) -> Cell:
        return cell("–") if getattr(row, party) == "-" else self._fields.text(row, party)

    def _remarks(self, row: Responsibility, gaps: dict[str, Gap]) -> Iterator[Line]:
        if known(row.host) == known(row.client) == "-":
            yield (self._voice.say(N_("Neither the host nor the client has a part in it.")),)
        gap = gaps.get(row.measure)
        if gap is not None and not gap.accountable:
            yield (self._voice.say(N_("Retained, and nobody is said to be accountable for it.")),)
        elif gap is not None:
            several = N_("Retained, and more than one party is said to be accountable for it.")
            yield (self._voice.say(several),)
        if row.measure in self._titles and self._retained and row.measure not in self._retained:
            yield (self._voice.say(N_("Not retained in the statement of applicability.")),)


DOCUMENT = Kind(
    KIND, TITLE, ("html", "pdf", "xlsx"), "policy", (HDS,), lambda study, voice, _: build(study, voice)
)
