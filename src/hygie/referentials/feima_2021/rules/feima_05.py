"""FEIMA-05: health data sent by messaging goes through secure health messaging (charter §3)."""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import DataFlow, Product
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.flows import by_messaging, each_flow, some_flow
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every

REQUIREMENT = "FEIMA-05"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: no health data by another messaging; c2: operators of MSSanté belong to its trust space."""
    return per_product(facts, _case)


def _case(product: Product, facts: Facts) -> Case:
    path, flows = facts.path(product), facts.listed(product.flows)
    if flows is None:
        unknown = facts.lacks(product, "flows")
        return Case((Criterion("c1", unknown), Criterion("c2", unknown)), path, applies=unknown)
    applies = some_flow(product, flows, by_messaging, "no_health_data_by_messaging", facts)
    criteria = (
        each_flow("c1", flows, by_messaging, _secure, facts),
        each_flow("c2", flows, _by_mssante, _trusted, facts),
    )
    return Case(criteria, path, applies)


def _by_mssante(flow: DataFlow, facts: Facts) -> Check:
    return every((by_messaging(flow, facts), _secure(flow, facts)))


def _secure(flow: DataFlow, facts: Facts) -> Check:
    return facts.flag(flow, "mssante", "flow_by_mssante", "flow_outside_mssante", flow=flow.name)


def _trusted(flow: DataFlow, facts: Facts) -> Check:
    codes = ("operator_in_trust_space", "operator_outside_trust_space")
    operator = known(flow.operator) or flow.name
    return facts.flag(flow, "operator_in_trust_space", *codes, flow=flow.name, operator=operator)
