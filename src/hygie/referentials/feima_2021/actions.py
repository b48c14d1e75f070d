"""What is done for health professionals: which actions took place, for whom, and what practices sent back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.charter import PracticeQuestionnaire, Promotion, SupportAction
from hygie.kernel.clock import Clock
from hygie.kernel.parameters import Parameter
from hygie.kernel.truth import Truth, all_of
from hygie.kernel.unknown import Unknown
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import TRUE, Check, every

Action = Promotion | SupportAction


@dataclass(frozen=True, slots=True)
class Outreach:
    """An action as of a day: whether it took place with somebody, when, and for whom (None: not given)."""

    took_place: Truth
    on: date | None
    clients: frozenset[str] | None
    for_all: bool

    @classmethod
    def of(cls, action: Action, clock: Clock) -> "Outreach":
        """Read an action; whether it took place is unknown while its day is not given."""
        on, clients = known(action.on), known(action.clients)
        listed = frozenset(clients) if isinstance(clients, list) else None
        come = Truth.UNKNOWN if on is None else Truth.of(clock.reached(on))
        return cls(all_of((come, _met_somebody(action))), on, listed, clients == "all")

    def reached(self, client: str) -> Truth:
        """Tell whether it took place for a client."""
        was_for = Truth.of(None if self.clients is None else client in self.clients)
        return all_of((self.took_place, Truth.TRUE if self.for_all else was_for))


class Told(NamedTuple):
    """The codes of what is said of an action: whether it took place, for whom, and that it met nobody."""

    held: str
    to_come: str
    for_all: str
    for_clients: str
    for_nobody: str
    met_nobody: str


def took_place(action: Action, told: Told, facts: Facts, /, **about: Parameter) -> Check:
    """Answer whether an action took place, was for clients, and met somebody; ``about`` names it."""
    return every(
        (
            _held(action, told, facts, about),
            _addressed(action, told, facts, about),
            _met(action, told, facts, about),
        )
    )


def _held(action: Action, told: Told, facts: Facts, about: Mapping[str, Parameter]) -> Check:
    on = known(action.on)
    if on is None:
        return facts.lacks(action, "on")
    held = facts.clock.reached(on)
    return facts.says(held, told.held if held else told.to_come, facts.path(action, "on"), held=on, **about)


def _addressed(action: Action, told: Told, facts: Facts, about: Mapping[str, Parameter]) -> Check:
    clients = known(action.clients)
    path = facts.path(action, "clients")
    if clients is None:
        return facts.lacks(action, "clients")
    if clients == "all":
        return facts.says(True, told.for_all, path, **about)
    if not clients:
        return facts.says(False, told.for_nobody, path, **about)
    names = {item.id: item.name for item in facts.listed(facts.declared.clients) or ()}
    named = tuple(names.get(client, client) for client in clients)
    return facts.says(True, told.for_clients, path, clients=named, **about)


def _met(action: Action, told: Told, facts: Facts, about: Mapping[str, Parameter]) -> Check:
    """Answer whether an action met somebody; only that it met nobody has a reason."""
    met, field = _met_somebody(action), _count_of(action)
    if met is Truth.UNKNOWN:
        return facts.lacks(action, field)
    return (
        facts.says(False, told.met_nobody, facts.path(action, field), **about) if met is Truth.FALSE else TRUE
    )


def _met_somebody(action: Action) -> Truth:
    """Tell whether an action met somebody; one of which nobody was counted did."""
    count = getattr(action, _count_of(action))
    return Truth.UNKNOWN if isinstance(count, Unknown) else Truth.of(count != 0)


def _count_of(action: Action) -> str:
    return "reached" if isinstance(action, Promotion) else "attendees"


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
