"""Reads the form from a workbook or a CSV: every row of every sheet that has ids, whatever its layout."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place
from hygie.observations.content import line as one_line
from hygie.observations.content import refusal
from hygie.observations.mds2 import words
from hygie.observations.mds2.form import FORM, FREE_TEXT, RowId, is_old_id, row_id
from hygie.observations.mds2.shapes import Answer, Mds2, Reply
from hygie.observations.reading import DEFAULT, Bounds
from hygie.observations.tables import Sheet, cells_of, read_sheets

_OLD_FORM: Final = ("hn 1-2013", "hn-1-2013", "hn 1–2013", "hn 1-2008", "cnfs")
_OLD_ROWS: Final = 10
_MOST_NOTES: Final = 500


def read_mds2(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Mds2 | Refusal:
    """Read an MDS2 form of 2019, as a workbook or as a CSV with the columns id, answer and perhaps note.

    Rows are known by their id. A row of an id that the form has not, said twice, or whose answer is a formula
    is rejected; an id mistyped with its letters in another order is put right, with a note. A form of 2013 or
    before is refused, for its rows ask other questions.
    """
    sheets = read_sheets(content, file, bounds)
    if isinstance(sheets, Refusal):
        return sheets
    reading = _Reading(file, bounds)
    for sheet in sheets:
        reading.rejected += sheet.rejected
        reading.notes += sheet.notes
        layout = _lay_out(sheet)
        if layout is not None:
            reading.sheet(sheet, layout)
        elif sheet.name:
            reading.notes.append(
                Diagnostic("mds2_sheet_ignored", Place(file, sheet=sheet.name), {"name": sheet.name})
            )
    if not reading.answers:
        return refusal("mds2_edition_old" if _is_old(sheets) else "mds2_no_row", file)
    return reading.result(_numbered(sheets))


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of a sheet, from 0: ``beside`` are those of notes."""

    id: int
    answer: int
    beside: tuple[int, ...]


def _is_old(sheets: Sequence[Sheet]) -> bool:
    texts = [words.plain(text) for sheet in sheets for _, _, text in cells_of(sheet)]
    mentioned = any(mark in text for text in texts for mark in _OLD_FORM)
    return mentioned or sum(map(is_old_id, texts)) >= _OLD_ROWS


def _numbered(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Give the notes listed by number ("Note 3: …", or in two cells), those of all sheets."""
    notes: dict[str, str] = {}
    for sheet in sheets:
        for _, cells in sheet.rows:
            texts = [cell.strip() for cell in cells if cell.strip()]
            if not texts or len(notes) >= _MOST_NOTES or any(row_id(text) for text in texts):
                continue
            found = words.numbered_note(texts[0])
            if found and (found[1] or len(texts) > 1):
                notes.setdefault(found[0], found[1] or texts[1])
    return notes


def _lay_out(sheet: Sheet) -> _Layout | None:
    """Find the columns of a sheet: ids by their looks, answers and notes by heading, then by content."""
    ids: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    roles: dict[int, str] = {}
    for _, cells in sheet.rows:
        found = [at for at, cell in enumerate(cells) if row_id(cell)]
        ids.update(found[:1])
        if found:
            closed.update(at for at, cell in enumerate(cells) if at > found[0] and words.is_closed(cell))
        elif not roles and any(words.heading(cell) == "id" for cell in cells):
            roles = {at: role for at, cell in enumerate(cells) if (role := words.heading(cell))}
    if not ids:
        return None
    at = ids.most_common(1)[0][0]
    said = next((each for each, role in roles.items() if role == "answer"), None)
    voted = next((each for each, _ in closed.most_common() if each != at), None)
    answer = said if said is not None else voted if voted is not None else at + 1
    notes = [each for each, role in roles.items() if role == "note" and each not in (at, answer)]
    return _Layout(at, answer, tuple(notes or [answer + 1]))


@dataclass(slots=True)
class _Reading:
    """One reading: rows by id, in the order of the file."""

    file: str
    bounds: Bounds
    answers: dict[str, Answer] = field(default_factory=dict)
    rejected: list[Diagnostic] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)

    def sheet(self, sheet: Sheet, layout: _Layout) -> None:
        shared = {
            line for first, _, last in _merged_answers(sheet, layout) for line in range(first + 1, last + 1)
        }
        for line, cells in sheet.rows:
            written = _at(cells, layout.id)
            place = Place(self.file, line, layout.id + 1, sheet.name)
            found = row_id(written)
            if found is None:
                if words.is_closed(_at(cells, layout.answer)) and not words.heading(
                    _at(cells, layout.answer)
                ):
                    self._reject("mds2_no_id", place, found=one_line(written, 80))
                continue
            self._row(sheet, layout, cells, found, place)
            if line in shared:
                self._note("mds2_merged", place, id=found.id or found.written)

    def _row(self, sheet: Sheet, layout: _Layout, cells: Sequence[str], found: RowId, place: Place) -> None:
        at = Place(self.file, place.line, layout.answer + 1, sheet.name)
        if not found.id:
            self._reject("mds2_unknown_id", place, found=one_line(found.written, 80))
            return
        if found.id in self.answers:
            first = self.answers[found.id]
            said = one_line(_at(cells, layout.answer), 80)
            self._reject("mds2_id_twice", place, first.place, id=found.id, found=said, first=first.text[:80])
            return
        if (place.line, layout.answer + 1) in sheet.formulas:
            self._reject("mds2_formula", at, id=found.id)
            return
        if found.mistyped:
            self._note("mds2_mistyped_id", place, found=found.written, id=found.id)
        self.answers[found.id] = self._answer(found.id, layout, cells, at)

    def _answer(self, row: str, layout: _Layout, cells: Sequence[str], at: Place) -> Answer:
        text = one_line(_at(cells, layout.answer), self.bounds.text)
        reply, glued = words.reply(text)
        if row in FREE_TEXT and reply is not Reply.NONE:
            reply, glued = Reply.TEXT, ""
        elif glued and reply is not Reply.SEE_NOTE:
            self._note("mds2_glued", at, id=row, found=text[:80])
        elif reply is Reply.TEXT:
            self._note("mds2_unclear", at, id=row, found=text[:80])
        beside = [_at(cells, each) for each in layout.beside]
        said = [glued, *(one_line(each, self.bounds.text) for each in beside if not words.is_blank(each))]
        return Answer(row, reply, text, " ; ".join(filter(None, said)), at)

    def _reject(self, code: str, place: Place, related: Place | None = None, **parameters: Parameter) -> None:
        self.rejected.append(Diagnostic(code, place, parameters, related))

    def _note(self, code: str, place: Place, **parameters: Parameter) -> None:
        self.notes.append(Diagnostic(code, place, parameters))

    def result(self, numbered: dict[str, str]) -> Mds2:
        answers = tuple(_with_notes(answer, numbered, self.bounds.text) for answer in self.answers.values())
        missing = tuple(row for row in FORM if row not in self.answers)
        return Mds2("2019", answers, missing, tuple(self.rejected), tuple(self.notes))


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _merged_answers(sheet: Sheet, layout: _Layout) -> Iterator[tuple[int, int, int]]:
    """Give the cells of answers that are merged over several rows: which row they answer, nobody can say."""
    for line, column, last in sheet.merged:
        if column == layout.answer + 1 and last > line:
            yield line, column, last


def _with_notes(answer: Answer, numbered: dict[str, str], longest: int) -> Answer:
    """Put the text of the notes that an answer refers to beside it."""
    numbers = (*words.note_numbers(answer.text), *words.note_numbers(answer.note))
    found = [numbered[number] for number in dict.fromkeys(numbers) if number in numbered]
    if not found:
        return answer
    note = one_line(" ; ".join(filter(None, (answer.note, *found))), longest)
    return Answer(answer.id, answer.reply, answer.text, note, answer.place)
