"""Until when components are supported: what the bill says, and what the lifecycles of the base know."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from hygie.kernel.truth import Truth
from hygie.observations.bill import Component
from hygie.observations.lifecycle import ProductLife
from hygie.watch.gathering import Gathered, Product

if TYPE_CHECKING:
    from hygie.matching.lifecycle import Lifecycles, Support

BILL = "bill"
LIFECYCLES = "endoflife"
_ENDED: Final = ("no longer supported", "no longer maintained", "abandoned", "end of life", "end-of-life")
"""Words that say that nobody mends it any more (FDA, premarket guidance on cybersecurity, 2023, V.A.4.b)."""
_IN_DOUBT: Final = ("inactive", "deprecated", "unmaintained")


class SupportState(StrEnum):
    """Where a component stands on the day asked for."""

    ENDED = "ended"
    SUPPORTED = "supported"
    TO_CHECK = "to_check"
    NOT_SAID = "not_said"


_STATES: Final = {
    Truth.TRUE: SupportState.ENDED,
    Truth.FALSE: SupportState.SUPPORTED,
    Truth.UNKNOWN: SupportState.TO_CHECK,
}


class SupportEnd(msgspec.Struct, frozen=True):
    """What one source says of the support of a component.

    ``source``: the bill, or the lifecycles. ``end``: the last day, ISO 8601, None if no day is said.
    ``said``: the bill's own words. ``product`` and ``cycle``: those of the lifecycle.
    """

    component: Component
    products: tuple[Product, ...]
    source: str
    state: SupportState
    end: str | None = None
    said: str = ""
    product: str = ""
    cycle: str = ""


def support_ends(gathered: Gathered, lives: Sequence[ProductLife], as_of: date) -> list[SupportEnd]:
    """List what is known of the support of each component, what ended first."""
    places = gathered.places()
    known = _known_of(lives)
    found = []
    for number, component in enumerate(gathered.components):
        if known is None and not component.support_level and not component.support_end:
            continue
        ends = list(_of(component, known, as_of))
        if ends:
            products = tuple(gathered.products[at] for at in places.of(number))
            found += [msgspec.structs.replace(each, products=products) for each in ends]
    order = list(SupportState)
    return sorted(found, key=lambda each: (order.index(each.state), each.end or "9999", each.component.name))


def _known_of(lives: Sequence[ProductLife]) -> "Lifecycles | None":
    """Arrange the lifecycles; without any, what reads them is not even loaded."""
    if not lives:
        return None
    from hygie.matching.lifecycle import Lifecycles  # noqa: PLC0415

    return Lifecycles(lives)


def _of(component: Component, known: "Lifecycles | None", as_of: date) -> Iterator[SupportEnd]:
    said = "; ".join(filter(None, (component.support_level, component.support_end)))
    if said:
        yield _written(component, said, as_of)
    if known is None:
        return
    name, version, supplier = component.name, component.version, component.supplier
    support = known.find(name, version, supplier, component.purl, component.cpe)
    if support is None and component.others:
        further = (
            known.find(name, version, supplier, cpe=other)
            if other.startswith("cpe:")
            else known.find(name, version, supplier, other)
            for other in component.others
        )
        support = next(filter(None, further), None)
    if support is not None:
        yield _known(component, support, as_of)


def _known(component: Component, support: "Support", as_of: date) -> SupportEnd:
    """Take the end of security support that the lifecycles give, if it is sure which cycle is meant."""
    from hygie.matching.lifecycle import Certainty, ended  # noqa: PLC0415 - see ``_known_of``

    cycles = tuple(candidate.cycle.name for candidate in support.candidates)
    over = ended(support, as_of)
    state = _STATES[over] if support.certainty is Certainty.YES else SupportState.TO_CHECK
    end = support.security_end if isinstance(support.security_end, str) else None
    return SupportEnd(
        component, (), LIFECYCLES, state, end, product=support.product.title, cycle=" / ".join(cycles)
    )


def _written(component: Component, said: str, as_of: date) -> SupportEnd:
    """Take what the bill says: a day if there is one, else the words whose meaning is fixed."""
    day = _day(component.support_end)
    if day is not None:
        state = SupportState.ENDED if day < as_of else SupportState.SUPPORTED
        return SupportEnd(component, (), BILL, state, day.isoformat(), said)
    words = f"{component.support_level} {component.support_end}".casefold()
    if any(word in words for word in _ENDED):
        return SupportEnd(component, (), BILL, SupportState.ENDED, None, said)
    if any(word in words for word in _IN_DOUBT):
        return SupportEnd(component, (), BILL, SupportState.TO_CHECK, None, said)
    return SupportEnd(component, (), BILL, SupportState.NOT_SAID, None, said)


def _day(text: str) -> date | None:
    """Read a day in ISO 8601, alone or at the beginning of a time."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
