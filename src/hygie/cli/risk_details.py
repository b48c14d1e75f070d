"""What ``hygie risk`` says after the risks: what stops them, what they rest on, what is not known."""

from collections.abc import Iterator, Sequence

from hygie.cli.screen import coloured, faint, strong, wrap
from hygie.composition.analysis.results import AssumptionResult, CutResult
from hygie.documents.risk_names import FEW as PLACES
from hygie.documents.risk_phrases import RiskPhrases
from hygie.risk.matrix import risk_matrix
from hygie.risk.ranking import Ranking
from hygie.wording import risk_words
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

FEW = 3
"""How many of each are named before they are counted."""

_SETTLED = frozenset({"vouched", "discharged"})


class RiskDetails:
    """Writes the rest of what is found in one system."""

    def __init__(self, ranking: Ranking, voice: Voice, *, everything: bool) -> None:
        """Write about a ranking in a voice; ``everything`` leaves nothing out."""
        self._ranking, self._analysis = ranking, ranking.analysis
        self._voice = voice
        self._say = RiskPhrases(ranking.analysis, voice)
        self._most = 10**9 if everything else FEW
        self._places = 10**9 if everything else PLACES

    def lines(self) -> Iterator[str]:
        """Write the sections, each only where it has something to say."""
        yield from self._section(N_("What makes unacceptable risks acceptable, at least cost"), self._cuts())
        yield from self._section(N_("What a budget buys"), self._budget())
        yield from self._section(N_("Assumptions"), self._assumptions())
        yield from self._section(N_("Guarantees"), self._guarantees())
        yield from self._section(N_("Not known, taken at its worst"), self._unknowns())
        yield from self._section(N_("The model"), self._model())

    def _section(self, title: str, lines: Iterator[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield strong(self._voice.say(title))
            yield from found
            yield ""

    def _more(self, number: int) -> Iterator[str]:
        left = number - self._most
        if left > 0:
            forms = N_plural("and {count} more: --all", "and {count} more: --all")
            yield faint("  " + self._voice.count(*forms, left))

    # -- what stops them ---------------------------------------------------------------------------

    def _cuts(self) -> Iterator[str]:
        cuts = self._analysis.cuts
        aimed = zip(cuts, self._say.aims(self._ranking), strict=True)
        for number, (cut, aim) in enumerate(list(aimed)[: self._most], start=1):
            yield from self._cut(f"{number}. {aim}", cut)
        yield from self._more(len(cuts))
        if self._analysis.conflicting:
            yield wrap(self._voice.say(risk_words.CONFLICTING), "  ", "     ")
        if self._analysis.uncut:
            losses = self._say.losses(self._analysis.uncut)
            yield wrap(
                self._voice.say(N_("No control of the model makes acceptable: {losses}."), losses=losses),
                "  ",
                "     ",
            )
        refused = self._say.refused(self._places)
        few = refused[: self._most] if self._most > FEW else refused[:1]
        for words in few:
            yield wrap(words, "  ", "     ")
        if len(refused) > len(few):
            forms = N_plural(
                "and {count} more control left out: --all", "and {count} more controls left out: --all"
            )
            yield faint("  " + self._voice.count(*forms, len(refused) - len(few)))

    def _cut(self, title: str, cut: CutResult) -> Iterator[str]:
        yield wrap(title, "  ", "     ")
        yield wrap(self._say.proof(cut), "     ")
        for control in self._say.controls(cut, self._places):
            yield wrap(f"+ {control}", "     ", "       ")
        said = [
            (N_("Removes: {words}."), self._say.losses(cut.removes, self._most)),
            (N_("Would create: {words}."), self._say.losses(cut.creates)),
            (N_("Implements: {words}."), ", ".join(cut.implements)),
        ]
        for template, words in said:
            if words:
                yield wrap(self._voice.say(template, words=words), "     ")

    def _budget(self) -> Iterator[str]:
        """Tell every point, each with the controls that it adds to the one before, or does without."""
        chosen: dict[str, None] = {}
        for point, remaining in self._say.budget(self._ranking):
            forms = N_plural("{count} unacceptable risk remains", "{count} unacceptable risks remain")
            yield f"  {self._say.amount(point.cost):>8}  {self._voice.count(*forms, remaining)}"
            now = dict.fromkeys(point.controls)
            for sign, names in (("+", [*now]), ("−", [*chosen])):
                other = chosen if sign == "+" else now
                for control in self._say.grouped((name for name in names if name not in other), self._places):
                    yield wrap(f"{sign} {control}", " " * 12, " " * 14)
            chosen = now

    # -- what they rest on -------------------------------------------------------------------------

    def _assumptions(self) -> Iterator[str]:
        items = self._say.assumptions()
        failing = [item for item in items if item.status not in _SETTLED]
        alike: dict[tuple[str, str], list[AssumptionResult]] = {}
        for item in items if self._most > FEW else failing:
            alike.setdefault((item.status, self._say.words(item.text)), []).append(item)
        for found in list(alike.values())[: self._most]:
            yield from self._assumption(found)
        yield from self._more(len(alike))
        settled = len(items) - len(failing)
        if settled and self._most == FEW:
            forms = N_plural("and {count} that holds", "and {count} that hold")
            yield faint("  " + self._voice.count(*forms, settled))
        joint = [each for each in self._analysis.critical_sets if len(each.assumptions) > 1]
        for critical in joint[: self._most]:
            words = self._voice.say(
                N_("Together, {assumptions} would be enough for {losses}."),
                assumptions=" + ".join(critical.assumptions),
                losses=self._say.losses(critical.losses),
            )
            yield wrap(words, "  ", "     ")

    def _assumption(self, items: Sequence[AssumptionResult]) -> Iterator[str]:
        """Tell an assumption once for all the places where it stands alike."""
        first = items[0]
        status = risk_words.ASSUMPTION_STATUSES[first.status]
        glyph = self._voice.glyph(status)
        bearers = "; ".join(self._say.bearers(items, self._places))
        text = self._voice.say(
            N_("{status} · {text} {bearers}"),
            status=self._say.assumption_status(first),
            text=self._say.words(first.text),
            bearers=bearers,
        )
        head, *others = wrap(f"{glyph} {text}", "  ", "    ").splitlines()
        yield head.replace(glyph, coloured(glyph, status), 1)
        yield from others
        critical = dict.fromkeys(name for item in items for name in item.critical_for)
        if critical:
            losses = self._say.losses(critical)
            yield wrap(self._voice.say(N_("Critical for: {losses}."), losses=losses), "    ")
        thanks = dict.fromkeys(name for item in items for name in item.discharged_by)
        if thanks:
            places = ", ".join(dict.fromkeys(self._say.component(name) for name in thanks))
            yield faint(wrap(self._voice.say(N_("Thanks to: {names}."), names=places), "    "))

    def _guarantees(self) -> Iterator[str]:
        broken = [item for item in self._analysis.guarantees if not item.holds]
        for item in broken[: self._most]:
            text = item.id if item.text is None else f"{self._say.words(item.text)} ({item.id})"
            words = self._voice.say(
                N_("✕ does not hold: {text}. Belied by: {facts}."),
                text=text,
                facts=", ".join(item.counterexample) or "–",
            )
            yield wrap(words, "  ", "    ")
        yield from self._more(len(broken))
        holding = len(self._analysis.guarantees) - len(broken)
        if holding:
            forms = N_plural("✓ {count} guarantee holds", "✓ {count} guarantees hold")
            yield "  " + self._voice.count(*forms, holding)

    # -- what is not known, what was computed ------------------------------------------------------

    def _unknowns(self) -> Iterator[str]:
        for words, names in self._say.unknowns():
            shown = ", ".join(names[: self._most])
            more = "…" if len(names) > self._most else ""
            text = self._voice.say(N_("{words}: {names}"), words=words, names=f"{shown}{more}")
            yield wrap(f"? {text}", "  ", "    ")

    def _model(self) -> Iterator[str]:
        yield wrap(self._say.size(), "  ")
        versions = self._voice.say(
            N_("Computed with exploitability policy {policy} and risk matrix {matrix}, both conventions."),
            policy=self._analysis.policy,
            matrix=risk_matrix().version,
        )
        yield faint(wrap(versions, "  "))
        for line in self._say.limits():
            yield wrap(line, "  ")
