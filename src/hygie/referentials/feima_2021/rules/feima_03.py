"""FEIMA-03: products follow the CNIL frameworks that cover their processing (charter §3)."""

from datetime import date

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import CnilFramework, Gap, Product
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.questions import left_out, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "FEIMA-03"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: each framework that applies has a gap analysis; c2: each open gap has a plan."""
    return per_product(facts, _case)


def _case(product: Product, facts: Facts) -> Case:
    path, listed = facts.path(product), facts.listed(product.cnil_frameworks)
    if listed is None:
        unknown = facts.lacks(product, "cnil_frameworks")
        return Case((Criterion("c1", unknown), Criterion("c2", unknown)), path, applies=unknown)
    concerned = [(item, _applicable(item, facts), _analysed(item, product, facts)) for item in listed]
    kept = [each for each in concerned if each[1].value is not Truth.FALSE]
    analysed = every(some((spared(applicable), done)) for _, applicable, done in kept)
    open_gaps = [(item, every((applicable, done))) for item, applicable, done in kept]
    planned = every(some((spared(counts), _planned(item, product, facts))) for item, counts in open_gaps)
    any_analysis = some(counts for _, counts in open_gaps)
    outside = left_out([(item, applicable) for item, applicable, _ in concerned], facts)
    criteria = (
        Criterion("c1", analysed, left_out=outside),
        Criterion("c2", planned, applies=any_analysis, left_out=outside),
    )
    return Case(criteria, path, applies=_covered(product, [each[1] for each in concerned], facts))


def _covered(product: Product, applicable: list[Check], facts: Facts) -> Check:
    covered = some(applicable)
    if covered.value is not Truth.FALSE:
        return covered
    path = facts.path(product, "cnil_frameworks")
    return facts.says(False, "no_cnil_framework", path, product=product.name)


def _applicable(item: CnilFramework, facts: Facts) -> Check:
    codes = ("cnil_framework_applies", "cnil_framework_does_not_apply")
    return facts.flag(item, "applicable", *codes, framework=item.name)


def _analysed(item: CnilFramework, product: Product, facts: Facts) -> Check:
    """Answer whether a gap analysis was made, on a day that has come; its age only reserves."""
    analysed, path = known(item.analysed), facts.path(item, "analysed")
    about = {"product": product.name, "framework": item.name}
    if analysed is None:
        return facts.lacks_at(path)
    if not isinstance(analysed, date):
        return facts.says(False, "cnil_framework_not_analysed", path, **about)
    come = facts.done(item, "analysed", "cnil_analysis_to_come", **about)
    if come.value is not Truth.TRUE:
        return come
    made = facts.says(True, "cnil_framework_analysed", path, dated=analysed, **about)
    return every((made, facts.fresh(analysed, "cnil_gap_analysis_freshness", path)))


def _planned(item: CnilFramework, product: Product, facts: Facts) -> Check:
    gaps = facts.listed(item.gaps)
    if gaps is None:
        return facts.lacks(item, "gaps")
    if not gaps:
        about = {"product": product.name, "framework": item.name}
        return facts.says(True, "no_cnil_gap", facts.path(item, "gaps"), **about)
    return every(_has_plan(gap, item, product, facts) for gap in gaps)


def _has_plan(gap: Gap, item: CnilFramework, product: Product, facts: Facts) -> Check:
    plan = known(gap.plan)
    if plan is None:
        return facts.lacks(gap, "plan")
    code = "cnil_gap_without_plan" if plan is False else "cnil_gap_planned"
    about = {"product": product.name, "framework": item.name, "gap": gap.title}
    return facts.says(plan is not False, code, facts.path(gap, "plan"), **about)
