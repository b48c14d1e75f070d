"""What is answered for each order of a version and a bound, and why."""

from typing import Final

from hygie.matching.tolerant.answer import Answer
from hygie.matching.tolerant.order import Order, compare
from hygie.matching.tolerant.written import Version

YES, NO, CHECK = Answer.YES, Answer.NO, Answer.TO_CHECK
_SUFFIX, _PRECISION = "tolerant_suffix", "tolerant_precision"

Reason = tuple[Answer, str]
_SURE_YES: Final = (YES, "tolerant_inside")
_SURE_NO: Final = (NO, "tolerant_outside")

# A "no" that rests on a number or a suffix that only one side writes is not said: 9.33.1 may be meant by
# "9.33 and prior", 9 may stand for 9.40. A "yes" may rest on it: it errs on the safe side.
_UPPER: Final[dict[Order, Reason]] = {
    Order.BEFORE: _SURE_YES,
    Order.SAME: _SURE_YES,
    Order.WITHIN: _SURE_YES,
    Order.COARSER: _SURE_YES,
    Order.EXTENDED: _SURE_YES,
    Order.PRE: _SURE_YES,
    Order.AFTER: _SURE_NO,
    Order.PRE_OF: _SURE_NO,
    Order.FINER: (CHECK, _PRECISION),
    Order.EXTENDS: (CHECK, _SUFFIX),
}
_LOWER: Final[dict[Order, Reason]] = {
    Order.AFTER: _SURE_YES,
    Order.SAME: _SURE_YES,
    Order.WITHIN: _SURE_YES,
    Order.FINER: _SURE_YES,
    Order.EXTENDS: _SURE_YES,
    Order.PRE_OF: _SURE_YES,
    Order.BEFORE: _SURE_NO,
    Order.COARSER: (CHECK, _PRECISION),
    Order.EXTENDED: (CHECK, _SUFFIX),
    Order.PRE: (CHECK, _SUFFIX),
}
_VAGUE: Final = (CHECK, "tolerant_vague_end")
_BOUNDS: Final[dict[str, dict[Order, Reason]]] = {
    "<=": _UPPER,
    "<": _UPPER
    | {
        Order.SAME: _SURE_NO,
        Order.FINER: _SURE_NO,
        Order.EXTENDS: _SURE_NO,
        Order.WITHIN: (CHECK, _PRECISION),
    },
    "<?": _UPPER | {Order.SAME: _VAGUE, Order.WITHIN: _VAGUE},
    ">=": _LOWER,
    ">": _LOWER | {Order.SAME: _SURE_NO, Order.PRE: _SURE_NO, Order.WITHIN: (CHECK, _PRECISION)},
    ">?": _LOWER | {Order.SAME: _VAGUE, Order.WITHIN: _VAGUE},
}
_POINT: Final[dict[Order, Reason]] = {
    Order.SAME: (YES, "tolerant_listed"),
    Order.WITHIN: (YES, "tolerant_listed"),
    Order.BEFORE: _SURE_NO,
    Order.AFTER: _SURE_NO,
    Order.FINER: (CHECK, _PRECISION),
    Order.COARSER: (CHECK, _PRECISION),
    Order.EXTENDS: (CHECK, _SUFFIX),
    Order.EXTENDED: (CHECK, _SUFFIX),
    Order.PRE: (CHECK, _SUFFIX),
    Order.PRE_OF: (CHECK, _SUFFIX),
}
AFTER: Final = (Order.AFTER, Order.FINER, Order.PRE_OF, Order.EXTENDS)
_EXACT: Final = {
    Order.FINER: Order.AFTER,
    Order.COARSER: Order.BEFORE,
    Order.PRE: Order.BEFORE,
    Order.PRE_OF: Order.AFTER,
}
"""What the orders are under a scheme that says how versions are written and ordered."""


_DOUBTS: Final[dict[Order, Reason]] = {
    Order.DECIMALS: (CHECK, "tolerant_decimals"),
    Order.YEAR: (CHECK, "tolerant_year"),
}
_DIFFERENT: Final = (CHECK, "tolerant_shapes_differ")


def order_of(version: Version, other: Version, *, exact: bool) -> Order:
    """Say where a version stands to another; ``exact``: under a scheme that orders any two."""
    order = compare(version, other, exact=exact)
    return _EXACT.get(order, order) if exact else order


def at_bound(sign: str, order: Order) -> Reason:
    """Give the answer for a version that stands so to a bound."""
    return _BOUNDS[sign].get(order) or _DOUBTS.get(order, _DIFFERENT)


def at_point(order: Order) -> Reason:
    """Give the answer for a version that stands so to a single one."""
    return _POINT.get(order) or _DOUBTS.get(order, _DIFFERENT)
