"""Typed parameters of a sentence: what a message speaks of, before any language is chosen.

A room that finds something says a code and parameters; ``wording`` makes the sentence. A parameter
keeps its type so that each language can write it its own way (a country's name, a date, a list).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Country:
    """A country, by its ISO 3166-1 alpha-2 code; worded as its name."""

    code: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a closed vocabulary (``kind`` names the vocabulary), worded as its translation."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in years, months and days; worded with their names."""

    years: int = 0
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement, by the source's own number; worded as that number."""

    id: str


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of a dossier, by the word for its kind and its own name; worded as both."""

    kind: str
    name: str


Scalar = str | int | float | bool | date | Country | Term | Duration | Requirement | Named
Parameter = Scalar | tuple[Scalar, ...]
Parameters = Mapping[str, Parameter]
