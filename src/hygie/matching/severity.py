"""How grave an advisory's sources say it is: one CVSS vector of several, by a rule that anyone can repeat."""

from functools import lru_cache
from typing import Final, NamedTuple

from hygie.observations.advisory import Advisory

LONGEST: Final = 400
"""Longest vector read, in characters: one of version 4.0 with all its metrics has fewer than 250."""
_HIGHEST: Final = 10.0
WORDS: Final = ("none", "low", "medium", "high", "critical")


class Rated(NamedTuple):
    """The severity kept: ``score`` is a base score (0 to 10), None where nobody gives one.

    ``version`` is that of CVSS (2.0 to 4.0), empty if it is not said. ``word`` (``low`` to ``critical``) is
    the source's where there is no score, else CVSS's own for that score. ``source``: who says it.
    """

    score: float | None = None
    vector: str = ""
    version: str = ""
    word: str = ""
    source: str = ""


def rated(advisory: Advisory) -> Rated:
    """Keep the highest base score of the newest version of CVSS that is given.

    A score that the source gives is taken as it is; else it is computed from the vector. A vector that
    cannot be read, without a score, counts for nothing.
    """
    best = Rated(word=_word(advisory.severity_word))
    for severity in advisory.severities:
        computed, version = score_of(severity.vector) if severity.vector else (None, "")
        given = severity.score
        score = given if given is not None and 0 <= given <= _HIGHEST else computed
        if score is None:
            continue
        if best.score is None or (version, score) > (best.version, best.score):
            best = Rated(score, severity.vector, version, word_of(score), severity.source)
    return best


@lru_cache(maxsize=1 << 14)
def score_of(vector: str) -> tuple[float | None, str]:
    """Compute the base score of a vector, with its version of CVSS; None if it cannot be read."""
    if len(vector) > LONGEST:
        return None, ""
    # The library costs more to import than most commands last.
    from cvss import CVSS2, CVSS3, CVSS4  # noqa: PLC0415
    from cvss.exceptions import CVSSError  # noqa: PLC0415

    try:
        if vector.startswith("CVSS:4.0/"):
            return float(CVSS4(vector).base_score), "4.0"
        if vector.startswith("CVSS:3."):
            return float(CVSS3(vector).base_score), vector[5:8]
        return float(CVSS2(vector.strip("()")).base_score), "2.0"
    except (CVSSError, ValueError, KeyError, IndexError, ArithmeticError):
        return None, ""


def word_of(score: float) -> str:
    """Name a base score (CVSS 3.1, section 5, and 4.0, section 6: qualitative severity rating scale)."""
    bounds = (0.1, 4.0, 7.0, 9.0)
    return WORDS[sum(score >= bound for bound in bounds)]


def _word(word: str) -> str:
    """Bring the words of sources to those of CVSS; unknown ones are none."""
    known = {"moderate": "medium", "important": "high", "negligible": "low", "unimportant": "low"}
    lowered = word.strip().lower()
    lowered = known.get(lowered, lowered)
    return lowered if lowered in WORDS else ""
