"""The proof of a verdict: its criteria, and its subjects where there are several."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from hygie.documents.report.said import WORST_FIRST, Teller
from hygie.documents.report.view import Criterion, Lines, Sign, Subject, Subjects
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Criterion as CatalogCriterion
from hygie.referentials.catalog import Mark, Requirement
from hygie.referentials.verdict import CaseVerdict, CriterionVerdict, Reason, Verdict
from hygie.wording.sentence import N_, N_plural

ENOUGH_SUBJECTS = 12
"""Subjects shown of a requirement, worst first; a thousand contracts must not make a thousand rows each."""

ENOUGH_LINES_EACH = 3
"""Lines shown of one subject, or of one criterion where there are several subjects."""

_MARKS = {
    Mark.LAW: N_("law outside the referential"),
    Mark.CONVENTION: N_("convention of Hygie"),
    Mark.UNCERTAIN: N_("uncertain reading"),
}


def criteria_of(verdict: Verdict, requirement: Requirement, teller: Teller) -> tuple[Criterion, ...]:
    """Give the criteria of a verdict in the order of the catalogue; none where no case was looked at."""
    found: dict[str, list[CriterionVerdict]] = {}
    for case in verdict.cases:
        for criterion in case.criteria:
            found.setdefault(criterion.id, []).append(criterion)
    return tuple(
        _criterion(item, found[item.id], teller) for item in requirement.criteria if item.id in found
    )


def _criterion(item: CatalogCriterion, found: Sequence[CriterionVerdict], teller: Teller) -> Criterion:
    voice = teller.voice
    several = len(found) > 1
    mark = _MARKS.get(item.mark)
    return Criterion(
        text=voice.text(item.text),
        sign=_sign(min(found, key=_rank), teller),
        blocking=item.blocking,
        mark=voice.say(mark) if mark else "",
        tally=_tally(found, teller) if several else (),
        when=voice.text(item.when) if item.when and any(_has_no_object(one) for one in found) else "",
        lines=_lines_of_several(found, teller) if several else _lines(found[0], teller),
    )


def _has_no_object(criterion: CriterionVerdict) -> bool:
    return criterion.applies is Truth.FALSE


def _sign(criterion: CriterionVerdict, teller: Teller) -> Sign:
    if _has_no_object(criterion):
        return teller.status(Status.NOT_APPLICABLE)
    return teller.mixed() if criterion.mixed else teller.truth(criterion.value)


def _rank(criterion: CriterionVerdict) -> int:
    """Sort the values of a criterion from the one that weighs most to the one that weighs nothing."""
    if _has_no_object(criterion):
        return 4
    return 1 if criterion.mixed else _RANK[criterion.value]


_RANK = {Truth.FALSE: 0, Truth.UNKNOWN: 2, Truth.TRUE: 3}


def _tally(found: Iterable[CriterionVerdict], teller: Teller) -> tuple[Sign, ...]:
    """Count the subjects of each value, the worst first."""
    ranked = sorted(found, key=_rank)
    counts = Counter(_rank(criterion) for criterion in ranked)
    firsts = {_rank(criterion): criterion for criterion in reversed(ranked)}
    signs = ((_sign(firsts[rank], teller), counts[rank]) for rank in sorted(counts))
    return tuple(sign._replace(strength=teller.voice.number(count)) for sign, count in signs)


def _lines(criterion: CriterionVerdict, teller: Teller) -> Lines:
    said = teller.reasons(criterion.reasons)
    lacking = teller.lines(map(teller.missing, criterion.missing), len(criterion.missing))
    return Lines((*said.shown, *lacking.shown), said.more or lacking.more)


def _lines_of_several(found: Iterable[CriterionVerdict], teller: Teller) -> Lines:
    """Say only what is against: the subjects tell the rest."""
    against = list(chain.from_iterable(_against(criterion.reasons) for criterion in found))
    return teller.lines(map(teller.reason, against), len(against), ENOUGH_LINES_EACH)


def _against(reasons: Iterable[Reason]) -> Iterator[Reason]:
    return (reason for reason in reasons if reason.value is not Truth.TRUE)


def subjects_of(verdict: Verdict, teller: Teller) -> Subjects | None:
    """Give the subjects of a verdict, worst first and bounded; none where there is only one."""
    if len(verdict.cases) <= 1:
        return None
    ordered = sorted(verdict.cases, key=lambda case: WORST_FIRST.index(case.status))
    shown = tuple(_subject(case, teller) for case in ordered[:ENOUGH_SUBJECTS])
    return Subjects(shown, tally_of(verdict, teller), _others(ordered[ENOUGH_SUBJECTS:], teller))


def tally_of(verdict: Verdict, teller: Teller) -> str:
    """Say how many subjects meet the requirement, of how many; nothing where there is one."""
    if not verdict.counts:
        return ""
    met = verdict.counts.get(Status.MET, 0)
    total = sum(count for status, count in verdict.counts.items() if status is not Status.NOT_APPLICABLE)
    return teller.voice.say(N_("{met} of {total}"), met=met, total=total)


def _subject(case: CaseVerdict, teller: Teller) -> Subject:
    reasons = list(chain.from_iterable(_against(criterion.reasons) for criterion in case.criteria))
    total = len(reasons) + len(case.missing)
    lines = chain(map(teller.reason, reasons), map(teller.missing, case.missing))
    return Subject(
        teller.subject(case.path),
        teller.place(case.path),
        teller.status(case.status, case.strength),
        teller.lines(islice(lines, ENOUGH_LINES_EACH), total, ENOUGH_LINES_EACH),
    )


def _others(left: Sequence[CaseVerdict], teller: Teller) -> str:
    """Say how many subjects are not shown, and with which statuses."""
    if not left:
        return ""
    voice = teller.voice
    counts = Counter(case.status for case in left)
    parts = ", ".join(
        f"{voice.glyph(status)} {voice.status(status)} {voice.number(counts[status])}"
        for status in WORST_FIRST
        if counts[status]
    )
    return voice.count(
        *N_plural("{count} more is not shown: {parts}", "{count} more are not shown: {parts}"),
        len(left),
        parts=parts,
    )
