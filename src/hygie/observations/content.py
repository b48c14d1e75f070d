"""The bytes of a file of others: unpacked within bounds, brought to UTF-8, decoded, looked at without trust.

What has another type than expected reads as nothing: the caller counts it as lost, or refuses the file.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import msgspec

from hygie.kernel.characters import DIRECTIONS, UNUSABLE_VALUE
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place
from hygie.observations import json_places
from hygie.observations.reading import DEFAULT, Bounds

Plain: TypeAlias = Mapping[str, Any]

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_GZIP: Final = b"\x1f\x8b"
_COMPRESSED: Final = (
    (_GZIP, "gunzip"),
    (b"BZh", "bunzip2"),
    (b"\xfd7zXZ\0", "unxz"),
    (b"\x28\xb5\x2f\xfd", "unzstd"),
    (b"PK\x03\x04", "unzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
"""How compressed files begin, and what unpacks them."""
_WORKBOOK: Final = b"xl/workbook"
"""A name that every .xlsx archive holds, uncompressed: those are zip files that are read as they are."""
VALUES: Final = 8
"""Values that a file may hold for each item that the bounds allow."""
_STEP: Final = 1 << 20
_ALWAYS: Final = 16 << 20
"""Bytes that may always come out, however few went in: small files of zeros are no bombs."""
_WIDE: Final = (
    (re.compile(rb"\xff\xfe\0\0|[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\xfe\xff|\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"\xff\xfe|[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\xfe\xff|\0[^\0]"), "utf-16-be"),
)
"""How files begin in the wide encodings, with a byte order mark or a first character of ASCII."""
_DECLARED: Final = re.compile(rb"(<\?xml[^>]{0,200}?)(\sencoding\s*=\s*(?:'[^']*'|\"[^\"]*\"))")
_BYTE: Final = re.compile(r"\(byte (\d+)\)")
_SURROGATES: Final = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
"""Escapes of a JSON text: a good pair of surrogates, (half a pair), any other."""
_NOT_JSON_NUMBERS: Final = (b"NaN", b"Infinity", b"-Infinity", b"nan", b"inf", b"-inf")
_STRUCTURE: Final = b'[]{}"'
_NOT_STRUCTURE: Final = bytes(set(range(256)) - set(_STRUCTURE))
_ONE_KIND: Final = bytes.maketrans(b"{}", b"[]")


def refusal(code: str, file: str, place: Place | None = None, **parameters: Parameter) -> Refusal:
    """Refuse a file for one reason."""
    return Refusal((Diagnostic(code, place or Place(file), parameters),))


def unpack(content: bytes, file: str, bounds: Bounds = DEFAULT) -> bytes | Refusal:
    """Give a file as UTF-8 without a byte order mark, unpacked if it was compressed by gzip.

    XML without a wide encoding is left as it is, for its parser reads its declaration; so is an .xlsx.
    """
    found = decompress(content, file, bounds)
    return found if isinstance(found, Refusal) else utf8(found, file)


def decompress(content: bytes, file: str, bounds: Bounds = DEFAULT) -> bytes | Refusal:
    """Undo gzip, once, within bounds; refuse what is compressed otherwise or too large."""
    if content.startswith(_GZIP):
        found = _gunzip(content, file, bounds)
        if isinstance(found, Refusal):
            return found
        content = found
    tool = unpacker(content)
    if tool and not (tool == "unzip" and _WORKBOOK in content):
        return refusal("content_compressed", file, tool=tool)
    if len(content) > bounds.size:
        return refusal("content_too_large", file, limit=bounds.size)
    return content


def unpacker(content: bytes) -> str:
    """Name the program that unpacks a file, from how it begins; empty if it is not compressed."""
    return next((tool for mark, tool in _COMPRESSED if content.startswith(mark)), "")


def _gunzip(content: bytes, file: str, bounds: Bounds) -> bytes | Refusal:
    limit = min(bounds.size, max(_ALWAYS, bounds.expansion * len(content)))
    parts, size = [], 0
    try:
        member = zlib.decompressobj(31)
        whole = member.decompress(content, limit)
        if member.eof and not member.unused_data:
            return whole  # as nearly all are: one member and no more
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            while part := packed.read(_STEP):
                parts.append(part)
                size += len(part)
                if size > limit:
                    code = "content_too_large" if limit == bounds.size else "content_bomb"
                    return refusal(code, file, limit=limit)
    except EOFError:
        return refusal("content_gzip_truncated", file)
    except (zlib.error, OSError):
        return refusal("content_gzip_damaged", file)
    return b"".join(parts)


def utf8(content: bytes, file: str) -> bytes | Refusal:
    """Bring a text to UTF-8 without a byte order mark; refuse it at its first byte that is no text."""
    wide = _wide_encoding(content)
    if wide:
        try:
            found = content.decode(wide).removeprefix("\ufeff").encode()
        except UnicodeError as reason:
            read = content[: reason.start] if isinstance(reason, UnicodeDecodeError) else b""
            read = read.decode(wide, "replace").removeprefix("\ufeff").encode("utf-8", "replace")
            return refusal("content_not_text", file, _end(read, file), encoding=wide.upper())
        # The parser must not believe what the declaration said before.
        return _DECLARED.sub(lambda match: match[1] + b" " * len(match[2]), found, count=1)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    if content.isascii() or is_xml(content) or content.startswith(b"PK"):
        return content
    try:
        content.decode()
    except UnicodeDecodeError as reason:
        return refusal("content_not_text", file, _end(content[: reason.start], file), encoding="UTF-8")
    return content


def _wide_encoding(content: bytes) -> str:
    """Name the encoding of 2 or 4 bytes a character that a text is in; empty if none."""
    if b"\0" not in content[:4] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    return next((name for pattern, name in _WIDE if pattern.match(content)), "")


def _end(read: bytes, file: str) -> Place:
    return json_places.place_at(read, len(read), file)


def is_xml(content: bytes) -> bool:
    """Say whether a text looks like XML."""
    return content[:200].removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] == b"<"


class Written(str):
    """A number of a JSON text, as it is written: 1.10 is not 1.1 when it is a version."""

    __slots__ = ()


_PLAIN: Final = msgspec.json.Decoder()
_WRITTEN: Final = msgspec.json.Decoder(float_hook=Written)


def decode_json(
    content: bytes, file: str, bounds: Bounds = DEFAULT, *, written: bool = False
) -> Any | Refusal:  # noqa: ANN401 - whatever the file holds
    """Decode JSON in UTF-8 (see ``unpack``); a fault is refused at its line and column.

    The last of two equal keys holds. Half a pair of surrogates, which is no character, reads as U+FFFD.
    With ``written``, numbers that are no integers come as ``Written``.
    """
    if too_many(content, bounds):
        return refusal("content_too_many", file, limit=VALUES * bounds.items)
    decoder = _WRITTEN if written else _PLAIN
    try:
        found = decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        try:
            content = whole_characters(content)
            found = decoder.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as reason:
            return json_fault(reason, content, file, bounds)
    if too_deep(content, bounds.depth):
        return refusal("content_too_deep", file, limit=bounds.depth)
    return found


def too_many(content: bytes, bounds: Bounds) -> bool:
    """Say whether a text surely holds more values than is safe for the memory: see ``VALUES``."""
    limit = VALUES * bounds.items
    return len(content) > limit and content.count(b",") > limit


def whole_characters(content: bytes) -> bytes:
    """Put U+FFFD for each half of a pair of surrogates of a JSON text; nothing moves."""
    if b"\\ud" not in content and b"\\uD" not in content:
        return content
    return _SURROGATES.sub(lambda match: b"\\ufffd" if match[1] else match[0], content)


def json_fault(reason: Exception, content: bytes, file: str, bounds: Bounds = DEFAULT) -> Refusal:
    """Say where and why a JSON text could not be decoded, from the exception of msgspec."""
    if isinstance(reason, RecursionError):
        return refusal("content_too_deep", file, limit=bounds.depth)
    if isinstance(reason, UnicodeDecodeError):
        return refusal("content_not_text", file, encoding="UTF-8")
    message = str(reason)
    if "truncated" in message:
        return refusal("content_json_truncated", file, _end(content.rstrip(), file))
    if "out of range" in message:
        at = json_places.huge_number(content)
        return refusal("content_json_number", file, json_places.place_at(content, at, file))
    offset = int(match[1]) if (match := _BYTE.search(message)) else 0
    if "trailing" in message or "escape" in message:
        offset -= 1  # msgspec then names the byte after
    if content.startswith(_NOT_JSON_NUMBERS, offset) or content.startswith(_NOT_JSON_NUMBERS, offset - 1):
        return refusal("content_json_number", file, json_places.place_at(content, offset, file))
    return refusal("content_json_syntax", file, json_places.place_at(content, offset, file))


def too_deep(content: bytes, depth: int) -> bool:
    """Say whether a well-formed JSON text is nested deeper than ``depth``.

    Works on the brackets alone: those in texts are taken out, then one level of empty pairs after the other.
    """
    if content.count(b"[") + content.count(b"{") <= depth:
        return False
    if b"\\" in content:
        content = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    shape = content.translate(None, _NOT_STRUCTURE).replace(b'""', b"")
    if b'"' in shape:
        shape = re.sub(rb'"[^"]*"', b"", shape)
    shape = shape.translate(_ONE_KIND)
    for _ in range(depth):
        if not shape:
            return False
        shape = shape.replace(b"[]", b"")
    return bool(shape)


def text(data: object, *keys: str, longest: int = DEFAULT.text) -> str:
    """Follow keys to a text on one line, cleaned and cut; empty if there is none."""
    value = follow(data, keys)
    if isinstance(value, str):
        return line(value, longest)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    try:
        return line(str(value), longest)
    except ValueError:  # an integer of more digits than Python writes
        return ""


def line(found: str, longest: int = DEFAULT.text) -> str:
    """Put a text on one line, without controls, those of the direction of writing too, and cut it."""
    if len(found) <= longest and found.isprintable() and "  " not in found:
        return found.strip()
    return " ".join(UNUSABLE_VALUE.sub(" ", DIRECTIONS.sub("", found)).split())[:longest].strip()


def mapping(data: object, *keys: str) -> Plain:
    """Follow keys to a mapping; empty if there is none."""
    value = follow(data, keys)
    return value if isinstance(value, dict) else {}


def mappings(data: object, *keys: str) -> Iterator[Plain]:
    """Follow keys to a list, and give the mappings in it."""
    value = follow(data, keys)
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def texts(data: object, *keys: str, longest: int = DEFAULT.text) -> list[str]:
    """Follow keys to a list, and give the texts in it."""
    value = follow(data, keys)
    if not isinstance(value, list):
        return []
    return [found for item in value if (found := text(item, longest=longest))]


def follow(data: object, keys: tuple[str, ...]) -> object:
    """Follow keys through mappings to a value; None if one of them is not there."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data
