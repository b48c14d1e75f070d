"""What an unpacked file is, told from what it says: its top-level names first, its file name last.

Cheap: the head of the file decides where it can; else its top-level names are gathered without decoding what
they hold. Says nothing of whether the file is well-formed, which is for its reader.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

import msgspec

from hygie.observations.content import is_xml
from hygie.observations.json_places import members

_HEAD: Final = 1 << 16
_SAMPLE: Final = 400
_RECORDS: Final = 40
"""First records of a file of one record a line that are looked at: the first may be anything."""


class Kind(StrEnum):
    """What a file can be."""

    CYCLONEDX_JSON = "cyclonedx-json"
    CYCLONEDX_XML = "cyclonedx-xml"
    CYCLONEDX_VEX = "cyclonedx-vex"
    SPDX2_JSON = "spdx2-json"
    SPDX2_TAG = "spdx2-tag"
    SPDX3_JSON = "spdx3-json"
    OSV = "osv"
    CVE5 = "cve5"
    CSAF = "csaf"
    CSAF_PROVIDER = "csaf-provider"
    KEV = "kev"
    EPSS = "epss"
    ENDOFLIFE = "endoflife"
    OPENVEX = "openvex"
    RETIREJS = "retirejs"
    RUSTSEC = "rustsec"
    NODEJS = "nodejs-security-wg"
    FRIENDS_OF_PHP = "friends-of-php"
    VICTIMS = "victims"
    MDS2 = "mds2"
    INVENTORY_CSV = "inventory-csv"
    WORKBOOK = "xlsx"


_Found: TypeAlias = Mapping[str, bytes]
"""Top-level names, each with how its value begins."""


_ABSENT: Final = msgspec.Raw()


class _Top(msgspec.Struct, rename=lambda name: {"context": "@context", "schema": "$schema"}.get(name, name)):
    """The top-level names that tell files apart, their values left undecoded."""

    bomFormat: msgspec.Raw = _ABSENT  # noqa: N815 - names of the formats
    components: msgspec.Raw = _ABSENT
    vulnerabilities: msgspec.Raw = _ABSENT
    schema: msgspec.Raw = _ABSENT
    spdxVersion: msgspec.Raw = _ABSENT  # noqa: N815
    context: msgspec.Raw = _ABSENT
    id: msgspec.Raw = _ABSENT
    modified: msgspec.Raw = _ABSENT
    schema_version: msgspec.Raw = _ABSENT
    dataType: msgspec.Raw = _ABSENT  # noqa: N815
    cveMetadata: msgspec.Raw = _ABSENT  # noqa: N815
    document: msgspec.Raw = _ABSENT
    catalogVersion: msgspec.Raw = _ABSENT  # noqa: N815
    cveID: msgspec.Raw = _ABSENT  # noqa: N815
    vulnerabilityName: msgspec.Raw = _ABSENT  # noqa: N815
    canonical_url: msgspec.Raw = _ABSENT
    metadata_version: msgspec.Raw = _ABSENT
    cve: msgspec.Raw = _ABSENT
    affected: msgspec.Raw = _ABSENT
    advisory: msgspec.Raw = _ABSENT
    versions: msgspec.Raw = _ABSENT
    vulnerable: msgspec.Raw = _ABSENT
    patched: msgspec.Raw = _ABSENT
    branches: msgspec.Raw = _ABSENT
    reference: msgspec.Raw = _ABSENT
    product: msgspec.Raw = _ABSENT
    releases: msgspec.Raw = _ABSENT
    cycles: msgspec.Raw = _ABSENT
    result: msgspec.Raw = _ABSENT
    data: msgspec.Raw = _ABSENT


_TOP: Final = msgspec.json.Decoder(_Top)
_RULES: Final[tuple[tuple[Kind, Callable[[_Found], bool]], ...]] = (
    (Kind.SPDX2_JSON, lambda top: "spdxVersion" in top and not _has(top, "spdxVersion", b"SPDX-3")),
    (Kind.SPDX3_JSON, lambda top: _has(top, "@context", b"spdx.org/rdf/3")),
    (Kind.OPENVEX, lambda top: _has(top, "@context", b"openvex")),
    (Kind.CVE5, lambda top: _has(top, "dataType", b"CVE_RECORD") or "cveMetadata" in top),
    (Kind.CSAF, lambda top: _has(top, "document", b"csaf_version")),
    (Kind.CSAF_PROVIDER, lambda top: "metadata_version" in top and "canonical_url" in top),
    (Kind.KEV, lambda top: "catalogVersion" in top or _has(top, "vulnerabilities", b'"cveID"')),
    (Kind.KEV, lambda top: "cveID" in top and "vulnerabilityName" in top),
    (Kind.OSV, lambda top: "id" in top and ("modified" in top or "schema_version" in top)),
    (Kind.RUSTSEC, lambda top: _has(top, "advisory", b"{") and "versions" in top),
    (Kind.NODEJS, lambda top: "vulnerable" in top and "patched" in top),
    (Kind.FRIENDS_OF_PHP, lambda top: "branches" in top and _has(top, "reference", b"composer://")),
    (Kind.VICTIMS, lambda top: "cve" in top and "affected" in top),
    (Kind.OSV, lambda top: "id" in top and top.get("affected", b"").startswith((b"[", b"{"))),
    (Kind.ENDOFLIFE, lambda top: "product" in top and ("releases" in top or "cycles" in top)),
    (Kind.ENDOFLIFE, lambda top: _has(top, "result", b'"releases"') or _has(top, "result", b'"identifiers"')),
    (Kind.EPSS, lambda top: _has(top, "data", b'"epss"')),
)
_IN_ARRAYS: Final = frozenset(
    (Kind.OSV, Kind.CVE5, Kind.KEV, Kind.RUSTSEC, Kind.NODEJS, Kind.FRIENDS_OF_PHP, Kind.VICTIMS)
)
"""Kinds whose readers read an array of records."""
_ROOT: Final = re.compile(
    rb"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\])?\s*>)*+<([^\s>/]+)([^>]*+)", re.DOTALL
)
"""The root element and its attributes, after what may stand before it."""
_TAG_VALUE: Final = re.compile(rb"(?:#[^\n]*+\n|\s++)*+(?:SPDXVersion|SPDXID|DocumentName)\s*:")
_INVENTORY: Final = frozenset(
    ("id_parc", "udi", "udi_di", "serial", "num_serie", "manufacturer", "constructeur", "fabricant", "model",
     "modele", "modèle", "ward", "service", "commissioned", "mise_en_service", "software_version",
     "version_logicielle", "os", "ip", "network_zone")
)  # fmt: skip
"""Headers of inventories, in the two languages; two of them tell one."""


def detect(content: bytes, name: str = "") -> Kind | None:
    """Say what an unpacked file (see ``content.unpack``) is; None if it is none of the kinds that are read.

    ``name`` is its file name, which only decides for tables, whose headers may be anything.
    """
    if content.startswith(b"PK"):
        return Kind.WORKBOOK
    if is_xml(content):
        root = _ROOT.match(content[:_HEAD].removeprefix(b"\xef\xbb\xbf"))
        named = root is not None and root[1].rpartition(b":")[2] == b"bom"
        return Kind.CYCLONEDX_XML if named and root is not None and b"cyclonedx" in root[2] else None
    start = content[:200].lstrip()[:1]
    if start == b"{":
        return _object(content)
    if start == b"[":
        return _array(content[:_HEAD])
    if _TAG_VALUE.match(content[:_HEAD]):
        return Kind.SPDX2_TAG
    return _table(content[:_HEAD], name)


def _object(content: bytes) -> Kind | None:
    top: dict[str, bytes] = {}
    for name, at in members(content, 0, _HEAD):
        top[name] = _sample(name, content, at, _HEAD)
        if (kind := _decided(top, whole=False)) is not None:
            return kind
    try:
        found = _TOP.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        kind = _decided(top, whole=True)
        return kind if kind is not None else _lines(content)
    for name, given in zip(_Top.__struct_encode_fields__, _Top.__struct_fields__, strict=True):
        value = memoryview(getattr(found, given))
        if value:
            top[name] = _sample(name, bytes(value if name == "document" else value[:_SAMPLE]), 0, None)
    return _decided(top, whole=True)


def _sample(name: str, content: bytes, at: int, limit: int | None) -> bytes:
    """Give how a value begins; of a CSAF document, whose mark is inside, the names that it holds."""
    if name != "document":
        value = content[at : at + _SAMPLE]
        return value[: value.find(b'"', 1)] if value[:1] == b'"' else value
    return " ".join(found for found, _ in members(content, at, limit)).encode("utf-8", "replace")


def _decided(top: _Found, *, whole: bool) -> Kind | None:
    """Apply the rules to the names seen so far, or to all of them."""
    if _has(top, "bomFormat", b"CycloneDX") or _has(top, "$schema", b"cyclonedx"):
        if _is_filled(top, "components"):
            return Kind.CYCLONEDX_JSON
        if whole:
            return Kind.CYCLONEDX_VEX if _is_filled(top, "vulnerabilities") else Kind.CYCLONEDX_JSON
        return None
    kind = next((kind for kind, holds in _RULES if holds(top)), None)
    if kind is None and whole:
        first = next((value for value in top.values() if value.startswith(b"{")), b"")
        if b'"vulnerabilities"' in first or b'"extractors"' in first:
            return Kind.RETIREJS
    return kind


def _lines(content: bytes) -> Kind | None:
    """Look at the records of a file that holds one a line."""
    at = 0
    for _ in range(_RECORDS):
        at = content.find(b"\n", at) + 1
        if not at or content[at : at + 1] != b"{":
            return None
        top = {}
        for name, value in members(content, at, at + _HEAD):
            top[name] = _sample(name, content, value, at + _HEAD)
        if (kind := _decided(top, whole=True)) is not None:
            return kind
    return None


def _array(head: bytes) -> Kind | None:
    """Look at the first record of an array, of a kind that is read so."""
    start = head.find(b"{")
    if start < 0:
        return None
    top = {name: _sample(name, head, at, len(head)) for name, at in members(head, start)}
    if "cycle" in top:
        return Kind.ENDOFLIFE
    kind = _decided(top, whole=True)
    return kind if kind in _IN_ARRAYS else None


def _table(head: bytes, name: str) -> Kind | None:
    """Look at the header of a table of values set apart by commas, semicolons or tabs."""
    rows = [row for row in head.decode("utf-8", "replace").splitlines() if row.strip()]
    header = next((row for row in rows if not row.startswith("#")), "")
    columns = [each.strip(" \"'").casefold() for each in re.split("[,;\t]", header)]
    if "cve" in columns and "epss" in columns:
        return Kind.EPSS
    if "cveid" in columns:
        return Kind.KEV
    if rows and re.match(r"[A-Z]{3,4}-\d", rows[min(1, len(rows) - 1)]) and "answer" in columns:
        return Kind.MDS2
    ending = name.casefold().removesuffix(".gz").rpartition(".")[2]
    if len(columns) > 1 and (ending in ("csv", "tsv") or len(_INVENTORY.intersection(columns)) > 1):
        return Kind.INVENTORY_CSV
    return None


def _has(top: _Found, name: str, excerpt: bytes) -> bool:
    return excerpt in top.get(name, b"")


def _is_filled(top: _Found, name: str) -> bool:
    value = top.get(name, b"")
    return value.startswith(b"[") and value[1:].lstrip()[:1] not in (b"]", b"")
