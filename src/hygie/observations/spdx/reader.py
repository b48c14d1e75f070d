"""Which SPDX a file is, and its bill of materials."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.bill import Bill
from hygie.observations.content import decode_json, is_xml, line, refusal, unpack
from hygie.observations.json_places import locate_all
from hygie.observations.reading import DEFAULT, Bounds
from hygie.observations.spdx.assembly import assemble
from hygie.observations.spdx.draft import Draft, Mistake

_VERSION: Final = re.compile(r"(?:SPDX-)?(\d+)\.(\d+)(?:\.\d+)?", re.IGNORECASE)
_WELL_READ: Final = {"2": frozenset("23"), "3": frozenset("0")}
_YAML: Final = re.compile(
    rb"^(?:packages|relationships|creationInfo|documentDescribes|files)[ \t]*:[ \t]*\r?$", re.MULTILINE
)
_TURTLE: Final = re.compile(rb"\s*(?:@prefix|@base|PREFIX)\s")


def read_spdx(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Bill | Refusal:
    """Read a bill of materials in SPDX 2.0 to 2.3 (tag-value or JSON) or 3.0 (JSON-LD).

    Components are the packages, the files that the document describes and, in SPDX 3, whatever else has a
    purl or a CPE; for packages with several of these see ``assembly.assemble``. ``Bill.version`` is ``2.3``,
    ``3.0.1``…, empty if the file does not say. What is sloppy is read and noted; nothing is raised.
    """
    found = unpack(content, file, bounds)
    if isinstance(found, Refusal):
        return found
    if found.lstrip()[:1] in (b"{", b"["):
        draft = _json(found, file, bounds)

        def places(pointers: Iterable[str]) -> Mapping[str, Place]:
            return locate_all(found, set(pointers), file)
    else:
        draft = _tag_value(found, file)

        def places(pointers: Iterable[str]) -> Mapping[str, Place]:
            return {at: Place(file, int(at or 1)) for at in pointers}

    if isinstance(draft, Refusal):
        return draft
    if len(draft.parts) > bounds.items:
        return refusal("spdx_too_many", file, limit=bounds.items)
    refused = _check_version(draft, file)
    return refused or assemble(draft, bounds, places)


def _json(content: bytes, file: str, bounds: Bounds) -> Draft | Refusal:
    from hygie.observations.spdx import json2  # noqa: PLC0415 - only what the file needs

    typed = json2.read_typed(content)
    if typed:
        if typed.spdx_version and not typed.graph:
            return json2.draft_of(typed)
        if typed.graph and (found := _typed_graph(content)):
            return _graph(found, file)
    data = decode_json(content, file, bounds)
    if isinstance(data, Refusal):
        return data
    if not isinstance(data, dict):
        return refusal("spdx_not_spdx", file)
    if "spdxVersion" in data or isinstance(data.get("packages"), list):
        document, mistakes, where = json2.read_loose(data)
        draft = json2.draft_of(document, where)
        for mistake in mistakes:
            (draft.rejected if mistake.code == "spdx_not_object" else draft.notes).append(mistake)
        return draft
    from hygie.observations.spdx import graph3  # noqa: PLC0415

    return _graph(graph3.draft_loose(data), file)


def _typed_graph(content: bytes) -> Draft | None:
    from hygie.observations.spdx import graph3  # noqa: PLC0415

    elements = graph3.read_typed(content)
    return None if elements is None else graph3.draft_of(elements)


def _graph(draft: Draft, file: str) -> Draft | Refusal:
    """Refuse other JSON-LD: that of SPDX has a document, packages, or a version."""
    return draft if draft.parts or draft.documents or draft.version else refusal("spdx_not_spdx", file)


def _tag_value(content: bytes, file: str) -> Draft | Refusal:
    if is_xml(content) or _TURTLE.match(content):
        return refusal("spdx_writing", file, found="RDF, XML")
    if _YAML.search(content):
        return refusal("spdx_writing", file, found="YAML")
    from hygie.observations.spdx import tag_value  # noqa: PLC0415

    tags, mistakes = tag_value.read_tags(content.decode("utf-8", "replace"))
    if not any(tag.name in ("spdxversion", "packagename") for tag in tags):
        return refusal("spdx_not_spdx", file)
    draft = tag_value.merged(tag_value.drafts_of(tags))
    draft.notes += mistakes
    return draft


def _check_version(draft: Draft, file: str) -> Refusal | None:
    """Write the version without its prefix; refuse one that is not read, note one read as another is."""
    found = _VERSION.fullmatch(draft.version)
    if found is None:
        draft.notes.append(Mistake("spdx_version_missing", "", {"found": line(draft.version, 100)}))
        draft.version = ""
        return None
    major, minor = found.groups()
    draft.version = draft.version.rpartition("-")[2]
    if major not in _WELL_READ:
        return Refusal((Diagnostic("spdx_version", Place(file), {"found": draft.version}),))
    if minor not in _WELL_READ[major]:
        draft.notes.append(Mistake("spdx_version_other", "", {"found": draft.version}))
    return None
