"""What every entry of a dossier shares: strictness, markers on fields, confidentiality."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hygie.kernel.unknown import Unknown

T = TypeVar("T")

Maybe: TypeAlias = T | Unknown | None
"""A value that may be given, declared unknown, or absent (``None``)."""


class Confidentiality(Enum):
    """Who may see a field (architecture choice 12), from the widest audience to the narrowest."""

    PUBLIC = "public"
    CLIENT = "client"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


PUBLIC = Confidentiality.PUBLIC
CLIENT = Confidentiality.CLIENT
INTERNAL = Confidentiality.INTERNAL
RESTRICTED = Confidentiality.RESTRICTED


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a text as the id of an entry of one of these kinds."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyRef:
    """Marks a text as ``kind:id``, the reference to an entry of any of these kinds (all if empty)."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountryMark:
    """Marks a text as an ISO 3166-1 alpha-2 code that must exist."""


@dataclass(frozen=True, slots=True)
class SilenceMeans:
    """Marks the few fields whose absence says something, and what it says; every other absence is silence."""

    what: str


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
"""An identifier: lower-case letters, digits, dots, dashes; unique among the entries of its kind."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=False)]
"""One line of text for people."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
"""Text for people, of any length that a person would write."""

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), CountryMark()]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Activity = Annotated[int, Field(ge=1, le=6)]
"""One of the six hosting activities of article R.1111-9 CSP, by its number."""

Count = Annotated[int, Field(ge=0, le=10_000_000)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PersonRef = Annotated[str, RefTo(("person",))]
ActorRef = Annotated[str, RefTo(("actor",))]
ClientRef = Annotated[str, RefTo(("client",))]
ServiceRef = Annotated[str, RefTo(("service",))]
EvidenceRef = Annotated[str, RefTo(("evidence",))]
ControlRef = Annotated[str, RefTo(("control",))]
ProductRef = Annotated[str, RefTo(("product",))]


def pattern(form: Any) -> str:  # noqa: ANN401 - an annotated text, which has no type of its own
    """Give the pattern that an annotated text must match."""
    return next(mark.pattern for mark in get_args(form) if isinstance(mark, StringConstraints))  # type: ignore[return-value]


class Declared(BaseModel):
    """Anything that is declared: immutable, strict, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Entry(Declared):
    """Anything that a dossier's own files declare.

    ``kind`` names entries that have an ``id`` and can be referred to; ``intervals`` lists pairs of
    date fields of which the first may not come after the second.
    """

    kind: ClassVar[str] = ""
    confidentiality: ClassVar[Confidentiality] = INTERNAL
    intervals: ClassVar[tuple[tuple[str, str], ...]] = ()


def confidentiality_of(model: type[Entry], field: str) -> Confidentiality:
    """Tell the class of one field: its own mark where it has one, else that of its entry."""
    for mark in model.model_fields[field].metadata:
        if isinstance(mark, Confidentiality):
            return mark
    return model.confidentiality


def known(value: T | Unknown | None) -> T | None:
    """Give the value when it is known, ``None`` when it is absent or declared unknown."""
    return None if isinstance(value, Unknown) else value


def day(value: Any) -> date | None:  # noqa: ANN401 - any declared value may stand where a date is expected
    """Give the value when it is a date."""
    return value if isinstance(value, date) else None
