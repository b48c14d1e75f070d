"""Keys of rpm versions: Red Hat and all that take its packages' format.

Source: rpm.org, "Dependencies" and rpmvercmp's documented order: segments of digits or of letters, everything
else separates; ``~`` comes before the end, ``^`` right after it, letters next, then numbers.
``epoch:version-release``; a version without release comes before the same with one. An epoch of letters,
which rpm would not build, is compared as a version is, so that nothing is lost.
"""

import re
from typing import Final

from hygie.matching.versions.encoding import LONGEST, NUMBERS, ZERO, text, unusable

_TILDE: Final = b"\x02"
_END: Final = b"\x03"
_CARET: Final = b"\x04"
_WORD: Final = b"\x05"
_NO_RELEASE: Final = b"\x01"
_RELEASE: Final = b"\x02"
_EPOCH_ZERO: Final = ZERO + _END

_PLAIN: Final = re.compile(r"[0-9]++(?:\.[0-9]++)*+").fullmatch
_SEGMENTS: Final = re.compile(r"[0-9]+|[A-Za-z]+|[~^]").findall


class _SegmentBytes(dict[str, bytes]):
    """Encodings of segments; those of one or two characters are kept, less than 3,000."""

    def __missing__(self, segment: str) -> bytes:
        encoded = NUMBERS[segment] if segment.isdigit() else _WORD + text(segment)
        if len(segment) <= 2:  # noqa: PLR2004 - most are short
            self[segment] = encoded
        return encoded


_SEGMENT_BYTES: Final = _SegmentBytes({"~": _TILDE, "^": _CARET})


def rpm(version: str) -> bytes | None:
    """Give the key of an rpm version; None if it is empty or has spaces or operators."""
    if len(version) > LONGEST:
        return None
    if _PLAIN(version):
        numbers = b"".join(map(NUMBERS.__getitem__, version.split(".")))
        return _EPOCH_ZERO + numbers + _END + _NO_RELEASE
    version = version.strip()
    if not version or unusable(version):
        return None
    epoch, colon, rest = version.partition(":")
    key = _part(epoch or "0") if colon else _EPOCH_ZERO
    if not colon:
        rest = version
    upstream, hyphen, release = rest.rpartition("-")
    if not hyphen:
        return key + _part(rest) + _NO_RELEASE
    return key + _part(upstream) + _RELEASE + _part(release)


def _part(part: str) -> bytes:
    """Encode an epoch, a version or a release."""
    return b"".join(map(_SEGMENT_BYTES.__getitem__, _SEGMENTS(part))) + _END
