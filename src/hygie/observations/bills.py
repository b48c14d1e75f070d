"""A bill of materials from the bytes of a file, whatever its format."""

from hygie.kernel.diagnostic import Refusal
from hygie.observations.bill import Bill
from hygie.observations.content import refusal, unpack
from hygie.observations.detect import Kind, detect
from hygie.observations.reading import DEFAULT, Bounds

_CYCLONEDX = frozenset({Kind.CYCLONEDX_JSON, Kind.CYCLONEDX_XML, Kind.CYCLONEDX_VEX})
_SPDX = frozenset({Kind.SPDX2_JSON, Kind.SPDX2_TAG, Kind.SPDX3_JSON})


def read_bill(content: bytes, file: str, bounds: Bounds = DEFAULT) -> Bill | Refusal:
    """Read a bill of materials: CycloneDX or SPDX, in any of their texts, compressed by gzip or not.

    ``file`` names it in what is reported. Refused if nothing of it can be used, with the place where there
    is one.
    """
    unpacked = unpack(content, file, bounds)
    if isinstance(unpacked, Refusal):
        return unpacked
    kind = detect(unpacked, file)
    if kind in _CYCLONEDX:
        from hygie.observations.cyclonedx import read_unpacked  # noqa: PLC0415 - only what the file needs

        return read_unpacked(unpacked, file, bounds)
    if kind in _SPDX:
        from hygie.observations.spdx import read_spdx  # noqa: PLC0415 - only what the file needs

        return read_spdx(unpacked, file, bounds)
    return _unknown(unpacked, file, kind, bounds)


def _unknown(content: bytes, file: str, kind: Kind | None, bounds: Bounds) -> Refusal:
    """Refuse what is no bill: as what it is, else for the fault of its syntax, else as unknown."""
    if kind is not None:
        return refusal("bill_other_kind", file, kind=kind.value)
    if not content.strip():
        return refusal("bill_empty", file)
    if content.lstrip()[:1] in (b"{", b"["):
        from hygie.observations.content import decode_json  # noqa: PLC0415

        found = decode_json(content, file, bounds)
        if isinstance(found, Refusal):
            return found
    return refusal("bill_unknown", file)
