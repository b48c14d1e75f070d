"""The bills of a fleet, brought to distinct components and who holds each."""

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from hygie.matching.fleet.standing import Standing
from hygie.matching.questions import Questions
from hygie.observations.bill import Component

_Ints32 = npt.NDArray[np.int32]


class Fleet:
    """Bills, by name, and what they hold: four bytes an occurrence beyond the table of distinct components.

    What is asked of all of them (``standing``) takes eight more, made at the first question and kept until
    a bill is added.
    """

    def __init__(self, questions: Questions | None = None) -> None:
        """Begin empty, or with questions that were kept."""
        self.questions = questions or Questions()
        self.bills: list[str] = []
        self.alive = bytearray()
        self.occurrences = array("i")
        self.starts = array("q", [0])
        self._numbers: dict[str, int] = {}
        self._standing: Standing | None = None

    def __len__(self) -> int:
        """Count the bills."""
        return len(self._numbers)

    def add(self, bill: str, components: Iterable[Component]) -> None:
        """Add a bill; one of the same name is replaced."""
        self.put(bill, self.questions.add(components))

    def put(self, bill: str, subjects: _Ints32) -> None:
        """Add a bill whose components are numbered already."""
        self.remove(bill)
        self._numbers[bill] = len(self.bills)
        self.bills.append(bill)
        self.alive.append(1)
        self.occurrences.frombytes(np.ascontiguousarray(subjects, dtype=np.int32).tobytes())
        self.starts.append(len(self.occurrences))
        self._standing = None

    def keep(self, bills: list[str], counts: npt.NDArray[np.int64], occurrences: "array[int]") -> None:
        """Take bills that were kept: how many components each holds, and all their subjects."""
        self.bills, self.alive, self.occurrences = bills, bytearray(b"\1") * len(bills), occurrences
        self.starts = array("q", [0, *np.cumsum(counts).tolist()])
        self._numbers = {bill: number for number, bill in enumerate(bills)}
        self._standing = None

    def remove(self, bill: str) -> bool:
        """Take a bill away; its place is given back when the fleet is saved. Say whether it was there."""
        number = self._numbers.pop(bill, None)
        if number is None:
            return False
        self.alive[number] = 0
        self._standing = None
        return True

    @property
    def standing(self) -> Standing:
        """Give what is asked of all the bills, arranged for questions."""
        if self._standing is None:
            self._standing = Standing(self.questions)
            starts, bills = self.held_by()
            self._standing.hold(starts, bills)
        return self._standing

    def held_by(self) -> tuple[npt.NDArray[np.int64], _Ints32]:
        """List the bills that hold each subject: where each subject's begin, and the bills, in order."""
        subjects = (
            np.frombuffer(self.occurrences, dtype=np.int32) if self.occurrences else np.empty(0, np.int32)
        )
        ends = np.array(self.starts, dtype=np.int64)
        counts = ends[1:] - ends[:-1]
        total = np.bincount(subjects, minlength=len(self.questions.items))
        # One array sorted in place is all that this takes beside its result.
        codes = subjects.astype(np.int64) << 32
        codes |= np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        alive = np.frombuffer(bytes(self.alive), dtype=bool)
        if not alive.all():
            kept = np.repeat(alive, counts)
            total = np.bincount(subjects[kept], minlength=len(self.questions.items))
            codes = codes[kept]
        codes.sort()
        starts = np.zeros(len(total) + 1, dtype=np.int64)
        np.cumsum(total, out=starts[1:])
        return starts, codes.astype(np.int32)
