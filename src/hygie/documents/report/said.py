"""Says the parts of a verdict for the page: signs, lines with their places, bounded lists."""

from collections.abc import Iterable, Sequence
from itertools import islice

from hygie.assessment.horizon import Change
from hygie.assessment.study import Study
from hygie.documents.report.view import Line, Lines, Sign
from hygie.dossier.paths import Path
from hygie.dossier.plan import plan_of
from hygie.dossier.vocabulary.base import Confidentiality, Entry, confidentiality_of
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import Missing, Reason, Reservation, Verdict
from hygie.wording.labels import TRUTHS
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

WORST_FIRST = (Status.NOT_MET, Status.PARTIAL, Status.UNDETERMINED, Status.MET, Status.NOT_APPLICABLE)
"""The order in which people read statuses: what is to be mended, then what is to be found out."""

_STATUS_OF = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.UNDETERMINED}

ENOUGH_LINES = 8
"""Longest list of lines in a row; the rest is counted."""


def tone_of(status: Status) -> str:
    """Name the colour of a status."""
    return status.value.replace("_", "-")


def because_of(change: Change) -> tuple[Reason | Reservation, ...]:
    """Give what makes a change: reasons, then reservations."""
    return (*change.reasons, *change.reservations)


def is_restricted(path: Path) -> bool:
    """Tell whether what stands at a path may not be shown: persons, designations."""
    model: type[Entry] | None = Declarations
    for step in path:
        if isinstance(step, int) or model is None:
            continue
        plan = plan_of(model)[step]
        if confidentiality_of(model, plan.name) is Confidentiality.RESTRICTED:
            return True
        model = plan.entry
    return model is not None and model.confidentiality is Confidentiality.RESTRICTED


class Teller:
    """Tells the parts of a study in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Tell of a study, with a voice."""
        self.study = study
        self.voice = voice
        self.dossier = study.dossier

    # -- signs -----------------------------------------------------------------------------------

    def status(self, status: Status, strength: Strength | None = None) -> Sign:
        """Give the sign of a status."""
        voice = self.voice
        return Sign(tone_of(status), voice.glyph(status), voice.status(status), voice.strength(strength))

    def truth(self, value: Truth) -> Sign:
        """Give the sign of a truth value: the glyph of the status it leads to, its own word."""
        status = _STATUS_OF[value]
        return Sign(tone_of(status), self.voice.glyph(status), self.voice.say(TRUTHS[value.value]))

    def mixed(self) -> Sign:
        """Give the sign of a criterion that holds for a part only."""
        status = Status.PARTIAL
        return Sign(tone_of(status), self.voice.glyph(status), self.voice.say(TRUTHS["mixed"]))

    # -- lines -----------------------------------------------------------------------------------

    def place(self, path: Path) -> str:
        """Tell where a path is written, as ``file:line``."""
        place = self.dossier.place(path)
        return f"{place.file}:{place.line}"

    def subject(self, path: Path) -> str:
        """Name the subject of a path; a person stays an id."""
        if is_restricted(path):
            return self.dossier.subject(path)
        # The voice names what holds a path: one more step makes it name the entry at the path itself.
        return self.voice.subject((*path, ""), self.dossier) or self.dossier.subject(path)

    def reason(self, reason: Reason) -> Line:
        """State a reason with its sign and place."""
        return Line(self.voice.reason(reason), self.place(reason.path), self.truth(reason.value))

    def doubt(self, item: Reason | Reservation) -> Line:
        """State a reservation or a signal with its place; one about the whole has none."""
        return Line(self.voice.reason(item), self.place(item.path) if item.path else "")

    def todo(self, item: Reason | Reservation) -> Line | None:
        """Say what to do about something, where there is something to do."""
        text = self.voice.todo(item)
        return None if text is None else Line(text, self.place(item.path) if item.path else "")

    def missing(self, missing: Missing) -> Line:
        """Say what to write, where, and under which key; nothing of what is restricted."""
        address = self.dossier.address(missing.path)
        if is_restricted(missing.path):
            text = self.voice.say(N_("Write “{address}”"), address=address)
        else:
            text = self.voice.missing(missing, self.dossier)
        return Line(text, self.place(missing.path), self.truth(Truth.UNKNOWN), address)

    # -- lists -----------------------------------------------------------------------------------

    def lines(self, shown: Iterable[Line | None], total: int, limit: int = ENOUGH_LINES) -> Lines:
        """Keep the beginning of a list of ``total`` lines and count the rest; ``None`` is no line."""
        kept = tuple(dict.fromkeys(line for line in islice(shown, limit) if line is not None))
        return Lines(kept, self.others(total - limit))

    def others(self, count: int) -> str:
        """Say how many more there are; nothing where there are none."""
        return self.voice.count(*N_plural("and {count} more", "and {count} more"), count) if count > 0 else ""

    def reasons(self, reasons: Sequence[Reason], limit: int = ENOUGH_LINES) -> Lines:
        """State reasons, those against first."""
        ordered = sorted(reasons, key=_worst_reason)
        return self.lines(map(self.reason, ordered), len(reasons), limit)

    def todos(self, verdict: Verdict, limit: int = ENOUGH_LINES) -> Lines:
        """Say what would raise a verdict: what to mend, then what to prove."""
        against = [reason for reason in verdict.reasons if reason.value is not Truth.TRUE]
        # Many reasons share one thing to do: some more than the limit are looked at.
        items: tuple[Reason | Reservation, ...] = (*against[: 4 * limit], *verdict.reservations[: 4 * limit])
        found = dict.fromkeys(line for item in items if (line := self.todo(item)) is not None)
        return self.lines(found, max(len(found), len(against)), limit)


def _worst_reason(reason: Reason) -> int:
    return _REASON_RANK[reason.value]


_REASON_RANK = {Truth.FALSE: 0, Truth.UNKNOWN: 1, Truth.TRUE: 2}
