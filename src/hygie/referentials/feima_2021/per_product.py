"""Commitments that are decided product by product: one case a product, the worst of them counts."""

from collections.abc import Callable

from hygie.dossier.vocabulary.products import Product
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Case, Decision


def per_product(facts: Facts, case: Callable[[Product, Facts], Case]) -> Decision:
    """Decide a commitment for each product; it has no object for a vendor that declares no product.

    ``case`` gives the case of one product; its path is that of the product, ``facts.path(product)``.
    """
    products = facts.listed(facts.declared.products)
    if products is None:
        return Decision(undetermined=facts.lacks(None, "products"))
    if not products:
        return Decision(applies=facts.says(False, "no_product", facts.path(None, "products")))
    return Decision(tuple(case(product, facts) for product in products))
