"""CycloneDX in XML, given the shape that the same bill has in JSON: only what the reader looks at."""

from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hygie.composition.exchange.foreign import LIMITS, Plain, UnusableFileError
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

_NAMESPACE: Final = "http://cyclonedx.org/schema/bom/"
_LISTS: Final = {
    "components": "component",
    "services": "service",
    "vulnerabilities": "vulnerability",
    "ratings": "rating",
    "affects": "target",
    "data": "classification",
}
_TEXTS: Final = frozenset(
    {"name", "version", "group", "purl", "cpe", "id", "url", "vector", "state", "ref", "authenticated",
     "x-trust-boundary", "trustZone"}
)  # fmt: skip


def read_xml(content: bytes, file: str) -> Plain:
    """Read a bill written in XML.

    Raises:
        UnusableFileError: it is no XML, or declares entities.
    """
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as reason:
        found = " ".join(str(reason).split())[:200]
        raise UnusableFileError(Diagnostic("exchange_not_xml", Place(file), {"message": found})) from None
    namespace, _, name = root.tag.rpartition("}")
    if name != "bom" or not namespace.removeprefix("{").startswith(_NAMESPACE):
        return {}
    data = _mapping(root, file, 0)
    version = namespace.rpartition("/")[2]
    return {**data, "bomFormat": "CycloneDX", "specVersion": version, "dependencies": _dependencies(root)}


def _mapping(element: Element, file: str, depth: int) -> dict[str, Any]:
    if depth > LIMITS.depth:
        raise UnusableFileError(Diagnostic("yaml_too_deep", Place(file), {"limit": LIMITS.depth}))
    found: dict[str, Any] = {key: value for key, value in element.attrib.items() if not key.startswith("{")}
    for child in element:
        name = _name(child)
        if name in _LISTS:
            wanted = (_LISTS[name], "dataflow")
            found[name] = [_item(item, file, depth) for item in child if _name(item) in wanted]
        elif name in _TEXTS:
            found[name] = child.text or ""
        elif name in ("metadata", "component", "source", "analysis"):
            found[name] = _mapping(child, file, depth + 1)
    return found


def _item(element: Element, file: str, depth: int) -> dict[str, Any]:
    if _name(element) == "classification":
        return {"classification": element.text or ""}
    return _mapping(element, file, depth + 1)


def _dependencies(root: Element) -> list[dict[str, Any]]:
    listed = next((child for child in root if _name(child) == "dependencies"), None)
    return [
        {"ref": entry.get("ref", ""), "dependsOn": [child.get("ref", "") for child in entry]}
        for entry in (listed if listed is not None else ())
    ]


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
