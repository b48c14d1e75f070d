"""A bill being read: what any version and writing of SPDX says, before references are resolved."""

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from hygie.kernel.parameters import Parameters


class Link(StrEnum):
    """What a relationship of SPDX means here; those of other kinds (licences, builds, tests) are not kept."""

    DESCRIBES = "describes"
    CONTAINS = "contains"
    DEPENDS = "depends"


class Part(msgspec.Struct, gc=False):
    """A package, or a file that may be a component: as written, ``NOASSERTION`` and ``NONE`` taken out.

    ``purpose`` is the type that its kind or purpose says, already in CycloneDX's word. ``at``: JSON pointer,
    or number of the line in tag-value. ``optional``: a file, a component only if it has an identifier or if
    the document describes it.
    """

    id: str
    name: str
    version: str = ""
    purpose: str = ""
    supplier: str = ""
    purls: tuple[str, ...] = ()
    cpes: tuple[str, ...] = ()
    support_end: str = ""
    at: str = ""
    optional: bool = False


class Mistake(msgspec.Struct, frozen=True):
    """Something to be said: its code, where it stands (as ``Part.at``; empty for the file), what of."""

    code: str
    at: str = ""
    parameters: Parameters = {}


@dataclass(slots=True)
class Draft:
    """What a file says, in its order.

    ``links``: (from, what, to), by identifiers. ``documents``: identifiers of the documents themselves, which
    are never components. ``known``: identifiers of what is there without being a component (snippets,
    agents). ``loose``: how many values were left out for being of another type than SPDX says.
    """

    version: str = ""
    identifier: str = ""
    created: str = ""
    parts: list[Part] = field(default_factory=list)
    links: list[tuple[str, Link, str]] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    rejected: list[Mistake] = field(default_factory=list)
    notes: list[Mistake] = field(default_factory=list)
