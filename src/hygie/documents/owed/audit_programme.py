"""The audit programme and its reports (D9; EXI-15 and 16): what is due, what was done, what is planned."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Block, Cell, Line, Notice, Paragraph, Quiet, Strong, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.guarantee_table import missing_of
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.assurance import Audit, AuditKind
from hygie.dossier.vocabulary.base import known
from hygie.hosting.audit_programme import STRICT, Owed, Urgency, audits_owed, ended, planned_audits
from hygie.kernel.clock import Clock
from hygie.kernel.parameters import Duration
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "audit-programme"
TITLE = N_("Audit programme and reports")

_KINDS: dict[AuditKind, str] = {
    "isms_hds": N_("internal audit of the ISMS against HDS"),
    "access_traces": N_("audit of access traces"),
    "shared_resources": N_("technical audit of shared resources"),
    "dedicated_resources": N_("technical audit of dedicated resources"),
    "hds_certification": N_("HDS certification audit"),
}

_ANSWERS: dict[AuditKind, str] = {
    "isms_hds": "EXI-16 (c1)",
    "access_traces": "EXI-16 (c2)",
    "shared_resources": "EXI-15 (15-2)",
    "dedicated_resources": "EXI-15 (15-1)",
    "hds_certification": "EXI-15 (15-4)",
}
"""What an audit of each kind answers, or is the report of: requirement and criterion."""

_DUE = (
    Column(N_("Audit"), 5),
    Column(N_("Must cover"), 5),
    Column(N_("Last done"), 5),
    Column(N_("Must be done again before"), 4),
    Column(N_("Because"), 4),
    Column(N_("Where it stands"), 5),
    Column(N_("Planned"), 5),
)
_DONE = (
    Column(N_("Audit"), 5),
    Column(N_("Answers"), 3),
    Column(N_("Auditor"), 4),
    Column(N_("Independent"), 3),
    Column(N_("End of the work"), 3),
    Column(N_("Report"), 3),
    Column(N_("Covers"), 4),
    Column(N_("Findings"), 5),
    Column(N_("Actions"), 5),
)
_PLANNED = (
    Column(N_("Audit"), 6),
    Column(N_("Answers"), 4),
    Column(N_("Planned for"), 5),
    Column(N_("Auditor"), 5),
    Column(N_("Covers"), 5),
)
_STANDS: dict[Urgency, tuple[Status, str]] = {
    Urgency.OVERDUE: (Status.NOT_MET, N_("overdue")),
    Urgency.NEVER_DONE: (Status.NOT_MET, N_("never done")),
    Urgency.UNKNOWN: (Status.UNDETERMINED, N_("not determined")),
    Urgency.COMING: (Status.MET, N_("in time")),
}


def build(study: Study, voice: Voice) -> Document:
    """Make the audit programme."""
    frame = frame_of(study, voice, "policy", [HDS])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Programme(study, voice).blocks()), landscape=True)


class _Programme:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice)
        self._fields = Fields(study, voice)
        self._sections = [RequirementSection(study, voice, name) for name in ("EXI-15", "EXI-16")]
        self._declared = study.dossier.declared
        self._clock = Clock(study.as_of)
        self._audits = known(self._declared.audits) or ()

    def blocks(self) -> Iterator[Block]:
        yield from (section.asked() for section in self._sections)
        if known(self._declared.audits) is None:
            title = self._voice.say(N_("The dossier does not give the audits."))
            yield Notice("attention", title, (self._fields.silence(self._declared.audits),))
        yield from self._owed()
        yield from self._planned()
        yield from self._done()
        for section in self._sections:
            yield from section.blocks()

    # -- what is due -----------------------------------------------------------------------------

    def _owed(self) -> Iterator[Block]:
        owed = audits_owed(self._declared, self._clock)
        yield self._say.heading(2, self._voice.say(N_("What is due")))
        if owed:
            caption = self._voice.say(N_("Audits to do again, what presses most first"))
            yield self._fields.table(caption, _DUE, map(self._due, owed), self._voice.say(N_("Due")))
        yield Paragraph(
            (
                self._voice.say(
                    N_(
                        "Certification audits and audits of dedicated resources have no term in the "
                        "referential: the certification body and the clients set their days."
                    )
                ),
            )
        )

    def _due(self, owed: Owed) -> tuple[Cell, ...]:
        last = cell("–") if owed.last is None else self._last(owed.last)
        due = cell("–") if owed.due is None else cell(self._fields.date(owed.due))
        about = self._voice.say(N_("the whole")) if owed.about is None else owed.about.name
        return (
            cell(self._voice.say(_KINDS[owed.kind])),
            cell(about),
            last,
            due,
            cell(self._because(owed)),
            self._stands(owed),
            self._say.cell(self._to_come(audit) for audit in owed.planned),
        )

    def _last(self, audit: Audit) -> Cell:
        return (*self._fields.day(audit, "work_ended"), (Quiet(self._title(audit)),))

    def _because(self, owed: Owed) -> str:
        if owed.age is None:
            return "–"
        age = Duration(owed.age.years, owed.age.months, owed.age.days)
        if owed.kind in STRICT:
            return self._voice.say(N_("less than {age} old (HDS v2.0, EXI-15)"), age=age)
        return self._voice.say(N_("less than {age} old (a convention of Hygie)"), age=age)

    def _stands(self, owed: Owed) -> Cell:
        status, word = _STANDS[owed.urgency]
        if owed.urgency is Urgency.OVERDUE and owed.kind not in STRICT:
            status = Status.PARTIAL
        badge = Badge(status, self._voice.glyph(status), self._voice.say(word))
        lacking: list[Line] = []
        if owed.urgency is Urgency.UNKNOWN:
            dossier = self._study.dossier
            lacking = [
                (Quiet(self._voice.missing(item, dossier)),) for item in missing_of(self._study, owed.lacks)
            ]
        return ((badge,), *dict.fromkeys(lacking))

    def _to_come(self, audit: Audit) -> Line:
        return (*self._planned_for(audit), Quiet(self._title(audit)))

    def _planned_for(self, audit: Audit) -> Line:
        planned = known(audit.planned)
        if planned is None:
            return self._fields.silence(audit.planned)
        day = self._fields.date(planned)
        if not self._clock.valid_through(planned):
            return (day, Strong(self._voice.say(N_("day passed, end of the work not known"))))
        return (day,)

    # -- the audits ------------------------------------------------------------------------------

    def _planned(self) -> Iterator[Block]:
        audits = planned_audits(self._audits, None, self._clock)
        yield self._say.heading(2, self._voice.say(N_("Planned audits")))
        if not audits:
            yield Paragraph((self._voice.say(N_("No audit is planned.")),))
            return
        rows = (
            (
                self._named(audit),
                self._answers(audit),
                (self._planned_for(audit),),
                self._fields.text(audit, "auditor"),
                self._covers(audit),
            )
            for audit in audits
        )
        caption = self._voice.say(N_("Audits to come, the first one first"))
        yield self._fields.table(caption, _PLANNED, rows, self._voice.say(N_("Planned")))

    def _done(self) -> Iterator[Block]:
        awaited = {audit.id for audit in planned_audits(self._audits, None, self._clock)}
        done = [audit for audit in self._audits if audit.id not in awaited]
        yield self._say.heading(2, self._voice.say(N_("Audits carried out")))
        if not done:
            yield Paragraph((self._voice.say(N_("No audit is said to have been carried out.")),))
            return
        done.sort(key=lambda audit: str(known(audit.work_ended) or ""), reverse=True)
        caption = self._voice.say(N_("Audits carried out, the latest first"))
        yield self._fields.table(caption, _DONE, map(self._audit, done), self._voice.say(N_("Audits")))

    def _audit(self, audit: Audit) -> tuple[Cell, ...]:
        return (
            self._named(audit),
            self._answers(audit),
            self._fields.text(audit, "auditor"),
            self._fields.flag(audit, "independent"),
            self._end(audit),
            self._fields.day(audit, "report_dated"),
            self._covers(audit),
            self._fields.lines(audit, "findings"),
            self._fields.lines(audit, "actions"),
        )

    def _end(self, audit: Audit) -> Cell:
        """Give the end of the work, and say that it is to come where it is."""
        content = self._fields.day(audit, "work_ended")
        if ended(audit, self._clock).truth is not Truth.FALSE:
            return content
        return (*content, (Strong(self._voice.say(N_("to come"))),))

    def _title(self, audit: Audit) -> str:
        return known(audit.title) or audit.id

    def _named(self, audit: Audit) -> Cell:
        return cell(self._title(audit), Quiet(self._voice.say(_KINDS[audit.audit_kind])))

    def _answers(self, audit: Audit) -> Cell:
        content = cell(_ANSWERS[audit.audit_kind])
        if audit.audit_kind != "hds_certification":
            return content
        return (*content, (self._voice.say(N_("the HDS certification")),))

    def _covers(self, audit: Audit) -> Cell:
        """Name what an audit covers: the people of actors for traces, the resources of services otherwise."""
        if audit.audit_kind == "access_traces":
            return self._fields.names(audit, "populations", "actor")
        if audit.audit_kind in ("isms_hds", "hds_certification") and audit.services is None:
            return cell(self._voice.say(N_("the whole")))
        return self._fields.names(audit, "services", "service")


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (HDS,), lambda study, voice, _: build(study, voice))
