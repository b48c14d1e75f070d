"""SPDX 3.0 in JSON-LD: a graph of elements, or one element alone."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from hygie.observations.content import Plain, mapping, text
from hygie.observations.spdx.draft import Draft, Link, Mistake, Part
from hygie.observations.spdx.relations import add_link
from hygie.observations.spdx.words import component_type, identifiers, said

_DOCUMENTS: Final = frozenset({"SpdxDocument", "software_Sbom", "Bom", "Bundle"})
_NOT_PARTS: Final = frozenset(
    {"Agent", "Annotation", "CreationInfo", "Organization", "Person", "SoftwareAgent", "Tool"}
)


class Identifier(msgspec.Struct, gc=False):
    """An external identifier (ExternalIdentifier)."""

    type: str = msgspec.field(default="", name="externalIdentifierType")
    identifier: str = ""


class Element(msgspec.Struct, rename="camel"):
    """What is used of an element, of whatever class; references are identifiers, or the element itself."""

    type: str = ""
    type_ld: str = msgspec.field(default="", name="@type")
    spdx_id: str = ""
    id_ld: str = msgspec.field(default="", name="@id")
    name: str = ""
    version: str = msgspec.field(default="", name="software_packageVersion")
    package_url: str = msgspec.field(default="", name="software_packageUrl")
    purpose: str = msgspec.field(default="", name="software_primaryPurpose")
    external_identifier: list[Identifier] = []
    supplied_by: Any = None
    originated_by: Any = None
    valid_until_time: str = ""
    root_element: Any = None
    element: Any = None
    relationship_type: str = ""
    source: Any = msgspec.field(default=None, name="from")
    to: Any = None
    creation_info: Any = None
    created: str = ""
    spec_version: str = ""


class Graph(msgspec.Struct):
    """A file of SPDX 3."""

    graph: list[Element] = msgspec.field(name="@graph")


def read_typed(content: bytes) -> list[Element] | None:
    """Decode the elements of a graph that is what SPDX says; nothing if any of it is not."""
    try:
        return msgspec.json.decode(content, type=Graph).graph
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def draft_of(elements: list[Element]) -> Draft:
    """Say what a well-formed graph says."""
    draft = Draft()
    _fill(draft, [(f"/@graph/{index}", element) for index, element in enumerate(elements)])
    return draft


def draft_loose(data: Plain) -> Draft:
    """Say what can be used of any object: a graph of which some is not as it should be, or one element."""
    graph = data.get("@graph")
    listed = isinstance(graph, list)
    draft = Draft()
    found: list[tuple[str, Element]] = []
    for index, item in enumerate(graph if isinstance(graph, list) else [graph or data]):
        at = f"/@graph/{index}" if listed else ""
        if isinstance(item, dict):
            found.append((at, _element(item, at, draft)))
        else:
            draft.rejected.append(Mistake("spdx_not_object", at))
    _fill(draft, found)
    return draft


def _element(item: Plain, at: str, draft: Draft) -> Element:
    """Convert an element, leaving out with a note what is not of the type that SPDX says."""
    given = {key: value for key, value in item.items() if value is not None}
    try:
        return msgspec.convert(given, Element)
    except msgspec.ValidationError:
        draft.notes.append(Mistake("spdx_values_lost", at))
        return _salvaged(given)


def _salvaged(item: Mapping[str, Any]) -> Element:
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(Element):
        if field.type is str:
            values[field.name] = text(item, field.encode_name)
        elif field.type is Any:
            values[field.name] = item.get(field.encode_name)
    found = item.get("externalIdentifier")
    values["external_identifier"] = [
        Identifier(text(each, "externalIdentifierType"), text(each, "identifier"))
        for each in (found if isinstance(found, list) else [found])
        if isinstance(each, dict)
    ]
    return Element(**values)


def _with_inside(elements: list[tuple[str, Element]], draft: Draft) -> list[tuple[str, Element]]:
    """Add the elements that are written inside others."""
    found = list(elements)
    for at, element in found:  # which grows meanwhile
        for name, value in (
            ("element", element.element),
            ("rootElement", element.root_element),
            ("from", element.source),
            ("to", element.to),
            ("suppliedBy", element.supplied_by),
            ("originatedBy", element.originated_by),
        ):
            listed = value if isinstance(value, list) else [value]
            for index, inside in enumerate(listed):
                if isinstance(inside, dict):
                    where = f"{at}/{name}" + (f"/{index}" if listed is value else "")
                    found.append((where, _element(inside, where, draft)))
    return found


def _fill(draft: Draft, elements: list[tuple[str, Element]]) -> None:
    elements = _with_inside(elements, draft)
    classes = [_class(element.type or element.type_ld) for _, element in elements]
    names = {_id(element): said(element.name) for _, element in elements if element.name}
    groups: dict[str, list[str]] = {}
    for (at, element), kind in zip(elements, classes, strict=True):
        identifier = _id(element)
        if kind in _DOCUMENTS:
            draft.documents.add(identifier)
            groups.setdefault(identifier, []).extend(_references(element.root_element))
            if kind == "SpdxDocument":
                draft.identifier = draft.identifier or identifier
        elif element.relationship_type:
            for source in _references(element.source):
                for target in _references(element.to):
                    add_link(draft, source, element.relationship_type, target)
        elif kind not in _NOT_PARTS and (part := _part(element, kind, at, names)):
            draft.parts.append(part)
        else:
            draft.known.add(identifier)
    _created(draft, elements, classes)
    # A document is about a bill, and the bill about the product: each leads to what is no group itself.
    draft.links += [
        (group, Link.DESCRIBES, root)
        for group, roots in groups.items()
        for root in roots
        if root not in groups
    ]


def _created(draft: Draft, elements: list[tuple[str, Element]], classes: list[str]) -> None:
    """Take the date and the version from the creation information of the document, else from the first."""
    infos = {
        _id(element): element for (_, element), kind in zip(elements, classes, strict=True) if element.created
    }
    chosen = next(iter(infos.values()), Element())
    document = next(
        (e for (_, e), kind in zip(elements, classes, strict=True) if kind == "SpdxDocument"), None
    )
    about = document or (elements[0][1] if elements else Element())
    if isinstance(about.creation_info, str):
        chosen = infos.get(about.creation_info, chosen)
    inside = mapping(about.creation_info)
    draft.created = said(text(inside, "created") or chosen.created)
    draft.version = said(text(inside, "specVersion") or chosen.spec_version)


def _part(element: Element, kind: str, at: str, names: Mapping[str, str]) -> Part | None:
    """Make a part of a package, and of a file or of what else has a purl or a CPE."""
    references = [("purl", element.package_url)]
    references += [(each.type, each.identifier) for each in element.external_identifier]
    purls, cpes = identifiers(references)
    package, own = kind.endswith("Package"), kind.rpartition("_")[2]
    if not (package or own == "File" or purls or cpes):
        return None
    supplier = next((name for name in _agents(element, names) if name), "")
    return Part(
        _id(element),
        said(element.name),
        said(element.version),
        component_type(element.purpose) or ("" if own == "Package" else component_type(own)),
        supplier,
        purls,
        cpes,
        said(element.valid_until_time),
        at,
        optional=not package,
    )


def _agents(element: Element, names: Mapping[str, str]) -> Iterator[str]:
    """Give the names of who supplies, then of who originates."""
    for found in (element.supplied_by, element.originated_by):
        for each in found if isinstance(found, list) else [found]:
            if isinstance(each, dict):
                yield said(text(each, "name"))
            elif isinstance(each, str):
                yield names.get(each, "")


def _references(found: object) -> list[str]:
    """Give the identifiers of one or several references, whichever way they are written."""
    given = [
        (text(each, "spdxId") or text(each, "@id")) if isinstance(each, dict) else each
        for each in (found if isinstance(found, list) else [found])
    ]
    return [each for each in given if isinstance(each, str) and each]


def _id(element: Element) -> str:
    return element.spdx_id or element.id_ld


def _class(name: str) -> str:
    """Give the class of an element: ``software_Package``, however it is written."""
    head, terms, short = name.rpartition("/terms/")
    if terms:
        profile, _, own = short.partition("/")
        return own if profile == "Core" else f"{profile.lower()}_{own}"
    return (head + short).replace(":", "_")
