"""Countries as EXI-28 to 31 see them on the clock's day: in the EEA, adequate, or neither."""

from hygie import law
from hygie.dossier.vocabulary.actors import Actor, RemoteAccess, Storage, Subjection
from hygie.dossier.vocabulary.base import known
from hygie.hosting.answers import Answer, lacking, settled
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

Located = RemoteAccess | Storage | Subjection | Actor

COVERED = {
    law.Adequacy.FULL: Truth.TRUE,
    law.Adequacy.PARTIAL_COVERED: Truth.TRUE,
    law.Adequacy.PARTIAL_UNPROVEN: Truth.UNKNOWN,
    law.Adequacy.NONE: Truth.FALSE,
}
"""Whether an adequacy decision covers the recipient, by what it says of it."""


def country_of(located: Located) -> str | None:
    """Give the country, None when it is not known; a code that names no country is not known either."""
    code = known(located.country)
    return code if code is not None and law.is_country(code) else None


def outside_eea(located: Located, clock: Clock) -> Answer:
    """Tell whether something is outside the EEA on the clock's day (HDS v2.0, EXI-28 and 29)."""
    country = country_of(located)
    if country is None:
        return lacking(located, "country")
    return settled(country_outside_eea(country, clock), located, "country")


def country_outside_eea(country: str, clock: Clock) -> bool:
    """Tell whether a country is outside the EEA on the clock's day.

    Raises:
        UnknownCountryError: no country has that code.
    """
    clock.watch(*law.eea_change_dates(country))
    return not law.in_eea(country, clock.as_of)


def adequacy_of(country: str, covered: bool | None, clock: Clock) -> law.Adequacy:
    """Say what adequacy covers a recipient in a third country on the clock's day (GDPR art. 45).

    Raises:
        UnknownCountryError: no country has that code.
    """
    clock.watch(*law.adequacy_change_dates(country))
    return law.adequacy(country, clock.as_of, covered)
