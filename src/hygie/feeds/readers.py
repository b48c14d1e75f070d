"""Which reader reads what is recognised, and the source that its records go to: the one table of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import urlsplit

import msgspec

from hygie.feeds.snapshot import Kind
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.detect import Kind as Found
from hygie.observations.exploitation import Epss
from hygie.observations.reading import Bounds, Reading

Read: TypeAlias = Callable[[bytes, str, Bounds], Reading[Any] | Refusal]

BLOCK: Final = 8 << 20
"""Bytes of a file of lines that are read at once: what a reader gives back is some three times that."""
FIRST_LINE: Final = 1 << 24


class Reader(NamedTuple):
    """How one kind of file is read.

    ``source`` is empty where the records say it themselves (OSV). ``line_by_line``: one record a line is read
    on its own, since what it says of its publisher is for that line only.
    """

    module: str
    function: str
    kind: Kind
    source: str
    line_by_line: bool = False


READERS: Final = {
    Found.OSV: Reader("osv", "read_osv", Kind.ADVISORIES, ""),
    Found.CVE5: Reader("cve5", "read_cve5", Kind.ADVISORIES, "cve5"),
    Found.CSAF: Reader("csaf", "read_csaf", Kind.ADVISORIES, "csaf:", line_by_line=True),
    Found.KEV: Reader("kev", "read_kev", Kind.EXPLOITED, "kev"),
    Found.EPSS: Reader("epss", "read_epss", Kind.EPSS, "epss"),
    Found.ENDOFLIFE: Reader("endoflife", "read_endoflife", Kind.LIFECYCLES, "endoflife"),
    Found.RETIREJS: Reader("ecosystems.retirejs", "read_retirejs", Kind.ADVISORIES, "retirejs"),
    Found.RUSTSEC: Reader("ecosystems.rustsec", "read_rustsec", Kind.ADVISORIES, "rustsec"),
    Found.NODEJS: Reader("ecosystems.nodejs", "read_nodejs", Kind.ADVISORIES, "nodejs-security-wg"),
    Found.FRIENDS_OF_PHP: Reader(
        "ecosystems.friendsofphp", "read_friendsofphp", Kind.ADVISORIES, "friends-of-php"
    ),
    Found.VICTIMS: Reader("ecosystems.victims", "read_victims", Kind.ADVISORIES, "victims"),
}


@cache
def reading(found: Found) -> Read:
    """Import the reader of a kind, the first time that one is met."""
    if found is Found.EPSS:
        return _read_scores
    reader = READERS[found]
    function: Read = getattr(import_module(f"hygie.observations.{reader.module}"), reader.function)
    return function


def _read_scores(content: bytes, file: str, bounds: Bounds) -> Reading[Epss] | Refusal:
    """Read a day's scores, which are one item with its model and its day."""
    from hygie.observations.epss import read_epss  # noqa: PLC0415 - as the other readers

    result = read_epss(content, file, bounds)
    return result if isinstance(result, Refusal) else Reading((result.epss,), result.rejected)


def blocks(content: bytes, *, in_lines: bool, line_by_line: bool) -> Iterator[tuple[bytes, int]]:
    """Give a file of one record a line in parts, each with the number of lines before it; else the whole.

    Readers give back all that they read: parts keep that small, whatever the size of the file.
    """
    if not in_lines:
        yield content, 0
        return
    start = before = 0
    while start < len(content):
        end = content.find(b"\n", start if line_by_line else min(start + BLOCK, len(content))) + 1
        end = end or len(content)
        part = content[start:end]
        if part.strip():
            yield part, before
        before += part.count(b"\n")
        start = end


def has_lines(content: bytes) -> bool:
    """Say whether a file holds one JSON record a line: the first line is one, and another follows."""
    start = content[:64].lstrip()[:1]
    end = content.find(b"\n", 0, FIRST_LINE)
    if start != b"{" or end < 0 or not content[end:].strip():
        return False
    try:
        msgspec.json.decode(content[:end], type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def breaks_off(content: bytes, name: str) -> bool:
    """Say whether a content that is nothing known may be the beginning of a record: JSON that breaks off.

    An empty file counts as such where its name says that it is JSON.
    """
    if not content.strip():
        return name.lower().removesuffix(".gz").endswith((".json", ".jsonl"))
    if content[:64].lstrip()[:1] not in (b"{", b"[") or has_lines(content):
        return False
    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except msgspec.DecodeError as reason:
        return "truncated" in str(reason)
    except RecursionError:
        return False
    return False


def locate(content: bytes, file: str, name: str) -> Place:
    """Find the line of a record of a table, by its id: only for those of which something is to be said."""
    at = content.find(name.encode("utf-8", "replace"))
    return Place(file, content.count(b"\n", 0, at) + 1) if at >= 0 else Place(file)


def moved(diagnostics: Iterable[Diagnostic], lines: int) -> list[Diagnostic]:
    """Put diagnostics of a part of a file where they stand in the whole, ``lines`` below."""
    if not lines:
        return list(diagnostics)
    return [replace(item, place=item.place._replace(line=item.place.line + lines)) for item in diagnostics]


def source_of(reader: Reader, content: bytes, folder: str) -> str:
    """Name the source that a content belongs to; empty where its records say it."""
    return reader.source + (publisher(content, folder) if reader.source == "csaf:" else "")


class _Publisher(msgspec.Struct):
    namespace: str = ""
    name: str = ""


class _Document(msgspec.Struct):
    publisher: _Publisher = msgspec.field(default_factory=_Publisher)


class _Csaf(msgspec.Struct):
    document: _Document = msgspec.field(default_factory=_Document)


_CSAF: Final = msgspec.json.Decoder(_Csaf)


def publisher(content: bytes, folder: str) -> str:
    """Name the publisher of a CSAF document: the host of its namespace, else the folder it stands in."""
    try:
        namespace = _CSAF.decode(content).document.publisher.namespace
        host = urlsplit(namespace).hostname
    except (msgspec.DecodeError, RecursionError, ValueError):
        host = None
    name = host or folder.rstrip("/").rpartition("/")[2] or "unknown"
    return "".join(letter for letter in name.lower() if letter.isprintable())[:100]
