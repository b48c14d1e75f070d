"""Reads a questionnaire that a practice filled in and sent back: one entry of ``practice_questionnaires``.

Rows are known by their key (``hygie.dossier.practice_form``), whatever the language, the order or the
names of the sheets. Blank answers are left out: the practice said nothing. The id of the entry is made
of the client and the day, so that reading the same file again brings nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from hygie.dossier import practice_form as form
from hygie.dossier.dossier import Dossier
from hygie.dossier.imports import Imported
from hygie.dossier.spreadsheet.cells import CellError, decode
from hygie.dossier.spreadsheet.forms import Form
from hygie.dossier.spreadsheet.words import Recognised
from hygie.dossier.suggest import bare, closest
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.kernel.characters import UNUSABLE_VALUE
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameter, Term
from hygie.kernel.place import Place
from hygie.kernel.workbook.cells import Kind, Raw, tidy
from hygie.kernel.workbook.read import Grid, Row, UnusableWorkbookError, read_workbook
from hygie.law import memo
from hygie.law.memo import Words

KIND = "practitioner-kit"
SECTION = "practice_questionnaires"

_OF_PRACTICE = (form.PRACTICE, form.DATE, form.MEMO_RECEIVED, form.WISHES_SUPPORT, form.EDITION)
_LIKE_QUESTION = re.compile(r"[a-z]+-\d{1,3}")
_DAY = Form(day=True)
_NO_WORDS = Recognised(())
_LONGEST_CLIENT = 69
"""Characters of a client's id in the id of its questionnaire, which has 80 with the day."""


def read(content: bytes, file: str, dossier: Dossier) -> Imported | Refusal:
    """Read a filled questionnaire for a dossier; every mistake is named by its cell."""
    try:
        grids = read_workbook(content, file)
    except UnusableWorkbookError as unusable:
        return Refusal((unusable.diagnostic,))
    return _Reading(file, dossier).of(grids)


class _Line(NamedTuple):
    """A row of the form: where it is, and its cells."""

    sheet: str
    number: int
    cells: Row


@dataclass
class _Reading:
    """Reads one questionnaire, and keeps the mistakes found on the way."""

    file: str
    dossier: Dossier
    mistakes: list[Diagnostic] = field(default_factory=list)
    lines: dict[str, _Line] = field(default_factory=dict)

    def of(self, grids: Sequence[Grid]) -> Imported | Refusal:
        self._find_lines(grids)
        if not self.lines:
            return Refusal((*self.mistakes, Diagnostic("kit_not_one", Place(self.file))))
        entry = self._entry()
        if self.mistakes or entry is None:
            return Refusal(tuple(sorted(self.mistakes, key=lambda item: item.place)))
        return self._imported(entry)

    def _imported(self, entry: dict[str, Any]) -> Imported | Refusal:
        """Bring the entry, unless the dossier has it already."""
        listed = known(self.dossier.declared.practice_questionnaires) or ()
        same = next((item for item in listed if item.id == entry["id"]), None)
        place, about = self._place(form.DATE), {"id": str(entry["id"])}
        if same is None:
            return Imported({SECTION: [entry]}, tuple(self._notes(entry)))
        if same.model_dump(mode="json", exclude_none=True) == entry:
            return Imported(notes=(Diagnostic("kit_already_there", Place(self.file), about),))
        return Refusal((Diagnostic("kit_differs", place, about),))

    def _notes(self, entry: dict[str, Any]) -> Iterator[Diagnostic]:
        blank = len(_question_ids().keys() & self.lines.keys()) - len(entry["answers"])
        if blank:
            yield Diagnostic("kit_unanswered", Place(self.file), {"number": blank})
        remarks = sum("remark" in answer for answer in entry["answers"])
        if remarks:
            yield Diagnostic("kit_remarks", Place(self.file), {"number": remarks})

    # -- rows ------------------------------------------------------------------------------------

    def _find_lines(self, grids: Sequence[Grid]) -> None:
        """Find each row that the form knows; a row that looks like a question and is none is a mistake."""
        keys = {*_OF_PRACTICE, *_question_ids()}
        for grid in grids:
            for number, cells in sorted(grid.rows.items()):
                raw = cells.get(form.KEY_COLUMN + 1)
                key = tidy(str(raw.value)) if raw is not None else ""
                line = _Line(grid.name, number, cells)
                if key in self.lines:
                    self._wrong("kit_twice", _place(self.file, line, form.KEY_COLUMN), found=key)
                elif key in keys:
                    self.lines[key] = line
                elif _LIKE_QUESTION.fullmatch(key):
                    place = _place(self.file, line, form.KEY_COLUMN)
                    self._wrong("kit_question_unknown", place, found=key, suggestion=closest(key, keys))

    def _place(self, key: str, column: int = form.VALUE_COLUMN) -> Place:
        line = self.lines.get(key)
        return Place(self.file) if line is None else _place(self.file, line, column)

    def _cell(self, key: str, column: int = form.VALUE_COLUMN) -> Raw | None:
        """Give what a cell of a row holds; a formula or an error in it is a mistake, and gives nothing."""
        line = self.lines.get(key)
        raw = None if line is None else line.cells.get(column + 1)
        if raw is not None and raw.kind in (Kind.FORMULA, Kind.ERROR):
            self._wrong("kit_computed", self._place(key, column))
            return None
        return raw

    def _is_blank(self, key: str) -> bool:
        line = self.lines.get(key)
        return line is None or form.VALUE_COLUMN + 1 not in line.cells

    def _text(self, key: str, column: int = form.VALUE_COLUMN) -> str:
        """Give the text of a cell, empty where there is none."""
        raw = self._cell(key, column)
        if raw is not None and raw.kind is Kind.BOOLEAN:
            return "yes" if raw.value else "no"
        text = "" if raw is None else tidy(str(raw.value))
        unusable = UNUSABLE_VALUE.search(text)
        if unusable:
            shown = f"U+{ord(unusable[0]):04X}"
            self._wrong("yaml_character", self._place(key, column), character=shown)
        return text

    def _wrong(self, code: str, place: Place, **parameters: Parameter) -> None:
        self.mistakes.append(Diagnostic(code, place, parameters))

    # -- the entry -------------------------------------------------------------------------------

    def _entry(self) -> dict[str, Any] | None:
        client, day = self._client(), self._day()
        edition = self._edition()
        yes_or_no = form.yes_or_no()
        received = self._answer(form.MEMO_RECEIVED, yes_or_no)
        support = self._answer(form.WISHES_SUPPORT, yes_or_no)
        answers = list(self._answers())
        if not answers and not self.mistakes:
            self._wrong("kit_empty", Place(self.file))
        if client is None or day is None:
            return None
        said: dict[str, Any] = {
            "id": f"{client[:_LONGEST_CLIENT]}-{day}",
            "client": client,
            "returned": day,
            "memo_version": edition or None,
            "memo_received": None if received is None else received == "yes",
            "wishes_support": None if support is None else support == "yes",
        }
        return {key: value for key, value in said.items() if value is not None} | {"answers": answers}

    def _client(self) -> str | None:
        """Find the client by its id, else by its name, whatever its case and accents."""
        place, said = self._place(form.PRACTICE), self._text(form.PRACTICE)
        clients = known(self.dossier.declared.clients) or ()
        found = [item.id for item in clients if item.id == said] or [
            item.id for item in clients if bare(item.name) == bare(said)
        ]
        if self._is_blank(form.PRACTICE):
            self._wrong("kit_practice_missing", place)
        elif said and not found:
            self._wrong("kit_practice_unknown", place, found=said, suggestion=_guess(said, clients))
        elif len(found) > 1:
            self._wrong("kit_practice_ambiguous", place, found=said, clients=tuple(found))
        return found[0] if said and len(found) == 1 else None

    def _day(self) -> str | None:
        place = self._place(form.DATE)
        if self._is_blank(form.DATE):
            self._wrong("kit_date_missing", place)
            return None
        raw = self._cell(form.DATE)
        if raw is None:
            return None
        try:
            day = decode(raw, _DAY, _NO_WORDS)
        except CellError as error:
            self._wrong(error.code, place, **error.parameters)
            return None
        first = memo.editions()[0].since
        if not isinstance(day, str) or date.fromisoformat(day) < first:
            self._wrong("kit_date_too_early", place, first=first)
            return None
        return day

    def _edition(self) -> str:
        said = self._text(form.EDITION)
        versions = [item.version for item in memo.editions()]
        if said and said not in versions:
            place, suggestion = self._place(form.EDITION), closest(said, versions)
            self._wrong("kit_edition_unknown", place, found=said, suggestion=suggestion)
        return said

    def _answers(self) -> Iterator[dict[str, str]]:
        """Give the answers, in the order of the questions."""
        for question in _question_ids():
            if question not in self.lines:
                continue
            answer = self._answer(question, memo.answers())
            remark = self._text(question, form.REMARK_COLUMN)
            if len(remark) > form.LONGEST_REMARK:
                place = self._place(question, form.REMARK_COLUMN)
                self._wrong("kit_remark_too_long", place, size=len(remark), limit=form.LONGEST_REMARK)
            if answer is not None:
                yield {"question": question, "answer": answer} | ({"remark": remark} if remark else {})
            elif remark and self._is_blank(question):
                self._wrong("kit_remark_alone", self._place(question))

    def _answer(self, key: str, offered: Mapping[str, Words]) -> str | None:
        """Read an answer in either language, or by its word of the vocabulary."""
        said = self._text(key)
        if not said:
            return None
        found = next((word for word, words in offered.items() if bare(said) in form.names(word, words)), None)
        if found is None:
            expected = tuple(Term("memo_answer", word) for word in offered)
            guess = closest(said, [name for words in offered.values() for name in (words.fr, words.en)])
            self._wrong("kit_answer", self._place(key), found=said, expected=expected, suggestion=guess)
        return found


def _place(file: str, line: _Line, column: int) -> Place:
    return Place(file, line.number, column + 1, line.sheet)


def _question_ids() -> dict[str, None]:
    """List the ids of the questions of every edition: an old questionnaire may come back late."""
    return dict.fromkeys(item.id for edition in memo.editions() for item in edition.questions())


def _guess(said: str, clients: Sequence[Client]) -> str:
    return closest(said, [name for item in clients for name in (item.name, item.id)])
