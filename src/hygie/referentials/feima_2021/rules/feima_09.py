"""FEIMA-09: products are measured on the ANS platform Convergence (charter §3).

The charter asks for a process of measurement: no level is a minimum, and the age of an assessment is a
convention, which only reserves.
"""

from hygie.dossier.vocabulary.base import day, known
from hygie.dossier.vocabulary.products import Convergence, Product
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every

REQUIREMENT = "FEIMA-09"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: an assessment was filed; c2: a roadmap is set."""
    return per_product(facts, _case)


def _case(product: Product, facts: Facts) -> Case:
    return Case(_criteria(product, facts), facts.path(product), _eligible(product, facts))


def _eligible(product: Product, facts: Facts) -> Check:
    codes = ("product_eligible_for_convergence", "product_not_eligible_for_convergence")
    return facts.flag(product, "convergence_eligible", *codes, product=product.name)


def _criteria(product: Product, facts: Facts) -> tuple[Criterion, ...]:
    convergence = known(product.convergence)
    if convergence is None:
        unknown = facts.lacks(product, "convergence")
        return Criterion("c1", unknown), Criterion("c2", unknown)
    return (
        Criterion("c1", _filed(product, convergence, facts)),
        Criterion("c2", _roadmap(product, convergence, facts)),
    )


def _filed(product: Product, convergence: Convergence, facts: Facts) -> Check:
    assessed = known(convergence.assessed)
    if assessed is None:
        return facts.lacks(convergence, "assessed")
    path = facts.path(convergence, "assessed")
    filed = day(assessed)
    if filed is None:
        return facts.says(False, "convergence_not_filed", path, product=product.name)
    come = facts.done(convergence, "assessed", "convergence_to_come", product=product.name)
    if come.value is not Truth.TRUE:
        return come
    done = facts.says(True, "convergence_filed", path, product=product.name, filed=filed)
    return every((done, facts.fresh(filed, "convergence_freshness", path)))


def _roadmap(product: Product, convergence: Convergence, facts: Facts) -> Check:
    codes = ("convergence_roadmap", "no_convergence_roadmap")
    return facts.flag(convergence, "roadmap", *codes, product=product.name)
