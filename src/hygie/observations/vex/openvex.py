"""OpenVEX 0.0.1 and 0.2.0: one statement of the file is one statement here."""

from collections.abc import Mapping
from typing import Any, Final

from hygie.observations.advisory import Standing
from hygie.observations.content import Plain, line, mapping, text, texts
from hygie.observations.cpe import read_cpe
from hygie.observations.reading import Bounds
from hygie.observations.statement import Statement, Subject
from hygie.observations.vex.collected import SHOWN, Collected, identifier, subject

_STANDINGS: Final = {
    "not_affected": Standing.NOT_AFFECTED,
    "affected": Standing.AFFECTED,
    "fixed": Standing.FIXED,
    "under_investigation": Standing.UNDER_INVESTIGATION,
}
_IDENTIFIERS: Final = ("purl", "cpe23", "cpe22")


def read_openvex(data: Plain, collected: Collected, bounds: Bounds) -> None:
    """Read the statements of a document.

    A statement has the date and the author of its document where it has none of its own. Products that cannot
    be identified are left out with a note; with no other, the statement is set aside.
    """
    found = data.get("statements")
    for index, each in enumerate(found if isinstance(found, list) else ()):
        _statement(each, f"/statements/{index}", data, collected, bounds)


def _statement(found: object, at: str, document: Plain, collected: Collected, bounds: Bounds) -> None:
    if not isinstance(found, dict):
        collected.reject("vex_not_object", at)
        return
    name, aliases = _vulnerability(found.get("vulnerability"), bounds)
    if not name:
        collected.reject("vex_no_vulnerability", at)
        return
    word = text(found, "status")
    standing = _STANDINGS.get(word.lower().replace(" ", "_").replace("-", "_"))
    if standing is None:
        code = "vex_unknown_status" if word else "vex_no_status"
        collected.reject(code, f"{at}/status" if word else at, vulnerability=name, found=line(word, SHOWN))
        return
    subjects = _subjects(found, at, name, collected, bounds)
    if not subjects:
        return
    statement = Statement(
        name,
        standing,
        subjects,
        tuple(aliases),
        text(found, "justification"),
        text(found, "impact_statement", longest=bounds.text),
        text(found, "action_statement", longest=bounds.text),
        text(document, "author"),
        next(
            filter(
                None, (text(each, key) for each in (found, document) for key in ("last_updated", "timestamp"))
            ),
            "",
        ),
        at=at,
    )
    collected.keep(statement)


def _vulnerability(found: object, bounds: Bounds) -> tuple[str, list[str]]:
    """Give the name of a vulnerability, written as a text (0.0.1) or as an object, and its aliases."""
    if isinstance(found, str):
        return identifier(found, bounds), []
    data: Mapping[str, Any] = mapping(found)
    names = [identifier(data.get("name"), bounds), *texts(data, "aliases")]
    names = [each for each in names if each] or [identifier(data.get("@id"), bounds)]
    return names[0], [each for each in dict.fromkeys(names[1:]) if each != names[0]]


def _subjects(
    found: Plain, at: str, vulnerability: str, collected: Collected, bounds: Bounds
) -> tuple[Subject, ...]:
    products, parts = _listed(found.get("products")), _listed(found.get("subcomponents"))
    collected.subjects += len(products) * max(1, len(parts))
    if collected.subjects > bounds.items:
        collected.reject("vex_too_many_subjects", at, vulnerability=vulnerability, limit=bounds.items)
        return ()
    subjects: dict[Subject, None] = {}
    lost = 0
    vendor = text(found, "supplier")
    for product in products:
        names = _names(product, bounds)
        own = parts + (_listed(product.get("subcomponents")) if isinstance(product, dict) else [])
        if not own:
            subjects |= dict.fromkeys(subject(each, vendor=vendor) for each in names)
            lost += not names
        for part in own:
            inside = _names(part, bounds)
            # A part of an unknown product: said of the part alone, it would say too much.
            usable = inside if names else []
            subjects |= dict.fromkeys(subject(each, within=names[0], vendor=vendor) for each in usable)
            lost += not usable
    if not subjects:
        collected.reject("vex_no_subject", at, vulnerability=vulnerability)
    elif lost:
        collected.note("vex_subjects_lost", at, vulnerability=vulnerability, number=lost)
    return tuple(subjects)


def _names(found: object, bounds: Bounds) -> list[str]:
    """Give the identifiers of a product: purls and CPE names, its ``@id`` or declared; else its ``@id``."""
    if not isinstance(found, dict):
        name = identifier(found, bounds)
        return [name] if name else []
    declared = mapping(found, "identifiers")
    names = [
        identifier(found.get("@id"), bounds),
        *(identifier(declared.get(key), bounds) for key in _IDENTIFIERS),
    ]
    names = list(dict.fromkeys(filter(None, names)))
    return [each for each in names if each.lower().startswith("pkg:") or read_cpe(each)] or names[:1]


def _listed(found: object) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]
