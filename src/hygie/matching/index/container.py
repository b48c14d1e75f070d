"""A file of named arrays, opened without reading it: what an index is kept in.

Layout: magic, length and CRC of the header, header (JSON), then the arrays one after another, each at a
multiple of eight bytes. The header holds the length and the sum of what follows: a file that was cut or that
a disk has spoiled is known as such, and made again from the records.
"""

import mmap
import struct
import zlib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_MAGIC: Final = b"HYGIEIX1"
_PREAMBLE: Final = struct.Struct("<8sII")
_ALIGN: Final = 8


class DamagedError(Exception):
    """The file is not what was written: cut, spoiled, or of another kind."""


class _Header(msgspec.Struct, frozen=True):
    """``arrays``: name to (type, first byte, number of items); ``meta``: what the owner keeps beside them."""

    size: int
    total: int
    arrays: dict[str, tuple[str, int, int]]
    meta: dict[str, Any]


def pack(meta: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    """Write arrays of one dimension and ``meta`` (plain JSON values) as one block of bytes."""
    places: dict[str, tuple[str, int, int]] = {}
    parts: list[bytes] = []
    at = 0
    for name, array in arrays.items():
        content = np.ascontiguousarray(array).tobytes()
        content += bytes(-len(content) % _ALIGN)
        places[name] = (array.dtype.str, at, len(array))
        parts.append(content)
        at += len(content)
    body = b"".join(parts)
    header = msgspec.json.encode(_Header(at, _sum(body), places, dict(meta)))
    header += b" " * (-(len(header) + _PREAMBLE.size) % _ALIGN)
    return _PREAMBLE.pack(_MAGIC, len(header), zlib.crc32(header)) + header + body


def unpack(content: bytes | mmap.mmap) -> tuple[dict[str, Any], dict[str, Array]]:
    """Give ``meta`` and the arrays, which share the memory of ``content`` and cannot be written to.

    Raises:
        DamagedError: this is not what ``pack`` made.
    """
    try:
        magic, length, crc = _PREAMBLE.unpack_from(content)
        start = _PREAMBLE.size + length
        header_bytes = content[_PREAMBLE.size : start]
        if magic != _MAGIC or zlib.crc32(header_bytes) != crc:
            raise DamagedError
        header = msgspec.json.decode(header_bytes, type=_Header)
        body = memoryview(content)[start:]
        if len(body) != header.size or _sum(body) != header.total:
            raise DamagedError
        arrays = {
            name: np.frombuffer(body, dtype=np.dtype(kind), count=count, offset=first)
            if count
            else np.empty(0, dtype=np.dtype(kind))
            for name, (kind, first, count) in header.arrays.items()
        }
    except (struct.error, msgspec.MsgspecError, ValueError, TypeError) as error:
        raise DamagedError from error
    return header.meta, arrays


def open_arrays(path: Path) -> tuple[dict[str, Any], dict[str, Array]]:
    """Map a file written by ``pack``: ``meta`` and arrays whose pages are read when they are used.

    Raises:
        DamagedError: it is not what ``pack`` made.
        OSError: it cannot be opened.
    """
    with path.open("rb") as stream:
        try:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError as error:  # an empty file cannot be mapped
            raise DamagedError from error
    return unpack(mapped)


def _sum(body: bytes | memoryview) -> int:
    """Add the words up, modulo 2**64: much faster than a CRC, enough against cuts and zeroed pages."""
    return int(np.frombuffer(body, dtype="<u8").sum(dtype=np.uint64)) if len(body) else 0


class Texts:
    """Strings of bytes one after another: ``blob`` and where each begins (one more for the end)."""

    __slots__ = ("_blob", "_starts")

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        """Take the arrays ``name.blob`` and ``name.starts``."""
        self._blob = arrays[f"{name}.blob"].data
        self._starts = arrays[f"{name}.starts"].data

    def __len__(self) -> int:
        """Count the texts."""
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        """Give one text; negative numbers are not understood."""
        start: int = self._starts[number]
        return bytes(self._blob[start : self._starts[number + 1]])

    def all(self, first: int = 0, end: int | None = None) -> list[bytes]:
        """Give those from ``first`` to ``end``, decoded at once."""
        starts = self._starts[first : len(self) + 1 if end is None else end + 1].tolist()
        if not starts:
            return []
        base = starts[0]
        blob = bytes(self._blob[base : starts[-1]])
        return [blob[start - base : stop - base] for start, stop in pairwise(starts)]


def texts(name: str, values: list[bytes]) -> dict[str, Array]:
    """Lay texts out as the two arrays that ``Texts`` reads."""
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, values), dtype=np.int64, count=len(values)), out=starts[1:])
    return {f"{name}.blob": np.frombuffer(b"".join(values), dtype=np.uint8), f"{name}.starts": starts}
