"""The documents of a CSAF provider that changed: fetched, each checked, and read into the intake.

Source: CSAF 2.0 §7.1 (requirements 18 and 19): a ``.sha256`` or ``.sha512`` file beside each document. What
cannot be used of a document today leaves what the base has of it, and is asked for again the next time.
"""

import re
from typing import Final

from hygie.feeds.containers import Content
from hygie.feeds.download.addresses import shown
from hygie.feeds.download.client import Client
from hygie.feeds.download.failure import DownloadError
from hygie.feeds.download.fetch import Errand
from hygie.feeds.download.listing import PUBLIC, Listed, documents, read_json
from hygie.feeds.download.state import Document, Memory
from hygie.feeds.intake import Unit
from hygie.feeds.outcome import FileReport
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.content import text, unpack

CHECKSUM: Final = 4096
_HEX: Final = re.compile(rb"\s*\\?([0-9a-fA-F]{64,128})\b")
_ALGORITHMS: Final = {64: "sha256", 128: "sha512"}


def fetch_provider(errand: Errand) -> Memory | None:
    """Fetch the documents of a provider that are new or changed; carry over the records of the others.

    Raises:
        DownloadError: no list of documents can be had.
        DamagedSegmentError: what the base has of it cannot be read.
        OSError: the disk is full, or worse.
    """
    listing = documents(errand.client, errand.address.url)
    report = errand.report()
    for diagnostic in listing.refused:
        report.refuse((diagnostic,))
    before = errand.memory.documents if errand.segment is not None else {}
    listed = listing.documents
    kept = {url: each for url, each in before.items() if url in listed or listing.may_miss(url, each)}
    wanted = [each for each in sorted(listed.values()) if not _is_known(before.get(each.url), each)]
    if errand.segment is not None and not wanted and kept.keys() == before.keys():
        if not report.refusals:
            errand.reception.reports.remove(report)
        return None
    unit = errand.unit()
    for each in wanted:
        _renew(each, errand, report, unit, kept)
    fresh = {row.id.partition("#")[0] for row in unit.rows}
    old = {name for document in kept.values() for name in document.ids} - fresh
    if errand.segment is not None and old:
        errand.reception.intake.carry(unit, errand.segment, lambda name: name.partition("#")[0] in old)
    # Which documents stay was settled one by one: the source as a whole is in no doubt.
    report.doubts.clear()
    if report.refusals and not unit.rows:
        raise DownloadError(errand.address.url, "download_nothing_usable")
    return Memory(documents=kept)


def _is_known(document: Document | None, listed: Listed) -> bool:
    return document is not None and bool(listed.updated) and document.updated == listed.updated


def _renew(listed: Listed, errand: Errand, report: FileReport, unit: Unit, kept: dict[str, Document]) -> None:
    """Fetch a document; what cannot be used stays as it was, to be asked for again the next time."""
    mark, refusals = unit.total, report.refusals
    try:
        _take(listed, errand, report)
    except DownloadError as reason:
        report.refuse((reason.diagnostic,))
    if report.refusals == refusals:
        ids = {row.id.partition("#")[0] for row in unit.rows[mark:]}
        kept[listed.url] = Document(listed.updated, sorted(ids), listed.by)
    elif listed.url in kept:
        kept[listed.url] = Document("", kept[listed.url].ids, listed.by)


def _take(listed: Listed, errand: Errand, report: FileReport) -> None:
    """Fetch a document, check it, and read it.

    Raises:
        DownloadError: it cannot be had, or is not what it should be.
    """
    checksum = _checksum(listed, errand.client)
    fetched = errand.client.get(listed.url, errand.address.largest, checksum=checksum, reach=listed.reach)
    if fetched is None:  # nothing was known, so that this cannot be
        raise DownloadError(listed.url, "download_not_asked")
    name = shown(listed.url)
    content = unpack(fetched.path.read_bytes(), name, errand.reception.bounds)
    fetched.path.unlink()
    if isinstance(content, Refusal):
        report.refuse(content.mistakes)
        return
    label = text(read_json(content), "document", "distribution", "tlp", "label").upper()
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
            found = _HEX.match(client.text(url, CHECKSUM, listed.reach).content)
        except DownloadError as reason:
            if reason.absent:
                continue
            raise
        if found is None or len(found[1]) not in _ALGORITHMS:
            raise DownloadError(url, "download_not_understood")
        return _ALGORITHMS[len(found[1])], found[1].decode().lower()
    return None
