"""FEIMA-07: data is collected within the strict frame that is authorised (charter §3; GDPR art. 5, 6, 9).

A datum is within the frame when its purpose, basis, exception, retention and need are all decided. What
is not health data needs no exception only where it is said to be of no special category: data on origins
or beliefs is not health data, and needs one all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.products import CollectedData, Product
from hygie.kernel.parameters import Parameter
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.feima_2021.per_product import per_product
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, Reason, every, some

REQUIREMENT = "FEIMA-07"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: all that is collected is within the frame; c2: health data has a basis and an exception."""
    return replace(per_product(facts, _case), notes=tuple(_ratios(facts)))


def _case(product: Product, facts: Facts) -> Case:
    data = facts.listed(product.data)
    if data is None:
        unknown = facts.lacks(product, "data")
        return Case((Criterion("c1", unknown), Criterion("c2", unknown)), facts.path(product))
    return Case((_framed(product, data, facts), _allowed(product, data, facts)), facts.path(product))


# -- c1: everything ------------------------------------------------------------------------------------


def _framed(product: Product, data: Sequence[CollectedData], facts: Facts) -> Criterion:
    """Sum up the data: some within the frame and some not is a part, whatever the others turn out to be."""
    path = facts.path(product, "data")
    applies = TRUE if data else facts.says(False, "no_data_collected", path, product=product.name)
    answers = [_within(product, item, facts) for item in data]
    within, outside, open_ones = (_of(answers, value) for value in (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN))
    if outside and open_ones and not within:
        # Whether the whole fails or a part only is what the open ones will say.
        said = every(outside)._replace(value=Truth.UNKNOWN, missing=every(open_ones).missing)
        return Criterion("c1", said, applies)
    return Criterion("c1", every(answers), applies, mixed=bool(within and outside))


def _of(answers: Sequence[Check], value: Truth) -> list[Check]:
    return [answer for answer in answers if answer.value is value]


def _within(product: Product, item: CollectedData, facts: Facts) -> Check:
    framed = every(
        (
            _decided(product, item, "purpose", "data_without_purpose", facts),
            _basis(product, item, facts),
            _exception(product, item, facts),
            _decided(product, item, "retention", "data_without_retention", facts),
            _decided(product, item, "necessary", "data_not_needed", facts),
        )
    )
    if framed.value is not Truth.TRUE:
        return framed
    return facts.says(True, "data_framed", facts.path(item), **_about(product, item))


# -- c2: health data -----------------------------------------------------------------------------------


def _allowed(product: Product, data: Sequence[CollectedData], facts: Facts) -> Criterion:
    path = facts.path(product, "data")
    applies = some(_is_health(item, facts) for item in data)
    if applies.value is Truth.FALSE:
        applies = facts.says(False, "no_health_data_collected", path, product=product.name)
    elif applies.value is Truth.TRUE:
        names = tuple(item.name for item in data if known(item.health))
        applies = facts.says(True, "health_data_collected", path, product=product.name, data=names)
    return Criterion("c2", every(_spared_or_allowed(product, item, facts) for item in data), applies)


def _is_health(item: CollectedData, facts: Facts) -> Check:
    health = known(item.health)
    return facts.lacks(item, "health") if health is None else Check(Truth.of(health))


def _spared_or_allowed(product: Product, item: CollectedData, facts: Facts) -> Check:
    """Answer true for what is not health data, else whether a basis and an exception allow it."""
    allowed = every((_basis(product, item, facts), _exception(product, item, facts)))
    if allowed.value is Truth.TRUE and known(item.health):
        return facts.says(True, "health_data_allowed", facts.path(item), **_about(product, item))
    return some((_is_health(item, facts).negated(), allowed))


# -- what makes a datum lawful -------------------------------------------------------------------------


def _about(product: Product, item: CollectedData) -> dict[str, str]:
    return {"product": product.name, "data": item.name}


def _decided(product: Product, item: CollectedData, field: str, code: str, facts: Facts) -> Check:
    """Answer false where the field says that nothing is decided; whatever else it says is an answer."""
    written = known(getattr(item, field))
    if written is None:
        return facts.lacks(item, field)
    return facts.says(False, code, facts.path(item, field), **_about(product, item)) if not written else TRUE


def _basis(product: Product, item: CollectedData, facts: Facts) -> Check:
    basis = known(item.basis)
    if basis is None:
        return facts.lacks(item, "basis")
    if basis == "none":
        return facts.says(False, "data_without_basis", facts.path(item, "basis"), **_about(product, item))
    return TRUE


def _exception(product: Product, item: CollectedData, facts: Facts) -> Check:
    """Answer whether an exception of article 9 allows the datum, or none is needed; health data needs one."""
    exception = known(item.exception)
    path = facts.path(item, "exception")
    if exception is None:
        return facts.lacks(item, "exception")
    if exception == "none":
        return facts.says(False, "data_without_exception", path, **_about(product, item))
    if exception != "not_special_category":
        return TRUE
    health = _is_health(item, facts)
    if health.value is not Truth.TRUE:
        return health.negated()
    return facts.says(False, "health_data_taken_for_ordinary", path, **_about(product, item))


# -- the ratio -----------------------------------------------------------------------------------------


def _ratios(facts: Facts) -> Iterator[Reason]:
    """Show how many of the data of each product are within the frame."""
    for product in facts.listed(facts.declared.products) or ():
        data = facts.listed(product.data)
        if not data:
            continue
        answers = [_within(product, item, facts) for item in data]
        said: dict[str, Parameter] = {"product": product.name, "total": len(answers)}
        said["framed"] = len(_of(answers, Truth.TRUE))
        code, open_ones = "data_framed_ratio", len(_of(answers, Truth.UNKNOWN))
        if open_ones:
            code, said["open"] = "data_framed_ratio_open", open_ones
        yield Reason(Truth.TRUE, code, said, facts.path(product, "data"))
