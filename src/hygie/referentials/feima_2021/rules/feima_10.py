"""FEIMA-10: practice-management software moves towards its ethics criteria (charter §3).

The charter asks for a process, which complete answers show. Gaps without a plan and a version that is not
named only reserve, and its age has no limit; the criteria themselves are not part of the charter.
"""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import PracticeEthics, Product
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every

REQUIREMENT = "FEIMA-10"
CODES = {"complete": "ethics_answered", "partial": "ethics_answered_in_part", "none": "ethics_not_answered"}


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: the self-assessment is answered; a part of the answers makes it hold in part."""
    return per_product(facts, _case)


def _case(product: Product, facts: Facts) -> Case:
    return Case((_answered(product, facts),), facts.path(product), _practice_software(product, facts))


def _practice_software(product: Product, facts: Facts) -> Check:
    codes = ("product_is_practice_software", "product_is_not_practice_software")
    return facts.flag(product, "practice_software", *codes, product=product.name)


def _answered(product: Product, facts: Facts) -> Criterion:
    ethics = known(product.ethics)
    if ethics is None:
        return Criterion("c1", facts.lacks(product, "ethics"))
    answers = known(ethics.answers)
    if answers is None:
        return Criterion("c1", facts.lacks(ethics, "answers"))
    path = facts.path(ethics, "answers")
    said = facts.says(answers == "complete", CODES[answers], path, product=product.name)
    made = facts.done(ethics, "assessed", "ethics_to_come", product=product.name)
    if made.value is not Truth.TRUE and answers != "none":
        return Criterion("c1", made)
    doubts = _versioned(product, ethics, facts), _planned(product, ethics, facts)
    return Criterion("c1", every((said, *doubts)), mixed=answers == "partial")


def _versioned(product: Product, ethics: PracticeEthics, facts: Facts) -> Check:
    if known(ethics.version) is not None:
        return TRUE
    return facts.reserve("convention:ethics_version", facts.path(ethics, "version"), product=product.name)


def _planned(product: Product, ethics: PracticeEthics, facts: Facts) -> Check:
    gaps = tuple(gap.title for gap in facts.listed(ethics.gaps) or () if not known(gap.plan))
    if not gaps:
        return TRUE
    path = facts.path(ethics, "gaps")
    return facts.reserve("convention:ethics_gap_without_plan", path, product=product.name, gaps=gaps)
