"""Countries and territories by their ISO 3166-1 alpha-2 code, and which of them are in the EEA on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated

import msgspec

from hygie.law.dated import Certainty, Dated, MalformedLawError, Text, change_days, check_spans, holds
from hygie.law.languages import in_language
from hygie.law.reading import read

Code = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]

_COLUMNS = 3
_FILE = "countries.yaml"


class UnknownCountryError(LookupError):
    """No country or territory has that code; a typing mistake must never read as "outside the EEA"."""

    def __init__(self, code: str) -> None:
        """Name what was asked."""
        super().__init__(f"not an ISO 3166-1 alpha-2 code: {code!r}")
        self.code = code


@dataclass(frozen=True, slots=True)
class EeaMembership:
    """Why a country or territory is in the EEA: ``state`` is itself, or the state it belongs to."""

    country: str
    state: str
    since: date
    until: date | None
    source: str
    certainty: Certainty
    note: str | None

    def covers(self, day: date) -> bool:
        """Tell whether the membership is in force on that day."""
        return holds(self.since, self.until, day)


class _Members(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    countries: list[Code]


class _Parts(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    state: Code
    codes: list[Code]


class _EeaFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    members: list[_Members]


class _CountriesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: Text
    eea_parts: list[_Parts]
    table: Text


def is_country(code: str) -> bool:
    """Tell whether this is an ISO 3166-1 alpha-2 code, in capitals."""
    return code in _names()


def country_name(code: str, language: str) -> str:
    """Give the short name of a country in ``fr`` or ``en``.

    Raises:
        UnknownCountryError: no country has that code.
        ValueError: the language is neither.
    """
    check_country(code)
    french, english = _names()[code]
    return in_language(language, fr=french, en=english)


def all_country_codes() -> tuple[str, ...]:
    """List all codes, in alphabetical order."""
    return tuple(_names())


def in_eea(code: str, as_of: date) -> bool:
    """Tell whether storing in that country, on that day, is storing in the EEA (HDS v2.0, EXI-28).

    The outermost regions and the Åland Islands count through their state; overseas countries and
    territories do not, whichever state they belong to.

    Raises:
        UnknownCountryError: no country has that code.
    """
    return eea_membership(code, as_of) is not None


def eea_membership(code: str, as_of: date) -> EeaMembership | None:
    """Give the membership that puts a country in the EEA on a day, with its source; None outside.

    Raises:
        UnknownCountryError: no country has that code.
    """
    check_country(code)
    return next((each for each in _memberships().get(code, ()) if each.covers(as_of)), None)


def eea_change_dates(code: str) -> tuple[date, ...]:
    """List the days on which a country enters the EEA or is no longer in it, in order.

    Raises:
        UnknownCountryError: no country has that code.
    """
    check_country(code)
    return change_days((each.since, each.until, True) for each in _memberships().get(code, ()))


def check_country(code: str) -> None:
    """Refuse what is not the code of a country.

    Raises:
        UnknownCountryError: no country has that code.
    """
    if not is_country(code):
        raise UnknownCountryError(code)


@cache
def _file() -> _CountriesFile:
    return read(_FILE, _CountriesFile)


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Code → French and English names."""
    names: dict[str, tuple[str, str]] = {}
    for line in _file().table.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != _COLUMNS or not all(cells) or cells[0] in names:
            raise MalformedLawError(_FILE, f"not “code | français | anglais”, or twice: {line!r}")
        names[cells[0]] = (cells[1], cells[2])
    return names


@cache
def _memberships() -> dict[str, tuple[EeaMembership, ...]]:
    """Code → memberships in order, a part being in the EEA only while its state is."""
    found: dict[str, list[EeaMembership]] = {}
    for group in read("eea.yaml", _EeaFile).members:
        for code in group.countries:
            found.setdefault(code, []).append(_membership(code, code, group))
    for part in _file().eea_parts:
        states = found.get(part.state, [])
        for code in part.codes:
            through = [_through(_membership(code, part.state, part), state) for state in states]
            found.setdefault(code, []).extend(each for each in through if each is not None)
    for code, memberships in found.items():
        check_spans(f"EEA, {code}", ((each.since, each.until) for each in memberships))
    return {code: tuple(memberships) for code, memberships in found.items()}


def _membership(code: str, state: str, dated: Dated) -> EeaMembership:
    return EeaMembership(code, state, dated.since, dated.until, dated.source, dated.certainty, dated.note)


def _through(part: EeaMembership, state: EeaMembership) -> EeaMembership | None:
    """Keep of a part's interval the days on which its state is a member."""
    since = max(part.since, state.since)
    until = min((last for last in (part.until, state.until) if last is not None), default=None)
    if until is not None and until < since:
        return None
    return EeaMembership(part.country, part.state, since, until, part.source, part.certainty, part.note)
