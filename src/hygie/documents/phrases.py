"""Lines that several documents say alike: a verdict, a reason and where it is declared, what is missing."""

from collections.abc import Iterable

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Bullets, Cell, Code, Heading, Line, Quiet, Run
from hygie.documents.labels import ACTIVITIES, TRUTHS
from hygie.dossier.paths import Path
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Catalog, Correspondence
from hygie.referentials.verdict import Missing, Reason, Reservation, Verdict
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

STATUS_OF = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.UNDETERMINED}
"""The status whose glyph and colour a truth value borrows."""

BY_URGENCY = (Status.NOT_MET, Status.PARTIAL, Status.UNDETERMINED, Status.MET, Status.NOT_APPLICABLE)
"""The order in which statuses are told: what blocks first."""


def edition(catalog: Catalog, voice: Voice) -> str:
    """Name a referential with its version."""
    return ", ".join(filter(None, (voice.text(catalog.title), version_of(catalog, voice))))


def version_of(catalog: Catalog, voice: Voice) -> str:
    """Write a version as people do: a year stands alone; empty where the title holds it already."""
    if catalog.version in voice.text(catalog.title):
        return ""
    return f"v{catalog.version}" if "." in catalog.version else catalog.version


def linked(item: Correspondence, voice: Voice) -> str:
    """Name an item of another framework: its number, the paragraphs meant, its title."""
    words = [
        voice.term("framework", item.framework),
        item.id,
        *(f"({paragraph})" for paragraph in item.paragraphs),
    ]
    if item.title is not None:
        words.append(f"« {item.title} »")
    if item.own_title is not None:
        words.append(f"[{item.own_title}]")
    return " ".join(words)


class Phrases:
    """Says things of one study in one language."""

    def __init__(self, study: Study, voice: Voice, *, places: bool = True) -> None:
        """Speak of ``study`` with ``voice``; without ``places`` in files where the reader has no dossier."""
        self._study = study
        self._voice = voice
        self._places = places

    def place(self, path: Path) -> Code:
        """Give the file and the line where a path is written."""
        return Code(str(self._study.dossier.place(path)))

    def badge(self, status: Status) -> Badge:
        """Give a status with its glyph."""
        return Badge(status, self._voice.glyph(status), self._voice.status(status))

    def truth(self, value: Truth) -> Badge:
        """Give a truth value with the glyph of the status it leads to."""
        status = STATUS_OF[value]
        return Badge(status, self._voice.glyph(status), self._voice.say(TRUTHS[value]))

    def strength(self, strength: Strength | None) -> Line:
        """Name a strength, or nothing."""
        return (Quiet(self._voice.strength(strength)),) if strength is not None else ()

    def verdict(self, verdict: Verdict) -> Line:
        """Give a status with its strength."""
        return (self.badge(verdict.status), *self.strength(verdict.strength))

    def said(self, reason: Reason | Reservation) -> Line:
        """State a reason or a reservation, with the place it speaks of."""
        sentence = self._voice.reason(reason)
        return (sentence, self.place(reason.path)) if reason.path and self._places else (sentence,)

    def missing(self, missing: Missing) -> Line:
        """Say what to write, and where."""
        sentence = self._voice.missing(missing, self._study.dossier)
        return (sentence, self.place(missing.path)) if self._places else (sentence,)

    def binding(self, verdict: Verdict) -> str | None:
        """Say which doubt the dossier's policy made lower the status, if one did."""
        item = next((item for item in verdict.reservations if item.code == verdict.binding), None)
        if item is None:
            return None
        return self._voice.say(
            N_("The dossier's policy makes this reservation binding: {reservation}"),
            reservation=self._voice.reason(item),
        )

    def activities(self, numbers: Iterable[int]) -> str:
        """Write hosting activities by number, in order."""
        return ", ".join(str(number) for number in sorted(numbers))

    def activity(self, number: int) -> str:
        """Name one hosting activity."""
        return self._voice.say(
            N_("Activity {number}: {name}"), number=number, name=self._voice.say(ACTIVITIES[number])
        )

    def say(self, template: str, /, **parameters: str | int) -> str:
        """Translate a template and fill it."""
        return self._voice.say(template, **parameters)

    # -- shapes ----------------------------------------------------------------------------------

    def heading(self, level: int, words: str, *runs: Run, anchor: str = "") -> Heading:
        """Make a heading of words already translated."""
        return Heading(level, (words, *runs), anchor)

    def bullets(self, lines: Iterable[Line], at_most: int | None = None, more: Line = ()) -> Bullets:
        """Make a list; over ``at_most`` lines, the last item counts the rest and says where they are."""
        items = tuple(dict.fromkeys(lines))
        if at_most is None or len(items) <= at_most:
            return Bullets(items)
        rest = len(items) - at_most
        counted = self._voice.count(*N_plural("{count} more", "{count} more"), rest)
        return Bullets((*items[:at_most], (Quiet(counted), *more)))

    def cell(self, lines: Iterable[Line]) -> Cell:
        """Make a cell of lines; an empty one shows a dash."""
        return tuple(dict.fromkeys(lines)) or (("–",),)
