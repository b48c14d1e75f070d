"""What matching gives: columns, of which an object is made only for the hit that is looked at."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from hygie.kernel.parameters import Parameter
from hygie.matching.identities import Route
from hygie.matching.judging import State
from hygie.observations.advisory import Advisory, Affected
from hygie.observations.bill import Component

if TYPE_CHECKING:
    from hygie.matching.index import SegmentIndex
    from hygie.matching.questions import Questions

Column: TypeAlias = npt.NDArray[np.int32] | npt.NDArray[np.int8] | npt.NDArray[np.int64]
IN_RANGE: Final = "in_range"
"""Code of the reason of a package whose version is among those concerned."""
PARTLY: Final = 1
WHOLLY: Final = 2
"""Bits of what is known: some source speaks of it; one that means to hold all CVEs does."""


class Reason(NamedTuple):
    """Why a hit is one; ``identity``: the code that says why it is the same product, empty for a package.

    ``fixed``: what the range that answered says to mend it, empty if nothing, None if no range in particular
    did, and for packages, whose intervals say it (``Columns.fixed``).
    """

    code: str
    parameters: Mapping[str, Parameter] = {}
    identity: str = ""
    fixed: str | None = None


class Columns(NamedTuple):
    """Hits, column by column: numbers of subject (or component), segment, record, product in the record.

    ``route`` and ``state`` are those of ``Route`` and ``State``; ``reason`` numbers ``Matched.reasons``;
    ``fixed`` numbers the segment's table of first fixed versions, -1 where none is given.
    """

    subject: Column
    segment: Column
    record: Column
    affected: Column
    route: Column
    state: Column
    reason: Column
    fixed: Column

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Put columns one after another."""
        if not parts:
            return cls(*(np.empty(0, dtype=np.int32) for _ in cls._fields))
        return cls(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def take(self, places: npt.NDArray[np.int64]) -> "Columns":
        """Keep some rows, in the order given."""
        return Columns(*(column[places] for column in self))


class Hit(NamedTuple):
    """A component that a record speaks of.

    ``fixed``: first version outside the interval that holds the component's, as the source writes it, empty
    if it says none. ``code`` and ``parameters``: why; ``identity``: why it is the same product (``Reason``).
    """

    component: int
    source: str
    record: Advisory
    affected: Affected
    route: Route
    state: State
    code: str
    parameters: Mapping[str, Parameter]
    fixed: str
    identity: str = ""


class Matched:
    """The result of matching ``components`` against ``indexes``.

    ``component_subject``: number of the subject of each component, None if each is one. ``subjects`` holds
    hits of distinct subjects, ``columns`` those of components. ``known``: of each identity of the questions,
    the bits ``PARTLY`` and ``WHOLLY``. ``crowded``: how many likenesses of names were not followed, as too
    many records share them (``match.CROWD``).
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a match is made of
        self,
        components: Sequence[Component],
        indexes: "Sequence[SegmentIndex]",
        questions: "Questions",
        component_subject: npt.NDArray[np.int32] | None,
        subjects: Columns,
        reasons: list[Reason],
        known: npt.NDArray[np.uint8],
        crowded: int = 0,
    ) -> None:
        """Keep what was found."""
        self.components = components
        self.indexes = indexes
        self.questions = questions
        self.component_subject = component_subject
        self.subjects = subjects
        self.reasons = reasons
        self.known = known
        self.crowded = crowded

    @cached_property
    def columns(self) -> Columns:
        """Give the hits of components, by component, segment, record and route."""
        numbers, hits = self.component_subject, self.subjects
        if numbers is None:
            return hits
        total = len(self.questions.items)
        starts = np.searchsorted(hits.subject, np.arange(total + 1))
        first, counts = starts[numbers], starts[numbers + 1] - starts[numbers]
        before = np.cumsum(counts) - counts
        rows = np.arange(int(counts.sum())) + np.repeat(first - before, counts)
        whole = hits.take(rows)
        return whole._replace(subject=np.repeat(np.arange(len(numbers), dtype=np.int32), counts))

    def __len__(self) -> int:
        """Count the hits of components."""
        return len(self.columns.subject)

    def hit(self, place: int) -> Hit:
        """Give one hit."""
        component, segment, record, product, route, state, reason, fixed = (
            int(column[place]) for column in self.columns
        )
        index = self.indexes[segment]
        advisory = index.records[record]
        code, parameters, identity, ended = self.reasons[reason]
        mended = index.fixes[fixed].decode(errors="surrogatepass") if fixed >= 0 else ended or ""
        return Hit(
            component, index.source, advisory, advisory.affected[product], Route(route), State(state), code,
            parameters, mended, identity
        )  # fmt: skip

    def hits(self) -> Iterator[Hit]:
        """Give all hits, one at a time."""
        return map(self.hit, range(len(self)))

    def ids(self) -> list[str]:
        """Give the id of the record of each hit, without decoding any record."""
        columns = self.columns
        tables = [[name.decode(errors="surrogatepass") for name in index.ids.all()] for index in self.indexes]
        pairs = zip(columns.segment.tolist(), columns.record.tolist(), strict=True)
        return [tables[segment][record] for segment, record in pairs]
