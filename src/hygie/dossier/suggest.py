"""Guessing what was meant, to suggest it."""

from collections.abc import Iterable
from difflib import get_close_matches

# Codes that people write and ISO 3166 does not know, or gives to another country.
_COUNTRY_SLIPS = {
    "UK": "GB",
    "EN": "GB",
    "EL": "GR",
    "SU": "CH",
    "UKK": "GB",
    "USA": "US",
    "FRA": "FR",
    "DEU": "DE",
}


def closest(found: str, expected: Iterable[str]) -> str:
    """Give the word that looks most like what was found, empty if none does."""
    folded = {word.casefold(): word for word in expected}
    matches = get_close_matches(found.casefold().replace("-", "_"), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else ""


def country(found: str, codes: Iterable[str]) -> str:
    """Guess the country code that was meant, empty if nothing looks like it."""
    slip = _COUNTRY_SLIPS.get(found.upper())
    return slip or (found.upper() if found.upper() in set(codes) else closest(found, codes))
