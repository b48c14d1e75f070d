"""The register of risk events (D5; EXI-05): the thirteen cases, and what the risk assessment does of each.

Whether a case is considered is the verdict's answer for that criterion; the document only shows the risks
and the decisions behind it. Owners are named by their function.
"""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Notice, Pairs, Quiet, Strong, cell, texts
from hygie.documents.frame import Document, frame_of
from hygie.documents.kind import Kind
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.owed.requirement_section import RequirementSection
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.isms import CoveredEvent, DiscardedEvent, Risk, RiskAssessment, RiskEvent
from hygie.hosting.risk_events import VARIANTS, Covering, coverings
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

KIND = "risk-events"
TITLE = N_("Register of risk events")

_CASES = (
    Column(N_("Case"), 4),
    Column(N_("What it is"), 7),
    Column(N_("Variants to consider"), 5),
    Column(N_("Considered"), 3),
    Column(N_("What considers it"), 12),
)
_RISKS = (
    Column(N_("Risk"), 7),
    Column(N_("Cases covered"), 6),
    Column(N_("Likelihood"), 3),
    Column(N_("Severity"), 3),
    Column(N_("Treatment"), 6),
    Column(N_("Residual risk"), 3),
    Column(N_("Owner"), 4),
    Column(N_("Controls"), 4),
    Column(N_("Assessed on"), 4),
)

_PARTICULARS = {
    "likelihood": N_("likelihood: {value}"),
    "severity": N_("severity: {value}"),
    "treatment": N_("treatment: {value}"),
    "residual": N_("residual risk: {value}"),
    "owner": N_("owner: {value}"),
    "controls": N_("controls: {value}"),
    "assessed": N_("assessed on {value}"),
}


def build(study: Study, voice: Voice) -> Document:
    """Make the register of risk events."""
    frame = frame_of(study, voice, "policy", [HDS])
    return Document(KIND, voice.say(TITLE), frame, tuple(_Events(study, voice).blocks()), landscape=True)


class _Events:
    """The parts of the document, in order."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._voice = voice
        self._say = Phrases(study, voice)
        self._fields = Fields(study, voice)
        self._section = RequirementSection(study, voice, "EXI-05")
        declared = study.dossier.declared
        isms = known(declared.isms)
        self._risks = known(declared.risks)
        self._silence = self._fields.silence(declared.risks)
        self._assessment = (known(isms.risk_assessment) if isms else None) or RiskAssessment()

    def blocks(self) -> Iterator[Block]:
        yield self._section.asked()
        yield self._state()
        yield self._say.heading(2, self._voice.say(N_("The thirteen cases")))
        caption = self._voice.say(N_("What the risk assessment does of each case"))
        yield self._fields.table(caption, _CASES, map(self._case, VARIANTS), self._voice.say(N_("Cases")))
        yield self._say.heading(2, self._voice.say(N_("The risk register")))
        yield self._register()
        yield from self._section.blocks(criteria=False)

    def _state(self) -> Block:
        state = self._fields.word(self._assessment, "state", "risk_assessment_state")
        approved = self._fields.day(self._assessment, "approved")
        return Pairs(
            (
                (self._voice.say(N_("Risk assessment")), state),
                (self._voice.say(N_("Approved on")), approved),
            )
        )

    # -- the cases -------------------------------------------------------------------------------

    def _case(self, event: RiskEvent) -> tuple[Cell, ...]:
        variants = [(self._voice.term("event_variant", variant),) for variant in VARIANTS[event]]
        return (
            cell(self._voice.term("risk_event", event)),
            cell(self._voice.text(self._section.requirement.criterion(event).text)),
            self._say.cell(variants),
            cell(self._section.badge(event)),
            self._say.cell(self._considered(event)),
        )

    def _considered(self, event: RiskEvent) -> Iterator[Line]:
        covering = coverings(tuple(self._risks or ()), event)
        aside = [item for item in known(self._assessment.discarded_events) or () if item.event == event]
        for each in covering:
            yield self._covered(each)
            particulars = self._particulars(each.risk)
            if particulars:
                yield (Quiet(particulars),)
        yield from map(self._aside, aside)
        if not covering and not aside:
            yield (Strong(self._voice.say(N_("Neither covered by a risk nor set aside."))),)
        yield from self._section.shortcomings(event)

    def _covered(self, covering: Covering) -> Line:
        variants = self._variants(covering.line)
        return (Strong(covering.risk.title), f"({variants})") if variants else (Strong(covering.risk.title),)

    def _variants(self, line: CoveredEvent) -> str:
        """Name the variants that a risk considers; nothing where the case has none."""
        if not VARIANTS[line.event]:
            return ""
        return ", ".join(texts(self._fields.words(line, "variants", "event_variant")))

    def _particulars(self, risk: Risk) -> str:
        """Give what is known of a risk in one line; the register below says what is not."""
        fields = {
            field: self._risk_cells(risk)[field] for field in _PARTICULARS if known(getattr(risk, field))
        }
        said = {field: ", ".join(" ".join(texts(line)) for line in value) for field, value in fields.items()}
        return " · ".join(self._voice.say(_PARTICULARS[field], value=value) for field, value in said.items())

    def _aside(self, item: DiscardedEvent) -> Line:
        reason = self._voice.say(N_("Set aside: {reason}"), reason=item.justification)
        decided = known(item.decided)
        if decided is None:
            return (reason,)
        return (reason, Quiet(self._voice.say(N_("(decided on {day})"), day=decided)))

    # -- the register ----------------------------------------------------------------------------

    def _register(self) -> Block:
        if self._risks is None:
            title = self._voice.say(N_("The dossier does not give the risk register."))
            return Notice("attention", title, (self._silence,))
        if not self._risks:
            return Notice("attention", self._voice.say(N_("The risk register is empty.")))
        caption = self._voice.say(N_("Risks that were assessed, with their treatment"))
        return self._fields.table(caption, _RISKS, map(self._risk, self._risks), self._voice.say(N_("Risks")))

    def _risk(self, risk: Risk) -> tuple[Cell, ...]:
        return (cell(risk.title), self._covers(risk), *self._risk_cells(risk).values())

    def _risk_cells(self, risk: Risk) -> dict[str, Cell]:
        return {
            "likelihood": self._fields.text(risk, "likelihood"),
            "severity": self._fields.text(risk, "severity"),
            "treatment": self._fields.text(risk, "treatment"),
            "residual": self._fields.text(risk, "residual"),
            "owner": self._fields.function(risk, "owner"),
            "controls": self._fields.names(risk, "controls", "control"),
            "assessed": self._fields.day(risk, "assessed"),
        }

    def _covers(self, risk: Risk) -> Cell:
        covers = known(risk.covers)
        if covers is None:
            return (self._fields.silence(risk.covers),)
        return tuple(self._event(line) for line in covers) or self._fields.none()

    def _event(self, line: CoveredEvent) -> Line:
        variants = self._variants(line)
        label = self._voice.term("risk_event", line.event)
        return (label, Quiet(variants)) if variants else (label,)


DOCUMENT = Kind(
    KIND, TITLE, ("html", "pdf", "xlsx"), "policy", (HDS,), lambda study, voice, _: build(study, voice)
)
