"""What the verdicts of the charter say of each product and of the company, for readers outside it.

The sentences show no path, and none that names a client is given: other clients read them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple, TypeAlias

from hygie.assessment.study import Study
from hygie.documents.blocks import Line, Quiet
from hygie.dossier.paths import Path
from hygie.dossier.plan import plan_of
from hygie.dossier.vocabulary.base import Entry, RefTo
from hygie.dossier.vocabulary.clients import Client
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.referentials.algebra import worst
from hygie.referentials.catalog import Requirement
from hygie.referentials.verdict import CaseVerdict, CriterionVerdict, Missing, Reason, Reservation, Verdict
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

FEIMA = "feima-2021"

_SAID_BY_THE_STRENGTH = "evidence_missing"
_WITHOUT_SUBJECT = frozenset({"stale", "undated", "dated_ahead"})
"""Reservations whose sentence does not name what it is about."""

_CLIENT = RefTo(("client",))
"""Marks a field that holds the id of a client."""

Told: TypeAlias = Reason | Reservation | Missing

_STRENGTHS = {
    Strength.DECLARED: N_("on declaration alone, without valid evidence"),
    Strength.ATTESTED: N_("with evidence that somebody vouches for"),
    Strength.OBSERVED: N_("with evidence collected from the thing itself"),
}


class Subject(NamedTuple):
    """A product, or the company (whose path is empty), and the statuses of its cases."""

    name: str
    path: Path
    cases: tuple[CaseVerdict, ...] = ()

    @property
    def status(self) -> Status:
        """The worst of its cases."""
        return worst(case.status for case in self.cases)


class Account:
    """Says what the study found of the charter, subject by subject."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Give account of ``study``, which is evaluated against the charter though its roles may not be."""
        charter = study if FEIMA in study.applicable else Study(study.dossier, study.as_of, (FEIMA,))
        self.study = charter
        self._voice = voice
        self._dossier = study.dossier
        self._verdicts = charter.verdicts[FEIMA]
        clients = charter.facts.listed(study.dossier.declared.clients) or ()
        self._clients = [re.compile(rf"(?<!\w){re.escape(client.name)}(?!\w)") for client in clients]

    @property
    def verdicts(self) -> Iterable[tuple[Requirement, Verdict]]:
        """The commitments with their verdicts, in the order of the charter."""
        catalog = self.study.catalog(FEIMA)
        return [(catalog.requirement(name), verdict) for name, verdict in self._verdicts.items()]

    @property
    def products(self) -> tuple[Subject, ...]:
        """The products on the market."""
        listed = self.study.facts.listed(self._dossier.declared.products) or ()
        return tuple(Subject(product.name, self._dossier.path(product)) for product in listed)

    @property
    def company(self) -> Subject:
        """The company itself, for what is decided once."""
        return Subject(self._voice.say(N_("The company")), ())

    def of(self, verdict: Verdict, subject: Subject) -> Subject:
        """Give a subject with its cases in a verdict; none where the verdict is not about it."""
        found = (case for case in verdict.cases if _holder(case.path) == subject.path)
        return subject._replace(cases=tuple(found))

    def subjects(self, verdict: Verdict) -> tuple[Subject, ...]:
        """List the subjects that a verdict is about."""
        all_subjects = (self.of(verdict, subject) for subject in (self.company, *self.products))
        return tuple(subject for subject in all_subjects if subject.cases)

    # -- lines -----------------------------------------------------------------------------------

    def held(self, subject: Subject, requirement: Requirement) -> Iterator[Line]:
        """Say what is held; of a subject that is not concerned, why it is not."""
        for case in subject.cases:
            if case.status is Status.NOT_APPLICABLE:
                yield from self._told(_not_concerned(case))
                continue
            for criterion in case.criteria:
                if criterion.applies is Truth.TRUE and criterion.value is Truth.TRUE:
                    reasons = _of_value(criterion, Truth.TRUE)
                    text = self._voice.text(requirement.criterion(criterion.id).text)
                    yield from self._told(reasons) if reasons else ((text,),)

    def not_held(self, subject: Subject, requirement: Requirement) -> Iterator[Line]:
        """Say what is not held, be it certain that the commitment fails or not yet."""
        for criterion in _open(subject):
            failing = _of_value(criterion, Truth.FALSE)
            if failing and all(map(self._names_clients, failing)):
                yield (self._voice.text(requirement.criterion(criterion.id).text),)
            yield from self._told(failing)

    def not_known(self, subject: Subject) -> Iterator[Line]:
        """Say what is not known, of what still matters."""
        return self._told(item for case in subject.cases for item in case.missing)

    def next_steps(self, subject: Subject, requirement: Requirement, verdict: Verdict) -> Iterator[Line]:
        """Say what there is to do about what fails and what is reserved; else what the catalogue advises."""
        told: list[Reason | Reservation] = [*_failing(subject), *self.reserved(subject, verdict)]
        steps = [
            (item, self._with_subject(item, todo))
            for item in told
            if (todo := self._voice.todo(item)) is not None
        ]
        yield from self._lines(steps)
        told_all = subject.status in (Status.MET, Status.NOT_APPLICABLE)
        if not told_all and all(self._names_clients(item) for item, _ in steps):
            yield (self._voice.text(requirement.next_step),)

    def doubts(self, subject: Subject, verdict: Verdict) -> Iterator[Line]:
        """Say what is reserved about a subject; how well it is proved is said elsewhere."""
        return self._told(self.reserved(subject, verdict))

    def remarks(self, subject: Subject, verdict: Verdict) -> Iterator[Line]:
        """Give the figures and signals about a subject, which change no status."""
        return self._told(note for note in verdict.notes if _holder(note.path) == subject.path)

    def reserved(self, subject: Subject, verdict: Verdict) -> tuple[Reservation, ...]:
        """List the reservations about a subject, but for want of evidence."""
        return tuple(
            item
            for item in verdict.reservations
            if item.code != _SAID_BY_THE_STRENGTH and _holder(item.path) == subject.path
        )

    def binding(self, verdict: Verdict) -> str | None:
        """Say which doubt the company's own policy made lower a status, if one did."""
        item = next((item for item in verdict.reservations if item.code == verdict.binding), None)
        if item is None:
            return None
        say = self._voice.say
        if item.code == _SAID_BY_THE_STRENGTH:
            return say(N_("By the company's policy, what no valid evidence supports is held only in part."))
        if self._names_clients(item):
            return say(N_("By the company's policy, a doubt about clients makes it held only in part."))
        template = N_("By the company's policy, this doubt makes it held only in part: {doubt}")
        return say(template, doubt=self.tell(item))

    def proof(self, strength: Strength | None) -> str:
        """Say in plain words how well something is proved; nothing where it has no strength."""
        return "" if strength is None else self._voice.say(_STRENGTHS[strength])

    def tell(self, item: Told) -> str:
        """Say a reason, a reservation or what is not known, without the words of files."""
        if isinstance(item, Missing):
            return self._lacking(item)
        return self._with_subject(item, self._voice.reason(item))

    # -- what they are made of -------------------------------------------------------------------

    def _told(self, items: Iterable[Told]) -> Iterator[Line]:
        return self._lines((item, self.tell(item)) for item in items)

    def _lines(self, said: Iterable[tuple[Told, str]]) -> Iterator[Line]:
        """Give each sentence once; those that name clients, which others may read, are only counted."""
        found = {sentence: self._names_clients(item) for item, sentence in said}
        yield from ((sentence,) for sentence, withheld in found.items() if not withheld)
        withheld = sum(found.values())
        if withheld:
            counted = self._voice.count(
                *N_plural(
                    "{count} statement names clients: only the proof sheet gives it.",
                    "{count} statements name clients: only the proof sheet gives them.",
                ),
                withheld,
            )
            yield (Quiet(counted),)

    def _names_clients(self, item: Told) -> bool:
        """Tell whether a statement names clients, in its words or by what it is about."""
        if any(map(self._is_about_a_client, self._holders(item.path))):
            return True
        if isinstance(item, Missing):
            return self._written(item.why or "")
        values = (value if isinstance(value, tuple) else (value,) for value in item.parameters.values())
        return any(self._written(str(value)) for value in chain.from_iterable(values))

    def _holders(self, path: Path) -> Iterator[Entry]:
        for length in range(1, len(path) + 1):
            entry = self._dossier.value_at(path[:length])
            if isinstance(entry, Entry):
                yield entry

    def _is_about_a_client(self, entry: Entry) -> bool:
        """Tell whether an entry is a client, or is bound to one by a field (a list of them binds to none)."""
        return isinstance(entry, Client) or any(
            _CLIENT in plan.marks and isinstance(value, str) and value not in plan.words
            for plan in plan_of(type(entry)).values()
            for value in (getattr(entry, plan.name),)
        )

    def _written(self, text: str) -> bool:
        """Tell whether the name of a client stands in a text, as whole words."""
        return any(name.search(text) for name in self._clients)

    def _lacking(self, missing: Missing) -> str:
        label = self._voice.field(missing.path)
        if len(missing.path) == 1:
            said = self._voice.say(N_("Not stated: “{field}”"), field=label)
        else:
            subject = self._voice.subject(missing.path, self._dossier)
            said = self._voice.say(N_("{subject}, not stated: “{field}”"), subject=subject, field=label)
        return said if missing.why is None else f"{said} ({missing.why})"

    def _with_subject(self, item: Reason | Reservation, sentence: str) -> str:
        """Name what a sentence is about where it does not say so itself."""
        if item.code not in _WITHOUT_SUBJECT:
            return sentence
        subject, field = self._voice.subject(item.path, self._dossier), self._voice.field(item.path)
        within = sentence[:1].lower() + sentence[1:]
        return self._voice.say(
            N_("{subject}, “{field}”: {sentence}"), subject=subject, field=field, sentence=within
        )


def _holder(path: Path) -> Path:
    """Give the path of the product that holds a path; empty where none does."""
    return path[:2] if path[:1] == ("products",) else ()


def _open(subject: Subject) -> Iterator[CriterionVerdict]:
    """Give the criteria that are not true, of what is concerned."""
    for case in subject.cases:
        for criterion in case.criteria if case.status is not Status.NOT_APPLICABLE else ():
            if criterion.applies is not Truth.FALSE and criterion.value is not Truth.TRUE:
                yield criterion


def _failing(subject: Subject) -> Iterator[Reason]:
    return chain.from_iterable(_of_value(criterion, Truth.FALSE) for criterion in _open(subject))


def _of_value(criterion: CriterionVerdict, value: Truth) -> list[Reason]:
    return [reason for reason in criterion.reasons if reason.value is value]


def _not_concerned(case: CaseVerdict) -> list[Reason]:
    """Give why a case has no object: what says that it is not concerned, else why no criterion is."""
    own = [reason for reason in case.reasons if reason.value is Truth.FALSE]
    return own or [reason for criterion in case.criteria for reason in criterion.reasons]
