"""What the reversibility plans say of each service of an annex: one block a service, steps included."""

from collections.abc import Iterator, Sequence
from typing import Literal

from hygie.assessment.study import Study
from hygie.documents.owed.annex_clauses import NOT_KNOWN, pair
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.reversibility import ReversibilityPlan, ReversibilityStep
from hygie.dossier.vocabulary.services import Service
from hygie.wording.sentence import N_, N_plural
from hygie.wording.voice import Voice

Told = tuple[str, Literal["listed", "alone", "doubt"]]


class PlanFacts:
    """The reversibility plans of a study, service by service, in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Look at ``study`` and speak with ``voice``."""
        self._study = study
        self._plans = known(study.dossier.declared.reversibility_plans)
        self._voice = voice
        self._say = voice.say

    def by_service(self, services: Sequence[str] | None) -> Iterator[tuple[str, tuple[Told, ...]]]:
        """Give each service by name with what its plans say; no name where nothing is known of any."""
        label = N_("Reversibility plan")
        if services is None or self._plans is None:
            yield "", ((pair(self._voice, label, self._say(NOT_KNOWN)), "doubt"),)
            return
        for service in dict.fromkeys(services):
            entry = self._study.dossier.entry(f"service:{service}")
            plans = [plan for plan in self._plans if service in plan.services]
            told = tuple(told for plan in plans for told in self._plan(plan))
            nothing = self._say(NOT_KNOWN if plans else N_("none"))
            none: Told = (pair(self._voice, label, nothing), "doubt")
            yield entry.name if isinstance(entry, Service) else service, told or (none,)

    def _plan(self, plan: ReversibilityPlan) -> Iterator[Told]:
        for number, step in enumerate(known(plan.steps) or (), start=1):
            yield self._step(number, step), "listed"
        for label, value in (
            (N_("Formats of the return"), ", ".join(known(plan.formats) or ())),
            (N_("Destruction of copies and its proof"), known(plan.destruction)),
            (N_("How costs are computed"), known(plan.costs)),
            (N_("Virtual machines and containers"), known(plan.virtual_machines)),
        ):
            if value:
                yield pair(self._voice, label, value), "listed"

    def _step(self, number: int, step: ReversibilityStep) -> str:
        who, days = known(step.responsible), known(step.within_days)
        words = [] if who is None else [who]
        if days is not None:
            words.append(
                self._voice.count(
                    *N_plural(
                        "within {count} day of the notice of the end",
                        "within {count} days of the notice of the end",
                    ),
                    days,
                )
            )
        said = self._say(N_("Step {number}: {step}"), number=number, step=step.title)
        return f"{said} ({', '.join(words)})" if words else said
