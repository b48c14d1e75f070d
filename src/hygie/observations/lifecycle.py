"""Until when a product is supported: the products and cycles of endoflife.date."""

import msgspec


class Cycle(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A line of versions and its ends: ISO date, true (ended), false (not ended), None (not said).

    ``support_end``: end of active support; ``end``: end of security support; ``extended_end``: end of the
    support that is paid for. ``codename`` is the name that people use for the number (Debian's Stretch).
    """

    name: str
    label: str = ""
    released: str = ""
    support_end: str | bool | None = None
    end: str | bool | None = None
    extended_end: str | bool | None = None
    lts: str | bool | None = None
    latest: str = ""
    codename: str = ""


class ProductLife(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A product and its cycles, newest first.

    ``identifiers``: (kind, value), kind being purl, cpe or repology.
    """

    product: str
    title: str = ""
    category: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    cycles: tuple[Cycle, ...] = ()
