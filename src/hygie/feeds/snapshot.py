"""A snapshot of the advisory base: the segments it is made of, where each comes from and how fresh it is."""

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from hygie.feeds.layout import DamagedSegmentError
from hygie.feeds.records import BlobRecords, Records, ScoreRecords, View
from hygie.kernel.digest import Digest, digest_tree
from hygie.observations.advisory import Advisory
from hygie.observations.exploitation import Exploited, Probability
from hygie.observations.lifecycle import ProductLife

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 1
"""Of manifests: a base of a later Hygie is not read as if it were of this one."""


class Kind(StrEnum):
    """What a segment holds: the word says the type of its records."""

    ADVISORIES = "advisories"
    EXPLOITED = "exploited"
    EPSS = "epss"
    LIFECYCLES = "lifecycles"


FORMS: dict[Kind, type] = {
    Kind.ADVISORIES: Advisory,
    Kind.EXPLOITED: Exploited,
    Kind.EPSS: Probability,
    Kind.LIFECYCLES: ProductLife,
}


class Segment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The records of one source in one snapshot; its file is never changed.

    ``source``: ``osv:PyPI``, ``cve5``, ``csaf:HOST``, ``kev``, ``epss``, ``endoflife``… ``digest``: SHA-256
    of the file, hexadecimal. ``rejected``: how many records were set aside, ``reasons``: how many for each
    code. ``kept``: how many come from the segment before, because what was read may not have been whole.
    ``newest``: latest day of modification in the records, empty if they say none. ``fetched``: when
    the source was last asked or read, ISO 8601 UTC. ``origin``: URL, or name of the file or folder that was
    read. ``notes``: what else the source says of itself (EPSS: ``model``, ``day``). ``folder``: where the
    file is; not part of the manifest.
    """

    source: str
    kind: Kind
    digest: str
    count: int
    rejected: int = 0
    reasons: dict[str, int] = {}
    kept: int = 0
    newest: str = ""
    fetched: str = ""
    origin: str = ""
    notes: dict[str, str] = {}
    folder: str = ""

    @property
    def path(self) -> Path:
        """Give the file."""
        return Path(self.folder) / f"{self.digest}.seg"

    def records(self) -> Records:
        """Open the segment, which maps its file and reads its header.

        Raises:
            DamagedSegmentError: the file is missing, or its header is not that of a whole segment.
        """
        view = self._view()
        return ScoreRecords(view) if self.kind is Kind.EPSS else BlobRecords(view, FORMS[self.kind])

    def blobs(self) -> BlobRecords:
        """Open a segment of anything but EPSS, with what comparing and copying need.

        Raises:
            DamagedSegmentError: see ``records``.
        """
        return BlobRecords(self._view(), FORMS[self.kind])

    def epss_arrays(self) -> "tuple[NDArray[np.int64], NDArray[np.float32]]":
        """Give the CVE numbers (year x 10^8 + sequence, sorted) and scores of a segment of EPSS.

        Raises:
            DamagedSegmentError: see ``records``.
        """
        return ScoreRecords(self._view()).arrays()

    def check(self) -> None:
        """Look whether the file is there and its header fits.

        Raises:
            DamagedSegmentError: see ``records``.
        """
        self._view()

    def verify(self) -> None:
        """Read the whole file and compare its digest.

        Raises:
            DamagedSegmentError: it is missing, or is not what was written.
        """
        self.check()
        with self.path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != self.digest:
            raise DamagedSegmentError(self.path.name, "digest")

    def _view(self) -> View:
        view = View(self.path)
        if view.header.kind != self.kind or view.header.count != self.count:
            raise DamagedSegmentError(self.path.name, "header")
        return view


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The base as it was at one moment.

    ``digest`` names the content (segments, not dates). ``created``: when this content was first put
    together; ``checked``: when it was last found to be still what the sources say; both ISO 8601 UTC.
    ``sequence`` grows with each synchronisation.
    """

    format: int = FORMAT
    sequence: int
    digest: Digest
    created: str
    checked: str
    segments: tuple[Segment, ...]

    def segment(self, source: str) -> Segment | None:
        """Give the segment of a source, if it is there."""
        return next((item for item in self.segments if item.source == source), None)


def digest_of(segments: tuple[Segment, ...]) -> Digest:
    """Name the content of a set of segments, whatever their order."""
    return digest_tree((f"{item.kind}/{item.source}", item.digest.encode()) for item in segments)


def write_manifest(snapshot: Snapshot) -> bytes:
    """Write a snapshot's manifest: no path of the machine is in it."""
    bare = tuple(msgspec.structs.replace(item, folder="") for item in snapshot.segments)
    whole = msgspec.json.encode(msgspec.structs.replace(snapshot, segments=bare))
    return msgspec.json.format(whole, indent=1)


def read_manifest(content: bytes, folder: Path) -> Snapshot | None:
    """Read a manifest whose segments are in ``folder``; None if it is not one that can be used."""
    try:
        found = msgspec.json.decode(content, type=Snapshot)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if found.format != FORMAT or found.digest != digest_of(found.segments):
        return None
    placed = tuple(msgspec.structs.replace(item, folder=str(folder)) for item in found.segments)
    return msgspec.structs.replace(found, segments=placed)
