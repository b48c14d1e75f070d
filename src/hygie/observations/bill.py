"""A bill of materials, whatever its format: components, their identifiers, and who is in what."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from hygie.kernel.diagnostic import Diagnostic


class Format(StrEnum):
    """The formats of bills of materials that are read."""

    CYCLONEDX = "cyclonedx"
    SPDX = "spdx"


class Component(msgspec.Struct, frozen=True, gc=False):
    """One component, as the bill writes it: nothing is guessed, nothing normalised; absent is empty.

    ``ref``: the bill's own identifier (bom-ref, SPDXID), made unique by the reader where it is repeated.
    ``type``: CycloneDX's word, or the closest to SPDX's primary purpose; kept even if unknown to us.
    ``group``: namespace (Maven group, npm scope). ``supplier``: the supplier, else the manufacturer, else the
    publisher, else the author. ``at``: JSON pointer, XML path or line, from which a place can be found.
    ``parent``: ``ref`` of the component that contains it, empty for the root and what stands beside it.
    ``support_level`` and ``support_end``: the properties "Level of Support" and "End-of-Support" (FDA), or
    SPDX's ``validUntilDate``, as written. ``others``: further purls and CPE names of the same component, as
    written, besides ``purl`` and ``cpe``, which are the first of each.
    """

    ref: str
    name: str
    version: str = ""
    type: str = ""
    group: str = ""
    supplier: str = ""
    purl: str = ""
    cpe: str = ""
    at: str = ""
    parent: str = ""
    support_level: str = ""
    support_end: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill of materials: ``components`` holds all of them, the root first where there is one.

    ``root`` is the ``ref`` of the product described, empty if the bill names none. ``identifier``: serial
    number or document namespace. ``depends``: (ref, refs it depends on), as written, cycles included.
    ``rejected`` holds a reason per component set aside; ``total`` is what the file holds.
    """

    format: Format
    version: str
    components: tuple[Component, ...]
    root: str = ""
    identifier: str = ""
    created: str = ""
    depends: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rejected: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def total(self) -> int:
        """Count the components that the file holds, usable or not."""
        return len(self.components) + len(self.rejected)
