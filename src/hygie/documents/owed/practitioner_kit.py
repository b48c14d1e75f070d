"""The practitioner kit: the memo's themes as a questionnaire that a practice fills in and sends back.

On paper or on screen it is read and ticked; as a workbook it is a form, which ``hygie import`` reads.
"""

from collections.abc import Iterable, Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Notice, Pairs, Paragraph, Quiet, Strong, Table, cell
from hygie.documents.frame import Document
from hygie.documents.kind import PAGES, Kind
from hygie.documents.kit_workbook import to_form
from hygie.documents.owed.kit_content import (
    DATE,
    FEIMA,
    KIND,
    MEMO_RECEIVED,
    SEND_BACK_TO,
    TITLE,
    WISHES_SUPPORT,
    YOUR_PRACTICE,
    YOUR_PRODUCTS,
    Kit,
    introduction,
    kit_frame,
    kit_of,
    origin,
    said,
    send_back,
)
from hygie.documents.phrases import Phrases
from hygie.dossier.practice_form import yes_or_no
from hygie.law import memo
from hygie.law.memo import Question, Theme, Words
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

BOX = "☐"
_NO_BREAK = "\u00a0"
_BOXES_A_LINE = 3
_BLANK = "……………………………………"


def build(study: Study, voice: Voice, client: str) -> Document:
    """Make the questionnaire to print; ``client`` is the id of the one that it is for, or empty."""
    kit = kit_of(study, client)
    blocks = tuple(_Questionnaire(study, voice, kit).blocks())
    return Document(KIND, voice.say(TITLE), kit_frame(study, voice, kit), blocks, landscape=True)


class _Questionnaire:
    """The parts of the questionnaire, in order."""

    def __init__(self, study: Study, voice: Voice, kit: Kit) -> None:
        self._voice = voice
        self._say = Phrases(study, voice)
        self._kit = kit

    def blocks(self) -> Iterator[Block]:
        for sentence in introduction(self._kit, self._voice):
            yield Paragraph((sentence,))
        yield self._practice()
        title = self._voice.say(SEND_BACK_TO)
        yield Notice("plain", title, ((Strong(send_back(self._kit, self._voice)),),))
        for number, theme in enumerate(self._kit.edition.themes, start=1):
            yield self._say.heading(2, f"{number}. {said(theme, self._voice)}")
            yield self._theme(theme)
        yield Paragraph((Quiet(origin(self._kit, self._voice)),))

    def _practice(self) -> Block:
        client, say = self._kit.client, self._voice.say
        yes_no = cell(self._boxes(yes_or_no().values()))
        return Pairs(
            (
                (say(YOUR_PRACTICE), cell(_BLANK if client is None else client.name)),
                (say(DATE), cell(_BLANK)),
                (say(YOUR_PRODUCTS), self._products()),
                (say(MEMO_RECEIVED), yes_no),
                (say(WISHES_SUPPORT), yes_no),
            )
        )

    def _products(self) -> Cell:
        if not self._kit.products:
            return cell(_BLANK)
        return tuple((f"{BOX}{_NO_BREAK}{name}",) for name in self._kit.products)

    def _theme(self, theme: Theme) -> Table:
        columns = (N_("Question id"), N_("Question"), N_("Your answer"), N_("Remarks"))
        first, last = theme.questions[0].id, theme.questions[-1].id
        return Table(
            self._voice.say(N_("Tick one box a line, from {first} to {last}"), first=first, last=last),
            tuple(map(self._voice.say, columns)),
            tuple(map(self._row, theme.questions)),
            (3, 11, 6, 6),
            sheet=said(theme, self._voice),
        )

    def _row(self, question: Question) -> tuple[Cell, ...]:
        why = self._voice.say(N_("Why: {text}"), text=said(question.why, self._voice))
        first = self._voice.say(N_("To begin with: {text}"), text=said(question.first, self._voice))
        asks = (Strong(said(question.asks, self._voice)),)
        boxes = self._boxes(memo.answers().values())
        answers = (boxes[:_BOXES_A_LINE], boxes[_BOXES_A_LINE:])
        return (cell(question.id), cell(asks, Quiet(why), Quiet(first)), answers, cell(""))

    def _boxes(self, answers: Iterable[Words]) -> Line:
        return tuple(f"{BOX}{_NO_BREAK}{said(answer, self._voice)}" for answer in answers)


DOCUMENT = Kind(
    KIND,
    TITLE,
    (*PAGES, "xlsx"),
    "public",
    (FEIMA,),
    build,
    workbook=to_form,
    addressed=True,
)
