"""Many objects of JSON that share most of what they say: each part is encoded once, and put where it is said.

What a hundred thousand findings are made of are pieces of text that a few thousand values give.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

Json: TypeAlias = dict[str, Any]
Numbers: TypeAlias = npt.NDArray[np.int32] | npt.NDArray[np.int8]
Pieces: TypeAlias = tuple[npt.NDArray[np.object_], Numbers]
"""Pieces of objects (bytes), and which of them each object takes."""
Value = TypeVar("Value")
_encode: Final = msgspec.json.Encoder().encode
_CHUNK: Final = 1000
"""Objects that are written at once: their numbers differ by three digits."""


def pieces(values: Sequence[Value], shown: Callable[[Value], Json], column: Numbers) -> Pieces:
    """Encode what each value that a column numbers adds to an object, less the braces; once each."""
    used = np.zeros(len(values), dtype=bool)
    used[column] = True
    made = np.empty(int(used.sum()), dtype=object)
    made[:] = [_encode(shown(values[number]))[1:-1] for number in np.flatnonzero(used).tolist()]
    return made, (np.cumsum(used, dtype=np.int32) - 1)[column]


def joined(columns: Sequence[Pieces]) -> list[Pieces]:
    """Put pieces that always go together in one: fewer of them are then put side by side in each object."""
    found = [columns[0]]
    for more, column in columns[1:]:
        held, number = found[-1]
        if (beside := _beside(number, column, len(held))) is not None:
            found[-1] = (held + (b"," + more)[beside], number)
        elif (beside := _beside(column, number, len(more))) is not None:
            found[-1] = ((held + b",")[beside] + more, column)
        else:
            found[-1] = (held + b",", number)
            found.append((more, column))
    return found


def _beside(one: Numbers, other: Numbers, size: int) -> Numbers | None:
    """Say which number of ``other`` stands beside each number of ``one``; None where several do."""
    beside = np.zeros(size, dtype=other.dtype)
    beside[one] = other
    return beside if bool((beside[one] == other).all()) else None


def numbered(columns: Sequence[Pieces], total: int, opening: bytes, closing: bytes) -> Iterator[bytes]:
    """Put objects together, up to a thousand at a time.

    ``opening`` begins each of them, and its number, from 1, follows; ``closing`` ends it.
    """
    if not total:
        return
    rows = np.empty((_CHUNK, 3 + len(columns)), dtype=object)
    rows[:, 1] = [b"%d," % number for number in range(_CHUNK)]
    rows[:, -1] = closing
    for start in range(0, total + 1, _CHUNK):
        # Numbers 2000 to 2999 begin with the same digit, and then differ as those of any other thousand.
        rows[:, 0] = opening + (b"%d" % (start // _CHUNK) if start else b"")
        if start == _CHUNK:
            rows[:, 1] = [b"%03d," % number for number in range(_CHUNK)]
        first, stop = (0 if start else 1), min(_CHUNK, total + 1 - start)
        for at, (encoded, column) in enumerate(columns, 2):
            rows[first:stop, at] = encoded[column[start + first - 1 : start + stop - 1]]
        yield b"".join(rows[first:stop].ravel().tolist())
