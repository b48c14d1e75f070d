"""The cells of a register: what an entry declares, and plainly that it declares nothing where it does not.

A register is drawn up from what is declared, whatever is missing: a cell never stays empty, silence is
said, and the reason of an ``{unknown: …}`` stands beside it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Cell, Day, Line, Quiet, Table, cell
from hygie.dossier.vocabulary.base import Entry, known
from hygie.dossier.vocabulary.evidence import Person
from hygie.kernel.status import Status
from hygie.kernel.unknown import Unknown
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


class Column(NamedTuple):
    """A column of a register: its heading, to translate, and its part of the width."""

    heading: str
    width: int


class Fields:
    """Says the fields of entries of one study in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Speak of ``study`` with ``voice``."""
        self._study = study
        self._voice = voice

    # -- what is not said ------------------------------------------------------------------------

    def silence(self, value: object = None) -> Line:
        """Say that something is not known, and why where an ``{unknown: …}`` tells it."""
        words = Badge(
            Status.UNDETERMINED, self._voice.glyph(Status.UNDETERMINED), self._voice.say(N_("not known"))
        )
        return (words, Quiet(f"({value.unknown})")) if isinstance(value, Unknown) else (words,)

    def none(self) -> Cell:
        """Say that there is none, which a written empty list means."""
        return cell(self._voice.say(N_("none")))

    # -- fields ----------------------------------------------------------------------------------

    def text(self, entry: Entry, field: str) -> Cell:
        """Give a text as it is written."""
        value = getattr(entry, field)
        return (self.silence(value),) if known(value) is None else cell(str(value))

    def day(self, entry: Entry, field: str) -> Cell:
        """Give a date; a word that stands in its place says that the thing was not done."""
        value = getattr(entry, field)
        if isinstance(value, date):
            return cell(self.date(value))
        return (self.silence(value),) if known(value) is None else cell(self._voice.say(N_("not done")))

    def date(self, day: date) -> Day:
        """Give a day as people read it and as machines do."""
        return Day(self._voice.date(day), day.isoformat())

    def flag(self, entry: Entry, field: str) -> Cell:
        """Give a yes or a no."""
        value = getattr(entry, field)
        return (self.silence(value),) if known(value) is None else cell(self._voice.parameter(value))

    def word(self, entry: Entry, field: str, vocabulary: str) -> Cell:
        """Give a word of a closed vocabulary by its label."""
        value = getattr(entry, field)
        return (self.silence(value),) if known(value) is None else cell(self._voice.term(vocabulary, value))

    def words(self, entry: Entry, field: str, vocabulary: str) -> Cell:
        """Give words of a closed vocabulary by their labels."""
        return self._each(entry, field, lambda word: (self._voice.term(vocabulary, word),))

    def lines(self, entry: Entry, field: str) -> Cell:
        """Give a list of texts, one a line."""
        return self._each(entry, field, lambda text: (text,))

    def names(self, entry: Entry, field: str, kind: str) -> Cell:
        """Give the names of the entries that a list of references leads to."""
        return self._each(entry, field, lambda ref: (self.name(kind, ref),))

    def _each(self, entry: Entry, field: str, said: Any) -> Cell:  # noqa: ANN401 - any item of a list
        value = getattr(entry, field)
        items = known(value)
        if items is None:
            return (self.silence(value),)
        return tuple(said(item) for item in items) or self.none()

    # -- entries ---------------------------------------------------------------------------------

    def name(self, kind: str, identifier: str) -> str:
        """Name the entry that an id leads to; the id itself where it leads nowhere."""
        entry = self._study.dossier.entry(f"{kind}:{identifier}")
        return str(getattr(entry, "name", None) or getattr(entry, "title", None) or identifier)

    def person(self, identifier: str) -> Person | None:
        """Find a person in people.yaml; None where that file is not there."""
        entry = self._study.dossier.entry(f"person:{identifier}")
        return entry if isinstance(entry, Person) else None

    def function(self, entry: Entry, field: str) -> Cell:
        """Give the function of a person that an entry refers to, never the name; false means nobody."""
        value = getattr(entry, field)
        identifier = known(value)
        if identifier is None:
            return (self.silence(value),)
        if identifier is False:
            return self.none()
        person = self.person(identifier)
        if person is None:
            return cell(self._voice.say(N_("named, function not known: the list of people is not at hand")))
        return self.text(person, "function")

    # -- tables ----------------------------------------------------------------------------------

    def table(
        self, caption: str, columns: Iterable[Column], rows: Iterable[tuple[Cell, ...]], sheet: str
    ) -> Table:
        """Draw a register; ``caption`` and ``sheet`` are already translated."""
        listed = tuple(columns)
        headings = tuple(self._voice.say(column.heading) for column in listed)
        return Table(caption, headings, tuple(rows), tuple(column.width for column in listed), sheet)
