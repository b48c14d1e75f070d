"""FEIMA-04: digital health services conform to the PGSSI-S (charter §3; CSP, L.1470-1 to L.1470-6).

Electronic identification binds every digital health service, by law. A written list is the whole list: one
that does not name it says that nothing was done about it, so that it is not reached. Any other document
binds where the dossier says so; the rest are guides.
"""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import PgssisConformity, Product
from hygie.kernel.parameters import Parameter, Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.questions import left_out, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every, some

REQUIREMENT = "FEIMA-04"
ALWAYS_BINDING = "electronic_identification"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: each binding document is reached, wholly; c2: each guide is."""
    return per_product(facts, _case)


def _case(product: Product, facts: Facts) -> Case:
    codes = ("digital_health_service", "no_digital_health_service")
    applies = facts.flag(product, "digital_health_service", *codes, product=product.name)
    listed = facts.listed(product.pgssis)
    if listed is None:
        unknown = facts.lacks(product, "pgssis")
        return Case((Criterion("c1", unknown), Criterion("c2", unknown)), facts.path(product), applies)
    answers = [(_binding(item, facts), _reached(item, product, facts)) for item in listed]
    binding = (some((spared(bound), reached)) for bound, reached in answers if bound.value is not Truth.FALSE)
    guides = every(some((bound, reached)) for bound, reached in answers if bound.value is not Truth.TRUE)
    named = _identification_named(listed, product, facts)
    # Whether a document binds changes nothing where it is reached: it need not be told.
    settled = (Truth.UNKNOWN, Truth.TRUE)
    asked = (bound for bound, reached in answers if (bound.value, reached.value) != settled)
    any_guide = some(bound.negated() for bound in asked)
    not_binding = left_out([(item, bound) for item, (bound, _) in zip(listed, answers, strict=True)], facts)
    criteria = (
        Criterion("c1", every((named, *binding)), left_out=not_binding),
        Criterion("c2", guides, applies=any_guide),
    )
    return Case(criteria, facts.path(product), applies)


def _identification_named(listed: tuple[PgssisConformity, ...], product: Product, facts: Facts) -> Check:
    if any(item.document == ALWAYS_BINDING for item in listed):
        return TRUE
    path = facts.path(product, "pgssis")
    return facts.says(False, "electronic_identification_not_named", path, product=product.name)


def _binding(item: PgssisConformity, facts: Facts) -> Check:
    """Answer whether a document is legally binding; only whether it is reached has a reason."""
    if item.document == ALWAYS_BINDING:
        return TRUE
    declared = known(item.binding)
    return facts.lacks(item, "binding") if declared is None else Check(Truth.of(declared))


def _reached(item: PgssisConformity, product: Product, facts: Facts) -> Check:
    """Answer whether the level aimed at is reached, wholly, and was assessed on a day that has come."""
    state = known(item.state)
    path = facts.path(item, "state")
    if state is None:
        return facts.lacks_at(path)
    code = {"reached": "pgssis_reached", "in_part": "pgssis_reached_in_part"}.get(state, "pgssis_not_reached")
    about: dict[str, Parameter] = {"product": product.name, "document": _title(item)}
    said = facts.says(state == "reached", code, path, **about)
    return every((said, facts.done(item, "assessed", "pgssis_assessment_to_come", **about)))


def _title(item: PgssisConformity) -> Parameter:
    return known(item.title) or Term("pgssis_document", item.document)
