"""The fast path: a bill that is as the format asks, from bytes to components through typed structures.

Gives nothing back for any other bill: ``tolerant`` then says, item by item, what is wrong with it.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from hygie.observations.bill import Component
from hygie.observations.content import line
from hygie.observations.cyclonedx.shared import Gathered, support_of
from hygie.observations.reading import Bounds


class _Organisation(msgspec.Struct, gc=False):
    name: str = ""


class _Property(msgspec.Struct, gc=False):
    name: str = ""
    value: str = ""


class _Part(msgspec.Struct, gc=False, rename={"bom_ref": "bom-ref"}):
    name: str = ""
    version: str = ""
    type: str = ""
    bom_ref: str = ""
    group: str = ""
    purl: str = ""
    cpe: str = ""
    publisher: str = ""
    author: str = ""
    supplier: _Organisation | None = None
    manufacturer: _Organisation | None = None
    authors: tuple[_Organisation, ...] = ()
    properties: tuple[_Property, ...] = ()
    components: tuple["_Part", ...] = ()


class _Metadata(msgspec.Struct):
    timestamp: str = ""
    component: _Part | None = None
    supplier: _Organisation | None = None
    manufacture: _Organisation | None = None


class _Dependency(msgspec.Struct, gc=False):
    ref: str
    dependsOn: tuple[str, ...] = ()  # noqa: N815 - name of the format


class _Document(msgspec.Struct):
    bomFormat: str  # noqa: N815 - names of the format
    specVersion: str  # noqa: N815
    serialNumber: str = ""  # noqa: N815
    metadata: _Metadata | None = None
    components: tuple[_Part, ...] = ()
    dependencies: tuple[_Dependency, ...] = ()
    services: tuple[msgspec.Raw, ...] = ()


_DECODER: Final = msgspec.json.Decoder(_Document)
_BETWEEN: Final = "|"
"""Set around values, so that a blank at either end of one shows."""

_BLANKS: Final = ("  ", "| ", " |")


class _IrregularError(Exception):
    """The bill needs something said of it."""


def read(content: bytes, bounds: Bounds) -> Gathered | None:
    """Read a bill in JSON that is as the format asks; None if it is not."""
    try:
        document = _DECODER.decode(content)
        if document.bomFormat != "CycloneDX" or document.services:
            return None
        metadata = document.metadata or _Metadata()
        components = list(_components(document, metadata, bounds))
        refs = {each.ref for each in components}
        depends = [_depends(each, refs, bounds.text) for each in document.dependencies]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, _IrregularError):
        return None
    if len(refs) < len(components) or len(components) > bounds.items:
        return None
    return Gathered(
        version=line(document.specVersion),
        identifier=line(document.serialNumber),
        created=line(metadata.timestamp),
        components=components,
        root=components[0].ref if metadata.component else "",
        depends=depends,
    )


def _components(document: _Document, metadata: _Metadata, bounds: Bounds) -> Iterator[Component]:
    if (root := metadata.component) is not None:
        supplier = _name(root.supplier) or _name(root.manufacturer)
        supplier = supplier or _name(metadata.supplier) or _name(metadata.manufacture)
        at = "/metadata/component"
        found = _component(root, at, "", supplier, bounds.text)
        yield found
        if root.components:
            yield from _inside(root, at, found.ref, 1, bounds)
    for index, part in enumerate(document.components):
        found = _component(part, f"/components/{index}", "", "", bounds.text)
        yield found
        if part.components:
            yield from _inside(part, found.at, found.ref, 1, bounds)


def _inside(owner: _Part, at: str, parent: str, level: int, bounds: Bounds) -> Iterator[Component]:
    if 2 * level > bounds.depth:
        raise _IrregularError
    for index, part in enumerate(owner.components):
        found = _component(part, f"{at}/components/{index}", parent, "", bounds.text)
        yield found
        if part.components:
            yield from _inside(part, found.at, found.ref, level + 1, bounds)


def _component(part: _Part, at: str, parent: str, supplier: str, longest: int) -> Component:
    if not supplier:
        if part.supplier is not None or part.manufacturer is not None:
            supplier = _name(part.supplier) or _name(part.manufacturer)
        supplier = supplier or part.publisher or part.author
        if not supplier and part.authors:
            supplier = ", ".join(filter(None, [line(each.name) for each in part.authors]))
    level = end = ""
    if part.properties:
        level, end = support_of((each.name, each.value) for each in part.properties)
    part_given = (part.bom_ref, part.name, part.version, part.type, part.group)
    given: tuple[str, ...] = (*part_given, supplier, part.purl, part.cpe, level, end)
    joined = f"|{_BETWEEN.join(given)}|"
    if len(joined) > longest or not part.name:
        raise _IrregularError
    if _is_untidy(joined):
        tidy = tuple(map(line, given))
        if any(was and not now for was, now in zip(given, tidy, strict=True)):
            raise _IrregularError
        given = tidy
    ref, name, version, kind, group, supplier, purl, cpe, level, end = given
    return Component(ref or "#" + at, name, version, kind, group, supplier, purl, cpe, at, parent, level, end)


def _is_untidy(joined: str) -> bool:
    """Say whether one of the values so joined may not be on one line, without blanks around it."""
    return not joined.isprintable() or (" " in joined and any(each in joined for each in _BLANKS))


def _name(organisation: _Organisation | None) -> str:
    return organisation.name if organisation is not None else ""


def _depends(entry: _Dependency, known: set[str], longest: int) -> tuple[str, tuple[str, ...]]:
    ref, targets = entry.ref, entry.dependsOn
    if ref in known and known.issuperset(targets):
        return ref, targets
    if not ref or not all(targets):
        raise _IrregularError
    return line(ref, longest), tuple([line(each, longest) for each in targets])
