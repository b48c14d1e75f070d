"""The records of a segment, read where they lie: one is decoded when it is asked for, and not before."""

import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, overload

import msgspec

from hygie.feeds import layout
from hygie.observations.exploitation import Probability

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Record: TypeAlias = Any
"""An ``Advisory``, ``Exploited``, ``Probability`` or ``ProductLife``: the segment's kind says which."""


_NO_RECORD = (msgspec.DecodeError, UnicodeDecodeError)
"""What decoding raises for what is no record: texts that are not UTF-8 have an exception of their own."""


class Records(Protocol):
    """What a segment holds, sorted by id; ``len`` and one item cost nothing of the others."""

    def __len__(self) -> int:
        """Count the records."""

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record:
        """Decode one record, or those of a slice."""

    def __iter__(self) -> Iterator[Record]:
        """Decode each record in turn."""


class View:
    """A segment's file, mapped in memory: pages come from the disk when they are touched."""

    def __init__(self, path: Path) -> None:
        """Map a file and check its header.

        Raises:
            DamagedSegmentError: the file is missing, or its header is not that of a whole segment.
        """
        self.name = path.name
        try:
            with path.open("rb") as stream:
                self.content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError as missing:
            raise layout.DamagedSegmentError(path.name, "missing") from missing
        except ValueError as empty:  # what Python says of mapping nothing
            raise layout.DamagedSegmentError(path.name, "short") from empty
        self.memory = memoryview(self.content)
        self.header = layout.unpack(self.content[: layout.HEADER.size], len(self.content), path.name)
        self._check(path.name)

    def _check(self, name: str) -> None:
        """Check that the columns stand within the file, so that nothing read later is outside."""
        header = self.header
        scores = header.kind == "epss"
        least = header.scores + 4 * header.count if scores else header.ids
        if header.end < layout.HEADER.size or least > header.size:
            raise layout.DamagedSegmentError(name, "header")

    def integers(self, at: int, count: int, code: str = "Q") -> Sequence[int]:
        """Give a column of 64-bit integers, where it lies."""
        raw = self.memory[at : at + 8 * count]
        if sys.byteorder == "little":
            return raw.cast(code)  # type: ignore[call-overload, no-any-return] # a memoryview is a Sequence
        turned = array(code.lower() if code == "q" else "Q", bytes(raw))
        turned.byteswap()
        return turned


class BlobRecords(Sequence[Record]):
    """Records that are blobs of MessagePack."""

    def __init__(self, view: View, form: type) -> None:
        """Read from a mapped file; ``form`` is the type of a record."""
        self._view = view
        self._count = view.header.count
        self._offsets = view.integers(view.header.offsets, self._count + 1)
        self._decode: Callable[[memoryview], Record] = msgspec.msgpack.Decoder(form).decode

    def __len__(self) -> int:
        """Count the records."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record:
        """Decode one record, or those of a slice.

        Raises:
            DamagedSegmentError: the blob is no record.
        """
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(self._count))]
        place = range(self._count)[index]
        return self._record(self._offsets[place], self._offsets[place + 1])

    def __iter__(self) -> Iterator[Record]:
        """Decode each record in turn.

        Raises:
            DamagedSegmentError: a blob is no record.
        """
        decode, memory = self._decode, self._view.memory
        offsets = list(self._offsets)
        try:
            for start, end in pairwise(offsets):
                yield decode(memory[start:end])
        except _NO_RECORD as reason:
            raise layout.DamagedSegmentError(self._view.name, str(reason)) from reason

    def _record(self, start: int, end: int) -> Record:
        try:
            return self._decode(self._view.memory[start:end])
        except _NO_RECORD as reason:
            raise layout.DamagedSegmentError(self._view.name, str(reason)) from reason

    def blob(self, index: int) -> bytes:
        """Give a record as it is stored."""
        return bytes(self._view.memory[self._offsets[index] : self._offsets[index + 1]])

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Give the ids of all records, in their order.

        Raises:
            DamagedSegmentError: they are no text, or not as many as the records.
        """
        if not self._count:
            return ()
        try:
            found = tuple(bytes(self._view.memory[self._view.header.ids :]).decode().split("\0"))
        except UnicodeDecodeError as reason:
            raise layout.DamagedSegmentError(self._view.name, "ids") from reason
        if len(found) != self._count:
            raise layout.DamagedSegmentError(self._view.name, "ids")
        return found

    def digests(self) -> list[bytes]:
        """Give a digest of each record's content, in their order."""
        at = self._view.header.digests
        whole = bytes(self._view.memory[at : at + layout.DIGEST * self._count])
        return [whole[start : start + layout.DIGEST] for start in range(0, len(whole), layout.DIGEST)]

    def withdrawn(self) -> bytes:
        """Give a byte a record, in their order: 1 where the source withdrew it."""
        at = self._view.header.withdrawn
        return bytes(self._view.memory[at : at + self._count])

    def find(self, name: str) -> Record | None:
        """Give the record of an id, if it is there."""
        place = bisect_left(self.ids, name.encode(), key=str.encode)
        return self[place] if place < self._count and self.ids[place] == name else None


class ScoreRecords(Sequence[Probability]):
    """EPSS scores: two columns of numbers, of which a row is made when it is asked for."""

    def __init__(self, view: View) -> None:
        """Read from a mapped file."""
        self._view = view
        self._count = view.header.count
        self._numbers = view.integers(layout.HEADER.size, self._count, "q")
        at = view.header.scores
        scores = array("f", bytes(view.memory[at : at + 4 * self._count]))
        if sys.byteorder != "little":
            scores.byteswap()
        self._scores = scores

    def __len__(self) -> int:
        """Count the scores."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Probability: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Probability]: ...
    def __getitem__(self, index: int | slice) -> Probability | Sequence[Probability]:
        """Give one score, or those of a slice."""
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(self._count))]
        place = range(self._count)[index]
        # Seven digits are what a float32 holds: 0.48591 comes back as it was written.
        return Probability(layout.cve_name(self._numbers[place]), float(f"{self._scores[place]:.7g}"))

    def arrays(self) -> "tuple[NDArray[np.int64], NDArray[np.float32]]":
        """Give the CVE numbers, sorted, and their scores, as views of the file."""
        import numpy as np  # noqa: PLC0415 - most commands do without

        header = self._view.header
        numbers = np.frombuffer(self._view.memory, "<i8", self._count, layout.HEADER.size)
        return numbers, np.frombuffer(self._view.memory, "<f4", self._count, header.scores)

    def find(self, name: str) -> Probability | None:
        """Give the score of a CVE, if it has one."""
        number = layout.cve_number(name)
        place = bisect_left(self._numbers, number) if number is not None else self._count
        return self[place] if place < self._count and self._numbers[place] == number else None
