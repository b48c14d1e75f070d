"""The answer of ``hygie check`` in text: what is met, what is not, what to do first."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from hygie.assessment.horizon import Change
from hygie.assessment.priorities import first_actions
from hygie.assessment.snapshot import Comparison, Difference
from hygie.assessment.study import Study
from hygie.cli.differences import difference_lines
from hygie.cli.screen import coloured, faint, strong, width, wrap
from hygie.documents.answers import Answers, because
from hygie.kernel.status import Status, Strength
from hygie.referentials.verdict import Verdict
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

ORDER = (Status.NOT_MET, Status.PARTIAL, Status.UNDETERMINED, Status.MET, Status.NOT_APPLICABLE)
COUNTED = {
    Status.NOT_MET: N_plural("requirement not met", "requirements not met"),
    Status.PARTIAL: N_plural("requirement partly met", "requirements partly met"),
    Status.UNDETERMINED: N_plural("requirement undetermined", "requirements undetermined"),
    Status.MET: N_plural("requirement met", "requirements met"),
    Status.NOT_APPLICABLE: N_plural("requirement not applicable", "requirements not applicable"),
}


MOST_NAMED = 16
"""Undetermined requirements named one by one; more of them say only that the dossier is young."""


class Overview:
    """Writes the overview of a study."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Write about a study in a voice."""
        self._study = study
        self._voice = voice
        self._answers = Answers(study, voice)

    def text(self, comparison: Comparison | None, ahead: Iterable[Change] | None, horizon: int | None) -> str:
        """Write the whole: each referential, then what changed and what will, where asked for."""
        parts = [part for name in self._study.applicable for part in self._referential(name)]
        if comparison is not None:
            parts += self._since(comparison)
        if ahead is not None:
            parts += self._ahead(tuple(ahead), horizon or 0)
        return "\n".join([*parts, *self._where_next()])

    # -- one referential -------------------------------------------------------------------------

    def _referential(self, name: str) -> Iterator[str]:
        study, voice = self._study, self._voice
        title = study.dossier.declared.organization.name
        short = study.catalog(name).short
        day = voice.say(N_("as of {day}"), day=study.as_of)
        yield strong(f"{title} · {short} · {day}")
        yield ""
        verdicts = study.verdicts[name].values()
        found = {status: [item for item in verdicts if item.status is status] for status in ORDER}
        words = {
            status: voice.count(*COUNTED[status], len(items)) for status, items in found.items() if items
        }
        column = max(map(len, words.values()), default=0)
        for status, word in words.items():
            yield from self._line(status, f"{word:<{column}}", found[status])
        yield ""
        yield from self._first(name)

    def _line(self, status: Status, word: str, found: Sequence[Verdict]) -> Iterator[str]:
        head = f"  {self._voice.glyph(status)} {len(found):>3}  {word}   "
        details = self._details(status, found)
        first, *others = wrap(details, " " * len(head)).splitlines() or [""]
        yield coloured(head.rstrip(), status) + " " * (len(head) - len(head.rstrip())) + first.strip()
        yield from others

    def _details(self, status: Status, found: Sequence[Verdict]) -> str:
        if status is Status.MET:
            declared = sum(verdict.strength is Strength.DECLARED for verdict in found)
            if not declared:
                return ""
            return self._voice.count(
                *N_plural("of which {count} on a mere declaration", "of which {count} on mere declarations"),
                declared,
            )
        if status is Status.NOT_APPLICABLE and len(found) > MOST_NAMED and found[0].reasons:
            return self._voice.reason(found[0].reasons[0])
        if status is Status.UNDETERMINED and len(found) > MOST_NAMED:
            return self._voice.say(N_("the dossier does not say enough yet"))
        return "  ".join(verdict.requirement for verdict in found)

    def _first(self, name: str) -> Iterator[str]:
        actions = self._answers.actions(name)
        if not actions:
            return
        yield strong(self._voice.say(N_("To do first")))
        for number, action in enumerate(actions, start=1):
            yield wrap(f"{number}. {action['message']}", "  ", "     ")
            place = f"{action['file']}:{action['line']}"
            touched = " ".join(action["requirements"][:6])
            more = len(action["requirements"]) - 6
            touched += f" +{more}" if more > 0 else ""
            yield "     " + faint(place) + f"   {touched}"
        rest = first_actions(self._study, name).rest
        if rest:
            forms = N_plural("and {count} more point: hygie report", "and {count} more points: hygie report")
            yield faint("     " + self._voice.count(*forms, rest))
        yield ""

    # -- what changed, what will -----------------------------------------------------------------

    def _since(self, comparison: Comparison) -> Iterator[str]:
        voice = self._voice
        earlier = date.fromisoformat(comparison.earlier_as_of)
        yield strong(voice.say(N_("Since the study of {day}"), day=earlier))
        causes = [
            (comparison.dossier_changed, N_("the dossier changed")),
            (comparison.day_changed, N_("the day is another one")),
            (comparison.version_changed, N_("Hygie's version changed")),
        ]
        said = [voice.say(text) for holds, text in causes if holds] or [voice.say(N_("same inputs"))]
        yield faint("  " + " · ".join(said))
        if not comparison.differences:
            yield "  " + voice.say(N_("No verdict changed."))
        for difference in comparison.differences:
            yield from self._difference(difference, comparison)
        yield ""

    def _difference(self, difference: Difference, comparison: Comparison) -> Iterator[str]:
        before = self._named(difference.before, difference.strength_before)
        after = self._named(difference.after, difference.strength_after)
        yield f"  {difference.requirement:<10} {before} → {after}"
        for line in difference_lines(difference, comparison, self._study, self._voice):
            yield faint(wrap(line, "    ", "      "))

    def _named(self, status: str, strength: str | None) -> str:
        """Name a status and its strength; a word of another version stands for itself."""
        if not status:
            return self._voice.say(N_("not evaluated"))
        word = self._voice.status(Status(status)) if status in {item.value for item in Status} else status
        known = strength is not None and strength.upper() in Strength.__members__
        return f"{word} ({self._voice.strength(Strength[strength.upper()])})" if strength and known else word

    def _ahead(self, changes: tuple[Change, ...], horizon: int) -> Iterator[str]:
        voice = self._voice
        yield strong(voice.count(*N_plural("Within {count} day", "Within {count} days"), horizon))
        if not changes:
            yield "  " + voice.say(N_("Nothing changes if the dossier stays as it is."))
        for change in changes:
            before = self._named(change.before.status.value, self._word(change.before.strength))
            after = self._named(change.after.status.value, self._word(change.after.strength))
            moved = f"{before} → {after}" if before != after else f"{after}, {self._more(change)}"
            yield wrap(f"{voice.date(change.day)} · {change.requirement} · {moved}", "  ", "    ")
            for item in because(change)[:2]:
                yield faint(wrap(voice.reason(item), "    "))
        yield ""

    def _more(self, change: Change) -> str:
        """Say what appears where neither status nor strength changes."""
        if change.reasons:
            return self._voice.say(N_("one more reason"))
        return self._voice.say(N_("one more reservation"))

    @staticmethod
    def _word(strength: Strength | None) -> str | None:
        return strength.word if strength else None

    def _where_next(self) -> Iterator[str]:
        actions = [action for name in self._study.applicable for action in self._answers.actions(name)]
        worst = next((action["requirements"][0] for action in actions), None)
        where = self._study.dossier.location
        folder = "" if where == "." else f" {where}"
        report = self._voice.say(N_("report.html"))
        pieces = [f"hygie explain {worst}{folder}"] if worst else []
        pieces.append(f"hygie report{folder} -o {report}")
        line = "     ".join(pieces)
        yield faint(line if len(line) <= width() else "\n".join(pieces))
