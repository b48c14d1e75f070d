"""Keys of semantic versions and of those that write nearly so: npm, crates, Go, Hex, Swift, Pub, NuGet.

Sources: semver.org 2.0.0, section 11; Go: go.dev/ref/mod, "Versions" and "Pseudo-versions"; Pub: pub_semver's
Version.compareTo, where the build counts; NuGet: learn.microsoft.com/nuget/concepts/package-versioning, where
there are four numbers and case is nothing.

Tolerant as loose parsers are: ``v`` or ``=`` before, missing numbers are 0, more than three numbers are
compared, a pre-release may lack its hyphen. ``1.x`` and ``*`` are ranges, not versions.

Key: three numbers at least (zeros after the third are left out), then RELEASE, or PRE and the identifiers.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import END_OF_TEXT, LONGEST, NUMBERS, ZERO, text, unusable

_PRE: Final = b"\x02"
_RELEASE: Final = b"\x03"
_END: Final = b"\x02"
_BUILD: Final = b"\x03"
_WORD: Final = b"\xf0"
_LEAST: Final = 3

_PLAIN: Final = re.compile(
    r"v?([0-9]++)\.([0-9]++)\.([0-9]++)(?:-([0-9A-Za-z-]++(?:\.[0-9A-Za-z-]++)*+))?+(?:\+[0-9A-Za-z.-]*+)?+"
).fullmatch
_NUMBERS: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").match
_ANYTHING: Final = re.compile(r"\.?[xX](?:[.-]|\Z)").match
_OF_GO: Final = re.compile(r"(alpha|beta|rc)([0-9]++)").fullmatch


def semver(version: str) -> bytes | None:
    """Give the key of a semantic version, its build left aside; None if it is none."""
    plain = _PLAIN(version)
    return _key(version) if plain is None or len(version) > LONGEST else _encoded(plain)


def go(version: str) -> bytes | None:
    """Give the key of a Go version: semver, or the toolchain's own (``go1.21rc1`` is ``1.21.0-rc.1``)."""
    plain = _PLAIN(version)
    if plain is None or len(version) > LONGEST:
        return _key(version.removeprefix("go"), of_go=True)
    return _encoded(plain)


def pub(version: str) -> bytes | None:
    """Give the key of a Pub version: of two that differ by their build only, that without comes first."""
    _, plus, build = version.strip().partition("+")
    key = None if unusable(build) else semver(version)
    if key is None:
        return None
    return key + (_BUILD + _identifiers(build) if plus else _END)


def nuget(version: str) -> bytes | None:
    """Give the key of a NuGet version: up to four numbers, case and build left aside."""
    return semver(version.lower())


def _encoded(plain: re.Match[str]) -> bytes:
    """Encode what is written as the specification asks."""
    major, minor, patch, words = plain.groups()
    numbers = NUMBERS[major] + NUMBERS[minor] + NUMBERS[patch]
    return numbers + _PRE + _identifiers(words) if words else numbers + _RELEASE


def _key(version: str, *, of_go: bool = False) -> bytes | None:
    """Encode what is written in another way; Go cuts ``rc1`` into ``rc.1``."""
    if len(version) > LONGEST:
        return None
    version = version.strip().lstrip("=vV").lstrip(" ")
    version, _, _ = version.partition("+")
    found = _NUMBERS(version)
    if found is None:
        return None
    rest = version[found.end() :]
    if unusable(rest) or _ANYTHING(rest):
        return None
    parts = found[0].split(".")
    numbers = b"".join([NUMBERS[part] for part in parts[:_LEAST]]) + ZERO * (_LEAST - len(parts))
    if len(parts) > _LEAST:
        numbers += b"".join([NUMBERS[part] for part in parts[_LEAST:]]).rstrip(ZERO)
    words = rest[1:] if rest[:1] in {"-", "."} else rest
    cut = _OF_GO(rest) if of_go else None
    if cut:
        words = f"{cut[1]}.{cut[2]}"
    return numbers + _PRE + _identifiers(words) if words else numbers + _RELEASE


def _identifiers(words: str) -> bytes:
    """Encode dotted identifiers: numbers before words, a shorter list before a longer one."""
    pieces = [
        NUMBERS[word] if word.isascii() and word.isdigit() else _WORD + text(word)
        for word in words.split(".")
    ]
    return b"".join(pieces) + END_OF_TEXT
