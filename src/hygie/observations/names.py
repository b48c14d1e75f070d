"""Identifiers and words that several formats share: CVE, CWE, the names of severity.

Sources: CVE Record Format, CVE_Record_Format.json (``cveId``: a year, then 4 to 19 digits); CWE schema.
Digits are those of ASCII.
"""

import re
from collections.abc import Mapping
from typing import Final

CVE_PATTERN: Final = r"CVE-[0-9]{4}-[0-9]{4,19}"
CVE: Final = re.compile(CVE_PATTERN)
"""A CVE identifier, in capitals."""
is_cve: Final = CVE.fullmatch
"""Match a text that is a CVE identifier and nothing more."""
is_cwe: Final = re.compile(r"CWE-[0-9]{1,6}").fullmatch
"""Match a text that is a CWE identifier and nothing more."""

SEVERITIES: Final[Mapping[str, str]] = {
    "low": "low",
    "negligible": "low",
    "minor": "low",
    "medium": "medium",
    "moderate": "medium",
    "high": "high",
    "important": "high",
    "critical": "critical",
}
"""The words of sources for severity, and the four of CVSS that they stand for."""

_OF_A_BASE: Final = re.compile(
    r"GHSA(?:-[0-9a-z]{4}){3}"
    r"|(?:CNVD|EUVD|GO|GSD|HSEC|JVNDB|OSV|PSF|PYSEC|RSEC|RUSTSEC)-[0-9]{4}-[0-9]{1,19}"
).fullmatch
_NOT_OF_PUB: Final = re.compile(r"[^a-z0-9]")


def is_global(name: str) -> bool:
    """Say whether a name is of one vulnerability wherever it is met.

    So are those of CVE, GHSA, and of the databases that name each vulnerability by a prefix of their own, a
    year and a number (OSV schema, "id"; EUVD, JVNDB, CNVD); the number of a tracker is not.
    """
    return is_cve(name) is not None or _OF_A_BASE(name) is not None


def severity(word: object) -> str:
    """Give the word of CVSS that a word of a source stands for, empty if it stands for none."""
    return SEVERITIES.get(word.strip().lower(), "") if isinstance(word, str) else ""


def of_pub(name: str) -> str:
    """Write a name as packages of Dart's pub are named: letters in lower case, digits, underscores."""
    return _NOT_OF_PUB.sub("_", name.lower())
