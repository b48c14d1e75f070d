"""What the version of a component must look like, scheme by scheme: one version that was chosen.

The keys order nearly any text, as advisories bound and enumerate odd ones. A component whose version is a
word for "the last one", a variable that nothing replaced, a range or a branch is in no version: ordered, it
would lie below or above all of them, and be said not to be concerned. Equal to what an advisory enumerates,
word for word, it can be all the same.

Sources: maven.apache.org/pom.html (LATEST, RELEASE, properties), docs.gradle.org "Dynamic versions" (2.+),
getcomposer.org/doc/articles/versions.md (branches), PEP 440, Debian policy 5.6.12 (upstream versions begin
with a digit), apk-package(5), guides.rubygems.org (platforms after a hyphen).
"""

import re
from types import MappingProxyType
from typing import Final

from hygie.matching.versions.pypi import is_pep_440

_BARE: Final = frozenset(("alpine", "cran", "debian", "hackage", "maven", "rpm"))
"""Schemes that do not know the ``v`` before a number."""
_DIGIT_FIRST: Final = frozenset(("alpine", "packagist", "semver", "go", "nuget", "pub", "gem"))
_SEMANTIC: Final = frozenset(("semver", "go", "nuget", "pub"))
_PLUS_ENDS: Final = frozenset(("alpine", "debian", "rpm"))
"""Schemes of which a version may end with ``+``."""

_SIGN: Final = re.compile(r"[vV](?=[0-9])").match
_SIMPLE: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").fullmatch
_STRANGE: Final = re.compile(r"[\s${}()\[\]@%<>=|,*]|^[~^!]").search
_DIGIT: Final = re.compile(r"[0-9]").search
_WORD: Final = re.compile(
    r"(?:latest|releases?|unspecified|unknown|undefined|none|null|any|master|main|head|trunk|develop|dev"
    r"|snapshot|nightly|branch|tip|canary)(?![A-Za-z0-9])",
    re.IGNORECASE,
).match
_VARIABLE: Final = re.compile(r"\$\{|\{\{|\$\(|\A\$\w+\Z|@[\w.]+@").search
_WILD: Final = re.compile(r"v?(?:[0-9]++\.)*+[xX](?:[.+-]|\Z)").match
_COMMIT: Final = re.compile(r"(?=[0-9]*+[a-f])(?:[0-9a-f]{40}|[0-9a-f]{64})", re.IGNORECASE).fullmatch
_SHORT_COMMIT: Final = re.compile(r"(?=[0-9]*+[a-f])[0-9a-f]{7,}", re.IGNORECASE).fullmatch
_DEBIAN: Final = re.compile(r"(?:[0-9]++:)?[0-9]").match
_OF_GO: Final = re.compile(r"go(?=[0-9])").match
_PLATFORM: Final = re.compile(r"-(?:x86|x64|arm|aarch64|java|universal|mswin|mingw)[\w.-]*+\Z")
_EPOCH: Final = re.compile(r"(?:go|v)(?=[0-9])|[0-9]+:v?")
_REVISION: Final = MappingProxyType({True: ("-", "+", "~"), False: ()})


def plain(scheme: str, version: str) -> str:
    """Take away the ``v`` before a number where a scheme would take it for a part of the version."""
    return version[1:] if scheme in _BARE and version[:1] in "vV" and _SIGN(version) else version


def resolved(scheme: str, version: str) -> str:
    """Give the version of a component as its scheme reads it; empty if it is not one version."""
    if _SIMPLE(version):
        return version
    text = plain(scheme, version.strip().lstrip("= "))
    if not _DIGIT(text) or _STRANGE(text) or _WORD(text) or _WILD(text) or _COMMIT(text):
        return ""
    if text[-1] == "+" and (scheme not in _PLUS_ENDS or text[-2:] == ".+"):
        return ""
    if scheme == "pypi":
        return text if is_pep_440(text) else ""
    if scheme == "debian":
        return text if _DEBIAN(text) else ""
    if scheme == "go":
        sign = _OF_GO(text)
        return text if _begins(text[sign.end() :] if sign else text, scheme) else ""
    if scheme == "gem":
        text = _PLATFORM.sub("", text)
    if scheme == "packagist" and text.lower().endswith("-dev"):
        return ""
    return text if scheme not in _DIGIT_FIRST or _begins(text, scheme) else ""


def is_placeholder(version: str) -> bool:
    """Say whether a text stands where a version should: a word for "the last one" or "none", a variable."""
    text = version.strip()
    word = _WORD(text)
    return (word is not None and word.end() == len(text)) or _VARIABLE(text) is not None


def _begins(text: str, scheme: str) -> bool:
    """Say whether a number begins it, which is not that of a commit."""
    if scheme in _SEMANTIC and _SHORT_COMMIT(text):
        return False
    return text[:1].isdigit() or _SIGN(text) is not None


def bare(version: str) -> str:
    """Leave out the epoch, and the letter before a version."""
    lowered = version.strip().lower()
    found = _EPOCH.match(lowered)
    return lowered[found.end() :] if found else lowered


def alike(one: str, other: str, *, loose: bool) -> bool:
    """Say whether two ways of writing are of one version; a distribution's may have its revision besides.

    Zeros at the end are nothing: 1.0 is 1.0.0.
    """
    one, other = bare(one), bare(other)
    if one == other or (_SIMPLE(one) and _SIMPLE(other) and _numbers(one) == _numbers(other)):
        return True
    short, long = sorted((one, other), key=len)
    return bool(short) and long.startswith(tuple(short + mark for mark in _REVISION[loose]))


def _numbers(version: str) -> str:
    while version.endswith(".0"):
        version = version[:-2]
    return version
