"""Findings: one per vulnerability and component, with all that is said of the two, the most pressing first.

Kept as columns of numbers with a table of values each: a hundred thousand findings are written from them
without making an object for each.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from hygie.kernel.parameters import Parameters
from hygie.matching.identities import Route
from hygie.observations.bill import Component
from hygie.watch.decisions import Decision
from hygie.watch.gathering import Product
from hygie.watch.vulnerability import Gravity, Vulnerability

Numbers = npt.NDArray[np.int32]


class Status(StrEnum):
    """What is found of a vulnerability in a component (contract)."""

    AFFECTED = "affected"
    TO_CHECK = "to_check"
    NOT_AFFECTED = "not_affected"
    FIXED = "fixed"

    @property
    def open(self) -> bool:
        """Tell whether something is to be done about it."""
        return self in (Status.AFFECTED, Status.TO_CHECK)


class Confidence(StrEnum):
    """How sure it is that component and advisory speak of the same thing; apart from the version."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Ground(msgspec.Struct, frozen=True):
    """Why a finding is one: the route by which both met, how sure that is, the code of the reason.

    ``identity``: the code that says why both are the same product, empty for a package.
    """

    route: Route
    confidence: Confidence
    code: str
    parameters: Parameters
    identity: str = ""


class Record(msgspec.Struct, frozen=True):
    """A record that a finding rests on: its source, its place in the index, its identifier."""

    source: str
    segment: int
    number: int
    id: str


class Mend(NamedTuple):
    """What mends or softens it: ``kind`` is ``update`` (to ``version`` or later), or a word of CSAF."""

    kind: str
    version: str = ""
    text: str = ""
    url: str = ""


class Finding(msgspec.Struct, frozen=True):
    """One finding, made to be looked at."""

    rank: int
    vulnerability: Vulnerability
    component: Component
    products: tuple[Product, ...]
    status: Status
    ground: Ground
    mends: tuple[Mend, ...]
    records: tuple[Record, ...]
    decision: Decision | None


class Tables(msgspec.Struct, frozen=True):
    """The values that the columns number."""

    vulnerabilities: Sequence[Vulnerability]
    components: Sequence[Component]
    products: Sequence[tuple[Product, ...]]
    grounds: Sequence[Ground]
    mends: Sequence[tuple[Mend, ...]]
    records: Sequence[tuple[Record, ...]]
    decisions: Sequence[Decision | None]


STATUSES: Final = tuple(Status)
GRAVITIES: Final = tuple(Gravity)
COLUMNS: Final = (
    "vulnerability", "component", "products", "status", "ground", "mends", "records", "decision",
)  # fmt: skip


class Findings(msgspec.Struct, frozen=True):
    """Findings in order; each column numbers a table, ``status`` numbers ``STATUSES``."""

    tables: Tables
    vulnerability: Numbers
    component: Numbers
    products: Numbers
    status: npt.NDArray[np.int8]
    ground: Numbers
    mends: Numbers
    records: Numbers
    decision: Numbers

    def __len__(self) -> int:
        """Count them."""
        return len(self.vulnerability)

    def __getitem__(self, place: int) -> Finding:
        """Make one of them."""
        tables = self.tables
        return Finding(
            rank=place + 1,
            vulnerability=tables.vulnerabilities[self.vulnerability[place]],
            component=tables.components[self.component[place]],
            products=tables.products[self.products[place]],
            status=STATUSES[self.status[place]],
            ground=tables.grounds[self.ground[place]],
            mends=tables.mends[self.mends[place]],
            records=tables.records[self.records[place]],
            decision=tables.decisions[self.decision[place]],
        )

    def __iter__(self) -> Iterator[Finding]:
        """Make each in turn."""
        return map(self.__getitem__, range(len(self)))

    def take(self, places: npt.NDArray[np.int64]) -> "Findings":
        """Keep some, in the order given."""
        return msgspec.structs.replace(self, **{name: getattr(self, name)[places] for name in COLUMNS})

    @property
    def is_open(self) -> npt.NDArray[np.bool_]:
        """Tell of each status whether something is to be done."""
        return np.array([status.open for status in STATUSES])

    def counts(self) -> dict[tuple[Status, Gravity], int]:
        """Count them by status and gravity; the combinations that do not occur are left out."""
        gravity = np.array([int(each.gravity) for each in self.tables.vulnerabilities], dtype=np.int8)
        codes = self.status.astype(np.int32) * len(GRAVITIES) + gravity[self.vulnerability]
        counted = np.bincount(codes, minlength=len(STATUSES) * len(GRAVITIES)).tolist()
        return {
            (STATUSES[code // len(GRAVITIES)], GRAVITIES[code % len(GRAVITIES)]): count
            for code, count in enumerate(counted)
            if count
        }

    def pressing(self, least: Gravity) -> int:
        """Count those that are open and at least so grave."""
        return sum(
            count for (status, gravity), count in self.counts().items() if status.open and gravity >= least
        )
