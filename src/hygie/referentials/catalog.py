"""The catalogue of a referential: what each requirement asks, by which criteria, from which source.

A catalogue is data (``catalog.yaml`` in the referential's package) that a lawyer can read and correct.
It decides nothing: rules give the criteria their values. A mistake in it is the programmer's.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Annotated

import msgspec

from hygie.law.dated import Certainty

_Words = Annotated[str, msgspec.Meta(min_length=1)]


class UnknownRequirementError(LookupError):
    """No requirement of the referential has that id."""

    def __init__(self, referential: str, requirement: str) -> None:
        """Name what was asked, and of which referential."""
        super().__init__(f"{referential} has no requirement {requirement!r}")


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Text(_Record, frozen=True, kw_only=True):
    """The same text in French and in English."""

    fr: _Words
    en: _Words

    def in_language(self, language: str) -> str:
        """Choose the text in ``fr`` or ``en``.

        Raises:
            ValueError: the language is neither.
        """
        if language == "fr":
            return self.fr
        if language == "en":
            return self.en
        message = f"catalogues are in French (fr) and English (en), not in {language!r}"
        raise ValueError(message)


class Mark(Enum):
    """Where a criterion comes from."""

    SOURCE = "S"
    LAW = "L"
    CONVENTION = "C"
    UNCERTAIN = "?"


class Force(Enum):
    """What makes a requirement binding: the referential itself, or the law outside it."""

    REQUIREMENT = "requirement"
    LAW = "law"


class Mode(Enum):
    """How a requirement is checked; the method, never the strength of the verdict."""

    COMPUTED = "computed"
    """From structured data."""
    MIXED = "mixed"
    """Presence and dates are computed, the content is attested."""
    ATTESTED = "attested"
    """A named person attests the content; only the presence of the clause is computed."""


class Relation(Enum):
    """How a requirement relates to an item of another framework."""

    COMPLETES = "completes"
    TRANSPOSES = "transposes"
    LEANS_ON = "leans_on"
    CORRESPONDS = "corresponds"
    """A correspondence stated by an authority: never an equivalence, it proves nothing by itself."""


class Source(_Record, frozen=True, kw_only=True):
    """Where the requirement is written: document, section, and the clause's own number."""

    document: _Words
    section: _Words
    clause: _Words


class InForce(_Record, frozen=True, kw_only=True):
    """The days on which a requirement binds, from ``since`` to ``until``, both included (None: open)."""

    since: date = msgspec.field(name="from")
    until: date | None = None
    certainty: Certainty
    note: Text | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the requirement binds on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Criterion(_Record, frozen=True, kw_only=True):
    """One thing that is true, false or not known; left out of the reckoning where ``when`` does not hold."""

    id: _Words
    text: Text
    mark: Mark
    blocking: bool = False
    when: Text | None = None


class Correspondence(_Record, frozen=True, kw_only=True):
    """A link to an item of another framework, with the authority that states it.

    ``title`` is the item's as the authority writes it, ``own_title`` as the framework does where it is
    another one, both in the framework's language; ``paragraphs`` narrow the item to a few of its own.
    """

    framework: _Words
    id: _Words
    relation: Relation
    authority: _Words
    title: _Words | None = None
    own_title: _Words | None = None
    paragraphs: tuple[_Words, ...] = ()


class Requirement(_Record, frozen=True, kw_only=True):
    """One requirement, in our own words.

    ``documents`` are the kinds of document it yields, ``freshness`` the name of a dated period of
    ``hygie.law``, ``conventions`` names of the catalogue's own: both only ever add a reservation.
    ``group`` is one of the catalogue's ``groups``, where its source puts requirements in chapters.
    """

    id: _Words
    title: Text
    statement: Text
    source: Source
    iso27001_clause: _Words | None = None
    csp_article: _Words | None = None
    force: Force
    in_force: InForce
    documents: Annotated[tuple[_Words, ...], msgspec.Meta(min_length=1)]
    mode: Mode
    criteria: Annotated[tuple[Criterion, ...], msgspec.Meta(min_length=1)]
    evidence: Text
    freshness: _Words | None = None
    conventions: tuple[_Words, ...] = ()
    doubts: tuple[Text, ...] = ()
    mappings: tuple[Correspondence, ...] = ()
    next_step: Text = msgspec.field(name="next")
    group: _Words | None = None

    def criterion(self, criterion: str) -> Criterion:
        """Find a criterion by its id.

        Raises:
            LookupError: the requirement has none of that id.
        """
        for candidate in self.criteria:
            if candidate.id == criterion:
                return candidate
        message = f"{self.id} has no criterion {criterion!r}"
        raise LookupError(message)


class Catalog(_Record, frozen=True, kw_only=True):
    """A referential: its identity, its requirements in order, and what they share.

    ``interval`` is that of the requirements that do not give their own, and ``defaults`` holds whatever
    else those of one family share; ``literal_mentions`` are the few sentences that must be reproduced to
    the letter, by name.
    """

    id: _Words
    title: Text
    version: _Words
    short: _Words
    authority: Text
    published: date = msgspec.field(name="date")
    reference: _Words
    note: Text
    interval: InForce = msgspec.field(name="in_force")
    literal_mentions: dict[str, _Words] = msgspec.field(default_factory=dict)
    conventions: dict[str, Text] = msgspec.field(default_factory=dict)
    groups: dict[str, Text] = msgspec.field(default_factory=dict)
    defaults: dict[str, object] = msgspec.field(default_factory=dict)
    requirements: tuple[Requirement, ...]

    def __iter__(self) -> Iterator[Requirement]:
        """Go through the requirements in order."""
        return iter(self.requirements)

    def requirement(self, requirement: str) -> Requirement:
        """Find a requirement by its id.

        Raises:
            UnknownRequirementError: the referential has none of that id.
        """
        for candidate in self.requirements:
            if candidate.id == requirement:
                return candidate
        raise UnknownRequirementError(self.id, requirement)

    def in_force(self, as_of: date) -> tuple[Requirement, ...]:
        """List the requirements in force on a day, in order."""
        return tuple(requirement for requirement in self.requirements if requirement.in_force.covers(as_of))
