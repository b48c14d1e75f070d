"""The architecture of the systems: each with its map, its risks, what stops them and what they rest on.

Everything is computed from the systems that the dossier describes; a dossier that describes none does not
owe this document.
"""

from collections.abc import Iterator

from hygie.assessment.study import Study, SystemsRefusedError
from hygie.documents.blocks import Block, Figure, Notice, Paragraph
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.architecture_tables import ArchitectureTables
from hygie.documents.phrases import Phrases
from hygie.documents.refusal import NotGenerated
from hygie.documents.risk_phrases import RiskPhrases
from hygie.documents.system_figure import draw, worst_path
from hygie.risk.matrix import risk_matrix
from hygie.risk.ranking import Ranking, rank
from hygie.wording import risk_words
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "architecture"
TITLE = N_("Architecture of the systems and their risks")


def build(study: Study, voice: Voice) -> Document | NotGenerated:
    """Make the document, or refuse: no system is described, or they cannot be analysed."""
    manifest = study.dossier.place(())
    try:
        analyses = study.analyses
    except SystemsRefusedError as refused:
        return NotGenerated(KIND, "document_systems_refused", manifest, (), refused.mistakes)
    if not analyses:
        return NotGenerated(KIND, "document_without_system", manifest, ())
    blocks: list[Block] = []
    for analysis in analyses:
        blocks += _System(rank(analysis, risk_matrix()), study, voice).blocks()
    return Document(
        KIND, voice.say(TITLE), frame_of(study, voice, "policy", ()), tuple(blocks), landscape=True
    )


def is_owed(study: Study) -> bool:
    """Tell whether the dossier describes systems; ones that cannot be analysed are owed all the same."""
    try:
        return bool(study.analyses)
    except SystemsRefusedError:
        return True


class _System:
    """The parts of one system, in order."""

    def __init__(self, ranking: Ranking, study: Study, voice: Voice) -> None:
        self._ranking, self._analysis = ranking, ranking.analysis
        self._study, self._voice = study, voice
        self._phrases = Phrases(study, voice)
        self._say = RiskPhrases(ranking.analysis, voice)
        self._tables = ArchitectureTables(ranking, voice)

    def blocks(self) -> Iterator[Block]:
        title = self._say.words(self._analysis.title)
        yield self._phrases.heading(2, title)
        yield self._summary()
        yield from self._part(N_("Risks"), self._tables.risks())
        yield from self._part(N_("Map and path to the worst risk"), self._path(title))
        yield from self._part(
            N_("What makes unacceptable risks acceptable, at least cost"), self._tables.cuts()
        )
        yield from self._part(N_("Assumptions"), self._tables.assumptions())
        yield from self._part(N_("Guarantees"), self._tables.guarantees())
        yield from self._part(N_("Not known, taken at its worst"), self._tables.unknowns())
        yield from self._part(N_("What was computed, and with what"), self._computed())

    def _part(self, title: str, blocks: Iterator[Block]) -> Iterator[Block]:
        found = tuple(blocks)
        if found:
            yield self._phrases.heading(3, self._voice.say(title))
            yield from found

    def _summary(self) -> Block:
        if self._ranking.is_void:
            return Notice("attention", self._voice.say(N_("Nothing computed")), ((self._say.nothing(),),))
        counts = self._say.counts(self._ranking)
        unreached = self._ranking.unreached
        if unreached:
            counts.append(f"– {unreached} {self._voice.count(*risk_words.NOT_REACHED, unreached)}")
        if not self._ranking.risks:
            counts.append(self._say.nothing())
        return Paragraph((" · ".join(counts),))

    def _path(self, title: str) -> Iterator[Block]:
        """Show the map, then what it says in tables."""
        yield self._figure(title)
        yield from self._tables.path()
        yield from self._tables.components()

    def _figure(self, title: str) -> Block:
        drawing = draw(self._ranking, self._voice)
        caption = self._voice.say(N_("{system}: from the outside to what is lost"), system=title)
        if worst_path(self._ranking) is not None:
            caption = self._voice.say(N_("{system}: the path to the worst risk"), system=title)
        return Figure(drawing.svg, caption, drawing.alternative)

    def _computed(self) -> Iterator[Block]:
        said = self._voice.say(
            N_("Computed with exploitability policy {policy} and risk matrix {matrix}, both conventions."),
            policy=self._analysis.policy,
            matrix=risk_matrix().version,
        )
        modes = ", ".join(self._voice.say(risk_words.MODES[mode]) for mode in self._analysis.modes)
        yield Paragraph((said, self._voice.say(N_("Modes studied: {modes}."), modes=modes)))
        yield Paragraph((f"{self._say.size()}.",))
        limits = self._say.limits()
        if limits:
            title = self._voice.say(N_("This analysis is not complete"))
            yield Notice("attention", title, tuple((line,) for line in limits))


DOCUMENT = Kind(
    KIND, TITLE, PAGES, "policy", (), lambda study, voice, _: build(study, voice), owed_when=is_owed
)
