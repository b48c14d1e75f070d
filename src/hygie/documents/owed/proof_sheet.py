"""The proof sheet of one requirement: what it asks, the verdict, and everything it rests on."""

from collections.abc import Iterable, Iterator

from hygie.assessment.horizon import changes_ahead
from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Notice, Pairs, Paragraph, Quiet, Table, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, About, Kind
from hygie.documents.labels import CERTAINTIES, EVIDENCE_KINDS, FORCES, MARKS, MODES, ORIGINS, RELATIONS
from hygie.documents.phrases import Phrases, linked
from hygie.dossier.vocabulary.base import Maybe, known
from hygie.dossier.vocabulary.evidence import Evidence
from hygie.kernel.truth import Truth
from hygie.referentials.catalog import Requirement
from hygie.referentials.referential import PACKAGES
from hygie.referentials.verdict import CaseVerdict, CriterionVerdict, Reason, Reservation, Verdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "proof-sheet"
TITLE = N_("Proof sheet")
DAYS_AHEAD = 365
"""How far the sheet looks for what would change by itself."""


def build(study: Study, voice: Voice, requirement: str) -> Document:
    """Make the proof sheet of a requirement.

    Raises:
        UnknownRequirementNameError: no referential of the study has it.
    """
    referential, asked, verdict = study.find(requirement)
    sheet = _Sheet(study, voice, referential, asked, verdict)
    title = voice.say(
        N_("Proof sheet {requirement}: {title}"), requirement=asked.id, title=voice.text(asked.title)
    )
    return Document(KIND, title, frame_of(study, voice, "policy", [referential]), tuple(sheet.blocks()))


class _Sheet:
    """The parts of the sheet, in order."""

    def __init__(
        self, study: Study, voice: Voice, referential: str, asked: Requirement, verdict: Verdict
    ) -> None:
        self._study = study
        self._voice = voice
        self._referential = referential
        self._asked = asked
        self._verdict = verdict
        self._say = Phrases(study, voice)

    def blocks(self) -> Iterator[Block]:
        yield from self._what_it_asks()
        yield from self._verdict_given()
        yield from self._what_would_change_it()
        yield from self._criteria()
        yield from self._evidence()
        yield from self._listed(N_("Reservations"), map(self._say.said, self._verdict.reservations))
        yield from self._listed(N_("Signals that change no status"), map(self._say.said, self._verdict.notes))
        yield from self._doubts()
        yield from self._mappings()

    def _title(self, template: str) -> Block:
        return self._say.heading(2, self._voice.say(template))

    def _listed(self, template: str, lines: Iterable[Line]) -> Iterator[Block]:
        found = tuple(lines)
        if found:
            yield self._title(template)
            yield self._say.bullets(found)

    # -- what it asks ----------------------------------------------------------------------------

    def _what_it_asks(self) -> Iterator[Block]:
        asked, voice = self._asked, self._voice
        yield self._title(N_("What it asks"))
        yield Paragraph((voice.text(asked.statement),))
        source = asked.source
        pairs: list[tuple[str, Cell]] = [
            (voice.say(N_("Source")), cell(f"{source.document}, {source.section}, {source.clause}"))
        ]
        if asked.iso27001_clause is not None:
            pairs.append(
                (voice.say(N_("Clause of ISO 27001 that it completes")), cell(asked.iso27001_clause))
            )
        if asked.csp_article is not None:
            pairs.append((voice.say(N_("Article of the public health code")), cell(asked.csp_article)))
        pairs += [
            (voice.say(N_("What makes it binding")), cell(voice.say(FORCES[asked.force]))),
            (voice.say(N_("In force")), self._in_force()),
            (voice.say(N_("How it is checked")), cell(voice.say(MODES[asked.mode]))),
            (voice.say(N_("Evidence expected")), cell(voice.text(asked.evidence))),
        ]
        yield Pairs(tuple(pairs))

    def _in_force(self) -> Cell:
        interval = self._asked.in_force
        certainty = self._voice.say(CERTAINTIES[interval.certainty])
        since = self._voice.say(N_("since {since} ({certainty})"), since=interval.since, certainty=certainty)
        lines: list[Line] = [(since,)]
        if interval.until is not None:
            lines.append((self._voice.say(N_("until {until}"), until=interval.until),))
        if interval.note is not None:
            lines.append((Quiet(self._voice.text(interval.note)),))
        return tuple(lines)

    # -- the verdict -----------------------------------------------------------------------------

    def _verdict_given(self) -> Iterator[Block]:
        verdict, voice = self._verdict, self._voice
        yield self._title(N_("Verdict"))
        pairs: list[tuple[str, Cell]] = [(voice.say(N_("Status")), ((self._say.badge(verdict.status),),))]
        if verdict.strength is not None:
            pairs.append((voice.say(N_("Strength of the proof")), cell(voice.strength(verdict.strength))))
        if verdict.counts:
            counted = tuple(
                (self._say.badge(status), str(number)) for status, number in verdict.counts.items()
            )
            pairs.append((voice.say(N_("Subjects")), counted))
        yield Pairs(tuple(pairs))
        binding = self._say.binding(verdict)
        if binding is not None:
            yield Notice("attention", binding)
        # The criteria say their own reasons: only what decides apart from them stands here.
        of_criteria = [
            item for case in verdict.cases for criterion in case.criteria for item in criterion.reasons
        ]
        apart = [reason for reason in verdict.reasons if reason not in of_criteria]
        if apart:
            yield self._say.bullets(map(self._say.said, apart))

    # -- criteria --------------------------------------------------------------------------------

    def _criteria(self) -> Iterator[Block]:
        yield self._title(N_("Criteria"))
        if not self._verdict.cases:
            yield Paragraph((self._voice.say(N_("No criterion was evaluated: what decides stands above.")),))
            yield self._table(self._voice.say(N_("Criteria of the requirement")), ())
        subjects = [self._subject(case) for case in self._verdict.cases]
        for number, (case, subject) in enumerate(zip(self._verdict.cases, subjects, strict=True), start=1):
            status = f"{self._voice.glyph(case.status)} {self._voice.status(case.status)}"
            # Cases of one entry (its activities, say) need a number to be told apart.
            apart = f" ({number}/{len(subjects)})" if subjects.count(subject) > 1 else ""
            caption = self._voice.say(N_("{subject}: {status}"), subject=subject + apart, status=status)
            yield self._table(caption, case.criteria)

    def _subject(self, case: CaseVerdict) -> str:
        if not case.path:
            return self._voice.say(N_("The organisation"))
        # The subject is the entry itself: a path one step below it is what names it.
        return self._voice.subject((*case.path, "id"), self._study.dossier)

    def _table(self, caption: str, evaluated: tuple[CriterionVerdict, ...]) -> Table:
        found = {criterion.id: criterion for criterion in evaluated}
        columns = (N_("Criterion"), N_("Where it comes from"), N_("Answer"), N_("Proof"))
        rows = []
        for criterion in self._asked.criteria:
            what: list[Line] = [(f"{criterion.id}. {self._voice.text(criterion.text)}",)]
            if criterion.when is not None:
                what.append((Quiet(self._voice.text(criterion.when)),))
            if criterion.blocking:
                blocking = self._voice.say(N_("Blocking: false, it is enough to fail (our reading)."))
                what.append((Quiet(blocking),))
            origin = cell(self._voice.say(MARKS[criterion.mark]))
            rows.append((tuple(what), origin, *self._answer(found.get(criterion.id))))
        return Table(caption, tuple(map(self._voice.say, columns)), tuple(rows), (5, 2, 2, 6))

    def _answer(self, found: CriterionVerdict | None) -> tuple[Cell, Cell]:
        if found is None:
            return cell(self._voice.say(N_("not evaluated"))), cell("–")
        proof = self._say.cell((*map(self._say.said, found.reasons), *map(self._say.missing, found.missing)))
        if found.applies is Truth.FALSE:
            return cell(self._voice.say(N_("does not apply"))), proof
        if found.mixed:
            return cell(self._voice.say(N_("in part"))), proof
        return ((self._say.truth(found.value),),), proof

    # -- evidence --------------------------------------------------------------------------------

    def _evidence(self) -> Iterator[Block]:
        yield self._title(N_("Evidence"))
        wanted = set(self._verdict.evidence)
        pieces = [piece for piece in self._study.dossier.declared.evidence if piece.id in wanted]
        if not pieces:
            yield Paragraph((self._voice.say(N_("No piece of evidence supports it in the dossier.")),))
            return
        columns = (N_("Piece"), N_("Kind"), N_("Validity"), N_("Vouched for by"), N_("Where it is"))
        yield Table(
            self._voice.say(N_("Evidence that supports the verdict")),
            tuple(map(self._voice.say, columns)),
            tuple(self._piece(piece) for piece in pieces),
            (4, 3, 4, 3, 4),
        )

    def _piece(self, piece: Evidence) -> tuple[Cell, ...]:
        say = self._voice.say
        kind = cell(say(EVIDENCE_KINDS[piece.evidence_kind]), (Quiet(say(ORIGINS[piece.origin])),))
        where = known(piece.file) or known(piece.reference)
        place = self._say.place(self._study.dossier.path(piece))
        return (
            cell(piece.title),
            kind,
            self._validity(piece),
            cell(self._or_unknown(piece.attester)),
            cell(*([where] if where else []), (place,)),
        )

    def _validity(self, piece: Evidence) -> Cell:
        say, today = self._voice.say, self._study.as_of
        effective, last_day = known(piece.effective), known(piece.valid_until)
        if effective is None:
            return cell(say(N_("date of effect not known")))
        lines: list[Line] = [(say(N_("since {since}"), since=effective),)]
        if last_day is not None:
            lines.append((say(N_("until {until}"), until=last_day),))
        if last_day is not None and last_day < today:
            lines.append((say(N_("has expired")),))
        elif effective > today:
            lines.append((say(N_("not in force yet")),))
        return tuple(lines)

    def _or_unknown(self, value: Maybe[str]) -> str:
        return known(value) or self._voice.say(N_("not known"))

    # -- readings --------------------------------------------------------------------------------

    def _doubts(self) -> Iterator[Block]:
        catalog = self._study.catalog(self._referential)
        conventions = [catalog.conventions[name] for name in self._asked.conventions]
        yield from self._listed(
            N_("What the text leaves open"), ((self._voice.text(doubt),) for doubt in self._asked.doubts)
        )
        yield from self._listed(
            N_("Conventions of Hygie (they never lower a status by themselves)"),
            ((self._voice.text(convention),) for convention in conventions),
        )

    def _mappings(self) -> Iterator[Block]:
        yield from self._listed(
            N_("Elsewhere"),
            (
                (
                    f"{self._voice.say(RELATIONS[item.relation])} {linked(item, self._voice)}",
                    Quiet(item.authority),
                )
                for item in self._asked.mappings
            ),
        )

    # -- what next -------------------------------------------------------------------------------

    def _what_would_change_it(self) -> Iterator[Block]:
        yield self._title(N_("What would change it"))
        lines: list[Line] = [self._todo(reason) for reason in self._failing() if self._voice.todo(reason)]
        lines += map(self._say.missing, self._verdict.missing)
        lines += [self._todo(item) for item in self._verdict.reservations if self._voice.todo(item)]
        lines.append((self._voice.text(self._asked.next_step),))
        yield self._say.bullets(lines)
        ahead = [
            change
            for change in changes_ahead(self._study, DAYS_AHEAD)
            if (change.referential, change.requirement) == (self._referential, self._asked.id)
        ]
        if ahead:
            yield self._say.heading(3, self._voice.say(N_("What time alone will change")))
            yield self._say.bullets(
                (
                    self._voice.date(change.day),
                    *self._say.verdict(change.after),
                    *map(self._voice.reason, change.reasons),
                )
                for change in ahead
            )

    def _failing(self) -> Iterator[Reason]:
        return (reason for reason in self._verdict.reasons if reason.value is not Truth.TRUE)

    def _todo(self, item: Reason | Reservation) -> Line:
        return (self._voice.todo(item) or "", self._say.place(item.path))


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", tuple(PACKAGES), build, about=About.REQUIREMENT)
