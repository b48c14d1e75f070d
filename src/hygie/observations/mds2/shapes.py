"""What an MDS2 form says, row by row."""

from dataclasses import dataclass
from enum import StrEnum

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place


class Reply(StrEnum):
    """An answer: the closed ones of the form, a text, or nothing."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"
    SEE_NOTE = "see_note"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of the form: its id (``CONN-1.2``), its answer, and where it stands.

    ``text`` is the answer as written; ``note`` is what is said beside it, glued to it, or in the note that it
    refers to. ``reply`` is ``NONE`` where the row is there and nothing is answered.
    """

    id: str
    reply: Reply
    text: str
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class Mds2:
    """A form: its rows in their order, the ids of the form that it has not, and what was set aside.

    Read and rejected rows make the total; ``missing`` are ids that no row of the file has.
    """

    edition: str
    answers: tuple[Answer, ...]
    missing: tuple[str, ...]
    rejected: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def total(self) -> int:
        """Count the rows that the file holds, usable or not."""
        return len(self.answers) + len(self.rejected)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Give the ids whose row is there without an answer."""
        return tuple(answer.id for answer in self.answers if answer.reply is Reply.NONE)

    def reply(self, row: str) -> Reply:
        """Give the answer to a row; ``NONE`` if it is not there or not answered."""
        return next((answer.reply for answer in self.answers if answer.id == row), Reply.NONE)
