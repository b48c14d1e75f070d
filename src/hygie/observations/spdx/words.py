"""The words of SPDX in ours: purposes, kinds of relationships, absence, names of suppliers, identifiers."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from hygie.observations.spdx.cpe22 import to_cpe23
from hygie.observations.spdx.draft import Link

_ABSENT: Final = frozenset({"NOASSERTION", "NONE", ""})
"""How SPDX says that nothing is said, or that there is none (2.3, clauses 7.3 to 7.5)."""

_TYPES: Final = {
    "aipackage": "machine-learning-model",
    "datasetpackage": "data",
    "devicedriver": "device-driver",
    "model": "machine-learning-model",
    "operatingsystem": "operating-system",
    "operating-system": "operating-system",
    "operating_system": "operating-system",
    "other": "",
}
"""Purposes of SPDX 2.3 (clause 7.24) and 3.0 (SoftwarePurpose) that CycloneDX writes in another way."""

_FORWARD: Final = {
    "describes": Link.DESCRIBES,
    "contains": Link.CONTAINS,
    "dependson": Link.DEPENDS,
    "dynamiclink": Link.DEPENDS,
    "staticlink": Link.DEPENDS,
    "hasprerequisite": Link.DEPENDS,
    "hasdynamiclink": Link.DEPENDS,
    "hasstaticlink": Link.DEPENDS,
    "hasoptionaldependency": Link.DEPENDS,
    "hasprovideddependency": Link.DEPENDS,
    "hasoptionalcomponent": Link.CONTAINS,
}
_BACKWARD: Final = {
    "describedby": Link.DESCRIBES,
    "containedby": Link.CONTAINS,
    "optionalcomponentof": Link.CONTAINS,
    "dependencyof": Link.DEPENDS,
    "builddependencyof": Link.DEPENDS,
    "devdependencyof": Link.DEPENDS,
    "optionaldependencyof": Link.DEPENDS,
    "provideddependencyof": Link.DEPENDS,
    "runtimedependencyof": Link.DEPENDS,
    "testdependencyof": Link.DEPENDS,
    "prerequisitefor": Link.DEPENDS,
}
"""Relationships of SPDX 2.3 (clause 11) and 3.0 (RelationshipType): names without case or underscore."""

_PURLS: Final = frozenset({"purl", "packageurl"})
_CPES: Final = frozenset({"cpe22Type", "cpe23Type", "cpe22type", "cpe23type", "cpe22", "cpe23"})
_IDENTIFIERS: Final = _PURLS | _CPES
"""Types of external references of SPDX 2.3 (annex F) and of external identifiers of SPDX 3.0."""

_AGENT: Final = re.compile(r"^(?:person|organi[sz]ation|tool):[ \t]*", re.IGNORECASE)


def said(value: str) -> str:
    """Give a value without what surrounds it, empty if it is SPDX's way to say nothing."""
    if not value:
        return ""
    stripped = value.strip()
    return "" if stripped in _ABSENT else stripped


@lru_cache(maxsize=1024)
def component_type(purpose: str) -> str:
    """Give CycloneDX's word for a purpose; one that we do not know is kept, in lower case."""
    lowered = said(purpose).lower()
    return _TYPES.get(lowered, lowered)


@lru_cache(maxsize=1024)
def link(kind: str) -> tuple[Link, bool] | None:
    """Say what a relationship means, and whether it is written backwards; nothing if it is of no use here."""
    name = kind.strip().replace("_", "").lower()
    if forward := _FORWARD.get(name):
        return forward, False
    if backward := _BACKWARD.get(name):
        return backward, True
    return None


@lru_cache(maxsize=4096)
def agent(value: str) -> str:
    """Give the name out of ``Organization: NAME (address)``, the address left out."""
    name = _AGENT.sub("", said(value), count=1).strip()
    start = name.rfind("(")
    if name.endswith(")") and start >= 0 and ("@" in name[start:] or name.endswith("()")):
        name = name[:start].rstrip()
    return said(name)


def identifiers(references: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sort (type, locator) pairs into purls and CPE 2.3 names, each once, in their order.

    CPE 2.2 names are converted; one that cannot be is kept as it is written.
    """
    purls: dict[str, None] = {}
    cpes: dict[str, None] = {}
    for kind, locator in references:
        if not (found := said(locator)):
            continue
        name = kind if kind in _IDENTIFIERS else kind.strip().rpartition("/")[2].lower()
        if name in _PURLS:
            purls[found] = None
        elif name in _CPES:
            # Real files mistake 2.2 for 2.3: the name itself says which it is.
            cpes[to_cpe23(found) if found[:5].lower() == "cpe:/" else found] = None
    return tuple(purls), tuple(cpes)
