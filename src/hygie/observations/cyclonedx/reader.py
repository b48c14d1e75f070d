"""From the bytes of a CycloneDX file to a bill."""

import re
from collections import Counter
from typing import Final

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.observations.bill import Bill, Format
from hygie.observations.content import Plain, decode_json, is_xml, refusal, too_many, unpack
from hygie.observations.cyclonedx import tolerant, typed
from hygie.observations.cyclonedx.shared import Fault, Gathered
from hygie.observations.json_places import places_of
from hygie.observations.reading import DEFAULT, Bounds

VERSIONS: Final = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
"""The versions of the format that were known when this was written."""
_LATER: Final = re.compile(r"1\.\d{1,3}")
_TYPES: Final = frozenset(
    {"application", "framework", "library", "container", "platform", "operating-system", "device",
     "device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset",
     "service", ""}
)  # fmt: skip


def read_cyclonedx(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Bill | Refusal:
    """Read a bill from the bytes of a file, JSON or XML, compressed by gzip or not; ``file`` names it."""
    unpacked = unpack(content, file, bounds)
    return unpacked if isinstance(unpacked, Refusal) else read_unpacked(unpacked, file, bounds)


def read_unpacked(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Bill | Refusal:
    """Read a bill from text that ``content.unpack`` gave."""
    found = _gathered(content, file, bounds)
    if isinstance(found, Refusal):
        return found
    version = found.version
    if version and not _LATER.fullmatch(version):
        return refusal("bill_version_unread", file, found=version[:40], expected=VERSIONS[-1])
    if not version:
        found.notes.append(Fault("bill_version_missing", "", {}))
    elif version not in VERSIONS:
        found.notes.append(
            Fault("bill_version_later", "/specVersion", {"found": version, "known": VERSIONS[-1]})
        )
    _note_types(found)
    return _bill(found, content, file)


def _gathered(content: bytes, file: str, bounds: Bounds) -> Gathered | Refusal:
    xml = is_xml(content)
    if not xml and not too_many(content, bounds) and (found := typed.read(content, bounds)) is not None:
        return found
    data = _xml(content, file, bounds) if xml else decode_json(content, file, bounds, written=True)
    if isinstance(data, Refusal):
        return data
    if not isinstance(data, dict) or not _is_cyclonedx(data):
        return refusal("bill_not_cyclonedx", file)
    try:
        return tolerant.read(data, bounds)
    except tolerant.TooManyError:
        return refusal("bill_too_many", file, limit=bounds.items)


def _xml(content: bytes, file: str, bounds: Bounds) -> Plain | Refusal:
    from hygie.observations.cyclonedx.xml import read_shape  # noqa: PLC0415 - most bills need no XML parser

    return read_shape(content, file, bounds)


def _is_cyclonedx(data: Plain) -> bool:
    return data.get("bomFormat") == "CycloneDX" or "cyclonedx" in str(data.get("$schema"))[:200].casefold()


def _note_types(found: Gathered) -> None:
    """Say which types of components are none of the format's: they are kept as they are."""
    kinds = Counter([each.type for each in found.components])
    for kind, number in kinds.items():
        if kind not in _TYPES:
            first = next(each.at for each in found.components if each.type == kind)
            found.notes.append(Fault("bill_type_unknown", first, {"type": kind[:100], "number": number}))


def _bill(found: Gathered, content: bytes, file: str) -> Bill:
    places = places_of(content, {each.at for each in (*found.rejected, *found.notes)}, file)

    def told(faults: list[Fault]) -> tuple[Diagnostic, ...]:
        return tuple(Diagnostic(each.code, places[each.at], each.parameters) for each in faults)

    return Bill(
        format=Format.CYCLONEDX,
        version=found.version,
        components=tuple(found.components),
        root=found.root,
        identifier=found.identifier,
        created=found.created,
        depends=tuple(found.depends),
        rejected=told(found.rejected),
        notes=told(found.notes),
    )
