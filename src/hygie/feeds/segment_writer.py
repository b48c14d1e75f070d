"""Writing a segment: to a file of its own in the working folder, on the disk, then under its digest."""

import hashlib
import os
import sys
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hygie.feeds import layout
from hygie.feeds.gathering import Gathered
from hygie.feeds.intake import Row
from hygie.feeds.layout import HEADER, Header
from hygie.feeds.snapshot import Kind

_STEP = 1 << 20


class Spool:
    """The spool, to be read again."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            OSError: it cannot be read.
        """
        self._stream = path.open("rb")

    def blob(self, row: Row) -> bytes:
        """Give the blob of a row."""
        self._stream.seek(row.start)
        return self._stream.read(row.length)

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def write_segment(gathered: Gathered, spool: Spool, work: Path, folder: Path) -> tuple[str, int]:
    """Write what was gathered, settled, as a segment; give its digest and number of records.

    Raises:
        OSError: it cannot be written; nothing is in ``folder`` that was not whole.
    """
    parts = _scores(gathered) if gathered.kind is Kind.EPSS else _records(gathered, spool)
    count = len(gathered.numbers) if gathered.kind is Kind.EPSS else len(gathered.rows)
    written = work / "segment"
    whole = hashlib.sha256()
    with written.open("wb") as stream:
        for part in parts:
            whole.update(part)
            stream.write(part)
        stream.flush()
        os.fsync(stream.fileno())
    digest = whole.hexdigest()
    target = folder / f"{digest}.seg"
    if target.exists() and _digest(target) == digest:  # the same records as before
        written.unlink()
    else:
        written.chmod(0o600)
        written.replace(target)
        sync_folder(folder)
    return digest, count


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk, where the system can be asked for it (Windows cannot)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _records(gathered: Gathered, spool: Spool) -> Iterator[bytes]:
    rows = gathered.rows
    end = HEADER.size + sum(row.length for row in rows)
    ids = "\0".join(row.id for row in rows).encode()
    header = Header(gathered.kind.value, len(rows), end, 0)
    yield replace(header, size=header.ids + len(ids)).pack()
    offsets, digests, place = array("Q"), bytearray(), HEADER.size
    buffer = bytearray()
    for row in rows:
        blob = spool.blob(row)
        offsets.append(place)
        place += row.length
        digests += hashlib.blake2b(blob, digest_size=layout.DIGEST).digest()
        buffer += blob
        if len(buffer) > _STEP:
            yield bytes(buffer)
            buffer.clear()
    offsets.append(place)
    yield bytes(buffer)
    yield bytes(header.offsets - end)
    yield _little(offsets)
    yield bytes(digests)
    yield bytes(row.withdrawn for row in rows)
    yield ids


def _scores(gathered: Gathered) -> Iterator[bytes]:
    count = len(gathered.numbers)
    header = Header(gathered.kind.value, count, HEADER.size, 0)
    yield replace(header, size=header.scores + 4 * count).pack()
    yield _little(gathered.numbers)
    yield _little(gathered.scores)


def _little(numbers: "array[int] | array[float]") -> bytes:
    """Give a column with the least byte first."""
    if sys.byteorder == "little":
        return numbers.tobytes()
    turned = array(numbers.typecode, numbers.tobytes())
    turned.byteswap()
    return turned.tobytes()
