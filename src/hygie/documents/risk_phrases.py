"""What an analysis of a system says, in words: the same on the screen, in JSON and in documents."""

from collections.abc import Iterable

from hygie.composition.analysis.results import (
    AssumptionResult,
    LossResult,
    PathStep,
)
from hygie.documents.risk_names import FEW
from hygie.documents.risk_remedies import RiskRemedies
from hygie.risk.matrix import Level
from hygie.risk.ranking import Risk
from hygie.wording import risk_words
from hygie.wording.sentence import N_, N_plural

_NAMED_AFTER_FACTS = frozenset({"step", "exploit", "origin", "assumption"})
_WORST_KNOWN = ("violated", "false", "unknown", "vouched", "discharged")


class RiskPhrases(RiskRemedies):
    """Says the parts of one analysis in one language."""

    # -- risks -------------------------------------------------------------------------------------

    def sensitivity(self, risk: Risk) -> str:
        """Say how a risk moves when vulnerabilities are rated one level lower or higher."""
        lower, higher = risk.loss.if_vulnerabilities_lower, risk.loss.if_vulnerabilities_higher
        if lower == higher == risk.loss.likelihood:
            return self._voice.say(N_("This level does not depend on how vulnerabilities are rated."))
        return self._voice.say(
            N_("Vulnerabilities one level lower: {lower}; one level higher: {higher}."),
            lower=self._moved(lower, risk.if_vulnerabilities_lower),
            higher=self._moved(higher, risk.if_vulnerabilities_higher),
        )

    def _moved(self, likelihood: int, level: Level) -> str:
        if not likelihood:
            return self.likelihood(0)
        return f"V{likelihood} ({self.level(level)})"

    def seen(self, loss: LossResult) -> str:
        """Say what detection changes."""
        if not loss.undetected:
            return self._voice.say(N_("Every path would be detected, but not prevented."))
        if loss.undetected == loss.likelihood:
            return self._voice.say(N_("A path of that likelihood is seen by no control in place."))
        return self._voice.say(
            N_("Without being seen by a control in place: {likelihood}."),
            likelihood=self.likelihood(loss.undetected),
        )

    def cost(self, loss: LossResult) -> str:
        """Say how soon, and at what effort, an attacker gets there; empty where neither is known.

        Neither is that of the paths shown: `cost_note` says so.
        """
        said = []
        if loss.earliest == 0 and not loss.costs_left_out:
            said.append(self._voice.say(N_("Possible at once.")))
        elif loss.earliest is not None:
            time = self.time(loss.earliest)
            words = (
                N_("At the earliest in {time}.") if not loss.costs_left_out else N_("Time: {time} at least.")
            )
            said.append(self._voice.say(words, time=time))
        if loss.effort is not None:
            least, exact, most = loss.effort
            said.append(
                self._effort(least, None, None) if loss.costs_left_out else self._effort(least, exact, most)
            )
        return " ".join(said)

    def cost_note(self, *, left_out: bool = False) -> str:
        """Say whose times and efforts are told; ``left_out`` where published types are part of it."""
        said = self._voice.say(
            N_("Times are of the quickest path, efforts of the cheapest: either may be another one.")
        )
        if left_out:
            said += " " + self._voice.say(N_("The inside of published types is not counted in it."))
        return said

    def _effort(self, least: float, exact: float | None, most: float | None) -> str:
        if exact is not None:
            return self._days(N_plural("Effort: {days} person-day.", "Effort: {days} person-days."), exact)
        if most is None:
            forms = N_plural("Effort: at least {days} person-day.", "Effort: at least {days} person-days.")
            return self._days(forms, least)
        forms = N_plural("Effort: {least} to {days} person-day.", "Effort: {least} to {days} person-days.")
        return self._days(forms, most, least=self.amount(least))

    def _days(self, forms: tuple[str, str], days: float, **parameters: str) -> str:
        """Agree with a number that may have decimals: in French, what is under two is singular."""
        singular = days < 2 if self._voice.language == "fr" else days == 1  # noqa: PLR2004 - two or more
        return self._voice.count(*forms, 1 if singular else 2, days=self.amount(days), **parameters)

    def modes(self, loss: LossResult) -> str:
        """Say the likelihood in the modes where it is another one; empty where it is the same in all."""
        names = {mode: self._voice.say(risk_words.MODES[mode]) for mode in loss.by_mode}
        lower = [
            f"{names[mode]} V{value}" for mode, value in loss.by_mode.items() if 0 < value != loss.likelihood
        ]
        never = tuple(names[mode] for mode, value in loss.by_mode.items() if not value and loss.likelihood)
        said = [self._voice.say(N_("Otherwise: {modes}."), modes=", ".join(lower))] if lower else []
        if never:
            said.append(self._voice.say(N_("Does not happen in {modes}."), modes=never))
        return " ".join(said)

    # -- paths -------------------------------------------------------------------------------------

    def happening(self, step: PathStep) -> str:
        """Say what comes to hold: the author's words, else the fact in words."""
        subject, _, tail = step.fact.rpartition(".")
        if step.cause in _NAMED_AFTER_FACTS and step.by == step.fact:
            return self._first(step)
        if subject and (template := risk_words.LOST.get(tail)):
            return self._voice.say(template, subject=self._titled(step, subject))
        if subject and tail == "control":
            return self._voice.say(risk_words.CONTROLLED, subject=self._titled(step, subject))
        port, _, capability = step.fact.partition(".")
        if capability:
            return self._voice.say(
                risk_words.CAPABILITY, capability=capability, port=self._titled(step, port)
            )
        return step.fact if step.title is None else self.words(step.title)

    def _first(self, step: PathStep) -> str:
        """Say a step, an exploit, an origin or an assumption: what is named rather than derived."""
        if step.cause == "exploit":
            return self._voice.say(N_("exploitation of {name}"), name=_vulnerability(step.by))
        if step.cause == "assumption":
            found = self._assumption(step)
            return step.fact if found is None else self.words(found.text)
        if step.cause == "origin" and step.fact in self._analysis.map.origins:
            return self.words(self._analysis.map.origins[step.fact][0])
        return step.fact if step.title is None else self.words(step.title)

    def _assumption(self, step: PathStep) -> AssumptionResult | None:
        names = (f"{step.by}@{step.component}", step.by)
        return next((item for item in self._analysis.assumptions if item.id in names), None)

    def _titled(self, step: PathStep, subject: str) -> str:
        if step.title is None:
            return subject
        return self._voice.say(N_("“{title}”"), title=self.words(step.title))

    def because(self, step: PathStep, *, brief: bool = False) -> str:
        """Say by which rule it holds; where it entered is left out when ``brief``."""
        if step.cause == "assumption" and (found := self._assumption(step)) is not None:
            status = self.assumption_status(found)
            return self._voice.say(N_("assumption {name}: {status}"), name=step.by, status=status)
        name = self._name(step)
        # What happens is told already by the same name, or in the author's words, beside which ids are noise.
        told = step.by == step.fact and (step.title is None or step.cause == "origin")
        told = told or (step.cause == "step" and step.title is not None)
        if told or not name:
            said = self._voice.say(risk_words.CAUSES_ALONE[step.cause])
        else:
            said = self._voice.say(risk_words.CAUSES[step.cause], name=name)
        if brief or not step.through:
            return said
        return self._voice.say(N_("{rule}, entering by {names}"), rule=said, names=", ".join(step.through))

    def _name(self, step: PathStep) -> str:
        """Name what the rule is about: an origin, a component, or what the author calls it."""
        name = step.by.removesuffix("@")
        if step.cause == "origin":
            known = self._analysis.map.origins
            return self.words(known[name][0]) if name in known else name
        if step.cause == "wire" and name:
            return self.component(name)
        if step.cause == "exploit":
            return _vulnerability(name)
        if step.cause == "control":
            return self.control(name)
        inside, at, component = name.partition("@")
        return f"{inside} ({self.component(component)})" if at else name

    def others(self, loss: LossResult) -> str:
        """Count the classes of paths that are not shown; empty when there is none."""
        if not loss.other_paths:
            return "" if loss.all_counted else self._voice.say(N_("other classes of paths, not counted"))
        exact = N_plural("{count} other class of paths", "{count} other classes of paths")
        least = N_plural("at least {count} other class of paths", "at least {count} other classes of paths")
        return self._voice.count(*(exact if loss.all_counted else least), loss.other_paths)

    # -- assumptions, unknowns ---------------------------------------------------------------------

    def assumptions(self) -> list[AssumptionResult]:
        """List the assumptions: what fails first, then what nobody vouches for."""
        return sorted(
            self._analysis.assumptions,
            key=lambda item: (_WORST_KNOWN.index(item.status), not item.critical_for, item.id),
        )

    def bearers(self, items: Iterable[AssumptionResult], most: int = FEW) -> list[str]:
        """Say on which components an assumption stands: those of a name once, counted, with their paths."""
        found: dict[str, list[str]] = {}
        for item in items:
            path = item.id.partition("@")[2]
            found.setdefault(self.component(path), []).append(path)
        return [
            self.located(
                name,
                [member for path in paths for member in self.alike(path)],
                self._number(paths),
                most,
            )
            for name, paths in found.items()
        ]

    def assumption_status(self, item: AssumptionResult) -> str:
        """Name what is known of an assumption, without its glyph."""
        return self._voice.say(risk_words.ASSUMPTIONS[item.status])

    def unknowns(self) -> list[tuple[str, tuple[str, ...]]]:
        """Count what was taken at its worst, by kind, with the names of each and how many they are."""
        found: dict[str, dict[tuple[str, str], list[str]]] = {}
        for item in self._analysis.unknowns:
            named = (item.name, self.component(item.where))
            found.setdefault(item.kind, {}).setdefault(named, []).append(item.where)
        return [
            (
                self._voice.count(*forms, sum(self._number(paths) for paths in found[kind].values())),
                tuple(self._unknown(name, place, paths) for (name, place), paths in found[kind].items()),
            )
            for kind, forms in risk_words.UNKNOWNS.items()
            if kind in found
        ]

    def _unknown(self, name: str, place: str, paths: list[str]) -> str:
        if len(paths) == 1 and len(self.alike(paths[0])) == 1:
            return self.many(f"{name}@{paths[0]}" if paths[0] else name, self._number(paths))
        members = [member for path in paths for member in self.alike(path)]
        return f"{name} – {self.located(place, members, self._number(paths))}"

    def _number(self, paths: Iterable[str]) -> int:
        return sum(map(self.copies, paths))

    # -- the model ---------------------------------------------------------------------------------

    def size(self) -> str:
        """Say how large the model is."""
        size = self._analysis.size
        if not size.instances:
            return self._voice.count(*N_plural("{count} fact", "{count} facts"), size.facts)
        return self._voice.say(
            N_("{types} types, {instances} instances, {classes} once identical ones are one, {facts} facts"),
            types=size.types,
            instances=size.instances,
            classes=size.classes,
            facts=size.facts,
        )

    def limits(self) -> list[str]:
        """Say what was not computed: extras that are missing, and what was stopped before its end."""
        said = [
            self._voice.say(risk_words.EXTRAS.get(name, risk_words.OTHER_EXTRA), name=name)
            for name in self._analysis.missing_extras
        ]
        if self._analysis.capped:
            names = tuple(self._voice.term("capped", name) for name in self._analysis.capped)
            said.append(self._voice.say(N_("Stopped before the end, so incomplete: {names}."), names=names))
        return said


def _vulnerability(name: str) -> str:
    """Name a vulnerability and the part that has it: CVE-2026-1234 (firmware)."""
    identifier, colon, part = name.rpartition(":")
    return f"{identifier} ({part})" if colon else name
