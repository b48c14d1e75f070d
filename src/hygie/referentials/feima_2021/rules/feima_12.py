"""FEIMA-12: health professionals are advised and supported (charter §3).

An offer and one action that took place, for clients and with somebody, are enough. The age of the last
action, a security contact that can be reached and the support that practices asked for are conventions:
they reserve, and name who waits.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.charter import PracticeQuestionnaire, SupportAction
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.actions import Outreach, Told, latest_fresh, sent_back, took_place
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every, some

REQUIREMENT = "FEIMA-12"
TOLD = Told(
    "support_action_held",
    "support_action_to_come",
    "support_action_for_all",
    "support_action_for_clients",
    "support_action_for_nobody",
    "support_action_without_attendee",
)


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: the offer is described; c2: at least one action took place."""
    actions = facts.listed(facts.declared.support_actions)
    acted = facts.lacks(None, "support_actions") if actions is None else _acted(actions, facts)
    return Decision(
        (
            Case(
                (
                    Criterion("c1", every((_described(facts), _contact(facts)))),
                    Criterion("c2", every((acted, *_waiting(actions or (), facts)))),
                )
            ),
        )
    )


def _described(facts: Facts) -> Check:
    offer = known(facts.declared.support_offer)
    if offer is None:
        return facts.lacks(None, "support_offer")
    return facts.flag(offer, "described", "support_offer_described", "support_offer_not_described")


def _contact(facts: Facts) -> Check:
    """Reserve where no security contact is declared, or where the means of reaching it is not."""
    offer = known(facts.declared.support_offer)
    if offer is None:
        return facts.reserve("convention:no_security_contact", facts.path(None, "support_offer"))
    contact = known(offer.security_contact)
    if contact is None:
        return facts.reserve("convention:no_security_contact", facts.path(offer, "security_contact"))
    if known(contact.reach) is None:
        return facts.reserve("convention:security_contact_unreachable", facts.path(contact, "reach"))
    return TRUE


def _acted(actions: tuple[SupportAction, ...], facts: Facts) -> Check:
    if not actions:
        return facts.says(False, "no_support_action", facts.path(None, "support_actions"))
    answers = {item.id: took_place(item, TOLD, facts, action=item.title) for item in actions}
    found = some(answers.values())
    if found.value is not Truth.TRUE:
        return found
    done = [item for item in actions if answers[item.id].value is Truth.TRUE]
    return every((found, latest_fresh(done, "support_action_freshness", facts)))


# -- support that was asked for ------------------------------------------------------------------------


def _waiting(actions: tuple[SupportAction, ...], facts: Facts) -> Iterator[Check]:
    """Reserve for each client that asked for support and for which no action is declared since."""
    given = [Outreach.of(action, facts.clock) for action in actions]
    names = {item.id: item.name for item in facts.listed(facts.declared.clients) or ()}
    for client, own in sent_back(facts).items():
        if known(own.wishes_support) and not _answered(own, given):
            path, name = facts.path(own, "wishes_support"), names.get(client, client)
            returned = known(own.returned)
            if returned is None:
                yield facts.reserve("convention:support_asked_for_undated", path, client=name)
            else:
                yield facts.reserve("convention:support_asked_for", path, client=name, returned=returned)


def _answered(own: PracticeQuestionnaire, given: Sequence[Outreach]) -> bool:
    """Tell whether an action for the client took place on the day that it asked, or later."""
    since = known(own.returned) or date.min
    return any(
        item.reached(own.client) is Truth.TRUE and item.on is not None and item.on >= since for item in given
    )
