"""What is done for health professionals: which actions took place, for whom, and what practices sent back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.charter import PracticeQuestionnaire, Promotion, SupportAction
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth, all_of
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import TRUE, Check

Action = Promotion | SupportAction


@dataclass(frozen=True, slots=True)
class Outreach:
    """An action as of a day: whether it took place, on which day, and for whom (None: not given)."""

    took_place: Truth
    on: date | None
    clients: frozenset[str] | None
    for_all: bool

    @classmethod
    def of(cls, action: Action, clock: Clock) -> "Outreach":
        """Read an action; whether it took place is unknown while its day is not given."""
        on, clients = known(action.on), known(action.clients)
        listed = frozenset(clients) if isinstance(clients, list) else None
        took_place = Truth.UNKNOWN if on is None else Truth.of(clock.reached(on))
        return cls(took_place, on, listed, clients == "all")

    def reached(self, client: str) -> Truth:
        """Tell whether it took place for a client."""
        was_for = Truth.of(None if self.clients is None else client in self.clients)
        return all_of((self.took_place, Truth.TRUE if self.for_all else was_for))


def latest_fresh(actions: Iterable[Action], parameter: str, facts: Facts) -> Check:
    """Reserve where the latest of several actions is older than a conventional limit."""
    dated = {on: action for action in actions if (on := known(action.on)) is not None}
    last = facts.clock.latest(dated)
    return TRUE if last is None else facts.fresh(last, parameter, facts.path(dated[last], "on"))


def sent_back(facts: Facts) -> dict[str, PracticeQuestionnaire]:
    """Give the last questionnaire that each client sent back by the day; an undated one comes first."""
    found: dict[str, PracticeQuestionnaire] = {}
    returned = [
        item
        for item in facts.listed(facts.declared.practice_questionnaires) or ()
        if known(item.returned) is None or facts.clock.reached(known(item.returned) or date.max)
    ]
    for item in sorted(returned, key=lambda item: (known(item.returned) or date.min, item.id)):
        found[item.client] = item
    return found
