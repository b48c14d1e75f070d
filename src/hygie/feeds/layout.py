"""How a segment stands in its file: a header of fixed size, then columns whose places follow from it.

All integers are little-endian. A segment of records::

    header     64 bytes
    blobs      the records, one MessagePack blob each, sorted by id (as UTF-8 bytes)
    padding    to a multiple of 8
    offsets    (count + 1) x uint64: where each blob begins in the file, and where the last ends
    digests    count x 16 bytes: BLAKE2b of each blob
    withdrawn  count x 1 byte: 1 where the source withdrew the record
    ids        UTF-8, separated by NUL

A segment of EPSS scores::

    header     64 bytes
    numbers    count x int64, sorted: year x 10^8 + sequence of each CVE
    scores     count x float32

Nothing of it says when it was made: the same records make the same file, byte for byte.
"""

import hashlib
import re
import struct
from dataclasses import dataclass
from typing import Final

MAGIC: Final = b"HYGIEsg1"
HEADER: Final = struct.Struct("<8s16sQQQ8s8s")
"""Magic, kind, count, end of the blobs, size of the file, eight bytes kept for later, checksum."""
DIGEST: Final = 16
MILLIARD: Final = 10**8
"""CVE sequences are below: the year and the sequence make one number."""

_CVE: Final = re.compile(r"CVE-(\d{4})-(\d{4}|[1-9]\d{4,18})", re.ASCII)
"""Four digits at least, 19 at most, no zero in front of more than four (CVE Record Format 5, cveId)."""


class DamagedSegmentError(Exception):
    """A segment is not what was written; ``name`` says which file, ``reason`` in what it differs."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep what is said."""
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a segment: its kind, number of records, end of the blobs and size in bytes."""

    kind: str
    count: int
    end: int
    size: int

    def pack(self) -> bytes:
        """Write it, with its checksum."""
        parts = (MAGIC, self.kind.encode().ljust(16, b"\0"), self.count, self.end, self.size, bytes(8))
        packed = HEADER.pack(*parts, bytes(8))[:-8]
        return packed + hashlib.blake2b(packed, digest_size=8).digest()

    @property
    def offsets(self) -> int:
        """Say where the offsets begin."""
        return -(-self.end // 8) * 8

    @property
    def digests(self) -> int:
        """Say where the digests begin."""
        return self.offsets + 8 * (self.count + 1)

    @property
    def withdrawn(self) -> int:
        """Say where the marks of withdrawal begin."""
        return self.digests + DIGEST * self.count

    @property
    def ids(self) -> int:
        """Say where the ids begin."""
        return self.withdrawn + self.count

    @property
    def scores(self) -> int:
        """Say where the scores begin, in a segment of EPSS."""
        return HEADER.size + 8 * self.count


def unpack(content: bytes, size: int, name: str) -> Header:
    """Read a header; ``size`` is that of the file.

    Raises:
        DamagedSegmentError: it is not a header, or the file has not the size that it says.
    """
    if len(content) < HEADER.size:
        raise DamagedSegmentError(name, "short")
    magic, kind, count, end, expected, _, checksum = HEADER.unpack(content[: HEADER.size])
    if magic != MAGIC or hashlib.blake2b(content[: HEADER.size - 8], digest_size=8).digest() != checksum:
        raise DamagedSegmentError(name, "header")
    if size != expected:
        raise DamagedSegmentError(name, "size")
    return Header(kind.rstrip(b"\0").decode("ascii", "replace"), count, end, expected)


def cve_number(name: str) -> int | None:
    """Make one number of a CVE id, for sorting and looking up; None if it is not one of those that fit."""
    match = _CVE.fullmatch(name)
    sequence = int(match[2]) if match else MILLIARD
    return int(match[1]) * MILLIARD + sequence if match and sequence < MILLIARD else None


def cve_is_long(name: str) -> bool:
    """Say whether a text is the id of a CVE whose sequence is too long for ``cve_number``."""
    match = _CVE.fullmatch(name)
    return match is not None and int(match[2]) >= MILLIARD


def cve_name(number: int) -> str:
    """Give back the CVE id of a number."""
    year, sequence = divmod(number, MILLIARD)
    return f"CVE-{year:04}-{sequence:04}"
