"""Dated legal facts with their source: what held on a day, since when, until when, and says who.

Everything is a lookup as of a date over the files of ``hygie/law/data``, parsed once, on first use.
"""

from hygie.law.countries import (
    EeaMembership,
    UnknownCountryError,
    all_country_codes,
    country_name,
    eea_change_dates,
    eea_membership,
    in_eea,
    is_country,
)
from hygie.law.dated import Certainty, MalformedLawError
from hygie.law.parameters import (
    DatedValue,
    NotInForceError,
    UnknownParameterError,
    Value,
    changes,
    parameter_names,
    parameter_title,
    period,
    value,
)
from hygie.law.periods import Period, parse, parse_duration
from hygie.law.reporting import Deadline, all_deadlines, deadlines
from hygie.law.transfers import (
    Adequacy,
    AdequacyDecision,
    Instrument,
    Scope,
    adequacy,
    adequacy_change_dates,
    adequacy_decision,
    derogation,
    instrument,
    instruments,
)

__all__ = [
    "Adequacy",
    "AdequacyDecision",
    "Certainty",
    "DatedValue",
    "Deadline",
    "EeaMembership",
    "Instrument",
    "MalformedLawError",
    "NotInForceError",
    "Period",
    "Scope",
    "UnknownCountryError",
    "UnknownParameterError",
    "Value",
    "adequacy",
    "adequacy_change_dates",
    "adequacy_decision",
    "all_country_codes",
    "all_deadlines",
    "changes",
    "country_name",
    "deadlines",
    "derogation",
    "eea_change_dates",
    "eea_membership",
    "in_eea",
    "instrument",
    "instruments",
    "is_country",
    "parameter_names",
    "parameter_title",
    "parse",
    "parse_duration",
    "period",
    "value",
]
