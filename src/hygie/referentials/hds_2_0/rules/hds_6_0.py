"""HDS-6.0: the host gives its client a model contract that conforms (HDS ch. 6, opening)."""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.contracts import ContractTemplate
from hygie.hosting.lack import Lack
from hygie.kernel.status import Status
from hygie.referentials.facts import Facts
from hygie.referentials.groups import Member, group
from hygie.referentials.questions import lacking
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, Verdict, some

REQUIREMENT = "HDS-6.0"
NEEDS = tuple(f"EXI-{number}" for number in range(17, 28))


def decide(facts: Facts, verdicts: Verdicts) -> Decision:
    """c1: a model exists and was given; c2: it meets EXI-17 to 27, by their own cases of the model."""
    model = known(facts.declared.contract_template)
    if model is None:
        return Decision(undetermined=facts.lacks(None, "contract_template"))
    if not model.exists:
        none = facts.says(False, "no_model_contract", facts.path(model, "exists"))
        return Decision((Case((Criterion("c1", none), Criterion("c2", none))),))
    path = facts.path(model)
    members = {name: _of_model(verdicts[name], path) for name in NEEDS}
    return Decision((Case((Criterion("c1", _given(model, facts)), group("c2", members, path))),))


def _of_model(verdict: Verdict, path: tuple[str | int, ...]) -> Member:
    """Find the case of the model among those of a requirement on contracts."""
    for case in verdict.cases:
        if case.path == path:
            return Member(case.status, case.missing, case.strength)
    return Member(Status.NOT_APPLICABLE)


def _given(model: ContractTemplate, facts: Facts) -> Check:
    """c1: it is given to clients since a day that has come, or was sent to one."""
    return some((_since(model, facts), _sent(model, facts)))


def _since(model: ContractTemplate, facts: Facts) -> Check:
    since = known(model.given_since)
    if since is None:
        return facts.lacks(model, "given_since")
    given = facts.clock.reached(since)
    code = "model_contract_given" if given else "model_contract_not_yet_given"
    return facts.says(given, code, facts.path(model, "given_since"), since=since)


def _sent(model: ContractTemplate, facts: Facts) -> Check:
    communications = facts.listed(facts.declared.communications)
    if communications is None:
        return facts.lacks(None, "communications")
    lacks = []
    for item in communications:
        if item.what != "model_contract" or not any(to.startswith("client:") for to in item.to):
            continue
        sent = known(item.sent)
        if sent is None:
            lacks.append(Lack(item, "sent"))
        elif facts.clock.reached(sent):
            return facts.says(True, "model_contract_sent", facts.path(item, "sent"), sent=sent)
    if lacks:
        return lacking(facts, lacks)
    return facts.says(False, "model_contract_not_sent", facts.path(model))
