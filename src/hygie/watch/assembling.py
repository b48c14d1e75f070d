"""From hits to findings: one per vulnerability and component, decided by statements, in order."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from hygie.matching.aliases import Groups
from hygie.matching.identities import Route
from hygie.matching.matched import Column, Columns, Matched
from hygie.observations.advisory import Affected
from hygie.watch.deciding import decide
from hygie.watch.decisions import Decisions
from hygie.watch.findings import STATUSES, Confidence, Findings, Ground, Mend, Record, Status, Tables
from hygie.watch.gathering import Gathered, Places, Product
from hygie.watch.heard import Spoken
from hygie.watch.knowledge import Knowledge
from hygie.watch.stated import with_stated
from hygie.watch.surer import PACKAGE_SAYS_NO, Doubtful, denials, reason_of

Numbers = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Value = TypeVar("Value")
_CONFIDENCE: Final = {
    Route.PURL: Confidence.CERTAIN,
    Route.CPE: Confidence.LIKELY,
    Route.NAME: Confidence.POSSIBLE,
}
_SURE_NAMES: Final = ("names_exact", "names_alias", "cpe_same_names")
"""Same vendor and same product; a likeness, or a name alone, is but possible."""
_HALF, _LOW, _SHIFT = 32, (1 << 32) - 1, 1 << 31
_SPARED: Final = STATUSES.index(Status.NOT_AFFECTED)
_OF_STATE: Final = (STATUSES.index(Status.AFFECTED), STATUSES.index(Status.TO_CHECK))


class Merged(msgspec.Struct, frozen=True):
    """Hits brought together: ``order`` sorts them, ``starts`` opens each finding, ``group`` names them."""

    order: Numbers
    starts: Numbers
    group: npt.NDArray[np.int32]

    @property
    def best(self) -> Numbers:
        """Give the hit that speaks for each finding: the gravest, then by the surest route."""
        return self.order[self.starts]


def merge(columns: Columns, groups: Groups) -> Merged:
    """Bring together the hits of one component that speak of one vulnerability."""
    group = np.empty(len(columns.subject), dtype=np.int32)
    for segment, of in enumerate(groups.of):
        here = columns.segment == segment
        group[here] = of[columns.record[here]]
    order = np.lexsort((columns.segment, columns.route, columns.state, group, columns.subject))
    subject, named = columns.subject[order], group[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (subject[1:] != subject[:-1]) | (named[1:] != named[:-1])
    return Merged(order, np.flatnonzero(new), group)


def assemble(
    matched: Matched,
    groups: Groups,
    knowledge: Knowledge,
    gathered: Gathered,
    decisions: Decisions,
    said: Spoken,
) -> Findings:
    """Make the findings of what was matched, which is about the components gathered, and of what is said."""
    columns, places = matched.columns, gathered.places()
    merged = merge(columns, groups)
    best = merged.best
    wanted, vulnerability = np.unique(merged.group[best], return_inverse=True)
    vulnerabilities = knowledge.vulnerabilities(wanted)
    subjects = columns.subject[best].astype(np.int32)
    products, contained = _contained(places, gathered, subjects)
    records, record = _records(merged, columns, matched)
    grounds, ground = _grounds(columns, best, matched)
    mends, mended = _mends(merged, columns, matched)
    status = np.array(_OF_STATE, dtype=np.int8)[columns.state[best]]
    for finding, denial in denials(matched, groups, _doubtful(merged, columns)).items():
        status[finding], ground[finding] = _SPARED, len(grounds)
        grounds.append(Ground(Route.PURL, Confidence.CERTAIN, PACKAGE_SAYS_NO, reason_of(denial)))
    found = Findings(
        Tables(
            vulnerabilities,
            gathered.components,
            products,
            grounds, mends, records, [None],
        ),
        vulnerability=vulnerability.astype(np.int32),
        component=subjects,
        products=contained,
        status=status,
        ground=ground, mends=mended, records=record,
        decision=np.zeros(len(best), dtype=np.int32),
    )  # fmt: skip
    return ordered(with_stated(decide(found, decisions, gathered, said), said, gathered, knowledge))


def _doubtful(merged: Merged, columns: Columns) -> Doubtful:
    """Give the findings that rest on CPE names and names for people alone."""
    if not len(merged.starts):
        return Doubtful(*[np.empty(0, dtype=np.int64)] * 3)
    surest = np.minimum.reduceat(columns.route[merged.order], merged.starts)
    finding = np.flatnonzero(surest > Route.PURL)
    hit = merged.best[finding]
    return Doubtful(finding, columns.subject[hit].astype(np.int64), merged.group[hit].astype(np.int64))


def ordered(findings: Findings) -> Findings:
    """Put what is open first; in that, what is exploited, then what is sure, then the most pressing."""
    vulnerabilities = findings.tables.vulnerabilities
    pressing = sorted(range(len(vulnerabilities)), key=lambda number: vulnerabilities[number].pressing)
    place = np.empty(len(vulnerabilities), dtype=np.int32)
    place[pressing] = np.arange(len(vulnerabilities))
    calm = np.array([not each.exploited for each in vulnerabilities], dtype=bool)
    closed = ~findings.is_open[findings.status]
    keys = (
        findings.component, place[findings.vulnerability], findings.status,
        calm[findings.vulnerability], closed,
    )  # fmt: skip
    return findings.take(np.lexsort(keys))


def _records(merged: Merged, columns: Columns, matched: Matched) -> tuple[list[tuple[Record, ...]], Ints]:
    """Give the records of each finding, each once."""

    def named(hits: Sequence[tuple[int, int]]) -> tuple[Record, ...]:
        return tuple(
            Record(
                matched.indexes[segment].source,
                segment,
                number,
                matched.indexes[segment].ids[number].decode(errors="surrogatepass"),
            )
            for segment, number in dict.fromkeys(hits)
        )

    return _tabled(merged, columns.segment, columns.record, named)


def _mends(merged: Merged, columns: Columns, matched: Matched) -> tuple[list[tuple[Mend, ...]], Ints]:
    """Give what mends each finding, as its records say: versions of packages, and the words of the others."""
    judged = columns.route != Route.PURL
    # Of a package, the version is known from the index; of another hit, its record is looked at.
    number = np.where(judged, -2 - np.arange(len(judged)), columns.fixed)

    def named(hits: Sequence[tuple[int, int]]) -> tuple[Mend, ...]:
        found: dict[Mend, None] = {}
        for segment, at in dict.fromkeys(hits):
            if at >= 0:
                fixed = matched.indexes[segment].fixes[at].decode(errors="surrogatepass")
                found[Mend("update", fixed)] = None
            elif at < -1:
                reason = matched.reasons[int(columns.reason[-2 - at])]
                found |= dict.fromkeys(_told(matched.hit(-2 - at).affected, reason.fixed))
        return tuple(found)

    return _tabled(merged, columns.segment, number, named)


def _told(affected: Affected, ended: str | None) -> Iterator[Mend]:
    """Give what a source says mends a product: its own words, else the version that ends the range.

    ``ended``: that of the range that answered; None where none did in particular, all are then given.
    """
    for remedy in affected.remedies:
        yield Mend(remedy.kind, "", remedy.text, remedy.url)
    if not affected.remedies:
        ends = [held.fixed for held in affected.ranges] if ended is None else [ended]
        yield from (Mend("update", end) for end in ends if end)


Named = Callable[[Sequence[tuple[int, int]]], Value]


def _tabled(
    merged: Merged, segment: Column, number: Column, named: "Named[Value]"
) -> tuple[list[Value], Ints]:
    """Name what the hits of each finding say; findings that say the same share an entry of the table.

    Most findings have one hit: those are numbered as columns.
    """
    segments, numbers = segment[merged.order].astype(np.int64), number[merged.order].astype(np.int64)
    counts = np.diff(merged.starts, append=len(merged.order))
    codes = (segments << _HALF) + numbers + _SHIFT
    single, place = np.unique(codes[merged.starts], return_inverse=True)
    table = [named([(code >> _HALF, (code & _LOW) - _SHIFT)]) for code in single.tolist()]
    column = place.astype(np.int32)
    for finding in np.flatnonzero(counts > 1).tolist():
        start = int(merged.starts[finding])
        end = start + int(counts[finding])
        column[finding] = len(table)
        table.append(named(list(zip(segments[start:end].tolist(), numbers[start:end].tolist(), strict=True))))
    return table, column


def _grounds(columns: Columns, best: Numbers, matched: Matched) -> tuple[list[Ground], Ints]:
    codes = (columns.route[best].astype(np.int64) << _HALF) + columns.reason[best]
    distinct, place = np.unique(codes, return_inverse=True)
    grounds = []
    for code in distinct.tolist():
        route = Route(code >> _HALF)
        reason = matched.reasons[code & _LOW]
        sure = Confidence.LIKELY if reason.identity in _SURE_NAMES else _CONFIDENCE[route]
        grounds.append(Ground(route, sure, reason.code, reason.parameters, reason.identity))
    return grounds, place.astype(np.int32)


def _contained(places: Places, gathered: Gathered, subjects: Ints) -> tuple[list[tuple[Product, ...]], Ints]:
    """Give the products that contain the component of each finding, each set of products once."""
    found = np.zeros(len(gathered.components), dtype=bool)
    found[subjects] = True
    # Most components occur once: in the product of that number.
    alone = found & (np.diff(places.starts) == 1)
    number = np.zeros(len(found), dtype=np.int32)
    products, number[alone] = np.unique(places.products[places.starts[:-1][alone]], return_inverse=True)
    sets: dict[tuple[int, ...], int] = {(product,): at for at, product in enumerate(products.tolist())}
    for component in np.flatnonzero(found & ~alone).tolist():
        number[component] = sets.setdefault(tuple(places.of(component)), len(sets))
    return [tuple([gathered.products[at] for at in held]) for held in sets], number[subjects]
