"""Named parameters of the law and of our conventions, looked up as of a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, cast

import msgspec

from hygie.law.dated import Certainty, Dated, MalformedLawError, Text, change_days, check_spans, holds
from hygie.law.languages import in_language
from hygie.law.periods import Period, parse, parse_duration
from hygie.law.reading import read

_FILES = ("freshness.yaml", "regimes.yaml")
_ONE_DAY = timedelta(days=1)

Value = Period | timedelta | date | bool | int | str
_Held_co = TypeVar("_Held_co", bound=Value, covariant=True)


class UnknownParameterError(LookupError):
    """No parameter has that name."""

    def __init__(self, name: str) -> None:
        """Name what was asked."""
        super().__init__(f"no legal parameter is named {name!r}; see hygie.law.parameter_names()")
        self.name = name


class NotInForceError(LookupError):
    """The parameter exists, but has no value on that day."""

    def __init__(self, name: str, as_of: date) -> None:
        """Name the parameter and the day."""
        super().__init__(f"the legal parameter {name!r} has no value on {as_of}")
        self.name = name
        self.as_of = as_of


@dataclass(frozen=True, slots=True)
class DatedValue(Generic[_Held_co]):
    """A value with its first and last days in force (``until`` is None when open), source and certainty."""

    value: _Held_co
    since: date
    until: date | None
    source: str
    certainty: Certainty
    note: str | None = None


class _Unit(Enum):
    PERIOD = "period"
    DURATION = "duration"
    DATE = "date"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    TEXT = "text"


class _Entry(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    value: Any  # its type is the unit's to say: see _typed


class _Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fr: Text
    en: Text
    unit: _Unit
    values: Annotated[list[_Entry], msgspec.Meta(min_length=1)]


_PLAIN_TYPES = {_Unit.DATE: date, _Unit.BOOLEAN: bool, _Unit.INTEGER: int, _Unit.TEXT: str}


def value(name: str, as_of: date) -> DatedValue[Value]:
    """Look up a parameter on a day.

    Raises:
        UnknownParameterError: no parameter has that name.
        NotInForceError: the parameter has no value on that day.
    """
    for dated in _values_of(name):
        if holds(dated.since, dated.until, as_of):
            return dated
    raise NotInForceError(name, as_of)


def period(name: str, as_of: date) -> DatedValue[Period]:
    """Look up a parameter that is a period, on a day.

    Raises:
        UnknownParameterError: no parameter has that name.
        NotInForceError: the parameter has no value on that day.
        TypeError: the parameter is not a period.
    """
    found = value(name, as_of)
    if not isinstance(found.value, Period):
        message = f"the legal parameter {name!r} is not a period"
        raise TypeError(message)
    return DatedValue(found.value, found.since, found.until, found.source, found.certainty, found.note)


def changes(name: str) -> tuple[date, ...]:
    """List the days on which a parameter takes, changes or loses its value, in order.

    Raises:
        UnknownParameterError: no parameter has that name.
    """
    return change_days((dated.since, dated.until, dated.value) for dated in _values_of(name))


def parameter_names() -> tuple[str, ...]:
    """List the names of all parameters, in the order of the files."""
    return tuple(_parameters())


def parameter_title(name: str, language: str) -> str:
    """Say what a parameter is, in ``fr`` or ``en``.

    Raises:
        UnknownParameterError: no parameter has that name.
        ValueError: the language is neither.
    """
    return in_language(language, fr=_parameter(name).fr, en=_parameter(name).en)


@cache
def _parameters() -> dict[str, _Parameter]:
    """All parameters by name; a name belongs to one file only."""
    known: dict[str, _Parameter] = {}
    for file in _FILES:
        found = read(file, dict[str, _Parameter])
        for name in found:
            if name in known:
                raise MalformedLawError(file, f"{name}: already defined in another file")
        known.update(found)
    return known


def _parameter(name: str) -> _Parameter:
    try:
        return _parameters()[name]
    except KeyError:
        raise UnknownParameterError(name) from None


@cache
def _values_of(name: str) -> tuple[DatedValue[Value], ...]:
    """The values of a parameter in order; without a last day of its own, one lasts until the next."""
    parameter = _parameter(name)
    following = [entry.since for entry in parameter.values[1:]]
    lasts = [*(since - _ONE_DAY for since in following), None]
    dated = tuple(
        DatedValue(
            _typed(name, parameter.unit, entry.value),
            entry.since,
            entry.until or last,
            entry.source,
            entry.certainty,
            entry.note,
        )
        for entry, last in zip(parameter.values, lasts, strict=True)
    )
    check_spans(name, ((each.since, each.until) for each in dated))
    return dated


def _typed(name: str, unit: _Unit, written: object) -> Value:
    """Read a value as its unit says."""
    try:
        if unit is _Unit.PERIOD:
            return parse(str(written))
        if unit is _Unit.DURATION:
            return parse_duration(str(written))
    except ValueError as problem:
        raise MalformedLawError(name, str(problem)) from problem
    if type(written) is not _PLAIN_TYPES[unit]:
        raise MalformedLawError(name, f"{written!r} is not of unit {unit.value}")
    return cast("Value", written)
