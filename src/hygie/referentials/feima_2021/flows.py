"""Exchanges and exports of a product, as the commitments on them ask (FEIMA-05 and 06)."""

from collections.abc import Callable, Iterable

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import DataFlow, Product
from hygie.hosting.answers import begun
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.questions import lacking, left_out, spared
from hygie.referentials.verdict import Check, Criterion, every, some

STUDY = frozenset({"study", "research"})
IN_SCOPE = frozenset({"care", *STUDY})

Question = Callable[[DataFlow, Facts], Check]


def each_flow(
    name: str, flows: Iterable[DataFlow], concerned: Question, asked: Question, facts: Facts
) -> Criterion:
    """Ask something of every flow that is concerned; the criterion has no object where none is."""
    answers = [(flow, concerned(flow, facts)) for flow in flows]
    kept = [(flow, counts) for flow, counts in answers if counts.value is not Truth.FALSE]
    held = every(some((spared(counts), asked(flow, facts))) for flow, counts in kept)
    applies = some(counts for _, counts in answers)
    return Criterion(name, held, applies, left_out=left_out(answers, facts))


def some_flow(
    product: Product, flows: Iterable[DataFlow], concerned: Question, none_code: str, facts: Facts
) -> Check:
    """Answer whether a flow is concerned; if none is, the reason is about the product."""
    found = some(concerned(flow, facts) for flow in flows)
    if found.value is not Truth.FALSE:
        return found
    return facts.says(False, none_code, facts.path(product, "flows"), product=product.name)


def in_place(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether a flow is done already; one to come is not concerned until its day."""
    answer = begun(flow, "since", facts.clock)
    if answer.truth is Truth.UNKNOWN:
        return lacking(facts, answer.lacks)
    return Check(answer.truth)


def carries_health_data(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether a flow carries personal health data."""
    return facts.flag(flow, "health_data", "flow_of_health_data", "flow_without_health_data", flow=flow.name)


def by_messaging(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether health data leaves by messaging between health actors (FEIMA-05).

    Structured channels are no messaging, and MSSanté is not asked of messages to a patient.
    """
    channel = known(flow.channel)
    used = facts.lacks(flow, "channel")
    if channel is not None:
        path, word = facts.path(flow, "channel"), Term("channel", channel)
        used = facts.says(channel == "messaging", "flow_channel", path, flow=flow.name, channel=word)
    return every(
        (in_place(flow, facts), used, _between_actors(flow, facts), carries_health_data(flow, facts))
    )


def _between_actors(flow: DataFlow, facts: Facts) -> Check:
    counterpart = known(flow.counterpart)
    if counterpart is None:
        return facts.lacks(flow, "counterpart")
    path, word = facts.path(flow, "counterpart"), Term("flow_counterpart", counterpart)
    among = counterpart == "health_actors"
    return facts.says(among, "flow_counterpart", path, flow=flow.name, counterpart=word)


def exchanged(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether personal data goes between health actors, or out for study or research (FEIMA-06)."""
    return every((in_place(flow, facts), _purpose(flow, IN_SCOPE, facts), _about_people(flow, facts)))


def exported_for_study(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether personal data, anonymised or not, goes out for a study or for research."""
    return every((in_place(flow, facts), _purpose(flow, STUDY, facts), _about_people(flow, facts)))


def _purpose(flow: DataFlow, wanted: frozenset[str], facts: Facts) -> Check:
    purpose = known(flow.purpose)
    if purpose is None:
        return facts.lacks(flow, "purpose")
    path, word = facts.path(flow, "purpose"), Term("flow_purpose", purpose)
    return facts.says(purpose in wanted, "flow_purpose", path, flow=flow.name, purpose=word)


def _about_people(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether the data is, or was before anonymisation, about people."""
    identity = known(flow.identity)
    if identity is None:
        of_people = facts.lacks(flow, "identity")
    else:
        of_people = Check(Truth.of(identity != "no_personal_data"))
    health = known(flow.health_data)
    of_health = facts.lacks(flow, "health_data") if health is None else Check(Truth.of(health))
    found = some((of_people, of_health))
    if found.value is not Truth.FALSE:
        return found
    return facts.says(False, "flow_without_personal_data", facts.path(flow, "identity"), flow=flow.name)


def encrypted(flow: DataFlow, facts: Facts) -> Check:
    """Answer whether the data of a flow is encrypted on its way."""
    return facts.flag(flow, "encrypted", "flow_encrypted", "flow_not_encrypted", flow=flow.name)
