"""A CSAF provider: its metadata, its feeds or directories, and the documents that changed, each checked.

Source: CSAF 2.0 §7.1 (requirements 7 to 19): provider-metadata.json, ROLIE feeds with links to hashes,
directories with ``changes.csv`` and ``index.txt``, a ``.sha256`` or ``.sha512`` file beside each document.
Only what may be shown to all (TLP:WHITE, TLP:CLEAR) is asked for.
"""

import csv
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

import msgspec

from hygie.feeds.containers import Content
from hygie.feeds.download.addresses import permitted, shown
from hygie.feeds.download.client import Client, DownloadError
from hygie.feeds.download.fetch import LISTING, Errand
from hygie.feeds.download.state import Document, Memory
from hygie.feeds.outcome import FileReport
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.content import mapping, mappings, text, unpack

PUBLIC: Final = frozenset({"WHITE", "CLEAR"})
MOST_DOCUMENTS: Final = 200_000
CHECKSUM: Final = 4096
ADDRESS: Final = 2048
_HEX: Final = re.compile(rb"\s*\\?([0-9a-fA-F]{64,128})\b")
_ALGORITHMS: Final = {64: "sha256", 128: "sha512"}


class Listed(NamedTuple):
    """A document that a provider lists: where it is, when it was last changed, and where its hash is."""

    url: str
    updated: str
    hashes: tuple[str, ...]


def fetch_provider(errand: Errand) -> Memory | None:
    """Fetch the documents of a provider that are new or changed; carry over the records of the others.

    Raises:
        DownloadError: no list of documents can be had.
        DamagedSegmentError: what the base has of it cannot be read.
        OSError: the disk is full, or worse.
    """
    listed = documents(errand.client, errand.address.url)
    before = errand.memory.documents if errand.segment is not None else {}
    wanted = [each for each in listed if not _is_known(before.get(each.url), each)]
    if not wanted and before.keys() == {each.url for each in listed}:
        return None
    report, made = errand.report(), Memory()
    kept = {each.url: before[each.url] for each in listed if each.url in before}
    unit = errand.unit()
    for each in wanted:
        mark = unit.total
        try:
            _take(each, errand, report)
        except DownloadError as reason:
            # What the base has of it stays, and it is asked for again the next time.
            report.refuse((reason.diagnostic,))
            continue
        ids = {row.id.partition("#")[0] for row in unit.rows[mark:]}
        kept[each.url] = Document(each.updated, sorted(ids))
    made.documents = kept
    fresh = {row.id.partition("#")[0] for row in unit.rows}
    old = {name for document in kept.values() for name in document.ids} - fresh
    if errand.segment is not None and old:
        errand.reception.intake.carry(unit, errand.segment, lambda name: name.partition("#")[0] in old)
    if report.refusals and not unit.rows:
        raise DownloadError(errand.address.url, "download_nothing_usable")
    return made


def _is_known(document: Document | None, listed: Listed) -> bool:
    return document is not None and bool(listed.updated) and document.updated == listed.updated


def _take(listed: Listed, errand: Errand, report: FileReport) -> None:
    """Fetch a document, check it, and read it."""
    checksum = _checksum(listed, errand.client)
    fetched = errand.client.get(listed.url, errand.address.largest, checksum=checksum)
    if fetched is None:
        return
    name = shown(listed.url)
    content = unpack(fetched.path.read_bytes(), name, errand.reception.bounds)
    fetched.path.unlink()
    if isinstance(content, Refusal):
        report.refuse(content.mistakes)
        return
    label = text(_json(content), "document", "distribution", "tlp", "label").upper()
    if label and label not in PUBLIC:
        report.refuse((Diagnostic("feeds_not_public", Place(name), {"found": label[:40]}),))
        return
    if checksum is None:
        report.notes += 1
    errand.reception.take(
        Content(name, content, ""), report, shown(errand.address.url), errand.address.source
    )


def _checksum(listed: Listed, client: Client) -> tuple[str, str] | None:
    """Ask for the hash of a document; None if the provider gives none."""
    for url in listed.hashes:
        try:
            found = _HEX.match(client.text(url, CHECKSUM))
        except DownloadError as reason:
            if reason.absent:
                continue
            raise
        if found is None or len(found[1]) not in _ALGORITHMS:
            raise DownloadError(url, "download_not_understood")
        return _ALGORITHMS[len(found[1])], found[1].decode().lower()
    return None


def documents(client: Client, url: str) -> list[Listed]:
    """List the public documents of a provider, each once.

    Raises:
        DownloadError: its metadata or one of its lists cannot be had or understood.
        OSError: the disk is full, or worse.
    """
    metadata = _json(client.text(url, LISTING))
    found: dict[str, Listed] = {}
    lists = 0
    for distribution in mappings(metadata, "distributions"):
        feeds = [each for each in mappings(distribution, "rolie", "feeds") if _is_public(each)]
        for feed in feeds:
            lists += 1
            found |= {each.url: each for each in _of_feed(client, urljoin(url, _address(feed, "url")))}
        directory = _address(distribution, "directory_url")
        if not directory and _is_public(mapping(distribution, "directory")):
            directory = _address(mapping(distribution, "directory"), "url")
        # A provider gives the same documents in both ways: the feed says more.
        if directory and not feeds:
            lists += 1
            found |= {
                each.url: each for each in _of_directory(client, urljoin(url, directory).rstrip("/") + "/")
            }
    if not lists:
        raise DownloadError(url, "download_not_understood")
    return sorted(found.values())[:MOST_DOCUMENTS]


def _is_public(data: object) -> bool:
    return text(data, "tlp_label").upper() in PUBLIC


def _address(data: object, *keys: str) -> str:
    return text(data, *keys, longest=ADDRESS)


def _json(content: bytes) -> Any:  # noqa: ANN401 - whatever the provider wrote
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _of_feed(client: Client, url: str) -> Iterator[Listed]:
    """List what a ROLIE feed (RFC 8322) holds."""
    feed = _json(client.text(url, 16 * LISTING))
    if not mapping(feed, "feed"):
        raise DownloadError(url, "download_not_understood")
    for entry in mappings(feed, "feed", "entry"):
        links = [(text(each, "rel"), _address(each, "href")) for each in mappings(entry, "link")]
        own = next((href for rel, href in links if rel == "self"), "") or _address(entry, "content", "src")
        place = urljoin(url, own)
        if own and permitted(place):
            hashes = [urljoin(url, href) for rel, href in links if rel == "hash" and href]
            hashes = hashes or [f"{place}.sha512", f"{place}.sha256"]
            # The strongest first: sha512 sorts after sha256.
            yield Listed(place, text(entry, "updated"), tuple(sorted(hashes, key=lambda each: each[::-1])))


def _of_directory(client: Client, url: str) -> Iterator[Listed]:
    """List what a directory holds: by ``changes.csv``, which says when; else by ``index.txt``."""
    try:
        table = client.text(f"{url}changes.csv", LISTING).decode("utf-8", "replace")
        rows = [row for row in csv.reader(table.splitlines()) if len(row) > 1]
        named = [(row[0], row[1]) for row in rows]
    except DownloadError as reason:
        if not reason.absent:
            raise
        names = client.text(f"{url}index.txt", LISTING).decode("utf-8", "replace")
        named = [(name.strip(), "") for name in names.splitlines() if name.strip()]
    except csv.Error as reason:
        raise DownloadError(url, "download_not_understood") from reason
    for name, updated in named:
        place = urljoin(url, name)
        # A list speaks of what is below it, and of nothing else.
        below = place.startswith(url) and ".." not in urlsplit(place).path
        if below and place.endswith(".json") and len(place) <= ADDRESS:
            yield Listed(place, updated, (f"{place}.sha512", f"{place}.sha256"))
