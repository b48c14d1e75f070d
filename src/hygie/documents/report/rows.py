"""The requirements of a referential as compact rows, worst first, each with its proof."""

from datetime import date

from hygie.documents.answers import Answers
from hygie.documents.report.cases import criteria_of, subjects_of, tally_of
from hygie.documents.report.said import WORST_FIRST, Teller
from hygie.documents.report.view import Group, Line, Lines, Piece, Row, Section
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.evidence import Evidence
from hygie.kernel.status import Status, Strength
from hygie.referentials.catalog import Requirement
from hygie.referentials.verdict import Verdict
from hygie.wording.sentence import N_, N_plural

ENOUGH_PIECES = 8
"""Pieces of evidence shown in a row."""


def section_of(referential: str, teller: Teller, *, sparse: bool) -> Section:
    """Give the requirements of a referential that were decided, by status, worst first."""
    catalog = teller.study.catalog(referential)
    verdicts = teller.study.verdicts[referential]
    rows = Rows(teller)
    by_status: dict[Status, list[tuple[Requirement, Verdict]]] = {status: [] for status in WORST_FIRST}
    for name, verdict in verdicts.items():
        by_status[verdict.status].append((catalog.requirement(name), verdict))
    return Section(
        referential,
        teller.voice.text(catalog.title),
        tuple(_group(status, found, rows, sparse=sparse) for status, found in by_status.items() if found),
        teller.voice.text(catalog.note),
        catalog.reference,
    )


def _group(status: Status, found: list[tuple[Requirement, Verdict]], rows: "Rows", *, sparse: bool) -> Group:
    """Put the rows of a status together; a hardly begun dossier folds those that wait for facts."""
    teller = rows.teller
    return Group(
        teller.status(status),
        requirements_counted(status, len(found), teller),
        tuple(rows.row(requirement, verdict) for requirement, verdict in found),
        folded=sparse and status is Status.UNDETERMINED,
    )


_COUNTED = {
    Status.MET: N_plural("{count} requirement met", "{count} requirements met"),
    Status.PARTIAL: N_plural("{count} requirement met in part", "{count} requirements met in part"),
    Status.NOT_MET: N_plural("{count} requirement not met", "{count} requirements not met"),
    Status.UNDETERMINED: N_plural("{count} requirement undetermined", "{count} requirements undetermined"),
    Status.NOT_APPLICABLE: N_plural(
        "{count} requirement not applicable", "{count} requirements not applicable"
    ),
}


def requirements_counted(status: Status, count: int, teller: Teller) -> str:
    """Say how many requirements have a status."""
    return teller.voice.count(*_COUNTED[status], count)


_RESERVED = N_plural("{count} reservation", "{count} reservations")


class Rows:
    """Makes the rows of a study."""

    def __init__(self, teller: Teller) -> None:
        """Make rows as a teller tells."""
        self.teller = teller
        self._answers = Answers(teller.study, teller.voice)
        self._evidence = {piece.id: piece for piece in teller.dossier.declared.evidence}

    def row(self, requirement: Requirement, verdict: Verdict) -> Row:
        """Give the row of a requirement."""
        teller, voice = self.teller, self.teller.voice
        settled = verdict.status in (Status.MET, Status.NOT_APPLICABLE)
        return Row(
            id=requirement.id,
            title=voice.text(requirement.title),
            sign=teller.status(verdict.status, verdict.strength),
            summary=self._answers.summary(verdict),
            tally=tally_of(verdict, teller),
            reserved=voice.count(*_RESERVED, len(verdict.reservations)) if verdict.reservations else "",
            statement=voice.text(requirement.statement),
            source=_source(requirement),
            steps=teller.todos(verdict),
            hint="" if settled else voice.text(requirement.next_step),
            missing=teller.lines(map(teller.missing, verdict.missing), len(verdict.missing)),
            criteria=criteria_of(verdict, requirement, teller),
            reasons=Lines() if verdict.cases else teller.reasons(verdict.reasons),
            subjects=subjects_of(verdict, teller),
            evidence=tuple(self._piece(self._evidence[name]) for name in verdict.evidence[:ENOUGH_PIECES]),
            expected=voice.text(requirement.evidence),
            reservations=self._reservations(verdict),
            notes=teller.lines(map(teller.doubt, verdict.notes), len(verdict.notes)),
            doubts=tuple(map(voice.text, requirement.doubts)),
        )

    def _reservations(self, verdict: Verdict) -> Lines:
        found = self.teller.lines(map(self.teller.doubt, verdict.reservations), len(verdict.reservations))
        if verdict.binding is None:
            return found
        said = self.teller.voice.say(N_("The dossier’s policy makes this reservation lower the status."))
        return Lines((*found.shown, Line(said)), found.more)

    def _piece(self, piece: Evidence) -> Piece:
        voice, last_day = self.teller.voice, known(piece.valid_until)
        strength = Strength.OBSERVED if piece.origin == "observed" else Strength.ATTESTED
        path = self.teller.dossier.entries_by_ref.get(f"evidence:{piece.id}", ("evidence",))
        return Piece(
            piece.title,
            voice.strength(strength),
            self._validity(last_day),
            expired=last_day is not None and last_day < self.teller.study.as_of,
            place=self.teller.place(path),
        )

    def _validity(self, last_day: date | None) -> str:
        voice = self.teller.voice
        if last_day is None:
            return voice.say(N_("no end of validity given"))
        if last_day < self.teller.study.as_of:
            return voice.say(N_("expired on {day}"), day=last_day)
        return voice.say(N_("valid until {day}"), day=last_day)


def _source(requirement: Requirement) -> str:
    """Write where the requirement comes from."""
    source = requirement.source
    parts = [source.document, source.section, source.clause]
    if requirement.iso27001_clause:
        parts.append(f"ISO 27001 {requirement.iso27001_clause}")
    if requirement.csp_article:
        parts.append(f"CSP {requirement.csp_article}")
    return " · ".join(parts)
