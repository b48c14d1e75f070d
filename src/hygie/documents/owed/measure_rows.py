"""The rows of the statement of applicability: one a measure, with what implements it and what proves it."""

from collections.abc import Iterator, Mapping, Sequence

from hygie.assessment.study import Study
from hygie.documents.blocks import Cell, Line, Quiet, Table, cell
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.isms import MeasureDecision
from hygie.kernel.unknown import Unknown
from hygie.referentials.annex_a import Stance, controls_of, lines_of, stances_of
from hygie.referentials.catalog import Correspondence, Requirement
from hygie.referentials.verdict import Verdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

COLUMNS = (
    Column(N_("Measure"), 3),
    Column(N_("Title"), 5),
    Column(N_("Decision"), 3),
    Column(N_("Justification"), 7),
    Column(N_("State"), 3),
    Column(N_("Verdict"), 4),
    Column(N_("Implemented by"), 5),
    Column(N_("Evidence"), 4),
    Column(N_("SecNumCloud 3.2, by way of correspondence"), 6),
)

DECISIONS = {
    frozenset({Stance.RETAINED}): N_("retained"),
    frozenset({Stance.EXCLUDED}): N_("excluded"),
    frozenset({Stance.UNEXPLAINED}): N_("excluded, without a reason"),
    frozenset({Stance.EXCLUDED, Stance.UNEXPLAINED}): N_("excluded"),
}


class Measures:
    """Draws the measures of a study in one language."""

    def __init__(self, study: Study, voice: Voice, verdicts: Mapping[str, Verdict]) -> None:
        """Draw for ``study`` with ``voice``; ``verdicts`` are those of the measures."""
        self._dossier = study.dossier
        self._voice = voice
        self._verdicts = verdicts
        self._say = Phrases(study, voice)
        self._fields = Fields(study, voice)
        self._pieces = {piece.id: piece.title for piece in study.dossier.declared.evidence}

    def table(self, theme: str, items: Sequence[Requirement]) -> Table:
        """Draw the measures of a theme."""
        caption = self._voice.say(N_("{theme}: {count} measures"), theme=theme, count=len(items))
        return self._fields.table(caption, COLUMNS, (tuple(self._cells(item)) for item in items), theme)

    def _cells(self, item: Requirement) -> Iterator[Cell]:
        lines = lines_of(item.id, self._dossier)
        controls = controls_of(item.id, self._dossier)
        verdict = self._verdicts[item.id]
        yield cell(item.id)
        yield cell(self._voice.text(item.title))
        yield self._say.cell(map(self._decision, lines)) if lines else self._untreated()
        yield self._say.cell(map(self._justification, lines))
        yield self._say.cell(line for each in lines for line in self._state(each, controls))
        yield cell(self._say.badge(verdict.status), *filter(None, [self._say.strength(verdict.strength)]))
        yield self._say.cell(map(self._control, controls))
        yield self._say.cell((self._pieces[name],) for name in verdict.evidence)
        yield self._say.cell(map(self._linked, item.mappings)) if item.mappings else self._unlinked()

    def _untreated(self) -> Cell:
        return cell(self._voice.say(N_("not treated")))

    def _unlinked(self) -> Cell:
        return cell(Quiet(self._voice.say(N_("no linked requirement"))))

    def _decision(self, line: MeasureDecision) -> Line:
        decision = DECISIONS.get(stances_of(line))
        return (self._voice.say(decision),) if decision else self._fields.silence(line.retained)

    def _justification(self, line: MeasureDecision) -> Line:
        if isinstance(line.justification, Unknown):
            return self._fields.silence(line.justification)
        return (line.justification or "–",)

    def _state(self, line: MeasureDecision, controls: Sequence[Control]) -> Cell:
        """Give the state; one that is left to the controls, or that an exclusion does not need, is a dash."""
        if line.state is None and (controls or Stance.RETAINED not in stances_of(line)):
            return cell("–")
        return self._fields.word(line, "state", "measure_state")

    def _control(self, control: Control) -> Line:
        """Name a control with its state."""
        state = known(control.state)
        if state is None:
            return (control.title, *self._fields.silence(control.state))
        return (control.title, Quiet(f"({self._voice.term('measure_state', state)})"))

    def _linked(self, link: Correspondence) -> Line:
        """Name a section as the matrix does, then as SecNumCloud does where it is another title."""
        words = " ".join((link.id, *(f"({paragraph})" for paragraph in link.paragraphs), link.title or ""))
        return (words, Quiet(f"[{link.own_title}]")) if link.own_title else (words,)
