"""The auditor's annex to the commitments of the charter: each answer with the places that it rests on."""

from collections.abc import Iterable, Iterator

from hygie.documents.blocks import Block, Cell, Line, Paragraph, Quiet, Table, cell
from hygie.documents.owed.charter_account import Account
from hygie.documents.phrases import Phrases
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import CaseVerdict, CriterionVerdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

ENOUGH_PLACES = 6
"""Longest list of places in a cell; the rest is counted."""


def annex(account: Account, voice: Voice) -> Iterator[Block]:
    """Give the annex: criteria in rows, then the evidence that supports the verdicts."""
    say = Phrases(account.study, voice)
    yield say.heading(2, voice.say(N_("Annex for the auditor")))
    introduction = N_(
        "Where each answer is declared: file, line and column. “hygie explain” gives the whole proof of one "
        "commitment."
    )
    yield Paragraph((voice.say(introduction),))
    columns = (N_("Commitment"), N_("Criterion"), N_("Product or company"), N_("Answer"), N_("Places"))
    yield Table(
        voice.say(N_("Answers and the places that they rest on")),
        tuple(map(voice.say, columns)),
        tuple(_rows(account, voice, say)),
        (3, 6, 3, 3, 6),
    )
    yield from _evidence(account, voice, say)


def _rows(account: Account, voice: Voice, say: Phrases) -> Iterator[tuple[Cell, ...]]:
    for asked, verdict in account.verdicts:
        for subject in account.subjects(verdict):
            for case in subject.cases:
                for criterion in case.criteria:
                    yield (
                        cell(asked.id),
                        cell(f"{criterion.id}. {voice.text(asked.criterion(criterion.id).text)}"),
                        cell(subject.name),
                        _answer(case, criterion, voice, say),
                        _places(case, criterion, say),
                    )


def _answer(case: CaseVerdict, criterion: CriterionVerdict, voice: Voice, say: Phrases) -> Cell:
    if criterion.applies is Truth.FALSE or case.status is Status.NOT_APPLICABLE:
        return cell(voice.say(N_("does not apply")))
    if criterion.mixed:
        return cell(voice.say(N_("in part")))
    return ((say.truth(criterion.value),),)


def _places(case: CaseVerdict, criterion: CriterionVerdict, say: Phrases) -> Cell:
    """Give the places of a criterion; where its subject is not concerned, those that say so."""
    paths = [reason.path for reason in criterion.reasons]
    if case.status is Status.NOT_APPLICABLE:
        paths += [reason.path for reason in case.reasons]
    else:
        paths += [item.path for item in criterion.missing]
    lines: Iterable[Line] = ((say.place(path),) for path in dict.fromkeys(paths) if path)
    return say.cell(say.bullets(lines, ENOUGH_PLACES).items)


def _evidence(account: Account, voice: Voice, say: Phrases) -> Iterator[Block]:
    dossier = account.study.dossier
    pieces = {piece.id: piece for piece in dossier.declared.evidence}
    rows = tuple(
        (cell(asked.id), cell(pieces[name].title), cell(say.place(dossier.path(pieces[name]))))
        for asked, verdict in account.verdicts
        for name in verdict.evidence
    )
    if not rows:
        yield Paragraph((Quiet(voice.say(N_("No piece of evidence supports a commitment in the dossier."))),))
        return
    columns = (N_("Commitment"), N_("Piece"), N_("Place"))
    yield Table(
        voice.say(N_("Evidence that supports the commitments")),
        tuple(map(voice.say, columns)),
        rows,
        (3, 9, 6),
    )
