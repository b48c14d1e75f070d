"""Guessing what was meant, to suggest it."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from hygie.law import all_country_codes, country_name, is_country

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
    written = found.casefold()
    matches = [
        word
        for form in dict.fromkeys((written.replace("-", "_"), written))
        for word in get_close_matches(form, folded, n=3, cutoff=0.6)
        if _looks_like(bare(form), bare(word))
    ]
    return folded[matches[0]] if matches else ""


def _looks_like(first: str, second: str) -> bool:
    """Say whether one word may be the other misspelled: its beginning, or a third of it changed at most."""
    if first.startswith(second) or second.startswith(first):
        return True
    return _differences(first, second) <= max(1, max(len(first), len(second)) // 3)


def _differences(first: str, second: str) -> int:
    """Count letters changed, added, removed or swapped with the next (optimal string alignment distance)."""
    above, row = [0] * (len(second) + 1), list(range(len(second) + 1))
    for line, letter in enumerate(first, start=1):
        before, above, row = above, row, [line]
        for column, other in enumerate(second, start=1):
            least = min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != other))
            if column > 1 and line > 1 and letter == second[column - 2] and other == first[line - 2]:
                least = min(least, before[column - 2] + 1)
            row.append(least)
    return row[-1]


def country(found: str, codes: Iterable[str]) -> str:
    """Guess the country code that was meant, by code or by name; empty if nothing looks like it."""
    known = set(codes)
    guess = _COUNTRY_SLIPS.get(found.strip().upper()) or country_named(found)
    if guess:
        return guess
    names = get_close_matches(bare(found), _codes_by_name(), n=1, cutoff=0.8)
    return _codes_by_name()[names[0]] if names else closest(found, known)


def country_named(text: str) -> str | None:
    """Give the code of a country that is named exactly, by its code or by its name in either language."""
    written = text.strip().upper()
    return written if is_country(written) else _codes_by_name().get(bare(text))


@cache
def _codes_by_name() -> Mapping[str, str]:
    """Give the code of each country by its name, in French and in English."""
    return {
        bare(country_name(code, language)): code for code in all_country_codes() for language in ("en", "fr")
    }


def bare(text: str) -> str:
    """Fold case, accents, apostrophes and dashes, which people write in many ways."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    kept = (sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign))
    return " ".join("".join(kept).split())
