"""What a CSAF provider lists: its metadata, then its feeds or directories; what is left aside is told.

Source: CSAF 2.0 §7.1 (requirements 7 to 17): provider-metadata.json, ROLIE feeds (RFC 8322) with links to
hashes, directories with ``changes.csv`` and ``index.txt``. Only lists of what may be shown to all (TLP:WHITE,
TLP:CLEAR) are asked for.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import msgspec

from hygie.feeds.download.addresses import joined, may_follow, shown
from hygie.feeds.download.client import Client
from hygie.feeds.download.failure import DownloadError
from hygie.feeds.download.fetch import LISTING
from hygie.feeds.download.reach import Reach
from hygie.feeds.download.state import Document
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place
from hygie.observations.content import mapping, mappings, text

PUBLIC: Final = frozenset({"WHITE", "CLEAR"})
MOST_DOCUMENTS: Final = 200_000
ADDRESS: Final = 2048
_EXTENSION: Final = ".json"


class Listed(NamedTuple):
    """A document that a provider lists.

    Where it is, when it was last changed, where its hash is, the list that names it, and how near that is.
    """

    url: str
    updated: str
    hashes: tuple[str, ...]
    by: str = ""
    reach: Reach = Reach.PUBLIC


@dataclass(slots=True)
class Listing:
    """All that a provider lists, by address; ``refused`` says, one by one, what of its lists was left aside.

    ``skipped``: lists that were not asked for. ``lost``: names of files whose entry cannot be used; the empty
    name stands for any.
    """

    documents: dict[str, Listed] = field(default_factory=dict)
    refused: list[Diagnostic] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def add(self, listed: Listed, root: str) -> None:
        """Take a document in.

        Raises:
            DownloadError: there are too many.
        """
        self.documents[listed.url] = listed
        if len(self.documents) > MOST_DOCUMENTS:
            raise DownloadError(root, "download_too_many", limit=MOST_DOCUMENTS)

    def lose(self, code: str, place: str, found: str, **parameters: Parameter) -> None:
        """Count an entry that cannot be used."""
        self.refused.append(Diagnostic(code, Place(shown(place)), {"found": found, **parameters}))
        self.lost.add(_name(found))

    def skip(self, url: str, label: str) -> None:
        """Count a list that is not asked for."""
        parameters: dict[str, Parameter] = {"found": label[:40] or "—"}
        self.refused.append(Diagnostic("csaf_list_not_public", Place(shown(url)), parameters))
        self.skipped.add(mark_of(url))

    def may_miss(self, url: str, document: Document) -> bool:
        """Say whether a document may not be listed any more only because of what was left aside."""
        by_list = document.listed in self.skipped or bool(self.skipped and not document.listed)
        return by_list or "" in self.lost or _name(url) in self.lost


def mark_of(url: str) -> str:
    """Give a short digest of the address of a list."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:12]


def _name(url: str) -> str:
    try:
        return urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return ""


def documents(client: Client, url: str) -> Listing:
    """List the public documents of a provider, each once.

    Raises:
        DownloadError: its metadata or one of its lists cannot be had or understood, or lists too much.
        OSError: the disk is full, or worse.
    """
    content, reach = client.text(url, LISTING)
    made, lists = Listing(), 0
    for distribution in mappings(read_json(content), "distributions"):
        feeds = list(_public(mappings(distribution, "rolie", "feeds"), url, made))
        for feed in feeds:
            lists += 1
            for listed in _of_feed(client, feed, reach, made):
                made.add(listed, url)
        # A provider gives the same documents in both ways: the feed says more.
        for directory in [] if feeds else _directories(distribution, url, made):
            lists += 1
            for listed in _of_directory(client, directory.rstrip("/") + "/", reach, made):
                made.add(listed, url)
    if not lists:
        raise DownloadError(url, "download_not_understood")
    return made


def _public(lists: Iterable[Any], url: str, made: Listing) -> Iterator[str]:
    """Give the addresses of the lists that are for everybody, and count the others."""
    for each in lists:
        label, named = text(each, "tlp_label").upper(), address(each, "url")
        place = joined(url, named) if named else ""
        if label not in PUBLIC:
            made.skip(place or url, label)
        elif place:
            yield place
        else:
            made.lose("csaf_entry_unusable", url, "—")
            made.lost.add("")


def _directories(distribution: object, url: str, made: Listing) -> Iterator[str]:
    """Give the directory of a distribution, as CSAF 2.0 writes it or as CSAF 2.1 does."""
    named = address(distribution, "directory_url")
    if named and (place := joined(url, named)):
        yield place
    elif found := mapping(distribution, "directory"):
        yield from _public([found], url, made)


def address(data: object, *keys: str) -> str:
    """Give an address in a document; empty if it has none of a reasonable length."""
    found = text(data, *keys, longest=ADDRESS + 1)
    return found if len(found) <= ADDRESS else ""


def read_json(content: bytes) -> Any:  # noqa: ANN401 - whatever the provider wrote
    """Decode a JSON text; None if it is none."""
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _of_feed(client: Client, url: str, reach: Reach, made: Listing) -> Iterator[Listed]:
    """List what a ROLIE feed holds."""
    content, reach = client.text(url, 16 * LISTING, reach)
    feed = read_json(content)
    if not mapping(feed, "feed"):
        raise DownloadError(url, "download_not_understood")
    by = mark_of(url)
    entries = mapping(feed, "feed").get("entry")
    read = list(mappings(feed, "feed", "entry"))
    for _ in range(len(entries) - len(read) if isinstance(entries, list) else 0):
        made.lose("csaf_entry_unusable", url, "—")
        made.lost.add("")
    for entry in read:
        links = [(text(each, "rel"), address(each, "href")) for each in mappings(entry, "link")]
        own = next((href for rel, href in links if rel == "self"), "") or address(entry, "content", "src")
        place = joined(url, own) if own else ""
        if not place or not may_follow(place, reach):
            made.lose("csaf_entry_unusable", url, shown(place or own or "—")[:200])
            continue
        hashes = [joined(url, href) for rel, href in links if rel == "hash" and href]
        hashes = [each for each in hashes if each] or [f"{place}.sha512", f"{place}.sha256"]
        # The strongest first: sha512 sorts after sha256.
        strongest = tuple(sorted(hashes, key=lambda each: each[::-1]))
        yield Listed(place, text(entry, "updated"), strongest, by, reach)


def _of_directory(client: Client, url: str, reach: Reach, made: Listing) -> Iterator[Listed]:
    """List what a directory holds: by ``changes.csv``, which says when; else by ``index.txt``."""
    try:
        content, reach = client.text(f"{url}changes.csv", LISTING, reach)
        rows = [row for row in csv.reader(content.decode("utf-8", "replace").splitlines()) if any(row)]
        named = [(row[0].strip(), row[1] if len(row) > 1 else "") for row in rows]
    except DownloadError as reason:
        if not reason.absent:
            raise
        content, reach = client.text(f"{url}index.txt", LISTING, reach)
        names = content.decode("utf-8", "replace").splitlines()
        named = [(name.strip(), "") for name in names if name.strip()]
    except csv.Error as reason:
        raise DownloadError(url, "download_not_understood") from reason
    by = mark_of(url)
    for name, updated in named:
        place = joined(url, name)
        # A list speaks of what is below it, and of nothing else.
        below = place.startswith(url) and ".." not in urlsplit(place).path
        usable = below and place.endswith(_EXTENSION) and len(place) <= ADDRESS and may_follow(place, reach)
        if usable:
            yield Listed(place, updated, (f"{place}.sha512", f"{place}.sha256"), by, reach)
        else:
            made.lose("csaf_row_unusable", url, shown(name)[:200] or "—")
