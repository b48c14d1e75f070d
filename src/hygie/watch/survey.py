"""A survey: bills of materials against a snapshot; what was found, what could not be evaluated."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from hygie.feeds.snapshot import Kind, Snapshot
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.matching.aliases import groups
from hygie.matching.coverage import REASONS, coverage
from hygie.matching.index import indexes
from hygie.matching.match import match
from hygie.matching.matched import Matched
from hygie.observations.bill import Component
from hygie.watch.assembling import assemble
from hygie.watch.decisions import Decisions
from hygie.watch.findings import Findings
from hygie.watch.gathering import Gathered, Product
from hygie.watch.heard import Heard, Spoken, spoken
from hygie.watch.knowledge import Knowledge
from hygie.watch.support import SupportEnd, support_ends

if TYPE_CHECKING:
    from hygie.watch.since import Difference

UNREADABLE = "unreadable"
"""Why a component was not evaluated that the bill holds and that could not be read."""


class Covered(msgspec.Struct, frozen=True):
    """How much of a bill was evaluated: ``total`` counts every component it holds, those set aside included.

    ``reasons``: how many were not evaluated, by reason, the most frequent first.
    """

    product: Product
    total: int
    evaluated: int
    reasons: Mapping[str, int]

    @property
    def percent(self) -> float | None:
        """Give the share evaluated, 0 to 100, rounded down to a tenth: only all of them is a hundred.

        None for a bill that lists nothing: of that, no share says anything.
        """
        return 1000 * self.evaluated // self.total / 10 if self.total else None


class Unevaluated(msgspec.Struct, frozen=True):
    """A component of which nothing can be said, why, and the products that contain it."""

    component: Component
    reason: str
    products: tuple[Product, ...]


class Survey(msgspec.Struct, frozen=True):
    """The result. ``unread``: files of which nothing could be used, and bills that list nothing.

    ``since``: the difference with ``earlier``, if asked; ``findings`` are then those that opened, and
    ``whole`` all of them. ``heard``: what became of the statements. ``crowded``: see ``Matched``.
    """

    as_of: date
    snapshot: Snapshot
    gathered: Gathered
    findings: Findings
    covered: Sequence[Covered]
    unevaluated: Sequence[Unevaluated]
    supports: Sequence[SupportEnd]
    unread: Sequence[Refusal] = ()
    earlier: Snapshot | None = None
    since: "Difference | None" = None
    whole: Findings | None = None
    heard: Heard = Heard()
    crowded: int = 0

    @property
    def unreadable(self) -> int:
        """Count the components that bills hold and that could not be read."""
        return sum(len(each.rejected) for each in self.gathered.products)

    @property
    def all_findings(self) -> Findings:
        """Give all the findings, whether they opened since a day or not."""
        return self.findings if self.whole is None else self.whole


def survey(gathered: Gathered, snapshot: Snapshot, cache: Path, decisions: Decisions, as_of: date) -> Survey:
    """Hold the components that were gathered against a snapshot.

    Raises:
        DamagedSegmentError: the base cannot be read.
    """
    decisions = decisions.on(as_of)
    said = spoken(decisions, gathered)
    matched, findings = _found(gathered, snapshot, cache, decisions, said, as_of)
    covered, unevaluated = _covered(gathered, matched)
    lives = [
        record
        for segment in snapshot.segments
        if segment.kind is Kind.LIFECYCLES
        for record in segment.records()
    ]
    return Survey(
        as_of=as_of,
        crowded=matched.crowded,
        snapshot=snapshot,
        gathered=gathered,
        findings=findings,
        covered=covered,
        unevaluated=unevaluated,
        supports=support_ends(gathered, lives, as_of),
        heard=said.heard(decisions),
    )


def listing_nothing(gathered: Gathered) -> list[Refusal]:
    """List the bills that hold no component at all: what a generator that failed writes."""
    return [
        Refusal((Diagnostic("bill_lists_nothing", Place(each.file)),))
        for each in gathered.products
        if not each.total
    ]


def compare(done: Survey, earlier: Snapshot, cache: Path, decisions: Decisions) -> "Difference":
    """Say what a survey finds that an earlier snapshot did not, for the same bills and statements.

    Raises:
        DamagedSegmentError: the base cannot be read.
    """
    from hygie.feeds.changes import changes  # noqa: PLC0415 - most surveys compare with nothing
    from hygie.watch.since import difference  # noqa: PLC0415

    decisions = decisions.on(done.as_of)
    said = spoken(decisions, done.gathered)
    _, old = _found(done.gathered, earlier, cache, decisions, said, done.as_of)
    return difference(old, done.findings, changes(earlier, done.snapshot))


def _found(
    gathered: Gathered, snapshot: Snapshot, cache: Path, decisions: Decisions, said: Spoken, as_of: date
) -> tuple[Matched, Findings]:
    opened = indexes(snapshot, cache)
    matched = match(gathered.components, opened)
    grouped = groups(opened, cache)
    knowledge = Knowledge(snapshot, opened, grouped, as_of)
    return matched, assemble(matched, grouped, knowledge, gathered, decisions, said)


def _covered(gathered: Gathered, matched: Matched) -> tuple[list[Covered], list[Unevaluated]]:
    """Count what was evaluated, bill by bill, and list what was not, component by component."""
    found = coverage(matched)
    done = found.routes != 0
    component, product = gathered.of_component, gathered.of_product
    bills = len(gathered.products)
    evaluated = np.bincount(product[done[component]], minlength=bills).tolist()
    codes = np.bincount(
        product.astype(np.int64) * len(REASONS) + found.reasons[component], minlength=bills * len(REASONS)
    ).reshape(bills, len(REASONS))
    covered = []
    for number, each in enumerate(gathered.products):
        reasons = Counter(
            {REASONS[code]: count for code, count in enumerate(codes[number].tolist()) if code and count}
        )
        if each.rejected:
            reasons[UNREADABLE] = len(each.rejected)
        covered.append(Covered(each, each.total, evaluated[number], dict(reasons.most_common())))
    places = gathered.places()
    unevaluated = [
        Unevaluated(
            gathered.components[number],
            found.reason(number),
            tuple(gathered.products[at] for at in places.of(number)),
        )
        for number in np.flatnonzero(found.routes == 0).tolist()
    ]
    return covered, unevaluated
