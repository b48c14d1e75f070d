"""Until when components are supported: what the bill says, and what the lifecycles of the base know."""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
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
_COARSE: Final = re.compile(r"((?:19|20|21)[0-9]{2})(?:[-/](0[1-9]|1[0-2]))?").fullmatch
_MONTH_FIRST: Final = re.compile(r"(0?[1-9]|1[0-2])[-/.]((?:19|20|21)[0-9]{2})").fullmatch
_YEAR: Final = re.compile(r"\b(?:19|20|21)[0-9]{2}\b").findall
_DECEMBER: Final = 12
_DIGIT: Final = re.compile(r"\d").search
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
    """List what is known of the support of each component, what ended first.

    What a bill says is told of its own product: of the same component, another bill may say otherwise.
    """
    places = gathered.places()
    said = gathered.places(but=gathered.supports) if gathered.supports else places
    known, otherwise = _known_of(lives), _otherwise(gathered)
    found: list[SupportEnd] = []

    def keep(end: SupportEnd, products: Sequence[int]) -> None:
        those = tuple(gathered.products[at] for at in products)
        found.append(msgspec.structs.replace(end, products=those))

    for number, component in enumerate(gathered.components):
        if component.support_level or component.support_end:
            keep(_written(component, as_of), said.of(number))
        for level, day in otherwise.get(number, ()):
            told = msgspec.structs.replace(component, support_level=level, support_end=day)
            keep(_written(told, as_of), list(otherwise[number][level, day]))
        if known is not None and (support := _support(component, known)) is not None:
            keep(_known(component, support, as_of), places.of(number))
    order = list(SupportState)
    return sorted(found, key=lambda each: (order.index(each.state), each.end or "9999", each.component.name))


def _otherwise(gathered: Gathered) -> Mapping[int, Mapping[tuple[str, str], Mapping[int, None]]]:
    """Give, of the components of which bills tell different words of support, the products by these words."""
    found: dict[int, dict[tuple[str, str], dict[int, None]]] = defaultdict(dict)
    component, product = gathered.of_component, gathered.of_product
    for occurrence, words in gathered.supports.items():
        if any(words):
            found[int(component[occurrence])].setdefault(words, {})[int(product[occurrence])] = None
    return found


def _known_of(lives: Sequence[ProductLife]) -> "Lifecycles | None":
    """Arrange the lifecycles; without any, what reads them is not even loaded."""
    if not lives:
        return None
    from hygie.matching.lifecycle import Lifecycles  # noqa: PLC0415

    return Lifecycles(lives)


def _support(component: Component, known: "Lifecycles") -> "Support | None":
    """Look for the lifecycle of a component by all its names."""
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
    return support


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


def _written(component: Component, as_of: date) -> SupportEnd:
    """Take what the bill says: a day if there is one, else the words whose meaning is fixed.

    An end that names a date which is not understood is for a person; one without any figure names none.
    """
    said = "; ".join(filter(None, (component.support_level, component.support_end)))
    day = _day(component.support_end)
    if day is not None:
        state = SupportState.ENDED if day < as_of else SupportState.SUPPORTED
        return SupportEnd(component, (), BILL, state, day.isoformat(), said)
    words = f"{component.support_level} {component.support_end}".casefold()
    if any(word in words for word in _ENDED):
        # "End of life: 2035" is no end yet.
        ahead = any(int(year) >= as_of.year for year in _YEAR(component.support_end))
        state = SupportState.TO_CHECK if ahead else SupportState.ENDED
        return SupportEnd(component, (), BILL, state, None, said)
    if any(word in words for word in _IN_DOUBT) or _DIGIT(component.support_end):
        return SupportEnd(component, (), BILL, SupportState.TO_CHECK, None, said)
    return SupportEnd(component, (), BILL, SupportState.NOT_SAID, None, said)


def _day(text: str) -> date | None:
    """Read a day in ISO 8601, alone or before a time; the last one of a month or year; one in figures.

    Of two figures that may both be the month, none is guessed.
    """
    text = text.strip()
    if found := _COARSE(text):
        return _last(int(found[1]), int(found[2] or _DECEMBER))
    if found := _MONTH_FIRST(text):
        return _last(int(found[2]), int(found[1]))
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    if not _DIGIT(text):
        return None
    from hygie.observations.inventory.days import read_day  # noqa: PLC0415 - few bills write other forms

    return read_day(text, "").day


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
