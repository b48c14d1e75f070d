"""SPDX 2.x in JSON: typed where the file is what SPDX says, item by item where it is not."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from hygie.observations.content import Plain, text
from hygie.observations.spdx.draft import Draft, Mistake, Part
from hygie.observations.spdx.relations import add_link
from hygie.observations.spdx.words import agent, component_type, identifiers, said


class Reference(msgspec.Struct, gc=False, rename="camel"):
    """An external reference of a package (SPDX 2.3, clause 7.21)."""

    reference_type: str = ""
    reference_locator: str = ""


class Package(msgspec.Struct, gc=False, rename="camel"):
    """What is used of a package (clause 7)."""

    SPDXID: str = msgspec.field(default="", name="SPDXID")
    name: str = ""
    version_info: str = ""
    supplier: str = ""
    originator: str = ""
    primary_package_purpose: str = ""
    valid_until_date: str = ""
    external_refs: list[Reference] = []
    has_files: list[str] = []


class File(msgspec.Struct, gc=False, rename="camel"):
    """What is used of a file (clause 8)."""

    SPDXID: str = msgspec.field(default="", name="SPDXID")
    file_name: str = ""


class Snippet(msgspec.Struct, gc=False):
    """A snippet (clause 9): only that it is there."""

    SPDXID: str = ""


class Relationship(msgspec.Struct, gc=False, rename="camel"):
    """A relationship (clause 11)."""

    spdx_element_id: str = ""
    relationship_type: str = ""
    related_spdx_element: str = ""


class Creation(msgspec.Struct, gc=False):
    """What is used of the creation information (clause 6)."""

    created: str = ""


class Document(msgspec.Struct, gc=False, rename="camel"):
    """An SPDX 2.x document in JSON; ``graph`` and ``type`` tell that it is one of SPDX 3."""

    spdx_version: str = ""
    SPDXID: str = msgspec.field(default="", name="SPDXID")
    document_namespace: str = ""
    creation_info: Creation = msgspec.field(default_factory=Creation)
    document_describes: list[str] = []
    packages: list[Package] = []
    files: list[File] = []
    snippets: list[Snippet] = []
    relationships: list[Relationship] = []
    graph: msgspec.Raw = msgspec.field(default=msgspec.Raw(b""), name="@graph")
    type: msgspec.Raw = msgspec.Raw(b"")


_KINDS: Final[Mapping[str, type[msgspec.Struct]]] = {
    "packages": Package,
    "files": File,
    "snippets": Snippet,
    "relationships": Relationship,
}


def read_typed(content: bytes) -> Document | None:
    """Decode a document that is what SPDX says; nothing if any of it is not."""
    try:
        return msgspec.json.decode(content, type=Document)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def read_loose(data: Plain) -> tuple[Document, list[Mistake], dict[str, list[int]]]:
    """Take what can be used of any object: the document, what is said of the rest, where each item stood.

    A package that is no object is rejected; a value of another type than SPDX says counts as not given, and a
    note says so.
    """
    document = Document(
        text(data, "spdxVersion"),
        text(data, "SPDXID"),
        text(data, "documentNamespace") or text(data, "namespace"),
        Creation(text(data, "creationInfo", "created")),
        _strings(data.get("documentDescribes")),
    )
    mistakes: list[Mistake] = []
    where: dict[str, list[int]] = {}
    for name, kind in _KINDS.items():
        items, where[name] = [], []
        for index, (item, whole) in enumerate(_items(data.get(name), kind)):
            at = f"/{name}/{index}"
            if item is None:
                mistakes.append(Mistake("spdx_not_object" if name == "packages" else "spdx_entry_lost", at))
                continue
            if not whole:
                mistakes.append(Mistake("spdx_values_lost", at))
            items.append(item)
            where[name].append(index)
        setattr(document, name, items)
        if name in data and not isinstance(data[name], list):
            mistakes.append(Mistake("spdx_values_lost", f"/{name}"))
    return document, mistakes, where


def _items(found: object, kind: type[msgspec.Struct]) -> Iterator[tuple[msgspec.Struct | None, bool]]:
    """Convert each entry of a list, with whether all of it could be."""
    for item in found if isinstance(found, list) else ():
        if not isinstance(item, dict):
            yield None, False
            continue
        given = {key: value for key, value in item.items() if value is not None}
        try:
            yield msgspec.convert(given, kind), True
        except msgspec.ValidationError:
            yield _salvaged(given, kind), False


def _salvaged(item: Mapping[str, Any], kind: type[msgspec.Struct]) -> msgspec.Struct:
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        found = item.get(field.encode_name)
        if field.type is str:
            values[field.name] = text(item, field.encode_name)
        elif field.type == list[str]:
            values[field.name] = _strings(found)
        else:
            references = (
                (each for each in found or () if isinstance(each, dict)) if isinstance(found, list) else ()
            )
            values[field.name] = [
                Reference(text(each, "referenceType"), text(each, "referenceLocator")) for each in references
            ]
    return kind(**values)


def _strings(found: object) -> list[str]:
    if isinstance(found, str):
        return [found]
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def draft_of(document: Document, where: Mapping[str, list[int]] | None = None) -> Draft:
    """Say what a document says; ``where`` gives the place of each item where some were left out."""
    draft = Draft(
        said(document.spdx_version), said(document.document_namespace), said(document.creation_info.created)
    )
    draft.documents.add(document.SPDXID or "SPDXRef-DOCUMENT")
    packages = where["packages"] if where else range(len(document.packages))
    for index, package in zip(packages, document.packages, strict=True):
        draft.parts.append(_part(package, index))
        for each in package.has_files:
            add_link(draft, package.SPDXID, "CONTAINS", each)
    files = where["files"] if where else range(len(document.files))
    draft.parts += [
        Part(file.SPDXID, said(file.file_name), purpose="file", at=f"/files/{index}", optional=True)
        for index, file in zip(files, document.files, strict=True)
    ]
    draft.known.update(snippet.SPDXID for snippet in document.snippets)
    for each in document.document_describes:
        add_link(draft, document.SPDXID, "DESCRIBES", each)
    for relation in document.relationships:
        add_link(draft, relation.spdx_element_id, relation.relationship_type, relation.related_spdx_element)
    return draft


def _part(package: Package, index: int) -> Part:
    purls, cpes = identifiers(
        [(each.reference_type, each.reference_locator) for each in package.external_refs]
    )
    return Part(
        package.SPDXID,
        said(package.name),
        said(package.version_info),
        component_type(package.primary_package_purpose),
        agent(package.supplier) or agent(package.originator),
        purls,
        cpes,
        said(package.valid_until_date),
        f"/packages/{index}",
    )
