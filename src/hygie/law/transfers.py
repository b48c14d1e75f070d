"""What lets data be reached from outside the EEA: adequacy decisions, then safeguards (GDPR 45 and 46)."""

from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated

import msgspec

from hygie.law.countries import Code, check_country
from hygie.law.dated import Certainty, Dated, MalformedLawError, Text, change_days, check_spans
from hygie.law.languages import in_language
from hygie.law.reading import read

_DECISIONS = "adequacy.yaml"


class Adequacy(Enum):
    """What an adequacy decision says of one recipient in one third country on one day."""

    FULL = "full"
    """A decision covers every recipient."""
    PARTIAL_COVERED = "partial_covered"
    """A partial decision, and this recipient is proven to fall under it."""
    PARTIAL_UNPROVEN = "partial_unproven"
    """A partial decision, and nothing says whether this recipient falls under it."""
    NONE = "none"
    """No decision, or a partial one that is known not to cover this recipient."""


class Scope(Enum):
    """Whether a decision covers every recipient of a country."""

    FULL = "full"
    PARTIAL = "partial"


class AdequacyDecision(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision: country, scope, dates, source; ``condition`` is what a partial one asks of a recipient."""

    country: Code
    scope: Scope
    condition: Text | None = None


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A basis of transfer: its code in a dossier, its article, its title in both languages."""

    code: Text
    article: Text
    fr: Text
    en: Text

    def title(self, language: str) -> str:
        """Give the title in ``fr`` or ``en``.

        Raises:
            ValueError: the language is neither.
        """
        return in_language(language, fr=self.fr, en=self.en)


_Instruments = Annotated[list[Instrument], msgspec.Meta(min_length=1)]


class _AdequacyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decisions: list[AdequacyDecision]


class _InstrumentsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    since: date = msgspec.field(name="from")
    source: Text
    certainty: Certainty
    instruments: _Instruments
    derogations: _Instruments


def adequacy(country: str, as_of: date, recipient_covered: bool | None = None) -> Adequacy:
    """Say what covers a recipient in a third country on a day (HDS v2.0, EXI-29 and EXI-30).

    ``recipient_covered`` says whether the recipient is proven to fall under a partial decision; None
    when it is not known, which is never a "no". A full decision does not look at it. A country of the
    EEA has no decision and gives ``NONE``: ask ``in_eea`` first.

    Raises:
        UnknownCountryError: no country has that code.
    """
    decision = adequacy_decision(country, as_of)
    if decision is None:
        return Adequacy.NONE
    if decision.scope is Scope.FULL:
        return Adequacy.FULL
    if recipient_covered is None:
        return Adequacy.PARTIAL_UNPROVEN
    return Adequacy.PARTIAL_COVERED if recipient_covered else Adequacy.NONE


def adequacy_decision(country: str, as_of: date) -> AdequacyDecision | None:
    """Give the decision in force for a country on a day, with its dates, condition and source.

    Raises:
        UnknownCountryError: no country has that code.
    """
    check_country(country)
    return next((each for each in _decisions().get(country, ()) if each.covers(as_of)), None)


def adequacy_change_dates(country: str) -> tuple[date, ...]:
    """List the days on which the answer changes for a country: first days, and the days after last days.

    Raises:
        UnknownCountryError: no country has that code.
    """
    check_country(country)
    decisions = _decisions().get(country, ())
    return change_days((each.since, each.until, (each.scope, each.condition)) for each in decisions)


def instrument(code: str) -> Instrument | None:
    """Give an appropriate safeguard of article 46 by its code (``art46.2.c``); None for any other word.

    A derogation of article 49 is not one: it does not suffice for a remote access (EXI-29).
    """
    return next((each for each in instruments() if each.code == code), None)


def instruments() -> tuple[Instrument, ...]:
    """List the appropriate safeguards of article 46, in the order of the article."""
    return tuple(_instruments().instruments)


def derogation(code: str) -> Instrument | None:
    """Give a derogation of article 49 by its code (``art49``), which names a basis that does not suffice."""
    return next((each for each in _instruments().derogations if each.code == code), None)


@cache
def _instruments() -> _InstrumentsFile:
    return read("article46.yaml", _InstrumentsFile)


@cache
def _decisions() -> dict[str, tuple[AdequacyDecision, ...]]:
    """Country → decisions in order."""
    found: dict[str, list[AdequacyDecision]] = {}
    for decision in read(_DECISIONS, _AdequacyFile).decisions:
        if (decision.scope is Scope.PARTIAL) != (decision.condition is not None):
            raise MalformedLawError(_DECISIONS, f"{decision.country}: a condition goes with a partial scope")
        found.setdefault(decision.country, []).append(decision)
    for country, decisions in found.items():
        check_spans(f"adequacy, {country}", ((each.since, each.until) for each in decisions))
    return {country: tuple(decisions) for country, decisions in found.items()}
