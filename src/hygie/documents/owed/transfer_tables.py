"""The tables of the map of transfers: storage places, remote accesses, laws, and what is to be public."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Cell, Quiet, cell
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.sovereignty_words import SovereigntyWords
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.actors import Actor, RemoteAccess, Storage
from hygie.dossier.vocabulary.base import known
from hygie.hosting.answers import Answer
from hygie.hosting.publication import ACTIVITIES, Publication, PublicationCase, Standing
from hygie.hosting.subjections import Bond, subjections
from hygie.hosting.transfers import Transfer, remote_accesses, storages, unlisted
from hygie.kernel.clock import Clock
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import CaseVerdict, Verdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

STORAGES = (
    Column(N_("Actor"), 6),
    Column(N_("Country"), 4),
    Column(N_("In the EEA"), 4),
    Column(N_("Site"), 5),
    Column(N_("What is stored"), 4),
    Column(N_("Services"), 6),
    Column(N_("In use since"), 4),
)
ACCESSES = (
    Column(N_("Actor"), 5),
    Column(N_("Country"), 4),
    Column(N_("Purpose"), 5),
    Column(N_("Services"), 5),
    Column(N_("Basis"), 6),
    Column(N_("Date of the instrument"), 4),
    Column(N_("Adequacy on the day"), 5),
    Column(N_("Supplementary measures"), 6),
    Column(N_("Clients told"), 4),
)
LAWS = (
    Column(N_("Actor"), 6),
    Column(N_("Country whose law applies"), 5),
    Column(N_("Why"), 5),
    Column(N_("Adequacy on the day"), 6),
    Column(N_("Calls for EXI-30"), 4),
)
PUBLIC = (
    Column(N_("Activity"), 6),
    Column(N_("Certified"), 4),
    Column(N_("SecNumCloud 3.2 qualified"), 4),
    Column(N_("Transfer outside the EEA"), 4),
    Column(N_("Third-country law"), 4),
    Column(N_("To be published"), 6),
    Column(N_("Published as due"), 4),
)

_PLAIN = {Truth.TRUE: N_("yes"), Truth.FALSE: N_("no"), Truth.UNKNOWN: N_("not determined")}
"""Answers that are neither good nor bad by themselves."""


class TransferTables:
    """Draws up the rows of one study in one language; what is in place or may be, and nothing else."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Look at ``study``, and speak with ``voice``."""
        self._study, self._voice = study, voice
        self._say, self._fields = Phrases(study, voice), Fields(study, voice)
        self._words = SovereigntyWords(study, voice)
        self._declared, self._clock = study.dossier.declared, Clock(study.as_of)
        found = (storages(self._declared, self._clock), remote_accesses(self._declared, self._clock))
        self.storages, self.accesses = (
            tuple(each for each in listed if each.concerned.truth is not Truth.FALSE) for listed in found
        )
        self.to_come = tuple(each for listed in found for each in listed if _is_to_come(each))
        bonds = subjections(self._declared, self._clock)
        self.bonds = tuple(bond for bond in bonds if bond.holds.truth is not Truth.FALSE)

    def _verdict(self, requirement: str) -> Verdict | None:
        return self._study.verdicts.get(HDS, {}).get(requirement)

    def stored(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows of the storage places."""
        for found in self.storages:
            if isinstance(found.entry, Storage):
                yield self._storage(found, found.entry)
        yield from self._not_listed("storage", len(STORAGES))

    def _storage(self, found: Transfer, entry: Storage) -> tuple[Cell, ...]:
        stored = self._fields.word(entry, "nature", "cell")
        if known(entry.health_data) is None:
            stored = (*stored, (Quiet(self._voice.say(N_("health data or not: not determined"))),))
        return (
            self._actor(found.actor, found.concerned),
            self._words.country(entry),
            cell(self._say.truth(found.outside.negated().truth)),
            self._fields.text(entry, "site"),
            stored,
            self._fields.names(entry, "services", "service"),
            self._since(entry),
        )

    def _since(self, entry: Storage) -> Cell:
        if entry.since is None:
            return cell(self._voice.say(N_("already in use")))
        return self._fields.day(entry, "since")

    def reached(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows of the remote accesses, with what EXI-29 says of each."""
        verdict = self._verdict("EXI-29")
        cases = {case.path: case for case in verdict.cases} if verdict is not None else {}
        for found in self.accesses:
            if isinstance(found.entry, RemoteAccess):
                yield self._access(found, found.entry, cases.get(self._study.dossier.path(found.entry)))
        yield from self._not_listed("remote_accesses", len(ACCESSES))

    def _access(self, found: Transfer, entry: RemoteAccess, case: CaseVerdict | None) -> tuple[Cell, ...]:
        rests_on_46 = (known(entry.basis) or "").startswith("art46")
        measures = self._fields.lines(entry, "supplementary_measures")
        if known(entry.supplementary_measures) == []:
            measures = cell(self._voice.say(N_("none found necessary")))
        return (
            self._actor(found.actor, found.concerned),
            self._words.country(entry),
            self._fields.text(entry, "purpose"),
            self._fields.names(entry, "services", "service"),
            self._basis(found, case),
            self._fields.day(entry, "basis_date") if rests_on_46 else cell("–"),
            self._words.adequacy(found),
            measures if rests_on_46 else cell("–"),
            self._told(found, case),
        )

    def _basis(self, found: Transfer, case: CaseVerdict | None) -> Cell:
        """Say the basis, and whether it is valid in the verdict's words."""
        words = self._words.basis(found)
        valid = {item.id: item for item in case.criteria}.get("c1") if case is not None else None
        return cell(words) if valid is None else cell(words, self._say.truth(valid.value))

    def _told(self, found: Transfer, case: CaseVerdict | None) -> Cell:
        """Say whether clients were told of the absence of adequacy and of the safeguards (EXI-29, c2)."""
        if found.outside.truth is Truth.FALSE:
            return cell("–")
        told = {item.id: item for item in case.criteria}.get("c2") if case is not None else None
        if told is None:
            return cell(self._say.badge(Status.UNDETERMINED))
        if told.applies is Truth.FALSE:
            return cell(self._say.badge(Status.NOT_APPLICABLE))
        return cell(self._say.truth(told.value))

    def bound(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows of those who are subject to a law."""
        yield from map(self._bond, self.bonds)
        yield from self._not_listed("subject_to", len(LAWS))

    def _bond(self, bond: Bond) -> tuple[Cell, ...]:
        return (
            self._actor(bond.actor, bond.holds),
            self._words.country(bond.entry),
            self._words.link(bond),
            self._words.adequacy(bond),
            cell(self._voice.say(_PLAIN[bond.applies.truth])),
        )

    def published(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows of the certified activities, with what EXI-31 says of each."""
        looked_at = Publication(self._declared, self._clock)
        standings = [looked_at.standing(activity) for activity in ACTIVITIES]
        concerned = [each for each in standings if each.certified.truth is not Truth.FALSE]
        verdict = self._verdict("EXI-31")
        cases = verdict.cases if verdict is not None else ()
        statuses = [case.status for case in cases]
        if len(statuses) != len(concerned):
            # No case was decided: the requirement does not apply, or nobody knows whether it does.
            statuses = [Status.UNDETERMINED if verdict is None else verdict.status] * len(concerned)
        for standing, status in zip(concerned, statuses, strict=True):
            yield self._activity(standing, status)

    def _activity(self, standing: Standing, status: Status) -> tuple[Cell, ...]:
        answers = (standing.certified, standing.qualified, standing.transfer, standing.risk)
        case = self._voice.term("publication_case", standing.case.value)
        due = cell(case)
        if standing.case is PublicationCase.UNDETERMINED:
            due = cell(self._say.badge(Status.UNDETERMINED))
        return (
            cell(self._say.activity(standing.activity)),
            *(cell(self._voice.say(_PLAIN[answer.truth])) for answer in answers),
            due,
            cell(self._say.badge(status)),
        )

    def _actor(self, actor: Actor, concerned: Answer) -> Cell:
        if concerned.truth is Truth.TRUE:
            return cell(actor.name)
        return cell(actor.name, Quiet(self._voice.say(N_("in place or not: not determined"))))

    def _not_listed(self, field: str, columns: int) -> Iterator[tuple[Cell, ...]]:
        """Give a row to each actor whose list is not given: nothing says that it is empty."""
        for actor, answer in unlisted(self._declared, field):
            if answer.truth is not Truth.FALSE:
                silence = (self._fields.silence(getattr(actor, field)),)
                yield cell(actor.name), *((silence,) * (columns - 1))


def _is_to_come(found: Transfer) -> bool:
    concerned = found.concerned
    dated = all(fact.field == "since" for fact in concerned.because)
    return concerned.truth is Truth.FALSE and dated
