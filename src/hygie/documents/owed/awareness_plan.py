"""The awareness plan (D14; EXI-10): for each actor, who was made aware, of what, and who remains."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Notice, Paragraph, Quiet, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.guarantee_table import missing_of
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.assurance import Topic, Training
from hygie.dossier.vocabulary.base import known
from hygie.hosting.awareness import to_come
from hygie.hosting.awareness_plan import Population, populations
from hygie.kernel.clock import Clock
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "awareness-plan"
TITLE = N_("Awareness plan")

_ACTORS = (
    Column(N_("Actor"), 5),
    Column(N_("People made aware, of all"), 5),
    Column(N_("People to reach"), 4),
    Column(N_("Topics dealt with"), 4),
    Column(N_("Topics left out"), 4),
    Column(N_("Sessions held"), 5),
    Column(N_("Sessions planned"), 5),
)
_SESSIONS = (
    Column(N_("Actor"), 5),
    Column(N_("Day"), 4),
    Column(N_("Where it stands"), 3),
    Column(N_("Topics"), 5),
    Column(N_("People made aware"), 3),
)


def build(study: Study, voice: Voice) -> Document:
    """Make the awareness plan."""
    frame = frame_of(study, voice, "policy", [HDS])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Plan(study, voice).blocks()), landscape=True)


class _Plan:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice)
        self._fields = Fields(study, voice)
        self._section = RequirementSection(study, voice, "EXI-10")
        self._declared = study.dossier.declared
        self._clock = Clock(study.as_of)

    def blocks(self) -> Iterator[Block]:
        yield self._section.asked()
        yield self._say.heading(2, self._voice.say(N_("Where each actor stands")))
        yield self._actors()
        yield self._say.heading(2, self._voice.say(N_("Sessions")))
        yield self._sessions()
        yield from self._section.blocks()

    # -- actors ----------------------------------------------------------------------------------

    def _actors(self) -> Block:
        people = populations(self._declared, self._clock)
        if people is None:
            title = self._voice.say(N_("The dossier does not give the actors."))
            return Notice("attention", title, (self._fields.silence(self._declared.actors),))
        if not people:
            return Notice("attention", self._voice.say(N_("No actor is said to take part in the hosting.")))
        caption = self._voice.say(
            N_("People of each actor who were made aware, as of {day}"), day=self._study.as_of
        )
        return self._fields.table(caption, _ACTORS, map(self._actor, people), self._voice.say(N_("Actors")))

    def _actor(self, people: Population) -> tuple[Cell, ...]:
        return (
            cell(people.actor.name),
            self._reached(people),
            self._remaining(people),
            self._topics(people.treated),
            self._topics(people.left_out),
            self._say.cell(map(self._session, people.figures.held)),
            self._say.cell(map(self._session, people.planned)),
        )

    def _reached(self, people: Population) -> Cell:
        """Give the ratio as it is counted, never as a percentage; what could add to it is said below."""
        figures = people.figures
        total = "?" if figures.staff is None else self._voice.number(figures.staff)
        ratio = f"{self._voice.number(figures.attendees)}/{total}"
        if figures.lacks:
            ratio = self._voice.say(N_("at least {ratio}"), ratio=ratio)
        lacks = missing_of(self._study, figures.lacks)
        lines: list[Line] = [(Quiet(self._voice.missing(item, self._study.dossier)),) for item in lacks]
        return tuple(dict.fromkeys([(ratio,), *lines]))

    def _remaining(self, people: Population) -> Cell:
        number = people.remaining
        if number is None:
            return (self._fields.silence(people.actor.staff),)
        if people.figures.lacks:
            return cell(self._voice.say(N_("{number} at most"), number=number))
        return cell(self._voice.number(number))

    def _topics(self, topics: tuple[Topic, ...]) -> Cell:
        return self._say.cell((self._voice.term("topic", topic),) for topic in topics)

    def _session(self, session: Training) -> Line:
        return self._fields.day(session, "held")[0]

    # -- sessions --------------------------------------------------------------------------------

    def _sessions(self) -> Block:
        sessions = known(self._declared.training)
        if sessions is None:
            title = self._voice.say(N_("The dossier does not give the awareness sessions."))
            return Notice("attention", title, (self._fields.silence(self._declared.training),))
        if not sessions:
            return Paragraph((self._voice.say(N_("No awareness session is declared.")),))
        latest = sorted(sessions, key=lambda session: str(known(session.held) or ""), reverse=True)
        caption = self._voice.say(N_("Awareness sessions, the latest first"))
        rows = map(self._row, latest)
        return self._fields.table(caption, _SESSIONS, rows, self._voice.say(N_("Sessions")))

    def _row(self, session: Training) -> tuple[Cell, ...]:
        return (
            cell(self._fields.name("actor", session.actor)),
            self._fields.day(session, "held"),
            cell(self._stands(session)),
            self._fields.words(session, "topics", "topic"),
            self._fields.text(session, "attendees"),
        )

    def _stands(self, session: Training) -> str:
        if known(session.held) is None:
            return self._voice.say(N_("not determined"))
        return self._voice.say(N_("to be held") if to_come(session, self._clock) else N_("held"))


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (HDS,), lambda study, voice, _: build(study, voice))
