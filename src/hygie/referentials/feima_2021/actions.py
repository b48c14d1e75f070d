"""What is done for health professionals: which actions took place, for whom, and what practices sent back."""

from collections.abc import Iterable
from datetime import date

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.charter import PracticeQuestionnaire, Promotion, SupportAction
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import TRUE, Check

Action = Promotion | SupportAction


def name_of(action: Action) -> str:
    """Name an action for people: a promotion by its medium, a support action by its title."""
    return action.medium if isinstance(action, Promotion) else action.title


def took_place(action: Action, clock: Clock) -> Truth:
    """Tell whether the day of an action has come; unknown while it is not given."""
    on = known(action.on)
    return Truth.UNKNOWN if on is None else Truth.of(clock.reached(on))


def was_for(action: Action, client: str) -> Truth:
    """Tell whether an action was for a client; unknown while its clients are not given."""
    clients = known(action.clients)
    if clients is None:
        return Truth.UNKNOWN
    return Truth.of(clients == "all" or client in clients)


def sent_after(action: Action, day: date) -> bool:
    """Tell whether an action is dated after a day."""
    on = known(action.on)
    return on is not None and on > day


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
