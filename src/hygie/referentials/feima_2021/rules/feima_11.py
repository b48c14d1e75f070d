"""FEIMA-11: the security memo is promoted to health professionals (charter §3).

One promotion that took place, was for clients and reached somebody is enough. Its age is a convention, and
how many clients it reached is shown: a questionnaire sent back tells it better than a list of recipients.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.charter import PracticeQuestionnaire, Promotion
from hygie.kernel.truth import Truth, any_of
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.actions import Outreach, Told, latest_fresh, sent_back, took_place
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, Reason, every, some

REQUIREMENT = "FEIMA-11"
TOLD = Told(
    "promotion_held",
    "promotion_to_come",
    "promotion_to_all",
    "promotion_to_clients",
    "promotion_to_nobody",
    "promotion_reached_nobody",
)


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: at least one promotion of the memo was for clients."""
    promotions = facts.listed(facts.declared.promotions)
    promoted = facts.lacks(None, "promotions") if promotions is None else _promoted(promotions, facts)
    sent = [Outreach.of(promotion, facts.clock) for promotion in promotions or ()]
    criterion = Criterion("c1", every((promoted, *_not_received(sent, facts))))
    return Decision((Case((criterion,)),), notes=tuple(_reach(sent, facts)))


def _promoted(promotions: tuple[Promotion, ...], facts: Facts) -> Check:
    if not promotions:
        return facts.says(False, "no_promotion", facts.path(None, "promotions"))
    answers = {item.id: took_place(item, TOLD, facts, medium=item.medium) for item in promotions}
    found = some(answers.values())
    if found.value is not Truth.TRUE:
        return found
    done = [item for item in promotions if answers[item.id].value is Truth.TRUE]
    return every((found, latest_fresh(done, "memo_promotion_freshness", facts)))


# -- how many clients it reached -----------------------------------------------------------------------


def _not_received(sent: Sequence[Outreach], facts: Facts) -> Iterator[Check]:
    """Reserve where a client says that it did not receive the memo, and none was sent to it since."""
    names = {item.id: item.name for item in facts.listed(facts.declared.clients) or ()}
    for client, own in sent_back(facts).items():
        if known(own.memo_received) is not False or _received(client, own, sent) is Truth.TRUE:
            continue
        returned = known(own.returned)
        path, name = facts.path(own, "memo_received"), names.get(client, client)
        if returned is None:
            yield facts.reserve("convention:memo_not_received_undated", path, client=name)
        else:
            yield facts.reserve("convention:memo_not_received", path, client=name, returned=returned)


def _reach(sent: Sequence[Outreach], facts: Facts) -> Iterator[Reason]:
    """Show how many clients were reached, and which ones are not known to have been."""
    clients = facts.listed(facts.declared.clients)
    if not clients:
        return
    answers = sent_back(facts)
    found = [_received(client.id, answers.get(client.id), sent) for client in clients]
    counts = {"reached": found.count(Truth.TRUE), "total": len(clients)}
    code = "memo_reach_at_least" if Truth.UNKNOWN in found else "memo_reach"
    path = facts.path(None, "promotions")
    yield Reason(Truth.TRUE, code, counts, path)
    rest = tuple(item.name for item, truth in zip(clients, found, strict=True) if truth is not Truth.TRUE)
    if rest:
        yield Reason(Truth.TRUE, "memo_not_reached", {"clients": rest}, path)


def _received(client: str, own: PracticeQuestionnaire | None, sent: Sequence[Outreach]) -> Truth:
    """Tell whether the memo reached a client: as it says itself, else as it was sent.

    One that says it did not receive the memo is reached only by what was sent after it said so.
    """
    says = None if own is None else known(own.memo_received)
    if own is None or says is None:
        return any_of(item.reached(client) for item in sent)
    since = known(own.returned) or date.max
    return Truth.of(says) | any_of(item.reached(client) for item in sent if (item.on or date.min) > since)
