"""Keys of Python versions.

Source: PEP 440 (packaging.python.org/specifications/version-specifiers), with its normal forms, epochs and
local versions. What is no such version is ordered below all that are, as setuptools ordered it before 66:
words and numbers in turn, ``pre``, ``preview`` and ``rc`` being ``c``, ``dev`` before all.

Key: epoch, release without its last zeros, phase (dev only, a, b, rc, final), post, dev, local.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import END_OF_TEXT, LONGEST, NUMBERS, ZERO, text, unusable

_LEGACY: Final = b"\x02"
_NONE: Final = b"\x01"
_NEVER: Final = b"\xfe"
_DEV_ONLY: Final = b"\x02"
_FINAL: Final = b"\x06"
_PHASES: Final = {
    "a": b"\x03",
    "alpha": b"\x03",
    "b": b"\x04",
    "beta": b"\x04",
    "c": b"\x05",
    "rc": b"\x05",
    "pre": b"\x05",
    "preview": b"\x05",
}
_PLAIN_END: Final = _FINAL + _NONE + _NEVER + _NONE
_WORD: Final = b"\x02"
_LAST_LOCAL: Final = b"\xff"

_PLAIN: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").fullmatch
_PEP_440: Final = re.compile(
    r"v?(?:([0-9]++)!)?([0-9]++(?:\.[0-9]++)*+)"
    r"(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]++)?)?"
    r"(?:-([0-9]++)|[-_.]?(post|rev|r)[-_.]?([0-9]++)?)?"
    r"(?:[-_.]?(dev)[-_.]?([0-9]++)?)?"
    r"(?:\+([a-z0-9]++(?:[-_.][a-z0-9]++)*+))?"
).fullmatch
_LOCAL: Final = re.compile(r"[-_.]").split
_LEGACY_PARTS: Final = re.compile(r"[0-9]+|[a-z]+|[^0-9a-z.]+").findall
_LEGACY_WORDS: Final = {"pre": "c", "preview": "c", "-": "final-", "rc": "c", "dev": "@"}


def pypi(version: str) -> bytes | None:
    """Give the key of a Python version, whatever its form; None if it holds no letter nor digit."""
    if len(version) > LONGEST:
        return None
    if _PLAIN(version):
        return ZERO + b"".join(map(NUMBERS.__getitem__, version.split("."))).rstrip(ZERO) + _PLAIN_END
    version = version.strip().lower()
    found = _PEP_440(version)
    if found is None:
        return _legacy(version)
    epoch, release, phase, phase_number, implicit, post, post_number, dev, dev_number, local = found.groups(
        ""
    )
    numbers = b"".join(map(NUMBERS.__getitem__, release.split(".")))
    key = NUMBERS[epoch] + numbers.rstrip(ZERO)
    is_post = bool(post or implicit)
    if phase:
        key += _PHASES[phase] + NUMBERS[phase_number]
    else:
        key += _DEV_ONLY if dev and not is_post else _FINAL
    key += NUMBERS[implicit or post_number] if is_post else _NONE
    key += NUMBERS[dev_number] if dev else _NEVER
    return key + (_local(local) if local else _NONE)


def is_pep_440(version: str) -> bool:
    """Say whether PEP 440 knows a version, whatever its form."""
    return _PEP_440(version.strip().lower()) is not None


def last_build(version: str) -> bytes | None:
    """Give a key above all local builds of a version (``2.0.0+cu118`` of ``2.0.0``), below what follows it.

    PEP 440, "Local version identifiers": what is said of a public version is said of its local ones. Of a
    version that is local itself, or none of PEP 440, it is its own key.
    """
    made = pypi(version)
    if made is None or made[:1] == _LEGACY or "+" in version:
        return made
    return made[: -len(_NONE)] + _LAST_LOCAL


def _local(local: str) -> bytes:
    """Encode a local version: words before numbers, a shorter one before a longer one."""
    pieces = [NUMBERS[part] if part.isdigit() else _WORD + text(part) for part in _LOCAL(local)]
    return b"".join(pieces) + _NONE


def _legacy(version: str) -> bytes | None:
    """Encode what PEP 440 does not know; numbers come after words."""
    if unusable(version) or not any(map(str.isalnum, version)):
        return None
    parts: list[str] = []
    for part in _LEGACY_PARTS(version):
        word = _LEGACY_WORDS.get(part, part)
        if not word[0].isdigit():
            word = "*" + word
            if word < "*final":
                while parts and parts[-1] == "*final-":
                    parts.pop()
            while parts and not parts[-1].strip("0"):
                parts.pop()
        parts.append(word)
    while parts and (not parts[-1].strip("0") or parts[-1] == "*final-"):
        parts.pop()
    parts.append("*final")
    pieces = [_WORD + text(part) if part[0] == "*" else NUMBERS[part] for part in parts]
    return _LEGACY + b"".join(pieces) + END_OF_TEXT
