"""What the page shows, ready to be laid out: every text in its language, every list bounded.

The template adds nothing but places and captions. ``tone`` names a colour of the style sheet:
``met``, ``partial``, ``not-met``, ``undetermined`` or ``not-applicable``.
"""

from typing import NamedTuple


class Sign(NamedTuple):
    """A glyph and its word, never one without the other; a strength beside it where there is one."""

    tone: str
    glyph: str
    word: str
    strength: str = ""


class Line(NamedTuple):
    """Something said; ``place`` is where it is written (``file:line``), ``address`` the key it speaks of."""

    text: str
    place: str = ""
    sign: Sign | None = None
    address: str = ""


class Lines(NamedTuple):
    """A bounded list; ``more`` counts in words what is not shown."""

    shown: tuple[Line, ...] = ()
    more: str = ""


class Segment(NamedTuple):
    """A part of the bar: how many requirements have this status."""

    sign: Sign
    number: int
    words: str
    aside: str


class Bar(NamedTuple):
    """A referential in one bar; ``alternative`` says it in words."""

    id: str
    title: str
    version: str
    segments: tuple[Segment, ...]
    alternative: str


class Step(NamedTuple):
    """A thing to do: where, in which section of the dossier, and what it unlocks in words."""

    text: str
    place: str
    section: str
    unlocks: str


class Blocker(NamedTuple):
    """A fact that keeps requirements from being met; ``alike`` counts its likes in words."""

    text: str
    sign: Sign
    requirements: tuple[str, ...]
    alike: str


class First(NamedTuple):
    """The first screen's two lists.

    ``sparse`` says that the dossier is hardly begun, and ``unopened`` are then the sections of which it
    says nothing; ``done`` is what is said where no step is left.
    """

    blockers: tuple[Blocker, ...]
    more_blockers: str
    steps: tuple[Step, ...]
    done: str
    unopened: tuple[Line, ...]
    sparse: bool


class Turn(NamedTuple):
    """Verdicts that become another one, and because of what."""

    requirements: tuple[str, ...]
    before: Sign
    after: Sign
    because: tuple[Line, ...] = ()


class Event(NamedTuple):
    """A day on which verdicts change; ``position`` is its abscissa on the line, in percent.

    ``number`` is that of its flag, 0 for a day of lesser weight, which is a mere dot.
    """

    number: int
    iso: str
    day: str
    short: str
    wait: str
    position: float
    level: int
    tone: str
    said: Lines
    turns: tuple[Turn, ...]


class Month(NamedTuple):
    """A tick of the line of twelve months."""

    position: float
    name: str
    initial: str


class Ahead(NamedTuple):
    """What changes by itself in the coming months: ``next`` first, ``later`` one click away."""

    months: tuple[Month, ...]
    events: tuple[Event, ...]
    next: tuple[Event, ...]
    later: tuple[Event, ...]
    more: str
    levels: int
    until: str


class Changed(NamedTuple):
    """How the study differs from an earlier one: what is said of it, what differs, verdict by verdict."""

    said: str
    causes: str
    turns: tuple[Turn, ...]


class Criterion(NamedTuple):
    """A criterion with its value; ``tally`` counts the subjects where there are several."""

    text: str
    sign: Sign
    blocking: bool
    mark: str
    tally: tuple[Sign, ...]
    when: str
    lines: Lines


class Subject(NamedTuple):
    """One of several subjects of a requirement, with what fails or lacks."""

    name: str
    place: str
    sign: Sign
    lines: Lines


class Subjects(NamedTuple):
    """The subjects of a requirement, worst first; ``more`` counts in words those that are not shown."""

    shown: tuple[Subject, ...]
    tally: str
    more: str


class Piece(NamedTuple):
    """A piece of evidence, and until when it holds."""

    title: str
    origin: str
    validity: str
    expired: bool
    place: str


class Row(NamedTuple):
    """A requirement: the line that is always there, and what opens below it."""

    id: str
    title: str
    sign: Sign
    summary: str
    tally: str
    reserved: str
    statement: str
    source: str
    steps: Lines
    hint: str
    missing: Lines
    criteria: tuple[Criterion, ...]
    reasons: Lines
    subjects: Subjects | None
    evidence: tuple[Piece, ...]
    expected: str
    reservations: Lines
    notes: Lines
    doubts: tuple[str, ...]


class Group(NamedTuple):
    """The rows of one status; ``folded`` where they would be a wall of the same word."""

    sign: Sign
    words: str
    rows: tuple[Row, ...]
    folded: bool


class Section(NamedTuple):
    """The requirements of one referential, worst first."""

    id: str
    title: str
    groups: tuple[Group, ...]
    note: str
    reference: str


class SystemRisk(NamedTuple):
    """A risk of a system: what is lost and where, how severe and likely it is."""

    sign: Sign
    what: str
    scale: str


class System(NamedTuple):
    """A system: its map (SVG of ours), and its worst risks; ``none`` is said where there is no risk."""

    id: str
    title: str
    counts: tuple[tuple[Sign, str], ...]
    none: str
    caption: str
    drawing: str
    alternative: str
    risks: tuple[SystemRisk, ...]
    more: str
    remedy: str
    controls: tuple[str, ...]
    assumptions: tuple[str, ...]


class Page(NamedTuple):
    """The whole report."""

    language: str
    organization: str
    as_of: str
    as_of_iso: str
    digest: str
    version: str
    traffic_light: str
    light: str
    sentence: str
    bars: tuple[Bar, ...]
    first: First
    ahead: Ahead
    changed: Changed | None
    sections: tuple[Section, ...]
    policy: tuple[str, ...]
    systems: tuple[System, ...]
    systems_refused: str
