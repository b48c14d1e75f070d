"""From the address of a source to its records in the intake: one file, or the releases of the CVE list."""

from dataclasses import dataclass
from typing import Final

import msgspec

from hygie.feeds.containers import Opener
from hygie.feeds.download.addresses import MIB, Address, Way, shown
from hygie.feeds.download.client import Client
from hygie.feeds.download.failure import DownloadError
from hygie.feeds.download.state import Memory
from hygie.feeds.intake import Unit
from hygie.feeds.outcome import FileReport
from hygie.feeds.reception import Reception
from hygie.feeds.snapshot import Kind, Segment
from hygie.kernel.diagnostic import Diagnostic

LISTING: Final = 16 * MIB
"""Bytes of an answer that only says where files are."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What fetching one source needs: from where, into what, with what the base and the memory have of it.

    ``segment`` is what the base has of the source, if it came from the network: what ``memory`` speaks of.
    """

    address: Address
    client: Client
    opener: Opener
    reception: Reception
    segment: Segment | None
    memory: Memory

    def report(self) -> FileReport:
        """Begin the account of one file."""
        return self.reception.begin(shown(self.address.url))

    def unit(self) -> Unit:
        """Give the unit of a source of advisories."""
        return self.reception.intake.unit(Kind.ADVISORIES, self.address.source, shown(self.address.url))


def fetch(errand: Errand) -> Memory | None:
    """Fetch a source into the intake; None if it has nothing new. Gives what is to be remembered of it.

    Raises:
        DownloadError: it cannot be had; what came of it is to be forgotten.
        DamagedSegmentError: what the base has of it, and is still wanted, cannot be read.
        OSError: the disk is full, or worse.
    """
    if errand.address.way is Way.CVE5:
        return _cve_list(errand)
    if errand.address.way is Way.CSAF:
        from hygie.feeds.download.csaf import fetch_provider  # noqa: PLC0415 - it needs this module

        return fetch_provider(errand)
    return _file(errand)


def _file(errand: Errand) -> Memory | None:
    url = errand.address.url
    known = errand.memory.validators.get(url) if errand.segment is not None else None
    report = errand.report()
    fetched = errand.client.get(url, errand.address.largest, known)
    if fetched is None:
        errand.reception.reports.remove(report)
        return None
    take_archive(errand, url, report)
    # What could not be read of it is worth asking for again.
    return Memory() if report.refusals else Memory(validators={url: fetched.validators})


def take_archive(errand: Errand, url: str, report: FileReport) -> None:
    """Fetch a file that the client has, or has the rest of, and read it into the intake.

    Raises:
        DownloadError: it is damaged as a whole.
    """
    from hygie.feeds.download.partial import Partial  # noqa: PLC0415 - names the file of an address

    path = Partial(errand.client.folder, url).path
    try:
        for found in errand.opener.contents(path, shown(url)):
            if not isinstance(found, Diagnostic):
                errand.reception.take(found, report, shown(errand.address.url), errand.address.source)
                continue
            report.refuse((found,))
            if found.place.file == shown(url):
                raise DownloadError(url, found.code, absent=False, **found.parameters)
    finally:
        path.unlink(missing_ok=True)


class _Asset(msgspec.Struct):
    name: str
    browser_download_url: str


class _Release(msgspec.Struct):
    assets: list[_Asset]


def _cve_list(errand: Errand) -> Memory | None:
    """Fetch the list of CVE: its last midnight if it is not the one that the base has, then what came since.

    A release holds the list as of midnight and what changed since (cvelistV5, README, "Releases").
    """
    address, memory = errand.address, errand.memory
    answer = errand.client.text(address.url, LISTING)
    whole, delta = _assets(address.url, answer.content)
    report = errand.report()
    made = Memory(baseline=whole.name)
    unit = errand.unit()
    same = errand.segment is not None and memory.baseline == whole.name
    if not same:
        errand.client.get(whole.browser_download_url, address.largest, reach=answer.reach)
        take_archive(errand, whole.browser_download_url, report)
        # What could not be read of it is worth asking for again.
        made.baseline = "" if report.refusals else whole.name
        # What changed since midnight holds against it, and sets nothing aside.
        unit.rows = [row._replace(carried=True) for row in unit.rows]
    if delta is not None:
        url, refusals = delta.browser_download_url, report.refusals
        known = memory.validators.get(url) if same else None
        fetched = errand.client.get(url, address.largest, known, reach=answer.reach)
        if fetched is None:
            errand.reception.reports.remove(report)
            return None
        take_archive(errand, url, report)
        if report.refusals == refusals:
            made.validators = {url: fetched.validators}
    if same and errand.segment is not None:
        errand.reception.intake.carry(unit, errand.segment, lambda _name: True)
    return made


def _assets(url: str, content: bytes) -> tuple[_Asset, _Asset | None]:
    """Find the list as of midnight in a release, and what changed since if anything did."""
    try:
        assets = msgspec.json.decode(content, type=_Release).assets
    except (msgspec.DecodeError, UnicodeDecodeError) as reason:
        raise DownloadError(url, "download_not_understood") from reason
    whole = next((item for item in assets if "_all_CVEs_at_midnight" in item.name), None)
    delta = next((item for item in assets if "_delta_CVEs_at_" in item.name), None)
    if whole is None:
        raise DownloadError(url, "download_not_understood")
    return whole, delta
