"""Certificates of subcontractors (D13; EXI-14): the procedure if one is lost, and how each stands on the day.

What counts is what EXI-14 counts: subcontractors that take part and were chosen as certified, whatever has
become of their certificate since, and the same notice before a last day.
"""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Block, Cell, Line, Notice, Pairs, Paragraph, Quiet, Tone, cell
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import PAGES, Kind
from hygie.documents.owed.certificate_reliance import Reliance
from hygie.documents.owed.guarantee_table import missing_of
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.actors import Actor, Certificate
from hygie.dossier.vocabulary.base import known
from hygie.hosting.certificate_watch import Urgency, Watched, watched
from hygie.hosting.participants import subcontractors
from hygie.kernel.parameters import Duration
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.hds_2_0.certified_subcontractors import certified
from hygie.referentials.hosting_checks import name_of
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

KIND = "subcontractor-certificates"
TITLE = N_("Certificates of subcontractors: procedure for a loss, and state")

_CERTIFICATES = (
    Column(N_("Subcontractor"), 6),
    Column(N_("Certificate"), 5),
    Column(N_("Activities"), 4),
    Column(N_("Issued"), 4),
    Column(N_("Last day"), 4),
    Column(N_("Days left"), 3),
    Column(N_("State on the day"), 6),
    Column(N_("Covered by the procedure"), 4),
)
_URGENT: tuple[tuple[Urgency, Tone, str], ...] = (
    (Urgency.LOST, "refusal", N_("No longer in force, and not replaced: the procedure applies")),
    (Urgency.EXPIRING, "attention", N_("Less than {notice} before the last day")),
)

_FLAWS = {
    "not_yet_issued": N_("not issued yet"),
    "expired": N_("expired"),
    "suspended": N_("suspended"),
    "withdrawn": N_("withdrawn"),
}


def build(study: Study, voice: Voice) -> Document:
    """Make the procedure and the state of certificates; what is not known is said in its place."""
    frame = frame_of(study, voice, "policy", [HDS])
    blocks = tuple(_Certificates(study, voice).blocks())
    return Document(KIND, voice.say(TITLE), frame, blocks, landscape=True)


class _Certificates:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._study, self._voice = study, voice
        self._say, self._fields = Phrases(study, voice), Fields(study, voice)
        self._section = RequirementSection(study, voice, "EXI-14")
        self._declared = study.dossier.declared
        found = [(actor, certified(actor, study.facts)) for actor in subcontractors(self._declared) or ()]
        self._certified = {actor.id: check for actor, check in found if check.value is not Truth.FALSE}
        self._actors = [actor for actor, _ in found if actor.id in self._certified]
        self._notice = study.facts.period("certificate_expiry_warning")
        self._watched = watched(self._actors, self._notice, study.facts.clock)

    def blocks(self) -> Iterator[Block]:
        yield self._section.asked()
        yield from self._urgent()
        yield self._say.heading(2, self._voice.say(N_("Procedure if a certificate is lost or suspended")))
        yield from self._procedure()
        yield self._say.heading(2, self._voice.say(N_("State of the certificates")))
        yield from self._state()
        yield from Reliance(self._study, self._voice).blocks(self._actors)
        yield from self._section.blocks()

    # -- the procedure -----------------------------------------------------------------------------

    def _procedure(self) -> Iterator[Block]:
        procedure = known(self._declared.certificate_loss_procedure)
        if procedure is None:
            yield Paragraph(self._fields.silence(self._declared.certificate_loss_procedure))
            return
        if not procedure.exists:
            yield Notice("refusal", self._voice.say(N_("There is no procedure.")))
            return
        dated = cell(self._voice.say(N_("in effect, without a date")))
        if procedure.dated is not None:
            dated = self._fields.day(procedure, "dated")
        items = (
            (N_("Dated"), dated),
            (N_("What sets it off"), self._fields.words(procedure, "triggers", "cell")),
            (N_("Subcontractors that it covers"), self._fields.names(procedure, "subcontractors", "actor")),
            (N_("How certificates are monitored"), self._fields.text(procedure, "monitoring")),
            (N_("Fallback"), self._fields.text(procedure, "fallback")),
            (N_("How clients are told"), self._fields.text(procedure, "client_information")),
        )
        yield Pairs(tuple((self._voice.say(label), _on_one_line(content)) for label, content in items))

    # -- the state ---------------------------------------------------------------------------------

    def _urgent(self) -> Iterator[Block]:
        """Say first what cannot wait."""
        notice = Duration(self._notice.years, self._notice.months, self._notice.days)
        for urgency, tone, title in _URGENT:
            lines = tuple(self._one_line(each) for each in self._watched if each.urgency is urgency)
            if lines:
                yield Notice(tone, self._voice.say(title, notice=notice), lines)

    def _one_line(self, each: Watched) -> Line:
        named = f"{each.actor.name} – {name_of(each.item.certificate)}"
        said = self._since(each)
        if each.item.flaw is None and known(each.item.certificate.expires) is not None:
            said = self._days(each.item.certificate)
        return (named, *self._state_of(each), *(() if said is None else (Quiet(said),)))

    def _state(self) -> Iterator[Block]:
        rows = [self._row(each) for each in self._watched]
        rows += [self._without(actor) for actor in self._actors if not self._has_some(actor)]
        if rows:
            title = self._voice.say(N_("HDS certificates of certified subcontractors, the most urgent first"))
            yield self._fields.table(title, _CERTIFICATES, rows, self._voice.say(N_("Certificates")))
        elif known(self._declared.actors) is None:
            yield Paragraph(self._fields.silence(self._declared.actors))
        else:
            yield Paragraph(
                (self._voice.say(N_("No subcontractor that takes part was chosen as certified.")),)
            )

    def _has_some(self, actor: Actor) -> bool:
        return any(each.actor is actor for each in self._watched)

    def _row(self, each: Watched) -> tuple[Cell, ...]:
        certificate = each.item.certificate
        activities = known(certificate.activities)
        return (
            self._named(each.actor),
            cell(name_of(certificate)),
            (self._fields.silence(certificate.activities),)
            if activities is None
            else cell(self._say.activities(activities) or "–"),
            self._fields.day(certificate, "issued"),
            self._fields.day(certificate, "expires"),
            cell(self._days(certificate)),
            self._state_cell(each),
            self._covered(each.actor),
        )

    def _without(self, actor: Actor) -> tuple[Cell, ...]:
        """Give the row of a subcontractor chosen as certified of whom no HDS certificate is declared."""
        nothing: Cell = (self._fields.silence(actor.certificates),)
        if known(actor.certificates) is not None:
            nothing = cell(
                Badge(Status.NOT_MET, self._voice.glyph(Status.NOT_MET), self._voice.say(N_("none")))
            )
        return self._named(actor), nothing, *((cell("–"),) * 5), self._covered(actor)

    def _named(self, actor: Actor) -> Cell:
        if self._certified[actor.id].value is Truth.TRUE:
            return cell(actor.name)
        return cell(
            actor.name, Quiet(self._voice.say(N_("certified and taking part, or not: not determined")))
        )

    def _days(self, certificate: Certificate) -> str:
        """Count the days from the day of the assessment to the last one; none is left past it."""
        last_day = known(certificate.expires)
        if last_day is None or last_day < self._study.as_of:
            return "–"
        left = (last_day - self._study.as_of).days
        return self._voice.count(*N_plural("{count} day", "{count} days"), left)

    def _since(self, each: Watched) -> str | None:
        """Say since when a certificate is out of force, where that is known."""
        certificate = each.item.certificate
        last_day, since = known(certificate.expires), known(certificate.suspended_since)
        gone = known(certificate.withdrawn)
        match each.item.flaw:
            case "expired" if last_day is not None:
                elapsed = (self._study.as_of - last_day).days
                return self._voice.count(*N_plural("for {count} day", "for {count} days"), elapsed)
            case "suspended" if since is not None:
                return self._voice.say(N_("since {day}"), day=since)
            case "withdrawn" if gone is not None:
                return self._voice.say(N_("on {day}"), day=gone)
            case _:
                return None

    def _state_cell(self, each: Watched) -> Cell:
        lines: list[Line] = [self._state_of(each)]
        since = self._since(each)
        if since is not None:
            lines.append((Quiet(since),))
        lines += [
            (Quiet(self._voice.missing(item, self._study.dossier)),)
            for item in missing_of(self._study, each.item.lacks)
        ]
        return tuple(lines)

    def _state_of(self, each: Watched) -> Line:
        match each.urgency:
            case Urgency.IN_FORCE:
                status, words = Status.MET, self._voice.say(N_("in force"))
            case Urgency.EXPIRING:
                status, words = Status.PARTIAL, self._voice.say(N_("about to expire"))
            case Urgency.UNKNOWN:
                return (self._say.badge(Status.UNDETERMINED),)
            case _:
                replaced = each.urgency is Urgency.REPLACED
                status = Status.NOT_APPLICABLE if replaced else Status.NOT_MET
                words = self._voice.say(_FLAWS[each.item.flaw or "expired"])
                if replaced:
                    words = self._voice.say(N_("{state}, replaced"), state=words)
        return (Badge(status, self._voice.glyph(status), words),)

    def _covered(self, actor: Actor) -> Cell:
        procedure = known(self._declared.certificate_loss_procedure)
        covered = known(procedure.subcontractors) if procedure is not None and procedure.exists else None
        if procedure is not None and not procedure.exists:
            return cell(self._say.truth(Truth.FALSE))
        return cell(self._say.truth(Truth.of(None if covered is None else actor.id in covered)))


def _on_one_line(content: Cell) -> Cell:
    """Set the lines of a cell on one, apart from each other."""
    words = [[*line[:-1], f"{line[-1]},"] if isinstance(line[-1], str) else [*line] for line in content[:-1]]
    return ((*(run for line in words for run in line), *content[-1]),)


DOCUMENT = Kind(KIND, TITLE, PAGES, "policy", (HDS,), lambda study, voice, _: build(study, voice))
